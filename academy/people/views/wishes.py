"""What we write to you: each kind of message, how it comes, and when none does."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from academy.core import links
from academy.people import actions, queries, rules
from academy.people.forms import WishesForm
from academy.people.models import Person
from academy.people.rules import NoticeKind, Way
from academy.people.scope import Request, open_to, open_to_everyone


@open_to("keep one’s own account")
def wishes(request: Request) -> HttpResponse:
    person = request.viewer.person
    if person is None:
        raise Http404
    form = WishesForm(request.POST or None, wishes=queries.wishes_of(person), roles=request.viewer.roles)
    if form.is_valid():
        with form.showing_refusals():
            actions.choose_wishes(person, by=request.viewer.account, **form.wished())
            return redirect(f"{reverse('wishes')}?saved")
    always = [kind for kind in rules.notice_kinds().values() if not kind.is_chosen and kind.note]
    context = {"form": form, "always": always, "is_saved": "saved" in request.GET, "email": person.email}
    return render(request, "people/wishes.html", context)


@open_to_everyone
@csrf_exempt  # a mail program presses the button with no page and no cookie: the key in the link is what it knows
@never_cache
def stop_notices(request: Request, token: str) -> HttpResponse:
    """Looking changes nothing, because mail scanners look. The button does."""
    person, kind = _meant_by(token)
    if request.method == "POST":
        actions.stop_kind(person, kind.code)
        return redirect(f"{request.path}?stopped")
    context = {"kind": kind, "is_stopped": "stopped" in request.GET}
    return render(request, "people/stop_notices.html", context)


def _meant_by(token: str) -> tuple[Person, NoticeKind]:
    code, _, key = token.partition(".")
    kind = rules.notice_kinds().get(code)
    number = links.number_in(f"stop.{code}", key)
    person = Person.objects.filter(pk=number, erased_on__isnull=True).first() if number else None
    if kind is None or person is None or Way.OFF not in kind.ways:
        raise Http404
    return person, kind
