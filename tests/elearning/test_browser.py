"""Lessons in a real browser: on a phone, by keyboard, without scripts, and with the connection gone."""

import re

import pytest
from playwright.sync_api import expect

from academy.elearning import actions
from academy.elearning.models import Attempt, Block, CheckAnswer
from academy.elearning.rules import BlockKind, State
from academy.people.models import Account
from academy.people.rules import Role
from tests.browsing import has_signed_in, wrong_with
from tests.builders import (
    make_account,
    make_attempt,
    make_item,
    make_lesson,
    make_organisation,
    make_person,
    make_question,
)
from tests.elearning.cast import go_through

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def amara() -> Account:
    return make_account(Role.PRACTITIONER, person=make_person("Amara"))


def a_full_lesson():
    """Every kind of part and of question, on two pages."""
    lesson = make_lesson(make_item("Was not brought", mode="own_time", kind="e_learning"), pages=2, is_published=False)
    draft = lesson.versions.get()
    first, last = draft.pages.all()
    actions.add_block(first, BlockKind.HEADING, words="Not “did not attend”", by=None)
    actions.add_block(
        first, BlockKind.TEXT, words="A child is **brought**, or is not.\n\n- ask why\n- ask again", by=None
    )
    actions.add_block(first, BlockKind.CALLOUT, words="Who decides for this child?", by=None)
    actions.add_block(
        first, BlockKind.FILM, words="A talk", link="https://films.weyshire.example/1", transcript="Hello.", by=None
    )
    actions.add_block(last, BlockKind.REFLECTION, words="Whom will you ring?", by=None)
    check = Block.objects.get(kind=BlockKind.CHECK)
    for kind, right in (("several", (0, 2)), ("true_false", (0,)), ("order", ())):
        make_question(check, kind=kind, words=f"A question: {kind}", right=right)
    actions.publish(draft, by=None)
    return lesson


@pytest.mark.parametrize("visitor", ["page", "phone"])
def test_a_lesson_from_its_first_page_to_the_certificate(visitor, request, live_server, amara):
    page, lesson = request.getfixturevalue(visitor), a_full_lesson()
    has_signed_in(page, amara, live_server.url)

    page.goto(f"/learn/{lesson.pk}/")
    assert wrong_with(page) == []
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("Page 1 of 2")).to_be_visible()
    assert wrong_with(page) == []
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    assert wrong_with(page) == []
    page.get_by_role("button", name="Check my answers").click()
    expect(page.get_by_role("link", name="Answer question 2")).to_be_visible()
    assert wrong_with(page) == []
    _answer_all(page)
    page.get_by_label("Whom will you ring?").fill("The school nurse.")
    page.get_by_label("Keep this for me").check()
    page.get_by_role("button", name="Check my answers").click()
    expect(page.get_by_text("Because it is so.")).to_have_count(4)
    assert wrong_with(page) == []
    page.get_by_role("button", name="Finish").click()
    expect(page.locator("h1")).to_have_text("You have finished")
    expect(page.get_by_text("The school nurse.")).to_be_visible()
    assert wrong_with(page) == []
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('lesson:')).length") == 0


def _answer_all(page) -> None:
    page.get_by_label("Answer 0 of Who must be told?").check()
    for place in (0, 2):
        page.get_by_label(f"Answer {place} of A question: several").check()
    page.get_by_label("Answer 0 of A question: true_false").check()
    for place in range(3):
        page.get_by_label(f"Answer {place} of A question: order").select_option(str(place + 1))


def test_by_keyboard_alone(page, live_server, amara):
    lesson = make_lesson(pages=1)
    has_signed_in(page, amara, live_server.url)
    page.goto(f"/learn/{lesson.pk}/")

    _press(page, "Start", "Enter")
    expect(page.get_by_text("Page 1 of 1")).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    _press(page, "Check my answers", "Enter")
    expect(page.get_by_text("Said to whoever chose")).to_be_visible()
    _press(page, "Finish", "Enter")

    expect(page.locator("h1")).to_have_text(re.compile("You have finished|Not yet"))


