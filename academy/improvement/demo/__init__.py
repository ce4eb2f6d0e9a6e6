"""The room’s share of the demonstration, by noun."""

from academy.core.demo import World
from academy.improvement.demo import inspections, measures, packs, plans, programme


def build(world: World) -> None:
    measures.build(world)
    inspections.build(world)
    plans.build(world)  # after measures and inspections, before packs
    programme.build(world)
    measures.link()
    inspections.link()
    packs.build(world)  # last: they tell of the measures
