"""Offers in time, the order of a list, moving to another date, wanting one, and what became of each turn."""

import pytest
from django.core.mail import get_connection

from academy.booking import actions, jobs, queries, rules
from academy.booking.models import Booking, Decision, Interest, Terms
from academy.booking.rules import CancelReason, ListOrder, Offers, Status, Strictness
from academy.core import clock, notices
from academy.core.models import Notice
from academy.needs import jobs as needs_jobs
from academy.people.models import JobRole
from tests.booking.cast import account_of, in_days, make_partnership, standing, worker
from tests.builders import make_booking, make_completion, make_item, make_person, make_requirement, make_session

pytestmark = pytest.mark.django_db


def full(offers: Offers = Offers.TIMED, *, waiting: int = 2, **terms):
    """A session with one place, taken, and people who wait."""
    session = make_session(places=1)
    Terms.objects.create(session=session, offers=offers, **terms)
    first = actions.book_place(session, make_person("First"), by=None)
    return (
        session,
        first,
        [actions.book_place(session, make_person(f"W{number}"), by=None) for number in range(waiting)],
    )


def fresh(*bookings: Booking) -> list[str]:
    for booking in bookings:
        booking.refresh_from_db()
    return [str(booking.status) for booking in bookings]


def test_an_offered_place_is_theirs_when_they_take_it():
    _, first, (second, third) = full()
    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)
    assert fresh(second, third) == ["kept", "waiting"]
    assert (
        "Take it with one tap: http" in Notice.objects.get(to=second.person.email, subject__contains="Take it by").body
    )

    actions.take_offer(second, by=None)
    actions.take_offer(second, by=None)

    assert fresh(second, third) == ["booked", "waiting"]
    assert [one.turned for one in Decision.objects.filter(booking=second).order_by("pk")] == ["offered", "taken"]


def test_an_offer_not_taken_passes_to_the_next_and_nobody_is_offered_twice_unasked():
    _, first, (second, third) = full()
    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)
    Booking.objects.filter(pk=second.pk).update(kept_until=clock.now())

    jobs.fill_freed_places()
    jobs.fill_freed_places()

    assert fresh(second, third) == ["waiting", "kept"]
    with pytest.raises(rules.NotOffered):
        actions.take_offer(second, by=None)
    actions.cancel_booking(third, by=None, reason=CancelReason.ILL)
    assert fresh(second) == ["waiting"]

    actions.ask_again(second, by=None)

    assert fresh(second) == ["kept"]


def test_offers_may_be_for_the_last_days_only():
    _, first, (second, _) = full(offer_within_days=7)

    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)

    assert fresh(second) == ["booked"]


def test_a_list_may_serve_the_overdue_first():
    session, first, (second, third) = full(Offers.AT_ONCE, list_order=ListOrder.OVERDUE)
    actions.say_who_is_urgent(session, {third.person_id})
    assert (queries.position(third), queries.position(second)) == (1, 2)

    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)

    assert fresh(second, third) == ["waiting", "booked"]


def test_who_is_overdue_is_found_by_the_room_that_knows(partners):
    session, first, (second, _) = full(Offers.AT_ONCE, list_order=ListOrder.OVERDUE)
    late = worker("Late", partners.council)
    third = actions.book_place(session, late, by=None)
    make_requirement(session.item)

    said = [needs_jobs.say_who_is_overdue() for _ in range(2)]

    assert said == ["Turns that became more or less pressing: 1", "Turns that became more or less pressing: 0"]
    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)
    assert fresh(second, third) == ["waiting", "booked"]


def test_a_place_freed_with_the_mail_server_down_is_held_by_the_promoted_person(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    session, first, (second, _) = full(Offers.AT_ONCE)

    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)
    with pytest.raises(ConnectionRefusedError):
        get_connection().open()
    sent = notices.send_waiting()

    assert sent == 0
    assert standing(session) == {"First": "cancelled", "W0": "booked", "W1": "waiting"}
    waiting = Notice.objects.get(to=second.person.email, subject__startswith="A place came free")
    assert (waiting.sent_at, waiting.attempts) == (None, 0)
    assert actions.book_place(session, make_person("Late"), by=None).is_waiting


def test_moving_keeps_the_cause_and_charges_nothing(partners, amara):
    item, because = make_item(), make_item("Because")
    near, far = make_session(item, starts_at=in_days(2), late_charge=60), make_session(item, starts_at=in_days(40))
    old = actions.book_place(near, amara, by=account_of(amara), cause=because, needs="Hearing loop", cover="no")
    next_one = actions.book_place(make_session(item, places=1), make_person("Else"), by=None)

    new = actions.move_booking(old, far, by=old.booked_by)

    old.refresh_from_db()
    assert (old.status, old.cancel_reason, old.charge) == (Status.CANCELLED, CancelReason.MOVED, 0)
    assert (new.status, new.cause, new.needs, new.cover) == (Status.BOOKED, because, "Hearing loop", "no")
    told = {notice.subject.partition(":")[0]: notice for notice in Notice.objects.filter(to=amara.email)}
    assert "METHOD:REQUEST" in told["Moved"].attachment
    assert any("METHOD:CANCEL" in notice.attachment for notice in told.values())
    assert next_one.has_place


def test_a_place_is_never_given_up_for_a_turn_on_a_list():
    item = make_item()
    old = actions.book_place(make_session(item), make_person("A"), by=None)
    full_one = make_session(item, places=1, starts_at=in_days(30))
    make_booking(full_one)

    with pytest.raises(rules.NoPlaceThere, match="You keep your place on"):
        actions.move_booking(old, full_one, by=None)

    assert (fresh(old), Booking.objects.count()) == (["booked"], 2)


