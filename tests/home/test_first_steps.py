"""From an empty Academy to the first pack: each step looks for itself."""

import pytest
from django.urls import reverse

from academy.home.queries.first_steps import STEPS, first_steps, to_set_up
from academy.people.rules import Role
from tests.booking.cast import text_of
from tests.builders import (
    make_account,
    make_item,
    make_organisation,
    make_requirement,
    make_session,
    make_spell,
    make_viewer,
    signed_in,
)
from tests.builders_practice import make_audit_tool

pytestmark = pytest.mark.django_db


def done(viewer) -> list[str]:
    return [step.title for step in first_steps(viewer) if step.found.is_done]


def test_an_empty_academy_begins_with_its_agencies():
    shown = text_of(signed_in(make_account(Role.ACADEMY)).get(reverse("first-steps")))

    assert "Only the council is there." in shown
    assert "None is published yet." in shown
    assert shown.index("Next") < shown.index("Bring the people in")


def test_each_step_is_done_when_what_it_asks_for_is_there():
    viewer = make_viewer(Role.ACADEMY)
    make_organisation("Beech Lane Primary", kind="school")
    make_spell()
    make_spell()
    make_requirement()
    make_session(make_item("Thresholds"))
    make_audit_tool()

    found = done(viewer)

    assert "Write down the agencies" in found
    assert "Bring the people in" in found
    assert "Say what people must know" in found
    assert "Put the offer in" in found
    assert "Publish an audit tool" in found
    assert "Name two training leads in each agency" not in found
    assert "Publish the first pack" not in found


def test_home_says_how_far_it_is_until_the_first_pack_is_out():
    account = make_account(Role.ACADEMY)

    assert "Set up the Academy" in text_of(signed_in(account).get("/"))
    assert to_set_up(make_viewer(Role.ACADEMY))[0].why == "One of eight steps done. Next: bring the people in."


def test_only_one_step_is_next():
    assert sum(step.is_next for step in first_steps(make_viewer(Role.ACADEMY))) == 1
    assert len(STEPS) == 8


def test_others_are_not_shown_it():
    assert signed_in(make_account(Role.DIRECTOR)).get(reverse("first-steps")).status_code == 404
