"""What a measure of practice timeliness is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from academy.audits.timeliness.asked import Asked

Good = Literal["high", "low", "context"]
Unit = Literal["share", "count", "average"]
Area = Literal["Front door", "Children in need", "Child protection", "Children in care", "Care leavers", "Caseloads"]


@dataclass(frozen=True)
class Measure:
    """`says` reads “… of …”. A share is part of a whole; a count stands alone, beside all it was counted among."""

    code: str
    title: str
    says: str
    area: Area
    good: Good
    needs: str  # "List 4: started_on, authorised_on"
    count: Callable[[Asked], Iterable[bool] | tuple[int, int]]
    unit: Unit = "share"
    told: str = ""  # columns of which at least one row must say something

    @property
    def lists(self) -> list[str]:
        return [part.partition(":")[0] for part in self.needs.split("; ")]

    def columns(self, name: str) -> list[str]:
        found = dict(part.split(": ") for part in self.needs.split("; "))
        return found[name].split(", ")
