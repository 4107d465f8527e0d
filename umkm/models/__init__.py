"""The facts of the ground floor: who exists, and where."""

from umkm.models.assignment import Assignment
from umkm.models.boundary import Boundary
from umkm.models.business import Business, Placement
from umkm.models.consent import Consent
from umkm.models.disclosure import Disclosure
from umkm.models.distinction import Distinction
from umkm.models.draft import Draft
from umkm.models.fact import Fact
from umkm.models.handover import Handover
from umkm.models.kbli import Kbli
from umkm.models.listing import Listing, NameWord
from umkm.models.participant import Membership, Participant
from umkm.models.person_listing import PersonListing
from umkm.models.place import Agency, Centre, CentreAlias, CentreStaff, Kelurahan
from umkm.models.possible_double import PossibleDouble
from umkm.models.progress import Progress
from umkm.models.saved_filter import SavedFilter

__all__ = [
    "Agency",
    "Assignment",
    "Boundary",
    "Business",
    "Centre",
    "CentreAlias",
    "CentreStaff",
    "Consent",
    "Disclosure",
    "Distinction",
    "Draft",
    "Fact",
    "Handover",
    "Kbli",
    "Kelurahan",
    "Listing",
    "Membership",
    "NameWord",
    "Participant",
    "PersonListing",
    "Placement",
    "PossibleDouble",
    "Progress",
    "SavedFilter",
]
