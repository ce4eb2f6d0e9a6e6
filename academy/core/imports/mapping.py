"""Which column of the file holds what: from a saved mapping, else from the headings and what they are also called."""

from collections.abc import Iterable, Mapping, Sequence

from academy.core.imports.cells import plain, reader
from academy.core.imports.sheets import Sheet
from academy.core.imports.spec import Fault, ImportSpec, Row, Say, Words
from academy.core.models import ImportRun
from academy.core.refusals import Refused

CHUNK = 2_000
Places = dict[str, int]  # a column's name, and where in a row of the file it stands


class NotMatched(Refused):
    """The file can be read, but it does not say which of its columns is one that we need."""


def places(sheet: Sheet, spec: ImportSpec, saved: Mapping[str, str]) -> Places:
    """Where each column stands. What people said comes before what we can tell."""
    found = known_places(sheet.header, spec, saved)
    missing = [group for group in spec.needs if not any(name in found for name in group)]
    if missing:
        raise NotMatched(_missing_words(spec, missing))
    return found


def known_places(header: Sequence[str], spec: ImportSpec, saved: Mapping[str, str]) -> Places:
    found: Places = {}
    headings = [plain(heading) for heading in header]
    said = {
        name: place for name, heading in saved.items() if (place := _place(header, headings, [heading], {})) is not None
    }
    for column in spec.columns:
        words = [column.label, column.name, *column.synonyms]
        taken = {**said, **found}
        place = said.get(column.name)
        if place is None and column.name not in saved:
            place = _place(header, headings, words, taken)
        if place is not None:
            found[column.name] = place
    return found


def _place(header: Sequence[str], headings: Sequence[str], words: Iterable[str], taken: Places) -> int | None:
    for word in map(plain, words):
        fits = [place for place, heading in enumerate(headings) if heading == word and place not in taken.values()]
        if len(fits) > 1:
            raise Refused(f"Two columns are called “{header[fits[0]]}”. Rename or remove one, then send it again.")
        if fits:
            return fits[0]
    return None


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
    words = vocabularies(run, spec)
    read = {column.name: reader(column, words.get(column.name)) for column in spec.columns if column.name in where}
    found: list[Row] = []
    for start in range(0, len(sheet.rows), CHUNK):
        say("Reading the file", start, len(sheet.rows))
        chunk = sheet.rows[start : start + CHUNK]
        columns = [list(map(read[name], [cells[place] for cells in chunk])) for name, place in where.items()]
        names = list(where)
        for cells, number, *values in zip(chunk, sheet.numbers[start : start + CHUNK], *columns, strict=True):
            found.append(_row(number, names, values, cells, width=len(sheet.header)))
    return found


def _row(number: int, names: Sequence[str], values: Sequence[object], cells: Sequence[str], *, width: int) -> Row:
    faults = tuple(value for value in values if value.__class__ is Fault)
    if len(cells) > width:
        words = f"The row has {len(cells)} cells where the headings have {width}"
        faults = (Fault("ragged", words, "Look for a comma too many, or a missing quotation mark"), *faults)
    if faults:
        values = [None if value.__class__ is Fault else value for value in values]
    return Row(number, dict(zip(names, values, strict=True)), cells, faults)
