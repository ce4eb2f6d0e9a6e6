"""Somebody else’s file with our columns: whatever program saved it, the right answer, or the row and what is wrong."""

import io
from calendar import month_abbr
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from academy.analysis.steps import kaplan_meier
from tests.impact.test_analyses import AUDITED, LEARNED, STAYS, analysed, close, learners, months, stays, teams

TIMES = ["time", "status"]
INPUTS = ["input", "kind", "a", "b", "c"]
CASE = [
    ["people", "fixed", 300, "", ""],
    ["fewer_leaving", "normal", 0.05, 0.02, ""],
    ["months_of_cover", "gamma", 9, 6, ""],
    ["premium", "triangular", 15_000, 20_000, 25_000],
    ["recruiting", "uniform", 4_000, 8_000, ""],
    ["cost", "normal", 180_000, 18_000, ""],
]


def text(header: list[str], rows: list, *, between: str = ",") -> str:
    return "".join(between.join(map(str, line)) + "\n" for line in [header, *rows])


def workbook(header: list[str], rows: list) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        for place, line in enumerate([header, *rows]):
            sheet.write_row(place, 0, line)
    return made.getvalue()


@pytest.fixture
def saved(tmp_path):
    def kept(content: str | bytes) -> str:
        path = tmp_path / "saved.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return kept


@pytest.mark.parametrize(
    "written",
    [
        lambda head, rows: "\ufeff" + text(head, rows).replace("\n", "\r\n"),
        lambda head, rows: text(head, rows).encode("utf-16"),
        lambda head, rows: text(head, rows, between=";"),
        lambda head, rows: text(head, rows, between="\t"),
        lambda head, rows: text([name.upper().replace("_", " ") for name in head], rows),
        lambda head, rows: text([*head, "", ""], [[*row, "", ""] for row in rows]),
        lambda head, rows: text(["", *head], [[place, *row] for place, row in enumerate(rows)]),
        lambda head, rows: text(head[::-1], [row[::-1] for row in rows]),
        lambda head, rows: text(head, [[cell or "NA" for cell in row] for row in rows]),
        lambda head, rows: text(head, rows).replace("\n", "\n\n"),
        lambda head, rows: text(head, rows[::-1]),
        lambda head, rows: text(head, [[row[0], row[1] + " 00:00:00", row[2] or "31/12/9999"] for row in rows]),
        lambda head, rows: workbook(head, rows),
    ],
)
def test_how_a_file_was_saved_changes_nothing(written, saved):
    rows = stays(40)

    assert analysed("survival", saved(written(STAYS, rows))) == analysed("survival", saved(text(STAYS, rows)))


@pytest.mark.parametrize(
    ("kind", "header", "rows"), [("learning-effect", LEARNED, learners(20)), ("audit-effect", AUDITED, teams())]
)
def test_the_order_of_rows_changes_no_digit(kind, header, rows, file):
    order = np.random.default_rng(8).permutation(len(rows))

    assert analysed(kind, file(header, [rows[place] for place in order])) == analysed(kind, file(header, rows))


@pytest.mark.parametrize(
    "name",
    [
        lambda place: f"{2020 + place // 12}-{place % 12 + 1:02}",
        lambda place: f"{month_abbr[place % 12 + 1]} {2020 + place // 12}",
        lambda place: f"{place % 12 + 1}/{2020 + place // 12}",
        lambda place: f"{2020 + place // 4} Q{place % 4 + 1}",
    ],
)
def test_months_come_one_after_another_however_they_are_written(name, file):
    rows = [[place + 1, number] for place, (_, number) in enumerate(months(24))]
    named = [[name(place), number] for place, (_, number) in enumerate(rows)]

    assert analysed("spc", file(["month", "left"], named[::-1])) == analysed("spc", file(["month", "left"], rows))


def test_limits_may_come_from_the_first_points_alone(file):
    rows = [[place, 10 + place % 3, int(place < 16)] for place in range(24)]

    assert analysed("spc", file(["month", "left", "baseline"], rows))["baseline_points"] == 16


