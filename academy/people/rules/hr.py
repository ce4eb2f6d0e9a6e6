"""What an employer's staff list may say, in the words such lists use, and what is wrong with a row of one."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from academy.core.clock import months_after
from academy.core.imports.spec import Fault
from academy.people.rules.posts import EARLIEST
from academy.people.rules.words import Contract, Destination, Reason


def _words(table: Mapping[Any, str]) -> dict[str, Any]:
    """Every word for each meaning: its own label, and those listed, parted by bars."""
    words: dict[str, Any] = {}
    for meaning, also in table.items():
        words |= dict.fromkeys([meaning.label.casefold(), str(meaning.value), *also.split("|")], meaning.value)
    return words


NOT_SAID = dict.fromkeys(
    (
        *("full time", "part time", "full-time", "part-time", "fulltime", "parttime", "ft", "pt", "employee", "staff"),
        *("active", "active assignment", "current", "employed", "live", "inactive", "leaver", "left", "terminated"),
        *("suspended", "worker", "n/a", "-"),
    )
)  # nothing about it
CONTRACTS = NOT_SAID | _words({
    Contract.PERMANENT: (
        "perm|substantive|permanent contract|established|permanent employee|permanent staff|indefinite|open ended|"
        "permanent full time|permanent part time|permanent ft|permanent pt|full time permanent|part time permanent|p"
    ),
    Contract.FIXED: (
        "fixed|fixed-term|fixed term contract|fixed term temp|ftc|temporary|temp|temporary contract|temporary staff|"
        "secondment|seconded|apprentice|apprenticeship|fixed term full time|fixed term part time|maternity cover|f|t"
    ),
    Contract.AGENCY: (
        "agency|agency staff|locum|contractor|interim|bank|bank staff|casual|casual worker|relief|sessional|"
        "consultant|contingent worker|contingent|non-employee|a"
    ),
    Contract.VOLUNTEER: "voluntary|unpaid|honorary",
    Contract.FOSTER: "foster parent|fostering|approved foster carer|kinship carer",
    Contract.ELECTED: "councillor|elected councillor|cabinet member",
    Contract.STUDENT: "student|placement|student placement|student social worker",
})  # fmt: skip
REASONS = _words({
    Reason.RESIGNED: (
        "resignation|resigned from post|voluntary resignation|voluntary|resigned voluntarily|new job|"
        "better job|relocation|career development|personal reasons|work life balance|further education"
    ),
    Reason.VOLUNTARY_REDUNDANCY: "voluntary severance|vr",
    Reason.COMPULSORY_REDUNDANCY: "redundancy|redundant|cr",
    Reason.DISMISSED: "dismissal|dismissed from post|capability|conduct",
    Reason.RETIRED: (
        "retirement|retired from post|ill health retirement|early retirement|normal retirement|retirement age"
    ),
    Reason.DIED: "death|death in service|deceased",
    Reason.MOVED_INSIDE: "internal transfer|transfer|internal move|promotion|moved internally|redeployed",
    Reason.OTHER: "end of contract|end of fixed term contract|end of assignment|end of placement|tupe",
    Reason.NOT_KNOWN: "unknown|not stated",
    Reason.NOT_YET_COLLECTED: "not yet known",
})  # fmt: skip
DESTINATIONS = _words({
    Destination.OTHER_ENGLISH_AUTHORITY: "another authority|another local authority|other local authority|council",
    Destination.OUTSIDE_ENGLAND: "outside england|scotland|wales|northern ireland|abroad|overseas",
    Destination.AGENCY: "agency|agency work|consultancy|locum",
    Destination.OTHER_SOCIAL_WORK: "nhs social work|voluntary sector social work|independent social work|cafcass",
    Destination.OTHER_SOCIAL_CARE: "social care|care provider",
    Destination.NOT_SOCIAL_CARE: "not working|career break|retired|retirement|education|other sector|none",
    Destination.OTHER: "elsewhere",
    Destination.NOT_KNOWN: "unknown|not stated",
    Destination.NOT_YET_COLLECTED: "not yet known",
})  # fmt: skip


NO_END = 2090


def name_parts(given: str | None, family: str | None, full: str | None) -> tuple[str | None, str | None]:
    """“OKAFOR, Mrs Amara (10442)” and “Amara Okafor” are the same; else the last word is the family name."""
    if not (given or family) and full:
        given, family = _taken_apart(_without_dress(full))
    return _as_written(given), _as_written(family)


def _taken_apart(full: str) -> tuple[str, str]:
    if "," in full:
        family, _, given = full.partition(",")
        return _without_title(given), family.strip()
    words = _without_title(full).split()
    capitals = next((place for place, word in enumerate(words) if not _is_capitals(word)), len(words))
    if 0 < capitals < len(words):  # OKAFOR Amara
        return " ".join(words[capitals:]), " ".join(words[:capitals])
    last = max(len(words) - 1, 0)
    while last > 1 and words[last - 1].casefold() in PARTICLES:
        last -= 1
    return " ".join(words[:last]), " ".join(words[last:])


def _without_dress(full: str) -> str:
    """Without the number or the title that some systems put in brackets behind a name."""
    return IN_BRACKETS.sub("", full).strip() or full


def _without_title(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0].rstrip(".").casefold() in TITLES:
        words = words[1:]
    return " ".join(words)


def _as_written(name: str | None) -> str | None:
    """Some systems keep names in capitals. OKAFOR-SMITH is Okafor-Smith; AJ and the like stay."""
    if not name or not _is_capitals(name):
        return name or None
    small = NOT_FIRST.sub(lambda found: found[0].replace("İ", "i").lower(), name)  # İ would grow: it is KADİR’s i
    return AFTER_MC.sub(lambda found: found[0].title(), small)


def _is_capitals(name: str) -> bool:
    return name.isupper() and sum(map(str.isalpha, name)) > 2


IN_BRACKETS = re.compile(r"\s*[(\[](?:[A-Z]{0,3}\d+|(?i:mr|mrs|ms|miss|mx|dr|prof))[)\]]\s*$")
TITLES = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "rev",
    "revd",
    "cllr",
    "councillor",
    "sir",
    "dame",
}
PARTICLES = {
    "de",
    "del",
    "della",
    "der",
    "den",
    "di",
    "da",
    "dos",
    "du",
    "la",
    "le",
    "van",
    "von",
    "bin",
    "binti",
    "al",
    "el",
    "st",
}
NOT_FIRST = re.compile(r"(?<=[^\s\-'’.])\w")
AFTER_MC = re.compile(r"(?<=\bMc)[a-z]")


def last_day(day: date | None) -> date | None:
    """Some systems write a day in the far future, such as 31/12/4712, where there is no end."""
    return None if day is None or day.year >= NO_END else day


def row_faults(
    values: Mapping[str, Any], given: str | None, family: str | None, *, failed: Iterable[Fault], today: date
) -> list[Fault]:
    """What is wrong with the row as a whole. What could not be read (`failed`) is not called missing as well."""
    return [*_nobody(values, given, family, failed), *_missing(values, failed), *_dates(values, today)]


def _nobody(values: Mapping[str, Any], given: str | None, family: str | None, failed: Iterable[Fault]) -> list[Fault]:
    number = values.get("staff_number")
    if {fault.column for fault in failed} & IDENTIFY:
        return []
    if not (given or family):
        if not number:
            return [Fault("nobody", "Name and staff number are empty", "Remove the row, or fill it in")]
        return [Fault("no-name", "The name is empty", "Fill in the name")]
    if not (number or values.get("email") or values.get("swe_number")):
        words = "There is no staff number, e-mail or registration number: a name alone does not say who this is"
        return [Fault("no-number", words, "Fill in one of the three")]
    if len(given or "") > NAME or len(family or "") > NAME:
        return [Fault("too-long", f"A part of the name is longer than {NAME} characters", "Shorten it")]
    return []


IDENTIFY = {"staff_number", "given_name", "family_name", "name", "email", "swe_number"}
NAME = 80


def _missing(values: Mapping[str, Any], failed: Iterable[Fault]) -> list[Fault]:
    unread = {fault.column for fault in failed}
    empty = [column for column in NECESSARY if values.get(column) is None and column not in unread]
    return [
        Fault(code, f"{label} is empty", "Fill it in", column)
        for column in empty
        for code, label in [NECESSARY[column]]
    ]


NECESSARY = {"starts_on": ("no-start", "Start date"), "role": ("no-role", "Role")}


def _dates(values: Mapping[str, Any], today: date) -> list[Fault]:
    found = []
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    for label, day, years_ahead in (("Start date", starts_on, 1), ("End date", ends_on, 20)):
        if day is not None and not (EARLIEST <= day <= months_after(today, 12 * years_ahead)):
            way = "in the future" if day > today else "ago"
            years = abs(day.year - today.year)
            words = f"{label} is {_day(day)}: that is {years} year{'' if years == 1 else 's'} {way}"
            found.append(Fault("unlikely-date", words, "Correct the year"))
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        words = f"Ends {_day(ends_on)}, before the start on {_day(starts_on)}"
        found.append(Fault("end-before-start", words, "Check both dates"))
    return found


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
