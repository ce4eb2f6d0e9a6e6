"""An authority's own colours: readable by everybody, or refused with a sentence each."""

from dataclasses import replace

import pytest
from django.core.checks import run_checks
from django.test import Client

from academy.ui.theme import READY, Theme, ThemeRefused, contrast, theme_from

PINE = READY["pine"]


@pytest.mark.parametrize("name", READY)
def test_every_ready_theme_is_readable(name):
    assert READY[name].reasons_to_refuse() == []


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#14493f", "#ffffff", 10.22),
    ],
)
def test_contrast_is_the_one_of_wcag(one, other, ratio):
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio


TINT = "brand_tint #e9f1ed"


@pytest.mark.parametrize(
    ("name", "colour", "reasons"),
    [
        (
            "brand",
            "#7a9a92",
            [
                "brand #7a9a92 on white has a contrast of 3.1 to 1: it needs 4.5 to 1.",
                f"brand #7a9a92 on {TINT} has a contrast of 2.7 to 1: it needs 4.5 to 1.",
            ],
        ),
        ("link", "#767676", [f"link #767676 on {TINT} has a contrast of 4.0 to 1: it needs 4.5 to 1."]),
        ("thread", "#e0b050", ["thread #e0b050 on white has a contrast of 2.0 to 1: it needs 3 to 1."]),
        ("brand_strong", "#5d8278", [f"brand_strong #5d8278 on {TINT} has a contrast of 3.7 to 1: it needs 4.5 to 1."]),
        ("thread", "gold", ["thread is 'gold': write it like #14493f."]),
        ("brand_line", "red;} p{left:0", ["brand_line is 'red;} p{left:0': write it like #14493f."]),
    ],
)
def test_colours_too_faint_to_read_are_refused_with_a_sentence_each(name, colour, reasons):
    assert replace(PINE, **{name: colour}).reasons_to_refuse() == reasons


def test_a_tint_too_dark_for_ink_is_refused():
    reasons = replace(PINE, brand_tint="#8fae9f").reasons_to_refuse()

    assert "ink #1b2421 on brand_tint #8fae9f has a contrast of 6.6 to 1: it needs 7 to 1." in reasons


@pytest.mark.parametrize(
    "setting",
    [
        "harbour",
        " Harbour ",
        "#17406d,#0e2a4a,#e8eff7,#a9c0da,#b8770a,#1a5694",
        "#17406D #0E2A4A #E8EFF7 #A9C0DA #B8770A #1A5694",
        dict(zip(("brand", "brand_strong", "brand_tint", "brand_line", "thread", "link"),
                 ("#17406d", "#0e2a4a", "#e8eff7", "#a9c0da", "#b8770a", "#1a5694"), strict=True)),
    ],
)  # fmt: skip
def test_a_theme_is_a_name_or_six_colours(setting):
    assert theme_from(setting) == READY["harbour"]


@pytest.mark.parametrize("setting", ["", "teal", "#17406d,#0e2a4a", "#ffffff,#ffffff,#ffffff,#ffffff,#ffffff,#ffffff"])
def test_anything_else_is_refused(setting):
    with pytest.raises(ThemeRefused):
        theme_from(setting)


def test_the_academy_does_not_start_with_colours_nobody_can_read(settings):
    settings.ACADEMY_THEME = "#ffffff,#0c312a,#e9f1ed,#a9c4ba,#b8770a,#0b5f54"

    found = [message for message in run_checks() if message.id == "academy.ui.E001"]

    assert found[0].msg.startswith("brand #ffffff on white has a contrast of 1.0 to 1")


@pytest.mark.django_db
def test_the_theme_is_served_to_be_kept_for_a_year_and_asked_again_for_nothing(settings):
    settings.ACADEMY_THEME = "mulberry"
    client = Client()

    first = client.get(f"/theme.css?{READY['mulberry'].version}")
    again = client.get("/theme.css", headers={"If-None-Match": first["ETag"]})

    assert first["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in first["Cache-Control"]
    assert first.content.decode().startswith("@media screen{:root{--brand:#6b2449;--brand-strong:#471530;")
    assert (again.status_code, again.content) == (304, b"")


def test_two_themes_never_share_a_version():
    assert len({theme.version for theme in READY.values()}) == len(READY)
    assert Theme(*"abcdef").version != Theme(*"abcdeg").version
