"""`./run bench`: build, serve, measure, and say which gates are met."""

import argparse
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench import measured, report
from bench.measured import Measured
from bench.servers import ROOT, academy, database, has_postgresql, python, settings_for
from bench.truth import compared

PARTS: dict[str, Callable[[Measured], dict[str, Any]]] = {
    "pages": measured.pages,
    "rush": measured.rush,
    "gaps": measured.gaps,
    "needs": measured.needs,
    "search": measured.search,
    "analysis": measured.analysis,
    "import": measured.imports,  # last: it brings in as many people again
}


def main() -> None:
    if sys.argv[1:2] == ["truth"]:
        compared.main(sys.argv[2:])
        return
    chosen = _options().parse_args()
    kinds = ["sqlite", "postgresql"] if chosen.database == "both" else [chosen.database]
    if not has_postgresql() and "postgresql" in kinds:
        kinds.remove("postgresql")
        say("NOT RUN: PostgreSQL, because there is no PostgreSQL server here.")
    results = {kind: measure(kind, chosen) for kind in kinds}
    print("\n".join(report.table(results)))
    if not chosen.quick and not chosen.only:
        report.keep(results, people=chosen.people)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    options.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    options.add_argument("--people", type=int, default=50_000)
    options.add_argument("--rows", type=int, default=50_000, help="rows of the imported file")
    options.add_argument("--only", choices=list(PARTS), help="one part of it")
    options.add_argument("--quick", action="store_true", help="one round, a few seconds each, a file of 5,000 rows")
    options.add_argument("--rounds", type=int, default=5, help="rounds of the booking rush")
    options.add_argument("--folder", type=Path, default=ROOT / "var" / "bench", help="where the databases are built")
    return options


def measure(kind: str, chosen: argparse.Namespace) -> dict[str, Any]:
    folder = chosen.folder.resolve() / f"{kind}-{chosen.people}"
    _begin_afresh(folder, has_imported=chosen.only in (None, "import"))
    with database(kind, folder) as (url, pid):
        environment = settings_for(url, folder)
        say(f"{kind}: {chosen.people:,} people")
        built = json.loads(academy(["demo", "--people", str(chosen.people), "--no-serve", "--json"], environment))
        session = int(python(["bench.learners"], environment))
        subject = Measured(environment, pid, built["password"], session, chosen, partial(say, f"{kind}: "))
        done = {name: part(subject) for name, part in PARTS.items() if chosen.only in (None, name)}
        done["profiles"] = measured.profiles(subject, report.missed_pages(done))
        return done


def _begin_afresh(folder: Path, *, has_imported: bool) -> None:
    """A database that a file was once read into is no longer the one to read it into: SQLite's is built again."""
    marker = folder / "imported"
    if marker.exists():
        for file in [*folder.glob("academy.sqlite3*"), marker]:
            file.unlink()
    if has_imported:
        folder.mkdir(parents=True, exist_ok=True)
        marker.touch()


def say(*words: str) -> None:
    print("".join(words), file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
