"""The library: what goes in, what is read in it, who finds it, and that nobody is counted by name."""

from datetime import timedelta

import pytest
from django.db import transaction

from academy.catalogue import queries
from academy.catalogue.actions import library as actions
from academy.catalogue.actions import withdraw_item
from academy.catalogue.models import Item, Resource, ResourceUse, ResourceVersion, Tag, UseKey, UseMark
from academy.catalogue.queries import library
from academy.catalogue.rules import SameTitle
from academy.catalogue.rules import library as rules
from academy.catalogue.rules.library import Licence, Reading, ShownTo
from academy.core import clock, uploads
from academy.core.models import Entry, Job, Notice, StoredFile
from academy.people.rules import Role
from academy.people.scope import TheAuthority
from tests.builders import make_account, make_organisation, make_person, make_spell, make_viewer
from tests.catalogue.shelving import kept, make_resource
from tests.core import files

pytestmark = pytest.mark.django_db
TODAY = clock.today


def titles(found) -> list[str]:
    return [one.item.title for one in found]


def test_a_resource_is_an_item_with_a_file():
    lead = make_account(Role.TRAINING_LEAD)

    resource = make_resource("Thresholds guide", by=lead, tags=["Thresholds", "thresholds", "Referral"])

    item = Item.objects.get()
    assert (item.kind, item.mode, item.title, resource.item) == ("resource", "own_time", "Thresholds guide", item)
    assert (resource.form, resource.current.number, resource.current.reading) == ("document", 1, Reading.WAITING)
    assert sorted(resource.tags.values_list("name", flat=True)) == ["Referral", "thresholds"]
    assert Job.objects.get(name="catalogue.read_file").arguments == {"version_id": resource.current.pk}
    assert list(Entry.objects.filter(by_id=lead.pk).values_list("verb", "subject_type")) == [
        ("added", "catalogue.item"),
        ("added", "catalogue.resource"),
    ]


def test_its_words_its_length_and_its_first_page_are_read():
    resource = make_resource(content=files.pdf("Weigh it with the family", "Call the front door"))

    assert actions.read_version(resource.current) == Reading.READ

    version = ResourceVersion.objects.select_related("file", "preview").get()
    assert version.text.split("\n")[0] == "Weigh it with the family"
    assert (version.file.pages, version.preview.kind, version.reading) == (2, "png", Reading.READ)
    assert version.words.endswith(", 2 pages")


@pytest.mark.parametrize(
    ("content", "reading"),
    [
        (files.pdf(""), Reading.WORDLESS),
        (files.picture(), Reading.WORDLESS),
        (b"%PDF-1.4\nnothing that anybody can read\n%%EOF", Reading.UNREADABLE),
    ],
)
def test_when_no_words_can_be_read_it_says_so(content, reading):
    resource = make_resource(content=content)

    assert actions.read_version(resource.current) == reading
    assert resource.versions.get().text == ""


def test_the_words_inside_are_found_and_so_are_tags_and_author():
    viewer = make_viewer(Role.PRACTITIONER)
    make_resource("One", content=files.pdf("Graded care"), is_read=True, tags=["Dentist"], author="Una Hart")
    make_resource("Two", content=files.docx("Nothing of the kind"), is_read=True)

    for words in ("graded", "dentist", "una hart"):
        assert titles(library.resources(viewer, search=words)) == ["One"]
        assert [item.title for item in queries.items(viewer, search=words)] == ["One"]


def test_captions_are_searched_for_a_film_and_the_transcript_for_a_recording():
    viewer = make_viewer(Role.PRACTITIONER)
    make_resource("Film", content=files.mp4(), captions=kept(files.CAPTIONS), is_read=True)
    make_resource("Sound", content=files.mp3(), transcript="A kettle on the second day", is_read=True)

    assert titles(library.resources(viewer, search="like for him at home")) == ["Film"]
    assert titles(library.resources(viewer, search="kettle")) == ["Sound"]


def test_reading_a_file_again_changes_nothing():
    resource = make_resource(is_read=True)
    before = ResourceVersion.objects.values().get()

    actions.read_version(resource.current)

    after = ResourceVersion.objects.values().get()
    assert {**before, "preview_id": None} == {**after, "preview_id": None}


