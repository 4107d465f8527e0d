"""A child of `make run` does not outlive it, also when that was killed and could stop nobody."""

import os
import signal
import threading
import time

LAUNCHER = "JAKPRENEUR_LAUNCHER"  # the launcher's process number, in the environment of its children


def stop_with_it() -> None:
    """From now on this process ends itself, as on TERM, once the launcher that started it is gone."""
    if launcher := os.environ.get(LAUNCHER):
        threading.Thread(target=_watch, args=[int(launcher)], daemon=True).start()


def _watch(launcher: int) -> None:
    while os.getppid() == launcher:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
