import logging
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection

from jakpreneur.periodic import Job, all_jobs

log = logging.getLogger("jakpreneur.worker")


class Command(BaseCommand):
    help = "Do the periodic jobs that the apps declare, until TERM or INT."

    def handle(self, **options):
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: stopping.set())
        work(all_jobs(), stopping)


def work(jobs: list[Job], stopping: threading.Event) -> None:
    """Run each job when it is due. A failed one is tried again at its next turn, a lost database is connected to anew."""
    due = {job: time.monotonic() for job in jobs}
    while not stopping.is_set():
        for job in [job for job, moment in due.items() if moment <= time.monotonic()]:
            due[job] = time.monotonic() + job.every
            run(job)
        next_one = min(due.values(), default=time.monotonic() + 60)
        stopping.wait(max(0, next_one - time.monotonic()))


def run(job: Job) -> None:
    try:
        job.run()
    except (OperationalError, InterfaceError):
        log.warning("%s: the database does not answer; tried again in %s s", job.name, job.every)
        connection.close()
    except Exception:
        log.exception("%s failed; tried again in %s s", job.name, job.every)
    finally:
        connection.close_if_unusable_or_obsolete()
