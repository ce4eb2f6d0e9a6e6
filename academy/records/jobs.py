"""What the clock starts: whoever is asked for their name is asked again."""

from datetime import timedelta

from academy.core import clock
from academy.records import actions
from academy.records.models import HandIn
from academy.records.rules import State

AGAIN_AFTER, TIMES, AT_ONCE = timedelta(days=7), 3, 500


def remind_signers() -> str:
    """Once a week, three times: the key of the message says which week it is, so that it is sent once."""
    now, told = clock.now(), 0
    waiting = HandIn.objects.filter(state=State.WAITING, handed_in_at__lte=now - AGAIN_AFTER).order_by("pk")
    for hand_in in waiting.select_related("person", "organisation", "item")[:AT_ONCE]:
        week = (now - hand_in.handed_in_at).days // AGAIN_AFTER.days
        if week <= TIMES:
            told += actions.remind_signers(hand_in, week=week)
    return f"{told} people asked again for their name"
