"""What a thread tells of the records it passes, and the way from it to each of them."""

from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from academy.audits.actions.findings import add_action, record_finding
from academy.audits.models import ReAudit
from academy.booking.models import Booking
from academy.booking.rules import CancelReason, Status
from academy.core import clock
from academy.home.queries import threads
from academy.home.queries.threads import STEPS, thread_of
from academy.needs.models import Signal
from academy.people.rules import Role
from tests.audits.audited import make_many
from tests.booking.cast import text_of
from tests.builders import (
    make_account,
    make_booking,
    make_completion,
    make_follow_up,
    make_item,
    make_need,
    make_organisation,
    make_person,
    make_session,
    make_signal,
    make_spell,
    make_viewer,
    signed_in,
)
from tests.improvement.packed import make_measure
from tests.improvement.planned import make_action, make_complete
from tests.plan.planned import make_budget, make_commission, make_cost, make_plan_item, make_session_of

pytestmark = pytest.mark.django_db
SAID = "Risk is described, but not weighed"


def told(record, *roles: Role) -> dict[str, threads.Shown]:
    """Each kind of record on the thread, as the Academy team or others see it."""
    shown = thread_of(make_viewer(*(roles or (Role.ACADEMY,))), record)
    return {one.kind: one for one in shown.knots}


def number_of(shown: threads.Shown) -> str:
    return f"{shown.number} {shown.number_words}".strip()


def held(item=None, *, came: int = 2, missed: int = 0, given_back: int = 0, **fields):
    """A session of last month, and who was there."""
    session = make_session(item, starts_at=timezone.now() - timedelta(days=30), **fields)
    for status, number in ((Status.ATTENDED, came), (Status.MISSED, missed)):
        for _ in range(number):
            make_booking(session, status=status)
    for _ in range(given_back):
        make_booking(session, status=Status.CANCELLED, cancel_reason=CancelReason.WORKLOAD)
    return session


def asked(item, *, used: int, silent: int = 0, not_used: int = 0) -> None:
    """So many people learned it and were asked a month ago."""
    session = held(item, came=0, places=100)
    for answer, number in (("often", used), ("no", not_used), ("", silent)):
        for _ in range(number):
            booking = make_booking(session, status=Status.ATTENDED)
            answered = {"used": answer, "answered_at": timezone.now()} if answer else {}
            completion = make_completion(booking.person, item, cause=booking)
            make_follow_up(completion, due_on=clock.today() - timedelta(days=30), **answered)


# --- the way to each record ---


def test_several_records_are_counted_from_first_to_last_and_lead_to_each_of_them():
    account, item = make_account(Role.ACADEMY), make_item("Neglect")
    sessions = [make_session(item, starts_at=timezone.make_aware(datetime(2026, month, 8, 9))) for month in (5, 6, 7)]

    page = text_of(signed_in(account).get(reverse("thread", args=["catalogue.item", item.pk])))
    listed = signed_in(account).get(reverse("thread-records", args=["catalogue.item", item.pk, "booking.session"]))

    assert "Sessions May to July 2026 Three sessions" in page
    assert "Three of them are on this thread and yours to see." in text_of(listed)
    for session in sessions:
        assert f'href="{session.get_absolute_url()}"' in listed.content.decode()


def test_the_records_of_a_kind_are_a_file_too():
    item = make_item("Neglect")
    make_session(item)

    file = signed_in(make_account(Role.ACADEMY)).get(
        reverse("thread-records", args=["catalogue.item", item.pk, "booking.session"]) + "?format=csv"
    )

    assert b'"What","When"\r\n"Neglect, ' in file.getvalue()


def test_only_what_is_the_viewers_own_is_listed():
    amara = make_person("Amara")
    session = make_session()
    own = make_booking(session, amara)
    make_booking(session, make_person("Tom", "Beckett"))
    client = signed_in(make_account(Role.PRACTITIONER, person=amara))

    listed = client.get(reverse("thread-records", args=["booking.session", session.pk, "booking.booking"]))

    assert "One of them is on this thread" in text_of(listed)
    assert own.get_absolute_url() in listed.content.decode()
    assert "Beckett" not in listed.content.decode()


@pytest.mark.parametrize("other", ["booking.booking", "needs.need", "auth.group", "nothing", "booking.session"])
def test_a_list_of_what_is_not_there_or_not_theirs_is_a_page_that_is_not_there(other):
    session = make_session()
    make_booking(session, make_person("Tom", "Beckett"))
    client = signed_in(make_account(Role.PRACTITIONER, person=make_person("Amara")))
    wanted = 200 if other == "booking.session" else 404

    answer = client.get(reverse("thread-records", args=["booking.session", session.pk, other]))

    assert answer.status_code == wanted


