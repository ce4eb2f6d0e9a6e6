"""Each thing that must hold before anything is said of an effect: one short of it, and just at it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from academy.analysis.severity import Marks
from academy.analysis.trials import Months, trials
from academy.impact.rules import practice, staying
from academy.impact.rules.effects import Missing, half_year, last_whole_half_year
from academy.impact.rules.practice import Agreed, practice_effect
from academy.impact.rules.staying import Service, Ways, staying_effect

ALIKE = Agreed(60, 0.9)


def marks_of(*, reached=12, others=12, before=3, after=3, each=6, auditors=3, seed=4, lift=0.0, trend=0.0) -> Marks:
    """Teams reached at once after some periods, graded from 0 to 3, `lift` steps better from then on."""
    chance = np.random.default_rng(seed)
    teams, periods = reached + others, before + after
    team = np.repeat(np.arange(teams), periods * each)
    period = np.tile(np.repeat(np.arange(periods), each), teams)
    waves = np.where(np.arange(teams) < reached, before + 1, 0)
    level = 1.5 + lift * ((waves[team] > 0) & (period >= before)) + trend * period * (waves[team] > 0)
    grade = np.clip(np.round(level + chance.normal(0, 0.8, len(team))), 0, 3).astype(int)
    return Marks(grade, team, period, chance.integers(0, auditors, len(team)), waves, np.arange(1, periods + 1))


def said_of(marks: Marks, agreed: Agreed = ALIKE) -> str:
    found = practice_effect(marks, is_good=marks.grade >= 2, agreed=agreed)
    return found.reason if isinstance(found, Missing) else "an answer"


@pytest.mark.parametrize(
    ("short", "enough", "words"),
    [
        (marks_of(before=2), marks_of(before=3), "2 periods before the programme began"),
        (marks_of(reached=9), marks_of(reached=10), "9 teams on one side"),
        (marks_of(others=9), marks_of(others=10), "9 teams on one side"),
        (marks_of(each=4), marks_of(each=5), "4.0 audits a team and period"),
        (marks_of(auditors=1), marks_of(auditors=2), "One auditor marked everything"),
        (marks_of(reached=0, others=24), marks_of(), "has not begun in any team"),
    ],
)
def test_one_short_is_refused_in_words_and_just_enough_is_not(short, enough, words):
    assert words in said_of(short)
    assert practice.missing(enough) is None


def test_one_audit_short_of_five_each_is_refused_and_five_are_not():
    marks = marks_of(each=5)
    one_less = Marks(
        *(getattr(marks, name)[:-1] for name in ("grade", "team", "period", "auditor")), marks.waves, marks.periods
    )

    assert "audits a team and period" in said_of(one_less)
    assert said_of(marks) == "an answer"


@pytest.mark.parametrize(
    ("agreed", "is_refused"),
    [
        (Agreed(40, 0.66), True),
        (Agreed(40, 0.667), False),
        (Agreed(39, 0.2), False),  # too few marked twice to know: read with care, and said so
        (Agreed(0, None), False),
    ],
)
def test_auditors_who_differ_too_often_are_refused(agreed, is_refused):
    assert ("differ too often" in said_of(marks_of(), agreed)) is is_refused


@pytest.mark.parametrize(
    ("agreed", "is_tentative"),
    [(Agreed(60, 0.9), False), (Agreed(60, 0.79), True), (Agreed(39, 0.9), True), (Agreed(0, None), True)],
)
def test_an_answer_is_tentative_until_auditors_surely_agree(agreed, is_tentative):
    answer = practice_effect(marks_of(), is_good=marks_of().grade >= 2, agreed=agreed)

    assert practice.is_tentative(answer) is is_tentative


def test_auditors_who_came_with_the_programme_are_refused():
    marks = marks_of()
    auditor = np.where(marks.has_begun, 3 + marks.auditor, marks.auditor)

    assert "New auditors came where and when the programme did" in said_of(replace(marks, auditor=auditor))


def test_teams_already_moving_apart_are_refused():
    assert "already moving apart" in said_of(marks_of(trend=0.35, each=20, before=5))


def test_a_real_lift_is_found_and_said_to_be_one():
    marks = marks_of(lift=0.8, each=8)

    answer = practice_effect(marks, is_good=marks.grade >= 2, agreed=ALIKE)

    assert answer["says"] == "better"
    assert 20 < answer["points"] < 50
    assert answer["low"] > 0
    assert (answer["audits"], answer["teams"], answer["reached"], answer["auditors"]) == (1_152, 24, 12, 3)


def test_nothing_is_said_to_be_chance():
    marks = marks_of()

    answer = practice_effect(marks, is_good=marks.grade >= 2, agreed=ALIKE)

    assert answer["says"] == "chance"
    assert answer["smallest"] > 5


@pytest.mark.parametrize(
    ("ways", "says"),
    [
        ((1, 1, 1), "better"),
        ((1, 1, 0), "chance"),
        ((0, 1, 1), "chance"),
        ((1, 0, 1), "chance"),
        ((-1, -1, -1), "worse"),
        ((-1, -1, 1), "chance"),
    ],
)
def test_better_and_worse_are_said_only_when_all_three_ways_say_so(ways, says):
    first, second, odds = ((way - 0.5, way + 0.5) for way in ways)
    told = {"low": first[0], "high": first[1], "second": [0, *second], "odds": [0, *odds]}

    assert practice.says(told) == says


def months_of(*, teams=12, people=60, leave=0.04, start=0.05, months=48, keen=0.0, seed=2) -> tuple[Months, Ways]:
    """People of teams reached in month 0, who learn and leave by chance; `keen` makes the one go with the other."""
    chance = np.random.default_rng(seed)
    rows = []
    for person in range(teams * people):
        known, at, over = chance.normal(), None, months
        odds = start * np.exp(keen * known)
        last, way = months - 1, 0
        for month in range(months):
            if at is None and chance.random() < odds:
                at = month
            if chance.random() < leave:
                last, way = month, 1 if chance.random() < 0.8 else 2
                break
        over = min(at, last) if at is not None else last
        rows += [(person, person % teams, month, month == at, known, last, way) for month in range(over + 1)]
    columns = np.array(rows, dtype=float).T
    person, team, month, starts, known, last, way = columns
    found = Months(
        person.astype(int), team.astype(int), month.astype(int), starts.astype(bool), known[:, None],
        last.astype(int), way == 1, way == 2,
    )  # fmt: skip
    return found, Ways(way == 2)


def service_of(rows: Months) -> Service:
    _, first = np.unique(rows.person, return_index=True)
    ever = np.isin(rows.person[first], rows.person[rows.starts])
    return Service(np.zeros(len(first), dtype=int), rows.last[first] + 1, rows.leaves[first], ever)


def test_staying_gets_an_answer_with_everything_that_a_doubter_would_ask():
    rows, ways = months_of()

    answer = staying_effect(rows, ["being keen"], service=service_of(rows), ways=ways, until=47)

    assert answer["says"] == "chance"
    assert answer["low"] < 0 < answer["high"]
    assert answer["naive"] > 10  # the trained look as if they stayed, where learning does nothing at all
    assert answer["starters"] == int(rows.starts.sum())
    assert answer["teams"] == 12
    assert [row[0] for row in answer["balance"]] == ["being keen"]
    assert answer["control"][1] < 0 < answer["control"][2]
    assert len(answer["curves"][0]) == 25
    assert answer["followed"][0][0] == answer["starters"]


def test_staying_needs_ten_teams():
    for teams, lacks in ((9, True), (10, False)):
        found = staying.missing(months_of(teams=teams)[0], until=47)

        assert (found is not None) is lacks
    assert "9 teams" in staying.missing(months_of(teams=9)[0], until=47).reason


def cut_to(rows: Months, *, leavers: int) -> Months:
    """The same, with no more than so many who learned and left within two years."""
    after = np.flatnonzero(rows.leaves & rows.starts & (rows.last - rows.month < 24))
    kept = ~np.isin(rows.person, rows.person[after[leavers:]])
    return Months(*(getattr(rows, name)[kept] for name in rows.__dataclass_fields__))


def test_staying_needs_twenty_leavers_on_either_side_and_does_not_say_how_few_there_were():
    rows, _ = months_of()

    short, enough = (staying.missing(cut_to(rows, leavers=number), until=47) for number in (19, 20))

    assert short is not None
    assert short.reason.startswith("Fewer than 20 left")
    assert "19" not in short.reason
    assert enough is None


def test_staying_needs_ten_leavers_for_each_thing_allowed_for():
    rows, _ = months_of()
    leavers = int((rows.leaves & rows.starts & (rows.last - rows.month < 24)).sum())
    leavers += int((rows.leaves & ~rows.starts & (rows.last == rows.month)).sum())
    columns = leavers // 10

    def with_columns(number: int) -> Months:
        return replace(rows, known=np.repeat(rows.known, number - 1, axis=1))

    assert staying.missing(with_columns(columns), until=47) is None
    assert "too few left" in staying.missing(with_columns(columns + 1), until=47).reason.lower()


def test_staying_needs_half_of_those_who_learned_to_be_followed_for_a_year():
    rows, _ = months_of()
    middle = int(np.median(rows.month[rows.starts]))

    assert staying.missing(rows, until=middle + 12) is None
    assert "too lately" in staying.missing(rows, until=middle + 11 - 5).reason


def test_staying_needs_somebody_who_learned_while_another_waited():
    rows, _ = months_of()

    found = staying.missing(replace(rows, starts=np.zeros(len(rows.starts), dtype=bool)), until=47)

    assert "Nobody learned in a month" in found.reason


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"apart_after": np.array([0.101])}, "still differ in being keen"),
        ({"apart_after": np.array([0.1])}, ""),
        ({"effective": 0.49}, "count for 49% of their number"),
        ({"effective": 0.5}, ""),
        ({"overlap": 0.49}, "anybody like them"),
        ({"overlap": 0.5}, ""),
    ],
)
def test_what_weighting_could_not_cure_is_refused(change, words):
    fine = replace(trials(months_of()[0]), apart_after=np.zeros(1), effective=0.9, overlap=1.0)

    found = staying.unlike(replace(fine, **change), ["being keen"])

    assert (found is None) if not words else words in found.reason


def test_half_years_are_told_by_their_first_and_last_day():
    assert half_year(date(2026, 6, 30)).words == "January to June 2026"
    assert half_year(date(2026, 7, 1)).words == "July to December 2026"
    assert last_whole_half_year(date(2026, 11, 22)) == half_year(date(2026, 1, 1))
    assert last_whole_half_year(date(2026, 12, 31)) == half_year(date(2026, 12, 31))
