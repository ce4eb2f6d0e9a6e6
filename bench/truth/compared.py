"""`./run bench truth`: made-up authorities by the hundred, and which estimators find what is true of them."""

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from math import log, sqrt
from pathlib import Path

import numpy as np

from bench.truth import estimators, replications
from bench.truth.authority import World
from bench.truth.estimators import Told
from bench.truth.grades import Programme
from bench.truth.replies import Asked

ROOT = Path(__file__).resolve().parents[2]
TABLE, FOLDER = ROOT / "docs" / "reference" / "accuracy.md", ROOT / "var" / "bench" / "truth"
FIRST_SEED, FEWEST = 20_261_122, 200
LEAST_COVER, MOST_FALSE = 0.93, 0.05  # impact.md 3.3; chance is allowed two of its own standard errors
MOST_BIAS = {"log hazard": 0.02, "difference at": 0.005, "first": 0.005, "record": 0.005, "repl": 0.01}
MOST_BIAS_OF_GRADES = 0.02


@dataclass(frozen=True)
class Scenario:
    title: str
    says: str
    told: Callable[..., dict[str, Told]]
    is_null: bool = False
    is_judged: bool = True


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
        partial(estimators.of_leaving, World(seen=0.6)), is_null=True, is_judged=False,
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
        "Only who allows for auditors can be right, which is why the product makes auditors alike before it compares.",
        partial(estimators.of_grades, Programme(has_drift=True)), True,
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
    options.add_argument("--seed", type=int, default=FIRST_SEED, help="the first of as many seeds")
    options.add_argument("--only", choices=list(SCENARIOS), action="append")
    options.add_argument("--keep", action="store_true", help="write docs/reference/accuracy.md")
    options.add_argument("--folder", type=Path, default=FOLDER, help="where replications are kept as they are done")
    options.add_argument("--afresh", action="store_true", help="forget those kept: needed when an estimator changes")
    chosen = options.parse_args(arguments)
    names = chosen.only or list(SCENARIOS)
    seeds = range(chosen.seed, chosen.seed + chosen.replications)
    for name in names:
        replications.run(name, SCENARIOS[name].told, seeds, folder=chosen.folder, is_afresh=chosen.afresh)
    done = {name: replications.kept(name, chosen.folder) for name in SCENARIOS}
    text = "\n".join(_page({name: found for name, found in done.items() if found}))
    print(text)
    if chosen.keep:
        TABLE.write_text(text + "\n", encoding="utf-8")


def _lines(found: dict[int, dict[str, Told]]) -> list[Line]:
    gathered: dict[str, list[Told]] = defaultdict(list)
    for seed in sorted(found):
        for name, one in (found[seed] | _as_the_page_says(found[seed])).items():
            gathered[name].append(one)
    return [_line(name, told) for name, told in gathered.items()]


def _as_the_page_says(told: dict[str, Told]) -> dict[str, Told]:
    """Better or worse only where all three ways say so; otherwise the interval is held to have 0 in it."""
    ways = [one for name, one in told.items() if name.endswith("by team**") and "training" not in name]
    if len(ways) < 3:
        return {}
    first = ways[0]
    is_said = all(one.low > 0 for one in ways) or all(one.high < 0 for one in ways)
    low, high = (first.low, first.high) if is_said else (min(first.low, 0.0), max(first.high, 0.0))
    return {"**what the page says: all three must agree**": Told(first.estimate, low, high, first.truth)}


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


def _page(done: dict[str, dict[int, dict[str, Told]]]) -> Iterator[str]:
    yield from INTRODUCTION.format(fewest=FEWEST).splitlines()
    for name, found in done.items():
        scenario = SCENARIOS[name]
        few = f" **Partial: fewer than {FEWEST}, so no verdict on the bars yet.**" if len(found) < FEWEST else ""
        yield from ("", f"## {scenario.title}", "", scenario.says, "")
        yield from (f"{len(found)} replications, seeds {min(found)} to {max(found)}.{few}", "")
        yield "| estimator | replications | truth | mean | bias | 95% interval covers | says there is an effect | bar |"
        yield "| --- | --: | --: | --: | --: | --: | --: | --- |"
        yield from (_row(line, _verdict(line, scenario)) for line in _lines(found))
    missing = [scenario.title for name, scenario in SCENARIOS.items() if name not in done]
    if missing:
        yield from ("", f"**Not run yet**: {'; '.join(missing)}.")
    yield from ("", *READING.splitlines())


def _verdict(line: Line, scenario: Scenario) -> str:
    if line.times < FEWEST:
        return "none: partial"
    return line.verdict(is_null=scenario.is_null) if scenario.is_judged else "none: nothing can be right"


def _row(line: Line, verdict: str) -> str:
    numbers = ["n/a" if one is None else f"{one:+.3f}" for one in (line.truth, line.mean, line.bias)]
    shares = ["n/a" if one is None else f"{one:.1%}" for one in (line.covers, line.rejects)]
    name = line.name + (" (naive)" if line.is_naive else "")
    return f"| {' | '.join([name, str(line.times), *numbers, *shares, verdict])} |"


INTRODUCTION = """\
# Accuracy: what the estimators say where the truth is known

`./run bench truth --keep` makes authorities by the hundred and writes this page. What is true of each is known, because
it was made up; what each estimator says of it is set beside that. The seeds are printed: the same seeds give the same
table. Replications are kept as they are done, so a run that is broken off carries on where it stopped.

Estimators in bold are the ones the Academy uses. The others are what people usually reckon, or steps on the way: they
are here to be seen failing on the same authorities, and the product never shows them as effects.

The bars: bias below 0.02 of a log hazard ratio or of a grade, half a point of a share (one point for replies); a 95%
interval that covers the truth 93 times in 100; where there is no effect, one is seen at most 5 times in 100. Chance in
so many replications is allowed two of its own standard errors. A part, or a line, with fewer than {fewest} replications
says so and gets no verdict. Differences are of 24 months, in shares; the rest is log hazard ratios, and grades from 1
to 4. Log odds have no single truth where there is an effect, so only how often they see one is told."""

READING = """\
## Reading it

- *Ever trained against never* is wrong by more than any real programme could be right: whoever stays longer has more
  time to be trained. Neither more people nor more confounders cure it.
- Counting training from its month takes most of that away, and what is known of people the rest, if it is known.
- Where lenient auditors arrive with a programme, whatever leaves them out sees an effect that is not there.
- Two-way fixed effects lose part of a real effect, because they compare new waves with those already reached.
- The interval for grades leaves out each team in turn and does both steps again, making auditors alike as well."""
