"""A sentence stands on a page only while every part of its condition holds."""

from dataclasses import replace

import pytest

from academy.impact.rules import claims
from academy.impact.rules.claims import CLAIMS, EVIDENCE, About, Found, Grade

SURE = {  # for each sentence, an interval on which it may be said, and one on which it may not
    "worth to most": ((0.55, 0.70), (0.45, 0.70)),
    "worth to few": ((0.20, 0.40), (0.20, 0.60)),
    "worth to some": ((0.40, 0.60), (0.55, 0.60)),
    "surer": ((0.1, 0.6), (-0.1, 0.6)),
    "less sure": ((-0.6, -0.1), (-0.6, 0.1)),
    "as sure": ((-0.1, 0.2), (0.1, 0.2)),
    "most used it": ((0.51, 0.60), (0.49, 0.60)),
    "few used it": ((0.20, 0.49), (0.20, 0.51)),
    "half used it": ((0.45, 0.55), (0.51, 0.55)),
    "practice better by lot": ((0.02, 0.16), (-0.02, 0.16)),
    "practice better": ((0.02, 0.16), (0.0, 0.16)),
    "practice worse": ((-0.16, -0.02), (-0.16, 0.02)),
    "practice unclear": ((-0.04, 0.10), (0.01, 0.10)),
    "staying by lot": ((0.01, 0.10), (-0.01, 0.10)),
    "staying more": ((0.01, 0.10), (-0.03, 0.19)),
    "staying less": ((-0.10, -0.01), (-0.10, 0.01)),
    "staying unclear": ((-0.03, 0.19), (0.03, 0.19)),
}


def found_for(claim, *, fails: bool = False) -> Found:
    low, high = SURE[claim.name][fails]
    grade = sorted(claim.grades)[0]
    return Found(claim.about, grade, (low + high) / 2, low, high, n=187, asked=268)


def test_every_sentence_has_its_cases():
    assert sorted(SURE) == sorted(claim.name for claim in CLAIMS)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_a_sentence_is_said_when_its_condition_holds(claim):
    assert claims.may_say(claim, found_for(claim))
    assert claims.sentence(found_for(claim)) == claim.words


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_a_sentence_is_not_said_when_the_interval_does_not_carry_it(claim):
    assert not claims.may_say(claim, found_for(claim, fails=True))
    assert claims.sentence(found_for(claim, fails=True)) != claim.words


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
@pytest.mark.parametrize("grade", sorted(Grade))
def test_a_sentence_is_not_said_of_a_figure_that_was_come_by_in_another_way(claim, grade):
    assert claims.may_say(claim, replace(found_for(claim), grade=grade)) == (grade in claim.grades)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
@pytest.mark.parametrize("lacks", ["refusal", "low", "high", "estimate"])
def test_a_sentence_is_not_said_when_something_is_missing(claim, lacks):
    missing = replace(found_for(claim), **{lacks: "Too few." if lacks == "refusal" else None})

    assert not claims.may_say(claim, missing)


@pytest.mark.parametrize("claim", [one for one in CLAIMS if Grade.OWN_ACCOUNT in one.grades], ids=lambda one: one.name)
@pytest.mark.parametrize(("n", "asked"), [(29, 40), (60, 300)])
def test_what_people_say_is_not_told_when_few_answered(claim, n, asked):
    few = replace(found_for(claim), n=n, asked=asked)

    assert not claims.may_say(claim, few)
    assert claims.sentence(few) == "There is not enough evidence yet to say anything."
    assert claims.evidence(few) == ("none", "")


@pytest.mark.parametrize("about", sorted(About))
@pytest.mark.parametrize("word", ["because", "proves", "caused", "effect"])
def test_only_a_draw_by_lot_is_called_a_cause(about, word):
    said = [claim for claim in CLAIMS if claim.about is about and word in claim.words]

    assert all(claim.grades == {Grade.BY_LOT} for claim in said)


def test_a_refusal_is_all_that_is_said():
    refused = Found(About.PRACTICE, Grade.ADJUSTED, 0.09, 0.02, 0.16, refusal="Fewer than ten teams have begun.")

    assert claims.sentence(refused) == "Fewer than ten teams have begun."
    assert claims.evidence(refused) == ("none", "")


def test_each_way_of_knowing_has_its_mark():
    assert EVIDENCE == {
        Grade.COUNTED: "counted",
        Grade.OWN_ACCOUNT: "weak",
        Grade.ASSOCIATION: "weak",
        Grade.ADJUSTED: "moderate",
        Grade.BY_LOT: "strong",
    }
