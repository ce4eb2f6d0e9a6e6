from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.people.rules import OrganisationKind


class Organisation(models.Model):
    """An employer in the partnership, or a part of one. The path spells out the way down from the top of the tree."""

    scope_path = "self"

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    path = models.CharField(max_length=200, unique=True, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    local_identifier = models.CharField(max_length=20, blank=True)  # of no scheme that `Identifier` knows
    closed_on = models.DateField(null=True, blank=True)  # its last day: closed, never deleted
    may_be_asked = models.BooleanField(default=True)  # whoever works there may ask for an account by themselves
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The path is `code.` after the parent's, so that `startswith` finds a whole branch."""
        self.path = f"{self.parent.path if self.parent else ''}{self.code}."
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.pk])

    @property
    def depth(self) -> int:
        """How far below the top of the tree: 0 is the top."""
        return self.path.count(".") - 1

    def is_open(self, on: date) -> bool:
        return self.closed_on is None or self.closed_on >= on


class Team(models.Model):
    scope_path = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    closed_on = models.DateField(null=True, blank=True)  # its last day, once it became other teams

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_team_of_a_name")]

    def __str__(self) -> str:
        return self.name


class JobRole(models.Model):
    """What somebody is employed to do, in words that every agency shares. Requirements name job roles."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    also_called = models.JSONField(default=list, blank=True)  # other words for it, lower case, met in HR extracts
    is_social_work = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A kind of position in a team: several people may hold it, and it stays when they go."""

    scope_path = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "team", "job_role", "title"], name="one_post_of_a_kind_in_a_team"
            ),
            models.UniqueConstraint(
                fields=["organisation", "job_role", "title"],
                condition=Q(team__isnull=True),
                name="one_post_of_a_kind_without_a_team",
            ),
        ]

    def __str__(self) -> str:
        return self.title
