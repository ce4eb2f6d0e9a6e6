"""Rows in an order that people choose: each has a `position` among its own."""

from typing import Any

from django.db.models import Max, QuerySet


def next_position(rows: Any) -> int:
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def move(record: Any, among: QuerySet[Any], *, is_up: bool) -> None:
    """Changes places with its neighbour; at either end it stays."""
    in_order = list(among.order_by("position", "pk"))
    place = in_order.index(record)
    other = place + (-1 if is_up else 1)
    if 0 <= other < len(in_order):
        in_order[place], in_order[other] = in_order[other], in_order[place]
        for position, one in enumerate(in_order, start=1):
            one.position = position
        among.model._default_manager.bulk_update(in_order, ["position"])
