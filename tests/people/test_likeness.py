"""When two records may be one person's: numbers and addresses say so, a name never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.people.rules import Known, Sign, alike, bare, why_two

AMARA = {"name": "Amara Okafor", "birth_year": 1988}


@pytest.mark.parametrize(
    ("one", "other", "signs"),
    [
        ({}, {}, []),
        ({"name": "Amara Okafor"}, {"name": "Amara Okafor"}, []),
        (AMARA, AMARA, []),
        (AMARA, {**AMARA, "birth_year": 1989}, []),
        ({**AMARA, "worked_in": frozenset({1})}, {**AMARA, "worked_in": frozenset({2})}, []),
        ({**AMARA, "worked_in": frozenset({1, 3})}, {**AMARA, "worked_in": frozenset({3})}, [Sign.NAME_AND_YEAR]),
        ({"worked_in": frozenset({3})}, {"worked_in": frozenset({3})}, []),
        ({"name": "Amara Okafor", "worked_in": frozenset({3})}, {**AMARA, "worked_in": frozenset({3})}, []),
        ({"swe_number": "SW0123"}, {"swe_number": "sw 123"}, [Sign.SWE_NUMBER]),
        ({"swe_number": "SW123"}, {"swe_number": "SW1230"}, []),
        ({"staff_numbers": frozenset({(1, "0042")})}, {"staff_numbers": frozenset({(1, "42")})}, [Sign.STAFF_NUMBER]),
        ({"staff_numbers": frozenset({(1, "42")})}, {"staff_numbers": frozenset({(2, "42")})}, []),
        ({"emails": frozenset({"a@b.example"})}, {"emails": frozenset({"a@b.example", "c@d.example"})}, [Sign.EMAIL]),
    ],
)
def test_what_says_that_two_records_may_be_one_persons(one, other, signs):
    assert alike(Known(**one), Known(**other)) == signs


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ({}, {}, ""),
        ({"swe_number": "SW12"}, {"swe_number": "SW012"}, ""),
        ({"swe_number": "SW12"}, {"swe_number": "SW13"}, "different registration numbers"),
        ({"birth_year": 1988}, {"birth_year": None}, ""),
        ({"birth_year": 1988}, {"birth_year": 1990}, "One was born in 1988 and the other in 1990"),
    ],
)
def test_what_says_that_they_are_two(one, other, words):
    said = why_two(Known(**one), Known(**other))

    assert words in said
    assert bool(said) == bool(words)


KNOWN = st.builds(
    Known,
    name=st.sampled_from(["", "Amara Okafor", "amara okafor", "Tom Ellery"]),
    birth_year=st.sampled_from([None, 1988, 1989]),
    swe_number=st.sampled_from(["", "SW12", "SW012", "SW9"]),
    emails=st.frozensets(st.sampled_from(["a@x.example", "b@x.example"])),
    staff_numbers=st.frozensets(st.tuples(st.sampled_from([1, 2]), st.sampled_from(["7", "07", "8"]))),
    worked_in=st.frozensets(st.sampled_from([1, 2])),
)


@given(KNOWN, KNOWN)
def test_it_does_not_matter_which_of_the_two_comes_first(one, other):
    assert alike(one, other) == alike(other, one)
    assert bool(why_two(one, other)) == bool(why_two(other, one))


@given(st.text(max_size=20))
def test_a_number_without_its_noughts_and_spaces_has_none_to_lose(number):
    assert bare(bare(number)) == bare(number)
