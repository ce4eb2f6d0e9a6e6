"""Whom items are meant for, what they cost, collections, and pathways: how Weyshire's offer is laid out."""

from collections.abc import Iterable
from decimal import Decimal

from academy.catalogue.models import Collection, CollectionEntry, Item, MeantFor, PathwayStep
from academy.catalogue.rules import Kind, Level, Mode
from academy.core.demo import World
from academy.people.models import JobRole, Organisation

ROLES = {
    "social worker": "social_worker newly_qualified_social_worker senior_social_worker advanced_practitioner",
    "newly qualified": "newly_qualified_social_worker",
    "supervisor": "practice_supervisor team_manager",
    "manager": "team_manager service_manager practice_supervisor",
    "reviewing officer": "independent_reviewing_officer",
    "family support": "family_support_worker early_help_practitioner",
    "personal adviser": "personal_adviser",
    "residential": "residential_worker",
    "foster carer": "foster_carer",
    "designated": "designated_safeguarding_lead",
    "head teacher": "head_teacher",
    "teacher": "teacher teaching_assistant",
    "health visitor": "health_visitor",
    "school nurse": "school_nurse",
    "midwives": "midwife",
    "nurses": "nurse",
    "paediatric": "paediatrician nurse",
    "gps": "general_practitioner",
    "police": "police_officer police_staff",
    "housing": "housing_officer",
    "councillor": "elected_member",
    "youth": "youth_worker",
    "auditor": "auditor",
    "childminder": "childminder",
    "early years": "early_years_practitioner",
    "volunteer": "volunteer",
}
KINDS = {"in schools": "school", "school staff": "school", "health staff": "health", "voluntary": "voluntary"}
COLLECTIONS = {
    "Your first three months": (
        "For whoever is new to working with families here, whichever agency pays them. An hour a week is enough.",
        ["Induction to the partnership", "How we practise: our practice model", "Thresholds guide",
         "Making a good contact: what the front door needs to know", "Recording that helps the next person",
         "Seven-minute briefing: professional curiosity", "Looking after yourself in hard work"],
    ),
    "Neglect, from first worry to lasting change": (
        "Put together after the neglect audit: start with the briefing in your team meeting, and end with the toolkit.",
        ["Seven-minute briefing: was not brought", "Neglect: seeing it, naming it, changing it",
         "The neglect toolkit in practice", "Seven-minute briefing: the graded care profile",
         "Measuring change: scales that families like", "When parents say yes and do nothing"],
    ),
    "Think family": (
        "For people whose patient, tenant or suspect is an adult, and who meet children on the way.",
        ["Think family: for adult social care", "Think family: for adult mental health",
         "Think family: for general practice", "Think family: for police response",
         "Think family: for community safety", "Young carers: see the whole family"],
    ),
    "For designated safeguarding leads": (
        "What schools ask us for most, in the order of a school year.",
        ["Designated safeguarding lead: first two days", "Which door? Applying the continuum of need",
         "Online safety for people who work with children", "Harmful sexual behaviour between children",
         "School attendance and what lies behind it", "Designated safeguarding lead: two-yearly refresher"],
    ),
    "Ten minutes in a team meeting": (
        "One page each, with three questions to talk about. Nobody has to prepare.",
        ["Seven-minute briefing: the continuum of need", "Seven-minute briefing: professional curiosity",
         "Seven-minute briefing: chronologies", "Seven-minute briefing: coercive control",
         "Seven-minute briefing: words that blame", "Seven-minute briefing: the three-part case note"],
    ),
}  # fmt: skip
PATHWAYS = {
    "First year in children’s social work: the pathway": [
        "First fortnight: induction for newly qualified social workers", "How we practise: our practice model",
        "Assessment with analysis", "Direct work toolkit: hearing children", "Recording that helps the next person",
        "First year: critical reflection, half-days", "Children’s law in a day",
    ],
    "From practitioner to supervisor: the pathway": [
        "Mentoring: a short course", "Supervision skills", "Reflective supervision for supervisors",
        "Recording supervision decisions and reasons", "Practice audit: grading, moderation and feedback",
    ],
    "Newly designated: the pathway": [
        "Designated safeguarding lead: first two days", "Which door? Applying the continuum of need",
        "Making a good contact: what the front door needs to know", "Safer recruitment",
    ],
}  # fmt: skip
A_DAY = Decimal(6)


def price_of(kind: str, mode: str, level: str, hours: Decimal) -> Decimal:
    """Most of the offer is free; a specialist day in a room costs what a room and a trainer cost."""
    if kind == Kind.COURSE and mode == Mode.IN_PERSON and level == Level.SPECIALIST and hours <= 2 * A_DAY:
        return Decimal(65) * max(1, round(hours / A_DAY))
    return Decimal(0)


def build(world: World) -> None:
    items = {item.title: item for item in Item.objects.all()}
    MeantFor.objects.bulk_create(_meant_for(items.values()), batch_size=500)
    _collect(world, items)
    _lead(items)


def _meant_for(items: Iterable[Item]) -> Iterable[MeantFor]:
    roles = {role.code: role.pk for role in JobRole.objects.all()}
    for item in items:
        words = item.who_for.lower()
        codes = dict.fromkeys(code for word, codes in ROLES.items() if word in words for code in codes.split())
        yield from (MeantFor(item=item, job_role_id=roles[code]) for code in codes)
        kinds = dict.fromkeys(kind for word, kind in KINDS.items() if word in words)
        yield from (MeantFor(item=item, organisation_kind=kind) for kind in kinds)


def _collect(world: World, items: dict[str, Item]) -> None:
    academy = Organisation.objects.order_by("path")[0]
    for title, (intro, titles) in COLLECTIONS.items():
        collection = Collection.objects.create(title=title, intro=intro, organisation=academy, added_on=world.on)
        there = [items[one] for one in titles if one in items]
        CollectionEntry.objects.bulk_create(
            CollectionEntry(collection=collection, item=item, position=place)
            for place, item in enumerate(there, start=1)
        )


def _lead(items: dict[str, Item]) -> None:
    """A pathway stands in the offer like everything else, and takes as long as its steps."""
    for title, titles in PATHWAYS.items():
        steps = [items[one] for one in titles if one in items]
        pathway = items[title]
        PathwayStep.objects.bulk_create(
            PathwayStep(pathway=pathway, item=item, position=place) for place, item in enumerate(steps, start=1)
        )
        pathway.hours = sum((item.hours for item in steps), Decimal(0))
        pathway.save(update_fields=["hours"])
