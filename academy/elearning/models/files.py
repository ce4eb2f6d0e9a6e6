"""Pictures, videos, captions and papers of a lesson."""

from django.db import models
from django.urls import reverse

from academy.core.models import StoredFile
from academy.elearning.models.lessons import Lesson
from academy.people.models import Account


class LessonFile(models.Model):
    """A file that a lesson shows or hands out. What it holds was judged and is kept by `core.uploads`."""

    scope_path = "lesson__item__organisation"
    seen_as = "see the offer"

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="files")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("lesson-file", args=[self.pk])
