"""What waits for whom: at most seven things, each with one action, the most pressing first."""

from django.urls import reverse

from academy.booking import queries as booking
from academy.booking.models import Session
from academy.core.exports import Status
from academy.core.models import ImportRun, Job
from academy.elearning.queries import Player
from academy.home.queries.audits import concerns, from_audits, own_actions
from academy.home.queries.charges import charged_lately, to_be_billed
from academy.home.queries.currency import to_look_at
from academy.home.queries.exemptions import exemptions_wanted
from academy.home.queries.first_steps import to_set_up
from academy.home.queries.impact import partner_survey, to_talk_about
from academy.home.queries.improvement import own_improvement, to_keep_moving
from academy.home.queries.learning import cpd_piece, handed_back, names_wanted
from academy.home.queries.lessons import half_way, lessons_for
from academy.home.queries.messages import set_aside
from academy.home.queries.packs import new_pack, pack_to_approve, pack_to_write
from academy.home.queries.plan import over_its_budget
from academy.home.queries.practice import to_read
from academy.home.queries.promises import promises
from academy.home.queries.registers import places_lost, today
from academy.home.queries.scores import scores_begun, scores_to_confirm
from academy.home.queries.signals import needs_to_plan, signals_to_weigh
from academy.home.queries.supervision import review_actions, supervision_overdue
from academy.home.queries.thing import Thing
from academy.home.queries.waiting import (
    AUDIT_ACTIONS,
    CONCERNS,
    GUIDES,
    HANDED_BACK,
    IMPROVEMENT,
    LESSONS,
    PARTNER_SURVEY,
    REGISTERS,
    REVIEW_ACTIONS,
    SCORES,
    what_waits,
)
from academy.needs import queries as needs
from academy.needs.rules import State
from academy.people import queries as people
from academy.people.models import Organisation
from academy.people.rules import Role
from academy.people.scope import TheAuthority, Viewer
from academy.privacy import queries as privacy
from academy.records.queries import COUNTERSIGN, CpdYear
from academy.surveys import queries as surveys
from academy.ui.dates import date_words
from academy.ui.templatetags.academy import in_words

SHOWN = 7
AS_ASKED = ("pk", "completion__item__title", "completion__completed_on")


def things_to_do(viewer: Viewer, year: CpdYear | None = None) -> list[Thing]:
    """`year` is the viewer’s own, where the page has asked for it already."""
    waits = what_waits(viewer)
    things: list[Thing] = concerns(viewer) if CONCERNS in waits else []
    things += new_pack(viewer) if Role.MEMBER in viewer.roles else []
    things += pack_to_approve(viewer) if viewer.may("publish packs") else []
    things += today(viewer) if REGISTERS in waits else []
    things += (own_actions(viewer) if AUDIT_ACTIONS in waits else []) + from_audits(viewer)
    if viewer.person:
        asked = _own_gaps(viewer)
        begun = half_way(viewer) if LESSONS in waits else []
        begun = [one for one in begun if one.action_url not in {gap.action_url for gap in asked}]
        things += _own_follow_ups(viewer) + asked + begun + cpd_piece(viewer, year)
        things += handed_back(viewer) if HANDED_BACK in waits else []
        things += scores_begun(viewer) if SCORES in waits else []
        things += to_read(viewer) if GUIDES in waits else []
        things += review_actions(viewer) if REVIEW_ACTIONS in waits else []
        things += own_improvement(viewer) if IMPROVEMENT in waits else []
        things += partner_survey(viewer) if PARTNER_SURVEY in waits else []
    if viewer.may(COUNTERSIGN):
        things += names_wanted(viewer)
    if viewer.may("sign exemptions"):
        things += exemptions_wanted(viewer)
    if Role.MANAGER in viewer.roles:
        things += scores_to_confirm(viewer) + _teams(viewer) + supervision_overdue(viewer)
        things += to_talk_about(viewer)
    if Role.TRAINING_LEAD in viewer.roles:
        things += _requests(viewer) + _organisations(viewer) + to_look_at(viewer) + charged_lately(viewer)
    if Role.ACADEMY in viewer.roles:
        things += _academys(viewer)
    if viewer.may("approve bookings"):
        things += _approvals(viewer)
    if viewer.may("keep the plan"):
        things += over_its_budget(viewer)
    if viewer.may("keep the improvement plan"):
        things += to_keep_moving(viewer)
    things += pack_to_write(viewer) if viewer.may("write packs") else []
    if viewer.may("keep experts"):
        things += promises(viewer)
    if viewer.may("check the trail"):
        things += _broken_trail()
    return things


