"""How agency workers are shown: each assignment with what is to be put right, and counts for those who see no more."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from academy.analysis.disclosure import disclose
from academy.core.exports import Column, Status, Table
from academy.people.models import Spell
from academy.workforce.models import AgencyException, EmployedCost, PriceCap
from academy.workforce.queries.agency import Checked
from academy.workforce.queries.agency_return import ReturnRow
from academy.workforce.rules.agency import AgencyRule, Cover, Finding, JobType, Rule, Supply

GOOD, NONE = "good", "Nothing"


def assignments_table(found: Sequence[Checked], *, names_workers: bool) -> Table:
    """Without names for those who look over the whole and look after nobody in it."""
    who = [Column("who", "Worker", value=lambda one: one.assignment.person.name, link=_address, is_row_header=True)]
    what = Column("what", "Assignment", value=_what, link=_address, is_row_header=True)
    return Table(
        caption="Assignments",
        columns=[
            *(who if names_workers else [what]),
            *([Column("job", "As", value=_what)] if names_workers else []),
            Column("team", "Team", value=lambda one: one.assignment.team.name),
            Column("since", "Since", kind=date, value=lambda one: one.assignment.began_on),
            Column("charge", "An hour", value=lambda one: f"£{one.assignment.charge}", align="right"),
            Column("open", "To put right", value=_to_do),
        ],
        rows=found,
    )


def _address(one: Checked) -> str:
    return one.assignment.get_absolute_url()


def _what(one: Checked) -> str:
    return str(one.assignment.get_job_type_display())


def _to_do(one: Checked) -> Any:
    if not one.open:
        return Status(NONE, GOOD)
    return ", ".join(str(found.rule.label) for found in one.open)


def rules_table(findings: Sequence[Finding]) -> Table:
    return Table(
        caption="How it stands to the rules",
        columns=[
            Column("rule", "Rule", value=lambda found: found.rule.label, is_row_header=True),
            Column("status", "Standing", kind=Status, is_labelled=False),
            Column("sentence", "What we know"),
            Column("advice", "What to do", value=lambda found: found.advice if found.is_open else ""),
        ],
        rows=findings,
    )


def open_rules_table(found: Sequence[Checked]) -> Table:
    """Each rule with how many assignments do not keep it; small numbers need no hiding here: they are of terms."""
    broken = Counter(one.rule for each in found for one in each.open)
    rows = [{"rule": rule.label, "number": broken[rule]} for rule in Rule]
    columns = [Column("rule", "Rule", is_row_header=True), Column("number", "Not kept, or not said", kind=int)]
    return Table("By rule", columns, rows)


def counts_table(found: Sequence[Checked], *, by: str) -> Table:
    """For those who see numbers only: small ones are hidden, with whatever would give them away."""
    choices = JobType if by == "job_type" else Cover
    counts = Counter(getattr(one.assignment, by) for one in found)
    shown = disclose({str(choice.label): counts[choice.value] for choice in choices})
    rows = [{"what": what, "people": people} for what, people in shown.counts.items()]
    heading, caption = ("Job type", "By job type") if by == "job_type" else ("They cover", "What they cover")
    columns = [Column("what", heading, is_row_header=True), Column("people", "Assignments", align="right")]
    return Table(caption, columns, rows)


def unwritten_table(spells: Sequence[Spell]) -> Table:
    return Table(
        caption="At work, and not written down",
        columns=[
            Column("who", "Worker", value=lambda spell: spell.person.name, is_row_header=True),
            Column("team", "Team", value=lambda spell: spell.post.team.name if spell.post.team else ""),
            Column("since", "Since", kind=date, value=lambda spell: spell.began_on),
            Column(
                "add",
                "What to do",
                value=lambda spell: "Write it down",
                link=lambda spell: f"{reverse('add-assignment')}?person={spell.person_id}",
            ),
        ],
        rows=spells,
    )


def exceptions_table(found: Sequence[AgencyException]) -> Table:
    return Table(
        caption="Exceptions written down",
        columns=[
            Column("rule", "Rule", value=lambda one: one.get_rule_display(), is_row_header=True),
            Column("ground", "Why", value=lambda one: ". ".join(filter(None, [one.get_ground_display(), one.why]))),
            Column("up_to", "Up to", value=lambda one: f"£{one.up_to} an hour" if one.up_to else ""),
            Column("who", "Decided by", value=_deciders),
            Column("decided_on", "On", kind=date),
        ],
        rows=found,
    )


def _deciders(one: AgencyException) -> str:
    return " and ".join(filter(None, [one.signed_by, one.also_signed_by]))


def agency_rules_table(rules: Sequence[AgencyRule]) -> Table:
    return Table(
        caption="The rules",
        columns=[
            Column("title", "Rule", is_row_header=True),
            Column("says", "What it asks"),
            Column("new_from", "Begun from", kind=date),
            Column("all_from", "All from", kind=date),
            Column("source", "Source"),
        ],
        rows=rules,
    )


def caps_table(caps: Sequence[PriceCap]) -> Table:
    return Table(
        caption="Price caps",
        columns=[
            Column("job_type", "Job type", value=lambda cap: cap.get_job_type_display(), is_row_header=True),
            Column("pounds", "An hour", value=lambda cap: f"£{cap.pounds_an_hour}", align="right"),
            Column("starts_on", "From", kind=date),
            Column("region", "Region"),
            Column("source_words", "Source"),
        ],
        rows=caps,
    )


def costs_table(costs: Sequence[EmployedCost]) -> Table:
    amounts = {
        "salary": "Salary",
        "national_insurance": "National Insurance",
        "pension": "Pension",
        "pounds": "Altogether",
    }
    return Table(
        caption="What somebody employed costs in a year",
        columns=[
            Column("job_type", "Job type", value=lambda cost: cost.get_job_type_display(), is_row_header=True),
            *(Column(name, title, value=_pounds(name), align="right") for name, title in amounts.items()),
            Column("agency_hours", "Agency hours", kind=Decimal),
            Column("starts_on", "From", kind=date),
            Column("source_words", "Source"),
        ],
        rows=costs,
    )


def _pounds(name: str) -> Any:
    return lambda cost: f"£{getattr(cost, name):,.0f}"


def return_table(rows: Sequence[ReturnRow], *, caption: str) -> Table:
    """What is sent: no name, and of whom it is by the registration number alone."""
    return Table(
        caption=caption,
        columns=[
            Column("swe", "Social Work England number", value=lambda row: row.assignment.person.swe_number or ""),
            Column("job", "Job type", value=lambda row: row.assignment.get_job_type_display(), is_row_header=True),
            Column("team", "Team", value=lambda row: row.assignment.team.name),
            Column("supplier", "Supplier", value=lambda row: row.assignment.supplier),
            Column("supply", "Supplied as", value=lambda row: Supply(row.assignment.supply).label),
            Column("covers", "Covers", value=lambda row: Cover(row.assignment.covers).label),
            Column("began_on", "Began", kind=date, value=lambda row: row.assignment.began_on),
            Column("ended_on", "Ended", kind=date, value=lambda row: row.assignment.ended_on),
            Column("starts_on", "In the quarter from", kind=date),
            Column("ends_on", "In the quarter to", kind=date),
            Column("hours", "Hours a week", kind=Decimal, value=lambda row: row.assignment.hours_a_week),
            Column("charge", "Charge an hour", kind=Decimal, value=lambda row: row.assignment.charge),
            Column("capped", "Of it within the cap", kind=Decimal, value=lambda row: row.assignment.capped_cost),
            Column("cap", "Price cap", kind=Decimal, value=lambda row: row.checked.cap),
            Column("above", "Above the cap", value=lambda row: row.checked.is_above_cap),
            Column("signed", "Signed", value=lambda row: row.is_signed),
            Column("pounds", "Cost in the quarter", kind=Decimal, value=lambda row: round(row.pounds, 2)),
            Column("months", "Months employed", kind=int, value=lambda row: row.assignment.months_employed),
            *(Column(rule.value, rule.label, value=_stands(rule)) for rule in Rule if rule != Rule.CAP),
        ],
        rows=rows,
    )


def _stands(rule: Rule) -> Any:
    return lambda row: row.stands(rule)


def missing_table(rows: Sequence[ReturnRow], *, names_workers: bool) -> Table:
    name = "Worker" if names_workers else "Assignment"
    return Table(
        caption="What is missing",
        columns=[
            Column(
                "who",
                name,
                value=lambda row: row.assignment.person.name if names_workers else str(row.assignment),
                link=lambda row: row.assignment.get_absolute_url(),
                is_row_header=True,
            ),
            Column("team", "Team", value=lambda row: row.assignment.team.name),
            Column("missing", "Nobody has said", value=lambda row: ", ".join(row.missing)),
        ],
        rows=[row for row in rows if row.missing],
    )
