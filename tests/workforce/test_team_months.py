"""The month's figures of teams: read, shown, saved and undone; nothing is taken away by an empty cell."""

from datetime import date
from decimal import Decimal

import pytest

from academy.core import imports as machine
from academy.core.imports import Kind
from academy.core.models import ImportRun
from academy.workforce import imports
from academy.workforce.imports.team_months import month
from academy.workforce.models import Establishment, TeamMonth
from tests.builders import make_team
from tests.workforce.staffed import budget, weyshire

pytestmark = pytest.mark.django_db
HEAD = "Team,Month,Cases held,Case holders FTE,Days lost,Agency covering vacancies FTE,Establishment FTE"
AUGUST = date(2026, 8, 31)


def take_in(*lines: str, head: str = HEAD) -> ImportRun:
    return machine.take_in(imports.TEAM_MONTHS, "\n".join([head, *lines]).encode(), "august.csv", by=None)


def saved(*lines: str) -> ImportRun:
    return machine.save(take_in(*lines), imports.TEAM_MONTHS, by=None)


def counts(run: ImportRun) -> dict[str, int]:
    return {kind: count for kind, count in run.counts.items() if count and kind in set(Kind)}


def faults(run: ImportRun) -> list[str]:
    rows = run.changes.filter(change=Kind.BAD).order_by("number")
    return [fault.message for row in rows for fault in machine.faults_of(row)]


def test_a_checked_file_saves_nothing_and_a_saved_one_brings_months_and_establishment():
    team = make_team("North", organisation=weyshire())

    run = take_in("North,2026-08,300,18.75,20,4,30")

    assert (run.stage, counts(run), TeamMonth.objects.count()) == ("checked", {"joiner": 1}, 0)
    machine.save(run, imports.TEAM_MONTHS, by=None)
    row, line = TeamMonth.objects.get(), Establishment.objects.get()
    assert (row.team, row.on, row.cases, row.case_holders_fte) == (team, AUGUST, 300, Decimal("18.75"))
    assert (row.days_lost, row.agency_cover_fte) == (20, 4)
    assert (line.team, line.fte, line.starts_on) == (team, 30, date(2026, 8, 1))


def test_the_same_file_twice_changes_nothing():
    make_team("North", organisation=weyshire())
    saved("North,2026-08,300,18.75,20,4,30")

    assert counts(saved("North,2026-08,300,18.75,20,4,30")) == {"same": 1}


def test_an_empty_cell_takes_nothing_away_and_another_number_takes_its_place():
    make_team("North", organisation=weyshire())
    saved("North,2026-08,300,18.75,20,4,")

    run = saved("North,2026-08,310,,,,")

    row = TeamMonth.objects.get()
    assert counts(run) == {"mover": 1}
    assert (row.cases, row.case_holders_fte, row.days_lost) == (310, Decimal("18.75"), 20)


def test_undoing_puts_everything_back():
    make_team("North", organisation=weyshire())
    saved("North,2026-08,300,18.75,20,4,30")
    run = saved("North,2026-08,310,19,25,5,28", "North,2026-07,290,18,15,4,")

    machine.undo(run, by=None)

    assert [(row.on, row.cases) for row in TeamMonth.objects.all()] == [(AUGUST, 300)]
    assert [line.fte for line in Establishment.objects.all()] == [30]


def test_an_establishment_that_holds_already_is_not_said_again():
    budget(make_team("North", organisation=weyshire()), "30")
    saved("North,2026-08,300,18.75,20,4,30")

    assert Establishment.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Nowhere,2026-08,300,18.75,20,4,30", "Nowhere"),
        (",2026-08,300,18.75,20,4,30", "does not say which team"),
        ("North,soon,300,18.75,20,4,30", "not a month"),
        ("North,,300,18.75,20,4,30", "does not say which month"),
        ("North,2099-01,300,18.75,20,4,30", "January 2099 is not over yet"),
        ("North,2026-08,many,18.75,20,4,30", "not a number"),
        ("North,2026-08,3.5,18.75,20,4,30", "not a whole number"),
        ("North,2026-08,-3,18.75,20,4,30", "not a number from 0"),
        ("North,2026-08,300,0,20,4,30", "held by nobody"),
        ("North,2026-08,,,,,", "no number"),
    ],
)
def test_what_cannot_be_so_is_left_out_with_its_reason(line, says):
    make_team("North", organisation=weyshire())

    [fault] = faults(take_in(line))

    assert says in fault


def test_one_month_of_a_team_stands_once_in_a_file():
    make_team("North", organisation=weyshire())

    run = take_in("North,2026-08,300,18.75,20,4,30", "north,31/08/2026,301,18.75,20,4,30")

    assert faults(run) == ["Row 2 is about that month already"]


def test_two_teams_of_one_name_are_told_apart_by_nobody():
    council = weyshire()
    make_team("North", organisation=council)
    make_team("North", organisation=weyshire())

    assert len(faults(take_in("North,2026-08,300,18.75,20,4,30"))) == 1


def test_a_file_without_its_headings_is_not_read():
    assert take_in("North,300", head="Team,Cases held").stage == "matching"


@pytest.mark.parametrize(
    "said", ["2026-08", "2026/8", "2026-08-01", "31/08/2026", "08/2026", "August 2026", "Aug-26", "31 August 2026"]
)
def test_a_month_is_read_however_it_is_written(said):
    assert month(said) == AUGUST
