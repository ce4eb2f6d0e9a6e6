"""What learning changed: from records to the answer that is kept, and what people read of it."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.audits.models import Audit, Moderation, SampledCase
from academy.catalogue.models import Item
from academy.core.models import Entry, Job
from academy.impact import actions, jobs, queries
from academy.impact.models import EffectEstimate, RollOut
from academy.impact.queries.service import LEFT, RETIRED, WENT, _stays
from academy.impact.rules.effects import Outcome, Reached, month_number
from academy.people.models import Team
from academy.people.rules import Reason, Role
from tests.builders import (
    make_account,
    make_completion,
    make_item,
    make_organisation,
    make_person,
    make_spell,
    make_team,
    make_viewer,
    signed_in,
)
from tests.builders_practice import make_sample

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 10)


def make_teams(number: int) -> list[Team]:
    council = make_organisation()
    return [make_team(f"Team {place:02}", organisation=council) for place in range(number)]


def make_audits(teams: list[Team], *, half_years: int = 6, each: int = 6, better: set[int] = frozenset()) -> None:
    """Audits of each team in each whole half-year until June 2026; `better` teams are graded good from July 2025."""
    chance, sample = Random(7), make_sample()
    auditors = [make_person(f"Auditor {place}") for place in range(3)]
    cases, audits = [], []
    for half in range(half_years):
        first_on = date(2026 - (half + 1) // 2, 1 if half % 2 == 0 else 7, 1)
        for team in teams:
            for _ in range(each):
                is_good = chance.random() < (0.85 if team.pk in better and half < 2 else 0.45)
                auditor = chance.choice(auditors)
                position = len(cases) + 1
                cases.append(
                    SampledCase(sample=sample, position=position, pseudonym=f"C{position}", team=team, auditor=auditor,
                                given_on=first_on)
                )  # fmt: skip
                at = datetime(first_on.year, first_on.month, 20, 12, tzinfo=UTC)
                grade = "good" if is_good else "requires_improvement"
                audits.append(
                    Audit(sampled_case=cases[-1], auditor=auditor, opened_at=at, saved_at=at, finished_at=at,
                          grade=grade, final_grade=grade)
                )  # fmt: skip
    SampledCase.objects.bulk_create(cases)
    for audit in audits:
        audit.sampled_case = audit.sampled_case
    Audit.objects.bulk_create(audits)


def rolled_out(item: Item, teams: list[Team], *, is_by_lot: bool = False) -> None:
    actions.reach_teams(item, teams, live_on=date(2025, 8, 1), is_by_lot=is_by_lot, by=None)


def answered(*, is_by_lot: bool = False) -> Item:
    """An item that reached twelve of twenty-four teams, and where it came audits got much better."""
    item, teams = make_item("Coaching"), make_teams(24)
    make_audits(teams, better={team.pk for team in teams[:12]})
    rolled_out(item, teams[:12], is_by_lot=is_by_lot)
    actions.work_out(item, Outcome.PRACTICE, on=ON)
    return item


def test_a_wave_is_kept_and_stands_in_the_trail():
    item, teams, by = make_item(), make_teams(2), make_account(Role.ACADEMY)

    actions.reach_teams(item, teams, live_on=ON, by=by)

    assert list(RollOut.objects.values_list("team", flat=True)) == [team.pk for team in teams]
    assert Entry.objects.filter(verb="said when a team is reached").count() == 2


def test_a_team_is_reached_once():
    item, teams = make_item(), make_teams(2)
    actions.reach_teams(item, teams[:1], live_on=ON, by=None)

    with pytest.raises(Reached, match="already"):
        actions.reach_teams(item, teams, live_on=ON, by=None)

    assert RollOut.objects.count() == 1


def test_what_was_set_by_mistake_can_be_taken_back():
    item = make_item()
    (row,) = actions.reach_teams(item, make_teams(1), live_on=ON, by=None)

    actions.take_back_roll_out(row, by=None)

    assert not RollOut.objects.exists()
    assert Entry.objects.filter(verb="took back that a team is reached").exists()


def test_audits_that_got_better_where_it_came_are_found_and_dated():
    item = answered()

    estimate = EffectEstimate.objects.get(item=item)

    assert estimate.refused == ""
    assert estimate.answer["says"] == "better"
    assert (estimate.answer["audits"], estimate.answer["teams"], estimate.answer["reached"]) == (864, 24, 12)
    assert 20 < estimate.answer["points"] < 60
    assert (estimate.on, len(estimate.inputs)) == (ON, 64)


def test_the_same_records_give_the_same_answer_and_only_its_day_moves():
    item = answered()
    before = EffectEstimate.objects.get(item=item)

    again = actions.work_out(item, Outcome.PRACTICE, on=ON)

    assert (again.pk, again.answer) == (before.pk, before.answer)
    assert again.looked_at > before.looked_at
    assert EffectEstimate.objects.count() == 1


def test_a_new_audit_makes_a_new_answer_beside_the_old():
    item = answered()
    Audit.objects.filter(pk=Audit.objects.first().pk).update(grade="inadequate")

    actions.work_out(item, Outcome.PRACTICE, on=ON)

    assert EffectEstimate.objects.filter(item=item).count() == 2


def test_a_team_not_audited_in_every_half_year_is_left_out_and_said_to_be():
    item, teams = make_item(), make_teams(24)
    make_audits(teams)
    rolled_out(item, teams[:12])
    gone = SampledCase.objects.filter(team=teams[23])
    Audit.objects.filter(sampled_case__in=gone, finished_at__year=2025, finished_at__month=1).delete()

    found = queries.practice_of(item, on=ON)

    assert len(found.marks.waves) == 23
    assert found.teams_left_out == 1


def test_the_half_year_that_is_on_does_not_count_yet():
    item, teams = make_item(), make_teams(4)
    make_audits(teams)

    on, later = (queries.practice_of(item, on=day) for day in (ON, date(2026, 6, 29)))

    assert on.last.words == "January to June 2026"
    assert later.last.words == "July to December 2025"
    assert (len(on.marks.periods), len(later.marks.periods)) == (6, 5)


def test_only_second_grades_drawn_by_chance_say_how_alike_auditors_mark():
    item, teams = make_item(), make_teams(4)
    make_audits(teams)
    audits = list(Audit.objects.order_by("pk")[:3])
    for audit, why in zip(audits, ("share", "outstanding", "share"), strict=True):
        at = audit.finished_at
        Moderation.objects.create(audit=audit, why=why, asked_at=at, made_at=at, grade="good", reason="Seen")

    assert queries.practice_of(item, on=ON).agreed.cases == 2


def test_the_job_says_what_it_worked_out_and_can_run_twice():
    item = make_item()
    rolled_out(item, make_teams(2))

    said = [jobs.work_out_effects() for _ in range(2)]

    assert said == ["2 answers worked out, 2 of them “not enough evidence yet”"] * 2
    assert EffectEstimate.objects.count() == 2


def stay_of(person, on=ON):
    return next(stay for stay in _stays(on) if stay.person == person.pk)


def test_how_somebody_went_is_told_apart():
    council = make_organisation()
    ended = {"organisation": council, "started_on": date(2020, 1, 6), "ended_on": date(2024, 3, 1)}
    left, moved, retired, stayed = (make_person(name) for name in ("Left", "Moved", "Retired", "Stayed"))
    make_spell(left, reason_for_leaving=Reason.RESIGNED, **ended)
    make_spell(moved, **ended)
    make_spell(moved, organisation=council, job_role="health_visitor", started_on=date(2024, 3, 4))
    make_spell(retired, reason_for_leaving=Reason.RETIRED, **ended)
    make_spell(stayed, **ended)
    make_spell(stayed, organisation=council, started_on=date(2024, 3, 20))  # a month between posts is not leaving

    assert [stay_of(one).way for one in (left, moved, retired, stayed)] == [LEFT, WENT, RETIRED, 0]
    assert stay_of(stayed).last == month_number(ON)


def test_people_are_counted_only_from_when_their_team_was_reached():
    item, (team, other) = make_item(), make_teams(2)
    rolled_out(item, [team])
    early, late, elsewhere = (make_person(name) for name in ("Early", "Late", "Elsewhere"))
    for person, where in ((early, team), (late, team), (elsewhere, other)):
        make_spell(person, team=where, started_on=date(2020, 1, 6))
    make_completion(early, item, completed_on=date(2024, 1, 9))  # before their team was reached: in neither arm
    make_completion(late, item, completed_on=date(2025, 11, 3))

    found = queries.staff_of(item, on=ON)

    assert sorted(found.months.month.tolist()) == [month_number(date(2025, month, 1)) for month in (8, 9, 10, 11)]
    assert found.months.starts.tolist().count(True) == 1
    assert found.service.learned.sum() == 2


def page(role: Role, address: str) -> str:
    response = signed_in(make_account(role)).get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_says_how_much_better_how_it_was_worked_out_and_from_when():
    item = answered()

    read = page(Role.ACADEMY, f"/impact/effects/{item.pk}/")

    assert "more audits in 100 were graded good or outstanding than without it" in read
    assert "teams reached at different times" in read
    assert "Three ways of reckoning the same" in read
    assert "too few cases were marked twice to know" in read
    assert "Worked out on" in read and "Seed 20261122" in read  # noqa: PT018


def test_a_refusal_says_what_is_missing_and_what_would_cure_it_and_shows_no_number():
    item = answered()
    actions.work_out(item, Outcome.STAYING, on=ON)

    read = page(Role.ACADEMY, f"/impact/effects/{item.pk}/")

    assert "Not enough evidence yet." in read
    assert "What would cure it:" in read
    assert "Ever trained" not in read
    assert "What misleads" not in read  # the naive comparison is never shown alone


def test_only_a_lot_makes_the_design_more_than_teams_at_different_times():
    item = answered(is_by_lot=True)

    assert "turns drawn by lot" in page(Role.ACADEMY, f"/impact/effects/{item.pk}/")


STAYING = {
    "points": 8.0, "low": 1.0, "high": 15.0, "smallest": 9.9, "starters": 400, "eligible": 9000, "people": 700,
    "teams": 14, "effective": 0.8, "overlap": 0.99, "heaviest": 6.1, "balance": [["part-time work", 0.3, 0.01]],
    "curves": [[[month, 1 - month / share, 1 - month / share, 1] for month in range(25)] for share in (120, 90)],
    "followed": [[400 - month for month in range(25)], [9000 - month for month in range(25)]],
    "ratio": 1.9, "naive": 33.0, "control": None, "says": "longer",
}  # fmt: skip


def make_estimate(item: Item, outcome: str, answer: dict, **fields) -> EffectEstimate:
    at = datetime(2026, 11, 9, 9, tzinfo=UTC)
    given = {"on": ON, "inputs": outcome, "seed": 1, "made_at": at, "looked_at": at, **fields}
    return EffectEstimate.objects.create(item=item, outcome=outcome, answer=answer, **given)


def test_staying_longer_is_called_an_association_and_what_misleads_stands_beside_it():
    item = make_item()
    rolled_out(item, make_teams(1))
    make_estimate(item, "staying", STAYING)

    read = page(Role.ACADEMY, f"/impact/effects/{item.pk}/")

    assert "Of people alike, about 8 more in 100 of those who learned were still here after two years." in read
    assert "association after adjustment" in read
    assert "+33 points" in read
    assert "That is not an effect." in read
    assert "Too few retired or died to look" in read


def test_a_difference_that_could_be_chance_says_what_could_have_been_seen():
    item = make_item()
    rolled_out(item, make_teams(1))
    make_estimate(item, "staying", STAYING | {"low": -3.0, "says": "chance"})

    read = page(Role.DIRECTOR, f"/impact/effects/{item.pk}/")

    assert "The difference could be chance." in read
    assert "could have shown is about 10 points" in read
    assert "Not enough evidence yet" in read


def test_the_list_asks_the_same_number_of_questions_for_one_item_and_for_three():
    teams, client = make_teams(1), signed_in(make_account(Role.DIRECTOR))

    def asked_with(number: int) -> int:
        for _ in range(number):
            item = make_item(f"Item {RollOut.objects.count()}")
            rolled_out(item, teams)
            make_estimate(item, "staying", STAYING, inputs=f"{item.pk}")
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/impact/effects/").status_code == 200
        return len(caught)

    asked_with(1)
    one, three = asked_with(0), asked_with(2)

    assert one == three


@pytest.mark.parametrize(("role", "may"), [(Role.MANAGER, False), (Role.PRACTITIONER, False), (Role.MEMBER, True)])
def test_effects_are_for_those_who_see_the_whole_authority(role, may):
    assert signed_in(make_account(role)).get("/impact/effects/").status_code == (200 if may else 404)


def test_the_academy_team_says_which_teams_were_reached_and_a_director_may_not():
    item, teams = make_item(), make_teams(2)
    said = {"teams": [team.pk for team in teams], "live_on": "1 August 2025", "is_by_lot": "on"}
    address = f"/impact/effects/{item.pk}/roll-out/"

    refused = signed_in(make_account(Role.DIRECTOR)).post(address, said)
    done = signed_in(make_account(Role.ACADEMY)).post(address, said)

    assert (refused.status_code, done.status_code) == (404, 302)
    assert set(RollOut.objects.values_list("team", "live_on", "is_by_lot")) == {
        (team.pk, date(2025, 8, 1), True) for team in teams
    }


def test_a_team_is_taken_back_and_working_it_out_is_asked_for():
    item = make_item()
    rolled_out(item, make_teams(2))
    client = signed_in(make_account(Role.ACADEMY))

    asked = client.post(f"/impact/effects/{item.pk}/work-out/", follow=True)
    client.post(f"/impact/effects/roll-outs/{RollOut.objects.first().pk}/take-back/")

    assert "It is being worked out." in asked.content.decode()
    assert Job.objects.filter(name="impact.work_out_effects", arguments={"item": item.pk}).exists()
    assert RollOut.objects.count() == 1


def test_nothing_to_compare_is_said_before_any_team_is_named():
    assert "Nothing to compare" in page(Role.ACADEMY, f"/impact/effects/{make_item().pk}/")
    assert "Nothing to compare yet" in page(Role.DIRECTOR, "/impact/effects/")


def test_how_many_audits_it_would_take_is_answered_before_anything_runs():
    asked = "reached=20&others=14&before=3&after=3&share=45&rise=15"

    read = page(Role.DIRECTOR, f"/impact/effects/audits-needed/?{asked}")

    assert "You will need about 2,244 audits" in read
    assert "a rise from 45 to 60 in 100" in read
    assert "173 audits drawn by lot" in read


def test_a_plan_that_could_never_be_judged_is_told_so():
    read = page(Role.DIRECTOR, "/impact/effects/audits-needed/?reached=9&others=9&before=1&after=1&share=45&rise=5")

    assert "No number of audits would be enough" in read
    assert "At least 10 teams reached and 10 not" in read
    assert "At least 3 half-years of audits before it" in read


def test_a_rise_for_which_there_is_no_room_is_a_mistake_in_words():
    read = page(Role.DIRECTOR, "/impact/effects/audits-needed/?reached=20&others=14&before=3&after=3&share=90&rise=15")

    assert "There is no room for such a rise" in read
    assert "You will need" not in read


def test_an_item_is_chosen_to_be_looked_at():
    item = make_item()

    response = signed_in(make_account(Role.ACADEMY)).get(f"/impact/effects/?item={item.pk}")

    assert response["Location"] == f"/impact/effects/{item.pk}/"


def test_latest_estimates_are_for_those_who_may_see_them():
    item = make_item()
    make_estimate(item, "staying", STAYING)
    newer = make_estimate(item, "staying", STAYING, inputs="newer", looked_at=datetime.now(UTC) + timedelta(days=1))

    assert queries.latest_estimate(make_viewer(Role.DIRECTOR), item, Outcome.STAYING) == newer
    assert queries.latest_estimate(make_viewer(Role.PRACTITIONER), item, Outcome.STAYING) is None
