"""How large a business is, after PP 7/2021 Art. 35."""

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
