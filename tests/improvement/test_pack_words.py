"""What may stand in a sentence of a pack, and what is said of it otherwise."""

from datetime import date
from decimal import Decimal

import pytest

from academy.elearning.rules import reading_age
from academy.improvement.rules.commentary import checked, judgement_words, numbers_in, reading_of
from academy.improvement.rules.disclosed import about, may_be_public, withheld_numbers
from academy.improvement.rules.measures import Unit
from academy.improvement.rules.packs import quarter_end, season

EXACT = "Requires improvement to be good"


@pytest.mark.parametrize(
    ("sentence", "instead"),
    [
        ("Practice requires improvement in two teams.", EXACT),
        ("Inspectors said that we require improvement.", EXACT),
        ("Two teams are RI.", EXACT),
        ("Care planning needs improvement.", EXACT),
        ("The work is adequate.", "Good, or Requires improvement to be good"),
        ("The measure is rated green: a green rating for the year.", "Target met, Ahead, Behind or Too early to say"),
        ("The RAG is unchanged.", "Target met, Ahead, Behind or Too early to say"),
        ("We are on track for March.", "Ahead or Behind"),
        ("The change is statistically significant.", "A real change, or could be chance"),
    ],
)
def test_a_judgement_said_otherwise_gets_the_words_it_goes_by(sentence, instead):
    assert any(f"the words are “{instead}”" in words for words in judgement_words(sentence))
    assert checked(sentence).wrong


@pytest.mark.parametrize(
    "sentence",
    [
        "Inspectors judged that help and protection requires improvement to be good.",
        "Care leavers were judged Requires improvement to be good.",
        "Leaders were judged inadequate in 2018 and good in 2025.",
        "This rise in tried and tested plans is a real change.",
        "Every green space in the county was visited.",
    ],
)
def test_the_exact_words_are_left_alone(sentence):
    assert judgement_words(sentence) == []
    assert checked(sentence).wrong == ()


def test_one_sentence_and_no_long_one():
    two = checked("More cases were good. Fewer were not.")
    long = checked("word " * 29)
    middling = checked("word " * 24)

    assert "One sentence is enough here" in two.wrong[0]
    assert "29 words" in long.wrong[0]
    assert (middling.wrong, "24 words" in middling.worth[0]) == ((), True)


def test_a_short_form_and_a_long_word_are_worth_a_look_and_stop_nobody():
    said = checked("The MASH will utilise a robust plan for the NHS.")

    assert said.wrong == ()
    assert [words.split("”")[0] for words in said.worth] == ["“MASH", "“utilise", "“robust"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Three of 1,204 children, or 0.25%, in March", {3, 1204, Decimal("0.25")}),
        ("Six in ten audited cases", {6, 60}),
        ("one in every five", {1, 20}),
        ("Nobody left.", set()),
        ("61.0% is 61", {61}),
    ],
)
def test_numbers_are_found_in_digits_and_in_words(text, numbers):
    assert numbers_in(text) == {Decimal(number) for number in numbers}


def test_a_withheld_number_may_not_stand_in_a_sentence():
    withheld = set(withheld_numbers(value=Decimal("7.3171"), numerator=Decimal(3), denominator=Decimal(41)))

    for sentence in ("Three of them left.", "Only 38 stayed.", "It was 7%.", "It was 7.32%.", "There were 41 of them."):
        assert "withholds it" in checked(sentence, withheld=withheld).wrong[0], sentence
    assert checked("A few of them left.", withheld=withheld).wrong == ()
    assert checked("Three of them left.").wrong == ()


@pytest.mark.parametrize(
    ("part", "whole", "is_public"),
    [
        (0, 60, True),
        (1, 60, False),
        (4, 60, False),
        (5, 60, True),
        (55, 60, True),
        (56, 60, False),
        (60, 60, True),
        (9, 19, False),
        (9, 20, True),
    ],
)
def test_small_parts_small_rests_and_small_wholes_are_withheld(part, whole, is_public):
    value = Decimal(100 * part) / whole

    assert (
        may_be_public(value=value, numerator=Decimal(part), denominator=Decimal(whole), unit=Unit.PERCENT, under=5)
        is is_public
    )


def test_a_small_count_is_withheld_and_pounds_are_not():
    few = {"numerator": None, "denominator": None}

    assert not may_be_public(value=Decimal(3), unit=Unit.COUNT, under=5, **few)
    assert may_be_public(value=Decimal(0), unit=Unit.COUNT, under=5, **few)
    assert may_be_public(value=Decimal(3), unit=Unit.POUNDS, under=0, **few)
    assert not may_be_public(value=None, unit=Unit.COUNT, under=0, **few)


def test_everybody_reads_about_how_many():
    assert [about(number) for number in (187, 188, 0, 22)] == [185, 190, 0, 20]


def test_the_reading_grade_is_the_age_less_five_and_reading_takes_a_minute_for_200_words():
    easy = "We went to see each child. Each child had a plan. The plan was good. " * 6
    hard = (
        "Notwithstanding considerable multidisciplinary implementation complexities, organisational transformation "
        "necessitates comprehensive accountability. " * 6
    )

    assert reading_of([easy]).grade == reading_age(easy) - 5
    assert reading_of([easy]).grade <= 4
    assert "easy on a busy day" in reading_of([easy]).words
    assert reading_of([hard]).grade > 12
    assert "would bring it to 14" in reading_of([hard]).words
    assert reading_of([easy]).words.endswith("90 words, about a minute.")
    assert reading_of([easy] * 3).words.endswith("270 words, about 2 minutes.")
    assert reading_of(["Too short."]).words == "There is too little text to say how easily it reads."


def test_quarters_and_the_season_they_are_read_in():
    assert quarter_end(date(2026, 11, 22)) == date(2026, 9, 30)
    assert quarter_end(date(2026, 9, 30)) == date(2026, 9, 30)
    assert quarter_end(date(2026, 9, 29)) == date(2026, 6, 30)
    assert [season(date(2026, month, 28)) for month in (3, 6, 9, 12)] == [
        "Spring 2026", "Summer 2026", "Autumn 2026", "Winter 2026",
    ]  # fmt: skip
