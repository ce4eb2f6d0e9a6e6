import pytest
from django.core.exceptions import ValidationError

import academy.frameworks.demo as frameworks
from academy.catalogue import demo
from academy.catalogue.models import Item, Theme
from academy.catalogue.rules import Kind
from academy.core.demo import World
from academy.frameworks.models import Capability
from tests.builders import TODAY, make_organisation

pytestmark = pytest.mark.django_db
WORLD = World(on=TODAY, people=100)


@pytest.fixture(autouse=True)
def _built():
    make_organisation(code="weyshire-police", kind="police")
    frameworks.build(WORLD)
    demo.build(WORLD)


def test_there_are_three_hundred_things_to_learn_of_every_kind():
    offered = Item.objects.filter(is_published=True)

    assert offered.count() >= 300
    assert set(offered.values_list("kind", flat=True)) == set(Kind.values)
    assert Theme.objects.count() == 13


def test_every_item_is_whole():
    faults = []
    for item in Item.objects.all():
        try:
            item.full_clean()
        except ValidationError as fault:
            faults.append((item.title, fault.messages))

    assert faults == []
    assert Item.objects.filter(capabilities__isnull=True).count() == 0
    assert not Item.objects.filter(title__contains="{").exists()


def test_every_capability_has_something_to_learn():
    linked = Item.capabilities.through.objects.values("capability")

    assert list(Capability.objects.exclude(pk__in=linked)) == []


def test_the_named_items_of_the_demonstration_are_there():
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
    said = list(Item.objects.order_by("pk").values_list("code", "title", "added_on"))
    Item.objects.all().delete()
    Theme.objects.all().delete()

    demo.build(WORLD)

    assert list(Item.objects.order_by("pk").values_list("code", "title", "added_on")) == said
