from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.core.models import Caused
from academy.people.models.organisations import Organisation, Post
from academy.people.rules import Contract, Destination, Origin, Reason, plain


class SearchWords(models.TextField):
    """The name as people type it when they search, written whenever the name is."""

    def pre_save(self, person: models.Model, add: bool) -> str:
        person.search_words = words = _search_words(person)  # type: ignore[attr-defined]
        return words

    def deconstruct(self) -> Any:
        """To the database it is plain text."""
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.TextField", arguments, options


class People(models.QuerySet["Person"]):
    """Keeps the search words in step with the name, also when many people are changed at once."""

    def bulk_update(self, objs: Iterable["Person"], fields: Iterable[str], batch_size: int | None = None) -> int:
        persons = list(objs)
        for person in persons:
            person.search_words = _search_words(person)
        return super().bulk_update(persons, [*{*fields, "search_words"}], batch_size)  # type: ignore[arg-type]

    def update(self, **values: Any) -> int:
        if values.keys() & {"given_name", "family_name"} and "search_words" not in values:
            raise TypeError("Change names with save() or bulk_update(), so that people are still found by them.")
        return super().update(**values)


class Unmerged(models.Manager["Person"]):
    """A record that was merged into another is met no more: not in a list, a count, a search or a file that comes in.

    Pointers still find it (`_base_manager`), and so does the undoing of the merge.
    """

    def get_queryset(self) -> models.QuerySet["Person"]:
        return super().get_queryset().filter(merged_into__isnull=True)


class Person(models.Model):
    """Somebody who works with children, paid or not. The learning record belongs to the person, not to the employer."""

    scope_path = "self"

    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(max_length=254, null=True, blank=True, unique=True)
    swe_number = models.CharField(max_length=12, null=True, blank=True, unique=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    search_words = SearchWords(blank=True, editable=False)
    erased_on = models.DateField(null=True, blank=True, editable=False)  # who they were is gone; what is counted stays

    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = Unmerged.from_queryset(People)()

    class Meta:
        verbose_name_plural = "people"
        ordering = ["family_name", "given_name", "pk"]
        indexes = [models.Index(fields=["family_name", "given_name"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is not None:
            update_fields = {*update_fields, "search_words"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk])

    @property
    def name(self) -> str:
        """National returns carry no names: such a person is called by registration number."""
        spelled = f"{self.given_name} {self.family_name}".strip()
        return spelled or (f"Social worker {self.swe_number}" if self.swe_number else "Name not known")

    @property
    def first_name(self) -> str:
        return self.given_name or self.name


class StaffNumber(models.Model):
    """The number by which one employer knows a person. Another employer may use the same number for somebody else."""

    scope_path = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="staff_numbers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="one_person_of_a_staff_number")]


class Spell(Caused):
    """One stay of a person in a post, from a day to a day. A change of post ends one spell and starts another."""

    scope_path = "person"
    trail_paths = ("person", "post__organisation")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="spells")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="spells")
    line_manager = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="manages")
    started_on = models.DateField()
    since_on = models.DateField(null=True, blank=True)  # where it carries on another: when the first of them began
    is_start_estimated = models.BooleanField(default=False)  # agency lines of the return need not carry a start date
    ended_on = models.DateField(null=True, blank=True)
    contract = models.CharField(max_length=10, choices=Contract, default=Contract.PERMANENT)
    fte = models.DecimalField(max_digits=7, decimal_places=6, default=1)
    origin = models.PositiveSmallIntegerField(choices=Origin, null=True, blank=True)
    reason_for_leaving = models.PositiveSmallIntegerField(choices=Reason, null=True, blank=True)
    destination = models.PositiveSmallIntegerField(choices=Destination, null=True, blank=True)

    class Meta:
        ordering = ["started_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="a_spell_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(fte__gte=0) & Q(fte__lte=1), name="fte_is_from_nothing_to_whole"),
            models.UniqueConstraint(fields=["person", "post", "started_on"], name="a_spell_starts_once"),
        ]
        indexes = [
            models.Index(fields=["post", "ended_on", "started_on"]),
            models.Index(fields=["line_manager", "ended_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.person} as {self.post}"

    @property
    def began_on(self) -> date:
        """A new line manager or a restructured team starts a new spell, and nobody anew."""
        return self.since_on or self.started_on

    def is_current(self, on: date) -> bool:
        return self.started_on <= on and (self.ended_on is None or self.ended_on >= on)


class ReturnLine(models.Model):
    """What a national workforce return said of one worker in one year, kept as it was sent."""

    scope_path = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="return_lines")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    is_agency_worker = models.BooleanField()
    fte = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    fte_at_30_september = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    cases_at_30_september = models.PositiveIntegerField(null=True)
    working_days_lost = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    contract_weeks = models.DecimalField(max_digits=7, decimal_places=1, null=True)
    is_absent_at_30_september = models.BooleanField(null=True)
    organisational_role = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation", "year"], name="one_line_a_worker_a_year")
        ]


def _search_words(person: models.Model) -> str:
    return plain(f" {person.given_name} {person.family_name}")  # type: ignore[attr-defined]
