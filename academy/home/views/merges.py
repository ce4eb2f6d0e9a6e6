"""Two records that may be one person's: suggested, looked at side by side, made one, and made two again."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.home import actions
from academy.home.forms import MergeForm
from academy.home.queries import merges as sides
from academy.people import actions as people_actions
from academy.people import queries as people
from academy.people.models import Merge, Person
from academy.people.rules import CannotUndo
from academy.people.scope import Request, open_to

FOUND = 8
SHOWN = 20


@open_to("merge people")
def merges(request: Request) -> HttpResponse:
    context = {
        "pairs": people.likely_duplicates(request.viewer),
        "merges": list(people.merges(request.viewer)[:SHOWN]),
    }
    return render(request, "home/merges.html", context)


@open_to("merge people")
def merge_search(request: Request, id: int) -> HttpResponse:
    """From a person's page: who else may they be?"""
    one = get_object_or_404(people.may_merge(request.viewer), pk=id)
    words = request.GET.get("q", one.family_name).replace("\0", "").strip()
    found = people.people(request.viewer, search=words).exclude(pk=one.pk) if words else Person.objects.none()
    within = people.with_posts(request.viewer, found.filter(pk__in=people.may_merge(request.viewer).values("pk")))
    return render(request, "home/merge_search.html", {"person": one, "query": words, "found": list(within[:FOUND])})


@open_to("merge people")
def merge_new(request: Request) -> HttpResponse:
    one, other = _pair(request)
    form = MergeForm(request.POST or None, one=one, other=other)
    if form.is_valid():
        kept, merged = (one, other) if form.cleaned_data["kept"] == one.pk else (other, one)
        with form.showing_refusals():
            done = actions.merge_people(kept, merged, why=form.cleaned_data["why"], by=request.viewer.account)
            return redirect(done)
    context = {
        "form": form,
        "one": one,
        "other": other,
        "lines": sides.side_by_side(request.viewer, one, other),
        "signs": sides.signs(one, other),
    }
    return render(request, "home/merge_new.html", context)


@open_to("merge people")
def say_two(request: Request) -> HttpResponse:
    one, other = _pair(request)
    if request.method == "POST":
        people_actions.say_they_are_two(one, other, by=request.viewer.account)
    return redirect("merges")


@open_to("merge people")
def merge(request: Request, id: int) -> HttpResponse:
    found = _merge(request, id)
    return render(request, "home/merge.html", {"merge": found, "moved": sides.moved(found)})


@open_to("merge people")
def undo_merge(request: Request, id: int) -> HttpResponse:
    found = _merge(request, id)
    if request.method != "POST":
        return redirect(found)
    try:
        people_actions.undo_merge(found, by=request.viewer.account)
    except CannotUndo as refused:
        context = {"merge": found, "moved": sides.moved(found), "refused": refused.words}
        return render(request, "home/merge.html", context)
    return redirect(found)


def _pair(request: Request) -> tuple[Person, Person]:
    """Both within reach, or the same answer as for nobody."""
    try:
        numbers = [int(request.GET[name]) for name in ("one", "other")]
        held = people.may_merge(request.viewer).in_bulk(numbers)
    except (KeyError, ValueError, OverflowError):
        raise Http404 from None
    if len(held) != 2:
        raise Http404
    return held[numbers[0]], held[numbers[1]]


def _merge(request: Request, id: int) -> Merge:
    return get_object_or_404(people.merges(request.viewer), pk=id)
