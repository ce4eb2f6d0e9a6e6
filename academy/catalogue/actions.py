"""Putting learning on offer, changing what is said of it, and taking it off again."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

from academy.catalogue.models import Item, Theme
from academy.catalogue.rules import Kind, Level, Mode, SameTitle
from academy.core import clock, trail
from academy.frameworks.models import Capability
from academy.people.models import Account, Organisation

CODE_LENGTH = 60


@transaction.atomic
def add_item(
    title: str,
    *,
    by: Account | None,
    organisation: Organisation,
    theme: Theme,
    kind: Kind,
    mode: Mode,
    hours: Decimal,
    summary: str,
    description: str = "",
    who_for: str = "",
    why: str = "",
    level: Level = Level.TARGETED,
    renewal_months: int | None = None,
    capabilities: Iterable[Capability] = (),
    cause: models.Model | None = None,
) -> Item:
    """On offer from now on. Its code, from the title, never changes: files and partners know it by that."""
    _refuse_same_title(title, organisation)
    item = Item(
        title=title,
        organisation=organisation,
        theme=theme,
        kind=kind,
        mode=mode,
        hours=hours,
        summary=summary,
        description=description,
        who_for=who_for,
        why=why,
        level=level,
        renewal_months=renewal_months,
        cause=cause,
        added_on=clock.today(),
    )
    _save_with_code(item)
    item.capabilities.set(capabilities)
    trail.note(by, "added", item)
    return item


@transaction.atomic
def change_item(
    item: Item, *, by: Account | None, capabilities: Iterable[Capability] | None = None, **changes: Any
) -> Item:
    """The trail keeps what each field said before."""
    item = Item.objects.select_for_update().get(pk=item.pk)
    said = {name: getattr(item, name) for name, value in changes.items() if getattr(item, name) != value}
    if "title" in said or "organisation" in said:
        _refuse_same_title(changes.get("title", item.title), changes.get("organisation", item.organisation), item)
    for name in said:
        setattr(item, name, changes[name])
    if said:
        item.save(update_fields=list(said))
    if capabilities is not None:
        item.capabilities.set(capabilities)
    trail.note(by, "changed", item, said_before={name: str(value) for name, value in said.items()})
    return item


@transaction.atomic
def withdraw_item(item: Item, *, by: Account | None, why: str) -> Item:
    """Off the catalogue. What people have done stays on their records, and booked sessions go on."""
    return _publish(item, False, by=by, verb="withdrew", why=why)


@transaction.atomic
def offer_again(item: Item, *, by: Account | None) -> Item:
    return _publish(item, True, by=by, verb="offered again")


def _publish(item: Item, is_published: bool, *, by: Account | None, verb: str, **details: Any) -> Item:
    item = Item.objects.select_for_update().get(pk=item.pk)
    if item.is_published == is_published:
        return item
    item.is_published = is_published
    item.save(update_fields=["is_published"])
    trail.note(by, verb, item, **details)
    return item


def _refuse_same_title(title: str, organisation: Organisation, own: Item | None = None) -> None:
    same = Item.objects.filter(title__iexact=title, organisation=organisation, is_published=True)
    if (same.exclude(pk=own.pk) if own else same).exists():
        raise SameTitle(f"{organisation} offers “{title}” already. Give this one another title.", field="title")


def _save_with_code(item: Item) -> None:
    """Two of one title, from two agencies or one after the other, have codes of their own."""
    stem = slugify(item.title)[: CODE_LENGTH - 4].strip("-") or "item"
    taken = set(Item.objects.filter(code__startswith=stem).values_list("code", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, 1000))
    item.code = next(code for code in (stem, *numbered) if code not in taken)
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError:
        raise SameTitle(f"“{item.title}” was added by somebody else just now.", field="title") from None
