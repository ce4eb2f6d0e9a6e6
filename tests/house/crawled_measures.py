"""What the crawl meets of measures, their readings, and inspections."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from academy.core import clock
from academy.core import imports as machine
from academy.improvement.actions import inspections
from academy.improvement.actions.measures import Said, change_measure, record_reading, set_target
from academy.improvement.imports.readings import SPEC
from academy.improvement.models import (
    Comparator,
    EarlierReading,
    InterimTarget,
    Measure,
    OutcomesRelease,
    PublishedOutcome,
)
from academy.people.models import Account, Person
from tests.builders import numbers

EXAMPLES = {
    "improvement/measures/": "measure code",
    "improvement/measures/files/": "reading file",
    "improvement/inspections/": "inspection",
    "improvement/inspections/findings/": "inspection finding",
    "api/improvement/measures/": "measure code",
}
DAYS = count(1)


def measures_of(things: dict[str, Any], account: Account, person: Person) -> None:
    """They answer for it, so that a leak of who they are would show."""
    code, on = f"measure_{next(numbers)}", clock.today().replace(day=1) - timedelta(days=1)
    measure = things["measure"] = Measure.objects.create(
        code=code, title=f"Measure {code}", area="Workforce", plain_meaning="What it tells.", definition="So many."
    )
    things["measure code"] = code
    change_measure(measure, owner=person, owner_words="Head of service", by=None)
    set_target(measure, target=Decimal(80), target_by=on, interim={on - timedelta(days=9): Decimal(70)}, by=None)
    things["interim target"] = InterimTarget.objects.get(measure=measure)
    record_reading(measure, on, Said(Decimal(50), Decimal(20), Decimal(40)))
    things["reading"], _ = record_reading(measure, on, Said(Decimal(55), Decimal(22), Decimal(40)))
    things["earlier reading"] = EarlierReading.objects.get(reading=things["reading"])
    things["comparator"] = Comparator.objects.create(
        measure=measure, who="England", value=Decimal(60), on=on, source_words="As published"
    )
    things["reading file"] = machine.take_in(
        SPEC, f"Measure,Until,Reading\n{code},{on:%d/%m/%Y},56\n".encode(), "readings.csv", by=account
    )
    _inspected(things)


def _inspected(things: dict[str, Any]) -> None:
    on = clock.today() - timedelta(days=2_000 + 3 * next(DAYS))
    inspection = things["inspection"] = inspections.add_inspection(
        "standard", on, f"Inspection {on}", by=None, published_on=on, judgements={"overall": "improve"}
    )
    things["inspection judgement"] = inspection.judgements.get()
    things["inspection finding"] = inspections.add_inspection_finding(inspection, "Plans drift.", by=None)
    as_at = date(2001, 1, 1) + timedelta(days=next(DAYS))
    release = OutcomesRelease.objects.create(as_at=as_at, source_words="As published", read_at=clock.now())
    things["outcomes release"] = release
    things["published outcome"] = PublishedOutcome.objects.create(
        release=release, authority="Northmoor", overall="good"
    )
