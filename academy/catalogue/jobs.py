"""What the clock starts. Each may run twice: what was asked is not asked again."""

from datetime import date
from typing import Any

from academy.catalogue import actions
from academy.catalogue.actions import library
from academy.catalogue.models import ResourceVersion
from academy.core import clock, uploads


def flag_what_is_due(*, on: str | None = None, **_: Any) -> str:
    """Items whose review date has come are to be looked at, and their owners are asked."""
    asked = actions.ask_for_reviews_due(on=date.fromisoformat(on) if on else clock.today())
    return f"Asked for {asked} item{'' if asked == 1 else 's'} to be looked at again."


def rebuild_search(**_: Any) -> str:
    """The words by which the offer is found, written afresh: also after a capability or a theme got another name."""
    return f"Wrote down what {actions.rebuild_texts():,} items are found by."


def read_file(*, version_id: int, **_: Any) -> str:
    """The words in a file somebody sent to the library, its length, and a picture of its first page."""
    version = ResourceVersion.objects.select_related("file", "captions").filter(pk=version_id).first()
    return f"Version {version_id}: {library.read_version(version)}." if version else "It is not there any more."


def count_library_uses(*, on: str | None = None, **_: Any) -> str:
    """Months that are over are counted, and how they were counted is forgotten."""
    counted = library.close_months(on=date.fromisoformat(on) if on else clock.today())
    return f"Counted {counted} month{'' if counted == 1 else 's'} of resources."


def ask_library_owners(*, on: str | None = None, **_: Any) -> str:
    """Whoever looks after a resource whose review date has come is asked, beside their training leads."""
    asked = library.ask_owners(on=date.fromisoformat(on) if on else clock.today())
    return f"Asked the owners of {asked} resource{'' if asked == 1 else 's'}."


def sweep_uploads(**_: Any) -> str:
    """Files that nothing points at any more, wherever in the Academy they were sent."""
    return uploads.sweep()


def forget_how_to_reach_experts(*, on: str | None = None, **_: Any) -> str:
    """Addresses and numbers of experts are kept until the day agreed, and not a day longer."""
    forgotten = actions.forget_contact_details(on=date.fromisoformat(on) if on else clock.today())
    return f"Experts whose addresses and numbers were erased: {forgotten}"
