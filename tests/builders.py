"""Plain functions that make records for tests: nothing surprising inside, every default visible."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.test import Client
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from academy.booking.models import Booking, HeldPlaces, Session
from academy.booking.rules import TAKES_A_PLACE, Status
from academy.catalogue.models import Item, Theme
from academy.core import clock
from academy.needs.models import Requirement
from academy.people import actions
from academy.people.models import (
    Account,
    Agreement,
    Connection,
    Grant,
    JobRole,
    Organisation,
    Person,
    Post,
    Spell,
    Team,
)
from academy.people.rules import OrganisationKind, Role, Shared
from academy.people.scope import Viewer
from academy.records.models import Completion
from academy.records.rules import Door
from academy.surveys.models import FollowUp

TODAY = date(2026, 11, 10)
LONG_AGO = date(2020, 1, 6)
numbers = count(1)


def make_organisation(
    name: str = "Weyshire", *, parent: Organisation | None = None, kind: str = "council", **fields: Any
) -> Organisation:
    code = fields.pop("code", None) or f"org-{next(numbers)}"
    return Organisation.objects.create(name=name, parent=parent, kind=OrganisationKind(kind), code=code, **fields)


def make_team(name: str = "Family Safeguarding, north", *, organisation: Organisation | None = None) -> Team:
    return Team.objects.create(name=name, organisation=organisation or make_organisation())


def make_person(given_name: str = "Amara", family_name: str = "Okafor", **fields: Any) -> Person:
    email = fields.pop("email", f"{given_name}.{family_name}.{next(numbers)}@weyshire.example".lower().replace(" ", ""))
    return Person.objects.create(given_name=given_name, family_name=family_name, email=email, **fields)


def make_spell(
    person: Person | None = None,
    *,
    organisation: Organisation | None = None,
    team: Team | None = None,
    job_role: str = "social_worker",
    started_on: date = LONG_AGO,
    **fields: Any,
) -> Spell:
    organisation = organisation or (team.organisation if team else make_organisation())
    role = JobRole.objects.get(code=job_role)
    post, _ = Post.objects.get_or_create(organisation=organisation, team=team, job_role=role, title=role.name)
    return Spell.objects.create(person=person or make_person(), post=post, started_on=started_on, **fields)


def make_account(
    *roles: Role, person: Person | None = None, organisation: Organisation | None = None, password: str | None = None
) -> Account:
    """An account with roles in one organisation since long ago."""
    person = person or make_person()
    email = person.email or f"account{next(numbers)}@weyshire.example"
    account = Account.objects.create_user(email, password, person=person)
    if roles:
        organisation = organisation or make_organisation()
        for role in roles:
            Grant.objects.create(account=account, role=role, organisation=organisation, starts_on=LONG_AGO)
    return account


def make_viewer(*roles: Role, **fields: Any) -> Viewer:
    on = fields.pop("on", None)
    account = make_account(*roles, **fields)
    return Viewer(account, on) if on else Viewer(account)


def make_passkey(account: Account, name: str = "Work laptop") -> Authenticator:
    """One that a key in a browser could have made; nobody holds its other half."""
    public = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())
    number = f"passkey-{next(numbers)}".encode()
    made = AttestedCredentialData.create(Aaguid.NONE, number, public)
    flags = AuthenticatorData.FLAG.USER_PRESENT | AuthenticatorData.FLAG.USER_VERIFIED | AuthenticatorData.FLAG.ATTESTED
    shown = AuthenticatorData.create(sha256(b"localhost"), flags, 0, made)
    said = b'{"type": "webauthn.create", "challenge": "", "origin": "http://localhost"}'
    response = {
        "clientDataJSON": websafe_encode(said),
        "attestationObject": websafe_encode(AttestationObject.create("none", shown, {})),
    }
    credential = {"id": websafe_encode(number), "rawId": websafe_encode(number), "type": "public-key"}
    return WebAuthn.add(account, name, {**credential, "clientExtensionResults": {}, "response": response}).instance


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def make_key(
    *scopes: str, organisation: Organisation | None = None, name: str = "Payroll", **fields: Any
) -> tuple[Connection, str]:
    """A connected system and its key, good for a month unless said otherwise."""
    expires_on = fields.pop("expires_on", None) or clock.today() + timedelta(days=30)
    connection, key = actions.make_connection(
        organisation or make_organisation(),
        f"{name} {next(numbers)}",
        scopes=scopes or ("people:read",),
        expires_on=expires_on,
        by=None,
        by_the_academy=True,
        addresses=fields.pop("addresses", ()),
    )
    if fields:
        Connection.objects.filter(pk=connection.pk).update(**fields)
        connection.refresh_from_db()
    return connection, key


def with_key(key: str, **options: Any) -> Client:
    return Client(headers={"Authorization": f"Bearer {key}"}, **options)


def make_item(title: str = "Assessing and managing risk with families", **fields: Any) -> Item:
    theme, _ = Theme.objects.get_or_create(code="risk", defaults={"name": "Risk and safety"})
    organisation = fields.pop("organisation", None) or Organisation.objects.first() or make_organisation()
    return Item.objects.create(
        **{
            "code": f"item-{next(numbers)}",
            "title": title,
            "summary": "Weigh risk and strengths together with the family.",
            "kind": "course",
            "mode": "in_person",
            "theme": theme,
            "hours": Decimal("6"),
            "organisation": organisation,
            "added_on": LONG_AGO,
            **fields,
        }
    )


def make_session(
    item: Item | None = None, *, starts_at: datetime | None = None, places: int = 24, **fields: Any
) -> Session:
    """A day's session, a fortnight from now unless said otherwise."""
    starts_at = starts_at or timezone.now().replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(days=14)
    return Session.objects.create(
        item=item or make_item(),
        starts_at=starts_at,
        ends_at=fields.pop("ends_at", starts_at + timedelta(hours=7)),
        places=places,
        **{"venue": "Wey Valley Centre, Guildbourne", **fields},
    )


