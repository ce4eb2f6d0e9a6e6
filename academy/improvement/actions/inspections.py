"""Inspections and visits, what was found and answered, and the judgements published of others."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from academy.core import clock, trail
from academy.improvement.models import (
    Inspection,
    InspectionFinding,
    InspectionJudgement,
    OutcomesRelease,
    PublishedOutcome,
)
from academy.improvement.rules.inspections import InspectionRefused, Said, refuse_finding, refuse_graded
from academy.improvement.rules.outcomes import Outcomes
from academy.people.models import Account


@transaction.atomic
def add_inspection(
    kind: str, on: date, title: str, *, by: Account | None, judgements: Mapping[str, str] | None = None, **said: Any
) -> Inspection:
    given = {area: grade for area, grade in (judgements or {}).items() if grade}
    _refuse(kind, on, said.get("published_on"), given)
    try:
        with transaction.atomic():
            inspection = Inspection.objects.create(kind=kind, on=on, title=title.strip(), made_by=by, **said)
    except IntegrityError:
        raise InspectionRefused("There is one of that kind on that day already.", field="on") from None
    _judge(inspection, given)
    trail.note(by, "added", inspection, kind=kind, on=str(on))
    return inspection


@transaction.atomic
def change_inspection(
    inspection: Inspection, *, by: Account | None, judgements: Mapping[str, str] | None = None, **said: Any
) -> Inspection:
    """Also what the report judged, once it is published."""
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    given = {area: grade for area, grade in (judgements or {}).items() if grade}
    kind, on = said.get("kind", inspection.kind), said.get("on", inspection.on)
    _refuse(kind, on, said.get("published_on", inspection.published_on), given)
    before = {one.area: one.grade for one in inspection.judgements.all()}
    for name, value in said.items():
        setattr(inspection, name, value)
    try:
        with transaction.atomic():
            inspection.save()
    except IntegrityError:
        raise InspectionRefused("There is one of that kind on that day already.", field="on") from None
    if given != before:
        inspection.judgements.all().delete()
        _judge(inspection, given)
    trail.note(by, "changed", inspection, judged=given != before)
    return inspection


@transaction.atomic
def add_inspection_finding(
    inspection: Inspection, said: str, *, by: Account | None, kind: str = Said.IMPROVE, area: str = "", **answer: Any
) -> InspectionFinding:
    """In the report's own words, numbered as they are written down."""
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    refuse_finding(said, answer.get("done", ""), answer.get("done_on"))
    last = inspection.findings.aggregate(last=Max("number"))["last"] or 0
    finding = InspectionFinding.objects.create(
        inspection=inspection,
        number=last + 1,
        said=said.strip(),
        kind=kind,
        area=area,
        judgement=_grade_of(inspection, area),
        **answer,
    )
    trail.note(by, "wrote down", finding, kind=kind)
    return finding


@transaction.atomic
def change_inspection_finding(finding: InspectionFinding, *, by: Account | None, **said: Any) -> InspectionFinding:
    """What was promised in answer, and what was done of it, with its day."""
    finding = InspectionFinding.objects.select_for_update().get(pk=finding.pk)
    changed = {name: value for name, value in said.items() if getattr(finding, name) != value}
    for name, value in changed.items():
        setattr(finding, name, value)
    refuse_finding(finding.said, finding.done, finding.done_on)
    finding.judgement = _grade_of(finding.inspection, finding.area)
    if changed:
        finding.save()
        trail.note(by, "answered", finding, **{name: str(value) for name, value in changed.items()})
    return finding


@transaction.atomic
def keep_outcomes(found: Outcomes, as_at: date, *, source_words: str, by: Account | None) -> OutcomesRelease:
    """A second file for the same day takes the place of the first."""
    if as_at > clock.today():
        raise InspectionRefused("That day is still to come.", field="as_at")
    values = {"source_words": source_words, "read_at": clock.now(), "read_by": by}
    release, is_new = OutcomesRelease.objects.update_or_create(as_at=as_at, defaults=values)
    release.outcomes.all().delete()
    PublishedOutcome.objects.bulk_create(
        PublishedOutcome(
            release=release,
            authority=one.authority[:120],
            region=one.region[:80],
            inspected_on=one.inspected_on,
            published_on=one.published_on,
            **one.grades,
        )
        for one in found.judged
    )
    trail.note(by, "read" if is_new else "read again", release, authorities=len(found.judged))
    return release


def _refuse(kind: str, on: date, published_on: date | None, given: dict[str, str]) -> None:
    refuse_graded(kind, given)
    if on > clock.today():
        raise InspectionRefused("Write it down when it has been.", field="on")
    if published_on is not None and published_on < on:
        raise InspectionRefused("A report comes after its inspection.", field="published_on")


def _judge(inspection: Inspection, given: Mapping[str, str]) -> None:
    InspectionJudgement.objects.bulk_create(
        InspectionJudgement(inspection=inspection, area=area, grade=grade) for area, grade in given.items()
    )


def _grade_of(inspection: Inspection, area: str) -> str:
    return inspection.judgements.filter(area=area).values_list("grade", flat=True).first() or "" if area else ""
