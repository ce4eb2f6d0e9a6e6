"""A file of requirements, saved through the same actions as the pages, and taken back whole."""

from collections.abc import Sequence

from django.db import models, transaction

from academy.catalogue import actions as catalogue
from academy.catalogue.actions.themes import theme_called
from academy.catalogue.models import Item, ItemText, Theme
from academy.catalogue.rules import Kind, Mode
from academy.core import clock, imports, trail
from academy.core.imports import Judged, Ledger, Say
from academy.core.models import ImportRun
from academy.needs.actions.requirements import Asking, add_requirement, change_requirement
from academy.needs.models import GapSnapshot, Requirement
from academy.needs.rules import A_DAY, RequirementRefused
from academy.needs.rules.requirement_files import NewItem, Plan
from academy.people.models import Account, Organisation
from academy.people.rules import OrganisationKind

ENDED = "ended"  # what the file put others in the place of, and its last day


def apply_requirements(run: ImportRun, judged: Sequence[Judged], ledger: Ledger, say: Say) -> None:
    """One item for each new title, however many are asked for it."""
    by = Account.objects.filter(pk=run.options.get("saved_by")).first()
    items: dict[str, Item] = {}
    for done, found in enumerate(judged):
        say("Saving", done, len(judged))
        plan: Plan = found.change.plan
        if plan.item_id is not None:
            item = Item.objects.get(pk=plan.item_id)
        else:
            item = items.get(plan.title.casefold()) or _new_item(plan.new_item, ledger, by=by)
            items[plan.title.casefold()] = item
        _ask(run, plan, item, ledger, by=by)


@transaction.atomic
def undo_requirements(run: ImportRun, *, by: Account | None) -> ImportRun:
    """What was counted of them can be counted again; anything else built on them stands in the way."""
    made = [key for step in run.steps.filter(table=Requirement._meta.label, before__isnull=True) for key in step.keys]
    GapSnapshot.objects.filter(requirement__in=made).delete()
    undone = imports.undo(run, by=by)
    for key, day in run.options.get(ENDED, {}).items():  # only when the rows that took their place are gone
        held = Requirement.objects.select_for_update().get(pk=key)
        if held.ends_on is None or held.ends_on.isoformat() != day:
            raise imports.CannotBeUndone(f"{held} has been changed since, so it cannot be undone.")
        held.ends_on = None
        held.save(update_fields=["ends_on"])
        trail.note(by, "asked again for", held)
    return undone


def _ask(run: ImportRun, plan: Plan, item: Item, ledger: Ledger, *, by: Account | None) -> None:
    asking = Asking(item, **plan.whom, **plan.terms)
    if plan.requirement_id is None:
        made = add_requirement(asking, starts_on=clock.today(), by=by)
    else:
        held = Requirement.objects.get(pk=plan.requirement_id)
        made = change_requirement(held, asking, on=clock.today(), by=by)
        run.options.setdefault(ENDED, {})[str(held.pk)] = (made.starts_on - A_DAY).isoformat()
    _note(ledger, Requirement, [made.pk])


def _new_item(said: NewItem, ledger: Ledger, *, by: Account | None) -> Item:
    theme, is_new = theme_called(said.theme)
    if is_new:
        _note(ledger, Theme, [theme.pk])
    item = catalogue.add_item(
        said.title,
        by=by,
        organisation=_top(),
        theme=theme,
        kind=Kind(said.kind),
        mode=Mode(said.mode),
        hours=said.hours,
        summary=said.summary,
        level=said.level,
        capabilities=[said.capability] if said.capability else [],
    )
    _note(ledger, Item, [item.pk])
    _note(ledger, ItemText, ItemText.objects.filter(pk=item.pk).values_list("pk", flat=True))
    of_capabilities = Item.capabilities.through
    _note(ledger, of_capabilities, of_capabilities.objects.filter(item=item).values_list("pk", flat=True))
    return item


def _note(ledger: Ledger, model: type[models.Model], keys: Sequence[int] | models.QuerySet) -> None:
    """What an action wrote, for the undoing."""
    ledger.inserted.setdefault(model, []).extend(keys)


def _top() -> Organisation:
    """What the file brings to the catalogue is the authority's."""
    tops = Organisation.objects.filter(parent__isnull=True, closed_on__isnull=True).order_by("path")
    found = tops.filter(kind=OrganisationKind.COUNCIL).first() or tops.first()
    if found is None:
        raise RequirementRefused("There is no organisation yet, so nobody could offer what is asked.")
    return found
