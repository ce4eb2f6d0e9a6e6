"""The second grade, how far graders agree, and how far a round has come."""

from datetime import timedelta

import numpy as np
import pytest

from academy.analysis.agreement import agreement, alpha
from academy.audits.actions import moderating as actions
from academy.audits.models import Moderation, ReAudit
from academy.audits.queries import practice
from academy.audits.rules.auditing import NotAudited
from academy.audits.rules.moderation import WhyModerated
from academy.core import clock
from academy.people.rules import Role
from academy.people.scope import Viewer
from tests.audits.audited import finished, make_audit, make_auditor, make_many
from tests.builders import make_person, make_spell, make_team
from tests.builders_practice import make_sample, make_sampled_case

pytestmark = pytest.mark.django_db


def moderation(**fields) -> Moderation:
    return actions.ask_for_second_grade(finished(**fields), by=None)


def test_the_second_grade_counts_and_the_first_stays_beside_it():
    found = moderation(grade="good")

    actions.moderate(found, grade="inadequate", reason="A serious risk was missed.", by=make_auditor("Sam", "Ford"))

    found.refresh_from_db()
    found.audit.refresh_from_db()
    assert (found.audit.grade, found.grade, found.audit.final_grade) == ("good", "inadequate", "inadequate")
    assert ReAudit.objects.filter(audit=found.audit).exists()
    with pytest.raises(NotAudited, match="already"):
        actions.moderate(found, grade="good", reason="No.", by=make_auditor("Third", "Person"))


def test_nobody_grades_their_own_audit_twice_nor_their_teams_work():
    helen, team = make_auditor(), make_team()
    own = actions.ask_for_second_grade(finished(helen), by=None)
    near = make_auditor("Sam", "Ford")
    make_spell(near.person, team=team)
    teams = actions.ask_for_second_grade(finished(team=team), by=None)

    with pytest.raises(NotAudited, match="worked on this"):
        actions.moderate(own, grade="good", reason="Fine.", by=helen)
    with pytest.raises(NotAudited, match="own team"):
        actions.moderate(teams, grade="good", reason="Fine.", by=near)
    assert list(practice.to_moderate(Viewer(helen))) == [teams]
    assert list(practice.to_moderate(Viewer(near))) == [own]


def test_an_audit_under_way_has_no_second_grade():
    with pytest.raises(NotAudited, match="once it is finished"):
        actions.ask_for_second_grade(make_audit(), by=None)


def test_agreement_says_how_many_alike_and_no_coefficient_from_too_few():
    sam = make_auditor("Sam", "Ford")
    for first, second in (("good", "good"), ("good", "inadequate"), ("outstanding", "good")):
        found = moderation(grade=first)
        actions.moderate(found, grade=second, reason="Read again.", by=sam)

    agreed = practice.agreed(Viewer(sam))

    assert agreed is not None
    assert (agreed.n, agreed.alike, agreed.within_one, agreed.stricter, agreed.milder) == (3, 1, 1, 2, 0)
    assert (agreed.is_enough, agreed.alpha) == (False, None)
    assert agreed.grid[1] == (0, 1, 0, 1)


def test_agreement_of_enough_drawn_by_chance_is_that_of_the_analysis():
    sample = make_many(40, weak=15)
    for number, audit in enumerate(practice.finished(Viewer(make_auditor())).filter(sampled_case__sample=sample)):
        Moderation.objects.update_or_create(
            audit=audit,
            defaults={
                "why": WhyModerated.SHARE, "asked_at": clock.now(), "made_at": clock.now(), "reason": "Read.",
                "grade": "inadequate" if number % 5 == 0 else audit.grade,
            },
        )  # fmt: skip
    steps = {"outstanding": 1, "good": 2, "requires_improvement": 3, "inadequate": 4}
    pairs = np.array(
        [[steps[m.audit.grade], steps[m.grade]] for m in Moderation.objects.select_related("audit")], float
    )

    agreed = practice.agreed(Viewer(make_auditor("Sam", "Ford")))

    assert agreed is not None
    assert agreed.is_enough
    assert agreed.alpha == pytest.approx(alpha(pairs))
    assert agreed.kappa == pytest.approx(agreement(pairs[:, 0], pairs[:, 1]).quadratic)


def test_progress_counts_a_round_and_says_when_it_is_done():
    helen = make_auditor()
    sample = make_sample()
    for _ in range(3):
        finished(helen, sample=sample)
    make_audit(helen, sample=sample)
    make_sampled_case(sample, auditor=helen.person)
    make_sampled_case(sample, dropped_on=clock.today(), dropped_why="Closed")

    [progress] = practice.progress([sample.round], on=clock.today())

    assert (progress.to_do, progress.finished, progress.begun, progress.not_begun, progress.left) == (5, 3, 1, 1, 2)
    assert progress.done_by == clock.today() + timedelta(days=19)
    assert progress.per_cent == 60


def test_progress_of_4500_cases_takes_as_many_questions_as_of_one(django_assert_num_queries):
    sample = make_sample()
    case = make_sampled_case(sample)
    rows = [type(case)(sample=sample, position=n, pseudonym=f"MANY{n}", kind="other") for n in range(10_000, 14_499)]
    type(case).objects.bulk_create(rows)

    with django_assert_num_queries(4):
        [progress] = practice.progress([sample.round], on=clock.today())

    assert progress.drawn == 4_500


def test_who_has_come_how_far_is_one_line_each():
    helen, sample = make_auditor(), make_sample()
    finished(helen, sample=sample)
    make_sampled_case(sample, auditor=helen.person)
    make_sampled_case(sample)

    rows = practice.by_auditor(sample.round)

    assert [(row["name"], row["given"], row["finished"], row["left"]) for row in rows] == [
        ("Helen Marsh", 2, 1, 1),
        ("", 1, 0, 1),
    ]


def test_grades_are_counted_and_never_averaged():
    finished(grade="good")
    finished(grade="inadequate")

    viewer = Viewer(make_auditor())
    assert practice.grades(practice.finished(viewer)) == {
        "outstanding": 0, "good": 1, "requires_improvement": 0, "inadequate": 1,
    }  # fmt: skip
    practitioner = make_auditor("Tom", "Beckett", Role.PRACTITIONER)
    assert practice.finished(Viewer(practitioner)).count() == 0


def test_how_many_people_a_finding_may_be_about(settings):
    team = make_team()
    for name in ("Priya", "Tom", "Amara"):
        make_spell(make_person(name), team=team)
    sample = make_sample()
    make_sampled_case(sample, team=team)
    make_sampled_case(sample, team=team)

    assert practice.workers_of(sample, on=clock.today()) == 3
