"""A class already held, from its paper list: what is read, what is said, and that it is one class however often it is sent."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from jakpreneur.accounts.models import Role
from pendampingan.choices import SessionStatus
from pendampingan.models import Enrolment, TrainingSession
from tests import make
from umkm.choices import Sector
from umkm.models import Business, Distinction, Progress

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = TODAY + datetime.timedelta(days=1)


@pytest.fixture
def officer(client):
    """An officer of the centre Gambir, reading English, who is signed in."""
    user = make.user(Role.OFFICER, at="Gambir")
    client.force_login(user)
    client.cookies["language"] = "en"
    client.get(reverse("today"))  # keeps the session for a while, so that a page tested next does not
    return user


def errors(response):
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def said(response):
    return [str(message) for message in response.context["messages"]]


def typed(guests, *days, **words):
    days = days or ("2021-03-01", "2021-03-02")
    dates = {f"days_{place}": day for place, day in enumerate(days)}
    return {"title": "Kelas dasar", "centre": "31.71.01", "agency": "ppkukm", "guests": guests} | dates | words


def held(client, guests, *days, **words):
    return client.post(reverse("session_log"), typed(guests, *days, **words), follow=True)


def test_a_paper_list_is_one_page_by_number_and_by_name(client, officer):
    numbered, named, foreign = (
        make.business(),
        make.business("Warung Sari", owner=make.participant("Budi")),
        make.business(at="Tebet", owner=make.participant("Tono")),
    )

    page = held(client, f"1. {numbered.number} 1 2\nWarung Sari; 2\n\n{foreign.number} Tono")

    session = TrainingSession.objects.get()
    assert said(page) == ["The class was logged and closed."]
    assert session.status == SessionStatus.CLOSED
    assert {each.business: each.attendance.count() for each in session.enrolments.all()} == {
        numbered: 2,
        named: 1,
        foreign: 2,
    }
    assert Progress.objects.get(business=numbered).trained_on == make.day("2021-03-02")


def looked_over(client, guests, *days, **words):
    return client.post(reverse("session_log"), typed(guests, *days, look="1", **words))


def grid(page):
    """Whom each row means, by business, and the days ticked, as the page draws them."""
    return [(row.meant and row.meant.business, sorted(row.there)) for row in page.context["form"].rows]


def test_every_line_that_is_not_understood_is_said_at_once_and_nothing_is_lost(client, officer):
    one = make.business("Dapur Sari", owner=make.participant("Ani"))
    make.business("Sari Rasa", owner=make.participant("Ani"))
    make.business("Toko Jauh", at="Tebet", owner=make.participant("Jauh"))
    text = f"{one.number} 1 3\nJP-00000011 1\nToko Jauh 1\nAni 1\n{one.number} Budi 1\n{one.number} 1\n{one.number} 2"

    page = held(client, text)

    said = errors(page)["__all__"]
    assert [sentence.split(":")[0] for sentence in said] == [f"Line {row}" for row in (1, 2, 3, 4, 5, 7)]
    assert said[0] == "Line 1: the class has no day 3."
    assert said[2] == "Line 3: nobody at your centre is called Toko Jauh. Give the business number, or register them."
    assert said[5] == "Line 7: this person is on line 6 already."
    assert [row.line.who for row in page.context["form"].rows] == [
        one.number, "JP-00000011", "Toko Jauh", "Ani", f"{one.number} Budi", one.number, one.number
    ]  # fmt: skip
    assert TrainingSession.objects.count() == 0


def test_a_list_is_looked_over_as_a_grid_before_anything_is_saved(client, officer):
    numbered, named = make.business(), make.business("Warung Sari", owner=make.participant("Budi"))

    page = looked_over(client, f"1. {numbered.number} 2\nWarung Sari")

    assert grid(page) == [(numbered, [2]), (named, [1, 2])]
    assert errors(page) == {}
    assert TrainingSession.objects.count() == 0


def test_the_grid_is_what_is_saved_with_the_lines_typed_below_it(client, officer):
    one, other, further = (make.business() for _ in range(3))
    rows = {"line": [one.number, other.number], "drawn": ["2021-03-01", "2021-03-02"]}

    held(client, f"{further.number} 1", **rows | {"there-0": ["2"], "there-1": ["1", "2"]})

    assert {each.business: each.attendance.count() for each in Enrolment.objects.all()} == {
        one: 1,
        other: 2,
        further: 1,
    }
    assert Progress.objects.get(business=other).trained_on == make.day("2021-03-02")


def test_a_row_without_a_tick_is_left_out(client, officer):
    one = make.business()
    rows = {"line": [one.number, "nobody at all"], "drawn": ["2021-03-01", "2021-03-02"], "there-0": ["1"]}

    page = held(client, "", **rows)

    assert said(page) == ["The class was logged and closed."]
    assert [each.business for each in Enrolment.objects.all()] == [one]


def test_a_name_of_two_businesses_is_chosen_on_the_page(client, officer):
    make.business("Dapur Sari", owner=make.participant("Ani"))
    meant = make.business("Sari Rasa", owner=make.participant("Ani"))
    page = looked_over(client, "Ani 1")
    (row,) = page.context["form"].rows

    held(client, "", line="Ani", drawn=["2021-03-01", "2021-03-02"], **{
        "there-0": "1", "who-0": f"{meant.pk}-{meant.owner.pk}"
    })  # fmt: skip

    assert [choice.business.name for choice in row.choices] == ["Dapur Sari", "Sari Rasa"]
    assert [each.business for each in Enrolment.objects.all()] == [meant]


def test_a_row_is_put_right_where_it_stands(client, officer):
    business = make.business()

    held(client, "", line=business.number, drawn=["2021-03-01", "2021-03-02"], **{"there-0": ["1", "2"]})

    assert [each.business for each in Enrolment.objects.all()] == [business]


@pytest.mark.parametrize(
    ("days", "ticked"),
    [
        (["2021-03-01", "2021-03-02"], [2]),  # as drawn
        (["2021-03-01", "2021-03-05"], [2]),  # the second one was mistyped
        (["2021-02-28", "2021-03-01", "2021-03-02"], [3]),  # one was missing
        (["2021-03-02"], [1]),  # one was too many
    ],
)
def test_ticks_stay_with_their_day_when_the_dates_are_changed(client, officer, days, ticked):
    business = make.business()
    rows = {"line": business.number, "drawn": ["2021-03-01", "2021-03-02"], "there-0": "2"}

    page = looked_over(client, "", *days, **rows)

    assert grid(page) == [(business, ticked)]


def test_a_grid_with_another_number_of_days_is_looked_over_again_before_it_is_saved(client, officer):
    rows = {"line": make.business().number, "drawn": ["2021-03-01"], "there-0": "1"}

    page = held(client, "", "2021-03-01", "2021-03-02", **rows)

    assert errors(page) == {"__all__": ["The class has more or fewer days than before: look who came on which."]}


def test_of_another_centres_person_the_grid_shows_no_name(client, officer):
    business = make.business("Toko Jauh", at="Tebet", owner=make.participant("Rahasia"))

    page = looked_over(client, business.number)

    assert grid(page) == [(business, [1, 2])]
    assert "Toko Jauh" in page.content.decode()
    assert "Rahasia" not in page.content.decode()


def test_a_held_class_has_no_day_to_come(client, officer):
    page = held(client, make.business().number, str(TODAY), str(TOMORROW))

    assert errors(page) == {"days": ["A day of this class is still to come. Plan it instead."]}


@pytest.mark.parametrize("lines", [1, 40])
def test_a_list_costs_the_same_for_1_line_and_40(client, officer, django_assert_num_queries, lines):
    text = "\n".join(make.business().number for _ in range(lines))
    data = typed(text, "2021-03-01")

    with django_assert_num_queries(39):
        client.post(reverse("session_log"), data)

    assert Enrolment.objects.count() == lines


@pytest.mark.parametrize(("lines", "more", "refused"), [(200, "", []), (201, "", ["guests"]), (200, "Ani", ["guests"])])
def test_a_class_has_200_people_and_no_more_in_the_grid_and_below_it(client, officer, lines, more, refused):
    days = [f"2021-03-0{day}" for day in range(1, 6)]
    ticks = {f"there-{place}": ["1", "2", "3", "4", "5"] for place in range(lines)}

    page = looked_over(client, more, *days, drawn=days, line=["Toko"] * lines, **ticks)

    form = page.context["form"]
    said = ["One class has at most 200 people."] * len(refused)
    assert (page.status_code, len(form.rows), list(form.errors.get("guests", []))) == (200, 200, said)


def test_the_same_page_sent_twice_is_one_class(client, officer):
    text, key = make.business().number, uuid.uuid4()

    first, second = held(client, text, key=key), held(client, text, key=key)

    session = TrainingSession.objects.get()
    assert first.redirect_chain == second.redirect_chain == [(reverse("session_detail", args=[session.pk]), 302)]


def test_a_page_that_was_saved_before_is_not_saved_with_something_else(client, officer):
    one, other, key = make.business(), make.business(), uuid.uuid4()
    held(client, one.number, key=key)

    page = held(client, other.number, key=key)

    assert errors(page) == {"__all__": ["This page was saved before. Look for the class in the list."]}
    assert TrainingSession.objects.count() == 1


def test_the_same_list_on_another_page_is_told_so(client, officer):
    text = make.business(owner=make.participant("Siti Aminah")).number
    held(client, text, key=uuid.uuid4())

    page = held(client, text, key=uuid.uuid4())

    assert errors(page) == {"guests": ["Siti Aminah was ticked for a class of this title on 01/03/2021 before."]}


def test_the_same_list_does_not_tell_who_is_behind_the_number_of_another_centre(client, officer):
    number = make.business(at="Menteng", owner=make.participant("Siti Aminah")).number
    held(client, number, key=uuid.uuid4())

    page = held(client, number, key=uuid.uuid4())

    assert errors(page) == {"guests": [f"{number} was ticked for a class of this title on 01/03/2021 before."]}


# Newcomers


def stranger(place=0, **words):
    """What is entered beside a line of somebody who is not registered yet, who came on both days."""
    asked = {"owner_nik": make.nik().in_full(), "owner_name": "Siti Baru", "owner_phone": "081234567890"}
    asked |= {"name": "Warung Baru", "sector": Sector.CULINARY, "kelurahan": make.kelurahan().code} | words
    row = {"line": "Siti Baru", f"there-{place}": ["1", "2"], "drawn": ["2021-03-01", "2021-03-02"]}
    return row | {f"new-{place}-{name}": value for name, value in asked.items()}


def test_a_list_with_an_unknown_person_registers_them_and_trains_them_in_one_go(client, officer):
    page = held(client, "", **stranger())

    business = Business.objects.get()
    progress = Progress.objects.get()
    assert said(page) == ["The class was logged and closed."]
    assert (business.name, business.owner.name, business.registered_on) == (
        "Warung Baru", "Siti Baru", make.day("2021-03-01")
    )  # fmt: skip
    assert (progress.registered_on, progress.trained_on) == (make.day("2021-03-01"), make.day("2021-03-02"))


def test_a_newcomer_refused_leaves_no_class_and_loses_nothing_typed(client, officer):
    page = held(client, "", **stranger(owner_nik="12", name="Warung Baru"))

    (row,) = page.context["form"].rows
    assert errors(page) == {"__all__": ["Line 1: look at what is entered of Siti Baru."]}
    assert (row.newcomer["owner_nik"].value(), row.newcomer["name"].value()) == ("12", "Warung Baru")
    assert (TrainingSession.objects.count(), Business.objects.count()) == (0, 0)


def test_a_newcomer_who_is_known_by_nik_is_offered_and_not_entered_twice(client, officer):
    known = make.business("Dapur Siti", at="Tebet", owner=make.participant("Siti Baru"))
    typed_in = stranger(owner_nik=known.owner.nik.in_full())

    page = held(client, "", **typed_in)
    held(client, "", **typed_in, **{"who-0": f"{known.pk}-{known.owner.pk}"})

    (row,) = page.context["form"].rows
    assert [(choice.business, choice.why) for choice in row.choices] == [(known, "the same owner")]
    assert [each.business for each in Enrolment.objects.all()] == [known]
    assert Business.objects.count() == 1


def test_another_business_of_somebody_known_is_registered_once_the_known_one_was_shown(client, officer):
    known = make.business("Dapur Siti", at="Tebet", owner=make.participant("Siti Baru"))
    typed_in = stranger(owner_nik=known.owner.nik.in_full())

    unseen = held(client, "", **typed_in, **{"who-0": "new"})
    held(client, "", **typed_in, **{"who-0": "new", "new-0-shown": known.number})

    assert errors(unseen) == {"__all__": [f"Line 1: Siti Baru may be {known.number}. Choose which."]}
    assert [(each.business.name, each.participant) for each in Enrolment.objects.all()] == [
        ("Warung Baru", known.owner)
    ]


def test_a_possible_double_is_registered_beside_the_other_with_the_reason_alone(client, officer):
    other = make.business("Warung Baru", owner=make.participant("Tuti"))
    decided = stranger() | {"who-0": "new", "new-0-shown": other.number}

    unsaid = held(client, "", **decided)
    held(client, "", **decided, **{"new-0-because": "warung adiknya"})

    (row,) = unsaid.context["form"].rows
    assert row.newcomer.errors == {"because": ["This field is required."]}
    assert Distinction.objects.get().reason == "warung adiknya"
    assert [each.participant.name for each in Enrolment.objects.all()] == ["Siti Baru"]


def test_a_nik_of_somebody_with_another_name_is_said_beside_it(client, officer):
    other = make.participant("Tuti")

    page = held(client, "", **stranger(owner_nik=other.nik.in_full()))

    (row,) = page.context["form"].rows
    assert row.newcomer.errors == {
        "owner_nik": ["This NIK is already that of Tuti. Give that name if it is the same person."]
    }
    assert Business.objects.count() == 0


def test_somebody_of_a_known_name_can_be_another_person(client, officer):
    make.business("Dapur Siti", owner=make.participant("Siti Baru"))

    held(client, "", **stranger(), **{"who-0": "new"})

    assert [each.business.name for each in Enrolment.objects.all()] == ["Warung Baru"]


def test_one_newcomer_on_two_lines_is_one_person(client, officer):
    first = stranger()
    second = {name.replace("-0", "-1"): value for name, value in first.items() if "-0" in name}

    page = held(client, "", **first | second | {"line": ["Siti Baru", "Bu Siti Baru"]})

    assert errors(page) == {"__all__": ["Line 2: this person is on line 1 already."]}
    assert Business.objects.count() == 0


def test_two_newcomers_with_one_business_are_told_so_at_their_lines(client, officer):
    other = {name.replace("-0", "-1"): value for name, value in stranger().items() if "-0" in name}

    page = held(
        client, "", **stranger() | other | {"line": ["Siti Baru", "Budi Baru"], "new-1-owner_name": "Budi Baru"}
    )

    assert errors(page) == {"__all__": ["Line 2: line 1 registers a business of this name in this kelurahan."]}
    assert Business.objects.count() == 0


def test_newcomers_are_sent_twice_and_registered_once(client, officer):
    typed_in = stranger() | {"key": uuid.uuid4()}

    first, second = held(client, "", **typed_in), held(client, "", **typed_in)

    session = TrainingSession.objects.get()
    assert first.redirect_chain == second.redirect_chain == [(reverse("session_detail", args=[session.pk]), 302)]
    assert Business.objects.count() == 1


@pytest.mark.parametrize("lines", [1, 40])
def test_lines_of_strangers_are_looked_over_at_the_same_cost(client, officer, django_assert_num_queries, lines):
    text = "\n".join(f"Orang Baru{number:c}" for number in range(ord("A"), ord("A") + lines))

    with django_assert_num_queries(21):
        looked_over(client, text)


# Names as they are written on paper


def offered(page):
    """Whom each row may mean, in order of likeness."""
    return [[choice.business for choice in row.choices] for row in page.context["form"].rows]


@pytest.mark.parametrize("written", ["Sitti Aminha", "Ibu Siti Aminah Rahayu S", "aminha", "Dapur Kenagna"])
def test_whoever_a_misspelt_name_may_mean_is_offered_and_not_taken(client, officer, written):
    meant = make.business("Dapur Kenanga", owner=make.participant("Siti Aminah Rahayu Sari"))
    make.business("Toko Jauh", owner=make.participant("Bambang"))

    page = looked_over(client, written)

    (row,) = page.context["form"].rows
    assert offered(page) == [[meant]]
    assert row.meant is None
    assert row.fault == (
        f"nobody at your centre is called {written}, but somebody is alike. Choose who, or register them."
    )


def test_of_a_misspelt_name_only_people_of_the_classs_centre_are_offered(client, officer):
    make.business("Dapur Sari", at="Tebet", owner=make.participant("Siti Aminah"))

    page = looked_over(client, "Siti Aminha")

    assert offered(page) == [[]]


def test_whoever_was_offered_is_taken_once_they_are_chosen(client, officer):
    meant = make.business(owner=make.participant("Siti Aminah"))
    make.business(owner=make.participant("Siti Aminoh"))
    row = {"line": "Siti Aminha", "drawn": ["2021-03-01", "2021-03-02"], "there-0": ["1", "2"]}

    held(client, "", **row, **{"who-0": f"{meant.pk}-{meant.owner.pk}"})

    assert [each.business for each in Enrolment.objects.all()] == [meant]


def test_a_newcomer_whose_name_is_like_anothers_is_registered_without_a_further_question(client, officer):
    make.business("Dapur Siti", owner=make.participant("Siti Barru"))

    held(client, "", **stranger())

    assert [each.business.name for each in Enrolment.objects.all()] == ["Warung Baru"]


@pytest.mark.parametrize("lines", [1, 40])
def test_misspelt_lines_are_looked_over_at_the_same_cost(client, officer, django_assert_num_queries, lines):
    make.business(owner=make.participant("Siti Aminah"))
    text = "\n".join(f"Siti Aminha{number:c}" for number in range(ord("A"), ord("A") + lines))

    with django_assert_num_queries(22):
        looked_over(client, text)


def test_a_number_is_read_without_its_letters(client, officer):
    business = make.business()

    page = looked_over(client, f"{business.number.removeprefix('JP-')} 2")

    assert grid(page) == [(business, [2])]
