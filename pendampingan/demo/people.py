"""Names and numbers of people and businesses that do not exist."""

from itertools import accumulate
from random import Random

from pendampingan.demo import words
from umkm.identifiers import DEMO_REGENCY, FEMALE_DAY, name_key

SECTORS = list(words.SECTORS)
WEIGHTS = list(accumulate(weight for weight, _, _ in words.SECTORS.values()))

#: People before the serial numbers begin again with another day of birth.
SERIALS, REGIONS = 9_999, 100
#: No operator has numbers that begin so.
NO_OPERATOR = "+62840"


def pick(rng: Random, among):
    return among[int(rng.random() * len(among))]


def person(rng: Random) -> tuple[str, str]:
    """Sex and name; two in three are women."""
    sex = "female" if rng.random() < 0.64 else "male"
    return sex, f"{pick(rng, words.GIVEN_NAMES[sex])} {pick(rng, words.LAST_NAMES)}"


def birth(number: int, rng: Random) -> tuple[int, int, int]:
    """Year, month and day of birth of the person of this number, aged 18 to 65 in 2020; the day keeps NIKs apart."""
    return 1955 + int(rng.random() * 47), 1 + int(rng.random() * 12), 1 + 3 * int(rng.random() * 9) + _turn(number)


def nik(number: int, sex: str, born: tuple[int, int, int]) -> str:
    """The NIK of the person of this number (from 1): 3199, region, birth, serial. No two are the same up to 3 million."""
    year, month, day = born
    region, serial = (number - 1) // SERIALS % REGIONS, (number - 1) % SERIALS + 1
    day += FEMALE_DAY if sex == "female" else 0
    return f"{DEMO_REGENCY}{region:02}{day:02}{month:02}{year % 100:02}{serial:04}"


def _turn(number: int) -> int:
    return (number - 1) // (SERIALS * REGIONS) % 3


def phone(number: int) -> str:
    return f"{NO_OPERATOR}{number * 7_919 % 100_000_000:08}"


def address(rng: Random) -> str:
    street = f"{pick(rng, words.STREETS)} {pick(rng, words.NUMERALS)}".strip()
    number, rt, rw = (1 + int(rng.random() * most) for most in (120, 15, 9))
    return f"Jalan {street} No. {number}, RT {rt:02}/RW {rw:02}"


def sector(rng: Random) -> str:
    chance = rng.random() * WEIGHTS[-1]
    return next(name for name, bound in zip(SECTORS, WEIGHTS, strict=True) if chance < bound)


class Names:
    """Names of businesses: no two of one key in a kelurahan, unless asked for."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.taken: set[tuple[int, str]] = set()
        self.keys: dict[str, str] = {}

    def new(self, kelurahan: int, sector: str) -> tuple[str, str]:
        """A name and its key."""
        begins, tries = words.SECTORS[sector][2], 0
        while True:
            tries += 1
            name = f"{pick(self.rng, begins)} {self._brand()}" + (f" {tries}" if tries > 4 else "")
            key = self._key(name)
            if (kelurahan, key) not in self.taken:
                self.taken.add((kelurahan, key))
                return name, key

    def _brand(self) -> str:
        if self.rng.random() < 0.3:
            is_hers = self.rng.random() < 0.7
            return f"{'Bu' if is_hers else 'Pak'} {pick(self.rng, words.GIVEN_NAMES['female' if is_hers else 'male'])}"
        return f"{pick(self.rng, words.BRANDS)} {pick(self.rng, words.SECOND_BRANDS)}".strip()

    def _key(self, name: str) -> str:
        if name not in self.keys:
            self.keys[name] = name_key(name)
        return self.keys[name]
