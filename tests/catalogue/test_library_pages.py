"""What people read in the library, and what those do who look after it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.catalogue.actions import withdraw_item
from academy.catalogue.models import Item, Resource, Theme, UseMark
from academy.catalogue.rules.library import Licence, ShownTo
from academy.core import clock
from academy.core.models import StoredFile
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, make_person, make_spell, signed_in
from tests.catalogue.shelving import kept, make_resource
from tests.core import files

pytestmark = pytest.mark.django_db
SEND, ABOUT = "/catalogue/library/new/", "/catalogue/library/new/about/"


@pytest.fixture
def organisation():
    return make_organisation("Weyshire")


@pytest.fixture
def reader(organisation):
    person = make_person()
    make_spell(person, organisation=organisation)
    return signed_in(make_account(Role.PRACTITIONER, person=person, organisation=organisation))


@pytest.fixture
def lead(organisation):
    person = make_person("Grace", "Lindqvist", email="grace@weyshire.example")
    make_spell(person, organisation=organisation)
    return signed_in(make_account(Role.TRAINING_LEAD, person=person, organisation=organisation))


def text_of(response) -> str:
    page = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page[page.index("<main") :]))


def said(**more) -> dict:
    theme, _ = Theme.objects.get_or_create(code="risk", defaults={"name": "Risk and safety"})
    return {
        "title": "Thresholds guide",
        "summary": "Which door a worry belongs to.",
        "theme": theme.pk,
        "hours": "0.5",
        "level": "targeted",
        "tags": "thresholds, referral",
        "licence": Licence.OURS,
        "owner": "grace@weyshire.example",
        "review_on": str(clock.months_after(clock.today(), 12)),
        "shown_to": ShownTo.EVERYONE,
        **more,
    }


def send(client, content: bytes, name: str = "guide.pdf", **more) -> str:
    """The address of the second page."""
    response = client.post(SEND, {"file": files.sent(content, name), **more})
    assert response.status_code == 302, text_of(response)[:600]
    return response.url


def test_a_lead_sends_a_file_says_what_it_is_and_readers_have_it(organisation, lead, reader):
    address = send(lead, files.pdf(), "thresholds-guide_v7.pdf")

    second = lead.get(address)
    assert 'value="Thresholds guide v7"' in second.content.decode()
    assert "You sent: PDF" in second.content.decode()
    assert Resource.objects.count() == 0
    made = lead.post(address, said(organisation=organisation.pk))

    resource = Resource.objects.get()
    assert made.url == f"/catalogue/library/{resource.pk}/"
    page = reader.get(made.url)
    assert "Download, " in text_of(page)
    assert "It goes on your record as 30 minutes of learning." in text_of(page)
    file = reader.get(f"{made.url}file/?download")
    assert (file.getvalue(), file["Content-Disposition"]) == (
        files.pdf(),
        'attachment; filename="thresholds-guide.pdf"',
    )


def test_a_mistake_on_the_second_page_does_not_lose_the_file(organisation, lead):
    address = send(lead, files.pdf())

    wrong = lead.post(address, said(organisation=organisation.pk, title=""))
    right = lead.post(address, said(organisation=organisation.pk))

    assert "Fill in “Title”" in text_of(wrong)
    assert (right.status_code, StoredFile.objects.count()) == (302, 1)


def test_a_link_is_followed_from_its_page(organisation, lead, reader):
    response = lead.post(SEND, {"link": "https://www.gov.uk/guidance"})
    made = lead.post(response.url, said(organisation=organisation.pk))

    page = reader.get(made.url)
    assert "Open the page" in text_of(page)
    assert reader.get(f"{made.url}file/").url == "https://www.gov.uk/guidance"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://old.example/a", "data:text/html,x", "nonsense", "//x"])
def test_an_address_that_is_no_page_is_refused(lead, link):
    response = lead.post(SEND, {"link": link})

    assert (response.status_code, Resource.objects.count()) == (200, 0)
    assert "thing to put right" in text_of(response)


def test_a_film_needs_captions_and_shows_them(organisation, lead, reader):
    bare = lead.post(SEND, {"file": files.sent(files.mp4(), "film.mp4")})
    assert "A video needs captions" in text_of(bare)

    address = send(lead, files.mp4(), captions=files.sent(files.CAPTIONS, "film.vtt"))
    made = lead.post(address, said(organisation=organisation.pk))

    page = reader.get(made.url).content.decode()
    assert f'<track kind="captions" srclang="en" label="English" src="{made.url}captions/" default>' in page
    captions = reader.get(f"{made.url}captions/")
    assert (captions["Content-Type"], captions["Content-Disposition"][:6]) == ("text/vtt; charset=utf-8", "inline")


def test_a_recording_asks_for_its_words(organisation, lead):
    address = send(lead, files.mp3())

    without = lead.post(address, said(organisation=organisation.pk))
    with_words = lead.post(address, said(organisation=organisation.pk, transcript="A kettle on the second day"))

    assert "A sound recording needs its words as text" in text_of(without)
    assert with_words.status_code == 302


def test_what_was_sent_is_only_good_for_whoever_sent_it(organisation, lead):
    address = send(lead, files.pdf())
    other = signed_in(make_account(Role.TRAINING_LEAD, person=make_person("Tom"), organisation=organisation))

    answers = {other.get(address).status_code, other.post(address, said(organisation=organisation.pk)).status_code}

    assert (answers, lead.get(address).status_code) == ({404}, 200)
    assert lead.get(f"{ABOUT}?sent=made-up").status_code == lead.get(ABOUT).status_code == 404


def test_a_bad_file_gets_a_sentence_and_leaves_nothing(lead):
    response = lead.post(SEND, {"file": files.sent(files.SCRIPT, "photo.png", "image/png")})

    assert "This is a web page or a drawing that can run programs. Save it as PDF, and send that." in text_of(response)
    assert (StoredFile.objects.count(), Item.objects.count()) == (0, 0)


def test_nothing_chosen_says_what_to_choose(lead):
    assert "Choose a file, or give the address of a page: one of the two." in text_of(lead.post(SEND, {}))


def test_a_newer_file_is_given_and_the_older_one_stays_for_those_who_look_after_it(lead, reader):
    resource = make_resource(content=files.pdf("Old"), is_read=True)
    old = resource.current.pk

    sent = {"file": files.sent(files.pdf("New")), "what_changed": "New phone numbers"}
    lead.post(f"/catalogue/library/{resource.pk}/replace/", sent)

    page = text_of(lead.get(f"/catalogue/library/{resource.pk}/"))
    assert "Version 2 , the one people get" in page
    assert "New phone numbers" in page
    assert lead.get(f"/catalogue/library/versions/{old}/").getvalue() == files.pdf("Old")
    assert reader.get(f"/catalogue/library/versions/{old}/").status_code == 404
    assert reader.get(f"/catalogue/library/{resource.pk}/file/").getvalue() == files.pdf("New")


def test_another_agencys_lead_neither_changes_nor_replaces_nor_reads_old_files(organisation):
    resource = make_resource(is_read=True)
    theirs = make_organisation("Health", parent=make_organisation("Elsewhere"))
    other = signed_in(make_account(Role.TRAINING_LEAD, person=make_person("Tom"), organisation=theirs))

    for path in (f"{resource.pk}/change/", f"{resource.pk}/replace/", f"versions/{resource.current.pk}/"):
        assert other.get(f"/catalogue/library/{path}").status_code == 404, path


def test_what_is_not_meant_for_somebody_answers_as_if_it_had_never_been(organisation, reader):
    other = make_organisation("Health", kind="health")
    hidden = make_resource("Rota", organisation=other, shown_to=ShownTo.OWN, is_read=True)

    for path in ("", "file/", "preview/", "captions/"):
        answer = reader.get(f"/catalogue/library/{hidden.pk}/{path}")
        never = reader.get(f"/catalogue/library/987654/{path}")
        assert (answer.status_code, len(answer.content)) == (404, len(never.content)), path
    assert reader.get(f"/catalogue/{hidden.pk}/").status_code == 404
    assert reader.post(f"/records/plan/add/{hidden.pk}/").status_code == 404
    assert reader.post(f"/records/learned/{hidden.pk}/").status_code == 404
    assert "Rota" not in reader.get("/catalogue/library/").content.decode()
    assert "Rota" not in reader.get("/catalogue/?q=rota").content.decode()


def test_whoever_has_left_gets_no_file(organisation):
    person = make_person()
    make_spell(person, organisation=organisation, ended_on=clock.today() - timedelta(days=1))
    client = signed_in(make_account(Role.PRACTITIONER, person=person, organisation=organisation))
    resource = make_resource()

    assert client.get(f"/catalogue/library/{resource.pk}/file/").status_code == 302  # to sign in


def test_an_item_of_the_library_leads_to_its_page_there(reader):
    resource = make_resource()

    assert reader.get(f"/catalogue/{resource.pk}/").url == f"/catalogue/library/{resource.pk}/"


def test_opening_a_file_is_counted_once_and_a_players_many_parts_as_one(reader):
    resource = make_resource(content=files.mp4(), captions=kept(files.CAPTIONS))
    address = f"/catalogue/library/{resource.pk}/file/"

    reader.head(address)
    assert UseMark.objects.count() == 0
    for part in ("bytes=0-", "bytes=100-200", "bytes=500-"):
        assert reader.get(address, headers={"Range": part}).status_code in (200, 206)

    assert UseMark.objects.count() == 1


def test_words_that_stand_in_a_file_are_shown_where_they_stand(reader):
    make_resource(content=files.pdf("Before. Weigh it with the family. After."), is_read=True)

    page = reader.get("/catalogue/library/?q=weigh").content.decode()

    assert "<mark>Weigh</mark> it with the family" in page


def test_shelves_tags_and_filters_lead_to_what_they_say(reader):
    make_resource("One", tags=["neglect"])
    make_resource("Two", link="https://www.gov.uk/", file=None)

    front = text_of(reader.get("/catalogue/library/"))
    assert "2 to read, watch and use." in front
    assert "Risk and safety 2" in front
    for query, found in {"tag=neglect": "One", "form=link": "Two", "theme=risk&q=two": "Two"}.items():
        page = reader.get(f"/catalogue/library/?{query}").content.decode()
        assert re.findall(r"<h3><a[^>]*>(\w+)", page) == [found], query


def test_what_is_past_its_review_says_so_and_what_was_withdrawn_too(reader):
    past, gone = make_resource("Old", review_on=clock.today()), make_resource("Gone")
    withdraw_item(gone.item, by=None, why="x")

    assert "Being reviewed." in text_of(reader.get(f"/catalogue/library/{past.pk}/"))
    assert "No longer on offer." in text_of(reader.get(f"/catalogue/library/{gone.pk}/"))


def test_an_empty_library_says_who_fills_it(reader):
    assert "The library is empty" in text_of(reader.get("/catalogue/library/"))
    assert "Nothing has all of that" in text_of(reader.get("/catalogue/library/?q=unicorns"))


@pytest.mark.parametrize("query", ["", "?q=thresholds", "?tag=a"])
def test_the_library_asks_the_same_questions_of_one_resource_and_of_three(reader, query):
    numbers = []
    for number in (1, 3):
        for place in range(number):
            make_resource(f"Guide {number}{place}", tags=["a"], is_read=True)
        reader.get(f"/catalogue/library/{query}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            reader.get(f"/catalogue/library/{query}")
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]
    assert numbers[0] <= 14
