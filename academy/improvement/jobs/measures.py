"""What the clock starts for measures. Each may run twice: what was read is not read again, what was said stays."""

from datetime import date, timedelta
from typing import Any

from academy.core import clock
from academy.improvement.actions import measures as actions
from academy.improvement.measures import computed
from academy.improvement.models import Measure, Reading
from academy.improvement.rules.measures import ReadingState, late_period, period_end

CLOSES_AFTER = timedelta(days=7)  # for people to write down what they did in the period


def take_readings(*, on: str | None = None, **_: Any) -> str:
    """A week after a period has ended, what can be counted of it is. What should be here by now and is not, is late."""
    day = date.fromisoformat(on) if on else clock.today()
    actions.load_measures()
    taken = late = 0
    known = _known()
    for measure in Measure.objects.order_by("pk"):
        end = period_end(day - CLOSES_AFTER, measure.frequency)
        if measure.is_computed and measure.code in computed.COMPUTED and (measure.pk, end) not in known:
            taken += _take(measure, end)
        late += _is_missed(measure, day, known) and actions.say_late(measure, late_period(day, measure.frequency))
    return f"Took {taken} reading{'' if taken == 1 else 's'}; {late} became late."


def raise_signals_of_measures(*, on: str | None = None, **_: Any) -> str:
    """Real changes for the worse, each once."""
    raised = actions.raise_signals(on=date.fromisoformat(on) if on else clock.today())
    return f"Raised {raised} signal{'' if raised == 1 else 's'} of measures that became worse."


def _take(measure: Measure, end: date) -> bool:
    counted = computed.count(measure.code, end)
    if counted.value is None and not counted.is_hidden:
        return False
    said = actions.Said(
        counted.value,
        counted.numerator,
        counted.denominator,
        is_hidden=counted.is_hidden,
        source_words=measure.source_words,
    )
    return actions.record_reading(measure, end, said)[1]


def _known() -> set[tuple[int, date]]:
    return set(Reading.objects.exclude(state=ReadingState.LATE).values_list("measure", "on"))


def _is_missed(measure: Measure, day: date, known: set[tuple[int, date]]) -> bool:
    """Only of what was read before: what was never read is not late."""
    return (measure.pk, late_period(day, measure.frequency)) not in known and any(pk == measure.pk for pk, _ in known)
