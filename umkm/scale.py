"""How large a business is, after PP 7/2021 Art. 35."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from umkm.choices import Scale

BILLION = 1_000_000_000

#: Upper bounds in rupiah, inclusive (Art. 35 para. 3 and 5).
CAPITAL = ((1 * BILLION, Scale.MICRO), (5 * BILLION, Scale.SMALL), (10 * BILLION, Scale.MEDIUM))
ANNUAL_SALES = ((2 * BILLION, Scale.MICRO), (15 * BILLION, Scale.SMALL), (50 * BILLION, Scale.MEDIUM))


def scale_of(*, capital: int | None, annual_sales: int | None) -> tuple[Scale | None, str]:
    """The scale and the column it rests on: capital where it is stated, else annual sales, else (None, "").

    capital: rupiah, without land and buildings. annual_sales: rupiah a year.
    """
    if capital is not None:
        return _within(CAPITAL, capital), "capital"
    if annual_sales is not None:
        return _within(ANNUAL_SALES, annual_sales), "annual_sales"
    return None, ""


def _within(bounds, amount: int) -> Scale:
    return next((scale for bound, scale in bounds if amount <= bound), Scale.LARGE)


@dataclass(frozen=True)
class ScaleShown:
    """A scale in words, with the figure and the paragraph that it rests on."""

    scale: Scale
    words: str

    @property
    def is_beyond(self) -> bool:
        """Larger than the programme is for."""
        return self.scale == Scale.LARGE

    def __str__(self) -> str:
        return self.words


def scale_shown(*, capital: int | None, annual_sales: int | None) -> ScaleShown | None:
    """The same as `scale_of`, as pages say it; None where neither figure is stated."""
    scale, basis = scale_of(capital=capital, annual_sales=annual_sales)
    if scale is None:
        return None
    name = _("larger than UMKM") if scale == Scale.LARGE else scale.label
    words = {
        "capital": _("%(scale)s, by its capital (PP 7/2021 Art. 35 (3))"),
        "annual_sales": _("%(scale)s, by its annual sales (PP 7/2021 Art. 35 (5))"),
    }
    return ScaleShown(scale, words[basis] % {"scale": capfirst(name)})
