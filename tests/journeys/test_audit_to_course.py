"""From a sample to a course and back in a browser: a case is audited and graded twice, what is found becomes an action,
feedback and a signal, the need a course, and the same is counted again. The thread opens both ways."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from academy.audits.models import Audit, Finding, Moderation, ReAudit, Sample
from academy.core import clock
from academy.needs import actions as needs
from academy.needs.models import Need, Signal
from academy.people.rules import Role
from academy.plan.models import Commission, PlanItem
from tests.audits.audited import make_auditor, make_many
from tests.browsing import follow, has_signed_in, wrong_with
from tests.builders import make_account, make_person
from tests.builders_practice import make_audit_tool, make_sample, make_sampled_case
from tests.plan.planned import make_commission, make_plan_item

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "Risk is described, but not weighed"
NEED, ITEM = "Weighing risk and protective factors", "Weigh risk in every assessment"
SEEN = "Four risks are listed, and none is weighed."


def test_an_audit_becomes_a_course_and_is_counted_again(page, live_server):
    helen, sam = make_auditor(), make_auditor("Sam", "Ford")
    worker, dan = make_person("Priya", "Nair"), make_account(Role.ACADEMY, person=make_person("Dan", "Whitcombe"))
    tool = make_audit_tool(sections=1, questions=1)
    sample = make_sample(tool)
    make_sampled_case(sample, auditor=helen.person, worker=worker)

    # Helen audits the case she was given, a section at a time
    has_signed_in(page, helen, live_server.url)
    page.goto(reverse("audits"))
    follow(page, page.get_by_role("button", name="Begin"))
    page.get_by_role("group", name="Is it so in this case?").get_by_text("Partly").click()
    page.get_by_label("What did you see that tells you this?").fill(SEEN)
    page.get_by_text("Requires improvement to be good").click()
    assert wrong_with(page) == []
    follow(page, page.get_by_role("button", name="Save and continue"))
    follow(page, page.get_by_role("button", name="Save and continue"))
    page.get_by_text("Inadequate").click()
    page.get_by_label("Why this grade?").fill("What was found is not weighed, and a risk is missed.")
    follow(page, page.get_by_role("button", name="Save and continue"))
    follow(page, page.get_by_role("button", name="Finish this audit"))
    audit = Audit.objects.get()
    assert (audit.grade, Moderation.objects.get().why) == ("inadequate", "inadequate")

    # she talks with the worker
    follow(page, page.get_by_role("link", name="Write it down"))
    page.get_by_label("What went well in this work?").fill("The visits are careful.")
    follow(page, page.get_by_role("button", name="Keep it"))
    assert audit.feedback.worker == worker

    # Sam grades it again, without the first grade
    page.context.clear_cookies()
    has_signed_in(page, sam, live_server.url)
    page.goto(reverse("moderate", args=[Moderation.objects.get().pk]))
    page.get_by_label("Requires improvement to be good").check()
    page.get_by_label("What did you see that tells you this?").fill("A second reading: known, and not weighed.")
    follow(page, page.get_by_role("button", name="Give this grade"))
    assert "First inadequate, second requires improvement to be good." in page.content()

    # what was weak becomes a finding with an action
    page.goto(reverse("new-finding"))
    follow(page, page.get_by_role("link", name=re.compile("^Record.*Question 1.1")))
    page.get_by_label("What was found?").fill(SAID)
    follow(page, page.get_by_role("button", name="Record it"))
    assert wrong_with(page) == []
    follow(page, page.get_by_role("link", name="Give somebody an action"))
    page.get_by_label("What is to be done?").fill("Show two examples")
    page.get_by_label("Who does it?").fill(dan.person.email)
    follow(page, page.get_by_role("button", name="Give it to them"))
    finding, signal = Finding.objects.get(), Signal.objects.get()
    assert (finding.share_words, signal.cause) == ("1 of 1", finding)

    # the signal is weighed, planned and commissioned; then the same is counted in a later sample
    need = needs.weigh_signals([signal], title=NEED, capability=None, by=dan, on=clock.today())
    make_commission(make_plan_item(ITEM, needs=[need]))
    make_many(10, weak=1, sample=make_sample(tool, drawn_at=clock.now() + timedelta(minutes=1)))
    page.goto(reverse("look-again", args=[finding.pk]))
    page.get_by_label("In which sample?").select_option(index=1)
    follow(page, page.get_by_role("button", name="Count it"))
    assert page.get_by_text("Looked at again: 1 of 10.").is_visible()

    # each page's thread opens both ways
    page.context.clear_cookies()
    has_signed_in(page, dan, live_server.url)
    for record in (finding, signal, Need.objects.get(), PlanItem.objects.get(), Commission.objects.get()):
        _tells(page, record, SAID, NEED, ITEM)
    _tells(page, sample, SAID)
    _tells(page, audit, str(Sample.objects.get(pk=sample.pk)))
    _tells(page, ReAudit.objects.get(finding=finding), SAID)


def _tells(page, record, *said: str) -> None:
    for turned in ("", "?from=effect"):
        page.goto(reverse("thread", args=[record._meta.label_lower, record.pk]) + turned)
        told = page.locator("body").inner_text().lower()
        assert [words for words in said if words.lower() not in told] == [], record
