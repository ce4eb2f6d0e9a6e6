"""How well agencies work together: two lines, from audits and from partners, and never one number of both."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from academy.analysis.scales import Alpha, Mean, alpha, difference, drawn_to_the_whole, finite_mean, weighted_share
from academy.core.clock import months_after
from academy.core.figures import Figure, rounded
from academy.impact import queries
from academy.impact.queries import Said
from academy.impact.rules import partner_scale as rules
from academy.people.scope import Viewer
from academy.ui.templatetags.academy import in_words

AUDITS_LABEL = "Partnership working, graded good or outstanding"
PARTNERS_LABEL = "What partners say of working together"
PARTNERSHIP_LABELS = (AUDITS_LABEL, PARTNERS_LABEL)
NEVER_ASKED = "No round of the partner survey is over yet. Partners are asked once a year."


@dataclass(frozen=True)
class OfSector:
    """One kind of agency: a mean drawn towards the whole, or nothing where too few answered."""

    kind: str
    asked: int
    answered: int
    mean: float | None
    drawn: float | None


@dataclass(frozen=True)
class OfRound:
    """Everything that may be said of one round."""

    said: Said
    mean: Mean
    alpha: Alpha
    sectors: tuple[OfSector, ...]
    change: str


def partnership_in_audits(viewer: Viewer, *, on: date) -> Figure:
    """I4: of cases drawn by chance in the last year, the share whose partnership section is good or better."""
    graded = queries.graded_for_partnership(viewer, after=months_after(on, -12), until=on)
    found = weighted_share([one.is_good for one in graded], [one.weight for one in graded])
    is_known = found.estimate is not None
    return Figure(
        label=AUDITS_LABEL,
        value=_percent(found.estimate),
        low=_percent(found.low),
        high=_percent(found.high),
        n=found.n if is_known else None,
        who="audits",
        on=on,
        evidence="weak" if is_known else "none",
        why="one auditor’s view of each case" if is_known else "",
        sentence=_audits_sentence(found.estimate, found.n),
        words="Audits of the last year that ask about partners. Hard and mild auditors are not evened out.",
        opens_to=reverse("partnership") + "#audits",
        opens_words="See each half-year",
    )


def partnership_by_partners(viewer: Viewer, *, on: date) -> Figure:
    """I4: the mean of the partner scale over everybody who was named, from the last round that is over."""
    rounds = queries.closed_rounds(on=on)
    if not rounds or not viewer.may("see partnership"):
        return Figure(PARTNERS_LABEL, None, on=on, evidence="none", sentence=NEVER_ASKED)
    return scale_figure(of_round(on=on, rounds=rounds))


def of_round(*, on: date, rounds: list | None = None) -> OfRound | None:
    """The last round that is over, beside the one before it."""
    rounds = queries.closed_rounds(on=on) if rounds is None else rounds
    if not rounds:
        return None
    said = queries.said_in(rounds[0])
    mean = _mean(said)
    return OfRound(said, mean, alpha(said.answers), _sectors(said), _change(said, mean, rounds))


def scale_figure(of: OfRound | None) -> Figure:
    if of is None:
        return Figure(PARTNERS_LABEL, None, evidence="none", sentence=NEVER_ASKED)
    mean, said = of.mean, of.said
    is_known = mean.estimate is not None
    return Figure(
        label=PARTNERS_LABEL,
        value=mean.estimate,
        low=mean.low,
        high=mean.high,
        n=rules.rounded_count(mean.n) if is_known else None,
        asked=rules.rounded_count(sum(said.asked.values())) if is_known else None,
        unit="out of 5",
        places=1,
        on=said.round.closes_on,
        evidence="weak" if is_known else "none",
        why="partners’ own account" if is_known else "",
        sentence=_scale_sentence(mean),
        words=f"{said.round}. Numbers of answers are given to the nearest five, so that nobody can be worked out.",
        opens_to=reverse("partnership") + "#partners",
        opens_words="See by kind of agency",
    )


def _mean(said: Said) -> Mean:
    return finite_mean(
        rules.means(said.answers), strata=said.sectors, clusters=said.clusters, population=said.asked
    )  # fmt: skip


def _sectors(said: Said) -> tuple[OfSector, ...]:
    """Every kind that was asked; numbers only where they point at nobody."""
    by_sector: dict[str, list[float]] = {}
    for sector, value in zip(said.sectors, rules.means(said.answers), strict=True):
        by_sector.setdefault(sector, []).append(value)
    withheld, drawn = rules.hidden(said.answered), drawn_to_the_whole(by_sector)
    found = []
    for sector in sorted(said.asked, key=queries.kind_words):
        values = by_sector.get(sector, [])
        is_shown = bool(values) and sector not in withheld and said.answered[sector].is_enough
        found.append(
            OfSector(
                kind=queries.kind_words(sector),
                asked=rules.rounded_count(said.asked[sector]),
                answered=rules.rounded_count(len(values)),
                mean=sum(values) / len(values) if is_shown else None,
                drawn=drawn[sector] if is_shown else None,
            )
        )
    return tuple(found)


def _change(said: Said, mean: Mean, rounds: list) -> str:
    """In words, and only where the two may be compared."""
    if len(rounds) < 2:
        return "There is no earlier round to compare with."
    before = queries.said_in(rounds[1])
    shared = queries.overlap(rounds[0], rounds[1])
    if why := rules.why_no_change(now=len(said.answers), before=len(before.answers), overlap=shared):
        return why
    moved = difference(mean, _mean(before))
    if moved is None:
        return "Too few answered to compare with last time."
    between = f"between {rounded(moved.low, 1)} and {rounded(moved.high, 1)} points"
    if moved.low > 0:
        return f"Better than last time, by {between}."
    return f"Worse than last time, {between}." if moved.high < 0 else f"No clear change since last time: {between}."


def _audits_sentence(share: float | None, number: int) -> str:
    if share is None:
        return f"Too few audits ask about partners: {number} in the last year, and a share needs {rules.FEWEST_PEOPLE}."
    return f"In about {in_words(int(10 * share + 0.5))} of every ten cases, partners worked together well."


def _scale_sentence(mean: Mean) -> str:
    if mean.estimate is None:
        return f"Too few answered to be shown. {mean.reason}"
    words = {1: "hardly at all", 2: "a little", 3: "partly", 4: "mostly", 5: "wholly"}
    return (
        f"On average partners agree {words[min(5, max(1, int(mean.estimate + 0.5)))]} that agencies work together well."
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