@pytest.mark.parametrize("never", ["", "NA", -1, 99])
def test_a_team_that_is_never_reached_may_be_written_in_several_ways(never, file):
    rows = [
        [team, period, auditor, never if begins < 0 else begins, grade]
        for team, period, auditor, begins, grade in teams()
    ]

    assert analysed("audit-effect", file(AUDITED, rows)) == analysed("audit-effect", file(AUDITED, teams()))


def test_a_roll_out_that_reaches_everybody_is_judged_while_some_wait(file):
    rows = [[t, p, a, 4 if b >= 0 else 6, min(g + (p >= 4 and b >= 0), 4)] for t, p, a, b, g in teams(audits=8)]
    found = analysed("audit-effect", file(AUDITED, rows))

    assert "callaway_santanna_simple_never" not in found
    assert abs(found["gardner_did2s"]["att"] - found["callaway_santanna_simple_notyet"]["att"]) < 0.3
    assert found["auditors_made_alike"]["gardner"]["se"] > 0


def test_days_may_have_parts(file):
    chance = np.random.default_rng(4)
    halves, left = chance.integers(1, 800, 60), chance.random(60) < 0.7
    steps = kaplan_meier(None, halves, left)
    known = [[half / 2, int(gone)] for half, gone in zip(halves, left, strict=True)]

    points = {point["t"]: point["surv"] for point in analysed("survival", file(TIMES, known))["km_loglog"]}
    for day in (90, 180, 365):
        assert points[day] == pytest.approx(steps.surv[np.searchsorted(steps.days, 2 * day, side="right") - 1])


@pytest.mark.parametrize(
    ("codes", "events"), [((1, 2), 5), ((0, 1), 5), ((2, 2), 10), ((1, 1), 10), ((False, True), 5)]
)
def test_what_is_an_event_is_known_by_the_higher_code(codes, events, file):
    rows = [[10 + place, codes[place % 2]] for place in range(10)]

    assert analysed("survival", file(TIMES, rows))["events"] == events


def test_who_left_and_nobody_said_how_has_still_left(file):
    rows = [[*row, "left_council" if place % 4 == 1 else ""] for place, row in enumerate(stays(40))]
    found = analysed("competing", file([*STAYS, "exit"], rows))["aalen_johansen_730_1095"]

    assert found["states"] == ["(s0)", "left_council", "not said"]


def test_when_everybody_replied_there_is_no_model_of_replying(file):
    rows = [[place, place / 60, 1, place % 2] for place in range(60)]
    found = analysed("follow-up", file(["worker", "engagement", "replied", "applied"], rows))

    assert (found["ipw"], found["response_model"]) == (0.5, {"(Intercept)": None, "engagement": None})


def test_a_covariate_may_be_yes_and_no_and_one_that_is_always_the_same_is_left_out(file):
    rows = [[*row, "TRUE" if place % 3 else "FALSE", "Weyshire"] for place, row in enumerate(learners(40))]
    found = analysed("learning-effect", file([*LEARNED, "nqsw", "county"], rows))

    assert list(found["tv_adjusted_efron"]) == ["tr", "nqsw"]


