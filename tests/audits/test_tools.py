"""Audit tools are written in drafts, never changed once in use, and come ready as files."""

import pytest

from academy.audits.actions import tools as actions
from academy.audits.models import AuditTool, PracticeTheme, ToolQuestion, ToolVersion
from academy.audits.queries import tools as queries
from academy.audits.rules import Grade, ready
from academy.audits.rules.tools import NotADraft, NotReady, SectionSaid, StillTheOnlyOne, ToolThere, lacking
from academy.core.models import Entry
from academy.frameworks.models import Capability, Framework
from academy.people.rules import Role
from tests.builders import LONG_AGO, TODAY, make_viewer, signed_in
from tests.builders_practice import make_audit_tool, make_sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> PracticeTheme:
    return PracticeTheme.objects.create(code="risk_and_strengths", name="Weighing risk and strengths")


def client(role: Role):
    return signed_in(make_viewer(role).account)


def whole(version: ToolVersion) -> list[tuple[str, list[str]]]:
    return [(one.title, [question.words for question in one.questions.all()]) for one in queries.sections_of(version)]


def test_grades_are_ofsteds_words():
    assert [grade.label for grade in Grade] == ["Outstanding", "Good", "Requires improvement to be good", "Inadequate"]


def test_a_new_version_begins_as_a_copy_of_the_one_in_use(theme):
    tool = make_audit_tool(theme=theme)
    current = queries.current_version(tool)

    draft = actions.begin_tool_draft(tool, by=None)

    assert (draft.number, draft.is_draft) == (2, True)
    assert whole(draft) == whole(current)
    assert actions.begin_tool_draft(tool, by=None) == draft


def test_publishing_ends_the_version_before_and_samples_keep_theirs(theme):
    tool = make_audit_tool(theme=theme)
    before = make_sample(tool)
    draft = actions.begin_tool_draft(tool, by=None)
    actions.change_tool_question(
        ToolQuestion.objects.filter(section__version=draft).first(), by=None, words="Asked anew?"
    )

    actions.publish_tool(draft, by=None, on=TODAY, what_changed="Asks anew.")

    old, new = tool.versions.order_by("number")
    assert (old.starts_on, old.ends_on.isoformat(), new.starts_on) == (LONG_AGO, "2026-11-09", TODAY)
    before.refresh_from_db()
    assert before.tool_version == old
    assert "Asked anew?" not in str(whole(old))
    assert Entry.objects.filter(subject_type="audits.toolversion", verb="published").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda version: actions.add_section(version, by=None, title="New"),
        lambda version: actions.change_section(version.sections.first(), by=None, title="New"),
        lambda version: actions.remove_section(version.sections.first(), by=None),
        lambda version: actions.move_section(version.sections.first(), by=None, is_up=False),
        lambda version: actions.ask_question(version.sections.first(), by=None, words="New?", good="x"),
        lambda version: actions.change_tool_question(version.sections.first().questions.first(), by=None, words="New?"),
        lambda version: actions.remove_tool_question(version.sections.first().questions.first(), by=None),
        lambda version: actions.move_tool_question(version.sections.first().questions.first(), by=None, is_up=False),
        lambda version: actions.publish_tool(version, by=None),
        lambda version: actions.discard_tool_draft(version, by=None),
    ],
)
def test_a_version_in_use_never_changes(change):
    version = make_audit_tool().versions.get()
    before = whole(version)

    with pytest.raises(NotADraft):
        change(version)

    assert whole(version) == before


@pytest.mark.parametrize(
    ("sections", "words"),
    [
        ([], ["It has no section yet."]),
        ([SectionSaid("Voice", [])], ["“Voice” has no question yet."]),
        ([SectionSaid("Voice", [("Heard?", False, True)])], ["“Heard?” does not say what good looks like."]),
        (
            [SectionSaid("Voice", [("Heard?", True, False)])],
            ["“Heard?” has no theme, so what is found would lead nowhere."],
        ),
        ([SectionSaid("Voice", [("Heard?", True, True)])], []),
    ],
)
def test_a_draft_says_what_it_lacks(sections, words):
    assert lacking(sections) == words


def test_an_unfinished_draft_is_not_put_into_use():
    tool = actions.add_tool("New", code="new", by=None)

    with pytest.raises(NotReady, match="no section"):
        actions.publish_tool(tool.versions.get(), by=None)


def test_the_first_draft_is_not_thrown_away_and_a_later_one_is(theme):
    tool = make_audit_tool(theme=theme)
    actions.discard_tool_draft(actions.begin_tool_draft(tool, by=None), by=None)

    assert tool.versions.count() == 1
    with pytest.raises(StillTheOnlyOne):
        actions.discard_tool_draft(actions.add_tool("New", code="new", by=None).versions.get(), by=None)


