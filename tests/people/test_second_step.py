"""The second step of signing in: a code from an app, or a recovery code. Each once, and not for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from academy.core import clock
from academy.core.models import Entry
from academy.people import actions, rules
from academy.people.models import Account, SignIn
from academy.people.rules import Role
from tests.builders import make_account, make_person
from tests.people.second_steps import (
    HALF_A_MINUTE,
    PASSWORD,
    SECOND_STEP,
    SIGN_IN,
    Phone,
    is_in,
    typed_password,
    with_app,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 10, 12, 0, 10, tzinfo=UTC)


@pytest.fixture
def amara() -> Account:
    return make_account(
        Role.PRACTITIONER, person=make_person("Amara", email="amara@weyshire.example"), password=PASSWORD
    )


@pytest.fixture
def dan() -> Account:
    return make_account(Role.ACADEMY, person=make_person("Dan", email="dan@weyshire.example"), password=PASSWORD)


@pytest.fixture
def at(monkeypatch):
    def stand(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    stand(NOON)
    return stand


def text(response) -> str:
    return response.content.decode()


def verbs(account: Account) -> list[str]:
    return list(Entry.objects.filter(subject_id=str(account.pk)).order_by("pk").values_list("verb", flat=True))


# With a code


def test_with_an_app_a_password_alone_does_not_sign_in(amara):
    phone, _ = with_app(amara)

    client = typed_password(amara)
    halfway = is_in(client)
    answer = client.post(SECOND_STEP, {"code": phone.code()})

    assert halfway is False
    assert (is_in(client), answer["Location"]) == (True, "/")
    assert verbs(amara) == ["switched on an authenticator app for", "signed in"]


def test_the_second_step_leads_on_to_where_somebody_was_going(amara):
    phone, _ = with_app(amara)

    client = typed_password(amara, next="/people/7/?a=1")

    assert client.post(SECOND_STEP, {"code": phone.code()})["Location"] == "/people/7/?a=1"


@pytest.mark.parametrize("shown", ["{0}{1}{2} {3}{4}{5}", " {0}{1}{2}-{3}{4}{5} "])
def test_a_code_may_be_typed_as_the_app_shows_it(amara, shown):
    phone, _ = with_app(amara)
    client = typed_password(amara)

    client.post(SECOND_STEP, {"code": shown.format(*phone.code())})

    assert is_in(client)


@pytest.mark.parametrize(("steps", "works"), [(-3, False), (-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_for_half_a_minute_and_the_one_to_either_side(amara, at, steps, works):
    at(NOON - timedelta(hours=1))
    phone, _ = with_app(amara)
    at(NOON)
    client = typed_password(amara)

    client.post(SECOND_STEP, {"code": phone.code(at=NOON + HALF_A_MINUTE * steps)})

    assert is_in(client) is works


def test_a_code_works_once_and_so_does_every_one_before_it(amara):
    phone, _ = with_app(amara)
    before, now, _ = phone.codes()
    typed_password(amara).post(SECOND_STEP, {"code": now})

    again, earlier = typed_password(amara), typed_password(amara)
    refused = again.post(SECOND_STEP, {"code": now})
    earlier.post(SECOND_STEP, {"code": before})

    assert "it was used before" in text(refused)
    assert (is_in(again), is_in(earlier)) == (False, False)


def test_the_code_that_switched_the_app_on_does_not_sign_in_too(amara):
    phone = Phone()
    code = phone.code()
    actions.switch_on_app(amara, phone.key, code)

    client = typed_password(amara)
    client.post(SECOND_STEP, {"code": code})

    assert not is_in(client)


def test_after_ten_wrong_codes_tries_are_slowed_wherever_they_come_from(amara, at):
    phone, _ = with_app(amara)
    client = typed_password(amara)
    for _ in range(10):
        assert "That is not the code" in text(client.post(SECOND_STEP, {"code": phone.wrong()}))

    elsewhere = typed_password(amara, client=Client(REMOTE_ADDR="203.0.113.9"))
    slowed = text(elsewhere.post(SECOND_STEP, {"code": phone.code()}))
    at(NOON + timedelta(seconds=30))
    client.post(SECOND_STEP, {"code": phone.code()})

    assert "That was too many tries. Wait until 12:01pm, then try again" in slowed
    assert not is_in(elsewhere)
    assert is_in(client)
    assert verbs(amara).count("refused a code for") == 10


def test_the_password_does_not_forget_wrong_codes(amara, at):
    phone, _ = with_app(amara)
    for _ in range(10):
        typed_password(amara).post(SECOND_STEP, {"code": phone.wrong()})

    assert "too many tries" in text(typed_password(amara).post(SECOND_STEP, {"code": phone.code()}))


def test_an_account_closed_halfway_does_not_come_in(amara):
    phone, _ = with_app(amara)
    client = typed_password(amara)
    Account.objects.filter(pk=amara.pk).update(is_active=False)

    answer = client.post(SECOND_STEP, {"code": phone.code()})

    assert (answer["Location"], is_in(client)) == (SIGN_IN, False)


def test_halfway_ends_after_a_quarter_of_an_hour(amara):
    phone, _ = with_app(amara)
    client = typed_password(amara)
    session = client.session
    session["account_login"]["initiated_at"] -= 901
    session.save()

    client.post(SECOND_STEP, {"code": phone.code()})

    assert not is_in(client)


def test_without_a_password_there_is_no_second_step(amara, client):
    phone, _ = with_app(amara)

    answer = client.post(SECOND_STEP, {"code": phone.code()})

    assert (answer["Location"], is_in(client)) == (SIGN_IN, False)


def test_a_new_password_by_link_does_not_go_round_the_second_step(amara):
    with_app(amara)

    actions.choose_password(amara, "seven green lanterns")
    client = typed_password(amara, "seven green lanterns")

    assert not is_in(client)


def test_the_session_is_a_new_one_after_each_step(amara):
    phone, _ = with_app(amara)
    client = Client()
    client.get(SIGN_IN)
    halfway = typed_password(amara, client=client).session.session_key
    client.post(SECOND_STEP, {"code": phone.code()})

    assert client.session.session_key != halfway
    assert not SignIn.objects.filter(pk=halfway).exists()


def test_whoever_is_halfway_in_can_turn_back(amara):
    phone, _ = with_app(amara)
    client = typed_password(amara)

    answer = client.post("/people/sign-out/")
    client.post(SECOND_STEP, {"code": phone.code()})

    assert answer["Location"] == f"{SIGN_IN}?signed-out"
    assert not is_in(client)


# Recovery codes


def test_a_recovery_code_signs_in_once(amara):
    _, codes = with_app(amara)
    client, again = typed_password(amara), typed_password(amara)

    client.post(SECOND_STEP, {"code": codes[3]})
    again.post(SECOND_STEP, {"code": codes[3]})

    assert (len(set(codes)), is_in(client), is_in(again)) == (10, True, False)


def test_new_recovery_codes_end_the_old_ones(amara):
    _, before = with_app(amara)

    after = actions.make_recovery_codes(amara)
    old, new = typed_password(amara), typed_password(amara)
    old.post(SECOND_STEP, {"code": before[0]})
    new.post(SECOND_STEP, {"code": after[0]})

    assert not set(before) & set(after)
    assert (is_in(old), is_in(new)) == (False, True)


def test_a_copy_of_the_database_shows_neither_key_nor_codes(amara):
    phone, codes = with_app(amara)

    kept = str(list(Authenticator.objects.values())) + str(list(SignIn.objects.values()))

    assert phone.key not in kept
    assert not [code for code in codes if code in kept]


def test_a_new_secret_key_still_opens_what_the_earlier_one_sealed(amara, settings):
    phone, _ = with_app(amara)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]

    assert actions.check_code(amara, phone.code()).type == Authenticator.Type.TOTP


# Two at once


def both_use(account: Account, code: str) -> list[bool]:
    """Two people type the same code at the same moment, each over a connection of their own."""

    def use() -> bool:
        try:
            actions.check_code(account, code)
        except rules.WrongCode:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        return sorted(future.result() for future in [pool.submit(use), pool.submit(use)])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("of", ["app", "paper"])
def test_of_two_who_type_the_same_code_at_once_one_comes_in(amara, of):
    phone, codes = with_app(amara)

    came_in = both_use(amara, phone.code() if of == "app" else codes[0])

    assert came_in == [False, True]


@pytest.mark.django_db(transaction=True)
def test_the_control_if_used_codes_were_not_kept_both_would(amara, monkeypatch):
    phone, _ = with_app(amara)
    monkeypatch.setattr(Authenticator, "save", lambda self, **fields: None)

    assert both_use(amara, phone.code()) == [True, True]
