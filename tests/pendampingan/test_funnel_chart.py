"""How long the bars of a funnel are, and where they are cut."""

from pendampingan.charts.funnel import Piece, funnel_chart
from pendampingan.counts.city import Reached
from pendampingan.counts.people import Funnel

#: Of a hundred businesses 60 are trained and 50 mentored, 40 both; fewer people own them.
FUNNEL = Funnel(businesses=Reached({1: 100, 2: 60, 3: 50, 23: 40}), people=Reached({1: 90, 2: 55, 3: 50, 23: 45}))


def test_each_step_is_as_long_as_its_part_of_the_registered_businesses():
    chart = funnel_chart(FUNNEL, width=300)

    assert [sum(piece.width for piece in step.thick) for step in chart.steps] == [300, 180, 150]
    assert [sum(piece.width for piece in step.thin) for step in chart.steps] == [270, 165, 150]
    assert [(step.businesses, step.people) for step in chart.steps] == [(100, 90), (60, 55), (50, 50)]


def test_a_step_is_cut_where_those_end_who_took_the_other_one_too():
    _registered, trained, mentored = funnel_chart(FUNNEL, width=300).steps

    assert trained.thick == (Piece(0, 120, alone=False), Piece(120, 60, alone=True))
    assert mentored.thick == (Piece(0, 120, alone=False), Piece(120, 30, alone=True))
    assert mentored.thin == (Piece(0, 135, alone=False), Piece(135, 15, alone=True))


def test_bars_lie_below_each_other_within_the_drawing():
    chart = funnel_chart(FUNNEL, width=300)

    edges = [edge for step in chart.steps for edge in (step.name_at, step.thick_at, step.thin_at)]
    assert edges == sorted(edges)
    assert edges[-1] + chart.thin == chart.height


def test_nothing_is_drawn_of_nobody():
    assert funnel_chart(Funnel(Reached({}), Reached({})), width=300) is None
