"""A capability with the learning that goes with each score, somebody’s scores with what to learn next, and the gaps."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from academy.core.exports import Column, Table
from academy.frameworks import queries as frameworks
from academy.frameworks.models import Capability, Score
from academy.frameworks.rules import SAID_OF, Force, Level, State, is_below
from academy.needs.actions import capabilities as actions
from academy.needs.forms.capabilities import GapsFilter, RecommendForm
from academy.needs.models import CapabilityGap, Recommendation
from academy.needs.queries import capabilities as queries
from academy.needs.rules import capabilities as rules
from academy.people.models import Organisation, Team
from academy.people.rules import Reach
from academy.people.scope import Request, open_to
from academy.ui import tables

WIDE = {Reach.ORGANISATION, Reach.AUTHORITY}


@open_to("see the offer")
def capability(request: Request, id: int) -> HttpResponse:
    """What it means, what carries it on, who is expected to do it how well, and what to learn at each score."""
    viewer, found = request.viewer, _capability(request, id)
    whole = frameworks.whole_framework(viewer, found.framework_id, on=viewer.on)
    own = next((one for one in whole.capabilities.all() if one.pk == found.pk), found) if whole else found
    context = {
        "capability": found,
        "framework": found.framework,
        "is_retired": found.framework.force(viewer.on) == Force.RETIRED,
        "counterparts": [link.carried_on_by for link in own.counterparts.all()],
        "carries_on": [link.capability for link in own.carries_on.all()],
        "expected": getattr(own, "expected_then", []),
        "recommendations": [_recommended(one) for one in queries.recommendations(viewer, found)],
        "may_keep": viewer.may("keep frameworks"),
    }
    return render(request, "needs/capability.html", context)


@open_to("keep frameworks")
def recommend(request: Request, id: int) -> HttpResponse:
    """Say which learning goes with which score; sent with `take_away`, one goes no longer."""
    found, by = _capability(request, id), request.viewer.account
    if "take_away" in request.POST:
        actions.recommend_no_more(_standing(request, found), by=by)
        return redirect(found)
    form = RecommendForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            said = form.cleaned_data
            actions.recommend(found, said["item"], lowest=said["lowest"], highest=said["highest"], by=by)
            return redirect(found)
    return render(request, "needs/recommend.html", {"form": form, "capability": found})


@open_to("see self-assessments")
@never_cache
def self_assessment(request: Request, id: int) -> HttpResponse:
    """Both scores side by side, and what to learn next: for the person, and for their line manager of today."""
    viewer = request.viewer
    held = get_object_or_404(frameworks.self_assessments(viewer), pk=id)
    if held.state == State.DRAFT:
        return redirect("score-oneself", held.pk)
    scores = list(frameworks.scores_of(held))
    offered = queries.recommended(viewer, {one.capability_id: _final(one) for one in scores})
    rows = [_scored(one, offered[one.capability_id]) for one in scores]
    context = {
        "held": held,
        "is_own": viewer.person is not None and held.person_id == viewer.person.pk,
        "next": [row for row in rows if row.items and (row.is_below or row.score.expected is None)],
        "rows": rows,
        "below": sum(row.is_below for row in rows),
    }
    return render(request, "needs/self_assessment.html", context)


@open_to(queries.GAPS)
def capability_gaps(request: Request) -> HttpResponseBase:
    """How many are below what their role expects, by team. A manager sees their own people, however few."""
    viewer, form = request.viewer, GapsFilter(request.GET, viewer=request.viewer)
    chosen = form.cleaned_data.get("framework") if form.is_valid() else None
    found = queries.groups(viewer, on=viewer.on, framework=chosen.pk if chosen else None)
    is_wide = bool(viewer.reach(queries.GAPS) & WIDE)
    shown = rules.pressing([one for one in (rules.folded(found) if is_wide else found) if one.below])
    table = _table(shown)
    if file := tables.download(request, table):
        return file
    context = {"table": tables.show(request, table, per_page=30), "form": form, "is_wide": is_wide}
    return render(request, "needs/capability_gaps.html", context)


@open_to("see signals")
def capability_gap(request: Request, id: int) -> HttpResponse:
    found: CapabilityGap = get_object_or_404(queries.counted_gaps(request.viewer), pk=id)
    return render(request, "needs/capability_gap.html", {"gap": found})


@dataclass(frozen=True)
class Scored:
    """A row of somebody’s scores."""

    score: Score
    final: int
    words: str
    items: list[Any]

    @property
    def is_below(self) -> bool:
        return is_below(self.final, self.score.expected)


def _final(score: Score) -> int:
    """The line manager’s where there is one; both stand on the page."""
    return score.confirmed or score.own or Level.NEW


def _scored(score: Score, items: list[Any]) -> Scored:
    return Scored(score, _final(score), SAID_OF[Level(_final(score))], items[:3])


def _recommended(one: Recommendation) -> dict[str, Any]:
    return {"recommendation": one, "words": rules.range_words(one.lowest, one.highest), "item": one.item}


def _standing(request: Request, capability: Capability) -> Recommendation:
    number = request.POST.get("take_away", "")
    standing = queries.recommendations(request.viewer, capability)
    found = next((one for one in standing if str(one.pk) == number), None)
    if found is None:
        raise Http404
    return found


def _capability(request: Request, id: int) -> Capability:
    found = queries.capability(request.viewer, id)
    if found is None:
        raise Http404
    return found


def _table(groups: list[rules.Group]) -> Table:
    """Names are read in three questions, however many rows there are."""
    names, teams, organisations = queries.named(groups)
    where = partial(_where, teams, organisations)
    columns = [
        Column(
            "capability",
            "Capability",
            value=lambda row: str(names[row.capability_id]),
            link=lambda row: names[row.capability_id].get_absolute_url(),
            is_row_header=True,
        ),
        Column("where", "Where", value=where),
        Column("scored", "Scored", kind=int),
        Column("below", "Below what is expected", kind=int),
        Column(
            "share",
            "Share",
            value=lambda row: f"{row.below * 100 // row.scored}%" if row.scored >= rules.FEWEST_FOR_SHARE else "",
        ),
    ]
    return Table("Gaps in capability", columns, groups)


def _where(teams: dict[int, Team], organisations: dict[int, Organisation], row: rules.Group) -> str:
    if row.team_id:
        return f"{teams[row.team_id]}, {organisations[row.organisation_id]}"
    return f"Small teams of {organisations[row.organisation_id]}"
