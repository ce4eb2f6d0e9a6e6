"""The business case: begun, and stated anew. Each statement is drawn once and kept with its answer."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from academy.analysis import business
from academy.core import clock, trail
from academy.people.models import Account
from academy.workforce.models import BusinessCase, CaseInput, CaseVersion
from academy.workforce.rules.business_cases import CaseRefused, Stated, refuse_what_cannot_be

SEED = 1  # the same inputs always give the same answer


@transaction.atomic
def begin_case(
    title: str, stated: Sequence[Stated], *, begins_on: date, by: Account | None, about: str = ""
) -> BusinessCase:
    refuse_what_cannot_be(stated)
    try:
        with transaction.atomic():
            case = BusinessCase.objects.create(
                title=title.strip(), about=about, begins_on=begins_on, made_by=by, made_at=clock.now()
            )
    except IntegrityError:
        raise CaseRefused(f"There is a case called “{title.strip()}” already.", field="title") from None
    trail.note(by, "began", case)
    _write(case, stated, number=1, why="", by=by)
    return case


@transaction.atomic
def state_again(case: BusinessCase, stated: Sequence[Stated], *, why: str, by: Account | None) -> CaseVersion:
    """Other inputs make another version. What was said before stays, with its answer."""
    refuse_what_cannot_be(stated)
    case = BusinessCase.objects.select_for_update().get(pk=case.pk)
    last = case.versions.order_by("-number").first()
    return _write(case, stated, number=last.number + 1 if last else 1, why=why, by=by)


def answer_of(stated: Sequence[Stated], *, seed: int = SEED) -> dict[str, Any]:
    """As JSON keeps it: drawn a hundred thousand times, always the same for the same inputs."""
    inputs = {one.name.value: business.Spread(one.kind.value, one.numbers, one.source) for one in stated}
    found = asdict(business.case(inputs, seed=seed))
    found["swings"] = list(found["swings"])
    found["return_on_cost"] = None  # a single sum is never said of what nobody has measured yet
    return {name: _plain(value) for name, value in found.items()}


def _write(case: BusinessCase, stated: Sequence[Stated], *, number: int, why: str, by: Account | None) -> CaseVersion:
    version = CaseVersion.objects.create(
        case=case,
        number=number,
        why=why,
        seed=SEED,
        draws=business.DRAWS,
        answer=answer_of(stated),
        made_by=by,
        made_at=clock.now(),
    )
    CaseInput.objects.bulk_create(
        CaseInput(
            version=version,
            name=one.name,
            kind=one.kind,
            numbers=list(one.numbers),
            source=one.source.strip(),
            source_on=one.source_on,
        )
        for one in stated
    )
    trail.note(by, "stated", version, number=number)
    return version


def _plain(value: Any) -> Any:
    """No number that JSON cannot hold: what is beyond all bounds is not known."""
    if isinstance(value, float):
        return value if abs(value) < float("inf") else None
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list) else value