def test_causes_and_effects_of_one_kind_are_lists_of_their_own():
    need = make_need("Weighing risk", make_signal(), make_signal("A case review says so", kind="case_review"))
    address = reverse("thread-records", args=["needs.need", need.pk, "needs.signal"])
    client = signed_in(make_account(Role.ACADEMY))
    thread = client.get(reverse("thread", args=["needs.need", need.pk])).content.decode()

    assert f'href="{address}?among=causes"' in thread
    assert "A case review says so" in text_of(client.get(f"{address}?among=causes"))
    assert client.get(address).status_code == 404


def test_a_list_and_a_thread_ask_as_much_for_three_records_as_for_two():
    account, item = make_account(Role.ACADEMY), make_item()
    for _ in range(2):
        make_booking(make_session(item))
    client = signed_in(account)
    addresses = [
        reverse("thread", args=["catalogue.item", item.pk]),
        *(
            reverse("thread-records", args=["catalogue.item", item.pk, kind])
            for kind in ("booking.session", "booking.booking")
        ),
    ]
    few = [_queries(client, address) for address in addresses]
    for _ in range(3):
        make_booking(make_session(item))

    assert [_queries(client, address) for address in addresses] == few


def _queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked_for:
        assert client.get(address).status_code == 200
    return len(asked_for)


# --- how records hang together ---


def test_branches_of_one_record_do_not_lead_to_each_other():
    finding = record_finding(SAID, sample=make_many(12, weak=4), found=4, of=12, risk=3, by=None)
    make_need("Weighing risk", Signal.objects.get())
    add_action("Show two examples", finding=finding, owner=make_person(), due_on=clock.today(), by=None)
    viewer = make_viewer(Role.ACADEMY)

    down = {one.kind: one.why for one in thread_of(viewer, finding).knots}
    up = {one.kind: one.why for one in thread_of(viewer, finding, is_reversed=True).knots}

    assert (down["Finding"], down["Need"]) == ("led to", "led to")
    assert sorted(down[kind] for kind in ("Signal", "Action", "Re-audit")) == ["and", "and", "led to"]
    assert (up["Sample"], up["Signal"]) == ("because of", "because of")
    assert sorted(up[kind] for kind in ("Action", "Re-audit", "Finding")).count("and") >= 1


def test_what_only_belongs_to_a_step_is_told_of_below():
    measure = make_measure(title="Audited cases good or better", shares=[(90, 187)] * 3)

    shown = thread_of(make_viewer(Role.ACADEMY), measure)

    assert [one.kind for one in shown.knots] == ["Measure"]
    assert [one.heading for one in shown.beside] == ["Three readings"]


def test_every_step_is_a_kind_of_record():
    for room, names in STEPS.items():
        for name in names:
            assert hasattr(apps.get_model(room, name), "scope_path")


# --- what is told of each kind ---


def test_a_finding_is_told_with_its_share_and_how_sure_that_is():
    many = record_finding(SAID, sample=make_many(40, weak=14), found=14, of=40, risk=3, by=None)

    shown = told(many)

    assert shown["Finding"].words == "14 of 40 audits."
    assert number_of(shown["Finding"]) == "35% 22% to 50%"
    assert shown["Signal"].words == "Audit finding. Risk: high."
    assert number_of(shown["Sample"]) == "40 cases"


def test_few_audits_are_told_without_a_percentage():
    few = record_finding(SAID, sample=make_many(9, weak=4), found=4, of=9, risk=3, by=None)

    assert (told(few)["Finding"].words, told(few)["Finding"].number) == ("4 of 9 audits.", "")


def test_a_loop_that_waits_for_its_re_audit_says_so_until_it_is_done():
    finding = record_finding(SAID, sample=make_many(40, weak=14), found=14, of=40, risk=3, by=None)
    Signal.objects.all().delete()
    viewer = make_viewer(Role.ACADEMY)
    waiting = thread_of(viewer, finding)
    ReAudit.objects.update(done_on=clock.today(), found=5, of=38)

    done = thread_of(viewer, finding)

    assert waiting.open_end.waits.startswith("The same is to be looked at again by ")
    assert done.open_end is None
    again = next(one for one in done.knots if one.kind == "Re-audit")
    assert again.words.startswith("5 of 38 audits. 22 in 100 fewer than the first time (3 to 39 fewer).")
    assert again.words.endswith("Two audits cannot show what made it so.")
    assert number_of(again) == "13% 6% to 27%"


def test_the_head_of_a_thread_says_in_short_what_was_found_and_what_was_seen_when_looked_at_again():
    finding = record_finding(SAID, sample=make_many(40, weak=14), found=14, of=40, risk=3, by=None)
    viewer = make_viewer(Role.ACADEMY)
    at_first = thread_of(viewer, finding).in_short
    ReAudit.objects.update(done_on=clock.today(), found=5, of=38)

    both = {thread_of(viewer, finding, is_reversed=turned).in_short for turned in (False, True)}

    assert at_first == ""
    assert both == {"14 of 40 audits showed it. Looked at again, it was 5 of 38."}


