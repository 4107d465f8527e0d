"""A registration whose NIK is already another person's: staff decide whose business it is."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule, today
from jakpreneur.audit.models import Change
from jakpreneur.templatetags.jakpreneur import moment, who
from umkm.choices import BusinessStatus
from umkm.identifiers import Nik
from umkm.models import Business, Participant
from umkm.rules.consent import end_consents
from umkm.rules.doubles import doubles_of, one_at_a_time
from umkm.rules.living import hold
from umkm.rules.membership import end_membership
from umkm.rules.participant import Person, known_by, recognise_participant, same_name


@rule
def decide_contest(*, business: Business, owner: Participant, reason: str, by: User) -> Business:
    """The business is this person's and counts from its registration on; what was claimed stays on record.

    Raises beside `owner` where the person has this business already.
    """
    return _give(_held(business), owner, reason, by)


@rule
def correct_claim(*, business: Business, nik: Nik, name: str, reason: str, by: User) -> Business:
    """The NIK was mistyped: the business is that of the person with the right one, known or new.

    Raises beside `nik` where the right one is the claimed one, or that of somebody with another name.
    """
    held = _held(business)
    if nik == held.claimed_nik:
        raise ValidationError({"nik": _("This is the NIK that was claimed.")})
    return _give(held, _claimant(held, nik, name, by), reason, by)


@rule
def correct_known(*, business: Business, right_nik: Nik | None, reason: str, by: User) -> Business:
    """The claimed NIK is the claimant's. Whoever was known by it until now gets their right one instead.

    `right_nik` is None where nobody is known by it any longer. Raises beside `nik` where the right one is given to
    nobody, is the claimed one, or is another person's.
    """
    held = _held(business)
    known = Participant.objects.standing().select_for_update(no_key=True).filter(nik=held.claimed_nik).first()
    if known and right_nik in (None, held.claimed_nik):
        raise ValidationError({"nik": _("Give the right NIK of %(name)s.") % {"name": known.name}})
    if known:
        known.nik = right_nik
        known.save(update_fields=["nik"])
    return _give(held, _claimant(held, held.claimed_nik, held.claimed_name, by), reason, by)


def decided(business: Business) -> str:
    """Who decided about a registration that nobody contests any longer, and when, where that is known."""
    decision = (
        Change.objects.filter(table=Business._meta.db_table, row=business.pk, before__status=BusinessStatus.CONTESTED)
        .select_related("actor")
        .order_by("-pk")
        .first()
    )
    if decision is None or business.owner is None:
        return _("Nobody contests this registration.")
    return _("%(who)s decided this on %(moment)s: it is the business of %(owner)s.") % {
        "who": who(decision.actor),
        "moment": moment(decision.at),
        "owner": business.owner.name,
    }


def _held(business: Business) -> Business:
    held = hold(business)
    if not held.is_contested:
        raise ValidationError(decided(held))
    one_at_a_time(held.name)
    return held


def _claimant(business: Business, nik: Nik, name: str, by: User) -> Participant:
    """The person who came, by the NIK that is right."""
    known = known_by(nik)
    if known and not same_name(known.name, name):
        raise ValidationError(
            {
                "nik": _("This NIK is already that of %(name)s. Give that name if it is the same person.")
                % {"name": known.name}
            }
        )
    person = Person(nik, name, nik.sex, nik.birth_date(today()), phone=business.phone)
    return recognise_participant(person=person, by=by)


def _give(held: Business, owner: Participant, reason: str, by: User) -> Business:
    same = doubles_of(nik=owner.nik, name=held.name, kelurahan=held.kelurahan)
    if exact := [double.business.number for double in same if double.exact]:
        raise ValidationError({"owner": _registered_already(owner, exact[0])})
    end_membership(business=held, participant=owner, reason=reason, by=by)
    held.owner, held.status = owner, BusinessStatus.ACTIVE
    held.save(update_fields=["owner", "status"])
    if not same_name(owner.name, held.claimed_name):
        end_consents(held, by)  # whoever came had agreed, not the owner
    return held


def _registered_already(owner: Participant, number: str) -> str:
    return _("%(owner)s has this business already, as %(number)s. Void this registration if it is the same one.") % {
        "owner": owner.name,
        "number": number,
    }
