"""Published files: which cells are known under which headings, what a symbol means, and a rate worked out again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from django.db.models import TextChoices

from academy.core.refusals import Refused

WORKING_DAYS = 253  # a year of a full-time social worker, by which the Department divides days lost
OPEN_LICENCE = (
    "Contains public sector information licensed under the Open Government Licence v3.0. "
    "Source: Department for Education."
)
SYMBOLS = {
    "c": "hidden, so that nobody can be told from it",
    "low": "rounds to nothing, and is not nothing",
    "u": "thought unreliable, so not published",
    "x": "not available",
    "z": "does not apply",
    ":": "not available",
    "k": "rounds to nothing, and is not nothing",
}


class PublishedKind(TextChoices):
    WORKFORCE = "workforce", "Children’s social work workforce"
    NEIGHBOURS = "neighbours", "Statistical neighbours"


class Level(TextChoices):
    NATIONAL = "national", "England"
    REGIONAL = "regional", "Region"
    LOCAL = "local", "Local authority"


LEVELS = {
    **dict.fromkeys(("national", "country", "england"), Level.NATIONAL),
    **dict.fromkeys(("regional", "region"), Level.REGIONAL),
    **dict.fromkeys(("local authority", "la"), Level.LOCAL),
}


class PublishedRefused(Refused):
    """A published file that cannot be told for what it is."""


class Cell(NamedTuple):
    """A number or a symbol, never both and never a made-up nought."""

    value: Decimal | None
    symbol: str = ""

    @property
    def words(self) -> str:
        return self.symbol if self.value is None else f"{self.value:f}"


PARTS = {  # each under the name that newer files give it
    "inpost": ("inpost", "social_worker", "in_post", "children_social_worker"),
    "starters": ("starters", "starter", "social_worker_starters"),
    "leavers": ("leavers", "leaver", "social_worker_leavers"),
    "agency": ("agency", "agency_worker", "agency_workers"),
    "agency_cover": ("agency_cover", "agency_worker_cover", "agency_covering_vacancies"),
    "vacancy": ("vacancy", "vacancies"),
    "case_holders": ("case_holders", "case_holder", "social_workers_with_cases"),
    "working_days_lost": ("working_days_lost", "days_lost"),
    "turnover_rate": ("turnover_rate", "turnover"),
    "agency_rate": ("agency_rate", "agency_worker_rate"),
    "agency_cover_rate": ("agency_cover_rate", "agency_worker_cover_rate"),
    "vacancy_rate": ("vacancy_rate",),
    "vacancy_agency_cover_rate": ("vacancy_agency_cover_rate",),
    "caseload": ("caseload", "average_caseload"),
    "absence_rate": ("absence_rate", "sickness_absence_rate"),
}


def cell_of(heading: str) -> str:
    """What a heading stands for, whatever signs and order a release gives it: `turnover_rate_fte_%` is a turnover."""
    plain = re.sub(r"_+", "_", re.sub(r"[^a-z0-9]+", "_", heading.strip().lower())).strip("_")
    if plain in ("cases", "number_of_cases", "cases_held"):
        return "cases"
    words = [word for word in plain.split("_") if word not in ("percent", "pct", "number", "of")]
    how = "headcount" if "headcount" in words else "fte" if "fte" in words else ""
    bare = "_".join(word for word in words if word not in ("headcount", "fte"))
    for part, names in PARTS.items():
        if how and bare in names:
            return f"{part}_{how}"
    return ""


def cell(text: str | None) -> Cell:
    """A cell as printed. A thousand may carry a comma; anything that is no number is kept as the symbol it is, out of
    the brackets that some releases put round it."""
    said = (text or "").strip()
    if said.startswith("[") and said[1:-1].lower() in SYMBOLS:
        return Cell(None, said[1:-1])
    try:
        value = Decimal(said.replace(",", "").rstrip("%"))
    except InvalidOperation:
        return Cell(None, said)
    return Cell(value) if value.is_finite() else Cell(None, said)


class Formula(NamedTuple):
    """A published rate, and the published parts that it is made of."""

    rate: str
    numerator: str
    denominator: tuple[str, ...]
    times: Decimal
    by: Decimal = Decimal(1)  # what the denominator is multiplied by


HUNDRED = Decimal(100)
FORMULAS = {
    formula.rate: formula
    for formula in (
        Formula("turnover_rate_fte", "leavers_fte", ("inpost_fte",), HUNDRED),
        Formula("turnover_rate_headcount", "leavers_headcount", ("inpost_headcount",), HUNDRED),
        Formula("agency_rate_fte", "agency_fte", ("agency_fte", "inpost_fte"), HUNDRED),
        Formula("agency_rate_headcount", "agency_headcount", ("agency_headcount", "inpost_headcount"), HUNDRED),
        Formula("vacancy_rate_fte", "vacancy_fte", ("vacancy_fte", "inpost_fte"), HUNDRED),
        Formula("agency_cover_rate_fte", "agency_cover_fte", ("agency_fte",), HUNDRED),
        Formula("vacancy_agency_cover_rate_fte", "agency_cover_fte", ("vacancy_fte",), HUNDRED),
        Formula("caseload_fte", "cases", ("case_holders_fte",), Decimal(1)),
        Formula("absence_rate_fte", "working_days_lost_fte", ("inpost_fte",), HUNDRED, Decimal(WORKING_DAYS)),
    )
}


@dataclass(frozen=True)
class Recomputed:
    """A rate as published beside the one its published parts give, and in words why they differ."""

    rate: str
    published: Cell
    value: Decimal | None
    low: Decimal | None = None  # as the parts are rounded, the rate may be anything between
    high: Decimal | None = None
    why: str = ""

    @property
    def is_same(self) -> bool:
        """Within what the rounding of the parts and of the rate itself allows."""
        if self.published.value is None or self.low is None or self.high is None:
            return False
        half = Decimal("0.05")
        return self.low - half <= self.published.value <= self.high + half

    @property
    def is_compared(self) -> bool:
        return self.published.value is not None and self.value is not None


LEFT_OUT = (
    "The published totals count in authorities that lack one of the parts, and the published rate leaves them out."
)
MAYBE_LEFT_OUT = (
    "The published rate may leave out authorities that lack one of the parts. This file has none to show which."
)
NOT_THE_PARTS = "The published parts give another number."
DAYS = f"The year is taken to have {WORKING_DAYS} working days, which is worked out from the figures and not published."
WITHOUT = "One of its parts is not published, so it cannot be worked out again."
NOTHING = "Of nobody there is no rate."
HELD_BACK = "The parts are published and the rate is not: {meaning}. It is not worked out from here."


def recomputed(cells: Mapping[str, str], rate: str, *, level: str) -> Recomputed:
    """By the formula of the national definition, with the range that the rounding of the parts leaves."""
    formula, published = FORMULAS[rate], cell(cells.get(rate))
    top, bottoms = _part(cells, formula.numerator), [_part(cells, name) for name in formula.denominator]
    if published.value is None:
        return Recomputed(rate, published, None, why=_unpublished(published.symbol))
    if top is None or any(bottom is None for bottom in bottoms):
        return Recomputed(rate, published, None, why=WITHOUT)
    bottom = sum((part for part in bottoms if part is not None), Decimal(0))
    if not bottom:
        return Recomputed(rate, published, None, why=NOTHING)
    low, high = _range(formula, cells)
    value = formula.times * top / (bottom * formula.by)
    found = Recomputed(rate, published, value, low, high)
    if found.is_same:
        return found
    why = LEFT_OUT if level != Level.LOCAL else DAYS if rate == "absence_rate_fte" else NOT_THE_PARTS
    return Recomputed(rate, published, value, low, high, why)


def _part(cells: Mapping[str, str], name: str) -> Decimal | None:
    return cell(cells.get(name)).value


def _unpublished(symbol: str) -> str:
    if not symbol:
        return "Not in this file."
    return HELD_BACK.format(meaning=SYMBOLS.get(symbol.lower(), f"the file says “{symbol}”"))


def _range(formula: Formula, cells: Mapping[str, str]) -> tuple[Decimal, Decimal]:
    """Each part is somewhere within its rounding; one that stands above and below the line moves both together."""
    tops = _rounding(cells, formula.numerator)
    rest = [_rounding(cells, name) for name in formula.denominator if name != formula.numerator]
    is_shared = formula.numerator in formula.denominator
    ends = []
    for top in tops:
        for side in (0, 1):
            bottom = sum((part[side] for part in rest), top if is_shared else Decimal(0))
            if bottom > 0:
                ends.append(formula.times * top / (bottom * formula.by))
    return (min(ends), max(ends)) if ends else (Decimal(0), Decimal(0))


def _rounding(cells: Mapping[str, str], name: str) -> tuple[Decimal, Decimal]:
    """FTE and days are printed to one place; people and cases are whole."""
    value = _part(cells, name) or Decimal(0)
    half = Decimal(0) if name == "cases" or name.endswith("headcount") else Decimal("0.05")
    return max(value - half, Decimal(0)), value + half


NOT_THERE = ("low",)  # rounds to nothing: counted as nothing
NOT_AVAILABLE = ("low", "x", "z", ":")
NEAR = Decimal("0.06")  # a place of rounding


class Complete(NamedTuple):
    """A rate from those authorities alone that publish all its parts."""

    value: Decimal | None
    counted: int
    of: int
    is_without_unavailable: bool = True  # else what is not available counts as nothing, and the area stays in


def of_complete(rows: Sequence[Mapping[str, str]], rate: str, *, published: Decimal | None) -> Complete:
    """How the rate of a region is made. Authorities thought unreliable are always left out of both its parts; those
    whose part is not available are left out in some releases, and counted as nothing in others."""
    without = _complete(rows, rate, NOT_THERE)
    if _is_near(published, without.value):
        return without
    within = _complete(rows, rate, NOT_AVAILABLE)._replace(is_without_unavailable=False)
    return within if _is_near(published, within.value) else without


def _complete(rows: Sequence[Mapping[str, str]], rate: str, nothing: tuple[str, ...]) -> Complete:
    formula, top, bottom, counted = FORMULAS[rate], Decimal(0), Decimal(0), 0
    for cells in rows:
        part, *rest = (_or_nothing(cells, name, nothing) for name in (formula.numerator, *formula.denominator))
        found = [one for one in rest if one is not None]
        if part is not None and len(found) == len(rest):
            top, bottom, counted = top + part, bottom + sum(found, Decimal(0)), counted + 1
    return Complete(formula.times * top / (bottom * formula.by) if bottom else None, counted, len(rows))


def explanation(one: Recomputed, complete: Complete | None) -> str:
    """Where authorities without a part are the reason, what the others give shows it, and it is no guess."""
    if complete is not None and not complete.of:
        return MAYBE_LEFT_OUT
    if complete is None or complete.value is None or complete.counted == complete.of:
        return DAYS if one.why == LEFT_OUT and one.rate == "absence_rate_fte" else one.why
    gives, who = complete.value.quantize(Decimal("0.01")), f"{complete.counted} of {complete.of} authorities"
    words = f"The {who} with every part give {gives}."
    if not complete.is_without_unavailable:
        words = f"What is not available counted as nothing, the {who} that are then left give {gives}."
    near = "" if _is_near(one.published.value, complete.value) else " That is not the printed rate either."
    return f"{one.why} {words}{near}"


def _or_nothing(cells: Mapping[str, str], name: str, nothing: tuple[str, ...]) -> Decimal | None:
    found = cell(cells.get(name))
    return Decimal(0) if found.value is None and found.symbol.lower() in nothing else found.value


def _is_near(published: Decimal | None, value: Decimal | None) -> bool:
    return published is not None and value is not None and abs(published - value) <= NEAR
