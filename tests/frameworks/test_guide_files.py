from io import BytesIO

import pytest
from xlsxwriter import Workbook

from academy.core.models import ImportRun
from academy.frameworks.actions import guides as actions
from academy.frameworks.models import Duty, Term
from academy.frameworks.rules.practice import GuideKind
from academy.people.rules import Role
from tests.builders import make_account, make_person, signed_in
from tests.frameworks.writing import make_guide

pytestmark = pytest.mark.django_db

WORDS = (
    "\ufeffWord,Meaning,Also called,We do not say\nThreshold,A level of need.,,\nContact,Somebody tells us.,,Referral\n"
)


@pytest.fixture
def client():
    return signed_in(make_account(Role.ACADEMY, person=make_person("Dan")))


@pytest.fixture
def draft():
    return actions.begin_draft(make_guide(GuideKind.WORDS, "Our words"), by=None)


def sent(content, name="words.csv"):
    file = BytesIO(content.encode() if isinstance(content, str) else content)
    file.name = name
    return {"file": file}


def words_of(version):
    return dict(Term.objects.filter(version=version).values_list("name", "meaning"))


def test_words_come_as_a_file_are_looked_at_saved_and_undone(client, draft):
    before = words_of(draft)

    checked = client.post(f"/how-we-practise/versions/{draft.pk}/file/", sent(WORDS))
    page = client.get(checked.url).content.decode()
    assert words_of(draft) == before
    client.post(checked.url, {"save": "yes"})
    saved = words_of(draft)
    again = client.post(f"/how-we-practise/versions/{draft.pk}/file/", sent(WORDS))
    client.post(checked.url, {"undo": "yes"})

    assert "Two rows: one changes the draft, one is as it is now, none are left out." in page
    assert saved == before | {"Contact": "Somebody tells us."}
    assert ImportRun.objects.get(pk=again.url.rstrip("/").rpartition("/")[2]).counts["same"] == 2
    assert words_of(draft) == before
    assert Term.objects.filter(code="contact").count() == 0


def test_a_row_that_cannot_be_read_is_left_out_with_its_reason(client, draft):
    file = "Term,Definition\nContact,\n,Nothing\nContact,Once\nContact,Twice\nThreshold,Another meaning\n"

    checked = client.post(f"/how-we-practise/versions/{draft.pk}/file/", sent(file))
    page = client.get(checked.url).content.decode()
    client.post(checked.url, {"save": "yes"})

    assert "Meaning is empty" in page
    assert "Word is empty" in page
    assert "It stands on row 4 already" in page
    assert words_of(draft) == {
        "Contact": "Once",
        "Safety plan": "What a family does tonight.",
        "Threshold": "Another meaning",
    }


def test_duties_come_as_excel_with_agencies_as_people_write_them(client):
    version = make_guide(GuideKind.DUTIES, "Who does what", published_on=None).versions.get()
    rows = [
        ["What has happened", "Sector", "Role", "Duty", "Deadline"],
        ["A child goes missing", "Police", "Control room", "Looks for the child.", "At once"],
        ["A child goes missing", "NHS", "Nurse", "Says so.", ""],
        ["A child goes missing", "Moon", "Nobody", "Nothing", ""],
    ]
    content = BytesIO()
    with Workbook(content) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    checked = client.post(f"/how-we-practise/versions/{version.pk}/file/", sent(content.getvalue(), "duties.xlsx"))
    page = client.get(checked.url).content.decode()
    client.post(checked.url, {"save": "yes"})

    assert "Moon" in page
    assert list(Duty.objects.filter(version=version, agency="health", who="Nurse").values_list("does", flat=True)) == [
        "Says so."
    ]
    changed = Duty.objects.get(version=version, who="Control room")
    assert (changed.does, changed.by_when) == ("Looks for the child.", "At once")
    assert Duty.objects.filter(version=version).count() == 4


def test_a_file_that_lacks_a_heading_says_which(client, draft):
    checked = client.post(f"/how-we-practise/versions/{draft.pk}/file/", sent("Colour,Size\nRed,Large\n"))

    page = client.get(checked.url).content.decode()

    assert "This file cannot be read" in page
    assert "it needs Word, Meaning" in page


def test_a_file_for_a_draft_that_was_published_meanwhile_changes_nothing(client, draft):
    checked = client.post(f"/how-we-practise/versions/{draft.pk}/file/", sent(WORDS))
    actions.describe_version(draft, by=None, what_changed="Something.")
    actions.publish_version(draft, by=None)

    answer = client.post(checked.url, {"save": "yes"})

    assert (answer.status_code, "was published meanwhile" in answer.content.decode()) == (409, True)
    assert "Contact" not in words_of(draft)
    assert client.get(f"/how-we-practise/versions/{draft.pk}/file/").status_code == 404


def test_what_was_saved_and_published_is_not_undone(client, draft):
    checked = client.post(f"/how-we-practise/versions/{draft.pk}/file/", sent(WORDS))
    client.post(checked.url, {"save": "yes"})
    actions.describe_version(draft, by=None, what_changed="Something.")
    actions.publish_version(draft, by=None)

    answer = client.post(checked.url, {"undo": "yes"})

    assert answer.status_code == 409
    assert "Contact" in words_of(draft)


def test_a_file_is_thrown_away_and_listed_with_the_others(client, draft):
    checked = client.post(f"/how-we-practise/versions/{draft.pk}/file/", sent(WORDS))

    client.post(checked.url, {"cancel": "yes"})

    page = client.get(f"/how-we-practise/versions/{draft.pk}/file/").content.decode()
    assert "words.csv" in page
    assert ImportRun.objects.get().stage == ImportRun.Stage.CANCELLED


def test_other_guides_take_no_file_and_nobody_else_sends_one(client, draft):
    ways = make_guide(published_on=None).versions.get()

    assert client.get(f"/how-we-practise/versions/{ways.pk}/file/").status_code == 404
    lead = signed_in(make_account(Role.TRAINING_LEAD))
    assert lead.post(f"/how-we-practise/versions/{draft.pk}/file/", sent(WORDS)).status_code == 404
    assert client.get(f"/how-we-practise/versions/{draft.pk}/file/987654/").status_code == 404
