"""Sending something to the library, saying what it is, and giving it a newer file."""

from decimal import Decimal
from typing import Any

from django import forms

from academy.catalogue import queries
from academy.catalogue.forms.items import ShortSelect
from academy.catalogue.models import Resource, Theme
from academy.catalogue.queries import library
from academy.catalogue.rules import Level
from academy.catalogue.rules import library as rules
from academy.core import clock
from academy.core.refusals import Refused
from academy.core.uploads import CAPTIONS, VIDEOS, UploadField
from academy.frameworks import queries as frameworks
from academy.frameworks.models import Capability
from academy.people import queries as people
from academy.people.models import Organisation, Person
from academy.people.rules import OrganisationKind
from academy.people.scope import Viewer
from academy.ui.forms import DateField, FilterForm, Form

FILE_HELP = (
    "PDF, Word, PowerPoint, Excel, OpenDocument text, plain text or CSV up to 50\u00a0MB; a picture (PNG, JPEG, WebP)"
    " up to 15\u00a0MB; a video (MP4, WebM) up to 500\u00a0MB; or sound (MP3) up to 200\u00a0MB"
)
CAPTIONS_HELP = "Every video needs them: a VTT file, as your video program exports it"


OF_THE_ITEM = (
    "title", "summary", "theme", "hours", "level", "who_for", "organisation", "shown_to", "description", "review_on",
)  # fmt: skip


class LibraryFilter(FilterForm):
    q = forms.CharField(label="Search the library", max_length=100)
    theme = forms.ChoiceField(label="Shelf", widget=ShortSelect)
    form = forms.ChoiceField(label="Form", choices=[("", "Any form"), *rules.Form.choices], widget=ShortSelect)
    whose = forms.ChoiceField(label="From", widget=ShortSelect)
    tag = forms.SlugField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = [(theme.code, theme.name) for theme in queries.themes(viewer)]
        self.fields["theme"].choices = [("", "Every shelf"), *themes]  # type: ignore[attr-defined]
        sources = [(str(pk), name) for pk, name in library.sources(viewer)]
        self.fields["whose"].choices = [("", "Anybody"), *sources]  # type: ignore[attr-defined]


class SendForm(Form):
    """The first of two pages: what is sent is judged and kept before anything is asked about it."""

    says_optional = False  # one of the two is needed

    file = UploadField(label="A file", help_text=FILE_HELP, kinds=rules.FILES, required=False)
    captions = UploadField(label="Captions of a video", help_text=CAPTIONS_HELP, kinds=CAPTIONS, required=False)
    link = forms.URLField(
        label="Or the address of a page",
        help_text="It begins with https://",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a whole address, like https://www.gov.uk/guidance"},
    )

    def clean_link(self) -> str:
        link = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError("Enter an address that begins with https://")
        return link

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            with self.showing_refusals():
                file = cleaned.get("file")
                rules.refuse_nothing(has_file=file is not None, link=cleaned.get("link", ""))
                kind, has_captions = file.kind if file else "", cleaned.get("captions") is not None
                rules.refuse_captions_of_nothing(kind, has_captions=has_captions)
                if kind in VIDEOS:
                    rules.refuse_what_not_everybody_can_follow(kind, has_captions=has_captions, transcript="")
        return cleaned


