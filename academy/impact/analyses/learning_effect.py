"""Whether those who learned left less, with learning counted only from the month in which it happened."""

from typing import Any

import numpy as np

from academy.analysis.cox import Cox, cox
from academy.analysis.trials import Months, trials
from academy.core.refusals import Refused
from academy.impact.analyses.table import Refusal, Table
from academy.impact.rules import staying as rules

OWN = (
    "worker", "team", "calendar_month_at_entry", "entry_month", "exit_month", "exit_type", "trained_month",
    "team_live_month",
)  # fmt: skip
STAYED = 0
SERVICE = ("length of service", "length of service, squared", "the third year", "the month")
LEFT = 1  # of exit_type: left the council, which is the outcome; every other end only ends the watching
EXITS = {"still_here": STAYED, "left_council": LEFT, "moved_role": 2, "agency_conversion": 3}
LONGEST = 1_200  # months: nobody works for a hundred years
FEWEST_LEAVERS, LEAVERS_FOR_EACH, FEWEST_TEAMS = 20, 10, 10
LEAST_ALIKE = 0.5  # of those who learned, within the range of the others in everything that is known
SAYS = (
    "An association after adjustment for what the file holds. Only a draw by lot could show that the learning did it."
)


def learning_effect(table: Table) -> dict[str, Any]:
    """A row a worker: months of entry and exit (since their own start), how they left, and when they were trained."""
    names, known = _known(table)
    begun, months = _months_seen(table)
    left, trained = table.whole("exit_type", words=EXITS) == LEFT, table.whole_or_nothing("trained_month")
    ever = ~np.isnan(trained)
    rows = _split(begun, months, left, trained)
    of, start, stop, event, has = rows
    _refuse_few(event, has, columns=1 + known.shape[1])
    teams = np.array(table.names("team"))
    if (live := len(np.unique(teams[ever]))) < FEWEST_TEAMS:
        raise Refusal(
            f"Learning has reached {live} teams, too few to tell it from their habits.", f"{FEWEST_TEAMS} teams."
        )
    _refuse_apart(ever, known, names)
    try:
        adjusted = cox(start, stop, event, np.column_stack([has, known[of]]), cluster=teams[of])
    except ValueError as fault:
        raise Refused(f"{table.name}: {fault}") from None
    plain = cox(start, stop, event, has.astype(float))
    naive = None if ever.all() else cox(begun, months, left, ever.astype(float))
    return {
        "n_workers": len(table),
        "leavers": int(left.sum()),
        "ever_trained": int(ever.sum()),
        "start_stop_rows": len(of),
        "naive_ever_trained_WRONG": naive and _told(naive, ["ever"], naive.se),
        "tv_unadjusted": _told(plain, ["tr"], plain.se),
        "tv_adjusted_efron": _told(adjusted, ["tr", *names], adjusted.se),
        "tv_adjusted_efron_cluster_team": _told(adjusted, ["tr", *names], adjusted.robust_se),
        "hazard_ratio": float(np.exp(adjusted.coef[0])),
        "hazard_ratio_95": [float(np.exp(adjusted.low[0])), float(np.exp(adjusted.high[0]))],
        "sequential_trials": _trials(table, known, names),
        "e_value": _e_value(float(np.exp(adjusted.coef[0]))),
        "evidence": "adjusted",
        "says": SAYS,
    }


def _known(table: Table) -> tuple[list[str], np.ndarray]:
    """What is allowed for: every other column, and the year in which the worker started where the file can tell."""
    names, known = table.explaining(but=OWN)
    if "calendar_month_at_entry" not in table:
        return names, known
    cohort = (table.whole("calendar_month_at_entry") - table.whole("entry_month")) / 12
    return ([*names, "cohort"], np.column_stack([known, cohort])) if np.ptp(cohort) else (names, known)


def _months_seen(table: Table) -> tuple[np.ndarray, np.ndarray]:
    begun, months = table.whole("entry_month"), table.whole("exit_month")
    table.refuse_where(months <= begun, "exit_month is not after entry_month")
    table.refuse_where(months - begun > LONGEST, f"more than {LONGEST:,} months in one post")
    return begun, months


def _trials(table: Table, known: np.ndarray, names: list[str]) -> dict[str, Any]:
    """Two years on, starting against not starting, month by month: what the pages show.

    A team counts as reached from the first month in which anybody of it was trained, unless `team_live_month` says.
    """
    try:
        rows, until = _months(table, known)
        missing = rules.missing(rows, until=until)
        if missing is None:
            found = trials(rows)
            missing = rules.unlike(found, [*names, *SERVICE])
    except ValueError as fault:
        return {"refused": str(fault), "needs": "Months in which some of a team have learned and others not yet."}
    if missing:
        return {"refused": missing.reason, "needs": missing.needs}
    return {
        "risk_difference_24_months": found.difference,
        "low": found.low,
        "high": found.high,
        "starters": found.starters,
        "eligible_months": found.eligible,
        "effective_share": found.effective,
        "most_apart_after": float(np.abs(found.apart_after).max()),
        "seed": found.seed,
    }


