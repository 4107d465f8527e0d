"""What one would use instead: Django's admin, its changelist open on the table of businesses."""

from django.contrib.admin import AdminSite, ModelAdmin
from django.urls import path

from jakpreneur.urls import urlpatterns as ours
from umkm.models import Business


class BusinessAdmin(ModelAdmin):
    list_display = ("name", "number", "owner", "sector", "registered_on")
    list_select_related = ("owner",)
    list_per_page = 25
    search_fields = ("name", "owner__name")
    list_filter = ("sector",)
    ordering = ("-id",)

    def has_view_permission(self, request, obj=None):
        return True

    def has_module_permission(self, request):
        return True


site = AdminSite(name="bench")
site.register(Business, BusinessAdmin)
urlpatterns = [*ours, path("bench/", site.urls)]
