from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.catalogue.models import Item
from academy.core.models import StoredFile
from academy.people.models import Account, Organisation, Person
from academy.people.scope import EVERYONE
from academy.records import rules
from academy.records.models.completions import Completion
from academy.records.rules import Signer, State


class AcceptedIssuer(models.Model):
    """Whose learning an organisation takes as one of the catalogue’s, until when. Published: anybody may read it."""

    scope_path = EVERYONE
    seen_as = "see the offer"
    trail_paths = ("organisation",)
    because_of = ("hand_in",)

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=160)
    title = models.CharField(max_length=200, blank=True)  # empty: whatever they issue for this item
    issuer_plain = models.CharField(max_length=160, editable=False)
    title_plain = models.CharField(max_length=200, editable=False, blank=True)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    accepted_on = models.DateField()
    accepted_until = models.DateField(null=True, blank=True)
    accepted_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    hand_in = models.ForeignKey("HandIn", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["issuer", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "issuer_plain", "title_plain", "item"],
                condition=Q(ended_on__isnull=True),
                name="accepted_once_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["issuer_plain", "title_plain"])]

    def __str__(self) -> str:
        return f"{self.title or 'Anything'} from {self.issuer}"

    def get_absolute_url(self) -> str:
        return f"{reverse('accepted-issuers')}#issuer-{self.pk}"


class Countersigning(models.Model):
    """Whose names an organisation asks for before learning from elsewhere counts: as one item, or as any."""

    scope_path = EVERYONE
    seen_as = "see the offer"
    trail_paths = ("organisation",)

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    by_line_manager = models.BooleanField(default=False)
    by_training_lead = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "rules of countersigning"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "item"],
                condition=Q(item__isnull=False),
                name="one_rule_of_countersigning_an_item",
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(item__isnull=True), name="one_rule_of_countersigning_the_rest"
            ),
            models.CheckConstraint(
                condition=Q(by_line_manager=True) | Q(by_training_lead=True), name="somebody_countersigns"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item or 'Everything else'}: {rules.signers_words(self.signers)}"

    @property
    def signers(self) -> list[Signer]:
        asked = {Signer.LINE_MANAGER: self.by_line_manager, Signer.TRAINING_LEAD: self.by_training_lead}
        return [signer for signer, is_asked in asked.items() if is_asked]


class HandIn(models.Model):
    """Learning from elsewhere that somebody says they did. It counts when those who are asked put their names to it."""

    scope_path = "person"
    seen_as = "see what was handed in"
    because_of = ("previous",)
    led_to = ("completion",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # whose names are asked
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")  # what it is to count as
    issuer = models.CharField(max_length=160)
    title = models.CharField(max_length=200)
    completed_on = models.DateField()
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    evidence = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    asks_line_manager = models.BooleanField(default=False)  # as the rule was when it came in
    asks_training_lead = models.BooleanField(default=True)
    handed_in_at = models.DateTimeField()
    handed_in_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    accepted_as = models.ForeignKey(AcceptedIssuer, on_delete=models.PROTECT, null=True, related_name="+")
    completion = models.ForeignKey(Completion, on_delete=models.SET_NULL, null=True, related_name="+")
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-handed_in_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item", "completed_on"],
                condition=Q(state=State.WAITING),
                name="handed_in_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(completed_on__gte=rules.EARLIEST), name="handed_in_since_1990"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("completed_on")),
                name="valid_after_it_was_done",
            ),
        ]
        indexes = [models.Index(fields=["state", "handed_in_at"]), models.Index(fields=["person", "handed_in_at"])]

    def __str__(self) -> str:
        return f"{self.title}, from {self.issuer}"

    def get_absolute_url(self) -> str:
        return reverse("hand-in", args=[self.pk])

    @property
    def asked(self) -> list[Signer]:
        wanted = {Signer.LINE_MANAGER: self.asks_line_manager, Signer.TRAINING_LEAD: self.asks_training_lead}
        return [signer for signer, is_asked in wanted.items() if is_asked]

    @property
    def is_waiting(self) -> bool:
        return self.state == State.WAITING


class Countersignature(models.Model):
    """Somebody’s name to it, and as what."""

    scope_path = "hand_in__person"
    seen_as = "see what was handed in"
    because_of = ("hand_in",)

    hand_in = models.ForeignKey(HandIn, on_delete=models.CASCADE, related_name="countersignatures")
    signed_as = models.CharField(max_length=14, choices=Signer)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    is_deputy = models.BooleanField(default=False)  # there was no line manager: somebody else stood in
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["hand_in", "signed_as"], name="signed_once_as_each"),
            models.UniqueConstraint(fields=["hand_in", "by"], name="two_names_are_two_people"),
        ]

    def __str__(self) -> str:
        return f"{self.get_signed_as_display()}’s name to {self.hand_in}"
