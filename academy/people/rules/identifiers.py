"""The numbers by which others know an organisation: which kinds have which, and how each is written."""

import re

from django.db.models import TextChoices

from academy.core.refusals import Refused
from academy.people.rules.words import OrganisationKind as Kind


class Scheme(TextChoices):
    """Who gave the number out, and for what. No two organisations share a number of one scheme."""

    URN = "urn", "School URN"
    OFSTED = "ofsted", "Ofsted number"
    ODS = "ods", "NHS ODS code"
    LA = "la", "Local authority code"
    ONS = "ons", "ONS area code"
    CHARITY = "charity", "Charity number"


# P1: how a number of each scheme is written, and that in words
FORMS: dict[str, tuple[re.Pattern[str], str]] = {
    Scheme.URN: (re.compile(r"[1-9]\d{5}"), "A school’s URN is six digits, like 123456"),
    Scheme.OFSTED: (re.compile(r"([A-Z]{2})?\d{6,7}"), "An Ofsted number is six or seven digits, perhaps after EY"),
    Scheme.ODS: (
        re.compile(r"(?=[A-Z0-9]*[A-Z])[A-Z0-9]{3,9}"),
        "An ODS code is three to nine letters and digits, like RX1 or A81001",
    ),
    Scheme.LA: (re.compile(r"[1-9]\d{2}"), "A local authority’s code is three digits, like 999"),
    Scheme.ONS: (re.compile(r"E\d{8}"), "An ONS code is E and eight digits, like E10000099"),
    Scheme.CHARITY: (re.compile(r"\d{6,7}(-\d{1,3})?"), "A charity’s number is six or seven digits"),
}
OF_KIND: dict[str, tuple[Scheme, ...]] = {
    Kind.COUNCIL: (Scheme.LA, Scheme.ONS),
    Kind.HEALTH: (Scheme.ODS,),
    Kind.POLICE: (Scheme.ONS,),
    Kind.SCHOOL: (Scheme.URN,),
    Kind.EARLY_YEARS: (Scheme.OFSTED, Scheme.URN),
    Kind.VOLUNTARY: (Scheme.CHARITY, Scheme.OFSTED),
    Kind.HOUSING: (Scheme.ONS, Scheme.CHARITY),
    Kind.GENERAL_PRACTICE: (Scheme.ODS,),
}


class NotAnIdentifier(Refused):
    """A number that its scheme would not give out, or not to such an organisation."""


class IdentifierTaken(Refused):
    """Another organisation has that number."""


def identifier(scheme: str, typed: str, *, kind: str) -> str:
    """Capitals and no spaces: `ey 123456` is EY123456. Nothing when nothing was typed."""
    value = "".join(typed.split()).upper()
    if not value:
        return ""
    if scheme not in OF_KIND[kind]:
        words = f"{Scheme(scheme).label} is not for an organisation of the kind “{Kind(kind).label}”"
        raise NotAnIdentifier(words, field=scheme)
    pattern, words = FORMS[scheme]
    if not pattern.fullmatch(value):
        raise NotAnIdentifier(words, field=scheme)
    return value


def schemes_of(kind: str) -> tuple[Scheme, ...]:
    """The numbers that such an organisation may have, the most telling first."""
    return OF_KIND[kind]
