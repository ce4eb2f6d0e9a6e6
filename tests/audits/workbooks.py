"""Annex A workbooks for tests, made here row by row. Every child in them is made up."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

CHILD = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age")
HEADINGS: dict[str, tuple[str, ...]] = {
    "List 1": (*CHILD, "Date of Contact", "Contact Source"),
    "List 3": (
        *CHILD,
        "Date of Referral",
        "Referral Source",
        "Referral NFA?",
        "Number of Referrals in Last 12 Months",
        "Allocated Team",
        "Allocated Worker",
    ),
    "List 4": (
        *CHILD,
        "Does the Child have a Disability",
        "Continuous Assessment Start Date",
        "Child Seen During Continuous Assessment",
        "Continuous Assessment Date of Authorisation",
        "Was the child assessed as requiring LA children’s social care support?",
        "Allocated Team",
        "Allocated Worker",
    ),
    "List 5": (
        *CHILD,
        "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Date of Initial Child Protection Conference",
        "Allocated Team",
        "Allocated Worker",
    ),
    "List 6": (
        *CHILD,
        "CIN Start Date",
        "Primary Need Code",
        "Date Child Was Last Seen",
        "CIN Closure Date",
        "Case Status",
        "Allocated Team",
        "Allocated Worker",
    ),
    "List 7": (
        *CHILD,
        "Child Protection Plan Start Date",
        "Date of the Last Statutory Visit",
        "Was the Child Seen Alone?",
        "Date of latest review conference",
        "Child Protection Plan End Date",
        "Number of Previous Child Protection Plans",
        "Allocated Team",
        "Allocated Worker",
    ),
    "List 8": (
        *CHILD,
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
        "Date Started to be Looked After",
        "Date of Latest Statutory Review",
        "Date of Last Social Work Visit",
        "Date of Last Health Assessment",
        "Date of Last Dental Check",
        "Number of Placements in the Last 12 months",
        "Date Ceased to be Looked After",
        "Start Date of Most Recent Placement",
        "Placement postcode",
        "URN of Placement",
        "Placement Location",
        "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months",
        "Was the child offered a Return Interview after their last missing episode (Y/N)?",
        "Allocated Team",
        "Allocated Worker",
    ),
    "List 9": (
        *CHILD,
        "Allocated Team",
        "Allocated Worker",
        "Latest Pathway Plan Review Date",
        "Latest Date of Contact",
        "Suitability of Accommodation",
        "Activity Status",
    ),
}
BORN = date(2014, 3, 12)
WORKER = ("Locality 4 Unit 2", "Marty Gonsalves")


def child(number: int = 1, *, born: Any = BORN) -> tuple[Any, ...]:
    return (f"90021{number:04}", "b) Female", "a) WBRI", born, 6.4)


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Sheets by name, each as its lines; dates as a spreadsheet keeps them."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    as_day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, lines in sheets.items():
        sheet = book.add_worksheet(name)
        for row, line in enumerate(lines):
            for column, value in enumerate(line):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, as_day)
                elif value is not None:
                    sheet.write(row, column, value)
    book.close()
    return file.getvalue()


def annex(lists: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """Lists by name; each row says only what it is about, by heading."""
    return workbook(
        {name: [HEADINGS[name], *(_line(name, row, at) for at, row in enumerate(rows))] for name, rows in lists.items()}
    )


def _line(name: str, row: Mapping[str, Any], number: int) -> list[Any]:
    said = (
        dict(zip(CHILD, child(number + 1), strict=True))
        | {"Allocated Team": WORKER[0], "Allocated Worker": WORKER[1]}
        | dict(row)
    )
    return [said.get(heading) for heading in HEADINGS[name]]
