"""Audits decided from plain values: pieces, what is missing, second grades, when it is looked at again."""

from datetime import date, datetime, timedelta

import pytest

from academy.audits.rules import Grade, auditing, concerns, findings, moderation
from academy.audits.rules.auditing import Piece, PieceKind, piece_called
from academy.needs.rules import Evidence, Risk

NOON = datetime(2026, 11, 17, 12)


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("question-12", Piece(PieceKind.QUESTION, 12)),
        ("section-3", Piece(PieceKind.SECTION, 3)),
        ("overall", Piece(PieceKind.OVERALL)),
        ("worker", Piece(PieceKind.WORKER)),
        ("overall-1", None),
        ("question", None),
        ("question-x", None),
        ("question-" + "9" * 40, None),
        ("somebody", None),
        ("", None),
    ],
)
def test_a_piece_is_known_by_its_name(name, piece):
    assert piece_called(name) == piece
    assert piece is None or str(piece) == name


@pytest.mark.parametrize(
    ("questions", "sections", "has_overall", "has_reason", "words"),
    [
        (0, [], True, True, []),
        (1, [], True, True, ["one question has no answer"]),
        (3, ["The plan"], True, True, ["3 questions have no answer", "“The plan” has no grade"]),
        (0, [], False, False, ["there is no overall grade"]),
        (0, [], True, False, ["the overall grade has no reason"]),
    ],
)
def test_what_is_missing_is_said_in_words(questions, sections, has_overall, has_reason, words):
    said = auditing.still_missing(
        questions=questions, sections=sections, has_overall=has_overall, has_reason=has_reason
    )

    assert said == words


@pytest.mark.parametrize(
    ("grade", "drawn", "share", "why"),
    [
        ("inadequate", 0.99, 0, "inadequate"),
        ("outstanding", 0.99, 0, "outstanding"),
        ("good", 0.14, 15, "share"),
        ("good", 0.15, 15, None),
        ("requires_improvement", 0.0, 15, "share"),
        ("good", 0.0, 0, None),
        ("good", 0.99, 100, "share"),
    ],
)
def test_the_best_and_the_worst_are_graded_twice_and_a_share_of_the_rest(grade, drawn, share, why):
    assert moderation.why_moderated(grade, drawn=drawn, share=share) == why


@pytest.mark.parametrize(
    ("alpha", "begins"),
    [(None, "Everybody"), (0.8, "Reliable"), (0.79, "Tentative"), (0.667, "Tentative"), (0.66, "Not reliable")],
)
def test_what_an_alpha_allows_to_be_said(alpha, begins):
    assert moderation.reliable_words(alpha).startswith(begins)


@pytest.mark.parametrize(
    ("of", "moderated", "evidence"),
    [
        (1, 0, Evidence.VOICE),
        (9, 3, Evidence.VOICES),
        (10, 0, Evidence.COUNTED),
        (40, 6, Evidence.JUDGED),
    ],
)
def test_many_audits_are_stronger_evidence_than_one(of, moderated, evidence):
    assert findings.evidence_for(of, moderated=moderated) == evidence


@pytest.mark.parametrize(
    ("grade", "risk", "weeks"),
    [("inadequate", 0, 6), ("good", 0, None), ("outstanding", 0, None), ("", 4, 12), ("", 3, 26), ("", 1, 52)],
)
def test_when_the_same_is_looked_at_again(grade, risk, weeks):
    found_on = date(2026, 1, 14)

    again = findings.audited_again_on(found_on, grade=grade, risk=risk)

    assert again == (found_on + timedelta(weeks=weeks) if weeks else None)


def test_every_risk_has_a_day_to_look_again_and_a_time_for_actions():
    assert set(findings.WEEKS_AFTER_FINDING) == set(findings.ACTION_WEEKS) == set(Risk)


@pytest.mark.parametrize(
    ("minutes", "is_again", "is_widened"), [(14, False, False), (15, True, False), (30, True, True)]
)
def test_who_has_not_answered_is_told_again_and_then_more_people(minutes, is_again, is_widened):
    now = NOON + timedelta(minutes=minutes)

    assert concerns.is_told_again(NOON, None, now=now) == is_again
    assert concerns.is_widened(NOON, now=now) == is_widened
    assert not concerns.is_told_again(NOON, now, now=now)


def test_grades_have_an_order_for_agreement_alone():
    assert [moderation.STEPS[grade] for grade in Grade] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        ((14, 40), (5, 38), "22 in 100 fewer than the first time (3 to 39 fewer)."),
        ((5, 38), (14, 40), "22 in 100 more than the first time (3 to 39 more)."),
        ((10, 40), (9, 40), "Too few audits to tell whether it changed."),
        ((4, 9), (0, 40), "Too few audits to say whether it changed."),
    ],
)
def test_a_change_is_said_with_its_range_or_not_at_all(then, now, words):
    assert findings.change_words(then, now) == words
