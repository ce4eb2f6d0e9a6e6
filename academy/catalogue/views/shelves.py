"""Collections, the steps of a pathway, and looking at an item again."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.catalogue import actions, queries, rules
from academy.catalogue.forms import CollectionForm, ReviewForm, StepsForm
from academy.catalogue.forms.shelves import ItemsField
from academy.catalogue.models import Item
from academy.core import clock
from academy.frameworks import queries as frameworks
from academy.people.scope import Request, open_to


@open_to("see the offer")
def collections(request: Request) -> HttpResponse:
    viewer = request.viewer
    context = {"collections": queries.collections(viewer), "may_add": viewer.may("change the offer")}
    return render(request, "catalogue/collections.html", context)


@open_to("see the offer")
def collection(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = get_object_or_404(queries.collections(viewer), pk=id)
    may_change = viewer.may("change the offer") and queries.own_collections(viewer).filter(pk=id).exists()
    items = queries.items_in(viewer, found)
    rows = [
        {"url": item.get_absolute_url(), "heading": item.title, "why": f"{item.summary} {_facts(item)}"}
        for item in items
    ]
    return render(request, "catalogue/collection.html", {"collection": found, "rows": rows, "may_change": may_change})


@open_to("change the offer")
def add_collection(request: Request) -> HttpResponse:
    form = CollectionForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        form.cleaned_data.pop("is_published")
        with form.showing_refusals():
            return redirect(actions.add_collection(**form.cleaned_data, by=request.viewer.account))
    return render(request, "catalogue/add_collection.html", {"form": form})


@open_to("change the offer")
def change_collection(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = get_object_or_404(queries.own_collections(viewer), pk=id)
    initial = CollectionForm.said_of(found, queries.items_in(viewer, found))
    form = CollectionForm(request.POST or None, viewer=viewer, initial=initial)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.change_collection(found, **form.cleaned_data, by=viewer.account))
    return render(request, "catalogue/change_collection.html", {"form": form, "collection": found})


@open_to("change the offer")
def change_steps(request: Request, id: int) -> HttpResponse:
    """Of a pathway of one's own; anything else has no steps to change."""
    viewer = request.viewer
    found = get_object_or_404(queries.own_items(viewer).filter(kind=rules.Kind.PATHWAY), pk=id)
    steps = [step.item for step in queries.steps(viewer, found, done=())]
    form = StepsForm(request.POST or None, viewer=viewer, initial={"items": ItemsField.said_of(steps)})
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.change_steps(found, form.cleaned_data["items"], by=viewer.account))
    return render(request, "catalogue/change_steps.html", {"form": form, "item": found})


@open_to("change the offer")
def review_item(request: Request, id: int) -> HttpResponse:
    """Everything that waits on it, with what changed, and one sentence that answers it."""
    viewer = request.viewer
    found = get_object_or_404(queries.own_items(viewer), pk=id)
    reviews = list(frameworks.reviews_of(found))
    if not reviews:
        raise Http404
    today = clock.today()
    initial = {"review_on": clock.months_after(today, 12) if found.review_on else None}
    form = ReviewForm(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.review_item(found, **form.cleaned_data, by=viewer.account))
    waiting = [(frameworks.words_of(review, on=today), review.version) for review in reviews]
    return render(request, "catalogue/review_item.html", {"form": form, "item": found, "waiting": waiting})


def _facts(item: Item) -> str:
    return f"{item.summary} {item.get_kind_display()}, {rules.hours_words(item.hours)}."
