"""How a command answers: a sentence for people, or one JSON object for machines."""

import json
from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand


def reply(command: BaseCommand, options: dict[str, Any], answer: dict[str, Any], words: str) -> None:
    """One object on standard output with --json; the sentence otherwise."""
    if options.get("json"):
        command.stdout.write(json.dumps(answer, ensure_ascii=False, default=str))
    else:
        command.stdout.write(words)


def day(typed: str) -> date:
    """For `--on`: a day as machines write it."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise ArgumentTypeError(f"“{typed}” is not a day. Write it as 2026-11-17.") from None
