"""Two agencies side by side, with one of everything, and people who look from every role."""

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.db import models
from django.db.models.deletion import ProtectedError, RestrictedError
from django.test import Client

from academy.booking import actions as booking
from academy.booking.models import ChargingPolicy
from academy.booking.rules import Status
from academy.core import clock, links, uploads
from academy.core.models import Notice
from academy.people import actions, imports
from academy.people.models import (
    Account,
    Organisation,
    StaffNumber,
)
from academy.people.rules import Role
from academy.people.scope import Viewer
from academy.privacy.models import LookUp, SubjectFile
from academy.records import actions as records
from academy.records.models import PlannedItem
from academy.records.rules import Door
from academy.surveys.actions import LEARNER
from tests.builders import (
    LONG_AGO,
    hold_places,
    make_accepted_issuer,
    make_account,
    make_booking,
    make_completion,
    make_follow_up,
    make_hand_in,
    make_item,
    make_key,
    make_organisation,
    make_passkey,
    make_person,
    make_reflection,
    make_requirement,
    make_session,
    make_spell,
    make_team,
    signed_in,
)
from tests.catalogue.shelving import make_resource
from tests.house.crawled_lessons import lesson_of
from tests.house.crawled_offer import offer_of
from tests.house.crawled_people import people_of
from tests.house.crawled_places import EXAMPLES as OF_PLACES
from tests.house.crawled_places import where_and_who
from tests.house.crawled_register import register_of
from tests.house.crawled_turns import turns

CANARY = "Quillfeather"  # in everything that is known of the other agency’s people, and nowhere else
HANDLE = "Zinnia"  # what one would search for to find them
NOT_EVEN_ONCE = 987_654_321


@dataclass
class Side:
    """One agency: a person, and one of everything that hangs on them. Named by what addresses call it."""

    organisation: Organisation
    things: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.things[name]


@dataclass
class World:
    mine: Side
    theirs: Side
    gone: dict[str, int]  # numbers of things that were deleted
    accounts: dict[str, Any]

    def own(self, role: str) -> Side:
        """One of everything for whoever looks, and so nobody else's."""
        account = self.accounts[role]
        return self.mine if account == self.mine["account"] else side_of(account, self.mine.organisation, f"Own{role}")

    def beside(self) -> Side:
        """The same agency, another team and another line manager."""
        person = make_person("Bryn", "Beside", email="person@beside.example")
        account = make_account(Role.PRACTITIONER, person=person, organisation=self.mine.organisation)
        return side_of(account, self.mine.organisation, "Beside")

    def client(self, role: str) -> Client:
        """A fault of ours comes back as an answer, so that the crawl goes on and names them all."""
        client = signed_in(self.accounts[role])
        client.raise_request_exception = False
        return client

    def viewer(self, role: str) -> Viewer:
        return Viewer(self.accounts[role])


