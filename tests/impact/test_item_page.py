"""The page of one item’s impact: its head says no more than its figures carry, and the pictures stand beside them."""

import pytest

from academy.core.figures import Figure
from academy.impact.measures.items import in_short
from academy.people.rules import Role
from tests.booking.cast import text_of
from tests.builders import make_account, make_item, signed_in
from tests.impact.test_effects import STAYING, answered, make_estimate
from tests.impact.test_impact import asked

APPLIED = Figure("Applied it", 41.0, n=37, asked=60, count=15)
UNKNOWN = Figure("Staying", None, unit="points", sentence="Not measured yet.")


def test_what_people_say_is_no_proof_while_nothing_was_compared():
    assert in_short(APPLIED, [UNKNOWN, UNKNOWN]) == (
        "15 of the 37 who answered used it. What people say of themselves is not yet proof that practice improved."
    )


def test_what_was_compared_is_said_in_its_own_words_and_what_was_not_is_left_out():
    practice = Figure("Practice", 23, unit="points", sentence="Audits may have changed, but it could be chance.")

    assert in_short(APPLIED, [practice, UNKNOWN]) == f"15 of the 37 who answered used it. {practice.sentence}"


def test_what_is_withheld_or_not_known_is_not_told_in_numbers():
    withheld = APPLIED.withheld()

    assert in_short(withheld, [UNKNOWN]) == withheld.sentence
    assert not any(letter.isdigit() for letter in withheld.sentence)


@pytest.mark.django_db
def test_the_head_and_the_pictures_of_an_item_that_was_compared():
    item = answered()
    make_estimate(item, "staying", STAYING)
    asked(40, used="often", item=item)

    director = signed_in(make_account(Role.DIRECTOR)).get(f"/impact/{item.pk}/")

    assert "40 of the 40 who answered used it. Audits got better after teams learned it, compared" in text_of(director)
    assert "Practice, before and after" in text_of(director)
    assert "Still here, from the month in which they could have learned" in text_of(director)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.MANAGER, Role.TRAINING_LEAD])
def test_whoever_may_not_see_effects_sees_no_picture_and_no_word_of_them(role):
    item = answered()

    read = text_of(signed_in(make_account(role)).get(f"/impact/{item.pk}/"))

    assert "Practice, before and after" not in read
    assert "Audits got" not in read


@pytest.mark.django_db
def test_an_item_that_was_not_compared_has_no_empty_place_for_pictures():
    assert "before and after" not in text_of(signed_in(make_account(Role.ACADEMY)).get(f"/impact/{make_item().pk}/"))
