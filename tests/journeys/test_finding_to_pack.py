"""From what an audit found to the pack that Members read, and back, by the links of the thread in a browser: finding,
signal, need, plan, course, improvement action, measure and pack."""

import pytest
from django.urls import reverse

from academy.audits.actions.findings import record_finding
from academy.core import clock
from academy.needs import actions as needs
from academy.needs.models import Signal
from academy.people.rules import Role
from tests.audits.audited import make_many
from tests.browsing import follow, has_signed_in, wrong_with
from tests.builders import make_account, make_person
from tests.improvement.packed import director, make_measure, make_pack, officer, put_forward
from tests.improvement.planned import make_action
from tests.plan.planned import make_commission, make_plan_item, make_session_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID, NEED = "Risk is described, but not weighed", "Weighing risk and protective factors"
ITEM, ACTION, MEASURE = "Weigh risk in every assessment", "Train every assessment team", "Audited cases good or better"


def test_a_finding_is_followed_to_the_pack_and_the_pack_to_the_finding(page, live_server):
    dan, miriam = officer("Dan"), director()
    finding = record_finding(SAID, sample=make_many(12, weak=4), found=4, of=12, risk=3, by=dan)
    need = needs.weigh_signals([Signal.objects.get()], title=NEED, capability=None, by=dan, on=clock.today())
    make_session_of(make_commission(make_plan_item(ITEM, needs=[need])))
    measure = make_measure(title=MEASURE)
    make_action(ACTION, findings=[finding], measures=[measure])
    pack = put_forward(make_pack(measure), dan)

    # the director reads what was put forward, and lets it go
    has_signed_in(page, miriam, live_server.url)
    page.goto(reverse("publish-pack", args=[pack.pk]))
    follow(page, page.get_by_role("button", name="Publish it"))
    pack.refresh_from_db()
    assert pack.state == "published"

    # from the finding, link by link, to the pack
    page.context.clear_cookies()
    has_signed_in(page, dan, live_server.url)
    page.goto(reverse("thread", args=["audits.finding", finding.pk]))
    told = page.locator("main").inner_text()
    assert [words for words in (SAID, NEED, ITEM, ACTION, MEASURE, str(pack)) if words not in told] == []
    follow(page, page.locator("main").get_by_role("link", name=ACTION))
    follow(page, page.get_by_role("link", name="Follow the thread"))
    follow(page, page.locator("main").get_by_role("link", name=MEASURE))
    follow(page, page.get_by_role("link", name="Follow the thread"))
    follow(page, page.locator("main").get_by_role("link", name=str(pack)).first)
    assert wrong_with(page) == []

    # and from the pack back to what it was for
    follow(page, page.get_by_role("link", name="Follow the thread"))
    follow(page, page.get_by_role("link", name="Effect to cause"))
    follow(page, page.locator("main").get_by_role("link", name=SAID).first)
    assert page.locator("h1").inner_text() == SAID

    # a Member reads the pack, and is told that there is more than they may open
    page.context.clear_cookies()
    has_signed_in(page, make_account(Role.MEMBER, person=make_person("Jean", "Holloway")), live_server.url)
    page.goto(pack.get_absolute_url())
    assert MEASURE in page.locator("main").inner_text()
    assert wrong_with(page) == []
    page.goto(reverse("what-we-did") + "?q=risk+assessment")
    assert ITEM in page.locator("main").inner_text()
