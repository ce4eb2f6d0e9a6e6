"""Asking for an account, and answering those who ask."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from academy.people import actions, queries
from academy.people.forms import AccountRequestForm, ApproveForm, DeclineForm
from academy.people.models import AccountRequest, Organisation
from academy.people.scope import Request, open_to, open_to_everyone, visible

ANSWER = "answer requests for accounts"


@open_to_everyone
@never_cache
def ask_for_account(request: Request) -> HttpResponse:
    """The answer is the same whoever asks, so that nobody learns who has an account."""
    form = AccountRequestForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            actions.ask_for_account(**form.cleaned_data, address=request.META.get("REMOTE_ADDR", ""))
            return redirect(f"{reverse('ask-for-account')}?sent")
    return render(request, "people/ask_for_account.html", {"form": form, "is_sent": "sent" in request.GET})


@open_to_everyone
@never_cache
def confirm_request(request: Request, token: str) -> HttpResponse:
    """Opening the link changes nothing; the button says that the address is theirs."""
    found = actions.request_of(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.confirm_request(found)
        return redirect("confirm-request", token)
    return render(request, "people/confirm_request.html", {"asked": found})


@open_to(ANSWER)
def account_requests(request: Request) -> HttpResponse:
    found = queries.account_requests(request.viewer)
    context = {
        "waiting": queries.requests_waiting(request.viewer),
        "decided": found.filter(decided_at__isnull=False).order_by("-decided_at")[:20],
        "organisations": queries.organisations(request.viewer).order_by("name")[:20],
    }
    return render(request, "people/account_requests.html", context)


@open_to(ANSWER)
def account_request(request: Request, id: int) -> HttpResponse:
    asked = _request(request, id)
    form = ApproveForm(request.POST or None, initial={"job_role": asked.job_role_id, "on": request.viewer.on})
    if form.is_valid():
        with form.showing_refusals():
            actions.approve_request(asked, by=request.viewer.account, **form.cleaned_data)  # type: ignore[arg-type]
            return redirect(asked)
    if form.errors and asked.decided_at is not None:
        return redirect(asked)  # somebody else was quicker: the page says who
    context = {"asked": asked, "form": form, "alike": queries.alike(request.viewer, asked)}
    return render(request, "people/account_request.html", context)


@open_to(ANSWER)
def decline_request(request: Request, id: int) -> HttpResponse:
    asked = _request(request, id)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            actions.decline_request(asked, by=request.viewer.account, **form.cleaned_data)  # type: ignore[arg-type]
            return redirect(asked)
    return render(request, "people/decline_request.html", {"asked": asked, "form": form})


@open_to(ANSWER)
@require_POST
def let_people_ask(request: Request, id: int) -> HttpResponse:
    organisation = get_object_or_404(visible(request.viewer, Organisation, ANSWER), pk=id)
    may_be_asked = request.POST.get("may_be_asked") == "yes"
    actions.let_people_ask(organisation, may_be_asked=may_be_asked, by=request.viewer.account)  # type: ignore[arg-type]
    return redirect("ways-in", organisation.pk)


def _request(request: Request, id: int) -> AccountRequest:
    return get_object_or_404(queries.account_requests(request.viewer), pk=id)
