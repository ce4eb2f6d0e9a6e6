"""A list of cases to draw from: an Annex A workbook, or any table with a column that tells one case from another.

Read in memory and let go. A case that stands in several lists, or in several rows of one, is one case: what it is
comes from the list that says most of it, and what that one leaves out from the others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from academy.audits import annex_a
from academy.audits.rules.case_lists import (
    HEADINGS,
    CaseList,
    ListedCase,
    NotACaseList,
    band_of,
    kind_of,
    plain,
)
from academy.audits.rules.cases import AgeBand, CaseKind, age_band
from academy.core import clock, imports
from academy.core.imports import Sheet, Unreadable
from academy.core.imports.dates import day

OF_A_CASE = {  # the lists of work with children, those that say most first; a contact is not a case yet
    "List 8": CaseKind.LOOKED_AFTER,
    "List 7": CaseKind.CHILD_PROTECTION,
    "List 9": CaseKind.CARE_LEAVER,
    "List 6": CaseKind.CHILD_IN_NEED,
    "List 5": CaseKind.SECTION_47,
    "List 4": CaseKind.ASSESSMENT,
    "List 10": CaseKind.ADOPTION,
    "List 3": CaseKind.REFERRAL,
    "List 2": CaseKind.EARLY_HELP,
}
ANNEX_COLUMNS = 3  # a table with fewer of a list's own columns is somebody's own case list
CASE_LIST = "Case list"
AS_A_NUMBER = re.compile(r"(?<=\d)\.0+$")  # 612306.0, as some programs write a number without a fraction
OURS = ("team", "worker", "kind", "age_band")


def read_cases(content: bytes, name: str = "") -> CaseList:
    """Every case once. Raises Unreadable, or NotACaseList, with words for what is no list of cases."""
    book = _annex(content)
    return _from_annex(book) if book else _from_table(_without_zeros(imports.read(content, name, known=_known())))


def _without_zeros(sheet: Sheet) -> Sheet:
    """No table of ours takes a zero character, and nobody can type one."""
    header, *rows = [[cell.replace("\0", "") for cell in line] for line in (sheet.header, *sheet.rows)]
    return replace(sheet, header=header, rows=rows)


def _annex(content: bytes) -> annex_a.Workbook | None:
    try:
        book = annex_a.read(content)
    except Unreadable:
        return None
    own = max(
        sum(not annex_a.lists()[name].columns[column].is_common for column in columns)
        for name, columns in book.headings.items()
    )
    return book if own >= ANNEX_COLUMNS else None


def _from_annex(book: annex_a.Workbook) -> CaseList:
    today = clock.today()
    listed = [
        (str(row["child"]) if row.get("child") else "", _annex_case(name, kind, row, today))
        for name, kind in OF_A_CASE.items()
        for row in book.lists.get(name, [])
    ]
    labels = [column for name in OF_A_CASE for column in _labels(book, name).values()]
    also = {
        plain(book.headings[name][column]): label
        for name in OF_A_CASE
        for column, label in _labels(book, name).items()
        if column in book.headings[name]
    }
    counts = {name: len(rows) for name, rows in book.lists.items()}
    return _once_each(listed, lists=counts, columns=[*OURS, "list", *labels], also=also, notes=book.unreadable)


def _annex_case(name: str, kind: CaseKind, row: Mapping[str, Any], today: date) -> ListedCase:
    columns = annex_a.lists()[name].columns
    said = {(columns[key].label if key in columns else key): _text(value) for key, value in row.items()}
    told = kind_of(_text(row.get("status"))) if name == "List 6" else CaseKind.OTHER
    return ListedCase(
        key="",
        team=_text(row.get("team")),
        worker=_text(row.get("worker")) or _text(row.get("adviser")),
        kind=kind if told == CaseKind.OTHER else told,
        age_band=age_band(_years(row.get("age"), row.get("born_on"), today)),
        said={**said, "list": annex_a.lists()[name].title},
    )


def _labels(book: annex_a.Workbook, name: str) -> dict[str, str]:
    """What the columns of a list are called, whatever their headings say; unknown ones by their heading."""
    if name not in book.lists:
        return {}
    columns = annex_a.lists()[name].columns
    keys = dict.fromkeys(key for row in book.lists[name] for key in row)
    return {key: columns[key].label if key in columns else key for key in (*book.headings[name], *keys)}


def _from_table(sheet: Sheet) -> CaseList:
    places = _places(sheet)
    if "case" not in places:
        raise NotACaseList("No column tells one case from another. Give one the heading “Case ID” or “Child ID”.")
    today = clock.today()
    headings = [heading for heading in sheet.header if heading]
    listed = [(row[places["case"]].strip(), _table_case(sheet, row, places, today)) for row in sheet.rows]
    ours = [name for name in OURS if name in places or (name == "age_band" and {"age", "born_on"} & places.keys())]
    also = {plain(sheet.header[places[name]]): name for name in ours if name in places}
    counts = {CASE_LIST: len(sheet.rows)}
    return _once_each(listed, lists=counts, columns=[*ours, *headings], also=also, notes=sheet.notes)


def _table_case(sheet: Sheet, row: Iterable[str], places: Mapping[str, int], today: date) -> ListedCase:
    cells = list(row)
    said = {name: " ".join(cells[place].split()) for name, place in places.items()}
    age, born_on = said.get("age", ""), said.get("born_on", "")
    band = band_of(said["age_band"]) if said.get("age_band") else age_band(_years(age, born_on, today))
    return ListedCase(
        key="",
        team=said.get("team", ""),
        worker=said.get("worker", ""),
        kind=kind_of(said.get("kind", "")),
        age_band=band,
        said={heading: cells[place].strip() for place, heading in enumerate(sheet.header) if heading},
    )


def _places(sheet: Sheet) -> dict[str, int]:
    """Which heading holds which of our columns: the likeliest spelling first."""
    plainly = [plain(heading) for heading in sheet.header]
    found: dict[str, int] = {}
    for name, headings in HEADINGS.items():
        place = next((plainly.index(heading) for heading in headings.split("|") if heading in plainly), None)
        if place is not None and place not in found.values():
            found[name] = place
    return found


def _once_each(
    listed: Iterable[tuple[str, ListedCase]],
    *,
    lists: dict[str, int],
    columns: Iterable[str],
    also: dict[str, str],
    notes: Iterable[str],
) -> CaseList:
    """The first row of a case counts, and what it leaves out is taken from the next."""
    cases: dict[str, ListedCase] = {}
    rows = without = 0
    for said, case in listed:
        rows += 1
        key = AS_A_NUMBER.sub("", "".join(said.split()).casefold())
        if not key:
            without += 1
            continue
        cases[key] = _filled(cases[key], case) if key in cases else replace(case, key=key)
    told = list(_told(rows, without, len(cases)))
    return CaseList(tuple(cases.values()), lists, tuple(dict.fromkeys(columns)), also, (*notes, *told))


def _filled(case: ListedCase, more: ListedCase) -> ListedCase:
    band = more.age_band if case.age_band == AgeBand.NOT_KNOWN else case.age_band
    said = {**more.said, **{name: words for name, words in case.said.items() if words}}
    team, worker = (case.team, case.worker) if case.team or case.worker else (more.team, more.worker)
    return replace(case, team=team, worker=worker, age_band=band, said=said)


def _told(rows: int, without: int, cases: int) -> Iterator[str]:
    if without:
        rows_were = "row named no case and was" if without == 1 else "rows named no case and were"
        yield f"{without:,} {rows_were} left out."
    if again := rows - without - cases:
        yield f"{again:,} row{'' if again == 1 else 's'} told of a case already listed: each case is drawn from once."
    if not cases:
        yield "The file lists no cases."


def _years(age: Any, born_on: Any, today: date) -> int | None:
    """The age as it is given, or worked out: nothing else is taken from a date of birth."""
    if age not in (None, ""):
        digits = str(age).split(".")[0].strip()
        return int(digits) if digits.isdigit() and len(digits) < 4 else None
    try:
        born = born_on if isinstance(born_on, date) else day(str(born_on or ""))
    except imports.Wrong:
        return None
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return " ".join(str(value).split())


def _known() -> frozenset[str]:
    return frozenset(heading for headings in HEADINGS.values() for heading in headings.split("|"))