def test_a_booking_does_not_move_to_something_else():
    old = actions.book_place(make_session(), make_person("A"), by=None)

    with pytest.raises(rules.OtherItem):
        actions.move_booking(old, make_session(starts_at=in_days(30)), by=None)


def test_whoever_moves_makes_room_for_the_next():
    item = make_item()
    session = make_session(item, places=1)
    first, second = [actions.book_place(session, make_person(name), by=None) for name in ("A", "B")]

    actions.move_booking(first, make_session(item, starts_at=in_days(30)), by=None)

    assert fresh(second) == ["booked"]


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"kinds": ["health"]}, "This is for health staff."),
        ({"is_own_only": True}, "This is for people of Weyshire Community Health."),
    ],
)
def test_whom_it_is_not_for_cannot_book_it(partners, amara, terms, words):
    session = make_session(make_item(organisation=partners.health))
    Terms.objects.create(item=session.item, **terms)

    with pytest.raises(rules.NotForThem, match=words):
        actions.book_place(session, amara, by=account_of(amara), all_the_same="Please")

    assert actions.book_place(session, worker("Nia", partners.ward), by=None).has_place


def test_job_roles_are_those_of_today(amara):
    session = make_session()
    terms = Terms.objects.create(item=session.item, when_not_for_them=Strictness.ASK)
    terms.job_roles.set(JobRole.objects.exclude(code="social_worker")[:1])

    by = account_of(amara)
    with pytest.raises(rules.NeedsAReason, match="This is for those who work as"):
        actions.book_place(session, amara, by=by)

    booking = actions.book_place(session, amara, by=by, all_the_same="I cover for them")
    assert booking.all_the_same == "I cover for them"


@pytest.mark.parametrize(("months_ago", "may"), [(None, False), (30, False), (6, True)])
def test_what_comes_first_must_be_done_and_still_last(amara, months_ago, may):
    first = make_item("Safeguarding level 2", renewal_months=24)
    session = make_session()
    Terms.objects.create(item=session.item).prerequisites.add(first)
    if months_ago:
        make_completion(amara, first, completed_on=clock.months_after(clock.today(), -months_ago))

    if may:
        assert actions.book_place(session, amara, by=account_of(amara)).has_place
    else:
        with pytest.raises(rules.NotForThem, match=r"Safeguarding level 2 comes first\. It is not on your record"):
            actions.book_place(session, amara, by=account_of(amara))


@pytest.mark.parametrize(("months_ago", "asks"), [(10, True), (34, False), (40, False)])
def test_whoever_is_current_is_asked_why(amara, months_ago, asks):
    session = make_session(make_item(renewal_months=36))
    Terms.objects.create(item=session.item)
    done = make_completion(amara, session.item, completed_on=clock.months_after(clock.today(), -months_ago))

    found = queries.interruptions(queries.one_session(session.pk), amara, queries.posts(amara), other_date=None)

    assert [one.check for one in found] == (["current"] if asks else [])
    assert not asks or f"You did this on {done.completed_on.day} " in found[0].words


def test_a_place_on_another_date_is_asked_about_and_may_be_kept(amara):
    item = make_item()
    by = account_of(amara)
    actions.book_place(make_session(item), amara, by=by)
    other = make_session(item, starts_at=in_days(40))

    with pytest.raises(rules.NeedsAReason, match="You have a place on another date already"):
        actions.book_place(other, amara, by=by)

    assert actions.book_place(other, amara, by=by, all_the_same="The first may be called off").has_place


def test_whoever_wants_a_date_is_told_of_the_next_in_the_order_of_asking():
    item = make_item()
    people = [make_person(name) for name in ("A", "B", "C")]
    for person in people:
        actions.register_interest(item, person, by=None)
        actions.register_interest(item, person, by=None)
    assert jobs.tell_the_interested() == "Told of a new date: 0. Have a date now: 0"

    session = make_session(item)

    assert jobs.tell_the_interested() == "Told of a new date: 3. Have a date now: 0"
    assert jobs.tell_the_interested() == "Told of a new date: 0. Have a date now: 0"
    told = Notice.objects.filter(subject__startswith="A new date").order_by("pk")
    assert list(told.values_list("to", flat=True)) == [person.email for person in people]
    assert f"/booking/sessions/{session.pk}/book/" in told[0].body

    actions.book_place(session, people[0], by=None)
    assert jobs.tell_the_interested() == "Told of a new date: 0. Have a date now: 1"
    assert Interest.objects.filter(ended_at=None).count() == 2


def test_the_tenth_who_wants_it_raises_a_thing_to_do(academy):
    item = make_item("Court skills")
    for number in range(9):
        actions.register_interest(item, make_person(f"P{number}"), by=None)
    before = academy.get("/").content.decode()

    actions.register_interest(item, make_person("P10"), by=None)

    after = academy.get("/").content.decode()
    assert "10 people want Court skills" not in before
    assert "10 people want Court skills" in after
    make_session(item)
    assert "10 people want Court skills" not in academy.get("/").content.decode()


def test_what_became_of_a_turn_is_told_to_whom_it_was(hers, amara, academy):
    session = make_session(places=1)
    partners = make_partnership()
    first = actions.book_place(session, worker("First", partners.council), by=None)
    ahead = actions.book_place(session, make_person("Ahead"), by=None)
    mine = actions.book_place(session, amara, by=None)
    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)

    page = hers.get(f"/booking/{mine.pk}/").content.decode()
    log = academy.get(f"/booking/sessions/{session.pk}/list/").content.decode()

    assert "one place came free and went to somebody whose turn came before" in page
    assert "Ahead" not in page
    assert "Ahead" in log
    assert "Had the place" in log
    assert ahead.pk
