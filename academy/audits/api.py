"""Audits for machines: the tablet that writes as one goes, and what was found. The same actions as the pages."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from pydantic import AwareDatetime

from academy.audits.actions import auditing as actions
from academy.audits.models import Audit, AuditRound, AuditTool, Finding, Sample, SampledCase
from academy.audits.queries import auditing as queries
from academy.audits.queries import findings as found
from academy.audits.queries import samples as drawn
from academy.audits.queries import tools as asked
from academy.audits.rules.auditing import KEY, LONGEST_WORDS, piece_called
from academy.core import clock
from academy.people.scope import Request, open_to

router = Router(tags=["practice"])
MOST = 100
LONGEST_WITHOUT_CONNECTION = timedelta(days=14)
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Revision = Annotated[int, Field(ge=0, lt=2**31)]


class AuditOut(Schema):
    id: int
    case: str = Field(alias="sampled_case.pseudonym")
    tool: str = Field(alias="sampled_case.sample.tool_version.tool.name")
    opened_at: datetime
    finished_at: datetime | None
    grade: str = Field(description="Empty while it is open, and for whoever is to grade it a second time")
    final_grade: str = Field(description="The second grade where there is one")


class FindingOut(Schema):
    id: int
    said: str
    kind: str
    found: int = Field(description="Audits that showed it")
    of: int = Field(description="Audits that were looked at")
    risk: int
    found_on: date
    capability: int | None = Field(alias="capability_id")
    open_actions: int


class ToolOut(Schema):
    id: int
    code: str
    name: str
    about: str
    version: int | None = Field(alias="in_use", description="The number of the version in use")
    questions: int | None
    retired_on: date | None


class RoundOut(Schema):
    id: int
    name: str
    starts_on: date
    due_on: date
    planned: int
    drawn: int = Field(description="Cases of its samples that were not set aside")
    given: int = Field(description="Of those, how many are with an auditor")


class StratumOut(Schema):
    name: str
    in_the_list: int
    drawn: int


class SampleOut(Schema):
    id: int
    round: int = Field(alias="round_id")
    tool: str = Field(alias="tool_version.tool.name")
    version: int = Field(alias="tool_version.number")
    organisation: str = Field(alias="organisation.name")
    drawn_at: datetime
    in_the_list: int = Field(alias="frame_size")
    drawn: int
    given: int
    seed: str
    drawn_by: str = Field(description="The column it was drawn by, if by any")
    strata: list[StratumOut]

    @staticmethod
    def resolve_drawn_by(sample: Sample) -> str:
        return str(sample.design.get("stratify") or "")

    @staticmethod
    def resolve_strata(sample: Sample) -> list[dict[str, Any]]:
        strata = sample.design.get("strata", {})
        return [
            {"name": name, "in_the_list": of, "drawn": drawn} for name, (of, drawn) in strata.items() if len(strata) > 1
        ]


class CaseOut(Schema):
    case: str = Field(alias="pseudonym")
    kind: str
    age_band: str
    team: str = Field(alias="worked_in")
    auditor: str
    is_begun: bool
    dropped_on: date | None

    @staticmethod
    def resolve_auditor(case: SampledCase) -> str:
        return str(case.auditor or "")


class AnswerIn(Schema):
    key: str = Field(pattern=KEY, description="Yours, one for each thing you send. Sent again it is the same")
    piece: str = Field(max_length=40, description="question-12, section-3, overall, worker or family")
    value: str = Field("", max_length=20)
    words: str = Field("", max_length=LONGEST_WORDS)
    seen: Revision = Field(0, description="The revision you had before you")
    looked: list[str] = Field([], max_length=50, description="Warnings that were looked at again")
    made_at: AwareDatetime | None = None


class AnswersIn(Schema):
    answers: list[AnswerIn] = Field(max_length=MOST)
    sent_at: AwareDatetime | None = Field(None, description="By the same clock as made_at")


class AnswerOut(Schema):
    key: str
    piece: str
    outcome: str = Field(
        description="saved, same, beside (somebody else wrote meanwhile), held (look again) or refused"
    )
    words: str
    warnings: list[str]
    revision: int
    value: str = Field(description="What stands now")
    reason: str
    by: str


class AnswersOut(Schema):
    answers: list[AnswerOut]
    saved_at: datetime


@router.get("audits", response=list[AuditOut], summary="Audits within your reach, the latest first")
@open_to("see audits")
def audits(request: Request, limit: Limit = MOST, offset: Offset = 0) -> list[Audit]:
    shown = list(queries.audits_of(request.viewer)[offset : offset + limit])
    hidden = set(
        queries.hidden_from(request.viewer).filter(pk__in=[one.pk for one in shown]).values_list("pk", flat=True)
    )
    for one in shown:
        if one.pk in hidden:
            one.grade = one.final_grade = ""
    return shown


@router.get("findings", response=list[FindingOut], summary="What audits found, the latest first")
@open_to("see findings")
def findings(request: Request, limit: Limit = MOST, offset: Offset = 0) -> list[Finding]:
    return list(found.findings(request.viewer)[offset : offset + limit])


@router.get("tools", response=list[ToolOut], summary="Audit tools by name, with how much they ask")
@open_to("see audit tools")
def tools(request: Request, limit: Limit = MOST, offset: Offset = 0) -> list[AuditTool]:
    return list(asked.audit_tools(request.viewer)[offset : offset + limit])


@router.get("rounds", response=list[RoundOut], summary="Rounds of audits, the latest first")
@open_to("see samples")
def rounds(request: Request, limit: Limit = MOST, offset: Offset = 0) -> list[AuditRound]:
    return list(drawn.rounds(request.viewer)[offset : offset + limit])


@router.get(
    "samples", response=list[SampleOut], summary="How samples were drawn, the latest first, without their cases"
)
@open_to("see samples")
def samples(request: Request, limit: Limit = MOST, offset: Offset = 0) -> list[Sample]:
    return list(drawn.samples(request.viewer)[offset : offset + limit])


@router.get("samples/{id}/cases", response=list[CaseOut], summary="The cases of a sample, by pseudonym")
@open_to("draw samples")
def cases(request: Request, id: int, limit: Limit = MOST, offset: Offset = 0) -> list[SampledCase]:
    sample = get_object_or_404(drawn.samples(request.viewer), pk=id)
    return list(drawn.cases_of(sample)[offset : offset + limit])


@router.post("audits/{id}/answers", response=AnswersOut, summary="Write in an audit, also long after it was typed")
@open_to("do audits")
def keep_answers(request: Request, id: int, sent: AnswersIn) -> dict[str, Any]:
    """Each is saved, kept beside what somebody else wrote meanwhile, or held until it was looked at again."""
    audit = get_object_or_404(queries.own_audits(request.viewer), pk=id)
    known = [(one, piece_called(one.piece)) for one in sent.answers]
    new = [
        actions.NewAnswer(
            piece, one.value, one.words.strip(), seen=one.seen, made_at=_made_at(one.made_at, sent.sent_at),
            key=one.key, looked=one.looked,
        )
        for one, piece in known
        if piece is not None
    ]  # fmt: skip
    taken = actions.keep_answers(audit, new, by=request.viewer.account)
    audit.refresh_from_db(fields=["saved_at"])
    refused = [_refused(one) for one, piece in known if piece is None]
    return {"answers": [_answer(one) for one in taken] + refused, "saved_at": audit.saved_at}


def _answer(one: actions.Taken) -> dict[str, Any]:
    return {
        "key": one.new.key,
        "piece": str(one.new.piece),
        "outcome": str(one.outcome),
        "words": one.words,
        "warnings": list(one.warnings),
        "revision": one.revision,
        "value": one.value,
        "reason": one.reason,
        "by": one.by,
    }


def _refused(one: AnswerIn) -> dict[str, Any]:
    empty = {"warnings": [], "revision": 0, "value": "", "reason": "", "by": ""}
    return {"key": one.key, "piece": one.piece, "outcome": "refused", "words": "That is no part of an audit.", **empty}


def _made_at(made_at: datetime | None, sent_at: datetime | None) -> datetime:
    """By our own clock: what matters of theirs is how long ago it was."""
    ago = sent_at - made_at if sent_at and made_at else timedelta()
    return clock.now() - min(max(ago, timedelta()), LONGEST_WITHOUT_CONNECTION)
