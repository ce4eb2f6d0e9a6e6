"""Signals: what was seen, from wherever it comes, until it is weighed or left."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.needs import actions, queries
from academy.needs import shown_analysis as shown
from academy.needs.forms import ALL, LEFT, STANDING, ReasonForm, SignalFilter, SignalForm, WeighForm
from academy.needs.models import Need, Signal
from academy.needs.rules import SignalKind
from academy.people.scope import Request, Viewer, open_to
from academy.ui import tables
from academy.ui.dates import date_words

MOST_TOGETHER = 50  # on one page of weighing


@open_to("see signals")
def signals(request: Request) -> HttpResponseBase:
    viewer = request.viewer
    form = SignalFilter(request.GET or None, viewer=viewer)
    show = form.said.get("show") or "weigh"
    rows = _chosen(viewer, form, show)
    table = shown.signals_table(rows, without=("need",) if show == "weigh" else ())
    if file := tables.download(request, table):
        return file
    may_weigh = viewer.may("weigh signals")
    is_narrowed = form.has_more or show != "weigh"
    context = {
        "form": form,
        "show": show,
        "is_narrowed": is_narrowed,
        "may_raise": viewer.may("raise signals"),
        "together": queries.waiting_together(viewer)[:7] if may_weigh and not is_narrowed else [],
        "table": tables.show(request, table, per_page=20),
    }
    return render(request, "needs/signals.html", context)


def _chosen(viewer: Viewer, form: SignalFilter, show: str) -> QuerySet[Signal]:
    day = queries.analysis_day(viewer)
    if show == STANDING:
        rows = queries.standing_signals(viewer, form.cut, on=day.taken_on if day else viewer.on)
    else:
        rows = queries.signals_of(viewer, form.cut)
        rows = rows.filter(left_on__isnull=False) if show == LEFT else rows
        rows = rows.filter(queries.TO_WEIGH) if show not in (LEFT, ALL) else rows
    if kind := form.said.get("kind"):
        rows = rows.filter(kind=kind)
    return rows.order_by("-raised_on", "-pk")


@open_to("see signals")
def signal(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = get_object_or_404(queries.signals(viewer), pk=id)
    may_weigh = viewer.may("weigh signals") and found.is_to_weigh
    context = {"signal": found, "rows": _summary(found), "may_weigh": may_weigh, "need": _need(viewer, found)}
    return render(request, "needs/signal.html", context)


@open_to("raise signals")
def raise_signal(request: Request) -> HttpResponse:
    viewer = request.viewer
    form = SignalForm(request.POST or None, viewer=viewer)
    if form.is_valid():
        with form.showing_refusals():
            said = {name: value for name, value in form.cleaned_data.items() if name not in ("said", "names_nobody")}
            words = form.cleaned_data["said"]
            return redirect(actions.raise_signal(SignalKind.SAID, words, **said, by=viewer.account, on=viewer.on))
    return render(request, "needs/raise_signal.html", {"form": form})


@open_to("weigh signals")
def weigh_signals(request: Request) -> HttpResponse:
    """Signals about one thing become a need, or join one that stands. The working is shown before it is kept."""
    viewer = request.viewer
    waiting = _together(request)
    chosen = list(waiting)
    form = WeighForm(
        request.POST or None,
        viewer=viewer,
        waiting=queries.signals_to_weigh(viewer).filter(pk__in=[one.pk for one in chosen]),
        initial=_initial(chosen),
    )
    if form.is_valid():
        chosen = list(form.cleaned_data["signals"])
        if "again" not in request.POST:
            with form.showing_refusals():
                return redirect(_weigh(request, form))
    context = {"form": form, "weight": queries.weight_of(chosen) if chosen else None, "number": len(chosen)}
    return render(request, "needs/weigh_signals.html", context)


def _weigh(request: Request, form: WeighForm) -> Need:
    said, by = form.cleaned_data, request.viewer.account
    if said["into"] is not None:
        return actions.weigh_into(said["into"], said["signals"], by=by)
    return actions.weigh_signals(
        said["signals"], title=said["title"], capability=said["capability"], by=by, on=request.viewer.on
    )


def _together(request: Request) -> QuerySet[Signal]:
    """Those about one capability, those about none, or one alone."""
    rows = queries.signals_to_weigh(request.viewer)
    one, capability = request.GET.get("signal", ""), request.GET.get("capability", "")
    if one.isdecimal():
        rows = rows.filter(pk=int(one[:18]))
    elif capability.isdecimal():
        rows = rows.filter(capability=int(capability[:18]))
    else:
        rows = rows.filter(capability__isnull=True)
    return rows[:MOST_TOGETHER]


def _initial(chosen: list[Signal]) -> dict[str, object]:
    if not chosen:
        return {}
    first = chosen[0]
    return {"signals": chosen, "capability": first.capability, "title": str(first.capability or first.said)[:160]}


@open_to("weigh signals")
def leave_signal(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.signals(request.viewer), pk=id)
    if not found.is_to_weigh:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            why, on = form.cleaned_data["why"], request.viewer.on
            return redirect(actions.leave_signal(found, why=why, by=request.viewer.account, on=on))
    return render(request, "needs/leave_signal.html", {"signal": found, "form": form})


def _need(viewer: Viewer, signal: Signal) -> Need | None:
    return signal.need if viewer.may("see needs") else None


def _summary(signal: Signal) -> list[dict[str, object]]:
    people = "1 person" if signal.size == 1 else f"{signal.size:,} people"
    by = f", by {signal.raised_by}" if signal.raised_by else ""
    where = ", ".join(str(one) for one in (signal.team, signal.organisation) if one)
    said = [
        ("From", signal.get_kind_display()),
        ("Raised", f"{date_words(signal.raised_on)}{by}"),
        ("Where", where or "Several agencies"),
        ("Job role", signal.job_role),
        ("About", signal.capability),
        ("Item", signal.item),
        ("Size", people),
        ("Risk", f"{signal.risk} of 4: {signal.get_risk_display().lower()}"),
        ("Evidence", f"{signal.evidence} of 4: {signal.get_evidence_display().lower()}"),
        ("Left", f"{date_words(signal.left_on)}: {signal.left_why}" if signal.left_on else ""),
    ]
    return [{"key": key, "value": value} for key, value in said if value]
