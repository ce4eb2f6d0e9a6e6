"""What may be done with an improvement plan, and what is refused."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from academy.core.append_only import unprotect
from academy.core.models import Entry, Notice
from academy.improvement.actions import dates, plans
from academy.improvement.actions import plan_actions as actions
from academy.improvement.models import Evidence, MovedDate, PlanAction
from academy.improvement.queries import plans as queries
from academy.improvement.rules.plans import (
    ActionStanding,
    ActionState,
    PlanRefused,
    Slip,
    lateness_words,
    span_words,
    standing,
)
from academy.people.models import Spell
from academy.people.rules import Role
from academy.people.scope import TheAuthority
from tests.builders import LONG_AGO, make_account, make_person, make_spell
from tests.improvement.planned import (
    days,
    make_action,
    make_complete,
    make_late,
    make_owner,
    make_plan,
    make_priority,
)

ON = date(2026, 11, 10)


class Inside:
    """As a schema editor, within the transaction of a test."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize(
    ("state", "due_on", "is_blocked", "expected"),
    [
        ("not_started", date(2026, 11, 9), False, ActionStanding.LATE),
        ("under_way", date(2026, 11, 9), True, ActionStanding.LATE),
        ("under_way", date(2026, 12, 30), True, ActionStanding.BLOCKED),
        ("under_way", date(2026, 11, 10), False, ActionStanding.DUE_SOON),
        ("under_way", date(2026, 11, 24), False, ActionStanding.DUE_SOON),
        ("under_way", date(2026, 11, 25), False, ActionStanding.ON_TIME),
        ("complete", date(2026, 1, 1), False, ActionStanding.TO_EMBED),
        ("embedded", date(2026, 1, 1), False, ActionStanding.EMBEDDED),
    ],
)
def test_how_an_action_stands_is_told_from_its_dates(state, due_on, is_blocked, expected):
    assert standing(state=state, due_on=due_on, is_blocked=is_blocked, on=ON) == expected


@pytest.mark.parametrize(
    ("now_on", "moves", "words"),
    [
        (ON, 0, "Never moved"),
        (date(2026, 11, 15), 1, "Moved once: 5 days later than first promised"),
        (date(2027, 1, 26), 2, "Moved twice: 11 weeks later than first promised"),
        (date(2026, 10, 27), 3, "Moved 3 times: 2 weeks earlier than first promised"),
        (ON, 2, "Moved twice, and back to the day first promised"),
    ],
)
def test_slippage_is_said_in_words(now_on, moves, words):
    assert Slip(ON, now_on, moves).words == words


@pytest.mark.parametrize(("number", "words"), [(1, "1 day"), (13, "13 days"), (14, "2 weeks"), (80, "11 weeks")])
def test_spans_are_days_and_then_weeks(number, words):
    assert span_words(number) == words
    assert lateness_words(ON, on=ON) == ""


@pytest.mark.django_db
def test_nothing_is_saved_without_somebody_and_a_day_and_the_database_says_so_too():
    priority, owner = make_priority(), make_owner()

    for said in ({"owner": None, "due_on": days(9)}, {"owner": owner, "due_on": None}):
        with pytest.raises(PlanRefused):
            actions.add_action(priority, "Train", by=None, **said)
    whole = {"priority": priority, "number": 1, "title": "Train", "starts_on": ON, "made_at": priority.made_at}
    for missing in ({"due_on": ON, "first_due_on": ON}, {"owner": owner, "first_due_on": ON}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanAction.objects.create(**whole, **missing)
    assert PlanAction.objects.count() == 0


@pytest.mark.django_db
def test_somebody_who_has_left_is_given_nothing():
    gone = make_person("Gone", email="gone@weyshire.example")
    make_spell(gone, started_on=LONG_AGO, ended_on=days(-1))

    with pytest.raises(PlanRefused, match="does not work here any more"):
        make_action(owner=gone)


@pytest.mark.django_db
def test_whoever_is_given_an_action_is_told_once_and_it_is_in_the_trail():
    owner = make_owner()

    action = make_action("Agree the threshold", owner=owner)

    notice = Notice.objects.get(to=owner.email)
    assert notice.subject.startswith("For you to do by")
    assert "Agree the threshold" in notice.subject
    assert action.get_absolute_url() in notice.body
    entry = Entry.objects.get(verb="gave somebody an action")
    assert ("people.person", owner.pk) in [(one.subject_type, one.subject_id) for one in entry.about.all()]


@pytest.mark.django_db
def test_a_moved_date_keeps_the_old_one_and_the_reason_and_its_sponsor_is_told():
    sponsor = make_owner("Miriam", "Levy")
    action = make_action(sponsor=sponsor)
    first_on = action.due_on

    dates.move_action(action, to=days(80), why="Health asked for time", by=None)
    moved = dates.move_action(action, to=days(90), why="The board met later", by=None)

    action.refresh_from_db()
    assert [(one.was_on, one.now_on, one.why) for one in action.moved.all()] == [
        (first_on, days(80), "Health asked for time"),
        (days(80), days(90), "The board met later"),
    ]
    assert (action.first_due_on, action.due_on) == (first_on, days(90))
    assert "The board met later" in Notice.objects.get(key=f"moved-date:{moved.pk}").body
    assert queries.line_of(action, on=days(0)).slip.words == "Moved twice: 4 weeks later than first promised"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("to", "why", "words"), [(56, "Why", "already"), (-1, "Why", "day to come"), (70, "  ", "Say why")]
)
def test_a_date_does_not_move_to_the_past_nor_without_a_reason(to, why, words):
    action = make_action()

    with pytest.raises(PlanRefused, match=words):
        dates.move_action(action, to=days(to), why=why, by=None)
    assert MovedDate.objects.count() == 0


