"""Marks of a register: late, twice, beside each other, in part, over several days, and put right."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from academy.booking import actions, queries, rules
from academy.booking.actions import Came, NewMark
from academy.booking.models import Booking, Mark, Session
from academy.booking.rules import Presence
from academy.core import clock, trail
from academy.core.models import Notice
from academy.people.rules import Role
from academy.records.models import Completion
from tests.booking.cast import account_of, in_days, standing
from tests.builders import make_booking, make_days, make_item, make_person, make_session

pytestmark = pytest.mark.django_db
CAME, LATE, LEFT, MISSED = Presence.CAME, Presence.LATE, Presence.LEFT_EARLY, Presence.MISSED


def running(days: int = 1, *, hours: str = "6") -> Session:
    """One that has had all of its days."""
    starts = [in_days(number + 1 - days) for number in range(days)]
    session = make_session(make_item(hours=Decimal(hours)), starts_at=starts[0])
    make_days(session, *starts)
    return session


def dan():
    return account_of(make_person("Dan", "Whitcombe"), Role.ACADEMY)


def minutes_ago(minutes: int):
    return clock.now() - timedelta(minutes=minutes)


def new(booking: Booking, presence: Presence = CAME, *, on: date | None = None, **fields) -> NewMark:
    return NewMark(booking.pk, on or booking.session.on, presence, **fields)


def take(session: Session, *marks: NewMark, by=None) -> list[str]:
    return [str(one.outcome) for one in actions.take_marks(session, marks, by=by)]


def on_record() -> dict[str, Decimal]:
    return {c.person.given_name: c.hours for c in Completion.objects.select_related("person")}


def log(booking: Booking) -> list[tuple[str, bool]]:
    return list(booking.marks.order_by("made_at").values_list("presence", "stands"))


def test_a_mark_sent_twice_is_one_mark():
    session = running()
    mark = new(make_booking(session), key="phone-1-mark-1")

    outcomes = [take(session, mark), take(session, mark)]

    assert outcomes == [["saved"], ["saved"]]
    assert (Mark.objects.count(), Completion.objects.count()) == (1, 1)


def test_a_key_of_another_mark_is_refused():
    session = running()
    amara, tom = make_booking(session, make_person("Amara")), make_booking(session, make_person("Tom"))
    take(session, new(amara, key="used-already"))

    assert take(session, new(tom, key="used-already")) == ["refused"]
    assert standing(session) == {"Amara": "attended", "Tom": "booked"}


def test_the_later_mark_stands_whichever_comes_first_and_both_are_in_the_log():
    session, helen = running(), account_of(make_person("Helen", "Marsh"), Role.ACADEMY)
    amara = make_booking(session, make_person("Amara"))
    take(session, new(amara, MISSED, made_at=minutes_ago(5)), by=helen)

    [late] = actions.take_marks(session, [new(amara, CAME, made_at=minutes_ago(20))], by=dan())

    assert (late.outcome, standing(session)) == (Came.OVERTAKEN, {"Amara": "missed"})
    assert late.words.startswith("Helen Marsh marked Amara Okafor “did not come” at ")
    assert log(amara) == [("came", False), ("missed", True)]


def test_whoever_marks_later_stands_and_is_told_of_the_other():
    session, helen = running(), account_of(make_person("Helen", "Marsh"), Role.ACADEMY)
    amara = make_booking(session, make_person("Amara"))
    take(session, new(amara, MISSED, made_at=minutes_ago(20)), by=helen)

    [mine] = actions.take_marks(session, [new(amara, CAME, made_at=minutes_ago(5))], by=dan())

    assert (mine.outcome, standing(session), on_record()) == (Came.SAVED, {"Amara": "attended"}, {"Amara": 6})
    assert "both are in the log" in mine.words
    assert log(amara) == [("missed", False), ("came", True)]


def test_a_clock_that_is_fast_does_not_mark_the_future():
    session = running()
    amara = make_booking(session, make_person("Amara"))
    take(session, new(amara, MISSED, made_at=clock.now() + timedelta(hours=3)))

    assert take(session, new(amara, CAME)) == ["saved"]
    assert standing(session) == {"Amara": "attended"}


def test_one_mark_that_is_refused_stops_no_other():
    session = running()
    amara, elsewhere = make_booking(session, make_person("Amara")), make_booking(running())

    outcomes = take(session, new(elsewhere, on=session.on), new(amara, on=date(2020, 1, 1)), new(amara))

    assert sorted(outcomes) == ["refused", "refused", "saved"]
    assert standing(session) == {"Amara": "attended"}


def test_several_days_settle_when_all_are_marked():
    session = running(3, hours="18")
    amara, tom = make_booking(session, make_person("Amara")), make_booking(session, make_person("Tom"))
    days = [day.on for day in queries.days_of(session)]
    for on in days[:2]:
        take(session, new(amara, on=on), new(tom, on=on))
    before = (standing(session), on_record())

    take(session, new(amara, on=days[2]), new(tom, MISSED, on=days[2]))

    assert before == ({"Amara": "booked", "Tom": "booked"}, {})
    assert standing(session) == {"Amara": "attended", "Tom": "attended"}
    assert on_record() == {"Amara": 18}
    assert Completion.objects.get().completed_on == days[2]


def test_part_attendance_counts_its_hours_where_the_item_lets_it():
    session = running()
    amara, tom = make_booking(session, make_person("Amara")), make_booking(session, make_person("Tom"))
    actions.set_least_share(session.item, 75, by=dan())

    take(session, new(amara, LATE, hours=Decimal("4.5")), new(tom, LEFT, hours=Decimal("4.25")))

    assert standing(session) == {"Amara": "attended", "Tom": "attended"}
    assert on_record() == {"Amara": Decimal("4.5")}


def test_without_a_rule_part_of_it_completes_nothing():
    session = running()

    take(session, new(make_booking(session), LEFT, hours=Decimal("5.75")))

    assert on_record() == {}


def test_hours_put_right_change_on_the_record_where_they_stand():
    session = running()
    amara = make_booking(session, make_person("Amara"))
    actions.set_least_share(session.item, 50, by=None)
    take(session, new(amara))
    completion = Completion.objects.get()

    take(session, new(amara, LEFT, hours=Decimal("3.5")))

    assert [(c.pk, c.hours) for c in Completion.objects.all()] == [(completion.pk, Decimal("3.5"))]
    assert "changed the hours of" in trail.entries_about(completion).values_list("verb", flat=True)


def test_a_register_closes_once_everybody_is_marked():
    session = running()
    amara, _ = make_booking(session, make_person("Amara")), make_booking(session, make_person("Tom"))
    take(session, new(amara))

    with pytest.raises(rules.NotMarked, match="One person is not marked yet"):
        actions.close_register(session, by=dan())

    actions.mark_attendance(session, {booking.pk: True for booking in Booking.objects.all()}, by=None)
    assert actions.close_register(session, by=dan()).is_closed


def closed_register() -> tuple[Session, Booking]:
    session = running()
    amara = make_booking(session, make_person("Amara"))
    take(session, new(amara))
    actions.close_register(session, by=account_of(make_person("Dan", "Whitcombe"), Role.ACADEMY))
    return session, amara


def test_a_closed_register_takes_no_mark_without_a_reason_also_from_a_phone_that_was_away():
    session, amara = closed_register()

    [refused] = actions.take_marks(session, [new(amara, MISSED, made_at=minutes_ago(90))], by=None)

    assert refused.outcome == Came.REFUSED
    assert refused.words.startswith("Dan Whitcombe closed this register at ")
    assert (standing(session), on_record()) == ({"Amara": "attended"}, {"Amara": 6})


def test_a_correction_has_its_reason_its_trail_and_a_notice_and_takes_the_record_back():
    session, amara = closed_register()
    by = dan()

    take(session, new(amara, MISSED, reason="She was in court that day"), by=by)

    assert (standing(session), on_record()) == ({"Amara": "missed"}, {})
    last = trail.entries_about(amara).last()
    assert (last.by_id, last.verb) == (by.pk, "corrected, and marked as did not come")
    assert last.details == {"before": "came", "on": str(session.on), "reason": "given"}
    notice = Notice.objects.get(key__startswith="corrected:")
    assert (notice.to, "did not come" in notice.body, "in court" in notice.body) == (amara.person.email, True, True)
    assert list(amara.marks.filter(stands=True).values_list("way", "reason")) == [
        ("correction", "She was in court that day")
    ]
    assert trail.first_broken() is None


def test_a_correction_the_other_way_puts_it_on_the_record():
    session = running()
    amara = make_booking(session, make_person("Amara"))
    take(session, new(amara, MISSED))
    actions.close_register(session, by=None)

    take(session, new(amara, LATE, reason="She came through the side door"))

    assert (standing(session), on_record()) == ({"Amara": "attended"}, {"Amara": 6})


def test_a_mark_hangs_on_a_booking_from_before_marks_were_kept():
    """Bookings of past years say themselves that somebody came."""
    session = running()
    amara = make_booking(session, make_person("Amara"), status="attended")

    assert queries.presence_of(amara, None) == CAME
    actions.close_register(session, by=None)


def test_a_walk_in_has_a_place_and_came():
    session = make_session(make_item(), starts_at=timezone.now() - timedelta(minutes=5), places=1)
    tom = make_person("Tom")

    booking = actions.add_walk_in(session, tom, by=dan())

    assert (standing(session), on_record()) == ({"Tom": "attended"}, {"Tom": 6})
    assert Notice.objects.get(key=f"walked_in:{booking.pk}").to == tom.email
    with pytest.raises(rules.NotMarked, match="All 1 places are taken"):
        actions.add_walk_in(session, make_person("Priya"), by=None)
    with pytest.raises(rules.NotMarked, match="on the register already"):
        actions.add_walk_in(session, tom, by=None)


def test_a_walk_in_who_was_waiting_has_what_is_free():
    session = make_session(starts_at=timezone.now() - timedelta(minutes=50), places=2)
    make_booking(session, make_person("Amara"))
    make_booking(session, tom := make_person("Tom"), status="waiting")

    booking = actions.add_walk_in(session, tom, by=dan())

    assert standing(session) == {"Amara": "booked", "Tom": "attended"}
    assert booking.marks.get().presence == LATE
