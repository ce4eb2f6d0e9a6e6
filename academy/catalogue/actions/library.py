"""Putting a resource into the library, giving it a newer file, looking at it again, and counting who opens it."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from academy.catalogue import rules
from academy.catalogue.actions.items import add_item, change_item
from academy.catalogue.actions.texts import write_texts
from academy.catalogue.models import Item, Resource, ResourceUse, ResourceVersion, Tag, UseKey, UseMark
from academy.catalogue.rules import library as words
from academy.core import clock, jobs, notices, trail
from academy.core.models import StoredFile
from academy.core.uploads import RECORDINGS, Judged, Kind, keep, look_inside, note_pages, opened
from academy.people.actions import Moving
from academy.people.models import Account, Person
from academy.people.scope import current_spells

OF_THE_ITEM = (
    "title",
    "summary",
    "description",
    "who_for",
    "organisation",
    "theme",
    "hours",
    "level",
    "why",
    "review_on",
)


@transaction.atomic
def add_resource(
    title: str,
    *,
    by: Account | None,
    licence: str,
    review_on: date,
    file: StoredFile | None = None,
    captions: StoredFile | None = None,
    transcript: str = "",
    link: str = "",
    owner: Person | None = None,
    author: str = "",
    licence_words: str = "",
    published_on: date | None = None,
    tags: Iterable[str] = (),
    shown_to: str = words.ShownTo.EVERYONE,
    shown_to_kinds: Iterable[str] = (),
    **said: Any,
) -> Resource:
    """On offer and in the library at once; its words are read in a moment. Keep the files first (`uploads.keep`)."""
    words.refuse_nothing(has_file=file is not None, link=link)
    _refuse_file(file.kind if file else "", captions, transcript)
    words.refuse_unsaid_permission(licence, licence_words)
    words.refuse_review_date(review_on, today=clock.today())
    item = add_item(
        title,
        by=by,
        kind=rules.Kind.RESOURCE,
        mode=rules.Mode.OWN_TIME,
        review_on=review_on,
        shown_to=shown_to,
        shown_to_kinds=words.kinds_kept(shown_to_kinds) if shown_to == words.ShownTo.KINDS else "",
        **said,
    )
    resource = Resource.objects.create(
        item=item,
        form=words.form_of(file.kind if file else ""),
        link=link,
        author=author,
        owner=owner,
        licence=licence,
        licence_words=licence_words,
        published_on=published_on,
    )
    resource.tags.set(_tags(tags))
    if file is not None:
        _add_version(resource, file, captions, transcript, by=by)
    _write_text(item.pk)
    trail.note(by, "added", resource)
    return resource


@transaction.atomic
def change_resource(
    resource: Resource, *, by: Account | None, tags: Iterable[str] | None = None, **changes: Any
) -> Resource:
    """What is said of it, on the item and in the library. The trail keeps what was said before."""
    resource = _held(resource)
    words.refuse_unsaid_permission(
        changes.get("licence", resource.licence), changes.get("licence_words", resource.licence_words)
    )
    if changes.get("review_on", resource.item.review_on) != resource.item.review_on:
        words.refuse_review_date(changes["review_on"], today=clock.today())
    if "shown_to" in changes:
        kinds = changes.pop("shown_to_kinds", ()) if changes["shown_to"] == words.ShownTo.KINDS else ()
        changes["shown_to_kinds"] = words.kinds_kept(kinds)
    of_item = {name: changes.pop(name) for name in (*OF_THE_ITEM, "shown_to", "shown_to_kinds") if name in changes}
    change_item(resource.item, by=by, capabilities=changes.pop("capabilities", None), **of_item)
    said = {name: str(getattr(resource, name)) for name, value in changes.items() if getattr(resource, name) != value}
    for name in said:
        setattr(resource, name, changes[name])
    if said:
        resource.save(update_fields=list(said))
    if tags is not None:
        resource.tags.set(_tags(tags))
    _write_text(resource.pk)
    trail.note(by, "changed", resource, said_before=said)
    return resource


@transaction.atomic
def replace_file(
    resource: Resource,
    *,
    by: Account | None,
    file: StoredFile,
    what_changed: str,
    captions: StoredFile | None = None,
    transcript: str = "",
) -> ResourceVersion:
    """The newer file takes its place at once. The older one is kept for whoever looks after it."""
    resource = _held(resource)
    _refuse_file(file.kind, captions, transcript)
    version = _add_version(resource, file, captions, transcript, by=by, what_changed=what_changed)
    trail.note(by, "replaced the file of", resource, version=version.number, what_changed=what_changed)
    return version


def read_version(version: ResourceVersion) -> words.Reading:
    """Its words, its length and its first page. What reads it may be lost without harm: then it is said so."""
    with opened(version.file) as content:
        inside = look_inside(content.read(), version.file.kind) if _is_readable(version.file.kind) else None
    preview = keep(_preview(inside.picture)) if inside and inside.picture else None
    text = "\n\n".join(filter(None, [inside.text if inside else "", _caption_words(version), version.transcript]))
    if text.strip():
        reading = words.Reading.READ
    else:
        reading = words.Reading.WORDLESS if inside is None or inside.is_read else words.Reading.UNREADABLE
    with transaction.atomic():
        note_pages(version.file, inside.pages if inside else None)
        ResourceVersion.objects.filter(pk=version.pk).update(text=text, reading=reading, preview=preview)
        _write_text(version.resource_id)
    return reading


def count_use(resource: Resource, person: Person, *, on: date) -> None:
    """Each person once a month, by a mark that nobody can read back once the month's key is gone."""
    month = words.month_of(on)
    key = UseKey.objects.filter(pk=month).first()
    if key is None:
        UseKey.objects.bulk_create([UseKey(month=month, key=secrets.token_hex(32))], ignore_conflicts=True)
        key = UseKey.objects.get(pk=month)
    mark = hmac.new(bytes.fromhex(key.key), f"{person.pk}".encode(), hashlib.sha256).hexdigest()
    UseMark.objects.bulk_create([UseMark(resource=resource, month=month, mark=mark)], ignore_conflicts=True)


