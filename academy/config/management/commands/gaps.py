"""`academy gaps`: who needs what, counted for the whole authority or one organisation, on any day."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from academy.config.replies import day, reply
from academy.core import clock
from academy.core.refusals import Refused
from academy.needs import queries
from academy.people.models import Organisation
from academy.people.scope import TheAuthority


class Command(BaseCommand):
    help = "Gaps, overdue or due within 60 days, by organisation and by requirement."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", metavar="CODE", help="only this organisation, with its parts")
        parser.add_argument("--on", type=day, help="as it stood on this day, written 2026-11-17")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, organisation: str | None, on: date | None, **options: Any) -> None:
        day = on or clock.today()
        viewer = TheAuthority(day)
        try:
            counts = queries.gap_counts(viewer, on=day, organisation=_organisation(organisation))
        except Refused as refusal:
            raise CommandError(refusal.words) from refusal
        answer = {
            "on": day.isoformat(),
            "people": counts.everybody.people,
            "gaps": counts.everybody.gaps,
            "overdue": counts.everybody.overdue,
            "organisations": _organisations(counts),
            "requirements": _requirements(viewer, counts),
        }
        reply(self, options, answer, "\n".join(_says(answer)))


def _organisation(code: str | None) -> Organisation | None:
    if code is None:
        return None
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        raise CommandError(f"There is no organisation with the code “{code}”.")
    return found


def _organisations(counts: queries.Counts) -> list[dict[str, Any]]:
    """Each with its own people. Somebody who works for two counts with each."""
    found = Organisation.objects.filter(pk__in=counts.organisations).order_by("path")
    return [
        {"code": row.code, "name": row.name, "people": count.people, "gaps": count.gaps, "overdue": count.overdue}
        for row in found
        for count in [counts.organisations[row.pk]]
    ]


def _requirements(viewer: TheAuthority, counts: queries.Counts) -> list[dict[str, Any]]:
    found = queries.requirements(viewer).filter(pk__in=counts.requirements)
    return [
        {
            "id": row.pk,
            "item": row.item.code,
            "title": row.item.title,
            "job_role": row.job_role.code if row.job_role else None,
            "people": count.people,
            "gaps": count.gaps,
            "overdue": count.overdue,
        }
        for row in found
        for count in [counts.requirements[row.pk]]
    ]


def _says(answer: dict[str, Any]) -> list[str]:
    return [f"On {answer['on']}: {_counted(answer)}"] + [
        f"{row['name']}: {_counted(row)}" for row in answer["organisations"]
    ]


def _counted(row: dict[str, Any]) -> str:
    people = "1 person" if row["people"] == 1 else f"{row['people']:,} people"
    gaps = "1 gap" if row["gaps"] == 1 else f"{row['gaps']:,} gaps"
    return f"{people}, {gaps}, {row['overdue']:,} overdue"
