"""What every figure of a dashboard is summed from."""

from collections.abc import Iterable

from django.db.models import DateField, F, Sum, Value
from django.db.models.functions import TruncMonth

from pendampingan.counts.as_of import AsOf
from pendampingan.models import LedgerLine, Tally
from umkm.models import Centre


def tallied(as_of: AsOf, *by: str, centre: Centre | None = None) -> Iterable[tuple]:
    """The parts of a day's count, (*by, net) each, in one query; `by` may name "of_month", the month of the change.

    The whole months before and the days of the day's own month are joined by UNION ALL, so that each is read from its
    partial index alone; under one condition with OR it took more than twice as long. So a key may come twice.

    Tallies know two ways of filing a line. A day with the knowledge of any other is summed from the ledger itself.
    """
    if as_of.pinned:
        lines = LedgerLine.objects.as_of(as_of.per, as_of.known_on)
        lines = lines.filter(centre=centre) if centre else lines
        return lines.annotate(of_month=TruncMonth("effective_on")).values_list(*by).annotate(Sum("delta"))
    tallies = Tally.objects.filter(centre=centre) if centre else Tally.objects.all()
    month = Value(as_of.per.replace(day=1), DateField())
    before = tallies.whole_months_before(as_of.per, as_of.basis).annotate(of_month=F("month"))
    since = tallies.days_of_its_month(as_of.per, as_of.basis).annotate(of_month=month)
    return before.values_list(*by).annotate(Sum("net")).union(since.values_list(*by).annotate(Sum("net")), all=True)
