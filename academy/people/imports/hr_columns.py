"""The columns of a staff list, the headings that such lists give them, and how each cell is read."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from academy.core.imports import Column, Words, Wrong
from academy.core.imports.cells import headings, number
from academy.core.models import ImportRun
from academy.people import rules
from academy.people.models import JobRole, Organisation
from academy.people.rules.hr import CONTRACTS, DESTINATIONS, REASONS
from academy.people.rules.names import NotANumber

EMAIL = re.compile(r"[a-z0-9._%+'-]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}")
MILLIONTH = Decimal("0.000001")


def email(text: str) -> str:
    address = text.lower()
    if not EMAIL.fullmatch(address) or ".." in address:
        try:
            validate_email(address)
        except ValidationError:
            raise Wrong("that is not an address. It looks like name@example.org", code="email") from None
    return address


def registration(text: str) -> str | None:
    try:
        return rules.swe_number(text)
    except NotANumber:
        raise Wrong("it has two letters and then up to ten figures, like SW12345", code="swe-number") from None


def fte(text: str) -> Decimal:
    share = number(text)
    if not 0 <= share <= 1:
        raise Wrong("it goes from 0 to 1. Divide the weekly hours by those of a full week", code="fte-range")
    return share.quantize(MILLIONTH)


def job_roles(_run: ImportRun) -> Words:
    """A role's name, its code and what else it is called. Where two share a word, the name wins."""
    words: dict[str, int] = {}
    known = list(JobRole.objects.values_list("pk", "code", "name", "also_called"))
    for pk, _, _, also_called in known:
        words |= {word.casefold(): pk for word in also_called}
    for pk, code, name, _ in known:
        words |= {code: pk, code.replace("_", " "): pk, name.casefold(): pk}
    return words


def organisations(run: ImportRun) -> Words:
    """Those within the branch that the file may touch, by code or name. A name that two of them have is neither's."""
    if not run.branch:
        return {}
    found = list(Organisation.objects.filter(path__startswith=run.branch).values_list("pk", "code", "name"))
    times = Counter(name.casefold() for _, _, name in found)
    by_name = {name.casefold(): pk for pk, _, name in found if times[name.casefold()] == 1}
    return by_name | {code.casefold(): pk for pk, code, _ in found}


ALSO_CALLED = {
    "staff_number": (
        "employee number|employee no|employee id|staff no|staff id|payroll number|payroll no|"
        "payroll ref|personnel number|person number|assignment number|works number|employee reference|"
        "emp no|emp id|pay number|unique id"
    ),
    "given_name": "first name|forename|forenames|first names|known as|preferred name|christian name|firstname",
    "family_name": "surname|last name|lastname|second name",
    "name": "name|employee name|staff name|person|worker",
    "email": "email|email address|e mail address|work email|work email address|mail",
    "swe_number": (
        "swe number|swe no|sweno|social work england number|social work england registration number|"
        "registration no|swe registration|professional registration|registration"
    ),
    "role": ("job role|job title|position|position title|post title|job|post|designation|occupation|title of post"),
    "title": "position title|post title|position|job|post",
    "team": "team name|section|unit|service|department|cost centre name",
    "organisation": "employer|organisation code|organisation name|agency name|establishment|school|directorate",
    "starts_on": (
        "start|started|started on|date started|post start|post start date|position start date|"
        "role start date|date of appointment|appointment date|assignment start date|commencement date|"
        "from|start date in post|post start on|date joined|joined|hire date|contract start date|"
        "current post start date"
    ),
    "ends_on": (
        "end|ended|ended on|post end|post end date|leaving date|date left|leave date|date of leaving|"
        "termination date|assignment end date|role end date|to|last day|contract end date|leaver date"
    ),
    "fte": "full time equivalent|whole time equivalent|wte|fte value|contracted fte",
    "contract": (
        "contract type|employment type|employment status|employee type|assignment category|worker type|type of contract"
    ),
    "manager_number": (
        "line manager staff number|manager staff number|line manager number|manager number|"
        "line manager id|manager id|line manager employee number|manager employee number|"
        "supervisor number|reports to|supervisor id|line manager no|line manager s staff number"
    ),
    "reason": "leaving reason|reason leave|termination reason|leaver reason",
    "destination": "leaving destination|leaver destination|destination on leaving|gone to",
}


def _column(name: str, label: str, **how: Any) -> Column:
    return Column(name, label, synonyms=ALSO_CALLED[name].split("|"), **how)


COLUMNS = (
    _column("staff_number", "Staff number", limit=40),
    _column("given_name", "Given name", limit=80),
    _column("family_name", "Family name", limit=80),
    _column("name", "Full name", limit=160),
    _column("email", "E-mail", limit=254, read=email, advice="Correct the address, or leave it empty"),
    _column("swe_number", "Registration number", read=registration, advice="Correct the number, or leave it empty"),
    _column("role", "Role", words=job_roles, advice="Say which role it is"),
    _column("title", "Job title", limit=120),
    _column("team", "Team", limit=120),
    _column("organisation", "Organisation", words=organisations, advice="Say which organisation it is"),
    _column("starts_on", "Start date", kind=date),
    _column("ends_on", "End date", kind=date),
    _column("fte", "FTE", read=fte, advice="Give full time as 1 and half time as 0.5"),
    _column("contract", "Contract", words=CONTRACTS, advice="Say which contract it is"),
    _column("manager_number", "Line manager’s staff number", limit=40),
    _column("reason", "Reason for leaving", words=REASONS, advice="Say which reason it is"),
    _column("destination", "Destination", words=DESTINATIONS, advice="Say which destination it is"),
)
KNOWN = headings(COLUMNS)
NEEDS = (("starts_on",), ("staff_number", "email", "swe_number"), ("role",), ("family_name", "name"))
