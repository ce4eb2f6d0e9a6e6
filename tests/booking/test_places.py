"""Places given, given back and given on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from academy.booking import actions, rules
from academy.booking.models import Booking
from academy.booking.rules import CancelReason, Cover, Status
from academy.core import clock, trail
from academy.core.models import Entry, Notice
from academy.people.rules import Role
from tests.booking.cast import account_of, make_partnership, standing, worker
from tests.builders import hold_places, make_account, make_booking, make_item, make_person, make_session

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


def in_days(days: int):
    return timezone.now() + timedelta(days=days)


def notices() -> set[tuple[str, str]]:
    """Who was told what: the subject's first words, and whether a calendar invitation came with it."""
    return set(Notice.objects.values_list("to", "subject"))


def test_a_free_place_is_theirs_at_once():
    person = make_person("Amara")
    account = account_of(person)

    booking = actions.book_place(make_session(places=1), person, by=account, cover=Cover.YES, needs="Step-free")

    assert (booking.status, booking.cover, booking.needs, booking.booked_by) == ("booked", "yes", "Step-free", account)
    assert booking.placed_at == booking.booked_at
    assert booking.session.taken == 1


def test_when_full_they_wait_in_the_order_they_came():
    session = make_session(places=1)

    for name in ("Amara", "Tom", "Joseph"):
        actions.book_place(session, make_person(name), by=None)

    assert standing(session) == {"Amara": "booked", "Tom": "waiting", "Joseph": "waiting"}


def test_where_they_work_is_kept_with_the_booking():
    partners = make_partnership()

    booking = actions.book_place(make_session(), worker("Grace", partners.ward), by=None)

    assert booking.organisation == partners.ward


def test_the_cause_of_a_booking_is_kept():
    item = make_item("Why we book")

    booking = actions.book_place(make_session(), make_person(), by=None, cause=item)

    assert Booking.objects.get(pk=booking.pk).cause == item


def test_a_second_click_finds_the_booking_of_the_first():
    session, person = make_session(), make_person()
    account = account_of(person)

    first = actions.book_place(session, person, by=account)
    second = actions.book_place(session, person, by=account)

    assert second == first
    assert (Booking.objects.count(), Notice.objects.count(), Entry.objects.count()) == (1, 1, 1)


def test_whoever_was_booked_by_their_manager_finds_that_booking():
    partners, session = make_partnership(), make_session()
    ruth = worker("Ruth", partners.council)
    tom = worker("Tom", partners.council, manager=ruth)
    booked = actions.book_place(session, tom, by=account_of(ruth, Role.MANAGER))

    assert actions.book_place(session, tom, by=account_of(tom)) == booked


def test_nobody_books_again_for_somebody_who_has_booked():
    partners, session = make_partnership(), make_session()
    ruth = worker("Ruth", partners.council)
    tom = worker("Tom", partners.council, manager=ruth)
    actions.book_place(session, tom, by=account_of(tom))

    with pytest.raises(rules.AlreadyBooked) as refused:
        actions.book_place(session, tom, by=account_of(ruth, Role.MANAGER))

    assert refused.value.words == "Tom Example has a place already: somebody else booked it."


def test_nobody_is_in_two_places_at_once():
    starts_at = in_days(14)
    elsewhere = make_session(make_item("Court skills"), starts_at=starts_at)
    clashing = make_session(starts_at=starts_at + timedelta(hours=3))
    afterwards = make_session(starts_at=starts_at + timedelta(hours=7))
    person = make_person()
    account = account_of(person)
    actions.book_place(elsewhere, person, by=account)

    with pytest.raises(rules.Clash) as refused:
        actions.book_place(clashing, person, by=account)

    assert refused.value.words.startswith(f"You have a place on Court skills at the same time: {elsewhere.when}.")
    assert actions.book_place(afterwards, person, by=account).status == Status.BOOKED


def test_a_clash_of_somebody_else_names_them():
    starts_at = in_days(14)
    person = make_person("Tom", "Beckett")
    make_booking(make_session(starts_at=starts_at), person, status=Status.WAITING)

    with pytest.raises(rules.Clash) as refused:
        actions.book_place(make_session(starts_at=starts_at), person, by=None)

    assert refused.value.words.startswith("Tom Beckett is on the waiting list for Assessing and managing risk")


def test_what_has_begun_cannot_be_booked():
    session = make_session(starts_at=timezone.now() - timedelta(minutes=1))

    with pytest.raises(rules.SessionOver):
        actions.book_place(session, make_person(), by=None)

    assert standing(session) == {}


def test_what_was_called_off_cannot_be_booked():
    with pytest.raises(rules.SessionCalledOff):
        actions.book_place(make_session(is_cancelled=True), make_person(), by=None)


