"""Two people plan the same room, or the same trainer, at the same moment: one of them is told why not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from academy.booking import actions, queries, rules
from academy.booking.models import Session
from academy.core import clock
from tests.booking.places import make_room, make_trainer

pytestmark = pytest.mark.django_db(transaction=True)
PLANNERS = 6


def planned_at_once(item, **what) -> list[str]:
    """Each from a connection of its own, let go together."""
    at, ready = clock.now() + timedelta(days=14), Barrier(PLANNERS)

    def plan(_: int) -> str:
        ready.wait()
        try:
            actions.schedule(item, starts_at=at, ends_at=at + timedelta(hours=6), places=9, by=None, **what)
            return "planned"
        except rules.Clash as refused:
            return type(refused).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(PLANNERS) as pool:
        return sorted(pool.map(plan, range(PLANNERS)))


def test_a_room_goes_to_one_of_those_who_want_it_at_once():
    trainer, room = make_trainer(), make_room()

    ends = planned_at_once(trainer.may_lead.get(), room=room)

    assert ends == ["RoomTaken"] * (PLANNERS - 1) + ["planned"]
    assert Session.objects.count() == 1


def test_a_trainer_goes_to_one_of_those_who_want_them_at_once():
    trainer = make_trainer()

    ends = planned_at_once(trainer.may_lead.get(), trainers=[trainer])

    assert ends == ["TrainerTaken"] * (PLANNERS - 1) + ["planned"]


def test_without_looking_under_the_lock_the_room_would_be_planned_twice(monkeypatch):
    """The control."""
    trainer, room = make_trainer(), make_room()
    monkeypatch.setattr(queries, "days_in_room", lambda *args, **kwargs: Session.objects.none())

    ends = planned_at_once(trainer.may_lead.get(), room=room)

    assert ends == ["planned"] * PLANNERS