@transaction.atomic
def close_months(*, on: date) -> int:
    """What is over is counted, and how it was counted is forgotten."""
    over = UseMark.objects.filter(month__lt=words.month_of(on))
    counted = list(over.values_list("resource_id", "month").annotate(people=models.Count("pk")).order_by())
    ResourceUse.objects.bulk_create(
        [ResourceUse(resource_id=pk, month=month, people=people) for pk, month, people in counted],
        ignore_conflicts=True,
    )
    over.delete()
    UseKey.objects.filter(month__lt=words.month_of(on)).delete()
    return len(counted)


def ask_owners(*, on: date) -> int:
    """Of what is past its review. Asked once for each review date; the training leads are asked beside them."""
    due = Resource.objects.filter(item__is_published=True, item__review_on__lte=on, owner__isnull=False)
    at_work = current_spells(on).filter(person=models.OuterRef("owner"))
    due = due.filter(models.Exists(at_work)).select_related("item", "owner").order_by("pk")
    asked = [
        notices.written(
            f"library-review:{one.pk}:{one.item.review_on}",
            to=one.owner.email or "",  # type: ignore[union-attr]
            template="catalogue/library/notices/review.txt",
            kind="running",
            resource=one,
        )
        for one in due
    ]
    notices.queue(asked)
    return len(asked)


def move_person(moving: Moving) -> None:
    """Two records become one: what either looks after, the one that stays looks after."""
    moving.repoint(Resource.objects.filter(owner=moving.merged), "owner")


def _write_text(item_id: int) -> None:
    """Read afresh: what it is found by stands on the item, its tags and its file."""
    write_texts(Item.objects.filter(pk=item_id))


def _held(resource: Resource) -> Resource:
    return Resource.objects.select_for_update(of=("self",)).select_related("item").get(pk=resource.pk)


def _refuse_file(kind: str, captions: StoredFile | None, transcript: str) -> None:
    words.refuse_captions_of_nothing(kind, has_captions=captions is not None)
    words.refuse_what_not_everybody_can_follow(kind, has_captions=captions is not None, transcript=transcript)


def _add_version(
    resource: Resource,
    file: StoredFile,
    captions: StoredFile | None,
    transcript: str,
    *,
    by: Account | None,
    what_changed: str = "",
) -> ResourceVersion:
    last = resource.versions.aggregate(last=models.Max("number"))["last"] or 0
    version = ResourceVersion.objects.create(
        resource=resource,
        number=last + 1,
        file=file,
        captions=captions,
        transcript=transcript,
        what_changed=what_changed,
        added_by=by,
        added_at=clock.now(),
    )
    resource.current, resource.form, resource.link = version, words.form_of(file.kind), ""
    resource.save(update_fields=["current", "form", "link"])
    jobs.start("catalogue.read_file", key=str(version.pk), version_id=version.pk)
    return version


def _tags(names: Iterable[str]) -> list[Tag]:
    """Known by their letters, so that Neglect and neglect are one."""
    wanted = {slug: name for name in names if (slug := slugify(name)[:60])}
    Tag.objects.bulk_create([Tag(slug=slug, name=name) for slug, name in wanted.items()], ignore_conflicts=True)
    return list(Tag.objects.filter(slug__in=wanted))


def _is_readable(kind: str) -> bool:
    return kind not in RECORDINGS


def _preview(picture: Any) -> Judged:
    return Judged.of_bytes(Kind.PNG, picture.content, picture.width, picture.height)


def _caption_words(version: ResourceVersion) -> str:
    if version.captions is None:
        return ""
    with opened(version.captions) as content:
        return look_inside(content.read(), Kind.VTT).text
