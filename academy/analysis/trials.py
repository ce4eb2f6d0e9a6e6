"""What starting to learn did about leaving: the trial that nobody ran, put together from the months in which it could.

Source: Hernan and others 2016, Danaei and others 2013. Each month everybody who could start is in a trial of their own:
start now, or not in the next two years. Whoever does not start and then does is followed until then. Weights make the
two arms alike in what is known; what is not known can still mislead, and only a draw by lot could end that.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from academy.analysis.steps import Z95

HORIZON = 24  # months
CAP = 99.9  # percentile of the weights in each arm, above which they count no more
DRAWS = 400
MOST_APART = 0.1  # standardised difference left after weighting, above which nothing is said
LEAST_EFFECTIVE = 0.5  # of the starters, that the weighted ones must be worth
STEPS, CLOSE = 50, 1e-10


@dataclass(frozen=True, eq=False)
class Trials:
    """Risks of leaving within ``HORIZON`` months, as shares, had everybody started and had nobody.

    ``difference`` is the first less the second, with its 95% interval from drawing whole teams again. ``apart_before``
    and ``apart_after`` are standardised differences between the arms, one for each column of ``known``. ``effective``
    is what the weighted starters are worth as a share of the ``starters``. ``with_starting`` and ``without`` are the
    two curves, an entry a month from 0, and ``spreads`` the standard errors of each. ``followed`` counts, of those who
    started and of the person-months of the others, how many are still followed at each month. ``overlap`` is the share
    of starters whose chance of starting some others had too, ``heaviest`` the largest weight of a starter.
    """

    difference: float
    low: float
    high: float
    with_starting: np.ndarray
    without: np.ndarray
    starters: int
    eligible: int
    left: tuple[int, int]
    effective: float
    apart_before: np.ndarray
    apart_after: np.ndarray
    seed: int
    spreads: tuple[np.ndarray, np.ndarray]
    followed: tuple[np.ndarray, np.ndarray]
    overlap: float
    heaviest: float


@dataclass(frozen=True, eq=False)
class Months:
    """A row for each month that each person was in post and had not learned before it, in any order.

    ``starts`` says who started in that month, ``known`` (n, p) what was known of them then. ``last`` is each row's
    person's last month seen and ``leaves`` whether they left the council in it; ``ends`` whether they went otherwise.
    """

    person: np.ndarray
    team: np.ndarray
    month: np.ndarray
    starts: np.ndarray
    known: np.ndarray
    last: np.ndarray
    leaves: np.ndarray
    ends: np.ndarray


def trials(rows: Months, *, seed: int = 1) -> Trials:
    """Estimate from the months. ValueError when nobody started, or nobody could have and did not."""
    if not rows.starts.any() or rows.starts.all():
        raise ValueError("Somebody must have started in a month in which somebody else could have and did not.")
    rows = _in_order(rows)
    chance = _chance(np.column_stack([np.ones(len(rows.starts)), rows.known]), rows.starts)
    started = 1 / chance[rows.starts]
    teams = np.unique(rows.team, return_inverse=True)[1]
    arms = [_arm(rows, rows.starts, started, teams), _waiting(rows, chance, teams)]
    curves = [_curve(*(part.sum(axis=0) for part in arm)) for arm in arms]
    drawn = _drawn_again(arms, seed=seed)
    spread = Z95 * float(np.std(drawn[0][:, -1] - drawn[1][:, -1], ddof=1))
    middle = float(curves[0][-1] - curves[1][-1])
    weights = np.where(rows.starts, 1 / chance, 1 / (1 - chance))
    weights = np.where(rows.starts, np.minimum(weights, np.percentile(started, CAP)), weights)
    kept = weights[rows.starts]
    return Trials(
        difference=middle,
        low=middle - spread,
        high=middle + spread,
        with_starting=curves[0],
        without=curves[1],
        starters=int(rows.starts.sum()),
        eligible=len(rows.starts),
        left=(int((rows.leaves & rows.starts & (rows.last - rows.month < HORIZON)).sum()), int(arms[1][0].sum())),
        effective=float(kept.sum() ** 2 / (kept**2).sum() / len(kept)),
        apart_before=_apart(rows.known, rows.starts, np.ones(len(weights))),
        apart_after=_apart(rows.known, rows.starts, weights),
        seed=seed,
        spreads=(drawn[0].std(axis=0, ddof=1), drawn[1].std(axis=0, ddof=1)),
        followed=(_followed((rows.last - rows.month)[rows.starts]), _followed(_months_ahead(rows)[~rows.starts] - 1)),
        overlap=_overlap(chance, rows.starts),
        heaviest=float(kept.max()),
    )


def _in_order(rows: Months) -> Months:
    order = np.lexsort((rows.month, rows.person))
    return Months(*(np.asarray(getattr(rows, field.name))[order] for field in fields(rows)))


Counts = tuple[np.ndarray, np.ndarray, np.ndarray]  # left, went otherwise, at risk: a row a team, a column a month


def _chance(x: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Of starting in a month, by a logistic model of what is known, fitted over all months at once."""
    beta = np.zeros(x.shape[1])
    beta[0] = np.log(starts.mean() / (1 - starts.mean()))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        information = (x * (chance * (1 - chance))[:, None]).T @ x
        move = np.linalg.lstsq(information, x.T @ (starts - chance), rcond=None)[0]
        beta = beta + move
        if np.abs(move).max() < CLOSE:
            break
    return np.clip(1 / (1 + np.exp(-np.clip(x @ beta, -30, 30))), 1e-9, 1 - 1e-9)


