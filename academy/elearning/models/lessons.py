"""A lesson, its versions, and what they are made of: pages, blocks, questions and choices."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.catalogue.models import Item
from academy.elearning import rules
from academy.elearning.rules import BlockKind, BlockSaid, ChoiceSaid, QuestionKind, QuestionSaid, Stage
from academy.people.models import Account
from academy.ui.dates import date_words

PUBLISHED = (Stage.CURRENT, Stage.PAST)


class Lesson(models.Model):
    """How an item is learned here, page by page, without a package. An item has one, in version after version."""

    scope_path = "item__organisation"
    seen_as = "see the offer"
    because_of = ("item",)

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="+")
    added_on = models.DateField()

    class Meta:
        ordering = ["item__title", "pk"]

    def __str__(self) -> str:
        return str(self.item)

    def get_absolute_url(self) -> str:
        return reverse("lesson", args=[self.pk])


class LessonVersion(models.Model):
    """What learners had at one time. Once published it never changes: who is half-way finishes the one they began."""

    scope_path = "lesson__item__organisation"
    seen_as = "write lessons"
    because_of = ("lesson",)

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.DRAFT)
    pass_mark = models.PositiveSmallIntegerField(default=rules.PASS_MARK)  # right answers in a hundred
    tries = models.PositiveSmallIntegerField(null=True, blank=True, default=rules.TRIES)  # none: as many as one likes
    what_changed = models.CharField(max_length=300, blank=True)
    reading_age = models.PositiveSmallIntegerField(null=True)
    published_on = models.DateField(null=True)
    published_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["lesson", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "number"], name="a_lesson_numbers_its_versions"),
            models.UniqueConstraint(fields=["lesson"], condition=Q(stage="draft"), name="one_draft_of_a_lesson"),
            models.UniqueConstraint(fields=["lesson"], condition=Q(stage="current"), name="one_lesson_to_learn_from"),
            models.CheckConstraint(condition=Q(pass_mark__lte=100), name="a_pass_mark_is_of_a_hundred"),
            models.CheckConstraint(condition=Q(tries__gte=1) | Q(tries=None), name="a_lesson_gives_a_try"),
            models.CheckConstraint(
                condition=Q(stage="draft", published_on=None) | ~Q(stage="draft") & Q(published_on__isnull=False),
                name="what_is_published_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("edit-lesson", args=[self.lesson_id])

    @property
    def is_draft(self) -> bool:
        return self.stage == Stage.DRAFT

    @property
    def stage_words(self) -> str:
        """Version 2, published 3 March 2026."""
        on = f" {date_words(self.published_on)}" if self.published_on else ""
        return f"Version {self.number}, {self.get_stage_display().lower() if not on else f'published{on}'}"


class LessonPage(models.Model):
    """One page, with an address of its own."""

    scope_path = "version__lesson__item__organisation"
    seen_as = "write lessons"

    version = models.ForeignKey(LessonVersion, on_delete=models.CASCADE, related_name="pages")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    seconds = models.PositiveIntegerField(default=0)  # what it takes most people, counted from its blocks

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["version", "position"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("edit-lesson-page", args=[self.pk])


class Block(models.Model):
    """One thing on a page: its words, a picture, a video, a knowledge check, a moment to think."""

    scope_path = "page__version__lesson__item__organisation"
    seen_as = "write lessons"

    page = models.ForeignKey(LessonPage, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=BlockKind)
    words = models.TextField(max_length=6000, blank=True)  # the text, the caption, the title, what to think about
    alternative = models.CharField(max_length=300, blank=True)  # a picture in words
    is_decorative = models.BooleanField(default=False)
    file = models.ForeignKey(
        "elearning.LessonFile", on_delete=models.RESTRICT, null=True, blank=True, related_name="shown_in"
    )
    captions = models.ForeignKey(
        "elearning.LessonFile", on_delete=models.RESTRICT, null=True, blank=True, related_name="captions_of"
    )
    link = models.URLField(max_length=500, blank=True)  # a video that lives elsewhere
    has_speech = models.BooleanField(default=True)
    transcript = models.TextField(max_length=20_000, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)  # how long a video runs
    draw = models.PositiveSmallIntegerField(null=True, blank=True)  # of a bank of questions; none: all of them

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["page", "position"])]
        constraints = [models.CheckConstraint(condition=Q(draw__gte=1) | Q(draw=None), name="a_check_asks_something")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on “{self.page}”"

    def get_absolute_url(self) -> str:
        return reverse("edit-block", args=[self.pk])

    def said(self, questions: tuple[QuestionSaid, ...] = ()) -> BlockSaid:
        return BlockSaid(
            kind=self.kind,
            words=self.words,
            alternative=self.alternative,
            is_decorative=self.is_decorative,
            has_file=self.file_id is not None,
            has_link=bool(self.link),
            has_speech=self.has_speech,
            has_captions=self.captions_id is not None,
            transcript=self.transcript,
            minutes=self.minutes,
            draw=self.draw,
            questions=questions,
            id=self.pk,
        )


class Question(models.Model):
    """One of a knowledge check’s bank."""

    scope_path = "block__page__version__lesson__item__organisation"
    seen_as = "write lessons"

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=QuestionKind)
    words = models.CharField(max_length=400)
    feedback = models.CharField(max_length=600, blank=True)  # shown once it is answered, whatever was answered

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["block", "position"])]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("edit-question", args=[self.pk])

    def said(self, choices: tuple[ChoiceSaid, ...] = ()) -> QuestionSaid:
        return QuestionSaid(self.kind, self.words, choices, self.feedback, self.pk)


class Choice(models.Model):
    """What may be answered. Where an order is asked, their own order is the right one."""

    scope_path = "question__block__page__version__lesson__item__organisation"
    seen_as = "write lessons"

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    is_right = models.BooleanField(default=False)
    feedback = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["question", "position"])]

    def __str__(self) -> str:
        return self.words

    def said(self) -> ChoiceSaid:
        return ChoiceSaid(self.words, self.is_right, self.feedback, self.pk)
