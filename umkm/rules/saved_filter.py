"""A user's own filters: kept under a name, renamed, dropped."""

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from umkm.models import SavedFilter


@rule
def keep_filter(*, of: str, name: str, query: str, by: User) -> tuple[SavedFilter, bool]:
    """Keep it under this name; what this user kept under it before is replaced. Also whether the name is new."""
    return SavedFilter.objects.update_or_create(user=by, of=of, name=name, defaults={"query": query})


@rule
def rename_filter(*, saved: SavedFilter, name: str, by: User) -> SavedFilter:
    """Raises beside `name` where another one of this user has that name."""
    saved.name = name
    saved.save(update_fields=["name"])
    return saved


@rule
def drop_filter(*, saved: SavedFilter, by: User) -> None:
    saved.delete()
