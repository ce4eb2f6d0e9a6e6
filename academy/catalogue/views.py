"""The catalogue, the page of an item, and what training leads and the Academy team do to it."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from academy.catalogue import actions, queries, rules
from academy.catalogue.forms import ItemFilter, ItemForm, WithdrawForm
from academy.catalogue.models import Item
from academy.people.scope import Request, open_to
from academy.ui import tables

PER_PAGE = 20
ROW = ("id", "title", "summary", "kind", "mode", "hours")


@open_to("see the offer")
def catalogue(request: Request) -> HttpResponse:
    viewer = request.viewer
    form = ItemFilter(request.GET, viewer=viewer)
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    may_add = viewer.may("change the offer")
    is_withdrawn = bool(chosen.pop("withdrawn", False)) and may_add
    found = queries.items(viewer, **_as_query(chosen), is_published=not is_withdrawn)
    rows, pages = _one_page(request, found)
    context = {
        "form": form,
        "rows": rows,
        "pages": pages,
        "chosen": _removable(request, form, chosen),
        "is_withdrawn": is_withdrawn,
        "may_add": may_add,
    }
    return render(request, "catalogue/catalogue.html", context)


@open_to("see the offer")
def item(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = get_object_or_404(queries.every_item(viewer), pk=id)
    context = {
        "item": found,
        "caption": rules.kind_words(found.kind, found.hours),
        "hours": rules.hours_words(found.hours),
        "lasts": rules.months_words(found.renewal_months) if found.renewal_months else "",
        "has_dates": found.mode != rules.Mode.OWN_TIME,
        "capabilities": queries.capabilities_of(found),
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
    form = ItemForm(request.POST or None, viewer=viewer, initial=ItemForm.said_of(found))
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


def _as_query(chosen: Mapping[str, Any]) -> dict[str, Any]:
    return {"search" if name == "q" else name: value for name, value in chosen.items()}


def _one_page(request: Request, found: QuerySet[Item]) -> tuple[list[dict[str, Any]], tables.ShownTable]:
    """One count and one slice. The words a row needs are put to it here, so that the template only shows."""
    paginator = Paginator(found, PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    rows = [_row(values) for values in found.values_list(*ROW)[(page.number - 1) * PER_PAGE :][:PER_PAGE]]
    numbers = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1) if page.has_other_pages() else ()
    return rows, tables.ShownTable(
        caption="",
        headings=(),
        body=SafeString(),
        total=paginator.count,
        first=page.start_index(),
        last=page.end_index(),
        pages=[
            tables.Page(place, tables.address(request, page=place), place == page.number)
            if isinstance(place, int)
            else None
            for place in numbers
        ],
        previous_url=tables.address(request, page=page.number - 1) if page.has_previous() else "",
        next_url=tables.address(request, page=page.number + 1) if page.has_next() else "",
    )


def _row(values: tuple[Any, ...]) -> dict[str, Any]:
    id, title, summary, kind, mode, hours = values
    length, how = rules.hours_words(hours), rules.Mode(mode).label
    return {
        "id": id,
        "title": title,
        "summary": summary,
        "facts": f"{rules.Kind(kind).label}, {length}. {how}.",
        "has_dates": mode != rules.Mode.OWN_TIME,
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
    return str(dict(form.fields[name].choices)[value])  # type: ignore[attr-defined]
