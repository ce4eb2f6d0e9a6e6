"""Agency workers: the national rules as data, and whether an assignment keeps them, each as a sentence with what to do.

A rule that is not kept blocks nothing: it is said, until it is put right or an exception is written down.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.db.models import TextChoices

from academy.core.clock import months_after
from academy.core.exports import Status
from academy.core.refusals import Refused
from academy.ui.dates import date_words

TABLE = Path(__file__).with_name("agency_rules.csv")
PENNIES = Decimal("0.01")
LONGEST_WEEK = Decimal(60)  # hours
DEAREST_HOUR = Decimal(500)  # pounds: more than that is a mistake in typing


class AgencyRefused(Refused):
    """Something that cannot be so of an assignment."""


class JobType(TextChoices):
    """The core job types that a price cap is set for."""

    SOCIAL_WORKER = "social_worker", "Social worker"
    SENIOR = "senior_social_worker", "Senior social worker"
    ADVANCED = "advanced_practitioner", "Advanced practitioner"
    MANAGER = "team_manager", "Team manager"
    REVIEWING = "reviewing_officer", "Reviewing officer or conference chair"


class Supply(TextChoices):
    INDIVIDUAL = "individual", "One worker"
    TEAM = "project_team", "A project team or a packaged service"


class Cover(TextChoices):
    """Why an agency worker is there. Only a vacancy is what better retention could spare."""

    VACANCY = "vacancy", "A vacancy"
    ABSENCE = "absence", "Sickness, parental or other leave"
    DEMAND = "demand", "More work than people"
    PROJECT = "project", "A piece of work with an end"


class Rule(TextChoices):
    CAP = "cap", "Price cap"
    EXPERIENCE = "experience", "Experience"
    COOL_OFF = "cool_off", "Cool-off"
    NOTICE = "notice", "Notice"
    REFERENCE = "reference", "Reference"
    PROJECT_TEAM = "project_team", "Project teams"


class Ground(TextChoices):
    """Why a rule does not bind, or why it was decided against it."""

    RETURNING = "returning", "They are about to return to a permanent post"
    REDUNDANCY = "redundancy", "They were made redundant"
    OTHER_REGION = "other_region", "They left a council in another region"
    PROBATION = "probation", "They left during probation"
    SIGNED = "signed", "It was signed by the director and the chief executive"
    EXCEPTIONAL = "exceptional", "Something else that is exceptional"


class Standing(StrEnum):
    KEPT = "Kept"
    EXCEPTED = "Exception written down"
    NOT_SAID = "Not said yet"
    BROKEN = "Not kept"


TONES = {Standing.KEPT: "good", Standing.EXCEPTED: "note", Standing.NOT_SAID: "due", Standing.BROKEN: "late"}


@dataclass(frozen=True)
class AgencyRule:
    """`number` is months, weeks or nothing. It binds assignments begun from `new_from`, and all from `all_from`."""

    code: str
    title: str
    number: int
    says: str
    new_from: date
    all_from: date
    source: str

    def binds(self, started_on: date, on: date) -> bool:
        return started_on >= self.new_from or on >= self.all_from


@dataclass(frozen=True)
class Decided:
    """What was decided of a rule. `up_to` is the charge within the cap that was signed."""

    rule: str
    ground: str
    up_to: Decimal | None = None


@dataclass(frozen=True)
class Terms:
    """What is known of one assignment on a day, as plain values."""

    job_type: str
    started_on: date
    capped_cost: Decimal
    is_margin_said: bool
    cap: Decimal | None
    months_employed: int | None
    last_left_on: date | None
    notice_weeks: int | None
    employed_notice_weeks: int | None
    reference_on: date | None
    reference_given_on: date | None
    ended_on: date | None
    supply: str
    is_cost_apart: bool
    exceptions: tuple[Decided, ...] = ()


@dataclass(frozen=True)
class Finding:
    """How an assignment stands to one rule."""

    rule: Rule
    standing: Standing
    sentence: str
    advice: str = ""

    @property
    def is_open(self) -> bool:
        return self.standing in (Standing.NOT_SAID, Standing.BROKEN)

    @property
    def status(self) -> Status:
        return Status(self.standing.value, TONES[self.standing])


@cache
def agency_rules() -> dict[str, AgencyRule]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: _rule(row) for row in csv.DictReader(file)}


def _rule(row: dict[str, str]) -> AgencyRule:
    new_from, all_from = date.fromisoformat(row["new_from"]), date.fromisoformat(row["all_from"])
    number = int(row["number"] or 0)
    return AgencyRule(row["code"], row["title"], number, row["says"], new_from, all_from, row["source"])


def findings(terms: Terms, *, on: date) -> list[Finding]:
    """Each rule that binds the assignment on the day, in the order of the table."""
    day = min(on, terms.ended_on or on)
    return [
        found
        for code, rule in agency_rules().items()
        if rule.binds(terms.started_on, day) and (found := _CHECKS[Rule(code)](terms, rule)) is not None
    ]


def open_findings(found: Iterable[Finding]) -> list[Finding]:
    return [one for one in found if one.is_open]


def _cap(terms: Terms, rule: AgencyRule) -> Finding:
    kind = JobType(terms.job_type).label.lower()
    if terms.cap is None:
        advice = "Write down the region’s cap for this job type."
        return Finding(Rule.CAP, Standing.NOT_SAID, f"No price cap is known for a {kind} on that day.", advice)
    over = terms.capped_cost - terms.cap
    what = "The cost within the cap" if terms.is_margin_said else "The whole charge"
    if over <= 0:
        return Finding(
            Rule.CAP, Standing.KEPT, f"{what} is {hourly(terms.capped_cost)}; the cap is {hourly(terms.cap)}."
        )
    sentence = f"{what} is {hourly(terms.capped_cost)}, which is {hourly(over)} above the cap of {hourly(terms.cap)}."
    signed = max((one.up_to for one in terms.exceptions if one.rule == Rule.CAP and one.up_to), default=None)
    if signed is not None and terms.capped_cost <= signed:
        return Finding(Rule.CAP, Standing.EXCEPTED, f"{sentence} Up to {hourly(signed)} was signed.")
    advice = "Agree a charge within the cap, or have the director and the chief executive sign it."
    if not terms.is_margin_said:
        advice = "Ask the supplier for its margin, which the cap leaves out. If it is still above, it must be signed."
    return Finding(Rule.CAP, Standing.BROKEN, sentence, advice)


def _experience(terms: Terms, rule: AgencyRule) -> Finding:
    if terms.months_employed is None:
        advice = "Ask the supplier, and write down the months in direct employment since qualifying."
        return _or_excepted(terms, Rule.EXPERIENCE, Standing.NOT_SAID, "Nobody has said how long they worked.", advice)
    years = f"{terms.months_employed:,} months employed by a council since qualifying; {rule.number} are asked for."
    if terms.months_employed >= rule.number:
        return Finding(Rule.EXPERIENCE, Standing.KEPT, years)
    advice = "End the assignment with notice, or write down why it is exceptional."
    return _or_excepted(terms, Rule.EXPERIENCE, Standing.BROKEN, f"Only {years}", advice)


def _cool_off(terms: Terms, rule: AgencyRule) -> Finding:
    left = terms.last_left_on
    if left is None or left >= terms.started_on or months_after(left, rule.number) <= terms.started_on:
        return Finding(Rule.COOL_OFF, Standing.KEPT, "They left no post of a council in this region shortly before.")
    free_on = months_after(left, rule.number)
    sentence = f"They left a council’s post in this region on {date_words(left)}: free from {date_words(free_on)}."
    advice = "If they were made redundant, come back to stay, or left in probation, write that down. Else end it."
    return _or_excepted(terms, Rule.COOL_OFF, Standing.BROKEN, sentence, advice)


def _notice(terms: Terms, rule: AgencyRule) -> Finding:
    if terms.notice_weeks is None:
        advice = "Look into the contract, and write the weeks down."
        return _or_excepted(terms, Rule.NOTICE, Standing.NOT_SAID, "Nobody has said what notice they give.", advice)
    asked = min(rule.number, terms.employed_notice_weeks or rule.number)
    sentence = f"{_weeks(terms.notice_weeks)} of notice; {_weeks(asked)} {'is' if asked == 1 else 'are'} asked for."
    if terms.notice_weeks >= asked:
        return Finding(Rule.NOTICE, Standing.KEPT, sentence)
    advice = f"Agree {_weeks(asked)} with the supplier."
    return _or_excepted(terms, Rule.NOTICE, Standing.BROKEN, sentence, advice)


def _reference(terms: Terms, rule: AgencyRule) -> Finding:
    if terms.reference_on is None:
        advice = "Ask whoever they worked for last for a detailed reference about their practice."
        return _or_excepted(
            terms, Rule.REFERENCE, Standing.NOT_SAID, "No reference about their practice is here.", advice
        )
    came = f"A reference about their practice came on {date_words(terms.reference_on)}."
    if terms.ended_on and terms.reference_given_on is None:
        advice = "Write one for whoever engages them next, and the day it was given."
        return _or_excepted(
            terms, Rule.REFERENCE, Standing.NOT_SAID, f"{came} We have given none since they left.", advice
        )
    return Finding(Rule.REFERENCE, Standing.KEPT, came)


def _project_team(terms: Terms, rule: AgencyRule) -> Finding | None:
    if terms.supply != Supply.TEAM:
        return None
    if terms.is_cost_apart:
        return Finding(Rule.PROJECT_TEAM, Standing.KEPT, "What this worker costs is known apart from the rest.")
    advice = "Ask the supplier for each worker’s name and cost, apart from other services."
    sentence = "What this worker costs is not known apart from the team."
    return _or_excepted(terms, Rule.PROJECT_TEAM, Standing.BROKEN, sentence, advice)


_CHECKS = {
    Rule.CAP: _cap,
    Rule.EXPERIENCE: _experience,
    Rule.COOL_OFF: _cool_off,
    Rule.NOTICE: _notice,
    Rule.REFERENCE: _reference,
    Rule.PROJECT_TEAM: _project_team,
}


def _or_excepted(terms: Terms, rule: Rule, standing: Standing, sentence: str, advice: str) -> Finding:
    decided = next((one for one in terms.exceptions if one.rule == rule), None)
    if decided is None:
        return Finding(rule, standing, sentence, advice)
    return Finding(rule, Standing.EXCEPTED, f"{sentence} {Ground(decided.ground).label}.")


def hourly(amount: Decimal) -> str:
    return f"£{amount.quantize(PENNIES):,} an hour"


def _weeks(number: int) -> str:
    return "one week" if number == 1 else f"{number} weeks"


@dataclass(frozen=True)
class Quarter:
    """Three months of the calendar, as the return is made."""

    year: int
    number: int

    @property
    def starts_on(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def ends_on(self) -> date:
        return months_after(self.starts_on, 3) - timedelta(days=1)

    @property
    def words(self) -> str:
        return f"{self.starts_on:%B} to {self.ends_on:%B} {self.year}"

    @property
    def code(self) -> str:
        return f"{self.year}-{self.number}"


def quarters_until(on: date, number: int) -> list[Quarter]:
    """Those that are over, the newest first."""
    running = on.year * 4 + (on.month - 1) // 3
    return [Quarter(place // 4, place % 4 + 1) for place in range(running - 1, running - 1 - number, -1)]
