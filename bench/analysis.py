"""How fast the statistics are: the retention curve of three million stays, beside the libraries people would take
instead, and the authority's own pages, each in a server that has not shown it yet.

`python -m bench.analysis curve [ROWS]` and `python -m bench.analysis pages` print JSON; both are part of
`./run bench --only analysis`. Each counts the same stays in a process of its own, so that peak memory is its own.
"""

import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from bench.web_load import fixed_loop

ROWS = 3_000_000
DAYS = 5_475  # fifteen years
ON = 730
SEED = 20_181_109
TIMES = {"ours": 5, "lifelines": 3}
PAGES = {
    "who stays": "/workforce/staying/",
    "how and when people leave, everybody": "/workforce/staying/leaving/?route=everybody",
    "by team and route": "/workforce/staying/groups/",
    "early warning, every team": "/workforce/early-warning/?show=all",
}
IN_R = """
library(survival)
rows <- read.csv(commandArgs(TRUE)[1])
curve <- function() survfit(Surv(time, left) ~ 1, data = rows, conf.type = "log-log")
times <- replicate(3, system.time(fit <<- curve())[["user.self"]])
cat(sprintf('{"cpu_s": %.4f, "at": %.12f, "mib": null}', median(times), summary(fit, times = 730)$surv))
"""


def curve(rows: int = ROWS) -> dict[str, Any]:
    """Kaplan-Meier with Greenwood's error and the log-log interval, by each in turn, in the same run."""
    found = {name: _in_its_own_process("one", name, str(rows)) for name in TIMES if name == "ours" or find_spec(name)}
    found.setdefault("lifelines", {"not_run": "lifelines is not installed here"})
    found["r"] = _r(rows)
    ours = found["ours"]
    for one in found.values():
        if "cpu_s" in one:
            one["times_ours"] = round(one["cpu_s"] / ours["cpu_s"], 2)
            one["differs"] = abs(one["at"] - ours["at"])
    return {"rows": rows, "seed": SEED, "day": ON, "loop_s": round(fixed_loop(), 4), **found}


def pages() -> dict[str, Any]:
    """Each as a server’s first answer about it: nothing has been read or kept for it before."""
    return {name: _in_its_own_process("page", address) for name, address in PAGES.items()}


def _stays(rows: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(SEED)
    leaves, seen_until = chance.exponential(1_400, rows), chance.uniform(1, DAYS, rows)
    days = np.minimum(np.minimum(leaves, seen_until), DAYS).astype(np.int64)
    return days, leaves <= np.minimum(seen_until, DAYS)


def _one(name: str, rows: int) -> dict[str, Any]:
    days, left = _stays(rows)
    fit = {"ours": _ours, "lifelines": _lifelines}[name](days, left)
    before, costs, at = _memory(), [], 0.0
    for _ in range(TIMES[name]):
        began = time.process_time()
        at = fit()
        costs.append(time.process_time() - began)
    return {"cpu_s": round(statistics.median(costs), 4), "at": at, "mib": round(_memory() - before, 1)}


def _ours(days: np.ndarray, left: np.ndarray) -> Callable[[], float]:
    from academy.analysis.steps import kaplan_meier

    def fit() -> float:
        steps = kaplan_meier(None, days, left)
        return float(steps.surv[np.searchsorted(steps.days, ON, side="right") - 1])

    return fit


def _lifelines(days: np.ndarray, left: np.ndarray) -> Callable[[], float]:
    from lifelines import KaplanMeierFitter

    return lambda: float(KaplanMeierFitter().fit(days, left).predict(ON))


def _r(rows: int) -> dict[str, Any]:
    if not shutil.which("Rscript"):
        return {"not_run": "there is no R here"}
    days, left = _stays(rows)
    with tempfile.TemporaryDirectory() as folder:
        file, script = Path(folder) / "stays.csv", Path(folder) / "curve.R"
        np.savetxt(file, np.column_stack([days, left]), fmt="%d", delimiter=",", header="time,left", comments="")
        script.write_text(IN_R)
        done = subprocess.run(["Rscript", str(script), str(file)], capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if not done.returncode else {"not_run": done.stderr.strip()[-200:]}


def _page(address: str) -> dict[str, Any]:
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from academy.people.models import Account
    from academy.people.rules import Role

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    account = Account.objects.filter(grants__role=Role.ACADEMY).order_by("pk")[0]
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    client.get("/help/")  # the server is up, and has shown nothing of this room yet
    cpu, began = time.process_time(), time.perf_counter()
    answer = client.get(address)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return {"s": round(seconds, 3), "cpu_s": round(cpu, 3), "kib": round(len(answer.content) / 1024, 1)}


def _in_its_own_process(*words: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.analysis", *words]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(what: str, *more: str) -> dict[str, Any]:
    if what == "curve":
        return curve(int(more[0]) if more else ROWS)
    if what == "pages":
        return pages()
    return _page(more[0]) if what == "page" else _one(more[0], int(more[1]))


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
