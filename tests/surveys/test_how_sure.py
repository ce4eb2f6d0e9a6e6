"""Three more taps for whoever likes to go on, and nobody must."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.core import links
from academy.surveys import actions, rules
from academy.surveys.actions import LEARNER
from academy.surveys.models import FollowUp
from tests.builders import make_follow_up

pytestmark = pytest.mark.django_db
SAID = {"worth": "yes", "sure_before": 2, "sure_now": 4}


def answered(**fields) -> FollowUp:
    return make_follow_up(used="often", difference="some", answered_at=timezone.now(), **fields)


def link(follow_up: FollowUp, rest: str = "") -> str:
    return f"/f/{links.token(LEARNER, follow_up.pk)}/{rest}"


def test_after_the_two_questions_somebody_may_say_how_sure_they_are(client):
    follow_up = answered()

    thanks = client.get(link(follow_up)).content.decode()
    after = client.post(link(follow_up, "sure/"), SAID, follow=True).content.decode()

    follow_up.refresh_from_db()
    assert "Three more taps, if you like" in thanks
    assert "You told us how sure you feel now" in after
    assert (follow_up.worth, follow_up.sure_before, follow_up.sure_now) == ("yes", 2, 4)


def test_before_the_two_questions_it_is_not_asked(client):
    follow_up = make_follow_up()

    assert client.get(link(follow_up, "sure/")).status_code == 302
    with pytest.raises(rules.Closed):
        actions.say_how_sure(follow_up, **SAID)


def test_what_is_missing_is_asked_for(client):
    page = client.post(link(answered(), "sure/"), {"sure_before": 2, "sure_now": 4}).content.decode()

    assert "Choose whether it was worth your time" in page


def test_it_is_said_once(client):
    follow_up = actions.say_how_sure(answered(), **SAID)

    with pytest.raises(rules.Closed):
        actions.say_how_sure(follow_up, **SAID)
    assert "You have told us" in client.get(link(follow_up, "sure/")).content.decode()


@pytest.mark.parametrize("half", [{"sure_before": 2}, {"sure_now": 3}, {"sure_before": 0, "sure_now": 3}])
def test_the_database_keeps_both_or_neither(half):
    follow_up = answered()

    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(pk=follow_up.pk).update(**half)
