"""The sales that a business reported at visits, on its page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import User
from pendampingan.access import VISIT_READERS
from pendampingan.charts.sales import sales_chart
from pendampingan.counts.sales import sales_by_month
from pendampingan.models import MentoringVisit
from umkm.models import Business
from umkm.panels import Panel, panels


def sales_of(business: Business, user: User) -> dict[str, Any] | None:
    """Its months with their chart, drawn once for wide pages and once for phones; None where nothing was reported."""
    months = sales_by_month(MentoringVisit.objects.visible_to(user).filter(business__in=business.family))
    if not months:
        return None
    return {
        "months": months,
        "chart": sales_chart(months, width=640, height=220, labels=8),
        "narrow_chart": sales_chart(months, width=320, height=200, labels=3),
    }


panels.append(Panel(_("Reported sales"), "pendampingan/visit/sales.html", sales_of, VISIT_READERS, 30))
