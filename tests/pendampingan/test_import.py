"""Businesses that come in a file, in the ledger; and what others write at the same moment."""

from itertools import count

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation

from pendampingan.models import LedgerLine
from pendampingan.rules.month import close_month
from tests import make
from tests.sql import owners_rights
from tests.umkm.importing import as_csv, import_file, line
from tests.umkm.registering import person, register
from umkm.choices import Tie
from umkm.identifiers import Nik
from umkm.models import Business, Participant
from umkm.rules.membership import add_member

pytestmark = pytest.mark.usefixtures("recounted")


@pytest.fixture
def send(tmp_path):
    names = count(1)

    def send(lines, *options):
        path = tmp_path / f"berkas-{next(names)}"
        path.write_bytes(as_csv(lines))
        with translation.override("en"):
            return import_file(path, *options)

    return send


@pytest.fixture
def staff(committed_database):
    return make.user()


def posted() -> list[tuple]:
    lines = LedgerLine.objects.order_by("id")
    return sorted((str(each.effective_on), each.delta, each.reason) for each in lines)


def test_new_and_corrected_registrations_are_posted(send):
    row = line()

    send([row, line(nama_usaha="Teh", tanggal_daftar="2020-02-03")])
    send([row | {"tanggal_daftar": "2021-01-05"}])

    assert posted() == [
        ("2020-02-03", 1, "recorded"),
        ("2021-01-04", -1, "corrected"),
        ("2021-01-04", 1, "recorded"),
        ("2021-01-05", 1, "corrected"),
    ]


def test_a_row_that_the_tables_refuse_after_all_leaves_nothing_of_the_file(send):
    with owners_rights() as cursor:
        cursor.execute(
            "ALTER TABLE umkm_placement ADD CONSTRAINT placement_started_by_today2 CHECK (address <> 'Bulan')"
        )

    with pytest.raises(IntegrityError):
        send([line(), line(nama_usaha="Teh", alamat_usaha="Bulan")])

    assert (Business.objects.count(), Participant.objects.count(), posted()) == (0, 0, [])


def test_two_imports_of_one_file_at_once_write_it_once(send, at_once):
    file = [line(), line(nama_usaha="Teh")]

    said = at_once(lambda: send(file), lambda: send(file))

    assert sorted(each.last for each in said) == [
        "0 new, 2 unchanged, 0 updated, 0 refused",
        "2 new, 0 unchanged, 0 updated, 0 refused",
    ]
    assert (Business.objects.count(), Participant.objects.count()) == (2, 2)


def test_a_file_waits_for_the_clerk_who_registers_its_business_and_finds_it_registered(send, beside, staff):
    row = line(kelurahan=make.kelurahan().name)
    siti = person(row["nama_pemilik"], nik=Nik.parse(row["nik_pemilik"], demo=True), phone="+6281234567890")
    said = []

    waited, refused = beside(
        lambda: register(staff, owner=siti, name="Kopi Senja", registered_on=make.day("2021-01-04")),
        lambda: said.append(send([row]).last),
    )

    assert (waited, refused, said) == (True, None, ["0 new, 1 unchanged, 0 updated, 0 refused"])


def test_a_clerk_who_saves_a_namesake_while_a_file_is_written_is_asked_about_it(send, at_once, staff):
    def save():
        try:
            return register(staff, owner=person(), name="Kopi Senja", kelurahan=make.kelurahan()).number
        except ValidationError as refused:
            return refused.error_dict["name"][0].code

    saved, said = at_once(save, lambda: send([line(kelurahan=make.kelurahan().name)]).last)

    assert (saved, said) in [
        ("possible_double", "1 new, 0 unchanged, 0 updated, 0 refused"),
        (Business.objects.get().number, "0 new, 0 unchanged, 0 updated, 1 refused"),
    ]


@pytest.mark.parametrize(("name", "status"), [("Siti Aminah", 0), ("Tuti Wulandari", 1)])
def test_a_person_entered_by_somebody_else_meanwhile_is_that_person(send, beside, staff, name, status):
    row = line()
    business = make.business()
    tuti = person(name, nik=Nik.parse(row["nik_pemilik"], demo=True))
    said = []

    waited, refused = beside(
        lambda: add_member(business=business, person=tuti, tie=Tie.PARTNER, by=staff), lambda: said.append(send([row]))
    )

    assert (waited, refused, said[0].status) == (True, None, status)
    assert Participant.objects.filter(nik=tuti.nik).count() == 1
    if status:
        assert said[0].told == [f"row 2, nik_pemilik “3199••••••••••••”: This NIK is already that of {name}."]


def test_a_month_that_is_closed_is_told_which_file_its_late_entries_came_in(send, staff):
    close_month(month=make.day("2021-03-01"), by=staff)

    said = send([line(), line(nama_usaha="Teh", tanggal_daftar="2021-04-01")])

    assert said.last == "2 new, 0 unchanged, 0 updated, 0 refused"
    assert list(LedgerLine.objects.order_by("effective_on").values_list("note", flat=True)) == [
        "From the file berkas-1.",
        "",
    ]
