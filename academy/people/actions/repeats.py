"""What was answered to a write, kept for a day so that the same write is not done twice."""

from datetime import timedelta
from typing import Any

from academy.core import clock
from academy.people.models import Repeat
from academy.people.scope import Viewer

KEPT = timedelta(days=1)


def hold_repeat(viewer: Viewer, key: str, *, asked: str) -> Repeat:
    """The row of this caller's key, locked. Who comes second waits here until the first has answered, or given up.

    In the transaction of the write: without a status it is new, and ours.
    """
    caller: dict[str, Any] = {"connection": viewer.connection} if viewer.connection else {"account": viewer.account}
    new = Repeat(**caller, key=key, asked=asked, made_at=clock.now())
    Repeat.objects.bulk_create([new], ignore_conflicts=True)
    return Repeat.objects.select_for_update().get(**caller, key=key)


def keep_repeat(repeat: Repeat, status: int, answer: bytes, content_type: str) -> None:
    repeat.status, repeat.answer, repeat.content_type = status, answer, content_type
    repeat.save(update_fields=["status", "answer", "content_type"])


def forget_repeats() -> int:
    return Repeat.objects.filter(made_at__lt=clock.now() - KEPT).delete()[0]
