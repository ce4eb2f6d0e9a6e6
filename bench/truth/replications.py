"""Made-up authorities by the hundred, each kept as it is done, so that what is broken off carries on later."""

import json
import multiprocessing
import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path

from bench.truth.estimators import Told

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
Found = dict[str, Told]


def run(name: str, told: Callable[..., Found], seeds: range, *, folder: Path, is_afresh: bool = False) -> None:
    """Whichever of the seeds are not kept yet. One thread a worker: several for one small matrix are far slower."""
    file = _file(name, folder)
    if is_afresh:
        file.unlink(missing_ok=True)
    wanted = [seed for seed in seeds if seed not in kept(name, folder)]
    print(f"{name}: {len(wanted)} of {len(seeds)} to do", file=sys.stderr, flush=True)
    os.environ.update(dict.fromkeys(THREADS, "1"))  # read by a new process when it first loads numpy
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=fresh) as workers, file.open("a", encoding="utf-8") as lines:
        for seed, found in workers.map(partial(_once, told), wanted, chunksize=2):
            lines.write(json.dumps([seed, {key: asdict(one) for key, one in found.items()}], default=float) + "\n")
            lines.flush()


def _once(told: Callable[..., Found], seed: int) -> tuple[int, Found]:
    return seed, told(seed=seed)


def kept(name: str, folder: Path) -> dict[int, Found]:
    file = _file(name, folder)
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    read = (json.loads(line) for line in lines)
    return {seed: {key: Told(**one) for key, one in found.items()} for seed, found in read}


def _file(name: str, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.jsonl"
