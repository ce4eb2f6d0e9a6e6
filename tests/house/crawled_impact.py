"""The share of partners, and of who takes part, in the world that is crawled."""

from typing import Any

from academy.catalogue.models import Collection
from academy.core import clock, links
from academy.impact import actions
from academy.impact.models import AcceptedReflection, PartnerAsked, PartnerRound
from academy.people.models import Organisation
from tests.builders import LONG_AGO, make_reflection

EXAMPLES = {
    "impact/partnership/own/": "partner asked",
    "impact/partnership/answer/": "partner link",
    "impact/barometer/reflections/": "reflection to accept",
    "impact/collections/": "impact collection",
    "api/impact/items/": "item",
}


def impact_of(things: dict[str, Any], organisation: Organisation, person: Any) -> None:
    """They are asked as a partner, and what they wrote was shown to their line manager."""
    now = clock.now()
    round_ = PartnerRound.objects.create(
        title=f"Working together, {person.pk}", opens_on=LONG_AGO, closes_on=clock.today(), opened_at=now
    )
    things["partner asked"] = asked = PartnerAsked.objects.create(
        round=round_, person=person, organisation=organisation, sector=organisation.kind
    )
    things["partner round"], things["partner link"] = round_, links.token(actions.PARTNER, asked.pk)
    shown = {"shared_with": things["manager"], "shared_at": now}
    things["reflection to accept"] = make_reflection(person, things["earlier completion"], **shown)
    things["accepted reflection"] = AcceptedReflection.objects.create(
        reflection=things["reflection"], accepted_on=clock.today()
    )
    things["impact collection"] = Collection.objects.create(
        title=f"Together {person.pk}", intro="Things that go together.", organisation=organisation, added_on=LONG_AGO
    )
