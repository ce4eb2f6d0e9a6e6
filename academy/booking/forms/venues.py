"""What people type about a venue, its rooms, and who leads sessions."""

from typing import Any

from django import forms

from academy.booking.forms.called import titles_field
from academy.booking.models import Room, Trainer, Venue
from academy.catalogue.models import Expert
from academy.people.models import Person
from academy.people.scope import Viewer, visible
from academy.ui.forms import FilterForm, Form

OF_A_VENUE = (
    "name", "town", "address", "postcode", "area", "is_step_free", "has_hearing_loop", "has_prayer_room", "access",
    "parking", "public_transport", "on_arrival", "is_in_use",
)  # fmt: skip


class VenueFilter(FilterForm):
    q = forms.CharField(label="Venue, town or postcode", max_length=80)


class VenueForm(Form):
    name = forms.CharField(label="Name of the venue", max_length=80)
    address = forms.CharField(label="Street", required=False, max_length=200)
    town = forms.CharField(label="Town or village", max_length=60)
    postcode = forms.CharField(label="Postcode", required=False, max_length=10)
    area = forms.CharField(label="Area", required=False, max_length=60, help_text="As people here say it: North")
    is_step_free = forms.BooleanField(label="It is step-free", required=False)
    has_hearing_loop = forms.BooleanField(label="It has a hearing loop", required=False)
    has_prayer_room = forms.BooleanField(label="It has a room to pray in", required=False)
    access = forms.CharField(label="What else about getting in?", required=False, max_length=160,
                             help_text="Such as: lift to all floors")  # fmt: skip
    parking = forms.CharField(required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    public_transport = forms.CharField(label="Bus and train", required=False, max_length=300,
                                       widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    on_arrival = forms.CharField(label="When people arrive", required=False, max_length=300,
                                 widget=forms.Textarea(attrs={"rows": 2}),
                                 help_text="Such as: sign in at reception, then first floor")  # fmt: skip
    is_in_use = forms.BooleanField(label="We use it", required=False, initial=True)

    def __init__(self, *args: Any, venue: Venue | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.venue = venue
        if venue:
            self.initial = {name: getattr(venue, name) for name in OF_A_VENUE}

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        same = Venue.objects.filter(name__iexact=typed.get("name", ""), town__iexact=typed.get("town", ""))
        if same.exclude(pk=self.venue.pk if self.venue else 0).exists():
            self.add_error("name", "There is a venue of that name in that town already")
        return typed


class RoomForm(Form):
    name = forms.CharField(label="Name of the room", max_length=60)
    capacity = forms.IntegerField(label="How many people does it hold?", min_value=1, max_value=5000)
    about = forms.CharField(label="What else?", required=False, max_length=160,
                            help_text="Such as: first floor, tables in groups")  # fmt: skip
    is_in_use = forms.BooleanField(label="We use it", required=False, initial=True)

    def __init__(self, *args: Any, venue: Venue, room: Room | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.venue, self.room = venue, room
        if room:
            self.initial = {name: getattr(room, name) for name in ("name", "capacity", "about", "is_in_use")}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = self.venue.rooms.filter(name__iexact=name).exclude(pk=self.room.pk if self.room else 0)
        if same.exists():
            raise forms.ValidationError("There is a room of that name here already")
        return name


class TrainerForm(Form):
    known_as = forms.CharField(label="What pages call them", max_length=120,
                               help_text="Such as: Helen Marsh, Principal Social Worker")  # fmt: skip
    may_lead = titles_field(label="What may they lead?", widget=forms.Textarea(attrs={"rows": 12}))
    is_available = forms.BooleanField(label="They lead sessions", required=False, initial=True)

    def __init__(self, *args: Any, trainer: Trainer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if trainer:
            own = "\n".join(trainer.may_lead.order_by("title").values_list("title", flat=True))
            self.initial = {"known_as": trainer.known_as, "may_lead": own, "is_available": trainer.is_available}


class NewTrainerForm(Form):
    """Somebody of ours by their e-mail address, or an expert from the register."""

    email = forms.EmailField(label="Email address of one of us", required=False)
    expert = forms.ModelChoiceField(
        label="Or an expert from outside", queryset=Expert.objects.none(), required=False, empty_label="Nobody"
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["expert"].queryset = visible(viewer, Expert).filter(erased_at=None)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if self.errors:
            return typed
        if bool(typed["email"]) == bool(typed["expert"]):
            self.add_error("email", "Give an email address, or choose an expert: one of the two")
        elif typed["email"]:
            typed["person"] = visible(self.viewer, Person).filter(email__iexact=typed["email"]).first()
            if typed["person"] is None:
                self.add_error("email", "Nobody here has that email address")
        return typed

    @property
    def who(self) -> Person | Expert:
        return self.cleaned_data.get("person") or self.cleaned_data["expert"]
