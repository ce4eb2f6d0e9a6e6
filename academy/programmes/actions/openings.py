"""Opening what two people wrote for each other: one named conversation, a reason, two who say yes, and both told."""

from django.db import transaction

from academy.core import clock, notices, trail
from academy.people.models import Account
from academy.programmes import queries, rules
from academy.programmes.models import Conversation, ConversationNote, NoteOpening


@transaction.atomic
def ask_to_open(conversation: Conversation, reason: str, *, by: Account) -> NoteOpening:
    if not reason.strip():
        raise rules.OpeningRefused("Say why. The two people are shown your reason.", field="reason")
    if not ConversationNote.objects.filter(conversation=conversation).exists():
        raise rules.OpeningRefused("There are no notes of this conversation.")
    opening = NoteOpening.objects.create(
        conversation=conversation, reason=reason.strip(), asked_by=by, asked_at=clock.now()
    )
    trail.note(by, "asked for", opening, reason=opening.reason)
    return opening


@transaction.atomic
def agree_to_opening(opening: NoteOpening, *, by: Account) -> NoteOpening:
    """By somebody else than who asked, and than the two. From this moment both of the two have been told."""
    held = NoteOpening.objects.select_for_update(of=("self",)).select_related("conversation").get(pk=opening.pk)
    if held.agreed_by_id is not None:
        raise rules.OpeningRefused("Somebody agreed to this already.")
    pair = (held.conversation.person_id, held.conversation.with_whom_id)
    if by.pk == held.asked_by_id or by.person_id in (held.asked_by.person_id, *pair):
        raise rules.OpeningRefused("A second person has to agree, who is neither of the two who met.")
    held.agreed_by, held.agreed_at, held.until = by, clock.now(), clock.now() + rules.OPEN_FOR
    held.save(update_fields=["agreed_by", "agreed_at", "until"])
    trail.note(by, "agreed to", held)
    for person in (held.conversation.person, held.conversation.with_whom):
        notices.send(
            f"notes-opened:{held.pk}:{person.pk}",
            kind="account",
            to=person.email or "",
            template="programmes/opened.txt",
            opening=held,
            person=person,
        )
    return held


def read_opened(opening: NoteOpening, *, by: Account) -> ConversationNote:
    """Noted before it is shown."""
    held = NoteOpening.objects.select_related("conversation").get(pk=opening.pk)
    if not queries.is_open(held) or by.pk != held.asked_by_id:
        raise rules.OpeningRefused("These notes are not open to you. Ask again, and let a second person agree.")
    note = queries.note_of(held.conversation)
    if note is None:
        raise rules.OpeningRefused("The two have taken their notes away since.")
    trail.note_reading(by, "read", held)
    return note