class ReplaceForm(Form):
    file = UploadField(label="The newer file", help_text=FILE_HELP, kinds=rules.FILES)
    captions = UploadField(label="Captions of a video", help_text=CAPTIONS_HELP, kinds=CAPTIONS, required=False)
    transcript = forms.CharField(
        label="What is said, as text",
        help_text="Every sound recording needs it",
        max_length=200_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    what_changed = forms.CharField(
        label="What is different?", help_text="Like “New phone numbers on page 3”", max_length=200
    )


class ResourceForm(Form):
    """The second page: what is said of it."""

    title = forms.CharField(max_length=160)
    summary = forms.CharField(
        label="In a sentence",
        help_text="What it helps with. This is all that most readers see.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    transcript = forms.CharField(
        label="What is said, as text",
        help_text="Every sound recording needs it, so that everybody can follow it",
        max_length=200_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    theme = forms.ModelChoiceField(label="Shelf", queryset=Theme.objects.none(), empty_label="Choose one")
    hours = forms.DecimalField(
        label="Hours it takes",
        help_text="0.25 for a quarter of an hour. It counts as CPD for whoever reads or watches it.",
        min_value=Decimal("0.05"),
        max_value=Decimal("99"),
        max_digits=4,
        decimal_places=2,
        error_messages={"invalid": "Enter a number of hours, like 0.5 or 1"},
    )
    level = forms.ChoiceField(label="Level", choices=Level, initial=Level.TARGETED)
    who_for = forms.CharField(
        label="Who it is for",
        help_text="Like “social workers, family support, health visitors”.",
        max_length=300,
        required=False,
    )
    tags = forms.CharField(
        label="Tags",
        help_text="Up to eight, with commas between: neglect, Graded Care Profile",
        max_length=300,
        required=False,
    )
    author = forms.CharField(label="Who wrote or made it", max_length=160, required=False)
    published_on = DateField(label="When was it published?", required=False)
    licence = forms.ChoiceField(label="Licence", choices=[("", "Choose one"), *rules.Licence.choices])
    licence_words = forms.CharField(
        label="Whose permission, and for what",
        help_text="Only with permission of its owner. Like “By e-mail from the author, for training in Weyshire”.",
        max_length=200,
        required=False,
    )
    organisation = forms.ModelChoiceField(
        label="Offered by", queryset=Organisation.objects.none(), empty_label="Choose one"
    )
    owner = forms.CharField(
        label="Who looks after it",
        help_text="Their e-mail address or their name. They are asked when it is time to look at it again.",
        max_length=200,
    )
    review_on = DateField(
        label="Look at it again on",
        help_text="From that day on nobody finds it by searching, until somebody has looked at it.",
    )
    shown_to = forms.ChoiceField(label="Who may see it", choices=rules.ShownTo, initial=rules.ShownTo.EVERYONE)
    shown_to_kinds = forms.MultipleChoiceField(
        label="Which kinds of agency",
        help_text="Only if you chose some kinds of agency",
        choices=OrganisationKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    description = forms.CharField(
        label="More about it", max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    capabilities = forms.ModelMultipleChoiceField(
        label="What it builds",
        queryset=Capability.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, viewer: Viewer, asks_transcript: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        choices: dict[str, Any] = {
            "theme": queries.themes(viewer),
            "organisation": queries.own_organisations(viewer),
            "capabilities": frameworks.capabilities(viewer, on=clock.today()),
        }
        for name, found in choices.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]
        if not asks_transcript:
            del self.fields["transcript"]

    def clean_tags(self) -> list[str]:
        return rules.tag_words(self.cleaned_data["tags"])

    def clean_owner(self) -> Person:
        try:
            found = people.colleague(self.viewer, self.cleaned_data["owner"])
        except Refused as refused:
            raise forms.ValidationError(refused.words) from None
        if found is None:
            raise forms.ValidationError("Say who looks after it")
        return found

    def clean_shown_to_kinds(self) -> list[str]:
        kinds = self.cleaned_data["shown_to_kinds"]
        if self.cleaned_data.get("shown_to") == rules.ShownTo.KINDS and not kinds:
            raise forms.ValidationError("Choose at least one kind of agency")
        return list(kinds)

    @classmethod
    def said_of(cls, resource: Resource) -> dict[str, Any]:
        """What the form shows before anything is changed."""
        said = {name: getattr(resource.item, name) for name in OF_THE_ITEM}
        said |= {name: getattr(resource, name) for name in ("author", "published_on", "licence", "licence_words")}
        owner = resource.owner
        return said | {
            "tags": ", ".join(resource.tags.values_list("name", flat=True)),
            "owner": (owner.email or owner.name) if owner else "",
            "shown_to_kinds": rules.kinds_in(resource.item.shown_to_kinds),
            "capabilities": list(resource.item.capabilities.all()),
        }
