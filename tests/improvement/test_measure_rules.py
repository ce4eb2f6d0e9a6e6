"""How a measure stands, when a reading is late, and what is too few to keep."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from academy.analysis.control_charts import individuals
from academy.improvement.measures.computed import COMPUTED
from academy.improvement.rules.catalogue import Origin, catalogue
from academy.improvement.rules.measures import (
    MeasureRefused,
    is_late,
    is_period_end,
    is_too_few,
    period_end,
    periods,
    refuse_value,
)
from academy.improvement.rules.published_measures import published_in, sources
from academy.improvement.rules.sentences import Told, sentence
from academy.improvement.rules.standing import Change, Direction, Standing, Target, change, is_by_chance, standing
from tests.improvement.measured import BETTER, STEADY, WORSE

HIGHER, LOWER, CONTEXT = Direction.HIGHER, Direction.LOWER, Direction.CONTEXT
DUE = Target(due=60, due_on=date(2026, 9, 30), next=75, next_on=date(2027, 3, 31), final=75)
AHEAD = Target(next=60, next_on=date(2027, 3, 31), final=75)
OPEN = Target()
EVERY_CODE = """
contact_decision_within_1wd referral_nfa_rate rereferral_rate_12m assessment_within_45wd assessment_cancelled_rate
s47_to_icpc_within_15wd repeat_cpp_ever cpp_over_2_years cp_visit_in_time cin_visit_in_time cla_visit_in_time
seen_alone_rate cla_3plus_social_workers placement_3plus_moves placed_out_of_area out_of_area_rha_in_time
out_of_area_rhi_offered iha_within_20wd rha_up_to_date dental_up_to_date care_leaver_eet_17_18 care_leaver_eet_19_21
care_leaver_neet_17_18 care_leaver_neet_19_21 care_leaver_suitable_accommodation_17_18
care_leaver_suitable_accommodation_19_21 unallocated_cases_cp unallocated_cases_cla unallocated_cases_cin
caseload_average caseload_over_ceiling turnover_rate vacancy_rate agency_rate absence_rate agency_rate_case_holders
supervision_in_time audits_completed_rate audits_good_or_better audit_moderation_agreement
audit_actions_closed_in_time tna_coverage mandatory_training_compliance impact_followup_response_rate
impact_applied_rate asye_completion_rate retention_asye_plus_24m
""".split()  # noqa: SIM905 - read as a list


def test_every_measure_asked_of_an_authority_is_there_and_says_where_it_comes_from():
    known = {one.code: one for one in catalogue()}

    assert sorted(known) == sorted(EVERY_CODE)
    for one in known.values():
        assert all((one.title, one.plain_meaning, one.definition, one.numerator_words, one.owner_words)), one.code
        assert (one.origin == Origin.COMPUTED) == (one.code in COMPUTED), one.code
        assert bool(one.not_yet_why) == (one.origin == Origin.NOT_YET), one.code


def test_the_six_words_are_those_of_the_design():
    assert [word.label for word in Standing] == [
        "Target met", "Ahead", "Behind", "Behind, improving", "No real change", "Too early to say",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "target", "direction", "changed", "n", "word"),
    [
        (76, DUE, HIGHER, Change.NONE, None, Standing.TARGET_MET),
        (61, DUE, HIGHER, Change.NONE, None, Standing.AHEAD),
        (55, DUE, HIGHER, Change.NONE, None, Standing.BEHIND),
        (55, DUE, HIGHER, Change.WORSE, None, Standing.BEHIND),
        (55, DUE, HIGHER, Change.BETTER, None, Standing.BEHIND_IMPROVING),
        (59, Target(due=60, final=75, tolerance=1), HIGHER, Change.NONE, None, Standing.AHEAD),
        (12, Target(due=15, final=12), LOWER, Change.NONE, None, Standing.TARGET_MET),
        (14, Target(due=15, final=12), LOWER, Change.NONE, None, Standing.AHEAD),
        (18, Target(due=15, final=12), LOWER, Change.BETTER, None, Standing.BEHIND_IMPROVING),
        (55, AHEAD, HIGHER, Change.NONE, None, Standing.NO_REAL_CHANGE),
        (55, AHEAD, HIGHER, Change.BETTER, None, Standing.BEHIND_IMPROVING),
        (61, AHEAD, HIGHER, Change.NONE, None, Standing.AHEAD),
        (55, AHEAD, HIGHER, Change.UNKNOWN, None, Standing.TOO_EARLY),
        (55, OPEN, HIGHER, Change.NONE, None, Standing.NO_REAL_CHANGE),
        (55, OPEN, HIGHER, Change.BETTER, None, Standing.AHEAD),
        (55, OPEN, HIGHER, Change.WORSE, None, Standing.BEHIND),
        (55, OPEN, CONTEXT, Change.EITHER, None, Standing.TOO_EARLY),
        (55, OPEN, CONTEXT, Change.NONE, None, Standing.NO_REAL_CHANGE),
        (None, DUE, HIGHER, Change.NONE, None, Standing.TOO_EARLY),
        (68, Target(due=70, final=75), HIGHER, Change.NONE, 19, Standing.TOO_EARLY),
        (72, Target(due=70, final=75), HIGHER, Change.NONE, 19, Standing.TOO_EARLY),
        (68, Target(due=70, final=75), HIGHER, Change.NONE, 190, Standing.BEHIND),
        (20, Target(due=70, final=75), HIGHER, Change.NONE, 19, Standing.BEHIND),
    ],
)
def test_the_word_compares_with_the_target_whose_day_has_come(value, target, direction, changed, n, word):
    assert standing(value, target, direction, changed, n=n) == word


@pytest.mark.parametrize(
    ("values", "direction", "found"),
    [
        (BETTER, HIGHER, Change.BETTER),
        (BETTER, LOWER, Change.WORSE),
        (BETTER, CONTEXT, Change.EITHER),
        (WORSE, HIGHER, Change.WORSE),
        (STEADY * 2, HIGHER, Change.NONE),
        ([*BETTER, *STEADY], HIGHER, Change.NONE),
        (STEADY[:11], HIGHER, Change.UNKNOWN),
    ],
)
def test_only_a_signal_among_the_latest_readings_is_a_change(values, direction, found):
    assert change(individuals(np.array(values), baseline=min(12, len(values))), direction) == found


def test_few_cases_may_miss_a_target_by_chance():
    assert is_by_chance(68, 19, 70)
    assert not is_by_chance(68, 30, 70)
    assert not is_by_chance(68, None, 70)


@pytest.mark.parametrize(
    ("latest", "frequency", "on", "late"),
    [
        (date(2026, 10, 31), "monthly", date(2026, 11, 22), False),
        (date(2026, 9, 30), "monthly", date(2026, 11, 22), False),
        (date(2026, 9, 30), "monthly", date(2026, 11, 30), False),
        (date(2026, 9, 30), "monthly", date(2026, 12, 1), True),
        (date(2026, 8, 31), "monthly", date(2026, 11, 22), True),
        (date(2026, 9, 30), "quarterly", date(2027, 2, 13), False),
        (date(2026, 9, 30), "quarterly", date(2027, 2, 14), True),
        (date(2025, 9, 30), "yearly", date(2026, 11, 22), False),
        (date(2024, 9, 30), "yearly", date(2026, 11, 22), True),
        (None, "monthly", date(2026, 11, 22), False),
    ],
)
def test_a_reading_is_late_when_the_one_after_it_should_be_here(latest, frequency, on, late):
    assert is_late(latest, frequency, on=on) == late


def test_periods_end_with_months_quarters_and_septembers():
    assert period_end(date(2026, 10, 31), "monthly") == date(2026, 10, 31)
    assert period_end(date(2026, 10, 30), "monthly") == date(2026, 9, 30)
    assert period_end(date(2026, 11, 22), "quarterly") == date(2026, 9, 30)
    assert period_end(date(2026, 8, 1), "yearly") == date(2025, 9, 30)
    assert periods(date(2026, 7, 31), date(2026, 11, 22), "monthly") == [
        date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31),
    ]  # fmt: skip
    assert not is_period_end(date(2026, 10, 31), "quarterly")


@pytest.mark.parametrize(
    ("part", "whole", "hidden"),
    [(0, 40, False), (4, 40, True), (5, 40, False), (36, 40, True), (35, 40, False), (40, 40, False), (2, 4, True)],
)
def test_too_few_are_not_kept_nor_too_few_of_the_others(part, whole, hidden):
    assert is_too_few(Decimal(part), Decimal(whole), 5) == hidden
    assert not is_too_few(Decimal(part), Decimal(whole), 0)


@pytest.mark.parametrize(("value", "part", "whole"), [(101, None, None), (50, 1, 4), (50, 5, 4), (-1, None, None)])
def test_a_share_that_cannot_be_is_refused(value, part, whole):
    of = [None if number is None else Decimal(number) for number in (value, part, whole)]
    with pytest.raises(MeasureRefused):
        refuse_value(*of, is_share=True)


def told(**fields):
    return Told(
        **{
            "sign": "%", "places": 1, "value": 61, "on": date(2026, 10, 31), "target": DUE, "average": 50.2,
            "change": Change.BETTER, **fields,
        }
    )  # fmt: skip


def test_the_sentence_says_when_against_what_and_whether_it_has_really_changed():
    assert sentence(told()) == (
        "61% in October 2026. The target for September 2026 was 60%. "
        "That is a real change for the better from its earlier average of 50.2%."
    )
    assert sentence(told(change=Change.NONE)).endswith(
        "It moves around 50.2% by its usual up and down: no real change."
    )


def test_a_late_reading_is_never_told_as_new():
    assert sentence(told(is_late=True)).startswith("The newest reading is late. The last was 61% in October 2026.")


def test_without_a_reading_the_sentence_says_why():
    assert sentence(told(value=None, not_yet_why="Nobody gives it yet.")) == "Nobody gives it yet."
    assert sentence(told(value=None, is_hidden=True)).startswith("Too few to show")


PUBLISHED = (
    "\ufeffTime_Period,geographic_level,country_name,region_name,LA_name,Rereferral_Percent,no_further_action_percent\r\n"
    "2025,National,England,,,22.6,6.5\r\n"
    "2025,Local authority,England,South East,Surrey,20.5,c\r\n"
    "2024-25,Regional,England,South East,,21.1,:\r\n"
    "202324,National,England,,,22.4,low\r\n"
    "2025,Local authority,England,South East,Kent,19.9,4.1\r\n"
)


def test_published_files_are_read_by_their_headings_whatever_their_spelling_or_year():
    found = published_in(PUBLISHED.encode(), places=["surrey", "South East", "Nowhere"])

    assert [(one.code, one.who, one.on.isoformat(), float(one.value)) for one in found.published] == [
        ("rereferral_rate_12m", "England", "2025-03-31", 22.6),
        ("referral_nfa_rate", "England", "2025-03-31", 6.5),
        ("rereferral_rate_12m", "Surrey", "2025-03-31", 20.5),
        ("rereferral_rate_12m", "South East", "2025-03-31", 21.1),
        ("rereferral_rate_12m", "England", "2024-03-31", 22.4),
    ]
    assert (found.without_number, found.not_there) == (3, ("Nowhere",))


def test_another_file_is_refused():
    with pytest.raises(MeasureRefused, match="None of our measures"):
        published_in(b"name,age\nA,1\n")


def test_every_published_column_is_of_a_measure_there_is():
    assert {source.code for source in sources()} <= set(EVERY_CODE)
