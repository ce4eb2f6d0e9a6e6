"""The columns of a file of requirements, and the words that may stand in them."""

from decimal import Decimal, InvalidOperation

from academy.catalogue.rules import Kind, Level, Mode
from academy.core.imports import Column, Words, Wrong
from academy.core.models import ImportRun
from academy.frameworks.models import Capability
from academy.needs.models import Profession, Setting
from academy.people.models import JobRole, Organisation
from academy.people.rules import OrganisationKind

MODES = {"face to face": Mode.IN_PERSON, "virtual": Mode.ONLINE, "online": Mode.ONLINE, "blended": Mode.BLENDED}
KINDS = {"e-learning": Kind.E_LEARNING, "elearning": Kind.E_LEARNING, "training": Kind.COURSE}


def number(cell: str) -> int:
    try:
        return int(cell.strip())
    except ValueError:
        raise Wrong("not a whole number", code="number") from None


def hours(cell: str) -> Decimal:
    try:
        found = Decimal(cell.strip().replace(",", "."))
    except InvalidOperation:
        raise Wrong("not a number of hours, like 4.5", code="hours") from None
    if not 0 < found <= 1_000:
        raise Wrong("not a number of hours that learning takes", code="hours")
    return found


def _named(model: type[JobRole] | type[Profession] | type[Setting]) -> Words:
    """By name or by code."""
    found: list[JobRole] | list[Profession] | list[Setting] = list(model._default_manager.all())  # type: ignore[assignment]
    return {word.casefold(): one for one in found for word in (one.code, one.name)}


def _organisations(run: ImportRun) -> Words:
    found = Organisation.objects.filter(closed_on__isnull=True)
    return {word.casefold(): one for one in found for word in (one.code, one.name)}


def _capabilities(run: ImportRun) -> Words:
    """Of the newest version of each framework last, so that it is the one that is meant."""
    found = Capability.objects.select_related("framework").order_by("framework__starts_on", "pk")
    return {word.casefold(): one for one in found for word in (one.code, one.name)}


COLUMNS = [
    Column("title", "What", synonyms=("title", "course", "item", "training", "requirement"), limit=160),
    Column("job_role", "Job role", synonyms=("role",), words=lambda run: _named(JobRole)),
    Column("profession", "Profession", words=lambda run: _named(Profession)),
    Column(
        "setting", "Setting", synonyms=("group", "contact group", "level of contact"), words=lambda run: _named(Setting)
    ),
    Column(
        "organisation_kind",
        "Kind of organisation",
        synonyms=("agency", "sector"),
        words={word.casefold(): kind for kind in OrganisationKind for word in (kind.value, str(kind.label))},
    ),
    Column("organisation", "Organisation", synonyms=("employer",), words=_organisations),
    Column("due_within_days", "Within days", synonyms=("within", "due within days", "days"), read=number),
    Column("renewal_months", "Again after months", synonyms=("renewal months", "valid for months"), read=number),
    Column("due_soon_days", "Due days before", synonyms=("renewal window", "window days"), read=number),
    Column("why", "Why", synonyms=("reason",), limit=200),
    Column("summary", "In a sentence", synonyms=("summary", "about"), limit=300),
    Column(
        "kind",
        "What kind",
        synonyms=("type",),
        words=KINDS | {word.casefold(): kind for kind in Kind for word in (kind.value, str(kind.label))},
    ),
    Column(
        "mode",
        "How",
        synonyms=("mode", "delivery"),
        words=MODES | {word.casefold(): mode for mode in Mode for word in (mode.value, str(mode.label))},
    ),
    Column("hours", "Hours", synonyms=("length", "duration"), read=hours),
    Column(
        "level",
        "Level",
        words={word.casefold(): level for level in Level for word in (level.value, str(level.label))},
    ),
    Column("theme", "Shelf", synonyms=("theme",), limit=80),
    Column("capability", "Capability", words=_capabilities),
]
NEEDS = [("title",), ("due_within_days",)]