def test_sections_and_questions_change_places(theme):
    draft = actions.begin_tool_draft(make_audit_tool(theme=theme), by=None)
    first, second = draft.sections.order_by("position")

    actions.move_section(second, is_up=True, by=None)
    actions.move_section(second, is_up=True, by=None)
    actions.move_tool_question(first.questions.order_by("position").first(), is_up=False, by=None)

    assert whole(draft) == [
        ("Section 2", ["Question 2.1?", "Question 2.2?"]),
        ("Section 1", ["Question 1.2?", "Question 1.1?"]),
    ]


def test_two_of_a_name_are_refused(theme):
    draft = actions.begin_tool_draft(make_audit_tool(theme=theme), by=None)
    section = draft.sections.first()

    actions.add_tool("Plans", code="plans", by=None)
    for again in (
        lambda: actions.add_tool("Plans", code="plans", by=None),
        lambda: actions.add_section(draft, by=None, title="Section 1"),
        lambda: actions.ask_question(section, by=None, words="Question 1.1?", good="x"),
    ):
        with pytest.raises(ToolThere):
            again()


def test_a_question_takes_the_capability_of_its_theme():
    framework = Framework.objects.create(code="local", version="1", name="Local", starts_on=LONG_AGO)
    capability = Capability.objects.create(framework=framework, code="risk_and_strengths", name="Weighing risk")
    theme = actions.keep_themes()["risk_and_strengths"]
    draft = actions.add_tool("New", code="new", by=None).versions.get()

    asked = actions.ask_question(
        actions.add_section(draft, by=None, title="Risk"), by=None, words="Weighed?", good="Yes", theme=theme
    )

    assert (theme.capability, asked.capability) == (capability, capability)


@pytest.mark.parametrize("code", ready.tools())
def test_a_tool_that_comes_ready_is_whole(code):
    tool = actions.add_ready_tool(code, by=None)

    assert lacking(queries.sections_said(tool.versions.get())) == []
    assert all(means for section in queries.sections_of(tool.versions.get()) for _, means in section.grades)
    assert AuditTool.objects.get(code=code).name == ready.tool(code).name
    with pytest.raises(ToolThere):
        actions.add_ready_tool(code, by=None)


def test_seven_tools_come_ready_and_every_theme_of_theirs_is_known():
    codes = {theme.code for theme in ready.themes()}

    assert set(ready.tools()) == {
        *("assessment", "care_leavers", "management_oversight", "out_of_area"),
        *("partnership_working", "plan_and_review", "safety_plans"),
    }
    asked = {one.theme for tool in ready.tools().values() for section in tool.sections for one in section.questions}
    assert asked <= codes


def test_a_tool_is_retired_and_taken_up_again():
    tool = actions.retire_tool(make_audit_tool(), by=None, on=TODAY)
    assert tool.retired_on == TODAY
    assert not queries.versions_in_use(make_viewer(Role.ACADEMY)).exists()

    assert actions.take_up_tool(tool, by=None).retired_on is None


# --- pages ------------------------------------------------------------------------------------------------------------


def test_everybody_reads_what_an_audit_asks(theme):
    tool = make_audit_tool("Safety plans", theme=theme)

    page = client(Role.PRACTITIONER).get(f"/practice/tools/{tool.pk}/").content.decode()

    assert "1.1 Question 1.1?" in page
    assert "Sets strengths beside risks" in page
    assert "Risk is described, but not weighed" in page
    assert "Weighing risk and strengths" in page
    assert "Write a new version" not in page


def test_the_list_shows_what_is_in_use_and_to_writers_what_comes_ready():
    make_audit_tool("Safety plans")
    make_audit_tool("Not yet", is_published=False)

    assert "Not yet" not in client(Role.PRACTITIONER).get("/practice/tools/").content.decode()
    page = client(Role.AUDITOR).get("/practice/tools/").content.decode()

    assert "Being written" in page
    assert "Tools that come ready" in page
    assert "Start from it" in page


def test_with_no_tool_the_list_says_so():
    assert "No tool is in use yet" in client(Role.PRACTITIONER).get("/practice/tools/").content.decode()


def test_a_tool_is_written_from_the_first_word_to_use(theme):
    academy = client(Role.ACADEMY)
    made = academy.post("/practice/tools/new/", {"name": "Neglect", "about": "Is it named early?"})
    tool = AuditTool.objects.get(name="Neglect")
    assert made.url == f"/practice/tools/{tool.pk}/write/"
    assert "It has no section yet." in academy.get(made.url).content.decode()

    academy.post(f"/practice/tools/{tool.pk}/sections/new/", {"title": "Seeing it", "good_means": "Named, and in time"})
    section = tool.versions.get().sections.get()
    assert "has no question yet" in academy.get(made.url).content.decode()
    asked = {"words": "Is it named?", "good": "Within weeks\nWith the family", "theme": theme.pk}
    academy.post(f"/practice/tools/sections/{section.pk}/questions/new/", asked)
    assert "Put version 1 into use" in academy.get(made.url).content.decode()
    academy.post(f"/practice/tools/{tool.pk}/publish/", {})

    page = client(Role.MANAGER).get(f"/practice/tools/{tool.pk}/").content.decode()
    assert "Is it named?" in page
    assert "With the family" in page


