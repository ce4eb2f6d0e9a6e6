"""Adding people and putting right what is written about them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction

from academy.core import trail
from academy.people import rules
from academy.people.actions.posts import find_or_add_post, start_post
from academy.people.models import Account, Organisation, Person, Spell, StaffNumber


@transaction.atomic
def add_person(
    given_name: str,
    family_name: str,
    *,
    by: Account | None,
    email: str | None = None,
    swe_number: str | None = None,
    birth_year: int | None = None,
    staff_number: str = "",
    organisation: Organisation | None = None,
) -> Person:
    """Somebody new. The staff number is the one by which `organisation` knows them."""
    person = Person(given_name=given_name.strip(), family_name=family_name.strip(), birth_year=birth_year)
    person.email, person.swe_number = _plain_email(email), rules.swe_number(swe_number or "")
    _refuse_unfit(person)
    with _unless_somebody_was_quicker():
        person.save()
        if staff_number and organisation:
            _give_staff_number(person, staff_number, organisation)
    trail.note(by, "added", person)
    return person


@transaction.atomic
def add_colleague(
    organisation: Organisation,
    *,
    details: Mapping[str, Any],
    post: Mapping[str, Any],
    stay: Mapping[str, Any],
    by: Account | None,
) -> Spell:
    """Somebody new with the post they come for: both, or neither."""
    held = find_or_add_post(organisation, by=by, **post)
    person = add_person(**details, organisation=organisation, by=by)
    return start_post(person, held, by=by, **stay)


@transaction.atomic
def correct_person(person: Person, *, by: Account | None, **changes: Any) -> Person:
    """Put right a name, an e-mail address, a registration number or a year of birth. The trail says which, not what."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if "email" in changes:
        changes["email"] = _plain_email(changes["email"])
    if "swe_number" in changes:
        changes["swe_number"] = rules.swe_number(changes["swe_number"] or "")
    changed = sorted(name for name, value in changes.items() if getattr(person, name) != value)
    if not changed:
        return person
    for name in changed:
        setattr(person, name, changes[name])
    _refuse_unfit(person)
    with _unless_somebody_was_quicker():
        person.save(update_fields=changed)
    trail.note(by, "corrected", person, fields=changed)
    return person


def note_download(what: str, *, by: Account | None, about: Person | None = None, **chosen: Any) -> None:
    """What leaves the Academy as a file is remembered first: under whoever took it, or under the one it is about."""
    if by is not None:
        trail.note_reading(by, f"downloaded {what}", about or by, **chosen)


def note_leaving_reason(person: Person, *, by: Account | None) -> None:
    """Why somebody left is shown to nobody without a line in the trail."""
    trail.note_reading(by, "saw why they left", person)


def _plain_email(email: str | None) -> str | None:
    return (email or "").strip().lower() or None


def _refuse_unfit(person: Person) -> None:
    if not (person.given_name or person.family_name or person.swe_number):
        raise rules.NameMissing("Give a name, or a registration number", field="family_name")
    others = Person.objects.exclude(pk=person.pk)
    if person.email and others.filter(email=person.email).exists():
        raise rules.NumberTaken("Somebody here has that e-mail address already", field="email")
    if person.swe_number and others.filter(swe_number=person.swe_number).exists():
        raise rules.NumberTaken("Somebody here has that registration number already", field="swe_number")


def _give_staff_number(person: Person, number: str, organisation: Organisation) -> None:
    number = number.strip()
    if StaffNumber.objects.filter(organisation=organisation, number=number).exists():
        words = f"Staff number {number} is somebody else’s at {organisation}"
        raise rules.NumberTaken(words, field="staff_number")
    StaffNumber.objects.create(person=person, organisation=organisation, number=number)


@contextmanager
def _unless_somebody_was_quicker() -> Iterator[None]:
    """Two people may add the same colleague at once: the database lets one of them."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise rules.NumberTaken("Somebody has just added a person with the same e-mail address or number") from None
