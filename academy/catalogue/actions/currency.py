"""Looking at items again: when their own day comes, and saying what was found."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef

from academy.catalogue.actions.items import withdraw_item
from academy.catalogue.models import Item
from academy.core import trail
from academy.frameworks import actions as frameworks
from academy.frameworks.models import CurrencyReview
from academy.frameworks.rules import Outcome
from academy.people.models import Account


@transaction.atomic
def review_item(item: Item, outcome: Outcome, words: str, *, by: Account | None, review_on: date | None = None) -> Item:
    """Everything that waits on it is answered by one sentence. What is no longer right leaves the offer."""
    item = Item.objects.select_for_update().get(pk=item.pk)
    frameworks.review(item, outcome, words, by=by)
    item.review_on = review_on
    item.save(update_fields=["review_on"])
    if outcome == Outcome.WITHDRAWN:
        return withdraw_item(item, by=by, why=words)
    trail.note(by, "reviewed", item, outcome=outcome)
    return item


def ask_for_reviews_due(*, on: date) -> int:
    """Of items on offer whose own day has come."""
    kind = ContentType.objects.get_for_model(Item)
    asked = CurrencyReview.objects.filter(record_type=kind, record_id=OuterRef("pk"), due_on=OuterRef("review_on"))
    asked = asked.filter(reason="day").exclude(outcome=Outcome.WITHDRAWN)
    due = Item.objects.filter(~Exists(asked), is_published=True, review_on__lte=on)
    reviews = [
        frameworks.ask_for_review(item, organisation=item.organisation, due_on=item.review_on)
        for item in due.select_related("organisation").order_by("pk")
        if item.review_on
    ]
    return sum(review is not None for review in reviews)