def _months(table: Table, known: np.ndarray) -> tuple[Months, int]:
    """A row for each month in which somebody in a team reached was in post and had not learned before it."""
    begun, ended, trained = (
        table.whole("entry_month"),
        table.whole("exit_month"),
        table.whole_or_nothing("trained_month"),
    )
    calendar = table.whole("calendar_month_at_entry") if "calendar_month_at_entry" in table else begun
    shift = calendar - begun  # from months of service to months of the calendar
    teams, team = np.unique(table.names("team"), return_inverse=True)
    live = np.full(len(teams), np.inf)
    if "team_live_month" in table:
        live[team] = table.one_of_each(team, "team_live_month", nothing=np.inf)
    else:
        is_seen = trained >= begun  # nobody knows when those were trained who were so when first seen
        np.minimum.at(live, team[is_seen], (trained + shift)[is_seen])
    until_learned = np.where(np.isnan(trained), ended - 1, np.minimum(trained, ended - 1))
    first = np.maximum(begun + shift, np.where(np.isfinite(live[team]), live[team], 10**9)).astype(int)
    number = np.maximum((until_learned + shift).astype(int) - first + 1, 0)
    of = np.repeat(np.arange(len(table)), number)
    month = first[of] + np.arange(len(of)) - np.repeat(np.cumsum(number) - number, number)
    service = month - shift[of]
    kind = table.whole("exit_type", words=EXITS)
    curve = [service / 12, (service / 12) ** 2, np.abs(service - 24) < 6, month / 12]
    rows = Months(
        person=of, team=team[of], month=month, starts=service == np.nan_to_num(trained, nan=-1)[of],
        known=np.column_stack([known[of], *curve]), last=(ended - 1 + shift)[of],
        leaves=(kind == LEFT)[of], ends=((kind != LEFT) & (kind != STAYED))[of],
    )  # fmt: skip
    return rows, int((ended - 1 + shift).max())


def _split(begun: np.ndarray, months: np.ndarray, left: np.ndarray, trained: np.ndarray) -> tuple[np.ndarray, ...]:
    """Each worker before and after training: whose row, from, to, whether it ends in leaving, and whether trained."""
    in_between = (trained > begun) & (trained < months)
    whose = np.arange(len(begun))
    before = (whose, begun, np.where(in_between, trained, months), left & ~in_between, trained <= begun)
    after = (whose, np.where(in_between, trained, 0), months, left, np.ones(len(begun), dtype=bool))
    joined = [np.concatenate([one, other[in_between]]) for one, other in zip(before, after, strict=True)]
    of, start, stop, event, has = joined
    return of, start.astype(int), stop.astype(int), event.astype(bool), has.astype(bool)


def _refuse_few(event: np.ndarray, has: np.ndarray, *, columns: int) -> None:
    fewest = min(int(event[has].sum()), int(event[~has].sum()))
    if fewest < FEWEST_LEAVERS:
        reason = f"Only {fewest} left among those who had learned, or among those who had not."
        raise Refusal(reason, f"{FEWEST_LEAVERS} leavers on either side: more months, or more authorities together.")
    if event.sum() < LEAVERS_FOR_EACH * columns:
        reason = f"{int(event.sum())} leavers are too few to allow for {columns} things at once."
        raise Refusal(reason, f"{LEAVERS_FOR_EACH} leavers for each, or fewer columns.")


def _refuse_apart(ever: np.ndarray, known: np.ndarray, names: list[str]) -> None:
    """Where nobody like the one group is in the other, nothing can be adjusted for."""
    if ever.all():
        return
    for name, column in zip(names, known.T, strict=True):
        trained, others = column[ever], column[~ever]
        alike = (trained >= others.min()) & (trained <= others.max())
        if alike.mean() < LEAST_ALIKE:
            reason = f"Few of those who learned have anybody like them in {name} among those who never did."
            raise Refusal(reason, "People of the same kind in both groups.")


def _told(found: Cox, names: list[str], se: np.ndarray) -> dict[str, Any]:
    columns = zip(names, found.coef.tolist(), se.tolist(), strict=True)
    return {name: {"coef": coef, "se": error} for name, coef, error in columns}


def _e_value(ratio: float) -> float:
    """How strongly something unseen would have to go with both learning and leaving to explain all of it away."""
    apart = max(ratio, 1 / ratio)
    return float(apart + np.sqrt(apart * (apart - 1)))