def test_writing_goes_on_question_by_question(theme):
    academy, tool = client(Role.ACADEMY), make_audit_tool(theme=theme)
    write = f"/practice/tools/{tool.pk}/write/"
    assert "does not change any more" in academy.get(write).content.decode()

    academy.post(f"/practice/tools/{tool.pk}/new-version/")
    draft = tool.versions.get(number=2)
    section = draft.sections.order_by("position").first()
    question = section.questions.order_by("position").first()
    assert "Question 1.1?" in academy.get(f"/practice/tools/questions/{question.pk}/").content.decode()
    said = {"words": "Asked anew?", "good": "Plainly", "theme": theme.pk}
    academy.post(f"/practice/tools/questions/{question.pk}/", said)
    academy.post(f"/practice/tools/questions/{question.pk}/move/", {"way": "down"})
    academy.post(f"/practice/tools/sections/{section.pk}/", {"title": "First of all"})
    academy.post(f"/practice/tools/sections/{section.pk}/move/", {"way": "down"})
    other = draft.sections.get(title="Section 2")
    academy.post(f"/practice/tools/questions/{other.questions.first().pk}/remove/")

    assert whole(draft) == [("Section 2", ["Question 2.2?"]), ("First of all", ["Question 1.2?", "Asked anew?"])]
    academy.post(f"/practice/tools/sections/{other.pk}/remove/")
    assert [title for title, _ in whole(draft)] == ["First of all"]
    assert "Throw it away" in academy.get(f"/practice/tools/{tool.pk}/throw-away/").content.decode()
    academy.post(f"/practice/tools/{tool.pk}/throw-away/")
    assert tool.versions.count() == 1


def test_what_is_missing_is_said_beside_its_field(theme):
    section = actions.begin_tool_draft(make_audit_tool(theme=theme), by=None).sections.first()

    page = (
        client(Role.ACADEMY)
        .post(f"/practice/tools/sections/{section.pk}/questions/new/", {"words": ""})
        .content.decode()
    )

    assert "Fill in “What good looks like”" in page


def test_an_old_version_says_when_it_was_in_use(theme):
    tool = make_audit_tool(theme=theme)
    old = tool.versions.get()
    actions.publish_tool(actions.begin_tool_draft(tool, by=None), by=None)

    page = client(Role.PRACTITIONER).get(f"/practice/tools/versions/{old.pk}/").content.decode()

    assert "keeps its questions" in page


def test_a_draft_is_there_only_for_those_who_write(theme):
    draft = actions.begin_tool_draft(make_audit_tool(theme=theme), by=None)

    assert client(Role.AUDITOR).get(draft.get_absolute_url()).status_code == 200
    assert client(Role.MANAGER).get(draft.get_absolute_url()).status_code == 404


def test_the_name_is_changed_and_the_tool_retired_on_its_page():
    academy, tool = client(Role.ACADEMY), make_audit_tool()

    academy.post(f"/practice/tools/{tool.pk}/change/", {"name": "Assessments", "about": ""})
    academy.post(f"/practice/tools/{tool.pk}/retire/")

    page = academy.get(f"/practice/tools/{tool.pk}/").content.decode()
    assert "Assessments" in page
    assert "This tool was retired" in page
    assert "Change what it is called" in academy.get(f"/practice/tools/{tool.pk}/change/").content.decode()


def test_a_ready_tool_is_begun_from_the_list():
    academy = client(Role.ACADEMY)

    assert academy.post("/practice/tools/ready/safety_plans/").url.endswith("/write/")
    assert academy.post("/practice/tools/ready/safety_plans/").url == "/practice/tools/"
    assert academy.post("/practice/tools/ready/nothing/").status_code == 404


def test_the_pages_ask_the_same_of_the_database_however_long_a_tool_is(django_assert_num_queries, theme):
    short, long = (make_audit_tool(f"Tool {n}", sections=n, questions=n, theme=theme) for n in (1, 4))
    academy = client(Role.ACADEMY)
    academy.get(f"/practice/tools/{short.pk}/")

    with django_assert_num_queries(QUERIES) as first:
        academy.get(f"/practice/tools/{short.pk}/")
    with django_assert_num_queries(len(first)):
        academy.get(f"/practice/tools/{long.pk}/")


QUERIES = 9
