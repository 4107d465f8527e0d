"""Who may do what with a business that `visible_to` already lets them see. The docstrings are the policy."""

from jakpreneur.accounts.models import Role, User
from umkm.models import Business, Participant

#: Those who enter and change businesses.
DESK = (Role.STAFF, Role.OFFICER)
#: Those who see businesses at all.
READERS = (Role.STAFF, Role.OFFICER, Role.MENTOR, Role.OFFICIAL)
#: Those who see people by name, phone and address.
WITH_PEOPLE = (Role.STAFF, Role.OFFICER, Role.MENTOR)


def may_see_people(user: User) -> bool:
    """Everybody who works with the owner; officials get initials, and no phone, address or NIK."""
    return user.role in WITH_PEOPLE


def may_change(user: User, business: Business) -> bool:
    """City staff, and the officers of its centre, while the registration stands."""
    return user.role in DESK and not business.is_voided and not business.is_merged


def may_void(user: User, business: Business) -> bool:
    """City staff alone take a registration back."""
    return user.role == Role.STAFF and may_change(user, business)


def may_see_in_full(user: User) -> bool:
    """A NIK or NPWP, with a reason that is kept: city staff, and the officers of the centre."""
    return user.role in DESK


def may_change_person(user: User, participant: Participant) -> bool:
    """City staff, and the officers of a centre where the person has a business or belongs to one."""
    return user.role in DESK and not participant.voided_at


def may_decide_contest(user: User) -> bool:
    """City staff alone say whose a contested registration is; its officer reads what is known of it."""
    return user.role == Role.STAFF


def may_take_apart(user: User, business: Business) -> bool:
    """City staff alone take back a merger."""
    return user.role == Role.STAFF and business.is_merged and not business.is_voided
