"""Measures and their readings: taken once, corrected without loss, late when late, and heard when they grow worse."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from academy.core import clock
from academy.core.models import Entry
from academy.core.thread import causes, knot_of
from academy.improvement.actions.measures import (
    Said,
    change_measure,
    load_measures,
    raise_signals,
    record_reading,
    say_late,
    set_target,
)
from academy.improvement.jobs import measures as jobs
from academy.improvement.measures.computed import COMPUTED, count
from academy.improvement.measures.measures import figure_of
from academy.improvement.models import EarlierReading, Measure, Reading
from academy.improvement.queries.measures import series_of, with_readings
from academy.improvement.rules.catalogue import catalogue
from academy.improvement.rules.measures import MeasureRefused, ReadingState, month_end
from academy.improvement.rules.standing import Standing
from academy.needs.models import Signal
from tests.booking.cast import queries_of
from tests.improvement.measured import BETTER, STEADY, WORSE, last_month, measure_called, read, series

pytestmark = pytest.mark.django_db


def said(part: int, whole: int = 100, **fields) -> Said:
    return Said(Decimal(100 * part) / whole, Decimal(part), Decimal(whole), **fields)


def test_the_measures_are_loaded_once_and_what_people_changed_stays():
    assert load_measures() == len(catalogue())
    measure = change_measure(Measure.objects.get(code="turnover_rate"), plain_meaning="Ours.", by=None)

    assert load_measures() == 0
    assert Measure.objects.get(pk=measure.pk).plain_meaning == "Ours."
    assert Entry.objects.filter(verb="added", subject_type="improvement.measure").count() == len(catalogue())


def test_a_target_has_steps_on_the_way_and_what_was_promised_before_stays_in_the_trail():
    measure, on = measure_called(), clock.today()
    set_target(measure, target=Decimal(70), target_by=on + timedelta(days=300), by=None)
    set_target(
        measure, target=Decimal(75), target_by=on + timedelta(days=300),
        interim={on - timedelta(days=10): Decimal(60)}, by=None,
    )  # fmt: skip

    found = series(measure)
    assert (found.target.due, found.target.final, found.target_now) == (60, 75, 60)
    assert Entry.objects.filter(verb="set target").latest("pk").details["before"].startswith("70.00 by")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"target": Decimal(120)}, "0 to 100"),
        ({"target": None, "interim": {1: Decimal(60)}}, "target and its day first"),
        ({"target": Decimal(75), "days": 10, "interim": {20: Decimal(60)}}, "before the day of the target"),
    ],
)
def test_a_target_that_cannot_be_is_refused(fields, words):
    on = clock.today()
    steps = {on + timedelta(days=days): value for days, value in fields.pop("interim", {}).items()}
    by = on + timedelta(days=fields.pop("days")) if "days" in fields else None

    with pytest.raises(MeasureRefused, match=words):
        set_target(measure_called(), **fields, target_by=by, interim=steps, by=None)


def test_what_is_neither_better_high_nor_low_has_no_target():
    with pytest.raises(MeasureRefused, match="Neither high nor low"):
        set_target(measure_called("placed_out_of_area"), target=Decimal(40), by=None)


def test_a_correction_keeps_what_stood_before_and_why_it_changed():
    measure = measure_called()
    first, _ = record_reading(measure, last_month(), said(50, state=ReadingState.PROVISIONAL))
    same = record_reading(measure, last_month(), said(50, state=ReadingState.PROVISIONAL))
    second, is_written = record_reading(measure, last_month(), said(60), why="Two audits came late")

    assert same == (first, False)
    assert (second.pk, is_written, float(second.value)) == (first.pk, True, 60)
    [before] = EarlierReading.objects.all()
    assert (float(before.value), before.state, before.why) == (50, "provisional", "Two audits came late")
    assert Reading.objects.filter(measure=measure).count() == 1


def test_the_database_keeps_one_reading_of_a_period_and_no_number_of_the_late_or_hidden():
    measure, on = measure_called(), last_month()
    record_reading(measure, on, said(50))
    for wrong in (
        {"on": on, "value": 50},
        {"on": last_month(1), "state": ReadingState.LATE, "value": 50},
        {"on": last_month(1), "is_hidden": True, "value": 50},
        {"on": last_month(1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reading.objects.create(measure=measure, read_at=clock.now(), **wrong)


def test_a_period_that_is_not_over_or_no_period_is_refused():
    measure = measure_called()
    with pytest.raises(MeasureRefused, match="last day of the month"):
        record_reading(measure, last_month() - timedelta(days=1), said(50))
    with pytest.raises(MeasureRefused, match="not over yet"):
        record_reading(measure, month_end(clock.today() + timedelta(days=1)), said(50))


def test_too_few_are_never_kept():
    reading, _ = record_reading(measure_called(), last_month(), said(2, 40))

    assert (reading.is_hidden, reading.value, reading.numerator, reading.denominator) == (True, None, None, None)
    assert figure_of(series(reading.measure)).shown == "Too few to show"


def test_what_does_not_come_is_late_and_a_number_takes_its_place():
    measure = measure_called()
    read(measure, STEADY)
    Reading.objects.filter(measure=measure, on__gte=last_month(2)).delete()

    assert say_late(measure, last_month(1))
    assert not say_late(measure, last_month(3)), "what was read is not late"
    found = series(measure)
    assert (found.is_late, found.latest.on) == (True, last_month(3))
    assert found.sentence.startswith("The newest reading is late. The last was ")
    record_reading(measure, last_month(1), said(55))
    assert float(series(measure).latest.value) == 55
    assert not EarlierReading.objects.exists()


def test_a_series_tells_a_real_change_from_the_usual_up_and_down():
    better, steady = measure_called(), measure_called("supervision_in_time")
    read(better, BETTER)
    read(steady, STEADY * 2)
    change_measure(better, baseline_until=last_month(12), changed_words="Training began", by=None)
    for one in (better, steady):
        set_target(one, target=Decimal(75), interim=None, by=None)

    assert series(better).status == Standing.BEHIND_IMPROVING
    assert "a real change for the better from its earlier average of 50%" in series(better).sentence
    assert series(steady).status == Standing.BEHIND
    assert "no real change" in series(steady).sentence


def test_a_series_is_told_as_it_was_on_a_day():
    measure = measure_called()
    read(measure, BETTER)

    assert series(measure, until=last_month(12)).latest.on == last_month(12)


def test_a_real_change_for_the_worse_raises_a_signal_once():
    measure = measure_called()
    change_measure(measure, baseline_until=last_month(12), changed_words="A new team", by=None)
    read(measure, WORSE)

    assert (raise_signals(on=clock.today()), raise_signals(on=clock.today())) == (1, 0)
    signal = Signal.objects.get(kind="measure")
    assert signal.said.startswith("Audited cases good or outstanding: 39% in ")
    assert [knot.model for knot in causes(knot_of(signal))] == [Reading]
    a_month_ago, now = (series_of(measure, until=last_month(back)).showed for back in (1, 0))
    assert a_month_ago == now, "a month more of the same is no second signal"


def test_a_change_for_the_better_or_of_neither_raises_none():
    read(measure_called(), BETTER)
    read(measure_called("placed_out_of_area"), WORSE)

    assert raise_signals(on=clock.today()) == 0


def test_every_measure_that_is_counted_here_can_be_counted_where_there_is_nothing():
    """None of them fails on an empty authority, and none makes a number of nothing."""
    for code in COMPUTED:
        assert count(code, last_month()).value is None or count(code, last_month()).denominator, code


def test_the_job_takes_a_reading_a_week_after_the_period_and_twice_takes_nothing():
    on = last_month()
    assert jobs.take_readings(on=(on + timedelta(days=6)).isoformat()).startswith("Took 0 readings")
    measure = Measure.objects.get(code="audits_good_or_better")
    read(measure, STEADY)
    Reading.objects.filter(measure=measure, on=on).delete()

    told = jobs.take_readings(on=(on + timedelta(days=40)).isoformat())
    again = jobs.take_readings(on=(on + timedelta(days=40)).isoformat())

    assert told.endswith("1 became late.")
    assert again == "Took 0 readings; 0 became late."
    assert Reading.objects.get(measure=measure, on=on).state == ReadingState.LATE


def test_signals_of_measures_are_a_job():
    assert jobs.raise_signals_of_measures() == "Raised 0 signals of measures that became worse."


def test_more_measures_ask_no_more_questions():
    read(measure_called(), STEADY)
    ask = lambda: [series_of(one, until=clock.today()) for one in with_readings(Measure.objects.all())]  # noqa: E731
    one = queries_of(ask)
    read(measure_called("turnover_rate"), BETTER, n=None)

    assert queries_of(ask) == one


def test_the_command_gives_the_measures_as_they_stand(capsys):
    read(measure_called(), BETTER)
    call_command("measures", "--json")

    assert "Audited cases good or outstanding" in capsys.readouterr().out
