"""How sure a share is that was found in a sample."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

#: The interval holds the true share in 95 of 100 samples.
SURE = 0.95


@dataclass(frozen=True)
class Interval:
    """From which share to which, both from 0 to 1."""

    low: float
    high: float


def wilson(hits: int, of: int, sure: float = SURE) -> Interval | None:
    """The score interval of a share of `hits` out of `of`, without correction for continuity; None of nothing.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212. It holds for small samples and rare errors too, where the usual
    p ± 1.96 √(p(1-p)/n) says that nothing is ever wrong; R. G. Newcombe compares both, Statistics in Medicine 17 (1998).
    """
    if not of:
        return None
    z = NormalDist().inv_cdf((1 + sure) / 2)
    share, spread = hits / of, 1 + z * z / of
    middle = (share + z * z / (2 * of)) / spread
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / spread
    return Interval(max(0.0, middle - half), min(1.0, middle + half))
