"""The columns of a staff list, the headings that such lists give them, and how each cell is read."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from academy.core.imports import BLANKS, Column, Words, Wrong
from academy.core.imports.cells import headings, number
from academy.core.models import ImportRun
from academy.people import rules
from academy.people.models import JobRole, Organisation
from academy.people.rules.hr import CONTRACTS, DESTINATIONS, REASONS
from academy.people.rules.names import NotANumber

EMAIL = re.compile(r"[a-z0-9._%+'-]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}")
OTHER_REGISTERS = re.compile(r"\d{2}[A-Z]\d{4}[A-Z]|\d{7}|\d{2}/\d{5}|RP/\d{7}", re.IGNORECASE)  # NMC, GMC, teachers
SHORTENED = re.compile(r"\d([.,]\d+)?E\+\d+|#+", re.IGNORECASE)
MILLIONTH = Decimal("0.000001")


def email(text: str) -> str:
    address = text.lower()
    if not EMAIL.fullmatch(address) or ".." in address:
        try:
            validate_email(address)
        except ValidationError:
            raise Wrong("that is not an address. It looks like name@example.org", code="email") from None
    return address


def staff_number(text: str) -> str:
    if SHORTENED.fullmatch(text):
        words = "a spreadsheet has shortened it. Make its column wider or text, and save the file again"
        raise Wrong(words, code="shortened")
    return text


def registration(text: str) -> str | None:
    """Only Social Work England’s. Lists of a health trust or a school have those of other registers in the column."""
    if OTHER_REGISTERS.fullmatch(text):
        return None
    try:
        return rules.swe_number(text)
    except NotANumber:
        raise Wrong("it has two letters and then up to ten figures, like SW12345", code="swe-number") from None


def fte(text: str) -> Decimal:
    share = number(text)
    if not 0 <= share <= 1:
        raise Wrong("it goes from 0 to 1. Divide the weekly hours by those of a full week", code="fte-range")
    return share.quantize(MILLIONTH)


def percentage(text: str) -> Decimal:
    share = number(text.removesuffix("%").strip())
    if not 0 <= share <= 100:
        raise Wrong("it goes from 0 to 100", code="fte-range")
    return (share / 100).quantize(MILLIONTH)


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
        "employee number|employee no|employee num|employee id|employee code|employee ref|employee reference|"
        "employee reference number|staff no|staff id|staff ref|staff reference|payroll number|payroll no|payroll id|"
        "payroll ref|payroll reference|payroll num|pers no|pernr|personnel no|personnel number|personal reference|"
        "personal ref|personal reference number|person number|person id|person ref|person no|worker id|worker number|"
        "works number|works no|emp no|emp id|emp num|emp number|emp ref|empno|empid|pay number|pay no|pay reference|"
        "unique id|unique identifier|hr id|hr number|hr ref|user id|staff member id|staff member number|colleague id|"
        "colleague number|resource id|employee|assignment number|assignment no"
    ),
    "given_name": (
        "first name|firstname|forename|forenames|first forename|first names|forename 1|forename s|first name s|"
        "legal first name|legal forename|given names|preferred first name|preferred forename|chosen forename|"
        "known as|known as name|preferred name|christian name|chosen name|employee first name|emp first name|fname"
    ),
    "family_name": (
        "surname|last name|lastname|second name|family names|legal surname|legal last name|preferred surname|"
        "chosen surname|preferred last name|employee surname|employee last name|emp last name|current surname|lname|"
        "sname"
    ),
    "name": (
        "name|employee name|staff name|staff member|worker|worker name|person|person name|display name|full legal name|"
        "legal name|surname forename|surname first name|surname and forename|surname forenames|last name first name|"
        "name surname forename|employee full name|personnel number text|person full name|name of employee|"
        "name of staff member|colleague name|practitioner|practitioner name|employee"
    ),
    "email": (
        "email|email address|e mail address|e mail|work email|work email address|work e mail|work e mail address|"
        "business email|business email address|primary email|primary email address|office email|corporate email|"
        "employee email|employee email address|email work|email id|contact email|user principal name|upn|mail|"
        "internet email"
    ),
    "swe_number": (
        "swe number|swe no|swe num|swe id|swe|sweno|swe reg no|swe registration number|social work england number|"
        "social work england no|social work england registration number|social work england registration|"
        "social work england id|sw england number|registration no|registration num|reg no|reg number|swe registration|"
        "swe reg|professional registration number|professional registration|professional registration no|"
        "prof reg no|registration"
    ),
    "role": (
        "job role|job title|position title|position name|position text|post title|post name|job name|job text|"
        "job description|role title|role name|job role title|main role|current role|current job title|occupation title|"
        "employee job title|staff role|position|job|post|designation|occupation|title of post|profession"
    ),
    "title": "position title|position name|position text|post title|post name|role title|position|job|post",
    "team": (
        "team name|current team|home team|sub team|section|section name|unit name|unit|work unit|"
        "organisational unit|organisation unit|organizational unit|org unit text|organisation unit text|org unit|"
        "organisation unit name|org unit name|structure unit|service|service name|service area|service unit|"
        "department|department name|department desc|dept|dept name|division|cost centre name|"
        "cost centre description|cost centre desc|group name|org l5|org l4|supervisory organisation|"
        "supervisory organization|workgroup|locality team|locality|ward department"
    ),
    "organisation": (
        "employer|employer name|organisation code|organisation name|agency name|establishment|school|school name"
    ),
    "starts_on": (
        "start|started|started on|date started|post start|post start date|position start date|position start|"
        "role start date|role start|start date in role|start date in post|start date in position|post start on|"
        "start date current post|start date current role|current post start date|current role start date|"
        "current position start date|date started in post|date in post|in post since|in role since|"
        "occupancy start date|occupancy start|post holding start date|post occupancy start date|"
        "appointment date|date of appointment|"
        "appointment start date|date appointed|appointed on|assignment start date|assignment start|"
        "assignment effective start date|effective start date|effective date|effective from|valid from|"
        "contract start date|contract start|contract from|job start date|job start|from|from date|date from|"
        "start date of post|commencement date|commenced|date commenced|employment start date|employment start|"
        "date joined|joined|joined on|joining date|date of joining|hire date|date of hire|original hire date|"
        "latest hire date|latest start date|start date at employer|start date with employer|entry date|entry|"
        "employee start date|continuous service date|service start date|length of service start date"
    ),
    "ends_on": (
        "end|ended|ended on|post end|post end date|position end date|position end|role end date|role end|"
        "occupancy end date|occupancy end|post holding end date|assignment end date|assignment end|"
        "effective end date|effective to|valid to|contract end date|contract end|contract to|job end date|job end|"
        "to|to date|date to|leaving date|leave date|left|left on|date left|date of leaving|leaver date|leavers date|"
        "date leaving|termination date|terminated on|actual termination date|date of termination|employment end date|"
        "employment end|last day|last working day|last day worked|last day of service|resignation date|exit date|"
        "end date in post|end date of post|finish date|finished|date finished|employee end date|end of contract"
    ),
    "fte": (
        "full time equivalent|whole time equivalent|wte|fte value|contracted fte|contracted wte|assignment fte|"
        "position fte|post fte|working pattern fte|actual fte|current fte|fte actual|fte contracted|employee fte|"
        "fte hours ratio|worker fte|ft equivalent"
    ),
    "fte_percent": (
        "fte percent|percent fte|fte percentage|percentage fte|wte percent|employment percent|employment pct|"
        "employment percentage|capacity utilization level|cap util lvl|percent full time|percentage of full time|"
        "working time percent|work schedule percent|contract percent|percentage time employed"
    ),
    "contract": (
        "contract type|contract status|type of contract|employment type|employment category|employment basis|"
        "employment status|employee type|employee category|employee group|employee subgroup|ee group|ee subgroup|"
        "assignment category|worker type|worker category|staff type|staff category|occupancy type|appointment type|"
        "appointment basis|tenure|perm temp|permanent temporary|person type|basis|contract basis"
    ),
    "manager_number": (
        "line manager staff number|manager staff number|line manager number|manager number|line manager id|manager id|"
        "manager employee id|line manager employee number|line manager employee id|manager employee number|"
        "manager person number|manager payroll number|line manager payroll number|manager personal reference|"
        "line manager personal reference|reports to personal reference|reports to employee number|reports to id|"
        "reports to number|reports to staff number|supervisor number|supervisor id|supervisor employee number|"
        "supervisor employee id|supervisor staff number|line manager no|manager no|line manager s staff number|"
        "line manager ref|manager ref|line manager reference|reporting manager id|managers employee number|"
        "line manager assignment number|supervisor assignment number|line manager email|line manager email address|"
        "line manager e mail|manager email|manager email address|supervisor email|supervisor email address|"
        "reports to email|reports to"
    ),
    "reason": (
        "leaving reason|reason leave|reason left|termination reason|leaver reason|leave reason|reason of leaving|"
        "reason for termination|reason for leaving post|leaving reason description|actual termination reason"
    ),
    "destination": (
        "leaving destination|leaver destination|destination on leaving|gone to|destination employer|"
        "destination on leaving description|next employer|leavers destination"
    ),
}
NEVER_BLANK: frozenset[str] = frozenset()
STILL_THERE = BLANKS | {"present", "current", "ongoing", "on going", "open", "to date", "still in post", "no end date"}


def _column(name: str, label: str, **how: Any) -> Column:
    return Column(name, label, synonyms=ALSO_CALLED[name].split("|"), **how)


COLUMNS = (
    _column("staff_number", "Staff number", limit=40, read=staff_number, advice="Give the whole number"),
    _column("given_name", "Given name", limit=80, blanks=NEVER_BLANK),
    _column("family_name", "Family name", limit=80, blanks=NEVER_BLANK),
    _column("name", "Full name", limit=160, blanks=NEVER_BLANK),
    _column("email", "E-mail", limit=254, read=email, advice="Correct the address, or leave it empty"),
    _column("swe_number", "Registration number", read=registration, advice="Correct the number, or leave it empty"),
    _column("role", "Role", words=job_roles, advice="Say which role it is"),
    _column("title", "Job title", limit=120, is_called_so=False),
    _column("team", "Team", limit=120),
    _column("organisation", "Organisation", words=organisations, advice="Say which organisation it is"),
    _column("starts_on", "Start date", kind=date),
    _column("ends_on", "End date", kind=date, blanks=STILL_THERE),
    _column("fte", "FTE", read=fte, advice="Give full time as 1 and half time as 0.5"),
    _column("fte_percent", "FTE as a percentage", read=percentage, advice="Give full time as 100 and half time as 50"),
    _column("contract", "Contract", words=CONTRACTS, is_loose=True, advice="Say which contract it is"),
    _column("manager_number", "Line manager’s staff number", limit=254),
    _column("reason", "Reason for leaving", words=REASONS, is_loose=True, advice="Say which reason it is"),
    _column("destination", "Destination", words=DESTINATIONS, is_loose=True, advice="Say which destination it is"),
)
KNOWN = headings(COLUMNS)
NEEDS = (("starts_on",), ("staff_number", "email", "swe_number"), ("role",), ("family_name", "name"))
