"""Impact for machines: effects, what items did, partnership and engagement, as the pages show them to this caller."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from academy.catalogue.models import Item
from academy.core.clock import months_after
from academy.impact import measures, queries
from academy.impact.measures.effects import effect_figure
from academy.impact.rules.barometer import Group
from academy.impact.rules.effects import Outcome
from academy.impact.shown import engagement as shown_engagement
from academy.impact.shown import partnership as shown_partnership
from academy.impact.shown.effects import waves_table
from academy.impact.views.partnership import YEARS
from academy.people.scope import Request, open_to, visible
from academy.ui.replies import FigureOut, TableOut, table_reply

router = Router(tags=["Impact"])


class EffectOut(Schema):
    item: int
    title: str
    is_by_lot: bool
    figures: list[FigureOut]


class OneEffectOut(EffectOut):
    waves: TableOut


class ImpactOut(Schema):
    item: int | None
    title: str
    figures: list[FigureOut]


class BarometerOut(Schema):
    counted_on: date | None
    figures: list[FigureOut]
    agencies: TableOut | None
    teams: TableOut | None


class PartnershipOut(Schema):
    figures: list[FigureOut]
    halves: TableOut
    sectors: TableOut | None


@router.get("/figures", response=ImpactOut)
@open_to("see impact")
def figures(request: Request) -> dict[str, Any]:
    """The seven figures of everything, within what the caller may see."""
    found = measures.impact_of(request.viewer, None).figures
    return {"item": None, "title": "Everything", "figures": [figure.as_json() for figure in found]}


@router.get("/items/{id}", response=ImpactOut)
@open_to("see impact")
def item_figures(request: Request, id: int) -> dict[str, Any]:
    """The same of one item; of a pathway, of all that it leads through."""
    item = get_object_or_404(Item, pk=id)
    effects = measures.effects_of(item, queries.latest_estimates(request.viewer, [item]))
    found = measures.impact_of(request.viewer, queries.items_of(item), effects=effects).figures
    return {"item": item.pk, "title": item.title, "figures": [figure.as_json() for figure in found]}


@router.get("/effects", response=list[EffectOut])
@open_to("see effects")
def effects(request: Request) -> list[dict[str, Any]]:
    """Every item that reached teams on a known day: what can be said of practice and of staying, or what is missing."""
    return _effects(request, list(queries.rolled_out_items(request.viewer)))


@router.get("/effects/{id}", response=OneEffectOut)
@open_to("see effects")
def effect(request: Request, id: int) -> dict[str, Any]:
    """One item, with the days on which it reached teams."""
    item = get_object_or_404(visible(request.viewer, Item), pk=id)
    rows = queries.roll_outs(request.viewer, item).order_by("live_on", "is_by_lot", "team__name")
    return _effects(request, [item])[0] | {"waves": table_reply(waves_table(list(rows)))}


@router.get("/engagement", response=BarometerOut)
@open_to("see engagement")
def engagement(request: Request) -> dict[str, Any]:
    """The barometer of the last quarter counted: by agency with small groups withheld, and teams without names."""
    viewer = request.viewer
    rows = list(queries.counted_quarters(viewer, until=viewer.on))
    last = max((row.quarter_on for row in rows), default=None)
    latest = [row for row in rows if row.quarter_on == last]
    everybody = next((row for row in latest if row.group == Group.EVERYBODY), None)
    found = (measures.engaged_last_quarter, measures.sustained_engagement, measures.engaged_partners)
    return {
        "counted_on": latest[0].counted_on if latest else None,
        "figures": [figure(viewer, on=viewer.on).as_json() for figure in found],
        "agencies": table_reply(shown_engagement.agencies_table(latest)) if latest else None,
        "teams": table_reply(shown_engagement.teams_table(everybody)) if everybody else None,
    }


@router.get("/partnership", response=PartnershipOut)
@open_to("see partnership")
def partnership(request: Request) -> dict[str, Any]:
    """How well agencies work together: what audits say, and what partners say, never one number of both."""
    viewer = request.viewer
    graded = queries.graded_for_partnership(viewer, after=months_after(viewer.on, -12 * YEARS), until=viewer.on)
    of = measures.of_round(on=viewer.on)
    found = [measures.partnership_in_audits(viewer, on=viewer.on), measures.scale_figure(of)]
    return {
        "figures": [figure.as_json() for figure in found],
        "halves": table_reply(shown_partnership.audits_table(graded)),
        "sectors": table_reply(shown_partnership.sectors_table(of)) if of else None,
    }


def _effects(request: Request, items: list[Item]) -> list[dict[str, Any]]:
    found, by_lot = queries.latest_estimates(request.viewer, items), queries.drawn_by_lot(items)
    return [
        {
            "item": item.pk,
            "title": item.title,
            "is_by_lot": item.pk in by_lot,
            "figures": [
                effect_figure(found.get((item.pk, outcome)), outcome, is_by_lot=item.pk in by_lot).as_json()
                for outcome in Outcome
            ],
        }
        for item in items
    ]
