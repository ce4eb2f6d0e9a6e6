"""`./run bench truth`: made-up authorities by the hundred, and which estimators find what is true of them."""

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import log, sqrt
from pathlib import Path

import numpy as np

from bench.truth import estimators
from bench.truth.authority import World
from bench.truth.estimators import Told
from bench.truth.grades import Programme
from bench.truth.replies import Asked

TABLE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "accuracy.md"
LEAST_COVER, MOST_FALSE = 0.93, 0.05  # impact.md 3.3; chance is allowed two of its own standard errors
MOST_BIAS = {"log hazard": 0.02, "difference at": 0.005, "first": 0.005, "record": 0.005, "repl": 0.01}
MOST_BIAS_OF_GRADES = 0.02


@dataclass(frozen=True)
class Scenario:
    title: str
    says: str
    told: Callable[..., dict[str, Told]]
    is_null: bool = False


HR = 0.75
SCENARIOS = {
    "leaving-null": Scenario(
        "Learning and leaving, no effect", "Learning does nothing.", partial(estimators.of_leaving, World()), True
    ),
    "leaving-effect": Scenario(
        f"Learning and leaving, hazard ratio {HR}",
        f"Whoever has learned leaves {HR} times as fast.",
        partial(estimators.of_leaving, World(effect=log(HR))),
    ),
    "leaving-unmeasured": Scenario(
        "Learning and leaving, no effect, motivation badly recorded",
        "Learning does nothing; what is recorded of motivation is only 0.6 like it. **Nothing here can be right**: "
        "this is why the product says “association”, and asks for places to be drawn by lot.",
        partial(estimators.of_leaving, World(seen=0.6)),
    ),
    "staying": Scenario(
        "Who is still here after 36 months", "A record that begins ten years in.",
        partial(estimators.of_staying, World()),
    ),
    "grades-null": Scenario(
        "A programme and audit grades, no effect", "Waves of teams, nothing changes.",
        partial(estimators.of_grades, Programme()), True,
    ),
    "grades-effect": Scenario(
        "A programme and audit grades, an effect that grows", "Larger for early teams.",
        partial(estimators.of_grades, Programme(effect=0.6)),
    ),
    "grades-drift": Scenario(
        "A programme and audit grades, no effect, lenient auditors arrive with it",
        "Only who allows for auditors can be right, which is why that is the test the product reports.",
        partial(estimators.of_grades, Programme(has_drift=True)),
    ),
    "replies": Scenario(
        "Used it three months later", "600 asked, half reply, the keen more.", partial(estimators.of_replies, Asked())
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One estimator over all replications of one scenario."""

    name: str
    is_naive: bool
    times: int
    mean: float
    truth: float | None
    bias: float | None
    covers: float | None
    rejects: float

    def verdict(self, *, is_null: bool) -> str:
        chance = 2 / sqrt(self.times)
        found = [
            self.bias is None or abs(self.bias) <= self._most_bias,
            self.covers is None or self.covers >= LEAST_COVER - chance * sqrt(0.05 * 0.95),
            not is_null or self.rejects <= MOST_FALSE + chance * sqrt(0.05 * 0.95),
        ]
        return "met" if all(found) else "fails" if self.is_naive else "MISSED"

    @property
    def _most_bias(self) -> float:
        return next((most for part, most in MOST_BIAS.items() if part in self.name), MOST_BIAS_OF_GRADES)


def main(arguments: list[str]) -> None:
    options = argparse.ArgumentParser(prog="./run bench truth", description=__doc__)
    options.add_argument("--replications", type=int, default=240)
    options.add_argument("--seed", type=int, default=20_261_122, help="the first of as many seeds")
    options.add_argument("--only", choices=list(SCENARIOS), action="append")
    options.add_argument("--keep", action="store_true", help="write docs/reference/accuracy.md")
    chosen = options.parse_args(arguments)
    names = chosen.only or list(SCENARIOS)
    seeds = range(chosen.seed, chosen.seed + chosen.replications)
    text = "\n".join(_page({name: compared(SCENARIOS[name], seeds) for name in names}, seeds))
    print(text)
    if chosen.keep:
        TABLE.write_text(text + "\n", encoding="utf-8")


def compared(scenario: Scenario, seeds: range) -> list[Line]:
    print(f"{scenario.title}: {len(seeds)} times", file=sys.stderr, flush=True)
    gathered: dict[str, list[Told]] = defaultdict(list)
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        for told in workers.map(partial(_once, scenario.told), seeds, chunksize=5):
            for name, one in told.items():
                gathered[name].append(one)
    return [_line(name, told) for name, told in gathered.items()]


def _once(told: Callable[..., dict[str, Told]], seed: int) -> dict[str, Told]:
    return told(seed=seed)


def _line(name: str, told: list[Told]) -> Line:
    estimates = np.array([one.estimate for one in told])
    truths = [one.truth for one in told if one.truth is not None]
    truth = float(np.mean(truths)) if truths else None
    return Line(
        name=name,
        is_naive=told[0].is_naive,
        times=len(told),
        mean=float(estimates.mean()),
        truth=truth,
        bias=None if truth is None else float(estimates.mean() - truth),
        covers=float(np.mean([one.covers for one in told])) if truths else None,
        rejects=float(np.mean([one.rejects for one in told])),
    )


def _page(found: dict[str, list[Line]], seeds: range) -> Iterator[str]:
    yield from INTRODUCTION.format(times=len(seeds), first=seeds.start, last=seeds.stop - 1).splitlines()
    for name, lines in found.items():
        scenario = SCENARIOS[name]
        yield from ("", f"## {scenario.title}", "", scenario.says, "")
        yield "| estimator | truth | mean | bias | 95% interval covers | says there is an effect | bar |"
        yield "| --- | --: | --: | --: | --: | --: | --- |"
        judged = name != "leaving-unmeasured"
        yield from (_row(line, line.verdict(is_null=scenario.is_null) if judged else "none") for line in lines)


def _row(line: Line, verdict: str) -> str:
    numbers = ["n/a" if one is None else f"{one:+.3f}" for one in (line.truth, line.mean, line.bias)]
    shares = ["n/a" if one is None else f"{one:.1%}" for one in (line.covers, line.rejects)]
    return f"| {' | '.join([line.name + (' (naive)' if line.is_naive else ''), *numbers, *shares, verdict])} |"


INTRODUCTION = """\
# Accuracy: what the estimators say where the truth is known

`./run bench truth --keep` makes {times} authorities for each part (seeds {first} to {last}) and writes this page. What
is true of each is known, because it was made up; what each estimator says of it is set beside that.

Estimators in bold are the ones the Academy uses. The others are what people usually reckon: they are here to be seen
failing on the same authorities, and the product never shows them as effects.

The bars: bias below 0.02 of a log hazard ratio or of a grade, half a point of a share (one point for replies); a 95%
interval that covers the truth 93 times in 100; where there is no effect, one is seen at most 5 times in 100. Chance in
this many replications is allowed two of its own standard errors."""
