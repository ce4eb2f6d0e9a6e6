"""How long an invitation lasts, how often somebody may ask for an account, and the words of a no."""

from datetime import datetime, timedelta
from enum import StrEnum

from academy.core.refusals import Refused

INVITATION_LASTS = timedelta(days=7)
REQUEST_LINK_LASTS = timedelta(days=3)
REQUESTS_KEPT = timedelta(days=30)
COUNTED_FOR = timedelta(hours=1)
REQUESTS_OF_AN_ADDRESS = 3  # e-mail addresses: more is not sent, and nothing is said about it
REQUESTS_FROM_A_NETWORK = 20  # a whole office may sit behind one


class RequestState(StrEnum):
    ASKED = "asked"
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"


class InvitationOver(Refused):
    """Used, withdrawn or too old."""


class NotTheirsToClose(Refused):
    """Somebody who works for another organisation too is not shut out by one of them."""


class StillGone(Refused):
    """An account opens again with a post."""


class AlreadyDecided(Refused):
    """A request is answered once."""


class NoRequests(Refused):
    """An organisation that makes its accounts in another way."""


def state_of(*, confirmed_at: datetime | None, is_approved: bool | None) -> RequestState:
    if is_approved is not None:
        return RequestState.APPROVED if is_approved else RequestState.DECLINED
    return RequestState.WAITING if confirmed_at else RequestState.ASKED
