"""Which team an item reached, and from when: what an effect on practice is reckoned from."""

from django.db import models
from django.urls import reverse

from academy.catalogue.models import Item
from academy.people.models import Account, Team
from academy.people.scope import EVERYONE


class RollOut(models.Model):
    """From this day the people of the team could have what the item teaches. Teams not named are compared with."""

    scope_path = EVERYONE
    seen_as = "see effects"
    trail_paths = ("team__organisation",)
    because_of = ("item",)

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    live_on = models.DateField()
    is_by_lot = models.BooleanField(default=False)  # whose turn it was when was drawn, and not chosen
    set_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = "team reached by an item"
        verbose_name_plural = "teams reached by items"
        ordering = ["live_on", "team__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "team"], name="a_team_is_reached_by_an_item_once")]

    def __str__(self) -> str:
        return f"{self.item} in {self.team}"

    def get_absolute_url(self) -> str:
        return reverse("effect", args=[self.item_id])
