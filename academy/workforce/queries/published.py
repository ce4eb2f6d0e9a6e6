"""What was published, from the newest release, beside the authority's own: its region, its neighbours and England."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from academy.people.models import Identifier
from academy.people.rules import OrganisationKind, Scheme
from academy.workforce.models import Neighbour, PublishedRow, Release
from academy.workforce.rules.published import (
    FORMULAS,
    Cell,
    Complete,
    Level,
    PublishedKind,
    Recomputed,
    cell,
    of_complete,
    recomputed,
)

NONE = Cell(None)
Key = tuple[int, str, str]  # a year, an area and a rate


@dataclass(frozen=True)
class Line:
    """One area's published numbers, by year. `of` is how many authorities a mean is of, in the newest year."""

    label: str
    cells: dict[int, Cell]
    of: int | None = None


@dataclass(frozen=True)
class Beside:
    """What stands beside the authority's own rates: of every cell, a line for each area that is there."""

    release: Release | None
    rows: list[PublishedRow] = field(default_factory=list)
    own_code: str = ""
    region: str = ""
    regions: list[str] = field(default_factory=list)
    neighbours: list[str] = field(default_factory=list)

    @property
    def years(self) -> list[int]:
        return sorted({row.year for row in self.rows})

    def lines(self, name: str) -> list[Line]:
        """England last, because what is nearest is read first."""
        found = []
        if own := self._cells(name, Level.LOCAL, [self.own_code] if self.own_code else []):
            found.append(Line("Published of us", own))
        if mean := self._mean(name):
            found.append(mean)
        if region := {row.year: cell(row.cells.get(name)) for row in self.rows if self._is_region(row)}:
            found.append(Line(self.region, region))
        if england := {row.year: cell(row.cells.get(name)) for row in self.rows if row.level == Level.NATIONAL}:
            found.append(Line("England", england))
        return found

    def england(self, name: str, year: int) -> Cell:
        found = (cell(row.cells.get(name)) for row in self.rows if row.level == Level.NATIONAL and row.year == year)
        return next(found, NONE)

    def of_region(self, name: str, year: int) -> Cell:
        return next((cell(row.cells.get(name)) for row in self.rows if self._is_region(row) and row.year == year), NONE)

    def _is_region(self, row: PublishedRow) -> bool:
        return row.level == Level.REGIONAL and bool(self.region) and row.name == self.region

    def _cells(self, name: str, level: str, codes: Iterable[str]) -> dict[int, Cell]:
        wanted = set(codes)
        found = (row for row in self.rows if row.level == level and wanted & codes_of(row.old_code))
        return {row.year: cell(row.cells.get(name)) for row in found}

    def _mean(self, name: str) -> Line | None:
        """The mean of the neighbours that have a number; those with a symbol are left out, and the number is said."""
        wanted = set(self.neighbours)
        values: dict[int, list[Decimal]] = {}
        for row in self.rows:
            if row.level == Level.LOCAL and wanted & codes_of(row.old_code):
                value = cell(row.cells.get(name)).value
                if value is not None:
                    values.setdefault(row.year, []).append(value)
        if not values:
            return None
        means = {
            year: Cell((sum(found, Decimal(0)) / len(found)).quantize(Decimal("0.1"))) for year, found in values.items()
        }
        return Line("Mean of statistical neighbours", means, of=len(values[max(values)]))


def beside(*, region: str = "") -> Beside:
    """From the newest release. A release of later years, or a later one of the same, is newer."""
    release = newest(PublishedKind.WORKFORCE)
    if release is None:
        return Beside(None)
    own = own_code()
    near = neighbours_of(own) if own else []
    codes = Q(pk__in=[])
    for code in filter(None, [own, *near]):
        codes |= Q(old_code__contains=code)  # “314 / 318”: an authority that had two
    wanted = Q(level__in=[Level.NATIONAL, Level.REGIONAL]) | Q(level=Level.LOCAL) & codes
    rows = list(PublishedRow.objects.filter(wanted, release=release).order_by("year", "level", "name"))
    regions = sorted({row.name for row in rows if row.level == Level.REGIONAL})
    home = next((row.region_name for row in reversed(rows) if own and own in codes_of(row.old_code)), "")
    return Beside(release, rows, own, region if region in regions else home, regions, near)


