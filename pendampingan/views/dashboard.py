"""How far the city is, and each centre: figures of one day, as reported then or as known now."""

import csv
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role
from jakpreneur.acting import today
from jakpreneur.context import holds_sample_data
from jakpreneur.sorting import SORT
from pendampingan.access import RECONCILERS, TARGET_KEEPERS, counts_open_to
from pendampingan.centre_table import centre_table
from pendampingan.change_table import since_then
from pendampingan.charts.areas import area_map
from pendampingan.charts.shades import shaded
from pendampingan.charts.trend import trend_chart
from pendampingan.counts.attainment import Targets, targets
from pendampingan.counts.city import CentreReached, CityReached, Reached, city_counts, reached_as_of
from pendampingan.counts.comparison import Comparison, Yardstick, compared
from pendampingan.counts.group import STEPS, Group
from pendampingan.counts.measures import definitions
from pendampingan.counts.published import SPEECH, TARGET_OF_THE_SPEECH, published_on
from pendampingan.counts.sampled import latest
from pendampingan.counts.trend import trend
from pendampingan.figures import Figures, said
from pendampingan.forms.as_of import AsOfForm
from pendampingan.models import Target
from pendampingan.verdict import verdict
from pendampingan.views.citing import citing
from pendampingan.views.file import file_name, no_file
from umkm.models import Boundary, Centre

#: By what the map compares the centres, and whether it shows them as tiles or as the areas that they are.
MAP = "peta"
SHAPE, AREAS = "bentuk", "wilayah"


@require_safe
@allow(*Role)
def city_dashboard(request):
    form = AsOfForm(request.GET, today=today())
    city, goal = city_counts(form.as_of), targets(form.as_of.per)
    earlier = city_counts(form.as_of.a_year_earlier(), [row.centre for row in city.centres])
    figures = Figures(form.as_of, counts_open_to(request.user))
    return render(
        request,
        "pendampingan/dashboard/city.html",
        board(form, figures, city.reached, earlier.reached, goal.main)
        | {
            "targets": goal,
            "keeps_targets": request.user.role in TARGET_KEEPERS,
            "reconciles": request.user.role in RECONCILERS,
            "verdict": verdict(city.reached, goal.value),
            "citing": citing(request, form.as_of, STEPS, None),
            "published": published_on(SPEECH) if holds_sample_data() else None,
            "target_of_the_speech": TARGET_OF_THE_SPEECH,
            "target_rows": figures.targets(city.reached, goal),
            "measures": figures.measures(city.reached, goal.main, definitions(form.as_of.per)),
        }
        | beside_each_other(city, earlier, goal, figures, request.GET),
    )


def beside_each_other(
    city: CityReached, earlier: CityReached, goal: Targets, figures: Figures, query: QueryDict
) -> dict[str, Any]:
    """The centres in the table and on the map, in the order and by what the address says."""
    centres = compared(city, earlier, goal)
    shades = shaded(centres, Yardstick.asked(query.get(MAP)))
    outlines = Boundary.objects.in_bulk() if query.get(SHAPE) == AREAS else {}
    return {
        "table": centre_table(figures, centres, Comparison(city, earlier, goal.value), query),
        "earlier": figures.as_of.a_year_earlier(),
        "map": shades,
        "areas": area_map(shades.centres, outlines),
        "has_outlines": bool(outlines) or Boundary.objects.exists(),
        "yardsticks": [each for each in Yardstick if each != Yardstick.SHARE or goal.shares],
        "kept": {name: word for name, word in query.items() if name in (MAP, SHAPE, SORT)},
    }


@require_safe
@allow(*Role)
def centre_dashboard(request, code):
    centre = get_object_or_404(Centre, code=code)
    form = AsOfForm(request.GET, today=today())
    row, goal = CentreReached(centre, reached_as_of(form.as_of, centre)), targets(form.as_of.per)
    earlier = reached_as_of(form.as_of.a_year_earlier(), centre)
    figures = Figures(form.as_of, counts_open_to(request.user), centre)
    share = goal.shares.get(centre.pk)
    return render(
        request,
        "pendampingan/dashboard/centre.html",
        board(form, figures, row.reached, earlier, share)
        | {
            "targets": goal,
            "verdict": verdict(row.reached, share and share.value, of_a_centre=True),
            "citing": citing(request, form.as_of, STEPS, centre),
            "row": row,
        },
    )


def board(form: AsOfForm, figures: Figures, reached: Reached, earlier: Reached, target: Target | None) -> dict:
    """What the pages of the city and of a centre have in common; `earlier`: what had been reached a year before."""
    points, value = trend(form.as_of, figures.centre), target and target.value
    rates = latest(Group, figures.centre)
    return {
        "form": form,
        "as_of": form.as_of,
        "query": said(form.as_of),
        "part_query": said(form.as_of) + (f"&pusat={figures.centre.code}" if figures.centre else ""),
        "changes": since_then(form.as_of, figures.centre, figures.open_counts),
        "cards": figures.cards(reached, target, earlier, rates),
        "groups": figures.groups(reached, rates),
        "chart": trend_chart(points, value, width=520, height=430, right=84, labels=5),
        "narrow_chart": trend_chart(points, value, width=300, height=300, right=8, labels=3),
        "months": figures.months(points),
    }


@require_safe
@allow(*Role)
def dashboard_csv(request):
    """The city's table as a file."""
    form = AsOfForm(request.GET, today=today())
    if not form.is_valid():
        return no_file(form)
    name = file_name("capaian", as_of=form.as_of)
    response = HttpResponse(
        content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
    file = csv.writer(response)
    file.writerow(["kode", "pusat", "kota", "penduduk", "terdaftar", "terlatih", "didampingi"])
    for row in city_counts(form.as_of).centres:
        centre = row.centre
        steps = (row.reached.count(step) for step in STEPS)
        file.writerow([centre.code, centre.name, centre.city, centre.population, *steps])
    return response
