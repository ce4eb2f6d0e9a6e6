"""The same ten people as a score of HR systems would write them: other headings, dates, names, encodings, titles."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle, islice
from typing import Any

import xlsxwriter

from tests.people.hr_file import FAMILY_NAMES, GIVEN_NAMES

ROLES = ("Social worker", "Team manager", "Health visitor", "Teaching assistant", "Youth worker")
Person = dict[str, Any]
PEOPLE: list[Person] = [
    {
        "number": f"000{1040 + n}",
        "given": GIVEN_NAMES[n],
        "family": FAMILY_NAMES[n],
        "email": f"p{n}@weyshire.example",
        "role": ROLES[n % 5],
        "team": ("Tannery Lane", "Wey Valley")[n % 2],
        "start": date(2015 + n, n % 12 + 1, 6 + n),
        "fte": ("1", "0.6")[n % 2],
        "contract": "Permanent",
        "manager": "" if n == 0 else "0001040",
    }
    for n in range(10)
]


@dataclass(frozen=True)
class System:
    """What one program calls its columns, in its order. A column of ours that it does not know is of no interest."""

    name: str
    headings: dict[str, str]
    day: str = "%d/%m/%Y"
    delimiter: str = ","
    encoding: str = "utf-8"
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    also: dict[str, str] = field(default_factory=dict)  # headings nobody knows, and what stands below them


def _columns(said: str) -> dict[str, str]:
    """What of a person stands in each column, and its heading."""
    return dict(part.split("=", 1) for part in said.split("|"))


PLAIN = _columns(
    "number=Staff number|given=First name|family=Surname|email=Email|role=Job title|team=Team|"
    "start=Start date|end=End date|fte=FTE|contract=Contract|manager=Manager number"
)
SYSTEMS = [
    System("plain", PLAIN),
    System(
        "iTrent",
        _columns(
            "number=Personal Reference|family=Surname|given=First Forename|email=Work Email Address|"
            "post=Position Reference|role=Position Title|team=Unit Name|start=Occupancy Start Date|"
            "far_end=Occupancy End Date|fte=Working Pattern FTE|contract=Occupancy Type|"
            "manager=Reports To Personal Reference"
        ),
        above=("Employee Details Report", "Run date: 05/11/2026", ""),
        below=("Total records: 10",),
        also={"National Insurance Number": "QQ123456C", "Ethnic Origin": "Not stated", "Title": "Mrs"},
    ),
    System(
        "ESR",
        _columns(
            "number=Employee Number|family=Last Name|given=First Name|email=Email Address|"
            "role=Position Title|team=Department|start=Assignment Start Date|end=Termination Date|fte=FTE|"
            "contract=Assignment Category|manager=Supervisor Employee Number"
        ),
        day="%Y-%m-%d 00:00:00",
        also={"Title": "Ms", "Pay Scale": "XR06", "Assignment Status": "Active Assignment", "Registration": "98I1234E"},
    ),
    System(
        "SAP",
        _columns(
            "number=Pers.No.|full_comma=Personnel Number|family=Last name|given=First name|email=E-Mail|"
            "team=Organizational Unit|role=Position Text|start=Entry|far_end=Leaving date|"
            "percent=Employment pct.|contract=EE group|manager=Supervisor ID"
        ),
        day="%d.%m.%Y",
        delimiter="\t",
        encoding="utf-16",
        also={"Org. Unit": "50001234", "Position": "60001111"},
    ),
    System(
        "Oracle",
        _columns(
            "number=PERSON_NUMBER|full_comma=DISPLAY_NAME|email=WORK_EMAIL|role=JOB_NAME|"
            "team=DEPARTMENT_NAME|start=ASSIGNMENT_START_DATE|far_end=ACTUAL_TERMINATION_DATE|"
            "fte=ASSIGNMENT_FTE|contract=WORKER_CATEGORY|manager=MANAGER_PERSON_NUMBER"
        ),
        day="%Y-%m-%dT00:00:00.000+00:00",
        also={"LEGISLATION_CODE": "GB"},
    ),
    System(
        "school",
        _columns(
            "number=Payroll Number|family=Legal Surname|given=Legal Forename|email=Work E-mail|role=Post|"
            "team=Department|start=Contract Start|end=Contract End|fte=FTE|contract=Contract Type"
        ),
        day="%d %B %Y",
        encoding="cp1252",
        above=("Weyshire Primary School", "Staff Contract Information Report", ""),
        below=("", "Printed by Admin on 05/11/2026"),
        also={"Staff Code": "LHA", "Service Term": "Support"},
    ),
    System(
        "Workday",
        _columns(
            "number=Employee ID|full_numbered=Worker|email=primaryWorkEmail|role=Job Profile|"
            "title=Position Title|team=Supervisory Organization|start=Hire Date|end=Termination Date|"
            "percent=FTE %|contract=Employee Type|manager=Manager Employee ID"
        ),
        day="%d-%b-%Y",
    ),
    System(
        "a hand-made list",
        _columns(
            "capitals_comma=Employee|number=Payroll No.|role=Job Title|team=Section|start=Date Started|"
            "end=Date Left|comma_fte=WTE|email=Work e-mail"
        ),
        day="%-d/%-m/%y",
        delimiter=";",
        encoding="cp1252",
        also={"": "", "Notes": "See file; ask HR"},
    ),
    System(
        "capitals first",
        _columns(
            "capitals=Surname Forename|number=Employee Ref|role=Role|team=Service Area|"
            "start=Start Date (Post)|email=Email Address (Work)|fte=FTE"
        ),
        day="%d-%b-%y",
    ),
    System(
        "a database",
        _columns(
            "number=employee_no|given=forename|family=surname|email=email_address|role=job_title|"
            "team=team_name|start=date_joined|null=date_left|fte=fte|contract=employment_type|"
            "null_manager=line_manager_no"
        ),
        day="%Y%m%d",
        encoding="utf-8-sig",
        delimiter="|",
    ),
    System(
        "American dates",
        PLAIN,
        day="%m/%d/%Y",
    ),
    System("with an apostrophe", PLAIN, day="'%d/%m/%Y"),
    System("Excel’s numbers", PLAIN, day="serial"),
    System("spaces that do not break", PLAIN, day="\u00a0%d/%m/%Y\u00a0", encoding="utf-16-le"),
    System("a space around everything", PLAIN, day="%A, %d %B %Y"),
    System("groups above the headings", PLAIN, above=(",Person,,,Post,,,,,,", "")),
]


def cells(system: System, person: Person) -> list[str]:
    given, family, number = person["given"], person["family"], person["number"]
    said = {
        "end": "", "far_end": date(4712, 12, 31).strftime(system.day), "null": "NULL", "post": f"P{number}",
        "full_comma": f"{family}, {given}", "capitals_comma": f"{family.upper()}, {given}",
        "capitals": f"{family.upper()} {given}", "full_numbered": f"{given} {family} ({number})",
        "percent": str(round(float(person["fte"]) * 100)), "comma_fte": person["fte"].replace(".", ","),
        "title": person["role"], "null_manager": person["manager"] or "NULL",
    }  # fmt: skip
    row = [
        _day(system, person[key]) if key == "start" else said.get(key, person.get(key, "")) for key in system.headings
    ]
    return [*row, *system.also.values()]


def _day(system: System, day: date) -> str:
    if system.day == "serial":
        return str((day - date(1899, 12, 30)).days)
    return day.strftime(system.day)


def lines(system: System) -> Iterator[list[str]]:
    for line in system.above:
        yield line.split(",")
    yield [*system.headings.values(), *system.also]
    for person in PEOPLE:
        yield cells(system, person)
    for line in system.below:
        yield [line]


def as_csv(system: System) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=system.delimiter).writerows(lines(system))
    return text.getvalue().encode(system.encoding, "replace")


def as_xlsx(system: System, *, cover: bool = False) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_numbers": False})
    if cover:
        book.add_worksheet("Read me").write_column(0, 0, ["About this report", "Who asked", "When"])
    sheet = book.add_worksheet("Staff")
    for place, row in enumerate(lines(system)):
        sheet.write_row(place + 2, 1, row)
    book.close()
    return file.getvalue()


Change = Callable[[list[list[str]]], list[list[str]]]


def with_repeats(rows: list[list[str]]) -> list[list[str]]:
    """The headings again in the middle, as a report with pages has them, and a sub-total."""
    return [*rows[:4], rows[0], ["Sub-total", "", "", "3"], *rows[4:]]


def with_blanks(rows: list[list[str]]) -> list[list[str]]:
    return [cell for row in rows for cell in (row, [""] * len(row))]


def shuffled(rows: list[list[str]]) -> list[list[str]]:
    turned = [row[::-1] for row in rows]
    return [*turned[:1], *islice(cycle(turned[1:]), 3, 3 + len(turned) - 1)]


def widened(rows: list[list[str]]) -> list[list[str]]:
    """Empty columns between the others, and one at the end that has no heading but something in it."""
    out = [[part for cell in row for part in (cell, "")] for row in rows]
    return [[*row, "" if place == 0 else "x"] for place, row in enumerate(out)]


CHANGES: dict[str, Change] = {
    "as it is": lambda rows: rows,
    "pages": with_repeats,
    "blank lines": with_blanks,
    "turned round": shuffled,
    "wide": widened,
}


def changed(system: System, change: Change) -> bytes:
    text = io.StringIO(newline="")
    body = change([[*system.headings.values(), *system.also], *[cells(system, person) for person in PEOPLE]])
    csv.writer(text, delimiter=system.delimiter).writerows([*[line.split(",") for line in system.above], *body])
    return text.getvalue().encode(system.encoding, "replace")
