"""Contacts and referrals by the kind of agency they came from, and how many of them led to nothing further.

Whatever a source is called in the lists, it is counted under one of these names: no words of the file are kept.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from academy.audits.annex_a import Row, bare
from academy.audits.timeliness.asked import Asked

AGENCIES = {
    "1": "Family, friends and neighbours",
    "2": "Schools and education",
    "3": "Health",
    "4": "Housing",
    "5": "The council itself",
    "6": "Police",
    "7": "Courts, probation and legal",
    "8": "Others",
    "9": "Anonymous",
    "10": "Not known",
}
CODE = re.compile(r"(10|[1-9])(?:[a-f]\b|\b)")
WORDS = (
    ("6", r"police"),
    ("2", r"school|education|college|nurser|teacher|academy|early years"),
    ("3", r"health|hospital|\bgp\b|midwi|doctor|nhs|camhs|a&e|ambulance|paramedic|dentist|nurse"),
    ("4", r"housing|landlord"),
    ("7", r"court|probation|legal|prison|cafcass|solicitor|youth justice|youth offending|immigration"),
    ("9", r"anonym"),
    ("10", r"not known|unknown|not recorded|not stated"),
    ("1", r"family|parent|relative|individual|self|carer|friend|neighbour|public|mother|father|grand"),
    ("5", r"council|local authority|social care|early help|internal|duty|social work"),
)


@dataclass(frozen=True)
class FromAgency:
    """`low` are contacts that no referral followed, and referrals closed at once."""

    agency: str
    contacts: int
    low_contacts: int | None
    referrals: int
    low_referrals: int | None


def by_agency(asked: Asked) -> list[FromAgency]:
    """Q6: who sends what, in the order of the codes; agencies that sent nothing are left out."""
    contacts, low = _contacts(asked)
    referrals, closed = _referrals(asked)
    return [
        FromAgency(
            name,
            contacts[code],
            None if low is None else low[code],
            referrals[code],
            None if closed is None else closed[code],
        )
        for code, name in AGENCIES.items()
        if contacts[code] or referrals[code]
    ]


def agency(source: str | None) -> str:
    said = bare(source or "").casefold()
    if not said:
        return "10"
    if found := CODE.match(said):
        return found[1]
    return next((code for code, words in WORDS if re.search(words, said)), "8")


def _contacts(asked: Asked) -> tuple[Counter[str], Counter[str] | None]:
    if not asked.book.has("List 1", "contact_on", "source"):
        return Counter(), None
    rows = list(asked.rows("List 1", since="contact_on"))
    every = Counter(agency(row["source"]) for row in rows)
    if not (asked.book.has("List 1", "child") and asked.book.has("List 3", "child", "referred_on")):
        return every, None
    referred = _referred(asked)
    return every, Counter(agency(row["source"]) for row in rows if not _was_followed(asked, row, referred))


def _referrals(asked: Asked) -> tuple[Counter[str], Counter[str] | None]:
    if not asked.book.has("List 3", "referred_on", "source"):
        return Counter(), None
    rows = list(asked.rows("List 3", since="referred_on"))
    every = Counter(agency(row["source"]) for row in rows)
    if not asked.book.has("List 3", "is_closed_at_once"):
        return every, None
    return every, Counter(agency(row["source"]) for row in rows if row["is_closed_at_once"] is True)


def _referred(asked: Asked) -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for row in asked.rows("List 3", since="referred_on"):
        if row["child"]:
            found.setdefault(row["child"], []).append(row["referred_on"])
    return found


def _was_followed(asked: Asked, row: Row, referred: dict[str, list[date]]) -> bool:
    days = referred.get(row["child"] or "", [])
    start = row["contact_on"]
    return any(start <= day and asked.clocks.kept("referral_after_contact", start, day) for day in days)
