"""An audit on a tablet: the connection goes half-way, and two people write at once."""

import re

import pytest
from playwright.sync_api import expect

from academy.audits.models import AnswerVersion, QuestionAnswer
from academy.core import clock
from tests.audits.audited import make_audit, make_auditor, questions, sections
from tests.browsing import has_signed_in, wrong_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tablet(chromium, live_server):
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 820, "height": 1180}, locale="en-GB", has_touch=True
    )
    yield context.new_page()
    context.close()


def opened(page, audit, account, live_server):
    has_signed_in(page, account, live_server.url)
    page.goto(f"{live_server.url}/practice/audits/{audit.pk}/sections/{sections(audit)[0].pk}/")
    return page


def test_what_is_written_without_a_connection_is_sent_when_there_is_one(tablet, live_server):
    helen = make_auditor()
    audit = make_audit(helen)
    page = opened(tablet, audit, helen, live_server)
    name = f"question-{questions(audit)[0].pk}"
    box = page.locator(f"#{name}-words")
    assert wrong_with(page) == []

    page.context.set_offline(True)
    page.locator(f"label[for={name}-partly]").click()
    box.fill("Four risks are listed, and none is weighed.")
    expect(page.get_by_text("Not sent yet. It is kept on this device and goes out by itself.")).to_be_visible()
    assert not QuestionAnswer.objects.exists()
    page.close(run_before_unload=False)
    tablet.context.set_offline(False)

    again = tablet.context.new_page()
    again.goto(f"{live_server.url}/practice/audits/{audit.pk}/sections/{sections(audit)[0].pk}/")
    expect(again.get_by_text(re.compile(r"Saved at \d"))).to_be_visible()
    again.wait_for_function("localStorage.length === 0")  # the closed page may have sent, and this one too

    answer = QuestionAnswer.objects.get()
    assert (answer.answer, answer.reason) == ("partly", "Four risks are listed, and none is weighed.")


def test_two_people_write_at_once_and_each_reads_of_the_other(tablet, page, live_server):
    helen, sam = make_auditor(), make_auditor("Sam", "Ford")
    audit = make_audit(helen)
    audit.hands.create(person=sam.person, joined_at=clock.now())
    mine, theirs = opened(tablet, audit, helen, live_server), opened(page, audit, sam, live_server)
    name = f"question-{questions(audit)[0].pk}"

    mine.context.set_offline(True)
    mine.locator(f"#{name}-words").fill("Two of four risks are weighed.")
    theirs.locator(f"#{name}-words").fill("No risk is weighed.")
    expect(theirs.get_by_text(re.compile(r"Saved at \d"))).to_be_visible()
    mine.context.set_offline(False)
    expect(mine.get_by_text("Sam Ford wrote here while you did: No risk is weighed.")).to_be_visible()
    assert QuestionAnswer.objects.get().reason == "No risk is weighed."
    assert AnswerVersion.objects.filter(is_beside=True, words="Two of four risks are weighed.").count() == 1
    mine.get_by_role("button", name="Keep mine").click()
    expect(mine.get_by_text("Sam Ford wrote here")).to_have_count(0)
    expect(mine.locator(f"[name={name}-seen]")).to_have_value("2")

    assert QuestionAnswer.objects.get().reason == "Two of four risks are weighed."
