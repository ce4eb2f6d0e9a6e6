"""A thousand sentences as auditors write them, all made up: half name somebody, and half do not.

The first half of each list was looked at while the patterns were written, the second half only when they were done.
"""

from pathlib import Path

import pytest

from academy.core.identifying import looks_identifying

LISTS = Path(__file__).parent.parent / "fixtures" / "identifying"
CAUGHT, FALSE_ALARMS = 0.95, 0.05  # Q3: what an auditor's words are held to


def sentences(name: str) -> list[str]:
    return (LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()


HALVES = {"first": slice(0, 250), "second": slice(250, 500)}


@pytest.mark.parametrize("half", HALVES)
def test_nearly_all_that_names_somebody_is_seen(half):
    cases = sentences("names_somebody")[HALVES[half]]

    missed = [case for case in cases if not looks_identifying(case)]

    assert 1 - len(missed) / len(cases) >= CAUGHT, missed


@pytest.mark.parametrize("half", HALVES)
def test_hardly_anything_else_is(half):
    cases = sentences("names_nobody")[HALVES[half]]

    wrong = {case: found for case in cases if (found := looks_identifying(case))}

    assert len(wrong) / len(cases) <= FALSE_ALARMS, wrong


def test_there_are_five_hundred_of_each_and_each_once():
    lists = [sentences("names_somebody"), sentences("names_nobody")]

    assert [len(cases) for cases in lists] == [500, 500]
    assert len(set(lists[0] + lists[1])) == 1000


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("dob: 12.03.14", "a date of birth"),
        ("NHS no. 999 123 4560", "an NHS number"),
        ("upn h801200001001", "an NHS, pupil or case number"),
        ("mum of kayden said so", "a name"),
        ("K.B. was seen alone", "initials"),
        ("lives at 14 acacia avenue", "an address"),
        ("postcode is wy4 7qt", "a postcode"),
        ("His Snapchat is @lil_kayz04", "a name on the internet"),
        ("known as Ziggy", "a name"),
        ("Jayden's review was late.", "a name"),
        ("Child J was seen at school.", "initials"),
        ("Born at home on 30 April 2021", "a date of birth"),
        ("Rozerin wants to go home.", "a name"),
    ],
)
def test_it_is_told_what_was_seen(text, reason):
    assert any(found.startswith(f"{reason}: “") for found in looks_identifying(text)), looks_identifying(text)


@pytest.mark.parametrize(
    "text",
    [
        "Section 47 began on 3 April 2024.",
        "PA-2025-0412 is a re-audit of a case in Guildbourne.",
        "SDQ went down from 22 to 15; ICPC was held on day 14.",
        "The IRO, the SW and the GP agreed with CAMHS.",
        "Child A and Child B were seen apart, as our own words ask.",
        "The birth parents were seen on 3 April 2025.",
    ],
)
def test_words_of_the_work_are_no_names(text):
    assert looks_identifying(text) == []
