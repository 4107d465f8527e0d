"""Work that the worker does now and then. An app declares its own in a module `periodic`, in a list `JOBS`."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule


@dataclass(frozen=True)
class Job:
    """One piece of work, done every so many seconds. It may be running in two workers at once."""

    name: str
    every: int
    run: Callable[[], None]


def all_jobs() -> list[Job]:
    """What the installed apps declare."""
    return [
        job
        for config in apps.get_app_configs()
        if module_has_submodule(config.module, "periodic")
        for job in getattr(import_module(f"{config.name}.periodic"), "JOBS", [])
    ]