@pytest.mark.django_db
def test_the_database_itself_refuses_to_change_a_date_that_was_promised():
    moved = dates.move_action(make_action(), to=days(80), why="Why", by=None)

    for statement in (MovedDate.objects.filter(pk=moved.pk).update, MovedDate.objects.filter(pk=moved.pk).delete):
        said = {"why": "Nothing happened"} if statement.__name__ == "update" else {}
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            statement(**said)
    moved.refresh_from_db()
    assert moved.why == "Why"


@pytest.mark.django_db
def test_what_was_promised_could_be_rewritten_were_it_not_for_that():
    """The control of the test above: with the protection off, the same statement goes through."""
    moved = dates.move_action(make_action(), to=days(80), why="Why", by=None)
    unprotect(Inside(), MovedDate._meta.db_table)

    MovedDate.objects.filter(pk=moved.pk).update(why="Nothing happened")

    moved.refresh_from_db()
    assert moved.why == "Nothing happened"


@pytest.mark.django_db
def test_complete_takes_something_that_shows_it_and_a_day_that_is_not_to_come():
    action = make_action()

    for said in (
        {"on": days(1), "shown_by": "Done"},
        {"on": days(-200), "shown_by": "Done"},
        {"on": days(0), "shown_by": " "},
    ):
        with pytest.raises(PlanRefused):
            actions.complete_action(action, **said, by=None)
    done = actions.complete_action(action, on=days(-2), shown_by="In use in six teams.", by=None)

    assert (done.state, done.completed_on) == (ActionState.COMPLETE, days(-2))
    assert Evidence.objects.get().said == "In use in six teams."
    with pytest.raises(PlanRefused, match="already"):
        actions.complete_action(action, on=days(0), shown_by="Again", by=None)


@pytest.mark.django_db
def test_embedded_takes_evidence_seen_weeks_later_and_a_second_person():
    first, second = (make_account(Role.ACADEMY, person=make_person(name)) for name in ("Dan", "Edna"))
    action = make_complete(by=first, weeks=14)

    with pytest.raises(PlanRefused, match="no evidence yet that it has lasted"):
        actions.embed_action(action, by=second)
    actions.add_evidence(action, "Too soon", seen_on=days(-7 * 3), by=None)
    with pytest.raises(PlanRefused, match="no evidence yet"):
        actions.embed_action(action, by=second)
    actions.add_evidence(action, "Seen again in audits", seen_on=days(-7), by=None)
    with pytest.raises(PlanRefused, match="Somebody else"):
        actions.embed_action(action, by=first)
    embedded = actions.embed_action(action, by=second)

    assert (embedded.state, embedded.embedded_on, embedded.embedded_by) == ("embedded", days(0), second)


@pytest.mark.django_db
def test_who_owns_an_action_does_not_say_that_it_has_lasted():
    owner = make_owner()
    account = make_account(Role.ACADEMY, person=owner)
    action = make_complete(owner=owner)
    actions.add_evidence(action, "Seen again", seen_on=days(-1), by=None)

    with pytest.raises(PlanRefused, match="Somebody else"):
        actions.embed_action(action, by=account)


