"""Resources for tests, as if somebody had sent them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from academy.catalogue.actions import library as actions
from academy.catalogue.models import Resource, Theme
from academy.catalogue.rules.library import Licence
from academy.core import clock, uploads
from academy.people.models import Organisation
from tests.builders import make_organisation
from tests.core import files


def kept(content: bytes = b"") -> Any:
    kinds = uploads.DOCUMENTS | uploads.PICTURES | uploads.RECORDINGS | uploads.CAPTIONS
    return uploads.accept(files.sent(content or files.pdf()), kinds=kinds)


def make_resource(
    title: str = "Thresholds guide", *, content: bytes = b"", is_read: bool = False, **said: Any
) -> Resource:
    """A PDF unless said otherwise; to be looked at again in a year."""
    theme, _ = Theme.objects.get_or_create(code="risk", defaults={"name": "Risk and safety"})
    if "link" not in said:
        said.setdefault("file", kept(content))
    review_on = said.pop("review_on", None)
    resource = actions.add_resource(
        title,
        **{
            "by": None,
            "organisation": Organisation.objects.first() or make_organisation(),
            "theme": theme,
            "hours": Decimal("0.5"),
            "summary": "Which door a worry belongs to.",
            "licence": Licence.OURS,
            "review_on": clock.months_after(clock.today(), 12),
            **said,
        },
    )
    if review_on:
        resource.item.review_on = review_on
        resource.item.save(update_fields=["review_on"])
    if is_read and resource.current:
        actions.read_version(resource.current)
        resource.refresh_from_db()
    return resource


YESTERDAY = timedelta(days=-1)
