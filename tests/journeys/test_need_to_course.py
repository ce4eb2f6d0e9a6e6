"""Evidence becomes learning and comes back: a signal is weighed into a need, the need is planned, a course is
commissioned and put on a date, somebody comes and uses it, and the need is met. Each page's thread opens both ways."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from academy.booking import actions as booking
from academy.booking.models import Booking, Session
from academy.core import clock
from academy.impact.jobs import meet_needs
from academy.needs.models import Need, Signal
from academy.needs.rules import NeedState
from academy.people.rules import Role
from academy.plan.models import Commission, PlanItem
from academy.records.models import Completion
from academy.surveys import actions as surveys
from academy.surveys.jobs import ask_three_months_later
from academy.surveys.models import FollowUp
from tests.browsing import follow, has_signed_in, wrong_with
from tests.builders import make_account, make_item, make_organisation, make_person, make_spell, signed_in
from tests.plan.planned import make_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID, NEED = "Plans describe risk and do not weigh it", "Weighing risk and protective factors"
ITEM, COURSE = "Weigh risk in every assessment", "Weighing risk with families"


def test_a_signal_becomes_a_course_and_the_course_meets_the_need(page, live_server):
    council = make_organisation("Weyshire Council", code="weyshire-council")
    academy = make_account(Role.ACADEMY, person=make_person("Dan", "Whitcombe"), organisation=council)
    leila = make_person("Leila", "Haddad")
    make_spell(leila, organisation=council)
    make_item("Something on the same shelf")
    make_plan()
    has_signed_in(page, academy, live_server.url)

    # somebody says what they have seen, and it is weighed
    page.goto(reverse("raise-signal"))
    page.get_by_label("What was seen?").fill(SAID)
    page.get_by_label("About how many people").fill("1")
    page.get_by_role("group", name="What is the risk").get_by_label("High").check()
    page.get_by_role("group", name="How sure can we be?").get_by_label("One voice").check()
    follow(page, page.get_by_role("button", name="Raise the signal"))
    page.goto(reverse("signals"))
    follow(page, page.get_by_role("link", name="Weigh it").first)
    page.get_by_label("What is the new need called?").fill(NEED)
    follow(page, page.get_by_role("button", name="Make it a need"))

    # the need is planned, and a course is ordered for it
    follow(page, page.get_by_role("link", name="Plan something for it"))
    page.get_by_label("What will we do?").fill(ITEM)
    page.get_by_label("How many sessions?").fill("1")
    page.get_by_label("How many places in all?").fill("20")
    follow(page, page.get_by_role("button", name="Save this plan item"))
    assert wrong_with(page) == []
    follow(page, page.get_by_role("link", name="Commission a course"))
    page.get_by_label("Or something new").fill(COURSE)
    page.get_by_label("In a sentence").fill("Weigh risk and strengths together.")
    page.get_by_label("How many hours").fill("6")
    page.get_by_label("Which shelf?").select_option(index=1)
    follow(page, page.get_by_role("button", name="Commission it"))
    follow(page, page.get_by_role("link", name="Put it on dates"))
    page.get_by_label("On which dates?").fill(f"{clock.today() + timedelta(days=20):%d/%m/%Y}")
    page.get_by_label("Starts at").fill("9:30am")
    page.get_by_label("Ends at").fill("4:30pm")
    follow(page, page.get_by_role("button", name="Plan these sessions"))
    assert wrong_with(page) == []

    # somebody comes, and three months later says that they use it
    session = Session.objects.get()
    booking.book_place(session, leila, by=academy)
    _is_held(session)
    mark = f"mark-{Booking.objects.get().pk}"
    signed_in(academy).post(reverse("register", args=[session.pk]), {mark: "came"})
    assert meet_needs() == "0 needs met"
    _answers(leila)
    assert meet_needs() == "1 need met"

    # the need is closed by what was delivered and used, and says so
    need = Need.objects.get()
    assert (need.state, need.delivered, need.applied) == (NeedState.MET, 1, 1)
    page.goto(need.get_absolute_url())
    assert page.get_by_text("Plan something for it").count() == 0
    assert "Met" in page.get_by_role("main").inner_text()
    for record in (Signal, Need, PlanItem, Commission, Session):
        _opens_both_ways(page, record.objects.get())


def _is_held(session: Session) -> None:
    """A hundred days ago, so that three months are over."""
    began = timezone.now() - timedelta(days=100)
    Session.objects.filter(pk=session.pk).update(starts_at=began, ends_at=began + timedelta(hours=7))
    session.days.update(starts_at=began, ends_at=began + timedelta(hours=7))


def _answers(person) -> None:
    assert Completion.objects.get().person == person
    ask_three_months_later()
    surveys.answer(FollowUp.objects.get(), used="often", difference="clear")


def _opens_both_ways(page, record) -> None:
    """From the page of each record of the chain, every other is there, whichever way one reads."""
    page.goto(record.get_absolute_url())
    for link in ("Follow the thread", "Effect to cause"):
        follow(page, page.get_by_role("link", name=link))
        told = page.get_by_role("main").inner_text().lower()
        missing = [words for words in (SAID, NEED, ITEM, COURSE, "Booking", "Follow up") if words.lower() not in told]
        assert missing == [], (record, link)
