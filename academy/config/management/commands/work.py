"""`academy work`: start what is due, do it, and send what is waiting."""

import logging
import signal
import time
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from academy.config.replies import reply
from academy.config.schedule import EVERY, FUNCTIONS
from academy.core import jobs, notices
from academy.people.jobs import clear_notices

PAUSE = 2  # seconds
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do the background work: reminders, follow-ups, waiting lists, imports, e-mail. Run one or many."
    is_stopping = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, and stop")
        parser.add_argument("--json", action="store_true", help="one JSON object of what was done")

    def handle(self, *, once: bool = False, **options: Any) -> None:
        done: Counter[str] = Counter(jobs=0, notices=0)
        if once:
            self._work(done)
        else:
            self._work_until_stopped(done)
        reply(self, options, dict(done), f"{done['jobs']} jobs done, {done['notices']} notices sent.")

    def _work_until_stopped(self, done: Counter[str]) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.is_stopping:
            close_old_connections()
            try:
                self._work(done)
            except OperationalError as fault:  # a database that is away comes back
                log.warning("The database cannot be reached: %s", fault)
            if not self.is_stopping:
                time.sleep(PAUSE)

    def _work(self, done: Counter[str]) -> None:
        jobs.start_recurring(EVERY)
        while not self.is_stopping and jobs.work_once(FUNCTIONS):
            done["jobs"] += 1
        self._send(done)

    def _send(self, done: Counter[str]) -> None:
        """A fault in what people wish holds up what waits on wishes, and nothing else."""
        try:
            clear_notices()
        except OperationalError:
            raise
        except Exception:
            log.exception("Notices could not be looked through")
        done["notices"] += notices.send_waiting()

    def _stop(self, *_: Any) -> None:
        self.is_stopping = True
