"""Pointing a score to learning, and turning what groups score into evidence of a need."""

from datetime import date

from django.db import IntegrityError, transaction

from academy.catalogue.models import Item
from academy.core import clock, trail
from academy.core.clock import months_after
from academy.frameworks.models import Capability
from academy.needs.actions.signals import raise_signal
from academy.needs.models import CapabilityGap, Recommendation
from academy.needs.queries import capabilities as queries
from academy.needs.rules import Evidence, SignalKind
from academy.needs.rules import capabilities as rules
from academy.people.models import Account
from academy.people.scope import TheAuthority


@transaction.atomic
def recommend(capability: Capability, item: Item, *, lowest: int, highest: int, by: Account | None) -> Recommendation:
    """Whoever scores in the range is pointed to the item."""
    rules.refuse_range(lowest, highest)
    try:
        with transaction.atomic():
            made = Recommendation.objects.create(capability=capability, item=item, lowest=lowest, highest=highest)
    except IntegrityError:
        words = f"{item} is recommended for this already. Take that away first to change its scores."
        raise rules.AlreadyRecommended(words, field="item") from None
    trail.note(by, "recommended", made, lowest=lowest, highest=highest)
    return made


@transaction.atomic
def recommend_no_more(recommendation: Recommendation, *, by: Account | None) -> None:
    held = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if held.withdrawn_on is None:
        held.withdrawn_on = clock.today()
        held.save(update_fields=["withdrawn_on"])
        trail.note(by, "no longer recommended", held)


def raise_signals_of_scores(*, on: date) -> int:
    """Where enough of a group are below what is expected: counted, and said once in half a year. Names nobody."""
    heard = queries.counted_since(months_after(on, -rules.GAP_AGAIN_MONTHS))
    raised = 0
    for group in rules.folded(queries.groups(TheAuthority(on), on=on)):
        if group.is_signal and (group.organisation_id, group.team_id, group.capability_id) not in heard:
            _raise(group, on=on)
            raised += 1
    return raised


@transaction.atomic
def _raise(group: rules.Group, *, on: date) -> None:
    gap, _ = CapabilityGap.objects.get_or_create(
        counted_on=on,
        organisation_id=group.organisation_id,
        team_id=group.team_id,  # type: ignore[misc]
        capability_id=group.capability_id,
        defaults={"scored": group.scored, "below": group.below},
    )
    raise_signal(
        SignalKind.SELF_ASSESSMENT,
        rules.gap_words(gap.below, gap.scored, str(gap.capability), gap.where),
        size=gap.below,
        risk=rules.risk(gap.below, gap.scored, group.lowest),
        evidence=Evidence.JUDGED,  # counted, and judged by a second person: the line manager
        capability=gap.capability,
        organisation=gap.organisation,
        team=gap.team,
        cause=gap,
        on=on,
    )
