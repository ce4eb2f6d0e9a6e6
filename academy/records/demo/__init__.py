"""The records’ share of the demonstration: what people learned in their own time, wrote about, and brought along."""

from academy.core.demo import World
from academy.records.demo.handed_in import build_handed_in
from academy.records.demo.own_time import build_own_time
from academy.records.demo.plans import build_plans
from academy.records.demo.written import build_written


def build(world: World) -> None:
    build_own_time(world)
    build_written(world)
    build_handed_in(world)
    build_plans(world)
