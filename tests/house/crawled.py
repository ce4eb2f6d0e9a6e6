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
from tests.house.addresses import number_of
from tests.house.crawled_agency import agency_of
from tests.house.crawled_audits import audits_of
from tests.house.crawled_capabilities import capabilities_of
from tests.house.crawled_effects import effects_of
from tests.house.crawled_exemptions import exemptions_of
from tests.house.crawled_guides import guides_of
from tests.house.crawled_impact import impact_of
from tests.house.crawled_improvement import improvement_of
from tests.house.crawled_lessons import lesson_of
from tests.house.crawled_measures import measures_of
from tests.house.crawled_needs import needs_of
from tests.house.crawled_offer import offer_of
from tests.house.crawled_packs import packs_of
from tests.house.crawled_people import people_of
from tests.house.crawled_places import where_and_who
from tests.house.crawled_plan import plan_of
from tests.house.crawled_programmes import programmes_of
from tests.house.crawled_rates import rates_of
from tests.house.crawled_register import register_of
from tests.house.crawled_samples import samples_of
from tests.house.crawled_timeliness import timeliness_of
from tests.house.crawled_turns import turns
from tests.house.crawled_warning import warning_of

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
    needs_of(things, side.organisation, family)
    exemptions_of(things, side.organisation, person, family)
    where_and_who(things, side.organisation, person, family)
    plan_of(things, side.organisation, person)
    agency_of(things, person)
    packs_of(things, side.organisation)
    measures_of(things, side.things["account"], person)
    improvement_of(things, person, family)
    people_of(things, side.organisation, family)
    guides_of(things, side.organisation)
    capabilities_of(things, side.organisation, person)
    audits_of(things, side.organisation, person, family)
    samples_of(things, side.organisation, person)
    timeliness_of(things)
    warning_of(things)
    rates_of(things, things["team"], family)
    programmes_of(things, person, family)
    impact_of(things, side.organisation, person)
    effects_of(things, side.organisation)
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
    for thing in reversed(side.things.values()):
        if isinstance(thing, models.Model) and type(thing)._base_manager.filter(pk=thing.pk).exists():
            _delete(thing)
    return numbers


def _delete(thing: models.Model, depth: int = 0) -> None:
    """With whatever hangs on it, as if none of it had ever been."""
    assert depth < 20, f"cannot be deleted: {thing!r}"
    while True:
        try:
            thing.delete()
            return
        except (ProtectedError, RestrictedError) as held:
            holding = getattr(held, "protected_objects", None) or held.restricted_objects  # type: ignore[union-attr]
        for one in holding:
            _delete(one, depth + 1)


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
