from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from academy.booking import rules
from academy.booking.rules import Day, Presence, Status, Wall, check_in

CAME, LATE, LEFT, MISSED = Presence.CAME, Presence.LATE, Presence.LEFT_EARLY, Presence.MISSED
MONDAY = datetime(2026, 11, 9, 9, 30, tzinfo=UTC)


def day(number: int = 0, hours: str = "6") -> Day:
    starts_at = MONDAY + timedelta(days=number)
    return Day(starts_at.date(), starts_at, starts_at + timedelta(hours=7), Decimal(hours))


def marked(*said: tuple[Presence, str]) -> dict[date, tuple[Presence, Decimal]]:
    return {day(number).on: (presence, Decimal(hours)) for number, (presence, hours) in enumerate(said)}


@pytest.mark.parametrize(
    ("hours", "lengths", "shares"),
    [
        ("6", [7], ["6"]),
        ("12", [7, 7], ["6", "6"]),
        ("18", [7, 7, 3.5], ["7.25", "7.25", "3.50"]),
        ("1", [2, 2, 2], ["0.25", "0.25", "0.50"]),
        ("0", [7, 7], ["0", "0"]),
    ],
)
def test_an_items_hours_are_shared_over_its_days_in_quarters(hours, lengths, shares):
    found = rules.shared_out(Decimal(hours), [timedelta(hours=length) for length in lengths])

    assert (found, sum(found)) == ([Decimal(share) for share in shares], Decimal(hours))


@pytest.mark.parametrize(
    ("said", "share", "status", "hours", "is_complete"),
    [
        ([], 100, Status.BOOKED, "0", False),
        ([(CAME, "6")], 100, Status.BOOKED, "6", False),
        ([(CAME, "6"), (CAME, "6")], 100, Status.ATTENDED, "12", True),
        ([(MISSED, "0"), (MISSED, "0")], 100, Status.MISSED, "0", False),
        ([(MISSED, "0"), (CAME, "6")], 100, Status.ATTENDED, "6", False),
        ([(LATE, "4.5"), (CAME, "6")], 100, Status.ATTENDED, "10.5", False),
        ([(LATE, "4.5"), (CAME, "6")], 80, Status.ATTENDED, "10.5", True),
        ([(LATE, "3.5"), (CAME, "6")], 80, Status.ATTENDED, "9.5", False),
        ([(LEFT, "6"), (CAME, "6")], 100, Status.ATTENDED, "12", True),
    ],
)
def test_how_a_booking_ends_and_whether_it_is_enough(said, share, status, hours, is_complete):
    verdict = rules.verdict(marked(*said), [day(0), day(1)], least_share=share)

    assert verdict == rules.Verdict(status, Decimal(hours), is_complete)


def test_something_without_hours_is_counted_by_its_days():
    days = [day(0, "0"), day(1, "0")]

    half = rules.verdict(marked((CAME, "0"), (MISSED, "0")), days, least_share=50)
    less = rules.verdict(marked((CAME, "0"), (MISSED, "0")), days)

    assert (half.is_complete, less.is_complete) == (True, False)


@pytest.mark.parametrize(
    ("presence", "hours", "counted"),
    [
        (CAME, None, "6"),
        (CAME, "2", "6"),
        (LATE, None, "6"),
        (LATE, "4.4", "4.50"),
        (LEFT, "99", "6"),
        (MISSED, "5", "0"),
    ],
)
def test_hours_are_all_of_the_day_unless_the_mark_says_less(presence, hours, counted):
    assert rules.hours_of(presence, Decimal(hours) if hours else None, day()) == Decimal(counted)


def wall(secret: str = "s1", number: int = 7) -> Wall:
    return Wall(number, day(), secret)


NINE = MONDAY - timedelta(minutes=30)


@pytest.mark.parametrize(
    ("later", "counts"), [(0, True), (29, True), (59, True), (60, False), (90, False), (86_400, False)]
)
def test_a_code_counts_for_the_half_minute_it_is_shown_and_the_next(later, counts):
    moment = datetime.fromtimestamp(NINE.timestamp() // 30 * 30, UTC)
    link, digits = (make(wall(), check_in.step(moment)) for make in (check_in.link_code, check_in.typed_code))
    at = moment + timedelta(seconds=later)

    assert (check_in.is_link_code(link, wall(), at), check_in.is_typed_code(digits, wall(), at)) == (counts, counts)


def test_a_code_is_of_one_session_one_day_one_secret_and_one_purpose():
    step = check_in.step(NINE)
    tomorrow = Wall(7, day(1), "s1")
    codes = [check_in.link_code(one, step) for one in (wall(), wall("s2"), wall(number=8), tomorrow)]

    assert len(set(codes)) == 4
    assert [check_in.is_link_code(code, wall(), NINE) for code in codes] == [True, False, False, False]
    assert not check_in.is_link_code(check_in.typed_code(wall(), step), wall(), NINE)


def test_six_digits_may_be_typed_with_a_gap():
    digits = check_in.typed_code(wall(), check_in.step(NINE))

    assert check_in.is_typed_code(f" {digits[:3]} {digits[3:]} ", wall(), NINE)


@pytest.mark.parametrize(("minutes", "is_open"), [(-61, False), (-60, True), (0, True), (420, True), (421, False)])
def test_check_in_is_open_from_an_hour_before_until_the_end_of_the_day(minutes, is_open):
    assert wall().is_open(MONDAY + timedelta(minutes=minutes)) == is_open


@pytest.mark.parametrize(
    ("minutes", "arrived"),
    [(-30, (CAME, "6")), (15, (CAME, "6")), (16, (LATE, "5.75")), (210, (LATE, "3")), (420, (LATE, "0"))],
)
def test_whoever_is_more_than_a_quarter_of_an_hour_late_has_what_is_left(minutes, arrived):
    presence, hours = check_in.arrival(day(), MONDAY + timedelta(minutes=minutes))

    assert (presence, hours) == (arrived[0], Decimal(arrived[1]))
