"""What auditors type, five hundred times, all made up: what names somebody is held back, and the rest is not."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from academy.core.identifying import looks_identifying

CAUGHT, FALSE_ALARMS = 0.95, 0.05
LEAST_OF_A_KIND = 0.8  # of small kinds one miss is a tenth


@pytest.fixture(scope="module")
def cases() -> list[dict[str, str]]:
    with Path(__file__).with_name("free_text.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def those(cases, names: str) -> list[dict[str, str]]:
    return [case for case in cases if case["names"] == names]


def test_there_are_five_hundred_each_once_and_half_name_somebody(cases):
    assert len({case["text"] for case in cases}) == 500
    assert Counter(case["names"] for case in cases) == {"somebody": 250, "nobody": 250}


def test_what_names_somebody_is_caught(cases):
    missed = [case["text"] for case in those(cases, "somebody") if not looks_identifying(case["text"])]

    assert len(missed) <= (1 - CAUGHT) * 250, missed


def test_what_names_nobody_is_let_through(cases):
    wrong = {case["text"]: found for case in those(cases, "nobody") if (found := looks_identifying(case["text"]))}

    assert len(wrong) <= FALSE_ALARMS * 250, wrong


def test_no_kind_of_identifying_text_is_overlooked(cases):
    of = Counter(case["kind"] for case in those(cases, "somebody"))
    caught = Counter(case["kind"] for case in those(cases, "somebody") if looks_identifying(case["text"]))

    assert {kind: caught[kind] / number for kind, number in of.items() if caught[kind] < LEAST_OF_A_KIND * number} == {}
