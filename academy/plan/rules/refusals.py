"""What this room refuses, in words fit to show."""

from academy.core.refusals import Refused


class PlanRefused(Refused):
    """Something that the plan does not allow."""


def plan_exists(words: str) -> PlanRefused:
    return PlanRefused(f"There is a plan for {words} already.", field="year")


def plan_closed(words: str) -> PlanRefused:
    return PlanRefused(f"The plan for {words} is closed. What was decided in it stays as it was.")


def need_closed(title: str) -> PlanRefused:
    return PlanRefused(f"The need “{title}” is closed, so nothing is planned for it.", field="needs")


def is_dropped(title: str) -> PlanRefused:
    return PlanRefused(f"“{title}” was dropped from the plan.")


def has_sessions(title: str, number: int) -> PlanRefused:
    sessions = "a session" if number == 1 else f"{number:,} sessions"
    return PlanRefused(f"“{title}” has {sessions} to come. Call them off first, or let them go ahead.")


def another_year() -> PlanRefused:
    return PlanRefused("This budget belongs to another year’s plan.", field="budget")


def budget_exists(funder: str) -> PlanRefused:
    return PlanRefused(f"There is a budget of {funder} in this plan already. Change that one.", field="funder")


def paid_already(reference: str) -> PlanRefused:
    return PlanRefused(f"“{reference}” is written down for this cost already.", field="reference")


def in_own_time(title: str) -> PlanRefused:
    return PlanRefused(f"“{title}” is done in one’s own time, so it has no sessions.", field="dates")


def no_money_back(spent: str) -> PlanRefused:
    return PlanRefused(f"Only {spent} was spent, so no more than that can come back.", field="pounds")


def still_pays(words: str) -> PlanRefused:
    return PlanRefused(f"{words} still carries what was spent. A cost that money went on stays in the plan.")
