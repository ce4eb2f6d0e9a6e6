from datetime import date
from decimal import Decimal

import pytest

from academy.core.refusals import Refused
from academy.records import rules

TODAY = date(2026, 11, 10)


@pytest.mark.parametrize(
    ("on", "start"),
    [
        (date(2026, 11, 10), date(2025, 12, 1)),
        (date(2026, 11, 30), date(2025, 12, 1)),
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 12, 31), date(2026, 12, 1)),
        (date(2027, 1, 1), date(2026, 12, 1)),
    ],
)
def test_a_year_of_learning_starts_on_1_december(on, start):
    assert rules.year_start(on) == start


@pytest.mark.parametrize("on", [TODAY, date(2020, 2, 29), date(1990, 1, 1)])
def test_what_has_been_done_may_be_recorded(on):
    rules.check(on, Decimal("6"), today=TODAY)


@pytest.mark.parametrize(
    ("on", "hours", "field", "words"),
    [
        (date(2026, 11, 11), "6", "completed_on", "11 November 2026 has not come yet. Record what has been completed."),
        (date(1989, 12, 31), "6", "completed_on", "31 December 1989 is before 1990. Check the year."),
        (TODAY, "-1", "hours", "-1 hours cannot be right. Give a number from 0 to 9,999."),
        (TODAY, "10000", "hours", "10000 hours cannot be right. Give a number from 0 to 9,999."),
        (TODAY, "NaN", "hours", "NaN hours cannot be right. Give a number from 0 to 9,999."),
    ],
)
def test_what_cannot_have_been_is_refused_with_words(on, hours, field, words):
    with pytest.raises(Refused) as refused:
        rules.check(on, Decimal(hours), today=TODAY)

    assert (refused.value.field, refused.value.words) == (field, words)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K7QM-2XWD-9HTR-4BNC", "K7QM2XWD9HTR4BNC"),
        ("  k7qm 2xwd 9htr 4bnc\n", "K7QM2XWD9HTR4BNC"),
        ("KOQMIXWDLHTR4BNC", "K0QM1XWD1HTR4BNC"),
        ("K7QM–2XWD–9HTR–4BNC", "K7QM2XWD9HTR4BNC"),
        ("K7QM-2XWD-9HTR", ""),
        ("K7QM-2XWD-9HTR-4BNC-0", ""),
        ("U7QM-2XWD-9HTR-4BNC", ""),
        ("", ""),
        ("K7QM2XWD9HTR4BN\x00", ""),
        ("' OR 1=1 --", ""),
    ],
)
def test_a_code_is_read_however_it_was_typed(typed, code):
    assert rules.code_in(typed) == code


def test_a_code_is_shown_in_fours():
    assert rules.code_shown("K7QM2XWD9HTR4BNC") == "K7QM-2XWD-9HTR-4BNC"


def test_a_code_holds_80_bits_and_no_letters_that_look_alike():
    assert (len(set(rules.ALPHABET)), rules.CODE_LENGTH) == (32, 16)
    assert not set("ILOU") & set(rules.ALPHABET)
