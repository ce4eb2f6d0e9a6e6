"""What is measured inside one process with the database beside it: files read in, and gaps worked out.

Run by `run.py` with a task as its argument; prints one JSON object of CPU seconds.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402

from academy.booking.models import Session  # noqa: E402
from academy.core import clock  # noqa: E402
from academy.needs import queries as needs  # noqa: E402
from academy.people.models import Account, Organisation  # noqa: E402
from academy.people.scope import TheAuthority, Viewer  # noqa: E402
from bench.web_load import fixed_loop, tree_cpu  # noqa: E402


def cost_of(work: Callable[[], object], *, database: int | None, times: int = 5) -> dict[str, float]:
    """The median CPU seconds of the work, here and in the database, and of the loop timed just before."""
    costs = []
    for _ in range(times):
        loop = fixed_loop()
        before = time.process_time() + (_cpu(database))
        work()
        costs.append((time.process_time() + _cpu(database) - before, loop))
    costs.sort()
    cpu, loop = costs[len(costs) // 2]
    return {"cpu_s": round(cpu, 4), "loop_s": round(loop, 4), "loops": round(cpu / loop, 4)}


def _cpu(database: int | None) -> float:
    return tree_cpu(database) if database else 0.0


def gaps(database: int | None) -> dict[str, dict[str, float]]:
    on = clock.today()
    everybody = TheAuthority(on=on)
    person = Account.objects.get(email="p100@weyshire.example").person
    learner = Viewer(Account.objects.get(person=person), on)
    largest = Organisation.objects.get(code=_largest())
    list(needs.gaps(learner, on=on, person=person))
    twenty = cost_of(lambda: _many(lambda: list(needs.gaps(learner, on=on, person=person))), database=database)
    return {
        "one": {name: cost / (20 if name != "loop_s" else 1) for name, cost in twenty.items()},
        "organisation": cost_of(lambda: needs.gaps(everybody, on=on, organisation=largest)[:25], database=database),
        "everybody": cost_of(lambda: len(needs.gaps(everybody, on=on)), database=database, times=3),
    }


def _many(work: Callable[[], object], times: int = 20) -> None:
    for _ in range(times):
        work()


def _largest() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.code FROM people_spell s JOIN people_post p ON p.id = s.post_id"
            " JOIN people_organisation o ON o.id = p.organisation_id WHERE s.ended_on IS NULL"
            " GROUP BY o.code ORDER BY COUNT(*) DESC LIMIT 1"
        )
        return cursor.fetchone()[0]


def imports(database: int | None, file: Path) -> dict[str, object]:
    """Reads the file in as the command line does, and says what it cost."""
    from io import StringIO

    from django.core.management import call_command

    loop, before, began = fixed_loop(), time.process_time() + _cpu(database), time.monotonic()
    out = StringIO()
    call_command("import", "workforce", str(file), format="hr", json=True, stdout=out, stderr=StringIO())
    cpu = time.process_time() + _cpu(database) - before
    answer = json.loads(out.getvalue())
    answer["bad"] = len(answer["bad"])
    return {"cpu_s": cpu, "loop_s": loop, "loops": cpu / loop, "wall_s": time.monotonic() - began, "answer": answer}


def session() -> dict[str, int]:
    """A session with many bookings, to look at."""
    return {"id": Session.objects.filter(starts_at__gt=clock.now(), is_cancelled=False).order_by("-taken")[0].pk}


if __name__ == "__main__":
    task, pid, *rest = sys.argv[1:]
    database = int(pid) if pid != "-" else None
    if task == "session":
        print(json.dumps(session()))
    else:
        print(json.dumps(gaps(database) if task == "gaps" else imports(database, Path(rest[0]))))
