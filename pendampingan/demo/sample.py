"""One sample of the city, called and entered, so that its dashboard says how often the registry is wrong."""

from datetime import timedelta

from jakpreneur.accounts.models import User
from jakpreneur.acting import today
from pendampingan.choices import SampleResult
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.draw import draw
from pendampingan.counts.group import Group
from pendampingan.rules.sample import Answer, draw_sample, enter_results

LOTS = {"size": 100, "seed": "contoh", "stratified": True}
#: By position; whoever is not named confirmed what the registry says.
ANSWERS = {
    17: Answer(SampleResult.WRONG, "Pemilik tidak pernah dikunjungi"),
    48: Answer(SampleResult.WRONG, "Yang dikunjungi usaha lain milik kerabatnya"),
    83: Answer(SampleResult.WRONG, "Sudah tutup sebelum tanggal kunjungan"),
} | dict.fromkeys((9, 30, 52, 71, 96), Answer(SampleResult.NOT_REACHED, "Tiga kali tidak diangkat"))


def draw_and_call(by: User) -> None:
    """Of the mentored of yesterday, as it was known then. Their visits are entries of mentors, so that `by` may enter every
    result. No count changes by it."""
    yesterday = today() - timedelta(days=1)
    moment = AsOf.known_at(yesterday, yesterday)
    sample = draw_sample(
        group=Group.MENTORED.value,
        centre=None,
        per=yesterday,
        known_on=yesterday,
        draw=lambda: draw(Group.MENTORED, moment, None, **LOTS),
        by=by,
        **LOTS,
    )
    drawn = sample.businesses.values_list("position", flat=True)
    confirmed = Answer(SampleResult.CONFIRMED, "")
    answers = {position: ANSWERS.get(position, confirmed) for position in drawn}
    enter_results(sample=sample, answers=answers, by=by)
