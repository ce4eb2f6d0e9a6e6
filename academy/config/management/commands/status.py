"""`academy status`: how what is asked stands on a day, past or to come, beside what was written down of that day."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from academy.config.replies import day, reply
from academy.core import clock
from academy.core.refusals import Refused
from academy.needs import queries
from academy.needs.models import Requirement
from academy.people.models import Organisation
from academy.people.scope import TheAuthority, Viewer


class Command(BaseCommand):
    help = "How each requirement stands on a day: people asked, up to date, due, overdue and exempt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--requirement", metavar="NUMBER", type=int, help="only this one")
        parser.add_argument("--organisation", metavar="CODE", help="only this organisation, with its parts")
        parser.add_argument("--on", type=day, help="as it stood, or will stand, on this day, written 2026-03-31")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, requirement: int | None, organisation: str | None, on: date | None, **options: Any) -> None:
        day = on or clock.today()
        viewer = TheAuthority(day)
        asked = queries.current_requirements(viewer, on=day)
        if requirement is not None:
            asked = asked.filter(pk=requirement)
            if not asked.exists():
                raise CommandError(f"There is no requirement {requirement} on that day.")
        try:
            rows = [_row(viewer, one, day, _organisation(organisation)) for one in asked]
        except Refused as refusal:
            raise CommandError(refusal.words) from refusal
        answer = {"on": day.isoformat(), "requirements": rows}
        reply(self, options, answer, "\n".join(_says(row) for row in rows) or "Nothing is asked on that day.")


def _organisation(code: str | None) -> Organisation | None:
    if code is None:
        return None
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        raise CommandError(f"There is no organisation with the code “{code}”.")
    return found


def _row(viewer: Viewer, requirement: Requirement, on: date, organisation: Organisation | None) -> dict[str, Any]:
    standing = queries.standing_of(viewer, requirement, on=on, organisation=organisation)
    kept = queries.written_down(viewer, on) if organisation is None else None
    stored = queries.standing_written_down(kept, requirement) if kept else None
    return {
        "id": requirement.pk,
        "item": requirement.item.code,
        "title": requirement.item.title,
        "people": standing.count.people,
        "up_to_date": standing.up_to_date,
        "due": standing.due,
        "overdue": standing.count.overdue,
        "exempt": standing.exempt,
        "written_down": {"people": stored.people, "gaps": stored.gaps, "overdue": stored.overdue} if stored else None,
    }


def _says(row: dict[str, Any]) -> str:
    said = f"{row['id']} {row['title']}: {row['people']:,} asked, {row['due']:,} due, {row['overdue']:,} overdue"
    return f"{said}, {row['exempt']:,} exempt" if row["exempt"] else said
