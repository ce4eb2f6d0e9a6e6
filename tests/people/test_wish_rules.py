from datetime import datetime, time

import pytest
from django.utils import timezone

from academy.people import rules
from academy.people.rules import Quiet, Rhythm


@pytest.mark.parametrize(
    ("moment", "quiet", "goes"),
    [
        ("2026-11-24 10:00", Quiet(), "2026-11-24 10:00"),
        ("2026-11-24 20:00", Quiet(), "2026-11-25 07:00"),
        ("2026-11-25 06:59", Quiet(), "2026-11-25 07:00"),
        ("2026-11-25 07:00", Quiet(), "2026-11-25 07:00"),
        ("2026-11-27 21:00", Quiet(), "2026-11-30 07:00"),  # Friday night: Monday morning
        ("2026-11-28 12:00", Quiet(), "2026-11-30 07:00"),
        ("2026-11-28 12:00", Quiet(has_weekends=False), "2026-11-28 12:00"),
        ("2026-11-28 12:00", Quiet(time(0), time(0)), "2026-11-30 00:00"),
        ("2026-11-24 12:30", Quiet(time(12), time(13)), "2026-11-24 13:00"),
        ("2026-03-29 05:00", Quiet(has_weekends=False), "2026-03-29 07:00"),  # the clock went forward that night
        ("2026-10-24 22:00", Quiet(has_weekends=False), "2026-10-25 07:00"),  # and back: an hour longer
    ],
)
def test_what_may_wait_goes_when_the_quiet_is_over_by_the_clock_on_the_wall(moment, quiet, goes):
    here = timezone.make_aware(datetime.fromisoformat(moment))

    assert rules.goes_from(here, quiet) == timezone.make_aware(datetime.fromisoformat(goes))


@pytest.mark.parametrize(
    ("moment", "quiet", "until"),
    [
        ("2026-11-24 10:00", Quiet(), "2026-11-24 20:00"),
        ("2026-11-27 10:00", Quiet(time(0), time(0)), "2026-11-28 00:00"),
        ("2026-11-24 10:00", Quiet(time(0), time(0), has_weekends=False), "2026-11-25 10:00"),
    ],
)
def test_it_may_go_until_the_next_quiet(moment, quiet, until):
    here = timezone.make_aware(datetime.fromisoformat(moment))

    assert rules.goes_until(here, quiet) == timezone.make_aware(datetime.fromisoformat(until))


@pytest.mark.parametrize(
    ("moment", "rhythm", "comes"),
    [
        ("2026-11-24 07:59", Rhythm.DAILY, "2026-11-24 08:00"),
        ("2026-11-24 08:00", Rhythm.DAILY, "2026-11-25 08:00"),
        ("2026-11-27 09:00", Rhythm.DAILY, "2026-11-30 08:00"),
        ("2026-11-24 09:00", Rhythm.WEEKLY, "2026-11-30 08:00"),
        ("2026-11-30 08:00", Rhythm.WEEKLY, "2026-12-07 08:00"),
    ],
)
def test_the_next_digest(moment, rhythm, comes):
    here = timezone.make_aware(datetime.fromisoformat(moment))

    assert rules.next_digest(here, rhythm) == timezone.make_aware(datetime.fromisoformat(comes))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("07700 900982", "+447700900982"),
        ("+44 7700-900-982", "+447700900982"),
        ("0044 (7700) 900982", "+447700900982"),
        ("020 7946 0000", None),
        ("07700 90098", None),
        ("07011 900982", None),
        ("+1 202 555 0100", None),
        ("call me", None),
    ],
)
def test_a_mobile_number_is_written_one_way_and_others_are_none(typed, number):
    assert rules.mobile_number(typed) == number


def test_what_must_be_told_cannot_be_switched_off_and_text_messages_are_for_reminders():
    kinds = rules.notice_kinds().values()

    assert {kind.code for kind in kinds if rules.Way.TEXT in kind.ways} == {"reminder"}
    assert {kind.code for kind in kinds if rules.Way.OFF in kind.ways} == {
        "reminder", "follow-up", "gap", "manager-copy", "pack",
    }  # fmt: skip
    assert rules.way_of(rules.notice_kinds()["booking"], {"booking": "off"}) == rules.Way.EMAIL
