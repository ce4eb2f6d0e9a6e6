"""What may go wrong with a plan or with the Academy's own programme, and how it is judged as time goes on."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from academy.core import clock
from academy.improvement.actions import risks as actions
from academy.improvement.forms import programme as forms
from academy.improvement.models import Risk
from academy.improvement.queries import plans
from academy.improvement.queries import programme as queries
from academy.improvement.rules.risks import changed_words
from academy.improvement.shown import programme as shown
from academy.improvement.shown.plans import who
from academy.improvement.views.asking import ask
from academy.people.scope import Request, open_to
from academy.ui import tables


@open_to("see plan risks")
def plan_risks(request: Request) -> HttpResponseBase:
    viewer, on = request.viewer, clock.today()
    every = list(queries.risks(viewer))
    rows = every if "all" in request.GET else [one for one in every if not one.is_closed]
    named = plans.names_shown(viewer, [one.owner_id for one in rows])
    table = shown.risks_table(rows, on=on, named=named)
    if file := tables.download(request, table):
        return file
    context = {
        "table": tables.show(request, table),
        "open": sum(not one.is_closed for one in every),
        "closed": sum(one.is_closed for one in every),
        "grave": shown.grave(every),
        "due": sum(not one.is_closed and one.review_on <= on for one in every),
        "is_all": "all" in request.GET,
        "keeps_it": viewer.may(queries.KEEP_RISKS),
    }
    return render(request, "improvement/risks.html", context)


@open_to("see plan risks")
def plan_risk(request: Request, id: int) -> HttpResponse:
    viewer, found = request.viewer, _found(request, id)
    reviews = list(found.reviews.all())
    named = plans.names_shown(viewer, [found.owner_id])
    last = [(one.likelihood, one.harm) for one in reviews[-2:]]
    context = {
        "risk": found,
        "status": shown.gravity_status(found),
        "owner": who(found.owner, found.owner_words, named),
        "reviews": tables.whole(shown.reviews_table(reviews)),
        "changed": changed_words(*last) if len(last) > 1 else "",
        "is_due": not found.is_closed and found.review_on <= clock.today(),
        "may_review": _may_review(request, found) and not found.is_closed,
    }
    return render(request, "improvement/risk.html", context)


@open_to("keep plan risks")
def add_plan_risk(request: Request) -> HttpResponse:
    form = forms.RiskForm(request.POST or None, viewer=request.viewer)
    return ask(
        request,
        form,
        lambda said: actions.add_risk(**form.said, by=request.viewer.account),
        heading="Write down a risk",
        lede="What may go wrong, what is done against it, and who looks at it again on which day.",
        button="Save this risk",
        back=reverse("plan-risks"),
        back_words="Risks",
    )


@open_to("see plan risks")
def review_plan_risk(request: Request, id: int) -> HttpResponse:
    found = _theirs(request, id)
    form = forms.ReviewForm(request.POST or None, risk=found)
    return ask(
        request,
        form,
        lambda said: actions.review_risk(found, **said, by=request.viewer.account),
        heading="Look at it again",
        lede=found.against_it,
        button="Save",
        **_back(found),
    )


@open_to("see plan risks")
def close_plan_risk(request: Request, id: int) -> HttpResponse:
    found = _theirs(request, id)
    form = forms.CloseRiskForm(request.POST or None)
    return ask(
        request,
        form,
        lambda said: actions.close_risk(found, **said, by=request.viewer.account),
        heading="Close this risk",
        button="Close it",
        **_back(found),
    )


def _found(request: Request, id: int) -> Risk:
    return get_object_or_404(queries.risks(request.viewer), pk=id)


def _may_review(request: Request, found: Risk) -> bool:
    viewer = request.viewer
    return viewer.may(queries.KEEP_RISKS) or (viewer.person is not None and viewer.person.pk == found.owner_id)


def _theirs(request: Request, id: int) -> Risk:
    found = _found(request, id)
    if not _may_review(request, found):
        raise Http404
    return found


def _back(found: Risk) -> dict[str, Any]:
    return {"back": found.get_absolute_url(), "back_words": "Back to the risk", "caption": str(found)}
