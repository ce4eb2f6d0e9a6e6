import uuid

from django.db import models
from django.db.models import Q

from academy.people.models.accounts import Grant
from academy.people.models.organisations import Organisation
from academy.people.models.persons import Person
from academy.people.rules import Role
from academy.people.rules.directory import GIVEN_BY_GROUPS


class DirectoryUser(models.Model):
    """Somebody as an organisation's own directory (Entra ID, Okta) announces them over SCIM.

    What was announced is kept as it was sent, and is all that the directory is ever shown: of the person it is linked
    to, whom another organisation may know too, it reads nothing.
    """

    scope_path = "person"
    trail_paths = ("person", "organisation")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)  # what the directory calls it by
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="directory_users")
    user_name = models.CharField(max_length=254)
    user_name_plain = models.CharField(max_length=254, editable=False)  # these are looked for whatever the capitals
    external_id = models.CharField(max_length=254, blank=True)
    external_id_plain = models.CharField(max_length=254, blank=True, editable=False)
    emails = models.TextField(blank=True)  # a line of type, tab and address for each, small letters: to be looked for
    is_active = models.BooleanField(null=True)  # None is not said
    closed_on = models.DateField(null=True)  # since when the directory says that it is not active
    has_closed_account = models.BooleanField(default=False)  # by saying so; what others closed it never opens
    announced = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user_name_plain"], name="one_directory_user_of_a_name_in_an_organisation"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "external_id_plain"], name="directory_user_external")]

    def __str__(self) -> str:
        return self.user_name


class DirectoryGroup(models.Model):
    """A group of an organisation's directory. It gives its members a role only if the Academy team said which."""

    scope_path = "organisation"

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=254)
    name_plain = models.CharField(max_length=254, editable=False)
    external_id = models.CharField(max_length=254, blank=True)
    external_id_plain = models.CharField(max_length=254, blank=True, editable=False)
    role = models.CharField(max_length=20, choices=Role, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["name_plain", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["", *sorted(GIVEN_BY_GROUPS)]), name="a_group_gives_no_higher_role"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "name_plain"], name="directory_group_name"),
            models.Index(fields=["organisation", "external_id_plain"], name="directory_group_external"),
        ]

    def __str__(self) -> str:
        return self.name


class DirectoryMember(models.Model):
    """Who is in a group, and the role it brought them: that one ends when they leave it, and no other."""

    scope_path = "user__person"

    group = models.ForeignKey(DirectoryGroup, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(DirectoryUser, on_delete=models.CASCADE, related_name="memberships")
    display = models.CharField(max_length=254, blank=True)
    grant = models.ForeignKey(Grant, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="in_a_group_once")]

    def __str__(self) -> str:
        return f"{self.user} in {self.group}"
