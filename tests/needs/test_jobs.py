from datetime import date, timedelta

import pytest

from academy.core import clock
from academy.core.models import Notice
from academy.needs import actions, jobs, queries
from academy.needs.models import GapSnapshot, SnapshotDay
from academy.people.rules import Role
from academy.people.scope import TheAuthority
from tests.builders import (
    make_booking,
    make_completion,
    make_item,
    make_organisation,
    make_person,
    make_requirement,
    make_session,
    make_spell,
    make_viewer,
)
from tests.needs.test_gaps_counted_twice import made_up_authority

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 10)


def test_a_new_starter_hears_once_what_the_post_asks():
    leila = make_person("Leila", "Haddad")
    make_spell(leila, started_on=ON - timedelta(days=8), organisation=make_organisation("Weyshire Council"))
    make_spell(make_person("Tom", "Beckett"), started_on=ON - timedelta(days=84))
    make_requirement(make_item("Working together"), due_within_days=28, why="Partners ask it of all.")
    make_requirement(make_item("Fire safety"))

    said = jobs.tell_new_starters(on=ON.isoformat())
    again = jobs.tell_new_starters(on=ON.isoformat())

    assert (said, again) == ("Told 1 new starter what they need.", "Told 0 new starters what they need.")
    notice = Notice.objects.get()
    assert (notice.to, notice.subject) == (leila.email, "Two things to learn in your first weeks")
    assert "You started as Social worker at Weyshire Council on 2 November 2026." in notice.body
    assert "- Working together, by 30 November 2026\n  Partners ask it of all.\n" in notice.body
    assert "- Fire safety, by 25 January 2027" in notice.body


def test_whoever_has_done_it_all_or_has_no_address_is_not_told():
    item = make_item()
    make_requirement(item)
    fine = make_spell(make_person("Amara", "Okafor"), started_on=ON).person
    make_completion(fine, item, completed_on=ON)
    make_spell(make_person("Ines", "Costa", email=None), started_on=ON)

    jobs.tell_new_starters(on=ON.isoformat())

    assert Notice.objects.count() == 0


def test_a_second_post_is_told_of_on_its_own():
    person = make_person()
    make_requirement(make_item("Fire safety"), job_role=None)
    make_spell(person, started_on=ON - timedelta(days=20))
    jobs.tell_new_starters(on=ON.isoformat())
    make_spell(person, started_on=ON, job_role="auditor")
    make_requirement(make_item("Becoming an auditor"), job_role="auditor")

    jobs.tell_new_starters(on=ON.isoformat())

    assert Notice.objects.count() == 2
    assert "- Becoming an auditor, by 2 February 2027" in Notice.objects.latest("pk").body


def snapshot():
    return sorted(GapSnapshot.objects.values_list("person", "organisation", "requirement", "due_on", "is_booked"))


def test_the_snapshot_holds_the_gaps_of_the_day():
    made_up_authority(400)

    said = jobs.take_gap_snapshot(on=ON.isoformat())

    live = queries.gaps(TheAuthority(ON), on=ON)
    assert sorted(row[:1] + row[2:4] for row in snapshot()) == sorted(
        (gap.person_id, gap.requirement_id, gap.due_on) for gap in live
    )
    day = SnapshotDay.objects.get()
    assert queries.Counts.from_json(day.totals) == queries.gap_counts(TheAuthority(ON), on=ON)
    assert said == f"Wrote down the gaps of {day.people} people on 10 November 2026."


class Stopped(Exception):
    pass


@pytest.mark.parametrize("parts_done", [1, 2, 4])
def test_a_snapshot_that_was_stopped_goes_on_and_is_the_same_as_in_one_go(parts_done):
    made_up_authority(500)
    actions.take_snapshot(ON)
    in_one_go, totals = snapshot(), SnapshotDay.objects.get().totals
    GapSnapshot.objects.all().delete()
    SnapshotDay.objects.all().delete()
    steps = []

    def stop(step):
        steps.append(step)
        if len(steps) == parts_done:
            raise Stopped

    with pytest.raises(Stopped):
        actions.take_snapshot(ON, people_at_a_time=4, at_step=stop)
    assert queries.latest_snapshot(TheAuthority(ON)) is None
    day = actions.take_snapshot(ON, people_at_a_time=4, at_step=steps.append)

    assert len(steps) > parts_done + 1
    assert snapshot() == in_one_go
    assert (SnapshotDay.objects.get().totals, day.finished_at is not None) == (totals, True)


def test_taken_twice_it_is_taken_once():
    made_up_authority(600)
    jobs.take_gap_snapshot(on=ON.isoformat())
    first, at = snapshot(), SnapshotDay.objects.get().finished_at

    jobs.take_gap_snapshot(on=ON.isoformat())

    assert (snapshot(), SnapshotDay.objects.get().finished_at) == (first, at)


def test_a_new_day_takes_the_place_of_the_old_and_its_totals_stay():
    made_up_authority(700)
    jobs.take_gap_snapshot(on=(ON - timedelta(days=1)).isoformat())

    jobs.take_gap_snapshot(on=ON.isoformat())

    assert set(GapSnapshot.objects.values_list("taken_on", flat=True)) == {ON}
    assert SnapshotDay.objects.filter(finished_at__isnull=False).count() == 2
    assert queries.latest_snapshot(TheAuthority(ON)).taken_on == ON


def test_the_snapshot_can_be_dropped_and_taken_again():
    made_up_authority(800)
    jobs.take_gap_snapshot(on=ON.isoformat())
    before = snapshot()
    SnapshotDay.objects.all().delete()
    GapSnapshot.objects.all().delete()

    jobs.take_gap_snapshot(on=ON.isoformat())

    assert snapshot() == before


def test_the_snapshot_says_what_is_booked():
    on = clock.today()
    item = make_item()
    make_requirement(item)
    booked, waiting = make_spell().person, make_spell(make_person("Tom", "Beckett")).person
    make_booking(make_session(item), booked)
    make_booking(make_session(item, places=1), waiting, status="waiting")

    jobs.take_gap_snapshot()

    found = {row.person_id: row.is_booked for row in GapSnapshot.objects.filter(taken_on=on)}
    assert found == {booked.pk: True, waiting.pk: False}


def test_with_nobody_in_post_the_snapshot_is_empty_and_whole():
    jobs.take_gap_snapshot(on=ON.isoformat())

    assert (snapshot(), SnapshotDay.objects.get().finished_at is not None) == ([], True)


def test_a_training_lead_is_told_how_their_own_organisations_stood_when_last_counted():
    health = make_organisation("Community Health", kind="health")
    part, police = make_organisation("Visiting", parent=health), make_organisation("Police", kind="police")
    make_requirement(job_role=None, due_within_days=0)
    for organisation in (health, part, part, police):
        make_spell(organisation=organisation)
    lead = make_viewer(Role.TRAINING_LEAD, organisation=health)
    before = queries.lately(lead)

    jobs.take_gap_snapshot()

    assert (before, queries.lately(lead)) == (None, queries.Count(people=3, overdue_people=3, gaps=3, overdue=3))