def _approvals(viewer: Viewer) -> list[Thing]:
    """First of all for a manager: a place is kept meanwhile, and not for ever."""
    waiting = booking.waiting_for(viewer).count()
    if not waiting:
        return []
    return [
        Thing(
            heading=f"{_people(waiting)} {'waits' if waiting == 1 else 'wait'} for your approval",
            why="Their places are kept for a few working days. One tap each, or all at once.",
            action_words="Approve or decline",
            action_about="what people booked",
            action_url=reverse("approvals"),
        )
    ]


def _wanted() -> list[Thing]:
    """Enough people asked for something that has no date."""
    return [
        Thing(
            heading=f"{in_words(one.people).capitalize()} people want {one.item.title}",
            why="They asked to be told of the next date, and none is planned.",
            action_words="Plan a session",
            action_about=f"of {one.item.title}",
            action_url=f"{reverse('schedule-session')}?item={one.item.pk}",
        )
        for one in booking.wanted(TheAuthority())
        if one.is_enough
    ][:2]


def _own_follow_ups(viewer: Viewer) -> list[Thing]:
    return [
        Thing(
            heading=f"How did you use {title}?",
            why=f"Two taps. You finished it on {date_words(completed_on)}, three months ago.",
            action_words="Answer",
            action_about=f"about {title}",
            action_url=reverse("own-follow-up", args=[pk]),
        )
        for pk, title, completed_on in surveys.waiting_for_learner(viewer).values_list(*AS_ASKED)[:3]
    ]


def _own_gaps(viewer: Viewer) -> list[Thing]:
    gaps = [gap for gap in needs.gaps(viewer, on=viewer.on, person=viewer.person) if gap.state is not State.BOOKED]
    dates = booking.next_sessions([gap.item_id for gap in gaps[:SHOWN]], on=viewer.on) if gaps else {}
    lessons = lessons_for(viewer, [gap.item_id for gap in gaps if gap.is_own_time])
    return [_gap(gap, dates.get(gap.item_id, []), lessons.get(gap.item_id)) for gap in gaps]


def _gap(gap: needs.Gap, dates: list[Session], lesson: Player | None) -> Thing:
    words, address = _way_in(gap, dates, lesson)
    return Thing(
        heading=gap.title,
        why=_reason(gap) if gap.is_own_time else f"{_reason(gap)} {_dates(dates)}",
        tag=gap.status,
        action_words=words,
        action_about=f"for {gap.title}",
        action_url=address,
    )


def _way_in(gap: needs.Gap, dates: list[Session], lesson: Player | None) -> tuple[str, str]:
    """Start or go on, where it is a lesson here; else the next date with a place free, which is two taps away."""
    if lesson is not None:
        return lesson.action, lesson.url
    if gap.is_own_time:
        return "Open it", gap.address
    for session in dates:
        if session.free > 0:
            cause = f"?because=needs.requirement:{gap.requirement_id}"
            return f"Book {date_words(session.on).rsplit(' ', 1)[0]}", reverse("book", args=[session.pk]) + cause
    return "Choose a date", gap.address


def _reason(gap: needs.Gap) -> str:
    """Why it is asked of them: the rule's own words, and how long it lasts."""
    if gap.last_on and gap.due_on and gap.is_overdue:
        return f"Ran out on {date_words(gap.due_on)}. {gap.why}".strip()
    return gap.why or f"Everybody in your post needs it: {gap.role}."


def _dates(sessions: list[Session]) -> str:
    days = [date_words(session.starts_at.date()).rsplit(" ", 1)[0] for session in sessions]
    if not days:
        return "No dates yet."
    return f"Next date: {days[0]}." if len(days) == 1 else f"Next dates: {' and '.join(days)}."