# What stands in the hole of an address: by how the address begins, the longest first.
EXAMPLES = {
    "people/": "person",
    "people/posts/": "spell",
    "people/posts/questions/": "question",
    "people/merges/": "merge",
    "people/roles/": "grant",
    "people/groups/": "group",
    "scim/": "scim address",
    "people/organisations/": "organisation",
    "people/agreements/": "agreement",
    "people/restructures/": "restructure",
    "people/imports/": "import",
    "people/connections/": "connection",
    "people/webhooks/": "webhook",
    "people/password/": "password",
    "people/invitation/": "invitation token",
    "people/ask/": "request token",
    "people/stop/": "stop token",
    "people/outbox/": "notice",
    "people/requests/": "request",
    "people/sign-in/": "provider",
    "people/sign-in-providers/": "provider",
    "people/account/passkeys/": "passkey",
    "people/account/sign-ins/": "sign-in code",
    "catalogue/": "item",
    "catalogue/collections/": "collection",
    "catalogue/sources/": "source",
    "catalogue/library/": "resource",
    "catalogue/library/versions/": "resource version",
    "booking/": "booking",
    "booking/sessions/": "session",
    "booking/cannot-come/": "cannot-come",
    "booking/charges/": "charge",
    "booking/charges/rules/": "charging policy",
    "booking/charges/runs/": "invoice run",
    "booking/items/": "item",
    "booking/approvals/": "approval",
    "booking/approve/": "approve link",
    "booking/deputies/": "deputy",
    "booking/take/": "take link",
    "booking/check-in/": "check-in",
    "booking/attendance/": "item",
    "learn/": "lesson",
    "learn/attempts/": "attempt",
    "learn/notes/": "lesson note",
    "learn/files/": "lesson file",
    "learn/write/pages/": "lesson page",
    "learn/write/blocks/": "lesson block",
    "learn/write/questions/": "lesson question",
    "records/people/": "person",
    "records/plan/": "planned",
    "records/plan/add/": "item",
    "records/learned/": "resource",
    "records/completions/": "completion",
    "records/verify/": "certificate code",
    "records/reflections/": "reflection",
    "records/shown/": "reflection",
    "records/elsewhere/": "hand-in",
    "records/countersign/": "hand-in",
    "records/accepted/": "accepted",
    "needs/people/": "person",
    "needs/gaps/organisations/": "organisation",
    "needs/gaps/requirements/": "requirement",
    "needs/requirements/": "requirement",
    "surveys/follow-ups/": "follow-up",
    "surveys/answers/": "answer",
    "f/": "follow-up link",
    "thread/": "booking",
    "workforce/staying/": "year",
    "privacy/files/": "subject file",
    "privacy/look-up/": "look",
    "impact/": "item",
    "api/people/": "person",
    "api/people/imports/": "import",
    "api/people/posts/": "spell",
    "api/people/organisations/": "organisation",
    "api/catalogue/items/": "item",
    "api/booking/bookings/": "booking",
    "api/booking/sessions/": "session",
    "api/surveys/": "follow-up",
}
EXAMPLES |= OF_PLACES
# Holes that do not hold a record, whatever the address.
WORDS = {"kind": "joiner", "role": "practitioner", "model": "booking.booking", "question": "learned"}
WORDS |= {"page": "1", "block_kind": "text", "question_kind": "single", "number": "1"}


# A second hole, for something that belongs to what the address is about.
PARTS = {"held_id": "held", "booking_id": "booking", "run_id": "register file"}


def example_of(route: str) -> str:
    """The name of the thing an address is about; KeyError when nobody has said: add it to EXAMPLES."""
    before = before_the_hole(route)
    return EXAMPLES[max((start for start in EXAMPLES if before.startswith(start)), key=len)]


def before_the_hole(route: str) -> str:
    return route.replace("{", "<").partition("<")[0]


def values(route: str, holes: tuple[str, ...], things: Any) -> dict[str, Any]:
    """What to put into each hole: the record the address is about, or what the hole is always for."""
    found: dict[str, Any] = {}
    for hole in holes:
        if before_the_hole(route) == "people/password/":
            found[hole] = things[f"password {hole}"]
        elif hole in WORDS:
            found[hole] = WORDS[hole]
        elif hole in PARTS:
            found[hole] = number_of(things[PARTS[hole]])
        else:
            found[hole] = number_of(things[example_of(route)])
    return found


def number_of(thing: Any) -> Any:
    return thing.pk if isinstance(thing, models.Model) else thing


def build() -> World:
    top = make_organisation("Weyshire", code="weyshire")
    mine = make_side(top, "mine", "Amara", "Okafor")
    theirs = make_side(top, "theirs", HANDLE, CANARY)
    gone = delete(make_side(top, "gone", "Gone", "Away"))
    return World(mine, theirs, gone, _accounts(top, mine))


