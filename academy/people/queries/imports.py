"""Which files came in, as far as the viewer reaches."""

from typing import TypeVar

from django.db.models import Count, Model, Q, QuerySet

from academy.core.imports import Kind
from academy.core.models import ImportMapping, ImportRow, ImportRun
from academy.people.models import Organisation
from academy.people.rules import Unknown
from academy.people.scope import Viewer

M = TypeVar("M", bound=Model)
WORKFORCE = "workforce"
MANY = 3  # leavers from one team, and more than half of all: perhaps the team is what has gone


def import_runs(viewer: Viewer) -> QuerySet[ImportRun]:
    """A training lead sees the files of their own branch, the Academy team all of them."""
    return _within(viewer, ImportRun.objects.filter(spec=WORKFORCE)).defer("file")


def import_mappings(viewer: Viewer) -> QuerySet[ImportMapping]:
    return _within(viewer, ImportMapping.objects.filter(spec=WORKFORCE))


def import_organisations(viewer: Viewer) -> QuerySet[Organisation]:
    """Whose files the viewer may send, from the top down."""
    return _within(viewer, Organisation.objects.order_by("path"), "path")


def import_saved_mapping(viewer: Viewer, name: str, organisation: Organisation) -> ImportMapping:
    """The nearest of that name that fits the organisation."""
    fits = [found for found in import_mappings(viewer).filter(name=name) if organisation.path.startswith(found.branch)]
    if not fits:
        raise Unknown(f"There is no saved mapping called {name}", field="mapping")
    return max(fits, key=lambda found: len(found.branch))


def import_rows(run: ImportRun, *kinds: Kind) -> QuerySet[ImportRow]:
    return run.changes.filter(change__in=kinds).order_by("number")


def leaving_together(run: ImportRun) -> tuple[str, int] | None:
    """The team that most leavers are from, when it may have been renamed or split; and how many they are."""
    leavers = run.changes.filter(change=Kind.LEAVER).exclude(part="")
    top = leavers.order_by().values("part").annotate(people=Count("pk")).order_by("-people", "part").first()
    is_much = top is not None and top["people"] >= MANY and top["people"] * 2 > run.counts.get(Kind.LEAVER, 0)
    return (top["part"], top["people"]) if top is not None and is_much else None


def unknown_words(run: ImportRun) -> dict[str, list[str]]:
    """The words of a file that nobody has taught the Academy yet, by the column they stand in."""
    found: dict[str, dict[str, None]] = {}
    for rules in run.changes.filter(change=Kind.BAD).values_list("rules", flat=True):
        for code, message, _, column in rules:
            if code.startswith("unknown-") and column and "“" in message:
                found.setdefault(column, {})[message.partition("“")[2].rpartition("”")[0]] = None
    return {column: list(words) for column, words in found.items()}


def _within(viewer: Viewer, rows: QuerySet[M], name: str = "branch") -> QuerySet[M]:
    if viewer.sees_authority:
        return rows
    reach = Q(pk__in=[])
    for branch in viewer.branches:
        reach |= Q(**{f"{name}__startswith": branch})
    return rows.filter(reach)
