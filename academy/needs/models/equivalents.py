"""What counts instead: somebody who has done the one has done the other."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.catalogue.models import Item
from academy.people.models import Account
from academy.people.scope import EVERYONE


class Equivalent(models.Model):
    """Whoever finished `counts` between these days has what is asked as `item`. Not the other way round, nor onward."""

    scope_path = EVERYONE
    seen_as = "see requirements"
    because_of = ("item", "counts")

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    counts = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)
    agreed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["item__title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(item=F("counts")), name="an_equivalent_is_something_else"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="an_equivalent_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["item", "counts"], condition=Q(ends_on__isnull=True), name="equivalent_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.counts} counts as {self.item}"

    def get_absolute_url(self) -> str:
        return f"{reverse('equivalents')}#equivalent-{self.pk}"
