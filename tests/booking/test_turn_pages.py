"""Approving, taking, moving, wanting and setting terms: what people read and type."""

import pytest
from django.test import Client

from academy.booking import actions
from academy.booking.models import ApprovalRule, Booking, Deputy, Interest, Terms
from academy.booking.rules import Approved, Approver, CancelReason, Offers, Status
from academy.core import clock, links
from academy.people.models import JobRole
from academy.people.rules import Role
from tests.booking.cast import account_of, in_days, queries_of, text_of, worker
from tests.builders import make_account, make_booking, make_item, make_person, make_session, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruths(ruth) -> Client:
    return signed_in(account_of(ruth, Role.MANAGER))


def asked(person, **session) -> Booking:
    made = make_session(**session)
    Terms.objects.update_or_create(item=made.item, defaults={"approver": Approver.MANAGER})
    return actions.book_place(made, person, by=None)


def test_the_page_that_checks_says_who_approves_and_for_how_long(hers, ruth):
    session = make_session()
    Terms.objects.create(item=session.item, approver=Approver.MANAGER)

    page = text_of(hers.get(f"/booking/sessions/{session.pk}/book/"))

    assert "A place is kept for you until it is approved." in page
    assert "A place that is kept for three working days, until it is approved. After that it goes to the next" in page
    assert "Who approves it Ruth Example your manager" in page
    assert "Ask for this place" in page


def test_several_are_approved_at_once(ruths, amara, partners, ruth):
    both = [asked(amara), asked(worker("Tom", partners.council, manager=ruth))]

    page = text_of(ruths.get("/booking/approvals/"))
    ruths.post("/booking/approvals/", {"approvals": [one.asked_for.pk for one in both]})

    assert "Two wait for you, the longest first." in page
    assert {one.status for one in Booking.objects.all()} == {Status.BOOKED}
    assert "Nothing waits for you." in text_of(ruths.get("/booking/approvals/"))


def test_the_list_asks_as_often_however_long_it_is(ruths, amara, partners, ruth):
    asked(amara)
    ruths.get("/booking/approvals/")
    one = queries_of(lambda: ruths.get("/booking/approvals/"))
    for name in ("Tom", "Priya"):
        asked(worker(name, partners.council, manager=ruth))

    assert queries_of(lambda: ruths.get("/booking/approvals/")) == one


def test_who_declines_says_why(ruths, amara):
    booking = asked(amara)
    address = f"/booking/approvals/{booking.asked_for.pk}/"

    without = text_of(ruths.post(address, {"answer": "decline"}))
    after = text_of(ruths.post(address, {"answer": "decline", "why": "Too few that week"}, follow=True))

    assert "Say why you decline" in without
    assert "Not approved: Amara Example Too few that week" in after


def test_one_tap_from_the_message(amara):
    booking = asked(amara)
    address = f"/booking/approve/{links.token(actions.APPROVE, booking.asked_for.pk)}/"
    anybody = Client()

    opened = text_of(anybody.get(address))
    booking.refresh_from_db()
    was = booking.approval
    after = text_of(anybody.post(address, {"answer": "approve"}, follow=True))

    assert "Amara Example asks for your approval" in opened
    assert was == Approved.ASKED
    assert "Approved: Amara Example They have a place." in after
    assert anybody.get(address.replace("-", "-x")).status_code == 404


def test_another_manager_finds_nothing_to_approve(amara, partners):
    booking = asked(amara)
    other = signed_in(account_of(worker("Other", partners.council), Role.MANAGER))

    assert other.get(f"/booking/approvals/{booking.asked_for.pk}/").status_code == 404
    assert "Nothing waits for you." in text_of(other.get("/booking/approvals/"))


def test_a_deputy_is_a_colleague_with_dates(ruths, ruth, partners):
    deputy = worker("Dina", partners.council)
    stranger = make_person("Stranger")
    said = {"starts_on": "1 December 2030", "ends_on": "9 December 2030"}

    refused = text_of(ruths.post("/booking/deputies/", {"email": stranger.email, **said}))
    ruths.post("/booking/deputies/", {"email": deputy.email.upper(), **said})

    named = Deputy.objects.get()
    assert "Nobody with this address works in your organisation" in refused
    assert (named.person, named.deputy) == (ruth, deputy)
    ruths.post(f"/booking/deputies/{named.pk}/end/")
    assert not Deputy.objects.exists()


def test_an_organisation_says_who_approves(partners):
    lead = signed_in(make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=partners.health))
    said = {"approver": "lead", "from_hours": "6"}

    refused = lead.post("/booking/approvals/rules/", {"organisation": partners.council.pk, **said})
    lead.post("/booking/approvals/rules/", {"organisation": partners.health.pk, **said})

    assert "Select a valid choice" in refused.content.decode() or refused.status_code == 200
    assert list(ApprovalRule.objects.values_list("organisation", "approver")) == [(partners.health.pk, "lead")]
    lead.post("/booking/approvals/rules/", {"organisation": partners.health.pk, "approver": "", "from_hours": "0"})
    assert not ApprovalRule.objects.exists()


