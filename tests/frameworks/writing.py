"""Guides as tests need them: written and published in one line."""

from datetime import date
from typing import Any

from academy.frameworks.actions import guides as actions
from academy.frameworks.models import Guide, GuideVersion
from academy.frameworks.rules.practice import GuideKind, PartKind
from tests.builders import LONG_AGO, numbers

PARTS: dict[GuideKind, list[tuple[PartKind, dict[str, Any]]]] = {
    GuideKind.PRACTICE: [(PartKind.PRINCIPLE, {"name": "Early", "words": "Help begins in days."})],
    GuideKind.THRESHOLDS: [
        *(
            (PartKind.THRESHOLD, {"level": level, "name": f"Need {level}", "words": f"What level {level} means."})
            for level in (1, 2, 3, 4)
        ),
        (PartKind.SCENARIO, {"words": "A boy is late.", "level": 1, "why": "Many are."}),
        (PartKind.SCENARIO, {"words": "A girl cares for her mother.", "level": 2, "why": "The school leads."}),
    ],
    GuideKind.WORDS: [
        (PartKind.TERM, {"code": "threshold", "name": "Threshold", "meaning": "A level of need."}),
        (PartKind.TERM, {"code": "safety-plan", "name": "Safety plan", "meaning": "What a family does tonight."}),
    ],
    GuideKind.DUTIES: [
        (
            PartKind.DUTY,
            {"situation": "A child goes missing", "agency": "police", "who": "Control room", "does": "Looks."},
        ),
        (
            PartKind.DUTY,
            {"situation": "A child goes missing", "agency": "school", "who": "Office", "does": "Rings home."},
        ),
        (PartKind.DUTY, {"situation": "A baby is bruised", "agency": "health", "who": "Doctor", "does": "Examines."}),
    ],
}


def make_guide(kind: GuideKind = GuideKind.PRACTICE, title: str = "Family resilience", **fields: Any) -> Guide:
    """With its first version published, unless said otherwise."""
    published_on: date | None = fields.pop("published_on", LONG_AGO)
    guide = actions.add_guide(title, code=f"guide-{next(numbers)}", kind=kind, by=None, **fields)
    draft = guide.versions.get()
    for part, said in PARTS[kind]:
        actions.add_part(draft, part, by=None, **said)
    if published_on:
        actions.publish_version(draft, by=None, on=published_on)
    return guide


def publish_again(guide: Guide, *, on: date | None = None, **about: Any) -> GuideVersion:
    draft = actions.begin_draft(guide, by=None)
    actions.describe_version(draft, by=None, **{"what_changed": "Two sections.", **about})
    return actions.publish_version(draft, by=None, on=on)
