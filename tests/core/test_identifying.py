import re
from time import process_time

import pytest

from academy.core.identifying import looks_identifying
from tests.core.identifying_cases import NAMES_NOBODY, NAMES_SOMEBODY

CAUGHT, FALSE_ALARMS = 0.95, 0.05  # what an auditor's comments will be held to


def test_nearly_all_that_names_somebody_is_seen():
    missed = [case for case in NAMES_SOMEBODY if not looks_identifying(case)]

    assert 1 - len(missed) / len(NAMES_SOMEBODY) >= CAUGHT, "\n".join(missed)


def test_hardly_anything_else_is():
    wrong = {case: found for case in NAMES_NOBODY if (found := looks_identifying(case))}

    assert len(wrong) / len(NAMES_NOBODY) <= FALSE_ALARMS, wrong


def test_there_are_enough_cases_to_say_so_and_each_once():
    cases = NAMES_SOMEBODY + NAMES_NOBODY

    assert len(cases) >= 200
    assert len(set(cases)) == len(cases)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("", []),
        ("DOB 3/4/2016", ["a date of birth: “DOB 3/4/2016”"]),
        ("943 476 5919", ["an NHS number: “943 476 5919”"]),
        ("Mum of Zephaniah", ["a name: “Mum of Zephaniah”"]),
        ("the Barraclough family", ["a family’s name: “the Barraclough family”"]),
        ("Mr Barraclough", ["somebody’s title and name: “Mr Barraclough”"]),
        ("GU2 7XH", ["a postcode: “GU2 7XH”"]),
        ("Kayla, and Kayla again", ["a name: “Kayla”"]),
    ],
)
def test_the_reason_says_what_was_seen(text, reasons):
    assert looks_identifying(text) == reasons


@pytest.mark.parametrize("number", ["943 476 5918", "01632 960 001", "1234567890", "9434765919000"])
def test_ten_digits_that_do_not_check_are_no_nhs_number(number):
    assert not any("NHS" in reason for reason in looks_identifying(number))


def test_a_long_and_hostile_text_is_read_quickly():
    texts = ["A" * 20_000, "Mum of " * 3_000, "1 " * 10_000, "the Aa-" * 3_000, "“(" * 10_000, "a.b@" * 5_000]
    started = process_time()

    for text in texts:
        looks_identifying(text)

    assert process_time() - started < 3


def test_the_lists_hold_each_word_once_and_in_small_letters():
    from academy.core.identifying.given_names import FOLDER

    for name in ("names.txt", "names_and_words.txt", "words.txt"):
        lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
        words = [word for line in lines if not line.startswith("#") for word in line.split()]
        assert [word for word in words if not re.fullmatch(r"[a-zà-ÿ’']+", word)] == []
