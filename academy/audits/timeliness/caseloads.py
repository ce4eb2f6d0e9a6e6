"""How many open cases each worker of the lists has. Workers are counted as people, for the lists know no hours."""

from collections import Counter
from collections.abc import Iterator

from academy.audits.timeliness.asked import Asked
from academy.audits.timeliness.care import in_care
from academy.audits.timeliness.plans import open_need, open_plans

CEILING = "caseload_ceiling"


def over_ceiling(asked: Asked) -> Iterator[bool]:
    ceiling = asked.clocks.rule(CEILING, asked.on).limit
    return (cases > ceiling for cases in caseloads(asked).values())


def average(asked: Asked) -> tuple[int, int]:
    found = caseloads(asked)
    return sum(found.values()), len(found)


def caseloads(asked: Asked) -> Counter[str]:
    """A child on two lists with the same worker is one case."""
    cases: set[tuple[str, str]] = set()
    for name, rows in (("List 6", open_need), ("List 7", open_plans), ("List 8", in_care)):
        if asked.book.has(name, "child", "worker", "started_on"):
            cases.update((row["worker"], row["child"]) for row in rows(asked) if row["worker"] and row["child"])
    return Counter(worker.casefold() for worker, _ in cases)
