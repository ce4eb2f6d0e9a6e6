"""A reflection on a phone without scripts, within the time it is promised in; and the pages as axe reads them."""

import re
from dataclasses import dataclass

import pytest

from academy.core import clock
from academy.people.rules import Role
from academy.records.models import Reflection
from tests.browsing import has_signed_in, wrong_with
from tests.builders import (
    make_accepted_issuer,
    make_account,
    make_completion,
    make_hand_in,
    make_item,
    make_organisation,
    make_person,
    make_reflection,
    make_spell,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIVE_MINUTES = 300
# What a tap, the next page on a slow connection, and a word on a phone's keyboard take. Dictation is quicker.
SECONDS_A_TAP, SECONDS_A_PAGE, WORDS_A_SECOND = 2, 3, 36 / 60
ANSWERS = (
    "That asking what somebody wants to be different gets further than telling them what is wrong, and that I tell "
    "more than I thought I did before I heard the recording of myself.",
    "I ask one open question and then I wait, which is harder than it sounds, and I write down what I expected "
    "before I knock so that I can compare it.",
    "A mother said that nobody had asked her that before. She came back the week after with her own plan, and it was "
    "shorter and better than the one I had in my bag.",
)
DISCUSSED = "When not to ask. My colleague sits in the silence for longer than I can, and we practised that."


@dataclass
class Thumb:
    """Counts what a person does: taps, boxes and words."""

    page: object
    taps: int = 0
    boxes: int = 0
    words: int = 0
    pages: int = 0

    def tap(self, target, *, leads_on: bool = True) -> None:
        self.taps += 1
        if leads_on:
            self.pages += 1
            with self.page.expect_navigation():
                target.tap()
        else:
            target.tap()

    def write(self, target, words: str) -> None:
        self.boxes += 1
        self.taps += 1
        self.words += len(words.split())
        target.fill(words)

    @property
    def seconds(self) -> float:
        return self.taps * SECONDS_A_TAP + self.pages * SECONDS_A_PAGE + self.words / WORDS_A_SECOND


@pytest.fixture
def council():
    return make_organisation("Weyshire Council")


@pytest.fixture
def amara(council):
    ruth = make_person("Ruth", "Adeyemi")
    make_spell(ruth, organisation=council)
    person = make_person("Amara", "Okafor", swe_number="SW1")
    make_spell(person, organisation=council, line_manager=ruth)
    return person


@pytest.fixture
def bare_phone(chromium, live_server):
    """A phone on which no script runs."""
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": 390, "height": 844},
        locale="en-GB",
        has_touch=True,
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


def test_a_reflection_on_a_phone_without_scripts_takes_less_than_five_minutes(bare_phone, amara, live_server):
    make_completion(amara, make_item("Neglect"), completed_on=clock.today())
    has_signed_in(bare_phone, make_account(Role.PRACTITIONER, person=amara), live_server.url)
    bare_phone.goto("/records/cpd/")
    bare_phone.set_default_timeout(5000)
    thumb = Thumb(bare_phone)

    thumb.tap(bare_phone.get_by_role("link", name=re.compile("Write it.*Neglect")))
    for words in ANSWERS:
        thumb.write(bare_phone.get_by_label("In your own words"), words)
        thumb.tap(bare_phone.get_by_role("button", name="Save and go on"))
    thumb.tap(bare_phone.get_by_label("A colleague"), leads_on=False)
    thumb.write(bare_phone.get_by_label("What did you discuss?"), DISCUSSED)
    thumb.tap(bare_phone.get_by_role("button", name="Save", exact=True))
    thumb.tap(bare_phone.get_by_role("button", name="Finish it"))

    assert "It is a piece of your CPD." in bare_phone.content()
    held = Reflection.objects.get()
    assert (held.is_finished, held.is_peer_reflection) == (True, True)
    assert (thumb.taps, thumb.boxes, thumb.pages) == (11, 4, 6)
    assert thumb.words > 100
    assert thumb.seconds < FIVE_MINUTES, f"{thumb.seconds:.0f} seconds"


@pytest.mark.parametrize("visitor", ["page", "phone"])
def test_the_pages_of_ones_own_record_are_for_everybody(visitor, request, amara, council, live_server):
    page, item = request.getfixturevalue(visitor), make_item("Neglect", organisation=council)
    learned = make_completion(amara, item, completed_on=clock.today())
    other = make_completion(amara, make_item("Sleep"), completed_on=clock.today())
    finished = make_reflection(amara, learned, peer="group", discussed="When not to ask.")
    draft = make_reflection(amara, make_completion(amara, completed_on=clock.today()), finished_at=None, changed="")
    waiting = make_hand_in(amara, item, organisation=council)
    refused = make_hand_in(amara, make_item("Fire"), organisation=council, state="refused", reason="No name on it.",
                           decided_at=clock.now())  # fmt: skip
    make_accepted_issuer(council, item)
    has_signed_in(page, make_account(Role.PRACTITIONER, person=amara, organisation=council), live_server.url)

    addresses = [
        "/records/", "/records/cpd/", "/records/cpd/copy/", "/records/reflections/new/",
        f"/records/completions/{other.pk}/reflect/", f"/records/completions/{other.pk}/",
        *(f"{finished.get_absolute_url()}{tail}" for tail in ("", "peer/", "standards/", "share/")),
        *(f"{draft.get_absolute_url()}{tail}" for tail in ("", "changed/", "share/")),
        f"{finished.get_absolute_url()}throw-away/", f"{draft.get_absolute_url()}about/",
        "/records/elsewhere/", "/records/elsewhere/new/", waiting.get_absolute_url(), refused.get_absolute_url(),
        f"/records/elsewhere/new/?again={refused.pk}", "/records/accepted/",
    ]  # fmt: skip
    for address in addresses:
        page.goto(address)
        assert (address, wrong_with(page)) == (address, [])


@pytest.mark.parametrize("visitor", ["page", "phone"])
def test_the_pages_of_those_who_countersign_are_for_everybody(visitor, request, amara, council, live_server):
    page, item = request.getfixturevalue(visitor), make_item("Neglect", organisation=council)
    waiting = make_hand_in(amara, item, organisation=council)
    accepted = make_accepted_issuer(council, item)
    has_signed_in(page, make_account(Role.TRAINING_LEAD, organisation=council), live_server.url)

    addresses = [
        "/records/countersign/", f"/records/countersign/{waiting.pk}/", "/records/accepted/?all",
        "/records/accepted/new/", "/records/accepted/countersigning/", f"/records/accepted/{accepted.pk}/stop/",
        "/records/hand-in/", waiting.get_absolute_url(),
    ]  # fmt: skip
    for address in addresses:
        page.goto(address)
        assert (address, wrong_with(page)) == (address, [])


def test_words_that_name_a_child_are_said_and_nothing_is_lost(bare_phone, amara, live_server):
    learned = make_completion(amara, make_item("Neglect"), completed_on=clock.today())
    has_signed_in(bare_phone, make_account(Role.PRACTITIONER, person=amara), live_server.url)
    bare_phone.goto(f"/records/completions/{learned.pk}/reflect/")

    bare_phone.get_by_label("In your own words").fill("Kayla’s mum said she felt heard.")
    Thumb(bare_phone).tap(bare_phone.get_by_role("button", name="Save and go on"))

    assert "This looks as if it says who somebody is." in bare_phone.content()
    assert bare_phone.get_by_label("In your own words").input_value() == "Kayla’s mum said she felt heard."
    bare_phone.get_by_label("In your own words").fill("A mother said she felt heard.")
    Thumb(bare_phone).tap(bare_phone.get_by_role("button", name="Save and go on"))
    assert "How has it changed your practice?" in bare_phone.content()