def _arm(rows: Months, of: np.ndarray, weights: np.ndarray, teams: np.ndarray) -> Counts:
    """Those who start, followed to the end whatever they do."""
    capped = np.minimum(weights, np.percentile(weights, CAP))
    stays = (rows.last - rows.month)[of]
    size = (int(teams.max()) + 1, HORIZON)
    left, ended, at_risk = (np.zeros(size) for _ in range(3))
    for month in range(HORIZON):
        here = stays >= month
        np.add.at(at_risk[:, month], teams[of][here], capped[here])
        gone = stays == month
        for counted, went in ((left, rows.leaves), (ended, rows.ends)):
            now = gone & went[of]
            np.add.at(counted[:, month], teams[of][now], capped[now])
    return left, ended, at_risk


def _waiting(rows: Months, chance: np.ndarray, teams: np.ndarray) -> Counts:
    """Those who do not start, each followed until they do and weighted for having gone on without."""
    wait = np.where(rows.starts, 0.0, -np.log1p(-chance))
    run = np.concatenate([[0.0], np.cumsum(wait)])
    ahead = _months_ahead(rows)
    size = (int(teams.max()) + 1, HORIZON)
    left, ended, at_risk = (np.zeros(size) for _ in range(3))
    capped = _cap(rows, run, ahead)
    for month in range(HORIZON):
        of = np.flatnonzero(~rows.starts & (ahead > month))
        weights = np.minimum(np.exp(run[of + month + 1] - run[of]), capped)
        np.add.at(at_risk[:, month], teams[of], weights)
        gone = rows.last[of] == rows.month[of] + month
        for counted, went in ((left, rows.leaves), (ended, rows.ends)):
            now = gone & went[of]
            np.add.at(counted[:, month], teams[of][now], weights[now])
    return left, ended, at_risk


def _months_ahead(rows: Months) -> np.ndarray:
    """How many months from each row on, itself among them, the person goes on without starting."""
    places = np.arange(len(rows.month))
    is_last = np.append(rows.person[1:] != rows.person[:-1], True)
    stop = np.where(rows.starts, places, np.where(is_last, places + 1, len(places)))
    first_stop = np.minimum.accumulate(stop[::-1])[::-1]
    return np.where(rows.starts, 0, first_stop - places)


def _cap(rows: Months, run: np.ndarray, ahead: np.ndarray) -> float:
    of = np.flatnonzero(~rows.starts)
    furthest = np.minimum(ahead[of], HORIZON)
    return float(np.percentile(np.exp(run[of + furthest] - run[of]), CAP))


def _curve(left: np.ndarray, ended: np.ndarray, at_risk: np.ndarray) -> np.ndarray:
    """The share who have left by each month, those who go otherwise no longer able to."""
    safe = np.where(at_risk > 0, at_risk, 1)
    here = np.concatenate([[1.0], np.cumprod(1 - (left + ended) / safe)])
    return np.concatenate([[0.0], np.cumsum(here[:-1] * left / safe)])


def _drawn_again(arms: list[Counts], *, seed: int) -> list[np.ndarray]:
    """Both curves from drawing as many teams again as there are, each as a whole; weights are kept as they are."""
    chance = np.random.default_rng(seed)
    teams = len(arms[0][0])
    drawn = chance.multinomial(teams, np.full(teams, 1 / teams), size=DRAWS).astype(float)
    return [np.array([_curve(*(weights @ part for part in arm)) for weights in drawn]) for arm in arms]


def _followed(stays: np.ndarray) -> np.ndarray:
    """How many are still there at each month from 0 to the horizon."""
    return np.array([int((stays >= month).sum()) for month in range(HORIZON + 1)])


def _overlap(chance: np.ndarray, starts: np.ndarray) -> float:
    """Between the least and the greatest chance of those who did not start."""
    others = chance[~starts]
    return float(((chance[starts] >= others.min()) & (chance[starts] <= others.max())).mean())


def _apart(known: np.ndarray, starts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The difference of the two means, in standard deviations of all as they are."""
    if not known.shape[1]:
        return np.empty(0)
    means = [np.average(known[arm], axis=0, weights=weights[arm]) for arm in (starts, ~starts)]
    spread = known.std(axis=0)
    return (means[0] - means[1]) / np.where(spread > 0, spread, 1)
