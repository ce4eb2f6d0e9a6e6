"""What is asked by profession and setting, what counts instead, who is exempt, and the ends of the last months."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from academy.catalogue.models import Item
from academy.core.clock import months_after
from academy.core.demo import World
from academy.needs import actions, rules
from academy.needs.models import Equivalent, Exemption, Profession, Requirement, Setting
from academy.needs.rules import ExemptionState
from academy.people.models import Account, Spell
from academy.people.rules import Role
from academy.people.scope import current_spells

ONE_IN = 150  # people exempt from something, or asking to be
BY_PROFESSION = [  # profession or setting, within days, item, why
    (
        "social_work",
        "",
        365,
        "Which door? Applying the continuum of need",
        "Partners agreed one set of words for need.",
    ),
    ("nursing", "", 182, "Level 3 think family update for clinicians", "Clinical staff keep level 3 fresh every year."),
    ("", "children-s-home", 182, "Neglect: seeing it, naming it, changing it", "They see what a home has left behind."),
]
INSTEAD = [
    (
        "Safeguarding level 3 refresher",
        "Level 3 think family update for clinicians",
        "Agreed with the health partners.",
    ),
    ("Which door? Applying the continuum of need", "Working together: safeguarding children, day one", "A part of it."),
]
WHYS = (
    "On leave until the summer, and does it before coming back.",
    "Seconded to a project that has no work with families.",
    "Taught it last month, and leads the next date.",
    "Works in the archive this year.",
)


def build(world: World) -> None:
    """After people's learning, so that nobody seems to have done what was only lately asked of a profession."""
    asked = Requirement.objects.bulk_create(_requirements(world))
    Equivalent.objects.bulk_create(_equivalents(world))
    exempt = Exemption.objects.bulk_create(_exemptions(world))
    march = _last_march(world.on)
    for day in sorted({march, rules.last_month_end(world.on)}):
        actions.keep_month_end(day)
    world.say(f"{len(asked)} requirements by profession and setting, {len(exempt)} exemptions, the ends of two months")


def _requirements(world: World) -> Iterator[Requirement]:
    items = {item.title: item for item in Item.objects.filter(is_published=True)}
    for profession, setting, days, title, why in BY_PROFESSION:
        if title in items:
            yield Requirement(
                item=items[title],
                profession=Profession.objects.filter(code=profession).first(),
                setting=Setting.objects.filter(code=setting).first(),
                due_within_days=days,
                renewal_months=items[title].renewal_months,
                due_soon_days=90,
                why=why,
                starts_on=world.on - timedelta(days=50),
            )


def _equivalents(world: World) -> Iterator[Equivalent]:
    items = {item.title: item for item in Item.objects.filter(is_published=True)}
    for title, counts, why in INSTEAD:
        if title in items and counts in items:
            starts_on = months_after(world.on, -12 * 2)
            yield Equivalent(item=items[title], counts=items[counts], starts_on=starts_on, why=why)


def _exemptions(world: World) -> Iterator[Exemption]:
    """Most are agreed; every third waits for the lead's name."""
    chance, lead = world.chance("exemptions"), _lead()
    if lead is None:
        return
    asked = {row.job_role_id: row for row in Requirement.objects.filter(job_role__isnull=False, ends_on__isnull=True)}
    held = current_spells(world.on).filter(post__job_role__in=asked, line_manager__isnull=False)
    spells = list(held.exclude(person=lead.person_id).select_related("post", "line_manager").order_by("pk"))
    managers = dict(Account.objects.filter(person__isnull=False).values_list("person", "pk"))
    chosen = chance.sample(spells, min(len(spells), max(3, world.people // ONE_IN)))
    by_person = {spell.person_id: spell for spell in chosen if managers.get(spell.line_manager_id or 0) != lead.pk}
    for number, spell in enumerate(by_person.values()):
        manager = managers.get(spell.line_manager_id or 0)
        is_agreed = number % 3 > 0 and manager is not None
        yield _exemption(world.on, spell, asked[spell.post.job_role_id], lead, manager, number, is_agreed=is_agreed)


def _exemption(
    on: date, spell: Spell, asked: Requirement, lead: Account, manager: int | None, number: int, *, is_agreed: bool
) -> Exemption:
    asked_on = on - timedelta(days=3 + number % 20)
    at = timezone.make_aware(datetime.combine(asked_on, time(10)))
    return Exemption(
        person_id=spell.person_id,
        item_id=asked.item_id,
        requirement=asked,
        organisation_id=spell.post.organisation_id,
        why=WHYS[number % len(WHYS)],
        until_on=on + timedelta(days=40 + 11 * (number % 20)),
        asked_at=at,
        asked_by_id=manager,
        manager_signed_by_id=manager,
        manager_signed_at=at if manager else None,
        lead_signed_by=lead if is_agreed else None,
        lead_signed_at=at + timedelta(days=1) if is_agreed else None,
        counts_from=asked_on + timedelta(days=1) if is_agreed else None,
        state=ExemptionState.COUNTS if is_agreed else ExemptionState.WAITING,
    )


def _lead() -> Account | None:
    return Account.objects.filter(grants__role=Role.TRAINING_LEAD, is_active=True).order_by("pk").first()


def _last_march(on: date) -> date:
    day = date(on.year, 3, 31)
    return day if day < on else date(on.year - 1, 3, 31)
