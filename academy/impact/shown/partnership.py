"""Partnership working as tables: each half-year of audits, and each kind of agency of the survey."""

from collections.abc import Sequence
from datetime import date

from academy.analysis.rates import share
from academy.core.exports import Column, Table
from academy.core.figures import TOO_FEW_WORDS, rounded
from academy.impact.measures import OfRound
from academy.impact.queries import Graded


def audits_table(graded: Sequence[Graded]) -> Table:
    """The latest half-year first. Cases count here as they were audited, each once."""
    halves = sorted({_half(one.finished_on) for one in graded}, reverse=True)
    rows = []
    for half in halves:
        good = [one.is_good for one in graded if _half(one.finished_on) == half]
        rows.append({"half": _words(half), "audits": len(good), "good": _share(sum(good), len(good))})
    return Table(
        caption="Audits that ask about working with partners, by half-year",
        columns=[
            Column("half", "Finished in", is_row_header=True),
            Column("audits", "Audits", kind=int),
            Column("good", "Good or outstanding"),
        ],
        rows=rows,
    )


def sectors_table(of: OfRound) -> Table:
    rows = [
        {
            "kind": one.kind,
            "asked": f"about {one.asked:,}",
            "answered": f"about {one.answered:,}" if one.mean is not None else "c",
            "mean": rounded(one.mean, 1) if one.mean is not None else "c",
            "drawn": rounded(one.drawn, 1) if one.drawn is not None else "c",
        }
        for one in of.sectors
    ]
    return Table(
        caption="By kind of agency",
        columns=[
            Column("kind", "Agency", is_row_header=True),
            Column("asked", "Asked", align="right"),
            Column("answered", "Answered", align="right"),
            Column("mean", "Mean, 1 to 5", align="right"),
            Column("drawn", "Drawn to the whole", align="right"),
        ],
        rows=rows,
    )


def _half(on: date) -> tuple[int, int]:
    return on.year, 1 if on.month <= 6 else 2


def _words(half: tuple[int, int]) -> str:
    return f"{'January to June' if half[1] == 1 else 'July to December'} {half[0]}"


def _share(good: int, of: int) -> str:
    found = share(good, of)
    if found.estimate is None or found.low is None or found.high is None:
        return TOO_FEW_WORDS
    if found.says_as_count:
        return f"{good} of {of}"
    return f"{rounded(found.estimate * 100)}%, between {rounded(found.low * 100)} and {rounded(found.high * 100)}"
