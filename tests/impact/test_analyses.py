"""Our statistics on somebody's own file: the answers of the shared files, and a refusal where the evidence is short."""

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from tests.config.commands import ROOT, answer_of

SHARED = Path(os.environ.get("ACADEMY_SHARED") or ROOT.parent / "shared") / "data" / "impact"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
STAYS = ["worker", "start_date", "end_date"]
GRADED = ["case", "one", "two"]


def analysed(kind: str, path: str) -> dict:
    answer, said = answer_of("analyse", kind, path)
    assert said == ""
    return answer


def close(found: object, wanted: object) -> bool:
    """The same numbers to nine digits, wherever they stand; what we say beyond is not compared."""
    if isinstance(wanted, dict):
        return all(close(found[name], value) for name, value in wanted.items())
    if isinstance(wanted, list):
        return len(found) >= len(wanted) and all(close(one, other) for one, other in zip(found, wanted, strict=False))
    return found == (pytest.approx(wanted, rel=1e-7) if isinstance(wanted, float) else wanted)


# --- the shared answers -----------------------------------------------------------------------------------------------


@needs_shared
@pytest.mark.parametrize(
    ("kind", "name", "keys"),
    [
        ("rates", "workforce_spells", ["rates"]),
        ("competing", "workforce_spells", []),
        ("follow-up", "followup", ["n", "replied", "complete_case_WRONG", "ipw", "effective_n",
            "worst_case_bounds", "response_model"]),
        ("learning-effect", "learning_effect_hr070", ["n_workers", "leavers", "ever_trained", "start_stop_rows",
            "naive_ever_trained_WRONG", "tv_adjusted_efron", "tv_adjusted_efron_cluster_team"]),
        ("audit-effect", "audit_staggered_effect", ["callaway_santanna_simple_never", "callaway_santanna_simple_notyet",
            "gardner_did2s", "ordered_logit_post_team_period_auditor", "naive_trained_minus_untrained_WRONG"]),
    ],
)  # fmt: skip
def test_the_shared_files_have_the_shared_answers(kind, name, keys):
    answers = json.loads((SHARED / "expected.json").read_text())[name]
    if kind == "competing":
        answers, keys = answers["survival"], ["aalen_johansen_730_1095"]
    found = analysed(kind, str(SHARED / f"{name}.csv"))

    assert [key for key in keys if not close(found[key], answers[key])] == []


@needs_shared
def test_spells_are_seen_from_when_the_record_begins():
    answers = json.loads((SHARED / "expected.json").read_text())
    found = analysed("survival", str(SHARED / "workforce_spells.csv"))
    intakes = analysed("survival", str(SHARED / "cohorts_2013_2015.csv"))

    assert close(found["km_delayed_entry"], answers["workforce_spells"]["survival"]["km_delayed_entry"])
    for year in ("2013", "2015"):
        told = {key: value for key, value in answers["cohorts_2013_2015"][year].items() if key != "km_loglog"}
        assert close(intakes[year], told | {"km_loglog": answers["cohorts_2013_2015"][year]["km_loglog"][:2]})


@needs_shared
@pytest.mark.parametrize("name", ["double_marked", "triple_marked_missing"])
def test_agreement_has_the_shared_answers(name):
    found, _ = answer_of("agreement", str(SHARED / f"{name}.csv"))

    assert close(found, json.loads((SHARED / "expected.json").read_text())[name])


@needs_shared
@pytest.mark.parametrize(
    ("kind", "name"),
    [("survival", "workforce_spells"), ("learning-effect", "learning_effect_hr070"),
     ("audit-effect", "audit_staggered_effect"),
     ("spc", "spc_leavers"), ("follow-up", "followup")],
)  # fmt: skip
def test_the_order_of_rows_never_changes_an_answer(kind, name, file):
    header, *rows = csv.reader((SHARED / f"{name}.csv").open())
    shuffled = np.random.default_rng(3).permutation(len(rows))

    assert close(
        analysed(kind, file(header, [rows[place] for place in shuffled])), analysed(kind, str(SHARED / f"{name}.csv"))
    )


# --- refusals ---------------------------------------------------------------------------------------------------------


def months(n: int) -> list[list[object]]:
    return [[month, month % 5] for month in range(10, 10 + n)]


def stays(n: int) -> list[list[object]]:
    return [[f"W{number}", "2020-09-01", "2021-03-01" if number % 2 else ""] for number in range(n)]


def teams(
    *, treated: int = 10, others: int = 10, periods: int = 8, begins: int = 4, audits: int = 6, auditors: int = 3
) -> list:
    chance = np.random.default_rng(1)
    return [
        [team, period, chance.integers(auditors), begins if team < treated else -1, int(chance.integers(1, 5))]
        for team in range(treated + others)
        for period in range(periods)
        for _ in range(audits)
    ]


AUDITED = ["team", "half_year", "auditor", "team_golive", "grade"]
LEARNED = ["worker", "team", "entry_month", "exit_month", "exit_type", "trained_month"]


def learners(trained_leavers: int, *, others: int = 120, teams: int = 12) -> list:
    return [
        *[[number, number % teams, 0, 30 + number % 7, 1, 6 + number % 5] for number in range(trained_leavers)],
        *[[number, number % teams, 0, 10 + number % 29, 1, ""] for number in range(1_000, 1_000 + others)],
        *[[number, number % teams, 0, 40, 0, 12] for number in range(5_000, 5_030)],
    ]


