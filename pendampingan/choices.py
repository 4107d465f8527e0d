"""The closed lists of the upper floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


class EnrolmentStatus(models.TextChoices):
    ENROLLED = "enrolled", _("enrolled")
    WAITLISTED = "waitlisted", _("on the waiting list")
    WITHDRAWN = "withdrawn", _("withdrawn")


class AttendanceSource(models.TextChoices):
    """How a day's attendance came in."""

    SHEET = "sheet", _("attendance sheet")
    SCAN = "scan", _("code scan")
    IMPORT = "import", _("from a file")


class VisitMode(models.TextChoices):
    ON_SITE = "on_site", _("on site")
    AT_CENTRE = "at_centre", _("at the centre")
    ONLINE = "online", _("online")
    PHONE = "phone", _("by phone")


class Proof(models.TextChoices):
    """What a second person could look at."""

    NONE = "none", _("none")
    SLIP = "slip", _("slip scanned")
    PHOTO = "photo", _("photo")
    SHEET = "sheet", _("signed sheet")


class Evidence(models.TextChoices):
    """The kind of fact behind a ledger line."""

    BUSINESS = "business", _("registration")
    ATTENDANCE = "attendance", _("attendance")
    VISIT = "visit", _("visit")
    PLACEMENT = "placement", _("move")


class Reason(models.TextChoices):
    """Why a count changed."""

    RECORDED = "recorded", _("recorded")
    EARLIER_EVIDENCE = "earlier evidence", _("earlier evidence")
    CORRECTED = "corrected", _("corrected")
    DECIDED = "decided", _("contest decided")
    VOIDED = "voided", _("voided")
    MOVED = "moved", _("moved")
    MERGED = "merged", _("merged")
    UNMERGED = "unmerged", _("unmerged")
    IMPORT_UNDONE = "import undone", _("import undone")
    RULE_CHANGED = "rule changed", _("rule changed")


class Basis(models.TextChoices):
    """Two ways of filing a ledger line under a day."""

    NOW = "now", _("as known now")
    THEN = "then", _("as reported then")

    @property
    def word(self) -> str:
        """What addresses call it: ?diketahui=kini or lalu."""
        return {Basis.NOW: "kini", Basis.THEN: "lalu"}[self]


class Unit(models.TextChoices):
    BUSINESS = "business", _("businesses")
    PERSON = "person", _("people")


class SampleResult(models.TextChoices):
    """What asking a business of a sample came to."""

    CONFIRMED = "confirmed", _("confirmed")
    NOT_REACHED = "not_reached", _("not reached")
    WRONG = "wrong", _("wrong")


#: The words of `counts.group.Group`, for tables that name a figure; a test holds the two together.
GROUP_WORDS = (
    "terdaftar",
    "terlatih",
    "didampingi",
    "terlatih-dan-didampingi",
    "terlatih-tanpa-pendampingan",
    "didampingi-tanpa-pelatihan",
    "terdaftar-saja",
)


class Signal(models.TextChoices):
    """What may be padding, and may be an honest busy day; the value is its word in addresses."""

    BURST = "pendaftaran", _("many registrations by one clerk in one hour")
    PHONE = "telepon", _("one phone number of many owners")
    ADDRESS = "alamat", _("one address of many owners")
    VISITS = "kunjungan", _("many visits by one mentor in a day")
    NOTES = "catatan", _("the same notes word for word")
    EVENING = "akhir-bulan", _("a month typed on its last evening")
    ATTENDANCE = "kehadiran", _("attendance above capacity")
