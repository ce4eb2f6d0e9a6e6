"""What a task may cost, in loops: CPU seconds of the server's processes over those of a fixed Python loop timed beside it.

The peer's cost, the gate and the goal of each task are the brief's; wall times mean nothing on a shared machine.
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
PAGE_SIZE = Gate("HTML of a page", 134, 134 / 3, 134 / 5, "KiB")
RUSH = Gate("booking rush, a person", 0.169, 0.169 / 3, 0.021)
IMPORT_NEW = Gate("import, created, 1,000 rows", 12.3, 12.3 / 10, 0.5)
IMPORT_CHANGED = Gate("import, 10% changed, 1,000 rows", 5.4, 5.4 / 8, 0.27)
GAPS_ONE = Gate("gaps of one person", None, 0.03, 0.018)
GAPS_ORGANISATION = Gate("gaps of one organisation, first page", None, 0.5, 0.2)
GAPS_EVERYBODY = Gate("gaps of everybody", None, 10, 3)
WEB_MEMORY = Gate("all web workers, PSS", 145, 400, 250, "MiB")
