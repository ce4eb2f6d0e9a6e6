"""Whether audit grades rose where a programme arrived, wave by wave, and not because of who marked them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from academy.analysis.ordinal import Ordinal, ordered_logit
from academy.analysis.staggered import FEWEST_BEFORE, FEWEST_UNITS, NEVER, Change, Effects, effects, two_stage
from academy.impact.analyses.table import Refusal, Table

AUDITS_FOR_EACH = 5  # team and period, on the mean
MOST_CONFOUNDED = 5.0  # how much wider the auditors make the interval, squared
SAYS = "A causal design, if teams would have moved alike without the programme and auditors did not know who had it."


@dataclass(frozen=True)
class Audits:
    """A place for each audit: its grade, auditor, team and period by number; and each team's first period with it."""

    grade: np.ndarray
    auditor: np.ndarray
    team: np.ndarray
    period: np.ndarray
    waves: np.ndarray
    periods: np.ndarray

    @property
    def has_begun(self) -> np.ndarray:
        began = self.waves[self.team]
        return (began != NEVER) & (self.periods[self.period] >= began)


def audit_effect(table: Table) -> dict[str, Any]:
    """A row an audit: team, half_year, auditor, grade, and team_golive (-1: the team is never reached)."""
    audits = _audits(table)
    _refuse(audits)
    means = _means(audits)
    by_rest = {name: effects(means, audits.waves, audits.periods, against=name) for name in _comparisons(audits)}
    chosen = by_rest.get("never", by_rest["not yet"])
    _refuse_trend(chosen)
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
        "event_study": [{"e": one.of[0], "att": one.att, "se": one.se} for one in chosen.by_exposure],
        "low": chosen.low,
        "high": chosen.high,
        "estimates_differ": abs(second.att - chosen.overall.att) > chosen.overall.se,
        "evidence": "causal design",
        "says": SAYS,
    }


def _audits(table: Table) -> Audits:
    teams, team = np.unique(table.text("team"), return_inverse=True)
    periods, period = np.unique(table.whole("half_year", "period"), return_inverse=True)
    _, auditor = np.unique(table.text("auditor"), return_inverse=True)
    shift = 1 - int(periods.min())  # so that no period is called 0, which stands for never
    golive = table.whole("team_golive")
    waves = np.zeros(len(teams), dtype=int)
    waves[team] = np.where(golive < periods.min(), NEVER, golive + shift)
    return Audits(table.whole("grade"), auditor, team, period, waves, periods + shift)


def _means(audits: Audits) -> np.ndarray:
    """The mean grade of each team in each period."""
    cells = audits.team * len(audits.periods) + audits.period
    size = len(audits.waves) * len(audits.periods)
    counted, summed = np.bincount(cells, minlength=size), np.bincount(cells, weights=audits.grade, minlength=size)
    if not counted.all():
        raise Refusal("Some teams have no audit in some periods.", "An audit of every team in every period.")
    return (summed / counted).reshape(len(audits.waves), -1)


def _comparisons(audits: Audits) -> list[str]:
    return ["never", "not yet"] if (audits.waves == NEVER).any() else ["not yet"]


def _refuse(audits: Audits) -> None:
    began = sorted(set(audits.waves[audits.waves != NEVER]))
    if not began:
        raise Refusal("The programme has not begun in any team.", "A wave of teams with the programme.")
    early = int((audits.periods < began[0]).sum())
    if early < FEWEST_BEFORE:
        needs = f"{FEWEST_BEFORE} periods before it begins."
        raise Refusal(f"{early} periods before the programme began, too few to see where grades were heading.", needs)
    others = int(((audits.waves == NEVER) | (audits.waves > began[0])).sum())
    fewest = min(others, len(audits.waves) - others)
    if fewest < FEWEST_UNITS:
        reason = f"{fewest} teams on one side when the first wave began, too few to compare."
        raise Refusal(reason, f"{FEWEST_UNITS} teams with the programme and {FEWEST_UNITS} without.")
    each = len(audits.grade) / (len(audits.waves) * len(audits.periods))
    if each < AUDITS_FOR_EACH:
        raise Refusal(f"{each:.1f} audits a team and period, too few.", f"{AUDITS_FOR_EACH} or more on the mean.")
    if audits.auditor.max() < 1:
        reason = "One auditor marked everything, so a change in how they mark cannot be told from a change in practice."
        raise Refusal(reason, "Two auditors or more, each marking several teams over several periods.")


def _refuse_trend(found: Effects) -> None:
    before = found.trend_before
    if before is not None and abs(before.att) > 1.96 * before.se:
        reason = f"Grades were already moving apart before the programme began: {before.att:+.2f} a period."
        raise Refusal(reason, "Teams to compare with that were moving alike.")


def _marked(audits: Audits) -> Ordinal:
    """Each team, period and auditor allowed for at once. Refused when auditors and programme came together."""
    post = audits.has_begun.astype(float)
    rest = np.column_stack([_each(audits.team), _each(audits.period), _each(audits.auditor)])
    if _inflation(post, _each(audits.team), _each(audits.period), _each(audits.auditor)) > MOST_CONFOUNDED:
        reason = "New auditors came where and when the programme did, so the one cannot be told from the other."
        raise Refusal(reason, "Auditors who mark teams with and without the programme, before and after.")
    try:
        return ordered_logit(audits.grade, np.column_stack([post, rest]), cluster=audits.team)
    except ValueError as fault:
        raise Refusal(str(fault), "Auditors who mark teams with and without the programme, before and after.") from None


def _inflation(post: np.ndarray, team: np.ndarray, period: np.ndarray, auditor: np.ndarray) -> float:
    """How much of what the programme could show by itself is left once the auditors are allowed for."""
    usual = np.column_stack([np.ones(len(post)), team, period])
    alone, beside = (_left_over(post, columns) for columns in (usual, np.column_stack([usual, auditor])))
    return alone / beside if beside > 1e-9 else np.inf


def _left_over(post: np.ndarray, columns: np.ndarray) -> float:
    fitted = columns @ np.linalg.lstsq(columns, post, rcond=None)[0]
    return float(((post - fitted) ** 2).sum())


def _each(codes: np.ndarray) -> np.ndarray:
    return (codes[:, None] == np.arange(1, codes.max() + 1)).astype(float)


def _told(found: Effects) -> dict[str, Any]:
    first = {f"g{_wave(one)}": one.att for one in found.attgt if one.of[0] == one.of[1]}
    return {"att": found.overall.att, "se": found.overall.se, "att_g_g": first}


def _wave(change: Change) -> int:
    return change.of[0] - 1
