"""Agency workers at work here: on what terms, under which cap, and what was decided of a rule."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.people.models import Account, Person, Team
from academy.people.scope import EVERYONE
from academy.workforce.rules.agency import DEAREST_HOUR, LONGEST_WEEK, Cover, Ground, JobType, Rule, Supply


class PriceCap(models.Model):
    """What an hour may cost for one job type in this region, from a day until the next cap."""

    scope_path = EVERYONE
    seen_as = "see agency work"

    job_type = models.CharField(max_length=24, choices=JobType)
    region = models.CharField(max_length=60)
    pounds_an_hour = models.DecimalField(max_digits=6, decimal_places=2)
    starts_on = models.DateField()
    source_words = models.CharField(max_length=200)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["job_type", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["job_type", "starts_on"], name="one_cap_of_a_job_type_from_a_day"),
            models.CheckConstraint(
                condition=Q(pounds_an_hour__gt=0) & Q(pounds_an_hour__lte=DEAREST_HOUR), name="a_cap_is_an_hours_pay"
            ),
        ]

    def __str__(self) -> str:
        return f"Price cap, {self.get_job_type_display()}"

    def get_absolute_url(self) -> str:
        return reverse("price-caps")


class EmployedCost(models.Model):
    """What somebody employed in a job type costs in a year, from a day until the next. Local figures, with source."""

    scope_path = EVERYONE
    seen_as = "see agency work"

    job_type = models.CharField(max_length=24, choices=JobType)
    salary = models.DecimalField(max_digits=8, decimal_places=2)
    national_insurance = models.DecimalField(max_digits=8, decimal_places=2)
    pension = models.DecimalField(max_digits=8, decimal_places=2)
    supplement = models.DecimalField(max_digits=8, decimal_places=2, default=0)  # for the market
    retention_payment = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    agency_hours = models.DecimalField(max_digits=6, decimal_places=1)  # paid for in a year, full time, in their place
    full_week = models.DecimalField(max_digits=4, decimal_places=1, default=Decimal(37))
    starts_on = models.DateField()
    source_words = models.CharField(max_length=200)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["job_type", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["job_type", "starts_on"], name="one_cost_of_a_job_type_from_a_day"),
            models.CheckConstraint(
                condition=Q(salary__gt=0, national_insurance__gte=0, pension__gte=0, supplement__gte=0)
                & Q(retention_payment__gte=0, agency_hours__gt=0, full_week__gt=0),
                name="employing_somebody_costs_something",
            ),
        ]

    def __str__(self) -> str:
        return f"What we pay, {self.get_job_type_display()}"

    def get_absolute_url(self) -> str:
        return reverse("employed-costs")

    @property
    def pounds(self) -> Decimal:
        return self.salary + self.national_insurance + self.pension + self.supplement + self.retention_payment


class Assignment(models.Model):
    """An agency worker in a team, from a day, on terms. Other terms end it and begin another, so that history stays."""

    scope_path = "person"
    seen_as = "see agency work"
    trail_paths = ("person", "team__organisation")
    because_of = ("carries_on",)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    job_type = models.CharField(max_length=24, choices=JobType)
    supplier = models.CharField(max_length=120)
    supply = models.CharField(max_length=12, choices=Supply, default=Supply.INDIVIDUAL)
    covers = models.CharField(max_length=8, choices=Cover, default=Cover.VACANCY)
    charge = models.DecimalField(max_digits=6, decimal_places=2)  # pounds an hour, all that the supplier asks
    margin = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)  # of it, the supplier's own
    hours_a_week = models.DecimalField(max_digits=4, decimal_places=1)
    started_on = models.DateField()
    since_on = models.DateField(null=True, blank=True)  # where it carries on another: when the first of them began
    due_to_end_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)  # the last day
    months_employed = models.PositiveSmallIntegerField(null=True, blank=True)  # by a council, since qualifying
    last_left_on = models.DateField(null=True, blank=True)  # another council's post in the region
    notice_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    employed_notice_weeks = models.PositiveSmallIntegerField(null=True, blank=True)  # of employed people, if shorter
    reference_on = models.DateField(null=True, blank=True)
    reference_given_on = models.DateField(null=True, blank=True)
    is_cost_apart = models.BooleanField(default=True)
    order_number = models.CharField(max_length=40, blank=True)
    carries_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_on")
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-started_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "team", "started_on"], name="an_assignment_starts_once"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="an_assignment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(charge__gt=0, charge__lte=DEAREST_HOUR, hours_a_week__gt=0, hours_a_week__lte=LONGEST_WEEK),
                name="an_assignment_has_a_charge_and_hours",
            ),
            models.CheckConstraint(
                condition=Q(margin__isnull=True) | Q(margin__gte=0, margin__lt=F("charge")),
                name="a_margin_is_part_of_the_charge",
            ),
        ]
        indexes = [models.Index(fields=["ended_on", "started_on"], name="assignment_days")]

    def __str__(self) -> str:
        """Without who it is: many may see that somebody is at work, and few who."""
        return f"{self.get_job_type_display()} from an agency"

    def get_absolute_url(self) -> str:
        return reverse("assignment", args=[self.pk])

    @property
    def began_on(self) -> date:
        """Other terms start a new assignment, and nobody anew."""
        return self.since_on or self.started_on

    @property
    def capped_cost(self) -> Decimal:
        """What the cap is held against: without the margin, where that is known."""
        return self.charge - (self.margin or 0)


class AgencyException(models.Model):
    """Why a rule was not kept, who decided so, and when. Above the cap, two people sign."""

    scope_path = "assignment__person"
    seen_as = "see agency work"
    trail_paths = ("assignment__person", "assignment__team__organisation")
    because_of = ("assignment",)

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="exceptions")
    rule = models.CharField(max_length=12, choices=Rule)
    ground = models.CharField(max_length=12, choices=Ground)
    why = models.CharField(max_length=400, blank=True)
    up_to = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)  # an hour, within the cap
    signed_by = models.CharField(max_length=120)
    also_signed_by = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(rule=Rule.CAP) | Q(up_to__isnull=False) & ~Q(also_signed_by=""),
                name="above_the_cap_two_people_sign",
            ),
        ]

    def __str__(self) -> str:
        return f"Exception, {self.get_rule_display().lower()}"

    def get_absolute_url(self) -> str:
        return self.assignment.get_absolute_url()
