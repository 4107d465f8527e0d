"""A small city in which everything happened that moves a count, on days that are told."""

from dataclasses import dataclass

from pendampingan.models import Target
from pendampingan.rules.visit import void_visit
from tests import make
from umkm.models import Boundary, Business
from umkm.rules.business import void_business
from umkm.rules.merger import merge_businesses
from umkm.rules.placement import move_business

#: Days on which the two bases differ, and some on which they do not.
DAYS = ("2021-01-31", "2021-02-28", "2021-03-31", "2021-04-30", "2021-05-31", "2021-06-30")


@dataclass(frozen=True)
class City:
    late: Business
    moved: Business
    voided: Business
    double: Business
    survivor: Business


def varied_city() -> City:
    """Nine businesses of Gambir, Tebet and Koja, entered between January and June 2021; it is 30 June 2021 afterwards.

    | business | registered        | trained          | mentored                   | then                                |
    |----------|-------------------|------------------|----------------------------|-------------------------------------|
    | plain 1  | Gambir, 4 Jan     | 2 Feb            | 10 Feb                     |                                     |
    | plain 2  | Gambir, 5 Jan     |                  | 12 Feb, voided 20 May      |                                     |
    | plain 3  | Koja, 6 Jan       | 2 Feb            |                            |                                     |
    | moved    | Gambir, 7 Jan     | 2 Feb            | 15 Feb                     | to Tebet on 10 Mar, entered 12 Mar  |
    | left     | Tebet, 8 Jan      |                  |                            | to Gambir on 1 Apr, entered that day|
    | survivor | Tebet, 9 Jan      |                  | 16 Feb                     |                                     |
    | double   | Gambir, 4 Jan     | 2 Feb            |                            | merged into survivor on 3 May       |
    | voided   | Koja, 11 Jan      | 2 Feb            |                            | voided on 4 May                     |
    | late     | Koja, 15 Jan      |                  | 20 Feb, entered 5 Jun      | entered on 2 Jun                    |
    """
    staff = make.user()
    make.clock("2021-01-20 09:00")
    first, second = make.business(on="2021-01-04"), make.business(on="2021-01-05")
    third = make.business(on="2021-01-06", at="Koja")
    moved, left = make.business(on="2021-01-07"), make.business(on="2021-01-08", at="Tebet")
    survivor, double = make.business(on="2021-01-09", at="Tebet"), make.business(on="2021-01-04")
    voided = make.business(on="2021-01-11", at="Koja")

    make.clock("2021-02-02 17:00")
    held = make.session("2021-02-01", "2021-02-02")
    for business in (first, third, moved, double, voided):
        make.attendance(make.enrolment(held, business))

    make.clock("2021-02-16 12:00")
    make.visit(first, "2021-02-10")
    wrong = make.visit(second, "2021-02-12")
    make.visit(moved, "2021-02-15")
    make.visit(survivor, "2021-02-16")

    make.clock("2021-03-12 08:00")
    move_business(
        business=moved,
        kelurahan=make.kelurahan("Tebet"),
        address="Jalan B 2",
        starts_on=make.day("2021-03-10"),
        by=staff,
    )
    make.clock("2021-04-01 08:00")
    move_business(
        business=left,
        kelurahan=make.kelurahan("Gambir"),
        address="Jalan A 1",
        starts_on=make.day("2021-04-01"),
        by=staff,
    )

    make.clock("2021-05-03 10:00")
    merge_businesses(survivor=survivor, double=double, reason="usaha yang sama", by=staff)
    make.clock("2021-05-04 10:00")
    void_business(business=voided, reason="salah daftar", by=staff)
    make.clock("2021-05-20 10:00")
    void_visit(visit=wrong, reason="salah usaha", by=staff)

    make.clock("2021-06-02 10:00")
    late = make.business(on="2021-01-15", at="Koja")
    make.clock("2021-06-05 10:00")
    make.visit(late, "2021-02-20")

    make.clock("2021-06-30 15:00")
    return City(late=late, moved=moved, voided=voided, double=double, survivor=survivor)


def grown_city() -> None:
    """Eleven businesses over two years; it is 30 April 2022 afterwards.

    | centre | by 30 Apr 2021 | entered late, on 1 Jun 2021 | in April 2022 | by 30 Apr 2022 |
    |--------|----------------|-----------------------------|---------------|----------------|
    | Gambir | 2              |                             | 3             | 5              |
    | Tebet  | 3              |                             |               | 3              |
    | Koja   | 1              | 1, of February              | 1             | 3              |
    | Senen  |                |                             | 1             | 1              |
    """
    make.clock("2021-04-30 09:00")
    for centre, businesses in (("Gambir", 2), ("Tebet", 3), ("Koja", 1)):
        for _ in range(businesses):
            make.business(at=centre, on="2021-02-01")
    make.clock("2021-06-01 09:00")
    make.business(at="Koja", on="2021-02-01")
    make.clock("2022-04-30 09:00")
    for centre, businesses in (("Gambir", 3), ("Koja", 1), ("Senen", 1)):
        for _ in range(businesses):
            make.business(at=centre, on="2022-04-01")


def drawn_square(centre: str, *, left: int, top: int = 18_000) -> Boundary:
    """The outline of a centre, almost a kilometre wide and high; in steps of 10 m."""
    return Boundary.objects.create(
        centre=make.centre(centre),
        path=f"M{left} {top}l99 0 0 99-99 0z",
        left=left,
        top=top,
        right=left + 99,
        bottom=top + 99,
    )


def main_target(value: int, **shares: int) -> Target:
    """The main target is of this value, with shares of it for the centres named."""
    main = Target.objects.get(is_main=True)
    main.value = value
    main.save(update_fields=["value"])
    for centre, share in shares.items():
        Target.objects.create(
            value=share,
            centre=make.centre(centre),
            city_target=main,
            starts_on=main.starts_on,
            ends_on=main.ends_on,
            source=main.source,
        )
    return main