def codes_of(text: str) -> set[str]:
    """An authority that was made of two stands under both codes."""
    return {code.strip() for code in text.split("/")} if text else set()


def own_code() -> str:
    """The authority's own three figures, where its organisation has them."""
    found = Identifier.objects.filter(scheme=Scheme.LA, organisation__kind=OrganisationKind.COUNCIL)
    return found.order_by("organisation__path").values_list("value", flat=True).first() or ""


def newest(kind: str) -> Release | None:
    """An extract gives way to a whole file, whenever either came in."""
    latest = (F(name).desc(nulls_last=True) for name in ("last_year", "released_on", "loaded_at"))
    return Release.objects.filter(kind=kind).order_by("is_extract", *latest).first()


def neighbours_of(code: str) -> list[str]:
    release = newest(PublishedKind.NEIGHBOURS)
    found = Neighbour.objects.filter(release=release, of_code=code).order_by("place")
    return list(found.values_list("neighbour_code", flat=True)) if release else []


def releases() -> QuerySet[Release]:
    return Release.objects.select_related("loaded_by")


def recomputed_rows(rows: Iterable[PublishedRow]) -> list[tuple[PublishedRow, Recomputed]]:
    """Every rate of each row, as printed and as its printed parts give it."""
    return [
        (row, recomputed(row.cells, rate, level=row.level)) for row in rows for rate in FORMULAS if rate in row.cells
    ]


def of_authorities(found: Iterable[tuple[PublishedRow, Recomputed]]) -> dict[Key, Complete]:
    """Where an area's totals give another rate than is printed: what its complete authorities give. One query."""
    asked = [(row, one) for row, one in found if one.is_compared and not one.is_same and row.level != Level.LOCAL]
    if not asked:
        return {}
    years = {row.year for row, _ in asked}
    local = PublishedRow.objects.filter(release=asked[0][0].release_id, level=Level.LOCAL, year__in=years)
    lines = list(local.order_by().values_list("year", "region_name", "cells"))
    return {
        (row.year, row.name, one.rate): of_complete(
            [cells for year, region, cells in lines if year == row.year and _is_in(region, row)],
            one.rate,
            published=one.published.value,
        )
        for row, one in asked
    }


def _is_in(region: str, row: PublishedRow) -> bool:
    """The authorities of London stand under Inner London or Outer London."""
    return row.level == Level.NATIONAL or region == row.name or region.endswith(f" {row.name}")


def areas(release: Release) -> list[str]:
    """England, its regions, then authorities by name."""
    found = PublishedRow.objects.filter(release=release).order_by("name").values_list("level", "name").distinct()
    places = [Level.NATIONAL, Level.REGIONAL, Level.LOCAL]
    return [name for _, name in sorted(set(found), key=lambda one: (places.index(Level(one[0])), one[1]))]


def rows_of(release: Release, *, area: str) -> list[PublishedRow]:
    return list(PublishedRow.objects.filter(release=release, name=area).order_by("-year"))


def revised(release: Release, *, area: str) -> list[tuple[int, str, Cell, Cell]]:
    """What this release says of an area otherwise than the one before it did: the year, the cell, before and now."""
    others = Release.objects.filter(kind=release.kind, last_year__lt=release.last_year or 0).order_by("-last_year")
    earlier = others.first()
    if earlier is None:
        return []
    rows = PublishedRow.objects.filter(release__in=[earlier, release], name=area)
    said: dict[int, dict[int, dict[str, str]]] = {}
    for row in rows:
        said.setdefault(row.year, {})[row.release_id] = row.cells
    return [
        (year, name, cell(pair[earlier.pk][name]), cell(text))
        for year, pair in sorted(said.items())
        if len(pair) == 2
        for name, text in pair[release.pk].items()
        if name in pair[earlier.pk] and cell(pair[earlier.pk][name]) != cell(text)
    ]
