"""Sessions over several days, in rooms, with trainers: what can be planned, moved, dropped and planned again."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from academy.booking import actions, queries, rules
from academy.booking.models import Booking, Leading, Session, SessionDay
from academy.booking.rules import Hours, Status
from academy.core import clock
from academy.core.models import Entry, Notice
from academy.ui.dates import date_words
from tests.booking.places import make_room, make_trainer
from tests.builders import hold_places, make_booking, make_days, make_item, make_organisation, make_person, make_session

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
NINE, FOUR = time(9, 30), time(16, 30)


def at(days: int, starts: time = NINE, ends: time = FOUR) -> Hours:
    on = clock.today() + timedelta(days=days)
    return rules.hours_on(on, starts, ends)


def plan(*days: Hours, item=None, places: int = 12, **about) -> Session:
    first, *more = days
    return actions.schedule(
        item or make_item(),
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        more_days=more,
        places=places,
        by=None,
        **about,
    )


def hours_of(session: Session) -> list[Hours]:
    return [Hours(day.starts_at, day.ends_at) for day in session.days.order_by("number")]


def is_in_step(session: Session) -> bool:
    session = Session.objects.get(pk=session.pk)
    days = list(session.days.order_by("number"))
    said = (session.starts_at, session.ends_at, session.day_count, session.venue)
    return said == (days[0].starts_at, days[-1].ends_at, len(days), days[0].venue) and [day.number for day in days] == [
        *range(1, len(days) + 1)
    ]


# --- as people type them ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        ("18 November 2026", [(date(2026, 11, 18), NINE, FOUR)]),
        (
            "18/11/2026, 1pm to 4:30pm\n\n 25 Nov 2026 ",
            [(date(2026, 11, 18), time(13), FOUR), (date(2026, 11, 25), NINE, FOUR)],
        ),
    ],
)
def test_days_are_read_a_line_each(typed, read):
    assert rules.days_from(typed, starts=NINE, ends=FOUR) == [rules.hours_on(*one) for one in read]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("soon", "We cannot read “soon” as a date"),
        ("31 November 2026", "November has 30 days"),
        ("18 November 2026, at one", "Write it like 18 November 2026, 1pm to 4:30pm"),
        ("18 November 2026, 1pm to teatime", "We cannot read “teatime” as a time"),
        ("\n".join(["18 November 2026"] * 30), "Give 29 more days or fewer"),
    ],
)
def test_days_that_cannot_be_read_are_refused_with_a_sentence(typed, words):
    with pytest.raises(rules.WrongDays, match=words):
        rules.days_from(typed, starts=NINE, ends=FOUR)


def test_what_was_typed_is_shown_as_it_would_be_typed_again():
    days = [rules.hours_on(date(2026, 11, 18), NINE, FOUR), rules.hours_on(date(2026, 11, 19), time(13), FOUR)]

    typed = rules.as_typed(days, starts=NINE, ends=FOUR)

    assert typed == "18 November 2026\n19 November 2026, 1pm to 4:30pm"
    assert rules.days_from(typed, starts=NINE, ends=FOUR) == days


def test_days_of_one_session_do_not_overlap_and_each_has_an_end():
    day = rules.hours_on(date(2026, 11, 18), NINE, FOUR)

    with pytest.raises(rules.WrongDays, match="Two days overlap: 18 November 2026, 9:30am to 4:30pm and 18 November"):
        rules.in_order([day, rules.hours_on(date(2026, 11, 18), time(16), time(17))])
    with pytest.raises(rules.WrongDays, match="Give an end after the start"):
        rules.in_order([Hours(day.ends_at, day.starts_at)])
    assert rules.in_order([rules.hours_on(date(2026, 11, 18), FOUR, time(18)), day])[0] == day


# --- planned ----------------------------------------------------------------------------------------------------------


def test_three_days_are_one_session_and_whoever_books_comes_to_all():
    room, trainer, other = make_room(), make_trainer(), make_trainer("Dr Sanjay Rao")
    item = make_item()
    for one in (trainer, other):
        one.may_lead.add(item)

    session = plan(at(28), at(14), at(21), item=item, room=room, trainers=[trainer, other])

    assert hours_of(session) == [at(14), at(21), at(28)]
    assert (session.day_count, session.starts_at, session.ends_at) == (3, at(14).starts_at, at(28).ends_at)
    assert (session.venue, session.access) == (f"Garden Room, {room.venue}", "Step-free")
    assert session.led_by == "Helen Marsh, Principal Social Worker; Dr Sanjay Rao"
    assert Leading.objects.count() == 6
    assert session.times.startswith("three days, from 9:30am to 4:30pm on ")


def test_one_day_says_so_without_asking_the_database_again(django_assert_num_queries):
    session = make_session()

    with django_assert_num_queries(0):
        [day] = session.each_day

    assert (day.starts_at, day.ends_at, day.where) == (session.starts_at, session.ends_at, session.where)


def test_a_room_is_one_sessions_at_a_time():
    room = make_room()
    first = plan(at(14), at(21), room=room)

    with pytest.raises(rules.RoomTaken) as refused:
        plan(at(20), at(21, time(16), time(18)), item=make_item("Thresholds"), room=room)

    assert refused.value.words == (
        f"{room} is taken by {first.item}: {first.days.get(number=2).when}. Choose another room or another time"
    )
    assert Session.objects.count() == SessionDay.objects.filter(number=1).count() == 1
    assert plan(at(15), at(21, FOUR, time(18)), item=make_item("After it"), room=room)  # one ends as the other begins


def test_a_room_is_free_again_when_its_session_is_called_off():
    room = make_room()
    actions.cancel_session(plan(at(14), room=room), by=None)

    assert plan(at(14), room=room).venue == str(room)


def test_a_session_does_not_stand_in_its_own_way():
    session = plan(at(14), at(21), room=make_room())

    actions.change_session(session, starts_at=at(21).starts_at, ends_at=at(21).ends_at, more_days=[at(22)], by=None)

    assert hours_of(session) == [at(21), at(22)]


def test_no_more_places_than_the_room_holds():
    room = make_room(capacity=20)

    with pytest.raises(rules.RoomTooSmall, match=r"holds 20\. Give 20 places or fewer, or choose another room"):
        plan(at(14), places=21, room=room)
    session = plan(at(14), places=20, room=room)
    with pytest.raises(rules.RoomTooSmall):
        actions.change_places(session, 21, by=None)
    with pytest.raises(rules.RoomTooSmall):
        actions.change_session(plan(at(15), places=16), room=make_room("Weir Room", capacity=12), by=None)


def test_a_room_cannot_become_smaller_than_what_is_planned_in_it():
    room = make_room(capacity=20)
    session = plan(at(14), places=16, room=room)

    with pytest.raises(rules.RoomTooSmall) as refused:
        actions.change_room(room, capacity=12, by=None)

    assert refused.value.words.startswith(f"{session.item} is planned in it with 16 places: ")
    assert actions.change_room(room, capacity=16, by=None).capacity == 16


def test_a_trainer_leads_one_session_at_a_time_and_only_what_they_may():
    trainer = make_trainer()
    item = trainer.may_lead.get()
    first = plan(at(14), at(21), item=item, trainers=[trainer])

    with pytest.raises(rules.TrainerTaken) as refused:
        plan(at(21, time(14), time(17)), item=item, trainers=[trainer])
    with pytest.raises(rules.MayNotLead, match="may not lead Thresholds yet"):
        plan(at(30), item=make_item("Thresholds"), trainers=[trainer])

    assert refused.value.words == (
        f"{trainer} leads {item} then: {first.days.get(number=2).when}. Choose somebody else or another time"
    )


def test_who_leads_already_goes_on_though_they_may_no_longer():
    trainer = make_trainer()
    session = plan(at(14), item=trainer.may_lead.get(), trainers=[trainer])
    actions.change_trainer(trainer, known_as=str(trainer), may_lead=[], is_available=False, by=None)

    actions.change_session(session, starts_at=at(15).starts_at, ends_at=at(15).ends_at, by=None)

    assert [leading.trainer for leading in queries.leadings(session)] == [trainer]
    with pytest.raises(rules.MayNotLead, match="does not lead sessions any more"):
        plan(at(30), item=session.item, trainers=[trainer])


def test_between_the_days_of_one_session_there_is_time_for_another():
    person = make_person()
    weekly, on_the_day = plan(at(14), at(21), at(28)), plan(at(21, time(13), FOUR), item=make_item("Thresholds"))
    between, both = plan(at(22), item=make_item("Neglect")), plan(at(20), at(28), item=make_item("Court"))
    actions.book_place(weekly, person, by=None)

    assert actions.book_place(between, person, by=None).has_place
    for clashing in (on_the_day, both):
        with pytest.raises(rules.Clash):
            actions.book_place(clashing, person, by=None)


# --- moved ------------------------------------------------------------------------------------------------------------


def test_moved_everybody_keeps_their_place_and_is_told_once():
    session = plan(at(14), at(21), at(28), late_charge=60)
    booked = [actions.book_place(session, make_person(), by=None) for _ in range(3)]
    Notice.objects.all().delete()

    actions.change_session(session, starts_at=at(40).starts_at, ends_at=at(40).ends_at, more_days=[at(41)], by=None)

    told = Notice.objects.filter(key__startswith="changed:")
    assert sorted(told.values_list("to", flat=True)) == sorted(booking.person.email for booking in booked)
    assert set(Booking.objects.values_list("status", flat=True)) == {Status.BOOKED}
    body = told.first().body
    assert f"- {session.days.get(number=2).when}: To be announced" in body
    assert "You keep your place" in body
    assert "/booking/cannot-come/" in body
    assert is_in_step(session)


def test_the_same_change_twice_is_told_once():
    session = plan(at(14))
    actions.book_place(session, make_person(), by=None)

    for _ in range(2):
        actions.change_session(session, venue="Thornwey Library", by=None)

    assert Notice.objects.filter(key__startswith="changed:").count() == 1
    assert Session.objects.get(pk=session.pk).sequence == 1


def test_moved_within_the_days_of_notice_nobody_pays_for_declining():
    session = plan(at(3), late_charge=60)
    early = make_booking(session, booked_at=clock.now() - timedelta(days=30))
    actions.change_session(session, starts_at=at(4).starts_at, ends_at=at(4).ends_at, by=None)
    late = actions.book_place(Session.objects.get(pk=session.pk), make_person(), by=None)

    charges = [actions.cancel_booking(booking, by=None, reason="other_date").charge for booking in (early, late)]

    assert charges == [0, 60]


def test_one_day_is_moved_and_the_others_stay():
    session = plan(at(14), at(21), at(28), room=make_room())
    other = make_room("Long Room")

    actions.change_day(session.days.get(number=2), hours=at(23), room=other, by=None)

    assert hours_of(session) == [at(14), at(23), at(28)]
    assert [day.venue == str(other) for day in session.days.order_by("number")] == [False, True, False]
    assert is_in_step(session)


def test_a_day_moved_past_another_changes_its_number_and_no_day_is_lost():
    session = plan(at(14), at(21), at(28))

    actions.change_day(session.days.get(number=1), hours=at(35), by=None)

    assert hours_of(session) == [at(21), at(28), at(35)]
    assert is_in_step(session)


def test_a_day_is_dropped_but_never_the_last():
    session = plan(at(14), at(21))

    actions.drop_day(session.days.get(number=1), by=None)

    assert hours_of(session) == [at(21)]
    assert is_in_step(session)
    with pytest.raises(rules.WrongDays, match=r"has no other day\. Call the session off instead"):
        actions.drop_day(session.days.get(), by=None)


def test_of_a_session_under_way_the_days_to_come_may_move_and_those_past_may_not():
    session = plan(at(14), at(21))
    make_days(session, at(-2).starts_at, at(5).starts_at)
    session = Session.objects.get(pk=session.pk)
    booking = make_booking(session)

    actions.change_day(session.days.get(number=2), hours=at(6), by=None)

    assert hours_of(session)[1] == at(6)
    assert Notice.objects.filter(to=booking.person.email, key__startswith="changed:").count() == 1
    for number, hours in ((1, at(7)), (2, at(-1))):
        with pytest.raises(rules.WrongDays, match="is past"):
            actions.change_day(session.days.get(number=number), hours=hours, by=None)
    with pytest.raises(rules.SessionOver):
        actions.change_session(session, venue="Elsewhere", by=None)


def test_held_places_are_released_no_later_than_the_new_first_day():
    session = plan(at(14), at(21))
    held = hold_places(session, make_organisation(), places=2, release_on=at(10).starts_at.date())

    actions.change_session(session, starts_at=at(7).starts_at, ends_at=at(7).ends_at, by=None)

    held.refresh_from_db()
    assert held.release_on == at(7).starts_at.date()


# --- called off, and again --------------------------------------------------------------------------------------------


def test_called_off_everybody_reads_why_and_what_else_there_is():
    session, item = plan(at(14)), None
    item = session.item
    other, full = plan(at(30), item=item), plan(at(20), item=item, places=1)
    make_booking(full)
    booking = actions.book_place(session, make_person(), by=None)

    actions.cancel_session(session, by=None, because="The trainer is ill.")

    body = Notice.objects.get(key=f"called_off:{booking.pk}").body
    assert "The reason: The trainer is ill." in body
    assert f"- {other.when}, To be announced: 12 places free" in body
    assert full.when not in body
    assert Entry.objects.filter(verb="called off").get().details["because"] == "The trainer is ill."


def test_the_same_again_on_other_dates_with_its_room_and_its_trainers():
    trainer, room = make_trainer(), make_room()
    session = plan(at(14), at(21), item=trainer.may_lead.get(), room=room, trainers=[trainer], bring="a pen")
    dates = [clock.today() + timedelta(days=days) for days in (60, 90)]

    made = actions.schedule_again(session, dates, by=None)

    assert [[day.on for day in one.days.order_by("number")] for one in made] == [
        [on, on + timedelta(days=7)] for on in dates
    ]
    assert {(one.venue, one.led_by, one.bring, one.places, one.taken) for one in made} == {
        (str(room), str(trainer), "a pen", 12, 0)
    }
    assert all(is_in_step(one) for one in made)


def test_again_is_all_or_none():
    room = make_room()
    session = plan(at(14), at(21), room=room)
    dates = [clock.today() + timedelta(days=days) for days in (60, 21)]

    with pytest.raises(rules.RoomTaken) as refused:
        actions.schedule_again(session, dates, by=None)

    assert refused.value.words.startswith(f"{date_words(dates[1])}: {room} is taken by {session.item}: ")
    assert Session.objects.count() == 1


def test_what_sessions_say_of_a_venue_is_kept_as_the_venue_says_it():
    room = make_room()
    session = plan(at(14), at(21), room=room)

    actions.change_venue(room.venue, name="Mill Centre", has_hearing_loop=True, by=None)

    session.refresh_from_db()
    assert (session.venue, session.access) == ("Garden Room, Mill Centre, Guildbourne", "Step-free, hearing loop")
    assert set(session.days.values_list("venue", flat=True)) == {session.venue}
    assert is_in_step(session)
