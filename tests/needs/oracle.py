"""Gaps worked out the slow way, one person after another in plain Python, to compare with what the database says."""

from datetime import date, timedelta

from academy.core.clock import months_after
from academy.needs.models import Requirement
from academy.people.models import Spell
from academy.records.models import Completion

Found = tuple[int, int, date | None, date | None]


def gaps(on: date, *, within_days: int | None = 60) -> set[Found]:
    """Person, requirement, due on, last done on."""
    found: dict[tuple[int, int], Found] = {}
    for spell in Spell.objects.select_related("post__organisation", "post__job_role"):
        if spell.started_on > on or (spell.ended_on and spell.ended_on < on):
            continue
        for requirement in Requirement.objects.select_related("organisation"):
            if not applies(requirement, spell, on):
                continue
            last = last_done(spell, requirement, on)
            due = due_on(spell, requirement, last)
            if not is_gap(due, last, spell, requirement, on=on, within_days=within_days):
                continue
            key, gap = (spell.person_id, requirement.pk), (spell.person_id, requirement.pk, due, last)
            if key not in found or (due is not None and due < found[key][2]):
                found[key] = gap
    return set(found.values())


def applies(requirement: Requirement, spell: Spell, on: date) -> bool:
    post = spell.post
    return (
        requirement.starts_on <= on
        and (requirement.ends_on is None or requirement.ends_on >= on)
        and requirement.job_role_id in (None, post.job_role_id)
        and requirement.organisation_kind in ("", post.organisation.kind)
        and (requirement.organisation is None or post.organisation.path.startswith(requirement.organisation.path))
    )


def last_done(spell: Spell, requirement: Requirement, on: date) -> date | None:
    done = Completion.objects.filter(person=spell.person_id, item=requirement.item_id)
    return max((day for day in done.values_list("completed_on", flat=True) if day <= on), default=None)


def due_on(spell: Spell, requirement: Requirement, last: date | None) -> date | None:
    if last is None:
        since = max(spell.started_on, requirement.asked_since or requirement.starts_on)
        return since + timedelta(days=requirement.due_within_days)
    return months_after(last, requirement.renewal_months) if requirement.renewal_months else None


def is_gap(
    due: date | None, last: date | None, spell: Spell, requirement: Requirement, *, on: date, within_days: int | None
) -> bool:
    if within_days is None:
        return True
    if due is None:
        return False
    is_new_starter = last is None and (on - spell.started_on).days < 84 and requirement.due_within_days <= 84
    return due <= on + timedelta(days=within_days) or (is_new_starter and within_days >= 0)
