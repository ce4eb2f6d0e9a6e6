"""A published workbook of judgements, as Excel or OpenDocument, or a list as CSV."""

from collections.abc import Iterator

from academy.core.imports import excel, sheets
from academy.improvement.rules.outcomes import Outcomes, outcomes_in


def read_outcomes(content: bytes, file_name: str) -> Outcomes:
    sheets.refuse_size(content)
    return outcomes_in(_sheets(content), file_name=file_name)


def _sheets(content: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    if content.startswith(b"PK"):
        yield from excel.sheets(content, kinds=(excel.EXCEL, excel.OPEN_DOCUMENT))
        return
    yield "", sheets.plain_rows(content)
