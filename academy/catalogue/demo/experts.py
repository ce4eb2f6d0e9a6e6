"""Invented experts: who speaks and teaches in Weyshire, who of Weyshire knows them, what was promised and learned."""

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from academy.catalogue.models import (
    Acquaintance,
    Expert,
    ExpertContact,
    Item,
    Promise,
    PublicEvent,
    Takeaway,
    Talk,
)
from academy.catalogue.rules import Kind
from academy.catalogue.rules.experts import Reach
from academy.catalogue.rules.library import ShownTo
from academy.core.demo import World
from academy.people.models import Account, Person

EXPERTS = Path(__file__).parent / "experts.txt"
NOT_ASKED_YET = ("Dr Helena Fort", "national", "Attachment and the law")
PUBLIC = "Academy conference {year}: what children told us"
HOW_TO_ASK = "Write to events@weyshire.example a month before, with your name and what you would like to hear about."
LONDON = ZoneInfo("Europe/London")


def build(world: World) -> None:
    """Twenty rows or so, whatever the size of the authority."""
    at = datetime.combine(world.on, time(9), LONDON) - timedelta(days=400)
    experts = Expert.objects.bulk_create([_expert(line, world, at) for line in _lines()])
    by_name = {expert.name: expert for expert in experts}
    name, reach, field = NOT_ASKED_YET
    Expert.objects.create(name=name, reach=reach, field=field, added_at=at + timedelta(days=380))
    _known(by_name, at)
    _said(by_name, world)
    _spoke(by_name, world, at)


def _lines() -> list[str]:
    return [line for line in EXPERTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def _expert(line: str, world: World, at: datetime) -> Expert:
    name, reach, field, organisation, may_be_asked, bio = line.split(" | ")
    address = name.split()[-1].lower()
    return Expert(
        name=name,
        reach=Reach(reach),
        field=field,
        organisation=organisation,
        may_be_asked=may_be_asked,
        bio=bio,
        email=f"{address}@experts.example",
        phone="01632 960" + str(100 + len(name)),
        agreed_on=at.date() + timedelta(days=len(name)),
        contact_kept_until=world.on + timedelta(days=200 + 10 * len(name)),
        added_at=at,
    )


def _known(experts: dict[str, Expert], at: datetime) -> None:
    people = {
        person.name: person for person in Person.objects.filter(family_name__in=["Marsh", "Whitcombe", "Lindqvist"])
    }
    said = [
        ("Helen Marsh", "Professor Ada Whitlock", "She examined my thesis, and answers within a day"),
        ("Helen Marsh", "Dr Imran Sethi", "We wrote the neglect strategy together"),
        ("Dan Whitcombe", "Marged Ellis", "Worked in her team for five years"),
        ("Grace Lindqvist", "Dr Sanjay Rao", "We teach level 3 together"),
        ("Grace Lindqvist", "Professor Ingrid Solheim", "Met at the kinship conference in Nordvik"),
    ]
    Acquaintance.objects.bulk_create(
        [
            Acquaintance(expert=experts[expert], person=people[person], how=how, said_at=at)
            for person, expert, how in said
            if person in people
        ]
    )


def _said(experts: dict[str, Expert], world: World) -> None:
    by = Account.objects.filter(person__family_name="Whitcombe").first()
    contacts = [
        ("Professor Ada Whitlock", 40, "call", "Will speak in the spring if she has our audit figures a month before."),
        (
            "Professor Ada Whitlock",
            190,
            "letter",
            "Sent her the paper on contacts decided in a day. She liked the honesty.",
        ),
        (
            "Grace Olawale",
            12,
            "meeting",
            "She opens the next conference. Wants the young people paid, and a quiet room.",
        ),
        ("Dr Mateus Carneiro", 75, "letter", "Free in March, before noon our time."),
    ]
    promises = [
        ("Professor Ada Whitlock", True, "Send our audit figures a month before she speaks", 9, None, ""),
        ("Grace Olawale", True, "A quiet room and vouchers for four young people", -4, None, ""),
        ("Dr Imran Sethi", False, "His slides, for the library", -60, True, "In the library since."),
        (
            "Theo Lindgren",
            True,
            "Pay within thirty days",
            -90,
            False,
            "It took seven weeks. We said sorry, and finance knows.",
        ),
        ("Professor Ingrid Solheim", False, "Tables of kinship allowances in nine countries", 30, None, ""),
    ]
    ExpertContact.objects.bulk_create(
        [
            ExpertContact(expert=experts[name], on=world.on - timedelta(days=days), way=way, said=said, by=by)
            for name, days, way, said in contacts
        ]
    )
    Promise.objects.bulk_create(
        [
            Promise(
                expert=experts[name],
                is_ours=is_ours,
                what=what,
                due_on=world.on + timedelta(days=days),
                is_kept=is_kept,
                settled_on=None if is_kept is None else world.on + timedelta(days=days + 5),
                outcome=outcome,
            )
            for name, is_ours, what, days, is_kept, outcome in promises
        ]
    )


def _spoke(experts: dict[str, Expert], world: World, at: datetime) -> None:
    """At last year's conference and this year's; what was learned is noted."""
    events = {item.title: item for item in Item.objects.filter(kind=Kind.EVENT)}
    recording = Item.objects.filter(kind=Kind.RESOURCE, is_published=True).order_by("pk").first()
    now, before = PUBLIC.format(year=world.on.year), f"Academy conference {world.on.year - 1}: close to home"
    reviews = f"Learning from reviews in {world.on.year}"
    told = [
        ("Dr Imran Sethi", before, "Three thousand referrals, read one by one", recording,
         "Ask about heating and food before asking about parenting: our contact form now does."),
        ("Grace Olawale", now, "What I would have told you then", None,
         "Young people are paid to prepare, not only to appear. Every event has a line for it in its budget."),
        ("Professor Ada Whitlock", reviews, "Changing your mind in time", None, ""),
        ("Dr Sanjay Rao", reviews, "What a bruise can and cannot say", None, ""),
        ("Professor Ada Whitlock", "The teenage brain", "Risk at sixteen, and at three in the morning", None, ""),
        ("Grace Olawale", "Care leavers’ evening: ten years on", "Who stayed in touch", None, ""),
    ]  # fmt: skip
    for name, title, about, held, learned in told:
        if title in events:
            talk = Talk.objects.create(
                expert=experts[name], item=events[title], title=about, recording=held,
                spoke_on=world.on - timedelta(days=150) if learned else None,
            )  # fmt: skip
            if learned:
                Takeaway.objects.create(talk=talk, words=learned, noted_at=at + timedelta(days=300))
    Item.objects.filter(title="First year celebration").update(shown_to=ShownTo.OWN)
    for title in (now, reviews, "Care leavers’ evening: ten years on"):
        if title in events:
            PublicEvent.objects.create(item=events[title], how_to_ask=HOW_TO_ASK, shown_at=at)
