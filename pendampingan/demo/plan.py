"""How many when: the figures that the demo city passes through, in proportion to its size.

A figure "as reported" on a day counts what was recorded by that day about what was effective by that day. So a business
joins the count on one day (registered and recorded, or its contest decided) and may leave it on a later one (voided, or
merged into another). Between two figures as many join as the second one is higher, and one more for each that leaves.
"""

from dataclasses import dataclass
from functools import cached_property

from pendampingan.demo.days import day
from umkm.choices import Stage

#: Registered on 25 October 2021 in a city of full size.
FULL_SIZE = 281_000
#: Below this, a share of one percent is less than two businesses, and the stories do not fit.
SMALLEST = 500

#: Figures as reported, in a city of full size.
REPORTED = {
    Stage.REGISTERED: {
        "2020-02-21": 111_108,
        "2020-12-15": 200_000,
        "2021-03-02": 226_280,
        "2021-10-25": 281_000,
        "2021-10-27": 284_164,
        "2021-11-15": 283_343,
    },
    Stage.TRAINED: {"2021-10-25": 176_000, "2021-10-27": 176_891},
    Stage.MENTORED: {"2021-10-25": 155_000, "2021-10-27": 157_498},
}
#: Left the count up to each of these days, in a city of full size: few at first, many once the press had asked.
LEFT = {
    "2020-02-21": 150,
    "2020-12-15": 100,
    "2021-03-02": 40,
    "2021-10-25": 160,
    "2021-10-27": 5,
    "2021-11-15": 1_400,
}

#: The last day that anything is effective on, and the last that anything about it was recorded on.
ENDS = day("2021-11-15")
CLEANED_UP = day("2021-11-30")
HEADLINE = day("2021-10-25")
FUNNEL = day("2021-10-27")


@dataclass(frozen=True)
class Span:
    """From one figure to the next: its days, and how many businesses join and leave the count."""

    first: int
    last: int
    joining: int
    leaving: int


@dataclass(frozen=True)
class Wave:
    """How many reach a stage by the headline day, by the funnel's, by the end, and how many more came to light later."""

    by_headline: int
    by_funnel: int
    by_end: int
    late: int


@dataclass(frozen=True)
class Plan:
    """The numbers of a city of `businesses`, as registered on 25 October 2021 by the reports of that day."""

    businesses: int

    def reported(self, stage: Stage, on: str) -> int:
        return REPORTED[stage][on] * self.businesses // FULL_SIZE

    def about(self, at_full_size: int, *, least: int = 0) -> int:
        return max(least, round(at_full_size * self.businesses / FULL_SIZE))

    @cached_property
    def spans(self) -> list[Span]:
        """The five spans between figures, the one of the fall, and the clean-up after it."""
        spans, first, before = [], 0, 0
        for on in REPORTED[Stage.REGISTERED]:
            figure = self.reported(Stage.REGISTERED, on)
            leaving = self.about(LEFT[on])
            if figure < before:  # somebody registers in the weeks of the fall too, and each way of leaving happens
                leaving = max(leaving, before - figure + 1, 3)
            spans.append(Span(first, day(on), figure - before + leaving, leaving))
            first, before = day(on) + 1, figure
        return [*spans, Span(first, CLEANED_UP, self.about(110), self.about(620, least=1))]

    @property
    def imports_undone(self) -> int:
        """Of those who leave in the weeks of the fall: the rows of one file that had been loaded by mistake."""
        return self.about(60, least=1)

    @property
    def trained(self) -> Wave:
        by_headline = self.reported(Stage.TRAINED, "2021-10-25")
        return Wave(
            by_headline,
            self.reported(Stage.TRAINED, "2021-10-27") - by_headline,
            self.about(900),
            self.about(120),
        )

    @property
    def visits_voided_early(self) -> int:
        return self.about(100)

    @property
    def mentored(self) -> Wave:
        by_headline = self.reported(Stage.MENTORED, "2021-10-25")
        return Wave(
            by_headline + self.visits_voided_early,
            self.reported(Stage.MENTORED, "2021-10-27") - by_headline,
            self.about(1_500),
            self.about(150),
        )


def shares(total: int, weights: list[float]) -> list[int]:
    """`total` split by weight without a remainder: what each is due, and one more for the largest remainders."""
    due = [total * weight / sum(weights) for weight in weights]
    split = [int(part) for part in due]
    by_remainder = sorted(range(len(due)), key=lambda n: (split[n] - due[n], n))
    for n in by_remainder[: total - sum(split)]:
        split[n] += 1
    return split


def evenly(chosen: int, among: int) -> list[bool]:
    """`among` answers, `chosen` of them yes, as evenly spaced as can be."""
    return [(n + 1) * chosen // among > n * chosen // among for n in range(among)]
