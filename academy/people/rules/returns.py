"""The national children's social work workforce return: what its years ask, and what is wrong with a worker's line.

Sources: the schemas of 2021 to 2025 and the checks of the public validator (see docs/reference). A fault keeps a row
out. A query is worth a look and keeps nothing out: those rest on what practitioners know, not on the guide.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from academy.core.imports.spec import Fault
from academy.people.rules.words import Contract, Destination, Origin, Reason

Worker = Mapping[str, str]  # a tag and what stands in it; what is empty is not there

ALWAYS = (
    *("PersonBirthDate", "Sex", "Ethnicity", "QualInst", "StepUpGrad", "OrgRole", "RoleStartDate", "StartOrigin"),
    *("FTE30", "WorkingDaysLost", "FrontlineGrad"),
)


@dataclass(frozen=True)
class ReturnYear:
    """One year's schema, as far as it differs from the others."""

    year: int
    sex: str  # the tag was renamed in 2024
    has_qualifications: bool  # QualInst and CFKSSstatus were dropped in 2025

    @property
    def mandatory(self) -> tuple[str, ...]:
        """What a worker who is not from an agency must have."""
        tags = (self.sex if tag == "Sex" else tag for tag in ALWAYS)
        return tuple(tag for tag in tags if tag != "QualInst" or self.has_qualifications)

    @property
    def reference(self) -> date:
        return date(self.year, 9, 30)


YEARS = {
    version.year: version
    for version in (
        ReturnYear(2021, sex="GenderCurrent", has_qualifications=True),
        ReturnYear(2022, sex="GenderCurrent", has_qualifications=True),
        ReturnYear(2023, sex="GenderCurrent", has_qualifications=True),
        ReturnYear(2024, sex="Sex", has_qualifications=True),
        ReturnYear(2025, sex="Sex", has_qualifications=False),
    )
}
TAGS = frozenset({
    *("AgencyWorker", "SWENo", "FTE", "PersonBirthDate", "GenderCurrent", "Sex", "Ethnicity", "QualInst", "QualLevel"),
    *("StepUpGrad", "FrontlineGrad", "OrgRole", "RoleStartDate", "StartOrigin", "RoleEndDate", "LeaverDestination"),
    *("ReasonLeave", "FTE30", "Cases30", "WorkingDaysLost", "ContractWeeks", "Absat30Sept", "ReasonAbsence"),
    *("CFKSSstatus", "BaseSalary", "RRPayments", "OtherPayments"),
})  # fmt: skip
REGISTRATION = re.compile(r"[A-Za-z]{2}[0-9]{1,10}")
HASHED = re.compile(r"[0-9a-fA-F]{64}")
DATES = ("PersonBirthDate", "RoleStartDate", "RoleEndDate")
SHARES = ("FTE", "FTE30")
AMOUNTS = {"WorkingDaysLost": Decimal(366), "ContractWeeks": Decimal(5_000), "Cases30": Decimal(2_000)}
CODES: Mapping[str, frozenset[str]] = {
    "AgencyWorker": frozenset("01"),
    "Absat30Sept": frozenset("01"),
    "OrgRole": frozenset("123456"),
    "CFKSSstatus": frozenset("1234"),
    "StartOrigin": frozenset(str(code.value) for code in Origin),
    "ReasonLeave": frozenset(str(code.value) for code in Reason),
    "LeaverDestination": frozenset(str(code.value) for code in Destination),
}


def faults(worker: Worker, version: ReturnYear, *, asked: frozenset[str] = TAGS) -> tuple[Fault, ...]:
    """Every rule the line breaks. `asked` are the tags the file can hold: a flat file may have been cut down."""
    return (*_unreadable(worker), *_mandatory(worker, version, asked), *_pairs(worker, asked), *_leaver(worker))


