"""Signals that the Academy raises itself, from what the rooms below know: many gaps, and sources that changed."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.contrib.contenttypes.models import ContentType

from academy.catalogue.models import Item
from academy.frameworks.models import CurrencyReview, SourceVersion
from academy.frameworks.rules import ReviewReason
from academy.needs import queries, rules
from academy.needs.actions.signals import raise_signal
from academy.needs.models import Requirement, Signal, SnapshotDay
from academy.needs.rules import Evidence, Risk, SignalKind
from academy.people.models import Organisation


def signal_what_is_lacking(gaps_of: SnapshotDay) -> int:
    """A requirement that many are overdue for. While its signal or need stands, it is not said again."""
    counts = queries.Counts.from_json(gaps_of.totals).requirements
    many = {pk: count for pk, count in counts.items() if rules.are_many(count.overdue, count.people)}
    turns = _turns(many)
    found = Requirement.objects.filter(pk__in=many).select_related("item", "job_role", "organisation").order_by("pk")
    for requirement in found:
        if (turn := turns.get(requirement.pk, 0)) is None:
            continue
        count = many[requirement.pk]
        raise_signal(
            SignalKind.REQUIREMENT,
            rules.lacking_words(requirement.item.title, count.overdue, count.people)[: rules.LONGEST_SAID],
            size=count.overdue,
            risk=rules.risk_of(count.overdue, count.people),
            evidence=Evidence.COUNTED,
            capability=requirement.item.capabilities.order_by("position", "pk").first(),
            item=requirement.item,
            organisation=requirement.organisation,
            job_role=requirement.job_role,
            cause=requirement,
            on=gaps_of.taken_on,
            turn=turn,
        )
    return sum(turns.get(pk, 0) is not None for pk in many)


def _turns(requirement_ids: Collection[int]) -> dict[int, int | None]:
    """The turn of the next signal of each; None while an earlier one stands, or was left within the year."""
    kind = ContentType.objects.get_for_model(Requirement)
    rows = Signal.objects.filter(kind=SignalKind.REQUIREMENT, cause_type=kind, cause_id__in=list(requirement_ids))
    turns: dict[int, int | None] = {}
    for signal in rows.select_related("need").order_by("turn"):
        is_over = signal.need is not None and not signal.need.is_standing
        assert signal.cause_id is not None  # they were found by it
        turns[signal.cause_id] = signal.turn + 1 if is_over else None
    return turns


def signal_what_changed(*, on: date) -> int:
    """A source whose new version has flagged items: once for each version, with how many people learn from them."""
    flagged: dict[int, set[int]] = defaultdict(set)
    keepers: dict[int, set[int]] = defaultdict(set)
    items = ContentType.objects.get_for_model(Item)
    reviews = CurrencyReview.objects.filter(reason=ReviewReason.VERSION, version__isnull=False, record_type=items)
    for version_id, organisation_id, item_id in reviews.values_list("version", "organisation", "record_id"):
        flagged[version_id].add(item_id)
        keepers[version_id].add(organisation_id)
    heard = Signal.objects.filter(kind=SignalKind.SOURCE, cause_type=ContentType.objects.get_for_model(SourceVersion))
    new = flagged.keys() - set(heard.values_list("cause_id", flat=True))
    for version in SourceVersion.objects.filter(pk__in=new).select_related("source", "replaces").order_by("pk"):
        keeper = Organisation.objects.get(pk=min(keepers[version.pk])) if len(keepers[version.pk]) == 1 else None
        _raise_for(version, flagged[version.pk], keeper, on=on)
    return len(new)


def _raise_for(version: SourceVersion, item_ids: set[int], keeper: Organisation | None, *, on: date) -> None:
    old = getattr(version, "replaces", None)
    first = Item.objects.filter(pk__in=item_ids, capabilities__isnull=False).order_by("pk").first()
    raise_signal(
        SignalKind.SOURCE,
        rules.changed_words(str(version), old.name if old else "an earlier one", len(item_ids))[: rules.LONGEST_SAID],
        size=_asked_for(item_ids),
        risk=Risk.SOME,
        evidence=Evidence.COUNTED,
        capability=first.capabilities.order_by("position", "pk").first() if first else None,
        item=Item.objects.get(pk=min(item_ids)) if len(item_ids) == 1 else None,
        organisation=keeper,
        cause=version,
        on=on,
    )


def _asked_for(item_ids: set[int]) -> int:
    """Of how many people any one of the items is asked, as they were last counted."""
    day = SnapshotDay.objects.filter(finished_at__isnull=False).order_by("-taken_on").first()
    counts = queries.Counts.from_json(day.totals if day else {}).requirements
    asked = Requirement.objects.filter(item__in=item_ids, pk__in=counts).values_list("pk", flat=True)
    return max((counts[pk].people for pk in asked), default=0)
