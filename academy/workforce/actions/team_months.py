"""What teams are budgeted to have, and what they say of their months."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from academy.core import trail
from academy.core.imports import Judged, Ledger, Say, tables
from academy.core.models import ImportRun
from academy.people.models import Account, Team
from academy.workforce.models import Establishment, TeamMonth
from academy.workforce.rules.rates import RatesRefused
from academy.workforce.rules.team_months import MonthPlan

MOST_FTE = Decimal(1_000)


@transaction.atomic
def set_establishment(team: Team, *, fte: Decimal, starts_on: date, by: Account | None) -> Establishment:
    """From that day until the next. Said again for the same day, it takes the place of what was said."""
    if not 0 <= fte <= MOST_FTE:
        raise RatesRefused(f"A team has from 0 to {MOST_FTE:,} full-time equivalents.", field="fte")
    Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    held = Establishment.objects.filter(team=team, starts_on=starts_on).first()
    before = None if held is None else str(held.fte)
    line, _ = Establishment.objects.update_or_create(
        team=team, starts_on=starts_on, defaults={"fte": fte, "set_by": by}
    )
    trail.note(by, "set establishment", line, fte=str(fte), starts_on=starts_on.isoformat(), before=before)
    return line


def apply_team_months(run: ImportRun, judged: Sequence[Judged], ledger: Ledger, say: Say) -> None:
    """A new month is a new row; one that was said before is changed where the file says something."""
    plans: list[MonthPlan] = [found.change.plan for found in judged]
    say("Saving", 0, len(plans))
    new = [plan for plan in plans if plan.month_id is None]
    names = sorted({name for plan in new for name in plan.said})
    keys = tables.new_keys(TeamMonth, len(new))
    rows = [[key, plan.team_id, plan.on, *(plan.said.get(name) for name in names)] for key, plan in _beside(keys, new)]
    ledger.insert(TeamMonth, ["team_id", "on", *names], rows)
    ledger.update(TeamMonth, {plan.month_id: plan.said for plan in plans if plan.month_id is not None and plan.said})
    _establish(ledger, [plan for plan in plans if plan.fte is not None], by=run.options.get("saved_by"))


def _establish(ledger: Ledger, plans: Sequence[MonthPlan], *, by: int | None) -> None:
    new = [plan for plan in plans if plan.establishment_id is None]
    keys = tables.new_keys(Establishment, len(new))
    rows = [[key, plan.team_id, plan.on.replace(day=1), plan.fte, by] for key, plan in _beside(keys, new)]
    ledger.insert(Establishment, ["team_id", "starts_on", "fte", "set_by_id"], rows)
    changed = {plan.establishment_id: {"fte": plan.fte} for plan in plans if plan.establishment_id is not None}
    ledger.update(Establishment, changed)


def _beside(keys: Sequence[int], plans: Sequence[MonthPlan]) -> list[tuple[int, MonthPlan]]:
    return list(zip(keys, plans, strict=True))
