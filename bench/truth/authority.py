"""An authority of which everything is known: who works there month by month, who learns, who leaves, and why.

1,200 posts in 60 teams. What is recorded begins after ten years have run, so that day one's staff are the long-servers
that a real record begins with. Leaving peaks after two years and at the end of summer, rises over the years, and
differs between teams. Learning reaches teams at different times; who takes it up depends on motivation and on caseload,
and both of these move leaving too. So whoever compares the trained with the others sees an effect where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

POSTS, TEAMS, NEVER_REACHED = 1_200, 60, 8
BEFORE, RECORDED = 120, 180  # months
FIRST_LIVE, LAST_LIVE = 36, 119  # recorded months in which teams are first reached
HORIZON = 24
STAYS, LEAVES, MOVES, TO_AGENCY = 0, 1, 2, 3


@dataclass(frozen=True)
class World:
    """What is true. ``effect`` is the log hazard ratio of having learned; ``seen`` how well motivation is recorded."""

    effect: float = 0.0
    seen: float = 1.0


@dataclass(frozen=True, eq=False)
class PersonMonths:
    """One row for each person in each recorded month, in order of person and month.

    ``service`` counts months in post, ``learned`` says whether they had learned before the month, ``starts`` whether
    they did in it, ``exit`` how the month ended. ``motivation`` is as recorded, ``risk`` the true chance of leaving.
    """

    person: np.ndarray
    team: np.ndarray
    month: np.ndarray
    service: np.ndarray
    motivation: np.ndarray
    caseload: np.ndarray
    newly_qualified: np.ndarray
    live: np.ndarray
    learned: np.ndarray
    starts: np.ndarray
    exit: np.ndarray
    true_motivation: np.ndarray
    frailty: np.ndarray


def authority(world: World, *, seed: int) -> PersonMonths:
    """Run it month by month; everybody who goes is followed in the same post by somebody new."""
    chance = np.random.default_rng(seed)
    frailty = chance.normal(0, 0.25, TEAMS)
    goes_live = chance.permutation(
        np.concatenate(
            [chance.integers(FIRST_LIVE, LAST_LIVE + 1, TEAMS - NEVER_REACHED), np.full(NEVER_REACHED, 10**6)]
        )
    )
    team = np.arange(POSTS) % TEAMS
    person, following = np.arange(POSTS), POSTS
    motivation, newly_qualified = chance.normal(size=POSTS), chance.random(POSTS) < 0.5
    caseload, service = chance.normal(size=POSTS), np.zeros(POSTS, dtype=int)
    learned = np.zeros(POSTS, dtype=bool)
    kept: list[tuple[np.ndarray, ...]] = []
    for month in range(-BEFORE, RECORDED):
        caseload = 0.8 * caseload + 0.6 * chance.normal(size=POSTS)
        live = month >= goes_live[team]
        starts = live & ~learned & (chance.random(POSTS) < uptake(motivation, caseload))
        hazard = leaving(service, month, motivation, caseload, newly_qualified, frailty[team])
        hazard = hazard * np.exp(world.effect * (learned | starts))
        exit_ = _exits(chance, hazard)
        if month >= 0:
            now = (
                person,
                team,
                np.full(POSTS, month),
                service,
                motivation,
                caseload,
                newly_qualified,
                live,
                learned,
                starts,
            )
            kept.append((*(part.copy() for part in now), exit_, frailty[team]))
        learned = learned | starts
        service = service + 1
        gone = np.flatnonzero(exit_)
        person[gone] = np.arange(following, following + len(gone))
        following += len(gone)
        motivation[gone], newly_qualified[gone] = chance.normal(size=len(gone)), chance.random(len(gone)) < 0.5
        caseload[gone], service[gone], learned[gone] = chance.normal(size=len(gone)), 0, False
    return _rows(kept, chance, world, following)


def uptake(motivation: np.ndarray, caseload: np.ndarray) -> np.ndarray:
    """The monthly chance of starting, in a team that is reached."""
    return 1 / (1 + np.exp(-(-3.6 + 0.6 * motivation - 0.3 * caseload)))


def leaving(
    service: np.ndarray,
    month: int | np.ndarray,
    motivation: np.ndarray,
    caseload: np.ndarray,
    newly_qualified: np.ndarray,
    frailty: np.ndarray,
) -> np.ndarray:
    """The monthly hazard of leaving the council, of somebody who has not learned."""
    cliff = 0.6 * np.exp(-0.5 * ((service - 24) / 5) ** 2) - 0.4 * np.minimum(service / 120, 1)
    season = 0.3 * np.cos(2 * np.pi * (np.asarray(month) - 8) / 12)
    log = -4.35 + cliff + season + 0.0015 * np.asarray(month) - 0.35 * motivation + 0.2 * caseload
    return np.exp(log + 0.3 * newly_qualified + frailty)


OTHERWISE = (0.0025, 0.0020)  # a month: moving role, going to an agency


def _exits(chance: np.random.Generator, hazard: np.ndarray) -> np.ndarray:
    """Which of the ends came first this month, if any."""
    drawn = chance.random(len(hazard))
    leaves = 1 - np.exp(-hazard)
    moves, goes = leaves + OTHERWISE[0], leaves + sum(OTHERWISE)
    return np.select([drawn < leaves, drawn < moves, drawn < goes], [LEAVES, MOVES, TO_AGENCY], STAYS)


def _rows(kept: list[tuple[np.ndarray, ...]], chance: np.random.Generator, world: World, people: int) -> PersonMonths:
    columns = [np.concatenate(parts) for parts in zip(*kept, strict=True)]
    order = np.lexsort((columns[2], columns[0]))
    person, team, month, service, true, caseload, newly, live, learned, starts, exit_, frailty = (
        c[order] for c in columns
    )
    noise = chance.normal(size=people)[person]
    recorded = world.seen * true + np.sqrt(1 - world.seen**2) * noise
    return PersonMonths(
        person, team, month, service, recorded, caseload, newly, live, learned, starts, exit_, true, frailty
    )


def true_difference(world: World, rows: PersonMonths, *, seed: int) -> float:
    """Starting now against not in the next two years: the risk of leaving in them, over every month in which one could.

    Each such month is lived on twice with the same luck of caseload; the risks are then exact.
    """
    chance = np.random.default_rng(seed)
    could = rows.live & ~rows.learned
    caseload = rows.caseload[could].copy()
    here, left = [np.ones(could.sum()) for _ in range(2)], [np.zeros(could.sum()) for _ in range(2)]
    for ahead in range(HORIZON):
        if ahead:
            caseload = 0.8 * caseload + 0.6 * chance.normal(size=len(caseload))
        hazard = leaving(
            rows.service[could] + ahead,
            rows.month[could] + ahead,
            rows.true_motivation[could],
            caseload,
            rows.newly_qualified[could],
            rows.frailty[could],
        )
        for arm, effect in enumerate((world.effect, 0.0)):
            leaves = 1 - np.exp(-hazard * np.exp(effect))
            left[arm] += here[arm] * leaves
            here[arm] *= 1 - leaves - sum(OTHERWISE)
    return float((left[0] - left[1]).mean())


def true_staying(rows: PersonMonths, *, months: int) -> float:
    """Of all who started while it was recorded: the share still in the same post after so many months, by their risks.

    The product over their months of the mean hazard of those at risk, from the whole record and its true risks.
    """
    hazard = leaving(rows.service, rows.month, rows.true_motivation, rows.caseload, rows.newly_qualified, rows.frailty)
    staying = np.exp(-hazard) - sum(OTHERWISE)
    new = np.bincount(rows.service[rows.service < months], minlength=months)
    kept = np.bincount(rows.service[rows.service < months], staying[rows.service < months], minlength=months)
    return float(np.prod(kept / new))