def hold_places(session: Session, organisation: Organisation, *, places: int, release_on: date) -> HeldPlaces:
    return HeldPlaces.objects.create(session=session, organisation=organisation, places=places, release_on=release_on)


def make_booking(
    session: Session | None = None, person: Person | None = None, *, status: Status = Status.BOOKED, **fields: Any
) -> Booking:
    """A booking as if made long ago: keeps the session's count in step, checks nothing."""
    session = session or make_session()
    fields.setdefault("booked_at", timezone.now())
    if status in TAKES_A_PLACE:
        fields.setdefault("placed_at", fields["booked_at"])
    booking = Booking.objects.create(session=session, person=person or make_person(), status=status, **fields)
    if status in TAKES_A_PLACE:
        session.taken += 1
        session.save(update_fields=["taken"])
    return booking


def make_requirement(item: Item | None = None, *, job_role: str | None = "social_worker", **fields: Any) -> Requirement:
    role = JobRole.objects.get(code=job_role) if job_role else None
    return Requirement.objects.create(item=item or make_item(), job_role=role, **{"starts_on": LONG_AGO, **fields})


def make_completion(
    person: Person | None = None, item: Item | None = None, *, completed_on: date = LONG_AGO, **fields: Any
) -> Completion:
    item = item or make_item()
    return Completion.objects.create(
        person=person or make_person(),
        item=item,
        completed_on=completed_on,
        **{"hours": item.hours, "door": Door.REGISTER, **fields},
    )


def make_follow_up(completion: Completion | None = None, **fields: Any) -> FollowUp:
    completion = completion or make_completion()
    return FollowUp.objects.create(
        completion=completion,
        person=completion.person,
        **{"due_on": completion.completed_on, "asked_at": timezone.now(), **fields},
    )


def make_agreement(
    organisation: Organisation | None = None, *, shares: list[str] | None = None, **fields: Any
) -> Agreement:
    """An agreement since long ago, that shares everything unless said otherwise."""
    return Agreement.objects.create(
        organisation=organisation or make_organisation(kind="health"),
        shares=[word.value for word in Shared] if shares is None else shares,
        **{
            "signed_for_organisation": "Una Hart, chief officer",
            "signed_for_hub": "Miriam Cole, director",
            "signed_on": LONG_AGO,
            "starts_on": LONG_AGO,
            **fields,
        },
    )
