"""No path around posting and audit: whatever writes a fact, the count follows and the change is on record."""

import io

import pytest
from django.conf import settings
from django.db import connection, transaction

from jakpreneur.accounts.models import Role
from jakpreneur.acting import acting, current_request
from jakpreneur.audit.models import Change
from pendampingan.choices import VisitMode
from pendampingan.models import LedgerLine, MentoringVisit
from tests import make
from tests.sql import rows
from umkm.choices import Channel, Sector
from umkm.models import Business, Participant, Placement

pytestmark = pytest.mark.django_db

# Who opened the session; the tests then act with the rights of the web.
BY_HAND = f"sql by {settings.DATABASES['default']['USER']}"


def counted(stage: int) -> int:
    return sum(LedgerLine.objects.filter(stage=stage).values_list("delta", flat=True))


def changes(table: str) -> list[tuple]:
    """What was done to the table's rows, by whom, through which door, and why."""
    return list(Change.objects.filter(table=table).order_by("id").values_list("action", "actor", "request", "reason"))


def test_bulk_create_is_posted_and_audited():
    business, mentor, staff = make.business(), make.user(Role.MENTOR), make.user()
    gambir = business.kelurahan.centre

    with acting(by=staff, reason="dari kertas"):
        visits = MentoringVisit.objects.bulk_create(
            MentoringVisit(
                business=business, mentor=mentor, centre=gambir, visited_on=f"2021-03-0{n}", mode=VisitMode.PHONE
            )
            for n in (3, 1, 2)
        )

    assert [(line.effective_on, line.actor) for line in LedgerLine.objects.filter(stage=3)] == [
        (make.day("2021-03-01"), staff)
    ]
    assert changes("pendampingan_mentoringvisit") == [("I", staff.pk, BY_HAND, "dari kertas")] * 3
    assert sorted(Change.objects.filter(table="pendampingan_mentoringvisit").values_list("row", flat=True)) == [
        visit.pk for visit in visits
    ]


def test_copy_is_posted_and_audited():
    owner, place, staff = make.participant(), make.kelurahan("Tebet"), make.user()

    with acting(by=staff), connection.cursor() as cursor:
        copy(
            cursor,
            "umkm_business (id, name, name_key, owner_id, kelurahan_id, sector, kbli, nib, phone, email, shop_links,"
            " registered_on, channel, status, claimed_name)",
            *(
                (
                    9000 + n,
                    f"Warung {n}",
                    f"{n}",
                    owner.pk,
                    place.pk,
                    Sector.TRADE,
                    "",
                    "",
                    "",
                    "",
                    "{}",
                    f"2021-01-0{n}",
                    Channel.IMPORT,
                    "active",
                    "",
                )
                for n in (1, 2)
            ),
        )
        copy(cursor, "umkm_placement (business_id, kelurahan_id, address)", *((9000 + n, place.pk, "") for n in (1, 2)))

    lines = LedgerLine.objects.order_by("business_id")
    assert [(line.business_id, line.centre.name, line.effective_on.isoformat()) for line in lines] == [
        (9001, "Tebet", "2021-01-01"),
        (9002, "Tebet", "2021-01-02"),
    ]
    assert changes("umkm_business") == [("I", staff.pk, BY_HAND, "")] * 2
    assert Business.objects.get(pk=9001).recorded_by == staff


def copy(cursor, target: str, *records: tuple) -> None:
    text = "".join("\t".join(map(str, record)) + "\n" for record in records)
    cursor.copy_expert(f"COPY {target} FROM STDIN", io.StringIO(text))


def test_a_querysets_update_is_posted_and_audited_with_what_was_there_before():
    one, other, staff = make.business(on="2021-01-04"), make.business(on="2021-01-05"), make.user()

    with acting(by=staff, reason="salah ketik"):
        Business.objects.filter(pk__in=[one.pk, other.pk]).update(registered_on="2021-01-05")

    assert list(LedgerLine.objects.filter(reason="corrected").values_list("business", "delta").order_by("id")) == [
        (one.pk, -1),
        (one.pk, 1),
    ]
    change = Change.objects.get(table="umkm_business", action="U")
    assert (change.row, change.actor, change.reason) == (one.pk, staff, "salah ketik")
    assert (change.before, change.after) == ({"registered_on": "2021-01-04"}, {"registered_on": "2021-01-05"})


