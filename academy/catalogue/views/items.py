"""The catalogue, the page of an item, and what training leads and the Academy team do to it."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from academy.catalogue import actions, queries, rules
from academy.catalogue.forms import ItemFilter, ItemForm, WithdrawForm
from academy.catalogue.forms.items import SHELVES
from academy.catalogue.models import Item
from academy.core import clock, search
from academy.core.exports import Column, Table
from academy.frameworks import queries as frameworks
from academy.people.scope import Request, open_to
from academy.ui import tables

PER_PAGE = 20
EMPTY_SHELVES = {
    "role": {
        "heading": "Nothing is kept for your role yet",
        "words": "The Academy team and the training leads say whom each item is meant for. Look in the whole offer.",
    },
    "gap": {
        "heading": "You have no gaps",
        "words": "You are up to date with everything that is asked of your post. Look in the whole offer for more.",
    },
    "near": {
        "heading": "Nothing runs near you just now",
        "words": "Near is where you and your team have had places before. Look in the whole offer.",
    },
}
ROW = ("id", "title", "summary", "kind", "mode", "hours", "price")


@open_to("see the offer")
def catalogue(request: Request) -> HttpResponseBase:
    viewer = request.viewer
    form = ItemFilter(request.GET, viewer=viewer)
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    may_add = viewer.may("change the offer")
    is_withdrawn = bool(chosen.pop("withdrawn", False)) and may_add
    found = queries.items(viewer, **_as_query(request, chosen), is_published=not is_withdrawn)
    if "format" in request.GET and (file := tables.download(request, _table(found))):
        return file
    rows, pages = _one_page(request, found)
    context = {
        "form": form,
        "rows": rows,
        "pages": pages,
        "chosen": _removable(request, form, chosen),
        "is_withdrawn": is_withdrawn,
        "is_cut": bool(chosen.get("q")) and pages.total >= search.MOST,
        "shelves": _shelves(request, chosen),
        "shelf_is_empty": EMPTY_SHELVES.get(str(chosen.get("shelf"))) if len(chosen) == 1 else None,
        "is_narrowed": any(name in chosen for name in ("theme", "kind", "mode", "level", "cost")),
        "csv_url": tables.address(request, format="csv"),
        "xlsx_url": tables.address(request, format="xlsx"),
        "may_add": may_add,
    }
    return render(request, "catalogue/catalogue.html", context)


@open_to("see the offer")
def item(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = get_object_or_404(queries.every_item(viewer), pk=id)
    if found.kind == rules.Kind.RESOURCE and hasattr(found, "resource"):
        return redirect(found.resource)
    context = {
        "item": found,
        "caption": rules.kind_words(found.kind, found.hours),
        "hours": rules.hours_words(found.hours),
        "lasts": rules.months_words(found.renewal_months) if found.renewal_months else "",
        "has_dates": found.mode != rules.Mode.OWN_TIME and found.kind != rules.Kind.PATHWAY,
        "capabilities": queries.capabilities_of(found),
        "meant_for": queries.meant_for(found),
        "cost": _cost(request, found),
        "collections": queries.collections_with(viewer, found),
        "pathways": queries.pathways_with(viewer, found),
        **_currency(found),
        **_way(request, found),
        "may_change": viewer.may("change the offer") and queries.own_items(viewer).filter(pk=id).exists(),
    }
    return render(request, "catalogue/item.html", context)


@open_to("change the offer")
def add_item(request: Request) -> HttpResponse:
    form = ItemForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.add_item(**form.cleaned_data, by=request.viewer.account))
    return render(request, "catalogue/add_item.html", {"form": form})


@open_to("change the offer")
def change_item(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = get_object_or_404(queries.own_items(viewer), pk=id)
    form = ItemForm(request.POST or None, viewer=viewer, item=found, initial=ItemForm.said_of(found))
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.change_item(found, **form.cleaned_data, by=viewer.account))
    return render(request, "catalogue/change_item.html", {"form": form, "item": found})


@open_to("change the offer")
def withdraw_item(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = get_object_or_404(queries.own_items(viewer).filter(is_published=True), pk=id)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        return redirect(actions.withdraw_item(found, by=viewer.account, why=form.cleaned_data["why"]))
    return render(request, "catalogue/withdraw_item.html", {"form": form, "item": found})


@open_to("change the offer")
@require_POST
def offer_item_again(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = get_object_or_404(queries.own_items(viewer), pk=id)
    return redirect(actions.offer_again(found, by=viewer.account))


def _as_query(request: Request, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """As `queries.items` takes it. What is on a shelf of the viewer's, rooms above know: see `config/joins.py`."""
    asked = {"search" if name == "q" else name: value for name, value in chosen.items()}
    if asked.pop("cost", ""):
        asked["is_free"] = True
    if shelf := asked.pop("shelf", ""):
        asked["among"] = getattr(request, "shelves", {}).get(shelf, lambda: ())()
        asked["or_meant_for_viewer"] = shelf == "role"
    return asked


