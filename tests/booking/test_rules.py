from datetime import date

import pytest

from academy.booking import rules
from academy.booking.rules import CancelReason, Given, Hold, Places, Status, Turn

COUNCIL, HEALTH, WARD, SCHOOLS = "wey.", "wey.health.", "wey.health.ward.", "wey.schools."
NOVEMBER_17 = date(2026, 11, 17)


def held(places: int, taken: int = 0, *, path: str = HEALTH) -> Hold:
    return Hold(path, places, taken, name=path)


def turns(*paths: str) -> list[Turn]:
    return [Turn(number, path) for number, path in enumerate(paths, start=1)]


@pytest.mark.parametrize(
    ("free", "waiting", "status"),
    [
        (1, 0, Status.BOOKED),
        (0, 0, Status.WAITING),
        (1, 1, Status.WAITING),
        (2, 1, Status.BOOKED),
        (0, 5, Status.WAITING),
    ],
)
def test_a_free_place_goes_to_whoever_has_waited_longest(free, waiting, status):
    assert rules.outcome_for(COUNCIL, Places(10, 10 - free), turns(*[COUNCIL] * waiting)) == status


@pytest.mark.parametrize(
    ("places", "path", "free"),
    [
        (Places(24, 15), COUNCIL, 9),
        (Places(24, 15), "", 9),
        (Places(24, 15, (held(4), held(2, path=SCHOOLS))), COUNCIL, 3),
        (Places(24, 15, (held(4), held(2, path=SCHOOLS))), "", 3),
        (Places(24, 15, (held(4), held(2, path=SCHOOLS))), HEALTH, 7),
        (Places(24, 15, (held(4), held(2, path=SCHOOLS))), WARD, 7),
        (Places(24, 15, (held(4, taken=3),)), HEALTH, 9),
        (Places(24, 15, (held(4, taken=3),)), COUNCIL, 8),
        (Places(24, 15, (held(4, taken=6),)), COUNCIL, 9),
        (Places(24, 24, (held(4, taken=4),)), HEALTH, 0),
    ],
)
def test_what_is_free_depends_on_where_somebody_works(places, path, free):
    assert places.free_for(path) == free


@pytest.mark.parametrize(
    ("places", "waiting", "path", "status"),
    [
        (Places(20, 19), [], COUNCIL, Status.BOOKED),
        (Places(20, 20), [], COUNCIL, Status.WAITING),
        # everything left is held for health: the council waits, health does not wait behind it
        (Places(20, 18, (held(2),)), [COUNCIL], COUNCIL, Status.WAITING),
        (Places(20, 18, (held(2),)), [COUNCIL, COUNCIL], HEALTH, Status.BOOKED),
        (Places(20, 18, (held(2),)), [COUNCIL, WARD], HEALTH, Status.BOOKED),
        (Places(20, 18, (held(2),)), [WARD, HEALTH], WARD, Status.WAITING),
        # a hold has just ended and the list has not been served yet: a newcomer does not slip in before it
        (Places(20, 18), [COUNCIL, COUNCIL], HEALTH, Status.WAITING),
        (Places(20, 17), [COUNCIL, COUNCIL], HEALTH, Status.BOOKED),
        (Places(20, 17, (held(1),)), [COUNCIL, COUNCIL, COUNCIL], HEALTH, Status.BOOKED),
        (Places(20, 17, (held(1),)), [COUNCIL, WARD, COUNCIL], HEALTH, Status.WAITING),
    ],
)
def test_a_newcomer_queues_behind_those_who_could_have_the_same_place(places, waiting, path, status):
    assert rules.outcome_for(path, places, turns(*waiting)) == status


@pytest.mark.parametrize(
    ("places", "waiting", "expected"),
    [
        (Places(20, 20), [COUNCIL], []),
        (Places(20, 19), [], []),
        (Places(20, 19), [COUNCIL, HEALTH], [Given(1, 1)]),
        (Places(20, 18), [COUNCIL, HEALTH, COUNCIL], [Given(1, 1), Given(2, 2)]),
        (Places(20, 19, (held(1),)), [COUNCIL, COUNCIL], []),
        (Places(20, 19, (held(1),)), [COUNCIL, WARD, HEALTH], [Given(2, 2, held_for=HEALTH, passed_over=(1,))]),
        (Places(20, 18, (held(1),)), [WARD, HEALTH, COUNCIL], [Given(1, 1, held_for=HEALTH), Given(2, 2)]),
        (Places(20, 18, (held(1),)), [COUNCIL, COUNCIL, HEALTH],
         [Given(1, 1), Given(3, 3, held_for=HEALTH, passed_over=(2,))]),
    ],
)  # fmt: skip
def test_freed_places_go_down_the_list_to_those_who_may_have_them(places, waiting, expected):
    assert list(rules.given(places, turns(*waiting))) == expected


