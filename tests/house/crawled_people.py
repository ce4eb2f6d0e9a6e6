"""How they came in, where they came from, and what their organisation agreed to."""

from typing import Any

from academy.core import clock
from academy.people import actions
from academy.people.models import (
    AccountRequest,
    Agreement,
    Claim,
    DirectoryGroup,
    Merge,
    Organisation,
    PostQuestion,
    Restructure,
    SignInProvider,
)
from academy.people.rules import Restructuring
from tests.builders import (
    make_agreement,
    make_person,
)


def people_of(things: dict[str, Any], organisation: Organisation, mark: str) -> None:
    _ways_in(things, organisation, mark)
    _moved(things, organisation, mark)
    _agreed(things, organisation, mark)


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
