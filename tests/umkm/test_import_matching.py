"""Which business a row of a file is: new, unchanged, updated, or refused; and what an update leaves alone."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jakpreneur.accounts.models import Role
from jakpreneur.audit.models import Change
from tests import make
from tests.umkm.importing import as_csv, handed_back, import_file, line
from umkm.identifiers import BusinessNumber
from umkm.models import Business, Distinction, Participant, Placement, PossibleDouble
from umkm.rules.business import void_business
from umkm.rules.merger import merge_businesses

pytestmark = pytest.mark.django_db

NEW, UNCHANGED = "1 new, 0 unchanged, 0 updated, 0 refused", "0 new, 1 unchanged, 0 updated, 0 refused"
UPDATED, REFUSED = "0 new, 0 unchanged, 1 updated, 0 refused", "0 new, 0 unchanged, 0 updated, 1 refused"
NIB = "9120101234567"


@pytest.fixture
def known(send):
    """A business that came in a file, and the row that brought it."""
    row = line(nib=NIB, alamat_usaha="Jalan Cideng 1", modal="1500000", email="siti@example.id")
    send([row])
    return Business.objects.get(), row


def test_the_same_file_twice_changes_nothing(send, known):
    changes = Change.objects.count()

    assert send([known[1]]).last == UNCHANGED
    assert Change.objects.count() == changes


@pytest.mark.parametrize(
    "also", [{"nama_usaha": "Kopi Fajar"}, {"modal": "2"}, {"alamat_usaha": "Jalan Lain"}, {"sektor": "jasa"}]
)
def test_what_a_row_says_otherwise_is_an_update(send, known, also):
    business, row = known

    assert send([row | also]).last == UPDATED
    assert send([row | also]).last == UNCHANGED
    assert Business.objects.get().pk == business.pk


def test_a_business_is_known_by_its_number_before_all_else(send, known):
    business, row = known

    said = send([row | {"nomor": business.number, "nib": "9120101234568", "nama_usaha": "Toko Baru"}])

    business.refresh_from_db()
    assert (said.last, business.nib, business.name) == (UPDATED, "9120101234568", "Toko Baru")


def test_a_business_is_known_by_its_nib_before_its_owner_and_name(send, known):
    business, row = known

    assert send([row | {"nama_usaha": "Toko Baru"}]).last == UPDATED
    business.refresh_from_db()
    assert business.name == "Toko Baru"


def test_a_business_is_known_by_its_owner_name_key_and_kelurahan(send, known):
    _business, row = known

    assert send([row | {"nib": "", "nama_usaha": "Warung SENJA KOPI"}]).last == UPDATED
    assert send([row | {"nib": "", "nama_usaha": "Warung SENJA KOPI"}]).last == UNCHANGED


def test_the_same_nik_alone_is_the_same_owner_and_no_double(send, known):
    _business, row = known

    assert send([row | {"nib": "", "nama_usaha": "Jahit Rapi"}]).last == NEW
    assert (Participant.objects.count(), Business.objects.count()) == (1, 2)


def test_empty_cells_of_an_update_leave_what_is_there(send, known):
    business, row = known

    send([row | {"nama_usaha": "Kopi Fajar", "alamat_usaha": "", "modal": "", "email": ""}])

    business.refresh_from_db()
    assert (business.name, business.capital, business.owner.email) == ("Kopi Fajar", 1_500_000, "siti@example.id")
    assert Placement.objects.get().address == "Jalan Cideng 1"


@pytest.mark.parametrize("by", ["nomor", "nib"])
def test_another_kelurahan_of_a_known_business_is_refused(send, known, by):
    business, row = known
    words = {"nomor": business.number, "nib": ""} if by == "nomor" else {}

    said = send([row | {"kelurahan": "Gambir"} | words])

    assert said.last == REFUSED
    assert said.told == [
        "row 2, kelurahan “Gambir”: On record this business is in Cideng, Gambir. If it has moved, use “Record a move” on its page."
    ]


def test_a_phone_that_is_not_the_owners_becomes_the_businesss_own(send, known):
    business, row = known

    said = send([row | {"telepon": "0217654321"}])
    again = send([row | {"telepon": "0217654321"}])

    business.refresh_from_db()
    assert (said.last, again.last) == (UPDATED, UNCHANGED)
    assert (business.phone, business.owner.phone) == ("+62217654321", "+6281234567890")


def test_a_contact_that_is_missing_on_record_is_filled_in_once(send):
    owner = make.participant()
    mine = {"nik_pemilik": owner.nik.in_full(), "email": "siti@example.id"}
    rows = [line(**mine), line(**mine | {"telepon": "0217654321"}, nama_usaha="Teh")]

    first, again = send(rows), send(rows[::-1])

    owner.refresh_from_db()
    assert (first.last, again.last) == (
        "2 new, 0 unchanged, 0 updated, 0 refused",
        "0 new, 2 unchanged, 0 updated, 0 refused",
    )
    assert (owner.phone, owner.email) == ("+6281234567890", "siti@example.id")
    assert list(Business.objects.order_by("name").values_list("phone", flat=True)) == ["", "+62217654321"]


def test_another_persons_nik_is_refused_by_the_name_on_record(send, known):
    _business, row = known

    said = send([row | {"nib": "", "nama_usaha": "Jahit", "nama_pemilik": "Tuti Wulandari"}])

    assert said.told == ["row 2, nik_pemilik “3199••••••••••••”: This NIK is already that of Siti Aminah."]


def test_the_same_name_with_a_title_or_in_part_is_the_same_person(send, known):
    _business, row = known

    assert send([row | {"nama_pemilik": "Hj. Siti AMINAH"}]).last == UNCHANGED


def test_two_names_beside_one_nik_of_a_file_are_both_refused(send):
    row = line()

    said = send([row, row | {"nama_usaha": "Teh", "nama_pemilik": "Tuti"}, row | {"nama_usaha": "Susu"}])

    sentence = "nik_pemilik “3199••••••••••••”: Row %s of this file has this NIK beside another name."
    assert said.last == "0 new, 0 unchanged, 0 updated, 3 refused"
    assert said.told == [f"row {row}, {sentence % other}" for row, other in ((2, 3), (3, 2), (4, 3))]


def test_another_owner_of_a_known_business_is_refused(send, known):
    business, row = known

    said = send([row | {"nik_pemilik": "3199105708900012"}])

    assert said.told == [
        f"row 2, nik_pemilik “3199••••••••••••”: On record {business.number} has another owner. Hand it over on its page, or put the NIK right."
    ]


def test_a_nib_or_name_that_is_another_businesss_is_refused(send, known):
    _business, row = known
    send([row | {"nib": "", "nama_usaha": "Teh"}])

    said = send([row | {"nomor": Business.objects.get(name="Teh").number}])

    assert said.told == [
        f"row 2, nib “{NIB}”: This NIB is already another business's.",
        "row 2, nama_usaha “Kopi Senja”: This owner already has a business of this name in this kelurahan.",
    ]


@pytest.mark.parametrize("key", ["nib", "owner", "nomor"])
def test_two_rows_of_one_file_that_are_the_same_business_are_both_refused(send, known, key):
    business, row = known
    other = {
        "nib": row | {"nama_usaha": "Lain"},
        "owner": row | {"nib": ""},
        "nomor": row | {"nomor": business.number, "nib": "", "nama_usaha": "Lain"},
    }[key]

    said = send([row, other])

    assert said.last == "0 new, 0 unchanged, 0 updated, 2 refused"
    assert said.told == [
        "row 2, nama_usaha “Kopi Senja”: Row 3 of this file is the same business.",
        f"row 3, nama_usaha “{other['nama_usaha']}”: Row 2 of this file is the same business.",
    ]


def test_a_number_that_is_nobodys_is_refused(send):
    nobodys = BusinessNumber.of(9_999_999)

    said = send([line(nomor=str(nobodys))])

    assert said.told == [f"row 2, nomor “{nobodys}”: No business of yours has this number."]


@pytest.mark.parametrize("by", ["nomor", "nib"])
def test_a_voided_registration_is_refused_by_its_number_and_free_by_its_nib(send, known, staff, by):
    business, row = known
    void_business(business=business, reason="salah catat", by=staff)

    said = send([row | ({"nomor": business.number} if by == "nomor" else {})])

    assert said.last == (REFUSED if by == "nomor" else NEW)
    assert said.told == ([f"row 2, nomor “{business.number}”: This registration was voided."] if by == "nomor" else [])


def test_a_merged_registration_is_refused_with_where_it_goes_on(send, known, staff):
    business, row = known
    survivor = make.business("Soto Betawi")
    merge_businesses(survivor=survivor, double=business, reason="sama", by=staff)

    said = send([row | {"nomor": business.number}])

    assert said.told == [f"row 2, nomor “{business.number}”: This registration was merged into {survivor.number}."]


def test_a_contested_registration_is_refused_also_in_a_file_without_numbers(send):
    contested = make.contested("Kopi Senja", nib=NIB)
    row = line(nib=NIB, kelurahan=make.kelurahan().name)

    said = send([row])
    numbered = send([row | {"nomor": contested.number}])

    sentence = "This registration is contested: city staff decide about it first."
    assert said.told == [f"row 2: {sentence}"]
    assert numbered.told == [f"row 2, nomor “{contested.number}”: {sentence}"]


def test_a_possible_double_is_refused_with_its_match(send, known):
    business, row = known
    branch = row | {"nib": "", "kelurahan": "Gambir"}
    namesake = line(nama_usaha="KOPI senja", nama_pemilik="Tuti")

    said = send([branch, namesake])

    assert said.last == "0 new, 0 unchanged, 0 updated, 2 refused"
    sentence = f"This may be a business that is registered already: {business.number}."
    assert said.told == [f"row 2, nama_usaha “Kopi Senja”: {sentence}", f"row 3, nama_usaha “KOPI senja”: {sentence}"]


def test_a_possible_double_within_the_file_is_refused_with_its_row(send):
    said = send([line(), line(nama_usaha="Senja Kopi")])

    assert said.last == "1 new, 0 unchanged, 0 updated, 1 refused"
    assert said.told == ["row 3, nama_usaha “Senja Kopi”: This may be the business of row 2 of this file."]


def test_accepted_doubles_are_written_and_nobody_is_asked_again(send, known):
    _business, row = known
    file = [row, row | {"nib": "", "kelurahan": "Gambir"}, line(nama_pemilik="Tuti"), line(nama_pemilik="Wulan")]

    said, again = send(file, "--accept-doubles"), send(file)

    assert said.last == "3 new, 1 unchanged, 0 updated, 0 refused"
    assert again.last == "0 new, 4 unchanged, 0 updated, 0 refused"
    told_apart = set(Distinction.objects.values_list("first", "second"))
    pairs = set(PossibleDouble.objects.values_list("first", "second"))
    assert told_apart == pairs
    assert len(pairs) == 4
    assert set(Distinction.objects.values_list("reason", flat=True)) == {"Accepted with the file berkas-2."}


def test_a_file_name_that_is_a_long_number_is_not_kept(send, known, tmp_path):
    path = tmp_path / "data 3199105708900012.csv"
    path.write_bytes(as_csv([known[1] | {"nib": "", "kelurahan": "Gambir"}]))

    said = import_file(path, "--accept-doubles")

    assert said.last == NEW
    assert Distinction.objects.get().reason == "Accepted with the file data ….csv."


class TestOfficer:
    """An officer enters for own centres only; what others have is as if it did not exist."""

    @pytest.fixture
    def as_officer(self):
        return "--as", make.user(Role.OFFICER, at="Gambir").username

    def test_enters_for_own_centres_only(self, send, as_officer):
        rows = [line(), line(kecamatan="Tanah Abang", kelurahan="Kampung Bali", nama_usaha="Teh")]

        said = send(rows, *as_officer)

        assert said.last == "1 new, 0 unchanged, 0 updated, 1 refused"
        assert said.told == ["row 3, kecamatan “Tanah Abang”: This kecamatan is not one of your centres."]
        assert [row["nama_usaha"] for row in handed_back(said)] == ["Teh"]

    def test_changes_no_business_of_another_centre(self, send, as_officer):
        other = make.business("Kopi Lain", at="Tebet", nib=NIB)
        row = line(nik_pemilik=other.owner.nik.in_full(), nama_usaha="Milikku")

        said = send([row | {"nomor": other.number, "nib": NIB}, row | {"nib": NIB, "nama_usaha": "Teh"}], *as_officer)

        assert said.last == "0 new, 0 unchanged, 0 updated, 2 refused"
        assert f"row 2, nomor “{other.number}”: No business of yours has this number." in said.told
        other.refresh_from_db()
        assert (other.name, Business.objects.count()) == ("Kopi Lain", 1)

    @pytest.mark.parametrize("role", [Role.MENTOR, Role.OFFICIAL, Role.ADMIN])
    def test_who_enters_no_businesses_is_refused(self, send, role):
        user = make.user(role, at="Gambir" if role == Role.MENTOR else None)

        said = send([line()], "--as", user.username)

        assert (said.status, said.told) == (2, [f"{user.username} is nobody who enters businesses."])
        assert Business.objects.count() == 0


PEOPLE = [
    {"nik_pemilik": "3199105708900013", "nama_pemilik": "Siti Aminah"},
    {"nik_pemilik": "3199105708900024", "nama_pemilik": "Tuti"},
]
ROWS = st.lists(
    st.builds(
        lambda person, **words: line(**person, **words),
        st.sampled_from(PEOPLE),
        nama_usaha=st.sampled_from(["Kopi", "Teh", "Susu"]),
        kelurahan=st.sampled_from(["Cideng", "Gambir"]),
        telepon=st.sampled_from(["081234567890", "0217654321", "x"]),
        email=st.sampled_from(["", "a@example.id", "b@example.id"]),
    ),
    min_size=1,
    max_size=6,
)


@given(rows=ROWS, shuffled=st.randoms(use_true_random=False), accept=st.booleans())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_same_file_changes_nothing_and_whatever_was_taken_in_stays_in_any_order(send, rows, shuffled, accept):
    """In another order a row may be taken that was refused for one that came before it and was itself refused."""
    options = ["--accept-doubles"] if accept else []
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before")
    try:
        new = int(send(rows, *options).last.split()[0])
        taken, changes = Business.objects.count(), Change.objects.count()
        again = send(rows, *options)
        assert (new, Change.objects.count()) == (taken, changes)
        assert again.last.startswith(f"0 new, {taken} unchanged, 0 updated, ")

        mixed = send(shuffled.sample(rows, len(rows)), *options)
        assert f" {taken} unchanged, 0 updated, " in mixed.last
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT before")
