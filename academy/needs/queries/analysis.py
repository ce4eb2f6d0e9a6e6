"""The training needs analysis: cuts of one day's counts, and the people behind each number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from academy.catalogue.models import Item
from academy.frameworks.models import Capability
from academy.needs.models import AnalysisDay, GapSnapshot, NeedsSnapshot, Profession, ProfessionRole, SnapshotDay
from academy.needs.queries import analysis_sql as sql
from academy.needs.queries.gaps import posts_held
from academy.needs.queries.statement import adapted, read_day
from academy.people.models import JobRole, Organisation, Person, Team
from academy.people.scope import TheAuthority, Viewer, visible

MEASURES = ("people", "lacking", "overdue", "signals")
GROUPED_BY = {
    "agency": ("organisation",),
    "team": ("team", "organisation"),
    "profession": ("job_role",),
    "role": ("job_role",),
    "capability": ("capability",),
    "item": ("item",),
}


@dataclass(frozen=True)
class Cut:
    """A part of the whole: what is left empty is everything. An organisation comes with its parts."""

    organisation: Organisation | None = None
    team: Team | None = None
    profession: Profession | None = None
    job_role: JobRole | None = None
    capability: Capability | None = None
    item: Item | None = None
    is_alone: bool = False  # the organisation without its parts
    without: str = ""  # what must be empty: what belongs to no team, or to no one organisation

    @property
    def as_query(self) -> dict[str, str]:
        """As an address says it."""
        chosen = {name: getattr(self, name) for name in ("organisation", "team", "profession", "capability", "item")}
        said = {name: one.pk for name, one in {**chosen, "role": self.job_role}.items() if one is not None}
        flags = {"alone": "yes" if self.is_alone else "", "without": self.without}
        return {name: str(value) for name, value in {**said, **flags}.items() if value}

    def job_roles(self) -> list[int] | None:
        if self.job_role is not None:
            return [self.job_role.pk]
        if self.profession is None:
            return None
        return list(ProfessionRole.objects.filter(profession=self.profession).values_list("job_role", flat=True))


@dataclass(frozen=True)
class Line:
    """A row of the analysis. `pk` is of what it is cut by; none for what has none."""

    pk: int | None
    name: str
    people: int = 0
    lacking: int = 0
    overdue: int = 0
    signals: int = 0
    where: str = ""
    where_id: int | None = None

    def __add__(self, other: "Line") -> "Line":
        return replace(self, **{name: getattr(self, name) + getattr(other, name) for name in MEASURES})


def analysis_day(viewer: Viewer) -> AnalysisDay | None:
    """The last whole one."""
    return visible(viewer, AnalysisDay).filter(finished_at__isnull=False).order_by("-taken_on").first()


def has_its_gaps(day: AnalysisDay) -> bool:
    """Gaps are written down again before the analysis is: for a moment nobody can be named."""
    later = SnapshotDay.objects.filter(finished_at__isnull=False, taken_on__gt=day.taken_on)
    return not later.exists()


def cells(viewer: Viewer, day: AnalysisDay, cut: Cut, *, of: str = "") -> QuerySet[NeedsSnapshot]:
    """Those of one subject: each capability, each item, the one that is chosen, or anything at all."""
    rows = visible(viewer, NeedsSnapshot).filter(day=day).filter(where(cut))
    if of == "capability" and cut.capability is None:
        return rows.filter(capability__isnull=False, item__isnull=True)
    if of == "item" and cut.item is None:
        rows = rows.filter(item__isnull=False)
        return rows.filter(item__capabilities=cut.capability) if cut.capability else rows
    if cut.item is not None:
        return rows.filter(item=cut.item)
    return rows.filter(capability=cut.capability, item__isnull=True)


def where(cut: Cut) -> Q:
    """Of cells and of signals."""
    found = Q()
    if cut.organisation is not None:
        alone = {"organisation": cut.organisation}
        found &= Q(**alone if cut.is_alone else {"organisation__path__startswith": cut.organisation.path})
    if cut.team is not None:
        found &= Q(team=cut.team)
    if cut.without:
        found &= Q(**{f"{cut.without}__isnull": True})
    roles = cut.job_roles()
    return found if roles is None else found & Q(job_role__in=roles)


def lines(viewer: Viewer, day: AnalysisDay, by: str, cut: Cut) -> list[Line]:
    """Counted by the database; those with the most to learn first."""
    grouped = GROUPED_BY[by]
    cut = replace(cut, item=None) if by == "capability" else cut
    rows = cells(viewer, day, cut, of=by).order_by().values(*grouped)
    counted = list(rows.annotate(**{measure: Sum(measure, default=0) for measure in MEASURES}))
    names = {
        of: _names(NeedsSnapshot._meta.get_field(of).related_model, {row[of] for row in counted}) for of in grouped
    }
    found = [_line(row, names, *grouped) for row in counted]
    if by == "profession":
        found = _by_profession(found)
    return sorted(found, key=lambda line: (-line.lacking, -line.signals, line.name.lower(), line.where))


def whole(viewer: Viewer, day: AnalysisDay, cut: Cut) -> Line:
    """Everything in the cut. Somebody counts once with each employer."""
    found = cells(viewer, day, cut).aggregate(**{measure: Sum(measure, default=0) for measure in MEASURES})
    return Line(None, "", **found)


def _line(row: Mapping[str, Any], names: Mapping[str, Mapping[int, str]], of: str, where: str = "") -> Line:
    line = Line(row[of], names[of].get(row[of], ""), **{measure: row[measure] for measure in MEASURES})
    return replace(line, where=names[where].get(row[where], ""), where_id=row[where]) if where else line


def _by_profession(by_role: Iterable[Line]) -> list[Line]:
    """A role that is in no profession stands for itself: its own number is the other one."""
    roles = ProfessionRole.objects.select_related("profession")
    professions = {one.job_role_id: one.profession for one in roles}
    found: dict[object, Line] = {}
    for line in by_role:
        profession = professions.get(line.pk or 0)
        pk, name = (profession.pk, profession.name) if profession else (None, line.name)
        line = replace(line, pk=pk, name=name, where_id=None if profession else line.pk)
        found[pk or name] = found[pk or name] + line if (pk or name) in found else line
    return list(found.values())


@dataclass(frozen=True)
class Lacking:
    """Somebody behind a number, as an employee of one organisation."""

    person_id: int
    name: str
    organisation: str
    team: str
    role: str
    due_on: date
    things: int


def people_lacking(viewer: Viewer, day: AnalysisDay, cut: Cut) -> tuple[list[Lacking], int]:
    """Who they are, the longest overdue first; and how many more there are whose names are not the viewer's to see."""
    rows = _who(viewer, day, cut)
    seen = visible(viewer, GapSnapshot).filter(taken_on=day.taken_on)
    shown = set(seen.order_by().values_list("person_id", flat=True).distinct())
    kept = [row for row in rows if row[0] in shown]
    names, organisations, teams, roles = (
        _names(model, {row[place] for row in kept}) for place, model in enumerate((Person, Organisation, Team, JobRole))
    )
    people = [
        Lacking(
            person_id,
            names.get(person_id, ""),
            organisations.get(organisation_id, ""),
            teams.get(team_id, ""),
            roles.get(role_id, ""),
            read_day(due_on) or day.taken_on,
            things,
        )
        for person_id, organisation_id, team_id, role_id, due_on, things in kept
    ]
    return sorted(people, key=lambda one: (one.due_on, one.name, one.person_id)), len(rows) - len(kept)


