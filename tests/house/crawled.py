"""Two agencies side by side, with one of everything, and people who look from every role."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models.deletion import ProtectedError
from django.test import Client

from academy.booking import actions as booking
from academy.core import clock, links
from academy.people import actions, imports
from academy.people.models import (
    Account,
    AccountRequest,
    Agreement,
    Claim,
    DirectoryGroup,
    Merge,
    Organisation,
    PostQuestion,
    Restructure,
    SignInProvider,
    StaffNumber,
)
from academy.people.rules import Restructuring, Role
from academy.people.scope import Viewer
from academy.privacy.models import LookUp, SubjectFile
from academy.records import actions as records
from academy.records.rules import Door
from academy.surveys.actions import LEARNER
from tests.builders import (
    hold_places,
    make_account,
    make_agreement,
    make_booking,
    make_completion,
    make_follow_up,
    make_item,
    make_key,
    make_organisation,
    make_passkey,
    make_person,
    make_requirement,
    make_session,
    make_spell,
    make_team,
    signed_in,
)

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
    "people/requests/": "request",
    "people/sign-in/": "provider",
    "people/sign-in-providers/": "provider",
    "people/account/passkeys/": "passkey",
    "people/account/sign-ins/": "sign-in code",
    "catalogue/": "item",
    "booking/": "booking",
    "booking/sessions/": "session",
    "booking/cannot-come/": "cannot-come",
    "records/people/": "person",
    "records/completions/": "completion",
    "records/verify/": "certificate code",
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
    "api/surveys/": "follow-up",
}
# Holes that do not hold a record, whatever the address.
WORDS = {"kind": "joiner", "role": "practitioner", "model": "booking.booking"}


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
        if hole in WORDS:
            found[hole] = WORDS[hole]
        elif hole == "held_id":
            found[hole] = number_of(things["held"])
        elif example_of(route) == "password":
            found[hole] = things[f"password {hole}"]
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
    session = things["session"] = make_session(item)
    things["held"] = hold_places(session, side.organisation, places=1, release_on=clock.today() + timedelta(days=3))
    booked = things["booking"] = make_booking(session, person, organisation=side.organisation, needs=f"{family} diet")
    things["requirement"] = make_requirement(item)
    asked = things["earlier completion"] = make_completion(
        person, item, completed_on=clock.today() - timedelta(days=100)
    )
    handed_in = clock.today() - timedelta(days=30)
    things["completion"] = make_completion(person, item, completed_on=handed_in, door=Door.CERTIFICATE)
    things["certificate"] = records.issue_certificate(things["completion"], by=None)
    things["certificate code"] = things["certificate"].code
    things["follow-up"] = make_follow_up(things["completion"], manager=things["manager"])
    things["answer"] = make_follow_up(
        asked, manager=things["manager"], used="often", difference="clear", answered_at=clock.now(),
        story=f"What {family} did", may_quote=False,
    )  # fmt: skip
    things["follow-up link"] = links.token(LEARNER, things["follow-up"].pk)
    things["cannot-come"] = links.token(booking.CANNOT_COME, booked.pk)
    things["year"] = clock.today().year - 3
    _ways_in(things, side.organisation, family)
    _kept(things)
    _moved(things, side.organisation, family)
    _agreed(things, side.organisation, family)


def _ways_in(things: dict[str, Any], organisation: Organisation, mark: str) -> None:
    """Somebody was invited, somebody asks for an account, and the agency signs its people in itself, from tomorrow."""
    invitation = actions.send_invitation(things["account"], by=None)
    things["invitation token"] = actions.invitation_link(invitation).rstrip("/").rpartition("/")[2]
    asked = things["request"] = AccountRequest.objects.create(
        organisation=organisation,
        job_role=things["post"].job_role,
        given_name="Asks",
        family_name=mark,
        email=f"asks@{mark.lower()}.example",
        asked_at=clock.now(),
        confirmed_at=clock.now(),
    )
    things["request token"] = actions.request_link(asked).rstrip("/").rpartition("/")[2]
    things["group"] = DirectoryGroup.objects.create(
        organisation=organisation, name=f"Group {mark}", name_plain=mark, added_at=clock.now(), changed_at=clock.now()
    )
    things["scim address"] = "Users"
    things["provider"] = SignInProvider.objects.create(
        organisation=organisation,
        name=f"Login of {mark}",
        issuer=f"https://login.{mark.lower()}.example",
        client_id="academy",
        sealed_secret="x",
    )


def _moved(things: dict[str, Any], organisation: Organisation, mark: str) -> None:
    """They came from elsewhere, were asked about, and had two records once."""
    now, person = clock.now(), things["person"]
    things["claim"] = Claim.objects.create(person=person, organisation=organisation, claimed_at=now)
    things["question"] = PostQuestion.objects.create(claim=things["claim"], spell=things["spell"])
    things["merged"] = make_person("Twin", mark, email=None, merged_into=person)
    things["merge"] = Merge.objects.create(kept=person, merged=things["merged"], why=mark, merged_at=now)


def _agreed(things: dict[str, Any], organisation: Organisation, mark: str) -> None:
    """The organisation shows the hub what it holds, and a team of it has become another."""
    held = Agreement.objects.filter(organisation=organisation).first()
    things["agreement"] = held or make_agreement(organisation, signed_for_organisation=f"Head {mark}")
    things["restructure"] = Restructure.objects.create(
        organisation=organisation,
        kind=Restructuring.TEAMS,
        starts_on=clock.today(),
        before=[f"Team {mark}"],
        after=[{"name": f"New team {mark}", "people": 1}],
    )


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
            except ProtectedError:
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
