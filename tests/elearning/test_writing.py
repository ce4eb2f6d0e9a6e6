"""Writing a lesson: what may be changed, what may be published, and by whom."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from academy.core import trail
from academy.elearning import actions, queries
from academy.elearning.models import Block, Choice, Lesson, LessonFile, LessonPage, LessonVersion, Question
from academy.elearning.rules import BlockKind, HasALesson, NotADraft, NotReady, Stage
from academy.people.rules import Role
from tests.builders import make_account, make_item, make_lesson, make_organisation, make_question, signed_in
from tests.elearning.cast import learner
from tests.elearning.test_pages import words

pytestmark = pytest.mark.django_db
CAPTIONS = b"WEBVTT\n\n00:01.000 --> 00:04.000\nHello.\n"


@pytest.fixture
def health():
    return make_organisation("Weyshire Community Health", parent=make_organisation("Weyshire"), kind="health")


@pytest.fixture
def grace(health):
    return signed_in(make_account(Role.TRAINING_LEAD, organisation=health))


def a_picture() -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(kept, "PNG")
    return SimpleUploadedFile("door.png", kept.getvalue(), "image/png")


def test_a_lesson_is_written_without_a_script_from_its_first_page_to_its_publishing(grace, health):
    item = make_item("Was not brought", mode="own_time", kind="e_learning", organisation=health)
    assert "No lessons yet" in words(grace.get("/learn/write/"))

    page = grace.post("/learn/write/new/", {"item": item.pk}, follow=True)
    lesson = Lesson.objects.get()
    assert "Page 1 is empty." in words(page)
    [first] = lesson.versions.get().pages.all()
    grace.post(f"/learn/write/pages/{first.pk}/", {"title": "A child who was not brought"})
    grace.post(f"/learn/write/pages/{first.pk}/add/text/", {"words": "Ask **why**."})
    grace.post(f"/learn/write/pages/{first.pk}/add/image/", {"file": a_picture(), "alternative": "", "words": ""})
    page = grace.get(f"/learn/write/{lesson.pk}/")
    assert "Page 1, part 2: the picture has no words for those who cannot see it." in words(page)
    picture = Block.objects.get(kind=BlockKind.IMAGE)
    grace.post(f"/learn/write/blocks/{picture.pk}/", {"alternative": "An empty chair", "words": ""})
    check = grace.post(f"/learn/write/pages/{first.pk}/add/check/", {"words": "", "draw": ""}, follow=True)
    block = Block.objects.get(kind=BlockKind.CHECK)
    assert check.request["PATH_INFO"] == f"/learn/write/blocks/{block.pk}/"
    grace.post(
        f"/learn/write/blocks/{block.pk}/ask/single/",
        {
            "words": "Who decides?",
            "words_1": "An adult",
            "right_1": "on",
            "feedback_1": "Yes.",
            "words_2": "A child",
            "feedback_2": "No.",
        },
    )
    assert "Ready to publish" in words(grace.get(f"/learn/write/{lesson.pk}/"))
    page = grace.post(f"/learn/write/{lesson.pk}/publish/", follow=True)

    assert "does not change any more" in words(page)
    assert [entry.verb for entry in trail.entries_about(lesson.versions.get())] == ["published"]
    _, _, amara = learner()
    read = amara.post(f"/learn/{lesson.pk}/start/", follow=True)
    assert "<strong>why</strong>" in read.content.decode()
    shown = LessonFile.objects.get()
    assert f'src="/learn/files/{shown.pk}/" alt="An empty chair" width="40" height="30"' in read.content.decode()
    assert amara.get(f"/learn/files/{shown.pk}/").headers["Content-Type"] == "image/png"


def test_a_file_of_a_draft_is_for_those_who_write(grace, health):
    lesson = make_lesson(make_item("Own", mode="own_time", organisation=health), is_published=False)
    page = lesson.versions.get().pages.first()
    grace.post(f"/learn/write/pages/{page.pk}/add/image/", {"file": a_picture(), "is_decorative": "on"})
    kept = LessonFile.objects.get()

    assert grace.get(f"/learn/files/{kept.pk}/").status_code == 200
    assert learner()[2].get(f"/learn/files/{kept.pk}/").status_code == 404


def test_a_video_with_speech_waits_for_captions_and_words_to_read(grace, health):
    lesson = make_lesson(make_item("Own", mode="own_time", organisation=health), is_published=False)
    page = lesson.versions.get().pages.first()
    sound = SimpleUploadedFile("talk.mp3", b"\xff\xfb\x90\x00" + bytes(413) + (b"\xff\xfb\x90\x00" + bytes(413)) * 30)
    said = {"words": "A talk", "minutes": "3", "has_speech": "on"}

    grace.post(f"/learn/write/pages/{page.pk}/add/film/", {**said, "file": sound})
    film = Block.objects.get(kind=BlockKind.FILM)
    assert [one.words for one in queries.missing_in(lesson.versions.get())] == [
        "Page 1, part 2: the video or sound has speech and no captions. Add a captions file (VTT).",
        "Page 1, part 2: the video or sound has speech and no transcript to read.",
    ]
    captions = SimpleUploadedFile("talk.vtt", CAPTIONS, "text/vtt")
    grace.post(f"/learn/write/blocks/{film.pk}/", {**said, "captions": captions, "transcript": "Hello."})

    assert queries.missing_in(lesson.versions.get()) == []
    assert (
        grace.get(f"/learn/files/{Block.objects.get(pk=film.pk).captions_id}/")
        .headers["Content-Type"]
        .startswith("text/vtt")
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.png", b"<html><script>alert(1)</script></html>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("door.png", b"MZ\x90\x00 a program"),
        ("empty.png", b""),
    ],
)
def test_a_file_that_is_no_picture_is_refused_in_words(grace, health, name, content):
    lesson = make_lesson(make_item("Own", mode="own_time", organisation=health), is_published=False)
    page = lesson.versions.get().pages.first()

    answer = grace.post(f"/learn/write/pages/{page.pk}/add/image/", {"file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 200
    assert "govuk-error-message" in answer.content.decode()
    assert not LessonFile.objects.exists()
    assert not Block.objects.filter(kind=BlockKind.IMAGE).exists()


def test_nothing_is_published_with_something_missing():
    lesson = make_lesson(is_published=False)
    draft = lesson.versions.get()
    actions.add_page(draft, title="Empty", by=None)

    with pytest.raises(NotReady, match=r"Not yet: Page 3 is empty\."):
        actions.publish(draft, by=None)
    assert LessonVersion.objects.get().stage == Stage.DRAFT


def test_what_is_published_does_not_change_by_any_action():
    lesson = make_lesson()
    version = lesson.versions.get()
    page, block = version.pages.first(), Block.objects.first()
    question = Question.objects.get()
    changes = [
        lambda: actions.add_page(version, title="More", by=None),
        lambda: actions.rename_page(page, title="Other", by=None),
        lambda: actions.move_page(page, is_up=False, by=None),
        lambda: actions.remove_page(page, by=None),
        lambda: actions.add_block(page, BlockKind.TEXT, words="More", by=None),
        lambda: actions.change_block(block, words="Other", by=None),
        lambda: actions.move_block(block, is_up=False, by=None),
        lambda: actions.remove_block(block, by=None),
        lambda: make_question(Block.objects.get(kind=BlockKind.CHECK)),
        lambda: actions.change_question(question, words="Other", by=None),
        lambda: actions.remove_question(question, by=None),
        lambda: actions.change_settings(version, pass_mark=0, tries=None, by=None),
        lambda: actions.publish(version, by=None),
        lambda: actions.discard_draft(version, by=None),
    ]
    before = _all_of(version)

    for change in changes:
        with pytest.raises(NotADraft):
            change()

    assert _all_of(version) == before


def _all_of(version) -> list:
    fields = (
        LessonPage.objects.filter(version=version).values(),
        Block.objects.filter(page__version=version).values(),
        Question.objects.filter(block__page__version=version).values(),
        Choice.objects.filter(question__block__page__version=version).values(),
    )
    return [list(rows) for rows in fields]


def test_a_new_version_is_a_copy_of_its_own():
    lesson = make_lesson(pages=3)
    old = lesson.versions.get()
    before = _all_of(old)

    new = actions.begin_draft(lesson, by=None)
    assert queries.pages_said(new) != queries.pages_said(old)  # other numbers
    assert [page.title for page in queries.pages_said(new)] == [page.title for page in queries.pages_said(old)]
    assert len(_all_of(new)[3]) == len(before[3]) == 3
    actions.remove_page(new.pages.last(), by=None)

    assert _all_of(old) == before
    assert actions.begin_draft(lesson, by=None) == new


def test_a_draft_is_thrown_away_and_the_first_is_not():
    lesson = make_lesson()
    actions.discard_draft(actions.begin_draft(lesson, by=None), by=None)
    assert [version.number for version in lesson.versions.all()] == [1]

    first = make_lesson(make_item("New", mode="own_time"), is_published=False).versions.get()
    with pytest.raises(NotADraft):
        actions.discard_draft(first, by=None)


def test_an_item_has_one_lesson():
    lesson = make_lesson()

    with pytest.raises(HasALesson):
        actions.write_lesson(lesson.item, by=None)


def test_pages_and_parts_move_up_and_down_and_stop_at_the_ends(grace, health):
    lesson = make_lesson(make_item("Own", mode="own_time", organisation=health), pages=3, is_published=False)
    draft = lesson.versions.get()
    first, second, third = draft.pages.all()

    grace.post(f"/learn/write/pages/{third.pk}/move/", {"way": "up"})
    assert list(draft.pages.all()) == [first, third, second]
    grace.post(f"/learn/write/pages/{first.pk}/move/", {"way": "up"})
    assert list(draft.pages.all()) == [first, third, second]
    text, check = third.blocks.all()
    grace.post(f"/learn/write/blocks/{text.pk}/move/", {"way": "down"})

    assert list(third.blocks.all()) == [check, text]


def test_how_long_a_page_takes_follows_what_stands_on_it():
    lesson = make_lesson(pages=1, is_published=False)
    page = lesson.versions.get().pages.get()
    before = page.seconds

    block = actions.add_block(page, BlockKind.TEXT, words="word " * 360, by=None)
    assert LessonPage.objects.get().seconds == before + 180
    actions.remove_block(block, by=None)

    assert LessonPage.objects.get().seconds == before


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        ("single", {"words": "?", "words_1": "A", "words_2": "B"}, "Say which one answer is right"),
        ("single", {"words": "?", "words_1": "A", "right_1": "on", "words_2": "B", "right_2": "on"}, "Say which one"),
        ("single", {"words": "?", "words_1": "A", "right_1": "on"}, "Write two answers or more"),
        (
            "several",
            {"words": "?", "words_1": "A", "words_2": "B", "words_3": "C", "feedback": "x"},
            "Say which answers",
        ),
        ("order", {"words": "?", "words_1": "A", "words_2": "B", "feedback": "x"}, "Write three answers or more"),
        ("true_false", {"words": "?"}, "Answer “Which is right?”"),
    ],
)
def test_a_question_that_is_not_whole_is_said(grace, health, kind, typed, told):
    lesson = make_lesson(make_item("Own", mode="own_time", organisation=health), is_published=False)
    check = Block.objects.get(kind=BlockKind.CHECK)

    page = grace.post(f"/learn/write/blocks/{check.pk}/ask/{kind}/", typed)

    assert told in words(page)
    assert Question.objects.filter(block__page__version__lesson=lesson).count() == 1


def test_a_question_is_changed_and_shows_what_it_said(grace, health):
    make_lesson(make_item("Own", mode="own_time", organisation=health), is_published=False)
    question = Question.objects.get()
    page = grace.get(f"/learn/write/questions/{question.pk}/").content.decode()
    assert 'value="Answer 0 of Who must be told?"' in page

    grace.post(
        f"/learn/write/questions/{question.pk}/",
        {"words": "True?", "words_1": "A", "right_1": "on", "feedback_1": "a", "words_2": "B", "feedback_2": "b"},
    )

    assert [(one.words, one.is_right, one.feedback) for one in Choice.objects.all()] == [
        ("A", True, "a"),
        ("B", False, "b"),
    ]


def test_another_organisations_lesson_is_not_there_to_write(grace):
    lesson = make_lesson(make_item("Theirs", mode="own_time", organisation=make_organisation("Elsewhere")))
    draft = actions.begin_draft(lesson, by=None)
    page, block, question = draft.pages.first(), *_block_and_question(draft)
    addresses = [
        f"{lesson.pk}/", f"{lesson.pk}/settings/", f"{lesson.pk}/results/", f"pages/{page.pk}/",
        f"pages/{page.pk}/preview/", f"pages/{page.pk}/add/text/", f"blocks/{block.pk}/",
        f"blocks/{block.pk}/ask/single/", f"questions/{question.pk}/",
    ]  # fmt: skip

    assert {grace.get(f"/learn/write/{address}").status_code for address in addresses} == {404}
    assert {learner()[2].get(f"/learn/write/{address}").status_code for address in addresses} == {404}


def _block_and_question(draft) -> tuple[Block, Question]:
    question = Question.objects.get(block__page__version=draft)
    return question.block, question


def test_the_editor_of_what_is_published_is_not_there(grace, health):
    lesson = make_lesson(make_item("Own", mode="own_time", organisation=health))
    page = lesson.versions.get().pages.first()

    assert grace.get(f"/learn/write/pages/{page.pk}/").status_code == 404
    assert "Write a new version" in words(grace.get(f"/learn/write/{lesson.pk}/"))


def test_kinds_that_there_are_not_are_not_there(grace, health):
    lesson = make_lesson(make_item("Own", mode="own_time", organisation=health), is_published=False)
    page = lesson.versions.get().pages.first()
    check = Block.objects.get(kind=BlockKind.CHECK)

    assert grace.get(f"/learn/write/pages/{page.pk}/add/script/").status_code == 404
    assert grace.get(f"/learn/write/blocks/{check.pk}/ask/essay/").status_code == 404


def test_a_preview_shows_the_page_and_keeps_nothing(grace, health):
    lesson = make_lesson(make_item("Own", mode="own_time", organisation=health), pages=1, is_published=False)
    page = lesson.versions.get().pages.get()

    shown = grace.get(f"/learn/write/pages/{page.pk}/preview/")

    assert "Who must be told?" in words(shown)
    assert "nothing that you answer here is kept" in words(shown)
    assert not re.search(r"<main.*<form.*</main>", shown.content.decode(), re.DOTALL)