def _shelves(request: Request, chosen: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"words": words, "url": tables.address(request, shelf=name), "is_chosen": chosen.get("shelf") == name}
        for name, words in SHELVES
    ]


def _cost(request: Request, item: Item) -> str:
    """What a place costs the one who looks, once a room above can say; until then the stated price."""
    asked = getattr(request, "cost_of", None)
    return (asked(item) if asked else "") or rules.price_words(item.price)


def _currency(item: Item) -> dict[str, Any]:
    """What it rests on, and, until somebody has looked, that something has changed."""
    today = clock.today()
    waiting = [frameworks.words_of(review, on=today) for review in frameworks.reviews_of(item)]
    return {"bases": frameworks.bases_of(item), "waiting": waiting}


def _way(request: Request, item: Item) -> dict[str, Any]:
    """The steps of a pathway, with how far the viewer is."""
    if item.kind != rules.Kind.PATHWAY:
        return {"steps": []}
    steps = queries.steps(request.viewer, item, done=getattr(request, "learned", ()))
    return {"steps": steps, "progress": rules.progress_words(sum(step.is_done for step in steps), len(steps))}


def _table(found: QuerySet[Item]) -> Table:
    """The whole list as a file, with the filters of the page."""
    columns = [
        Column("code", "Code"),
        Column("title", "Title"),
        Column("summary", "In a sentence"),
        Column("who_for", "Who for"),
        Column("kind", "Kind", value=lambda row: row.get_kind_display()),
        Column("mode", "How", value=lambda row: row.get_mode_display()),
        Column("level", "Level", value=lambda row: row.get_level_display()),
        Column("theme.name", "Theme"),
        Column("hours", "Hours", kind=float),
        Column("price", "Price", kind=float),
        Column("renewal_months", "Months it lasts", kind=int),
        Column("organisation.name", "Offered by"),
        Column("added_on", "On offer since"),
        Column("review_on", "Look at it again on"),
    ]
    return Table("Find learning", columns, found.select_related("theme", "organisation"))


def _one_page(request: Request, found: QuerySet[Item]) -> tuple[list[dict[str, Any]], tables.ShownTable]:
    """One count and one slice. The words a row needs are put to it here, so that the template only shows."""
    paginator = Paginator(found, PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    values = list(found.values_list(*ROW)[(page.number - 1) * PER_PAGE :][:PER_PAGE])
    checked = frameworks.being_checked(Item, [row[0] for row in values])
    rows = [_row(one, is_checked=one[0] in checked) for one in values]
    return rows, tables.pages_of(request, page)


def _row(values: tuple[Any, ...], *, is_checked: bool) -> dict[str, Any]:
    id, title, summary, kind, mode, hours, price = values
    length, how = rules.hours_words(hours), rules.Mode(mode).label
    return {
        "id": id,
        "title": title,
        "summary": summary,
        "facts": f"{rules.Kind(kind).label}, {length}. {how}. {rules.price_words(price)}.",
        "has_dates": mode != rules.Mode.OWN_TIME and kind != rules.Kind.PATHWAY,
        "is_checked": is_checked,
    }


def _removable(request: Request, form: ItemFilter, chosen: Mapping[str, Any]) -> list[dict[str, str]]:
    """What was chosen, in words, each with the address of the page without it."""
    return [
        {"words": _words(request, form, name, value), "url": tables.address(request, **{name: ""})}
        for name, value in chosen.items()
    ]


def _words(request: Request, form: ItemFilter, name: str, value: Any) -> str:
    if name == "q":
        return f"“{value}”"
    if name == "capability":
        capability = queries.capability(request.viewer, value)
        return capability.name if capability else "A capability we do not have"
    if name == "shelf":
        return f"“{dict(SHELVES)[value]}”"
    return str(dict(form.fields[name].choices)[value])  # type: ignore[attr-defined]
