"""The room’s share of the demonstration, by noun."""

from academy.core.demo import World


def build(world: World) -> None:
    pass
