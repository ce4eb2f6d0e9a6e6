"""Packs and what stands in them: who may read which, and measures as everybody may read them."""

import json
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from academy.core import clock
from academy.improvement.models.measures import Measure, Reading
from academy.improvement.models.packs import (
    Commentary,
    Pack,
    PackApproval,
    PackFile,
    PackMeasure,
    PackVersion,
)
from academy.improvement.queries.measures import Series, series_of, with_readings
from academy.improvement.rules.commentary import Checked, checked
from academy.improvement.rules.disclosed import may_be_public, withheld_numbers
from academy.improvement.rules.measures import ReadingState
from academy.improvement.rules.packs import Edition, FileKind, PackState
from academy.people.models import Account
from academy.people.queries import current_grants
from academy.people.rules import Role
from academy.people.scope import Viewer, visible

LABELS = {"what_happened": "What happened", "why": "Why", "what_next": "What next"}
PACK_LABELS = {"better": "What is better", "not_better": "What is not", "doing": "What we are doing"}


@dataclass(frozen=True)
class Line:
    """A measure in a pack that is being written: its two series, and what was written about it."""

    line: PackMeasure
    series: Series
    public: Series
    commentary: Commentary | None

    @property
    def withheld(self) -> set[Decimal]:
        shown = {reading.on for reading in self.public.drawn}
        numbers = (reading for reading in self.series.drawn if reading.on not in shown)
        return {
            one
            for each in numbers
            for one in withheld_numbers(value=each.value, numerator=each.numerator, denominator=each.denominator)
        }


@dataclass(frozen=True)
class Fault:
    """What has to be put right before a pack goes out, and where."""

    where: str
    words: str
    url: str = ""


def packs(viewer: Viewer) -> QuerySet[Pack]:
    """Without what was put forward, which is asked for when it is read."""
    return (
        visible(viewer, Pack)
        .defer("proof")
        .prefetch_related(Prefetch("versions", PackVersion.objects.order_by("-number")))
    )


def versions(viewer: Viewer) -> QuerySet[PackVersion]:
    return visible(viewer, PackVersion).select_related("pack").defer("pack__proof")


def files(viewer: Viewer) -> QuerySet[PackFile]:
    """Without their content, which is asked for one at a time."""
    return visible(viewer, PackFile).select_related("version__pack").defer("content", "version__pack__proof")


def latest_version(pack: Pack) -> PackVersion | None:
    return PackVersion.objects.filter(pack=pack).order_by("-number").first()


def facts_of(version: PackVersion | None, edition: Edition) -> dict[str, Any] | None:
    """What a version says, read from the bytes it was frozen as."""
    frozen = PackFile.objects.filter(version=version, edition=edition, kind=FileKind.FACTS).first() if version else None
    return None if frozen is None else json.loads(bytes(frozen.content))


def facts_before(pack: Pack, edition: Edition) -> dict[str, Any] | None:
    """Of the pack before this one, as it stood last."""
    published = PackVersion.objects.filter(pack__period_ends_on__lt=pack.period_ends_on)
    return facts_of(published.order_by("-pack__period_ends_on", "-number").first(), edition)


def next_number(pack: Pack) -> int:
    return PackVersion.objects.filter(pack=pack).count() + 1


def standing_approvals(pack: Pack, number: int) -> QuerySet[PackApproval]:
    return PackApproval.objects.filter(pack=pack, number=number, lapsed_at=None).select_related("by__person")


def lines_of(pack: Pack, *, until: date | None = None) -> list[Line]:
    """In the order of the pack, in as many queries for one measure as for thirty."""
    until = until or clock.today()
    rows = list(pack.lines.select_related("commentary").order_by("place", "pk"))
    measures = {one.pk: one for one in with_readings(Measure.objects.filter(pk__in=[row.measure_id for row in rows]))}
    return [_line(row, measures[row.measure_id], until) for row in rows]


def public_copy(measure: Measure) -> Measure:
    """The measure with every reading that may not be public emptied of its numbers."""
    kept = copy(measure)
    readings = [_public(reading, measure) for reading in measure.readings.all()]
    kept._prefetched_objects_cache = {**measure._prefetched_objects_cache, "readings": readings}  # type: ignore[attr-defined]
    return kept


def faults(pack: Pack, lines: Sequence[Line]) -> list[Fault]:
    """All that keeps the pack from being put forward."""
    found = [] if lines else [Fault("Measures", "No measure stands in it yet.")]
    withheld = {number for line in lines for number in line.withheld}
    for name, label in PACK_LABELS.items():
        found += _faults(label, getattr(pack, name), withheld, url="")
    for line in lines:
        title, url = line.series.measure.title, line.line.get_absolute_url()
        if line.commentary is None:
            found.append(Fault(title, "Nothing is written about it yet.", url))
            continue
        for name, label in LABELS.items():
            found += _faults(f"{title}: {label.lower()}", getattr(line.commentary, name), line.withheld, url=url)
    return found


def measures_to_choose(viewer: Viewer) -> QuerySet[Measure]:
    return visible(viewer, Measure).order_by("area", "title")


def who_reads(on: date) -> list[Account]:
    """Members and directors, who are told when a pack is there to read."""
    held = current_grants(on).filter(role__in=(Role.MEMBER, Role.DIRECTOR), account__is_active=True)
    return list(Account.objects.filter(pk__in=held.values("account")).select_related("person").order_by("pk"))


def who_approves(on: date) -> list[Account]:
    held = current_grants(on).filter(role=Role.DIRECTOR, account__is_active=True)
    return list(Account.objects.filter(pk__in=held.values("account")).select_related("person").order_by("pk"))


def to_write(viewer: Viewer) -> Pack | None:
    return visible(viewer, Pack).defer("proof").filter(state=PackState.WRITING).order_by("-period_ends_on").first()


def to_approve(viewer: Viewer) -> Pack | None:
    return visible(viewer, Pack).defer("proof").filter(state=PackState.PUT_FORWARD).order_by("-period_ends_on").first()


def commented_on(pack: Pack) -> tuple[int, int]:
    """How many of its measures have words, and how many there are."""
    rows = pack.lines.values_list("commentary", flat=True)
    return sum(1 for row in rows if row is not None), len(rows)


def _line(row: PackMeasure, measure: Measure, until: date) -> Line:
    commentary = getattr(row, "commentary", None)
    return Line(row, series_of(measure, until=until), series_of(public_copy(measure), until=until), commentary)


def _public(reading: Reading, measure: Measure) -> Reading:
    if reading.value is None or may_be_public(
        value=reading.value,
        numerator=reading.numerator,
        denominator=reading.denominator,
        unit=measure.unit,
        under=measure.suppress_under,
    ):
        return reading
    kept = copy(reading)
    kept.value = kept.numerator = kept.denominator = None
    kept.is_hidden, kept.state = True, ReadingState.FINAL
    return kept


def _faults(where: str, sentence: str, withheld: Iterable[Decimal], *, url: str) -> list[Fault]:
    if not sentence.strip():
        return [Fault(where, "This is still to be written.", url)]
    said: Checked = checked(sentence, withheld=withheld)
    return [Fault(where, words, url) for words in said.wrong]
