"""Measures, what was promised of them, and their readings."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.improvement.models.plans import Priority
from academy.improvement.rules.measures import PERIODS, SIGNS, Frequency, ReadingState, Unit
from academy.improvement.rules.standing import Direction
from academy.people.models import Account, Person
from academy.people.scope import EVERYONE


class Measure(models.Model):
    """A contract about one number: what it counts, who answers for it, and where it should be by when."""

    scope_path = EVERYONE
    seen_as = "see measures"
    trail_paths = ("owner",)
    because_of = ("priority",)

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    area = models.CharField(max_length=60)
    plain_meaning = models.CharField(max_length=300)  # what it tells about children, for somebody outside the service
    definition = models.CharField(max_length=400)
    numerator_words = models.CharField(max_length=200, blank=True)
    denominator_words = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=8, choices=Unit, default=Unit.PERCENT)
    unit_words = models.CharField(max_length=20, blank=True)  # what an average is of: "cases"
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.HIGHER)
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.MONTHLY)
    clock_words = models.CharField(max_length=200, blank=True)  # the rule of time that it holds to
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner_words = models.CharField(max_length=120, blank=True)  # their job, for whoever may not see who it is
    source_words = models.CharField(max_length=200, blank=True)
    is_computed = models.BooleanField(default=False)
    is_statutory = models.BooleanField(default=False)  # among the targets of an improvement notice
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    target_by = models.DateField(null=True, blank=True)  # nobody said: it holds now
    tolerance = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    suppress_under = models.PositiveSmallIntegerField(default=5)
    not_yet_why = models.CharField(max_length=300, blank=True)  # why nothing can be read of it, where that is so
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    baseline_until = models.DateField(null=True, blank=True)  # the last reading before what happened
    changed_words = models.CharField(max_length=60, blank=True)  # what happened then: "Training began"

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(tolerance__gte=0), name="a_tolerance_is_not_less_than_nothing"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("measure", args=[self.code])

    @property
    def sign(self) -> str:
        return self.unit_words or SIGNS.get(Unit(self.unit), "")

    @property
    def period_words(self) -> str:
        return PERIODS[Frequency(self.frequency)]

    @property
    def places(self) -> int:
        return 1 if self.unit in (Unit.PERCENT, Unit.RATE, Unit.DAYS) else 0


class InterimTarget(models.Model):
    """Where a measure should be on the way."""

    scope_path = EVERYONE
    seen_as = "see measures"
    because_of = ("measure",)

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="interim_targets")
    by = models.DateField()
    value = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["measure", "by"]
        constraints = [models.UniqueConstraint(fields=["measure", "by"], name="one_interim_target_for_a_day")]

    def __str__(self) -> str:
        return f"{self.measure} by {self.by:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return self.measure.get_absolute_url()


class Reading(models.Model):
    """What the measure was in the period that ended on the day. A correction keeps what stood before it."""

    scope_path = EVERYONE
    seen_as = "see measures"
    because_of = ("measure",)

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="readings")
    on = models.DateField()  # the end of its period
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)  # of a percentage, 0 to 100
    numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=12, choices=ReadingState, default=ReadingState.FINAL)
    is_hidden = models.BooleanField(default=False)  # too few to keep
    source_words = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["measure", "on"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "on"], name="one_reading_of_a_measure_for_a_period"),
            models.CheckConstraint(
                condition=Q(is_hidden=False) | Q(value__isnull=True, numerator__isnull=True),
                name="a_hidden_reading_holds_no_number",
            ),
            models.CheckConstraint(
                condition=Q(state=ReadingState.LATE, value__isnull=True)
                | ~Q(state=ReadingState.LATE) & (Q(value__isnull=False) | Q(is_hidden=True)),
                name="a_reading_has_a_number_unless_it_is_late_or_hidden",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.on:%B %Y}"

    def get_absolute_url(self) -> str:
        return f"{self.measure.get_absolute_url()}#readings"


class EarlierReading(models.Model):
    """What a reading said before it was corrected, and why it was. Never changed."""

    scope_path = EVERYONE
    seen_as = "see measures"
    because_of = ("reading",)

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="earlier")
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=12, choices=ReadingState)
    is_hidden = models.BooleanField(default=False)
    source_words = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField()
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=300)

    class Meta:
        ordering = ["reading", "pk"]

    def __str__(self) -> str:
        return f"{self.reading}, as it stood"

    def get_absolute_url(self) -> str:
        return self.reading.get_absolute_url()


class Comparator(models.Model):
    """What the measure is somewhere else, as published."""

    scope_path = EVERYONE
    seen_as = "see measures"
    because_of = ("measure",)

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="comparators")
    who = models.CharField(max_length=120)  # "England"
    value = models.DecimalField(max_digits=14, decimal_places=4)
    on = models.DateField()
    source_words = models.CharField(max_length=200)

    class Meta:
        ordering = ["measure", "-on", "who"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "who", "on"], name="one_comparator_of_somebody_for_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.who}"

    def get_absolute_url(self) -> str:
        return self.measure.get_absolute_url()
