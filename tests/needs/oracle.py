"""Gaps worked out the slow way, one person after another in plain Python, to compare with what the database says."""

from datetime import date, timedelta

from academy.core.clock import months_after
from academy.frameworks.models import JobRoleCapability
from academy.needs.models import Equivalent, Exemption, ProfessionRole, Requirement, SettingLine
from academy.people.models import Post, Spell
from academy.records.models import Completion

Found = tuple[int, int, date | None, date | None]


def gaps(on: date, *, within_days: int | None = -2) -> set[Found]:
    """Person, requirement, due on, last done on. -2 days ahead: as many as each requirement says."""
    found: dict[tuple[int, int], Found] = {}
    for spell in Spell.objects.select_related("post__organisation", "post__job_role"):
        if spell.started_on > on or (spell.ended_on and spell.ended_on < on):
            continue
        for requirement in Requirement.objects.select_related("organisation"):
            if not applies(requirement, spell, on):
                continue
            if within_days is not None and is_exempt(spell, requirement, on):
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
        and (requirement.profession_id is None or profession_of(post) == requirement.profession_id)
        and (requirement.capability_id is None or requirement.capability_id in expected_of(post, on))
        and (requirement.setting_id is None or is_in_setting(post, requirement.setting_id, on))
        and requirement.organisation_kind in ("", post.organisation.kind)
        and (requirement.organisation is None or post.organisation.path.startswith(requirement.organisation.path))
    )


def profession_of(post: Post) -> int | None:
    role = ProfessionRole.objects.filter(job_role=post.job_role_id).first()
    return role.profession_id if role else None


def expected_of(post: Post, on: date) -> set[int]:
    levels = JobRoleCapability.objects.filter(job_role=post.job_role_id)
    return {level.capability_id for level in levels if is_running(level.starts_on, level.ends_on, on)}


def is_in_setting(post: Post, setting_id: int, on: date) -> bool:
    for line in SettingLine.objects.filter(setting=setting_id).select_related("organisation"):
        if (
            is_running(line.starts_on, line.ends_on, on)
            and line.job_role_id in (None, post.job_role_id)
            and line.team_id in (None, post.team_id)
            and line.organisation_kind in ("", post.organisation.kind)
            and (line.organisation is None or post.organisation.path.startswith(line.organisation.path))
        ):
            return True
    return False


def is_exempt(spell: Spell, requirement: Requirement, on: date) -> bool:
    held = Exemption.objects.filter(person=spell.person_id, item=requirement.item_id, counts_from__isnull=False)
    return any(one.counts_from <= on <= min(one.until_on, one.ended_on or one.until_on) for one in held)


def is_running(starts_on: date, ends_on: date | None, on: date) -> bool:
    return starts_on <= on and (ends_on is None or ends_on >= on)


def last_done(spell: Spell, requirement: Requirement, on: date) -> date | None:
    done = Completion.objects.filter(person=spell.person_id)
    days = list(done.filter(item=requirement.item_id).values_list("completed_on", flat=True))
    for equal in Equivalent.objects.filter(item=requirement.item_id):
        instead = done.filter(item=equal.counts).values_list("completed_on", flat=True)
        days += [day for day in instead if is_running(equal.starts_on, equal.ends_on, day)]
    return max((day for day in days if day <= on), default=None)


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
    if within_days == -2:
        within_days = requirement.due_soon_days
    is_new_starter = last is None and (on - spell.started_on).days < 84 and requirement.due_within_days <= 84
    return due <= on + timedelta(days=within_days) or (is_new_starter and within_days >= 0)
