"""Filters that every template has without loading anything. They choose words; they never decide."""

from datetime import date, datetime, time
from html import escape
from typing import Any, NamedTuple

from django import forms, template
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from academy.ui import dates, doors

register = template.Library()
SMALL_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Mistake(NamedTuple):
    id: str
    words: str


@register.simple_tag(takes_context=True)
def opens(context: template.Context, address: str) -> bool:
    """Whether whoever looks may open the page there."""
    return doors.opens(getattr(getattr(context, "request", None), "viewer", None), address)


@register.filter
def mistakes(form: forms.BaseForm) -> list[Mistake]:
    """Every error of a form in the order of its fields, each with the id its link goes to."""
    found = {
        name: [Mistake(_id_of(form, name), str(words)) for words in errors] for name, errors in form.errors.items()
    }
    whole_form = found.pop("__all__", [])
    return whole_form + [mistake for name in form.fields for mistake in found.get(name, [])]


def _id_of(form: forms.BaseForm, name: str) -> str:
    return "" if name not in form.fields else getattr(form[name], "first_id", form[name].auto_id)


@register.filter
def in_words(number: int | None) -> str:
    """Numbers to nine are words in a sentence; 10 and more are figures."""
    if not isinstance(number, int):
        return ""
    return SMALL_NUMBERS[number] if 0 <= number < len(SMALL_NUMBERS) else f"{number:,}"


@register.filter
def counted(number: int | float | None) -> str:
    """1871 is shown as 1,871; what is not known is left out."""
    return f"{number:,}" if isinstance(number, int | float) else ""


@register.filter
def day(value: date | None) -> str:
    """17 November 2026."""
    return dates.date_words(_date(value)) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """17 Nov 2026, for tables."""
    return dates.short_date_words(_date(value)) if value else ""


@register.filter
def day_month(value: date | None) -> str:
    """17 November, where the year is plain."""
    return dates.date_words(_date(value)).rsplit(" ", 1)[0] if value else ""


@register.filter
def weekday(value: date | None) -> str:
    """Tuesday 17 November 2026."""
    return f"{_date(value):%A} {dates.date_words(_date(value))}" if value else ""


@register.filter
def clock(value: time | datetime | None) -> str:
    """9:30am, where the authority is."""
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).time()
    return dates.time_words(value) if value is not None else ""


def _date(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


@register.filter
def drawn(figure: Any) -> Any:
    """The bar under a figure, or None when there is nothing honest to draw."""
    from academy.ui.charts import figure_bar

    return figure_bar(figure)


@register.filter
def seats(number: int, kind: str) -> SafeString:
    """Places drawn one by one."""
    return mark_safe(f'<i class="{escape(kind)}"></i>' * number)


@register.simple_tag
def setting(name: str) -> str:
    """For error pages, which are drawn with no context at all: an authority's name, or whom to call."""
    if name not in ("AUTHORITY_NAME", "SAFETY_TEAM", "SAFETY_PHONE", "CONTACT_EMAIL"):
        raise template.TemplateSyntaxError(f"{name} is not a setting that pages show")
    return str(getattr(settings, name, ""))
