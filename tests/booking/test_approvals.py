"""Approval: who is asked, who may answer, what a place does meanwhile, and that nothing else ever answers."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.booking import actions, jobs, queries, rules
from academy.booking.models import Approval, ApprovalRule, Booking, Decision, Terms
from academy.booking.rules import Approved, Approver, CancelReason, Status
from academy.core import clock, trail
from academy.core.models import Notice
from academy.core.working_days import working_days_after
from academy.people.rules import Role
from tests.booking.cast import account_of, make_partnership, standing, worker
from tests.builders import make_account, make_booking, make_item, make_person, make_session

pytestmark = pytest.mark.django_db


def asking(approver: Approver = Approver.MANAGER, *, places: int = 24, days: int = 3):
    session = make_session(places=places)
    Terms.objects.create(item=session.item, approver=approver, approval_days=days)
    return session


def let_it_lapse(booking: Booking) -> None:
    Booking.objects.filter(pk=booking.pk).update(kept_until=clock.now())
    jobs.fill_freed_places()


def test_a_place_is_kept_until_it_is_approved(amara, ruth):
    session = asking(places=1)

    booking = actions.book_place(session, amara, by=account_of(amara))

    asked = Approval.objects.get()
    assert (booking.status, booking.approval, asked.asked_of) == (Status.KEPT, Approved.ASKED, ruth)
    until = timezone.localtime(booking.kept_until)
    assert (until.date(), until.hour) == (working_days_after(clock.today(), 3), 17)
    assert standing_taken(session) == 1
    told = {notice.to: notice for notice in Notice.objects.all()}
    assert "Approve or decline: http" in told[ruth.email].body
    assert told[amara.email].subject.startswith("A place is kept for you until it is approved")
    assert told[amara.email].attachment == ""


def standing_taken(session) -> int:
    session.refresh_from_db()
    return session.taken


def test_approved_it_is_theirs_and_their_calendar_hears_of_it(amara, ruth):
    booking = actions.book_place(asking(), amara, by=account_of(amara))
    by = account_of(ruth, Role.MANAGER)

    actions.approve(booking, by=by)
    again = actions.approve(booking, by=by)

    assert (again.status, again.approval, again.kept_until) == (Status.BOOKED, Approved.GIVEN, None)
    assert Approval.objects.get().answered_by == by
    told = Notice.objects.get(subject__startswith="Approved: ")
    assert "METHOD:REQUEST" in told.attachment
    assert trail.entries_about(booking).last().verb == "approved the place of"


def test_declined_they_read_why_and_the_place_goes_on(amara, ruth):
    session = asking(places=1)
    booking = actions.book_place(session, amara, by=account_of(amara))
    other = actions.book_place(session, make_person("Tom"), by=None)

    actions.decline(booking, by=account_of(ruth, Role.MANAGER), why="We are too few that week")

    booking.refresh_from_db()
    other.refresh_from_db()
    assert (booking.status, booking.cancel_reason, booking.charge) == (Status.CANCELLED, CancelReason.DECLINED, 0)
    assert (other.status, other.approval) == (Status.KEPT, Approved.ASKED)
    assert "We are too few that week" in Notice.objects.get(subject__startswith="Not approved").body


def test_not_approved_in_time_the_place_passes_on_and_the_turn_stays(amara, partners):
    session = asking(places=1)
    first = actions.book_place(session, amara, by=account_of(amara))
    second = actions.book_place(session, worker("Tom", partners.council), by=None)

    let_it_lapse(first)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.is_waiting, queries.position(first)) == (Status.WAITING, True, 1)
    assert second.status == Status.KEPT
    assert [(one.booking, one.turned) for one in Decision.objects.order_by("pk")] == [
        (first, "unapproved"),
        (second, "kept"),
        (first, "passed"),
    ]


def test_approved_later_the_next_place_is_theirs_before_others(amara, ruth, partners):
    session = asking(places=1)
    first = actions.book_place(session, amara, by=account_of(amara))
    second = actions.book_place(session, worker("Tom", partners.council), by=None)
    let_it_lapse(first)

    actions.approve(first, by=account_of(ruth, Role.MANAGER))
    actions.cancel_booking(second, by=None, reason=CancelReason.ILL)

    first.refresh_from_db()
    assert (first.status, first.approval) == (Status.BOOKED, Approved.GIVEN)


def test_no_change_of_places_approves_anybody(amara):
    session = asking(places=1)
    waiting = [actions.book_place(session, make_person(name), by=None) for name in ("A", "B")]
    booking = actions.book_place(session, amara, by=account_of(amara))

    actions.change_places(session, 20, by=None)

    for one in [*waiting, booking]:
        one.refresh_from_db()
        assert (one.status, one.approval) == (Status.KEPT, Approved.ASKED)


def test_the_database_gives_no_place_without_approval(amara):
    booking = actions.book_place(asking(), amara, by=account_of(amara))

    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=booking.pk).update(status=Status.BOOKED)


def test_with_no_days_no_place_is_kept_meanwhile(amara, ruth):
    session = asking(places=1, days=0)
    booking = actions.book_place(session, amara, by=account_of(amara))
    assert (booking.status, standing_taken(session)) == (Status.WAITING, 0)

    actions.approve(booking, by=account_of(ruth, Role.MANAGER))

    booking.refresh_from_db()
    assert booking.status == Status.BOOKED


def test_a_manager_who_books_for_their_people_has_approved_it(amara, ruth):
    booking = actions.book_place(asking(), amara, by=account_of(ruth, Role.MANAGER))

    assert (booking.status, booking.approval) == (Status.BOOKED, Approved.GIVEN)


def test_nobody_approves_their_own(partners, ruth):
    booking = actions.book_place(asking(Approver.LEAD), ruth, by=None)
    hers = make_account(Role.TRAINING_LEAD, Role.MANAGER, person=ruth, organisation=partners.council)

    with pytest.raises(rules.CannotApprove):
        actions.approve(booking, by=hers)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.TRAINING_LEAD, Role.ACADEMY])
def test_others_may_not_answer_for_the_manager(amara, partners, role):
    booking = actions.book_place(asking(), amara, by=account_of(amara))

    with pytest.raises(rules.CannotApprove, match="This waits for Ruth Example"):
        actions.approve(booking, by=make_account(role, person=make_person("Other"), organisation=partners.council))


def test_after_two_working_days_the_training_leads_may(amara, partners):
    booking = actions.book_place(asking(), amara, by=account_of(amara))
    lead = make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=partners.council)

    said = [jobs.ask_approvers_again(now=booking.booked_at + timedelta(days=days)) for days in (0, 8, 8)]

    assert [words.rpartition(" ")[2] for words in said] == ["0", "1", "0"]
    assert Notice.objects.filter(to=lead.person.email, subject__contains="asks you to approve").count() == 1
    assert actions.approve(booking, by=lead).has_place


def test_after_one_working_day_the_manager_is_reminded_once(amara, ruth):
    booking = actions.book_place(asking(), amara, by=account_of(amara))
    Approval.objects.update(asked_at=timezone.make_aware(timezone.datetime(2026, 11, 16, 9)))

    said = [
        jobs.ask_approvers_again(now=timezone.make_aware(timezone.datetime(2026, 11, 17, hour))) for hour in (9, 10)
    ]

    assert said == [
        "Approvers reminded: 1. Asked of training leads as well: 0",
        "Approvers reminded: 0. Asked of training leads as well: 0",
    ]
    assert Notice.objects.filter(to=ruth.email).count() == 2
    assert booking.pk


def test_a_deputy_answers_while_they_are_named(amara, ruth, partners):
    booking = actions.book_place(asking(), amara, by=account_of(amara))
    deputy = worker("Dina", partners.council)
    by, today = account_of(deputy, Role.MANAGER), clock.today()
    hers = account_of(ruth, Role.MANAGER)
    named = actions.name_deputy(
        ruth, deputy, starts_on=today + timedelta(days=1), ends_on=today + timedelta(days=9), by=hers
    )
    with pytest.raises(rules.CannotApprove):
        actions.approve(booking, by=by)

    named.starts_on = today
    named.save()

    assert actions.approve(booking, by=by).has_place


def test_an_organisation_asks_of_its_own_people_whatever_they_book(amara, partners):
    lead = make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=partners.health)
    actions.set_approval_rule(partners.health, approver=Approver.LEAD, from_hours=6, by=lead)
    nurse, short = worker("Nia", partners.ward), make_item("Short", hours=1)

    day = actions.book_place(make_session(), nurse, by=None)
    hour = actions.book_place(make_session(short, starts_at=timezone.now() + timedelta(days=3)), nurse, by=None)
    council = actions.book_place(make_session(), amara, by=None)

    assert [one.status for one in (day, hour, council)] == [Status.KEPT, Status.BOOKED, Status.BOOKED]
    assert Notice.objects.filter(to=lead.person.email).exists()


def test_the_nearest_rule_holds(partners):
    ApprovalRule.objects.create(organisation=partners.health, approver=Approver.LEAD)
    ApprovalRule.objects.create(organisation=partners.ward, approver=Approver.MANAGER)
    boss = worker("Boss", partners.ward)

    actions.book_place(make_session(), worker("Nia", partners.ward, manager=boss), by=None)

    assert Approval.objects.get().asked_of == boss


def test_without_a_line_manager_the_training_lead_is_asked_at_once(partners):
    lead = make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=partners.council)

    booking = actions.book_place(asking(), worker("Solo", partners.council), by=None)

    asked = Approval.objects.get()
    assert (asked.asked_of, asked.widened_at is not None) == (None, True)
    assert Notice.objects.filter(to=lead.person.email).count() == 1
    assert actions.approve(booking, by=lead).has_place


def test_what_was_given_up_waits_for_nobody(amara, ruth):
    booking = actions.book_place(asking(), amara, by=account_of(amara))
    actions.cancel_booking(booking, by=None, reason=CancelReason.ILL)

    with pytest.raises(rules.CannotApprove):
        actions.approve(booking, by=account_of(ruth, Role.MANAGER))
    assert list(queries.unanswered()) == []


def test_when_one_leaves_the_whole_group_may_fit():
    partners, session = make_partnership(), make_session(places=3)
    make_booking(session, make_person("Placed"))
    team = [worker(name, partners.council) for name in ("A", "B", "C")]

    outcomes = actions.book_places(session, team, by=None, name="New starters", all_or_none=True)
    alone = actions.book_place(session, worker("D", partners.council), by=None)
    assert [outcome.booking.status for outcome in outcomes] == [Status.WAITING] * 3
    assert alone.status == Status.BOOKED  # nobody is kept out of a place that the group cannot use

    actions.cancel_booking(alone, by=None, reason=CancelReason.ILL)
    actions.cancel_booking(outcomes[0].booking, by=None, reason=CancelReason.ILL)

    assert standing(session) == {"Placed": "booked", "A": "cancelled", "B": "booked", "C": "booked", "D": "cancelled"}


def test_twelve_for_nine_places_are_nine_booked_and_three_waiting():
    partners, session = make_partnership(), make_session(places=9)
    team = [worker(f"P{number}", partners.council) for number in range(12)]

    outcomes = actions.book_places(session, team, by=None, name="Larkfold")

    assert [outcome.booking.status for outcome in outcomes] == [Status.BOOKED] * 9 + [Status.WAITING] * 3
    assert {outcome.booking.party.name for outcome in outcomes} == {"Larkfold"}


def test_all_or_none_books_nobody_when_one_cannot():
    partners, session = make_partnership(), make_session(places=9)
    team = [worker(name, partners.council) for name in ("A", "B")]
    make_booking(make_session(starts_at=session.starts_at), team[0])

    outcomes = actions.book_places(session, team, by=None, all_or_none=True)

    assert [outcome.booking for outcome in outcomes] == [None, None]
    assert "all or none" in outcomes[1].refusal
