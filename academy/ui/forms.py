"""Forms that come out as GOV.UK form groups: `{{ form }}`, `{{ form.field.as_field_group }}`, or `ui/form.html` for all
of it. Settings name the renderer once (`FORM_RENDERER`), so plain Django fields look right as they are."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.utils import pretty_name

from academy.core.refusals import Refused

from .dates import NotADate, NotATime, date_from, date_words, time_from, time_words

TEMPLATES = Path(__file__).parent / "templates"
TEXT_WIDGETS = (
    forms.TextInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.URLInput,
    forms.PasswordInput,
    forms.DateInput,
    forms.TimeInput,
    forms.DateTimeInput,
)


MISSING_WORDS: dict[type[forms.Field], str] = {
    forms.ChoiceField: "Choose one for",
    forms.DateField: "Enter a date for",
    forms.TimeField: "Enter a time for",
    forms.IntegerField: "Enter a number for",
}


class GovukBoundField(BoundField):
    """A field on its form, with the classes, the words and the links that a GOV.UK form group needs."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if self.is_plainly_optional:
            self.label = f"{self.label} (optional)"

    @property
    def is_plainly_optional(self) -> bool:
        """What may be left out is marked, never what must be given. A lone tick box needs no mark."""
        says_so = getattr(self.form, "says_optional", True)
        return says_so and bool(self.label) and not (self.field.required or self.is_checkbox or self.field.disabled)

    @property
    def is_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def first_id(self) -> str:
        """Where a link in the error summary lands: the field, or its first choice."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.auto_id

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)  # the browser's own messages speak before ours, and less plainly
        classes = [*govuk_classes(widget, has_errors=bool(self.errors)), widget.attrs.get("class", "")]
        if any(classes):
            built["class"] = " ".join(filter(None, classes))
        return built


def govuk_classes(widget: forms.Widget, *, has_errors: bool = False) -> list[str]:
    block = _block(widget)
    classes = [block, f"{block}--error" * has_errors] if block else []
    if isinstance(widget, forms.DateInput):
        classes.append("govuk-input--width-20")
    elif isinstance(widget, forms.NumberInput | forms.TimeInput) and "width" not in widget.attrs.get("class", ""):
        classes.append("govuk-input--width-5")
    return [name for name in classes if name]


def _block(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.CheckboxInput):
        return ""  # their templates write the classes of each choice
    if isinstance(widget, forms.Select):
        return "govuk-select"
    if isinstance(widget, forms.Textarea):
        return "govuk-textarea"
    if isinstance(widget, forms.FileInput):
        return "govuk-file-upload"
    return "govuk-input" if isinstance(widget, TEXT_WIDGETS) else ""


class GovukRenderer(DjangoTemplates):
    """Django's own widget templates, with ours in front of them."""

    form_template_name = "ui/fields.html"
    field_template_name = "ui/field.html"
    bound_field_class = GovukBoundField

    @cached_property
    def engine(self) -> Any:
        folders = [TEMPLATES, Path(forms.__file__).parent / "templates"]
        options = {"builtins": ["academy.ui.templatetags.academy"]}
        return self.backend({"APP_DIRS": True, "DIRS": folders, "NAME": "forms", "OPTIONS": options})


class Form(forms.Form):
    """The base of every form in the Academy."""

    says_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _say_plainly(field, str(field.label or pretty_name(name)))

    @contextmanager
    def showing_refusals(self) -> Iterator[None]:
        """What an action refuses stands on the form like any other mistake, beside its field when it names one."""
        try:
            yield
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.words)


class FilterForm(Form):
    """Sent with GET; everything may be left out, so nothing is marked optional."""

    says_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


class DateField(forms.DateField):
    """One box that takes 10 January 2027, 10/1/2027 or 2027-01-10."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DateBox)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        try:
            return date_from(value.strip()) if value.strip() else None
        except NotADate as problem:
            raise ValidationError(str(problem), code="invalid") from None


class TimeField(forms.TimeField):
    """One box that takes 9:30am, 0930 or 14:00."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", TimeBox)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> time | None:
        if not isinstance(value, str):
            return super().to_python(value)
        try:
            return time_from(value.strip()) if value.strip() else None
        except NotATime as problem:
            raise ValidationError(str(problem), code="invalid") from None


class PoundsField(forms.DecimalField):
    """One box that takes 1200, £1,200 or 1,200.50."""

    def __init__(self, *, most: Decimal | int = 99_999_999, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}))
        kwargs.setdefault("error_messages", {"invalid": "Enter an amount in pounds, like 1200 or 42.50"})
        super().__init__(**{"min_value": Decimal(0), "max_value": most, "decimal_places": 2, **kwargs})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("£", "").replace(",", "").replace("−", "-").replace(" ", "")
        return super().to_python(value)


class DateBox(forms.DateInput):
    def format_value(self, value: Any) -> str | None:
        return date_words(value) if isinstance(value, date) else value


class TimeBox(forms.TimeInput):
    def format_value(self, value: Any) -> str | None:
        return time_words(value) if isinstance(value, time) else value


class Radios(forms.RadioSelect):
    """Radios with a line of help under a choice; `is_ruled` makes each a large row."""

    def __init__(
        self, *args: Any, hints: Mapping[str, str] | None = None, is_ruled: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints, self.is_ruled = dict(hints or {}), is_ruled

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["is_ruled"] = self.is_ruled
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


def _say_plainly(field: forms.Field, label: str) -> None:
    """Put words that help where Django's own still stand; a form that brings its own messages keeps them."""
    for code, words in _plain_words(field, label).items():
        if code not in field.error_messages or field.error_messages[code] == _djangos_own(field, code):
            field.error_messages[code] = words


def _djangos_own(field: forms.Field, code: str) -> Any:
    messages = (getattr(kind, "default_error_messages", {}) for kind in type(field).__mro__)
    return next((words[code] for words in messages if code in words), None)


def _plain_words(field: forms.Field, label: str) -> dict[str, str]:
    words = {
        "required": _missing_words(field, label),
        "invalid_choice": f"Choose one of those offered for “{label}”",
        "max_length": "Use %(limit_value)d characters or fewer. You used %(show_value)d",
        "min_length": "Use %(limit_value)d characters or more. You used %(show_value)d",
        "min_value": "Enter %(limit_value)s or more",
        "max_value": "Enter %(limit_value)s or less",
        "empty": "The file is empty. Choose another",
        "missing": "Choose a file",
    }
    if isinstance(field, forms.IntegerField):
        words["invalid"] = "Enter a whole number, like 12"
    if isinstance(field, forms.EmailField):
        words["invalid"] = "Enter an email address, like name@example.org"
    return words


def _missing_words(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.FileField):
        return "Choose a file"
    if label.endswith("?"):
        return f"Answer “{label}”"
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to go on"
    for kind, words in MISSING_WORDS.items():
        if isinstance(field, kind):
            return f"{words} “{label}”"
    return f"Fill in “{label}”"
