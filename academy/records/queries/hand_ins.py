"""Learning from elsewhere: whose name is asked for, whose it waits for, and what was accepted before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from academy.catalogue.models import Item
from academy.people import queries as people
from academy.people.models import Organisation, Person
from academy.people.queries.organisations import ways_up
from academy.people.rules import Reach
from academy.people.scope import Viewer, current_spells, visible
from academy.records import rules
from academy.records.models import AcceptedIssuer, Countersignature, Countersigning, HandIn
from academy.records.rules import Signer, State
from academy.records.statements import REFUSED

COUNTERSIGN, ACCEPT = "countersign learning", "accept issuers"


@dataclass(frozen=True)
class Turn:
    """As what somebody may put their name to it now; a deputy stands in where there is no line manager."""

    signer: Signer
    is_deputy: bool = False


def hand_ins(viewer: Viewer, person: Person | None = None) -> QuerySet[HandIn]:
    found = visible(viewer, HandIn)
    if person is not None:
        found = found.filter(person=person)
    return found.select_related("item", "person", "organisation")


def refused(viewer: Viewer) -> list[HandIn]:
    """Their own that were not accepted and not handed in again, the latest first."""
    own = REFUSED.rows(viewer.person.pk) if viewer.person else []
    return list(hand_ins(viewer).filter(pk__in=[pk for (pk,) in own])) if own else []


def waiting_for(viewer: Viewer) -> QuerySet[HandIn]:
    """What waits for this viewer's name, longest first."""
    waiting = visible(viewer, HandIn, COUNTERSIGN).filter(state=State.WAITING).exclude(person=viewer.person)
    waiting = waiting.exclude(countersignatures__by=viewer.account)
    turn = _as_manager(viewer) | _as_lead(viewer)
    return waiting.filter(turn).select_related("item", "person", "organisation").order_by("handed_in_at", "pk")


def turn_of(viewer: Viewer, hand_in: HandIn) -> Turn | None:
    """None for whoever has no say, has had it, or handed it in for themselves."""
    if not hand_in.is_waiting or not waiting_for(viewer).filter(pk=hand_in.pk).exists():
        return None
    open_ = rules.missing(hand_in.asked, _signed(hand_in))
    if Signer.LINE_MANAGER in open_ and _manages(viewer, hand_in.person):
        return Turn(Signer.LINE_MANAGER)
    if Signer.TRAINING_LEAD in open_:
        return Turn(Signer.TRAINING_LEAD)
    return Turn(Signer.LINE_MANAGER, is_deputy=True)


def still_asked(hand_in: HandIn) -> list[Signer]:
    return rules.missing(hand_in.asked, _signed(hand_in))


def signers_for(organisation: Organisation, item: Item) -> list[Signer]:
    """The rule for this item before the one for any; that of the organisation before that of what it is part of."""
    held = Countersigning.objects.filter(organisation__path__in=ways_up(organisation.path))
    held = held.filter(Q(item=item) | Q(item__isnull=True)).select_related("organisation")
    found = max(held, key=lambda rule: (rule.item_id is not None, len(rule.organisation.path)), default=None)
    return found.signers if found else [Signer.TRAINING_LEAD]


def accepted_as(
    organisation: Organisation, item: Item, *, issuer: str, title: str, valid_until: date | None, on: date
) -> AcceptedIssuer | None:
    """What the organisation, or what it is part of, takes as this item without asking again."""
    issuer, title = rules.plain_names(issuer, title)
    held = in_force(on).filter(organisation__path__in=ways_up(organisation.path), item=item)
    held = held.filter(issuer_plain=issuer, title_plain__in=["", title])
    found = held.order_by("-title_plain", "pk").first()
    return found if found and rules.still_counts(found.accepted_until, valid_until, on=on) else None


def in_force(on: date) -> QuerySet[AcceptedIssuer]:
    running = Q(accepted_until__isnull=True) | Q(accepted_until__gte=on)
    return AcceptedIssuer.objects.filter(running, ended_on__isnull=True)


def accepted_issuers(viewer: Viewer, *, organisation: Organisation | None = None) -> QuerySet[AcceptedIssuer]:
    """Published by each organisation: all of them, or those that count for one's own."""
    shown = visible(viewer, AcceptedIssuer).filter(pk__in=in_force(viewer.on).values("pk"))
    if organisation is not None:
        shown = shown.filter(organisation__path__in=ways_up(organisation.path))
    return shown.select_related("organisation", "item").order_by("organisation__name", "issuer", "title", "pk")


def accepts_for(viewer: Viewer) -> QuerySet[Organisation]:
    """The organisations for which the viewer says whose learning is accepted."""
    return visible(viewer, Organisation, ACCEPT)


def rules_of_countersigning(viewer: Viewer, *, organisation: Organisation | None = None) -> QuerySet[Countersigning]:
    shown = visible(viewer, Countersigning).select_related("organisation", "item")
    if organisation is not None:
        shown = shown.filter(organisation__path__in=ways_up(organisation.path))
    return shown.order_by("organisation__name", "item__title", "pk")


def employer(person: Person, on: date) -> Organisation | None:
    spell = people.current_spell(person, on)
    return spell.post.organisation if spell else None


def has_line_manager(person: Person, on: date) -> bool:
    """One who can still sign in: a manager who has left signs nothing."""
    manager = people.manager_of(person, on)
    return manager is not None and not people.is_shut_out(manager, on=on)


def _signed(hand_in: HandIn) -> Collection[str]:
    return set(hand_in.countersignatures.values_list("signed_as", flat=True))


def _manages(viewer: Viewer, person: Person) -> bool:
    return current_spells(viewer.on).filter(line_manager=viewer.person or 0, person=person).exists()


def _as_manager(viewer: Viewer) -> Q:
    team = current_spells(viewer.on).filter(line_manager=viewer.person or 0)
    return Q(asks_line_manager=True, person__in=team.values("person")) & ~_has_name_of(Signer.LINE_MANAGER)


def _as_lead(viewer: Viewer) -> Q:
    """Training leads of the organisation or above, and the Academy team; also in the place of a line manager who is
    not there."""
    if Reach.AUTHORITY in viewer.reach(COUNTERSIGN):
        within = Q()
    else:
        branches = viewer.branches_for(COUNTERSIGN)
        within = Q(pk__in=[])
        for branch in branches:
            within |= Q(organisation__path__startswith=branch)
    managed = current_spells(viewer.on).filter(person=OuterRef("person"), line_manager__isnull=False)
    managed = managed.exclude(line_manager__in=people.shut_out(viewer.on).values("pk"))
    as_lead = Q(asks_training_lead=True) & ~_has_name_of(Signer.TRAINING_LEAD)
    as_deputy = Q(asks_line_manager=True) & ~_has_name_of(Signer.LINE_MANAGER) & ~Q(Exists(managed))
    return within & (as_lead | as_deputy)


def _has_name_of(signer: Signer) -> Q:
    return Q(Exists(Countersignature.objects.filter(hand_in=OuterRef("pk"), signed_as=signer)))
