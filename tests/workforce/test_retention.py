"""The published facts, from records: 23 started in 2013 and none stayed; 75% of the 2015 intake were here in 2018."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from academy.people.models import Spell
from academy.people.rules import Contract, Origin, Role
from academy.workforce import measures, queries
from academy.workforce.replies import intakes_reply
from tests.builders import make_account, make_organisation, make_person, make_spell, make_team, signed_in

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[1] / "fixtures" / "cohorts_2013_2015.csv"
THEN = date(2018, 9, 7)

# R 4.2.2, survival 3.5-3: summary(survfit(Surv(time, event) ~ 1, conf.type = "log-log"), times = ...)
R_2013 = [
    (365, 23, 1, 0, 1, 1),
    (730, 13, 0.5652173913, 0.1033665264, 0.343223706, 0.7375627857),
    (1000, 0, 0, None, None, None),
]
R_2015 = [
    (365, 20, 1, 0, 1, 1),
    (730, 18, 0.9, 0.06708203932, 0.6560307073, 0.9740101744),
    (1000, 15, 0.75, 0.09682458366, 0.499943908, 0.8874709189),
]


def arrive_and_leave_as_in_the_file() -> None:
    council = make_organisation("Weyshire", kind="council")
    for row in csv.DictReader(FILE.read_text().splitlines()):
        make_spell(
            make_person(row["worker"], "Worker"),
            organisation=council,
            started_on=date.fromisoformat(row["start_date"]),
            ended_on=date.fromisoformat(row["leave_date"]) if row["leave_date"] else None,
            origin=Origin.NEWLY_QUALIFIED,
        )


def curve_of(reply: dict, intake: int) -> list[tuple]:
    line = next(line for line in reply["intakes"] if line["intake"] == intake)
    return [tuple(point.values()) for point in line["curve"]][:3]


def same_to_six_digits(curve: list[tuple]) -> list[tuple]:
    return [tuple(pytest.approx(value, rel=1e-6) if value else value for value in point) for point in curve]


def test_twenty_three_started_in_2013_and_none_was_in_post_by_the_end_of_2016():
    arrive_and_leave_as_in_the_file()

    stays = queries.intakes(on=date(2016, 12, 31))[2013]

    assert (len(stays), sum(not stay.is_left for stay in stays)) == (23, 0)


def test_three_quarters_of_the_2015_intake_were_in_post_in_september_2018():
    arrive_and_leave_as_in_the_file()

    stays = queries.intakes(on=THEN)[2015]

    assert sum(not stay.is_left for stay in stays) / len(stays) == 0.75


def test_curves_from_records_are_those_of_r():
    arrive_and_leave_as_in_the_file()

    reply = intakes_reply(queries.intakes(on=THEN))

    assert curve_of(reply, 2013) == same_to_six_digits(R_2013)
    assert curve_of(reply, 2015) == same_to_six_digits(R_2015)


def test_the_command_gives_the_same_from_the_file_as_one_json_object(capsys):
    call_command("retention", file=FILE, json=True)

    reply = json.loads(capsys.readouterr().out)
    assert curve_of(reply, 2013) == same_to_six_digits(R_2013)
    assert curve_of(reply, 2015) == same_to_six_digits(R_2015)
    assert [(line["intake"], line["n"], line["in_post"]) for line in reply["intakes"]] == [
        (2013, 23, 0),
        (2015, 20, 15),
    ]
    assert reply["intakes"][0]["exact"] == [0, pytest.approx(0.1481851289)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("worker,intake\nW1,2013\n", "no column called start_date"),
        ("worker,intake,start_date,leave_date,observed_to\nW1,2013,31/11/2013,,2018-09-07\n", "Row 2"),
        ("worker,intake,start_date,leave_date,observed_to\nW1,old,2013-09-02,,2018-09-07\n", "Row 2"),
        ("worker,intake,start_date,leave_date,observed_to\nW1,2013,2013-09-02,2012-01-01,2018-09-07\n", "Row 2"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_with_its_row_and_reason(tmp_path, text, says):
    file = tmp_path / "stays.csv"
    file.write_text(text)

    with pytest.raises(CommandError, match=says):
        call_command("retention", file=file, json=True)


def test_a_change_of_team_is_not_leaving():
    person, council = make_person(), make_organisation()
    first, second = make_team("North", organisation=council), make_team("South", organisation=council)
    make_spell(person, team=first, started_on=date(2020, 9, 1), ended_on=date(2022, 3, 31), origin=1)
    make_spell(person, team=second, started_on=date(2022, 4, 11), origin=None)

    stays = queries.newly_qualified_stays(on=date(2026, 1, 1))

    assert [(stay.started_on, stay.ended_on) for stay in stays] == [(date(2020, 9, 1), None)]


@pytest.mark.parametrize(
    "fields",
    [{"origin": Origin.AGENCY}, {"origin": 1, "contract": Contract.AGENCY}, {"origin": 1, "job_role": "teacher"}],
)
def test_who_did_not_come_newly_qualified_to_a_social_work_post_is_in_no_intake(fields):
    make_spell(started_on=date(2020, 9, 1), **fields)

    assert queries.newly_qualified_stays(on=date(2026, 1, 1)) == []


def test_a_day_in_the_past_is_answered_as_it_stood_then():
    make_spell(started_on=date(2020, 9, 1), ended_on=date(2022, 3, 31), origin=1)

    assert [stay.is_left for stay in queries.newly_qualified_stays(on=date(2021, 1, 1))] == [False]


def test_too_few_people_are_no_percentage():
    for number in range(5):
        make_spell(make_person(str(number)), started_on=date(2020, 9, 1), origin=1)

    figure = measures.stayed_two_years_beyond(on=date(2026, 1, 1))

    assert figure.value is None
    assert "Not enough people yet: 5" in figure.sentence


@pytest.mark.parametrize("role", [Role.MEMBER, Role.DIRECTOR, Role.ACADEMY])
def test_only_the_academy_team_may_open_the_people_behind_an_intake(role):
    arrive_and_leave_as_in_the_file()
    page = signed_in(make_account(role)).get("/workforce/staying/2015/").content.decode()

    assert "The 2015 intake" in page
    assert ("Who they are" in page) is (role == Role.ACADEMY)


def test_an_intake_that_never_was_is_a_page_that_is_not_there():
    assert signed_in(make_account(Role.MEMBER)).get("/workforce/staying/1999/").status_code == 404


def test_the_page_without_any_intake_says_when_there_will_be_one():
    page = signed_in(make_account(Role.MEMBER)).get("/workforce/staying/").content.decode()

    assert Spell.objects.count() == 0
    assert "No intakes yet" in page
