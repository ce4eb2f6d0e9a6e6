"""`academy work`: start what is due, do it, and send what is waiting."""

import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from academy.config.schedule import EVERY, FUNCTIONS
from academy.core import jobs, notices


class Command(BaseCommand):
    help = "Do the background work: reminders, follow-ups, waiting lists, imports, e-mail. Run one or many."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, and stop")
        parser.add_argument("--json", action="store_true", help="one JSON object of what was done")

    def handle(self, *, once: bool = False, **options: Any) -> None:
        from academy.config.replies import reply

        self.stopping = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        done, sent = 0, 0
        while True:
            close_old_connections()
            jobs.start_recurring(EVERY)
            while not self.stopping and jobs.work_once(FUNCTIONS):
                done += 1
            sent += notices.send_waiting()
            if once or self.stopping:
                break
            time.sleep(2)
        reply(self, options, {"jobs": done, "notices": sent}, f"{done} jobs done, {sent} notices sent.")

    def _stop(self, *_: Any) -> None:
        self.stopping = True
