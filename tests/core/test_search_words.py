import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.core.search import excerpt, terms
from academy.core.search.words import MOST_WORDS, for_postgresql, for_sqlite, other_spellings


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Neglect", ["neglect"]),
        ("the risk of harm", ["risk", "harm"]),
        ("children’s voice", ["children", "voice"]),
        ("Siân", ["sian"]),
        ("level 3", ["level", "3"]),
        ("a_b", ["b"]),
        ('NEAR("x" AND *)', ["near", "x"]),
        ("\0", []),
        ("?!", []),
        ("the of and", []),
        ("a b c d e f g h i j k l", list("bcdefghjk"[:MOST_WORDS])),
    ],
)
def test_what_is_looked_for_are_words_that_say_something(typed, words):
    assert [term.spellings[0] for term in terms(typed)] == words


@pytest.mark.parametrize(
    ("typed", "spellings"),
    [
        ("e-learning", [("e", "elearning"), ("learning", "learn", "elearning")]),
        ("multi agency", [("multi", "multiagency"), ("agency", "multiagency")]),
        ("assessmen", [("assessmen", "assess")]),
        ("multiagency", [("multiagency", "multi agency")]),
        ("plan", [("plan",)]),
    ],
)
def test_each_word_has_spellings_that_are_as_good(typed, spellings):
    assert [term.spellings for term in terms(typed)] == spellings


def test_hyphenated_words_are_kept_in_one_too_and_accents_left_off():
    assert other_spellings("Multi-agency e-learning with Zoë O’Neill") == "elearning multiagency oneill zoe"


def test_a_database_is_asked_in_its_own_language():
    wanted = terms("multi-agency")

    assert for_sqlite(wanted, "title") == '{title} : (("multi"* OR "multiagency"*) AND ("agency"* OR "multiagency"*))'
    assert for_postgresql(wanted, "A") == "('multi':*A | 'multiagency':*A) & ('agency':*A | 'multiagency':*A)"
    assert for_sqlite(terms("multiagency")) == '("multiagency"* OR "multi agency"*)'
    assert for_postgresql(terms("multiagency"), "A") == "('multiagency':*A | 'multi':A <-> 'agency':*A)"


def test_an_excerpt_shows_the_words_together_and_marks_them():
    text = "Neglect is named early. " + "Nothing of the kind. " * 40 + "Weigh the risks of neglect with the family."

    assert excerpt(text, "risk neglect", length=60).endswith(
        "<mark>risks</mark> of <mark>neglect</mark> with the family."
    )


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("Say <b>risk</b> & harm", "risk", "Say &lt;b&gt;<mark>risk</mark>&lt;/b&gt; &amp; harm"),
        ("Multi-agency work", "multiagency", "<mark>Multi-agency</mark> work"),
        ("A multiagency day", "multi agency", "A <mark>multiagency</mark> day"),
        ("Assessing well", "assessments", "<mark>Assessing</mark> well"),
        ("Nothing of it", "kinship", "Nothing of it"),
        ("", "kinship", ""),
        ("Nothing typed", "", "Nothing typed"),
    ],
)
def test_an_excerpt_is_only_text_and_marks_whatever_spelling_was_found(text, typed, shown):
    assert excerpt(text, typed) == shown


def test_a_very_long_text_is_cut_at_words():
    shown = excerpt("word " * 50_000, "nothing")

    assert (shown[:9], shown[-6:], len(shown) < 260) == ("word word", "word …", True)


@given(st.text(max_size=300), st.text(max_size=40))
def test_whatever_is_typed_and_wherever_an_excerpt_is_safe_text(text, typed):
    shown = str(excerpt(text, typed)).replace("<mark>", "").replace("</mark>", "")

    assert not set("<>") & set(shown)