@pytest.mark.parametrize(
    ("said", "refusal", "field"),
    [
        ({"file": None, "link": ""}, rules.NothingToOpen, "file"),
        ({"link": "https://www.gov.uk/", "file": "pdf"}, rules.NothingToOpen, "file"),
        ({"file": "mp4"}, rules.NotAccessible, "captions"),
        ({"file": "mp3"}, rules.NotAccessible, "transcript"),
        ({"file": "pdf", "captions": "vtt"}, rules.NotAccessible, "captions"),
        ({"file": "pdf", "licence": Licence.PERMISSION}, rules.NobodysPermission, "licence_words"),
        ({"file": "pdf", "review_on": "today"}, rules.WrongReviewDate, "review_on"),
        ({"file": "pdf", "review_on": "four years"}, rules.WrongReviewDate, "review_on"),
    ],
)
def test_what_cannot_stand_in_the_library_is_refused_beside_its_field(said, refusal, field):
    made = {"pdf": files.pdf(), "mp4": files.mp4(), "mp3": files.mp3(), "vtt": files.CAPTIONS}
    days = {"today": TODAY(), "four years": TODAY() + timedelta(days=4 * 365)}
    said = {name: kept(made[value]) if value in made else days.get(value, value) for name, value in said.items()}
    said = {"theme": None, "organisation": None, "hours": 1, "summary": "", "licence": Licence.OURS, **said}

    with pytest.raises(refusal) as refused:
        actions.add_resource("X", by=None, **{"review_on": TODAY() + timedelta(days=30), **said})

    assert (refused.value.field, Resource.objects.count(), Item.objects.count()) == (field, 0, 0)


def test_two_of_one_title_in_one_organisation_are_refused_and_nothing_is_half_saved():
    make_resource("Thresholds guide")
    stored = kept()

    with pytest.raises(SameTitle):
        make_resource("thresholds guide", file=stored)

    assert (Resource.objects.count(), ResourceVersion.objects.count()) == (1, 1)


def test_a_newer_file_takes_its_place_and_the_older_one_is_kept():
    resource = make_resource(content=files.pdf("Old number"), is_read=True)
    lead = make_account(Role.ACADEMY)

    actions.replace_file(resource, file=kept(files.docx("New number")), what_changed="New phone number", by=lead)

    resource.refresh_from_db()
    actions.read_version(resource.current)
    assert [(one.number, one.file.kind) for one in resource.versions.all()] == [(2, "docx"), (1, "pdf")]
    viewer = make_viewer(Role.PRACTITIONER)
    assert (
        titles(library.resources(viewer, search="new number")),
        titles(library.resources(viewer, search="old")),
    ) == (
        ["Thresholds guide"],
        [],
    )
    assert Entry.objects.filter(verb="replaced the file of", by_id=lead.pk).count() == 1


def test_a_link_may_become_a_file():
    resource = make_resource("Guidance", link="https://www.gov.uk/guidance", file=None)

    actions.replace_file(resource, file=kept(), what_changed="Printed", by=None)

    resource.refresh_from_db()
    assert (resource.form, resource.link) == ("document", "")


def test_past_its_review_date_it_leaves_what_is_found_and_stays_where_people_had_it():
    viewer = make_viewer(Role.PRACTITIONER)
    make_resource("Right", is_read=True)
    past = make_resource("Old", is_read=True, review_on=TODAY())

    assert (titles(library.resources(viewer)), titles(library.resources(viewer, search="thresholds"))) == (
        ["Right"],
    ) * 2
    assert [item.title for item in queries.items(viewer)] == ["Right"]
    assert [item.title for item in queries.items(viewer, search="thresholds")] == ["Right"]
    assert library.every_resource(viewer).get(pk=past.pk) == past

    past.item.review_on = TODAY() + timedelta(days=100)
    past.item.save()
    assert sorted(titles(library.resources(viewer))) == ["Old", "Right"]


def test_whoever_looks_after_it_is_asked_once_when_its_day_has_come():
    owner, gone = make_person("Grace", "Lindqvist"), make_person("Gone", "Away")
    make_spell(owner)
    make_spell(gone, ended_on=TODAY() - timedelta(days=3))
    make_resource("Old", owner=owner, review_on=TODAY())
    make_resource("Nobody’s", owner=gone, review_on=TODAY())
    make_resource("Right", owner=owner)

    for _ in range(2):
        assert actions.ask_owners(on=TODAY()) == 1

    notice = Notice.objects.get(key__startswith="library-review:")
    assert (notice.to, notice.subject) == (owner.email, "Is it still right? Old")
    assert "/catalogue/library/" in notice.body


def test_withdrawn_it_is_found_by_nobody():
    viewer = make_viewer(Role.PRACTITIONER)
    resource = make_resource(is_read=True)

    withdraw_item(resource.item, by=None, why="Superseded")

    assert titles(library.resources(viewer, search="thresholds")) == []


