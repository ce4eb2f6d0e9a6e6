"""Files that others publish, and lists of cases, with what no column can hold: it is told of, or left out."""

from datetime import date

import pytest

from academy.audits.actions.samples import draw_sample, plan_round
from academy.audits.imports import read_cases
from academy.audits.models import SampledCase
from academy.audits.rules.samples import Design
from academy.core.fitting import misfits
from academy.core.refusals import Refused
from academy.improvement.actions.inspections import keep_outcomes
from academy.improvement.imports.outcomes import read_outcomes
from academy.improvement.models import PublishedOutcome
from academy.workforce import imports as workforce
from academy.workforce.models import PublishedRow
from tests.builders import TODAY, make_organisation
from tests.builders_practice import make_audit_tool
from tests.improvement.test_inspections import OFSTED, as_csv, authorities
from tests.workforce.test_published import LINES
from tests.workforce.test_published import file as published

LONG = "x" * 5_000


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": "Weyshire", "year": 2024, "cells": {}}, []),
        ({"name": "ﷺ" * 120}, []),
        ({"name": "ﷺ" * 121}, ["its name has 121 characters: the most is 120"]),
        ({"name": "a\0b"}, ["its name holds a zero character"]),
        ({"year": 32_767}, []),
        ({"year": 32_768}, ["its year is 32768: that is not a number we can keep"]),
        ({"year": -1, "name": LONG}, ["its year is -1: that is not a number we can keep",
                                      "its name has 5,000 characters: the most is 120"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_in_words(values, words):
    assert list(misfits(PublishedRow, values)) == words


def with_a_cell(column: int, cell: str) -> bytes:
    cells = LINES[2].split(",")
    cells[column] = cell
    return published(*LINES, ",".join(cells))


@pytest.mark.django_db
@pytest.mark.parametrize("cell", [LONG, "a\0b", "9" * 400, "İ" * 121], ids=len)
def test_a_published_file_is_read_but_for_the_rows_that_do_not_fit(cell):
    for column in range(8):
        release, left_out = workforce.take_in_published(with_a_cell(column, cell), "a\0b.csv", by=None)

        assert release.rows.count() + len(left_out) == len(LINES) + 1
        assert all(sentence.startswith("Row 7: ") and len(sentence) < 300 for sentence in left_out)


@pytest.mark.django_db
def test_a_published_file_with_a_cell_without_an_end_is_refused():
    with pytest.raises(Refused, match="We cannot read past row 7"):
        workforce.take_in_published(with_a_cell(7, "x" * 200_000), "a.csv", by=None)


@pytest.mark.django_db
@pytest.mark.parametrize("cell", [LONG, "a\0b"], ids=len)
def test_published_judgements_are_read_whatever_an_authority_is_called(cell):
    rows = authorities()
    rows[0][OFSTED.index("Local authority name")] = cell

    found = read_outcomes(as_csv(OFSTED, *rows), "outcomes.csv")
    keep_outcomes(found, date(2025, 3, 31), source_words="Ofsted", by=None)

    assert PublishedOutcome.objects.count() == len(rows)


@pytest.mark.django_db
@pytest.mark.parametrize("cell", [LONG, "a\0b", "9" * 400], ids=len)
def test_a_case_list_is_drawn_from_whatever_its_cells_say(cell):
    for column in range(5):
        cells = ["CHILD-1", "North", "Ann Lee", "CIN", "7"]
        cells[column] = cell
        found = read_cases("\n".join(["Case ID,Team,Worker,Plan,Age", ",".join(cells)]).encode())
        round_ = plan_round(f"Round {column}", starts_on=TODAY, due_on=TODAY, planned=1, by=None)
        version = make_audit_tool().versions.get()

        for by in ("", "team"):
            draw_sample(round_, version, found, organisation=make_organisation(), design=Design(1, "s", by), by=None)

    assert SampledCase.objects.count() == 10