def make_side(top: Organisation, code: str, given: str, family: str) -> Side:
    organisation = make_organisation(f"Agency {code}", parent=top, code=code, kind="health")
    person = make_person(given, family, email=f"person@{family.lower()}.example")
    account = make_account(Role.PRACTITIONER, person=person, organisation=organisation)
    return side_of(account, organisation, family)


def side_of(account: Account, organisation: Organisation, mark: str) -> Side:
    """One of everything for whoever the account is of, in a team of its own."""
    side = Side(organisation, {"organisation": organisation, "account": account, "grant": account.grants.get()})
    things, family = side.things, mark
    things["manager"] = make_person("Manager", mark, email=f"manager@{mark.lower()}.example")
    person = things["person"] = account.person
    things["number"] = StaffNumber.objects.create(person=person, organisation=organisation, number=f"{mark.lower()}-1")
    things["team"] = make_team(f"Team {mark}", organisation=organisation)
    things["spell"] = make_spell(person, team=things["team"], line_manager=things["manager"])
    things["post"] = things["spell"].post
    things["passkey"] = make_passkey(account, f"Key of {mark}")
    signed_in(account)  # before the link, which signing in ends
    things["sign-in code"] = account.sign_ins.latest("started_at").code
    things["stop token"] = actions.stop_link(person.pk, "gap").rstrip("/").rpartition("/")[2]
    things["notice"] = Notice.objects.create(
        key=f"told {mark}", to=person.email, subject=f"To {mark}", body=mark, created_at=clock.now(), due_at=clock.now()
    )
    account.refresh_from_db()
    link = actions.password_link(account).rstrip("/").split("/")
    things["password number"], things["password token"] = link[-2:]
    _learning(side, person, family)
    _file(side, account, family)
    _systems(side, family)
    return side


def _learning(side: Side, person: Any, family: str) -> None:
    things = side.things
    item = things["item"] = make_item(f"Course of {side.organisation}", organisation=side.organisation)
    _shelved(things, person)
    session = things["session"] = make_session(item)
    things["held"] = hold_places(session, side.organisation, places=1, release_on=clock.today() + timedelta(days=3))
    booked = things["booking"] = make_booking(session, person, organisation=side.organisation, needs=f"{family} diet")
    _charged(things, side.organisation, person)
    things["requirement"] = make_requirement(item)
    asked = things["earlier completion"] = make_completion(
        person, item, completed_on=clock.today() - timedelta(days=100)
    )
    handed_in = clock.today() - timedelta(days=30)
    things["completion"] = make_completion(person, item, completed_on=handed_in, door=Door.CERTIFICATE)
    things["certificate"] = records.issue_certificate(things["completion"], by=None)
    things["certificate code"] = things["certificate"].code
    _written(things, side.organisation, family)
    things["follow-up"] = make_follow_up(things["completion"], manager=things["manager"])
    things["answer"] = make_follow_up(
        asked, manager=things["manager"], used="often", difference="clear", answered_at=clock.now(),
        story=f"What {family} did", may_quote=False,
    )  # fmt: skip
    lesson_of(things, side.organisation, family)
    things["follow-up link"] = links.token(LEARNER, things["follow-up"].pk)
    things["cannot-come"] = links.token(booking.CANNOT_COME, booked.pk)
    turns(things, person, family)
    register_of(things, session)
    things["year"] = clock.today().year - 3
    offer_of(things, side.organisation)
    where_and_who(things, side.organisation, person, family)
    people_of(things, side.organisation, family)
    _kept(things)


def _written(things: dict[str, Any], organisation: Organisation, mark: str) -> None:
    """What they made of it, shown to their line manager, and what they bring from elsewhere."""
    now, person = clock.now(), things["person"]
    things["reflection"] = make_reflection(
        person, things["completion"], learned=f"What {mark} learned", shared_with=things["manager"], shared_at=now
    )
    evidence = uploads.keep(uploads.Judged(uploads.Kind.TEXT, BytesIO(mark.encode()), len(mark)))
    things["hand-in"] = make_hand_in(
        person,
        things["item"],
        organisation=organisation,
        issuer=f"{mark} College",
        evidence=evidence,
        asks_line_manager=True,
        handed_in_by=things["account"],
    )
    things["evidence"] = evidence
    things["accepted"] = make_accepted_issuer(organisation, things["item"], issuer=f"{organisation} College")


