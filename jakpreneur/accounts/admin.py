"""Accounts in Django's admin."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import User

admin.site.unregister(Group)


class AccountCreationForm(UserCreationForm):
    """A new account has its role and its password from the start."""

    class Meta:
        model = User
        fields = ("username", "role", "first_name", "last_name", "email")


@admin.register(User)
class AccountAdmin(UserAdmin):
    """An account is closed, never deleted: the facts its owner entered go on naming it."""

    add_form = AccountCreationForm
    list_display = ("username", "get_full_name", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("username", "first_name", "last_name", "email")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "role", "is_active")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "role", "password1", "password2")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
    )

    def has_delete_permission(self, request, obj=None):
        return False
