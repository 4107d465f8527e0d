"""What the ground floor knows of the city, row by row: people, businesses, places, members, consents, mentors."""

from collections.abc import Iterator
from random import Random

from pendampingan.demo import words
from pendampingan.demo.city import City, Hands
from pendampingan.demo.days import ISO, at_work, day, stamp
from pendampingan.demo.lives import Life
from pendampingan.demo.people import Names, address, birth, nik, person, phone, pick, sector
from pendampingan.demo.plan import ENDS
from pendampingan.demo.table import Table, line, sealed
from pendampingan.demo.visits import MENTORS_A_CENTRE
from umkm.identifiers import BusinessNumber, fold
from umkm.sealing import seal

#: Who was visited since is still in a mentor's caseload.
STILL_FOLLOWED = day("2021-08-15")
SLIP_LETTERS = str.maketrans("01abcdef", "XYHJKMRT")


class Register:
    """The tables of umkm, in the order that their keys refer to each other."""

    def __init__(self, city: City, hands: Hands) -> None:
        self.city, self.hands = city, hands
        # Of contested registrations: the sealed NIK they claimed, and the name they gave.
        self.claims: dict[int, tuple[str, str]] = {}

    def tables(self) -> Iterator[Table]:
        lives = len(self.city.lives)
        people = self.city.people + len(self.city.members)
        yield Table(
            "umkm_participant",
            "id, recorded_at, recorded_by_id, nik, name, name_key, sex, born_on, phone, email, address, kelurahan_id, "
            "home_city, disability",
            self._people(),
            people,
        )
        yield Table(
            "umkm_business",
            "id, recorded_at, recorded_by_id, number, slip, name, name_key, claimed_nik, claimed_name, sector, kbli, "
            "kbli_version, nib, npwp, phone, email, shop_links, started_on, capital, annual_sales, workers_women, "
            "workers_men, registered_on, channel, status, closed_on, same_as_id, merged_into_id, kelurahan_id, owner_id",
            self._businesses(),
            lives,
        )
        yield Table(
            "umkm_placement",
            "id, recorded_at, recorded_by_id, business_id, kelurahan_id, address, starts_on",
            self._placements(),
            lives,
        )
        yield Table(
            "umkm_membership",
            "recorded_at, recorded_by_id, business_id, participant_id, tie",
            self._memberships(),
            len(self.city.members),
        )
        yield Table(
            "umkm_consent",
            "recorded_at, recorded_by_id, business_id, purpose, partner, given, text_version",
            self._consents(),
            lives // 7,
        )
        yield Table(
            "umkm_assignment",
            "recorded_at, recorded_by_id, business_id, mentor_id, starts_on, ends_on",
            self._assignments(),
            lives * 6 // 10,
        )

    def _people(self) -> Iterator[str]:
        rng, newest = Random(f"{self.city.seed} people"), None
        for life in self.city.lives:
            if not life.is_second:
                before, (newest, row) = newest, self._person(life.owner, life, rng)
                if life.fate and life.fate.decided:
                    self.claims[life.id] = (before[0], newest[1])
                yield row
        for business, number in self.city.members.items():
            yield self._person(number, self.city.lives[business - 1], rng)[1]

    def _person(self, number: int, life: Life, rng: Random) -> tuple[tuple[str, str], str]:
        """The sealed NIK and the name, and the row."""
        sex, name = person(rng)
        born, home = birth(number, rng), rng.random()
        secret = sealed(seal(nik(number, sex, born), "nik"))
        row = line(
            number,
            stamp(life.recorded),
            self.hands.officers[life.place.centre],
            secret,
            name,
            fold(name),
            sex,
            "{}-{:02}-{:02}".format(*born),
            phone(number),
            f"{name.split()[0].lower()}.{number}@surel.example" if home > 0.85 else "",
            address(rng),
            life.place.kelurahan if home < 0.95 else None,
            "" if home < 0.95 else pick(rng, words.CITIES_AROUND),
            "unstated" if home < 0.4 else "yes" if home > 0.98 else "no",
        )
        return (secret, name), row

    def _businesses(self) -> Iterator[str]:
        rng = Random(f"{self.city.seed} businesses")
        names = Names(rng)
        named: dict[int, tuple[str, str, str]] = {}
        for life in self.city.lives:
            fate, chance = life.fate, rng.random()
            if fate and fate.name_of:
                kind, name, key = named[fate.name_of.id]
            else:
                kind = sector(rng)
                name, key = names.new(life.place.kelurahan, kind)
                if fate:
                    named[life.id] = kind, name, key
            claimed_nik, claimed_name = self.claims.get(life.id, (None, ""))
            kbli = pick(rng, words.SECTORS[kind][1]) if chance < 0.55 else ""
            closed_on = self._closed_on(life, rng)
            merged_into = fate.survivor.id if fate and fate.merged and not fate.unmerged else None
            capital = int(10 ** (6 + 2.6 * rng.random() ** 1.5)) // 100_000 * 100_000
            yield line(
                life.id,
                stamp(life.recorded),
                self._by(life),
                BusinessNumber.of(life.id),
                f"{rng.getrandbits(48):012x}".translate(SLIP_LETTERS),
                name,
                key,
                claimed_nik,
                claimed_name,
                kind,
                kbli,
                2020 if kbli else None,
                f"31990{life.id:08}" if chance < 0.35 else "",
                sealed(seal(f"09{life.id:014}", "npwp")) if chance < 0.05 else None,
                self.city.padding.phones.get(life.id) or (phone(life.owner) if chance < 0.9 else ""),
                f"usaha.{life.id}@surel.example" if chance < 0.1 else "",
                f"{{https://toko.example/{life.id}}}" if chance < 0.08 else "{}",
                _started_on(life, rng),
                capital if chance < 0.6 else None,
                capital * (2 + int(6 * chance)) if chance < 0.75 else None,
                int(4 * rng.random() ** 2) if chance < 0.8 else None,
                int(4 * rng.random() ** 2) if chance < 0.8 else None,
                ISO[life.registered_on],
                self._channel(life),
                "closed" if closed_on else "active",
                ISO[closed_on] if closed_on else None,
                merged_into,
                merged_into,
                life.place.kelurahan,
                life.owner,
            )

    def _channel(self, life: Life) -> str:
        if (life.fate and life.fate.import_undone) or life.id % 10 in (3, 7):
            return "import"
        return "online" if life.id % 10 == 5 else "counter"

    def _by(self, life: Life) -> int:
        by_staff = self._channel(life) == "import" or life.id in self.city.padding.by_staff
        return self.hands.staff if by_staff else self.hands.officers[life.place.centre]

    def _closed_on(self, life: Life, rng: Random) -> int | None:
        on = life.joined + 60 + int(rng.random() * 700)
        return on if life.fate is None and rng.random() < 0.04 and on <= ENDS else None

    def _placements(self) -> Iterator[str]:
        rng = Random(f"{self.city.seed} placements")
        for life in self.city.lives:
            first = (life.fate and life.fate.moved_from) or life.place
            street = address(rng)
            street = self.city.padding.addresses.get(life.id, street)
            yield line(life.id, stamp(life.recorded), self._by(life), life.id, first.kelurahan, street, None)
        for life in self.city.lives:
            if life.fate and life.fate.moved:
                officer = self.hands.officers[life.place.centre]
                moved_on = ISO[life.fate.moved_on]
                yield line(
                    life.fate.move_id,
                    stamp(life.fate.moved),
                    officer,
                    life.id,
                    life.place.kelurahan,
                    address(rng),
                    moved_on,
                )

    def _memberships(self) -> Iterator[str]:
        for business, number in self.city.members.items():
            life = self.city.lives[business - 1]
            tie = "partner" if number % 3 == 0 else "employee"
            yield line(stamp(life.recorded), self.hands.officers[life.place.centre], business, number, tie)

    def _consents(self) -> Iterator[str]:
        rng = Random(f"{self.city.seed} consents")
        for life in self.city.lives:
            chance, officer = rng.random(), self.hands.officers[life.place.centre]
            if chance < 0.10:
                yield line(stamp(life.recorded), officer, life.id, "publication", "", "t", "2018-1")
            if chance < 0.03:
                yield line(stamp(life.recorded), officer, life.id, "sharing", "lokapasar", "t", "2018-1")
            if chance < 0.002:
                later = at_work(min(life.joined + 90, ENDS), chance * 400)
                yield line(stamp(later), officer, life.id, "publication", "", "f", "2018-1")

    def _assignments(self) -> Iterator[str]:
        """A mentor from shortly before the first visit, for half a year or to this day; some have not yet been visited."""
        for life in self.city.lives:
            if life.visits:
                first = min(life.visits, key=lambda visit: visit.on)
                starts = max(life.registered_on, first.on - 5)
                yield self._assignment(life, first.centre, starts, _until(life, starts))
            elif life.fate is None and life.joined > STILL_FOLLOWED and life.id % 12 == 0:
                yield self._assignment(life, life.place.centre, life.joined, None)

    def _assignment(self, life: Life, centre: int, starts: int, ends: int | None) -> str:
        mentor = self.hands.mentors[centre][life.id % MENTORS_A_CENTRE]
        return line(
            stamp(at_work(max(starts, life.joined), 0.999)),
            self.hands.officers[centre],
            life.id,
            mentor,
            ISO[starts],
            ISO[ends] if ends else None,
        )


def _started_on(life: Life, rng: Random) -> str | None:
    """Seven in ten say since when they trade; of these one in five began when they registered or later."""
    chance = rng.random()
    if chance > 0.7:
        return None
    if chance > 0.56:
        return ISO[min(life.registered_on + int(rng.random() * 120), ENDS)]
    years_before = int(rng.random() ** 2 * 15)
    year, rest = ISO[life.registered_on].split("-", 1)
    return f"{int(year) - 1 - years_before}-{rest.replace('02-29', '02-28')}"


def _until(life: Life, starts: int) -> int | None:
    fate = life.fate
    gone = (fate.voided or (not fate.unmerged and fate.merged)) if fate else None
    if gone:
        return max(starts, gone // 1440)
    if fate and fate.moved_on:
        return max(starts, fate.moved_on)
    return None if starts >= STILL_FOLLOWED else min(ENDS, starts + 180)