def _shelved(things: dict[str, Any], person: Any) -> None:
    """A resource they look after, and a plan of their own."""
    item = things["item"]
    resource = make_resource(f"Guide {item.pk}", organisation=item.organisation, owner=person)
    things["resource item"] = resource.item
    things["resource"], things["resource version"] = resource, resource.current
    things["planned"] = PlannedItem.objects.create(person=person, item=item, added_on=clock.today())


def _charged(things: dict[str, Any], organisation: Organisation, person: Any) -> None:
    """Somebody did not come, which costs their agency something by its own rule, and was billed."""
    rule = ChargingPolicy.objects.filter(organisation=organisation).first()
    rates = [{"charged_for": "missed", "pounds": 75}]
    said = {"organisation": organisation, "starts_on": LONG_AGO, "rates": rates}
    things["charging policy"] = rule or booking.set_policy("Own rule", by=None, **said)
    missed = make_booking(make_session(things["item"]), person, status=Status.MISSED, organisation=organisation)
    things["missed session"], things["missed booking"] = missed.session, missed
    [things["charge"]] = booking.keep_charges([missed], by=None)
    things["invoice run"] = booking.run_invoices(clock.today(), by=None)
    things["invoice line"] = things["charge"].invoiced


def _kept(things: dict[str, Any]) -> None:
    """Somebody who may was looking, and asked for the file."""
    now, account, person = clock.now(), things["account"], things["person"]
    things["look"] = LookUp.objects.create(
        by=account, person=person, reason="asked", at=now, until=now + timedelta(hours=8)
    )
    things["subject file"] = SubjectFile.objects.create(person=person, asked_by=account, asked_at=now)


def _systems(side: Side, family: str) -> None:
    """A system with a key, and an address that is told."""
    side.things["connection"], _ = make_key(organisation=side.organisation, name=f"System {family}")
    side.things["webhook"] = actions.make_webhook(
        side.organisation, f"https://{family}.example/", events=["person.changed"], by=None
    )


def _file(side: Side, account: Any, family: str) -> None:
    """A staff list that came in and was checked, with one joiner."""
    content = f"Staff number,First name,Surname,Job title,Start date\n77,New,{family},Nurse,2026-01-05\n".encode()
    run = imports.start(content, f"{family}.csv", by=account, organisation=side.organisation)
    side.things["import"] = imports.check(run)


def delete(side: Side) -> dict[str, int]:
    """Make what was there have been: the numbers stay, and nothing answers to them."""
    numbers = {name: number_of(thing) for name, thing in side.things.items()}
    left = [thing for thing in reversed(side.things.values()) if isinstance(thing, models.Model)]
    while left:
        waiting = []
        for thing in left:
            try:
                thing.delete()
            except (ProtectedError, RestrictedError):
                waiting.append(thing)
        assert len(waiting) < len(left), f"cannot be deleted: {waiting}"
        left = waiting
    return numbers


def _accounts(top: Organisation, mine: Side) -> dict[str, Any]:
    accounts = {
        Role.PRACTITIONER.value: mine["account"],
        Role.MANAGER.value: make_account(Role.MANAGER, person=mine["manager"], organisation=mine.organisation),
        Role.TRAINING_LEAD.value: make_account(
            Role.TRAINING_LEAD, person=make_person("Grace"), organisation=mine.organisation
        ),
    }
    for role in (Role.ACADEMY, Role.AUDITOR, Role.DIRECTOR, Role.MEMBER, Role.INFORMATION):
        accounts[role.value] = make_account(role, person=make_person(role.label), organisation=top)
    return accounts
