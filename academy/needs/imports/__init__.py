"""Requirements that come as a file: what a partnership asks of whom, with what it needs of the catalogue."""

from pathlib import Path

from academy.core import imports
from academy.core.imports import ImportSpec, Sheet
from academy.core.models import ImportRun
from academy.needs.actions.requirement_files import apply_requirements
from academy.needs.imports.columns import COLUMNS, NEEDS
from academy.needs.imports.rows import held
from academy.needs.rules.requirement_files import requirement_change
from academy.people.models import Account

__all__ = ["COLUMNS", "NAME", "SPEC", "TEMPLATE", "TEMPLATE_NAME", "read_file", "take_in"]

NAME = "requirements"
TEMPLATE = Path(__file__).with_name("partnership.csv")
TEMPLATE_NAME = "partnership-requirements.csv"


def read_file(run: ImportRun) -> Sheet:
    known = [heading.lower() for column in COLUMNS for heading in (column.label, *column.synonyms)]
    return imports.read(bytes(run.file or b""), run.file_name, known=known)


SPEC = ImportSpec(
    name=NAME,
    format=NAME,
    label="Requirements",
    key=("title", "job_role", "profession", "setting", "organisation_kind", "organisation"),
    columns=COLUMNS,
    needs=NEEDS,
    read=read_file,
    held=held,
    change=requirement_change,
    apply=apply_requirements,
)


def take_in(content: bytes, file_name: str, *, by: Account | None) -> ImportRun:
    """Read and checked, and nothing saved."""
    return imports.check(imports.start(SPEC, content, file_name, by=by), SPEC)
