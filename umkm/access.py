"""Who may do what to a business, in sentences; each docstring is the policy. Which rows one sees: `visible_to`."""

from jakpreneur.accounts.models import Role

#: Who registers and edits businesses.
REGISTRARS = (Role.STAFF, Role.OFFICER)


def may_register(user) -> bool:
    """City staff anywhere, centre officers in their own centres."""
    return user.role in REGISTRARS


def may_register_at(user, centre) -> bool:
    """City staff anywhere; an officer where they work."""
    return user.role == Role.STAFF or user.role == Role.OFFICER and user.posts.filter(centre=centre).exists()


def may_edit(user, business) -> bool:
    """City staff and the officers of its centre, while it is neither voided nor merged."""
    return user.role in REGISTRARS and not business.is_voided and not business.is_merged


def may_assign_mentor(user, business) -> bool:
    """Like editing, for a business that is active."""
    return may_edit(user, business) and not business.is_contested and not business.is_closed


def may_void(user, business) -> bool:
    """City staff alone: a voided registration leaves the counts."""
    return user.role == Role.STAFF and not business.is_voided and not business.is_merged


def may_decide_doubles(user) -> bool:
    """City staff and centre officers, about what they see."""
    return user.role in REGISTRARS


def may_decide_contests(user) -> bool:
    """City staff alone: it says whose a NIK is."""
    return user.role == Role.STAFF


def sees_personal_data(user) -> bool:
    """Whoever works with the business. An official sees the owner as initials, and no phone, address or notes."""
    return user.role in (Role.STAFF, Role.OFFICER, Role.MENTOR)
