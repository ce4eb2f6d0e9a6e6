"""What a thread says of the records it passes, kind by kind: a line of words, the number that matters, and whether
something is still to come. Each tells of one record or of a thousand with the same few questions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, Q, QuerySet, Sum

from academy.analysis.rates import wilson_interval
from academy.audits.models import AuditAction, Finding, ReAudit, Sample
from academy.audits.rules.findings import COUNTED_FROM, change_words
from academy.booking.models import Booking, Session
from academy.booking.rules import CancelReason, Status
from academy.catalogue.models import Item
from academy.core import clock
from academy.core.figures import Figure
from academy.impact import measures as impact
from academy.impact import queries as uses
from academy.improvement.measures.measures import figure_of
from academy.improvement.models import Measure, PlanAction
from academy.improvement.queries import plans
from academy.improvement.queries.measures import series_of, with_readings
from academy.improvement.queries.plans import ActionLine
from academy.needs import queries as needs
from academy.needs.models import Need, Signal
from academy.people.rules import Reach
from academy.people.scope import Viewer, visible
from academy.plan.models import Commission, PlanItem
from academy.plan.queries.summary import line_of
from academy.records.models import Completion
from academy.surveys.models import FollowUp
from academy.ui.dates import date_words
from academy.ui.templatetags.academy import in_words

CAME_OF_BOOKING = {
    Status.ATTENDED: "came",
    Status.BOOKED: "booked",
    Status.KEPT: "kept a place",
    Status.WAITING: "on the waiting list",
    Status.MISSED: "did not come",
    Status.CANCELLED: "given back",
}


@dataclass(frozen=True)
class Told:
    words: str = ""
    number: str = ""
    number_words: str = ""
    waits: str = ""  # what is still to come, in a sentence
    in_short: str = ""  # for the sentence at the head of the thread


Rows = QuerySet[Any]


def told_of(viewer: Viewer, rows: Rows, one: Any) -> Told:
    """Of what the viewer may see of one kind of record; `one` is the only one of them, or None of several."""
    tell = TOLD.get(rows.model)
    return tell(viewer, rows, one) if tell else Told()


def use_of(viewer: Viewer, rows: Rows) -> Figure | None:
    """What people said of what they learned, for whoever may see numbers and not the answers: about the whole of the
    items, as the pages of impact count them, since the answers of a few could be told apart."""
    if not uses.sees_counts_only(viewer):
        return None
    items = set(rows.values_list("completion__item", flat=True))
    item = min(items) if len(items) == 1 else None
    return impact.figure_of(uses.follow_ups(viewer).filter(completion__item__in=items), viewer=viewer, item=item)


def figure_told(figure: Figure) -> Told:
    if not figure.is_known:
        return Told(words=figure.sentence)
    interval = f"{figure.low:.0f}% to {figure.high:.0f}%" if figure.has_interval else figure.unit_words
    words = f"used it, of the {figure.n:,} who answered. {figure.asked:,} were asked."
    in_short = f"{figure.counted:,} of the {figure.n:,} who answered used what they learned."
    return Told(f"{figure.counted:,} {words}", figure.value_words, interval, in_short=in_short)


def actions_in_a_word(viewer: Viewer, ids: list[int]) -> dict[int, str]:
    lines = plans.lines_of(plans.actions(viewer).filter(pk__in=ids), on=viewer.on)
    return {line.action.pk: _standing(line) for line in lines}


def measures_in_a_word(viewer: Viewer, ids: list[int]) -> dict[int, str]:
    every = [series_of(one, until=viewer.on) for one in with_readings(visible(viewer, Measure).filter(pk__in=ids))]
    return {one.measure.pk: f"{figure_of(one).shown}. {one.status.label}" for one in every}


def _standing(line: ActionLine) -> str:
    words = line.standing.label
    return words if line.action.is_done else f"{words}, due {date_words(line.action.due_on)}"


def _finding(viewer: Viewer, rows: Rows, one: Any) -> Told:
    if one is None or one.of < COUNTED_FROM:
        return Told(words=f"{one.share_words} audits." if one else "")
    return _share(one.found, one.of, f"{one.share_words} audits.", in_short=f"{one.share_words} audits showed it.")


def _re_audit(viewer: Viewer, rows: Rows, one: Any) -> Told:
    if one is None:
        waiting = rows.filter(done_on__isnull=True).count()
        return Told(f"{in_words(waiting).capitalize()} still to be done." if waiting else "")
    if one.done_on is None:
        due = f"be looked at again by {date_words(one.due_on)}."
        return Told(f"To {due}", waits=f"The same is to {due}")
    if not one.of or not one.finding:
        return Told()
    change = change_words((one.finding.found, one.finding.of), (one.found, one.of))
    words = f"{one.share_words} audits. {change} Two audits cannot show what made it so."
    return _share(one.found, one.of, words, in_short=f"Looked at again, it was {one.share_words}.")


def _share(found: int, of: int, words: str, *, in_short: str) -> Told:
    low, high = wilson_interval(found, of)
    known = {"number": f"{found / of:.0%}", "number_words": f"{low:.0%} to {high:.0%}"} if of >= COUNTED_FROM else {}
    return Told(words, **known, in_short=in_short)


def _audit_actions(viewer: Viewer, rows: Rows, one: Any) -> Told:
    """How much is done, and by when the rest is due."""
    days = list(rows.values_list("done_on", "due_on"))
    due = [due_on for done_on, due_on in days if done_on is None]
    if not due:
        return Told("All done." if one is None else "Done.")
    late = " It is late." if min(due) < viewer.on else ""
    done = f"{in_words(len(days) - len(due)).capitalize()} of {in_words(len(days))} done. " if one is None else ""
    return Told(f"{done}Due by {date_words(min(due))}.{late}")


def _sample(viewer: Viewer, rows: Rows, one: Any) -> Told:
    return Told(f"Drawn from a list of {one.frame_size:,}.", f"{one.cases.count():,}", "cases") if one else Told()


def _signal(viewer: Viewer, rows: Rows, one: Any) -> Told:
    if one is None:
        kinds = rows.order_by().values_list("kind").annotate(number=Count("pk")).order_by("-number", "kind")
        labels = dict(Signal._meta.get_field("kind").flatchoices)
        return Told(". ".join(f"{labels[kind]}: {number:,}" for kind, number in kinds) + ".")
    words = f"{one.get_kind_display()}. Risk: {one.get_risk_display().lower()}."
    return Told(words, **_number(one.size, "person", "people")) if one.size else Told(words)


def _need(viewer: Viewer, rows: Rows, one: Any) -> Told:
    if one is None:
        standing = rows.filter(closed_on__isnull=True).count()
        return Told(f"{in_words(standing).capitalize()} still open." if standing else "All closed.")
    signals = visible(viewer, Signal).filter(need=one).count()
    counted = _number(signals, "signal", "signals") if signals else {}
    if not one.is_standing:
        return Told(f"{one.get_state_display()} on {date_words(one.closed_on)}.", **counted)
    place, of = needs.rank_of(one)
    words = f"Number {place:,} of {of:,} by urgency: {one.get_urgency_display().lower()}."
    return Told(words, **counted, waits="The need is still open.")


def _plan_item(viewer: Viewer, rows: Rows, one: Any) -> Told:
    if one is None:
        places = rows.aggregate(all=Sum("places"))["all"]
        return Told(**_number(places, "place", "places")) if places else Told()
    line = line_of(viewer, one)
    money = f" £{line.money.planned:,.0f} planned." if line.money and line.money.planned else ""
    owner = f" Owner: {one.owner_words}." if one.owner_words else ""
    words = f"{one.plan}, item {one.number}. {line.state.label}.{money}{owner}"
    return Told(words, **_number(one.places, "place", "places")) if one.places else Told(words)


def _commission(viewer: Viewer, rows: Rows, one: Any) -> Told:
    return Told(one.provider_words) if one else Told()


def _item(viewer: Viewer, rows: Rows, one: Any) -> Told:
    return Told(f"{one.get_kind_display()}. {one.summary}") if one else Told()


def _session(viewer: Viewer, rows: Rows, one: Any) -> Told:
    held = rows.filter(is_cancelled=False)
    past = held.filter(ends_at__lte=clock.now())
    if not viewer.may("see the plan") or not past.exists():
        seats = held.aggregate(taken=Sum("taken"), places=Sum("places"))
        words = f"{seats['taken']:,} of {seats['places']:,} places are taken." if seats["places"] else "Called off."
        return Told(words)
    lost = Q(status=Status.CANCELLED, cancel_reason=CancelReason.WORKLOAD)
    sees_why = Reach.AUTHORITY in viewer.reach("see bookings")
    came = Booking.objects.filter(session__in=past.values("pk")).aggregate(
        there=Count("pk", filter=Q(status=Status.ATTENDED)),
        booked=Count("pk", filter=Q(status__in=[Status.ATTENDED, Status.MISSED])),
        lost=Count("pk", filter=lost),
    )
    places = "One place was" if came["lost"] == 1 else f"{in_words(came['lost']).capitalize()} places were"
    overwork = f" {places} lost to workload." if sees_why and came["lost"] else ""
    words = f"{came['there']:,} of {came['booked']:,} who had a place came.{overwork}"
    people = _number(came["there"], "person", "people")
    return Told(words, **people, in_short=f"{in_words(came['there']).capitalize()} {people['number_words']} came.")


def _booking(viewer: Viewer, rows: Rows, one: Any) -> Told:
    if one is not None:
        return Told(f"{CAME_OF_BOOKING[Status(one.status)].capitalize()}.")
    counted = dict(rows.order_by().values_list("status").annotate(number=Count("pk")))
    told = [f"{counted[status]:,} {words}" for status, words in CAME_OF_BOOKING.items() if counted.get(status)]
    return Told(f"{', '.join(told)}.")


def _completion(viewer: Viewer, rows: Rows, one: Any) -> Told:
    people = rows.aggregate(all=Count("person", distinct=True))["all"]
    return Told(**_number(people, "person", "people")) if people > 1 else Told()


def _follow_up(viewer: Viewer, rows: Rows, one: Any) -> Told:
    if one is not None:
        return Told(f"{one.get_used_display()}." if one.used else "Not answered yet.")
    return figure_told(impact.figure_of(rows, viewer=viewer)) if viewer.may("see impact") else Told()


def _plan_action(viewer: Viewer, rows: Rows, one: Any) -> Told:
    if one is None:
        still = rows.filter(completed_on__isnull=True).count()
        words = f"{in_words(still).capitalize()} of {in_words(rows.count())} still to be done."
        return Told(words if still else "All complete.")
    waits = "An improvement action is still to be done." if one.completed_on is None else ""
    return Told(f"{actions_in_a_word(viewer, [one.pk])[one.pk]}.", waits=waits)


def _measure(viewer: Viewer, rows: Rows, one: Any) -> Told:
    return Told(f"{measures_in_a_word(viewer, [one.pk])[one.pk]}.") if one else Told()


def _number(of: int, one: str, many: str) -> dict[str, str]:
    return {"number": f"{of:,}", "number_words": one if of == 1 else many}


TOLD: dict[type[Model], Callable[[Viewer, Rows, Any], Told]] = {
    Sample: _sample,
    Finding: _finding,
    ReAudit: _re_audit,
    AuditAction: _audit_actions,
    Signal: _signal,
    Need: _need,
    PlanItem: _plan_item,
    Commission: _commission,
    Item: _item,
    Session: _session,
    Booking: _booking,
    Completion: _completion,
    FollowUp: _follow_up,
    PlanAction: _plan_action,
    Measure: _measure,
}
