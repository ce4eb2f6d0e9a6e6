from django.db import models

from academy.people.models.organisations import Organisation
from academy.people.rules import Scheme


class Identifier(models.Model):
    """The number by which others know an organisation: a school's URN, an ODS code, a local authority's code."""

    scope_path = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=10, choices=Scheme)
    value = models.CharField(max_length=20, db_index=True)

    class Meta:
        ordering = ["organisation", "scheme"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="a_number_names_one_organisation"),
            models.UniqueConstraint(fields=["organisation", "scheme"], name="one_number_of_a_scheme"),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"
