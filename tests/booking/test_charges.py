from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from academy.booking import actions, queries
from academy.booking.models import Charge, ChargingPolicy, InvoiceLine, InvoiceRun
from academy.booking.rules.charges import CannotCharge, ChargedFor, Credited
from academy.core import clock
from academy.core.models import Entry
from tests.builders import (
    LONG_AGO,
    make_account,
    make_booking,
    make_item,
    make_organisation,
    make_person,
    make_session,
    make_spell,
)

pytestmark = pytest.mark.django_db
LATE = {"charged_for": "late", "pounds": 40, "notice": 5, "unit": "days"}
MISSED = {"charged_for": "missed", "pounds": 75}
PLACE = {"charged_for": "place", "pounds": 60}


@pytest.fixture
def top():
    return make_organisation("Weyshire")


@pytest.fixture
def trust(top):
    return make_organisation("Trust", parent=top, kind="health", code="trust")


def policy(*rates, name: str = "Everything", starts_on: date = LONG_AGO, **more) -> ChargingPolicy:
    return actions.set_policy(name, starts_on=starts_on, rates=rates or (LATE, MISSED), by=None, **more)


def in_days(days: int):
    return clock.now() + timedelta(days=days)


def a_booking(trust, *, days: int = 3, status: str = "booked", item=None, **fields):
    session = make_session(item or make_item(organisation=trust), starts_at=in_days(days), **fields)
    person = make_spell(make_person(), organisation=trust).person
    return make_booking(session, person, status=status, organisation=trust, booked_at=in_days(-30))


def cancel(booking, reason: str = "workload"):
    return actions.cancel_booking(booking, by=None, reason=reason)


def ended(booking, status: str):
    """As the register ends it."""
    booking.status = status
    booking.save(update_fields=["status"])
    return actions.keep_charges([booking], by=None)


def standing() -> list[tuple[str, int]]:
    return list(Charge.objects.filter(is_standing=True).order_by("pk").values_list("charged_for", "pounds"))


# Which policy


def test_the_nearest_policy_holds(top, trust):
    item = make_item(organisation=trust)
    session = make_session(item)
    said = {"everything": top, "whole": top, "trust": trust}
    assert queries.policy_for(session, on=clock.today()) is None

    found = []
    policy(name="everything")
    found.append(queries.policy_for(session, on=clock.today())[0].name)
    policy(name="whole", organisation=said["whole"])
    found.append(queries.policy_for(session, on=clock.today())[0].name)
    policy(name="trust", organisation=trust)
    found.append(queries.policy_for(session, on=clock.today())[0].name)
    policy(name="item", item=item)
    found.append(queries.policy_for(session, on=clock.today())[0].name)
    session.late_charge = 60
    found.append(queries.policy_for(session, on=clock.today())[0].name)

    assert found == ["everything", "whole", "trust", "item", "This session’s own charge"]


def test_a_new_policy_ends_the_one_before_and_old_bookings_keep_theirs(trust):
    first = policy(MISSED, name="first")
    policy({**MISSED, "pounds": 90}, name="second", starts_on=clock.today())

    first.refresh_from_db()
    assert first.ends_on == clock.today() - timedelta(days=1)
    booked_before = a_booking(trust)
    [charge] = ended(booked_before, "missed")
    assert (charge.pounds, charge.policy.name) == (75, "first")


@pytest.mark.parametrize(
    ("rates", "starts_on", "says"),
    [
        ((MISSED, {**MISSED, "pounds": 3}), date(2030, 1, 1), "Two lines"),
        ((MISSED,), LONG_AGO, "Another rule begins"),
    ],
)
def test_a_policy_that_contradicts_is_refused(rates, starts_on, says):
    policy()

    with pytest.raises(CannotCharge, match=says):
        policy(*rates, starts_on=starts_on)
    assert ChargingPolicy.objects.count() == 1


# Charged once


