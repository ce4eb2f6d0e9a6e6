"""What the barometer counts: who was in post, what they did that left evidence, and what was counted of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from academy.booking.models import Leading
from academy.core import clock
from academy.impact.models import AcceptedReflection, EngagementSnapshot
from academy.impact.rules import barometer as rules
from academy.impact.rules.barometer import Act, Quarter, Stay
from academy.people.models import Spell
from academy.people.rules import Contract, OrganisationKind
from academy.people.scope import Viewer
from academy.records import queries as records
from academy.records.models import Reflection
from academy.surveys.models import FollowUp
from academy.surveys.rules import APPLIED, Seen

STAFF = (Contract.PERMANENT, Contract.FIXED, Contract.AGENCY)  # volunteers and foster carers are not asked for it


@dataclass
class Where:
    """Where people worked at the end of a quarter, and who of them managed somebody."""

    kind: dict[int, str] = field(default_factory=dict)
    organisation: dict[int, int] = field(default_factory=dict)
    team: dict[int, int] = field(default_factory=dict)
    managers: set[int] = field(default_factory=set)


def stays(first_on: date, last_on: date) -> list[Stay]:
    """Every stay of staff that touches these days, also of those who have left since. Whether they ever signed in is
    not asked."""
    rows = _spells(first_on, last_on).values_list("person", "started_on", "ended_on")
    return [Stay(*row) for row in rows.iterator(chunk_size=5_000)]


def where(on: date) -> Where:
    found = Where()
    rows = _spells(on, on).order_by("-started_on").values_list(
        "person", "post__organisation", "post__organisation__kind", "post__team", "line_manager"
    )  # fmt: skip
    for person, organisation, kind, team, manager in rows.iterator(chunk_size=5_000):
        found.organisation[person], found.kind[person] = organisation, kind
        if team:
            found.team[person] = team
        if manager:
            found.managers.add(manager)
    return found


def acts(first_on: date, last_on: date) -> list[tuple[int, date, Act]]:
    """Everything in these days that leaves evidence: never a completion, a page opened or a sign-in."""
    days = (first_on, last_on)
    return [*_accepted(days), *_examples(days), *_taught(days)]


def counted_quarters(viewer: Viewer, *, until: date) -> QuerySet[EngagementSnapshot]:
    """Whoever may see the barometer sees these numbers: they are the same for all."""
    rows = EngagementSnapshot.objects.filter(quarter_on__lte=until)
    return rows if viewer.may("see engagement") else rows.none()


def is_final(quarter: Quarter) -> bool:
    """Counted once it had been over for a month."""
    last = EngagementSnapshot.objects.filter(quarter_on=quarter.last_on).values_list("counted_on", flat=True).first()
    return last is not None and (last - quarter.last_on).days >= rules.FINAL_AFTER_DAYS


def reflections_shown(viewer: Viewer) -> QuerySet[Reflection]:
    """What people showed to this line manager, whose they still are."""
    return records.shown_to(viewer)


def reflections_to_accept(viewer: Viewer) -> QuerySet[Reflection]:
    """Those that nobody has said they talked about."""
    accepted = AcceptedReflection.objects.filter(reflection=OuterRef("pk"))
    return reflections_shown(viewer).filter(~Exists(accepted)).order_by("-shared_at", "-pk")


def _spells(first_on: date, last_on: date) -> QuerySet[Spell]:
    rows = Spell.objects.filter(contract__in=STAFF, person__merged_into__isnull=True, started_on__lte=last_on)
    return rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=first_on)).order_by()


def _accepted(days: tuple[date, date]) -> Iterable[tuple[int, date, Act]]:
    rows = AcceptedReflection.objects.filter(accepted_on__range=days).order_by()
    for person, on in rows.values_list("reflection__person", "accepted_on"):
        yield person, on, Act.REFLECTION_ACCEPTED


def _examples(days: tuple[date, date]) -> Iterable[tuple[int, date, Act]]:
    """Three months on, somebody used it, and wrote how, or their line manager saw it."""
    used = FollowUp.objects.filter(used__in=APPLIED, answered_at__isnull=False).order_by()
    from_day, to_day = days
    wrote = used.exclude(story="").filter(answered_at__date__range=(from_day, to_day))
    for person, at in wrote.values_list("person", "answered_at"):
        yield person, timezone.localdate(at), Act.EXAMPLE
    seen = used.filter(manager_saw__in=[Seen.OFTEN, Seen.ONCE], manager_answered_at__date__range=(from_day, to_day))
    for person, answered_at, seen_at in seen.values_list("person", "answered_at", "manager_answered_at"):
        on = max(timezone.localdate(answered_at), timezone.localdate(seen_at))
        if on <= to_day:
            yield person, on, Act.EXAMPLE


def _taught(days: tuple[date, date]) -> Iterable[tuple[int, date, Act]]:
    """A day that one of us led, of a session that was held and whose register is closed."""
    rows = Leading.objects.filter(
        trainer__person__isnull=False,
        day__starts_at__date__range=days,
        day__starts_at__lt=clock.now(),
        day__session__register__closed_at__isnull=False,
    )
    rows = rows.filter(day__session__is_cancelled=False).order_by()
    for person, at in rows.values_list("trainer__person", "day__starts_at"):
        yield person, timezone.localdate(at), Act.TAUGHT


def kind_words(kind: str) -> str:
    return str(OrganisationKind(kind).label) if kind else "Others"
