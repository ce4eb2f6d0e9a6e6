"""The published judgements of every authority, read by their headings: as Ofsted publishes them, or as others list
them. Grades are read in any spelling and kept in Ofsted's own words; what is not judged stays empty."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from academy.improvement.rules.inspections import Grade, InspectionRefused, JudgementArea

Rows = Sequence[Sequence[str]]
LOOKED_AT = 12  # rows in which the headings may stand
FEWEST = 10  # authorities, under which it is another kind of file
HEADINGS = {
    "authority": ("local authority name", "local authority", "la name", "authority"),
    "region": ("ofsted region", "region", "region code"),
    "inspected": ("inspection date", "inspection end date", "inspection start date"),
    "published": ("publication date", "date published"),
    JudgementArea.OVERALL: ("overall effectiveness", "overall effectiveness grade"),
    JudgementArea.LEADERS: (
        "the impact of leaders on social work practice with children and families",
        "impact of leaders grade",
    ),
    JudgementArea.HELP_PROTECTION: (
        "the experiences and progress of children who need help and protection",
        "help and protection grade",
    ),
    JudgementArea.IN_CARE: ("the experiences and progress of children in care", "in care grade"),
    JudgementArea.CARE_LEAVERS: ("the experiences and progress of care leavers", "care leavers grade"),
}
OF_OTHER_SHEETS = ("inspection type", "inspection visit type", "visit theme")
GRADES = {
    "outstanding": Grade.OUTSTANDING,
    "good": Grade.GOOD,
    "requires improvement to be good": Grade.IMPROVE,
    "requires improvement": Grade.IMPROVE,
    "inadequate": Grade.INADEQUATE,
}
NOT_JUDGED = (
    "",
    "inspection pre dates judgement",
    "not applicable",
    "na",
    "n a",
    "null",
    "none",
    "not judged",
    "z",
    "x",
)
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d-%m-%Y")
SMALL = ("and", "of", "on", "the", "upon", "with")


@dataclass(frozen=True)
class Judged:
    authority: str
    region: str
    inspected_on: date | None
    published_on: date | None
    grades: dict[str, str]  # by area; empty where nothing was judged


@dataclass(frozen=True)
class Outcomes:
    as_at: date | None
    judged: tuple[Judged, ...]
    not_read: tuple[str, ...]  # sentences


def outcomes_in(sheets: Iterable[tuple[str, Rows]], *, file_name: str = "") -> Outcomes:
    """The newest judgements of each authority. The sheet that lists nothing but them comes first."""
    held = list(sheets)
    found = [(place, rows, columns) for _, rows in held if (at := _headings(rows)) for place, columns in [at]]
    if not found:
        raise InspectionRefused("No sheet of that file lists authorities with their judgements.", field="file")
    place, rows, columns = min(found, key=lambda one: _is_other(one[1][one[0]]))
    newest: dict[str, Judged] = {}
    not_read: list[str] = []
    for row in rows[place + 1 :]:
        judged = _judged(row, columns, not_read)
        if judged is None:
            continue
        before = newest.get(judged.authority)
        if before is None or (judged.inspected_on or date.min) > (before.inspected_on or date.min):
            newest[judged.authority] = judged
    if len(newest) < FEWEST:
        raise InspectionRefused(f"The file lists {len(newest)} authorities. We expected all of them.", field="file")
    return Outcomes(_as_at(held, file_name), tuple(newest.values()), tuple(dict.fromkeys(not_read))[:20])


def plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", words.casefold()).strip()


def _headings(rows: Rows) -> tuple[int, dict[str, int]] | None:
    for place, row in enumerate(rows[:LOOKED_AT]):
        cells = [plain(str(cell)) for cell in row]
        columns = {}
        for name, words in HEADINGS.items():
            at = next((cells.index(word) for word in words if word in cells), None)
            if at is not None:
                columns[str(name)] = at
        if "authority" in columns and JudgementArea.OVERALL in columns:
            return place, columns
    return None


def _is_other(headings: Sequence[str]) -> bool:
    return any(plain(str(heading)) in OF_OTHER_SHEETS for heading in headings)


def _judged(row: Sequence[str], columns: dict[str, int], not_read: list[str]) -> Judged | None:
    def cell(name: str) -> str:
        at = columns.get(name)
        return str(row[at]).strip() if at is not None and at < len(row) else ""

    name = _name(cell("authority"))
    if not name:
        return None
    grades = {area.value: _grade(cell(area), name, not_read) for area in JudgementArea}
    if not any(grades.values()):
        return None
    return Judged(name, cell("region"), _day(cell("inspected")), _day(cell("published")), grades)


def _grade(cell: str, name: str, not_read: list[str]) -> str:
    words = plain(cell)
    if words in GRADES:
        return GRADES[words].value
    if words not in NOT_JUDGED:
        not_read.append(f"{name}: “{cell[:40]}” is no judgement that we know.")
    return ""


def _name(cell: str) -> str:
    """Some lists write names in small letters."""
    if not cell.islower():
        return cell
    words = [word if word in SMALL and at else word.capitalize() for at, word in enumerate(cell.split())]
    return " ".join(words)


def _day(cell: str) -> date | None:
    text = cell.split("T")[0].split(" 00:")[0].strip()
    for form in DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _as_at(sheets: Iterable[tuple[str, Rows]], file_name: str) -> date | None:
    """ "as at 31 March 2025" on any sheet, or in the file’s name; a name with a year and a month means its end."""
    said = [file_name.replace("_", " ")]
    said += [str(cell) for _, rows in sheets for row in rows[:LOOKED_AT] for cell in row[:2]]
    for words in said:
        if found := re.search(r"as at (\d{1,2} [A-Za-z]+ \d{4})", words, re.IGNORECASE):
            return _day(found[1].title())
    if found := re.search(r"(20\d\d)-(\d\d)(?!\d)", file_name):
        year, month = int(found[1]), int(found[2])
        after = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(after.toordinal() - 1)
    return None
