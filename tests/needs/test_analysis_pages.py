import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.core import clock
from academy.frameworks.models import Capability, Framework
from academy.needs import actions, jobs
from academy.needs.models import Need, Signal
from academy.needs.rules import NeedState
from academy.people.models import Organisation
from academy.people.rules import Role
from tests.builders import (
    LONG_AGO,
    make_account,
    make_item,
    make_need,
    make_organisation,
    make_person,
    make_requirement,
    make_signal,
    make_spell,
    signed_in,
)
from tests.needs.test_my_team import lede_of, words_of

pytestmark = pytest.mark.django_db
ANALYSIS = "/needs/analysis/"


@pytest.fixture
def top():
    return make_organisation("Weyshire", code="weyshire")


@pytest.fixture
def health(top):
    return make_organisation("Community Health", parent=top, kind="health", code="health")


@pytest.fixture
def dan(top):
    return make_account(Role.ACADEMY, organisation=top)


@pytest.fixture
def academy(dan):
    return signed_in(dan)


@pytest.fixture
def risk():
    framework = Framework.objects.create(code="ours", version="1", name="Ours", starts_on=LONG_AGO)
    return Capability.objects.create(framework=framework, code="risk", name="Weighing risk")


def lacking(organisation, capability, number):
    item = make_item(f"Course {organisation}", organisation=organisation)
    item.capabilities.add(capability)
    make_requirement(item, due_within_days=0, organisation=organisation)
    for one in range(number):
        make_spell(make_person(f"P{one}"), organisation=organisation, started_on=clock.today() - timedelta(days=30))


def counted(organisation, capability, number=3):
    lacking(organisation, capability, number)
    jobs.take_needs_snapshot()


def test_the_front_page_ranks_the_needs_and_says_what_meets_each(academy, health, risk):
    make_need("Weighing risk and protective factors", make_signal(size=300), capability=risk)
    make_need("Something smaller", make_signal(size=3, risk=1))
    counted(health, risk)

    page = academy.get(ANALYSIS)

    assert lede_of(page).startswith("Two needs stand open, one of them to act on now. 3 of 3 people have something")
    words = words_of(page)
    assert "1 Weighing risk and protective factors Now 300 1 1 item 0 300 Open" in words
    assert words.index("Something smaller") > words.index("Weighing risk and protective factors")


def test_before_the_first_night_needs_can_be_seen_and_counts_are_to_come(academy):
    make_need("Weighing risk")

    assert "Weighing risk" in words_of(academy.get(ANALYSIS))
    assert "Not counted yet" in words_of(academy.get(ANALYSIS, {"by": "agency"}))
    assert "being counted again" in lede_of(academy.get(reverse("needs-analysis-people")))


@pytest.mark.parametrize("by", ["need", "capability", "agency", "profession", "role", "team", "item"])
def test_each_cut_links_to_as_many_people_as_it_counts(academy, health, risk, by):
    make_signal(organisation=health, capability=risk)
    counted(health, risk)

    page = academy.get(ANALYSIS, {"by": by}).content.decode()

    for address, number in re.findall(r'href="(/needs/analysis/people/[^"]*)">(\d+)</a>', page):
        opened = academy.get(address.replace("&amp;", "&"))
        assert len(re.findall(r'scope="row"', opened.content.decode())) == int(number)
    assert ("/needs/analysis/people/" in page) == (by != "need")


def test_a_page_may_be_cut_again_and_says_of_what_it_is(academy, health, risk):
    counted(health, risk)

    page = academy.get(ANALYSIS, {"by": "capability", "organisation": health.pk, "alone": "yes"})

    assert "Showing Community Health alone" in words_of(page)
    assert "Weighing risk" in words_of(page)


