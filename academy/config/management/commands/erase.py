"""`academy erase`: what is due now; or, after an old copy was put back, everybody who was erased since."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from academy.config.replies import reply
from academy.core import clock
from academy.privacy import actions


class Command(BaseCommand):
    help = "Erase what has had its time. With --again, erase again whoever an old copy of the database brought back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="after a restore: everybody who was erased before")
        parser.add_argument("--list", help="a copy of erased.jsonl kept elsewhere; - reads it from the terminal")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, again: bool = False, list: str | None = None, **options: Any) -> None:
        if not again:
            gone = sum(actions.erase_due(clock.today()).values())
            return reply(self, options, {"erased": gone}, f"Records erased because their time was over: {gone:,}.")
        people = actions.erase_again(_lines(list) if list else None)
        reply(self, options, {"people": people}, f"People erased again: {people:,}.")


def _lines(name: str) -> list[str]:
    if name == "-":
        return sys.stdin.read().splitlines()
    try:
        return Path(name).read_text(encoding="utf-8").splitlines()
    except OSError as fault:
        raise CommandError(f"{name} cannot be read: {fault.strerror}.") from fault
