from django.db import models

from academy.people.models.accounts import Account
from academy.people.models.organisations import Organisation
from academy.people.models.persons import Person, Spell


class Claim(models.Model):
    """A new employer showed that they know whom they mean, and a post with them began (C19)."""

    scope_path = "person"
    trail_paths = ("person", "organisation")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(default=list)  # which kinds were given, never what they said
    claimed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person} came to {self.organisation}"


class PostQuestion(models.Model):
    """Asked of the former employer: has the post ended? It is open until they say so, or end the post."""

    scope_path = "spell__person"
    because_of = ("claim",)

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="questions")
    spell = models.ForeignKey(Spell, on_delete=models.CASCADE, related_name="+")
    goes_on_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    goes_on_at = models.DateTimeField(null=True)  # they said that both posts are held at once

    class Meta:
        ordering = ["claim__claimed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["claim", "spell"], name="asked_once_of_a_claim")]

    def __str__(self) -> str:
        return f"Has {self.spell.person}’s post as {self.spell.post} ended?"
