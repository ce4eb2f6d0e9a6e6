"""`academy analyse KIND FILE`: our statistics on your own file, by the functions that the pages use."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from academy.config.replies import reply
from academy.core.refusals import Refused
from academy.impact.analyses import ANALYSES, analysed, read


class Command(BaseCommand):
    help = (
        "Check our statistics on a CSV of your own. What the evidence cannot carry is refused, with what would cure it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(ANALYSES))
        parser.add_argument("file", type=Path, help="columns as docs/reference/analyses.md says")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, kind: str, file: Path, **options: Any) -> None:
        try:
            answer = analysed(ANALYSES[kind], read(file))
        except Refused as refusal:
            raise CommandError(refusal.words) from refusal
        reply(self, options, answer, in_lines(answer))


def in_lines(answer: dict[str, Any], indent: str = "") -> str:
    """One thing a line, what belongs together indented."""
    lines = []
    for name, value in answer.items():
        if isinstance(value, dict):
            lines += [f"{indent}{name}:", in_lines(value, indent + "  ")]
        else:
            lines.append(f"{indent}{name}: {value}")
    return "\n".join(lines)
