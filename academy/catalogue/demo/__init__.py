"""Weyshire's catalogue: three hundred things to learn, read from `offer.txt`, a line each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from django.utils.text import slugify

from academy.catalogue import actions
from academy.catalogue.demo import currency, experts, library, shelves
from academy.catalogue.models import Item, Theme
from academy.core.demo import World
from academy.frameworks.models import Capability
from academy.people.models import Organisation

OFFER = Path(__file__).parent / "offer.txt"
YEARS = 5
WITHDRAWN = "~"
WHY = {
    "Assessing and managing risk with families": "In January, 14 of 40 audits described risk but did not weigh it.",
    "Safeguarding level 3 refresher": "Partners ask everyone who assesses or plans to renew it every three years.",
    "Motivational interviewing in family safeguarding": "Families said that they were told what to do and not asked.",
    "Thresholds guide": "One contact in four to the front door needed another door.",
    "Supervision skills": "Half of last year’s new supervisors had had no training before their first supervision.",
}
NATIONAL = {
    "relationship_based_practice": "relationships",
    "direct_work": "relationships communication",
    "child_voice": "communication",
    "abuse_and_neglect": "abuse_and_neglect",
    "neglect": "abuse_and_neglect",
    "trauma_informed_practice": "child_development",
    "life_story_work": "child_development",
    "domestic_abuse": "adult_difficulties",
    "substance_misuse": "adult_difficulties",
    "mental_health": "adult_difficulties",
    "assessment_quality": "assessment",
    "family_history_chronology": "assessment",
    "risk_and_strengths": "assessment analysis_and_planning",
    "plan_quality": "analysis_and_planning",
    "plan_progression": "analysis_and_planning",
    "pre_proceedings": "law_and_justice",
    "supervision": "role_of_supervision emotionally_intelligent_supervision",
    "partnership_working": "organisational_context",
    "quality_assurance": "promote_excellent_practice",
    "practice_education": "developing_practitioners",
    "leadership": "shaping_the_system power_and_authority",
    "management_oversight": "confident_analysis purposeful_social_work",
    "performance_improvement": "performance_and_improvement",
}
MORE = {
    "Assessing and managing risk with families": (
        "Written with community paediatrics, and taught by a social worker and a paediatrician together. In the"
        " morning you work through one family’s story and say what worries you, what is working, and how each changes"
        " the other. In the afternoon you do the same with a family of your own.\n\nBring one assessment you have"
        " written, with the names taken out."
    ),
    "Motivational interviewing in family safeguarding": (
        "Two days, a week apart so that you can try it in between. Practice groups meet every other month after that."
        "\n\nThe first hour is for managers as well: they learn what to listen for afterwards."
    ),
}


@dataclass(frozen=True)
class Offer:
    """One line of the file, with the theme it stands under."""

    theme: str
    title: str
    kind: str
    mode: str
    level: str
    hours: Decimal
    renewal_months: int | None
    capabilities: list[str]
    organisation: str
    who_for: str
    summary: str

    @property
    def is_published(self) -> bool:
        return not self.title.startswith(WITHDRAWN)


def build(world: World) -> None:
    themes: dict[str, Theme] = {}
    offers: list[Offer] = []
    for line in OFFER.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            code, name = line[2:].split(": ", 1)
            themes[code] = Theme(code=code, name=name)
        elif not line.startswith("#"):
            offers.append(_offer(line, list(themes)[-1]))
    Theme.objects.bulk_create(themes.values())
    items = Item.objects.bulk_create(_items(world, offers, themes))
    _link(items, offers)
    library.build(world)
    shelves.build(world)
    currency.build(world)
    experts.build(world)
    actions.rebuild_texts()
    world.say(f"{len(items)} items in the catalogue")


def _offer(line: str, theme: str) -> Offer:
    title, manner, hours, renewal, capabilities, organisation, who_for, summary = line.split(" | ")
    kind, mode, level = manner.split()
    months = None if renewal == "-" else int(renewal)
    codes = capabilities.split()
    return Offer(theme, title, kind, mode, level, Decimal(hours), months, codes, organisation, who_for, summary)


def _items(world: World, offers: list[Offer], themes: dict[str, Theme]) -> Iterator[Item]:
    chance = world.chance("catalogue")
    organisations = {organisation.code: organisation for organisation in Organisation.objects.all()}
    anyone = next(iter(organisations.values()))
    for offer in offers:
        title = offer.title.lstrip(WITHDRAWN).format(year=world.on.year, last_year=world.on.year - 1)
        yield Item(
            code=slugify(title)[:60].strip("-"),
            title=title,
            summary=offer.summary,
            description=MORE.get(title, ""),
            who_for=offer.who_for,
            why=WHY.get(title, ""),
            kind=offer.kind,
            mode=offer.mode,
            level=offer.level,
            theme=themes[offer.theme],
            hours=offer.hours,
            renewal_months=offer.renewal_months,
            price=shelves.price_of(offer.kind, offer.mode, offer.level, offer.hours),
            organisation=organisations.get(offer.organisation, anyone),
            is_published=offer.is_published,
            added_on=world.on - timedelta(days=365 * YEARS + 30 + chance.randrange(400)),
        )


def _link(items: list[Item], offers: list[Offer]) -> None:
    """To Weyshire's own words, and through them to the national statements."""
    links = Item.capabilities.through
    ours = {one.code: one for one in Capability.objects.filter(framework__code="weyshire")}
    national = {one.code: one for one in Capability.objects.exclude(framework__code="weyshire")}
    builds = {
        code: [ours[code], *(national[name] for name in NATIONAL.get(code, "").split() if name in national)]
        for code in ours
    }
    links.objects.bulk_create(
        links(item=item, capability=capability)
        for item, offer in zip(items, offers, strict=True)
        for capability in dict.fromkeys(one for code in offer.capabilities for one in builds.get(code, ()))
    )