def _who(viewer: Viewer, day: AnalysisDay, cut: Cut) -> list[tuple[Any, ...]]:
    only, params = _only(viewer, cut)
    placed, before = _placed(day.taken_on)
    with connection.cursor() as cursor:
        cursor.execute(placed + sql.WHO.format(only=only), [*before, *params])
        return cursor.fetchall()


def _only(viewer: Viewer, cut: Cut) -> tuple[str, list[Any]]:
    """The same parts as `cells`, over the people themselves."""
    parts: dict[str, list[int]] = {}
    if cut.organisation is not None or not viewer.sees_authority:
        reach = visible(viewer, Organisation, "see the needs analysis")
        if cut.organisation is not None:
            alone = {"pk": cut.organisation.pk}
            reach = reach.filter(**alone if cut.is_alone else {"path__startswith": cut.organisation.path})
        parts["organisation_id"] = list(reach.values_list("pk", flat=True))
    if cut.team is not None:
        parts["team_id"] = [cut.team.pk]
    if (roles := cut.job_roles()) is not None:
        parts["job_role_id"] = roles
    if cut.item is not None:
        parts["item_id"] = [cut.item.pk]
    elif cut.capability is not None:
        taught = Item.capabilities.through.objects.filter(capability=cut.capability)
        parts["item_id"] = list(taught.values_list("item_id", flat=True))
    said = [f"placed.{name} IN ({', '.join(['%s'] * len(pks)) or 'NULL'})" for name, pks in parts.items()]
    if cut.without:
        said.append(f"placed.{cut.without}_id IS NULL")
    return f"WHERE {' AND '.join(said)}" if said else "", [pk for pks in parts.values() for pk in pks]


def _names(model: Any, pks: set[Any]) -> dict[Any, str]:
    """Long lists of numbers are asked for a part at a time."""
    wanted, found = sorted(pk for pk in pks if pk is not None), {}
    for first in range(0, len(wanted), 5_000):
        found.update({row.pk: str(row) for row in model.objects.filter(pk__in=wanted[first : first + 5_000])})
    return found


def write_cells(day: AnalysisDay) -> None:
    """Count the day afresh, from its gaps as they were written down and the signals that stood on it."""
    on, pk = adapted(day.taken_on), day.pk
    NeedsSnapshot.objects.filter(day=day).delete()
    placed, before = _placed(day.taken_on)
    standing = [pk, on, on, on]
    with connection.cursor() as cursor:
        cursor.execute(sql.INTO + placed + sql.COUNTED, [*before, pk, pk, on, pk, on, pk, on])
        cursor.execute(sql.INTO + sql.HEARD, standing * 3)


def _placed(on: date) -> tuple[str, list[Any]]:
    held = posts_held(TheAuthority(on), on=on).order_by().values_list("person_id", "post__organisation_id", "post_id")
    statement, params = held.query.sql_with_params()
    return sql.PLACED.format(held=statement), [*params, adapted(on)]
