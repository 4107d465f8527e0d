"""What a page offers to cite, and how the addresses of figures cited before stand on it and on its print."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from jakpreneur.acting import today
from pendampingan.access import COUNTERS
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.citations import citable, cited
from pendampingan.counts.group import Group
from pendampingan.models import Citation
from umkm.models import Centre
from umkm.slip import QrCode, qr_code


@dataclass(frozen=True)
class Citable:
    """A figure of a page, and its permanent address, whole and as a QR code, once somebody has cited it."""

    group: Group
    address: str | None
    qr: QrCode | None


@dataclass(frozen=True)
class Citing:
    """The figures of a page, as they are cited: with the knowledge of a day that is over."""

    as_of: AsOf
    figures: tuple[Citable, ...]
    #: Whether the reader may cite those that nobody has cited.
    open: bool

    @property
    def any(self) -> bool:
        return any(figure.address for figure in self.figures)


def citing(request: HttpRequest, as_of: AsOf, groups: Iterable[Group], centre: Centre | None) -> Citing:
    """One query."""
    at = citable(as_of, today=today())
    there = cited(at, centre)
    figures = tuple(_figure(request, group, there.get(group)) for group in groups)
    return Citing(at, figures, open=request.user.role in COUNTERS)


def address_of(request: HttpRequest, citation: Citation) -> str:
    """The whole address, to be written down elsewhere."""
    return request.build_absolute_uri(reverse("citation", args=[citation.code]))


def _figure(request: HttpRequest, group: Group, citation: Citation | None) -> Citable:
    address = address_of(request, citation) if citation else None
    return Citable(group, address, address and qr_code(address))
