"""The frame of every page, and the pages people see when something is wrong."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from academy.ui import forms as ui_forms
from academy.ui import gallery
from academy.ui.forms import Form

pytestmark = pytest.mark.django_db
PAGE = """{% extends "ui/page.html" %}{% block title %}My team{% endblock %}{% block heading %}My team{% endblock %}"""
MENU = [{"label": "Home", "url": "/", "is_current": False}, {"label": "My <team>", "url": "/team/", "is_current": True}]
COMPONENTS = ["back", "breadcrumbs", "busy", "confirmation", "counts", "date_list", "empty", "error_summary", "fields"]
COMPONENTS += ["list", "notice", "pagination", "refused", "search", "status", "steps", "summary_list", "voice", "year"]


class Asked(Form):
    name = forms.CharField()


def drawn(page: str = PAGE, *, viewer: str = "", menu=(), switcher=None, **context) -> str:
    request = RequestFactory().get("/team/")
    request.viewer, request.menu = SimpleNamespace(name=viewer, account=viewer or None), menu
    if switcher:
        request.switcher = switcher
    return engines["django"].from_string(page).render(context, request)


def test_a_page_has_a_title_one_heading_and_a_way_past_the_menu(settings):
    settings.AUTHORITY_NAME = "Weyshire"

    html = drawn(viewer="Ruth Adeyemi", menu=MENU)

    assert "<title>My team - Weyshire Children’s Workforce Academy</title>" in html
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", html) == ["My team"]
    assert html.index('href="#main"') < html.index("<header") < html.index('<main id="main"')


def test_the_title_says_when_a_form_was_refused():
    assert "<title>Error: My team" in drawn(form=Asked({}))
    assert "<title>My team" in drawn(form=Asked())


def test_the_menu_says_where_one_is_and_signing_out_is_a_form():
    html = drawn(viewer="Ruth Adeyemi", menu=MENU)

    assert '<a href="/team/" aria-current="page">My &lt;team&gt;</a>' in html
    assert html.count("aria-current") == 1
    assert (
        len(re.findall(r'<form method="post" action="[^"]+"><input type="hidden" name="csrfmiddlewaretoken"', html))
        == 2
    )


def test_somebody_signed_out_has_neither_menu_nor_sign_out():
    html = drawn()

    assert 'id="menu"' not in html
    assert "Sign out" not in html


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_demonstration_says_so_on_every_page(settings, is_demonstration):
    settings.DEMONSTRATION = is_demonstration

    assert ("Demonstration data." in drawn()) is is_demonstration


def test_only_people_with_two_posts_choose_between_them():
    choices = [{"value": "7", "label": "Duty, north", "is_current": True}, {"value": "9", "label": "Duty, south"}]

    html = drawn(viewer="Ruth Adeyemi", menu=MENU, switcher={"action": "/switch/", "choices": choices})

    assert '<option value="7" selected>Duty, north</option><option value="9">Duty, south</option>' in html
    assert "Working for" not in drawn(viewer="Ruth Adeyemi", menu=MENU)


def test_every_page_leads_to_help_and_to_somebody_who_listens():
    foot = drawn().partition("<footer")[2]

    assert re.findall(r">([^<]+)</a>", foot) == [
        "Help",
        "Accessibility",
        "Privacy: who sees what",
        "Worried about a child now?",
    ]


def test_a_page_holds_no_style_or_script_of_its_own():
    html = drawn(viewer="Ruth Adeyemi", menu=MENU) + Client().get("/gallery/").content.decode()

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
    assert not re.search(r"<script(?![^>]* src=)", html)


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_given_nothing_draws_no_error(name):
    assert "None" not in render_to_string(f"ui/{name}.html", {})


def test_whatever_is_typed_is_escaped_in_every_component():
    nasty = "<script>alert(1)</script>"
    words = {
        "heading": nasty,
        "words": nasty,
        "strong": nasty,
        "who": nasty,
        "link_words": nasty,
        "url": "/",
        "href": "/",
    }
    items = [
        {"heading": nasty, "why": nasty, "key": nasty, "value": nasty, "title": nasty, "words": nasty, "number": 1}
    ]
    lists = dict.fromkeys(("items", "rows", "steps", "counts", "knots", "links", "answers"), items)

    for name in [*COMPONENTS, "thread", "two_taps", "evidence", "check_answers"]:
        assert "<script>" not in render_to_string(f"ui/{name}.html", words | lists)


@pytest.mark.parametrize(
    ("hidden", "words"),
    [
        (1, "One more record on this thread is not yours to open. It is counted here and not named."),
        (3, "Three more records on this thread are not yours to open. They are counted here and not named."),
    ],
)
def test_a_thread_counts_what_it_does_not_show(hidden, words):
    assert words in render_to_string("ui/thread.html", {"knots": [], "hidden": hidden})


def test_what_is_not_there_and_what_is_not_theirs_look_the_same():
    missing, refused = drawn('{% include "404.html" %}'), drawn('{% include "403.html" %}')

    assert missing == refused
    assert "We cannot find that page" in missing


def test_an_address_that_leads_nowhere_says_whom_to_call(settings):
    settings.SAFETY_PHONE = "01632 960 001"

    response = Client().get("/no/such/page/")

    assert response.status_code == 404
    assert "01632 960 001" in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_last_resort_needs_nothing_but_its_file(settings, name, django_assert_num_queries):
    settings.AUTHORITY_NAME, settings.SAFETY_PHONE = "Wey & Shire", "01632 960 001"

    with django_assert_num_queries(0):
        html = engines["django"].get_template(name).render()

    assert "Wey &amp; Shire Children’s Workforce Academy</title>" in html
    assert "<strong>01632 960 001</strong>" in html


def test_a_form_too_old_says_that_nothing_was_saved():
    assert "Nothing has been saved" in drawn('{% include "403_csrf.html" %}')


def test_a_page_of_the_longest_list_stays_small():
    rows = [{"heading": f"Safeguarding level 3 refresher {number}", "why": "x" * 120} for number in range(25)]

    html = drawn(
        PAGE + '{% block main %}{% include "ui/list.html" %}{% endblock %}', viewer="Ruth", menu=MENU, items=rows
    )

    assert len(html.encode()) < 30 * 1024


def test_the_gallery_can_be_kept_as_a_file_and_shows_every_component():
    html = gallery.as_file()

    shown = set(re.findall(r"<code>ui/([a-z_]+)\.html</code>", html))
    frame = {
        "page",
        "page_with_aside",
        "incoming",
        "plain_page",
        "gallery",
        "mark",
        "loop",
        "back",
        "breadcrumbs",
        "switcher",
        "fields",
    }
    assert shown == {file.stem for file in (ui_forms.TEMPLATES / "ui").glob("*.html")} - frame
