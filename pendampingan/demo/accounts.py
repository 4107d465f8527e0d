"""The demo's sign-ins: one password for all of them, in a demo database only."""

from random import Random

from django.contrib.auth.hashers import make_password

from jakpreneur.accounts.models import Role, User
from pendampingan.demo.city import Hands
from pendampingan.demo.people import person
from pendampingan.demo.visits import MENTORS_A_CENTRE
from umkm.models import Agency, Centre, CentreStaff

PASSWORD = "jakpreneur-demo"
CITY = {"staf": Role.STAFF, "pimpinan": Role.OFFICIAL, "admin": Role.ADMIN}


def sign_ins(centres: list[Centre], seed: int) -> Hands:
    """`staf`, `pimpinan`, `admin`, and for each centre `petugas.<kecamatan>` and `pendamping.<kecamatan>.1` to `.8`."""
    rng, password = Random(f"{seed} accounts"), make_password(PASSWORD)

    def user(username: str, role: Role) -> User:
        _, name = person(rng)
        first, last = name.split(" ", 1)
        return User(username=username, role=role, password=password, first_name=first, last_name=last)

    city = [user(name, role) for name, role in CITY.items()]
    names = [centre.name.lower().replace(" ", "-") for centre in centres]
    officers = [user(f"petugas.{name}", Role.OFFICER) for name in names]
    mentors = [[user(f"pendamping.{name}.{n}", Role.MENTOR) for n in range(1, MENTORS_A_CENTRE + 1)] for name in names]
    User.objects.bulk_create([*city, *officers, *(mentor for team in mentors for mentor in team)])

    agencies = {agency.code: agency for agency in Agency.objects.all()}
    leading, others = agencies["ppkukm"], sorted(agencies.values(), key=lambda agency: agency.code)
    CentreStaff.objects.bulk_create(
        CentreStaff(user=somebody, centre=centre, agency=leading if n == 0 else others[n % len(others)])
        for centre, officer, team in zip(centres, officers, mentors, strict=True)
        for n, somebody in enumerate([officer, *team])
    )
    return Hands(city[0].pk, [officer.pk for officer in officers], [[mentor.pk for mentor in team] for team in mentors])
