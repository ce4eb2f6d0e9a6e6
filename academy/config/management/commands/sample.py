"""`academy sample FILE`: draws cases to audit from a list, and keeps nothing of it."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from academy.audits.imports import read_cases
from academy.audits.rules.samples import Design, Draw, DrawnCase, Oftener, draw_from
from academy.config.replies import reply
from academy.core.refusals import Refused


class Command(BaseCommand):
    help = "Draw cases to audit from an Annex A workbook or any case list. The same list, size and seed draw the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="an Annex A workbook, or a case list as CSV or XLSX")
        parser.add_argument("--size", type=int, required=True, help="how many cases")
        parser.add_argument("--stratify", default="", metavar="COLUMN", help="give each value of a column its share")
        parser.add_argument("--seed", required=True, help="any words: keep them, to draw the same again")
        parser.add_argument(
            "--oftener",
            action="append",
            default=[],
            type=oftener,
            metavar="COLUMN=VALUE:TIMES",
            help="draw cases that say this so many times as often; may be said again",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, file: Path, size: int, stratify: str, seed: str, **options: Any) -> None:
        design = Design(size, seed, stratify, tuple(options["oftener"]))
        try:
            found = read_cases(_content(file), file.name)
            drawn = draw_from(found, design, secret=settings.CASE_SECRET)
        except Refused as refusal:
            raise CommandError(refusal.words) from None
        answer: dict[str, Any] = {
            "frame": drawn.frame_size,
            "lists": found.lists,
            "drawn": [_as_json(case) for case in drawn.cases],
        }
        if drawn.notes:
            answer["notes"] = list(drawn.notes)
            self.stderr.write("\n".join(drawn.notes))
        reply(self, options, answer, _in_words(drawn))


def oftener(typed: str) -> Oftener:
    column, is_said, rest = typed.partition("=")
    value, is_timed, times = rest.rpartition(":")
    try:
        if not (is_said and is_timed and column.strip()):
            raise ValueError
        return Oftener(column.strip(), value.strip(), float(times))
    except ValueError:
        raise ArgumentTypeError(f"“{typed}” is not written as COLUMN=VALUE:TIMES, as in Location=Out:3.") from None


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise CommandError(f"{file} cannot be read: {fault.strerror}.") from None


def _as_json(case: DrawnCase) -> dict[str, str]:
    return {"pseudonym": case.pseudonym, "team": case.team, "worker": case.worker, "kind": case.kind.value}


def _in_words(drawn: Draw) -> str:
    lines = [f"{len(drawn.cases):,} of {drawn.frame_size:,} cases are drawn."]
    lines += [f"  {case.pseudonym}  {case.kind.label}, {case.team or 'no team named'}" for case in drawn.cases]
    return "\n".join(lines)
