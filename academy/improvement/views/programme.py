"""The Academy's own programme: its phases, milestones, launch and benefits."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from academy.core import clock
from academy.improvement.actions import dates
from academy.improvement.actions import programme as actions
from academy.improvement.forms import programme as forms
from academy.improvement.forms.plans import PhaseMilestoneForm
from academy.improvement.models import Benefit, ProgrammePhase
from academy.improvement.queries import plans
from academy.improvement.queries import programme as queries
from academy.improvement.shown import programme as shown
from academy.improvement.shown.plans import who
from academy.improvement.views.asking import ask, press
from academy.people.scope import Request, open_to
from academy.ui import tables


@open_to("see the programme")
def programme(request: Request) -> HttpResponseBase:
    viewer, on = request.viewer, clock.today()
    lines, benefits = queries.phase_lines(viewer, on=on), list(queries.benefits(viewer))
    owners = [line.phase.owner_id for line in lines] + [one.owner_id for one in benefits]
    named = plans.names_shown(viewer, owners)
    table = shown.benefits_table(benefits, on=on, named=named)
    if file := tables.download(request, table):
        return file
    context = {
        "phases": [
            (line, shown.phase_status(line), who(line.phase.owner, line.phase.owner_words, named)) for line in lines
        ],
        "launch": queries.launch(lines),
        "next": queries.next_milestone(lines),
        "late": sum(len(line.late) for line in lines),
        "benefits": tables.show(request, table),
        "keeps_it": viewer.may(queries.KEEP),
        "may_see_risks": viewer.may("see plan risks"),
        "may_see_case": viewer.may("see the business case"),
        "on": on,
    }
    return render(request, "improvement/programme.html", context)


@open_to("see the programme")
def programme_phase(request: Request, id: int) -> HttpResponse:
    viewer, on, found = request.viewer, clock.today(), _phase(request, id)
    line = queries.PhaseLine(found, list(found.milestones.all()), on)
    named = plans.names_shown(viewer, [found.owner_id])
    context = {
        "phase": found,
        "line": line,
        "status": shown.phase_status(line),
        "owner": who(found.owner, found.owner_words, named),
        "keeps_it": viewer.may(queries.KEEP),
        "on": on,
    }
    return render(request, "improvement/phase.html", context)


@open_to("keep the programme")
def add_phase(request: Request) -> HttpResponse:
    form = forms.PhaseForm(request.POST or None)
    return ask(
        request,
        form,
        lambda said: actions.add_phase(**form.said, by=request.viewer.account),
        heading="Add a phase",
        button="Save this phase",
        **_to_programme(),
    )


@open_to("keep the programme")
def change_phase(request: Request, id: int) -> HttpResponse:
    found = _phase(request, id)
    form = forms.PhaseForm(request.POST or None, phase=found)
    return ask(
        request,
        form,
        lambda said: actions.change_phase(found, **form.said, by=request.viewer.account),
        heading="Change this phase",
        button="Save",
        **_to_phase(found),
    )


@open_to("keep the programme")
@require_POST
def end_phase(request: Request, id: int) -> HttpResponse:
    found = _phase(request, id)
    return press(request, lambda: actions.end_phase(found, by=request.viewer.account), **_to_phase(found))


@open_to("keep the programme")
def add_phase_milestone(request: Request, id: int) -> HttpResponse:
    found = _phase(request, id)
    form = PhaseMilestoneForm(request.POST or None)
    return ask(
        request,
        form,
        lambda said: dates.add_milestone(**said, phase=found, by=request.viewer.account).phase,
        heading="Add a milestone",
        lede="Something to reach by a day. Who answers for the phase answers for it.",
        button="Save this milestone",
        **_to_phase(found),
    )


@open_to("see the programme")
def benefit(request: Request, id: int) -> HttpResponse:
    viewer, found = request.viewer, _benefit(request, id)
    named = plans.names_shown(viewer, [found.owner_id])
    context = {
        "benefit": found,
        "status": shown.benefit_status(found, on=clock.today()),
        "owner": who(found.owner, found.owner_words, named),
        "keeps_it": viewer.may(queries.KEEP),
        "may_see_measure": viewer.may("see measures"),
    }
    return render(request, "improvement/benefit.html", context)


@open_to("keep the programme")
def add_benefit(request: Request) -> HttpResponse:
    form = forms.BenefitForm(request.POST or None, viewer=request.viewer)
    return ask(
        request,
        form,
        lambda said: actions.add_benefit(**said, by=request.viewer.account),
        heading="Add a benefit",
        lede="What the Academy is to bring, by how much, and by when.",
        button="Save this benefit",
        **_to_programme(),
    )


@open_to("keep the programme")
def see_benefit(request: Request, id: int) -> HttpResponse:
    found = _benefit(request, id)
    form = forms.SeenForm(request.POST or None, initial={"on": clock.today()})
    return ask(
        request,
        form,
        lambda said: actions.see_benefit(found, **said, by=request.viewer.account),
        heading="Say what was seen",
        lede=f"Expected: {found.expected}",
        button="Save",
        back=found.get_absolute_url(),
        back_words="Back to the benefit",
        caption=str(found),
    )


def _phase(request: Request, id: int) -> ProgrammePhase:
    return get_object_or_404(queries.phases(request.viewer), pk=id)


def _benefit(request: Request, id: int) -> Benefit:
    return get_object_or_404(queries.benefits(request.viewer), pk=id)


def _to_programme() -> dict[str, Any]:
    return {"back": reverse("programme"), "back_words": "The Academy’s programme"}


def _to_phase(found: ProgrammePhase) -> dict[str, Any]:
    return {"back": found.get_absolute_url(), "back_words": "Back to the phase", "caption": str(found)}
