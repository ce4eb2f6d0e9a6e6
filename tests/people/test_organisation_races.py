"""Two people who change the same organisation at the same moment: one of them does, the others are told why not."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection, models

from academy.people import actions, rules
from academy.people.models import Agreement, Restructure, Spell
from tests.builders import LONG_AGO, make_organisation, make_spell
from tests.people.changes import ON
from tests.people.reading import days

pytestmark = pytest.mark.django_db(transaction=True)
TAKERS = 4


def at_once(take: Callable[[int], object]) -> Counter[str]:
    """What came of it, by name: each on a connection of its own."""
    gate = Barrier(TAKERS)

    def go(number: int) -> str:
        gate.wait()
        try:
            return type(take(number)).__name__
        except Exception as fault:
            return type(fault).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(TAKERS) as pool:
        return Counter(pool.map(go, range(TAKERS)))


@pytest.fixture
def everybody_checks_before_anybody_writes(monkeypatch):
    """As unlucky as it can be: whoever has looked waits a moment for the others to have looked too."""
    checked, overlaps = Barrier(TAKERS), rules.overlaps

    def slow(*args: object, **kwargs: object) -> bool:
        found = overlaps(*args, **kwargs)
        with suppress(BrokenBarrierError):
            checked.wait(timeout=1)
        return found

    monkeypatch.setattr(rules, "overlaps", slow)


def agree(organisation) -> Callable[[int], Agreement]:
    return lambda number: actions.add_agreement(
        organisation,
        shares=["records"],
        signed_for_organisation="Una Hart",
        signed_for_hub="Miriam Cole",
        signed_on=LONG_AGO,
        starts_on=days(number),
        by=None,
    )


def test_of_agreements_for_the_same_days_one_is_written_down(everybody_checks_before_anybody_writes):
    school = make_organisation(kind="school")

    came = at_once(agree(school))

    assert came == {"Agreement": 1, "AgreementRunning": TAKERS - 1}
    assert Agreement.objects.count() == 1


def test_without_the_lock_all_of_them_would_be(everybody_checks_before_anybody_writes, monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one write at a time, lock or no lock")
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_: rows)
    school = make_organisation(kind="school")

    came = at_once(agree(school))

    assert came["Agreement"] > 1


def test_an_organisation_is_merged_once():
    top = make_organisation()
    small, large = (make_organisation(name, parent=top, kind="health") for name in ("Small", "Large"))
    make_spell(organisation=small)

    came = at_once(lambda number: actions.merge_organisation(small, large, on=ON, by=None))

    assert came == {"Restructure": 1, "AlreadyClosed": TAKERS - 1}
    assert (Restructure.objects.count(), Spell.objects.count()) == (1, 2)
