"""Conversations as metadata for whoever may see that they took place; their notes for the two who had them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from academy.core import clock
from academy.core.exports import Status
from academy.people import queries as people
from academy.people.models import Person, Spell
from academy.people.rules import Reach
from academy.people.scope import TheAuthority, Viewer, current_spells, visible
from academy.programmes import rules
from academy.programmes.models import Conversation, ConversationNote, LearningPoint, NoteOpening, SupervisionRule
from academy.programmes.rules import ConversationKind
from academy.ui.dates import date_words

IN_TIME = "see supervision in time"
SUPERVISIONS = [kind for kind in ConversationKind if kind.counts_as_supervision]


@dataclass(frozen=True)
class Due:
    """One person’s supervision: when the last was, when the next is due, by which rule."""

    person: Person
    organisation: str
    last_on: date | None
    due_on: date
    on: date
    often: str

    @property
    def is_overdue(self) -> bool:
        return self.due_on < self.on

    @property
    def status(self) -> Status:
        words = f"{'Was due' if self.is_overdue else 'Due'} {date_words(self.due_on)}"
        return Status(words, "late" if self.is_overdue else "good")


def conversations(viewer: Viewer) -> QuerySet[Conversation]:
    """That they took place, within the viewer’s reach; and those that the viewer held for others."""
    rows = visible(viewer, Conversation)
    if viewer.person is not None:
        rows = rows | Conversation.objects.filter(with_whom=viewer.person)
    return rows.select_related("person", "with_whom")


def own_conversations(viewer: Viewer) -> QuerySet[Conversation]:
    """Those of the two to which the viewer belongs."""
    return conversations(viewer).filter(Q(person=viewer.person or 0) | Q(with_whom=viewer.person or 0))


def may_read_notes(viewer: Viewer, conversation: Conversation) -> bool:
    return viewer.person is not None and viewer.person.pk in (conversation.person_id, conversation.with_whom_id)


def note_of(conversation: Conversation) -> ConversationNote | None:
    """Whoever asks has been asked whether they may."""
    return ConversationNote.objects.filter(conversation=conversation).first()


def own_points(viewer: Viewer, *, newest: int = 20) -> list[LearningPoint]:
    points = visible(viewer, LearningPoint).filter(conversation__person=viewer.person or 0)
    return list(points.select_related("conversation", "capability", "item").order_by("-pk")[:newest])


def points(viewer: Viewer) -> QuerySet[LearningPoint]:
    """Within reach, the latest first."""
    return visible(viewer, LearningPoint).select_related("conversation__person", "capability").order_by("-pk")


def openings(viewer: Viewer) -> QuerySet[NoteOpening]:
    """Asked for by the viewer’s kind, or waiting for a second person’s word."""
    rows = visible(viewer, NoteOpening)
    if viewer.may("agree to open notes"):
        rows = rows | visible(viewer, NoteOpening, "agree to open notes")
    related = ("conversation__person", "conversation__with_whom", "asked_by__person", "agreed_by__person")
    return rows.select_related(*related)


def rules_on(on: date) -> list[SupervisionRule]:
    held = SupervisionRule.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
    return list(held.select_related("job_role", "organisation"))


def team_due(viewer: Viewer) -> list[Due]:
    """Of those whom the viewer manages, whoever is longest overdue first."""
    managed = current_spells(viewer.on).filter(line_manager=viewer.person or 0)
    return sorted(_dues(managed, on=viewer.on), key=lambda due: (due.due_on, due.person.family_name))


def due_of(person: Person, *, on: date) -> Due | None:
    """The soonest of their posts."""
    return min(_dues(current_spells(on).filter(person=person), on=on), key=lambda due: due.due_on, default=None)


def in_time(viewer: Viewer, *, on: date) -> list[Due]:
    """Everybody within reach of whom supervision is asked, each once, by their soonest post."""
    seen = visible(TheAuthority(on) if sees_counts(viewer) else viewer, Person, IN_TIME)
    spells = current_spells(on).filter(person__in=seen.values("pk"))
    soonest: dict[int, Due] = {}
    for due in _dues(spells, on=on):
        held = soonest.get(due.person.pk)
        if held is None or due.due_on < held.due_on:
            soonest[due.person.pk] = due
    return list(soonest.values())


def sees_counts(viewer: Viewer) -> bool:
    """Numbers of the whole authority, and nobody’s name."""
    return Reach.COUNTS in viewer.reach(IN_TIME) and not viewer.sees_authority


def _dues(spells: QuerySet[Spell], *, on: date) -> Iterator[Due]:
    held = {rule.times: rule for rule in rules_on(on)}
    if not held:
        return
    for spell in _with_last(_asked(spells, held.values()), on=on):
        post, last = spell.post, spell.last_on  # type: ignore[attr-defined]
        path = post.organisation.path
        times = rules.nearest(held, job_role_id=post.job_role_id, path=path, started_on=spell.started_on, on=on)
        if times is not None:
            since = max(spell.started_on, held[times].starts_on)  # nobody was late before it was asked of them
            day = rules.due_on(last, started_on=since, every_days=times.every_days)
            yield Due(spell.person, post.organisation.name, last, day, on, held[times].often)


def _asked(spells: QuerySet[Spell], held: Iterable[SupervisionRule]) -> QuerySet[Spell]:
    """Only the posts that some rule may be about."""
    about = Q(pk__in=[])
    for rule in held:
        of_rule = Q(post__job_role=rule.job_role) if rule.job_role_id else Q()
        if rule.organisation:
            of_rule &= Q(post__organisation__path__startswith=rule.organisation.path)
        about |= of_rule or Q(pk__isnull=False)
    return spells.filter(about)


def _with_last(spells: QuerySet[Spell], *, on: date) -> QuerySet[Spell]:
    met = Conversation.objects.filter(person=OuterRef("person"), kind__in=SUPERVISIONS, held_on__lte=on).order_by()
    last = met.values("person").annotate(last=Max("held_on")).values("last")
    return spells.annotate(last_on=Subquery(last)).select_related("person", "post__organisation")


def is_open(opening: NoteOpening) -> bool:
    return opening.until is not None and clock.now() < opening.until


def supervises(viewer: Viewer, person: Person) -> bool:
    """Today’s line manager; what was written before stays with whoever wrote it."""
    return viewer.person is not None and people.managed_by(viewer.person, viewer.on).filter(person=person).exists()


def manager(viewer: Viewer) -> Person | None:
    return people.manager_of(viewer.person, viewer.on) if viewer.person else None


def managed_people(viewer: Viewer) -> set[int]:
    managed = people.managed_by(viewer.person, viewer.on) if viewer.person else Spell.objects.none()
    return set(managed.values_list("person", flat=True))
