"""The business case: what better retention would save if it came, and what happened since."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.core.figures import rounded
from academy.people.scope import Request, open_to
from academy.ui import tables
from academy.workforce import measures
from academy.workforce.actions import business_cases as actions
from academy.workforce.forms.business_cases import BeginCaseForm, StateAgainForm
from academy.workforce.models import BusinessCase, CaseVersion
from academy.workforce.queries import business_cases as queries
from academy.workforce.rules import business_cases as rules
from academy.workforce.rules.business_cases import InputName
from academy.workforce.shown import business_cases as shown

KEPT = "keep the business case"


@open_to("see the business case")
def business_case(request: Request) -> HttpResponse:
    """Each case with its one sentence."""
    cases = [(case, _sentence(case.versions.all()[0])) for case in queries.cases(request.viewer) if case.versions.all()]
    context = {"cases": cases, "keeps": request.viewer.may(KEPT)}
    return render(request, "workforce/business_case.html", context)


@open_to("see the business case")
def one_business_case(request: Request, id: int) -> HttpResponse:
    case = _case(request, id)
    latest, *before = case.versions.all()
    context = _shown(request, latest) | {
        "case": case,
        "before": tables.whole(shown.versions_table(before)) if before else None,
        **_happened(request, case, latest),
    }
    return render(request, "workforce/one_business_case.html", context)


@open_to("see the business case")
def case_version(request: Request, id: int) -> HttpResponse:
    """One that was stated before, with the answer that it gave then."""
    version = get_object_or_404(queries.versions(request.viewer), pk=id)
    return render(request, "workforce/case_version.html", _shown(request, version) | {"case": version.case})


@open_to("keep the business case")
def begin_case(request: Request) -> HttpResponse:
    form = BeginCaseForm(request.POST or None, initial=_from_records(request))
    if form.is_valid():
        said = form.cleaned_data
        with form.showing_refusals():
            case = actions.begin_case(
                said["title"],
                form.stated(),
                about=said["about"],
                begins_on=said["begins_on"],
                by=request.viewer.account,
            )
            return redirect(case)
    return render(request, "workforce/begin_case.html", {"form": form})


@open_to("keep the business case")
def state_again(request: Request, id: int) -> HttpResponse:
    case = _case(request, id)
    form = StateAgainForm(request.POST or None, before=queries.inputs_of(case.versions.all()[0]))
    if form.is_valid():
        with form.showing_refusals():
            actions.state_again(case, form.stated(), why=form.cleaned_data["why"], by=request.viewer.account)
            return redirect(case)
    return render(request, "workforce/state_again.html", {"form": form, "case": case})


def _case(request: Request, id: int) -> BusinessCase:
    return get_object_or_404(queries.cases(request.viewer).exclude(versions=None), pk=id)


def _sentence(version: CaseVersion) -> str:
    stated = {one.name: (one.kind, one.numbers) for one in version.inputs.all()}
    return rules.sentence(version.answer, stated)


def _shown(request: Request, version: CaseVersion) -> dict[str, Any]:
    inputs, net = queries.inputs_of(version), version.answer["net"]
    return {
        "version": version,
        "sentence": _sentence(version),
        "low": rules.pounds_words(net["low"]),
        "high": rules.pounds_words(net["high"]),
        "chance": round(100 * version.answer["chance_above_zero"]),
        "break_even": rules.break_even_words(version.answer["break_even"]),
        "chart": shown.swings_chart(version, inputs),
        "inputs": tables.whole(shown.inputs_table(inputs)),
        "years": tables.whole(shown.years_table(version)),
        "keeps": request.viewer.may(KEPT),
    }


def _happened(request: Request, case: BusinessCase, version: CaseVersion) -> dict[str, Any]:
    """Set beside it once a whole year is over, and never as its effect."""
    on = request.viewer.on
    if not rules.may_be_compared(case.begins_on, on=on):
        return {"happened": None, "from_on": rules.compared_from(case.begins_on)}
    before, since = queries.before_and_since(case.begins_on, on=on)
    inputs = queries.inputs_of(version)
    fewer = [end * shown.tenths(inputs[InputName.PEOPLE])[0] for end in shown.tenths(inputs[InputName.FEWER])]
    expected = f"{rounded(fewer[0])} to {rounded(fewer[1])} fewer"
    return {
        "happened": tables.whole(
            shown.happened_table(before, since, expected, hides_small=not request.viewer.may(KEPT))
        )
    }


def _from_records(request: Request) -> dict[str, Any]:
    """What the records say already, to begin with: anybody may say otherwise, with their source."""
    premium = measures.agency_premium(on=request.viewer.on)
    if premium.value is None:
        return {}
    words = f"Agency workers at work beside what we pay ourselves, n = {premium.n}"
    return {f"{InputName.PREMIUM}_likeliest": f"{premium.value:,.0f}", f"{InputName.PREMIUM}_source": words}
