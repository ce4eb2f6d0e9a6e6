"""How well agencies work together, and the survey that partners answer once a year."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from academy.core import links
from academy.core.clock import months_after
from academy.impact import actions, measures, queries
from academy.impact.forms import AskPartnersForm, PartnerForm
from academy.impact.models import PartnerAsked
from academy.impact.rules.partner_scale import STATEMENTS
from academy.impact.shown import partnership as shown
from academy.people import queries as people
from academy.people.scope import Request, open_to, open_to_everyone
from academy.ui import tables

YEARS = 3


@open_to("see partnership")
def partnership(request: Request) -> HttpResponseBase:
    viewer = request.viewer
    after = months_after(viewer.on, -12 * YEARS)
    graded = queries.graded_for_partnership(viewer, after=after, until=viewer.on)
    of = measures.of_round(on=viewer.on)
    context = {
        "audits": measures.partnership_in_audits(viewer, on=viewer.on),
        "partners": measures.scale_figure(of),
        "halves": tables.whole(shown.audits_table(graded)),
        "of": of,
        "sectors": tables.whole(shown.sectors_table(of)) if of else None,
        "statements": STATEMENTS.values(),
        "rounds": list(queries.partner_rounds(viewer)[:6]),
        "may_ask": viewer.may("ask partners"),
        "own": list(queries.partner_questions(viewer)[:1]),
    }
    return render(request, "impact/partnership.html", context)


@open_to("ask partners")
def ask_partners(request: Request) -> HttpResponseBase:
    form = AskPartnersForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            round_ = actions.ask_partners(
                form.cleaned_data["title"],
                job_roles=list(form.cleaned_data["job_roles"]),
                opens_on=request.viewer.on,
                closes_on=form.cleaned_data["closes_on"],
                by=request.viewer.account,
            )
            return redirect(round_)
    return render(request, "impact/ask_partners.html", {"form": form})


@open_to("answer the partner survey")
def partner_own(request: Request, id: int) -> HttpResponseBase:
    """From the list of things to do to one’s own questions."""
    asked = get_object_or_404(queries.asked_of(request.viewer), pk=id)
    return redirect("partner-answer", links.token(actions.PARTNER, asked.pk))


@open_to_everyone
@never_cache
def partner_answer(request: Request, token: str) -> HttpResponseBase:
    """Opening the link changes nothing; sent, it is answered, and nothing says by whom."""
    asked = _asked_by(token)
    is_over = asked.has_answered or not asked.round.is_open(request.viewer.on)
    form = PartnerForm(request.POST or None)
    if not is_over and form.is_valid():
        with form.showing_refusals():
            actions.answer_as_partner(asked, form.cleaned_data)
            return redirect("partner-answer", token)
    return render(request, "impact/partner_answer.html", {"asked": asked, "is_over": is_over, "form": form})


def _asked_by(token: str) -> PartnerAsked:
    number = links.number_in(actions.PARTNER, token)
    if number is None:
        raise Http404
    found = get_object_or_404(queries.partners_asked(), pk=number)
    if people.is_shut_out(found.person):
        raise Http404
    return found