@pytest.mark.parametrize(
    ("places", "waiting"),
    [
        (Places(20, 17), [COUNCIL, HEALTH]),
        (Places(20, 17, (held(1),)), [COUNCIL, COUNCIL, HEALTH]),
        (Places(20, 17, (held(2),)), [COUNCIL, COUNCIL, WARD, HEALTH, SCHOOLS]),
        (Places(20, 18, (held(1), held(1, path=SCHOOLS))), [COUNCIL, WARD, SCHOOLS, HEALTH]),
    ],
)
@pytest.mark.parametrize("path", [COUNCIL, HEALTH, WARD, SCHOOLS, ""])
def test_a_newcomer_gets_a_place_exactly_when_one_is_left_once_the_list_is_served(places, waiting, path):
    queue = turns(*waiting, path)
    served = {one.booking_id for one in rules.given(places, queue)}

    assert (rules.outcome_for(path, places, queue[:-1]) == Status.BOOKED) == (queue[-1].booking_id in served)


@pytest.mark.parametrize(
    ("on", "late"),
    [(date(2026, 11, 1), False), (date(2026, 11, 12), False), (date(2026, 11, 13), True), (NOVEMBER_17, True)],
)
def test_notice_is_five_days(on, late):
    assert rules.is_late(on, NOVEMBER_17) == late


@pytest.mark.parametrize(
    ("status", "reason", "late", "had_notice", "charged"),
    [
        (Status.CANCELLED, CancelReason.WORKLOAD, True, True, True),
        (Status.CANCELLED, CancelReason.WORKLOAD, False, True, False),
        (Status.CANCELLED, CancelReason.EMERGENCY, True, True, False),
        (Status.CANCELLED, CancelReason.SESSION_OFF, True, True, False),
        (Status.CANCELLED, CancelReason.WORKLOAD, True, False, False),
        (Status.MISSED, "", False, True, True),
        (Status.MISSED, "", False, False, False),
        (Status.ATTENDED, "", False, True, False),
        (Status.BOOKED, "", False, True, False),
    ],
)
def test_who_pays(status, reason, late, had_notice, charged):
    assert rules.is_charged(status, reason, is_late_cancel=late, had_notice=had_notice) == charged


@pytest.mark.parametrize(
    ("wanted", "release_on", "free", "theirs", "words"),
    [
        (11, date(2027, 1, 10), 11, 0, []),
        (15, date(2027, 1, 20), 11, 0, ["Hold 11 places or fewer: that is how many are free",
                                        "Release the places before the session, on 19 January or earlier"]),
        (13, date(2027, 1, 19), 11, 2, []),
        (14, date(2027, 1, 19), 11, 2, ["Hold 13 places or fewer: 11 free, and 2 theirs already"]),
        (1, date(2027, 1, 19), 0, 0, ["Every place is taken, so none can be held"]),
        (1, date(2026, 11, 10), 5, 0, ["Release the places on a day to come: tomorrow or later"]),
    ],
)  # fmt: skip
def test_why_places_cannot_be_held(wanted, release_on, free, theirs, words):
    wrong = rules.why_not_hold(
        wanted, release_on, free=free, theirs=theirs, session_on=date(2027, 1, 20), today=date(2026, 11, 10)
    )

    assert [refusal.words for refusal in wrong] == words


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (rules.clash("", Status.BOOKED, "Court skills", "Tuesday"),
         "You have a place on Court skills at the same time: Tuesday. Cancel that first, or choose another date."),
        (rules.clash("Tom Beckett", Status.WAITING, "Court skills", "Tuesday"),
         "Tom Beckett is on the waiting list for Court skills at the same time: Tuesday. "
         "Cancel that first, or choose another date."),
        (rules.already_booked("Tom Beckett", Status.BOOKED),
         "Tom Beckett has a place already: somebody else booked it."),
        (rules.too_few_places(18, 0), "Give 18 places or more: 18 are taken"),
        (rules.too_few_places(1, 2), "Give 3 places or more: 1 is taken and 2 more are held"),
        (rules.register_not_open(NOVEMBER_17), "The register opens on 17 November 2026, the day of the session."),
    ],
)  # fmt: skip
def test_a_refusal_is_a_sentence_to_act_on(refusal, words):
    assert refusal.words == words
