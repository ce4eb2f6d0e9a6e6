"""Items by their titles."""

from typing import Any

from academy.catalogue.models import Item
from academy.ui.called import CalledField

AS_IN_THE_CATALOGUE = "Titles as the catalogue has them, one on a line"


def titles_field(**said: Any) -> CalledField:
    said = {"help_text": AS_IN_THE_CATALOGUE, "required": False, **said}
    return CalledField(Item.objects.all(), by="title", unknown="The catalogue has nothing called", **said)
