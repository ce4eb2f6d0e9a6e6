"""Published numbers beside our own."""

from django.db import transaction

from academy.core import trail
from academy.improvement.models import Comparator, Measure
from academy.improvement.rules.published_measures import Found
from academy.people.models import Account


@transaction.atomic
def keep_comparators(found: Found, *, source_words: str, by: Account | None) -> int:
    """A later release of the same year takes the place of the earlier; the trail says so."""
    measures = {one.code: one for one in Measure.objects.filter(code__in={one.code for one in found.published})}
    rows = {
        (one.code, one.who, one.on): Comparator(
            measure=measures[one.code], who=one.who, on=one.on, value=one.value, source_words=source_words
        )
        for one in found.published
        if one.code in measures
    }
    Comparator.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["measure", "who", "on"],
        update_fields=["value", "source_words"],
    )
    trail.note_each(by, "compared", measures.values(), source=source_words)
    return len(rows)
