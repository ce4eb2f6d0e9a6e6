"""Scores on a phone without scripts: a tap each, sent, and a line manager’s word on them; as axe reads the pages."""

import pytest

from academy.frameworks.models import Score
from academy.people.rules import Role
from tests.browsing import follow, has_signed_in, wrong_with
from tests.builders import make_account, make_person, make_spell
from tests.builders_practice import make_framework, make_level

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("Listening", "Recording", "Weighing")


@pytest.fixture
def phone_without_scripts(chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 780}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_person_scores_themselves_with_a_thumb_and_their_line_manager_confirms(
    phone_without_scripts, page, live_server
):
    ruth, amara = make_person("Ruth", "Adeyemi"), make_person("Amara", "Okafor")
    make_spell(amara, line_manager=ruth)
    framework = make_framework("Standards", *NAMES)
    for capability in framework.capabilities.all():
        make_level(capability, 3)
    phone = phone_without_scripts
    has_signed_in(phone, make_account(Role.PRACTITIONER, person=amara), live_server.url)
    phone.goto(f"{live_server.url}/catalogue/capabilities/mine/")
    phone.get_by_label("Standards").check()
    follow(phone, phone.get_by_role("button", name="Start"))
    for words in ("I do it on my own", "This is new to me", "I do it with help"):
        follow(phone, phone.get_by_role("button", name=words))
    follow(phone, phone.get_by_role("button", name="Send it to Ruth"))
    assert phone.get_by_role("heading", name="It is with Ruth Adeyemi").is_visible()

    has_signed_in(page, make_account(Role.MANAGER, person=ruth), live_server.url)
    page.goto(f"{live_server.url}/catalogue/capabilities/to-confirm/")
    wrong = wrong_with(page)
    follow(page, page.get_by_role("link", name="Give your scores for Amara Okafor"))
    wrong += wrong_with(page)
    page.get_by_label("Your score for Listening").select_option("2")
    follow(page, page.get_by_role("button", name="Confirm"))
    assert page.get_by_text("Say what your score for “Listening” rests on").first.is_visible()
    page.get_by_label("What it rests on for Listening").select_option("seen")
    follow(page, page.get_by_role("button", name="Confirm"))

    assert wrong + wrong_with(page) == []
    assert list(Score.objects.values_list("own", "confirmed")) == [(3, 2), (1, 1), (2, 2)]
