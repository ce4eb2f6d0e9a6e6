"""The national children's social work workforce return: what is wrong with a worker's line, and what it says.

What each year asks stands in two tables beside this file (see `return_tables`). A fault keeps a line out. A query is
worth a look and keeps nothing out: those rest on what practitioners know, not on the guide.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from academy.core.imports.spec import Fault
from academy.people.rules.return_checks import Worker, amount, breaks, read_date, said, shown
from academy.people.rules.return_tables import FAULT, QUERY, Field, ReturnYear, years
from academy.people.rules.words import Contract

YEARS = years()
TAGS = frozenset(tag for version in YEARS.values() for tag in version.fields)
REGISTRATION = re.compile(r"[A-Za-z]{2}[0-9]{1,10}")
HASHED = re.compile(r"[0-9a-fA-F]{64}")
CODED = re.compile(r"(-?\d{1,4})(?:\.0+|\s*[).:–-]\s*[^\d\s].*)")
YES_OR_NO = {"yes": "1", "y": "1", "true": "1", "no": "0", "n": "0", "false": "0"}


def as_sent(tag: str, text: str, version: ReturnYear) -> str:
    """A code as the guide has it, where a spreadsheet or a person wrote 5.0, “5 - Case holder” or Yes for it."""
    field = version.fields.get(tag)
    if field is None or field.kind not in ("code", "whole") or text in field.codes:
        return text
    if found := CODED.fullmatch(text):
        return found[1]
    if text.upper() in field.codes:
        return text.upper()
    if text.isdecimal() and text.lstrip("0") in field.codes:
        return text.lstrip("0")
    return YES_OR_NO.get(text.casefold(), text) if field.codes == ("0", "1") else text


def faults(worker: Worker, version: ReturnYear, *, asked: frozenset[str] = TAGS) -> tuple[Fault, ...]:
    """Every rule the line breaks. `asked` are the tags the file can hold: a flat file may have been cut down."""
    return (
        *_unreadable(worker, version, FAULT),
        *_mandatory(worker, version, asked),
        *_broken(worker, version, FAULT, asked),
    )


def queries(worker: Worker, version: ReturnYear, *, asked: frozenset[str] = TAGS) -> tuple[Fault, ...]:
    """Worth a look. Only for lines without a fault."""
    return (
        *_unreadable(worker, version, QUERY),
        *_broken(worker, version, QUERY, asked),
        *_of_other_years(worker, version),
    )


def _unreadable(worker: Worker, version: ReturnYear, wrong_is: str) -> Iterator[Fault]:
    """What cannot be, field by field."""
    for tag, field in version.fields.items():
        if field.wrong_is == wrong_is and (tag in worker or field.kind == "registration"):
            found = _wrong(worker.get(tag), field)
            if found is not None:
                yield found


def _wrong(text: str | None, field: Field) -> Fault | None:
    tag = field.tag
    if field.kind == "registration":
        said_so = f"is {shown(text)}: it has two letters and up to ten figures" if text else "is missing"
        advice = "Give the number that Social Work England gave the worker"
        return None if is_registration(text or "") else Fault("swe-number", f"{tag} {said_so}", advice)
    text = text or ""
    if field.kind == "date" and read_date(text) is None:
        return Fault("date", f"{tag} is {shown(text)}: that is not a date", "Correct the date")
    if field.kind == "code" and text not in field.codes:
        return Fault("code", f"{tag} is {shown(text)}: its codes are {_codes(field)}", "Use a code of the guide")
    if field.kind == "share" and not _is_between(text, Decimal(1)):
        return Fault("fte-range", f"{tag} is {shown(text)}: it goes from 0 to 1", "Correct the figure")
    is_number = field.kind in ("amount", "whole", "money")
    if is_number and not _is_between(text, field.most, is_whole=field.kind == "whole"):
        return Fault("number", f"{tag} is {shown(text)}: that cannot be", "Correct the figure")
    return None


def _codes(field: Field) -> str:
    if len(field.codes) > 2 and all(code.isdigit() for code in field.codes):
        return f"{field.codes[0]} to {field.codes[-1]}"
    return f"{', '.join(field.codes[:-1])} and {field.codes[-1]}"


def _is_between(text: str, most: Decimal | None, *, is_whole: bool = False) -> bool:
    found = amount(text)
    if found is None or found < 0 or (most is not None and found > most):
        return False
    return not is_whole or found == found.to_integral_value()


def _mandatory(worker: Worker, version: ReturnYear, asked: frozenset[str]) -> list[Fault]:
    if "AgencyWorker" not in worker:
        return [Fault("mandatory", "AgencyWorker is missing", "Say whether the worker is from an agency: 0 or 1")]
    missing = [tag for tag in version.mandatory if tag in asked and tag not in worker]
    if worker["AgencyWorker"] != "0" or not missing:
        return []
    are = "is" if len(missing) == 1 else "are"
    words = f"{_listed(missing)} {are} missing: every worker who is not from an agency must have {_them(missing)}"
    return [Fault("mandatory", words, f"Fill in {_listed(missing)}")]


def _broken(worker: Worker, version: ReturnYear, wrong_is: str, asked: frozenset[str]) -> Iterator[Fault]:
    """A rule between two tags says nothing of a file that has a column for only one of them."""
    for rule in version.rules:
        can_be_asked = rule.check != "both or neither" or {rule.tag, rule.other} <= asked
        if rule.wrong_is == wrong_is and can_be_asked and breaks(worker, rule, version):
            words = said(worker, rule, version)
            yield Fault(rule.code, rule.words.format_map(words), rule.advice.format_map(words))


def _of_other_years(worker: Worker, version: ReturnYear) -> Iterator[Fault]:
    for tag in worker:
        if tag in TAGS and tag not in version.fields:
            yield Fault("other-year", f"{tag} is not asked in the return of {version.year}", "Leave it out")


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


def whole(text: str | None) -> int | None:
    found = amount(text or "")
    return None if found is None else int(found)


def flag(text: str | None) -> bool | None:
    return None if text is None else text == "1"


def _listed(tags: list[str]) -> str:
    return tags[0] if len(tags) == 1 else f"{', '.join(tags[:-1])} and {tags[-1]}"


def _them(tags: list[str]) -> str:
    return "it" if len(tags) == 1 else "them"
