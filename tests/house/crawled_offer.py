"""What the crawl meets around an item: what it rests on, which changed since, a collection and a pathway."""

from typing import Any

from academy.catalogue import actions as catalogue
from academy.frameworks import actions as frameworks
from academy.frameworks.models import CurrencyReview, RestsOn
from academy.people.models import Organisation
from tests.builders import make_item, make_source, make_version, numbers


def offer_of(things: dict[str, Any], organisation: Organisation) -> None:
    item = things["item"]
    source = things["source"] = make_source(f"Source {organisation.code}")
    old = things["old version"] = make_version(source, "2018")
    frameworks.rest_on(item, [old], organisation=organisation, by=None)
    things["version"] = make_version(source, "2023")
    old.refresh_from_db()
    things["basis"] = RestsOn.objects.get(version=old)
    things["review"] = CurrencyReview.objects.get(version=things["version"])
    name = f"Collection {organisation.code} {next(numbers)}"
    things["collection"] = catalogue.add_collection(
        name, intro="Why.", organisation=organisation, items=[item], by=None
    )
    pathway = things["pathway"] = make_item(f"Pathway {organisation.code}", kind="pathway", organisation=organisation)
    catalogue.change_steps(pathway, [item], by=None)
