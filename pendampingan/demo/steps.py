"""Tells how far the load is: a bar on a terminal, a line for each step elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


class Steps:
    """One step after another, each with its time."""

    def __init__(self, out=sys.stdout) -> None:
        self.out = out
        self.on_terminal = getattr(out, "isatty", lambda: False)()

    @contextmanager
    def step(self, name: str, expected: int | None = None) -> Iterator[Callable[[int], None]]:
        """Run a step; what it yields is told how many rows went by."""
        began = time.monotonic()
        if self.on_terminal:
            bar = Progress(
                SpinnerColumn(), TextColumn("{task.description:<24}"), BarColumn(), TimeElapsedColumn(),
                console=Console(file=self.out), transient=True,
            )  # fmt: skip
            with bar:
                task = bar.add_task(name, total=expected)
                yield lambda count: bar.advance(task, count)
        else:
            yield lambda count: None
        self.out.write(f"{name:<24} {time.monotonic() - began:6.1f} s\n")
        self.out.flush()
