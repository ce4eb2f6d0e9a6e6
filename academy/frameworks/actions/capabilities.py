"""Putting words into the shared language, and taking a version out of force. What was said with it stays readable."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction

from academy.core import trail
from academy.frameworks.models import Capability, Counterpart, Framework
from academy.frameworks.rules import AlreadyThere, EndsBeforeItStarts, FrameworkKind
from academy.people.models import Account


@transaction.atomic
def add_framework(
    name: str,
    *,
    code: str,
    version: str,
    starts_on: date,
    by: Account | None,
    kind: FrameworkKind = FrameworkKind.NATIONAL,
    publisher: str = "",
    about: str = "",
    replaces: Framework | None = None,
) -> Framework:
    """What it replaces is in force to the day before, and no longer."""
    if replaces:
        replaces = _end_before(replaces, starts_on)
    try:
        with transaction.atomic():
            framework = Framework.objects.create(
                name=name,
                code=code,
                version=version,
                starts_on=starts_on,
                kind=kind,
                publisher=publisher,
                about=about,
                replaces=replaces,
            )
    except IntegrityError:
        raise AlreadyThere(f"{name}, version {version}, is here already.", field="version") from None
    trail.note(by, "added", framework)
    return framework


@transaction.atomic
def add_capability(
    framework: Framework, name: str, *, code: str, by: Account | None, description: str = ""
) -> Capability:
    """Capabilities stand in the order in which they were added."""
    position = framework.capabilities.count()
    try:
        with transaction.atomic():
            capability = Capability.objects.create(
                framework=framework, name=name, code=code, description=description, position=position
            )
    except IntegrityError:
        raise AlreadyThere(f"{framework} has a capability called {code} already.", field="code") from None
    trail.note(by, "added", capability)
    return capability


@transaction.atomic
def retire(framework: Framework, *, on: date, by: Account | None) -> Framework:
    """The last day in force. Evidence that points at its capabilities keeps its meaning."""
    framework = Framework.objects.select_for_update().get(pk=framework.pk)
    if on < framework.starts_on:
        raise EndsBeforeItStarts(f"{framework} started on {framework.starts_on:%-d %B %Y}. Choose that day or later.")
    framework.ends_on = on
    framework.save(update_fields=["ends_on"])
    trail.note(by, "retired", framework, ends_on=str(on))
    return framework


@transaction.atomic
def carry_on(capability: Capability, *, by_what: Capability, by: Account | None) -> Counterpart:
    """Says what takes an old capability’s place. Nothing that points at the old one is touched."""
    if capability.framework_id == by_what.framework_id:
        raise AlreadyThere(f"{capability} and {by_what} stand in the same framework.", field="by_what")
    counterpart, is_new = Counterpart.objects.get_or_create(capability=capability, carried_on_by=by_what)
    if is_new:
        trail.note(by, "carried on", counterpart)
    return counterpart


def _end_before(framework: Framework, starts_on: date) -> Framework:
    held = Framework.objects.select_for_update().get(pk=framework.pk)
    last = starts_on - timedelta(days=1)
    if last < held.starts_on:
        raise EndsBeforeItStarts(
            f"{held} started on {held.starts_on:%-d %B %Y}. What replaces it starts later.", field="starts_on"
        )
    if held.ends_on is None or held.ends_on > last:
        held.ends_on = last
        held.save(update_fields=["ends_on"])
    return held
