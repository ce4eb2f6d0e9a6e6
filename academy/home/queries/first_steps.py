"""From an empty Academy to its first pack: each step looks for itself whether it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from academy.audits.models import ToolVersion
from academy.booking.models import Session
from academy.catalogue.models import Item
from academy.home.queries.thing import Thing
from academy.improvement.models import Measure, PackVersion, Reading
from academy.needs.models import Requirement
from academy.people import queries as people
from academy.people.models import Organisation, Spell
from academy.people.scope import Viewer
from academy.ui.templatetags.academy import in_words


@dataclass(frozen=True)
class Found:
    """What a step found: done or not, in a sentence with its numbers."""

    is_done: bool
    words: str


@dataclass(frozen=True)
class Step:
    number: int
    title: str
    why: str
    found: Found
    address: str
    action_words: str
    is_next: bool = False


def first_steps(viewer: Viewer) -> list[Step]:
    found = [
        Step(number, title, why, look(viewer), reverse(name), action_words)
        for number, (title, why, look, name, action_words) in enumerate(STEPS, start=1)
    ]
    open_step = next((step.number for step in found if not step.found.is_done), None)
    return [Step(**{**step.__dict__, "is_next": step.number == open_step}) for step in found]


def to_set_up(viewer: Viewer) -> list[Thing]:
    """Until the first pack is out, one line on the Academy team's home page."""
    if PackVersion.objects.exists():
        return []
    steps = first_steps(viewer)
    done = sum(step.found.is_done for step in steps)
    following = next(step for step in steps if not step.found.is_done)
    return [
        Thing(
            heading="Set up the Academy",
            why=f"{in_words(done).capitalize()} of {in_words(len(steps))} steps done. Next: {following.title.lower()}.",
            action_words="Go on",
            action_about="with setting up the Academy",
            action_url=reverse("first-steps"),
        )
    ]


def _organisations(viewer: Viewer) -> Found:
    total = Organisation.objects.filter(closed_on__isnull=True).count()
    partners = max(0, total - 1)
    return Found(partners > 0, f"{partners:,} beside the council." if partners else "Only the council is there.")


def _people(viewer: Viewer) -> Found:
    total = Spell.objects.filter(ended_on__isnull=True).order_by().values("person").distinct().count()
    return Found(total > 1, f"{total:,} people hold a post." if total > 1 else "Nobody but you holds a post.")


def _leads(viewer: Viewer) -> Found:
    few = people.few_leads(viewer)
    if not few:
        return Found(True, "Every agency has two training leads.")
    others = f" and {len(few) - 1:,} more" if len(few) > 1 else ""
    return Found(False, f"{few[0]}{others} {'have' if others else 'has'} fewer than two.")


def _requirements(viewer: Viewer) -> Found:
    total = Requirement.objects.count()
    return Found(total > 0, f"{total:,} requirements." if total else "Nobody is asked for anything yet.")


def _offer(viewer: Viewer) -> Found:
    items = Item.objects.filter(is_published=True).count()
    dates = Session.objects.filter(starts_at__gt=timezone.now(), is_cancelled=False).count()
    words = f"{items:,} in the catalogue, {dates:,} dates to come." if items else "The catalogue is empty."
    return Found(items > 0 and dates > 0, words)


def _audit_tool(viewer: Viewer) -> Found:
    total = ToolVersion.objects.filter(starts_on__isnull=False).count()
    return Found(total > 0, f"{total:,} to audit with." if total else "No tool can be used yet.")


def _measures(viewer: Viewer) -> Found:
    measures = Measure.objects.filter(target__isnull=False)
    owned = measures.filter(owner__isnull=False).count()
    read = Reading.objects.filter(measure__in=measures.values("pk")).order_by().values("measure").distinct().count()
    if not owned:
        return Found(False, "No measure has a target and an owner.")
    return Found(read > 0, f"{owned:,} with a target and an owner, {read:,} with figures.")


def _pack(viewer: Viewer) -> Found:
    total = PackVersion.objects.order_by().values("pack").distinct().count()
    return Found(total > 0, f"{total:,} published." if total else "None is published yet.")


Look = Callable[[Viewer], Found]
STEPS: list[tuple[str, str, Look, str, str]] = [
    (
        "Write down the agencies",
        "The council, and every partner whose people work with children: schools, health, police, charities.",
        _organisations,
        "organisations",
        "Add an organisation",
    ),
    (
        "Bring the people in",
        "One staff list of each agency, as its HR system exports it. You see every row before anything is saved.",
        _people,
        "imports",
        "Import a staff list",
    ),
    (
        "Name two training leads in each agency",
        "They keep their own people right, so that you need not. Two, so that nothing stops when one leaves.",
        _leads,
        "organisations",
        "See who has too few",
    ),
    (
        "Say what people must know",
        "Load the template of a partnership's requirements, and change it to what yours has agreed.",
        _requirements,
        "requirement-files",
        "Load requirements",
    ),
    (
        "Put the offer in",
        "Courses, lessons and guides, with the first dates that people can book.",
        _offer,
        "catalogue",
        "Open the offer",
    ),
    (
        "Publish an audit tool",
        "Seven are ready to begin from. Audits are where needs are seen first.",
        _audit_tool,
        "audit-tools",
        "See the tools",
    ),
    (
        "Choose the measures",
        "Load the ones that are ready, give the ones that matter an owner and a target, and read the first figures.",
        _measures,
        "measures",
        "See the measures",
    ),
    (
        "Publish the first pack",
        "For the board and for Members: a sentence, a chart and a table each. A second person agrees to it.",
        _pack,
        "packs",
        "Open the packs",
    ),
]
