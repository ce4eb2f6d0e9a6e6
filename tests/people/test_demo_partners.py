"""What Weyshire's partners agreed, who leads their training, and the nursery that was merged."""

from datetime import date, timedelta

import pytest

from academy.core.demo import World
from academy.people import demo, queries
from academy.people.models import Agreement, Identifier, Organisation, Restructure, Spell
from academy.people.rules import identifier
from academy.people.scope import TheAuthority, current_spells

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 10)
WORLD = World(on=ON, people=1_500)


@pytest.fixture
def weyshire() -> None:
    demo.build(WORLD)


def test_most_have_two_training_leads_one_has_one_and_some_have_none(weyshire):
    short = {row.code: row.leads for row in queries.few_leads(TheAuthority(ON))}

    assert short == {
        "little-ferry": 1, "rookery-primary": 0, "canal-street-primary": 0, "towpath-nursery": 0, "wren-house": 0,
        "open-door": 0, "wey-homes": 0, "larkfold-practice": 0,
    }  # fmt: skip


def test_one_partner_never_signed_one_agreement_ran_out_and_one_comes_up_for_review(weyshire):
    missing = [row.code for row in queries.without_agreement(TheAuthority(ON))]
    coming = [(row.organisation.code, what) for row, _, what in queries.agreements_coming_up(ON)]

    assert missing == ["open-door", "rookery-primary"]
    assert coming == [("safe-haven", "review")]
    assert not Agreement.objects.filter(starts_on__gt=ON).exists()
    assert queries.current_agreements(ON).filter(organisation__code="weyshire-police").get().shares == ["records"]


def test_every_number_has_the_form_of_its_scheme(weyshire):
    numbers = Identifier.objects.select_related("organisation")

    assert all(identifier(row.scheme, row.value, kind=row.organisation.kind) == row.value for row in numbers)
    assert numbers.count() == 32


def test_a_nursery_was_merged_and_its_people_work_in_the_other_one(weyshire):
    before = current_spells(ON).count()

    demo.merge(WORLD)

    lockside = Organisation.objects.get(code="lockside-nursery")
    merged_on = ON - timedelta(days=120)
    assert (lockside.closed_on, lockside.merged_into.code) == (merged_on - timedelta(days=1), "acorns-nursery")
    assert current_spells(ON).count() == before
    moved = Spell.objects.filter(started_on=merged_on, cause_id=Restructure.objects.get().pk)
    assert {spell.post.organisation.code for spell in moved} == {"acorns-nursery"}
    assert moved.count() == Restructure.objects.get().after[0]["people"] > 1
    assert all(spell.began_on < merged_on for spell in moved)
