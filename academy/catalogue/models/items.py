"""Everything on offer."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.catalogue.models.shown_to import within_circle
from academy.catalogue.rules import Kind, Level, Mode
from academy.catalogue.rules.library import ShownTo
from academy.core.models import Caused
from academy.frameworks.models import Capability
from academy.people.models import Organisation
from academy.people.scope import EVERYONE, Viewer


class Theme(models.Model):
    """A shelf of the catalogue."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Item(Caused):
    """Anything on offer: a course, e-learning, a resource, shadowing, coaching, an event."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    who_for = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    mode = models.CharField(max_length=10, choices=Mode)
    level = models.CharField(max_length=12, choices=Level, default=Level.TARGETED)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="items")
    hours = models.DecimalField(max_digits=6, decimal_places=2)
    renewal_months = models.PositiveSmallIntegerField(null=True, blank=True)  # how long it lasts, if it runs out
    why = models.CharField(max_length=300, blank=True)  # in words for everyone; the cause itself is in the thread
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    capabilities = models.ManyToManyField(Capability, related_name="+", blank=True)
    is_published = models.BooleanField(default=True)
    price = models.DecimalField(max_digits=8, decimal_places=2, default=0)  # of a place, before any agreement or waiver
    review_on = models.DateField(null=True, blank=True)  # when somebody should look whether it is still right
    shown_to = models.CharField(max_length=10, choices=ShownTo, default=ShownTo.EVERYONE)  # who may find it at all
    shown_to_kinds = models.CharField(max_length=120, blank=True)  # kinds of agency, with spaces between
    added_on = models.DateField()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="an_item_takes_some_time"),
            models.CheckConstraint(
                condition=~Q(shown_to=ShownTo.KINDS) | ~Q(shown_to_kinds=""), name="shown_to_kinds_says_which"
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="nobody_is_paid_to_learn"),
        ]
        indexes = [
            models.Index(fields=["is_published", "title"]),
            models.Index(
                fields=["organisation"],
                condition=Q(shown_to__in=[ShownTo.KINDS, ShownTo.OWN]),
                name="items_not_for_everybody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("item", args=[self.pk])

    def get_review_url(self) -> str:
        return reverse("review-item", args=[self.pk])

    @staticmethod
    def narrowed(rows: models.QuerySet["Item"], viewer: Viewer) -> models.QuerySet["Item"]:
        return within_circle(rows, viewer)
