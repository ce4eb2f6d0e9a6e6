"""What the offer is found by."""

from django.db import models

from academy.catalogue.models.items import Item
from academy.core.models import SearchText
from academy.people.scope import EVERYONE


class ItemText(SearchText):
    """Rewritten whenever its item is; the index stands beside it (`core.search`)."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    record = models.OneToOneField(Item, on_delete=models.CASCADE, primary_key=True, related_name="text")

    def __str__(self) -> str:
        return self.title
