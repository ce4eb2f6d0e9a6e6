"""The parts of the bench: pages, the booking rush, gaps, and files read in. Each gives its figures as plain JSON."""

import json
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.servers import ROOT, python, web
from tests.people.hr_file import changed, staff_list

DRIVER = Path(__file__).with_name("web_load.py")
RUSH = {"users": 500, "first": 200, "concurrency": 32, "places": 100}
QUICK_ROWS = 5_000


@dataclass(frozen=True)
class Measured:
    """What is measured: the settings it runs with, the database's first process, and what was asked for."""

    environment: dict[str, str]
    database: int | None
    password: str
    session: int
    chosen: Namespace
    say: Callable[[str], None]

    def roots(self, app: int) -> dict[str, int]:
        return {"app": app} | ({"db": self.database} if self.database else {})

    def inside(self, task: str, *more: str) -> dict[str, Any]:
        return json.loads(python(["bench.inside", task, str(self.database or "-"), *more], self.environment))


def pages(subject: Measured) -> dict[str, Any]:
    """Four people at once, each signed in. The home page is measured against itself too: that must come to 1."""
    subject.say("pages")
    paths = page_paths(subject)
    plan = {"concurrency": 4, "warmup": 2, "duration": 6, "rounds": 3}
    if subject.chosen.quick:
        plan |= {"warmup": 1, "duration": 3, "rounds": 1}
    with web(subject.environment) as (address, app):
        target = {"base": address, "cpu_roots": subject.roots(app), "login": _login(subject.password)}
        plan["targets"] = [
            {**target, "name": "academy", "paths": paths},
            {**target, "name": "itself", "paths": {"home": paths["home"]}},
        ]
        return _drive("pages", plan, subject)


def page_paths(subject: Measured) -> dict[str, dict[str, str]]:
    return {
        "catalogue": {"path": "/catalogue/?page={1..8}", "expect": "<h1"},
        "search": {"path": "/catalogue/?q={pick:risk|safeguarding|neglect|plan}", "expect": "<h1"},
        "session": {"path": f"/booking/sessions/{subject.session}/", "expect": "<h1"},
        "my learning": {"path": "/records/", "expect": "<h1"},
        "home": {"path": "/", "expect": "<h1"},
    }


def profiles(subject: Measured, missed: Sequence[str]) -> dict[str, Any]:
    """Of each page that missed its gate."""
    paths = page_paths(subject)
    return {
        name: json.loads(
            python(["bench.profiles", "p1@weyshire.example", _plain(paths[name]["path"])], subject.environment)
        )
        for name in missed
    }


def rush(subject: Measured) -> dict[str, Any]:
    """500 people for 100 places: who came too late is on the waiting list, once, in order."""
    subject.say("booking rush")
    session = int(python(["bench.rush", "make"], subject.environment))
    run = f"cd {ROOT} && {sys.executable} -m bench.rush"
    spec = {
        **RUSH,
        "users": 150 if subject.chosen.quick else RUSH["users"],
        "page": f"/booking/sessions/{session}/book/",
        "form_match": "expected",
        "outcomes": {"booked": "You have a place", "waiting": "on the waiting list"},
        "reset_cmd": f"{run} empty",
        "verify_cmd": f"{run} count",
    }
    with web(subject.environment) as (address, app):
        target = {"name": "academy", "base": address, "cpu_roots": subject.roots(app)}
        target |= {"login": _login(subject.password), "rush": spec}
        rounds = 1 if subject.chosen.quick else subject.chosen.rounds
        done = _drive("rush", {"rounds": rounds, "targets": [target]}, subject)
    done["list"] = json.loads(python(["bench.rush", "check"], subject.environment))
    done["list"]["lost"] = spec["users"] - done["list"]["placed"] - done["list"]["waiting"]
    return done


def gaps(subject: Measured) -> dict[str, Any]:
    subject.say("gaps")
    return subject.inside("gaps")


def needs(subject: Measured) -> dict[str, Any]:
    """What is added for it is taken back, so that it may come before or after anything else."""
    subject.say("needs analysis")
    less = ("60", "2000") if subject.chosen.quick else ()
    return json.loads(python(["bench.needs", *less], subject.environment))


def search(subject: Measured) -> dict[str, Any]:
    """Over 25,000 texts; a fifth of them when it has to be quick."""
    subject.say("search")
    return subject.inside("search", "5" if subject.chosen.quick else "1")


def analysis(subject: Measured) -> dict[str, Any]:
    """The curve of three million stays beside other libraries, and the pages of who stays, each answered cold."""
    subject.say("analysis")
    rows = ("300000",) if subject.chosen.quick else ()
    curve = json.loads(python(["bench.analysis", "curve", *rows], subject.environment))
    return {"curve": curve, "pages": json.loads(python(["bench.analysis", "pages"], subject.environment))}


def imports(subject: Measured) -> dict[str, Any]:
    """A staff list of new people, then the same again, then with a tenth changed."""
    rows = min(subject.chosen.rows, QUICK_ROWS) if subject.chosen.quick else subject.chosen.rows
    new = staff_list(rows)
    files = {"new": new, "unchanged": new, "changed": changed(new, 0.1)}
    done: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, file in files.items():
            subject.say(f"import of {rows:,} rows: {name}")
            path = Path(folder) / f"{name}.csv"
            path.write_bytes(file.content)
            done[name] = subject.inside("import", str(path))
    return done


def _drive(what: str, plan: dict[str, Any], subject: Measured) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "plan.json", Path(folder) / "answer.json"
        asked.write_text(json.dumps(plan))
        driver = [sys.executable, str(DRIVER), what, str(asked), "-o", str(answered)]
        subprocess.run(driver, check=True, env=subject.environment, cwd=ROOT)
        return json.loads(answered.read_text())


def _plain(path: str) -> str:
    """One of the addresses that a pattern of the driver stands for."""
    return path.replace("{1..8}", "3").replace("{pick:risk|safeguarding|neglect|plan}", "risk")


def _login(password: str) -> dict[str, Any]:
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
