"""Sources and their versions, what rests on them, and looking at it again when they change."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction

from academy.core import clock, trail
from academy.frameworks.actions.asking import tell_owners
from academy.frameworks.models import CurrencyReview, LegalSource, RestsOn, SourceVersion
from academy.frameworks.rules import (
    AlreadyThere,
    NotCurrent,
    NothingToReview,
    Outcome,
    OutOfOrder,
    ReviewReason,
    SourceKind,
)
from academy.people.models import Account, Organisation

NO_LONGER = "It no longer rests on this."
OPEN: dict[str, Any] = {"reviewed_at": None, "reviewed_by": None, "outcome": "", "words": ""}
SET_ASIDE = "It was taken off the offer."


@transaction.atomic
def add_source(
    title: str, *, code: str, kind: SourceKind, by: Account | None, publisher: str = "", what_it_says: str = ""
) -> LegalSource:
    try:
        with transaction.atomic():
            source = LegalSource.objects.create(
                title=title, code=code, kind=kind, publisher=publisher, what_it_says=what_it_says
            )
    except IntegrityError:
        raise AlreadyThere(f"“{title}” is here already.", field="title") from None
    trail.note(by, "added", source)
    return source


@transaction.atomic
def change_source(source: LegalSource, *, by: Account | None, review_on: date | None, **changes: Any) -> LegalSource:
    """What is said of it, and the day on which its current version is looked at again."""
    source = LegalSource.objects.select_for_update().get(pk=source.pk)
    said = {name: getattr(source, name) for name, value in changes.items() if getattr(source, name) != value}
    for name in said:
        setattr(source, name, changes[name])
    source.save(update_fields=list(said))
    source.versions.filter(is_current=True).update(review_on=review_on)
    trail.note(by, "changed", source, said_before={name: str(value) for name, value in said.items()})
    return source


@transaction.atomic
def record_version(
    source: LegalSource,
    name: str,
    *,
    published_on: date,
    by: Account | None,
    in_force_on: date | None = None,
    link: str = "",
    what_changed: str = "",
    review_on: date | None = None,
    on: date | None = None,
) -> SourceVersion:
    """The current one from now on. Whatever rests on the one before is to be looked at, and its owners are asked."""
    source = LegalSource.objects.select_for_update().get(pk=source.pk)
    before = source.versions.filter(is_current=True).first()
    _refuse_out_of_order(name, published_on, in_force_on, before)
    if before:
        source.versions.filter(pk=before.pk).update(is_current=False)
    version = _create_version(
        source,
        name=name,
        published_on=published_on,
        in_force_on=in_force_on,
        link=link,
        what_changed=what_changed,
        review_on=review_on,
    )
    if before:
        source.versions.filter(pk=before.pk).update(replaced_by=version)
        _flag(before.pk, ReviewReason.VERSION, due_on=on or clock.today(), version=version)
    trail.note(by, "recorded", version)
    return version


@transaction.atomic
def rest_on(
    record: models.Model, versions: Collection[SourceVersion], *, organisation: Organisation, by: Account | None
) -> None:
    """From now on it rests on these and on nothing else. It may stay on an old version, not begin on one."""
    _hold(versions)
    today, standing = clock.today(), {basis.version_id: basis for basis in _bases(record)}
    wanted = {version.pk: version for version in versions}
    new = SourceVersion.objects.filter(pk__in=wanted.keys() - standing.keys())
    if old := next((version for version in new.select_related("source") if not version.is_current), None):
        raise NotCurrent(f"{old} was replaced. Choose the current version.", field="rests_on")
    gone = [basis for pk, basis in standing.items() if pk not in wanted]
    _end(gone, on=today)
    RestsOn.objects.bulk_create(
        RestsOn(version=version, **_key(record), organisation=organisation, since_on=today) for version in new
    )
    RestsOn.objects.filter(**_key(record), until_on=None).update(organisation=organisation)
    left = CurrencyReview.objects.filter(**_key(record), reviewed_at=None)
    left.filter(rested_on__in=[basis.version_id for basis in gone]).update(
        reviewed_at=clock.now(), reviewed_by=by, outcome=Outcome.CHANGED, words=NO_LONGER
    )
    left.update(organisation=organisation)


def rest_each_on(basis: Iterable[tuple[models.Model, SourceVersion, Organisation]], *, on: date) -> int:
    """Many records that rest on nothing yet, as when a whole offer comes in. No trail: nobody did it."""
    held = [
        RestsOn(version=version, **_key(record), organisation=organisation, since_on=on)
        for record, version, organisation in basis
    ]
    return len(RestsOn.objects.bulk_create(held, batch_size=500))


@transaction.atomic
def set_aside(record: models.Model, *, by: Account | None, why: str) -> None:
    """It is withdrawn: what it rests on is kept, and nothing of it waits to be looked at."""
    RestsOn.objects.filter(**_key(record), until_on=None).update(is_set_aside=True)
    waiting = CurrencyReview.objects.filter(**_key(record), reviewed_at=None)
    waiting.update(reviewed_at=clock.now(), reviewed_by=by, outcome=Outcome.WITHDRAWN, words=why[:300] or SET_ASIDE)


@transaction.atomic
def take_up(record: models.Model) -> None:
    """It is back: what changed under it meanwhile is to be looked at."""
    bases = RestsOn.objects.filter(**_key(record), until_on=None, is_set_aside=True)
    _hold(list(SourceVersion.objects.filter(resting__in=bases)))
    old = list(bases.filter(version__is_current=False).select_related("version__source").order_by("pk"))
    bases.update(is_set_aside=False)
    for basis in old:
        current = basis.version.source.versions.get(is_current=True)
        _again(_review(basis, ReviewReason.VERSION, due_on=clock.today(), version=current))


@transaction.atomic
def ask_for_review(record: models.Model, *, organisation: Organisation, due_on: date) -> CurrencyReview | None:
    """For a room whose record has a day of its own, which has come. None when it was asked before."""
    key = {**_key(record), "reason": ReviewReason.DAY, "due_on": due_on}
    if CurrencyReview.objects.filter(**key, outcome=Outcome.WITHDRAWN).update(**OPEN):
        return CurrencyReview.objects.get(**key)
    asked = CurrencyReview(**key, organisation=organisation, asked_at=clock.now())
    return next(iter(_ask([asked])), None)


@transaction.atomic
def ask_for_reviews_due(*, on: date) -> int:
    """Whatever rests on a current version whose own day has come."""
    due = SourceVersion.objects.filter(is_current=True, review_on__lte=on).order_by("pk")
    days = [(version.pk, version.review_on) for version in due]
    return sum(len(_flag(pk, ReviewReason.DAY, due_on=day, version=None)) for pk, day in days if day)


@transaction.atomic
def review(record: models.Model, outcome: Outcome, words: str, *, by: Account | None) -> list[CurrencyReview]:
    """Somebody looked and says so in a sentence. It rests on the current versions again, unless it is withdrawn."""
    waiting = CurrencyReview.objects.select_for_update().filter(**_key(record), reviewed_at=None).order_by("pk")
    reviews = list(waiting)
    if not reviews:
        raise NothingToReview("Somebody has looked at this already. Nothing waits to be reviewed.")
    waiting.update(reviewed_at=clock.now(), reviewed_by=by, outcome=outcome, words=words)
    if outcome != Outcome.WITHDRAWN:
        _move_on(record)
    trail.note_each(by, "reviewed", reviews, outcome=outcome)
    return reviews


def _move_on(record: models.Model) -> None:
    """From each version that was replaced to the one that stands today."""
    old = [basis for basis in _bases(record) if not basis.version.is_current]
    _end(old, on=clock.today())
    held = {basis.version_id for basis in _bases(record)}
    now = SourceVersion.objects.filter(source__in=[basis.version.source_id for basis in old], is_current=True)
    by_source = {basis.version.source_id: basis.organisation_id for basis in old}
    RestsOn.objects.bulk_create(
        RestsOn(
            version=version,
            **_key(record),
            organisation_id=by_source[version.source_id],
            since_on=clock.today(),
        )
        for version in now
        if version.pk not in held
    )


def _create_version(source: LegalSource, **fields: Any) -> SourceVersion:
    try:
        with transaction.atomic():
            return SourceVersion.objects.create(source=source, **fields)
    except IntegrityError:
        raise AlreadyThere(f"{source} has a version called {fields['name']} already.", field="name") from None


def _refuse_out_of_order(name: str, published_on: date, in_force_on: date | None, before: SourceVersion | None) -> None:
    if before and published_on <= before.published_on:
        said = f"The {before.name} version came out on {before.published_on:%-d %B %Y}. Give a later day."
        raise OutOfOrder(said, field="published_on")
    if in_force_on and in_force_on < published_on:
        raise OutOfOrder(f"{name} cannot be in force before it came out.", field="in_force_on")


def _flag(
    version_id: int, reason: ReviewReason, *, due_on: date, version: SourceVersion | None
) -> list[CurrencyReview]:
    resting = RestsOn.objects.filter(version=version_id, until_on=None, is_set_aside=False).order_by("pk")
    return _ask([_review(basis, reason, due_on=due_on, version=version) for basis in resting])


def _review(basis: RestsOn, reason: ReviewReason, *, due_on: date, version: SourceVersion | None) -> CurrencyReview:
    return CurrencyReview(
        record_type_id=basis.record_type_id,
        record_id=basis.record_id,
        organisation_id=basis.organisation_id,
        reason=reason,
        rested_on_id=basis.version_id,
        version=version,
        due_on=due_on,
        asked_at=clock.now(),
    )


def _again(review: CurrencyReview) -> None:
    """A version that was asked about before the record was withdrawn is asked about once more."""
    key = {"record_type": review.record_type_id, "record_id": review.record_id, "version": review.version}
    if not CurrencyReview.objects.filter(**key, outcome=Outcome.WITHDRAWN).update(**OPEN, due_on=review.due_on):
        _ask([review])


def _ask(reviews: list[CurrencyReview]) -> list[CurrencyReview]:
    """Each once: what was asked before is not asked again, and its owner hears of it once."""
    last = CurrencyReview.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    CurrencyReview.objects.bulk_create(reviews, ignore_conflicts=True)
    types = {(one.record_type_id, one.record_id) for one in reviews}
    new = CurrencyReview.objects.filter(pk__gt=last, record_id__in={pk for _, pk in types}).order_by("pk")
    asked = [one for one in new if (one.record_type_id, one.record_id) in types]
    tell_owners([one.pk for one in asked])
    return asked


def _bases(record: models.Model) -> list[RestsOn]:
    return list(RestsOn.objects.filter(**_key(record), until_on=None).select_related("version").order_by("pk"))


def _end(bases: Iterable[RestsOn], *, on: date) -> None:
    RestsOn.objects.filter(pk__in=[basis.pk for basis in bases]).update(until_on=on)


def _hold(versions: Collection[SourceVersion]) -> None:
    """A new version of any of them waits until this is saved: nothing begins to rest on what is just being replaced."""
    sources = LegalSource.objects.filter(versions__in=versions).order_by("pk")
    list(LegalSource.objects.select_for_update().filter(pk__in=sources.values("pk")).order_by("pk"))


def _key(record: models.Model) -> dict[str, Any]:
    return {"record_type": ContentType.objects.get_for_model(record), "record_id": record.pk}
