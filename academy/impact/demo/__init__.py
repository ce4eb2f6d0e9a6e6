"""The room’s share of the demonstration, by noun."""

from academy.core.demo import World
from academy.impact.demo import engagement, partner_scale, roll_outs


def build(world: World) -> None:
    engagement.build(world)
    partner_scale.build(world)
    roll_outs.build(world)
