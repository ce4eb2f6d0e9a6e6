"""Which column of the file holds what: from a saved mapping, else from the headings and what they are also called."""

from collections.abc import Iterable, Mapping, Sequence

from academy.core.imports.cells import plain, reader
from academy.core.imports.sheets import Sheet
from academy.core.imports.spec import Column, Fault, ImportSpec, Row, Say, Words
from academy.core.models import ImportRun
from academy.core.refusals import Refused

CHUNK = 2_000
Places = dict[str, int]  # a column's name, and where in a row of the file it stands


class NotMatched(Refused):
    """The file can be read, but it does not say which of its columns is one that we need."""


def places(sheet: Sheet, spec: ImportSpec, saved: Mapping[str, str]) -> Places:
    found: Places = {}
    headings = [plain(heading) for heading in sheet.header]
    for column in spec.columns:
        words = [saved[column.name]] if column.name in saved else [column.label, column.name, *column.synonyms]
        place = _place(sheet, headings, words, taken=found.values())
        if place is not None:
            found[column.name] = place
    missing = [group for group in spec.needs if not any(name in found for name in group)]
    if missing:
        raise NotMatched(_missing_words(spec, missing))
    return found


def _place(sheet: Sheet, headings: Sequence[str], words: Iterable[str], *, taken: Iterable[int]) -> int | None:
    taken = set(taken)
    for word in map(plain, words):
        fits = [place for place, heading in enumerate(headings) if heading == word and word and place not in taken]
        if len(fits) > 1:
            raise Refused(f"Two columns are called “{sheet.header[fits[0]]}”. Rename or remove one, then send it again.")
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
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def vocabularies(run: ImportRun, spec: ImportSpec) -> dict[str, Words]:
    """What each column's words stand for: those the room knows, and those that people taught it with the mapping."""
    taught = run.mapping.words if run.mapping else {}
    found = {}
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
    return Row(number, dict(zip(names, values, strict=True)), cells, faults)  # type: ignore[arg-type]
