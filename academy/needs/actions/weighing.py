"""Weighing signals into needs, and closing a need: by what was learned and used, or by a person who says why."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from academy.core import trail
from academy.frameworks.models import Capability
from academy.needs import queries, rules
from academy.needs.models import Need, Signal
from academy.needs.rules import NeedState
from academy.people.models import Account


@transaction.atomic
def weigh_signals(
    signals: Iterable[Signal], *, title: str, capability: Capability | None, by: Account | None, on: date
) -> Need:
    """Signals become one need, with the working kept as it was on the day."""
    held = _hold(signals)
    weight = queries.weight_of(held)
    need = Need.objects.create(
        title=rules.need_title(title), capability=capability, opened_on=on, opened_by=by, **_as_kept(weight)
    )
    _put_into(need, held)
    trail.note(by, "weighed", need, signals=[one.pk for one in held], score=weight.score)
    return need


@transaction.atomic
def weigh_into(need: Need, signals: Iterable[Signal], *, by: Account | None) -> Need:
    """More evidence of a need that stands: all of it is weighed again, and the working is written afresh."""
    into = Need.objects.select_for_update().get(pk=need.pk)
    _refuse_closed(into)
    held = _hold(signals)
    weight = queries.weight_of([*held, *into.signals.all()])
    for name, value in _as_kept(weight).items():
        setattr(into, name, value)
    into.save()
    _put_into(into, held)
    trail.note(by, "weighed", into, signals=[one.pk for one in held], score=weight.score)
    return into


@transaction.atomic
def leave_signal(signal: Signal, *, why: str, by: Account | None, on: date) -> Signal:
    """Looked at, and no need of learning: with a reason, because somebody took the trouble to say it."""
    [held] = _hold([signal])
    held.left_on, held.left_by, held.left_why = on, by, rules.reason_given(why)
    held.save()
    trail.note(by, "left", held, on=str(on))
    return held


@transaction.atomic
def plan_need(need: Need, *, by: Account | None) -> Need:
    """It stands in a plan. Said again, nothing changes."""
    held = Need.objects.select_for_update().get(pk=need.pk)
    _refuse_closed(held)
    if held.state != NeedState.PLANNED:
        held.state = NeedState.PLANNED
        held.save(update_fields=["state"])
        trail.note(by, "planned", held)
    return held


@transaction.atomic
def unplan_need(need: Need, *, by: Account | None) -> Need:
    """The plan no longer holds it, so it is open again."""
    held = Need.objects.select_for_update().get(pk=need.pk)
    _refuse_closed(held)
    if held.state != NeedState.OPEN:
        held.state = NeedState.OPEN
        held.save(update_fields=["state"])
        trail.note(by, "took out of the plan", held)
    return held


@transaction.atomic
def meet_need(need: Need, *, delivered: int, applied: int, by: Account | None, on: date) -> Need:
    """Closed by what was delivered and applied; refused (`NotYetMet`) while that is not enough of its people."""
    held = Need.objects.select_for_update().get(pk=need.pk)
    _refuse_closed(held)
    rules.refuse_meeting(held.size, delivered=delivered, applied=applied)
    held.state, held.closed_on, held.closed_by = NeedState.MET, on, by
    held.delivered, held.applied = delivered, applied
    held.save()
    trail.note(by, "met", held, delivered=delivered, applied=applied, on=str(on))
    return held


@transaction.atomic
def set_need_aside(need: Need, *, why: str, by: Account, on: date) -> Need:
    """Closed by a person, who says why."""
    held = Need.objects.select_for_update().get(pk=need.pk)
    _refuse_closed(held)
    held.state, held.closed_on, held.closed_by = NeedState.SET_ASIDE, on, by
    held.closed_why = rules.reason_given(why)
    held.save()
    trail.note(by, "set aside", held, on=str(on))
    return held


def _hold(signals: Iterable[Signal]) -> list[Signal]:
    pks = [one.pk for one in signals]
    held = list(Signal.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    if not held:
        raise rules.NothingToWeigh
    if any(not one.is_to_weigh for one in held):
        raise rules.AlreadyWeighed
    return held


def _as_kept(weight: rules.Weight) -> dict[str, Any]:
    same = {name: getattr(weight, name) for name in ("urgency", "score", "size", "risk", "evidence")}
    return {"why": weight.words, **same}


def _put_into(need: Need, signals: list[Signal]) -> None:
    Signal.objects.filter(pk__in=[one.pk for one in signals]).update(need=need)


def _refuse_closed(need: Need) -> None:
    if not need.is_standing:
        raise rules.AlreadyClosed
