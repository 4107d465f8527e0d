"""Who wrote something in the registry, and where they work."""

from django.utils.translation import gettext as _

from jakpreneur.accounts.models import Role, User
from jakpreneur.templatetags.jakpreneur import who


def by_and_where(actor: User | None, request: str = "", *, named: bool = True) -> str:
    """ "by Budi Santoso, at centre Gambir", by their posts of today; the command where nobody had signed in.

    Not `named`, for officials: the role stands for the person. The actor comes with `posts__centre`.
    """
    if actor is None:
        return _("by command: %(command)s") % {"command": request} if named and request else ""
    centres = ", ".join(post.centre.name for post in actor.posts.all())
    words = {"who": who(actor) if named else actor.get_role_display(), "centres": centres}
    if actor.role == Role.STAFF:
        return _("by %(who)s, city") % words
    return (_("by %(who)s, at centre %(centres)s") if centres else _("by %(who)s")) % words