def with_cell(rows: list, place: int, column: int, cell: object) -> list:
    return [[*row[:column], cell, *row[column + 1 :]] if number == place else row for number, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("kind", "header", "rows", "words"),
    [
        ("survival", STAYS, with_cell(stays(20), 4, 1, "2020-02-30"), "Row 6, start_date: “2020-02-30” is not a date"),
        ("survival", STAYS, with_cell(stays(20), 4, 0, ""), "Row 6, worker: it is empty"),
        ("survival", STAYS, with_cell(stays(20), 4, 1, "0203-01-01"), "Row 6, start_date"),
        ("survival", TIMES, [[5, place % 3] for place in range(12)], "Row 2, status: “0” is not 1 or 2"),
        ("survival", TIMES, [[-5, 1], *[[5, 1]] * 12], "Row 2, time: it is below 0"),
        ("survival", [*TIMES, "entry"], [[5, 1, place] for place in range(12)], "Row 7: entry is not before time"),
        ("rates", [*STAYS, "fte"], [[*row, ""] for row in stays(12)], "Row 2, fte: it is empty"),
        ("spc", ["month", "left"], with_cell(months(20), 3, 1, ""), "Row 5, left: it is empty"),
        ("spc", ["month", "left"], with_cell(months(20), 3, 0, 10), "Row 2, month: “10” is there twice"),
        ("spc", ["month", "left"], with_cell(months(20), 3, 1, "inf"), "Row 5, left: “inf” is not a number"),
        ("spc", ["month", "left", "n"], [[*row, 0] for row in months(20)], "Row 2: it is not so many of a number"),
        ("spc", ["term", "left"], [[f"Term {place}", 1] for place in range(14)], "Row 2, term: “Term 0” is not a m"),
        ("audit-effect", AUDITED, with_cell(teams(), 9, 3, 7), "team_golive: “.*” is not what other rows of the same"),
        ("audit-effect", AUDITED, with_cell(teams(), 9, 1, -1), "Row 11, half_year: it is below 0"),
        ("learning-effect", LEARNED, with_cell(learners(20), 5, 3, 0), "Row 7: exit_month is not after entry_month"),
        ("learning-effect", LEARNED, with_cell(learners(20), 5, 3, 9_000), "Row 7: more than 1,200 months"),
        ("learning-effect", LEARNED, with_cell(learners(20), 5, 5, 3.5), "Row 7, trained_month: “3.5” is not a whole"),
        ("learning-effect", [*LEARNED, "keen"], with_cell([[*row, 1.5] for row in learners(20)], 5, 6, ""),
            "Row 7, keen: it is empty"),
        ("learning-effect", [*LEARNED, "name"], [[*row, f"N{place}"] for place, row in enumerate(learners(20))],
            "name holds 170 different words"),
        ("follow-up", ["replied", "applied"], [[2, 1]], "Row 2, replied: “2” is not 0 or 1"),
        ("follow-up", ["replied", "applied"], [[1, ""]], "Row 2, applied: “” of one who replied"),
        ("business-case", INPUTS, [*CASE, CASE[0]], "Row 2, input: “people” is there twice"),
        ("business-case", INPUTS, [["profit", *CASE[0][1:]], *CASE[1:]], "Row 2, input: “profit” is none of"),
        ("business-case", INPUTS, with_cell(CASE, 1, 3, -1), "The numbers of a normal input cannot be"),
        ("business-case", INPUTS, with_cell(CASE, 2, 2, 0), "The numbers of a gamma input cannot be"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_with_its_row(kind, header, rows, words, file):
    with pytest.raises(CommandError, match=words):
        call_command("analyse", kind, file(header, rows))


def test_what_costs_nothing_and_saves_nothing_has_no_return_and_no_break_even(file):
    free = with_cell(with_cell(with_cell(CASE, 5, 1, "fixed"), 5, 2, 0), 5, 3, "")
    found = analysed("business-case", file(INPUTS, free))

    assert (found["return_on_cost"], found["break_even"]) == (None, 0)


def test_a_file_that_is_no_table_is_refused_in_words(tmp_path, saved):
    for content in (bytes(range(256)) * 4, b"", b'"a' + b"x" * 200_000):
        with pytest.raises(CommandError):
            call_command("analyse", "survival", saved(content))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("analyse", "survival", str(Path(tmp_path) / "not-here.csv"))


def test_the_columns_of_the_file_may_be_counted_in_any_order(file):
    rows = [[*row, place / 3] for place, row in enumerate(learners(40))]
    order = np.random.default_rng(2).permutation(7)
    header = [*LEARNED, "keen"]

    turned = analysed(
        "learning-effect", file([header[place] for place in order], [[row[p] for p in order] for row in rows])
    )
    assert close(turned, analysed("learning-effect", file(header, rows)))
