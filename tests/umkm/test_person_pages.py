"""A person's page: businesses, classes and changes as far as the reader sees; edited, and a NIK corrected."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jakpreneur.accounts.models import Role
from tests import make
from tests.shown import as_shown
from tests.umkm.registering import person, refusal, register
from umkm.choices import Tie
from umkm.identifiers import person_key
from umkm.models import Participant
from umkm.rules.assignment import assign_mentor
from umkm.rules.membership import add_member, remove_member
from umkm.rules.participant import correct_nik, edit_participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def siti(staff):
    """Owns a business in Gambir and another one in Menteng."""
    business = register(staff, owner=person(phone="+6281234567890", kelurahan=make.kelurahan()), name="Dapur Gambir")
    register(staff, owner=person(nik=business.owner.nik), name="Dapur Menteng", kelurahan=make.kelurahan("Menteng"))
    return business.owner


def at(participant, page=""):
    return f"/peserta/{participant.pk}/{page}"


def businesses_on(page):
    return [(business.name, business.tie) for business in page.context["page"]]


def classes_on(page):
    return next(
        panel.content for panel in page.context["panels"] if panel.template == "pendampingan/session/person.html"
    )


def told(page):
    return [(entry.title, entry.text) for entry in page.context["timeline"]]


def faults(page):
    return {field: " ".join(errors) for field, errors in page.context["form"].errors.items()}


def said(page):
    return [str(message) for message in page.context["messages"]]


# What is seen


@pytest.mark.parametrize("page", ["", "ubah/", "nik/ubah/"])
@pytest.mark.parametrize("role", Role)
def test_who_opens_the_pages_of_a_person(signed_in, siti, staff, page, role):
    user = make.user(role, at="Gambir" if role in (Role.OFFICER, Role.MENTOR) else None)
    if role == Role.MENTOR:
        assign_mentor(business=siti.businesses.first(), mentor=user, starts_on=make.day("2021-02-01"), by=staff)
    changing = {Role.STAFF: 200, Role.OFFICER: 200}
    reading = changing | {Role.MENTOR: 200}

    answer = signed_in(user).get(at(siti, page))

    assert answer.status_code == (changing if page else reading).get(role, 403)


@pytest.mark.parametrize("page", ["", "ubah/", "nik/ubah/"])
def test_somebody_without_a_business_at_the_centre_is_no_page_of_its_officer(signed_in, siti, page):
    stranger = make.user(Role.OFFICER, at="Tebet")

    assert signed_in(stranger).get(at(siti, page)).status_code == 404


def test_staff_read_of_all_businesses_as_what_the_person_belongs_to_them(signed_in, staff, siti):
    member_of, left = make.business("Toko"), make.business("Lama")
    words = {"person": person(siti.name, nik=siti.nik), "by": staff}
    add_member(business=member_of, tie=Tie.EMPLOYEE, **words)
    remove_member(membership=add_member(business=left, tie=Tie.PARTNER, **words), reason="left", by=staff)

    page = signed_in(staff).get(at(siti))

    assert businesses_on(page) == [
        ("Lama", None),
        ("Toko", "employee"),
        ("Dapur Menteng", "owner"),
        ("Dapur Gambir", "owner"),
    ]


def test_an_officer_reads_of_one_of_two_businesses_and_of_the_other_nothing(signed_in, officer, siti):
    page = signed_in(officer).get(at(siti))

    assert businesses_on(page) == [("Dapur Gambir", "owner")]
    assert "Menteng" not in page.content.decode()


def test_whoever_has_left_every_business_of_the_centre_is_out_of_its_officer_s_sight(signed_in, officer, staff):
    membership = add_member(business=make.business(), person=person("Budi"), tie=Tie.PARTNER, by=staff)
    before = signed_in(officer).get(at(membership.participant)).status_code

    remove_member(membership=membership, reason="left", by=staff)

    assert (before, signed_in(officer).get(at(membership.participant)).status_code) == (200, 404)


def test_the_classes_say_how_many_days_and_whether_they_were_passed(signed_in, staff, siti):
    business = siti.businesses.get(name="Dapur Gambir")
    passed = make.enrolment(make.session("2021-03-01", "2021-03-02", needed=1), business)
    make.attendance(passed, "2021-03-01")
    failed = make.enrolment(make.session("2021-04-01", "2021-04-02"), business)
    make.attendance(failed, "2021-04-01")

    classes = classes_on(signed_in(staff).get(at(siti)))

    assert [(row.attended, row.passed, row.first_on) for row in classes] == [
        (1, False, make.day("2021-04-01")),
        (1, True, make.day("2021-03-01")),
    ]


def test_an_officer_reads_the_classes_of_their_centre_and_of_its_businesses(signed_in, officer, siti):
    gambir, menteng = (siti.businesses.get(name=f"Dapur {name}") for name in ("Gambir", "Menteng"))
    make.enrolment(make.session("2021-03-01", at="Menteng", title="Kelas satu"), menteng)
    make.enrolment(make.session("2021-03-02", at="Menteng", title="Kelas dua"), gambir)
    make.enrolment(make.session("2021-03-03", title="Kelas tiga"), menteng)

    page = signed_in(officer).get(at(siti))

    assert [(row.session.title, row.seen, row.business_seen) for row in classes_on(page)] == [
        ("Kelas tiga", True, False),
        ("Kelas dua", False, True),
    ]
    assert f'href="/usaha/{menteng.number}/"' not in page.content.decode()


def test_the_page_tells_every_change_in_words(signed_in, staff, siti):
    make.clock("2021-10-25 10:15")
    edit_participant(participant=siti, phone="+6281399998888", by=staff, reason="new number")
    correct_nik(participant=siti, nik=make.nik(), reason="card seen", by=staff)

    page = signed_in(staff).get(at(siti))

    assert ("Phone changed from 0812-3456-7890 to 0813-9999-8888", "new number") in told(page)
    assert ("NIK changed", "card seen") in told(page)


def test_long_histories_are_told_in_full_on_demand(signed_in, staff, siti):
    for number in range(25):
        edit_participant(participant=siti, address=f"Jalan {number}", by=staff)
    client = signed_in(staff)

    page = client.get(at(siti))

    assert (len(told(page)), page.context["there_is_more"]) == (20, True)
    assert len(told(client.get(at(siti, "?riwayat=semua")))) == page.context["timeline"].total


def test_a_home_outside_jakarta_is_marked(signed_in, staff, siti):
    mark = '<span class="tag warn">outside Jakarta</span>'
    inside = signed_in(staff).get(at(siti)).content.decode()

    edit_participant(participant=siti, kelurahan=None, home_city="Bekasi", by=staff)

    assert (mark in inside, mark in signed_in(staff).get(at(siti)).content.decode()) == (False, True)


@pytest.mark.parametrize("role", [Role.STAFF, Role.OFFICER, Role.MENTOR])
def test_the_page_costs_the_same_with_1_business_and_class_and_with_25(
    signed_in, staff, role, django_assert_max_num_queries
):
    user = make.user(role, at="Gambir")
    owner = make.participant()

    def one_more():
        business = make.business(owner=owner)
        make.enrolment(make.session("2021-03-01"), business)
        if role == Role.MENTOR:
            assign_mentor(business=business, mentor=user, starts_on=make.day("2021-02-01"), by=staff)

    one_more()
    client = signed_in(user)
    client.get(at(owner))
    with django_assert_max_num_queries(20) as one:
        client.get(at(owner))
    for _ in range(25):
        one_more()
    with django_assert_max_num_queries(20) as many:
        page = client.get(at(owner))

    assert (len(page.context["page"]), len(classes_on(page))) == (25, 26)
    assert page.context["page"].older
    assert len(many) == len(one)


@pytest.mark.parametrize("query", ["?setelah=x", "?setelah=%00", "?riwayat=%00&riwayat=semua"])
def test_a_spoiled_address_is_still_a_page(signed_in, staff, siti, query):
    assert signed_in(staff).get(at(siti, query)).status_code == 200


def test_an_unknown_person_is_no_page(signed_in, staff):
    assert signed_in(staff).get("/peserta/99999999999999999999/").status_code == 404


# Edited


def test_a_person_is_edited_and_oddities_are_said_afterwards(signed_in, officer, siti):
    client = signed_in(officer)
    typed = as_shown(client.get(at(siti, "ubah/"))) | {
        "name": "Siti Aminah Hadi",
        "sex": "male",
        "born_on": "1991-08-17",
    }

    page = client.post(at(siti, "ubah/"), typed, follow=True)

    siti.refresh_from_db()
    assert (siti.name, siti.name_key, siti.sex, siti.born_on) == (
        "Siti Aminah Hadi", "siti aminah hadi", "male", make.day("1991-08-17"),
    )  # fmt: skip
    assert said(page) == [
        "Siti Aminah Hadi was saved.",
        "The date of birth differs from the one in the NIK.",
        "The sex differs from the one in the NIK.",
    ]


def test_a_home_is_in_a_kelurahan_or_outside_jakarta_not_both(signed_in, staff, siti):
    client = signed_in(staff)

    page = client.post(at(siti, "ubah/"), as_shown(client.get(at(siti, "ubah/"))) | {"home_city": "Bekasi"})

    assert faults(page) == {"home_city": "Name a home city only for a home outside Jakarta."}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "\x00"),
        ("name", "x" * 121),
        ("sex", "x"),
        ("born_on", "2999-01-01"),
        ("born_on", "0000-00-00"),
        ("phone", "12"),
        ("email", "x"),
        ("address", "x" * 1_000_000),
        ("kelurahan", "\x00"),
        ("disability", "x"),
    ],
)
def test_nonsense_is_refused_beside_its_field(signed_in, staff, siti, field, typed):
    client = signed_in(staff)

    page = client.post(at(siti, "ubah/"), as_shown(client.get(at(siti, "ubah/"))) | {field: typed})

    assert list(faults(page)) == [field]


def test_what_two_clerks_changed_is_told_to_the_second_and_nothing_is_lost(signed_in, staff, siti):
    client = signed_in(staff)
    mine = as_shown(client.get(at(siti, "ubah/"))) | {"phone": "0813-3333-3333"}
    edit_participant(participant=siti, phone="+6281222222222", email="siti@example.id", by=make.user(username="budi"))

    refused = client.post(at(siti, "ubah/"), mine)
    kept = as_shown(refused)
    client.post(at(siti, "ubah/"), kept)

    siti.refresh_from_db()
    assert list(faults(refused)) == ["phone"]
    assert "budi changed this from “0812-3456-7890” to “0812-2222-2222”" in faults(refused)["phone"]
    assert (siti.phone, siti.email) == ("+6281333333333", "siti@example.id")


def test_a_person_s_nik_is_not_edited_in_passing(staff, siti):
    with pytest.raises(TypeError, match="not known of a person: nik"):
        edit_participant(participant=siti, nik=make.nik(), by=staff)


# A NIK corrected


def test_a_nik_is_corrected_with_a_reason_and_never_shown(signed_in, officer, siti):
    client, nik, old = signed_in(officer), make.nik(), siti.nik
    shown = client.get(at(siti, "nik/ubah/"))

    page = client.post(
        at(siti, "nik/ubah/"), as_shown(shown) | {"nik": nik.in_full(), "reason": "card seen"}, follow=True
    )

    siti.refresh_from_db()
    assert siti.nik == nik
    assert said(page) == ["The NIK of Siti Aminah was corrected."]
    assert old.in_full() not in shown.content.decode()
    assert nik.in_full() not in page.content.decode()


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (Role.STAFF, "This NIK is already that of Budi."),
        (Role.OFFICER, "This NIK is already another person's."),
    ],
)
def test_another_person_s_nik_is_refused_with_the_name_for_who_may_see_them(siti, role, sentence):
    other = make.business(owner=make.participant("Budi"), at="Tebet").owner
    user = make.user(role, at="Gambir")

    assert refusal(correct_nik, participant=siti, nik=other.nik, reason="x", by=user) == {"nik": sentence}


def test_the_nik_on_record_is_no_correction(staff, siti):
    said = refusal(correct_nik, participant=siti, nik=siti.nik, reason="x", by=staff)

    assert said == {"nik": "This is the NIK on record."}


def test_a_nik_corrected_meanwhile_is_told_without_telling_it(signed_in, staff, siti):
    client = signed_in(staff)
    mine = as_shown(client.get(at(siti, "nik/ubah/"))) | {"nik": make.nik().in_full(), "reason": "card seen"}
    theirs = make.nik()
    correct_nik(participant=siti, nik=theirs, reason="seen too", by=make.user(username="budi"))

    page = client.post(at(siti, "nik/ubah/"), mine)

    assert faults(page)["nik"].startswith("budi changed this, ")
    assert theirs.in_full() not in page.content.decode()


class TestAnyName(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
    def test_any_name_is_kept_under_its_key_or_refused_beside_it(self, name):
        siti = make.participant()
        if person_key(name):
            edit_participant(participant=siti, name=name, by=make.user())
            assert Participant.objects.values_list("name", "name_key").get(pk=siti.pk) == (name, person_key(name))
        else:
            assert list(refusal(edit_participant, participant=siti, name=name, by=make.user())) == ["name"]
