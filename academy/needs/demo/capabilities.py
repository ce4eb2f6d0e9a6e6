"""Which learning goes with which score, and what the scores of Weyshire’s teams have been evidence of."""

from datetime import timedelta
from pathlib import Path

from academy.catalogue.models import Item
from academy.core.demo import World
from academy.frameworks.models import Capability
from academy.needs.actions import capabilities as actions
from academy.needs.models import Recommendation

RECOMMENDED = Path(__file__).parent / "recommended.txt"
COUNTED_DAYS_AGO = 16


def build(world: World) -> None:
    """An item that the catalogue does not have is left out."""
    items = {item.title: item for item in Item.objects.filter(is_published=True)}
    capabilities = {one.code: one for one in Capability.objects.filter(framework__code="weyshire")}
    lines = [line.split(" | ") for line in RECOMMENDED.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    made = Recommendation.objects.bulk_create(
        Recommendation(capability=capabilities[code], item=items[title], lowest=int(lowest), highest=int(highest))
        for code, lowest, highest, title in lines
        if code in capabilities and title in items
    )
    raised = actions.raise_signals_of_scores(on=world.on - timedelta(days=COUNTED_DAYS_AGO))
    world.say(f"{len(made)} rules of what to learn at which score, {raised} signals from scores")