def test_giving_back_late_is_charged_once_with_the_sentence_of_the_rule(trust):
    policy()
    booking = cancel(a_booking(trust))
    cancel(booking)
    actions.keep_charges([booking], by=None)

    charge = Charge.objects.get()
    assert (charge.organisation, charge.pounds, charge.charged_for) == (trust, 40, "late")
    assert charge.sentence == "Organisations pay £40 for a place given back fewer than five days before."
    assert booking.charge == 40
    assert Entry.objects.filter(verb="charged").count() == 1


@pytest.mark.parametrize(("days", "reason"), [(6, "workload"), (3, "emergency"), (3, "left")])
def test_in_time_or_for_a_reason_nothing_is_charged(trust, days, reason):
    policy()

    assert cancel(a_booking(trust, days=days), reason).charge == 0
    assert not Charge.objects.exists()


def test_a_turn_on_the_list_costs_nothing_to_leave(trust):
    policy()

    cancel(a_booking(trust, status="waiting"))

    assert not Charge.objects.exists()


def test_a_sessions_own_charge_is_the_simplest_policy_and_stands_before_others(trust):
    policy()

    assert cancel(a_booking(trust, late_charge=60)).charge == 60


def test_the_database_refuses_a_second_charge_for_the_same(trust):
    policy()
    cancel(a_booking(trust))
    charge = Charge.objects.get()

    charge.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        charge.save(force_insert=True)


def test_a_corrected_register_takes_the_charge_back_and_charges_what_holds_now(trust):
    policy(MISSED, PLACE)
    booking = a_booking(trust)

    for status in ("missed", "missed", "attended", "missed"):
        ended(booking, status)

    assert standing() == [("missed", 75)]
    assert list(Charge.objects.order_by("pk").values_list("charged_for", "pounds", "why")) == [
        ("missed", 75, ""), ("missed", -75, "corrected"), ("place", 60, ""), ("place", -60, "corrected"),
        ("missed", 75, ""),
    ]  # fmt: skip


def test_the_register_itself_charges_and_takes_back(trust):
    policy(MISSED)
    booking = a_booking(trust, days=0)
    session = booking.session

    actions.mark_attendance(session, {booking.pk: False}, by=make_account())
    assert standing() == [("missed", 75)]

    actions.mark_attendance(session, {booking.pk: True}, by=make_account())
    assert standing() == []


# Waived


def test_a_waiver_has_a_reason_and_the_charge_does_not_come_back(trust):
    policy()
    booking = a_booking(trust)
    [charge] = ended(booking, "missed")

    actions.waive_charge(charge, "court", "Called as a witness", by=make_account())
    ended(booking, "missed")

    assert standing() == []
    assert booking.charge == 0
    credit = Charge.objects.get(of=charge)
    assert (credit.pounds, credit.why, credit.words) == (-75, "court", "Called as a witness")
    with pytest.raises(CannotCharge):
        actions.waive_charge(charge, "court", "", by=None)


def test_what_was_noted_at_a_waiver_goes_with_the_person(trust):
    policy()
    booking = a_booking(trust)
    [charge] = ended(booking, "missed")
    actions.waive_charge(charge, "court", "Called as a witness", by=None)

    actions.erase_person(booking.person)

    assert list(Charge.objects.order_by("pk").values_list("pounds", "words")) == [(75, ""), (-75, "")]


# Free lists, counts and caps


def test_an_organisation_and_all_under_it_may_pay_nothing(trust):
    policy(free_organisations=[trust])
    ward = make_organisation("Ward", parent=trust, kind="health")

    assert ended(a_booking(ward), "missed") == []


def test_who_contributes_pays_what_contributors_pay_from_day_to_day(trust):
    policy({**MISSED, "contributes": False}, {**MISSED, "contributes": True, "pounds": 20})
    assert ended(a_booking(trust), "missed")[0].pounds == 75
    actions.add_contribution(trust, starts_on=clock.today() - timedelta(days=1), ends_on=None, by=None)

    assert ended(a_booking(trust), "missed")[0].pounds == 20


