"""The ground's nouns: entries in the trail, notices, imports and jobs. None of them knows a person or a course."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One line of the trail: who did what to which record. Never changed, never deleted, chained by hash.

    It holds numbers and no names, because names must be erasable and an entry is not: who `by_id` is, is looked up.
    """

    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200, blank=True)  # what kind of doer, when it is no account: "the Academy"
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["subject_type", "subject_id"]), models.Index(fields=["by_id", "at"])]


class EntryAbout(models.Model):
    """Whom an entry is about, so that they find it. Worked out from the entry's record when it is written."""

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="about", db_index=False, db_constraint=False
    )
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "entries about somebody"
        constraints = [
            models.UniqueConstraint(fields=["entry", "subject_type", "subject_id"], name="about_each_of_them_once")
        ]
        indexes = [models.Index(fields=["subject_type", "subject_id", "entry"], name="entries_about_somebody")]


class Caused(models.Model):
    """Abstract: a record that may be because of any other record."""

    cause_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    cause_id = models.BigIntegerField(null=True, blank=True, editable=False)
    cause = GenericForeignKey("cause_type", "cause_id")

    because_of: tuple[str, ...] = ("cause",)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["cause_type", "cause_id"])]


class SearchText(models.Model):
    """Abstract: what the records of one model are found by; see `core.search`. The room adds `record`, one to one and
    its key, and an index by hand. Titles and summaries stand here with other spellings: to be found by, not shown."""

    title = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    also = models.TextField(blank=True)  # other spellings of words in the body

    class Meta:
        abstract = True


class Leased(models.Model):
    """Abstract: work that one worker at a time holds for a while. The lease is a number that grows with each taking, so
    that a worker thought dead, whose work was given to another, can be told from its successor."""

    due_at = models.DateTimeField()
    lease = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    parked_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Notice(Leased):
    """A message waiting to be sent, or sent. The key says which event it tells of, so it is told once.

    One with a kind goes when a room above has cleared it, by what its reader wishes; one without goes at once.
    """

    class Way(models.TextChoices):
        EMAIL = "email", "E-mail"
        TEXT = "text", "Text message"

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40, blank=True)
    way = models.CharField(max_length=8, choices=Way, default=Way.EMAIL)
    to = models.EmailField(max_length=254)
    number = models.CharField(max_length=20, blank=True)  # the mobile, for a text message
    subject = models.CharField(max_length=250)
    body = models.TextField()
    text = models.CharField(max_length=600, blank=True)  # all of it in a text message; empty when it does not fit one
    attachment_name = models.CharField(max_length=80, blank=True)
    attachment = models.TextField(blank=True)
    attachment_link = models.CharField(max_length=300, blank=True)  # for a carrier that takes no files
    stop_link = models.CharField(max_length=300, blank=True)  # no more of this kind, with one tap
    reference = models.CharField(max_length=32, blank=True, db_index=True)  # what a carrier calls it
    created_at = models.DateTimeField()
    cleared_until = models.DateTimeField(null=True)
    is_gathered = models.BooleanField(default=False)  # waits to be told in a digest
    gathered_in = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="gathered")
    kept_back_at = models.DateTimeField(null=True)  # its reader does not want this kind
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="notice_waiting",
                condition=Q(sent_at__isnull=True, parked_at__isnull=True, kept_back_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.subject


class BouncedAddress(models.Model):
    """An e-mail address or mobile number that messages came back from: nothing more goes there until somebody looks."""

    address = models.CharField(max_length=254, unique=True)
    why = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "bounced addresses"
        ordering = ["-at"]


class Job(Leased):
    """Work to be done outside a request, once, by whichever worker takes it first."""

    name = models.CharField(max_length=80)
    key = models.CharField(max_length=160, unique=True)
    arguments = models.JSONField(default=dict)
    did = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="job_waiting", condition=Q(done_at__isnull=True, parked_at__isnull=True)
            )
        ]


class ImportMapping(models.Model):
    """Which column of somebody's file holds what, kept for the next file from the same place."""

    spec = models.CharField(max_length=40)
    branch = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=80)
    columns = models.JSONField(default=dict)  # our column -> the file's heading
    words = models.JSONField(default=dict)  # our column -> {the file's word: our word}

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["spec", "branch", "name"], name="one_mapping_of_a_name")]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One file that came in: checked first, then saved or thrown away, and undone if need be."""

    class Stage(models.TextChoices):
        CHECKING = "checking", "Being checked"
        MATCHING = "matching", "Columns to be matched"
        CHECKED = "checked", "Checked, nothing saved yet"
        SAVING = "saving", "Being saved"
        SAVED = "saved", "Saved"
        UNDONE = "undone", "Undone"
        CANCELLED = "cancelled", "Cancelled, nothing saved"
        REFUSED = "refused", "Could not be read"

    spec = models.CharField(max_length=40)
    format = models.CharField(max_length=20)
    branch = models.CharField(max_length=200, blank=True)  # the part of the tree of organisations it may touch
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    file = models.BinaryField(null=True)  # kept only until it is saved or thrown away
    mapping = models.ForeignKey(ImportMapping, on_delete=models.PROTECT, null=True, related_name="+")
    options = models.JSONField(default=dict)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.CHECKING)
    refusal = models.TextField(blank=True)
    header = models.JSONField(default=list)
    notices = models.JSONField(default=list)  # sentences about the file as a whole
    rows = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    digest = models.CharField(
        max_length=64, blank=True
    )  # of everything the check found: what is saved is what was seen
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def doubt(self) -> str:
        """Why the room would not save this without being told that it is meant."""
        return str(self.options.get("doubt", ""))

    @property
    def reason(self) -> str:
        """What somebody said about the doubt."""
        return str(self.options.get("reason", ""))


class ImportRow(models.Model):
    """A row of the file that changes something, or cannot be read. Rows that change nothing are only counted."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()  # as a spreadsheet counts them, headings and all
    change = models.CharField(max_length=8)
    name = models.CharField(max_length=200, blank=True)
    says = models.TextField(blank=True)
    follows = models.TextField(blank=True)
    starts_on = models.DateField(null=True)
    part = models.CharField(max_length=160, blank=True)  # what the row has in common with others, to see patterns by
    rules = models.JSONField(default=list)  # what is wrong; of a row that can be saved, what to look at
    cells = models.JSONField(default=list)  # of a row that cannot be read: as it stood in the file

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_record_of_a_row")]
        indexes = [models.Index(fields=["run", "change"])]


class ImportStep(models.Model):
    """Rows of one table that a run wrote together, and what stood there before: read backwards, it undoes the run."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveIntegerField()
    table = models.CharField(max_length=80)
    keys = models.JSONField()
    before = models.JSONField(null=True)  # nothing for rows that were not there
    seals = models.JSONField()  # a checksum of each row as it was left: whether it changed since

    class Meta:
        ordering = ["run", "order"]
        constraints = [models.UniqueConstraint(fields=["run", "order"], name="one_step_at_a_time")]


class StoredFile(models.Model):
    """A file that was taken, judged by its content. Its name on the disk is made up; whoever points at it says who may
    have it (`core.uploads`)."""

    name = models.CharField(max_length=32, unique=True, editable=False)
    kind = models.CharField(max_length=4)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    pages = models.PositiveIntegerField(null=True)
    stored_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["stored_at"])]

    def __str__(self) -> str:
        return self.name
