"""How and when people leave, from records: the way out, late records, groups, and two intakes side by side."""

from datetime import date, timedelta

import pytest

from academy.people.rules import Contract, Destination, Origin, Reason, Role
from academy.workforce import queries
from academy.workforce.actions.retention import say_complete_from
from academy.workforce.models import CompleteFrom
from academy.workforce.rules.retention import NotThatDay, WayOut, way_out
from academy.workforce.shown import comparing, leaving
from tests.builders import make_account, make_organisation, make_person, make_spell, make_team, signed_in

pytestmark = pytest.mark.django_db
ON = date(2026, 1, 1)


def arrive(number: int, *, stay_days: int | None = None, start: date = date(2020, 9, 1), **fields) -> None:
    for one in range(number):
        make_spell(
            make_person(f"{start.year}-{stay_days}-{one}", "Worker"),
            organisation=make_organisation("Weyshire", kind="council"),
            started_on=start,
            ended_on=start + timedelta(days=stay_days) if stay_days else None,
            **{"origin": Origin.NEWLY_QUALIFIED} | fields,
        )


@pytest.mark.parametrize(
    ("reason", "destination", "is_agency_next", "is_here_next", "way"),
    [
        (Reason.RESIGNED, Destination.OTHER_ENGLISH_AUTHORITY, False, False, WayOut.LEFT),
        (None, None, False, False, WayOut.LEFT),
        (Reason.RESIGNED, Destination.AGENCY, False, False, WayOut.AGENCY),
        (None, None, True, False, WayOut.AGENCY),
        (Reason.RETIRED, None, True, False, WayOut.AGENCY),  # what the records show comes first
        (Reason.MOVED_INSIDE, Destination.OTHER, False, False, WayOut.MOVED),
        (Reason.RESIGNED, Destination.AGENCY, False, True, WayOut.MOVED),
        (Reason.RETIRED, None, False, False, WayOut.RETIRED),
        (Reason.DIED, None, False, False, WayOut.RETIRED),
    ],
)
def test_the_way_out_is_what_the_records_show_and_then_what_was_said(
    reason, destination, is_agency_next, is_here_next, way
):
    found = way_out(reason=reason, destination=destination, is_agency_next=is_agency_next, is_here_next=is_here_next)

    assert found == way


def test_who_is_here_again_as_an_agency_worker_has_gone_to_one():
    person, team = make_person(), make_team()
    make_spell(person, team=team, started_on=date(2020, 9, 1), ended_on=date(2022, 3, 31), origin=1)
    make_spell(person, team=team, started_on=date(2022, 4, 4), contract=Contract.AGENCY, origin=Origin.AGENCY)

    assert [career.way for career in queries.careers(on=ON)] == [WayOut.AGENCY]


def test_who_comes_back_after_years_has_two_stays_and_the_second_is_of_no_intake():
    person, team = make_person(), make_team()
    make_spell(person, team=team, started_on=date(2016, 9, 1), ended_on=date(2018, 3, 31), origin=1)
    make_spell(person, team=team, started_on=date(2022, 4, 4), origin=Origin.NOT_SOCIAL_CARE)

    assert len(queries.careers(on=ON)) == 2
    assert [stay.started_on for stay in queries.newly_qualified_stays(on=ON)] == [date(2016, 9, 1)]


def test_those_who_began_before_records_were_complete_count_only_from_then():
    arrive(30, start=date(2015, 9, 1))  # those of that year who left are not on record
    arrive(15, stay_days=400)
    arrive(15)
    without = leaving.milestones_table(queries.careers(on=ON), is_for_numbers_only=False).rows

    say_complete_from(date(2020, 1, 1), why="First import", by=None)
    careers = queries.careers(on=ON)

    after = leaving.milestones_table(careers, is_for_numbers_only=False).rows
    assert (without[1]["share"], after[1]["share"]) == ("75%", "50%")
    assert "30 who started before count only from that day" in leaving.records_sentence(
        queries.complete_from(), careers
    )


def test_the_latest_word_counts_and_the_earlier_one_stays():
    say_complete_from(date(2019, 1, 1), why="A guess", by=None)
    say_complete_from(date(2020, 1, 1), why="Checked against payroll", by=None)

    assert (queries.complete_from().on, CompleteFrom.objects.count()) == (date(2020, 1, 1), 2)


