"""Which column of the file holds what: from a saved mapping, else from the headings and what they are also called."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from academy.core.imports.cells import plain, reader
from academy.core.imports.dates import has_month_first
from academy.core.imports.layout import Sheet
from academy.core.imports.spec import Column, Fault, ImportSpec, Row, Say, Words
from academy.core.models import ImportMapping, ImportRun
from academy.core.refusals import Refused

CHUNK = 2_000
IN_BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
UNNAMED = "File "  # what was said of one file only is kept under its number
TWICE = re.compile(r"(.*) \(column [A-Z]+\)", re.DOTALL)  # as `layout` tells two headings of a name apart
Places = dict[str, int]  # a column's name, and where in a row of the file it stands


class NotMatched(Refused):
    """The file can be read, but it does not say which of its columns is one that we need."""


def places(sheet: Sheet, spec: ImportSpec, saved: Mapping[str, str]) -> Places:
    """Where each column stands. What people said comes before what we can tell."""
    found = known_places(sheet.header, spec, saved)
    if twice := unclear(sheet.header, spec, saved):
        raise NotMatched(f"Two columns are called “{twice[0]}”, and they differ. Say which one to read.")
    missing = [group for group in spec.needs if not any(name in found for name in group)]
    if missing:
        raise NotMatched(_missing_words(spec, missing))
    return found


def fitting(run: ImportRun) -> ImportMapping | None:
    """What was saved for files with these headings, nearest to whom the file is from. One that says no heading waits
    to be asked for by name."""
    headings = {plain(heading) for heading in run.header}
    fits = [
        mapping
        for mapping in ImportMapping.objects.filter(spec=run.spec).exclude(name__startswith=UNNAMED)
        if run.branch.startswith(mapping.branch) and {*map(plain, mapping.columns.values())} - {""} <= headings
    ]
    said = [mapping for mapping in fits if any(mapping.columns.values())]
    return max(said, key=lambda mapping: (len(mapping.branch), len(mapping.columns), mapping.pk), default=None)


def known_places(header: Sequence[str], spec: ImportSpec, saved: Mapping[str, str]) -> Places:
    return columns_of(header, spec.columns, saved)


def columns_of(header: Sequence[str], columns: Sequence[Column], saved: Mapping[str, str]) -> Places:
    """An empty heading in what is saved says that the column is not in such files."""
    found: Places = {}
    there = _there(header)
    said = {name: there[plain(heading)] for name, heading in saved.items() if plain(heading) in there}
    for column in columns:
        taken = {*said.values(), *found.values()}
        place = said.get(column.name)
        if place is None and saved.get(column.name) != "":
            place = next((there[word] for word in called(column) if word in there and there[word] not in taken), None)
        if place is not None:
            found[column.name] = place
    return found


def _there(header: Sequence[str]) -> Places:
    """Where each heading stands, as it is; else without what is in brackets: “Start date (post)” is a start date."""
    found: Places = {}
    for place, heading in enumerate(header):
        if plain(heading):
            found.setdefault(plain(heading), place)
    for place, heading in enumerate(header):
        shorter = plain(IN_BRACKETS.sub(" ", heading))
        if shorter and not TWICE.fullmatch(heading):
            found.setdefault(shorter, place)
    return found


def called(column: Column) -> list[str]:
    """The headings it goes by, the likeliest first."""
    names = [column.name] if column.is_called_so else []
    return list(dict.fromkeys(map(plain, [column.label, *names, *column.synonyms])))


def unclear(header: Sequence[str], spec: ImportSpec, saved: Mapping[str, str]) -> list[str]:
    """Headings that the file has twice over different things, where only they could be a column of ours."""
    twice = dict.fromkeys(again[1] for heading in header if (again := TWICE.fullmatch(heading)))
    found = known_places(header, spec, saved)
    open_names = {name for column in spec.columns if column.name not in {*found, *saved} for name in called(column)}
    return [heading for heading in twice if plain(heading) in open_names]


def _missing_words(spec: ImportSpec, missing: Sequence[Sequence[str]]) -> str:
    labels = {column.name: column.label for column in spec.columns}
    groups = [_either([_small(labels[name]) for name in group]) for group in missing]
    return f"We cannot find a column for the {' and for the '.join(groups)}. Say which heading it has in your file."


def _either(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _small(label: str) -> str:
    return label if label[:2].isupper() and label[:2].isalpha() else label[:1].lower() + label[1:]


def vocabularies(run: ImportRun, spec: ImportSpec) -> dict[str, Words]:
    """What each column's words stand for: those the room knows, and those that people taught it with the mapping."""
    taught = run.mapping.words if run.mapping else {}
    found: dict[str, Words] = {}
    for column in spec.columns:
        known = column.vocabulary(run)
        if known is not None:
            more = taught.get(column.name, {})
            learnt = {word: known[meant.casefold()] for word, meant in more.items() if meant.casefold() in known}
            found[column.name] = {**known, **learnt}
    return found


def rows(run: ImportRun, sheet: Sheet, spec: ImportSpec, say: Say) -> list[Row]:
    """Every row read, a column at a time."""
    where = places(sheet, spec, run.mapping.columns if run.mapping else {})
    read = _readers(run, sheet, spec, where)
    found: list[Row] = []
    for start in range(0, len(sheet.rows), CHUNK):
        say("Reading the file", start, len(sheet.rows))
        chunk = sheet.rows[start : start + CHUNK]
        columns = [list(map(read[name], [cells[place] for cells in chunk])) for name, place in where.items()]
        names = list(where)
        for cells, number, *values in zip(chunk, sheet.numbers[start : start + CHUNK], *columns, strict=True):
            found.append(_row(number, names, values, cells, width=len(sheet.header)))
    return found


def _readers(run: ImportRun, sheet: Sheet, spec: ImportSpec, where: Places) -> dict[str, Callable[[str], Any]]:
    words, american = vocabularies(run, spec), set(month_first(sheet, spec, where))
    return {
        column.name: reader(column, words.get(column.name), month_first=column.name in american)
        for column in spec.columns
        if column.name in where
    }


def month_first(sheet: Sheet, spec: ImportSpec, where: Places) -> Iterator[str]:
    """The columns of dates that are American throughout."""
    dates = [column.name for column in spec.columns if column.kind is date and column.name in where]
    for name in dates:
        if has_month_first(cells[where[name]] for cells in sheet.rows):
            yield name


def notes(sheet: Sheet, spec: ImportSpec, saved: Mapping[str, str]) -> Iterator[str]:
    """What somebody should know of how the file was read, before they look at the rows."""
    yield from sheet.notes
    where = known_places(sheet.header, spec, saved)
    labels = {column.name: column.label for column in spec.columns}
    for name in month_first(sheet, spec, where):
        yield f"{labels[name]}: the month comes first in this file, so 03/04/2026 is 4 March."


def _row(number: int, names: Sequence[str], values: Sequence[object], cells: Sequence[str], *, width: int) -> Row:
    faults = tuple(value for value in values if value.__class__ is Fault)
    if len(cells) > width:
        words = f"The row has {len(cells)} cells where the headings have {width}"
        faults = (Fault("ragged", words, "Look for a comma too many, or a missing quotation mark"), *faults)
    if faults:
        values = [None if value.__class__ is Fault else value for value in values]
    return Row(number, dict(zip(names, values, strict=True)), cells, faults)
