"""The library in a real browser: it looks right, a film plays, and nothing that was sent runs."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from academy.catalogue.demo import slides
from academy.core import uploads
from academy.core.uploads import kinds, serving
from academy.core.uploads.judging import Judged
from academy.people.rules import Role
from tests.browsing import has_signed_in, wrong_with
from tests.builders import make_account, make_organisation, make_person, make_spell
from tests.catalogue.shelving import kept, make_resource
from tests.core import files

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RUN = "taken over"
PAGE = b"<!doctype html><title>before</title>" + files.SCRIPT


@pytest.fixture
def reader():
    person = make_person()
    make_spell(person)
    return make_account(Role.PRACTITIONER, person=person)


@pytest.fixture
def lead(without_a_second_step):
    organisation, person = make_organisation(), make_person("Grace", email="grace@weyshire.example")
    make_spell(person, organisation=organisation)
    return make_account(Role.TRAINING_LEAD, person=person, organisation=organisation)


def smuggled(kind: uploads.Kind):
    """A page of script, kept as if it had been judged to be something else."""
    resource = make_resource(f"Smuggled as {kind}")
    resource.current.file = uploads.keep(Judged.of_bytes(kind, PAGE))
    resource.current.save()
    return resource


def title_after(page, address: str) -> str:
    """What the page calls itself after it was opened, or after the browser only downloaded it."""
    answers = []
    page.goto("about:blank")
    page.once("response", lambda response: answers.append((response.url.endswith(address), response.status)))
    with suppress(Error):  # a download is no page: the browser says that it went nowhere
        page.goto(address)
    page.wait_for_timeout(300)
    assert answers[0] in [(True, 200), (True, 206)]
    return page.title()


@pytest.mark.parametrize("kind", ["png", "txt", "vtt", "pdf", "mp4", "docx"])
def test_a_browser_runs_nothing_that_was_sent_even_what_slipped_past_the_door(page, reader, live_server, kind):
    has_signed_in(page, reader, live_server.url)

    assert title_after(page, f"/catalogue/library/{smuggled(uploads.Kind(kind)).pk}/file/") != RUN


def test_the_control_the_same_bytes_served_as_a_page_do_run(page, reader, live_server, monkeypatch):
    """Without the protection the page is taken over: what is looked for above can be seen."""

    def open_to_all(response, stored):
        response["Content-Security-Policy"] = "script-src 'unsafe-inline'"
        return response

    monkeypatch.setitem(kinds.SHOWN, uploads.Kind.TEXT, kinds.Shown("text/html", True, kinds.MEBIBYTE))
    monkeypatch.setattr(serving, "_guarded", open_to_all)
    has_signed_in(page, reader, live_server.url)

    assert title_after(page, f"/catalogue/library/{smuggled(uploads.Kind.TEXT).pk}/file/") == RUN


def test_a_film_plays_from_anywhere_and_its_captions_are_there(page, reader, live_server):
    words = [("Sit wherever you like.", 2), ("This card means stop.", 2)]
    film, captions = slides.film(words), slides.captions(words)
    resource = make_resource("Film", content=film, captions=kept(captions))
    has_signed_in(page, reader, live_server.url)

    page.goto(f"/catalogue/library/{resource.pk}/")
    page.wait_for_function("document.querySelector('video').readyState > 0")
    page.evaluate("document.querySelector('video').currentTime = 3")
    page.wait_for_function("document.querySelector('video').currentTime === 3")
    said = page.evaluate(
        "new Promise(done => { const track = document.querySelector('video').textTracks[0];"
        " const tell = () => track.cues && track.cues.length ? done([...track.cues].map(cue => cue.text))"
        " : setTimeout(tell, 50); tell(); })"
    )

    assert page.evaluate("document.querySelector('video').duration") == 4
    assert said == [line for line, _ in words]


@pytest.mark.parametrize("visitor", ["page", "phone"])
def test_the_librarys_pages_are_whole(visitor, request, live_server, lead):
    page = request.getfixturevalue(visitor)
    guide = make_resource(
        "Thresholds guide", is_read=True, tags=["thresholds"], organisation=lead.grants.get().organisation
    )
    words = [("Sit wherever you like.", 2)]
    film = make_resource("Film", content=slides.film(words), captions=kept(slides.captions(words)), is_read=True)
    has_signed_in(page, lead, live_server.url)

    for address, heading in {
        "/catalogue/library/": "Library",
        "/catalogue/library/?q=thresholds": "Library",
        f"/catalogue/library/{guide.pk}/": "Thresholds guide",
        f"/catalogue/library/{film.pk}/": "Film",
        "/catalogue/library/new/": "Add to the library",
        f"/catalogue/library/{guide.pk}/change/": "Change what is said of it",
        f"/catalogue/library/{guide.pk}/replace/": "Give it a newer file",
        "/records/plan/": "My plan",
    }.items():
        page.goto(address)
        expect(page.locator("h1")).to_have_text(heading)
        assert wrong_with(page) == [], address


def test_a_file_is_sent_by_keyboard_and_read_by_its_reader(page, lead, live_server):
    has_signed_in(page, lead, live_server.url)

    page.goto("/catalogue/library/new/")
    sent = {"name": "our-guide.pdf", "mimeType": "application/pdf", "buffer": files.pdf("Weigh it")}
    page.get_by_label("A file").set_input_files(sent)
    page.get_by_role("button", name="Continue").press("Enter")
    expect(page.locator("h1")).to_have_text("What is it?")
    expect(page.get_by_label("Title")).to_have_value("Our guide")
    assert wrong_with(page) == []
