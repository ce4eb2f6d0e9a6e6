import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

import academy.frameworks.demo as frameworks
from academy.catalogue import demo
from academy.catalogue.models import Item, Theme
from academy.catalogue.rules import Kind
from academy.core.demo import World
from academy.frameworks.models import Capability
from tests.builders import TODAY, make_organisation

pytestmark = pytest.mark.django_db
WORLD = World(on=TODAY, people=100)


def build() -> None:
    make_organisation(code="weyshire-police", kind="police")
    frameworks.build(WORLD)
    demo.build(WORLD)


@pytest.fixture
def built() -> None:
    build()


def test_there_are_three_hundred_things_to_learn_of_every_kind(built):
    offered = Item.objects.filter(is_published=True)

    assert offered.count() >= 300
    assert set(offered.values_list("kind", flat=True)) == set(Kind.values)
    assert Theme.objects.count() == 13


def test_every_item_is_whole(built):
    faults = []
    for item in Item.objects.all():
        try:
            item.full_clean()
        except ValidationError as fault:
            faults.append((item.title, fault.messages))

    assert faults == []
    assert not Item.objects.exclude(kind=Kind.RESOURCE).filter(capabilities__isnull=True).exists()
    assert not Item.objects.filter(title__contains="{").exists()


def test_every_capability_of_a_framework_that_is_taught_has_something_to_learn(built):
    linked = Item.capabilities.through.objects.values("capability")
    taught = Capability.objects.filter(pk__in=linked).values("framework")  # others came in as files, for later

    assert list(Capability.objects.filter(framework__in=taught).exclude(pk__in=linked)) == []


def test_the_named_items_of_the_demonstration_are_there(built):
    named = [
        "Assessing and managing risk with families",
        "Safeguarding level 3 refresher",
        "Motivational interviewing in family safeguarding",
        "A day with health visiting: Tannery Lane",
        "Thresholds guide",
        "Supervision skills",
        "Systemic practice",
    ]

    assert Item.objects.filter(title__in=named, is_published=True).count() == len(named)


def test_it_is_the_same_every_time():
    assert built_and_taken_away() == built_and_taken_away()


def built_and_taken_away() -> list[tuple]:
    with transaction.atomic():
        build()
        said = list(Item.objects.order_by("pk").values_list("code", "title", "added_on"))
        transaction.set_rollback(True)
    return said
