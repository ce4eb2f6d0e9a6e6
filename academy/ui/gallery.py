"""Every component once, with invented content: a page of the Academy, and a file for the documentation."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.loader import render_to_string

from academy.core.exports import Column, Status, Table

from . import charts, invented, tables
from .forms import DateField, FilterForm, Form, Radios, TimeField


class HoldForm(Form):
    agency = forms.ChoiceField(choices=[("health", "Weyshire Community Health"), ("police", "Weyshire Police")])
    places = forms.IntegerField(label="How many places?", min_value=1, max_value=11)
    release_on = DateField(label="Release them on", help_text="Ten days before is usual: 10 January 2027")
    starts_at = TimeField(label="Start time", required=False)
    grade = forms.ChoiceField(
        label="Your judgement",
        choices=[("good", "Good"), ("improve", "Requires improvement to be good")],
        widget=Radios(hints={"good": "All four, with small gaps", "improve": "Risk is described, but not weighed"}),
    )
    needs = forms.MultipleChoiceField(
        label="What would help?",
        required=False,
        choices=[("lift", "Step-free access"), ("loop", "Hearing loop")],
        widget=forms.CheckboxSelectMultiple,
    )
    story = forms.CharField(label="What happened?", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    paper = forms.FileField(label="A paper to read", required=False)
    may_quote = forms.BooleanField(label="You may quote this without my name", required=False)

    def clean_release_on(self) -> date:
        if self.cleaned_data["release_on"] > date(2027, 1, 19):
            raise forms.ValidationError("Release the places before the session, on 19 January or earlier")
        return self.cleaned_data["release_on"]


class PeopleFilter(FilterForm):
    show = forms.ChoiceField(choices=[("due", "Something due"), ("all", "Everyone")])
    requirement = forms.ChoiceField(label="For", choices=[("", "Every requirement")])
    on = DateField(label="On", initial=date(2026, 11, 10))


def components(request: HttpRequest) -> dict[str, Any]:
    """What the page shows, each under the name its template asks for."""
    return {
        "menu": [
            {"label": "Home", "url": "#", "is_current": False},
            {"label": "Gallery", "url": "#", "is_current": True},
        ],
        "things_to_do": invented.THINGS_TO_DO,
        "sessions": invented.SESSIONS,
        "statuses": invented.STATUSES,
        "places": invented.PLACES,
        "steps": invented.STEPS,
        "year": invented.YEAR,
        "figures": invented.FIGURES,
        "charts": [
            invented.practice_chart(),
            invented.staying_chart(),
            invented.share_chart(),
            invented.audits_chart(),
            invented.saving_chart(),
        ],
        "sparkline": charts.sparkline([40, 41, 39, 46, 52, 57, 55], target=75),
        "knots": invented.KNOTS,
        "counts": invented.COUNTS,
        "summary": invented.SUMMARY,
        "answers": invented.ANSWERS,
        "form": HoldForm({"agency": "health", "places": "15", "release_on": "20 January 2027", "grade": "improve"}),
        "filter": PeopleFilter({"show": "due"}),
        "warnings": ["“Jayden” looks like a given name"],
        "table": tables.show(request, people_table(), per_page=3),
    }


def people_table() -> Table:
    columns = [
        Column("name", "Name", is_row_header=True, link="url", order_by="name"),
        Column("role", "Role"),
        Column("started_on", "Started", kind=date, order_by="started_on"),
        Column("hours", "Hours", kind=float, order_by="hours"),
        Column("standing", "Standing", kind=Status, is_labelled=False),
    ]
    return Table("People in Family Safeguarding, north", columns, invented.PEOPLE)


def as_file() -> str:
    """The same page without a visitor, for documentation that is only files."""
    request = HttpRequest()
    return render_to_string("ui/gallery.html", components(request), request)
