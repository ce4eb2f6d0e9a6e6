"""Putting words into the shared language, and taking a version out of force. What was said with it stays readable."""

from datetime import date

from django.db import IntegrityError, transaction

from academy.core import trail
from academy.frameworks.models import Capability, Framework
from academy.frameworks.rules import AlreadyThere, EndsBeforeItStarts
from academy.people.models import Account


@transaction.atomic
def add_framework(name: str, *, code: str, version: str, starts_on: date, by: Account | None) -> Framework:
    try:
        with transaction.atomic():
            framework = Framework.objects.create(name=name, code=code, version=version, starts_on=starts_on)
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
