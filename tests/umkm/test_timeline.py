"""What happened to a business, in words: facts, lines of the ledger, and every change of its record."""

import pytest
from django.utils import translation

from jakpreneur.accounts.models import Role
from jakpreneur.acting import acting
from tests import make
from tests.umkm.registering import person, register
from umkm.choices import Tie
from umkm.identifiers import Npwp
from umkm.models import Business
from umkm.panels import timeline_for
from umkm.rules.assignment import assign_mentor
from umkm.rules.business import close_business, edit_business, reopen_business, void_business
from umkm.rules.consent import record_consent
from umkm.rules.distinction import distinguish
from umkm.rules.membership import add_member, change_tie, remove_member
from umkm.rules.merger import merge_businesses, unmerge_business
from umkm.rules.participant import edit_participant
from umkm.rules.placement import correct_placement, move_business

pytestmark = pytest.mark.django_db


@pytest.fixture
def budi():
    budi = make.user(Role.OFFICER, at="Gambir")
    budi.first_name, budi.last_name = "Budi", "Santoso"
    budi.save()
    return budi


@pytest.fixture
def staff():
    return make.user(Role.STAFF, username="staf")


@pytest.fixture
def business(staff):
    make.clock("2021-01-05 08:00")
    return register(staff, owner=person("Siti Aminah"), phone="+6281211112222")


@pytest.fixture
def newest(business):
    """What the newest line says to a reader: when, what, by whom and where, and why."""

    def newest(user):
        entry = timeline_for(business, user).entries[0]
        return (f"{entry.at:%Y-%m-%d}" if entry.at else "", entry.title, entry.by, entry.text)

    make.clock("2026-11-24 10:15")
    return newest


def test_a_change_says_when_from_what_to_what_by_whom_and_where(business, budi, newest):
    edit_business(business=business, phone="+6281333334444", reason="ganti nomor", by=budi)

    assert newest(budi) == (
        "2026-11-24",
        "Phone changed from 0812-1111-2222 to 0813-3333-4444",
        "by Budi Santoso, at centre Gambir",
        "ganti nomor",
    )


def test_in_indonesian_too(signed_in, business, budi, newest):
    edit_business(business=business, phone="+6281333334444", by=budi)

    with translation.override("id"):
        assert newest(budi)[1:3] == (
            "Telepon diubah dari 0812-1111-2222 menjadi 0813-3333-4444",
            "oleh Budi Santoso, di pusat Gambir",
        )


def test_several_columns_are_one_line_each_in_its_own_words(business, staff, newest):
    edit_business(
        business=business, capital=5_000_000, sector="fesyen", started_on=make.day("2020-02-01"), shop_links=["https://a.id"], by=staff
    )  # fmt: skip

    assert newest(staff)[1:3] == (
        "Capital without land and buildings changed from nothing to Rp5,000,000; "
        "online shops changed from nothing to https://a.id; "
        "sector changed from culinary to fashion; trading since changed from nothing to 1 February 2020",
        "by staf, city",
    )


def test_a_tax_number_is_told_without_its_digits(business, staff, newest):
    edit_business(business=business, npwp=Npwp("0092542943407000"), by=staff)

    assert newest(staff)[1] == "NPWP changed"


def test_a_day_of_a_move_that_was_corrected_is_called_so(business, staff):
    make.clock("2021-10-25 10:15")
    menteng = make.kelurahan("Menteng")
    move = move_business(business=business, kelurahan=menteng, address="", starts_on=make.day("2021-05-01"), by=staff)

    correct_placement(placement=move, starts_on=make.day("2021-06-01"), reason="typed wrong", by=staff)

    told = [entry.title for entry in timeline_for(Business.objects.get(pk=business.pk), staff)]
    assert [title for title in told if "changed" in title] == ["Day of the move changed from 1 May 2021 to 1 June 2021"]


def test_where_nobody_signed_in_the_command_is_named(business, staff, newest):
    with acting(by=None, reason="data lama"):
        Business.objects.update(email="a@example.id")

    _, title, by, reason = newest(staff)
    assert (title, reason) == ("Email changed from nothing to a@example.id", "data lama")
    assert by.startswith("by command: sql by ")


