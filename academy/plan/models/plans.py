"""The year's plan, what stands in it, and what was commissioned for it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.catalogue.models import Item
from academy.needs.models import Need
from academy.people.models import Account, Organisation, Person
from academy.people.scope import EVERYONE
from academy.plan.rules import DAYS_A_TRAINER, EARLIEST, LATEST, Phase, PlanState, Priority, year_words


class LearningPlan(models.Model):
    """What the whole workforce will learn in one year, from April to March. One for each year."""

    scope_path = EVERYONE
    seen_as = "see the plan"

    year = models.PositiveSmallIntegerField(unique=True)  # in which it begins
    intent = models.CharField(max_length=600, blank=True)  # what the year is about, for whoever opens the document
    state = models.CharField(max_length=8, choices=PlanState, default=PlanState.DRAFT)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = models.CharField(max_length=160, blank=True)  # the board or the people who agreed it, in words
    days_a_trainer = models.PositiveSmallIntegerField(default=DAYS_A_TRAINER)  # a month
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(condition=Q(year__range=(EARLIEST, LATEST)), name="a_plan_is_of_a_year"),
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFT, agreed_on__isnull=True)
                | ~Q(state=PlanState.DRAFT) & Q(agreed_on__isnull=False),
                name="an_agreed_plan_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Learning plan {self.years}"

    def get_absolute_url(self) -> str:
        return reverse("plan-year", args=[self.year])

    @property
    def years(self) -> str:
        return year_words(self.year)

    @property
    def is_closed(self) -> bool:
        return self.state == PlanState.CLOSED


class PlanItem(models.Model):
    """One thing that the plan will do, and the needs it is for."""

    scope_path = EVERYONE
    seen_as = "see the plan"
    trail_paths = ("owner",)
    because_of = ("needs",)

    plan = models.ForeignKey(LearningPlan, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()  # as people call it: item 12
    title = models.CharField(max_length=160)
    needs = models.ManyToManyField(Need, related_name="+", blank=True)
    who_for = models.CharField(max_length=200, blank=True)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.SHOULD)
    phase = models.PositiveSmallIntegerField(choices=Phase, default=Phase.SPRING)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner_words = models.CharField(max_length=120, blank=True)  # their job, for whoever may not see who it is
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    people = models.PositiveIntegerField(default=0)  # who need it
    sessions = models.PositiveSmallIntegerField(default=0)
    places = models.PositiveIntegerField(default=0)  # in all of them
    is_own_time = models.BooleanField(default=False)  # e-learning and the like: places are not counted in sessions
    note = models.CharField(max_length=600, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_why = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "phase", "priority", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_plan_item_of_a_number"),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, dropped_why="") | Q(dropped_on__isnull=False) & ~Q(dropped_why=""),
                name="what_is_dropped_says_why",
            ),
            models.CheckConstraint(condition=Q(phase__range=(1, 4)), name="a_plan_item_has_a_phase"),
            models.CheckConstraint(condition=Q(priority__range=(1, 3)), name="a_plan_item_has_a_priority"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plan-item", args=[self.pk])

    @property
    def is_dropped(self) -> bool:
        return self.dropped_on is not None


class Commission(models.Model):
    """What was ordered for a plan item: something on offer already, or something new. Its sessions name it as their
    cause."""

    scope_path = EVERYONE
    seen_as = "see the plan"
    because_of = ("plan_item",)
    led_to = ("item",)

    plan_item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="commissions")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    is_new = models.BooleanField(default=False)  # the item was put on offer by it
    provider = models.CharField(max_length=160, blank=True)  # who makes and teaches it; nobody said is ourselves
    wanted = models.CharField(max_length=600, blank=True)  # what it must do, as the provider was told
    commissioned_on = models.DateField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["commissioned_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan_item", "item"], name="commissioned_once_for_a_plan_item")]

    def __str__(self) -> str:
        return str(self.item)

    def get_absolute_url(self) -> str:
        return reverse("commission", args=[self.pk])

    @property
    def provider_words(self) -> str:
        return f"Made and taught by {self.provider}." if self.provider else "Made and taught by ourselves."
