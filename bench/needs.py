"""The training needs analysis at its largest: 360 requirements and 20,000 signals beside everybody there is.

`python -m bench.needs` prints JSON. What it adds is added in one transaction, measured there, and taken back.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from academy.catalogue.models import Item  # noqa: E402
from academy.core import clock  # noqa: E402
from academy.frameworks.models import Capability  # noqa: E402
from academy.needs import actions, queries  # noqa: E402
from academy.needs.models import GapSnapshot, NeedsSnapshot, Requirement, Signal, SnapshotDay  # noqa: E402
from academy.needs.queries import Cut  # noqa: E402
from academy.needs.rules import SignalKind  # noqa: E402
from academy.people.models import Account, JobRole, Organisation, Team  # noqa: E402
from academy.people.rules import Role  # noqa: E402
from academy.people.scope import TheAuthority, current_spells  # noqa: E402

REQUIREMENTS, SIGNALS, REBUILDS, TIMES = 360, 20_000, 3, 5
CUTS = ("need", "capability", "agency", "profession", "role", "team", "item")


def measure(requirements: int = REQUIREMENTS, signals: int = SIGNALS) -> dict[str, Any]:
    with transaction.atomic():
        _ask_for_more(requirements)
        _raise_more(signals)
        on = clock.today()
        SnapshotDay.objects.filter(taken_on=on).delete()
        GapSnapshot.objects.filter(taken_on=on).delete()
        day, gaps_s = _timed(lambda: actions.take_snapshot(on))
        rebuilt = [_timed(lambda: actions.take_analysis(day)) for _ in range(REBUILDS)]
        analysis, rebuild_s = rebuilt[-1][0], statistics.median(seconds for _, seconds in rebuilt)
        found = {
            "people": current_spells(on).values("person").distinct().count(),
            "requirements": Requirement.objects.filter(ends_on__isnull=True).count(),
            "signals": Signal.objects.count(),
            "gaps": GapSnapshot.objects.filter(taken_on=on).count(),
            "cells": NeedsSnapshot.objects.filter(day=analysis).count(),
            "gaps_s": round(gaps_s, 2),
            "rebuild_s": round(rebuild_s, 2),
            "pages": _pages(),
            "amiss": _amiss(),
        }
        transaction.set_rollback(True)
    return found


def _ask_for_more(wanted: int) -> None:
    """Of an organisation, of a job role or of everybody in a kind of organisation, as partnerships ask."""
    chance, missing = Random("requirements"), wanted - Requirement.objects.filter(ends_on__isnull=True).count()
    like = Item.objects.filter(is_published=True).order_by("pk")[0]
    capabilities = list(Capability.objects.order_by("pk"))
    roles, places = list(JobRole.objects.all()), list(Organisation.objects.order_by("pk"))
    today = clock.today()
    for number in range(max(0, missing)):
        item = Item.objects.get(pk=like.pk)
        item.pk, item.code, item.title = None, f"bench-{number}", f"Bench {number}"
        item.save()
        item.capabilities.set(chance.sample(capabilities, k=min(2, len(capabilities))))
        whom = {"organisation": chance.choice(places)} if number % 2 else {"job_role": chance.choice(roles)}
        days = chance.choice([28, 84, 365])
        asked = {"starts_on": today - timedelta(days=chance.randint(30, 300)), "due_within_days": days}
        Requirement.objects.create(item=item, **whom, **asked)


def _raise_more(wanted: int) -> None:
    chance, missing = Random("signals"), wanted - Signal.objects.count()
    capabilities, items = list(Capability.objects.all()), list(Item.objects.all()[:200])
    teams, roles = list(Team.objects.select_related("organisation")), list(JobRole.objects.all())
    kinds, today = list(SignalKind.values), clock.today()
    Signal.objects.bulk_create(
        (
            Signal(
                kind=chance.choice(kinds),
                said=f"What somebody saw {number}",
                capability=chance.choice(capabilities),
                item=chance.choice(items) if chance.random() < 0.3 else None,
                team=(team := chance.choice(teams)),
                organisation=team.organisation,
                job_role=chance.choice(roles),
                size=chance.randint(1, 400),
                risk=chance.randint(1, 4),
                evidence=chance.randint(1, 4),
                raised_on=today - timedelta(days=chance.randint(0, 300)),
            )
            for number in range(max(0, missing))
        ),
        batch_size=1_000,
    )


def _pages() -> dict[str, dict[str, float]]:
    """Each cut of the analysis as the Academy opens it, and the list of signals."""
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("collectstatic", interactive=False, verbosity=0)  # as a server does before its first page
    account = Account.objects.filter(grants__role=Role.ACADEMY).order_by("pk")[0]
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    addresses = {by: f"/needs/analysis/?by={by}" for by in CUTS} | {"signals": "/needs/signals/"}
    return {name: _page(client, address) for name, address in addresses.items()}


def _page(client: Client, address: str) -> dict[str, float]:
    client.get(address)
    times, size = [], 0
    for _ in range(TIMES):
        response, seconds = _timed(lambda: client.get(address))
        assert response.status_code == 200, f"{address}: {response.status_code}"
        times.append(seconds)
        size = len(response.content)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return {"s": round(statistics.median(times), 4), "kib": round(size / 1024, 1), "queries": len(asked)}


def _amiss() -> int:
    """Numbers of the analysis that do not equal what they open to: of each agency, and of each capability."""
    viewer = TheAuthority()
    day = queries.analysis_day(viewer)
    assert day is not None
    wrong = 0
    for by, part in (("agency", _agency), ("capability", _capability)):
        for line in queries.lines(viewer, day, by, Cut()):
            cut = part(line.pk)
            people, hidden = queries.people_lacking(viewer, day, cut)
            heard = queries.standing_signals(viewer, cut, on=day.taken_on).count()
            wrong += (line.lacking, line.signals) != (len(people) + hidden, heard)
    return wrong


def _agency(pk: int | None) -> Cut:
    return Cut(organisation=Organisation.objects.get(pk=pk), is_alone=True) if pk else Cut(without="organisation")


def _capability(pk: int | None) -> Cut:
    return Cut(capability=Capability.objects.get(pk=pk))


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    done = work()
    return done, time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(measure(*(int(number) for number in sys.argv[1:3]))))