def test_nobody_books_for_people_who_are_not_theirs():
    partners = make_partnership()
    stranger = worker("Tom", partners.health)
    lead = make_account(Role.TRAINING_LEAD, person=worker("Grace", partners.council), organisation=partners.council)

    with pytest.raises(rules.NotYours) as refused:
        actions.book_place(make_session(), stranger, by=lead)

    assert refused.value.words == "You cannot book or cancel for Tom Example. Their manager or their training lead can."


@pytest.mark.parametrize("role", [Role.TRAINING_LEAD, Role.ACADEMY])
def test_training_leads_and_the_academy_book_for_theirs(role):
    partners = make_partnership()
    nurse = worker("Tom", partners.ward)
    account = make_account(role, person=worker("Grace", partners.health), organisation=partners.health)

    assert actions.book_place(make_session(), nurse, by=account).booked_by == account


def test_held_places_are_for_the_agency_and_all_under_it():
    partners, session = make_partnership(), make_session(places=2)
    hold_places(session, partners.health, places=1, release_on=clock.today() + TOMORROW)

    for name, organisation in [("A", partners.council), ("B", partners.council), ("C", partners.ward), ("D", None)]:
        actions.book_place(session, worker(name, organisation), by=None)

    assert standing(session) == {"A": "booked", "B": "waiting", "C": "booked", "D": "waiting"}


def test_an_agency_uses_its_held_places_before_the_open_ones():
    partners, session = make_partnership(), make_session(places=2)
    hold_places(session, partners.health, places=1, release_on=clock.today() + TOMORROW)

    for name, organisation in [("A", partners.health), ("B", partners.council), ("C", partners.health)]:
        actions.book_place(session, worker(name, organisation), by=None)

    assert standing(session) == {"A": "booked", "B": "booked", "C": "waiting"}


def test_somebody_with_two_posts_has_the_place_of_either():
    partners, session = make_partnership(), make_session(places=1)
    hold_places(session, partners.health, places=1, release_on=clock.today() + TOMORROW)
    person = worker("Sanjay", partners.council)
    other_post = worker("Anybody", partners.health).spells.get().post
    person.spells.create(post=other_post, started_on=person.spells.get().started_on)

    booking = actions.book_place(session, person, by=None)

    assert (booking.status, booking.organisation) == (Status.BOOKED, partners.health)


def test_a_freed_place_goes_to_whoever_waited_longest():
    session = make_session(places=1)
    first, *_ = [actions.book_place(session, make_person(name), by=None) for name in ("A", "B", "C")]

    actions.cancel_booking(first, by=None, reason=CancelReason.WORKLOAD)

    assert standing(session) == {"A": "cancelled", "B": "booked", "C": "waiting"}
    placed = Booking.objects.get(person__given_name="B")
    assert placed.placed_at > placed.booked_at


def test_a_freed_place_that_is_held_passes_by_those_who_may_not_have_it():
    partners, session = make_partnership(), make_session(places=1)
    hold_places(session, partners.health, places=1, release_on=clock.today() + TOMORROW)
    people = [worker("A", partners.health), worker("B", partners.council), worker("C", partners.ward)]
    first, second, third = [actions.book_place(session, person, by=None) for person in people]

    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)

    assert standing(session) == {"A": "cancelled", "B": "waiting", "C": "booked"}
    decision = trail.entries_about(third).last()
    assert (decision.verb, decision.details) == (
        "gave a place to",
        {"position": 2, "held_for": "Weyshire Community Health", "passed_over": [second.pk]},
    )


def test_leaving_the_list_frees_nothing():
    session = make_session(places=1)
    _, second, _ = [actions.book_place(session, make_person(name), by=None) for name in ("A", "B", "C")]

    actions.cancel_booking(second, by=None, reason=CancelReason.OTHER_DATE)

    assert standing(session) == {"A": "booked", "B": "cancelled", "C": "waiting"}


def test_whoever_cancelled_may_book_again_and_queues_anew():
    session, person = make_session(places=1), make_person("A")
    first = actions.book_place(session, person, by=None)
    actions.book_place(session, make_person("B"), by=None)
    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)

    again = actions.book_place(session, person, by=None)

    assert (again.status, again.pk != first.pk) == (Status.WAITING, True)


def test_cancelling_twice_changes_nothing_more():
    session = make_session(places=1)
    first, *_ = [actions.book_place(session, make_person(name), by=None) for name in ("A", "B", "C")]

    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)
    again = actions.cancel_booking(first, by=None, reason=CancelReason.WORKLOAD)

    assert again.cancel_reason == CancelReason.ILL
    assert standing(session) == {"A": "cancelled", "B": "booked", "C": "waiting"}


@pytest.mark.parametrize(
    ("days", "reason", "late", "charge"),
    [(6, "workload", False, 0), (3, "workload", True, 60), (3, "emergency", True, 0)],
)
def test_what_cancelling_costs(days, reason, late, charge):
    booking = actions.book_place(make_session(starts_at=in_days(days), late_charge=60), make_person(), by=None)

    cancelled = actions.cancel_booking(booking, by=None, reason=reason)

    assert (cancelled.is_late_cancel, cancelled.charge) == (late, charge)


