from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.frameworks.models import Capability
from academy.people.models import Person
from academy.records import rules
from academy.records.models.completions import Completion
from academy.records.rules import Activity, Peer, Question


class Reflection(models.Model):
    """What one person makes of what they learned. Theirs alone, whatever anybody’s role, until they show it.

    It carries its own title, day and hours, so that it stays when the completion is taken off the record.
    """

    scope_path = "person"
    seen_as = "keep reflections"
    because_of = ("completion",)
    is_private = True  # nobody is handed it but the writer: not in a file that somebody else asked for

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    completion = models.OneToOneField(Completion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    activity = models.CharField(max_length=12, choices=Activity)
    title = models.CharField(max_length=200)
    about = models.CharField(max_length=500, blank=True)  # what it was, and why it was relevant
    done_on = models.DateField()
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    learned = models.TextField(max_length=rules.LONGEST, blank=True)
    changed = models.TextField(max_length=rules.LONGEST, blank=True)
    difference = models.TextField(max_length=rules.LONGEST, blank=True)
    peer = models.CharField(max_length=12, choices=Peer, blank=True)
    discussed = models.TextField(max_length=rules.LONGEST, blank=True)
    capabilities = models.ManyToManyField(Capability, related_name="+", blank=True)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    shared_with = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    shared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shared_with__isnull=True, shared_at__isnull=True)
                | Q(shared_with__isnull=False, shared_at__isnull=False),
                name="shared_with_somebody_since_a_moment",
            ),
            models.CheckConstraint(condition=Q(done_on__gte=rules.EARLIEST), name="reflected_on_since_1990"),
        ]
        indexes = [models.Index(fields=["person", "done_on"]), models.Index(fields=["shared_with"])]

    def __str__(self) -> str:
        return f"Reflection on {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("reflection", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_peer_reflection(self) -> bool:
        return rules.is_peer_reflection(self.peer, self.discussed)

    @property
    def next_open(self) -> Question | None:
        """The first question without an answer: where somebody who comes back goes on."""
        return next((question for question in Question if not self.answer_to(question)), None)

    def answer_to(self, question: Question) -> str:
        return self.discussed if question is Question.PEER else getattr(self, question.value)