@pytest.mark.parametrize(
    ("change", "title"),
    [
        (lambda it: close_business(business=it.business, closed_on=make.day("2021-06-01"), reason="x", by=it.by), "Closed, from 1 June 2021"),
        (lambda it: void_business(business=it.business, reason="x", by=it.by), "Registration voided"),
        (lambda it: record_consent(business=it.business, purpose="sharing", given=True, text_version="1", by=it.by), "Consent given: sharing with partners"),
        (lambda it: edit_participant(participant=it.business.owner, phone="+6281333334444", by=it.by), "Owner: phone changed from nothing to 0813-3333-4444"),
        (lambda it: correct_placement(placement=it.business.placements.get(), address="Jalan B", reason="x", by=it.by), "Address changed from Jalan Juanda 1 to Jalan B"),
    ],
)  # fmt: skip
def test_what_was_done_is_named(business, staff, newest, change, title):
    class It:
        by = staff

    It.business = business
    change(It)

    told = timeline_for(Business.objects.get(pk=business.pk), staff)
    assert [entry.by for entry in told if entry.title == title] == ["by staf, city"]


def test_opening_again_and_mentors_are_told(business, staff, newest):
    close_business(business=business, closed_on=make.day("2021-06-01"), reason="x", by=staff)
    reopen_business(business=business, reason="buka lagi", by=staff)
    assert newest(staff)[1::2] == ("Opened again", "buka lagi")
    for name, on in (("Rina", "2021-02-01"), ("Dedi", "2021-03-01")):
        mentor = make.user(Role.MENTOR, at="Gambir", username=name)
        assign_mentor(business=business, mentor=mentor, starts_on=make.day(on), by=staff)

    changes = [entry.title for entry in timeline_for(business, staff) if entry.is_change]
    assert changes[:3] == ["Mentor assigned: Dedi", "Followed by Rina until 1 March 2021", "Mentor assigned: Rina"]


def test_people_of_a_business_are_told_with_who_wrote_it(business, staff, newest):
    dewi = add_member(business=business, person=person("Dewi"), tie=Tie.PARTNER, by=staff)
    assert newest(staff)[1:3] == ("Dewi recorded as partner", "by staf, city")
    change_tie(membership=dewi, tie=Tie.EMPLOYEE, reason="digaji", by=staff)
    assert newest(staff)[1::2] == ("Dewi: belongs as changed from partner to employee", "digaji")
    remove_member(membership=dewi, reason="pindah", by=staff)
    assert newest(staff)[1::2] == ("Dewi no longer belongs to it", "pindah")


def test_a_move_is_told_once_by_its_day_and_once_as_it_was_written(business, staff, newest):
    menteng = make.kelurahan("Menteng")
    move_business(business=business, kelurahan=menteng, address="", starts_on=make.day("2021-05-01"), by=staff)

    titles = [entry.title for entry in timeline_for(business, staff)]
    assert titles[:3] == [
        "Move recorded, from 1 May 2021",
        "Counts as registered at Menteng from 1 May 2021, no longer at Gambir: moved",
        f"Moved to {menteng.name}, Menteng",
    ]


def test_the_survivor_tells_what_was_written_of_those_merged_into_it(business, staff, newest):
    double = register(staff, name="Warung Siti", phone="+6281211112222")
    edit_business(business=double, phone="+6281333334444", by=staff)
    merge_businesses(survivor=business, double=double, reason="sama", by=staff)

    titles = [entry.title for entry in timeline_for(business, staff)]
    assert f"{double.number}: phone changed from 0812-1111-2222 to 0813-3333-4444" in titles
    assert f"{double.number}: Merged into {business.number}" in titles
    unmerge_business(business=double, reason="ternyata dua", by=staff)
    assert f"Taken apart from {business.number}" in [entry.title for entry in timeline_for(double, staff)]


