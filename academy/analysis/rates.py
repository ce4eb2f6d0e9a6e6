"""Shares of people, with an interval, and what those who did not answer could do to it.

Sources: Wilson 1927 for the interval of a share, Clopper and Pearson 1934 for the exact one, Manski 1989 for bounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from operator import index

FEWEST = 10  # under this, numbers only
FEWEST_FOR_PERCENT = 20  # under this, "9 of 14" and never "64%"
FEWEST_REPLIES = 30
LOWEST_RESPONSE = 0.3
Z95 = 1.959963984540054


@dataclass(frozen=True)
class Share:
    """A share from 0 to 1 of ``n`` people, with its 95% interval; all three are None under 10 people.

    When everyone ``asked`` is known, ``if_silent_had_not`` and ``if_silent_had`` are the share of them all were every
    silent person a no, or a yes: the truth lies between, whatever the silent would have said.
    """

    estimate: float | None
    low: float | None
    high: float | None
    n: int
    asked: int | None
    response_rate: float | None
    if_silent_had_not: float | None
    if_silent_had: float | None
    successes: int

    @property
    def too_few(self) -> bool:
        return self.n < FEWEST

    @property
    def says_as_count(self) -> bool:
        """From under 20 people a percentage claims more than is known: say "9 of 14"."""
        return self.n < FEWEST_FOR_PERCENT

    @property
    def bounds_only(self) -> bool:
        """Too few answered for the repliers to speak for the rest: show the two bounds and no estimate."""
        if self.asked is None:
            return False
        return self.n < FEWEST_REPLIES or (self.response_rate or 0) < LOWEST_RESPONSE

    @property
    def reason(self) -> str:
        """Why this is not shown as a plain percentage, in words fit to show; empty when it may be."""
        if self.too_few:
            return f"Not enough answers yet: {self.n}, and a share needs {FEWEST}."
        if self.bounds_only:
            return f"Only {self.n} of {self.asked} answered, so the rest could change this either way."
        if self.says_as_count:
            return f"From under {FEWEST_FOR_PERCENT} people, so given as a number."
        return ""


def share(successes: int, n: int, *, asked: int | None = None) -> Share:
    """The share ``successes / n`` with its Wilson 95% interval. ValueError unless 0 <= successes <= n <= asked."""
    successes, n = _checked(successes, n)
    if asked is not None and index(asked) < n:
        raise ValueError("More people answered than were asked.")
    low, high = wilson_interval(successes, n) if n >= FEWEST else (None, None)
    return Share(
        estimate=successes / n if n >= FEWEST else None,
        low=low,
        high=high,
        n=n,
        asked=asked,
        response_rate=n / asked if asked else None,
        if_silent_had_not=successes / asked if asked else None,
        if_silent_had=(successes + asked - n) / asked if asked else None,
        successes=successes,
    )


def wilson_interval(k: int, n: int) -> tuple[float, float]:
    """Wilson's 95% score interval of k out of n; ValueError unless 0 <= k <= n and n > 0."""
    k, n = _checked(k, n, fewest=1)
    spread = Z95 * Z95
    middle = (k + spread / 2) / (n + spread)
    half = Z95 / (n + spread) * sqrt(k * (n - k) / n + spread / 4)
    return (0.0 if k == 0 else middle - half), (1.0 if k == n else middle + half)


def exact_interval(k: int, n: int) -> tuple[float, float]:
    """Clopper and Pearson's exact 95% interval of k out of n; ValueError unless 0 <= k <= n and n > 0."""
    from scipy.special import betaincinv  # slow to import, and seldom needed

    k, n = _checked(k, n, fewest=1)
    low = 0.0 if k == 0 else float(betaincinv(k, n - k + 1, 0.025))
    high = 1.0 if k == n else float(betaincinv(k + 1, n - k, 0.975))
    return low, high


def _checked(k: int, n: int, *, fewest: int = 0) -> tuple[int, int]:
    k, n = index(k), index(n)
    if not 0 <= k <= n or n < fewest:
        raise ValueError(f"{k} of {n} is not a share.")
    return k, n
