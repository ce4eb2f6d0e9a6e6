"""Whether audit grades rose where a programme arrived, wave by wave, and not because of who marked them."""

from typing import Any

import numpy as np

from academy.analysis.ordinal import Ordinal, ordered_logit
from academy.analysis.severity import Evened, Marks, evened_effects
from academy.analysis.staggered import NEVER, Change, Effects, effects, two_stage
from academy.impact.analyses.table import Refusal, Table
from academy.impact.rules import practice as rules
from academy.impact.rules.effects import Missing

SAYS = "A causal design, if teams would have moved alike without the programme and auditors did not know who had it."


def audit_effect(table: Table) -> dict[str, Any]:
    """A row an audit: team, half_year, auditor, grade, and team_golive (-1: the team is never reached)."""
    audits = _audits(table)
    _refuse(rules.missing(audits))
    means = _means(audits)
    by_rest = {name: effects(means, audits.waves, audits.periods, against=name) for name in _comparisons(audits)}
    chosen = by_rest.get("never", by_rest["not yet"])
    _refuse(rules.moving_apart(chosen))
    second, marked = two_stage(means, audits.waves, audits.periods), _marked(audits)
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
        "ordered_logit_post_team_period_auditor": {
            "coef": float(marked.coef[0]),
            "model_se": float(marked.se[0]),
            "robust_se": float(marked.robust_se[0]),
            "logLik": marked.loglik,
        },
        "auditors_made_alike": _evened(audits, against="never" if "never" in by_rest else "not yet"),
        "event_study": [{"e": one.of[0], "att": one.att, "se": one.se} for one in chosen.by_exposure],
        "low": chosen.low,
        "high": chosen.high,
        "estimates_differ": abs(second.att - chosen.overall.att) > chosen.overall.se,
        "evidence": "causal design",
        "says": SAYS,
    }


def _audits(table: Table) -> Marks:
    teams, team = np.unique(table.text("team"), return_inverse=True)
    periods, period = np.unique(table.whole("half_year", "period"), return_inverse=True)
    _, auditor = np.unique(table.text("auditor"), return_inverse=True)
    shift = 1 - int(periods.min())  # so that no period is called 0, which stands for never
    golive = table.whole("team_golive")
    waves = np.zeros(len(teams), dtype=int)
    waves[team] = np.where(golive < periods.min(), NEVER, golive + shift)
    return Marks(table.whole("grade"), team, period, auditor, waves, periods + shift)


def _means(audits: Marks) -> np.ndarray:
    """The mean grade of each team in each period."""
    cells = audits.team * len(audits.periods) + audits.period
    size = len(audits.waves) * len(audits.periods)
    counted, summed = np.bincount(cells, minlength=size), np.bincount(cells, weights=audits.grade, minlength=size)
    if not counted.all():
        raise Refusal("Some teams have no audit in some periods.", "An audit of every team in every period.")
    return (summed / counted).reshape(len(audits.waves), -1)


def _comparisons(audits: Marks) -> list[str]:
    return ["never", "not yet"] if (audits.waves == NEVER).any() else ["not yet"]


def _refuse(missing: Missing | None) -> None:
    if missing:
        raise Refusal(missing.reason, missing.needs)


def _marked(audits: Marks) -> Ordinal:
    """Each team, period and auditor allowed for at once. Refused when auditors and programme came together."""
    _refuse(rules.confounded(audits))
    rest = [rules.each(codes) for codes in (audits.team, audits.period, audits.auditor)]
    columns = np.column_stack([audits.has_begun.astype(float), *rest])
    try:
        return ordered_logit(audits.grade, columns, cluster=audits.team)
    except ValueError as fault:
        raise Refusal(str(fault), rules.BLIND) from None


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
