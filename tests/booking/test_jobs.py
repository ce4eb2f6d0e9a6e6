from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from academy.booking import actions, jobs
from academy.booking.models import Booking, HeldPlaces, Session
from academy.booking.rules import Status
from academy.core import clock
from academy.core.models import Notice
from tests.booking.cast import in_days, make_partnership, standing, worker
from tests.builders import hold_places, make_booking, make_person, make_session

pytestmark = pytest.mark.django_db


def long_ago(days: int = 60):
    return timezone.now() - timedelta(days=days)


def on_day(days: int):
    return clock.today() + timedelta(days=days)


def session_with_a_hold_that_ends_today():
    partners, session = make_partnership(), make_session(places=2)
    hold_places(session, partners.health, places=2, release_on=on_day(1))
    for name, organisation in [("A", partners.council), ("B", partners.health), ("C", partners.council)]:
        actions.book_place(session, worker(name, organisation), by=None)
    HeldPlaces.objects.update(release_on=on_day(0))
    return session


def test_places_whose_day_of_release_has_come_go_to_those_who_wait():
    session = session_with_a_hold_that_ends_today()

    said = [jobs.fill_freed_places(), jobs.fill_freed_places()]

    assert standing(session) == {"A": "booked", "B": "booked", "C": "waiting"}
    assert said == ["Places that came free and were given on: 1", "Places that came free and were given on: 0"]


def test_until_the_job_has_run_a_newcomer_does_not_slip_in_before_those_who_wait():
    session = session_with_a_hold_that_ends_today()

    booking = actions.book_place(session, make_person("Newcomer"), by=None)

    assert booking.status == Status.WAITING


def test_places_that_are_still_held_are_not_given_on():
    partners, session = make_partnership(), make_session(places=1)
    hold_places(session, partners.health, places=1, release_on=on_day(1))
    actions.book_place(session, worker("A", partners.council), by=None)

    jobs.fill_freed_places()

    assert standing(session) == {"A": "waiting"}


def test_the_nightly_check_finds_a_free_place_beside_a_waiting_list():
    session = make_session(places=1)
    make_booking(session, make_person("Waits"), status=Status.WAITING)

    said = [jobs.check_waiting_lists(), jobs.check_waiting_lists()]

    assert said == ["Sessions with a free place that somebody on their list could have: 1"] * 2
    notice = Notice.objects.get()
    assert (notice.to, notice.subject) == ("academy@weyshire.example", "A place is free while somebody waits for it")


def test_the_nightly_check_is_content_when_every_free_place_is_held_for_others():
    partners, session = make_partnership(), make_session(places=1)
    hold_places(session, partners.health, places=1, release_on=on_day(1))
    actions.book_place(session, worker("A", partners.council), by=None)
    Notice.objects.all().delete()

    jobs.check_waiting_lists()

    assert Notice.objects.count() == 0


def reminders() -> list[str]:
    return sorted(Notice.objects.filter(key__startswith="reminder").values_list("key", flat=True))


@pytest.mark.parametrize(
    ("days_left", "kinds"),
    [(15, []), (14, [14]), (10, [14]), (7, [7]), (3, [7]), (2, [2]), (1, [2]), (0, [])],
)
def test_the_latest_reminder_that_is_due_is_sent(days_left, kinds):
    booking = make_booking(make_session(starts_at=in_days(days_left)), booked_at=long_ago())

    jobs.remind_before()

    assert reminders() == [f"reminder-{kind}:{booking.pk}" for kind in kinds]


def test_each_reminder_is_sent_once_over_the_weeks():
    booking = make_booking(make_session(starts_at=in_days(20)), booked_at=long_ago())

    for day in range(22):
        for _ in range(2):
            jobs.remind_before(on=on_day(day))

    assert reminders() == [f"reminder-{kind}:{booking.pk}" for kind in (14, 2, 7)]


def test_whoever_booked_after_a_reminders_day_does_not_need_it():
    booking = make_booking(make_session(starts_at=in_days(10)), booked_at=timezone.now())

    jobs.remind_before()
    jobs.remind_before(on=on_day(3))

    assert reminders() == [f"reminder-7:{booking.pk}"]


def test_nobody_without_a_place_is_reminded():
    make_booking(make_session(starts_at=in_days(7)), booked_at=long_ago(), status=Status.WAITING)
    make_booking(make_session(starts_at=in_days(7)), booked_at=long_ago(), status=Status.CANCELLED)

    assert jobs.remind_before() == "Reminders written: 0"


def test_a_reminder_has_one_link():
    make_booking(make_session(starts_at=in_days(7), late_charge=60), booked_at=long_ago())

    jobs.remind_before()

    notice = Notice.objects.get()
    assert notice.subject.startswith("In a week: Assessing and managing risk with families")
    assert notice.body.count("http") == 1
    assert "/booking/cannot-come/" in notice.body
    assert "after that your team pays £60" in notice.body


def test_needs_are_erased_a_week_after_the_session():
    old, recent = [make_session(starts_at=in_days(days)) for days in (-8, -6)]
    make_booking(old, make_person("Old"), needs="Vegetarian", status=Status.ATTENDED)
    make_booking(recent, make_person("Recent"), needs="Step-free", status=Status.ATTENDED)

    said = jobs.forget_needs()

    assert said == "Access and dietary needs erased: 1"
    assert dict(Booking.objects.values_list("person__given_name", "needs")) == {"Old": "", "Recent": "Step-free"}


def test_every_count_of_taken_places_is_true_after_the_jobs():
    session_with_a_hold_that_ends_today()

    jobs.fill_freed_places()

    assert not Session.objects.filter(taken__gt=F("places")).exists()
