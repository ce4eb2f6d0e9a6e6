"""Looking somebody up, handing out what is kept, erasing, and reading the trail through."""

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from academy.audits.actions import moving as audits
from academy.booking import actions as booking
from academy.catalogue.actions import experts
from academy.core import clock, imports, jobs, notices, trail
from academy.core.models import Entry
from academy.core.refusals import Refused
from academy.elearning import actions as elearning
from academy.frameworks.actions import self_assessments, understood
from academy.improvement.actions import moving as improvement
from academy.needs import actions as needs
from academy.people import actions as people
from academy.people import queries as reads
from academy.people.models import Account, Person
from academy.plan import actions as plan
from academy.privacy import files, holdings, queries, rules
from academy.privacy.models import ChainCheck, Erased, Erasure, LookUp, SubjectFile
from academy.privacy.rules import Kept, Look, Why
from academy.programmes import actions as programmes
from academy.records import actions as records
from academy.surveys import actions as surveys
from academy.workforce.actions import agency_people as workforce

AT_MOST = 500  # people a day: the first run after years has many, and a worker has other things to do
ERASED_FILE = "erased.jsonl"  # beside the database, so that it outlives a database that is put back


@transaction.atomic
def look_up(person: Person, *, reason: str, note: str, by: Account) -> LookUp:
    """Nothing is shown before this is in the trail. The person reads who looked and which reason, not the note."""
    now = clock.now()
    look = LookUp.objects.create(
        by=by, person=person, reason=Look(reason), note=note.strip(), at=now, until=now + rules.LOOK_LASTS
    )
    trail.note_reading(by, "looked up", look, reason=look.reason)
    return look


@transaction.atomic
def ask_for_file(person: Person, *, by: Account, look: LookUp | None = None) -> SubjectFile:
    """A worker makes it. Asked for again while one is being made or is there to be fetched, it is the same."""
    Person.objects.select_for_update().get(pk=person.pk)
    now = clock.now()
    for held in SubjectFile.objects.filter(person=person, asked_by=by).defer("content"):
        if held.made_at is None or held.is_ready(now=now):
            return held
    file = SubjectFile.objects.create(person=person, asked_by=by, look_up=look, asked_at=now)
    trail.note_reading(by, "asked for", file)
    jobs.start("privacy.make_subject_file", key=str(file.pk), file=file.pk)
    return file


def make_file(file: SubjectFile) -> SubjectFile:
    """Made outside the transaction, because it reads every table; kept if nobody was quicker."""
    if file.made_at is not None:
        return file
    is_own = file.asked_by.person_id == file.person_id
    now, tables = clock.now(), holdings.everything(file.person, is_for_themselves=is_own)
    content = files.packed(file.person, tables, made_at=now)
    with transaction.atomic():
        held = SubjectFile.objects.select_for_update().get(pk=file.pk)
        if held.made_at is not None or held.person.erased_on:
            return held
        held.content, held.made_at, held.expires_at = content, now, now + rules.FILE_LASTS
        held.tables, held.rows = len(tables), files.rows_in(tables)
        held.save()
        trail.note(None, "made", held, tables=held.tables, rows=held.rows)
    return held


def take_file(file: SubjectFile, *, by: Account) -> bytes:
    """The content, noted before it is handed over."""
    held = SubjectFile.objects.get(pk=file.pk)
    if not held.is_ready(now=clock.now()) or held.content is None:
        raise rules.NotReady("This file is no longer kept. Ask for a new one.")
    trail.note_reading(by, "took", held)
    return bytes(held.content)


@transaction.atomic
def erase_person(
    person: Person, *, by: Account | None, why: Why = Why.ASKED, reason: str = "", on: date | None = None
) -> Counter[str]:
    """Each room takes away its own. What is left is a number that figures count."""
    on = on or clock.today()
    person = Person.objects.select_for_update().get(pk=person.pk)
    if why != Why.AGAIN:
        refuse_erasing(person, on=on)
    keys = queries.keys_of(person)
    gone: Counter[str] = Counter()
    gone[Kept.FILES] = _take_files_away(person)
    above = (improvement, workforce, surveys, audits, programmes, plan, needs, elearning, booking, experts)
    for room in (*above, understood, self_assessments, records, people):
        gone += room.erase_person(person)
    LookUp.objects.filter(person=person).update(note="")
    Erased.objects.update_or_create(person=person, defaults={"keys": keys, "on": on, "why": why})
    count_erased(gone, on=on, why=why)
    trail.note(by, "erased", person, why=why, reason=reason)
    transaction.on_commit(lambda: _write_down(keys, on))
    return gone


def move_person(moving: people.Moving) -> None:
    """Two records become one: who looked up either is told to the person as one. Files asked for stay as they are."""
    moving.repoint(LookUp.objects.filter(person=moving.merged))


