"""What may stand in the library, in tables of cases."""

from datetime import date

import pytest

from academy.catalogue.rules import library as rules
from academy.catalogue.rules.library import Form
from academy.core.uploads import Kind, file_words, size_words
from academy.core.uploads.kinds import NAMES, SHOWN


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("", Form.LINK),
        (Kind.PDF, Form.DOCUMENT),
        (Kind.CSV, Form.DOCUMENT),
        (Kind.PNG, Form.PICTURE),
        (Kind.MP4, Form.RECORDING),
        (Kind.MP3, Form.RECORDING),
    ],
)
def test_the_form_follows_from_the_file(kind, form):
    assert rules.form_of(kind) is form


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", []),
        ("neglect, Neglect , NEGLECT", ["neglect"]),
        ("“Graded Care Profile”,  home   visits\nvoice", ["Graded Care Profile", "home visits", "voice"]),
        (",".join("abcdefghij"), list("abcdefgh")),
        ("x" * 50, ["x" * 40]),
        (" , ,", []),
    ],
)
def test_tags_are_words_with_commas_between(typed, tags):
    assert rules.tag_words(typed) == tags


@pytest.mark.parametrize(
    ("review_on", "is_past"),
    [(None, False), (date(2026, 11, 23), False), (date(2026, 11, 22), True), (date(2020, 1, 1), True)],
)
def test_from_its_review_date_on_it_is_past_review(review_on, is_past):
    assert rules.is_past_review(review_on, on=date(2026, 11, 22)) is is_past


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (0, "nobody yet"),
        (1, "fewer than five people"),
        (4, "fewer than five people"),
        (5, "5 people"),
        (1200, "1,200 people"),
    ],
)
def test_of_few_it_is_not_said_how_many(people, words):
    assert rules.people_words(people) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 byte"),
        (840, "840 bytes"),
        (32_400, "32 KB"),
        (999_499, "999 KB"),
        (999_900, "1.0 MB"),
        (1_240_000, "1.2 MB"),
        (9_960_000, "10 MB"),
        (310_000_000, "310 MB"),
    ],
)
def test_sizes_are_said_as_people_say_them(size, words):
    assert size_words(size) == words


@pytest.mark.parametrize(
    ("kind", "pages", "words"),
    [
        (Kind.PDF, 14, "PDF, 1.2 MB, 14 pages"),
        (Kind.PDF, 1, "PDF, 1.2 MB, 1 page"),
        (Kind.PPTX, 20, "PowerPoint slides, 1.2 MB, 20 slides"),
        (Kind.MP4, None, "Video, 1.2 MB"),
    ],
)
def test_a_file_is_said_in_one_line(kind, pages, words):
    assert file_words(kind, 1_240_000, pages) == words


def test_every_licence_says_what_may_be_done_and_every_kind_has_a_name():
    assert set(rules.MAY_BE_DONE) == set(rules.Licence)
    assert set(NAMES) == set(SHOWN) == set(Kind)
