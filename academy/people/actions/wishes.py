"""What people wish about messages, and seeing to it: a notice goes when and how its reader wishes, or not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from academy.core import carriers, clock, links, notices, trail
from academy.core.models import Notice
from academy.people import queries, rules
from academy.people.actions.moving import Moving
from academy.people.models import Account, NoticeWishes, Person
from academy.people.rules import Way

AT_ONCE = 500
NEVER_QUIET = rules.Quiet(time(0), time(0), has_weekends=False)


@transaction.atomic
def choose_wishes(
    person: Person,
    *,
    ways: Mapping[str, str],
    rhythm: str,
    quiet_from: time,
    quiet_until: time,
    quiet_weekends: bool,
    mobile: str,
    by: Account | None,
) -> NoticeWishes:
    """For what waits already, too."""
    number = rules.mobile_number(mobile) or "" if mobile else ""
    if Way.TEXT in ways.values() and not number:
        raise rules.NoMobile("Give a mobile number of the United Kingdom, as 07700 900 982", field="mobile")
    wishes = _own(person)
    kinds = rules.notice_kinds()
    wishes.ways = {code: way for code, way in ways.items() if code in kinds and way != kinds[code].ways[0]}
    wishes.rhythm, wishes.mobile = rhythm, number
    wishes.quiet_from, wishes.quiet_until, wishes.quiet_weekends = quiet_from, quiet_until, quiet_weekends
    wishes.save()
    notices.look_again(queries.addresses_of_person(person))
    trail.note(by, "chose which messages come", wishes)
    return wishes


@transaction.atomic
def stop_kind(person: Person, code: str, *, by: Account | None = None) -> NoticeWishes:
    """With the link in a message: whoever holds it was written to. A second time changes nothing."""
    wishes = _own(person)
    if wishes.ways.get(code) != Way.OFF:
        wishes.ways = {**wishes.ways, code: Way.OFF.value}
        wishes.save(update_fields=["ways"])
        notices.look_again(queries.addresses_of_person(person))
        trail.note(by or person, "stopped messages of a kind in", wishes, kind=code)
    return wishes


def stop_link(person_id: int, code: str) -> str:
    return settings.ADDRESS + reverse("stop-notices", args=[f"{code}.{links.token(f'stop.{code}', person_id)}"])


def clear_notices(*, now: datetime | None = None) -> int:
    """Look at each that is due: it goes, by which way, or waits for the morning or the digest, or is kept back."""
    now, cleared = now or clock.now(), 0
    while some := _clear_some(now):
        cleared += some
    return cleared


def gather_digests(*, now: datetime | None = None) -> int:
    """One message for all that waited for it. Each is told in one digest: they are marked with it, in one step."""
    now = now or clock.now()
    due = notices.to_gather(now=now).order_by("to").values_list("to", flat=True).distinct()
    return sum(_gather(to, now) for to in due)


def send_notice_again(notice: Notice, *, by: Account | None) -> bool:
    """What was set aside. Its address counts as good again, because somebody has looked."""
    if not notices.send_again(notice):
        return False
    trail.note(by, "sent again", notice)
    return True


def forget_mobile(person: Person | None) -> None:
    NoticeWishes.objects.filter(person=person).exclude(mobile="").update(mobile="")


def forget_wishes(persons: Iterable[Person]) -> list[str]:
    """Says the mobile numbers that were held, so that they are forgotten elsewhere."""
    wishes = NoticeWishes.objects.filter(person__in=list(persons))
    numbers = [number for number in wishes.values_list("mobile", flat=True) if number]
    wishes.delete()
    return numbers


def move_wishes(moving: Moving) -> None:
    """What the kept one chose stays; what only the other chose comes along."""
    theirs = NoticeWishes.objects.filter(person=moving.merged)
    if NoticeWishes.objects.filter(person=moving.kept).exists():
        moving.take_away(theirs)
    else:
        moving.repoint(theirs)


def _own(person: Person) -> NoticeWishes:
    wishes, _ = NoticeWishes.objects.select_for_update().get_or_create(person=person)
    return wishes


@transaction.atomic
def _clear_some(now: datetime) -> int:
    found = list(notices.to_clear(now=now).select_for_update(skip_locked=True, of=("self",))[:AT_ONCE])
    readers = queries.readers({notice.to for notice in found})
    for notice in found:
        _clear(notice, readers.get(notice.to), now)
    notices.keep_cleared(found)
    return len(found)


def _clear(notice: Notice, reader: NoticeWishes | None, now: datetime) -> None:
    """Of a shared mailbox nobody's wishes are known: it is written to as usual, at any hour."""
    kind = rules.notice_kinds().get(notice.kind)
    if kind is None or reader is None:
        notice.cleared_until = rules.goes_until(now, NEVER_QUIET)
        return
    way = rules.way_of(kind, reader.ways)
    if way == Way.OFF:
        notice.kept_back_at, notice.body, notice.text, notice.attachment = now, "", "", ""
    elif way == Way.DIGEST:
        notice.is_gathered, notice.due_at = True, rules.next_digest(now, reader.rhythm)
    elif not kind.is_urgent and reader.quiet.has(now):
        notice.due_at = rules.goes_from(now, reader.quiet)
    else:
        _let_go(notice, reader, way, now, is_urgent=kind.is_urgent)
        notice.stop_link = stop_link(reader.person_id, kind.code) if Way.OFF in kind.ways else ""


def _let_go(notice: Notice, reader: NoticeWishes, way: Way, now: datetime, *, is_urgent: bool) -> None:
    is_text = way == Way.TEXT and bool(notice.text and reader.mobile) and carriers.may_text()
    notice.way = Notice.Way.TEXT if is_text else Notice.Way.EMAIL
    notice.number = reader.mobile if is_text else ""
    notice.cleared_until = rules.goes_until(now, NEVER_QUIET if is_urgent else reader.quiet)


@transaction.atomic
def _gather(to: str, now: datetime) -> int:
    """Those that another worker is telling at this moment are not told again."""
    waiting = notices.to_gather(now=now).filter(to=to).select_for_update(skip_locked=True, of=("self",))
    told = list(waiting.order_by("created_at", "pk"))
    if not told:
        return 0
    context: dict[str, Any] = {"told": told, "by_kind": _by_kind(told), "link": settings.ADDRESS + reverse("wishes")}
    digest = notices.written(f"digest:{told[0].pk}", to=to, template="people/digest.txt", kind="digest", **context)
    notices.tell_in(digest, told)
    return 1


def _by_kind(told: Iterable[Notice]) -> list[tuple[str, list[Notice]]]:
    found = defaultdict(list)
    for notice in told:
        kind = rules.notice_kinds().get(notice.kind)
        found[kind.title if kind else ""].append(notice)
    return list(found.items())
