"""Filters kept under a name: each user's own, replaced, renamed, dropped, and never with a person's number in them."""

import re

import pytest

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import register
from umkm.models import SavedFilter

pytestmark = pytest.mark.django_db


def keep(client, name, query, of="usaha"):
    return client.post("/saringan/", {"of": of, "name": name, "query": query})


def test_a_filter_is_kept_and_narrows_again(desk, staff):
    register(staff)

    answer = keep(desk, "Jasa di Gambir", "pusat=31.71.01&sektor=jasa&urut=nama")

    assert answer["Location"] == "/usaha/?pusat=31.71.01&sektor=jasa&urut=nama"
    page = desk.get("/usaha/")
    assert [(each.name, each.query) for each in page.context["saved"]] == [
        ("Jasa di Gambir", "pusat=31.71.01&sektor=jasa&urut=nama")
    ]
    assert 'href="?pusat=31.71.01&amp;sektor=jasa&amp;urut=nama"' in page.content.decode()


def test_the_same_name_replaces_what_was_kept_under_it_and_says_so(desk):
    said = []
    for query in ("sektor=jasa", "sektor=kriya"):
        answer = keep(desk, "Saya", query)
        said += [str(message) for message in desk.get(answer["Location"]).context["messages"]]

    assert list(SavedFilter.objects.values_list("name", "query")) == [("Saya", "sektor=kriya")]
    assert said == ["Kept as “Saya”.", "Kept as “Saya”, in place of what had this name before."]


def test_each_list_has_its_own(desk):
    keep(desk, "Saya", "sektor=jasa")
    keep(desk, "Saya", "kelamin=male", of="peserta")

    assert [each.query for each in desk.get("/usaha/").context["saved"]] == ["sektor=jasa"]
    assert [each.query for each in desk.get("/peserta/").context["saved"]] == ["kelamin=male"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("sektor=jasa&setelah=abc&hitung=1&lain=x&sektor=", ""),
        ("sektor=jasa&setelah=abc&hitung=1&lain=x", "sektor=jasa"),
        ("sektor=jasa&q=3199014708900001", "sektor=jasa"),
        ("sektor=jasa&pusat=99", "sektor=jasa"),
        ("q=kopi&mirip=2", "q=kopi"),
    ],
)
def test_only_what_narrows_or_orders_is_kept(desk, sent, kept):
    keep(desk, "Saya", sent)

    assert list(SavedFilter.objects.values_list("query", flat=True)) == [kept] * bool(kept)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"name": "Saya", "of": "usaha", "query": "pusat=99"}, "There is no filter to keep: narrow the list first."),
        ({"name": "", "of": "usaha", "query": "sektor=jasa"}, "This field is required."),
        ({"name": "\0", "of": "usaha", "query": "sektor=jasa"}, "Null characters are not allowed."),
        ({"name": "a" * 61, "of": "usaha", "query": "sektor=jasa"}, "at most 60 characters"),
    ],
)
def test_what_cannot_be_kept_says_why(desk, words, said):
    page = desk.post("/saringan/", words)

    assert said in page.content.decode()
    assert SavedFilter.objects.count() == 0


def test_a_filter_that_was_not_kept_stands_there_to_be_sent_again(desk):
    page = desk.post("/saringan/", {"name": "a" * 61, "of": "usaha", "query": "sektor=jasa"}).content.decode()
    typed = dict(re.findall(r'<input type="(?:text|hidden)" name="(name|of|query)" value="([^"]*)"', page))

    assert typed == {"name": "a" * 61, "of": "usaha", "query": "sektor=jasa"}
    assert desk.post("/saringan/", typed | {"name": "Jasa"})["Location"] == "/usaha/?sektor=jasa"


def test_a_filter_is_renamed_but_not_to_a_name_that_is_taken(desk, staff):
    keep(desk, "A", "sektor=jasa")
    keep(desk, "B", "sektor=kriya")
    first = SavedFilter.objects.get(name="A")

    taken = desk.post(f"/saringan/{first.pk}/", {"name": "B"})
    free = desk.post(f"/saringan/{first.pk}/", {"name": "C"})

    assert "You already have a filter of this name." in taken.content.decode()
    assert free["Location"] == "/saringan/"
    assert sorted(SavedFilter.objects.values_list("name", flat=True)) == ["B", "C"]


def test_a_filter_is_deleted(desk):
    keep(desk, "A", "sektor=jasa")

    desk.post(f"/saringan/{SavedFilter.objects.get().pk}/hapus/")

    assert SavedFilter.objects.count() == 0


def test_another_user_s_filter_is_no_page(desk, signed_in):
    keep(desk, "A", "sektor=jasa")
    saved = SavedFilter.objects.get()
    other = signed_in(make.user(Role.STAFF))

    assert list(other.get("/usaha/").context["saved"]) == []
    assert other.get("/saringan/").context["saved"] == []
    assert other.get(f"/saringan/{saved.pk}/").status_code == 404
    assert other.post(f"/saringan/{saved.pk}/", {"name": "X"}).status_code == 404
    assert other.post(f"/saringan/{saved.pk}/hapus/").status_code == 404
    assert keep(other, "A", "sektor=kriya")["Location"] == "/usaha/?sektor=kriya"
    assert sorted(SavedFilter.objects.values_list("query", flat=True)) == ["sektor=jasa", "sektor=kriya"]


def test_a_filter_longer_than_its_column_once_written_out_is_refused_in_words(desk):
    answer = keep(desk, "Panjang", "q=" + "é" * 400)

    assert answer.context["form"].non_field_errors() == ["This filter is too long to be kept: use fewer words."]
    assert SavedFilter.objects.count() == 0
