"""The quarterly return on agency workers: a row for each assignment that lasted in the quarter."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from academy.people.scope import Viewer
from academy.workforce.models import Assignment
from academy.workforce.queries.agency import Checked, assignments, between, checked
from academy.workforce.rules import costs
from academy.workforce.rules.agency import Finding, Quarter, Rule, Standing


@dataclass(frozen=True)
class ReturnRow:
    checked: Checked
    starts_on: date
    ends_on: date
    pounds: Decimal

    @property
    def assignment(self) -> Assignment:
        return self.checked.assignment

    @property
    def missing(self) -> list[str]:
        """What the return asks for and nobody has written down."""
        one = self.assignment
        said = {
            "the Social Work England number": bool(one.person.swe_number),
            "the supplier’s margin": one.margin is not None,
            "the months employed since qualifying": one.months_employed is not None,
            "the notice": one.notice_weeks is not None,
            "the day of the reference": one.reference_on is not None,
            "the price cap": self.checked.cap is not None,
        }
        return [words for words, is_said in said.items() if not is_said]

    def finding(self, rule: Rule) -> Finding | None:
        return next((found for found in self.checked.findings if found.rule == rule), None)

    def stands(self, rule: Rule) -> str:
        found = self.finding(rule)
        return found.standing.value if found else "Does not apply"

    @property
    def is_signed(self) -> bool:
        found = self.finding(Rule.CAP)
        return bool(found and found.standing == Standing.EXCEPTED)


def return_rows(viewer: Viewer, quarter: Quarter) -> list[ReturnRow]:
    """As each stood on its last day within the quarter."""
    rows = between(assignments(viewer), quarter.starts_on, quarter.ends_on).order_by("started_on", "pk")
    return [_row(one, quarter) for one in checked(rows, on=quarter.ends_on)]


def _row(one: Checked, quarter: Quarter) -> ReturnRow:
    start = max(one.assignment.started_on, quarter.starts_on)
    end = min(one.assignment.ended_on or quarter.ends_on, quarter.ends_on)
    pounds = costs.spent(one.assignment.charge, one.assignment.hours_a_week, start=start, end=end)
    return ReturnRow(one, start, end, pounds)
