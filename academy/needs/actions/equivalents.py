"""Saying what counts instead of what is asked."""

from datetime import date

from django.db import IntegrityError, transaction

from academy.catalogue.models import Item
from academy.core import trail
from academy.needs import rules
from academy.needs.models import Equivalent
from academy.people.models import Account


@transaction.atomic
def add_equivalent(
    item: Item, counts: Item, *, starts_on: date, ends_on: date | None = None, why: str = "", by: Account | None
) -> Equivalent:
    """Whoever finishes the other between these days has this one, also for what they did before today."""
    rules.refuse_day(starts_on, field="starts_on")
    rules.refuse_start(starts_on, ends_on)
    if item == counts:
        raise rules.RequirementRefused("An item counts as itself already. Choose another.", field="counts")
    try:
        with transaction.atomic():
            made = Equivalent.objects.create(
                item=item, counts=counts, starts_on=starts_on, ends_on=ends_on, why=why.strip(), agreed_by=by
            )
    except IntegrityError:
        raise rules.RequirementRefused(f"“{counts}” counts as “{item}” already.", field="counts") from None
    trail.note(by, "accepted instead", made, starts_on=str(starts_on), ends_on=str(ends_on or ""))
    return made


@transaction.atomic
def end_equivalent(equivalent: Equivalent, *, on: date, by: Account | None) -> Equivalent:
    """What was finished by that day still counts."""
    rules.refuse_day(on, field="ends_on")
    held = Equivalent.objects.select_for_update(of=("self",)).get(pk=equivalent.pk)
    if held.ends_on is not None:
        raise rules.AlreadyEnded(held.ends_on)
    rules.refuse_start(held.starts_on, on)
    held.ends_on = on
    held.save(update_fields=["ends_on"])
    trail.note(by, "no longer accepts instead", held, ends_on=str(on))
    return held
