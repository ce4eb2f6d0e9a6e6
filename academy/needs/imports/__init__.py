"""Requirements that come as a file: what a partnership asks of whom, with what it needs of the catalogue."""

from pathlib import Path

from academy.core.imports import ImportSpec
from academy.needs.actions.requirement_files import apply_requirements
from academy.needs.imports.columns import COLUMNS, NEEDS
from academy.needs.imports.rows import held
from academy.needs.rules.requirement_files import requirement_change

__all__ = ["COLUMNS", "NAME", "SPEC", "TEMPLATE", "TEMPLATE_NAME"]

NAME = "requirements"
TEMPLATE = Path(__file__).with_name("partnership.csv")
TEMPLATE_NAME = "partnership-requirements.csv"


SPEC = ImportSpec(
    name=NAME,
    format=NAME,
    label="Requirements",
    key=("title", "job_role", "profession", "setting", "organisation_kind", "organisation"),
    columns=COLUMNS,
    needs=NEEDS,
    held=held,
    change=requirement_change,
    apply=apply_requirements,
)
