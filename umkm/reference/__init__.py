"""The official lists that a city loads, by the name of their kind: each a module that reads a file and hands it to its rule."""

from collections.abc import Callable
from pathlib import Path

from umkm.reference import boundaries, kbli
from umkm.rules.reference import Loaded

#: Kind → what loads a file of it. Raises `Unreadable`, or `Faulty` with every fault, and then nothing was written.
KINDS: dict[str, Callable[[Path], Loaded]] = {"boundaries": boundaries.load, "kbli": kbli.load}