@pytest.mark.parametrize(
    ("shown_to", "kinds", "sees"),
    [
        (ShownTo.EVERYONE, [], {"nurse", "midwife", "teacher", "academy", "lead", "other lead"}),
        (ShownTo.OWN, [], {"nurse", "midwife", "academy", "lead"}),
        (ShownTo.KINDS, ["school", "police"], {"teacher", "academy", "lead"}),
        (ShownTo.KINDS, ["health"], {"nurse", "midwife", "academy", "lead", "other lead"}),
    ],
)
def test_a_resource_is_seen_by_those_it_is_meant_for_and_no_trace_of_it_by_others(shown_to, kinds, sees):
    top = make_organisation("Weyshire")
    health = make_organisation("Health", parent=top, kind="health")
    clinic = make_organisation("Clinic", parent=health, kind="health")
    hospital = make_organisation("Hospital", parent=top, kind="health")
    school = make_organisation("School", parent=top, kind="school")
    people = {"nurse": health, "midwife": clinic, "teacher": school}
    viewers = {
        "academy": make_viewer(Role.ACADEMY, organisation=top),
        "lead": make_viewer(Role.TRAINING_LEAD, organisation=health),
        "other lead": make_viewer(Role.TRAINING_LEAD, organisation=hospital),
    }
    for name, organisation in people.items():
        person = make_person(name)
        make_spell(person, organisation=organisation)
        viewers[name] = make_viewer(Role.PRACTITIONER, person=person, organisation=organisation)

    resource = make_resource("Rota", organisation=health, shown_to=shown_to, shown_to_kinds=kinds, is_read=True)

    ways = {
        "library": lambda viewer: library.resources(viewer),
        "search": lambda viewer: library.resources(viewer, search="thresholds"),
        "page": lambda viewer: library.every_resource(viewer).filter(pk=resource.pk),
        "catalogue": lambda viewer: queries.items(viewer),
        "item": lambda viewer: queries.every_item(viewer),
        "shelves": lambda viewer: library.shelves(viewer),
    }
    for way, found in ways.items():
        assert {name for name, viewer in viewers.items() if list(found(viewer))} == sees, way


def test_whoever_has_left_sees_nothing_that_is_for_their_organisation_alone():
    organisation, person = make_organisation(), make_person()
    make_spell(person, organisation=organisation, ended_on=TODAY() - timedelta(days=1))
    make_resource(organisation=organisation, shown_to=ShownTo.OWN)

    assert titles(library.resources(make_viewer(person=person))) == []


def test_opening_is_counted_once_for_each_person_and_month_without_a_name():
    resource, amara, tom = make_resource(), make_person("Amara", pk=987_654_321), make_person("Tom")
    today = TODAY()

    for person in (amara, amara, tom):
        actions.count_use(resource, person, on=today)

    assert library.uses(resource, on=today) == library.Uses(2, 0)
    said = str(list(UseMark.objects.values()))
    assert (str(amara.pk) in said, "person" in said, UseKey.objects.count()) == (False, False, 1)


def test_when_a_month_is_over_only_its_number_is_left():
    resource, today = make_resource(), TODAY()
    before = clock.months_after(today, -1)
    for number in range(7):
        actions.count_use(resource, make_person(f"P{number}"), on=before)
    actions.count_use(resource, make_person(), on=today)

    for _ in range(2):
        actions.close_months(on=today)

    assert list(ResourceUse.objects.values_list("month", "people")) == [(rules.month_of(before), 7)]
    assert set(UseMark.objects.values_list("month", flat=True)) == {rules.month_of(today)}
    assert set(UseKey.objects.values_list("month", flat=True)) == {rules.month_of(today)}
    assert library.uses(resource, on=today).words == (
        "Opened by fewer than five people this month, and by 7 people last month."
    )


def test_files_of_resources_are_kept_and_the_picture_of_a_page_that_was_replaced_is_not():
    resource = make_resource(is_read=True)
    old_preview = ResourceVersion.objects.get().preview_id
    actions.read_version(resource.current)
    StoredFile.objects.update(stored_at=clock.now() - timedelta(days=3))

    uploads.sweep()

    version = ResourceVersion.objects.get()
    assert set(StoredFile.objects.values_list("pk", flat=True)) == {version.file_id, version.preview_id}
    assert old_preview not in (version.file_id, version.preview_id)


def test_what_is_changed_is_said_in_the_trail_and_found_by_its_new_words():
    resource = make_resource("Guide", tags=["old"])

    actions.change_resource(
        resource,
        by=None,
        title="New guide",
        author="Una Hart",
        tags=["fresh"],
        shown_to=ShownTo.KINDS,
        shown_to_kinds=["health"],
    )

    resource.refresh_from_db()
    assert (resource.item.title, resource.author, resource.item.shown_to_kinds) == ("New guide", "Una Hart", "health")
    assert titles(library.resources(TheAuthority(), search="fresh")) == ["New guide"]
    assert titles(library.resources(TheAuthority(), search="old")) == []


def test_tags_of_one_word_are_one_tag():
    make_resource("One", tags=["Neglect"])
    make_resource("Two", tags=["neglect", "NEGLECT "])

    assert Tag.objects.count() == 1


def test_an_action_that_fails_leaves_neither_rows_nor_jobs():
    @transaction.atomic
    def fails() -> None:
        make_resource()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()

    assert (Item.objects.count(), Resource.objects.count(), Job.objects.count()) == (0, 0, 0)
