from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, connections

from academy.core import clock, trail
from academy.core.models import Entry
from academy.records import actions, rules
from academy.records.actions import NewCompletion, completions
from academy.records.models import Certificate, Completion
from academy.records.rules import Door
from tests.builders import (
    LONG_AGO,
    make_account,
    make_booking,
    make_completion,
    make_follow_up,
    make_item,
    make_organisation,
    make_person,
    make_requirement,
)

pytestmark = pytest.mark.django_db


def record(person, item, **fields):
    return actions.record_completion(person, item, **{"on": LONG_AGO, "by": None, "door": Door.REGISTER, **fields})


def trail_of(completion):
    return [(entry.verb, entry.by_id) for entry in trail.entries_about(completion)]


def test_a_completion_takes_the_hours_of_its_item_and_leaves_a_trail():
    person, item, booking, account = make_person(), make_item(), make_booking(), make_account()

    completion = record(person, item, by=account, cause=booking)

    completion = Completion.objects.get(pk=completion.pk)
    held = (completion.person, completion.item, completion.completed_on, completion.hours, completion.door)
    assert held == (person, item, LONG_AGO, Decimal("6"), "register")
    assert completion.cause == booking
    assert trail_of(completion) == [("recorded", account.pk)]


def test_hours_of_its_own_may_be_given():
    assert record(make_person(), make_item(), hours=Decimal("0.75")).hours == Decimal("0.75")


def test_recorded_again_for_the_same_day_the_first_one_stands():
    person, item = make_person(), make_item()
    first = record(person, item)

    second = record(person, item, door=Door.PACKAGE, hours=Decimal("1"))

    assert (second, second.door, second.hours) == (first, "register", Decimal("6"))
    assert Completion.objects.count() == 1
    assert trail_of(first) == [("recorded", None)]


def test_another_day_is_another_completion():
    person, item = make_person(), make_item()

    completions = [record(person, item), record(person, item, on=LONG_AGO + timedelta(days=1))]

    assert list(Completion.objects.order_by("completed_on")) == completions