def test_the_first_places_of_a_year_are_free_and_nobody_pays_more_than_the_most(trust):
    policy(PLACE, free_places=1, most_a_year=100)

    charged = [ended(a_booking(trust), "attended") for _ in range(4)]

    assert [made[0].pounds if made else 0 for made in charged] == [0, 60, 40, 0]


# Billed once


def charged(trust, number: int = 1):
    policy()
    return [cancel(a_booking(trust)) for _ in range(number)]


def test_a_run_bills_what_was_not_billed_and_a_second_bills_nothing(trust):
    charged(trust, 2)

    run = actions.run_invoices(clock.today(), by=None)

    assert [(line.organisation_name, line.pounds) for line in run.lines.all()] == [("Trust", 40)] * 2
    with pytest.raises(CannotCharge, match="nothing to bill"):
        actions.run_invoices(clock.today(), by=None)


def test_what_was_billed_stays_as_it_was_and_is_taken_back_by_a_credit_in_the_next_run(trust):
    [booking] = charged(trust)
    first = actions.run_invoices(clock.today(), by=None)
    trust.name = "Another name"
    trust.save()

    actions.waive_charge(booking.charges.get(), "ill", "", by=None)
    second = actions.run_invoices(clock.today(), by=None)

    assert [(line.organisation_name, line.pounds) for line in first.lines.all()] == [("Trust", 40)]
    assert [line.pounds for line in second.lines.all()] == [-40]
    assert second.lines.get().words.startswith("Ill, and said so")


def test_what_was_taken_back_before_it_was_billed_is_never_billed(trust):
    [booking] = charged(trust)
    actions.waive_charge(booking.charges.get(), Credited.OUR_FAULT, "", by=None)

    with pytest.raises(CannotCharge):
        actions.run_invoices(clock.today(), by=None)


def test_until_a_day_means_until_its_end(trust):
    charged(trust)

    with pytest.raises(CannotCharge):
        actions.run_invoices(clock.today() - timedelta(days=1), by=None)


def test_a_charge_of_nobodys_organisation_is_kept_and_not_billed():
    booking = make_booking(make_session(starts_at=in_days(3), late_charge=60))

    assert cancel(booking).charge == 60
    with pytest.raises(CannotCharge):
        actions.run_invoices(clock.today(), by=None)


def two_runs_at_once() -> list[object]:
    """What came of each: lines, a refusal, or the database's own no."""
    ready, came = Barrier(2), []

    def run() -> None:
        ready.wait()
        try:
            came.append(actions.run_invoices(clock.today(), by=None).lines.count())
        except (CannotCharge, IntegrityError) as refused:
            came.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(came, key=str)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_bill_everything_once(trust):
    charged(trust, 3)

    assert two_runs_at_once() == [3, "CannotCharge"]
    assert (InvoiceRun.objects.count(), InvoiceLine.objects.count()) == (1, 3)


def test_without_looking_at_what_was_billed_the_database_still_refuses_to_bill_twice(trust, monkeypatch):
    """The control: with the first protection switched off, a second run tries, and only the constraint stops it."""
    charged(trust)
    actions.run_invoices(clock.today(), by=None)
    monkeypatch.setattr(queries, "unbilled", lambda *, until: Charge.objects.filter(on__lte=until))

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.run_invoices(clock.today(), by=None)
    assert InvoiceLine.objects.count() == 1


# What somebody would pay


def test_the_price_is_by_the_policy_of_the_day_it_was_booked(trust):
    policy()
    booking = a_booking(trust)

    shown = queries.price_of(booking)

    assert (shown.late.pounds, shown.missed.pounds, shown.place.pounds) == (40, 75, 0)
    assert queries.price(booking.session, None) is not None


def test_without_a_policy_there_is_no_price(trust):
    assert queries.price_of(a_booking(trust)) is None
    assert ChargedFor.LATE.label == "A place given back late"
