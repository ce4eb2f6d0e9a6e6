"""On demonstration data: looking at the Academy as somebody else would."""

from academy.core import trail
from academy.people.models import Account


def note_look(own: Account, shown: Account, *, role: str) -> None:
    trail.note(own, "began to look as", shown, role=role)
