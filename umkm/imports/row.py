"""One row of a file of businesses: all that it says, or all that is wrong with it."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.refusals import sentence_of
from jakpreneur.sheet import Cell, written
from umkm.identifiers import IdentifierError, Nik, Npwp, fold, name_key, person_key
from umkm.imports import cells
from umkm.imports.clues import DATES, Clues
from umkm.imports.columns import REQUIRED
from umkm.models import Centre, CentreAlias, Kelurahan
from umkm.models.fact import PROGRAMME_BEGAN
from umkm.models.kbli import sector_of

#: Identity numbers: what is refused of them is told nowhere in full. They may stand in a wrong column.
SECRET = {"nik_pemilik", "npwp"}
LONG_NUMBER = re.compile(r"\d(?:[\s.\-]*\d){14,}")
#: The first digits, which a mask shows, and the letters of a cell that are told.
SHOWN, MOST_TOLD = 4, 80


class Fault(NamedTuple):
    """What is wrong with one cell, or with the row where `column` is empty; `value` as it stands there, masked if secret."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says of a business and its owner. "" is not said; None neither, or refused. Only a whole one is taken in; what
    can be read of any other is compared too, so that all its faults are told at once."""

    row: int
    is_whole: bool
    nomor: str | None
    name: str | None
    name_key: str | None
    nik: Nik | None
    owner: str | None
    owner_key: str | None
    sex: str | None
    born_on: datetime.date | None
    phone: str | None
    email: str | None
    address: str | None
    kelurahan: int | None
    centre: int | None
    sector: str | None
    sector_of_kbli: str
    kbli: str | None
    nib: str | None
    npwp: Npwp | None
    started_on: datetime.date | None
    capital: int | None
    annual_sales: int | None
    workers_men: int | None
    workers_women: int | None
    registered_on: datetime.date | None


class Places:
    """The kelurahan by the names of their kecamatan, whose other spellings are understood, and by their own."""

    def __init__(self, centres: Any) -> None:
        """`centres`: those that whoever sends the file may enter for."""
        self.open = set(centres.values_list("pk", flat=True))
        self.kecamatan = {squeezed(centre.name): centre.pk for centre in Centre.objects.all()}
        self.kecamatan |= {squeezed(alias.spelling): alias.centre_id for alias in CentreAlias.objects.all()}
        self.names = dict(Centre.objects.values_list("pk", "name"))
        self.kelurahan: dict[tuple[int, str], int] = {}
        self.elsewhere: dict[str, list[int]] = {}
        for kelurahan in Kelurahan.objects.all():
            self.kelurahan[kelurahan.centre_id, squeezed(kelurahan.name)] = kelurahan.pk
            self.elsewhere.setdefault(squeezed(kelurahan.name), []).append(kelurahan.centre_id)

    def centre(self, cell: Cell) -> int:
        found = self.kecamatan.get(squeezed(without(cells.text(cell), "kecamatan", "kec")))
        if found is None:
            raise ValidationError(_("Jakarta has no kecamatan of this name."))
        if found not in self.open:
            raise ValidationError(_("This kecamatan is not one of your centres."))
        return found

    def within(self, centre: int, cell: Cell) -> int:
        name = squeezed(without(cells.text(cell), "kelurahan", "kel"))
        if found := self.kelurahan.get((centre, name)):
            return found
        if others := self.elsewhere.get(name):
            words = {"kecamatan": self.names[centre], "other": ", ".join(self.names[other] for other in others)}
            raise ValidationError(_("This kelurahan is not in %(kecamatan)s but in %(other)s.") % words)
        raise ValidationError(_("%(kecamatan)s has no kelurahan of this name.") % {"kecamatan": self.names[centre]})


def squeezed(name: str) -> str:
    """Spaces and signs aside, as people leave them out: "Kebun Jeruk" and "KEBUNJERUK"."""
    return fold(name).replace(" ", "")


def without(text: str, *prefixes: str) -> str:
    """ "Kec. Gambir" → "Gambir"."""
    first, _space, rest = text.partition(" ")
    return rest if rest and fold(first) in prefixes else text


class Reading:
    """Reads the rows of one file, for somebody, on a day."""

    def __init__(
        self,
        places: Mapping[str, int],
        clues: Clues,
        where: Places,
        *,
        today: datetime.date,
        demo: bool,
        width: int | None = None,
    ) -> None:
        """`width`: the cells that a row has at most, where more of them mean that a delimiter stands within a text."""
        self.places, self.where, self.today, self.width = places, where, today, width
        self.readers: dict[str, Callable[[Cell], Any]] = {
            "nama_usaha": cells.name,
            "nik_pemilik": cells.nik(demo=demo),
            "nama_pemilik": cells.person,
            "jenis_kelamin": cells.sex,
            "telepon": cells.phone,
            "email": cells.email,
            "alamat_usaha": cells.address,
            "kecamatan": where.centre,
            "sektor": cells.sector,
            "kbli": cells.kbli,
            "nib": cells.nib,
            "npwp": cells.npwp,
            "modal": cells.rupiah,
            "omzet_tahunan": cells.rupiah,
            "tenaga_kerja_l": cells.workers,
            "tenaga_kerja_p": cells.workers,
            "nomor": cells.number,
            **{column: cells.day(clues.dates[column]) for column in DATES},
        }
        self.columns = [(column, places[column], self.readers[column]) for column in self.readers if column in places]

    def read(self, row: int, line: Sequence[Cell]) -> tuple[Entry, list[Fault]]:
        """All that can be read of the row, and every fault in it."""
        said: dict[str, Any] = {}
        faults: list[Fault] = []
        if self.width is not None and any(cell.strip() for cell in line[self.width :]):
            sentence = _(
                "The row has more cells than the heading: a text with a delimiter in it needs quotation marks."
            )
            faults.append(Fault(row, "", "", sentence))
        for column, place, reader in self.columns:
            cell = cell_at(line, place)
            if cell == "":
                if column in REQUIRED:
                    faults.append(Fault(row, column, "", _("This has to be filled in.")))
                continue
            try:
                said[column] = reader(cell)
            except (IdentifierError, ValidationError) as refused:
                said[column] = None
                faults.append(Fault(row, column, told(column, cell), " ".join(cells.sentences(refused))))
        faults += self._of_the_place(row, line, said)
        faults += self._of_days(row, line, said)
        return self._entry(row, said, not faults), faults

    def _of_the_place(self, row: int, line: Sequence[Cell], said: dict[str, Any]) -> Iterator[Fault]:
        cell = cell_at(line, self.places["kelurahan"])
        if cell == "":
            yield Fault(row, "kelurahan", "", _("This has to be filled in."))
        elif said.get("kecamatan"):
            try:
                said["kelurahan"] = self.where.within(said["kecamatan"], cell)
            except ValidationError as refused:
                yield Fault(row, "kelurahan", told("kelurahan", cell), " ".join(cells.sentences(refused)))

    def _of_days(self, row: int, line: Sequence[Cell], said: dict[str, Any]) -> Iterator[Fault]:
        """What the tables would refuse of days, in their words."""
        registered, born, started = (
            said.get(column) for column in ("tanggal_daftar", "tanggal_lahir", "tanggal_mulai")
        )
        wrong = []
        if registered and registered < PROGRAMME_BEGAN:
            wrong.append(("tanggal_daftar", "business_registered_since_the_programme"))
        if registered and registered > self.today:
            wrong.append(("tanggal_daftar", "business_registered_by_today"))
        if born and born >= self.today:
            wrong.append(("tanggal_lahir", "participant_born_in_the_past"))
        if started and started > self.today:
            wrong.append(("tanggal_mulai", "business_started_by_today"))
        for column, constraint in wrong:
            yield Fault(row, column, told(column, cell_at(line, self.places[column])), str(sentence_of(constraint)))

    def _entry(self, row: int, said: dict[str, Any], is_whole: bool) -> Entry:
        name, owner, nik = said.get("nama_usaha"), said.get("nama_pemilik"), said.get("nik_pemilik")
        kbli = said.get("kbli", "")
        return Entry(
            row=row,
            is_whole=is_whole,
            nomor=said.get("nomor", ""),
            name=name,
            name_key=name and name_key(name),
            nik=nik,
            owner=owner,
            owner_key=owner and person_key(owner),
            sex=said.get("jenis_kelamin") or (nik and nik.sex),
            born_on=said.get("tanggal_lahir") or (nik and nik.birth_date(self.today)),
            phone=said.get("telepon"),
            email=said.get("email", ""),
            address=said.get("alamat_usaha", ""),
            kelurahan=said.get("kelurahan"),
            centre=said.get("kecamatan"),
            sector=said.get("sektor", ""),
            sector_of_kbli=str(sector_of(kbli) or "") if kbli else "",
            kbli=kbli,
            nib=said.get("nib", ""),
            npwp=said.get("npwp"),
            started_on=said.get("tanggal_mulai"),
            capital=said.get("modal"),
            annual_sales=said.get("omzet_tahunan"),
            workers_men=said.get("tenaga_kerja_l"),
            workers_women=said.get("tenaga_kerja_p"),
            registered_on=said.get("tanggal_daftar"),
        )


def cell_at(line: Sequence[Cell], place: int) -> Cell:
    """A cell without the spaces around it; "" where the row is shorter."""
    cell = line[place] if place < len(line) else ""
    return cell.strip() if isinstance(cell, str) else cell


def told(column: str, cell: Cell) -> str:
    """What a refusal tells of a cell: one line, of identity numbers the first digits alone."""
    value = cells.UNPRINTABLE.sub("\ufffd", " ".join(written(cell).split()))
    value = masked(value) if column in SECRET else LONG_NUMBER.sub(lambda found: masked(found[0]), value)
    return value if len(value) <= MOST_TOLD else f"{value[:MOST_TOLD]}…"


def masked(number: str) -> str:
    return number[:SHOWN] + "•" * (len(number) - SHOWN)
