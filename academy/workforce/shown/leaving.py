"""How people leave and when, told from stays: shares of each way out, and of each stretch of service."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from academy.analysis.competing import STILL_HERE, Incidence, incidence
from academy.analysis.disclosure import HIDDEN, disclose
from academy.analysis.hazards import Peak, stretches, two_year_peak
from academy.analysis.rates import FEWEST
from academy.analysis.retention import Retained, Survival, retained, survival
from academy.analysis.spells import days_of
from academy.core.exports import Column, Table
from academy.core.figures import NOT_KNOWN_WORDS, TOO_FEW_WORDS, rounded
from academy.ui.charts import Chart, Share, share_bars
from academy.ui.dates import date_words
from academy.workforce.models import CompleteFrom
from academy.workforce.queries import Career
from academy.workforce.rules.retention import MILESTONES, STRETCHES, WayOut
from academy.workforce.shown.retention import is_small

DAYS = {12: 365, 24: 730, 36: 1095}
IN_WORDS = {12: "a year", 24: "two years", 36: "three years"}
STILL = "Still here"
WAYS_SAY = "Each person is in one line: whoever left in one way can no longer leave in another."
WAYS_DO_NOT = "Why somebody left. A reason is what was recorded at the time, and often is not."
WHEN_SAY = "Of those here when a stretch of service began, how many of every 100 were gone when it ended."


def milestones_table(careers: Sequence[Career], *, is_for_numbers_only: bool) -> Table:
    """12, 24 and 36 months, and of newly qualified workers who finished the supported year, two years beyond it."""
    stays = [career.stay for career in careers]
    rows = [
        _milestone(f"{months} months after starting", retained(stays, by=DAYS[months]), is_for_numbers_only)
        for months in MILESTONES
    ]
    if careers and all(career.is_newly_qualified for career in careers):
        words = "Two years beyond the supported year, of those who finished it"
        rows.append(_milestone(words, retained(stays, by=1095, given=365), is_for_numbers_only))
    columns = [
        Column("when", "When", is_row_header=True),
        Column("share", "Still here", align="right"),
        Column("interval", "95% interval"),
        Column("n", "Started", align="right"),
    ]
    return Table("How many are still here", columns, rows)


def ways_chart(careers: Sequence[Career], *, is_for_numbers_only: bool) -> Chart | None:
    """At the furthest milestone to which ten people could be followed; None when there is none."""
    found = _incidence(careers)
    if found is None:
        return None
    months, result, n = found
    seen = [career for career in careers if career.stay.is_seen]
    hidden = _hidden_ways(seen, DAYS[months]) if is_for_numbers_only else set()
    shares = [Share(STILL, *_per_cent(result.here[0], *_here_interval(careers, months)), n=n)]
    for place, way in enumerate(result.exits):
        label = WayOut(way).label
        if way in hidden:
            shares.append(Share(label, None))
            continue
        shares.append(Share(label, *_per_cent(result.left[0][place], result.low[0][place], result.high[0][place]), n=n))
    if hidden:
        shares[0] = Share(STILL, None)
    return share_bars(
        shares,
        title=_ways_title(result, months, hidden),
        note=f"Where they are {IN_WORDS[months]} after starting, of {n:,} people. Bars: 95% interval.",
        how_to_read=WAYS_SAY,
        does_not_show=WAYS_DO_NOT,
    )


def when_chart(careers: Sequence[Career], *, is_for_numbers_only: bool) -> Chart | None:
    found = stretches(days_of([career.stay for career in careers]), months=STRETCHES)
    if not any(one.share is not None for one in found):
        return None
    names = {one: f"Months {one.first} to {one.until}" for one in found}
    shown = disclose({names[one]: one.leavers for one in found}, total=False).counts if is_for_numbers_only else {}
    shares = [
        Share(names[one], None)
        if one.share is None or shown.get(names[one]) == HIDDEN
        else Share(names[one], *_per_cent(one.share, one.low, one.high), n=one.at_risk)
        for one in found
    ]
    return share_bars(
        shares,
        title="When people leave",
        note="Of 100 people here when the stretch began, how many had left by its end. n: how many were here in it.",
        how_to_read=WHEN_SAY,
        does_not_show="Whether anything was done to keep people, or what would have.",
    )


def peak_sentence(careers: Sequence[Career]) -> str:
    """The two-year cliff is claimed only where the numbers carry it; else what is missing is said."""
    found = two_year_peak(days_of([career.stay for career in careers]))
    if found.ratio is None or found.low is None or found.high is None:
        return f"Whether more people leave around two years cannot be said yet. {found.reason}"
    between = f"between {rounded(found.low, 1)} and {rounded(found.high, 1)} times"
    if found.is_peak:
        times = f"{rounded(found.ratio, 1)} times as many"
        return (
            f"People leave most around two years: {times} a month in months 20 to 30 as before and after ({between})."
        )
    return f"No peak around two years can be claimed: {_against(found)} ({between})."


def records_sentence(said: CompleteFrom | None, careers: Sequence[Career]) -> str:
    """What the record could not see is said, always."""
    if said is None:
        return (
            "Nobody has said from when the records are complete, so everybody counts from their first day. If leavers "
            "of earlier years are missing, people seem to stay longer than they do."
        )
    late = sum(career.stay.started_on < said.on for career in careers)
    before = f", and {late:,} who started before count only from that day" if late else ""
    return f"Records are complete from {date_words(said.on)}{before}."


def groups_table(groups: dict[str, list[Career]], *, caption: str, heading: str, is_for_numbers_only: bool) -> Table:
    """Started, in post now, and the share after one and two years; a group is where somebody began."""
    counted = {name: [sum(not one.stay.is_left for one in some), len(some)] for name, some in groups.items()}
    shown: dict[str, tuple[Any, Any]] = {name: (f"{whole:,}", f"{here:,}") for name, (here, whole) in counted.items()}
    if is_for_numbers_only and counted:
        grid = disclose([[here, whole - here] for here, whole in counted.values()])
        totals = grid.row_totals or ()
        shown = {name: (total, cells[0]) for name, cells, total in zip(counted, grid.cells, totals, strict=True)}
    rows = [
        {
            "name": name,
            "started": shown[name][0],
            "here": shown[name][1],
            **{f"after_{months}": _share_words(some, months, is_for_numbers_only) for months in (12, 24)},
        }
        for name, some in groups.items()
    ]
    columns = [
        Column("name", heading, is_row_header=True),
        Column("started", "Started", align="right"),
        Column("here", "In post now", align="right"),
        Column("after_12", "After one year"),
        Column("after_24", "After two years"),
    ]
    return Table(caption, columns, rows)


def _milestone(when: str, result: Retained, is_for_numbers_only: bool) -> dict[str, Any]:
    if result.share is None or result.low is None or result.high is None:
        return {"when": when, "share": NOT_KNOWN_WORDS, "interval": result.reason, "n": f"{result.n:,}"}
    if is_for_numbers_only and is_small(round(result.share * result.n), result.n):
        return {"when": when, "share": HIDDEN, "interval": "", "n": f"{result.n:,}"}
    between = f"{rounded(result.low * 100)}% to {rounded(result.high * 100)}%"
    return {"when": when, "share": f"{rounded(result.share * 100)}%", "interval": between, "n": f"{result.n:,}"}


def _share_words(careers: Sequence[Career], months: int, is_for_numbers_only: bool) -> str:
    result = retained([career.stay for career in careers], by=DAYS[months])
    if result.n < FEWEST:
        return TOO_FEW_WORDS
    if result.share is None or result.low is None or result.high is None:
        return NOT_KNOWN_WORDS
    if is_for_numbers_only and is_small(round(result.share * result.n), result.n):
        return HIDDEN
    return f"{rounded(result.share * 100)}%, between {rounded(result.low * 100)} and {rounded(result.high * 100)}"


def _incidence(careers: Sequence[Career]) -> tuple[int, Incidence, int] | None:
    seen = [career for career in careers if career.stay.is_seen]
    if len({career.stay.person for career in seen}) < FEWEST:
        return None
    first = np.array([career.stay.entry_day for career in seen])
    last = np.array([career.stay.exit_day for career in seen])
    kinds = np.array([int(career.way) if career.way and career.stay.is_left else STILL_HERE for career in seen])
    for months in reversed(MILESTONES):
        found = incidence(first, last, kinds, at=[DAYS[months]])
        if found.at_risk[0] >= FEWEST:
            return months, found, len(seen)
    return None


def _here_interval(careers: Sequence[Career], months: int) -> tuple[float, float]:
    found: Survival = survival([career.stay for career in careers], at=[DAYS[months]])
    point = found.points[0]
    if point.lower is None or point.upper is None:
        return float("nan"), float("nan")
    return point.lower, point.upper


def _hidden_ways(careers: Sequence[Career], by: int) -> set[int]:
    """With those still here, so that nobody comes back by taking the rest away."""
    ways = Counter(career.way for career in careers if career.way and career.stay.exit_day <= by)
    counts = {str(int(way)): ways[way] for way in WayOut} | {STILL: len(careers) - sum(ways.values())}
    return {int(name) for name, shown in disclose(counts).counts.items() if shown == HIDDEN and name != STILL}


def _ways_title(result: Incidence, months: int, hidden: set[int]) -> str:
    if hidden:
        return f"How people leave within {IN_WORDS[months]}"
    here = f"{rounded(result.here[0] * 100)} in 100 are still here {IN_WORDS[months]} after starting"
    if not result.exits:
        return here
    most = int(np.argmax(result.left[0]))
    words = WayOut(result.exits[most]).label.lower()
    return f"{here}; {rounded(result.left[0][most] * 100)} {words}"


def _per_cent(share: float, low: float | None, high: float | None) -> tuple[float, float | None, float | None]:
    ends = [None if end is None or np.isnan(end) else 100 * float(end) for end in (low, high)]
    return 100 * float(share), ends[0], ends[1]


def _against(found: Peak) -> str:
    times = rounded(found.ratio or 0, 1)
    return f"{times} times as many leave a month in months 20 to 30 as before and after"