def _unreadable(worker: Worker) -> list[Fault]:
    """What the database could not hold."""
    found = []
    if not is_registration(worker.get("SWENo", "")):
        said = (
            f"is {_shown(worker['SWENo'])}: it has two letters and up to ten figures"
            if "SWENo" in worker
            else "is missing"
        )
        found.append(Fault("swe-number", f"SWENo {said}", "Give the number that Social Work England gave the worker"))
    for tag in DATES:
        if tag in worker and read_date(worker[tag]) is None:
            found.append(Fault("date", f"{tag} is {_shown(worker[tag])}: that is not a date", "Correct the date"))
    for tag in SHARES:
        share = amount(worker[tag]) if tag in worker else Decimal(0)
        if share is None or not 0 <= share <= 1:
            found.append(
                Fault("fte-range", f"{tag} is {_shown(worker[tag])}: it goes from 0 to 1", "Correct the figure")
            )
    for tag, most in AMOUNTS.items():
        value = amount(worker[tag]) if tag in worker else Decimal(0)
        if value is None or not 0 <= value <= most or (tag == "Cases30" and value % 1):
            words = f"{tag} is {_shown(worker[tag])}: that cannot be"
            found.append(Fault("number", words, "Correct the figure"))
    for tag, codes in CODES.items():
        if tag in worker and worker[tag] not in codes:
            words = f"{tag} is {_shown(worker[tag])}: its codes are {min(codes, key=int)} to {max(codes, key=int)}"
            found.append(Fault("code", words, "Use a code of the guide"))
    start, end = read_date(worker.get("RoleStartDate", "")), read_date(worker.get("RoleEndDate", ""))
    if start and end and end < start:
        words = f"RoleEndDate is {_day(end)}, before RoleStartDate, {_day(start)}"
        found.append(Fault("end-before-start", words, "Check both dates"))
    return found


def _mandatory(worker: Worker, version: ReturnYear, asked: frozenset[str]) -> list[Fault]:
    if "AgencyWorker" not in worker:
        return [Fault("mandatory", "AgencyWorker is missing", "Say whether the worker is from an agency: 0 or 1")]
    missing = [tag for tag in version.mandatory if tag in asked and tag not in worker]
    if worker["AgencyWorker"] != "0" or not missing:
        return []
    are = "is" if len(missing) == 1 else "are"
    words = f"{_listed(missing)} {are} missing: every worker who is not from an agency must have {_them(missing)}"
    return [Fault("mandatory", words, f"Fill in {_listed(missing)}")]


def _pairs(worker: Worker, asked: frozenset[str]) -> list[Fault]:
    """What must be there together or not at all."""
    found = []
    for code, one, other in (
        ("start-origin", "RoleStartDate", "StartOrigin"),
        ("reason", "RoleEndDate", "ReasonLeave"),
        ("destination", "RoleEndDate", "LeaverDestination"),
    ):
        if {one, other} <= asked and (one in worker) != (other in worker):
            there, missing = (one, other) if one in worker else (other, one)
            words = f"{there} is {_shown(worker[there])}, but {missing} is missing"
            found.append(Fault(code, words, f"Give {missing}, or take {there} out"))
    return found


def _leaver(worker: Worker) -> list[Fault]:
    if "RoleEndDate" not in worker or (amount(worker.get("FTE", "")) or 0) > 0:
        return []
    fte = f"FTE is {_shown(worker['FTE'])}" if "FTE" in worker else "FTE is missing"
    words = f"RoleEndDate is {_shown(worker['RoleEndDate'])}, but {fte}"
    return [Fault("fte", words, "Give the FTE the worker had when they left")]


