"""The pages of improvement plans, committees' recommendations, the programme and its risks, as people read them."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from academy.core.models import ImportRun, Notice
from academy.improvement.actions import dates, programme
from academy.improvement.actions import plan_actions as actions
from academy.improvement.actions import recommendations as asked
from academy.improvement.jobs import remind_of_recommendations, tell_owners_what_is_late
from academy.improvement.models import (
    Benefit,
    ImprovementPlan,
    Outcome,
    PlanAction,
    Priority,
    ProgrammePhase,
    Recommendation,
    Risk,
)
from academy.improvement.rules.programme import ProgrammeRefused
from academy.improvement.rules.recommendations import RecommendationRefused
from academy.people.models import Spell
from academy.people.rules import Role
from academy.ui.dates import date_words
from tests.booking.cast import queries_of, text_of
from tests.builders import make_account, make_organisation, make_person, signed_in
from tests.improvement.planned import (
    days,
    make_action,
    make_benefit,
    make_complete,
    make_late,
    make_owner,
    make_phase,
    make_plan,
    make_priority,
    make_recommendation,
    make_risk,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def academy():
    return signed_in(make_account(Role.ACADEMY, person=make_person("Edna")))


@pytest.fixture
def member():
    return signed_in(make_account(Role.MEMBER, organisation=make_organisation()))


def typed(**said: object) -> dict[str, object]:
    return {name: date_words(value) if hasattr(value, "isoformat") else value for name, value in said.items()}


def page(client, name: str, *args: object, **said: str) -> str:
    return text_of(client.get(reverse(name, args=args), said))


def rows_of(client, address: str) -> list[dict[str, str]]:
    answer = client.get(f"{address}{'&' if '?' in address else '?'}format=csv")
    return list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_a_plan_is_begun_and_filled_on_its_pages(academy):
    owner = make_owner()
    assert "Begin a plan" in page(academy, "improvement")

    begun = academy.post(
        reverse("begin-improvement-plan"),
        typed(title="Weighed", board="Improvement Board", starts_on=days(-9), ends_on=days(300), embed_weeks=12),
    )
    plan = ImprovementPlan.objects.get()
    academy.post(reverse("add-priority", args=[plan.pk]), {"title": "Risk is weighed", "why": "It is not."})
    priority = Priority.objects.get()
    academy.post(reverse("add-outcome", args=[priority.pk]), {"said": "I am listened to", "known_by": "Audits"})
    given = academy.post(
        reverse("add-improvement-action", args=[priority.pk]),
        typed(title="Train", owner=owner.email, starts_on=days(0), due_on=days(30), outcome=Outcome.objects.get().pk),
    )

    action = PlanAction.objects.get()
    assert (begun.url, given.url) == (plan.get_absolute_url(), action.get_absolute_url())
    shown = page(academy, "improvement-priority", priority.pk)
    assert "“I am listened to”" in shown
    assert "How we shall know: Audits" in shown
    assert "Olu Adeyemi" in shown
    assert "Overseen by the Improvement Board" in page(academy, "improvement-plan", plan.pk)


def test_every_figure_of_a_plan_opens_to_the_very_actions_that_it_counts(member):
    plan = make_plan()
    priority = make_priority(plan=plan)
    for title in ("Agree the threshold", "Agree who decides"):
        make_late(title, priority=priority)
    dates.move_action(make_action(priority=priority), to=days(77), why="Two teams are short", by=None)
    make_complete(priority=priority)
    figures = member.get(f"/api/improvement/plans/{plan.pk}").json()["figures"]

    opened = [len(rows_of(member, one["opens_to"])) for one in figures if one["opens_to"]]

    assert opened == [one["value"] for one in figures if one["value"]] == [4, 2, 1, 1]
    assert [one["shown"] for one in figures] == [
        "4 actions",
        "2 late",
        "1 moved from the day first promised",
        "1 complete",
        "0 embedded",
    ]
    assert f'href="{figures[1]["opens_to"]}"' in member.get(reverse("improvement")).content.decode()


@pytest.mark.parametrize("missing", ["owner", "due_on"])
def test_without_somebody_or_a_day_nothing_is_saved(academy, missing):
    priority = make_priority()
    said = typed(title="Train", owner=make_owner().email, starts_on=days(0), due_on=days(30))
    del said[missing]

    answer = text_of(academy.post(reverse("add-improvement-action", args=[priority.pk]), said))

    assert "One thing to put right" in answer
    assert PlanAction.objects.count() == 0


def test_the_plan_says_what_is_late_what_moved_and_what_has_lasted(academy):
    plan = make_plan("Weighed")
    priority = make_priority(plan=plan)
    make_late("Agree the threshold", priority=priority, weeks=3)
    moved = make_action("Train every team", priority=priority)
    dates.move_action(moved, to=days(77), why="Two teams are short", by=None)
    make_complete("Ask so what", priority=priority)

    whole = page(academy, "improvement-plan", plan.pk)
    late = page(academy, "improvement-plan", plan.pk, show="late")

    assert "One of 3 actions is complete. None is shown to have lasted yet." in whole
    assert "Moved once: 3 weeks later than first promised" in whole
    assert "Complete, not yet embedded" in whole
    assert ("Agree the threshold" in late, "Train every team" in late) == (True, False)
    assert "One of 3 actions in “Weighed” is late." in page(academy, "improvement")
    assert "1 Olu Adeyemi" not in late
    assert "3 weeks late" in page(academy, "improvement-owners")


def test_an_action_shows_every_date_that_was_promised_and_what_is_in_its_way(academy):
    action = make_action("Train every team")
    dates.move_action(action, to=days(77), why="Two teams are short", by=None)
    dates.add_milestone("Half of them", due_on=days(20), action=action, by=None)
    actions.raise_blocker(action, "No room to train in", by=None)

    shown = page(academy, "improvement-action", action.pk)

    for words in ("Moved once: 3 weeks later", "Two teams are short", "No room to train in", "Half of them", "Held up"):
        assert words in shown
    assert f"first promised for {date_words(days(56))}" in academy.get(action.get_absolute_url()).content.decode()


def test_its_owner_does_everything_with_it_that_there_is_to_do():
    owner = make_owner()
    mine = signed_in(make_account(Role.PRACTITIONER, person=owner))
    action, other = make_action("Train", owner=owner), make_action("Another's")

    def send(name: str, **said: object) -> int:
        return mine.post(reverse(name, args=[action.pk]), typed(**said)).status_code

    steps = [
        send("begin-improvement-action"),
        send("add-milestone", title="Half", due_on=days(20)),
        send("move-improvement-action", to=days(70), why="Two teams are short"),
        send("add-blocker", said="No room"),
        send("add-evidence", said="Seen in audits", seen_on=days(0)),
        mine.post(reverse("clear-blocker", args=[action.blockers.get().pk]), {"how": "A room is found"}).status_code,
        mine.post(reverse("improvement-milestone", args=[action.milestones.get().pk]), typed(on=days(0))).status_code,
        send("complete-improvement-action", on=days(0), shown_by="All are trained"),
    ]

    assert steps == [302] * 8
    assert "Was in the way" in page(mine, "improvement-action", action.pk)
    assert "Reached" in page(mine, "improvement-action", action.pk)
    assert send("embed-improvement-action") == 409
    assert mine.get(other.get_absolute_url()).status_code == 404
    assert mine.get(reverse("change-improvement-action", args=[action.pk])).status_code == 404
    assert send("take-up-improvement-action", why="It stopped") == 302


def test_embedding_too_early_says_what_is_missing(academy):
    action = make_complete(weeks=2)

    answer = academy.post(reverse("embed-improvement-action", args=[action.pk]))

    assert answer.status_code == 409
    assert "no evidence yet that it has lasted" in text_of(answer)
    actions.add_evidence(action, "Seen again", seen_on=days(0), by=None)
    PlanAction.objects.filter(pk=action.pk).update(completed_on=days(-90))
    assert academy.post(reverse("embed-improvement-action", args=[action.pk])).status_code == 302
    assert "Embedded: complete on" in page(academy, "improvement-action", action.pk)


def test_a_member_reads_who_answers_by_their_job_and_changes_nothing(academy, member):
    action = make_action(owner_words="Head of service")

    theirs, ours = (page(client, "improvement-action", action.pk) for client in (member, academy))

    assert "Olu Adeyemi" in ours
    assert "Olu Adeyemi" not in theirs
    assert "Head of service" in theirs
    assert "Olu Adeyemi" not in page(member, "improvement-plan", action.priority.plan.pk)
    assert member.post(reverse("begin-improvement-action", args=[action.pk])).status_code == 404
    downloaded = member.get(action.priority.plan.get_absolute_url(), {"format": "csv"})
    assert b"Olu" not in b"".join(downloaded) if downloaded.streaming else b"Olu" not in downloaded.content


def test_the_page_of_a_plan_asks_the_same_number_of_questions_however_long_it_is(academy):
    plan = make_plan()
    priority = make_priority(plan=plan)
    make_late("One", priority=priority)
    address = plan.get_absolute_url()
    few = queries_of(lambda: academy.get(address))
    for number in range(4):
        make_action(f"More {number}", priority=make_priority(f"Priority {number}", plan=plan))

    assert queries_of(lambda: academy.get(address)) == few


def test_a_recommendation_is_answered_in_time_and_followed_until_it_is_done(academy, member):
    owner = make_owner()
    academy.post(
        reverse("add-recommendation"),
        typed(
            committee="Select Committee",
            said="Report the measures",
            made_on=days(-9),
            respond_by=days(9),
            owner=owner.email,
        ),
    )
    found = Recommendation.objects.get()
    assert Notice.objects.get(to=owner.email).subject.startswith("For you to answer by")
    academy.post(reverse("move-recommendation", args=[found.pk]), typed(to=days(20), why="The committee agreed"))

    answered = academy.post(
        reverse("answer-recommendation", args=[found.pk]), typed(answer="accepted", words="Every quarter", on=days(0))
    )
    shown = page(member, "recommendation", found.pk)

    assert answered.url == found.get_absolute_url()
    assert "Answered in time" in shown
    assert "Moved once: 11 days later" in shown
    assert "The committee agreed" in shown
    academy.post(reverse("finish-recommendation", args=[found.pk]), typed(words="The first is out", on=days(0)))
    assert "Done" in page(member, "recommendations")
    with pytest.raises(RecommendationRefused):
        asked.answer_recommendation(found, answer="partly", words="Less", on=days(0), by=None)


def test_an_answer_that_is_late_says_so(academy):
    make_recommendation("Late", respond_by=days(-1))
    make_recommendation("In time")

    shown = page(academy, "recommendations", show="late")

    assert "One answer is late." in shown
    assert "Late" in shown
    assert "In time" not in shown
    with pytest.raises(RecommendationRefused, match="Answer it first"):
        asked.finish_recommendation(Recommendation.objects.first(), words="Done", on=days(0), by=None)


def test_the_programme_shows_its_phases_its_launch_and_its_benefits(academy, member):
    owner = make_owner()
    academy.post(
        reverse("add-phase"), typed(title="Build", starts_on=days(-30), ends_on=days(30), owner=owner.email, words="")
    )
    phase = ProgrammePhase.objects.get()
    academy.post(
        reverse("add-phase-milestone", args=[phase.pk]), typed(title="Doors open", due_on=days(9), is_launch="on")
    )
    academy.post(
        reverse("add-benefit"), typed(title="Fewer leave", expected="Under 12", due_on=days(99), owner=owner.email)
    )
    benefit = Benefit.objects.get()

    shown = page(member, "programme")

    assert f"The launch is planned for {date_words(days(9))}" in shown
    assert "Fewer leave" in shown
    assert "To be seen" in shown
    assert academy.post(reverse("end-phase", args=[phase.pk])).status_code == 409
    dates.reach_milestone(phase.milestones.get(), on=days(0), by=None)
    assert academy.post(reverse("end-phase", args=[phase.pk])).status_code == 302
    academy.post(reverse("see-benefit", args=[benefit.pk]), typed(on=days(0), words="Eleven in a hundred"))
    assert "Eleven in a hundred" in page(member, "benefit", benefit.pk)
    assert "Launch" in page(member, "programme-phase", phase.pk)
    academy.post(
        reverse("change-phase", args=[phase.pk]),
        typed(title="Built", starts_on=days(-30), ends_on=days(40), owner=owner.email, words=""),
    )
    assert ProgrammePhase.objects.get().title == "Built"
    with pytest.raises(ProgrammeRefused):
        programme.end_phase(phase, by=None)


def test_a_milestone_of_a_phase_moves_with_a_reason(academy):
    milestone = dates.add_milestone("Doors open", due_on=days(9), phase=make_phase(), by=None)

    academy.post(reverse("move-milestone", args=[milestone.pk]), typed(to=days(16), why="The room is not ready"))

    shown = page(academy, "improvement-milestone", milestone.pk)
    assert "Moved once: 7 days later than first promised" in shown
    assert "The room is not ready" in shown


def test_a_risk_is_looked_at_again_and_every_judgement_is_kept(academy):
    owner = make_owner()
    academy.post(
        reverse("add-plan-risk"),
        typed(
            title="Trainers leave", likelihood=3, harm=4, against_it="Two for each", owner=owner.email,
            review_on=days(30), plan=make_plan().pk,
        ),
    )  # fmt: skip
    risk = Risk.objects.get()
    academy.post(
        reverse("review-plan-risk", args=[risk.pk]),
        typed(said="One has left", likelihood=4, harm=4, review_on=days(60)),
    )

    shown = page(academy, "plan-risk", risk.pk)

    assert "Has grown since the time before." in shown
    assert "One has left" in shown
    assert "High" in shown
    academy.post(reverse("close-plan-risk", args=[risk.pk]), {"why": "All are permanent"})
    assert "None is open" in page(academy, "plan-risks")
    assert "All are permanent" in page(academy, "plan-risk", risk.pk)


def test_owners_hear_once_a_week_what_is_late_and_whoever_has_left_hears_nothing():
    owner, gone = make_owner(), make_owner("Gone", "Away")
    for title in ("One", "Two"):
        make_late(title, owner=owner)
    make_late("Theirs", owner=gone)
    make_recommendation(respond_by=days(10))
    Spell.objects.filter(person=gone).update(ended_on=days(-1))

    said = [tell_owners_what_is_late(), tell_owners_what_is_late(), remind_of_recommendations()]

    assert said == [
        "Told of what is late: 1.",
        "Told of what is late: 0.",
        "Reminded of recommendations to answer: 1.",
    ]
    notice = Notice.objects.get(key__startswith="improvement-late:")
    assert (notice.to, notice.subject) == (owner.email, "2 actions of yours are late")
    assert "One" in notice.body
    assert "Two" in notice.body


def test_what_is_theirs_waits_on_their_home_page():
    owner = make_owner()
    make_late("Agree the threshold", owner=owner)
    mine = signed_in(make_account(Role.PRACTITIONER, person=owner))

    assert "Agree the threshold" in page(mine, "home")


def test_machines_read_a_plan_within_the_same_reach(academy, member):
    action = make_action("Train", owner_words="Head of service")
    make_recommendation("Report")
    address = f"/api/improvement/plans/{action.priority.plan_id}"

    ours, theirs = academy.get(address).json(), member.get(address).json()

    [read] = theirs["priorities"][0]["actions"]
    assert (read["code"], read["owner"], read["stands"], read["times_moved"]) == (
        "1.1",
        "Head of service",
        "In time",
        0,
    )
    assert ours["priorities"][0]["actions"][0]["owner"].startswith("Olu Adeyemi")
    assert [one["said"] for one in member.get("/api/improvement/recommendations").json()] == ["Report"]
    assert [one["id"] for one in member.get("/api/improvement/plans").json()] == [action.priority.plan_id]


def test_empty_pages_say_what_will_stand_there(academy, member):
    for name in ("improvement", "recommendations", "programme", "plan-risks", "improvement-owners"):
        assert academy.get(reverse(name)).status_code == 200
    assert "It appears here when somebody begins one" in page(member, "improvement")
    assert "Begin a plan first" in page(academy, "plan-files")
    assert ImportRun.objects.count() == 0
    assert make_benefit()
    assert make_risk()
