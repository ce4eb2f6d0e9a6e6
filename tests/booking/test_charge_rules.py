"""Policies as published by safeguarding partnerships, expressed as data. What is known of them is their shape: free or
charged by kind of agency and by who contributes, and charges between £40 and £150. Where a number is not public, an
example within that range stands here."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from academy.booking.rules.charges import (
    ChargedFor,
    Happened,
    NoticeOf,
    Payer,
    Policy,
    Rate,
    Unit,
    charge,
    price,
    simplest,
    twice_said,
    year_of,
)

LATE, MISSED, PLACE = ChargedFor.LATE, ChargedFor.MISSED, ChargedFor.PLACE
COUNCIL, SCHOOL = Payer(kind="council", contributes=True), Payer(kind="school")
CHARITY, NURSERY = Payer(kind="voluntary"), Payer(kind="early_years")
HEALTH = Payer(kind="health", contributes=True)
WARD = Payer(kind="health", codes=frozenset({"weyshire", "trust", "ward"}))

# Free for contributing agencies, others pay for the place; everybody pays when a place is lost. Example numbers.
CONTRIBUTORS_FREE = Policy(
    "Free for agencies that contribute, paid by others",
    rates=(
        Rate(PLACE, 0, contributes=True),
        Rate(PLACE, 75, contributes=False),
        Rate(LATE, 50, notice=NoticeOf(5)),
        Rate(MISSED, 50),
    ),
)
# Free for all, because the trouble is empty chairs: only a lost place costs. Example numbers.
FREE_BUT_FOR_LOST_PLACES = Policy(
    "Free, but for places that are lost",
    rates=(Rate(LATE, 40, notice=NoticeOf(2, Unit.WORKING_DAYS)), Rate(MISSED, 75)),
)
# By kind of agency, voluntary and early years free, and dearer the later it is. Example numbers.
BY_KIND_AND_HOW_LATE = Policy(
    "By kind of agency, dearer the later it is",
    rates=(
        Rate(PLACE, 100),
        Rate(PLACE, 50, kinds=frozenset({"school"})),
        Rate(LATE, 50, notice=NoticeOf(10, Unit.WORKING_DAYS)),
        Rate(LATE, 100, notice=NoticeOf(48, Unit.HOURS)),
        Rate(MISSED, 150),
    ),
    free_kinds=frozenset({"voluntary", "early_years"}),
)
# Named agencies free, the first places of a year free for the rest, and a most that anybody pays. Example numbers.
LISTS_AND_CAPS = Policy(
    "Free lists, first places free, and a cap",
    rates=(Rate(PLACE, 60), Rate(MISSED, 60)),
    free_codes=frozenset({"trust"}),
    free_places=2,
    most_a_year=100,
)


def at(words: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(words))


SESSION = at("2026-11-30 09:30")  # a Monday


def paid(policy: Policy, payer: Payer, what: ChargedFor, when: str = "2026-11-30 09:30", **more) -> int:
    return charge(policy, payer, Happened(what, at(when), SESSION, **more)).pounds


@pytest.mark.parametrize(
    ("policy", "payer", "what", "when", "pounds"),
    [
        (CONTRIBUTORS_FREE, COUNCIL, PLACE, "2026-11-30 09:30", 0),
        (CONTRIBUTORS_FREE, SCHOOL, PLACE, "2026-11-30 09:30", 75),
        (CONTRIBUTORS_FREE, COUNCIL, LATE, "2026-11-25 23:59", 0),
        (CONTRIBUTORS_FREE, COUNCIL, LATE, "2026-11-26 00:00", 50),
        (CONTRIBUTORS_FREE, HEALTH, MISSED, "2026-11-30 09:30", 50),
        (FREE_BUT_FOR_LOST_PLACES, SCHOOL, PLACE, "2026-11-30 09:30", 0),
        (FREE_BUT_FOR_LOST_PLACES, SCHOOL, LATE, "2026-11-26 18:00", 0),  # Thursday: two working days before Monday
        (FREE_BUT_FOR_LOST_PLACES, SCHOOL, LATE, "2026-11-27 08:00", 40),
        (FREE_BUT_FOR_LOST_PLACES, SCHOOL, MISSED, "2026-11-30 09:30", 75),
        (BY_KIND_AND_HOW_LATE, COUNCIL, PLACE, "2026-11-30 09:30", 100),
        (BY_KIND_AND_HOW_LATE, SCHOOL, PLACE, "2026-11-30 09:30", 50),  # the narrower line stands in place of the wider
        (BY_KIND_AND_HOW_LATE, CHARITY, PLACE, "2026-11-30 09:30", 0),
        (BY_KIND_AND_HOW_LATE, NURSERY, MISSED, "2026-11-30 09:30", 0),
        (BY_KIND_AND_HOW_LATE, SCHOOL, LATE, "2026-11-16 23:00", 0),
        (BY_KIND_AND_HOW_LATE, SCHOOL, LATE, "2026-11-17 00:01", 50),
        (BY_KIND_AND_HOW_LATE, SCHOOL, LATE, "2026-11-28 09:30", 50),
        (BY_KIND_AND_HOW_LATE, SCHOOL, LATE, "2026-11-28 09:31", 100),  # 48 hours, to the minute
        (BY_KIND_AND_HOW_LATE, SCHOOL, MISSED, "2026-11-30 09:30", 150),
        (LISTS_AND_CAPS, WARD, MISSED, "2026-11-30 09:30", 0),
        (LISTS_AND_CAPS, Payer(places_this_year=1), PLACE, "2026-11-30 09:30", 0),
        (LISTS_AND_CAPS, Payer(places_this_year=2), PLACE, "2026-11-30 09:30", 60),
        (LISTS_AND_CAPS, Payer(places_this_year=2, pounds_this_year=60), PLACE, "2026-11-30 09:30", 40),
        (LISTS_AND_CAPS, Payer(places_this_year=2, pounds_this_year=100), MISSED, "2026-11-30 09:30", 0),
        (simplest(60), SCHOOL, LATE, "2026-11-25 12:00", 0),
        (simplest(60), SCHOOL, LATE, "2026-11-26 12:00", 60),
        (simplest(60), SCHOOL, PLACE, "2026-11-30 09:30", 0),
    ],
)  # fmt: skip
def test_worked_examples(policy, payer, what, when, pounds):
    assert paid(policy, payer, what, when) == pounds


@pytest.mark.parametrize("reason", ["emergency", "left", "session_off"])
def test_some_reasons_are_never_charged(reason):
    assert paid(simplest(60), SCHOOL, LATE, "2026-11-29 12:00", reason=reason) == 0
    assert paid(simplest(60), SCHOOL, LATE, "2026-11-29 12:00", reason="workload") == 60


def test_whoever_had_the_place_too_late_to_give_it_back_pays_for_coming_only():
    policy = Policy("", rates=(Rate(PLACE, 30), Rate(MISSED, 60)))

    assert paid(policy, SCHOOL, MISSED, had_notice=False) == 0
    assert paid(policy, SCHOOL, PLACE, had_notice=False) == 30


@pytest.mark.parametrize(
    ("policy", "payer", "what", "says"),
    [
        (CONTRIBUTORS_FREE, SCHOOL, PLACE, "Organisations that do not contribute pay £75 for a place."),
        (BY_KIND_AND_HOW_LATE, SCHOOL, PLACE, "School organisations pay £50 for a place."),
        (
            BY_KIND_AND_HOW_LATE,
            SCHOOL,
            LATE,
            "Organisations pay £100 for a place given back fewer than 48 hours before.",
        ),
        (BY_KIND_AND_HOW_LATE, CHARITY, MISSED, "Voluntary sector organisations pay nothing."),
        (LISTS_AND_CAPS, Payer(), PLACE, "The first two places of an organisation in a year are free."),
        (
            LISTS_AND_CAPS,
            Payer(places_this_year=9, pounds_this_year=60),
            MISSED,
            "Organisations pay £60 when nobody comes. No organisation pays more than £100 in a year, so it is £40.",
        ),
    ],
)
def test_every_charge_says_which_rule_it_is_by(policy, payer, what, says):
    assert charge(policy, payer, Happened(what, SESSION, SESSION)).sentence == says


@pytest.mark.parametrize(
    ("policy", "payer", "now", "says"),
    [
        (CONTRIBUTORS_FREE, COUNCIL, "2026-11-10 10:00",
         "Nothing. If it is given back after 25 November or nobody comes, your organisation pays £50"),
        (CONTRIBUTORS_FREE, SCHOOL, "2026-11-28 10:00",
         "Your organisation pays £75 for the place. "
         "If it is given back now or nobody comes, your organisation pays £50"),
        (BY_KIND_AND_HOW_LATE, CHARITY, "2026-11-10 10:00", "Nothing"),
        (LISTS_AND_CAPS, Payer(), "2026-11-10 10:00", "Nothing. If nobody comes, your organisation pays £60"),
    ],
)  # fmt: skip
def test_what_somebody_reads_before_they_book(policy, payer, now, says):
    assert price(policy, payer, now=at(now), starts_at=SESSION).words == says


def test_a_year_of_charges_begins_in_april():
    assert year_of(date(2027, 3, 31)) == (date(2026, 4, 1), date(2027, 3, 31))
    assert year_of(date(2027, 4, 1)) == (date(2027, 4, 1), date(2028, 3, 31))


def test_two_lines_that_say_the_same_of_the_same_are_seen():
    assert twice_said([Rate(MISSED, 50), Rate(MISSED, 60)])
    assert not twice_said([Rate(MISSED, 50), Rate(MISSED, 60, contributes=True), Rate(LATE, 9, notice=NoticeOf(2))])