@pytest.mark.django_db
def test_the_database_refuses_that_one_person_completes_and_embeds():
    account = make_account(Role.ACADEMY)
    action = make_complete(by=account)

    with pytest.raises(IntegrityError), transaction.atomic():
        PlanAction.objects.filter(pk=action.pk).update(state="embedded", embedded_on=days(0), embedded_by=account)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanAction.objects.filter(pk=action.pk).update(state="embedded", embedded_on=action.completed_on)


@pytest.mark.django_db
def test_what_did_not_last_is_taken_up_again_and_the_trail_keeps_that_it_was_complete():
    action = make_complete()

    again = actions.take_up_action(action, why="Two teams stopped", by=None)

    assert (again.state, again.completed_on, again.completed_by) == ("under_way", None, None)
    assert list(Entry.objects.filter(verb__in=["completed", "took up again"]).values_list("verb", flat=True)) == [
        "completed",
        "took up again",
    ]


@pytest.mark.django_db
def test_whoever_stands_behind_an_action_hears_what_is_in_its_way():
    sponsor = make_owner("Miriam", "Levy")
    action = make_action(sponsor=sponsor)

    blocker = actions.raise_blocker(action, "Two teams are short", by=None)

    assert Notice.objects.get(to=sponsor.email, key=f"blocker:{blocker.pk}").body.startswith("Two teams are short")
    assert queries.line_of(action, on=days(0)).standing == ActionStanding.BLOCKED
    with pytest.raises(PlanRefused, match="Say how"):
        actions.clear_blocker(blocker, how=" ", by=None)
    actions.clear_blocker(blocker, how="Cover is paid", by=None)
    assert queries.line_of(action, on=days(0)).standing == ActionStanding.ON_TIME


@pytest.mark.django_db
def test_nothing_in_a_closed_plan_changes():
    action = make_action()
    plans.close_plan(action.priority.plan, by=None)

    for attempt in (
        lambda: actions.begin_action(action, by=None),
        lambda: dates.move_action(action, to=days(80), why="Why", by=None),
        lambda: plans.add_priority(action.priority.plan, "Another", by=None),
        lambda: actions.add_evidence(action, "Seen", seen_on=days(0), by=None),
    ):
        with pytest.raises(PlanRefused, match="is closed"):
            attempt()


@pytest.mark.django_db
def test_milestones_come_before_the_action_and_move_with_a_reason():
    action = make_action()
    with pytest.raises(PlanRefused, match="before the action"):
        dates.add_milestone("Too late", due_on=days(57), action=action, by=None)
    milestone = dates.add_milestone("A draft", due_on=days(20), action=action, by=None)

    dates.move_milestone(milestone, to=days(30), why="Illness", by=None)
    with pytest.raises(PlanRefused):
        dates.reach_milestone(milestone, on=days(1), by=None)
    reached = dates.reach_milestone(milestone, on=days(0), by=None)

    assert (reached.first_due_on, reached.due_on, reached.reached_on) == (days(20), days(30), days(0))
    with pytest.raises(PlanRefused, match="reached already"):
        dates.move_milestone(milestone, to=days(40), why="Illness", by=None)


@pytest.mark.django_db
def test_late_actions_are_gathered_by_who_sees_to_them_the_most_first():
    olu, ada = make_owner(), make_owner("Ada", "Bell")
    plan = make_plan()
    priority = make_priority(plan=plan)
    make_late("One", owner=ada, priority=priority)
    make_late("Two", owner=olu, priority=priority, weeks=2)
    make_late("Three", owner=olu, priority=priority, weeks=9)
    make_action("In time", owner=ada, priority=priority)

    owing = queries.overdue_by_owner(TheAuthority(), on=days(0))

    assert [(one.owner, [line.action.title for line in one.lines]) for one in owing] == [
        (olu, ["Three", "Two"]),
        (ada, ["One"]),
    ]


@pytest.mark.django_db
def test_what_somebody_who_has_left_saw_to_needs_somebody_else():
    gone = make_owner()
    action = make_action(owner=gone)
    Spell.objects.filter(person=gone).update(ended_on=days(-1))
    of = queries.whole(TheAuthority(), action.priority.plan, on=days(0))

    assert [line.action for line in of.ownerless] == [action]
    new = make_owner("Ada", "Bell")
    changed = actions.change_action(action, owner=new, by=None)
    assert (changed.owner, changed.owner_words != "") == (new, True)
    assert Notice.objects.filter(to=new.email, key=f"improvement-action:{action.pk}:{new.pk}").exists()
