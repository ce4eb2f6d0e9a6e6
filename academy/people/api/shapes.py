"""What people, posts and organisations look like on their way in and out."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from ninja import Field, Query, Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict

from academy.people.models import Organisation, Spell
from academy.people.rules import Contract, Destination, OrganisationKind, Origin, Reason

MOST = 500
FURTHEST = 1_000_000
Offset = Annotated[int, Query(le=FURTHEST)]
Moment = Annotated[AwareDatetime, Query(ge=datetime(1900, 1, 1, tzinfo=UTC), lt=datetime(3000, 1, 1, tzinfo=UTC))]
Number = Annotated[int, Field(ge=1, lt=2**63)]


def _address(typed: str) -> str:
    """As the pages ask it."""
    if typed:
        try:
            validate_email(typed)
        except ValidationError:
            raise ValueError("not an e-mail address") from None
    return typed


Email = Annotated[str, Field(max_length=254), AfterValidator(_address)]


class Given(Schema):
    """What comes in. A field that is not asked for is refused: nobody sets a role or an owner by the way."""

    model_config = ConfigDict(extra="forbid")


class OrganisationOut(Schema):
    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    local_identifier: str
    identifiers: dict[str, str] = Field(description="By scheme: urn, ofsted, ods, la, ons or charity.")
    closed_on: date | None
    people: int

    @staticmethod
    def resolve_identifiers(organisation: Organisation) -> dict[str, str]:
        return {number.scheme: number.value for number in organisation.identifiers.all()}


class TeamOut(Schema):
    id: int
    name: str
    people: int


class OrganisationWithTeamsOut(OrganisationOut):
    teams: list[TeamOut] = Field(alias="listed")


class OrganisationIn(Given):
    name: str = Field(min_length=1, max_length=160)
    kind: OrganisationKind
    part_of: str = Field(max_length=40, description="The code of the organisation it is part of.")
    code: str = Field("", max_length=40, description="Made from the name when it is empty.")


class NameIn(Given):
    name: str = Field(min_length=1, max_length=160)


class TeamIn(Given):
    name: str = Field(min_length=1, max_length=120)


class PersonOut(Schema):
    id: int
    name: str
    given_name: str
    family_name: str
    email: str | None
    swe_number: str | None


class PostOut(Schema):
    id: int
    title: str = Field(alias="post.title")
    job_role: str = Field(alias="post.job_role.code")
    organisation: str = Field(alias="post.organisation.code")
    team: str | None = None
    line_manager_id: int | None
    started_on: date
    ended_on: date | None
    contract: str
    fte: float

    @staticmethod
    def resolve_team(spell: Spell) -> str | None:
        return spell.post.team.name if spell.post.team else None


class PersonWithPostsOut(PersonOut):
    posts: list[PostOut]


class PeopleOut(Schema):
    total: int
    items: list[PersonOut]


class PostIn(Given):
    organisation: str = Field(max_length=40, description="Its code.")
    job_role: str = Field(max_length=40, description="Its code, such as social_worker.")
    title: str = Field("", max_length=120)
    team: str = Field("", max_length=120, description="The name of a team of the organisation.")
    on: date = Field(description="The first day.")
    line_manager_id: Number | None = None
    contract: Contract = Contract.PERMANENT
    fte: Decimal = Field(Decimal(1), ge=0, le=1, decimal_places=6, description="1 is full time.")
    origin: Origin | None = None


class DetailsIn(Given):
    given_name: str = Field("", max_length=80)
    family_name: str = Field("", max_length=80)
    email: Email | None = None
    swe_number: str | None = Field(None, max_length=14)
    birth_year: int | None = Field(None, ge=1920, le=2015)


class PersonIn(DetailsIn):
    family_name: str = Field(min_length=1, max_length=80)
    staff_number: str = Field("", max_length=40)
    post: PostIn = Field(description="Somebody new comes with a post: without one, nobody would see them.")


class EndIn(Given):
    on: date = Field(description="The last day.")
    reason: Reason | None = None
    destination: Destination | None = None


class LineManagerIn(Given):
    line_manager_id: Number | None = Field(description="Nobody, when null.")
    on: date = Field(description="The first day.")
