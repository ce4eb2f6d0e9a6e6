"""`academy retention`: how long each intake stayed, from the records or from a file."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from academy.config.replies import day, reply
from academy.core import clock
from academy.core.refusals import Refused
from academy.workforce import queries
from academy.workforce.imports import stays_in
from academy.workforce.replies import intakes_reply


class Command(BaseCommand):
    help = "Retention of each intake: Kaplan-Meier with its 95% interval, at 365, 730, 1000 and 1095 days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, help="a CSV with worker, intake, start_date, leave_date, observed_to")
        parser.add_argument("--intake", type=int, help="only this year's intake")
        parser.add_argument("--on", type=day, help="as it stood on this day, written 2026-11-17")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, file: Path | None, intake: int | None, on: date | None, **options: Any) -> None:
        try:
            intakes = stays_in(file, on=on) if file else queries.intakes(on=on or clock.today())
        except Refused as refusal:
            raise CommandError(refusal.words) from refusal
        answer = intakes_reply(intakes, only=intake)
        reply(self, options, answer, "\n".join(_says(line) for line in answer["intakes"]) or "No intakes yet.")


def _says(line: dict[str, Any]) -> str:
    return f"{line['intake']}: {line['n']} started, {line['in_post']} in post when last counted"
