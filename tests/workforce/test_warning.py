"""Early warning by team: months counted from records, what is called a change, and who reads which number."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from academy.core import clock
from academy.core.models import Entry
from academy.needs.models import Signal
from academy.people.models import Team
from academy.people.rules import Role
from academy.programmes.models import Conversation, SupervisionRule
from academy.workforce import jobs
from academy.workforce.actions.warning import notice_changes, read_teams
from academy.workforce.models import Establishment, TeamChange, TeamMonth, TeamReading
from academy.workforce.queries.readings import readings
from academy.workforce.queries.warning import series
from academy.workforce.rules.warning import Point, Shown, Verdict, Watched, baseline_of, holds, month_ends
from tests.builders import (
    make_account,
    make_completion,
    make_follow_up,
    make_organisation,
    make_person,
    make_spell,
    make_team,
    signed_in,
)

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 10)
OCTOBER = date(2026, 10, 31)


def a_team(people: int = 6, *, name: str = "North", since: date = date(2020, 1, 6)) -> Team:
    team = make_team(name, organisation=make_organisation(kind="council"))
    for one in range(people):
        make_spell(make_person(f"{name}{one}", "Worker"), team=team, started_on=since)
    return team


def read(team: Team, watched: Watched, ends: list[date] | None = None) -> list[tuple[date, float, float]]:
    found = readings([team.pk], ends or [OCTOBER])
    return [(one.month, float(one.part), float(one.of)) for one in found if one.watched == watched]


def keep(team: Team, values: list[tuple[int, int]], *, watched: Watched = Watched.LEAVERS, until: date = ON) -> None:
    """Readings as if they had been counted, the last of them in the latest month that is over."""
    TeamReading.objects.bulk_create(
        TeamReading(team=team, watched=watched, month=month, part=part, of=of, read_at=clock.now())
        for month, (part, of) in zip(month_ends(until)[-len(values) :], values, strict=True)
    )


def points(values: list[tuple[int, int]]) -> list[Point]:
    ends = month_ends(ON, months=len(values)) if values else []
    return [Point(end, Decimal(part), Decimal(of)) for end, (part, of) in zip(ends, values, strict=True)]


def test_months_are_those_that_are_over():
    assert month_ends(date(2026, 3, 31), months=3) == [date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28)]


@pytest.mark.parametrize(("months", "first"), [(36, 24), (24, 12), (13, 12), (12, 12), (7, 7)])
def test_the_latest_year_is_held_against_what_came_before(months, first):
    assert baseline_of(months) == first


@pytest.mark.parametrize(
    ("shown", "last_on", "is_held"),
    [(Shown.RUN, OCTOBER, True), (Shown.MONTH, OCTOBER, False), (Shown.MONTH, date(2026, 11, 30), True)],
)
def test_one_month_outside_holds_when_the_next_says_so_too(shown, last_on, is_held):
    assert holds(shown, first_on=OCTOBER, last_on=last_on) is is_held


STILL = [(0, 20), (1, 20)] * 12


@pytest.mark.parametrize(
    ("watched", "values", "verdict"),
    [
        (Watched.LEAVERS, [*STILL, (1, 20)], Verdict.USUAL),
        (Watched.LEAVERS, [*STILL, (6, 20)], Verdict.WORSE),
        (Watched.LEAVERS, [*STILL, *[(2, 20)] * 8], Verdict.WORSE),
        (Watched.AUDITS, [*[(1, 3), (2, 3)] * 12, *[(3, 3)] * 8], Verdict.BETTER),
        (Watched.SUPERVISION, [*[(18, 20), (19, 20)] * 12, (9, 20)], Verdict.WORSE),
        (Watched.CASELOAD, [*[(150, 10), (156, 10), (148, 10)] * 8, (240, 10)], Verdict.WORSE),
        (Watched.VACANCIES, [*[(1, 10)] * 23, (2, 10), (4, 10)], Verdict.ALIKE),
        (Watched.LEAVERS, STILL[:11], Verdict.TOO_FEW),
        (Watched.LEAVERS, STILL[:1], Verdict.TOO_FEW),
        (Watched.LEAVERS, [], Verdict.NONE),
    ],
)
def test_what_a_series_says(watched, values, verdict):
    assert series(watched, points(values)).verdict == verdict


def test_a_change_that_is_over_is_no_change_now():
    assert series(Watched.LEAVERS, points([*STILL, (6, 20), *[(0, 20)] * 11])).verdict == Verdict.USUAL


def test_leavers_are_those_who_left_the_council_and_not_those_who_moved_to_another_team():
    team, other = a_team(), a_team(name="South")
    make_spell(make_person("Left"), team=team, ended_on=date(2026, 10, 9))
    moves = make_person("Moves")
    make_spell(moves, team=team, ended_on=date(2026, 10, 9))
    make_spell(moves, team=other, started_on=date(2026, 10, 10))

    assert read(team, Watched.LEAVERS) == [(OCTOBER, 1, 8)]
    assert read(other, Watched.LEAVERS) == [(OCTOBER, 0, 7)]


def test_vacancies_and_caseload_come_from_the_establishment_and_the_months_sent_in():
    team = a_team(6)
    Establishment.objects.create(team=team, fte=8, starts_on=date(2026, 1, 1))
    TeamMonth.objects.create(team=team, on=OCTOBER, cases=96, case_holders_fte=6)

    assert read(team, Watched.VACANCIES) == [(OCTOBER, 2, 8)]
    assert read(team, Watched.CASELOAD) == [(OCTOBER, 96, 6)]


def test_supervision_is_read_by_the_rule_and_only_once_it_is_on_record():
    team, manager = a_team(4), make_person("Ruth", "Adeyemi")
    SupervisionRule.objects.create(every_days=28, starts_on=date(2020, 1, 1))
    people = [spell.person for spell in team.posts.get().spells.order_by("pk")]
    for person, days in zip(people, [date(2026, 10, 20), date(2026, 10, 5), date(2026, 8, 1)], strict=False):
        Conversation.objects.create(person=person, with_whom=manager, held_on=days, noted_at=clock.now())

    assert read(team, Watched.SUPERVISION, month_ends(ON)) == [(OCTOBER, 2, 4)]


def test_an_answer_counts_for_the_team_in_which_it_was_given():
    team, other, person = a_team(), a_team(name="South"), make_person("Moves")
    make_spell(person, team=team, started_on=date(2020, 1, 6), ended_on=date(2026, 10, 14))
    make_spell(person, team=other, started_on=date(2026, 10, 15))
    follow_up = make_follow_up(make_completion(person))
    follow_up.used, follow_up.answered_at = "often", timezone.make_aware(datetime(2026, 10, 3, 9))
    follow_up.save()

    assert read(team, Watched.FOLLOW_UPS) == [(OCTOBER, 1, 1)]
    assert read(other, Watched.FOLLOW_UPS) == []


def test_a_run_that_holds_raises_one_signal_however_often_it_is_read():
    team = a_team()
    keep(team, [*STILL, *[(2, 20)] * 8])

    for _ in range(2):
        notice_changes(OCTOBER, teams={team.pk: team})

    change, signal = TeamChange.objects.get(), Signal.objects.get()
    assert (change.is_worse, change.shown, change.first_on) == (True, Shown.RUN, OCTOBER)
    assert (signal.kind, signal.cause, signal.team) == ("measure", change, team)
    assert not any(letter.isdigit() for letter in signal.said.replace("2026", ""))
    assert Entry.objects.filter(verb="noticed").count() == 1


def test_one_month_outside_is_noticed_and_raises_nothing_until_the_next_says_so():
    team = a_team()
    keep(team, [*STILL, (6, 20)], until=ON)
    notice_changes(OCTOBER, teams={team.pk: team})
    before = Signal.objects.count()

    keep(team, [(7, 20)], until=date(2026, 12, 5))
    notice_changes(date(2026, 11, 30), teams={team.pk: team})

    assert before == 0
    assert [(change.first_on, change.last_on) for change in TeamChange.objects.all()] == [(OCTOBER, date(2026, 11, 30))]
    assert Signal.objects.count() == 1


def test_a_change_for_the_better_is_noticed_and_no_need():
    team = a_team()
    keep(team, [*[(1, 3), (2, 3)] * 12, *[(3, 3)] * 8], watched=Watched.AUDITS)

    notice_changes(OCTOBER, teams={team.pk: team})

    assert TeamChange.objects.get().is_worse is False
    assert Signal.objects.count() == 0


def test_the_job_reads_what_is_missing_and_the_latest_months_again():
    team = a_team()
    first = jobs.read_teams(on=ON.isoformat())
    held = TeamReading.objects.count()
    make_spell(make_person("Late"), team=team, started_on=date(2020, 1, 6), ended_on=date(2026, 10, 20))

    second = read_teams(on=ON)

    assert "Read 36 months" in first
    assert (second.months, TeamReading.objects.count()) == (3, held)
    assert TeamReading.objects.get(month=OCTOBER, watched=Watched.LEAVERS).part == 1


def test_a_small_team_is_not_read():
    a_team(3)

    assert read_teams(on=ON).readings == 0


def pages(team: Team) -> list[str]:
    return ["", "?show=all", f"{team.pk}/", f"{team.pk}/leavers/", f"{team.pk}/audits/"]


def test_pages_say_signal_or_noise_in_words_with_what_to_look_at():
    team = a_team()
    keep(team, [*STILL, *[(2, 20)] * 8], until=clock.today())
    keep(team, [(1, 2), (2, 2)] * 3, watched=Watched.AUDITS, until=clock.today())
    notice_changes(month_ends(clock.today())[-1], teams={team.pk: team})
    client = signed_in(make_account(Role.ACADEMY))

    front, _, of_team, leavers, audits = (
        client.get(f"/workforce/early-warning/{page}").content.decode() for page in pages(team)
    )

    assert "One of one team is outside what was usual" in front or "One of one teams is outside" in front
    assert "A real change for the worse" in of_team
    assert "In the latest eight months 16 in all, where about 4.0 would be usual." in leavers
    assert "How and when people leave" in leavers
    assert "Too few points yet to tell a signal from the usual up and down: 6" in audits


def test_a_director_reads_what_it_says_and_no_number_of_a_team():
    team = a_team()
    keep(team, [*STILL, *[(2, 20)] * 8], until=clock.today())
    academy, director = (signed_in(make_account(role)) for role in (Role.ACADEMY, Role.DIRECTOR))

    page = director.get(f"/workforce/early-warning/{team.pk}/leavers/").content.decode()
    full = academy.get(f"/workforce/early-warning/{team.pk}/leavers/").content.decode()

    assert "a real change for the worse" in page
    assert "too small to show" in page
    assert ("16 in all" in full, "16 in all" in page, "<svg" in page.partition("<main")[2]) == (True, False, False)


def test_a_training_lead_opens_the_teams_of_their_own_organisation_alone():
    mine, theirs = a_team(), a_team(name="South")
    for team in (mine, theirs):
        keep(team, STILL, until=clock.today())
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=mine.organisation))

    listed = client.get("/workforce/early-warning/?show=all").content.decode()

    assert ("North" in listed, "South" in listed) == (True, False)
    assert client.get(f"/workforce/early-warning/{mine.pk}/leavers/").status_code == 200
    assert client.get(f"/workforce/early-warning/{theirs.pk}/leavers/").status_code == 404


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MANAGER, Role.PRACTITIONER, Role.AUDITOR])
def test_nobody_else_opens_a_team(role):
    team = a_team()
    keep(team, STILL, until=clock.today())
    client = signed_in(make_account(role))

    assert {client.get(f"/workforce/early-warning/{page}").status_code for page in pages(team)} == {404}


def test_what_is_not_watched_is_a_page_that_is_not_there():
    team = a_team()
    keep(team, STILL, until=clock.today())
    client = signed_in(make_account(Role.ACADEMY))

    assert client.get(f"/workforce/early-warning/{team.pk}/scores/").status_code == 404
    assert client.get("/workforce/early-warning/987654/").status_code == 404


def test_without_a_reading_the_page_says_when_there_will_be_one():
    page = signed_in(make_account(Role.ACADEMY)).get("/workforce/early-warning/").content.decode()

    assert "Once a day the months that are over are counted" in page


def test_one_team_or_three_are_the_same_number_of_questions(django_assert_num_queries):
    client, counts = signed_in(make_account(Role.ACADEMY)), []
    for number in range(3):
        team = a_team(name=f"Team {number}")
        keep(team, STILL, until=clock.today())
        client.get("/workforce/early-warning/?show=all")
        with django_assert_num_queries(20, exact=False) as asked:
            client.get("/workforce/early-warning/?show=all")
        counts.append(len(asked))

    assert counts[0] == counts[2]


def test_a_year_in_which_nothing_is_recorded_is_no_change():
    team = a_team()
    keep(team, STILL, until=ON - timedelta(days=200))

    notice_changes(OCTOBER, teams={team.pk: team})

    assert TeamChange.objects.count() == 0
