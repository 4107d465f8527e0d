"""Reference data of the ground floor, for the role admin. Facts about people and businesses are not shown here at all."""

from django.contrib import admin

from umkm.models import Agency, Centre, CentreStaff, Kelurahan


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):
    list_display = ["name", "code", "note"]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Centre)
class CentreAdmin(admin.ModelAdmin):
    """How to reach a centre can be changed; what it is comes from the decree."""

    list_display = ["code", "name", "city", "phone", "hours"]
    search_fields = ["name", "code"]
    fields = ["code", "name", "city", "population", "address", "phone", "email", "hours"]
    readonly_fields = ["code", "name", "city", "population"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(CentreStaff)
class CentreStaffAdmin(admin.ModelAdmin):
    """Who works where, and so sees what."""

    list_display = ["user", "centre", "agency"]
    list_filter = ["centre"]
    list_select_related = ["user", "centre", "agency"]
    search_fields = ["user__username", "centre__name"]
    autocomplete_fields = ["centre"]


@admin.register(Kelurahan)
class KelurahanAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "centre", "population"]
    list_select_related = ["centre"]
    search_fields = ["name", "code"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
