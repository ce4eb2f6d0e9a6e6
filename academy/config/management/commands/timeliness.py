"""`academy timeliness FILE`: how long casework takes, from the lists of an Annex A workbook, read in memory alone."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from academy.audits import annex_a
from academy.audits.rules.clocks import clocks
from academy.audits.timeliness import Counted, FromAgency, Timeliness, timeliness
from academy.config.replies import day, reply
from academy.core import clock
from academy.core.refusals import Refused


class Command(BaseCommand):
    help = "Measures of practice timeliness from an Annex A workbook. Nothing of the file is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="an Annex A workbook (.xlsx), or one of its lists (.csv)")
        parser.add_argument("--on", type=day, help="as it stood on this day, written 2026-11-17")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, file: Path, on: date | None, **options: Any) -> None:
        try:
            found = timeliness(annex_a.read(file), on=on or clock.today(), clocks=clocks(settings.OWN_CLOCKS))
        except Refused as refusal:
            raise CommandError(refusal.words) from refusal
        except OSError as wrong:
            raise CommandError(f"The file cannot be opened: {wrong.strerror}.") from wrong
        reply(self, options, _answer(found), "\n".join(_says(found)))


def _answer(found: Timeliness) -> dict[str, Any]:
    return {
        "on": found.on.isoformat(),
        "lists": found.lists,
        "unreadable": found.unreadable,
        "warnings": found.warnings,
        "measures": [_measure(counted) for counted in found.measures],
        "sources": [_source(source) for source in found.sources],
    }


def _measure(counted: Counted) -> dict[str, Any]:
    return {
        "code": counted.measure.code,
        "title": counted.measure.title,
        "numerator": counted.numerator,
        "denominator": counted.denominator,
        "value": counted.value,
        "unit": counted.measure.unit,
        "good": counted.measure.good,
        "reason": counted.reason or None,
    }


def _source(source: FromAgency) -> dict[str, Any]:
    return {
        "agency": source.agency,
        "contacts": source.contacts,
        "contacts_without_referral": source.low_contacts,
        "referrals": source.referrals,
        "referrals_closed_at_once": source.low_referrals,
    }


def _says(found: Timeliness) -> list[str]:
    rows = ", ".join(f"{name} {rows:,}" for name, rows in found.lists.items())
    return [
        f"On {found.on.isoformat()}. Rows: {rows}.",
        *found.unreadable,
        *found.warnings,
        *(f"{one.measure.code}: {_figure(one)}" for one in found.measures),
        *(f"{one.agency}: {one.contacts:,} contacts, {one.referrals:,} referrals" for one in found.sources),
    ]


def _figure(counted: Counted) -> str:
    if counted.numerator is None:
        return counted.reason
    return f"{counted.numerator:,} of {counted.denominator:,}"