@pytest.mark.parametrize("on", [date(2999, 1, 1), date(1950, 1, 1)])
def test_a_day_that_cannot_be_is_refused(on):
    with pytest.raises(NotThatDay):
        say_complete_from(on, why="x", by=None)


def test_the_ways_out_and_those_still_here_come_to_everybody():
    arrive(20)
    arrive(10, stay_days=500, reason_for_leaving=Reason.RESIGNED)
    arrive(6, stay_days=501, reason_for_leaving=Reason.RETIRED)

    rows = leaving.ways_chart(queries.careers(on=ON), is_for_numbers_only=False).numbers.body

    assert [words in rows for words in ("56%", "28%", "17%")] == [True, True, True]


def test_no_peak_is_claimed_from_few():
    arrive(12, stay_days=720)

    assert "cannot be said yet" in leaving.peak_sentence(queries.careers(on=ON))


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ((23, 0), (5, 15), "After 48 months, as far as both could be followed, 0 in 100 of the 2013"),
        ((10, 10), (9, 11), "The difference may be chance"),
        ((2, 3), (5, 15), "a comparison needs 10 in each"),
    ],
)
def test_two_intakes_are_compared_only_as_far_as_both_were_followed(first, second, words):
    for year, (left, here) in ((2013, first), (2015, second)):
        arrive(left, stay_days=700, start=date(year, 9, 1))
        arrive(here, start=date(year, 9, 1))
    intakes = queries.intakes(on=ON)

    found = comparing.compared(2013, intakes[2013], 2015, intakes[2015], numbers_only=False)

    assert words in found.sentence
    assert (found.chart is None) is ("needs 10" in words)


def test_a_later_intake_sets_how_far_both_are_compared():
    arrive(15, stay_days=900, start=date(2013, 9, 1))
    arrive(15, start=date(2024, 9, 1))
    intakes = queries.intakes(on=ON)

    found = comparing.compared(2013, intakes[2013], 2024, intakes[2024], numbers_only=False)

    assert found.sentence.startswith("After 16 months, as far as both could be followed, 100 in 100")


@pytest.mark.parametrize(
    "path", ["staying/", "staying/leaving/", "staying/leaving/?route=everybody", "staying/groups/", "staying/compare/"]
)
def test_a_member_reads_every_page_and_no_small_number(path):
    arrive(40)
    arrive(3, stay_days=500, reason_for_leaving=Reason.RETIRED)

    page = signed_in(make_account(Role.MEMBER)).get(f"/workforce/{path}").content.decode()
    full = signed_in(make_account(Role.ACADEMY)).get(f"/workforce/{path}").content.decode()

    assert "7%" not in page  # 3 of 43: whoever knows the team knows who
    assert path != "staying/leaving/" or "7%" in full
    assert "Say from when" not in page


def test_the_academy_says_from_when_records_are_complete():
    client = signed_in(make_account(Role.ACADEMY))

    answer = client.post("/workforce/staying/complete-from/", {"on": "1 January 2012", "why": "Checked"})

    assert (answer.status_code, CompleteFrom.objects.get().on) == (302, date(2012, 1, 1))
    assert "Records are complete from 1 January 2012" in client.get("/workforce/staying/").content.decode()


@pytest.mark.parametrize("path", ["staying/", "staying/leaving/", "staying/groups/", "staying/compare/"])
def test_pages_ask_the_same_questions_however_many_people_came(path, django_assert_num_queries):
    client = signed_in(make_account(Role.ACADEMY))
    counts = []
    for start in (date(2019, 9, 1), date(2020, 9, 1), date(2021, 9, 1)):
        arrive(12, start=start)
        arrive(2, start=start, stay_days=100)
        client.get(f"/workforce/{path}")
        with django_assert_num_queries(20, exact=False) as asked:
            client.get(f"/workforce/{path}")
        counts.append(len(asked))

    assert counts[0] == counts[2]


@pytest.mark.parametrize("query", ["?route=none", "?team=x", "?first=1999&second=2013", "?first=a"])
def test_what_nobody_can_choose_is_answered_with_a_page(query):
    arrive(12)
    client = signed_in(make_account(Role.ACADEMY))

    assert client.get(f"/workforce/staying/leaving/{query}").status_code == 200
    assert client.get(f"/workforce/staying/compare/{query}").status_code == 200
