"""What is on offer beside what is needed: who offers it, how many places come, and what looks like the same thing."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, QuerySet, Sum

from academy.booking.models import Session
from academy.catalogue.models import Item
from academy.catalogue.rules import Mode
from academy.needs import rules

DAYS_AHEAD = 365


def offer_on(on: date) -> dict[str, dict[str, dict[str, Any]]]:
    """What is on offer for each capability and of each item: who offers it, and how many places come within a year.

    What is done in one’s own time has room for everybody; it counts only where nothing else is on offer."""
    places = _places_to_come(on)
    found: dict[str, dict[str, dict[str, Any]]] = {"capabilities": {}, "items": {}}
    by_capability: dict[int, list[dict[str, Any]]] = {}
    for row in _published():
        said = {"places": places.get(row["pk"], 0), "has_no_limit": row["mode"] == Mode.OWN_TIME}
        if str(row["pk"]) not in found["items"]:
            own_time = int(said["has_no_limit"])
            found["items"][str(row["pk"])] = {"items": 1, "organisations": 1, "own_time": own_time, **said}
        if row["capabilities"] is not None:
            by_capability.setdefault(row["capabilities"], []).append({**row, **said})
    for capability_id, rows in by_capability.items():
        found["capabilities"][str(capability_id)] = {
            "items": len(rows),
            "organisations": len({row["organisation"] for row in rows}),
            "own_time": sum(row["has_no_limit"] for row in rows),
            "places": sum(row["places"] for row in rows),
            "has_no_limit": all(row["has_no_limit"] for row in rows),
        }
    return found


def alike_on() -> list[list[int]]:
    offered: dict[int, rules.Offered] = {}
    for row in _published():
        held = offered.get(row["pk"])
        taught = frozenset([row["capabilities"]]) - {None}
        before = held.capability_ids if held else frozenset()
        offered[row["pk"]] = rules.Offered(row["pk"], row["organisation"], row["title"], row["level"], taught | before)
    return rules.alike(offered.values())


def _published() -> QuerySet[Item, Any]:
    """A row for each capability that an item teaches."""
    return (
        Item.objects.filter(is_published=True)
        .order_by("pk", "capabilities")
        .values("pk", "title", "organisation", "level", "mode", "capabilities")
    )


def _places_to_come(on: date) -> dict[int, int]:
    until = on + timedelta(days=DAYS_AHEAD)
    coming = Session.objects.filter(is_cancelled=False, starts_at__date__gt=on, starts_at__date__lte=until)
    return dict(coming.order_by().values_list("item").annotate(to_come=Sum(F("places") - F("taken"))))