def queries(worker: Worker, version: ReturnYear) -> tuple[Fault, ...]:
    """Worth a look. Only for lines without a fault."""
    starts, ends = read_date(worker.get("RoleStartDate", "")), read_date(worker.get("RoleEndDate", ""))
    born = read_date(worker.get("PersonBirthDate", ""))
    year_starts, day = date(version.year - 1, 10, 1), version.reference
    looked_at = {
        "end-outside-year": (
            ends is not None and not year_starts <= ends <= day,
            f"RoleEndDate is outside the year of the return, {_day(year_starts)} to {_day(day)}",
        ),
        "start-after-year": (starts is not None and starts > day, f"RoleStartDate is after {_day(day)}"),
        "fte30-after-leaving": (
            ends is not None and ends < day and "FTE30" in worker,
            "FTE30 is given for somebody who had left by 30 September",
        ),
        "many-cases": ((amount(worker.get("Cases30", "")) or 0) > 40, "Cases30 is above 40"),
        "cases-role": (
            (amount(worker.get("Cases30", "")) or 0) > 0 and worker.get("OrgRole") == "6",
            "Cases30 is given for somebody whose OrgRole says that they hold no cases",
        ),
        "absence": (
            ("ReasonAbsence" in worker) != (worker.get("Absat30Sept") == "1"),
            "ReasonAbsence and Absat30Sept do not agree",
        ),
        "age": (
            born is not None and not 20 <= day.year - born.year <= 75,
            "PersonBirthDate makes the worker younger than 20 or older than 75",
        ),
        "contract-weeks": (
            worker["AgencyWorker"] == "0" and "ContractWeeks" in worker,
            "ContractWeeks is given for somebody who is not from an agency",
        ),
    }
    return tuple(Fault(code, words, "Check it") for code, (is_odd, words) in looked_at.items() if is_odd)


def start(worker: Worker, version: ReturnYear) -> tuple[date, bool]:
    """When the stay began, and whether that is estimated: from the end, or the day of the return, back by its weeks."""
    given = read_date(worker.get("RoleStartDate", ""))
    if given is not None:
        return given, False
    until = read_date(worker.get("RoleEndDate", "")) or version.reference
    weeks = amount(worker.get("ContractWeeks", "")) or Decimal(0)
    return until - timedelta(days=round(weeks * 7)), True


ROLES = {
    "1": ("service_manager", "Senior manager"),
    "2": ("service_manager", "Middle manager"),
    "3": ("team_manager", "First line manager"),
    "4": ("senior_social_worker", "Senior practitioner"),
    "5": ("social_worker", "Social worker"),
    "6": ("social_worker", "Social worker without cases"),
}
BY_STATUS = {
    "1": ("newly_qualified_social_worker", "Newly qualified social worker"),
    "3": ("practice_supervisor", "Practice supervisor"),
    "4": ("team_manager", "Practice leader"),
}
TITLES = frozenset(title for _, title in (*ROLES.values(), *BY_STATUS.values())) | {"Social worker"}


def job_role(worker: Worker) -> tuple[str, str]:
    """A job role's code and a title: by OrgRole; by CFKSSstatus for the newly qualified, or where OrgRole is empty."""
    role, status = worker.get("OrgRole", ""), worker.get("CFKSSstatus", "")
    if role in ("", "5", "6") and (status == "1" or not role):
        return BY_STATUS.get(status, ("social_worker", "Social worker"))
    return ROLES[role]


def contract(worker: Worker) -> str:
    return Contract.AGENCY.value if worker["AgencyWorker"] == "1" else Contract.PERMANENT.value


def registration(sent: str) -> str:
    """As it is kept. Some flat files carry a 64-letter hash in place of the number: its beginning stands for it."""
    number = "".join(sent.split())
    return f"#{number[:11].lower()}" if HASHED.fullmatch(number) else number.upper()


def is_registration(sent: str) -> bool:
    number = "".join(sent.split())
    return bool(REGISTRATION.fullmatch(number) or HASHED.fullmatch(number))


def read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if len(text) in (10, 19, 20) else None
    except ValueError:
        return None


def amount(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except (InvalidOperation, ValueError):
        return None
    return found if found.is_finite() else None


def whole(text: str | None) -> int | None:
    found = amount(text or "")
    return None if found is None else int(found)


def flag(text: str | None) -> bool | None:
    return None if text is None else text == "1"


def _shown(text: Any) -> str:
    return str(text)[:40]


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _listed(tags: list[str]) -> str:
    return tags[0] if len(tags) == 1 else f"{', '.join(tags[:-1])} and {tags[-1]}"


def _them(tags: list[str]) -> str:
    return "it" if len(tags) == 1 else "them"
