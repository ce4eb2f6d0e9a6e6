"""`academy needs`: the training needs analysis, of the whole partnership or one organisation, as on any day."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from academy.config.replies import day, reply
from academy.core import clock
from academy.core.refusals import Refused
from academy.needs import actions, queries, rules
from academy.needs.models import AnalysisDay, Need
from academy.needs.queries import Cut
from academy.people.models import Organisation
from academy.people.scope import TheAuthority


class Command(BaseCommand):
    help = "Needs, the most pressing first, and who has how much to learn, by agency, profession and capability."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", metavar="CODE", help="only this organisation, with its parts")
        parser.add_argument("--on", type=day, help="as it stood on this day, written 2026-11-17")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, organisation: str | None, on: date | None, **options: Any) -> None:
        wanted = on or clock.today()
        cut = Cut(organisation=_organisation(organisation))
        viewer = TheAuthority(wanted)
        try:
            with actions.counted_on(wanted) as analysis:
                answer = _answer(viewer, analysis, cut, wanted)
        except Refused as refusal:
            raise CommandError(refusal.words) from refusal
        reply(self, options, answer, "\n".join(_says(answer)))


def _answer(viewer: TheAuthority, analysis: AnalysisDay, cut: Cut, on: date) -> dict[str, Any]:
    whole = queries.whole(viewer, analysis, cut)
    needs = queries.standing_needs(viewer, on=on, cut=cut)
    return {
        "on": on.isoformat(),
        "organisation": cut.organisation.code if cut.organisation else None,
        "people": whole.people,
        "lacking": whole.lacking,
        "overdue": whole.overdue,
        "signals": whole.signals,
        "needs": [_need(need, analysis) for need in needs],
        **{f"by_{by}": _lines(viewer, analysis, by, cut) for by in ("agency", "profession", "capability")},
        "alike": analysis.alike,
    }


def _need(need: Need, analysis: AnalysisDay) -> dict[str, Any]:
    offer = analysis.offers["capabilities"].get(str(need.capability_id), {})
    places, has_no_limit = offer.get("places", 0), offer.get("has_no_limit", False)
    return {
        "id": need.pk,
        "title": need.title,
        "capability": need.capability.code if need.capability else None,
        "urgency": need.urgency,
        "score": need.score,
        "people": need.size,
        "signals": need.signal_count,  # type: ignore[attr-defined]
        "why": need.why,
        "offers": offer.get("items", 0),
        "places": None if has_no_limit else places,
        "without_a_place": rules.hole(need.size, places, has_no_limit=has_no_limit),
    }


def _lines(viewer: TheAuthority, analysis: AnalysisDay, by: str, cut: Cut) -> list[dict[str, Any]]:
    found = queries.lines(viewer, analysis, by, cut)
    return [
        {"id": one.pk, "name": one.name, "people": one.people, "lacking": one.lacking, "overdue": one.overdue}
        | {"signals": one.signals}
        for one in found
    ]


def _organisation(code: str | None) -> Organisation | None:
    if code is None:
        return None
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        raise CommandError(f"There is no organisation with the code “{code}”.")
    return found


def _says(answer: dict[str, Any]) -> list[str]:
    first = f"On {answer['on']}: {answer['lacking']:,} of {answer['people']:,} people have something to learn."
    needs = [f"{number}. {need['title']}: {need['why']}" for number, need in enumerate(answer["needs"], start=1)]
    return [first, *needs]
