"""Every request has a viewer, and every page that does not say who it is for is closed."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.middleware import get_user
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from academy.core.trail import NotWritten
from academy.people.actions import is_open
from academy.people.models import Account
from academy.people.queries.signed_in import signed_in
from academy.people.scope import Viewer

# views of libraries, each closed by its own means: endpoints carry `open_to` themselves (a house test looks)
CLOSED_BY_THEMSELVES = ("ninja.",)
PAGE_METHODS = ["GET", "HEAD", "POST"]


class AccountBackend(ModelBackend):
    """Whoever is signed in comes with the person they are and their roles: every page needs them."""

    def get_user(self, user_id: int) -> Account | None:
        account = signed_in(user_id)
        return account if account and self.user_can_authenticate(account) else None


class ViewerMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = Viewer(account_of(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.viewer.account is not None and not response.has_header("Cache-Control"):  # type: ignore[attr-defined]
            add_never_cache_headers(response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not hasattr(view, "open_to"):
            if view.__module__.startswith(CLOSED_BY_THEMSELVES):
                return None
            raise Http404
        if request.method in PAGE_METHODS or hasattr(view, "takes_every_method"):
            return None
        return HttpResponseNotAllowed(PAGE_METHODS)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """What may be read only with an entry in the trail is not shown while none can be written."""
        if not isinstance(fault, NotWritten):
            return None
        return render(request, "people/not_shown.html", {"words": fault.words}, status=503)


def account_of(request: HttpRequest) -> Account | None:
    """Looked at on every request: whoever has left (`signed_in`) or was closed is out, whatever their browser holds."""
    account = get_user(request)
    return account if isinstance(account, Account) and is_open(account) else None
