"""An opened audit: what was said of each question, the grade of each section and of the whole, and the second grade."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.audits.models.samples import AuditRound, SampledCase
from academy.audits.models.tools import ToolQuestion, ToolSection
from academy.audits.rules import Grade
from academy.audits.rules.auditing import LONGEST_WORDS, Answer, AuditKind, Heard, Whose
from academy.audits.rules.moderation import WhyModerated
from academy.people.models import Account, Person
from academy.people.scope import EVERYONE


class Audit(models.Model):
    """One case looked at by one auditor, perhaps with colleagues (`AuditHand`). Grades are words, never averaged."""

    scope_path = "hands__person"
    seen_as = "see audits"
    trail_paths = ("auditor",)
    because_of = ("sampled_case", "re_audit")

    sampled_case = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="audits")
    kind = models.CharField(max_length=8, choices=AuditKind, default=AuditKind.FIRST)
    re_audit = models.ForeignKey(
        "audits.ReAudit", on_delete=models.PROTECT, null=True, blank=True, related_name="audits"
    )
    auditor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    grade = models.CharField(max_length=20, choices=Grade, blank=True)  # the auditor's
    final_grade = models.CharField(max_length=20, choices=Grade, blank=True)  # the one that counts
    feedback_due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sampled_case"], condition=Q(kind=AuditKind.FIRST), name="a_case_is_audited_first_once"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, grade="", final_grade="")
                | (Q(finished_at__isnull=False) & ~Q(grade="") & ~Q(final_grade="")),
                name="a_finished_audit_has_its_grades",
            ),
        ]
        indexes = [models.Index(fields=["auditor", "finished_at"]), models.Index(fields=["finished_at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.sampled_case.pseudonym}"

    def get_absolute_url(self) -> str:
        return reverse("audit", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.finished_at is None


class AuditHand(models.Model):
    """Who works on an audit: its auditor, and whoever they asked to do it with them."""

    scope_path = "person"
    seen_as = "see audits"

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="hands")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()

    class Meta:
        verbose_name = "hand in an audit"
        verbose_name_plural = "hands in audits"
        ordering = ["joined_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["audit", "person"], name="a_hand_in_an_audit_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.audit}"


class Said(models.Model):
    """Abstract: what stands of one piece of an audit. Its revision grows with each change, so that nobody writes over
    what they have not seen."""

    scope_path = "audit__hands__person"
    seen_as = "see audits"
    trail_paths = ("audit__auditor",)

    reason = models.TextField(max_length=LONGEST_WORDS, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class QuestionAnswer(Said):
    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(ToolQuestion, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["audit", "question"], name="one_answer_to_a_question_stands")]
        indexes = [models.Index(fields=["question", "answer"])]

    def __str__(self) -> str:
        return f"{self.question}: {self.get_answer_display()}"


class Judgement(Said):
    """The grade of a section; without a section, of the whole."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="judgements")
    section = models.ForeignKey(ToolSection, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    grade = models.CharField(max_length=20, choices=Grade, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "section"], name="one_grade_of_a_section_stands"),
            models.UniqueConstraint(
                fields=["audit"], condition=Q(section__isnull=True), name="one_grade_of_the_whole_stands"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section or 'Overall'}: {self.get_grade_display()}"


class AuditView(Said):
    """What the worker thinks, and what the child and family think: as a view, without a name."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="views")
    whose = models.CharField(max_length=8, choices=Whose)
    heard = models.CharField(max_length=12, choices=Heard, blank=True)

    class Meta:
        verbose_name = "view on an audit"
        verbose_name_plural = "views on audits"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["audit", "whose"], name="one_view_of_each_stands")]

    def __str__(self) -> str:
        return f"{self.get_whose_display()}: {self.get_heard_display()}"


class AnswerVersion(models.Model):
    """Everything that was ever sent of a piece, whether it stands or was kept beside: nothing anybody wrote is lost."""

    scope_path = "audit__hands__person"
    seen_as = "see audits"

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="versions")
    piece = models.CharField(max_length=40)
    value = models.CharField(max_length=20, blank=True)
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)
    revision = models.PositiveIntegerField(default=0)  # as which it stood; 0 for what was kept beside
    is_beside = models.BooleanField(default=False)  # somebody else had written meanwhile
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    key = models.CharField(max_length=40, unique=True)  # sent twice, it is the same

    class Meta:
        verbose_name = "version of an answer"
        verbose_name_plural = "versions of answers"
        ordering = ["received_at", "pk"]
        indexes = [models.Index(fields=["audit", "piece"])]

    def __str__(self) -> str:
        return f"{self.piece} of {self.audit}"


class Moderation(models.Model):
    """A second person's grade of a finished audit, kept beside the first. The second counts."""

    scope_path = EVERYONE
    seen_as = "moderate audits"
    because_of = ("audit",)

    audit = models.OneToOneField(Audit, on_delete=models.PROTECT, related_name="moderation")
    why = models.CharField(max_length=12, choices=WhyModerated)
    asked_at = models.DateTimeField()
    moderator = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    grade = models.CharField(max_length=20, choices=Grade, blank=True)
    reason = models.TextField(max_length=LONGEST_WORDS, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, grade="") | (Q(made_at__isnull=False) & ~Q(grade="") & ~Q(reason="")),
                name="a_second_grade_has_a_reason",
            )
        ]
        indexes = [models.Index(fields=["made_at"])]

    def __str__(self) -> str:
        return f"Moderation of {self.audit.sampled_case.pseudonym}"

    def get_absolute_url(self) -> str:
        return reverse("moderate", args=[self.pk])


class ReviewPause(models.Model):
    """A round of audits, or a large review, that was stopped: nothing new is opened until it goes on."""

    scope_path = EVERYONE
    seen_as = "see practice"

    round = models.ForeignKey(AuditRound, on_delete=models.CASCADE, related_name="pauses")
    stopped_at = models.DateTimeField()
    stopped_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=200)
    went_on_at = models.DateTimeField(null=True, blank=True)
    went_on_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "stop of a round"
        verbose_name_plural = "stops of rounds"
        ordering = ["-stopped_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(went_on_at__isnull=True), name="a_round_is_stopped_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}, stopped"
