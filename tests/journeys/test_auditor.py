"""The auditor's walk, three years later and alone: the figure of a day, why it is another one now, the rows, and a citation that
a stranger can check."""

import re

from django.core.management import call_command
from django.db import transaction
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.models import PublishedFigure, Seal
from pendampingan.rules.seal import seal_days
from tests import make
from tests.city import varied_city


def entered_years_ago():
    """What `varied_city` tells, and one business more, of 25 May 2021; 8 were announced for 28 February, and 6 for 31 May."""
    with transaction.atomic():
        PublishedFigure.objects.update(voided_at="2021-01-01 00:00+07", void_reason="untuk uji")
        city = varied_city()
        make.business(on="2021-05-25")
        for day, value in (("2021-02-28", 8), ("2021-05-31", 6)):
            PublishedFigure.objects.create(as_of=day, stage=1, value=value, source="antara")
    seal_days()
    return city


def opened(page, link):
    """The number that a link says and the page that it opens: both are the same."""
    number = link.get_attribute("data-count")
    link.click()
    expect(page.locator("h1 [data-count]")).to_have_attribute("data-count", number)
    return int(number)


def test_an_auditor_explains_a_figure_of_years_ago_and_cites_it(screen, browser, browser_context_args, tmp_path):
    city = entered_years_ago()
    page, _auditor = screen(Role.OFFICIAL)

    # What was reported, and its rows.
    page.goto("/dasbor/?per=2021-02-28&diketahui=lalu")
    assert opened(page, page.locator("a.big").first) == 8
    expect(page.locator("tbody tr")).to_have_count(8)

    # It is one fewer now: by a late entry, a void and a merger, each with its lines.
    page.get_by_role("link", name="Reconciliation", exact=True).first.click()
    then = page.locator("section", has=page.locator("#hari-2021-02-28"))
    said = then.locator("table").first.locator("tbody td.n").all_inner_texts()
    assert [cell.split()[0] for cell in said] == ["8", "8", "nothing", "7", "−1"]
    because = then.get_by_role("table", name="Known since about 28 February 2021")
    assert [re.split(r"\s{2,}|\n|\t", row) for row in because.locator("tbody td:first-child").all_inner_texts()] == [
        ["Late entry", "took effect by 28 February 2021, entered later"],
        ["Voided", "what it rests on was voided"],
        ["Merged", "two registrations were one business"],
    ]
    assert opened(page, because.get_by_role("row", name="Voided").get_by_role("link")) == 1
    expect(page.locator("tbody")).to_contain_text(city.voided.number)

    # From one announced figure to the next nothing is left unexplained.
    page.go_back()
    later = page.locator("section", has=page.locator("#hari-2021-05-31"))
    expect(later).to_contain_text("Announced: from 8 (antara) to 6 (antara), −2. nothing unexplained")

    # The figure is cited, with the seal of its day.
    page.goto("/dasbor/?per=2021-02-28&diketahui=lalu")
    page.get_by_role("button", name=re.compile("^Cite ?: registered$")).click()
    page.wait_for_url("**/kutip/*/")
    address = page.url
    kept = tmp_path / "chain.csv"
    call_command("ledger_seal", export=str(kept))
    seal = Seal.objects.get(day="2021-02-28")
    assert f"2021-02-28,{seal.lines},{seal.sha256}" in kept.read_text().splitlines()
    expect(page.locator("main")).to_contain_text(seal.sha256)
    assert (
        opened(page, page.get_by_role("paragraph").filter(has_text="Went since").locator("a[data-count]").nth(1)) == 2
    )
    for gone in (city.voided, city.double):
        expect(page.locator("tbody")).to_contain_text(gone.number)

    # A stranger reads how many, and nothing of which.
    with browser.new_context(**browser_context_args) as context:
        stranger = context.new_page()
        stranger.goto(address)
        expect(stranger.locator("h1 [data-count]")).to_have_attribute("data-count", "8")
        expect(stranger.locator("main")).to_contain_text("Came since: 1. Went since: 2.")
        assert stranger.locator("main a[data-count]").count() == 0
        assert [cookie["name"] for cookie in context.cookies()] == ["csrf"]
    call_command("check_ledger")