def _press(page, words: str, key: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if (page.evaluate("document.activeElement.textContent") or "").strip() == words:
            page.keyboard.press(key)
            return
    raise AssertionError(f"{words} cannot be reached by keyboard")


def test_without_scripts_a_lesson_is_learned_and_written(chromium, live_server, amara):
    lesson = a_full_lesson()
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    page = context.new_page()
    has_signed_in(page, amara, live_server.url)

    page.goto(f"/learn/{lesson.pk}/")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Go on").click()
    _answer_all(page)
    page.get_by_role("button", name="Check my answers").click()
    page.get_by_role("button", name="Finish").click()

    expect(page.locator("h1")).to_have_text("You have finished")
    assert Attempt.objects.get().state == State.FINISHED
    context.close()


def test_with_the_connection_gone_no_answer_is_lost_and_it_is_sent_when_it_is_back(phone, live_server, amara):
    attempt = make_attempt(make_lesson(pages=1), amara.person)
    has_signed_in(phone, amara, live_server.url)
    phone.goto(f"/learn/attempts/{attempt.pk}/pages/1/")
    phone.get_by_label("Answer 0 of").check()

    phone.context.set_offline(True)
    phone.get_by_role("button", name="Check my answers").click()
    expect(phone.get_by_text("Your answers are kept on this device")).to_be_visible()
    assert not CheckAnswer.objects.exists()
    phone.context.set_offline(False)

    expect(phone.get_by_text("Because it is so.")).to_be_visible(timeout=15_000)
    assert CheckAnswer.objects.get().is_right


def test_what_was_typed_is_there_again_after_the_page_was_lost(phone, live_server, amara):
    attempt = make_attempt(make_lesson(pages=1), amara.person)
    has_signed_in(phone, amara, live_server.url)
    phone.goto(f"/learn/attempts/{attempt.pk}/pages/1/")
    phone.get_by_label("Answer 1 of").check()

    phone.goto("about:blank")
    phone.goto(f"/learn/attempts/{attempt.pk}/pages/1/")

    expect(phone.get_by_label("Answer 1 of")).to_be_checked()


def test_somebody_else_on_the_same_device_does_not_find_it(phone, live_server, amara):
    lesson = make_lesson(pages=1)
    attempt = make_attempt(lesson, amara.person)
    has_signed_in(phone, amara, live_server.url)
    phone.goto(f"/learn/attempts/{attempt.pk}/pages/1/")
    phone.get_by_label("Answer 1 of").check()
    tom = make_account(Role.PRACTITIONER, person=make_person("Tom"))
    his = make_attempt(lesson, tom.person)

    has_signed_in(phone, tom, live_server.url)
    phone.goto(f"/learn/attempts/{his.pk}/pages/1/")

    expect(phone.get_by_label("Answer 1 of")).not_to_be_checked()
    kept = phone.evaluate("Object.keys(localStorage).filter(name => name.startsWith('lesson:'))")
    assert [name for name in kept if name.startswith(f"lesson:{amara.person_id}:")] == []


@pytest.mark.parametrize("visitor", ["page", "phone"])
def test_the_pages_of_those_who_write(visitor, request, live_server):
    page, organisation = request.getfixturevalue(visitor), make_organisation()
    lesson = make_lesson(make_item("Own", mode="own_time", organisation=organisation), pages=2)
    attempt = make_attempt(lesson)
    go_through(attempt)
    draft = actions.begin_draft(lesson, by=None)
    first, last = draft.pages.all()
    actions.add_block(first, BlockKind.IMAGE, by=None)
    check = last.blocks.get(kind=BlockKind.CHECK)
    has_signed_in(page, make_account(Role.TRAINING_LEAD, organisation=organisation), live_server.url)

    for address in (
        "",
        "new/",
        f"{lesson.pk}/",
        f"{lesson.pk}/settings/",
        f"{lesson.pk}/results/",
        f"{lesson.pk}/throw-away/",
        f"{lesson.pk}/pages/new/",
        f"pages/{first.pk}/",
        f"pages/{last.pk}/preview/",
        f"pages/{first.pk}/remove/",
        *(f"pages/{first.pk}/add/{kind}/" for kind in ("image", "film", "check")),
        f"blocks/{check.pk}/",
        f"blocks/{check.pk}/remove/",
        *(f"blocks/{check.pk}/ask/{kind}/" for kind in ("single", "order", "true_false")),
        f"questions/{check.questions.get().pk}/",
    ):
        page.goto(f"/learn/write/{address}")
        assert wrong_with(page) == [], address
