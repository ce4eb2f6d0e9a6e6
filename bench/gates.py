"""What a task may cost, in loops: CPU seconds of the server's processes over those of a fixed Python loop.

The peers' costs, the gates and the goals were set before the Academy was built. Wall times stand here only where a
peer's was the measure.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Gate:
    task: str
    peer: float | None
    gate: float
    goal: float
    unit: str = "loops"

    def verdict(self, cost: float | None) -> str:
        if cost is None:
            return "NOT RUN"
        if cost <= self.goal:
            return "goal met"
        return "gate met" if cost <= self.gate else "MISSED"


PAGES = {
    "catalogue": Gate("catalogue page", 0.135, 0.135 / 4, 0.017),
    "search": Gate("course search", 0.186, 0.186 / 4, 0.019),
    "session": Gate("session page", 0.144, 0.144 / 4, 0.018),
    "my learning": Gate("my learning, complete", 0.182, 0.182 / 4, 0.018),
    "home": Gate("home, complete", 0.183, 0.183 / 4, 0.018),
}
PAGE_WAIT = Gate("the slowest of those pages, p95 at concurrency 4", 466, 466 / 3, 466 / 6, "ms")
PAGE_SIZE = Gate("HTML of the largest of those pages", 134, 134 / 3, 134 / 5, "KiB")
WEB_MEMORY = Gate("all web workers, PSS", 145, 400, 250, "MiB")
RUSH = Gate("booking rush, a person", 0.169, 0.169 / 3, 0.021)
OVERSOLD = Gate("booking rush, places oversold", None, 0, 0, "places")
OUT_OF_TURN = Gate("booking rush, out of turn, twice or lost", None, 0, 0, "people")
IMPORT_NEW = Gate("import, created, 1,000 rows", 12.3, 12.3 / 10, 12.3 / 25)
IMPORT_WAIT = Gate("import, created, 1,000 rows", 1000 / 41, 1000 / 41 / 20, 1000 / 41 / 50, "s")
IMPORT_CHANGED = Gate("import, 10% changed, 1,000 rows", 5.4, 5.4 / 8, 0.27)
IMPORT_UNCHANGED = Gate("import, nothing changed, rows written", None, 0, 0, "rows")
SEARCH = Gate("search of 5,000 items and 20,000 documents, median of 14", None, 100, 50, "ms")
SEARCH_COST = Gate("search of 5,000 items and 20,000 documents, one search", None, 0.25, 0.12)
SEARCH_SLOWEST = Gate("search of 5,000 items and 20,000 documents, slowest of 14", None, 100, 75, "ms")
GAPS_ONE = Gate("gaps of one person", None, 0.03, 0.018)
GAPS_ORGANISATION = Gate("gaps of the largest organisation, first page", None, 0.5, 0.2)
GAPS_EVERYBODY = Gate("gaps of everybody, all of them", None, 10, 3)
CURVE = Gate("retention curve of 3,000,000 stays, CPU over that of lifelines", 1, 1 / 4, 1 / 10, "times")
CURVE_MEMORY = Gate("retention curve of 3,000,000 stays, memory beyond the stays", 197, 1_024, 197, "MiB")
COLD_PAGE = Gate("who stays, the slowest of its pages in a new process", None, 1, 0.5, "s")
NEEDS_REBUILD = Gate("needs analysis, 360 requirements and 20,000 signals, rebuilt, median of 3", None, 5, 2.5, "s")
NEEDS_PAGE = Gate("needs analysis, the slowest of its pages", None, 1, 0.25, "s")
NEEDS_AMISS = Gate("needs analysis, numbers unlike what they open to", None, 0, 0, "numbers")
