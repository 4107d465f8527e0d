"""Facts of the upper floor that name nobody, to be read by the role admin. Nothing here can be written."""

from django.contrib import admin

from pendampingan.models import Measure, PublishedFigure, Target


class ReadOnlyAdmin(admin.ModelAdmin):
    """A table to look at: every fact is written by a rule, on a page of the product."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Target)
class TargetAdmin(ReadOnlyAdmin):
    list_display = ["value", "centre", "starts_on", "ends_on", "source", "is_main"]
    list_select_related = ["centre"]


@admin.register(Measure)
class MeasureAdmin(ReadOnlyAdmin):
    list_display = ["code", "stage", "unit", "indonesian", "english", "source"]


@admin.register(PublishedFigure)
class PublishedFigureAdmin(ReadOnlyAdmin):
    list_display = ["as_of", "stage", "value", "wording", "source"]
