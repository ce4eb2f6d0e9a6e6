"""Plain functions that make records for tests: nothing surprising inside, every default visible."""

from datetime import date, datetime, time, timedelta
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

from academy.booking.models import Booking, HeldPlaces, Session, SessionDay
from academy.booking.rules import TAKES_A_PLACE, Status
from academy.catalogue import actions as catalogue
from academy.catalogue.models import Item, Theme
from academy.core import clock
from academy.elearning import actions as elearning
from academy.elearning.models import Attempt, Lesson
from academy.elearning.rules import BlockKind, ChoiceSaid, QuestionKind
from academy.frameworks import actions as frameworks
from academy.frameworks.models import (
    LegalSource,
    SourceVersion,
)
from academy.frameworks.rules import SourceKind
from academy.needs import actions as needs
from academy.needs.models import Exemption, Need, Requirement, Signal
from academy.people import actions
from academy.people.models import (
    Account,
    Agreement,
    Connection,
    Grant,
    JobRole,
    NoticeWishes,
    Organisation,
    Person,
    Post,
    Spell,
    Team,
)
from academy.people.rules import OrganisationKind, Role, Shared
from academy.people.scope import Viewer
from academy.records.models import AcceptedIssuer, Completion, HandIn, Reflection
from academy.records.rules import Door, plain
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