@pytest.mark.parametrize("on", [clock.today() + timedelta(days=1), date(1989, 12, 31)])
def test_an_impossible_date_is_refused_and_nothing_is_kept(on):
    with pytest.raises(rules.ImpossibleDate):
        record(make_person(), make_item(), on=on)

    assert (Completion.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.parametrize(("on", "hours"), [(date(1889, 1, 1), 1), (LONG_AGO, -1)])
def test_the_database_refuses_it_as_well(on, hours):
    with pytest.raises(IntegrityError):
        make_completion(completed_on=on, hours=hours)


def test_many_are_recorded_at_once_and_none_twice():
    item, account = make_item(), make_account()
    held, *others = [make_person() for _ in range(4)]
    record(held, item)
    rows = [NewCompletion(one.pk, item.pk, LONG_AGO, Decimal("2"), Door.IMPORT) for one in [held, *others, others[0]]]

    counts = [actions.record_completions(rows, by=account), actions.record_completions(rows, by=account)]

    assert counts == [3, 0]
    assert sorted(Completion.objects.values_list("person", "hours", "door")) == sorted(
        [(held.pk, Decimal("6"), "register"), *((one.pk, Decimal("2"), "import") for one in others)]
    )
    assert [trail_of(made) for made in Completion.objects.exclude(person=held)] == [[("recorded", account.pk)]] * 3


def test_of_two_lines_for_the_same_day_the_first_one_stands():
    person, item = make_person(), make_item()
    rows = [NewCompletion(person.pk, item.pk, LONG_AGO, Decimal(hours), Door.IMPORT) for hours in (2, 3)]

    actions.record_completions(rows, by=None)

    assert [completion.hours for completion in Completion.objects.all()] == [Decimal("2")]


def test_many_keep_their_causes_and_may_leave_no_trail():
    booking = make_booking()
    row = NewCompletion(booking.person_id, booking.session.item_id, LONG_AGO, Decimal("6"), Door.REGISTER, booking)

    actions.record_completions([row], by=None, has_trail=False)

    assert [completion.cause for completion in Completion.objects.all()] == [booking]
    assert Entry.objects.count() == 0


def test_one_impossible_line_refuses_them_all():
    person, item = make_person(), make_item()
    days = [LONG_AGO, clock.today() + timedelta(days=1)]

    with pytest.raises(rules.ImpossibleDate):
        actions.record_completions(
            [NewCompletion(person.pk, item.pk, on, Decimal("1"), Door.IMPORT) for on in days], by=None
        )

    assert Completion.objects.count() == 0


def test_more_than_a_batch_is_recorded(monkeypatch):
    item, people = make_item(), [make_person() for _ in range(5)]
    monkeypatch.setattr(completions, "BATCH", 2)
    rows = (NewCompletion(person.pk, item.pk, LONG_AGO, Decimal("1"), Door.IMPORT) for person in people)

    recorded = actions.record_completions(rows, by=None)

    assert (recorded, Completion.objects.count(), Entry.objects.count()) == (5, 5, 5)


def test_no_lines_at_all_are_nothing():
    assert actions.record_completions([], by=None) == 0


def test_what_was_put_there_by_mistake_can_be_taken_off_and_the_trail_says_what_it_was():
    account, completion = make_account(), make_completion()
    certificate = actions.issue_certificate(completion, by=None)

    actions.withdraw_completion(completion, by=account, why="She was ill that day.")

    assert (Completion.objects.count(), Certificate.objects.count()) == (0, 0)
    entry = trail.entries_about(completion).last()
    assert (entry.verb, entry.by_id) == ("withdrew", account.pk)
    assert entry.details == {
        "why": "She was ill that day.",
        "person_id": str(completion.person_id),
        "item_id": str(completion.item_id),
        "completed_on": "2020-01-06",
        "hours": "6.00",
        "door": "register",
    }
    assert certificate.code


def test_taking_it_off_twice_changes_nothing_more():
    completion = make_completion()

    for _ in range(2):
        actions.withdraw_completion(completion, by=None, why="Not there.")

    assert [entry.verb for entry in trail.entries_about(completion)] == ["withdrew"]


@pytest.mark.parametrize(
    ("build", "name"),
    [
        (make_follow_up, "follow up"),
        (lambda completion: make_requirement(cause=completion), "requirement"),
    ],
)
def test_what_something_rests_on_stays(build, name):
    completion = make_completion()
    build(completion)

    with pytest.raises(rules.RestedOn) as refused:
        actions.withdraw_completion(completion, by=None, why="By mistake.")

    assert refused.value.words == f"This cannot be taken off the record: a {name} was made because of it."
    assert Completion.objects.get() == completion


def test_a_certificate_is_issued_once_with_a_code_of_its_own():
    completion, other = make_completion(), make_completion()

    certificates = [actions.issue_certificate(one, by=None) for one in (completion, completion, other)]

    first, again, second = certificates
    assert (first, first.issued_on) == (again, clock.today())
    assert first.code != second.code
    assert [rules.code_in(one.shown_code) for one in (first, second)] == [first.code, second.code]
    assert trail_of(first) == [("issued", None)]


def test_codes_do_not_repeat():
    assert len({actions.new_code() for _ in range(2_000)}) == 2_000


def together(take, *, takers: int = 4) -> list:
    """Everybody starts at the same moment, each on a connection of their own."""
    barrier, taken = Barrier(takers), []

    def go() -> None:
        try:
            barrier.wait()
            taken.append(take())
        except Exception as fault:
            taken.append(fault)
        finally:
            connections.close_all()

    threads = [Thread(target=go) for _ in range(takers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


@pytest.mark.django_db(transaction=True)
def test_recorded_by_several_at_the_same_moment_it_is_one_completion():
    organisation = make_organisation()
    person, item = make_person(), make_item(organisation=organisation)

    taken = together(lambda: record(person, item).pk)

    assert taken == [Completion.objects.get().pk] * 4
    assert [entry.verb for entry in Entry.objects.all()] == ["recorded"]
    assert trail.first_broken() is None


@pytest.mark.django_db(transaction=True)
def test_asked_for_by_several_at_the_same_moment_it_is_one_certificate():
    completion = make_completion()

    taken = together(lambda: actions.issue_certificate(completion, by=None).pk)

    assert taken == [Certificate.objects.get().pk] * 4
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_recorded_by_several_at_the_same_moment_are_there_once():
    item, people = make_item(), [make_person() for _ in range(20)]
    rows = [NewCompletion(person.pk, item.pk, LONG_AGO, Decimal("1"), Door.IMPORT) for person in people]

    together(lambda: actions.record_completions(rows, by=None))

    assert Completion.objects.count() == 20
    assert trail.first_broken() is None
    assert connection.vendor in ("sqlite", "postgresql")
