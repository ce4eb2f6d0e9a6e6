"""Periods and keys."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import models

from academy.privacy import holdings, rules
from academy.privacy.rules import PERIODS, Kept

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        (Kept.PEOPLE, date(2020, 11, 10)),
        (Kept.STORIES, date(2024, 11, 10)),
        (Kept.NOTICES, date(2026, 8, 12)),
        (Kept.NEEDS, date(2026, 11, 3)),
    ],
)
def test_what_began_to_count_before_that_day_has_had_its_time(kind, last):
    assert PERIODS[kind].last(date(2026, 11, 10)) == last


def test_the_reference_says_what_the_periods_are():
    page = (ROOT / "docs" / "reference" / "retention.md").read_text(encoding="utf-8")

    said = re.findall(r"^\| (?!what|---)(.+?) \| (.+?) \| (.+?) \| (.+?) \|$", page, flags=re.MULTILINE)

    assert said == [(one.kind.label, one.words, one.since, one.why) for one in PERIODS.values()]


def test_the_same_person_has_the_same_keys_and_nobody_else_does():
    amara = rules.erase_keys(7, "Amara@Weyshire.example", None, "Amara Okafor")

    assert rules.is_same(amara, rules.erase_keys(7, "amara@weyshire.example", None, "Amara Eze"))
    assert rules.is_same(amara, rules.erase_keys(7, "new@weyshire.example", "SW12345", "Amara Okafor"))
    assert not rules.is_same(amara, rules.erase_keys(7, "tom@weyshire.example", None, "Tom Beckett"))
    assert not rules.is_same(amara, rules.erase_keys(8, "amara@weyshire.example", None, "Amara Okafor"))


# What is free text in the rows of a person: gone with them, or known to say nothing of who they were.
GOES = {
    *("people.person.given_name", "people.person.family_name", "people.person.email", "people.person.swe_number"),
    *("people.person.search_words", "people.account.email", "people.account.password", "people.staffnumber.number"),
    *("booking.booking.needs", "surveys.followup.story", "records.certificate.code", "privacy.lookup.note"),
    *("booking.approval.why", "booking.booking.all_the_same", "booking.mark.reason"),
    *("records.handin.issuer", "records.handin.note", "records.handin.reason", "records.handin.title"),
}
GOES_WITH_THE_ROW = {
    "directoryuser",
    "directorymember",
    "signin",
    "invitation",
    "signinidentity",
    "repeat",
    "movedrow",
    "noticewishes",
    "reflection",
    "exemption",
    "conversationnote",
}
SAYS_NOTHING = {
    "people.claim.facts": "which kinds of facts were given, never what they said",
    "privacy.erased.keys": "keyed hashes",
    "booking.mark.key": "drawn at random by the page that sent it",
    "booking.decision.because": "our own words for why a turn was given or passed over",
    "people.merge.why": "what somebody typed as the reason, kept with the trail; the form asks for no names",
}
TEXT = (models.CharField, models.TextField, models.JSONField)


def test_for_every_text_in_a_persons_rows_somebody_decided_whether_it_goes():
    undecided = set()
    for holding in holdings.holdings():
        label = holding.model._meta.label_lower
        if not holding.is_own or not label.startswith(("people.", "booking.", "records.", "surveys.", "needs.")):
            continue
        for field in holding.model._meta.concrete_fields:
            name = f"{label}.{field.name}"
            is_free = isinstance(field, TEXT) and not field.choices
            if is_free and holding.model._meta.model_name not in GOES_WITH_THE_ROW:
                undecided |= {name} - GOES - set(SAYS_NOTHING)

    assert undecided == set(), "say in this test whether it goes, and erase it in the room’s erase_person"
