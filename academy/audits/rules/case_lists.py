"""What a case list says, in words that every list shares: which column holds what, and what kind of work a case is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from academy.audits.rules.cases import AgeBand, CaseKind, age_band
from academy.core.refusals import Refused

HEADINGS = {
    "case": (
        "child unique id|child id|case id|case reference|case ref|case number|case no|child reference|child number"
        "|client id|person id|system id|liquidlogic id|mosaic id|lcs id|unique id|pseudonym|reference|id|case"
    ),
    "team": "team|allocated team|team name|current team|responsible team|service team",
    "worker": (
        "worker|allocated worker|social worker|allocated social worker|case worker|caseworker|key worker|keyworker"
        "|practitioner|lead practitioner|worker name|lead professional|personal adviser|personal advisor"
    ),
    "kind": "kind|plan kind|plan type|type of plan|case type|case status|status|plan|service|legal status|case kind",
    "age": "age|age of child years|age of child|age in years|age years|current age|age at today",
    "born_on": "date of birth|dob|birth date|born on|born",
    "age_band": "age band|age group",
}
LABELS = {"team": "Team", "worker": "Worker", "kind": "Kind of work", "age_band": "Age band", "list": "List"}
KEPT = ("team", "worker", "kind", "age_band")  # all that is kept of a case, besides its pseudonym
IDENTIFY = re.compile(
    r"\b(dob|birth|born|forename|surname|first name|last name|full name|initials|post ?code|address|upn|nhs|urn|unique"
    r"|e ?mail|phone|telephone)\b|\b(id|ids|number|ref|reference|name|identifier)$"
)
DIFFERENT = 20  # from so many cases on, a column that says something else of every second one points at them
SHOWN = 12
KIND_WORDS = (
    (CaseKind.CARE_LEAVER, r"care leaver|leaving care|former relevant|pathway|\bcl\b"),
    (CaseKind.ADOPTION, r"adopt"),
    (CaseKind.LOOKED_AFTER, r"looked after|\bcla\b|\blac\b|in care|\bcic\b|accommodated|care order"),
    (CaseKind.CHILD_PROTECTION, r"protection|\bcpp?\b"),
    (CaseKind.CHILD_IN_NEED, r"in need|\bcin\b|section 17|\bs17\b"),
    (CaseKind.SECTION_47, r"section 47|\bs ?47\b|enquir"),
    (CaseKind.ASSESSMENT, r"assess|\bc ?(and|&) ?f\b"),
    (CaseKind.EARLY_HELP, r"early help|\beha?\b|family support"),
    (CaseKind.REFERRAL, r"referral|contact|\bmash\b|front door"),
)


class NoSuchColumn(Refused):
    """To draw by something that the list does not say, or that would point at a child."""


class NotACaseList(Refused):
    """A file without a column that tells one case from another."""


@dataclass(frozen=True)
class ListedCase:
    """One case of a list, while it is in memory. Its key may be a child's number, so it is never printed."""

    key: str = field(repr=False)
    team: str = ""
    worker: str = ""
    kind: CaseKind = CaseKind.OTHER
    age_band: AgeBand = AgeBand.NOT_KNOWN
    said: dict[str, str] = field(default_factory=dict, repr=False)  # what every column says, to draw by

    def says(self, column: str) -> str:
        """What the case says of a column, in the words that strata go by."""
        if column == "kind":
            return str(self.kind.label)
        if column == "age_band":
            return str(self.age_band.label)
        found = {"team": self.team, "worker": self.worker}.get(column)
        return (self.said.get(column, "") if found is None else found) or "Not said"


@dataclass(frozen=True)
class CaseList:
    """The cases of a file, each once, and what was found while it was read. It holds children's numbers."""

    cases: tuple[ListedCase, ...] = field(repr=False)
    lists: dict[str, int] = field(default_factory=dict)  # how many rows each list of the file has
    columns: tuple[str, ...] = ()  # that one may draw by
    also: dict[str, str] = field(default_factory=dict)  # other headings of the same columns
    notes: tuple[str, ...] = ()


def plain(heading: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.findall(r"[a-z0-9]+", spaced.replace("_", " ").casefold()))


def column_of(asked: str, found: CaseList) -> str:
    """The column that somebody means by a name, ours or the file's own; refused with those that there are."""
    wanted = plain(asked)
    ours = {plain(word): name for name, label in LABELS.items() for word in (name, label)}
    ours |= {heading: name for name in KEPT for heading in HEADINGS[name].split("|")}
    ours["age"] = "age_band"
    theirs = {plain(column): column for column in found.columns} | found.also
    column = ours.get(wanted, "")
    column = column if column in found.columns else theirs.get(wanted, "")
    if not column:
        raise NoSuchColumn(f"The list has no column “{asked[:60]}”. It has {_listed(found.columns)}.", field="stratify")
    if column not in LABELS and _points_at_children(column, found):
        words = f"“{column}” tells single children apart. Choose a column that many cases share."
        raise NoSuchColumn(words, field="stratify")
    return column


def strata(found: CaseList, column: str) -> list[str]:
    """What each case says of the column, in one spelling for what differs only in capitals and spaces."""
    if not column:
        return [""] * len(found.cases)
    spelled: dict[str, str] = {}
    said = [case.says(column) for case in found.cases]
    for words in sorted(said):
        spelled.setdefault(plain(words) or words, words)
    return [spelled[plain(words) or words] for words in said]


def _points_at_children(column: str, found: CaseList) -> bool:
    if IDENTIFY.search(plain(column)):
        return True
    values = {case.says(column) for case in found.cases}
    return len(found.cases) >= DIFFERENT and len(values) * 2 > len(found.cases)


def _listed(columns: Sequence[str]) -> str:
    shown = [f"“{LABELS.get(column, column)}”" for column in columns if not IDENTIFY.search(plain(column))]
    more = f" and {len(shown) - SHOWN} more" if len(shown) > SHOWN else ""
    return (", ".join(shown[:SHOWN]) + more) or "no columns to draw by"


def kind_of(words: str) -> CaseKind:
    plainly = words.casefold()
    return next((kind for kind, pattern in KIND_WORDS if re.search(pattern, plainly)), CaseKind.OTHER)


def band_of(words: str) -> AgeBand:
    """An age band as lists write it, taken by its first year: “5-9”, “16 or 17”, “18 and over”, “Under 5”."""
    found = re.search(r"\d+", words)
    if found is None:
        return AgeBand.NOT_KNOWN
    years = int(found.group()) - (1 if re.match(r"\s*(under|below|<)", words.casefold()) else 0)
    return age_band(years)
