"""The figures beside their gates: as a table, and kept in `results.json` and RESULTS.md."""

import json
import platform
import statistics
from datetime import date
from pathlib import Path
from typing import Any

from bench import gates
from bench.gates import Gate

HERE = Path(__file__).resolve().parent
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
LIKE_ITSELF = (0.9, 1.1)
Results = dict[str, dict[str, Any]]


def table(results: Results) -> list[str]:
    """One line for each task and database that was run."""
    out = ["| task | database | cost | gate | goal | verdict |", "| --- | --- | --: | --: | --: | --- |"]
    for kind, done in results.items():
        for gate, cost in costs(done):
            shown = "not run" if cost is None else f"{_short(cost)} {gate.unit}"
            limits = f"{_short(gate.gate)} | {_short(gate.goal)}"
            out.append(f"| {gate.task} | {NAMES[kind]} | {shown} | {limits} | {gate.verdict(cost)} |")
        if "pages" in done:
            out.append(f"| home page against itself | {NAMES[kind]} | {_likeness(done)} |")
    return out


def costs(done: dict[str, Any]) -> list[tuple[Gate, float | None]]:
    """What was measured of the parts that were run."""
    return [*_pages(done), *_rush(done), *_gaps(done), *_needs(done), *_search(done), *_analysis(done), *_imports(done)]


def likeness(done: dict[str, Any]) -> float:
    """What the same page of the same server costs against itself."""
    ratios = done["pages"]["pages"]["home"]["ratios"]
    return next(iter(ratios.values()))["pages_per_cpu_s"]["median"]


def missed_pages(done: dict[str, Any]) -> list[str]:
    """By the names that the driver knows them by."""
    missed = {gate.task for gate, cost in _pages(done) if gate.verdict(cost) == "MISSED"}
    return [name for name, gate in gates.PAGES.items() if gate.task in missed]


def keep(results: Results, *, people: int) -> None:
    where = {"on": date.today().isoformat(), "people": people, "python": platform.python_version()}
    (HERE / "results.json").write_text(json.dumps({**where, **results}, indent=1) + "\n")
    said = f"Measured on {where['on']}: {people:,} people, 2 web workers of 2 threads, Python {where['python']}."
    (HERE / "RESULTS.md").write_text(
        "\n".join(["# Results", "", said, "", *table(results), *_stands_in_the_way(results)]) + "\n"
    )


def _pages(done: dict[str, Any]) -> list[tuple[Gate, float | None]]:
    if "pages" not in done:
        return []
    raw, memory = done["pages"]["raw"], done["pages"]["memory"]["academy"]["app"]["pss_mib_all"]
    found = [(gate, _median(raw[name], "loops_per_page")) for name, gate in gates.PAGES.items()]
    slowest = max(_median(rounds, "p95_ms") or 0 for rounds in raw.values())
    largest = max(_median(rounds, "kib_per_page") or 0 for rounds in raw.values())
    return [*found, (gates.PAGE_WAIT, slowest), (gates.PAGE_SIZE, largest), (gates.WEB_MEMORY, memory)]


def _rush(done: dict[str, Any]) -> list[tuple[Gate, float | None]]:
    if "rush" not in done:
        return []
    rounds, listed = done["rush"]["rush"], done["rush"]["list"]
    amiss = sum(listed[name] for name in ("twice", "out_of_turn", "counted_wrong")) + abs(listed["lost"])
    oversold = max(one["oversold"] for one in rounds["academy"])
    return [(gates.RUSH, _median(rounds, "loops_per_user")), (gates.OVERSOLD, oversold), (gates.OUT_OF_TURN, amiss)]


def _gaps(done: dict[str, Any]) -> list[tuple[Gate, float | None]]:
    if "gaps" not in done:
        return []
    named = {"one": gates.GAPS_ONE, "organisation": gates.GAPS_ORGANISATION, "everybody": gates.GAPS_EVERYBODY}
    return [(gate, done["gaps"][name]["loops"]) for name, gate in named.items()]


def _needs(done: dict[str, Any]) -> list[tuple[Gate, float | None]]:
    if "needs" not in done:
        return []
    found = done["needs"]
    slowest = max(page["s"] for page in found["pages"].values())
    return [
        (gates.NEEDS_REBUILD, found["rebuild_s"]),
        (gates.NEEDS_PAGE, slowest),
        (gates.NEEDS_AMISS, found["amiss"]),
    ]


def _search(done: dict[str, Any]) -> list[tuple[Gate, float | None]]:
    if "search" not in done:
        return []
    found = done["search"]
    return [
        (gates.SEARCH_COST, found["loops"]),
        (gates.SEARCH, found["median_ms"]),
        (gates.SEARCH_SLOWEST, found["slowest_ms"]),
    ]


def _analysis(done: dict[str, Any]) -> list[tuple[Gate, float | None]]:
    """Beside whichever library was there in the same run."""
    if "analysis" not in done:
        return []
    curve, pages = done["analysis"]["curve"], done["analysis"]["pages"]
    return [
        (gates.CURVE, 1 / times if (times := curve["lifelines"].get("times_ours")) else None),
        (gates.CURVE_MEMORY, curve["ours"]["mib"]),
        (gates.COLD_PAGE, max(page["s"] for page in pages.values())),
    ]


def _imports(done: dict[str, Any]) -> list[tuple[Gate, float | None]]:
    if "import" not in done:
        return []
    new, same, changed = (done["import"][name] for name in ("new", "unchanged", "changed"))
    return [
        (gates.IMPORT_NEW, _per_thousand(new, "loops")),
        (gates.IMPORT_WAIT, _per_thousand(new, "wall_s")),
        (gates.IMPORT_UNCHANGED, same["rows_written"]),
        (gates.IMPORT_CHANGED, _per_thousand(changed, "loops")),
    ]


def _stands_in_the_way(results: Results) -> list[str]:
    """The profile of every page that missed its gate."""
    out = []
    for kind, done in results.items():
        for name, found in done.get("profiles", {}).items():
            shares = ", ".join(f"{place} {share:.0%}" for place, share in found["share"].items())
            out += [
                "",
                f"## What stands in the way: {name}, {NAMES[kind]}",
                "",
                f"{found['queries']} queries. {shares}.",
            ]
    return out


def _median(by_target: dict[str, Any], what: str) -> float | None:
    values = [one[what] for one in by_target.get("academy", []) if one.get(what) is not None]
    return statistics.median(values) if values else None


def _per_thousand(imported: dict[str, Any], what: str) -> float:
    return imported[what] / imported["answer"]["rows"] * 1000


def _likeness(done: dict[str, Any]) -> str:
    """Other than about 1 is noise, and then the costs of pages say nothing."""
    low, high = LIKE_ITSELF
    ratio = likeness(done)
    verdict = "fit to read" if low <= ratio <= high else "TOO NOISY: run it again"
    return f"{_short(ratio)} | {low} to {high} | 1 | {verdict}"


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"
