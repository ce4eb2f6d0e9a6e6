"""What somebody has begun to learn, and where what they must learn in their own time begins."""

from academy.elearning import queries as elearning
from academy.elearning.queries import Player
from academy.home.queries.thing import Thing
from academy.people.scope import Viewer


def lessons_for(viewer: Viewer, item_ids: list[int]) -> dict[int, Player]:
    """By item: what is asked of them and has a lesson here."""
    return elearning.players(viewer, item_ids) if item_ids else {}


def half_way(viewer: Viewer) -> list[Thing]:
    """Lessons that they left in the middle."""
    return [
        Thing(
            heading=player.title,
            why=f"You are half-way. {player.words}",
            action_words="Go on",
            action_about=f"with {player.title}",
            action_url=player.url,
        )
        for player in list(elearning.players(viewer, only_begun=True).values())[:3]
    ]
