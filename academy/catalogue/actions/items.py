"""Putting learning on offer, changing what is said of it, and taking it off again."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

from academy.catalogue.actions.texts import write_texts
from academy.catalogue.models import Item, MeantFor, Theme
from academy.catalogue.rules import Kind, Mode, SameTitle
from academy.core import clock, trail
from academy.frameworks import actions as frameworks
from academy.frameworks.models import Capability, SourceVersion
from academy.people.models import Account, JobRole, Organisation

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
    capabilities: Iterable[Capability] = (),
    job_roles: Iterable[JobRole] = (),
    organisation_kinds: Iterable[str] = (),
    rests_on: Collection[SourceVersion] = (),
    cause: models.Model | None = None,
    **more: Any,
) -> Item:
    """On offer from now on. Its code, from the title, never changes: files and partners know it by that."""
    _refuse_same_title(title, organisation)
    said = {"theme": theme, "kind": kind, "mode": mode, "hours": hours, "summary": summary, **more}
    item = Item(title=title, organisation=organisation, cause=cause, added_on=clock.today(), **said)
    _save_with_code(item)
    item.capabilities.set(capabilities)
    mean_for(item, job_roles, organisation_kinds)
    if rests_on:
        frameworks.rest_on(item, rests_on, organisation=organisation, by=by)
    write_texts([item])
    trail.note(by, "added", item)
    return item


@transaction.atomic
def change_item(
    item: Item,
    *,
    by: Account | None,
    capabilities: Iterable[Capability] | None = None,
    job_roles: Iterable[JobRole] | None = None,
    organisation_kinds: Iterable[str] | None = None,
    rests_on: Collection[SourceVersion] | None = None,
    **changes: Any,
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
    if job_roles is not None or organisation_kinds is not None:
        mean_for(item, job_roles or (), organisation_kinds or ())
    if rests_on is not None:
        frameworks.rest_on(item, rests_on, organisation=item.organisation, by=by)
    write_texts([item])
    trail.note(by, "changed", item, said_before={name: str(value) for name, value in said.items()})
    return item


@transaction.atomic
def withdraw_item(item: Item, *, by: Account | None, why: str) -> Item:
    """Off the catalogue. What people have done stays on their records, and booked sessions go on."""
    frameworks.set_aside(item, by=by, why=why)
    return _publish(item, False, by=by, verb="withdrew", why=why)


@transaction.atomic
def offer_again(item: Item, *, by: Account | None) -> Item:
    """What changed under it meanwhile is to be looked at."""
    frameworks.take_up(item)
    return _publish(item, True, by=by, verb="offered again")


def mean_for(item: Item, job_roles: Iterable[JobRole], organisation_kinds: Iterable[str]) -> None:
    """Exactly these from now on; nobody in particular is everybody."""
    wanted = {(role.pk, "") for role in job_roles} | {(None, kind) for kind in organisation_kinds}
    held = {(one.job_role_id, one.organisation_kind): one.pk for one in item.meant_for.all()}
    item.meant_for.filter(pk__in=[pk for whom, pk in held.items() if whom not in wanted]).delete()
    MeantFor.objects.bulk_create(
        MeantFor(item=item, job_role_id=role, organisation_kind=kind)
        for role, kind in sorted(wanted - held.keys(), key=str)
    )


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
