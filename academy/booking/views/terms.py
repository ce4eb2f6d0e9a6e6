"""On what terms places are had: of an item, or of one session."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.booking import actions, queries
from academy.booking.forms import TermsForm
from academy.booking.models import Session, Terms
from academy.catalogue.models import Item
from academy.people.scope import Request, open_to, visible


@open_to("run sessions")
def item_terms(request: Request, id: int) -> HttpResponse:
    item = get_object_or_404(visible(request.viewer, Item), pk=id)
    held = visible(request.viewer, Terms).filter(item=item).first()
    return _terms(request, item, held or queries.NO_TERMS)


@open_to("run sessions")
def session_terms(request: Request, id: int) -> HttpResponse:
    """Of this date alone, in place of its item's."""
    session = queries.session(request.viewer, id)
    if session is None:
        raise Http404
    return _terms(request, session, queries.terms_of(session))


def _terms(request: Request, of: Item | Session, held: Terms) -> HttpResponse:
    form = TermsForm(request.POST or None, terms=held)
    if form.is_valid():
        with form.showing_refusals():
            actions.set_terms(of, by=request.viewer.account, **form.cleaned_data)
            return redirect(of)
    context: dict[str, Any] = {"of": of, "form": form, "is_of_session": isinstance(of, Session), "held": held}
    return render(request, "booking/terms.html", context)
