"""Forms as people meet them: the label, the help, what went wrong, and a way to it."""

import re
from datetime import date, time

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines

from academy.core.refusals import Refused
from academy.ui.forms import DateField, FilterForm, Form, Radios, TimeField
from academy.ui.templatetags.academy import mistakes


class HoldForm(Form):
    agency = forms.ChoiceField(choices=[("health", "Health & care"), ("police", "Police")])
    places = forms.IntegerField(label="How many places?", min_value=1, max_value=11)
    release_on = DateField(label="Release them on", help_text="Ten days before is <usual>")
    starts_at = TimeField(label="Start time", required=False)
    story = forms.CharField(label="What happened?", required=False, max_length=20, widget=forms.Textarea)
    grade = forms.ChoiceField(
        label="Your judgement",
        choices=[("good", "Good"), ("improve", "Requires improvement")],
        widget=Radios(hints={"good": "All four"}, is_ruled=True),
    )
    needs = forms.MultipleChoiceField(
        label="What would help?", required=False, choices=[("lift", "Lift")], widget=forms.CheckboxSelectMultiple
    )
    may_quote = forms.BooleanField(label="You may quote this", required=False)


GOOD = {"agency": "police", "places": "3", "release_on": "10/1/2027", "starts_at": "9:30am", "grade": "good"}


def shown(form: forms.BaseForm, name: str) -> str:
    return str(form[name].as_field_group())


def test_a_form_reads_what_people_type():
    form = HoldForm(GOOD)

    assert form.is_valid()
    assert (form.cleaned_data["release_on"], form.cleaned_data["starts_at"]) == (date(2027, 1, 10), time(9, 30))


def test_a_field_is_a_govuk_form_group():
    html = shown(HoldForm(), "release_on")

    assert html == (
        '<div class="govuk-form-group">'
        '<label class="govuk-label govuk-label--s" for="id_release_on">Release them on</label>'
        '<div class="govuk-hint" id="id_release_on_helptext">Ten days before is &lt;usual&gt;</div>'
        '<input type="text" name="release_on" aria-describedby="id_release_on_helptext" '
        'class="govuk-input govuk-input--width-20" id="id_release_on"></div>'
    )


def test_a_mistake_stands_beside_its_field_and_what_was_typed_stays():
    html = shown(HoldForm(GOOD | {"release_on": "31/11/2026"}), "release_on")

    assert 'class="govuk-form-group govuk-form-group--error"' in html
    assert "</span> 31/11/2026 is not a date: November has 30 days</p>" in html
    assert 'aria-describedby="id_release_on_helptext id_release_on_error"' in html
    assert 'class="govuk-input govuk-input--error govuk-input--width-20"' in html
    assert 'value="31/11/2026"' in html


def test_dates_and_times_held_are_shown_as_we_write_them():
    form = HoldForm(initial={"release_on": date(2027, 1, 10), "starts_at": time(9, 30)})

    assert 'value="10 January 2027"' in shown(form, "release_on")
    assert 'value="9:30am"' in shown(form, "starts_at")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("agency", "Agency"),
        ("starts_at", "Start time (optional)"),
        ("story", "What happened? (optional)"),
        ("needs", "What would help? (optional)"),
        ("may_quote", "You may quote this"),
    ],
)
def test_only_what_may_be_left_out_is_marked(name, label):
    assert re.search(r"<(?:label|legend)[^>]*>([^<]*)<", shown(HoldForm(), name))[1] == label


def test_nothing_is_left_to_the_browsers_own_messages():
    html = str(HoldForm())

    assert not re.search(r" (required|min|max|step)[ =>]|type=\"number\"", html)
    assert 'type="text" inputmode="numeric" name="places"' in html


def test_choices_have_a_question_and_help_of_their_own():
    html = shown(HoldForm({"grade": "good"}), "grade")

    assert (
        '<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-label--s">Your judgement' in html
    )
    assert '<div class="govuk-radios app-choices">' in html
    assert 'value="good" id="id_grade_0" checked aria-describedby="id_grade_0_hint">' in html
    assert '<div class="govuk-hint govuk-radios__hint" id="id_grade_0_hint">All four</div>' in html


