"""Did learning change practice, and did people stay: answers kept with their day, and what would be needed for one."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from academy.analysis.power import Design, audits_each, audits_to_compare, smallest_rise
from academy.catalogue.models import Item
from academy.impact import actions, queries
from academy.impact.forms.effects import AuditsNeededForm, ItemForm, RollOutForm
from academy.impact.measures.effects import effect_figure
from academy.impact.rules.effects import Outcome
from academy.impact.rules.practice import AUDITS_FOR_EACH, design_missing, is_tentative
from academy.impact.shown import effects as shown
from academy.people.scope import Request, open_to, visible
from academy.ui import tables


@open_to("see effects")
def effects(request: Request) -> HttpResponse:
    """Every item that reached teams on a known day, with what can be said of it so far."""
    items = list(queries.rolled_out_items(request.viewer))
    found = queries.latest_estimates(request.viewer, items)
    by_lot = queries.drawn_by_lot(items)
    rows = [
        {
            "item": item,
            "figures": [
                effect_figure(found.get((item.pk, outcome)), outcome, is_by_lot=item.pk in by_lot)
                for outcome in Outcome
            ],
        }
        for item in items
    ]
    form = ItemForm(request.GET or None, viewer=request.viewer) if request.viewer.may("set roll-outs") else None
    if form and form.is_valid():
        return redirect("effect", form.cleaned_data["item"].pk)
    return render(request, "impact/effects.html", {"rows": rows, "form": form})


@open_to("see effects")
def effect(request: Request, id: int) -> HttpResponseBase:
    """One item: both answers, how they were worked out, and what misleads."""
    item = get_object_or_404(visible(request.viewer, Item), pk=id)
    rows = list(queries.roll_outs(request.viewer, item).order_by("live_on", "is_by_lot", "team__name"))
    table = shown.waves_table(rows)
    if file := tables.download(request, table):
        return file
    context: dict[str, Any] = {"item": item, "roll_outs": tables.whole(table), "is_set": bool(rows)}
    found = queries.latest_estimates(request.viewer, [item])
    is_by_lot = bool(rows) and all(row.is_by_lot for row in rows)
    for outcome in Outcome:
        estimate = found.get((item.pk, outcome))
        context[outcome.value] = estimate
        context[f"{outcome.value}_figure"] = effect_figure(estimate, outcome, is_by_lot=is_by_lot)
    context |= shown.charts_of(found.values())
    context |= _practice(found.get((item.pk, Outcome.PRACTICE))) | _staying(found.get((item.pk, Outcome.STAYING)))
    context |= {"is_by_lot": is_by_lot, "may_set": request.viewer.may("set roll-outs"), "asked": "asked" in request.GET}
    return render(request, "impact/effect.html", context)


def _practice(estimate: Any) -> dict[str, Any]:
    if estimate is None or estimate.refused:
        return {}
    answer = estimate.answer
    return {
        "ways": tables.whole(shown.ways_table(answer)),
        "practice_checks": shown.practice_checks(answer),
        "is_tentative": is_tentative(answer),
    }


def _staying(estimate: Any) -> dict[str, Any]:
    if estimate is None or estimate.refused:
        return {}
    answer = estimate.answer
    return {
        "balance": tables.whole(shown.balance_table(answer)),
        "staying_checks": shown.staying_checks(answer),
        "naive": shown.naive_words(answer),
    }


@open_to("set roll-outs")
def roll_out(request: Request, id: int) -> HttpResponse:
    """Which teams it reaches from when: one wave at a time."""
    item = get_object_or_404(visible(request.viewer, Item), pk=id)
    is_every = "all" in request.GET
    form = RollOutForm(request.POST or None, viewer=request.viewer, item=item, is_every=is_every or bool(request.POST))
    if form.is_valid():
        with form.showing_refusals():
            said = form.cleaned_data
            actions.reach_teams(
                item, said["teams"], live_on=said["live_on"], is_by_lot=said["is_by_lot"], by=request.viewer.account
            )
            return redirect("roll-out", item.pk)
    rows = queries.roll_outs(request.viewer, item)
    context = {"item": item, "form": form, "roll_outs": rows, "is_every": is_every}
    return render(request, "impact/roll_out.html", context)


@open_to("set roll-outs")
@require_POST
def take_back_roll_out(request: Request, id: int) -> HttpResponse:
    row = get_object_or_404(queries.roll_outs(request.viewer), pk=id)
    actions.take_back_roll_out(row, by=request.viewer.account)
    return redirect("roll-out", row.item_id)


@open_to("set roll-outs")
@require_POST
def work_out_effect(request: Request, id: int) -> HttpResponse:
    item = get_object_or_404(queries.rolled_out_items(request.viewer), pk=id)
    actions.ask_for_effects(item, by=request.viewer.account)
    return redirect(reverse("effect", args=[item.pk]) + "?asked")


@open_to("see effects")
def audits_needed(request: Request) -> HttpResponse:
    """Before anything runs: how many audits it would take to see what one hopes for."""
    usual = {"reached": 20, "others": 14, "before": 3, "after": 3, "share": 45, "rise": 15}
    form = AuditsNeededForm(request.GET or None, initial=usual)
    answer = _needed(form.cleaned_data) if form.is_bound and form.is_valid() else _needed(usual)
    is_wrong = form.is_bound and not form.is_valid()
    return render(request, "impact/audits_needed.html", {"form": form, "answer": None if is_wrong else answer})


def _needed(said: dict[str, int]) -> dict[str, Any]:
    design = Design(said["reached"], said["others"], said["before"], said["after"], AUDITS_FOR_EACH)
    share, rise = said["share"] / 100, said["rise"] / 100
    each = audits_each(design, share=share, rise=rise)
    enough = each and Design(design.reached, design.others, design.before, design.after, max(each, AUDITS_FOR_EACH))
    return {
        "each": each and max(each, AUDITS_FOR_EACH),
        "audits": enough and enough.audits,
        "to_compare": audits_to_compare(share, share + rise),
        "least": AUDITS_FOR_EACH,
        "seen_with_least": 100 * smallest_rise(design, share=share),
        "teams": design.reached + design.others,
        "later": said["share"] + said["rise"],
        "missing": design_missing(design),
        **said,
    }
