"""The share of supervision and case reviews in the world that is crawled."""

from typing import Any

from academy.core import clock
from academy.programmes import actions
from academy.programmes.actions import Point
from academy.programmes.models import NoteOpening
from tests.builders import make_account
from tests.programmes.cast import make_review, make_rule

EXAMPLES = {
    "programmes/supervision/": "conversation",
    "programmes/supervision/people/": "person",
    "programmes/supervision/rules/": "supervision rule",
    "programmes/supervision/openings/": "note opening",
    "programmes/reviews/": "case review",
    "programmes/reviews/actions/": "review action",
    "programmes/reviews/recommendations/": "recommendation",
}


def programmes_of(things: dict[str, Any], person: Any, mark: str) -> None:
    """They met their line manager, somebody asked to read what they wrote, and a review gave them something to do."""
    met = things["conversation"] = actions.record_conversation(
        person, things["manager"], kind="supervision", held_on=clock.today(), words=f"Between {mark} and me",
        points=[Point(f"{mark} is to weigh risk")], by=None,
    )  # fmt: skip
    things["learning point"] = met.points.get()
    things["supervision rule"] = make_rule("nurse")
    things["note opening"] = NoteOpening.objects.create(
        conversation=met, reason=f"Because of {mark}", asked_by=make_account(), asked_at=clock.now()
    )
    review = things["case review"] = make_review(things["account"], f"Review {person.pk}")
    asked = things["recommendation"] = actions.add_recommendation(
        review, "Weigh risk", capability=None, people=1, by=None
    )
    things["review action"] = actions.add_action(
        asked, "Teach it", owner=person, due_on=clock.today(), item=None, by=None
    )