def test_it_downloads_as_it_is_shown(academy, health, risk):
    counted(health, risk)

    file = academy.get(ANALYSIS, {"by": "agency", "format": "csv"})
    book = academy.get(ANALYSIS, {"by": "agency", "format": "xlsx"})

    rows = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert rows == [
        '"Agency","People","Have something to learn","Of them, overdue","Signals"',
        '"Community Health",3,3,3,0',
    ]
    assert book["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("by", ["need", "agency", "capability"])
def test_one_row_and_three_cost_the_same_number_of_queries(academy, top, health, risk, by):
    counted(health, risk)
    make_need("One")
    academy.get(ANALYSIS, {"by": by})
    with CaptureQueriesContext(
        connection,
    ) as one:
        academy.get(ANALYSIS, {"by": by})
    for number in range(2):
        place = make_organisation(f"Place {number}", parent=top)
        other = Capability.objects.create(framework=risk.framework, code=f"c{number}", name=f"C {number}")
        lacking(place, other, 2)
        make_need(f"Need {number}", capability=other)
    jobs.take_needs_snapshot()

    with CaptureQueriesContext(connection) as three:
        academy.get(ANALYSIS, {"by": by})

    assert len(three) == len(one)


def test_a_director_sees_counts_that_point_at_nobody(top, health, risk):
    counted(health, risk)
    director = signed_in(make_account(Role.DIRECTOR, organisation=top))

    page = director.get(ANALYSIS, {"by": "agency"})

    assert "Community Health c c 0" in words_of(page)
    assert "people/" not in re.search(r"<main.*</main>", page.content.decode(), re.S).group()
    assert director.get(reverse("needs-analysis-people")).status_code == 404
    narrowed = director.get(ANALYSIS, {"by": "agency", "organisation": health.pk, "capability": risk.pk})
    assert words_of(narrowed) == words_of(page)


def test_offers_that_look_alike_are_named(academy, top, health, risk):
    for place in (top, health):
        make_item("Seeing neglect early", organisation=place)
    jobs.take_needs_snapshot()

    assert "One group of offers looks alike" in words_of(academy.get(ANALYSIS))
    assert "1 Seeing neglect early Community Health" in words_of(academy.get(reverse("alike-offers")))


def test_nothing_alike_is_said_plainly(academy):
    assert "Nothing is offered twice" in words_of(academy.get(reverse("alike-offers")))


def test_a_lead_raises_a_signal_for_their_own_organisation_only(top, health, risk):
    lead = signed_in(make_account(Role.TRAINING_LEAD, organisation=health))
    said = {"said": "Plans are not in plain words", "size": "12", "risk": "2", "evidence": "1", "capability": risk.pk}

    page = lead.post(reverse("raise-signal"), {**said, "organisation": top.pk})
    assert "Choose one of those offered" in words_of(page)
    page = lead.post(reverse("raise-signal"), {**said, "organisation": health.pk}, follow=True)

    signal = Signal.objects.get()
    assert (signal.organisation, signal.capability, signal.size) == (health, risk, 12)
    assert lede_of(page) == "Waits to be weighed."


def test_a_name_is_asked_about_before_a_signal_is_kept(academy):
    said = {"said": "Kayden was never asked what he thinks", "size": "1", "risk": "2", "evidence": "1"}

    page = academy.post(reverse("raise-signal"), said)

    assert "This looks as if it names somebody" in words_of(page)
    assert "I have looked again, and it names nobody" in words_of(page)
    assert not Signal.objects.exists()
    academy.post(reverse("raise-signal"), {**said, "names_nobody": "on"})
    assert Signal.objects.get().said.startswith("Kayden")


def test_signals_are_weighed_on_a_page_that_shows_the_working_first(academy, risk):
    one, other = make_signal(size=60, capability=risk), make_signal("Seen again", size=9, capability=risk)
    address = f"{reverse('weigh-signals')}?capability={risk.pk}"

    page = academy.get(address)
    assert lede_of(page).startswith("2 signals from 1 source: size 3 (60 people) × risk 3")
    page = academy.post(address, {"signals": [other.pk], "title": "Weighing risk", "again": "yes"})
    assert lede_of(page).startswith("1 signal from 1 source: size 1 (9 people)")
    assert not Need.objects.exists()
    page = academy.post(
        address, {"signals": [one.pk, other.pk], "title": "Weighing risk", "capability": risk.pk}, follow=True
    )

    need = Need.objects.get()
    assert (need.title, need.signals.count(), need.capability) == ("Weighing risk", 2, risk)
    assert "Ranked 1 of 1: within three months" in lede_of(page)
    assert "All weighed" in words_of(academy.get(address))


def test_more_signals_join_a_need_that_stands(academy, risk):
    need = make_need("Weighing risk", make_signal(capability=risk), capability=risk)
    late = make_signal("Seen late", size=400, capability=risk)

    academy.post(f"{reverse('weigh-signals')}?capability={risk.pk}", {"signals": [late.pk], "into": need.pk})

    need.refresh_from_db()
    assert (need.size, Need.objects.count()) == (400, 1)


def test_what_is_missing_is_said_beside_its_field(academy):
    make_signal()

    page = academy.post(reverse("weigh-signals"), {"title": ""})

    assert "Give the need a title" in words_of(page)
    assert not Need.objects.exists()


def test_a_signal_is_left_with_a_reason_that_stays_on_its_page(academy):
    signal = make_signal()

    academy.post(reverse("leave-signal", args=[signal.pk]), {"why": "It is about workload."})

    page = academy.get(signal.get_absolute_url())
    assert lede_of(page) == "Looked at, and left."
    assert "It is about workload." in words_of(page)
    assert academy.get(reverse("leave-signal", args=[signal.pk])).status_code == 404
    assert "It is about workload." in words_of(page)
    assert signal.said in words_of(academy.get(reverse("signals"), {"show": "left"}))


def test_a_need_is_set_aside_on_its_page(academy):
    need = make_need("Weighing risk")

    academy.post(reverse("set-need-aside", args=[need.pk]), {"why": "The region does it."})

    need.refresh_from_db()
    assert need.state == NeedState.SET_ASIDE
    assert "The region does it." in lede_of(academy.get(need.get_absolute_url()))
    assert "The region does it." in words_of(academy.get(reverse("closed-needs")))


def test_a_need_that_was_met_says_by_how_many(academy):
    need = actions.meet_need(make_need("Risk", make_signal(size=10)), delivered=9, applied=4, by=None, on=clock.today())

    assert "9 people learned it, and 4 of them say they used it." in lede_of(academy.get(need.get_absolute_url()))


def test_nothing_closed_yet_is_said(academy):
    assert "None is closed yet" in words_of(academy.get(reverse("closed-needs")))


def test_signals_of_others_are_counted_on_a_needs_page_and_not_shown(health):
    theirs = make_signal("What the police saw", organisation=make_organisation("Police", kind="police"))
    mine = make_signal("What we saw", organisation=health)
    need = make_need("Weighing risk", theirs, mine)
    lead = signed_in(make_account(Role.TRAINING_LEAD, organisation=health))

    page = words_of(lead.get(need.get_absolute_url()))

    assert "What we saw" in page
    assert "What the police saw" not in page
    assert "One more signal is not shown here." in page
    assert lead.get(theirs.get_absolute_url()).status_code == 404


def test_signals_can_be_narrowed(academy, health, risk):
    make_signal("About risk", capability=risk, kind="survey")
    make_signal("In health", organisation=health)

    def shown(**filters):
        page = academy.get(reverse("signals"), filters)
        table = page.content.decode().partition("<tbody")[2]
        return [words for words in ("About risk", "In health") if words in table]

    assert shown() == ["About risk", "In health"]
    assert shown(kind="survey") == shown(capability=risk.pk) == ["About risk"]
    assert shown(organisation=health.pk) == ["In health"]
    assert shown(show="left") == []


def test_signals_that_wait_are_offered_together(academy, risk):
    make_signal(capability=risk)

    page = words_of(academy.get(reverse("signals")))

    assert "Weigh these together Weighing risk 1 signal from 1 source" in page
    make_need("Done", Signal.objects.get())
    assert "All weighed" in words_of(academy.get(reverse("signals")))


def test_home_says_what_waits_for_the_academy(academy, risk):
    make_signal(capability=risk)
    make_need("Act on this", make_signal(size=300))

    page = words_of(academy.get("/"))

    assert "One signal waits to be weighed" in page
    assert "Act on this" in page


def test_the_thread_of_a_need_goes_both_ways(academy):
    signal = make_signal("Seen first")
    need = make_need("Weighing risk", signal)

    assert "Seen first" in words_of(academy.get(reverse("thread", args=["needs.need", need.pk])))
    assert "Weighing risk" in words_of(academy.get(reverse("thread", args=["needs.signal", signal.pk])))


def test_the_api_raises_lists_and_refuses(top, health, risk):
    lead = signed_in(make_account(Role.TRAINING_LEAD, organisation=health))
    said = {"said": "Plans are not plain", "size": 4, "risk": 2, "evidence": 1, "organisation": "health"}

    made = lead.post("/api/needs/signals", {**said, "capability_id": risk.pk}, content_type="application/json").json()

    assert (made["organisation"], made["kind"], made["capability_id"]) == ("health", "said", risk.pk)
    assert [one["id"] for one in lead.get("/api/needs/signals").json()] == [made["id"]]
    for wrong in ({"organisation": "weyshire"}, {"organisation": None}, {"said": "Kayden was not asked"}):
        answer = lead.post("/api/needs/signals", {**said, **wrong}, content_type="application/json")
        assert answer.status_code in (404, 409)
    assert Signal.objects.count() == 1


def test_the_api_gives_needs_and_the_analysis(academy, health, risk):
    need = make_need("Weighing risk", make_signal(size=300), capability=risk)
    counted(health, risk)

    [given] = academy.get("/api/needs/needs").json()
    analysis = academy.get("/api/needs/analysis", {"by": "agency"}).json()

    assert (given["id"], given["score"], given["state"], given["signals"]) == (need.pk, 36, "open", 1)
    assert {line["name"]: line["lacking"] for line in analysis["lines"]} == {"Community Health": 3, "": 0}
    assert academy.get("/api/needs/needs", {"show": "closed"}).json() == []


def test_where_a_cut_is_nonsense_everything_is_shown(academy, health, risk):
    counted(health, risk)

    for nonsense in ({"organisation": "x"}, {"team": "999999"}, {"without": "password"}, {"by": "nothing"}):
        assert academy.get(ANALYSIS, {"by": "agency", **nonsense}).status_code == 200
    assert Organisation.objects.filter(code="health").exists()
