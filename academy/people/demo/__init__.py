"""Weyshire: forty organisations and everyone in them, all made up, the same every time."""

from django.db.models import Count

from academy.core import trail
from academy.core.demo import World
from academy.people.demo import agreements, directory, messages, movers, named, partnership, requests, systems
from academy.people.demo.accounts import DEMO_PASSWORD, KeyRing, who_signs_in
from academy.people.demo.agreements import merge
from academy.people.demo.crowd import Crowd
from academy.people.demo.everyone_else import Others
from academy.people.demo.social_workers import SocialWork
from academy.people.models import Spell
from academy.people.scope import current_spells

__all__ = ["DEMO_PASSWORD", "build", "merge", "who_signs_in"]
MOST_SOCIAL_WORKERS = 1_200
LARGE = 20_000


def build(world: World) -> None:
    places = partnership.found()
    crowd = Crowd(world, places)
    known = named.arrive(crowd)
    social_work = SocialWork(crowd, min(MOST_SOCIAL_WORKERS, world.people // 5))
    social_work.lead(known["Miriam Cole"], known["Ruth Adeyemi"])
    social_work.staff()
    named.join_ruths_team(crowd, known)
    others = Others(crowd)
    others.fill(world.people - len(crowd.persons))
    crowd.save()
    trail.note_each(None, "added", places.by_code.values())
    keys = KeyRing(places, world.on)
    keys.give_named(known)
    keys.give_generated(known, others.heads, _managers(world, apart_from=known["Ruth Adeyemi"].pk))
    keys.give_second_leads(others.leaders)
    if world.people >= LARGE:
        keys.give_for_load_tests()
    keys.save()
    agreements.sign(places, world.on)
    movers.come_and_go(world)
    requests.ask(world, places)
    systems.connect(places, world)
    directory.announce(places, world)
    messages.write(world)


def _managers(world: World, *, apart_from: int) -> list[Spell]:
    """The posts of those who manage most, one for each of them, as many as there may be accounts for."""
    managing = current_spells(world.on).filter(post__job_role__code="team_manager").exclude(person=apart_from)
    most = managing.annotate(managed=Count("person__manages")).order_by("-managed", "pk")
    return list(most.select_related("person", "post__organisation")[:40])
