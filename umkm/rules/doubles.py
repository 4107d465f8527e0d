"""When two registrations are one business."""

from django.db.models import Q

from umkm.identifiers import Nik, name_key
from umkm.models import Business, Kelurahan


def exact_double(*, nik: Nik | None, name: str, kelurahan: Kelurahan | None, nib: str) -> Business | None:
    """The living business of this NIB, or of this owner, name key and kelurahan: what the database refuses to hold twice."""
    same = Q(owner__nik=nik, name_key=name_key(name), kelurahan=kelurahan) if nik and kelurahan else Q()
    same |= Q(nib=nib) if nib else Q()
    return Business.objects.living().filter(same).first() if same else None
