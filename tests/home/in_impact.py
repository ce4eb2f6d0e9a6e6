"""Somebody who was asked as a partner how well agencies work together."""

from academy.core import clock
from academy.impact.models import PartnerAsked, PartnerRound
from academy.people.models import Organisation, Person
from tests.people.reading import days


def in_impact(person: Person, organisation: Organisation) -> None:
    round_ = PartnerRound.objects.create(
        title="Working together", opens_on=days(-30), closes_on=days(-9), opened_at=clock.now()
    )
    PartnerAsked.objects.create(round=round_, person=person, organisation=organisation, sector=organisation.kind)
