"""The lines of `planned.txt` and `funders.txt`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Planned:
    years: str
    phase: int
    priority: int
    title: str
    item: str
    capabilities: tuple[str, ...]
    who_for: str
    owner_words: str
    provider: str
    funders: tuple[tuple[str, int], ...]
    happened: str


@dataclass(frozen=True)
class Funding:
    code: str
    name: str
    terms: str
    given: int  # of every £1,000 planned


def planned() -> Iterator[Planned]:
    for cells in _rows("planned.txt"):
        when, title, item, capabilities, who_for, owner, provider, funders, happened = cells
        years, phase, priority = when.split()
        shares = tuple((code, int(share)) for code, share in (one.split() for one in funders.split(", ")))
        yield Planned(
            years=years,
            phase=int(phase),
            priority=int(priority),
            title=title,
            item=item,
            capabilities=tuple(capabilities.split()),
            who_for=who_for,
            owner_words=owner,
            provider=provider,
            funders=shares,
            happened=happened,
        )


def funding() -> dict[str, Funding]:
    return {code: Funding(code, name, terms, int(given)) for code, name, terms, given in _rows("funders.txt")}


def _rows(name: str) -> Iterator[list[str]]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]