@pytest.mark.parametrize(
    ("kind", "header", "enough", "short", "words"),
    [
        ("survival", STAYS, stays(10), stays(9), "Only 9 people"),
        ("spc", ["month", "left"], months(12), months(11), "Too few points"),
        ("learning-effect", LEARNED, learners(20), learners(19), "Only 19 left"),
        ("learning-effect", LEARNED, learners(40, teams=10), learners(40, teams=9), "9 teams"),
        ("audit-effect", AUDITED, teams(), teams(treated=9), "9 teams on one side"),
        ("audit-effect", AUDITED, teams(), teams(others=9), "9 teams on one side"),
        ("audit-effect", AUDITED, teams(begins=3), teams(begins=2), "2 periods"),
        ("audit-effect", AUDITED, teams(audits=5), teams(audits=4), "4.0 audits"),
        ("audit-effect", AUDITED, teams(auditors=2), teams(auditors=1), "One auditor"),
    ],
)  # fmt: skip
def test_evidence_just_short_of_enough_is_refused_and_just_enough_is_not(kind, header, enough, short, words, file):
    refused = analysed(kind, file(header, short))
    assert words in refused["refused"]
    assert refused["needs"]

    assert "refused" not in analysed(kind, file(header, enough))


def test_auditors_who_came_with_the_programme_are_no_evidence(file):
    rows = [[t, p, int(b >= 0 and p >= b) + 2 * (t % 2), b, g] for t, p, _, b, g in teams()]

    assert "New auditors came" in analysed("audit-effect", file(AUDITED, rows))["refused"]


def test_grades_that_were_already_moving_apart_are_no_evidence(file):
    rows = [[t, p, a, b, 1 + (p if b >= 0 else 0) + g % 2] for t, p, a, b, g in teams()]

    assert "already moving apart" in analysed("audit-effect", file(AUDITED, rows))["refused"]


def test_learners_with_nobody_like_them_are_no_evidence(file):
    chance = np.random.default_rng(2)
    rows = [[*row, round(chance.random() + 2 * (row[5] != ""), 3)] for row in learners(40)]

    assert "anybody like them in band" in analysed("learning-effect", file([*LEARNED, "band"], rows))["refused"]


def test_few_replies_give_bounds_and_no_estimate(file):
    rows = [[number, number / 40, int(number < 8), int(number < 4) if number < 8 else ""] for number in range(40)]
    found = analysed("follow-up", file(["worker", "engagement", "replied", "applied"], rows))

    assert (found["worst_case_bounds"], "ipw" in found) == ([0.1, 0.9], False)
    assert "8 of 40 replied" in found["refused"]


def test_a_case_without_all_its_inputs_is_no_case(file):
    rows = [["people", "fixed", 300, "", "local"], ["cost", "normal", 180_000, 18_000, "local"]]
    found = analysed("business-case", file(["input", "kind", "a", "b", "source"], rows))

    assert "fewer_leaving" in found["needs"]


def test_few_double_marked_cases_are_said_to_be_few(file):
    found, _ = answer_of("agreement", file(GRADED, [[number, 1 + number % 4, 1 + number % 3] for number in range(39)]))

    assert found["reading"] == "Not enough double marking yet: 39 cases, and it takes 40."


def test_grades_may_be_the_words_of_inspection(file):
    words = ["Inadequate", "Requires improvement to be good", "Good", "Outstanding"]
    said, _ = answer_of("agreement", file(GRADED, [[n, words[n % 4], words[(n + n % 2) % 4]] for n in range(40)]))
    counted, _ = answer_of("agreement", file(GRADED, [[n, n % 4 + 1, (n + n % 2) % 4 + 1] for n in range(40)]))

    assert said == counted


# --- bad files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "header", "rows", "words"),
    [
        ("survival", ["worker", "end_date"], [["A", ""]], "no column called start_date"),
        ("survival", STAYS, [["A", "2020-09-01", ""], ["B", "1 September", ""]], "Row 3, start_date"),
        ("survival", STAYS, [["A", "2020-09-01", "2019-09-01"]], "Row 2: A spell cannot end"),
        ("spc", ["month", "left"], [["2020-01", "many"]], "Row 2, left: “many” is not a number"),
        ("spc", ["month", "left"], [["2020-01", "1", "2"]], "Row 2 has 3 cells"),
        ("spc", ["month"], [["2020-01"]], "a column of times and one of numbers"),
        ("rates", ["worker", "start_date", "start_date"], [["A", "2020-09-01", ""]], "a heading of its own"),
        ("audit-effect", AUDITED, [[1, 2, 3, 4, 2.5]], "Row 2, grade: “2.5” is not a whole number"),
        ("business-case", ["input", "kind", "a"], [[name, "guess", 1] for name in
            ("people", "fewer_leaving", "months_of_cover", "premium", "recruiting", "cost")], "An input is fixed"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_where_and_why(kind, header, rows, words, file):
    with pytest.raises(CommandError, match=words):
        call_command("analyse", kind, file(header, rows))


def test_people_are_answered_in_lines(file, capsys):
    call_command("agreement", file(GRADED, [[1, 2, 2], [2, 3, 2]]))

    assert "exact_agreement: 0.5\n" in capsys.readouterr().out
