"""The register of experts from outside: who they are, who of ours knows them, what was said and promised, where they
spoke and what was learned; and which events anybody may read of without an account."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.catalogue.models.items import Item
from academy.catalogue.models.shown_to import within_circle
from academy.catalogue.rules.experts import ContactWay, PromiseState, Reach, promise_state
from academy.core.models import Caused
from academy.people.models import Account, Person
from academy.people.scope import EVERYONE, Viewer


class Expert(Caused):
    """Somebody from outside whom we may ask to speak, to teach or to advise. Their ways to be reached are kept until a
    day, and no longer."""

    scope_path = EVERYONE
    seen_as = "see experts"

    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=160, blank=True)
    field = models.CharField(max_length=160)
    reach = models.CharField(max_length=14, choices=Reach)
    bio = models.CharField(max_length=600, blank=True)
    may_be_asked = models.CharField(max_length=300, blank=True)  # what for: “to speak; not about single cases”
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    agreed_on = models.DateField(null=True, blank=True)  # when they agreed to be listed
    contact_kept_until = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta(Caused.Meta):
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email="", phone="") | Q(contact_kept_until__isnull=False),
                name="ways_to_reach_an_expert_have_an_end",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("expert", args=[self.pk])

    @staticmethod
    def narrowed(rows: models.QuerySet[Any], viewer: Viewer) -> models.QuerySet[Any]:
        """Who has not agreed to be listed is known to those who keep the register, and to nobody else."""
        rows = rows.filter(erased_at=None)
        return rows if viewer.may("keep experts") else rows.filter(agreed_on__lte=viewer.on)

    def is_listed(self, *, on: date) -> bool:
        return self.erased_at is None and self.agreed_on is not None and self.agreed_on <= on


class Acquaintance(models.Model):
    """One of us knows an expert. It is theirs: another agency sees that somebody knows them, and not who."""

    scope_path = "person"
    trail_paths = ("person",)
    because_of = ("expert",)

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="known_by")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=160)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["person__family_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["expert", "person"], name="knows_an_expert_once")]

    def __str__(self) -> str:
        return f"{self.person} knows {self.expert}"

    def get_absolute_url(self) -> str:
        return self.expert.get_absolute_url()


class ExpertContact(models.Model):
    """When we were in touch, and what was said."""

    scope_path = EVERYONE
    seen_as = "keep experts"
    because_of = ("expert",)

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="contacts")
    on = models.DateField()
    way = models.CharField(max_length=10, choices=ContactWay)
    said = models.CharField(max_length=500)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_way_display()} with {self.expert}"

    def get_absolute_url(self) -> str:
        return self.expert.get_absolute_url()


class Promise(models.Model):
    """What we promised an expert, or an expert promised us, and by when."""

    scope_path = EVERYONE
    seen_as = "keep experts"
    because_of = ("expert",)

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="promises")
    is_ours = models.BooleanField()
    what = models.CharField(max_length=200)
    due_on = models.DateField()
    settled_on = models.DateField(null=True)
    is_kept = models.BooleanField(null=True)
    outcome = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, is_kept__isnull=True)
                | Q(settled_on__isnull=False, is_kept__isnull=False),
                name="a_settled_promise_is_kept_or_broken",
            )
        ]
        indexes = [models.Index(fields=["due_on"], name="promises_open", condition=Q(settled_on__isnull=True))]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return self.expert.get_absolute_url()

    def state(self, *, on: date) -> PromiseState:
        return promise_state(self.is_kept, self.due_on, on=on)


class Talk(Caused):
    """An expert speaks at an event; afterwards the recording goes to the library."""

    scope_path = EVERYONE
    seen_as = "see the offer"
    because_of = ("expert", "item", "cause")
    led_to = ("recording",)

    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="talks")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="talks")
    title = models.CharField(max_length=160)
    spoke_on = models.DateField(null=True, blank=True)
    recording = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Caused.Meta):
        ordering = ["-spoke_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["expert", "item", "title"], name="one_talk_of_a_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("talk", args=[self.pk])

    @staticmethod
    def narrowed(rows: models.QuerySet[Any], viewer: Viewer) -> models.QuerySet[Any]:
        return within_circle(rows, viewer, "item__")


class Takeaway(models.Model):
    """What was learned from a talk: an end of the thread, that a plan may begin at."""

    scope_path = EVERYONE
    seen_as = "see the offer"
    because_of = ("talk",)

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="takeaways")
    words = models.CharField(max_length=500)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["noted_at", "pk"]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return self.talk.get_absolute_url()

    @staticmethod
    def narrowed(rows: models.QuerySet[Any], viewer: Viewer) -> models.QuerySet[Any]:
        return within_circle(rows, viewer, "talk__item__")


class PublicEvent(models.Model):
    """An event that anybody may read of, without an account: what, when, where and who speaks, and how to ask."""

    scope_path = EVERYONE
    seen_as = "see the offer"
    because_of = ("item",)

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="public_event")
    how_to_ask = models.CharField(max_length=300)
    shown_at = models.DateTimeField()

    class Meta:
        ordering = ["item__title", "pk"]

    def __str__(self) -> str:
        return f"{self.item}, shown to everybody"
