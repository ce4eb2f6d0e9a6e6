"""A need: the working behind it, what there is to meet it, and how it was closed."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.catalogue.models import Item
from academy.core.exports import Column, Table
from academy.needs import actions, queries, rules
from academy.needs import shown_analysis as shown
from academy.needs.forms import ReasonForm
from academy.needs.models import Need
from academy.people.scope import Request, Viewer, open_to, visible
from academy.ui import tables
from academy.ui.dates import date_words

ITEMS_SHOWN = 8


@open_to("see needs")
def need(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = _need(request, id)
    day = queries.analysis_day(viewer)
    heard = queries.signals(viewer).filter(need=found).order_by("-risk", "-size", "-pk")
    shown_signals = list(heard[:25]) if viewer.may("see signals") else []
    number = found.signals.count()
    rank, standing = queries.rank_of(found) if found.is_standing else (0, 0)
    offer = shown.offer_of(day, "capabilities", found.capability_id)
    context = {
        "need": found,
        "urgency": shown.urgency(found),
        "state": shown.state(found),
        "rank": rank,
        "standing": standing,
        "working": _working(found),
        "closed": _closed(found),
        "number": number,
        "unseen": number - len(shown_signals),
        "table": tables.whole(shown.signals_table(shown_signals, caption="Signals", without=("capability", "need"))),
        "day": day,
        "offer": offer,
        "hole": offer.hole(found.size),
        "items": _items(viewer, found),
        "may_set_aside": viewer.may("weigh signals") and found.is_standing,
        "sees_who": viewer.may("see the needs analysis") and found.capability_id,
    }
    return render(request, "needs/need.html", context)


@open_to("weigh signals")
def set_need_aside(request: Request, id: int) -> HttpResponse:
    found = _need(request, id)
    if not found.is_standing:
        raise Http404
    account = request.viewer.account
    form = ReasonForm(request.POST or None)
    if form.is_valid() and account is not None:
        with form.showing_refusals():
            why = form.cleaned_data["why"]
            return redirect(actions.set_need_aside(found, why=why, by=account, on=request.viewer.on))
    return render(request, "needs/set_need_aside.html", {"need": found, "form": form})


@open_to("see needs")
def closed_needs(request: Request) -> HttpResponseBase:
    table = _closed_table(request.viewer)
    if file := tables.download(request, table):
        return file
    return render(request, "needs/closed_needs.html", {"table": tables.show(request, table)})


def _need(request: Request, id: int) -> Need:
    return get_object_or_404(queries.needs(request.viewer).select_related("closed_by"), pk=id)


def _items(viewer: Viewer, need: Need) -> list[Item]:
    """What is on offer for it; without a capability, what its signals name."""
    offered = visible(viewer, Item).filter(is_published=True).select_related("organisation").order_by("title", "pk")
    if need.capability_id:
        return list(offered.filter(capabilities=need.capability_id)[:ITEMS_SHOWN])
    return list(offered.filter(pk__in=need.signals.filter(item__isnull=False).values("item"))[:ITEMS_SHOWN])


def _working(need: Need) -> list[dict[str, object]]:
    """The table of the rules, as it stood when the signals were weighed."""
    points = need.score // (need.risk * need.evidence) if need.score else 0
    people = "1 person" if need.size == 1 else f"{need.size:,} people"
    return [
        {"key": "Size", "value": f"{points} of 4: {people}"},
        {"key": "Risk", "value": f"{need.risk} of 4: {need.get_risk_display().lower()}"},
        {"key": "Evidence", "value": f"{need.evidence} of 4: {need.get_evidence_display().lower()}"},
        {"key": "Together", "value": f"{points} × {need.risk} × {need.evidence} = {need.score} of 64"},
    ]


def _closed(need: Need) -> str:
    if need.is_standing or need.closed_on is None:
        return ""
    on = date_words(need.closed_on)
    if need.state == rules.NeedState.MET:
        return f"Met on {on}: {need.delivered:,} people learned it, and {need.applied:,} of them say they used it."
    return f"Set aside on {on} by {need.closed_by}: {need.closed_why}"


def _closed_table(viewer: Viewer) -> Table:
    columns = [
        Column("title", "Need", link="get_absolute_url", is_row_header=True),
        Column("state", "How it ended", value=shown.state),
        Column("closed_on", "When", order_by="closed_on"),
        Column("size", "People", kind=int),
        Column("delivered", "Learned it", kind=int),
        Column("applied", "Used it", kind=int),
        Column("closed_why", "Why it was set aside"),
    ]
    return Table("Needs that are closed", columns, queries.closed_needs(viewer))
