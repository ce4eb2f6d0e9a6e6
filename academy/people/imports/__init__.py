"""The workforce files that come in: the national return, as XML or flat, and any employer's staff list."""

import re
from collections.abc import Sequence
from typing import Any

from academy.core import imports
from academy.core.imports import ImportSpec, Say, excel
from academy.core.imports.mapping import known_places
from academy.core.models import ImportMapping, ImportRun
from academy.people.actions.imports import apply_workforce_changes
from academy.people.imports import hr, hr_columns, returns
from academy.people.imports.leaving import doubt
from academy.people.models import Account, Organisation
from academy.people.rules import OrganisationKind
from academy.people.rules.workforce import workforce_change

NAME = "workforce"

HR = ImportSpec(
    name=NAME,
    format="hr",
    label="Staff list",
    key=("staff_number", "starts_on"),
    columns=hr_columns.COLUMNS,
    needs=hr_columns.NEEDS,
    read=hr.read_file,
    held=hr.held,
    change=workforce_change,
    apply=apply_workforce_changes,
    doubt=doubt,
)
RETURN_XML = ImportSpec(
    name=NAME,
    format="csww-xml",
    label="National workforce return",
    key=("SWENo", "RoleStartDate"),
    columns=returns.COLUMNS,
    needs=returns.NEEDS,
    read=returns.read_xml,
    held=returns.held,
    change=workforce_change,
    apply=apply_workforce_changes,
    notices=returns.notices,
    doubt=doubt,
)
RETURN_CSV = ImportSpec(
    name=NAME,
    format="csww-csv",
    label="National workforce return, flat",
    key=("SWENo", "RoleStartDate"),
    columns=returns.FLAT_COLUMNS,
    needs=returns.NEEDS,
    read=returns.read_flat,
    held=returns.held,
    change=workforce_change,
    apply=apply_workforce_changes,
    notices=returns.notices,
    doubt=doubt,
)
FLAT = re.compile(  # two headings that no staff list has, in either order
    r"(?is)(?=.*\b(sweno|swe number|swe no|social work england number|hcpcno)\b)(?=.*\bagency ?worker\b)"
    r"(?=.*\b(fte ?30|start ?origin|origin|step ?up ?grad\w*|step up graduate|cfkss ?status|orgrole)\b)"
)
A_PAGE = re.compile(  # what some programs call a spreadsheet
    rb"(?is)<(?:!doctype +)?(?:html|head|meta|table)\b|.*urn:schemas-microsoft-com:office:spreadsheet"
)
AT_ONCE = 2_000  # rows that are read while somebody waits; more are left to a worker
FORMATS = {spec.format: spec for spec in (HR, RETURN_XML, RETURN_CSV)}


def format_of(content: bytes) -> str:
    """Guessed from what is in the file: XML, a flat return by two of its headings, or else a staff list."""
    start = excel.words_in(content) if content.startswith(b"PK") else content[:8_192]
    start = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"<") and not A_PAGE.match(start):
        return RETURN_XML.format
    return RETURN_CSV.format if FLAT.search(start.decode("latin-1")) else HR.format


def spec_of(run: ImportRun) -> ImportSpec:
    return FORMATS[run.format]


def start(
    content: bytes,
    file_name: str,
    *,
    by: Account | None,
    organisation: Organisation | None = None,
    format: str = "",
    mapping: ImportMapping | None = None,
    reason: str = "",
    **options: Any,
) -> ImportRun:
    """Take in a file of this organisation. It may touch nothing outside that organisation's branch of the tree.
    A reason given beforehand is for whatever it ends."""
    organisation = organisation or top()
    return imports.start(
        FORMATS[format or format_of(content)],
        content,
        file_name,
        by=by,
        branch=organisation.path if organisation else "",
        saved_mapping=mapping,
        organisation=organisation.pk if organisation else None,
        **({"reason": reason} if reason else {}),
        **options,
    )


def top() -> Organisation | None:
    """The authority at the top of the tree; nobody while the database is empty."""
    tops = Organisation.objects.filter(parent__isnull=True).order_by("path")
    return tops.filter(kind=OrganisationKind.COUNCIL).first() or tops.first()


def saved_mapping(name: str, *, branch: str) -> ImportMapping | None:
    """The one of that name that belongs to this part of the tree, or to what it is part of."""
    found = ImportMapping.objects.filter(spec=NAME, name=name)
    fits = [mapping for mapping in found if branch.startswith(mapping.branch)]
    return max(fits, key=lambda mapping: len(mapping.branch), default=None)


def check(run: ImportRun, *, say: Say | None = None) -> ImportRun:
    return imports.check(run, spec_of(run), say=say)


def save(run: ImportRun, *, by: object, say: Say | None = None) -> ImportRun:
    return imports.save(run, spec_of(run), by=by, say=say)


def is_small(content: bytes) -> bool:
    """Whether it can be read while somebody waits."""
    if content.startswith(b"PK"):
        return len(content) <= 150_000
    if content.lstrip()[:1] == b"<":
        return content.lower().count(b"cswwworker") <= 2 * AT_ONCE  # where each begins and where it ends
    return max(content.count(b"\n"), content.count(b"\r")) <= AT_ONCE


def columns_found(run: ImportRun) -> dict[str, str]:
    """For each of our columns the file's heading, as far as we can tell."""
    places = known_places(run.header, spec_of(run), run.mapping.columns if run.mapping else {})
    return {name: run.header[place] for name, place in places.items()}


def columns_read(run: ImportRun) -> tuple[list[tuple[str, str]], Sequence[str]]:
    """Our label and the file's heading of each column that was read, and the headings of those that were not."""
    found = columns_found(run)
    labels = [(column.label, found[column.name]) for column in spec_of(run).columns if column.name in found]
    return labels, [heading for heading in run.header if heading and heading not in found.values()]
