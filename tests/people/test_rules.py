from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from academy.people import rules
from academy.people.rules import Role

NOON = datetime(2026, 11, 10, 12, tzinfo=timezone.get_fixed_timezone(0))


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Siân O’Neill", "sian oneill"),
        ("Małgorzata Łuczak-Wiśniewska", "malgorzata luczak wisniewska"),
        ("ZOË D'Arcy", "zoe darcy"),
        ("Jürgen Weiß", "jurgen weiss"),
        ("İpek Yıldız", "ipek yildiz"),
        ("", ""),
    ],
)
def test_a_name_is_searched_as_people_type_it(written, typed):
    assert rules.plain(written) == typed


@pytest.mark.parametrize(
    ("typed", "kept"), [("SW12345", "SW12345"), (" sw 12 345 ", "SW12345"), ("", None), ("  ", None)]
)
def test_a_registration_number_is_kept_in_one_form(typed, kept):
    assert rules.swe_number(typed) == kept


@pytest.mark.parametrize("typed", ["12345", "S12345", "SW", "SW12345678901", "SW12-345"])
def test_what_cannot_be_a_registration_number_is_refused_with_an_example(typed):
    with pytest.raises(rules.NotANumber, match="like SW12345"):
        rules.swe_number(typed)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("St Alda’s Primary School", "st-aldas-primary-school"),
        ("Wey Valley Homes (North)", "wey-valley-homes-north"),
        ("Ysgol Llanfáir", "ysgol-llanfair"),
        ("A" * 60, "a" * 40),
    ],
)
def test_a_short_name_is_made_from_the_long_one(name, code):
    assert rules.code_of(name) == code
    assert rules.is_code(code)


@pytest.mark.parametrize("code", ["St-Alda", "st alda", "st.alda", "-st", "st-", "", "st--alda", "st_alda"])
def test_a_short_name_has_small_letters_digits_and_single_hyphens_only(code):
    assert not rules.is_code(code)


@pytest.mark.parametrize(
    ("held_until", "taken"),
    [
        ([], False),
        ([None], True),
        ([date(2026, 11, 9)], False),
        ([date(2026, 11, 10)], True),
        ([date(2026, 11, 9), date(2027, 1, 1)], True),
    ],
)
def test_a_post_is_taken_while_the_same_person_still_holds_it(held_until, taken):
    assert rules.is_taken(held_until, starts_on=date(2026, 11, 10)) == taken


@pytest.mark.parametrize(
    ("day", "likely"),
    [
        (date(2026, 11, 10), True),
        (date(1950, 1, 1), True),
        (date(1949, 12, 31), False),
        (date(2027, 11, 11), True),
        (date(2206, 11, 10), False),
    ],
)
def test_a_slip_of_the_finger_in_the_year_is_noticed(day, likely):
    assert rules.is_likely(day, today=date(2026, 11, 10)) == likely


@pytest.mark.parametrize(
    ("tries", "wait"), [(0, 0), (9, 0), (10, 30), (11, 60), (12, 120), (15, 900), (16, 900), (5_000, 900)]
)
def test_ten_mistakes_are_free_and_then_the_wait_doubles_up_to_a_quarter_of_an_hour(tries, wait):
    until = rules.wait_until(tries, NOON, now=NOON)

    assert until == (NOON + timedelta(seconds=wait) if wait else None)


def test_after_the_wait_the_next_try_may_be_made():
    assert rules.wait_until(10, NOON, now=NOON + timedelta(seconds=29)) is not None
    assert rules.wait_until(10, NOON, now=NOON + timedelta(seconds=30)) is None


def test_of_two_tries_at_once_neither_waits_for_a_clock_that_was_looked_at_before():
    assert rules.wait_until(1, NOON, now=NOON - timedelta(milliseconds=5)) is None


@pytest.mark.parametrize(
    ("is_active", "is_demonstration", "in_demonstration", "may"),
    [
        (True, False, False, True),
        (True, False, True, True),
        (True, True, True, True),
        (True, True, False, False),
        (False, False, False, False),
        (False, True, True, False),
    ],
)
def test_a_demonstration_account_opens_nothing_outside_a_demonstration(
    is_active, is_demonstration, in_demonstration, may
):
    given = {"is_active": is_active, "is_demonstration": is_demonstration, "in_demonstration": in_demonstration}

    assert rules.may_sign_in(**given) == may


@pytest.mark.parametrize(
    ("role", "there", "at_top"),
    [
        (Role.PRACTITIONER, True, True),
        (Role.MANAGER, True, True),
        (Role.TRAINING_LEAD, True, True),
        (Role.ACADEMY, False, True),
        (Role.AUDITOR, False, True),
        (Role.DIRECTOR, False, True),
        (Role.MEMBER, False, True),
    ],
)
def test_a_role_that_reaches_everyone_is_given_at_the_top_only(role, there, at_top):
    assert (rules.is_given_there(role, is_top=False), rules.is_given_there(role, is_top=True)) == (there, at_top)


@pytest.mark.parametrize(
    ("role", "granted_in", "left", "still_in", "outlives"),
    [
        (Role.TRAINING_LEAD, "w.health.", "w.health.", [], False),
        (Role.TRAINING_LEAD, "w.health.", "w.health.north.", [], False),
        (Role.TRAINING_LEAD, "w.health.", "w.health.north.", ["w.health.south."], True),
        (Role.TRAINING_LEAD, "w.health.", "w.police.", ["w.police."], True),
        (Role.TRAINING_LEAD, "w.health.", "w.healthy.", ["w.police."], True),
        (Role.TRAINING_LEAD, "w.health.", "w.police.", [], False),
        (Role.ACADEMY, "w.", "w.council.", [], False),
        (Role.ACADEMY, "w.", "w.council.", ["w.police."], True),
        (Role.PRACTITIONER, "w.health.", "w.health.", [], True),
    ],
)
def test_a_role_ends_with_the_last_post_in_its_branch(role, granted_in, left, still_in, outlives):
    assert rules.outlives_post(role, granted_in=granted_in, left=left, still_in=still_in) == outlives