def test_a_need_is_told_with_its_place_its_signals_and_that_it_is_open():
    first, second = make_signal(), make_signal("A case review says so", kind="case_review")
    need = make_need("Weighing risk", first, second)

    shown = told(need)

    assert shown["Need"].words.startswith("Number 1 of 1 by urgency: ")
    assert number_of(shown["Need"]) == "2 signals"
    assert shown["Need"].waits == "The need is still open."
    assert shown["Signals"].words == "Case review: 1. Said by a person: 1."


def test_a_plan_item_tells_its_money_only_to_whoever_may_see_money():
    plan_item = make_plan_item("Weigh risk", places=120, owner_words="Head of the Academy")
    make_cost(plan_item, make_budget(), 8_000)
    make_session_of(make_commission(plan_item, provider="Northbank Training"))

    mine, theirs = told(plan_item), told(plan_item, Role.AUDITOR)

    assert "£8,000 planned" in mine["Plan item"].words
    assert "£" not in theirs["Plan item"].words
    assert number_of(theirs["Plan item"]) == "120 places"
    assert mine["Commission"].words == "Made and taught by Northbank Training."


def test_who_came_is_counted_for_whoever_reads_the_plan_and_places_for_everybody_else():
    item = make_item("Neglect")
    held(item, came=3, missed=1, given_back=2, places=12)

    academy, member, amara = (told(item, role)["Session"] for role in (Role.ACADEMY, Role.MEMBER, Role.PRACTITIONER))

    assert academy.words == "3 of 4 who had a place came. Two places were lost to workload."
    assert (member.words, number_of(member)) == ("3 of 4 who had a place came.", "3 people")
    assert (amara.words, amara.number) == ("4 of 12 places are taken.", "")


def test_bookings_and_completions_are_told_by_what_became_of_them():
    session = held(came=2, missed=1)
    [booking] = Booking.objects.filter(status=Status.MISSED)
    for one in Booking.objects.filter(status=Status.ATTENDED):
        make_completion(one.person, session.item, cause=one)

    shown = told(session)

    assert shown["Bookings"].words == "2 came, 1 did not come."
    assert number_of(shown["Completions"]) == "2 people"
    assert told(booking)["Booking"].words == "Did not come."


def test_a_member_reads_whether_it_was_used_and_no_name():
    item = make_item("Neglect")
    asked(item, used=30, not_used=10, silent=5)
    account = make_account(Role.MEMBER, person=make_person("Jean", "Holloway"))

    page = text_of(signed_in(account).get(reverse("thread", args=["catalogue.item", item.pk])))

    assert "45 people came. 30 of the 40 who answered used what they learned." in page
    assert "30 used it, of the 40 who answered. 45 were asked." in page
    assert "75%" in page
    assert "Amara" not in page
    assert told(item)["Follow ups"].words == "30 used it, of the 40 who answered. 45 were asked."


def test_a_few_answers_are_not_told_in_numbers():
    item = make_item("Neglect")
    asked(item, used=2)

    shown = told(item, Role.MEMBER)["Follow ups"]

    assert shown.number == ""
    assert "used it" not in shown.words


def test_an_answer_of_ones_own_is_told_in_its_words():
    amara = make_person("Amara")
    organisation = make_organisation()
    make_spell(amara, organisation=organisation)
    follow_up = make_follow_up(make_completion(amara), used="often", answered_at=timezone.now())
    account = make_account(Role.PRACTITIONER, person=amara, organisation=organisation)

    page = text_of(signed_in(account).get(reverse("thread", args=["surveys.followup", follow_up.pk])))

    assert "Yes, more than once." in page


def test_actions_are_told_by_how_much_is_done_and_by_when():
    finding = record_finding(SAID, sample=make_many(12, weak=4), found=4, of=12, risk=3, by=None)
    late = add_action("Show two examples", finding=finding, owner=make_person(), due_on=clock.today(), by=None)
    late.due_on = date(2026, 1, 5)
    late.save(update_fields=["due_on"])

    assert told(finding)["Action"].words == "Due by 5 January 2026. It is late."

    late.done_on, late.came_of_it = clock.today(), "Two examples hang on the wall."
    late.save(update_fields=["done_on", "came_of_it"])
    assert told(finding)["Action"].words == "Done."


def test_improvement_actions_and_measures_are_told_in_a_word():
    measure = make_measure(title="Audited cases good or better", shares=[(90, 187)] * 24)
    action = make_action("Put the guidance into use")
    other = make_complete("Train every team", priority=action.priority)
    for one in (action, other):
        one.measures.add(measure)

    shown = told(measure)

    assert shown["Improvement actions"].words == "One of two still to be done."
    assert shown["Measure"].words.startswith("48.1%.")
    assert told(action)["Improvement action"].words.startswith("In time, due ")


def test_an_item_is_told_by_what_it_is_and_a_signal_by_whom_it_is_about():
    item, signal = make_item("Neglect", summary="See it, name it."), make_signal(size=40)

    assert told(item)["Item"].words == "Course. See it, name it."
    assert (told(signal)["Signal"].words, number_of(told(signal)["Signal"])) == (
        "Said by a person. Risk: high.",
        "40 people",
    )
