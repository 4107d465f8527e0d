"""What the registry says to a NIK, a phone and a name as they stand in the registration form."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from jakpreneur.accounts.models import User
from jakpreneur.acting import today
from umkm.forms.registration import RegistrationForm
from umkm.identifiers import Nik
from umkm.known import Acquaintance, acquaintances
from umkm.rules.draft import Typed
from umkm.rules.participant import same_name


@dataclass(frozen=True)
class OwnerPanel:
    """What the registry has to say to a NIK, a phone and a name as they are typed."""

    known: list[Acquaintance]
    name: str = ""
    fault: str = ""
    nik: Nik | None = None
    born_on: Any = None
    oddities: tuple[Any, ...] = ()
    #: Keys of those whose facts all stand in the form already.
    taken: frozenset[int] = frozenset()

    @property
    def is_another(self) -> bool:
        """Whether the NIK is that of somebody with another name than was typed."""
        return bool(self.nik and self.name and self.known and not same_name(self.known[0].person.name, self.name))


def owner_panel(form: RegistrationForm, user: User) -> OwnerPanel:
    """For a form as typed; a fault of the NIK is said only once it has its digits."""
    typed = {name: str(form.says(name) or "") for name in ("owner_nik", "owner_phone", "owner_name", "owner_sex")}
    nik, fault = parsed(form, "owner_nik", typed["owner_nik"])
    phone, _fault = parsed(form, "owner_phone", typed["owner_phone"])
    if form.says("owner_person"):
        phone = None
    known = acquaintances(nik=nik, phone=phone or "", user=user)
    in_form = frozenset(each.person.pk for each in known if stands_in(form, each))
    if nik is None:
        fault = fault if sum(map(str.isdigit, typed["owner_nik"])) >= 16 else ""
        return OwnerPanel(known, fault=fault, taken=in_form)
    now = today()
    born_on, _fault = parsed(form, "owner_born_on", form.says("owner_born_on"))
    oddities = nik.warnings(today=now, birth_date=born_on, sex=typed["owner_sex"] or None)
    return OwnerPanel(known, typed["owner_name"].strip(), "", nik, nik.birth_date(now), tuple(oddities), in_form)


def stands_in(form: RegistrationForm, each: Acquaintance) -> bool:
    return all(str(form.says(field) or "") == value for field, value in each.facts().items())


def parsed(form: RegistrationForm, field: str, text: Any) -> tuple[Any, str]:
    """The value of what is typed in a field, and why it has none."""
    if not text:
        return None, ""
    try:
        return form.fields[field].clean(text), ""
    except ValidationError as refused:
        return None, " ".join(refused.messages)


def taken(acquaintance: Acquaintance, typed: Typed) -> Typed:
    """What the form is filled with once it is this person. A NIK that was not typed stays with the registry."""
    known = {field: [value] for field, value in acquaintance.facts().items()}
    return known if typed.get("owner_nik") else known | {"owner_person": [str(acquaintance.person.pk)]}
