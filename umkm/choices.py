"""The closed lists of the ground floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: The edition of KBLI that codes are entered in; BPS has since issued another, so each code carries its own.
KBLI_VERSION = 2020


class Stage(models.IntegerChoices):
    """The steps of the programme, P1 to P7, and one joint stage. Each is reached by its own evidence, in any order."""

    REGISTERED = 1, _("registered")
    TRAINED = 2, _("trained")
    MENTORED = 3, _("mentored")
    LICENSED = 4, _("licensed")
    MARKETED = 5, _("marketed")
    REPORTING = 6, _("reporting finances")
    FINANCED = 7, _("financed")
    # A stage of its own, so that "trained but not mentored" is a difference of two sums.
    TRAINED_AND_MENTORED = 23, _("trained and mentored")


class Sex(models.TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")


class Disability(models.TextChoices):
    YES = "yes", _("yes")
    NO = "no", _("no")
    UNSTATED = "unstated", _("not stated")


class Sector(models.TextChoices):
    """The nine sectors that business files name."""

    CULINARY = "kuliner", _("culinary")
    FASHION = "fesyen", _("fashion")
    CRAFT = "kriya", _("crafts")
    SERVICES = "jasa", _("services")
    TRADE = "perdagangan", _("trade")
    FARMING = "pertanian", _("farming")
    FISHERY = "perikanan", _("fishery")
    TECHNOLOGY = "teknologi", _("technology")
    OTHER = "lainnya", _("other")


class Channel(models.TextChoices):
    """The door a registration came through."""

    COUNTER = "counter", _("at the counter")
    IMPORT = "import", _("from a file")
    ONLINE = "online", _("online")


class BusinessStatus(models.TextChoices):
    ACTIVE = "active", _("active")
    CLOSED = "closed", _("closed")
    # Its NIK is already another person's: no owner, and no stage, until staff decide.
    CONTESTED = "contested", _("contested")


class Why(models.TextChoices):
    """What says that two registrations may be one business, the surest first."""

    NIB = "nib", _("the same NIB")
    OWNER_AND_NAME = "owner_and_name", _("the same owner and the same name")
    NAME_IN_KELURAHAN = "name_in_kelurahan", _("the same name in the same kelurahan")
    ALIKE = "alike", _("a similar name in the same kelurahan")
    PHONE = "phone", _("the same phone")


class Outcome(models.TextChoices):
    """What becomes of a contested registration: whose it is, and so whose NIK was wrong."""

    KNOWN = "known"
    MISTYPED = "mistyped"
    CLAIMANT = "claimant"
    VOID = "void"


class Tie(models.TextChoices):
    """How a participant other than the owner belongs to a business."""

    PARTNER = "partner", _("partner")
    EMPLOYEE = "employee", _("employee")


class Sealed(models.TextChoices):
    """The numbers that are masked everywhere, each by the name of its column."""

    NIK = "nik", _("NIK")
    CLAIMED_NIK = "claimed_nik", _("claimed NIK")
    NPWP = "npwp", _("NPWP")


class ConsentPurpose(models.TextChoices):
    PUBLICATION = "publication", _("publication in the directory")
    SHARING = "sharing", _("sharing with partners")


class Scale(models.TextChoices):
    """The size of a business after PP 7/2021 Art. 35; larger ones are no UMKM."""

    MICRO = "micro", _("micro")
    SMALL = "small", _("small")
    MEDIUM = "medium", _("medium")
    LARGE = "large", _("large")
