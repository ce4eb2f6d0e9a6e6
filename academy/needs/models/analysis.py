"""The training needs analysis of one day: counts that any page can cut, and the offer beside them. Rebuilt by a job."""

from django.db import models

from academy.catalogue.models import Item
from academy.frameworks.models import Capability
from academy.people.models import JobRole, Organisation, Team
from academy.people.scope import EVERYONE


class AnalysisDay(models.Model):
    """One day's analysis as a whole. Its gaps are those written down on the same day (`GapSnapshot`)."""

    scope_path = EVERYONE
    seen_as = "see the offer"  # counts of items and places, and no people

    taken_on = models.DateField(unique=True)
    finished_at = models.DateTimeField(null=True)
    offers = models.JSONField(default=dict)  # by capability and by item: who offers it, and how many places come
    alike = models.JSONField(default=list)  # offers of different organisations that look like the same thing

    def __str__(self) -> str:
        return f"Training needs on {self.taken_on:%-d %B %Y}"


class NeedsSnapshot(models.Model):
    """People in one job role of one team, and what they lack: of one capability, of one item, or anything at all.

    Somebody counts once with each employer, in the first of their posts there, so that parts add up to wholes.
    """

    scope_path = "organisation"
    seen_as = "see the needs analysis"

    # Hundreds of thousands of these a night, made from rows that stand. To check and to index each six times over would
    # take longer than to count them.
    day = models.ForeignKey(
        AnalysisDay, on_delete=models.CASCADE, related_name="cells", db_constraint=False, db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False
    )
    team = models.ForeignKey(
        Team, on_delete=models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False
    )
    job_role = models.ForeignKey(
        JobRole, on_delete=models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False
    )
    capability = models.ForeignKey(
        Capability, on_delete=models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False
    )
    item = models.ForeignKey(
        Item, on_delete=models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False
    )
    people = models.PositiveIntegerField(default=0)  # in post; said only of anything at all
    lacking = models.PositiveIntegerField(default=0)  # of them, overdue or due soon
    overdue = models.PositiveIntegerField(default=0)
    signals = models.PositiveIntegerField(default=0)  # that still stand

    class Meta:
        # the few that are of anything at all are found by an index; those of capabilities or items are most of the rest
        indexes = [
            models.Index(
                fields=["day", "organisation"],
                condition=models.Q(capability__isnull=True, item__isnull=True),
                name="needs_of_anything_at_all",
            )
        ]