def test_a_lone_tick_box_has_its_words_beside_it():
    html = shown(HoldForm(), "may_quote")

    assert html.count("<label") == 1
    assert html.index("<input") < html.index("<label")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"agency": ""}, "Choose one for “Agency”"),
        ({"agency": "army"}, "Choose one of those offered for “Agency”"),
        ({"places": ""}, "Answer “How many places?”"),
        ({"places": "many"}, "Enter a whole number, like 12"),
        ({"places": "15"}, "Enter 11 or less"),
        ({"places": "0"}, "Enter 1 or more"),
        ({"release_on": " "}, "Enter a date for “Release them on”"),
        ({"starts_at": "25:00"}, "25:00 is not a time: hours go to 23 and minutes to 59"),
        ({"story": "x" * 23}, "Use 20 characters or fewer. You used 23"),
        ({"grade": ""}, "Choose one for “Your judgement”"),
    ],
)
def test_each_mistake_says_what_to_do(typed, words):
    form = HoldForm(GOOD | typed)

    assert [mistake.words for mistake in mistakes(form)] == [words]


def test_a_form_keeps_the_words_it_brings_itself():
    class Named(Form):
        name = forms.CharField(error_messages={"required": "Say who it is for"})
        email = forms.EmailField()
        paper = forms.FileField()

    form = Named({"email": "nobody"}, {"paper": SimpleUploadedFile("a.txt", b"")})

    assert [mistake.words for mistake in mistakes(form)] == [
        "Say who it is for",
        "Enter an email address, like name@example.org",
        "The file is empty. Choose another",
    ]


def test_the_summary_links_to_each_field_in_the_order_of_the_page():
    form = HoldForm(GOOD | {"grade": "", "places": "15"})
    form.add_error(None, "The session is over")

    html = engines["django"].from_string('{% include "ui/error_summary.html" %}').render({"form": form})

    assert "Three things to put right" in html
    assert re.findall(r"<li>(.*?)</li>", html) == [
        "The session is over",
        '<a href="#id_places">Enter 11 or less</a>',
        '<a href="#id_grade_0">Choose one for “Your judgement”</a>',
    ]
    assert 'id="id_grade_0"' in str(form)


def test_a_form_without_mistakes_has_no_summary():
    template = engines["django"].from_string('{% include "ui/error_summary.html" %}')

    assert template.render({"form": HoldForm(GOOD)}).strip() == template.render({"form": HoldForm()}).strip() == ""


@pytest.mark.parametrize(("field", "place"), [("places", "places"), (None, "__all__"), ("elsewhere", "__all__")])
def test_what_an_action_refuses_is_shown_on_the_form(field, place):
    form = HoldForm(GOOD)
    assert form.is_valid()

    with form.showing_refusals():
        raise Refused("Hold 11 places or fewer: that is how many are free", field=field)

    assert form.errors == {place: ["Hold 11 places or fewer: that is how many are free"]}


def test_what_is_no_refusal_is_not_hidden():
    form = HoldForm(GOOD)

    with pytest.raises(ZeroDivisionError), form.showing_refusals():
        _ = 1 / 0


def test_filters_may_all_be_left_out_and_none_says_so():
    class PeopleFilter(FilterForm):
        show = forms.ChoiceField(choices=[("due", "Something due")])
        on = DateField()

    form = PeopleFilter({})

    assert form.is_valid()
    assert "optional" not in str(form)


def test_a_form_with_a_file_is_sent_as_one():
    class Sent(Form):
        extract = forms.FileField(label="Workforce extract")

    html = engines["django"].from_string('{% include "ui/form.html" with button="Send" %}').render({"form": Sent()})

    assert 'enctype="multipart/form-data"' in html
    assert '<input type="file" name="extract" class="govuk-file-upload" id="id_extract">' in html


def test_everything_typed_is_escaped_when_shown_again():
    form = HoldForm(GOOD | {"story": "</textarea><script>", "places": '"><script>', "release_on": "<script>"})

    assert "<script>" not in str(form)
