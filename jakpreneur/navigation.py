"""The menu as data: each app adds its own items when it is ready, and each reader sees those of their role."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class MenuItem:
    """One page of the main navigation: whose it is, and where it stands (smaller orders first)."""

    label: str
    url_name: str
    roles: Collection[str]
    order: int


@dataclass(frozen=True)
class MenuEntry:
    """An item as one reader sees it on one page."""

    label: str
    url: str
    current: bool


menu: list[MenuItem] = []


def menu_for(user, path: str) -> list[MenuEntry]:
    """The items of the user's role in their order; the one whose address `path` most closely lies under is current."""
    items = sorted((item for item in menu if getattr(user, "role", None) in item.roles), key=lambda item: item.order)
    urls = [reverse(item.url_name) for item in items]
    here = max((url for url in urls if _lies_under(path, url)), key=len, default=None)
    return [MenuEntry(item.label, url, url == here) for item, url in zip(items, urls, strict=True)]


def _lies_under(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
