"""Seven figures of one item, of a programme or of everything, each with how it was come by and one plain sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt

from django.db.models import QuerySet

from academy.analysis.rates import FEWEST, share
from academy.analysis.response import Answered
from academy.catalogue.models import Item
from academy.core.figures import TOO_FEW_WORDS, Figure, rounded
from academy.impact import queries
from academy.impact.measures.effects import effect_figure
from academy.impact.measures.use import COST_LABEL, figure_of
from academy.impact.models import EffectEstimate
from academy.impact.queries import Cost, Feeling, Reached
from academy.impact.queries.effects import drawn_by_lot
from academy.impact.rules import claims
from academy.impact.rules.claims import About, Found, Grade
from academy.impact.rules.effects import Outcome
from academy.people.scope import Viewer
from academy.surveys.models import FollowUp

REACHED, WORTH, SURER, PRACTICE, STAYING = "Reached", "Worth their time", "How sure people feel", "Practice", "Staying"
NOT_MEASURED = {
    About.PRACTICE: "Not measured yet. It takes audits of teams that it reached on different days.",
    About.STAYING: "Not measured yet. It takes people alike who learned it and who did not, followed for two years.",
}
ABOUT = {Outcome.PRACTICE: About.PRACTICE, Outcome.STAYING: About.STAYING}
Z95 = 1.959963984540054


@dataclass(frozen=True)
class Impact:
    """What one page shows. `ways` counts those who used it three ways, side by side."""

    figures: tuple[Figure, ...]
    ways: Answered | None
    in_short: str  # for the head of the page: nothing that a figure below does not carry


def impact_of(
    viewer: Viewer,
    items: Sequence[int] | None,
    *,
    effects: Mapping[About, Figure] | None = None,
    opens_to: int | None = None,
) -> Impact:
    """`effects` are what was worked out of practice and of staying, where it was."""
    asked = queries.asked_about(queries.follow_ups(viewer), items)
    ways = queries.weighted(asked)
    known = effects or {}
    keep = _kept_back if queries.sees_counts_only(viewer) else _as_it_is
    applied = keep(_applied(asked, ways, viewer, items, opens_to))
    compared_with = [keep(known.get(about) or not_measured(about, on=viewer.on)) for about in NOT_MEASURED]
    figures = [
        keep(reached_figure(queries.reached(viewer, items), on=viewer.on)),
        *(keep(figure) for figure in feeling_figures(queries.feeling(asked), asked=asked.count(), on=viewer.on)),
        applied,
        *compared_with,
    ]
    cost = queries.cost(viewer, items)
    if cost is not None:
        figures.append(keep(cost_figure(cost, ways, on=viewer.on)))
    return Impact(tuple(figures), ways, in_short(applied, compared_with))


def in_short(applied: Figure, compared_with: Sequence[Figure]) -> str:
    """Whether people used it, and what was seen where they did: only what the figures themselves say."""
    used = f"{applied.counted:,} of the {applied.n:,} who answered used it." if applied.is_known else applied.sentence
    seen = [figure.sentence for figure in compared_with if figure.is_known]
    if not seen and applied.is_known:
        seen = ["What people say of themselves is not yet proof that practice improved."]
    return " ".join([used, *seen])


def reached_figure(of: Reached, *, on: date) -> Figure:
    again = of.completions - of.people
    lacking = f" {of.lacking:,} of whom it is asked still lack it." if of.lacking else ""
    said = f"{again:,} completions more than people: some learned several things, or one again." if again else ""
    return Figure(
        label=REACHED,
        value=of.people,
        unit="person" if of.people == 1 else "people",
        on=on,
        sentence=(said or "Each finished once.") if of.people else "Nobody has finished it in the last year.",
        words=f"Everybody who finished in the last year.{lacking}",
    )


def feeling_figures(of: Feeling, *, asked: int, on: date) -> tuple[Figure, Figure]:
    """Reaction, and confidence before and after: both as people look back, three months on."""
    return _worth(of, asked, on), _surer(of, asked, on)


def effects_of(item: Item, estimates: Mapping[tuple[int, str], EffectEstimate]) -> dict[About, Figure]:
    """What was worked out for one item, as it is shown elsewhere; its sentence is the one that its interval carries."""
    is_by_lot = item.pk in drawn_by_lot([item]) if estimates else False
    found = {}
    for (_, outcome), estimate in estimates.items():
        about = ABOUT[Outcome(outcome)]
        figure = effect_figure(estimate, Outcome(outcome), is_by_lot=is_by_lot)
        said = compared(figure, about, is_by_lot=is_by_lot)
        found[about] = replace(figure, sentence=claims.sentence(said)) if said.is_known else figure
    return found


def compared(figure: Figure, about: About, *, is_by_lot: bool) -> Found:
    """A difference in points as what may be said of it."""
    value, low, high = (None if part is None else float(part) / 100 for part in (figure.value, figure.low, figure.high))
    grade = Grade.BY_LOT if is_by_lot else Grade.ADJUSTED
    return Found(about, grade, value, low, high, n=figure.n or 0)


def not_measured(about: About, *, on: date) -> Figure:
    label = PRACTICE if about is About.PRACTICE else STAYING
    return Figure(label, None, unit="points", on=on, evidence="none", sentence=NOT_MEASURED[about])


def cost_figure(of: Cost, ways: Answered | None, *, on: date) -> Figure:
    """What was spent for each completion, over the share who would say that they used it."""
    each = of.spent / of.completions if of.spent and of.completions else None
    is_known = each is not None and ways is not None and bool(ways.weighted) and bool(ways.low)
    value = each / ways.weighted if is_known and each and ways and ways.weighted else None
    return Figure(
        label=COST_LABEL,
        value=value,
        low=each / ways.high if value and each and ways and ways.high else None,
        high=each / ways.low if value and each and ways and ways.low else None,
        unit="£",
        n=ways.replied if value and ways else None,
        on=on,
        evidence="weak" if value else "none",
        why="people’s own account" if value else "",
        sentence=_cost_sentence(of, value),
        words="What this year’s plan spent for each completion, over the share who would say that they used it.",
    )


def ways_rows(ways: Answered) -> list[dict[str, str]]:
    """Side by side: those who answered, everybody as far as can be told, and what the silent could make of it."""
    everybody = ways.reason or (
        f"{_percent(ways.weighted)}, between {_percent(ways.low)} and {_percent(ways.high)}"
    )  # fmt: skip
    low, high = ways.worst
    repliers = _percent(ways.unweighted) if ways.replied >= claims.FEWEST else TOO_FEW_WORDS
    return [
        {"way": "Of those who answered", "share": repliers},
        {"way": "Of everybody asked, as far as can be told", "share": everybody},
        {"way": "If all the silent had not, or had", "share": f"{_percent(low)} to {_percent(high)}"},
    ]  # fmt: skip


def _applied(
    asked: QuerySet[FollowUp], ways: Answered | None, viewer: Viewer, items: Sequence[int] | None, opens_to: int | None
) -> Figure:
    """The figure as it stands elsewhere; its sentence may speak of everybody only when the weighting holds."""
    figure = figure_of(asked, viewer=viewer, item=opens_to)
    if opens_to is None and items is not None:
        figure = replace(figure, opens_to="")
    if ways is None or ways.weighted is None or not figure.is_known:
        return figure
    found = Found(
        About.APPLIED, Grade.OWN_ACCOUNT, ways.weighted, ways.low, ways.high, n=ways.replied, asked=ways.n
    )  # fmt: skip
    silent = rounded(100 * ways.worst[0])
    return replace(
        figure, sentence=f"{claims.sentence(found)} If everyone who stayed silent had not, it would be {silent}%."
    )


def _worth(of: Feeling, asked: int, on: date) -> Figure:
    counted = share(of.worth, of.said)
    is_enough = of.said >= claims.FEWEST and counted.low is not None
    found = Found(
        About.WORTH, Grade.OWN_ACCOUNT, counted.estimate, counted.low, counted.high, n=of.said, asked=asked,
        refusal="" if is_enough else _too_few(of.said),
    )  # fmt: skip
    mark, why = claims.evidence(found)
    is_shown = mark != "none"
    return Figure(
        label=WORTH,
        value=100 * counted.estimate if is_shown and counted.estimate is not None else None,
        low=100 * counted.low if is_shown and counted.low is not None else None,
        high=100 * counted.high if is_shown and counted.high is not None else None,
        n=of.said if is_shown else None,
        asked=asked if is_shown else None,
        on=on,
        evidence=mark,
        why=why,
        sentence=claims.sentence(found),
        words="Asked three months on, of those who like to go on after two questions.",
    )


def _surer(of: Feeling, asked: int, on: date) -> Figure:
    is_enough = of.said >= claims.FEWEST and of.mean is not None and of.deviation is not None
    half = Z95 * (of.deviation or 0) / sqrt(of.said) if of.said else 0.0
    mean = of.mean if is_enough else None
    found = Found(
        About.SURER, Grade.OWN_ACCOUNT, mean, None if mean is None else mean - half,
        None if mean is None else mean + half, n=of.said, asked=asked, refusal="" if is_enough else _too_few(of.said),
    )  # fmt: skip
    mark, why = claims.evidence(found)
    is_shown = mark != "none"
    return Figure(
        label=SURER,
        value=found.estimate if is_shown else None,
        low=found.low if is_shown else None,
        high=found.high if is_shown else None,
        n=of.said if is_shown else None,
        asked=asked if is_shown else None,
        unit="points",
        places=1,
        scale=(-2, 2),
        on=on,
        evidence=mark,
        why=why,
        sentence=claims.sentence(found),
        words="On a scale of one to five, now beside before, both as people look back.",
    )


def _as_it_is(figure: Figure) -> Figure:
    return figure


def _kept_back(figure: Figure) -> Figure:
    """Whoever sees numbers only sees none of so few people that one could be meant."""
    number = figure.value if figure.label == REACHED else figure.n
    is_small = number is not None and 0 < number < FEWEST
    return figure.withheld() if is_small and figure.is_known else figure


def _cost_sentence(of: Cost, value: float | None) -> str:
    if not of.spent:
        return "Nothing is spent yet."
    if not of.completions:
        return "Nobody has finished what was paid for yet."
    if value is None:
        return "Not known until enough of those who finished have said whether they used it."
    return f"£{rounded(of.spent)} spent and {of.completions:,} completions so far this year."


def _too_few(said: int) -> str:
    return f"Not enough answers yet: {said}, and it needs {claims.FEWEST}."


def _percent(part: float | None) -> str:
    return "" if part is None else f"{rounded(100 * part)}%"
