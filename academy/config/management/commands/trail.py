"""`academy trail`: whether the trail is whole, and the hash to keep somewhere else."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from academy.config.replies import reply
from academy.core import trail
from academy.core.models import Entry


class Command(BaseCommand):
    help = "Read the whole trail and say whether anything in it was changed or taken away. Stops with 1 if so."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, **options: Any) -> None:
        broken = trail.first_broken()
        answer = {"entries": Entry.objects.count(), "first_broken": broken and broken.pk, "head": trail.head()}
        reply(self, options, answer, _says(answer))
        if broken is not None:
            sys.exit(1)


def _says(answer: dict[str, Any]) -> str:
    if answer["first_broken"] is not None:
        return f"Entry {answer['first_broken']} was changed, or what stood before it was. Keep a copy of the database."
    return f"{answer['entries']:,} entries, and the chain is whole. Its head is {answer['head']}."
