"""Writing how we practise: a draft is begun, changed part by part, and published. What was published stays."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from academy.core import clock, trail
from academy.frameworks.models import PARTS, Guide, GuideVersion, Part
from academy.frameworks.rules import AlreadyThere
from academy.frameworks.rules.practice import PARTS_OF, GuideKind, NotADraft, NothingToPublish, PartKind
from academy.people.models import Account


@transaction.atomic
def add_guide(
    title: str, *, code: str, kind: GuideKind, by: Account | None, what_it_says: str = "", is_asked: bool = False
) -> Guide:
    """With the draft of its first version."""
    position = Guide.objects.count()
    try:
        with transaction.atomic():
            guide = Guide.objects.create(
                title=title, code=code, kind=kind, what_it_says=what_it_says, is_asked=is_asked, position=position
            )
    except IntegrityError:
        raise AlreadyThere(f"“{title}” is here already, or a guide of this kind.", field="title") from None
    GuideVersion.objects.create(guide=guide, number=1)
    trail.note(by, "added", guide)
    return guide


@transaction.atomic
def change_guide(guide: Guide, *, by: Account | None, **changes: Any) -> Guide:
    """What it is called, and whether everybody is asked to understand it. What it says is changed in a new version."""
    guide = Guide.objects.select_for_update().get(pk=guide.pk)
    said = {name: getattr(guide, name) for name, value in changes.items() if getattr(guide, name) != value}
    for name in said:
        setattr(guide, name, changes[name])
    guide.save(update_fields=list(said))
    trail.note(by, "changed", guide, said_before={name: str(value) for name, value in said.items()})
    return guide


@transaction.atomic
def begin_draft(guide: Guide, *, by: Account | None) -> GuideVersion:
    """A copy of all that stands today, or the draft that is there already."""
    guide = Guide.objects.select_for_update().get(pk=guide.pk)
    draft = guide.versions.filter(published_on=None).first()
    if draft is not None:
        return draft
    current = guide.versions.filter(is_current=True).first()
    last = guide.versions.aggregate(last=Max("number"))["last"] or 0
    draft = GuideVersion.objects.create(
        guide=guide,
        number=last + 1,
        introduction=current.introduction if current else "",
        minutes=current.minutes if current else 5,
    )
    if current is not None:
        _copy(current, draft)
    trail.note(by, "began", draft)
    return draft


@transaction.atomic
def describe_version(version: GuideVersion, *, by: Account | None, **changes: Any) -> GuideVersion:
    """What it begins with, what changed, and whether everybody is asked again."""
    version = _draft(version)
    for name, value in changes.items():
        setattr(version, name, value)
    version.save(update_fields=list(changes))
    trail.note(by, "described", version)
    return version


@transaction.atomic
def add_part(version: GuideVersion, kind: PartKind, *, by: Account | None, **said: Any) -> Part:
    version = _draft(version)
    model = PARTS[kind]
    last = model._default_manager.filter(version=version).aggregate(last=Max("position"))["last"]
    said.setdefault("position", 0 if last is None else last + 1)
    try:
        with transaction.atomic():
            part: Part = model._default_manager.create(version=version, **said)
    except IntegrityError:
        raise AlreadyThere("This version has it already. Change the one that is there.") from None
    trail.note(by, "added", part)
    return part


@transaction.atomic
def change_part(part: Part, *, by: Account | None, **said: Any) -> Part:
    _draft(part.version)
    for name, value in said.items():
        setattr(part, name, value)
    try:
        with transaction.atomic():
            part.save(update_fields=list(said))
    except IntegrityError:
        raise AlreadyThere("Another part says this already. Change that one.") from None
    trail.note(by, "changed", part)
    return part


@transaction.atomic
def take_out_part(part: Part, *, by: Account | None) -> None:
    """Out of the draft. It stays in the versions that were published with it."""
    _draft(part.version)
    trail.note(by, "took out", part)
    part.delete()


@transaction.atomic
def publish_version(version: GuideVersion, *, by: Account | None, on: date | None = None) -> GuideVersion:
    """It replaces the one before. Whoever is asked to understand it reads so on their home page."""
    guide = Guide.objects.select_for_update().get(pk=version.guide_id)
    version = _draft(version)
    before = guide.versions.filter(is_current=True).first()
    _refuse_unfinished(version, before)
    if before is not None:
        guide.versions.filter(pk=before.pk).update(is_current=False, replaced_by=version)
    version.published_on, version.is_current = on or clock.today(), True
    version.save(update_fields=["published_on", "is_current"])
    trail.note(by, "published", version)
    return version


def _refuse_unfinished(version: GuideVersion, before: GuideVersion | None) -> None:
    kinds = PARTS_OF[GuideKind(version.guide.kind)]
    if not PARTS[kinds[0]]._default_manager.filter(version=version).exists():
        raise NothingToPublish(f"This version has no {kinds[0].label.lower()} yet. Add one first.")
    if before is not None and not version.what_changed:
        raise NothingToPublish("Say in a sentence what changed. People read it first.", field="what_changed")


def _copy(old: GuideVersion, new: GuideVersion) -> None:
    for kind in PARTS_OF[GuideKind(old.guide.kind)]:
        model = PARTS[kind]
        parts = list(model._default_manager.filter(version=old).order_by("position", "pk"))
        for part in parts:
            part.pk, part.version = None, new
        model._default_manager.bulk_create(parts)


def _draft(version: GuideVersion) -> GuideVersion:
    """Held, so that nothing is changed in it while somebody publishes."""
    held = GuideVersion.objects.select_for_update(of=("self",)).select_related("guide").get(pk=version.pk)
    if not held.is_draft:
        raise NotADraft(f"{held} is published and stays as people read it. Begin the next version.")
    return held
