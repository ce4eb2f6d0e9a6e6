"""The room’s share of the demonstration, by noun."""

from academy.core.demo import World
from academy.workforce.demo import agency, business_cases, published, rates, warning


def build(world: World) -> None:
    rates.build(world)
    published.build(world)
    agency.build(world)
    business_cases.build(world)
    warning.build(world)  # last: it counts what the others say
