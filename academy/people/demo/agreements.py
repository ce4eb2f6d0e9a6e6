"""What the partners of Weyshire agreed with the hub, and a nursery that became part of another."""

from datetime import date, timedelta

from academy.core import clock, trail
from academy.core.demo import World
from academy.people.actions.restructures import take_over
from academy.people.demo.partnership import PLACES, TOP, Partnership
from academy.people.models import Agreement, Identifier, Organisation, Post, Spell, Team
from academy.people.rules import OrganisationKind, Scheme, Shared, needs_agreement

EVERYTHING = [word.value for word in Shared]
NEVER, ENDED, RECORDS_ONLY, REVIEWED_SOON = "open-door", "rookery-primary", "weyshire-police", "safe-haven"
FOR_THE_HUB = "Miriam Cole, Director of Quality Assurance"
MERGED_DAYS_AGO, FROM_LOCKSIDE = 120, 5


def sign(partnership: Partnership, on: date) -> None:
    """Most share everything, renewed once; the police share records only; one never signed, and one has run out."""
    signed: list[Agreement] = []
    for number, place in enumerate(PLACES):
        if needs_agreement(place.kind) and place.code != NEVER:
            signed += _with(partnership[place.code], on, number)
    Agreement.objects.bulk_create(signed)
    trail.note_each(None, "wrote down", signed)


def _with(organisation: Organisation, on: date, number: int) -> list[Agreement]:
    renewed_on = clock.months_after(on, -8) - timedelta(days=number)
    first_on = clock.months_after(renewed_on, -36)
    said = {"organisation": organisation, "signed_for_hub": FOR_THE_HUB, "shares": EVERYTHING}
    said["signed_for_organisation"] = f"The head of {organisation}"
    if organisation.code == RECORDS_ONLY:
        said["shares"] = [Shared.RECORDS.value]
    ends_on = on - timedelta(days=31) if organisation.code == ENDED else renewed_on - timedelta(days=1)
    first = Agreement(**said, signed_on=first_on, starts_on=first_on, ends_on=ends_on)
    if organisation.code == ENDED:
        return [first]
    review_on = on + timedelta(days=20) if organisation.code == REVIEWED_SOON else clock.months_after(renewed_on, 24)
    return [first, Agreement(**said, signed_on=renewed_on, starts_on=renewed_on, review_on=review_on)]


def merge(world: World) -> None:
    """Lockside Nursery, whose few people have worked at Acorns since. Last of all, so that nothing else is moved."""
    acorns = Organisation.objects.get(code="acorns-nursery")
    merged_on = world.on - timedelta(days=MERGED_DAYS_AGO)
    long_there = Spell.objects.filter(
        post__organisation=acorns, post__team__isnull=False, started_on__lt=merged_on - timedelta(days=60)
    )
    moving = list(long_there.filter(ended_on__isnull=True).select_related("post").order_by("pk")[:FROM_LOCKSIDE])
    lockside = Organisation.objects.create(
        parent=Organisation.objects.get(code=TOP),
        code="lockside-nursery",
        name="Lockside Nursery",
        kind=OrganisationKind.EARLY_YEARS,
    )
    Identifier.objects.create(organisation=lockside, scheme=Scheme.OFSTED, value="EY999109")
    room = Team.objects.create(organisation=lockside, name="Lockside Room")
    for spell in moving:
        spell.post, _ = Post.objects.get_or_create(
            organisation=lockside, team=room, job_role_id=spell.post.job_role_id, title=spell.post.title
        )
        spell.save(update_fields=["post"])
    take_over(lockside, acorns, on=merged_on, by=None)
