"""A pack from its first day to what went out: begun, written, put forward by one person and published by another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from academy.core import clock, notices, trail
from academy.core.refusals import Refused
from academy.improvement.models.measures import Measure
from academy.improvement.models.packs import (
    Commentary,
    Pack,
    PackApproval,
    PackFile,
    PackMeasure,
    PackVersion,
)
from academy.improvement.queries import packs as queries
from academy.improvement.rules import packs as rules
from academy.improvement.rules.packs import Edition, FileKind, PackState, Step
from academy.people.models import Account

KIND = "pack"


@dataclass(frozen=True)
class Made:
    """A file as it will be kept."""

    edition: Edition
    kind: FileKind
    content: bytes

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Frozen:
    """Every file of a version, made of what was put forward under `digest`."""

    of: str
    files: Sequence[Made]

    @property
    def digest(self) -> str:
        return sha256("".join(made.digest for made in self.files).encode()).hexdigest()


@transaction.atomic
def begin_pack(period_ends_on: date, *, for_whom: str, by: Account | None, title: str = "", **said: Any) -> Pack:
    """With the measures of the last one, in their order."""
    title = title.strip() or rules.title_of(period_ends_on)
    last = Pack.objects.order_by("-period_ends_on").first()
    pack = Pack(period_ends_on=period_ends_on, for_whom=for_whom.strip(), title=title, begun_by=by, **said)
    pack.begun_at, pack.lead = clock.now(), last.lead if last else None
    try:
        with transaction.atomic():
            pack.save()
    except IntegrityError:
        raise rules.period_taken(str(Pack.objects.get(period_ends_on=period_ends_on))) from None
    rows = list(last.lines.order_by("place", "pk")) if last else []
    PackMeasure.objects.bulk_create(
        PackMeasure(pack=pack, measure_id=row.measure_id, place=row.place, is_for_members=row.is_for_members)
        for row in rows
    )
    trail.note(by, "began", pack)
    return pack


@transaction.atomic
def change_pack(pack: Pack, *, by: Account | None, **said: Any) -> Pack:
    pack = held(pack)
    changed = {name: value for name, value in said.items() if getattr(pack, name) != value}
    for name, value in changed.items():
        setattr(pack, name, value)
    if changed:
        pack.save(update_fields=list(changed))
        trail.note(by, "changed", pack, fields=sorted(changed))
    return pack


@transaction.atomic
def choose_measures(pack: Pack, chosen: Mapping[Measure, bool], *, lead: Measure | None, by: Account | None) -> Pack:
    """In this order; true for what Members read too. Words about a measure that stays are kept."""
    pack = held(pack)
    pack.lines.exclude(measure__in=list(chosen)).delete()
    rows = {row.measure_id: row for row in pack.lines.all()}
    for place, (measure, is_for_members) in enumerate(chosen.items(), start=1):
        row = rows.get(measure.pk) or PackMeasure(pack=pack, measure=measure)
        row.place, row.is_for_members = place, is_for_members
        row.save()
    pack.lead = lead if lead in chosen else next(iter(chosen), None)
    pack.save(update_fields=["lead"])
    trail.note(by, "chose the measures of", pack, measures=[measure.code for measure in chosen])
    return pack


@transaction.atomic
def write_commentary(
    line: PackMeasure, *, what_happened: str, why: str, what_next: str, by: Account | None
) -> Commentary:
    held(line.pack)
    said = {"what_happened": what_happened.strip(), "why": why.strip(), "what_next": what_next.strip()}
    commentary, _ = Commentary.objects.update_or_create(
        line=line, defaults={**said, "written_by": by, "written_at": clock.now()}
    )
    trail.note(by, "wrote", commentary)
    return commentary


@transaction.atomic
def put_forward(
    pack: Pack,
    *,
    proof: dict[str, Any],
    digest: str,
    by: Account | None,
    by_words: str,
    now: datetime | None = None,
) -> Pack:
    """One person lets it go, and the figures stand still: what the second reads is what this one read."""
    pack = held(pack)
    if found := queries.faults(pack, queries.lines_of(pack, until=now.date() if now else None)):
        raise rules.not_ready(f"{found[0].where}: {found[0].words}", others=len(found) - 1)
    number = queries.next_number(pack)
    pack.state, pack.proof, pack.proof_digest, pack.sent_back_why = PackState.PUT_FORWARD, proof, digest, ""
    pack.save(update_fields=["state", "proof", "proof_digest", "sent_back_why"])
    approval = _approve(pack, number, Step.FIRST, by=by, by_words=by_words, now=now)
    _tell_who_approves(pack, approval, but=by)
    trail.note(by, "put forward", pack, version=number, digest=digest)
    return pack


@transaction.atomic
def send_back(pack: Pack, *, why: str, by: Account | None) -> Pack:
    """To be changed: the first approval lapses with what it was given to."""
    pack = _locked(pack)
    if pack.state != PackState.PUT_FORWARD:
        raise rules.not_put_forward(pack.title)
    queries.standing_approvals(pack, queries.next_number(pack)).update(lapsed_at=clock.now())
    pack.state, pack.proof, pack.proof_digest, pack.sent_back_why = PackState.WRITING, None, "", why.strip()
    pack.save(update_fields=["state", "proof", "proof_digest", "sent_back_why"])
    trail.note(by, "sent back", pack, why=pack.sent_back_why)
    return pack


@transaction.atomic
def publish_pack(
    pack: Pack, *, frozen: Frozen, by: Account | None, by_words: str, now: datetime | None = None
) -> PackVersion:
    """The second person: from now on not a byte of it changes."""
    pack = _locked(pack)
    if pack.state != PackState.PUT_FORWARD:
        raise rules.not_put_forward(pack.title)
    if pack.proof_digest != frozen.of:
        raise rules.has_changed()
    number, why = queries.next_number(pack), pack.correcting_why
    _approve(pack, number, Step.SECOND, by=by, by_words=by_words, now=now)
    at = now or clock.now()
    version = PackVersion.objects.create(
        pack=pack,
        number=number,
        reason=why,
        digest=frozen.digest,
        published_on=timezone.localdate(at),
        published_at=at,
    )
    _keep(frozen, version)
    pack.state, pack.proof, pack.proof_digest, pack.correcting_why = PackState.PUBLISHED, None, "", ""
    pack.save(update_fields=["state", "proof", "proof_digest", "correcting_why"])
    _tell_readers(version, but=by)
    trail.note(by, "published", version, digest=version.digest)
    return version


@transaction.atomic
def begin_correction(pack: Pack, *, why: str, by: Account | None) -> Pack:
    """What went out stays as it is; the next version will say what it puts right."""
    pack = _locked(pack)
    if pack.state != PackState.PUBLISHED:
        raise rules.PackRefused(f"“{pack.title}” is not published, so it can be changed as it is.")
    pack.state, pack.correcting_why = PackState.WRITING, why.strip()
    pack.save(update_fields=["state", "correcting_why"])
    trail.note(by, "began to correct", pack, why=pack.correcting_why)
    return pack


def held(pack: Pack) -> Pack:
    """Locked until the transaction ends, and open to change."""
    pack = _locked(pack)
    if not pack.is_writable:
        raise rules.not_being_written(pack.title)
    return pack


def _keep(frozen: Frozen, version: PackVersion) -> None:
    PackFile.objects.bulk_create(
        PackFile(
            version=version,
            edition=made.edition,
            kind=made.kind,
            content=made.content,
            digest=made.digest,
            size=len(made.content),
        )
        for made in frozen.files
    )


def _locked(pack: Pack) -> Pack:
    return Pack.objects.select_for_update(no_key=True).get(pk=pack.pk)


def _approve(
    pack: Pack, number: int, step: Step, *, by: Account | None, by_words: str, now: datetime | None
) -> PackApproval:
    """The database refuses a second step by the same person."""
    try:
        with transaction.atomic():
            return PackApproval.objects.create(
                pack=pack,
                number=number,
                step=step,
                by=by,
                by_words=by_words,
                digest=pack.proof_digest,
                at=now or clock.now(),
            )
    except IntegrityError:
        raise _why_not(step) from None


def _why_not(step: Step) -> Refused:
    return rules.same_person() if step == Step.SECOND else rules.has_changed()


def _tell_who_approves(pack: Pack, approval: PackApproval, *, but: Account | None) -> None:
    notices.queue(
        notices.written(
            f"pack-waits:{approval.pk}:{account.pk}",
            to=account.email,
            kind=KIND,
            template="improvement/pack_waits.txt",
            pack=pack,
            who=approval.by_words,
            path=reverse("pack-draft", args=[pack.pk]),
        )
        for account in queries.who_approves(clock.today())
        if account != but
    )


def _tell_readers(version: PackVersion, *, but: Account | None) -> None:
    notices.queue(
        notices.written(
            f"pack:{version.pk}:{account.pk}",
            to=account.email,
            kind=KIND,
            template="improvement/pack_published.txt",
            version=version,
            path=version.pack.get_absolute_url(),
        )
        for account in queries.who_reads(version.published_on)
        if account != but
    )
