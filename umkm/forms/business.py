"""What is said of a business, and the form that changes it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import DayField, RupiahField
from jakpreneur.meanwhile import EditForm
from umkm.choices import KBLI_VERSION
from umkm.forms.fields import LinksField, NameField, NibField, NpwpField, PhoneField, SectorField
from umkm.forms.kbli import KbliField
from umkm.models import Business
from umkm.models.kbli import sector_of
from umkm.rules.business import edit_business
from umkm.scale import ScaleShown, scale_shown

BUSINESS = ("name", "started_on", "nib", "npwp", "phone", "email", "shop_links")
ACTIVITY = ("kbli", "sector")
DAYS = {"started_on": "business_started_by_today", "registered_on": "business_registered_by_today"}
HEADS = forms.NumberInput(attrs={"class": "digits"})
SIZE = ("capital", "annual_sales", "workers_women", "workers_men")


class SizeFields(forms.Form):
    """The figures that the scale of a business rests on."""

    capital = RupiahField(
        label=_("Capital"), required=False, help_text=_("Without land and buildings. Whole rupiah, such as 1.500.000.")
    )
    annual_sales = RupiahField(
        label=_("Annual sales"),
        required=False,
        help_text=_("Whole rupiah, such as 1.500.000."),
        template_name="umkm/business/sales.html",
    )

    def scale(self) -> ScaleShown | None:
        """As computed from what stands in the fields; what is no amount counts as not stated."""
        return scale_shown(capital=_amount(self["capital"]), annual_sales=_amount(self["annual_sales"]))


def _amount(field: BoundField) -> int | None:
    try:
        return field.field.clean(field.value())
    except ValidationError:
        return None


class BusinessFields(SizeFields):
    """The fields of a business, as they are when it is registered and when it is edited."""

    name = NameField(label=_("Business name"))
    started_on = DayField(
        label=_("Trading since"), required=False, help_text=_("Left open where the owner does not say.")
    )
    nib = NibField(label=_("NIB"), required=False, help_text=_("13 digits."))
    npwp = NpwpField(label=_("NPWP"), required=False, help_text=_("15 or 16 digits."))
    phone = PhoneField(
        label=_("Business phone"), required=False, help_text=_("Where it is not the owner's, such as 0812-3456-7890.")
    )
    email = forms.EmailField(label=_("Business email"), required=False, max_length=254)
    shop_links = LinksField(label=_("Online shops"), required=False, help_text=_("Web addresses, one a line."))
    kbli = KbliField(
        label=_("What it does (KBLI)"),
        required=False,
        help_text=_("Words such as “warung makan” or “jahit”, or the five digits of KBLI 2020."),
    )
    sector = SectorField()
    workers_women = forms.IntegerField(
        label=_("Women at work"), required=False, min_value=0, max_value=100_000, widget=HEADS
    )
    workers_men = forms.IntegerField(
        label=_("Men at work"), required=False, min_value=0, max_value=100_000, widget=HEADS
    )
    registered_on = DayField(label=_("Registered on"))

    def clean_sector(self) -> str:
        """As chosen, else as the activity says; it is not asked for while the activity is in doubt."""
        sector = self.cleaned_data["sector"] or sector_of(self.cleaned_data.get("kbli") or "")
        if not sector and not self.has_error("kbli"):
            raise ValidationError(self.fields["sector"].error_messages["required"], code="required")
        return sector

    def facts(self) -> dict[str, Any]:
        """What was cleaned, as columns of Business."""
        facts = {name: self.cleaned_data[name] for name in (*BUSINESS, *ACTIVITY, *SIZE, "registered_on")}
        return facts | {"kbli_version": KBLI_VERSION if facts["kbli"] else None}


#: What addresses call each section → its heading and fields.
SECTIONS = {
    "usaha": (_("Business"), BUSINESS),
    "kegiatan": (_("Activity"), ACTIVITY),
    "skala": (_("Size"), SIZE),
    "pendaftaran": (_("Registration"), ("registered_on",)),
}


class BusinessForm(BusinessFields, EditForm):
    """Changes what is said of a business: all of it, or one of SECTIONS."""

    layout = dict(SECTIONS.values())
    by_today = DAYS

    def __init__(self, *args: Any, business: Business, section: str = "", **kwargs: Any) -> None:
        super().__init__(*args, row=business, **kwargs)
        if section:
            title, names = SECTIONS[section]
            self.layout = {title: names}
            self.fields = {name: self.fields[name] for name in names}
        if business.npwp and "npwp" in self.fields:
            self.fields["npwp"].help_text = on_record(str(business.npwp))

    def write(self) -> Business:
        changes = self.changes()
        if "kbli" in changes:
            changes["kbli_version"] = KBLI_VERSION if changes["kbli"] else None
        return edit_business(business=self.row, as_seen=self.compare, by=self.by, **changes) if changes else self.row


def on_record(masked: str) -> Promise:
    return format_lazy(_("On record: {masked}. Leave it empty to keep that one."), masked=masked)