def test_an_offer_is_taken_with_one_tap_and_not_by_opening_it(amara):
    session = make_session(places=1)
    Terms.objects.create(session=session, offers=Offers.TIMED)
    first = actions.book_place(session, make_person("First"), by=None)
    booking = actions.book_place(session, amara, by=None)
    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)
    address = f"/booking/take/{links.token(actions.TAKE, booking.pk)}/"

    opened = text_of(Client().get(address))
    booking.refresh_from_db()
    was = booking.status
    taken = text_of(Client().post(address, follow=True))

    assert "A place is kept for you Until 5pm on" in opened
    assert was == Status.KEPT
    assert "The place is yours" in taken


def test_on_their_own_page_they_take_it_or_say_that_they_still_want_one(hers, amara):
    session = make_session(places=1)
    Terms.objects.create(session=session, offers=Offers.TIMED)
    first = actions.book_place(session, make_person("First"), by=None)
    booking = actions.book_place(session, amara, by=None)
    actions.cancel_booking(first, by=None, reason=CancelReason.ILL)
    Booking.objects.filter(pk=booking.pk).update(kept_until=clock.now())
    late = text_of(hers.post(f"/booking/{booking.pk}/take/"))
    actions.fill_freed_places(session)

    page = text_of(hers.get(f"/booking/{booking.pk}/"))
    again = text_of(hers.post(f"/booking/{booking.pk}/ask-again/", follow=True))
    taken = text_of(hers.post(f"/booking/{booking.pk}/take/", follow=True))

    assert "has passed on. You keep your turn on the list." in late
    assert "A place was offered, and not taken in time." in page
    assert "A place is kept for you" in again
    assert "You have a place" in taken


def test_moving_shows_only_dates_with_a_place(hers, amara):
    item = make_item()
    old = make_booking(make_session(item), amara)
    make_booking(make_session(item, starts_at=in_days(30), places=1, venue="Full hall"))
    to = make_session(item, starts_at=in_days(40), venue="Free hall")

    page = text_of(hers.get(f"/booking/{old.pk}/move/"))
    moved = text_of(hers.post(f"/booking/{old.pk}/move/", {"to": to.pk}, follow=True))

    assert ("Free hall" in page, "Full hall" in page) == (True, False)
    assert "You have a place" in moved
    assert "Free hall" in moved


def test_the_page_of_a_thing_without_dates_offers_to_tell(hers, amara):
    item = make_item()

    dates = text_of(hers.get(f"/booking/?item={item.pk}"))
    told = text_of(hers.post(f"/booking/items/{item.pk}/interest/", {"because": ""}, follow=True))
    assert "Tell me of the next date" in dates
    assert "You are told of the next date" in told
    assert Interest.objects.get().person == amara

    hers.post(f"/booking/items/{item.pk}/interest/", {"because": ""})

    assert not Interest.objects.filter(ended_at=None).exists()


def test_the_academy_sets_terms_in_words(academy):
    item, first, role = make_item(), make_item("Safeguarding level 2"), JobRole.objects.get(code="social_worker")
    said = {
        "job_roles": [role.pk], "when_not_for_them": "ask", "when_missing": "refuse", "when_current": "ask",
        "current_months": 3, "approver": "manager", "approval_days": 2, "list_order": "overdue", "offers": "timed",
        "offer_days": 2, "interest_needed": 10,
    }  # fmt: skip

    wrong = text_of(academy.post(f"/booking/items/{item.pk}/terms/", {**said, "prerequisites": "No such thing"}))
    academy.post(f"/booking/items/{item.pk}/terms/", {**said, "prerequisites": "safeguarding level 2"})

    terms = Terms.objects.get()
    assert "The catalogue has nothing called “No such thing”" in wrong
    assert (list(terms.job_roles.all()), list(terms.prerequisites.all()), terms.approval_days) == ([role], [first], 2)
    again = academy.get(f"/booking/items/{item.pk}/terms/").content.decode()
    assert "Safeguarding level 2" in again


def test_a_group_is_booked_all_or_none(partners, ruth, amara):
    ruths = signed_in(account_of(ruth, Role.MANAGER))
    tom = worker("Tom", partners.council, manager=ruth)
    session = make_session(places=1)
    said = {"people": [amara.pk, tom.pk], "name": "New starters", "all_or_none": "on"}

    page = text_of(ruths.post(f"/booking/sessions/{session.pk}/team/", said))

    assert "0 booked, 2 on the waiting list" in page
    assert {one.party.name for one in Booking.objects.all()} == {"New starters"}