def at_any_hour(*people: Person) -> None:
    """They are written to at night and on Sundays too, so that a test says the same at every hour."""
    for person in people:
        NoticeWishes.objects.create(person=person, quiet_from=time(0), quiet_until=time(0), quiet_weekends=False)


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
    item = Item.objects.create(
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
    catalogue.write_texts([item])
    return item


def make_source(title: str = "Working together to safeguard children", **fields: Any) -> LegalSource:
    code = fields.pop("code", None) or f"source-{next(numbers)}"
    return frameworks.add_source(title, code=code, by=None, **{"kind": SourceKind.STATUTORY, **fields})


def make_version(source: LegalSource | None = None, name: str = "2023", **fields: Any) -> SourceVersion:
    """A new version replaces the one before, as on the page."""
    given = {"published_on": date(int(name[:4]), 3, 1) if name[:4].isdigit() else LONG_AGO, "what_changed": "Much."}
    return frameworks.record_version(source or make_source(), name, by=None, **{**given, **fields})


def make_session(
    item: Item | None = None, *, starts_at: datetime | None = None, places: int = 24, **fields: Any
) -> Session:
    """A day's session, a fortnight from now unless said otherwise."""
    starts_at = starts_at or timezone.now().replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(days=14)
    session = Session.objects.create(
        item=item or make_item(),
        starts_at=starts_at,
        ends_at=fields.pop("ends_at", starts_at + timedelta(hours=7)),
        places=places,
        **{"venue": "Wey Valley Centre, Guildbourne", **fields},
    )
    SessionDay.objects.create(
        session=session,
        number=1,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        venue=session.venue,
        link=session.link,
    )
    return session


def make_days(session: Session, *starts: datetime, hours: float = 7, **fields: Any) -> list[SessionDay]:
    """The session runs on these days, and on no others."""
    session.days.all().delete()
    days = [
        SessionDay(session=session, number=number, starts_at=at, ends_at=at + timedelta(hours=hours), **fields)
        for number, at in enumerate(starts, start=1)
    ]
    SessionDay.objects.bulk_create(days)
    session.starts_at, session.ends_at, session.day_count = days[0].starts_at, days[-1].ends_at, len(days)
    session.save(update_fields=["starts_at", "ends_at", "day_count"])
    return days


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


def make_exemption(person: Person, *, made_by: Account | None = None, **fields: Any) -> Exemption:
    """Asked for, and waiting for two names."""
    requirement = fields.pop("requirement", None) or make_requirement()
    organisation = fields.pop("organisation", None) or make_organisation()
    said = {"why": "On leave", "until_on": clock.today() + timedelta(days=90), "asked_at": clock.now(), **fields}
    return Exemption.objects.create(
        person=person,
        item=requirement.item,
        requirement=requirement,
        organisation=organisation,
        asked_by=made_by,
        **said,
    )


def make_requirement(item: Item | None = None, *, job_role: str | None = "social_worker", **fields: Any) -> Requirement:
    role = JobRole.objects.get(code=job_role) if job_role else None
    return Requirement.objects.create(item=item or make_item(), job_role=role, **{"starts_on": LONG_AGO, **fields})


def make_signal(said: str = "Risk is described, but not weighed", *, kind: str = "said", **fields: Any) -> Signal:
    weight = {"size": 40, "risk": 3, "evidence": 3, "raised_on": clock.today()}
    return Signal.objects.create(said=said, kind=kind, **{**weight, **fields})


def make_need(title: str = "Weighing risk and protective factors", *signals: Signal, **fields: Any) -> Need:
    on = fields.pop("on", clock.today())
    given = {"capability": None, "by": None, **fields}
    return needs.weigh_signals(signals or [make_signal()], title=title, on=on, **given)


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


def make_reflection(person: Person | None = None, completion: Completion | None = None, **fields: Any) -> Reflection:
    """Finished, with three answers, unless said otherwise."""
    completion = completion or make_completion(person)
    return Reflection.objects.create(
        **{
            "person": person or completion.person,
            "completion": completion,
            "activity": "training",
            "title": completion.item.title,
            "about": completion.item.summary,
            "done_on": completion.completed_on,
            "hours": completion.hours,
            "learned": "To ask first.",
            "changed": "I ask first.",
            "difference": "They say more.",
            "begun_at": timezone.now(),
            "finished_at": timezone.now(),
            **fields,
        }
    )


def make_hand_in(person: Person | None = None, item: Item | None = None, **fields: Any) -> HandIn:
    """Learning from elsewhere that waits for a training lead’s name."""
    return HandIn.objects.create(
        **{
            "person": person or make_person(),
            "organisation": fields.pop("organisation", None) or make_organisation(),
            "item": item or make_item(),
            "issuer": "NHS England",
            "title": "Level 3 safeguarding",
            "completed_on": LONG_AGO,
            "handed_in_at": timezone.now(),
            **fields,
        }
    )


def make_accepted_issuer(organisation: Organisation, item: Item | None = None, **fields: Any) -> AcceptedIssuer:
    given = {"issuer": "NHS England", "title": "Level 3 safeguarding", "accepted_on": LONG_AGO, **fields}
    plainly = {"issuer_plain": plain(given["issuer"]), "title_plain": plain(given["title"])}
    return AcceptedIssuer.objects.create(organisation=organisation, item=item or make_item(), **plainly, **given)


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


def make_lesson(item: Item | None = None, *, pages: int = 2, is_published: bool = True, **settings: Any) -> Lesson:
    """A text on each page, and on the last a question with one right answer, the first."""
    item = item or make_item("Private fostering", mode="own_time", kind="e_learning", hours=Decimal("0.75"))
    lesson = elearning.write_lesson(item, by=None)
    draft = lesson.versions.get()
    elearning.change_settings(draft, by=None, **{"pass_mark": 80, "tries": 3, **settings})
    for _ in range(pages - 1):
        elearning.add_page(draft, title="Another page", by=None)
    held = list(draft.pages.all())
    for page in held:
        elearning.add_block(page, BlockKind.TEXT, words=f"What page {page.position} says.", by=None)
    check = elearning.add_block(held[-1], BlockKind.CHECK, by=None)
    make_question(check)
    if is_published:
        elearning.publish(draft, by=None)
    return lesson


def make_question(check: Any, *, kind: str = "single", words: str = "Who must be told?", right: tuple[int, ...] = (0,)):
    """With three answers, of which those at these places are right."""
    choices = [
        ChoiceSaid(f"Answer {place} of {words}", place in right, f"Said to whoever chose {place}.")
        for place in range(2 if kind == "true_false" else 3)
    ]
    return elearning.add_question(
        check, QuestionKind(kind), words=words, feedback="Because it is so.", choices=choices, by=None
    )


def make_attempt(lesson: Lesson | None = None, person: Person | None = None) -> Attempt:
    return elearning.start_lesson(lesson or make_lesson(), person or make_person(), by=None)
