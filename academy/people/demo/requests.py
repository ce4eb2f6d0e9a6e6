"""Somebody at Weyshire Community Health has asked for an account, and waits for Grace Lindqvist."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from academy.core import trail
from academy.core.demo import World
from academy.people.demo.partnership import HEALTH, Partnership
from academy.people.models import AccountRequest, JobRole


def ask(world: World, places: Partnership) -> None:
    asked_at = timezone.make_aware(datetime.combine(world.on - timedelta(days=2), time(16, 40)))
    request = AccountRequest.objects.create(
        organisation=places[HEALTH],
        job_role=JobRole.objects.get(code="nurse"),
        given_name="Nadia",
        family_name="Ferreira",
        email="nadia.ferreira@weyshire.example",
        asked_at=asked_at,
        confirmed_at=asked_at + timedelta(minutes=6),
    )
    trail.note(None, "received", request)
