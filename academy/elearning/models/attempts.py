"""Somebody going through a lesson: how far they are, what they answered, and what they keep for themselves."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.core.models import Caused
from academy.elearning.models.lessons import Block, Lesson, LessonVersion, Question
from academy.elearning.rules import State
from academy.people.models import Person


class Attempt(Caused):
    """One person's way through one version. Nobody else sees it: whoever looks after them sees the completion."""

    scope_path = "person"
    seen_as = "take lessons"
    because_of = ("lesson", "cause")

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="attempts")
    version = models.ForeignKey(LessonVersion, on_delete=models.PROTECT, related_name="attempts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    seed = models.BigIntegerField()  # which questions are drawn, the same on every device
    try_number = models.PositiveSmallIntegerField(default=1)
    reached = models.PositiveSmallIntegerField(default=1)  # the page to go on from; one more than there are: all read
    seconds = models.PositiveIntegerField(default=0)  # with a page open, as far as it can have been spent on it
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(Caused.Meta):
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "lesson"], condition=Q(state="open"), name="one_way_through_a_lesson_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | ~Q(state="open") & Q(ended_at__isnull=False),
                name="what_is_over_has_its_end",
            ),
        ]
        indexes = [
            *Caused.Meta.indexes,
            models.Index(fields=["person", "state"]),
            models.Index(fields=["version", "state", "seconds"]),
        ]

    def __str__(self) -> str:
        return f"{self.lesson}, begun {self.started_at:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("attempt", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN


class CheckAnswer(models.Model):
    """What was answered to one question in one try. It is locked: the next try has answers of its own."""

    scope_path = "attempt__person"
    seen_as = "take lessons"
    is_private = True  # in the file of what is kept about somebody, for themselves alone

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    try_number = models.PositiveSmallIntegerField()
    chosen = models.JSONField()  # numbers of choices, in the order in which they were put
    is_right = models.BooleanField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question", "try_number"], name="answered_once_in_a_try")
        ]
        indexes = [models.Index(fields=["question", "try_number", "is_right"])]


class LessonNote(models.Model):
    """What somebody wrote for themselves in a lesson, and chose to keep. Theirs alone."""

    scope_path = "attempt__person"
    seen_as = "take lessons"
    because_of = ("attempt",)
    is_private = True

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="notes")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=4000)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "block"], name="one_note_for_a_moment_to_think")]
