"""Rates from the records: posts held, establishments and months of teams. Three queries, however many days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.db.models import QuerySet

from academy.analysis.staffing import Held, Staff
from academy.core.imports import tables
from academy.people.models import Spell, Team
from academy.people.rules import EMPLOYED, Contract, OrganisationKind
from academy.workforce.models import Establishment, TeamMonth
from academy.workforce.rules.rates import MONTHS_A_YEAR, Monthly, Rates, month_ends, year_before

COUNTED = [*EMPLOYED, Contract.AGENCY]
NO_TEAM = 0
V = TypeVar("V")


def rates_on(on: date, *, team: Team | int | None = None) -> Rates:
    """Every rate on a day, for the year until then: of the whole workforce, or of one team."""
    return Workforce().rates_on(on, team=team)


def council_teams() -> QuerySet[Team]:
    """Those whose establishment can be set: open, and of the council."""
    return Team.objects.filter(organisation__kind=OrganisationKind.COUNCIL, closed_on__isnull=True)


def monthly_rates(until: date, *, months: int = 24, team: Team | int | None = None) -> list[Rates]:
    """The same at the end of each month that is over, the newest last. Each looks back a whole year."""
    workforce = Workforce()
    return [workforce.rates_on(on, team=team) for on in month_ends(until, months)]


def leavers(rates: Rates, workforce: "Workforce") -> QuerySet[Spell]:
    """The last posts of those who left in the year: whom the numerator of turnover counts."""
    keys = workforce.staff.leavers_posts(rates.on, since=rates.since, team=rates.team)
    return _posts(keys)


def in_post(rates: Rates, workforce: "Workforce", *, is_agency: bool = False) -> QuerySet[Spell]:
    """The posts held on the day by those employed, or by agency workers."""
    return _posts(workforce.staff.posts(rates.on, team=rates.team, is_agency=is_agency))


def _posts(keys: Sequence[int]) -> QuerySet[Spell]:
    found = Spell.objects.filter(pk__in=tables.among(keys)).select_related("person", "post__team", "post__job_role")
    return found.order_by("person__family_name", "person__given_name", "pk")


@dataclass(frozen=True)
class Said:
    """What one team said of one month."""

    cases: int | None
    case_holders_fte: float | None
    days_lost: float | None
    agency_cover_fte: float | None


class Workforce:
    """The council’s social workers as the records have them, read once for as many days and teams as are asked."""

    def rates_on(self, on: date, *, team: Team | int | None = None) -> Rates:
        key = team.pk if isinstance(team, Team) else team
        since = year_before(on)
        counts = self.staff.counts(on, since=since, team=key)
        return Rates(on, since, counts, self._monthly(on, None if key is None else [key]), key)

    def teams(self, on: date) -> list[int]:
        """Teams with anybody in post or an establishment on a day."""
        return sorted((set(self.staff.fte_by_team(on)) | set(self._budgets(on))) - {NO_TEAM})

    @cached_property
    def staff(self) -> Staff:
        posts = Spell.objects.filter(
            post__job_role__is_social_work=True,
            post__organisation__kind=OrganisationKind.COUNCIL,
            contract__in=COUNTED,
            person__merged_into__isnull=True,
        )
        rows = posts.order_by().values_list("person", "post__team", "started_on", "ended_on", "fte", "contract", "pk")
        return Staff(
            Held(person, team or NO_TEAM, start, end, float(fte), contract == Contract.AGENCY, key)
            for person, team, start, end, fte, contract, key in rows
        )

    @cached_property
    def establishments(self) -> dict[int, list[tuple[date, float]]]:
        """Of each team, from which day it was budgeted how much, the newest first."""
        found: dict[int, list[tuple[date, float]]] = defaultdict(list)
        rows = Establishment.objects.order_by("-starts_on", "-pk").values_list("team", "starts_on", "fte")
        for team, starts_on, fte in rows:
            found[team].append((starts_on, float(fte)))
        return dict(found)

    @cached_property
    def months(self) -> dict[date, dict[int, Said]]:
        found: dict[date, dict[int, Said]] = defaultdict(dict)
        names = ("on", "team", "cases", "case_holders_fte", "days_lost", "agency_cover_fte")
        for on, team, cases, *numbers in TeamMonth.objects.order_by().values_list(*names):
            found[on][team] = Said(cases, *(None if number is None else float(number) for number in numbers))
        return dict(found)

    def _monthly(self, on: date, teams: Sequence[int] | None) -> Monthly:
        in_post = self.staff.fte_by_team(on)
        budgets = _only(self._budgets(on), teams)
        month = _only(self.months.get(month_ends(on, 1)[0], {}), teams)
        holders = [said for said in month.values() if said.cases is not None and said.case_holders_fte is not None]
        cover = [said.agency_cover_fte for said in month.values() if said.agency_cover_fte is not None]
        lost = _only(self._days_lost(on), teams)
        without = [team for team in _only(in_post, teams) if team not in budgets]
        return Monthly(
            cases=sum(said.cases or 0 for said in holders) if holders else None,
            case_holders_fte=sum(said.case_holders_fte or 0 for said in holders) if holders else None,
            agency_cover_fte=sum(cover) if cover else None,
            days_lost=sum(lost.values()) if lost else None,
            absence_in_post_fte=sum(in_post.get(team, 0) for team in lost),
            vacancy_fte=sum(max(0.0, fte - in_post.get(team, 0)) for team, fte in budgets.items()) if budgets else None,
            budgeted_fte=sum(budgets.values()) if budgets else None,
            vacancy_in_post_fte=sum(in_post.get(team, 0) for team in budgets),
            teams_without_establishment=len(without),
        )

    def _budgets(self, on: date) -> dict[int, float]:
        found = {}
        for team, lines in self.establishments.items():
            held = next((fte for starts_on, fte in lines if starts_on <= on), None)
            if held is not None:
                found[team] = held
        return found

    def _days_lost(self, on: date) -> dict[int, float]:
        """Of the year’s twelve months, for the teams that gave them all."""
        found: dict[int, list[float]] = defaultdict(list)
        for end in month_ends(on, MONTHS_A_YEAR):
            for team, said in self.months.get(end, {}).items():
                if said.days_lost is not None:
                    found[team].append(said.days_lost)
        return {team: sum(days) for team, days in found.items() if len(days) == MONTHS_A_YEAR}


def _only(found: dict[int, V], teams: Iterable[int] | None) -> dict[int, V]:
    return found if teams is None else {team: found[team] for team in teams if team in found}