def test_sql_typed_by_hand_is_posted_and_audited_in_the_name_of_its_role():
    business = make.business(on="2021-01-04")

    rows("UPDATE umkm_business SET registered_on = '2021-02-01' WHERE id = %s RETURNING id", [business.pk])

    line = LedgerLine.objects.filter(reason="corrected").last()
    assert (line.effective_on, line.actor) == (make.day("2021-02-01"), None)
    change = Change.objects.get(table="umkm_business", action="U")
    assert (change.actor, change.request, change.reason) == (None, BY_HAND, "")


def test_an_upsert_is_audited_as_what_it_did():
    business = make.business(on="2021-01-04")
    place = business.placements.get()

    Placement.objects.bulk_create(
        [Placement(pk=place.pk, business=business, kelurahan=make.kelurahan("Tebet"))],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["kelurahan"],
    )
    Business.objects.filter(pk=business.pk).update(kelurahan=make.kelurahan("Tebet"))

    assert [change[0] for change in changes("umkm_placement")] == ["I", "U"]
    assert LedgerLine.objects.last().centre.name == "Tebet"


def test_a_door_that_named_itself_stands_in_the_audit():
    staff = make.user()
    door = current_request.set("POST /usaha/baru/")
    try:
        with acting(by=staff):
            make.participant()
    finally:
        current_request.reset(door)

    assert changes("umkm_participant") == [("I", staff.pk, "POST /usaha/baru/", "")]


def test_a_write_that_changes_nothing_leaves_no_trace():
    business = make.business()
    lines, audit = LedgerLine.objects.count(), Change.objects.count()

    Business.objects.filter(pk=business.pk).update(registered_on=business.registered_on)

    assert (LedgerLine.objects.count(), Change.objects.count()) == (lines, audit)


def test_what_is_rolled_back_was_never_there():
    before = Change.objects.count()

    with transaction.atomic():
        make.business()
        transaction.set_rollback(True)

    assert (LedgerLine.objects.count(), Change.objects.count()) == (0, before)


def test_no_nik_stands_in_the_audit_in_clear():
    siti, other = make.participant(), make.nik()
    old = siti.nik

    Participant.objects.filter(pk=siti.pk).update(nik=other)

    change = Change.objects.get(table="umkm_participant", action="U")
    assert (set(change.before), set(change.after)) == ({"nik"}, {"nik"})
    assert (change.before["nik"][:2], change.after["nik"][:2]) == ("\\x", "\\x")
    assert old.in_full() not in str(change.before)
    assert other.in_full() not in str(change.after)


def test_the_first_state_of_a_row_can_be_told_from_what_its_changes_replaced():
    siti = make.participant("Siti Aminah", phone="+628121110000")
    for phone in ("+628121110001", "+628121110002"):
        Participant.objects.filter(pk=siti.pk).update(phone=phone)

    first, *later = Change.objects.filter(table="umkm_participant", row=siti.pk).order_by("id")

    assert (first.action, first.before, first.after) == ("I", None, None)
    assert [change.before for change in later] == [{"phone": "+628121110000"}, {"phone": "+628121110001"}]


def test_no_kept_plan_compares_each_old_row_of_an_update_with_each_new_one():
    """A plan made for one row is kept for the session; of old and new rows it must not be a nested loop. Only where a
    class or its days change, a few rows at a time, may it be one."""
    sources = rows(
        "SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " AND prosrc LIKE '%old_rows o JOIN new_rows n%' ORDER BY 1"
    )

    assert sources == [("day_is_possible",), ("post_updated_days",), ("post_updated_sessions",), ("session_has_seats",)]
