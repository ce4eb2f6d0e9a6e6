"""From when Weyshire’s records are complete, and its teams as they have been read so far."""

from academy.core.demo import World
from academy.people.models import Spell
from academy.workforce.actions.retention import say_complete_from
from academy.workforce.actions.warning import read_teams


def build(world: World) -> None:
    first = Spell.objects.filter(post__job_role__is_social_work=True).order_by("started_on").first()
    if first is None:
        return
    day = first.started_on.replace(month=1, day=1)
    say_complete_from(day.replace(year=day.year + 1), why="The first full import, checked against payroll", by=None)
    done = read_teams(on=world.on)
    world.say(f"{done.readings} months of teams read, {done.changes} changes noticed")
