"""Where the time of a page goes, for a gate that was missed. `python -m bench.profiles EMAIL PATH` prints JSON.

The page is asked for inside one process, so the database's own work counts as the time waited for it.
"""

import cProfile
import json
import pstats
import sys
from collections import Counter
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from academy.people.models import Account  # noqa: E402

TIMES = 50
MOST = 8
ACADEMY = Path(__file__).resolve().parents[1] / "academy"


def profile(email: str, path: str) -> dict[str, object]:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Account.objects.get(email=email))
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    watched = cProfile.Profile()
    watched.enable()
    for _ in range(TIMES):
        client.get(path)
    watched.disable()
    spent = _by_place(pstats.Stats(watched))
    whole = sum(spent.values())
    return {"queries": len(queries), "share": {place: round(s / whole, 3) for place, s in spent.most_common(MOST)}}


def _by_place(stats: pstats.Stats) -> Counter[str]:
    """Own time of every function, added up by what it is part of."""
    spent: Counter[str] = Counter()
    for (file, _, name), (_, _, own, _, _) in stats.stats.items():  # type: ignore[attr-defined]
        spent[_place(file, name)] += own
    return spent


def _place(file: str, name: str) -> str:
    if "execute" in name and ("sqlite" in name.lower() or "psycopg" in file):
        return "the database"
    if file == "~":
        return "Python's built-in functions"
    path = Path(file)
    if path.is_relative_to(ACADEMY):
        return f"academy.{path.relative_to(ACADEMY).parts[0]}"
    for part in ("django/db", "django/template", "django/core/handlers", "django/middleware", "django", "psycopg"):
        if f"/{part}/" in file:
            return part.replace("/", ".")
    return "everything else"


if __name__ == "__main__":
    print(json.dumps(profile(*sys.argv[1:])))