def refuse_erasing(person: Person, *, on: date) -> None:
    """Also asked before the page that checks, so that nobody is led to a button that refuses."""
    if person.erased_on:
        raise rules.StillNeeded("This person was erased already.")
    lasting = reads.posts_that_last(person, on=on).first()
    if lasting is not None:
        until = "today" if lasting.started_on <= on else "soon"
        words = f"{person} works at {lasting.post.organisation} {until}. Erase after the last day of the last post."
        raise rules.StillInPost(words)
    roles = reads.current_grants(on).filter(account__person=person).exclude(role="practitioner")
    if roles.exists():
        raise rules.StillNeeded(f"{person} holds a role in the Academy. Ask the Academy team to end it first.")


def count_erased(gone: Counter[str], *, on: date, why: Why) -> None:
    """Kinds of which nothing was there leave no row."""
    rows = [Erasure(kind=Kept(kind), on=on, rows=number, why=why) for kind, number in sorted(gone.items()) if number]
    Erasure.objects.bulk_create(rows)


def erase_due(on: date) -> Counter[str]:
    """Everything whose time is over. Each kind, and each person, is a transaction of its own."""
    done: Counter[str] = Counter()
    for kind, forget in FORGET.items():
        with transaction.atomic():
            gone = Counter({kind.value: forget(_midnight(rules.PERIODS[kind].last(on)))})
            count_erased(gone, on=on, why=Why.DUE)
        done += gone
    for person in reads.left_before(rules.PERIODS[Kept.PEOPLE].last(on), on=on)[:AT_MOST]:
        with suppress(Refused):  # somebody was quicker
            done += erase_person(person, by=None, why=Why.DUE, on=on)
    return done


@transaction.atomic
def forget_files() -> int:
    """Their content, and nothing else: that they were asked for and taken stays known."""
    over = SubjectFile.objects.filter(expires_at__lt=clock.now(), content__isnull=False)
    return over.update(content=None)


def erase_again(lines: Iterable[str] | None = None) -> int:
    """After an old copy was put back: everybody who had been erased is erased again, whatever the copy says of them."""
    people_back = queries.known_again([*queries.erased_keys(), *written_down(lines)])
    for person in people_back:
        with transaction.atomic():
            _end_what_lasts(person)
            erase_person(person, by=None, why=Why.AGAIN)
    return len(people_back)


def written_down(lines: Iterable[str] | None = None) -> list[list[str]]:
    """The list beside the database, or the copy of it that was kept elsewhere."""
    if lines is None:
        file = erased_file()
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [json.loads(line)["keys"] for line in lines if line.strip()]


def erased_file() -> Path:
    return Path(settings.FOLDER) / ERASED_FILE


def ask_for_check() -> ChainCheck:
    """At once while the trail is short; else by a worker. A second click while one is waiting asks for nothing more."""
    waiting = queries.waiting_check()
    if waiting is not None:
        return waiting
    check = ChainCheck.objects.create(asked_at=clock.now())
    if Entry.objects.count() <= rules.READ_AT_ONCE:
        return read_chain(check)
    jobs.start("privacy.check_trail", key=str(check.pk), check=check.pk)
    return check


def read_chain(check: ChainCheck) -> ChainCheck:
    """Every entry in its order. A head that is no longer in the trail was cut off after it was noted."""
    broken = trail.first_broken()
    check.first_broken = broken.pk if broken is not None else _cut_off(check)
    check.entries, check.head, check.finished_at = Entry.objects.count(), trail.head(), clock.now()
    check.save()
    if check.first_broken is not None:
        _tell_the_academy(check)
    return check


def _cut_off(check: ChainCheck) -> int | None:
    """The last whole reading noted the head there was: if that entry is gone, so is what followed it."""
    whole = ChainCheck.objects.filter(finished_at__isnull=False, first_broken__isnull=True)
    before = whole.exclude(pk=check.pk).first()
    if before is None or before.head == trail.START or Entry.objects.filter(hash=before.head).exists():
        return None
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) + 1


def _tell_the_academy(check: ChainCheck) -> None:
    notices.send(
        f"trail-broken:{check.first_broken}:{clock.today()}",
        kind="safety",
        to=settings.CONTACT_EMAIL,
        template="privacy/trail_broken.txt",
        check=check,
    )


def _take_files_away(person: Person) -> int:
    return SubjectFile.objects.filter(person=person).exclude(content=None).update(content=None)


def _end_what_lasts(person: Person) -> None:
    """An old copy may show them in post, on a day after which they left."""
    for spell in reads.posts_that_last(person, on=clock.today()):
        people.end_post(spell, on=max(spell.started_on, clock.today()), by=None)


def _write_down(keys: list[str], on: date) -> None:
    with erased_file().open("a", encoding="utf-8") as file:
        file.write(json.dumps({"keys": keys, "on": on.isoformat()}) + "\n")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _needs(before: datetime) -> int:
    return booking.erase_needs(on=clock.today())


FORGET = {
    Kept.STORIES: lambda before: surveys.forget_stories(before=before.date()),
    Kept.NEEDS: _needs,
    Kept.NOTICES: lambda before: notices.forget_sent(before=before),
    Kept.IMPORTS: lambda before: imports.forget_rows(before=before),
    Kept.SESSIONS: lambda before: people.forget_sessions(before=before),
    Kept.TRIES: lambda before: people.forget_tries(before=before),
    Kept.FILES: lambda before: forget_files(),
}
