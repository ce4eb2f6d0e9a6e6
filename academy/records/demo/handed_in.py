"""What people bring from elsewhere: much of it counted, some waiting for a name, a little of it sent back."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from random import Random
from zoneinfo import ZoneInfo

from academy.catalogue.models import Item
from academy.core import uploads
from academy.core.demo import World
from academy.core.models import StoredFile
from academy.people.models import Account, Organisation, Person, Spell
from academy.people.rules import Role
from academy.records import exports
from academy.records.models import AcceptedIssuer, Completion, Countersignature, Countersigning, HandIn
from academy.records.rules import Door, Signer, State, plain

LONDON = ZoneInfo("Europe/London")
GRACES = "Weyshire Community Health"  # the organisation whose training lead is shown round
EACH = 60  # one of so many people handed something in
ISSUERS = [
    ("Eastmere Borough Council", "Safeguarding children, level 3"),
    ("Brackenfold University", "Postgraduate module: child development"),
    ("The Tannery Trust", "Working with fathers"),
    ("Northmoor Ambulance Service", "First aid for children"),
    ("Holme Valley Health Trust", "Safeguarding level 3, core"),
]
REASONS = [
    "The certificate does not say your name. Ask them for one that does.",
    "It is level 2, and your post asks for level 3.",
    "Only every other page was scanned. Send all of it.",
]


def build_handed_in(world: World) -> None:
    chance, evidence = world.chance("handed in"), _specimen()
    items = list(Item.objects.filter(is_published=True).order_by("pk")[:12])
    leads = _leads()
    if not items or not leads:
        return
    _accept(world.on, items, leads)
    spells = list(
        Spell.objects.filter(ended_on__isnull=True, started_on__lt=world.on - timedelta(days=120))
        .select_related("post__organisation", "person")
        .order_by("pk")
    )
    chosen = chance.sample(spells, min(len(spells), max(world.people // EACH, 6)))
    made = [_hand_in(chance, world.on, spell, items, evidence, leads) for spell in chosen]
    shown = _team_of("Ruth", "Adeyemi")[1:3] + [one for one in spells if one.post.organisation.name == GRACES][:2]
    made += [_hand_in(chance, world.on, spell, items, evidence, leads, state=State.WAITING) for spell in shown]
    world.say(
        f"{len(made):,} things learned elsewhere, {sum(one.is_waiting for one in made)} of them waiting for a name"
    )


def _specimen() -> StoredFile:
    content = exports.pdf(
        "specimen.typ",
        {"title": "Certificate of attendance", "issuer": "Eastmere Borough Council"},
        made_on=date(2026, 1, 6),
    )
    return uploads.keep(uploads.Judged(uploads.Kind.PDF, BytesIO(content), len(content)))


def _leads() -> dict[str, Account]:
    """Whoever leads training, by the path of what they lead."""
    held = Account.objects.filter(grants__role=Role.TRAINING_LEAD, is_active=True).order_by("pk")
    return {path: account for account in held for path in account.grants.values_list("organisation__path", flat=True)}


def _accept(on: date, items: list[Item], leads: dict[str, Account]) -> None:
    """Each that has a training lead accepts one or two, and asks the line manager as well for one item."""
    organisations = Organisation.objects.filter(path__in=leads).order_by("pk")
    accepted, rules = [], []
    for place, organisation in enumerate(organisations):
        issuer, title = ISSUERS[place % len(ISSUERS)]
        accepted.append(
            AcceptedIssuer(
                organisation=organisation,
                issuer=issuer,
                title=title,
                issuer_plain=plain(issuer),
                title_plain=plain(title),
                item=items[place % len(items)],
                accepted_on=on - timedelta(days=90 + place * 7),
                accepted_until=None if place % 2 else on + timedelta(days=540),
                accepted_by=leads[organisation.path],
            )
        )
        rules.append(
            Countersigning(organisation=organisation, item=items[0], by_line_manager=True, by_training_lead=True)
        )
    AcceptedIssuer.objects.bulk_create(accepted)
    Countersigning.objects.bulk_create(rules[:6])


def _team_of(given_name: str, family_name: str) -> list[Spell]:
    manager = Person.objects.filter(given_name=given_name, family_name=family_name).first()
    team = Spell.objects.filter(line_manager=manager, ended_on__isnull=True) if manager else Spell.objects.none()
    return list(team.select_related("post__organisation", "person").order_by("pk"))


def _hand_in(
    chance: Random,
    on: date,
    spell: Spell,
    items: list[Item],
    evidence: StoredFile,
    leads: dict[str, Account],
    *,
    state: State | None = None,
) -> HandIn:
    theirs = spell.post.organisation.path
    path = next((path for path in sorted(leads, key=len, reverse=True) if theirs.startswith(path)), "")
    issuer, title = chance.choice(ISSUERS)
    drawn = chance.choices([State.COUNTED, State.WAITING, State.REFUSED], weights=[60, 30, 10])[0]
    state = state or (drawn if path else State.WAITING)
    days = chance.randrange(2, 20) if state == State.WAITING else chance.randrange(25, 110)
    at = datetime.combine(on - timedelta(days=days), time(9, chance.randrange(60)), LONDON)
    item, done_on = chance.choice(items), on - timedelta(days=days + chance.randrange(5, 60))
    by_manager = item == items[0] or (spell.line_manager_id is not None and state == State.WAITING)
    made = HandIn.objects.create(
        person=spell.person,
        organisation=spell.post.organisation,
        item=item,
        issuer=issuer,
        title=title,
        completed_on=done_on,
        valid_until=done_on + timedelta(days=1_095) if chance.random() < 0.5 else None,
        evidence=evidence,
        state=state,
        asks_line_manager=by_manager,
        handed_in_at=at,
        decided_at=None if state == State.WAITING else at + timedelta(days=3),
        decided_by=None if state == State.WAITING else leads[path],
        reason=chance.choice(REASONS) if state == State.REFUSED else "",
    )
    if state == State.COUNTED:
        _count(made, leads[path])
    return made


def _count(made: HandIn, lead: Account) -> None:
    """With the names that were asked for, as if each had been put there."""
    completion, _ = Completion.objects.get_or_create(
        person=made.person,
        item=made.item,
        completed_on=made.completed_on,
        defaults={"hours": made.item.hours, "door": Door.ELSEWHERE},
    )
    made.completion, made.asks_line_manager = completion, False
    made.save(update_fields=["completion", "asks_line_manager"])
    Countersignature.objects.create(
        hand_in=made, signed_as=Signer.TRAINING_LEAD, by=lead, signed_at=made.decided_at or made.handed_in_at
    )
