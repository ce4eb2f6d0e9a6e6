"""Two years of every measure of Weyshire: made up, as the story goes, and never all good."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from academy.audits.models import TimelinessFigure
from academy.core.clock import months_after
from academy.core.demo import World
from academy.improvement.actions.measures import load_measures, raise_signals
from academy.improvement.models import Comparator, EarlierReading, InterimTarget, Measure, Priority, Reading
from academy.improvement.rules.measures import Frequency, ReadingState, Unit, is_too_few, month_end, period_end
from academy.people.models import Grant, Person
from academy.people.rules import Role

LONDON = ZoneInfo("Europe/London")
FILE = Path(__file__).with_name("measures.csv")
MONTHS = 24
CHANGED_AGO = 11  # months since training began
BEFORE = "As reported to the improvement board"
CASES = 900  # of what is counted among very many
HAPPENED = "Training began"
LATE = "agency_rate"  # its newest month has not come
CORRECTED = "s47_to_icpc_within_15wd"
TRAINED = {"audits_good_or_better", "seen_alone_rate", "assessment_within_45wd"}
WORSE = "vacancy_rate"
OF_PRIORITIES = {  # by words of a priority's title
    "risk": ("audits_good_or_better", "repeat_cpp_ever", "cpp_over_2_years", "seen_alone_rate"),
    "staff": ("vacancy_rate", "turnover_rate", "agency_rate", "caseload_average", "retention_asye_plus_24m"),
    "supervis": ("supervision_in_time", "audit_actions_closed_in_time"),
    "care": ("iha_within_20wd", "out_of_area_rha_in_time", "care_leaver_eet_19_21"),
}
ENGLAND = (  # published for England; see docs/reference/improvement-measures.md for the releases
    ("rereferral_rate_12m", "22.6", date(2025, 3, 31), "Children in need, 2025"),
    ("referral_nfa_rate", "6.5", date(2025, 3, 31), "Children in need, 2025"),
    ("repeat_cpp_ever", "24.5", date(2025, 3, 31), "Children in need, 2025"),
    ("cla_3plus_social_workers", "27", date(2024, 3, 31), "Stability measures, 2024"),
    ("care_leaver_suitable_accommodation_17_18", "91", date(2025, 3, 31), "Children looked after, 2025"),
    ("care_leaver_suitable_accommodation_19_21", "89", date(2025, 3, 31), "Children looked after, 2025"),
    ("turnover_rate", "13.8", date(2024, 9, 30), "Children’s social work workforce, 2024"),
    ("vacancy_rate", "17.3", date(2024, 9, 30), "Children’s social work workforce, 2024"),
    ("agency_rate", "16.2", date(2024, 9, 30), "Children’s social work workforce, 2024"),
    ("absence_rate", "3.4", date(2024, 9, 30), "Children’s social work workforce, 2024"),
    ("caseload_average", "15.4", date(2024, 9, 30), "Children’s social work workforce, 2024"),
)


@dataclass(frozen=True)
class Line:
    code: str
    before: float
    now: float
    n: int | None
    target: Decimal | None
    is_statutory: bool
    due: date | None
    steps: tuple[tuple[date, Decimal], ...]


def build(world: World) -> None:
    load_measures()
    measures = {one.code: one for one in Measure.objects.all()}
    _promised(measures, world)
    counted = _counted()
    chance = world.chance("measures")
    readings = [
        reading
        for line in lines()
        for reading in _readings(measures[line.code], line, counted, Random(f"{world.people} {line.code}"), world)
    ]
    Reading.objects.bulk_create(readings)
    _correct(measures[CORRECTED], chance)
    Comparator.objects.bulk_create(
        Comparator(measure=measures[code], who="England", value=Decimal(value), on=on, source_words=words)
        for code, value, on, words in ENGLAND
        if on <= world.on
    )
    raised = raise_signals(on=world.on)
    world.say(f"{len(measures)} measures with {len(readings):,} readings; {raised} became worse")


@cache
def lines() -> tuple[Line, ...]:
    with FILE.open(encoding="utf-8", newline="") as rows:
        return tuple(_line(row) for row in csv.DictReader(rows))


def _line(row: dict[str, str]) -> Line:
    steps = [step.split(":") for step in row["steps"].split(";") if step]
    return Line(
        row["code"],
        float(row["before"]),
        float(row["now"]),
        int(row["n"]) if row["n"] else None,
        Decimal(row["target"]) if row["target"] else None,
        row["statutory"] == "yes",
        _month(row["due"]) if row["due"] else None,
        tuple((_month(by), Decimal(value)) for by, value in steps),
    )


def _month(words: str) -> date:
    year, month = words.split("-")
    return month_end(date(int(year), int(month), 1))


def _promised(measures: dict[str, Measure], world: World) -> None:
    """Days of targets move with the day that the demonstration is built for: the story was written in November 2026."""
    away = (world.on.year - 2026) * 12 + world.on.month - 11
    owners = _owners()
    steps = []
    for line in lines():
        measure = measures[line.code]
        measure.target, measure.is_statutory = line.target, line.is_statutory
        measure.target_by = _moved(line.due, away) if line.due else None
        measure.tolerance = Decimal("0.5") if line.target and line.target >= 80 else Decimal(0)
        measure.owner = owners[len(line.code) % len(owners)] if owners else None
        if line.code in TRAINED:
            measure.baseline_until = _ago(world.on, CHANGED_AGO)
            measure.changed_words = HAPPENED
        steps += [InterimTarget(measure=measure, by=_moved(by, away), value=value) for by, value in line.steps]
    names = ["target", "target_by", "tolerance", "is_statutory", "owner", "baseline_until", "changed_words"]
    Measure.objects.bulk_update(measures.values(), names)
    InterimTarget.objects.bulk_create(steps)


def _moved(on: date, months: int) -> date:
    return month_end(months_after(on.replace(day=1), months))


def link() -> None:
    """To the priority of the plan that they are to show."""
    priorities = list(Priority.objects.order_by("pk"))
    measures = list(Measure.objects.all())
    for measure in measures:
        measure.priority = next((one for one in priorities if _is_of(one, measure.code)), None)
    Measure.objects.bulk_update(measures, ["priority"])


def _is_of(priority: Priority, code: str) -> bool:
    return any(word in priority.title.lower() and code in codes for word, codes in OF_PRIORITIES.items())


def _owners() -> list[Person]:
    """Those whom the demonstration knows by name."""
    roles = (Role.DIRECTOR, Role.ACADEMY, Role.AUDITOR)
    found = Grant.objects.filter(role__in=roles, account__person__isnull=False).order_by("pk")
    return list(Person.objects.filter(pk__in=found.values("account__person")).order_by("pk")[:4])


def _counted() -> dict[tuple[str, date], TimelinessFigure]:
    """What the lists of the last year said, the newest of each month."""
    found = TimelinessFigure.objects.filter(value__isnull=False).select_related("reading").order_by("reading__on")
    return {(one.code, month_end(one.reading.on)): one for one in found}


def _readings(
    measure: Measure, line: Line, counted: dict[tuple[str, date], TimelinessFigure], chance: Random, world: World
) -> list[Reading]:
    quarterly = measure.frequency == Frequency.QUARTERLY
    ends = _ends(world.on, 3 if quarterly else 1)
    values = _walk(line, len(ends), chance, is_step=line.code in TRAINED)
    readings = []
    for place, (on, value) in enumerate(zip(ends, values, strict=True)):
        if line.code == LATE and place >= len(ends) - 2:
            readings.append(_late(measure, on))
            continue
        known = counted.get((line.code, on))
        readings.append(_taken(measure, on, known) if known else _made(measure, on, value, line, place, len(ends)))
    return readings


def _ends(today: date, months: int) -> list[date]:
    end, ends = period_end(today - timedelta(days=7), Frequency.QUARTERLY if months == 3 else Frequency.MONTHLY), []
    for _ in range(MONTHS // months):
        ends.append(end)
        end = month_end(months_after(end.replace(day=1), -months))
    return ends[::-1]


def _ago(today: date, months: int) -> date:
    return month_end(months_after(period_end(today - timedelta(days=7), Frequency.MONTHLY).replace(day=1), -months))


def _walk(line: Line, count: int, chance: Random, *, is_step: bool) -> list[float]:
    """A year of the usual up and down, then to another level, by a step or over half a year."""
    wide = max(abs(line.now - line.before) * 0.16, line.before * 0.012, 0.15)
    found = []
    for place in range(count):
        way = float(place >= count - CHANGED_AGO) if is_step else min(1.0, max(0.0, (place - count / 2) / (count / 4)))
        found.append(line.before + (line.now - line.before) * way + chance.uniform(-wide, wide))
    found[-1] = line.now
    return found


def _made(measure: Measure, on: date, value: float, line: Line, place: int, count: int) -> Reading:
    if measure.unit == Unit.COUNT:
        return _reading(measure, on, Decimal(max(0, round(value))), None, None)
    if measure.unit != Unit.PERCENT:
        return _reading(measure, on, Decimal(f"{value:.1f}"), None, None)
    n = Decimal(line.n or CASES)
    if not line.n:
        n += place * 3
    part = Decimal(max(0, min(int(n), round(value * float(n) / 100))))
    if is_too_few(part, n, measure.suppress_under):
        return _reading(measure, on, None, None, None, is_hidden=True)
    return _reading(measure, on, (100 * part / n).quantize(Decimal("0.0001")), part, n)


def _taken(measure: Measure, on: date, known: TimelinessFigure) -> Reading:
    is_share = measure.unit == Unit.PERCENT
    value = Decimal(str((known.value or 0) * (100 if is_share else 1))).quantize(Decimal("0.0001"))
    of = (known.numerator, known.denominator) if is_share else (None, None)
    parts = [None if number is None else Decimal(number) for number in of]
    if is_too_few(parts[0], parts[1], measure.suppress_under if is_share else 0):
        return _reading(measure, on, None, None, None, is_hidden=True)
    return _reading(measure, on, value, parts[0], parts[1], source_words=measure.source_words)


def _reading(
    measure: Measure,
    on: date,
    value: Decimal | None,
    part: Decimal | None,
    whole: Decimal | None,
    *,
    is_hidden: bool = False,
    source_words: str = BEFORE,
) -> Reading:
    return Reading(
        measure=measure, on=on, value=value, numerator=part, denominator=whole, is_hidden=is_hidden,
        source_words=source_words, read_at=_noon(on + timedelta(days=8)),
    )  # fmt: skip


def _late(measure: Measure, on: date) -> Reading:
    return Reading(measure=measure, on=on, state=ReadingState.LATE, read_at=_noon(on + timedelta(days=8)))


def _correct(measure: Measure, chance: Random) -> None:
    """One month was first given too high, as happens, and put right with the reason."""
    held: Sequence[Reading] = list(measure.readings.filter(value__isnull=False).order_by("-on")[4:5])
    for reading in held:
        EarlierReading.objects.create(
            reading=reading,
            value=min(Decimal(100), (reading.value or 0) + Decimal(chance.randint(3, 6))),
            state=ReadingState.PROVISIONAL,
            source_words=reading.source_words,
            read_at=reading.read_at,
            corrected_at=reading.read_at + timedelta(days=20),
            why="Conferences of the last week came in late",
        )


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(12), LONDON)
