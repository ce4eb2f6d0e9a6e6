"""What is measured inside one process with the database beside it: files read in, gaps worked out, and search.

`python -m bench.inside gaps|search|import PID [FILE or PART]` prints JSON. PID is the database's first process, or `-`.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import Count  # noqa: E402

from academy.core import clock  # noqa: E402
from academy.core.models import ImportStep  # noqa: E402
from academy.needs import queries as needs  # noqa: E402
from academy.people.models import Account, Organisation  # noqa: E402
from academy.people.scope import TheAuthority, Viewer, current_spells  # noqa: E402
from bench.web_load import fixed_loop, tree_cpu  # noqa: E402

TIMES = 200  # a database's CPU seconds come in hundredths, so what is short is done many times


def gaps(database: int | None) -> dict[str, Any]:
    on = clock.today()
    everybody, largest = TheAuthority(on), _largest()
    learner = Viewer(Account.objects.select_related("person").get(email="p100@weyshire.example"), on)
    return {
        "one": cost_of(lambda: list(needs.gaps(learner, on=on, person=learner.person)), database, times=TIMES),
        "organisation": cost_of(lambda: needs.gaps(everybody, on=on, organisation=largest)[:25], database, times=5),
        "everybody": cost_of(lambda: sum(1 for _ in needs.gaps(everybody, on=on).iterator()), database, rounds=3),
        "people": current_spells(on).values("person").distinct().count(),
        "people_of_the_organisation": _people_of(largest),
        "gaps": len(needs.gaps(everybody, on=on)),
    }


def cost_of(work: Callable[[], object], database: int | None, *, times: int = 1, rounds: int = 5) -> dict[str, float]:
    """The median CPU seconds of the work, here and in the database, and of the loop timed just before."""
    work()
    costs = []
    for _ in range(rounds):
        loop, before = fixed_loop(), _cpu(database)
        for _ in range(times):
            work()
        costs.append(((_cpu(database) - before) / times, loop))
    cpu, loop = sorted(costs)[rounds // 2]
    return {"cpu_s": round(cpu, 5), "loop_s": round(loop, 4), "loops": round(cpu / loop, 5)}


def imports(database: int | None, file: Path) -> dict[str, Any]:
    """Reads the file in as the command line does, and says what it cost."""
    memory = _memory()
    loop, before, began = fixed_loop(), _cpu(database), time.monotonic()
    out = StringIO()
    call_command("import", "workforce", str(file), format="hr", json=True, stdout=out, stderr=StringIO())
    cpu, wall = _cpu(database) - before, time.monotonic() - began
    answer = json.loads(out.getvalue())
    answer["bad"] = len(answer["bad"])
    steps = ImportStep.objects.filter(run=answer["run"])
    return {
        "cpu_s": round(cpu, 3),
        "loop_s": round(loop, 4),
        "loops": round(cpu / loop, 3),
        "wall_s": round(wall, 2),
        "grew_mib": round(_memory() - memory, 1),
        "rows_written": sum(len(keys) for keys in steps.values_list("keys", flat=True)),
        "answer": answer,
    }


def _cpu(database: int | None) -> float:
    return time.process_time() + (tree_cpu(database) if database else 0.0)


def _memory() -> float:
    """The most this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _largest() -> Organisation:
    """The organisation in which most people work."""
    here = current_spells(clock.today()).values("post__organisation").annotate(number=Count("person", distinct=True))
    return Organisation.objects.get(pk=here.order_by("-number")[0]["post__organisation"])


def _people_of(organisation: Organisation) -> int:
    here = current_spells(clock.today()).filter(post__organisation__path__startswith=organisation.path)
    return here.values("person").distinct().count()


if __name__ == "__main__":
    task, pid, *rest = sys.argv[1:]
    database = int(pid) if pid != "-" else None
    if task == "search":
        from bench.texts import measure

        print(json.dumps(measure(lambda: _cpu(database), part=int(rest[0]))))
    else:
        print(json.dumps(gaps(database) if task == "gaps" else imports(database, Path(rest[0]))))
