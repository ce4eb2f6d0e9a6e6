"""Whether audit grades rose where a programme arrived, wave by wave, and not because of who marked them."""

from typing import Any

import numpy as np

from academy.analysis.ordinal import ordered_logit
from academy.analysis.severity import Evened, Marks, evened_effects
from academy.analysis.staggered import FEWEST_UNITS, NEVER, Change, Effects, effects, two_stage
from academy.impact.analyses.agreement import GRADES
from academy.impact.analyses.table import Refusal, Table
from academy.impact.rules import practice as rules
from academy.impact.rules.effects import Missing

SAYS = "A causal design, if teams would have moved alike without the programme and auditors did not know who had it."
OTHERS = "Teams that the programme had not reached, in the same periods."
AUDITS_FOR_AUDITOR = 5  # on the mean, under which nobody’s way of marking can be told


def audit_effect(table: Table) -> dict[str, Any]:
    """A row an audit: team, half_year, auditor, grade, and team_golive (-1: the team is never reached)."""
    audits = _audits(table)
    _refuse(rules.missing(audits))
    if not np.ptp(audits.grade):
        raise Refusal("Everybody has the same grade, so nothing can explain a difference.", "Grades that differ.")
    means = _means(audits)
    by_rest = {name: _first(means, audits, name) for name in _comparisons(audits)}
    against = "never" if (audits.waves == NEVER).sum() >= FEWEST_UNITS else "not yet"
    chosen = by_rest[against]
    _refuse(rules.moving_apart(chosen))
    second, marked = _second(means, audits), _marked(audits)
    answer: dict[str, Any] = {
        f"callaway_santanna_simple_{name.replace(' ', '')}": _told(one) for name, one in by_rest.items()
    }
    if "worker_trained" in table:
        trained = table.whole("worker_trained") == 1
        naive = (
            audits.grade[trained].mean() - audits.grade[~trained].mean() if 0 < trained.sum() < len(trained) else None
        )
        answer["naive_trained_minus_untrained_WRONG"] = naive
    return answer | {
        "gardner_did2s": {"att": second.att, "se": second.se},
        "ordered_logit_post_team_period_auditor": marked,
        "auditors_made_alike": _evened(audits, against=against),
        "event_study": [{"e": one.of[0], "att": one.att, "se": one.se} for one in chosen.by_exposure],
        "low": chosen.low,
        "high": chosen.high,
        "compared_with": against,
        "estimates_differ": bool(abs(second.att - chosen.overall.att) > chosen.overall.se),
        "evidence": "causal design",
        "says": SAYS,
    }


def _audits(table: Table) -> Marks:
    names, team = np.unique(table.names("team"), return_inverse=True)
    said = table.whole("half_year", "period")
    table.refuse_where(said < 0, "it is below 0", of="half_year" if "half_year" in table else "period")
    periods, period = np.unique(said, return_inverse=True)
    people, auditor = np.unique(table.names("auditor"), return_inverse=True)
    if len(names) * len(periods) > len(team):
        raise Refusal("Some teams have no audit in some periods.", "An audit of every team in every period.")
    if len(people) > 1 and len(team) < AUDITS_FOR_AUDITOR * len(people):
        raise Refusal(f"{len(people):,} auditors marked too few audits each.", f"{AUDITS_FOR_AUDITOR} each, or more.")
    shift = 1 - int(periods.min())  # so that no period is called 0, which stands for never
    waves = np.zeros(len(names), dtype=int)
    waves[team] = _waves(table.one_of_each(team, "team_golive", nothing=-1), periods, shift)
    return Marks(table.whole("grade", words=GRADES), team, period, auditor, waves, periods + shift)


def _waves(golive: np.ndarray, periods: np.ndarray, shift: int) -> np.ndarray:
    """The first period with the programme. Nothing, a number below 0, or one after the last period says never; so does
    0 in a file whose periods begin later. Whoever had it before the file begins has it from the first period on."""
    first, last = periods.min(), periods.max()
    is_never = (golive < 0) | (golive > last) | ((golive == 0) & (first > 0))
    return np.where(is_never, NEVER, np.maximum(golive, first) + shift)


def _means(audits: Marks) -> np.ndarray:
    """The mean grade of each team in each period."""
    cells = audits.team * len(audits.periods) + audits.period
    size = len(audits.waves) * len(audits.periods)
    counted, summed = np.bincount(cells, minlength=size), np.bincount(cells, weights=audits.grade, minlength=size)
    if not counted.all():
        raise Refusal("Some teams have no audit in some periods.", "An audit of every team in every period.")
    return (summed / counted).reshape(len(audits.waves), -1)


def _first(means: np.ndarray, audits: Marks, against: str) -> Effects:
    try:
        return effects(means, audits.waves, audits.periods, against=against)
    except ValueError as fault:
        raise Refusal(str(fault), OTHERS) from None


def _second(means: np.ndarray, audits: Marks) -> Change:
    try:
        return two_stage(means, audits.waves, audits.periods)
    except ValueError as fault:
        raise Refusal(str(fault), OTHERS) from None


def _comparisons(audits: Marks) -> list[str]:
    return ["never", "not yet"] if (audits.waves == NEVER).any() else ["not yet"]


def _refuse(missing: Missing | None) -> None:
    if missing:
        raise Refusal(missing.reason, missing.needs)


def _marked(audits: Marks) -> dict[str, Any]:
    """Each team, period and auditor allowed for at once. Refused when auditors and programme came together; where an
    auditor gave nothing but the best or the worst, only this one way has no answer."""
    _refuse(rules.confounded(audits))
    rest = [rules.each(codes) for codes in (audits.team, audits.period, audits.auditor)]
    columns = np.column_stack([audits.has_begun.astype(float), *rest])
    try:
        found = ordered_logit(audits.grade, columns, cluster=audits.team)
    except ValueError as fault:
        return {"refused": str(fault), "needs": rules.BLIND}
    return {
        "coef": float(found.coef[0]),
        "model_se": float(found.se[0]),
        "robust_se": float(found.robust_se[0]),
        "logLik": found.loglik,
    }


def _told(found: Effects) -> dict[str, Any]:
    first = {f"g{_wave(one)}": one.att for one in found.attgt if one.of[0] == one.of[1]}
    return {"att": found.overall.att, "se": found.overall.se, "att_g_g": first}


def _evened(audits: Marks, *, against: str) -> dict[str, Any]:
    """The same with how hard each auditor marks taken off, and intervals of both steps: what the pages show."""
    try:
        found: Evened = evened_effects(audits, against=against)
    except ValueError as fault:
        return {"refused": str(fault), "needs": rules.BLIND}
    overall, second = found.effects.overall, found.second
    return {
        "callaway_santanna": {
            "att": overall.att,
            "se": overall.se,
            "low": found.effects.low,
            "high": found.effects.high,
        },
        "gardner": {"att": second.att, "se": second.se},
    }


def _wave(change: Change) -> int:
    return change.of[0] - 1