def _teams(viewer: Viewer) -> list[Thing]:
    things = []
    asked = surveys.waiting_for_manager(viewer).count()
    if asked:
        things.append(
            Thing(
                heading="Have you seen your team use what they learned?",
                why=f"{_people(asked)} finished three months ago. One tap each.",
                action_words="Say what you saw",
                action_url=reverse("follow-ups"),
            )
        )
    team = needs.gaps(viewer, on=viewer.on, line_manager=viewer.person)
    overdue = len({gap.person_id for gap in team if gap.is_overdue})
    if overdue:
        things.append(
            Thing(
                heading=f"{_people(overdue)} in your team {'is' if overdue == 1 else 'are'} overdue",
                why="See what each needs, and book for them.",
                action_words="Open my team",
                action_url=reverse("my-team"),
            )
        )
    return things + places_lost(viewer)


def _organisations(viewer: Viewer) -> list[Thing]:
    return _overdue_people(viewer) + places_lost(viewer)


def _overdue_people(viewer: Viewer) -> list[Thing]:
    counted = needs.lately(viewer) or needs.gap_counts(viewer, on=viewer.on).everybody
    overdue = counted.overdue_people
    if not overdue:
        return []
    return [
        Thing(
            heading=f"{_people(overdue)} you look after {'is' if overdue == 1 else 'are'} overdue",
            why="By requirement and by person, with a file to download.",
            action_words="See the gaps",
            action_url=reverse("gaps"),
        )
    ]


def _requests(viewer: Viewer) -> list[Thing]:
    """People who asked for an account: they wait for a yes or a no."""
    waiting = people.requests_waiting(viewer).count()
    if not waiting:
        return []
    return [
        Thing(
            heading=f"{_people(waiting)} {'asks' if waiting == 1 else 'ask'} for an account",
            why="They say that they work with you. Nothing is made before you answer.",
            action_words="Answer",
            action_about="who asks for an account",
            action_url=reverse("account-requests"),
        )
    ]


def _academys(viewer: Viewer) -> list[Thing]:
    things = (
        to_set_up(viewer)
        + _partners(viewer)
        + _wanted()
        + to_look_at(viewer)
        + signals_to_weigh(viewer)
        + needs_to_plan(viewer)
    )
    for run in ImportRun.objects.filter(spec="workforce", stage=ImportRun.Stage.CHECKED).order_by("-started_at")[:3]:
        things.append(
            Thing(
                heading=f"{run.file_name} is checked and not saved",
                why=f"{run.rows:,} rows, sent by {run.by_name}. Nothing has been saved yet.",
                action_words="Check it",
                action_url=reverse("import-run", args=[run.pk]),
            )
        )
    things += set_aside(viewer) + to_be_billed(viewer)
    parked = Job.objects.filter(parked_at__isnull=False).count()
    if parked:
        things.append(
            Thing(
                heading=f"{in_words(parked).capitalize()} job{'' if parked == 1 else 's'} failed",
                why="They were tried several times. Tell whoever looks after the server.",
                action_words="What to do",
                action_url=reverse("help") + "#failed",
                tag=Status("Needs help", "late"),
            )
        )
    return things


def _partners(viewer: Viewer) -> list[Thing]:
    """C18: who could soon be left with nobody who can act, and with whom nothing is agreed."""
    things = []
    if short := people.few_leads(viewer):
        things.append(
            Thing(
                heading=f"{_those(short)} fewer than two training leads",
                why="When the only one leaves, nobody there can book, approve or answer.",
                action_words="See which",
                action_about="organisations need training leads",
                action_url=reverse("organisations") + "?show=few-leads",
            )
        )
    if silent := people.without_agreement(viewer):
        things.append(
            Thing(
                heading=f"{_those(silent)} no sharing agreement",
                why="You see counts there, and nobody’s learning record, until one is written down.",
                action_words="See which",
                action_about="organisations need an agreement",
                action_url=reverse("organisations") + "?show=no-agreement",
            )
        )
    return things


def _those(organisations: list[Organisation]) -> str:
    """One is named, several are counted."""
    if len(organisations) == 1:
        return f"{organisations[0]} has"
    return f"{in_words(len(organisations)).capitalize()} organisations have"


def _broken_trail() -> list[Thing]:
    last = privacy.last_check()
    if last is None or last.is_whole:
        return []
    return [
        Thing(
            heading="The trail is broken",
            why=f"Entry {last.first_broken} was changed, or what stood before it is gone.",
            action_words="See where",
            action_url=reverse("chain"),
            tag=Status("Needs help", "late"),
        )
    ]


def _people(number: int) -> str:
    return "One person" if number == 1 else f"{number:,} people"