def test_whoever_got_a_place_too_late_to_cancel_pays_nothing():
    session = make_session(places=1, starts_at=in_days(3), late_charge=60)
    first, second = [actions.book_place(session, make_person(name), by=None) for name in ("A", "B")]
    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)
    second.refresh_from_db()

    cancelled = actions.cancel_booking(second, by=None, reason=CancelReason.WORKLOAD)

    assert (cancelled.is_late_cancel, cancelled.charge) == (True, 0)


def test_what_has_begun_cannot_be_cancelled():
    booking = make_booking(make_session(starts_at=timezone.now() - timedelta(minutes=1)))

    with pytest.raises(rules.SessionOver):
        actions.cancel_booking(booking, by=None, reason=CancelReason.ILL)

    assert Booking.objects.get().status == Status.BOOKED


def test_nobody_cancels_for_people_who_are_not_theirs():
    booking = make_booking()

    with pytest.raises(rules.NotYours):
        actions.cancel_booking(booking, by=account_of(make_person("Stranger")), reason=CancelReason.ILL)


def test_no_place_is_given_on_once_a_session_has_begun():
    session = make_session(places=2, starts_at=timezone.now() - timedelta(minutes=1))
    make_booking(session, make_person("A"), status=Status.WAITING)

    assert actions.fill_freed_places(session) == []


def test_several_people_are_booked_at_once_and_each_is_told_what_came_of_it():
    partners, session = make_partnership(), make_session(places=2)
    ruth = worker("Ruth", partners.council)
    team = [worker(name, partners.council, manager=ruth) for name in ("A", "B", "C", "D")]
    make_booking(make_session(starts_at=session.starts_at), team[1])

    outcomes = actions.book_places(session, team, by=account_of(ruth, Role.MANAGER))

    assert [(o.person.given_name, o.booking.status if o.booking else "refused") for o in outcomes] == [
        ("A", "booked"),
        ("B", "refused"),
        ("C", "booked"),
        ("D", "waiting"),
    ]
    assert outcomes[1].refusal.startswith("B Example has a place on")
    assert standing(session) == {"A": "booked", "C": "booked", "D": "waiting"}


def test_the_person_and_their_manager_are_told():
    partners, session = make_partnership(), make_session(places=1)
    ruth = worker("Ruth", partners.council)
    amara, tom = [worker(name, partners.council, manager=ruth) for name in ("Amara", "Tom")]
    first = actions.book_place(session, amara, by=account_of(amara))
    actions.book_place(session, tom, by=account_of(tom))

    actions.cancel_booking(first, by=first.booked_by, reason=CancelReason.WORKLOAD)

    what = f"{session.item.title}, {session.on.day} {session.on:%B}"
    assert notices() == {
        (amara.email, f"You have a place: {what}"),
        (ruth.email, f"Amara Example: {what}"),
        (tom.email, f"You are on the waiting list: {what}"),
        (ruth.email, f"Tom Example: {what}"),
        (amara.email, f"Cancelled: {what}"),
        (ruth.email, f"Amara Example is not coming to {what}"),
        (tom.email, f"A place came free, and it is yours: {what}"),
    }


def test_whoever_acts_need_not_be_told_by_letter():
    partners = make_partnership()
    ruth = worker("Ruth", partners.council)
    tom = worker("Tom", partners.council, manager=ruth)

    actions.book_place(make_session(), tom, by=account_of(ruth, Role.MANAGER))

    notice = Notice.objects.get()
    assert notice.to == tom.email
    assert "Ruth Example has booked you a place on Assessing and managing risk with families." in notice.body


def test_the_manager_is_asked_to_see_to_cover():
    partners, session = make_partnership(), make_session()
    ruth = worker("Ruth", partners.council)
    tom = worker("Tom", partners.council, manager=ruth)
    booking = actions.book_place(session, tom, by=account_of(tom), cover=Cover.YES)

    actions.answer_cover(booking, Cover.NO, by=booking.booked_by)
    actions.answer_cover(booking, Cover.NO, by=booking.booked_by)

    told = Notice.objects.get(subject__startswith="Cover for")
    assert told.to == ruth.email
    assert "Tom Example says that their work is not covered" in told.body


def test_every_decision_is_in_the_trail():
    session = make_session(places=1)
    person = make_person()
    account = account_of(person)
    first = actions.book_place(session, person, by=account)
    second = actions.book_place(session, make_person("Tom"), by=None)

    actions.cancel_booking(first, by=account, reason=CancelReason.ILL)

    assert list(Entry.objects.order_by("pk").values_list("by_id", "verb", "subject_id")) == [
        (account.pk, "booked", str(first.pk)),
        (None, "joined the waiting list of", str(second.pk)),
        (account.pk, "cancelled", str(first.pk)),
        (account.pk, "gave a place to", str(second.pk)),
    ]
    assert trail.first_broken() is None
