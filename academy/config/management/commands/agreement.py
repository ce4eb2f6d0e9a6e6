"""`academy agreement FILE`: how far those who graded the same cases agree."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from academy.config.management.commands.analyse import in_lines
from academy.config.replies import reply
from academy.core.refusals import Refused
from academy.impact.analyses import agreement_of, analysed, read


class Command(BaseCommand):
    help = "Agreement of two graders or more: share graded alike, weighted kappa, Krippendorff's alpha."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV: the case first, then a column for each grader")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            answer = analysed(agreement_of, read(file))
        except Refused as refusal:
            raise CommandError(refusal.words) from refusal
        reply(self, options, answer, in_lines(answer))