def test_after_a_merger_is_undone_the_survivor_tells_both_and_nothing_else_of_the_other(business, staff, newest):
    double = register(staff, name="Warung Siti", phone="+6281211112222")
    elsewhere = register(staff, name="Warung Tini")
    merge_businesses(survivor=business, double=double, reason="sama", by=staff)
    unmerge_business(business=double, reason="ternyata dua", by=staff)
    before = len(timeline_for(business, staff).entries)

    edit_business(business=double, phone="+6281333334444", by=staff)
    merge_businesses(survivor=elsewhere, double=double, reason="sama", by=staff)

    entries = timeline_for(business, staff).entries
    assert [(entry.title, entry.text, entry.by) for entry in entries if entry.title.startswith(double.number)] == [
        (f"{double.number}: Taken apart from {business.number}", "ternyata dua", "by staf, city"),
        (f"{double.number}: Merged into {business.number}", "sama", "by staf, city"),
    ]
    assert len(entries) == before


def test_a_business_told_apart_from_another_says_so_with_the_reason(business, staff, newest):
    other = register(staff, name="Warung Bu Tini")
    distinguish(one=business, other=other, reason="dua gerobak", by=staff)

    title = f"{business.number} and {other.number} are two businesses"
    assert newest(staff)[1:] == (title, "by staf, city", "dua gerobak")


def test_an_official_reads_what_was_changed_and_nothing_personal(business, budi, newest):
    official = make.user(Role.OFFICIAL)
    edit_participant(participant=business.owner, phone="+6281333334444", reason="rahasia", by=budi)
    edit_business(business=business, phone="+6281355556666", sector="fesyen", reason="rahasia", by=budi)
    add_member(business=business, person=person("Dewi"), tie=Tie.PARTNER, by=budi)
    menteng = make.kelurahan("Menteng")
    move_business(business=business, kelurahan=menteng, address="", starts_on=make.day("2021-05-01"), by=budi)

    told = [(entry.title, entry.by, entry.text) for entry in timeline_for(business, official)]

    assert ("Moved to Menteng", "", "") in told
    assert [line for line in told if "changed" in line[0]] == [
        ("Phone changed; sector changed from culinary to fashion", "by centre officer, at centre Gambir", ""),
        ("Owner: phone changed", "by centre officer, at centre Gambir", ""),
    ]
    assert [word for word in ("0813", "0812", "rahasia", "Budi", "Dewi", "Siti") if word in str(told)] == []


def test_facts_alone_leave_out_what_was_only_written(business, staff, newest):
    edit_business(business=business, phone="+6281333334444", by=staff)

    assert [entry.title for entry in timeline_for(business, staff, facts_alone=True)] == ["Registered"]


def test_the_newest_fifty_lines_lead_to_the_whole(signed_in, business, staff, newest):
    for number in range(60):
        edit_business(business=business, phone=f"+62813333344{number:02}", by=staff)
    desk = signed_in(staff)

    record = desk.get(f"/usaha/{business.number}/")
    whole = desk.get(f"/usaha/{business.number}/riwayat/")

    assert len(list(record.context["timeline"])) == 50
    assert f'href="/usaha/{business.number}/riwayat/"' in record.content.decode()
    assert len(list(whole.context["timeline"])) == 63
    assert [entry.title for entry in desk.get(f"/usaha/{business.number}/riwayat/?riwayat=fakta").context["timeline"]] == ["Registered"]  # fmt: skip


def test_a_long_history_costs_what_a_short_one_costs(signed_in, business, staff, newest, django_assert_max_num_queries):
    desk = signed_in(staff)

    def change(number):
        edit_business(business=business, phone=f"+62813333344{number:02}", by=staff)
        move_business(
            business=business,
            kelurahan=make.kelurahan("Gambir"),
            address=f"Jalan {number}",
            starts_on=make.day(f"2021-05-{number + 1:02}"),
            by=staff,
        )
        edit_participant(participant=business.owner, phone=f"+62813333355{number:02}", by=staff)

    change(0)
    for address in (f"/usaha/{business.number}/", f"/usaha/{business.number}/riwayat/"):
        desk.get(address)
    counts = []
    for numbers in (range(0), range(1, 25)):
        for number in numbers:
            change(number)
        for address in (f"/usaha/{business.number}/", f"/usaha/{business.number}/riwayat/"):
            with django_assert_max_num_queries(40) as queries:
                desk.get(address)
            counts.append(len(queries))

    assert counts[:2] == counts[2:]
