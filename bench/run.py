"""`./run bench`: build, serve, measure, and say which gates are met."""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import gates
from bench.gates import Gate
from bench.servers import ROOT, academy, database, settings_for, web

HERE = Path(__file__).resolve().parent


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    options.add_argument("--people", type=int, default=50_000)
    options.add_argument("--rows", type=int, default=50_000, help="rows of the imported file")
    options.add_argument("--only", choices=["pages", "rush", "gaps", "import"], help="one part of it")
    options.add_argument("--quick", action="store_true", help="one round, a few seconds each")
    options.add_argument("--folder", type=Path, default=ROOT / "var" / "bench")
    chosen = options.parse_args()
    kinds = ["sqlite", "postgresql"] if chosen.database == "both" else [chosen.database]
    results = {kind: measure(kind, chosen) for kind in kinds}
    table = "\n".join(lines(results))
    print(table)
    if not chosen.quick and not chosen.only:
        (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n")
        (HERE / "RESULTS.md").write_text(f"# Results\n\n{chosen.people:,} people, 2 web workers.\n\n{table}\n")


def measure(kind: str, chosen: argparse.Namespace) -> dict[str, Any]:
    folder = chosen.folder / f"{kind}-{chosen.people}"
    with database(kind, folder) as (url, pid):
        environment = settings_for(url, folder)
        say(f"{kind}: building {chosen.people:,} people")
        built = json.loads(academy(["demo", "--people", str(chosen.people), "--no-serve", "--json"], environment))
        parts = {
            "pages": lambda: pages(environment, pid, built["password"], chosen),
            "rush": lambda: rush(environment, pid, built["password"], chosen),
            "gaps": lambda: inside(environment, pid, "gaps"),
            "import": lambda: imports(environment, pid, chosen.rows),
        }
        return {name: part() for name, part in parts.items() if chosen.only in (None, name)}


def pages(environment: dict[str, str], pid: int | None, password: str, chosen: argparse.Namespace) -> dict[str, Any]:
    say("pages")
    session = inside(environment, None, "session")
    paths = {
        "catalogue": {"path": "/catalogue/?page={1..8}", "expect": "<h1"},
        "search": {"path": "/catalogue/?search={pick:risk|safeguarding|neglect|plan}", "expect": "<h1"},
        "session": {"path": f"/booking/sessions/{session['id']}/", "expect": "<h1"},
        "my learning": {"path": "/records/", "expect": "<h1"},
        "home": {"path": "/", "expect": "<h1"},
    }
    with web(environment) as (address, app):
        target = {"name": "academy", "base": address, "cpu_roots": roots(app, pid), "paths": paths}
        target["login"] = login(password)
        plan = {"concurrency": 4, "warmup": 2, "targets": [target]}
        plan |= {"duration": 3, "rounds": 1} if chosen.quick else {"duration": 6, "rounds": 3}
        return drive("pages", plan)


def rush(environment: dict[str, str], pid: int | None, password: str, chosen: argparse.Namespace) -> dict[str, Any]:
    say("booking rush: 500 people for 100 places")
    session = int(helper(["bench.rush", "make"], environment))
    run = f"cd {ROOT} && {sys.executable} -m bench.rush"
    spec = {
        "users": 100 if chosen.quick else 500,
        "first": 200,
        "concurrency": 32,
        "page": f"/booking/sessions/{session}/book/",
        "form_match": "cover",
        "fields": {"cover": "yes"},
        "outcomes": {"booked": "You have a place", "waiting": "on the waiting list|You are \\d+\\w\\w"},
        "places": 100,
        "reset_cmd": f"{run} empty",
        "verify_cmd": f"{run} count",
    }
    with web(environment) as (address, app):
        target = {
            "name": "academy",
            "base": address,
            "cpu_roots": roots(app, pid),
            "login": login(password),
            "rush": spec,
        }
        return drive("rush", {"rounds": 1 if chosen.quick else 5, "targets": [target]}, environment)


def imports(environment: dict[str, str], pid: int | None, rows: int) -> dict[str, Any]:
    """New, then the same again, then with a tenth changed."""
    done = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in ("new", "unchanged", "changed"):
            say(f"import of {rows:,} rows: {name}")
            file = Path(folder) / f"{name}.csv"
            helper(["tests.people.hr_file", str(file), str(rows), "10" if name == "changed" else "0"], environment)
            done[name] = inside(environment, pid, "import", str(file))
    return done


def inside(environment: dict[str, str], pid: int | None, *task: str) -> dict[str, Any]:
    name, *rest = task
    return json.loads(helper(["bench.inside", name, str(pid or "-"), *rest], environment))


def helper(module: list[str], environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", *module]
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


def drive(what: str, plan: dict[str, Any], environment: dict[str, str] | None = None) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "plan.json", Path(folder) / "answer.json"
        asked.write_text(json.dumps(plan))
        driver = [sys.executable, str(HERE / "web_load.py"), what, str(asked), "-o", str(answered)]
        subprocess.run(driver, check=True, env=environment, cwd=ROOT)
        return json.loads(answered.read_text())


def login(password: str) -> dict[str, Any]:
    return {
        "path": "/people/sign-in/",
        "form_match": "password",
        "user_field": "email",
        "password_field": "password",
        "user": "p{n}@weyshire.example",
        "password": password,
        "first": 1,
        "check_path": "/",
        "check": "Sign out",
    }


def roots(app: int, database_pid: int | None) -> dict[str, int]:
    return {"app": app} | ({"db": database_pid} if database_pid else {})


def lines(results: dict[str, dict[str, Any]]) -> list[str]:
    out = ["| task | database | cost | gate | goal | verdict |", "| --- | --- | --- | --- | --- | --- |"]
    for kind, done in results.items():
        for gate, cost in costs(done):
            shown = "not run" if cost is None else f"{cost:.4g}"
            out.append(
                f"| {gate.task} | {kind} | {shown} {gate.unit} | {gate.gate:.3g} | {gate.goal:.3g} | {gate.verdict(cost)} |"
            )
    return out


def costs(done: dict[str, Any]) -> list[tuple[Gate, float | None]]:
    raw = done.get("pages", {}).get("raw", {})
    found = [(gate, median(raw, name, "loops_per_page")) for name, gate in gates.PAGES.items()]
    found.append((gates.PAGE_SIZE, max((median(raw, name, "kib_per_page") or 0 for name in raw), default=None)))
    found.append(
        (gates.WEB_MEMORY, done.get("pages", {}).get("memory", {}).get("academy", {}).get("app", {}).get("pss_mib_all"))
    )
    found.append((gates.RUSH, median(done.get("rush", {}), "rush", "loops_per_user")))
    gaps = done.get("gaps", {})
    for name, gate in (
        ("one", gates.GAPS_ONE),
        ("organisation", gates.GAPS_ORGANISATION),
        ("everybody", gates.GAPS_EVERYBODY),
    ):
        found.append((gate, gaps.get(name, {}).get("loops")))
    for name, gate in (("new", gates.IMPORT_NEW), ("changed", gates.IMPORT_CHANGED)):
        found.append((gate, per_thousand(done.get("import", {}).get(name))))
    return found


def median(raw: dict[str, Any], name: str, what: str) -> float | None:
    """Of the rounds, in the driver's own raw figures."""
    values = [each[what] for each in raw.get(name, {}).get("academy", []) if each.get(what) is not None]
    return statistics.median(values) if values else None


def per_thousand(imported: dict[str, Any] | None) -> float | None:
    return imported["loops"] / imported["answer"]["rows"] * 1000 if imported else None


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
