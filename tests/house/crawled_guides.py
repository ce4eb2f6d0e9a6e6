"""What the crawl meets of how we practise: a way of working, a glossary in a draft, and who understood."""

from typing import Any

from academy.core import imports as machine
from academy.frameworks.actions import guides, understood
from academy.frameworks.imports.guides import SPECS
from academy.frameworks.models import Guide, ScenarioCount, Term
from academy.frameworks.queries.guides import parts
from academy.frameworks.rules.practice import GuideKind, PartKind
from academy.people.models import Organisation
from tests.frameworks.writing import make_guide

EXAMPLES = {
    "how-we-practise/guides/": "guide",
    "how-we-practise/understood/": "guide",
    "how-we-practise/versions/": "guide version",
    "how-we-practise/parts/": "draft term",
    "how-we-practise/words/": "term",
    "api/how-we-practise/guides/": "guide",
    "api/how-we-practise/versions/": "thresholds version",
}
WORDS = {"part_kind": "term"}
PARTS = {"file_id": "guide file"}


def guides_of(things: dict[str, Any], organisation: Organisation) -> None:
    """The glossary and the thresholds are everybody's; each side has a way of working and an acknowledgement."""
    guide = things["guide"] = make_guide(title=f"Way of {organisation.code}")
    things["way version"] = guide.versions.get()
    words = Guide.objects.filter(kind=GuideKind.WORDS).first() or make_guide(GuideKind.WORDS, "Our words")
    levels = Guide.objects.filter(kind=GuideKind.THRESHOLDS).first()
    levels = levels or make_guide(GuideKind.THRESHOLDS, "Thresholds guide", is_asked=True)
    if not Guide.objects.filter(kind=GuideKind.DUTIES).exists():
        make_guide(GuideKind.DUTIES, "Who does what")
    draft = guides.begin_draft(words, by=None)
    standing = levels.versions.get(is_current=True)
    run = machine.start(SPECS[PartKind.TERM], b"Word,Meaning\nA,B\n", "words.csv", by=None, version=draft.pk)
    things["guide file"] = machine.check(run, SPECS[PartKind.TERM])
    things["acknowledgement"] = understood.say_understood(standing, things["person"], by=None)
    scenario = parts(standing, PartKind.SCENARIO)[0]
    things["scenario count"], _ = ScenarioCount.objects.get_or_create(
        scenario=scenario, organisation=organisation, level=1, defaults={"number": 30}
    )
    numbers = {
        "guide version": draft,
        "thresholds version": standing,
        "draft term": Term.objects.filter(version=draft)[0],
        "term": Term.objects.filter(version__guide=words, version__is_current=True)[0],
    }
    things |= numbers if organisation.code != "gone" else dict.fromkeys(numbers, 987_654_320)
