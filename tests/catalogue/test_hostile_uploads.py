"""What people send to harm others: refused at the door, or handed out so that it can do nothing."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from academy.catalogue.models import Resource
from academy.core.models import StoredFile
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, make_person, make_spell, signed_in
from tests.catalogue.shelving import kept, make_resource
from tests.core import files
from tests.core.test_uploads import HOSTILE

pytestmark = pytest.mark.django_db
SEND = "/catalogue/library/new/"


@pytest.fixture
def lead():
    organisation, person = make_organisation(), make_person("Grace")
    make_spell(person, organisation=organisation)
    return make_account(Role.TRAINING_LEAD, person=person, organisation=organisation)


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_hostile_gets_a_sentence_on_the_page_and_leaves_nothing(lead, what):
    content, name, words = HOSTILE[what]
    hostile = SimpleUploadedFile(name.replace("\0", ""), content, "image/png")
    sent = {"file": files.sent(files.mp4()), "captions": hostile} if name.endswith(".vtt") else {"file": hostile}

    response = signed_in(lead).post(SEND, sent)

    said = unescape(response.content.decode())
    assert (response.status_code, StoredFile.objects.count(), Resource.objects.count()) == (200, 0, 0)
    assert "<title>Error: " in said
    assert words in said


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..\\..\\boot.ini",
        "con.pdf",
        "a\u202efdp.exe",
        "x" * 250 + ".pdf",
        "guide.pdf.html",
        "<b>.pdf",
    ],
)
def test_no_name_that_was_sent_reaches_the_disk_or_whoever_downloads(lead, name):
    client = signed_in(lead)

    response = client.post(SEND, {"file": SimpleUploadedFile(name, files.pdf())})

    stored = StoredFile.objects.get()
    assert response.status_code == 302
    assert (len(stored.name), stored.name.isalnum()) == (32, True)


SERVED = {
    "PDF": files.pdf(),
    "Word": files.docx(),
    "text": b"Nothing but words",
    "picture": files.picture(),
    "film": files.mp4(),
    "sound": files.mp3(),
}


@pytest.mark.parametrize("what", SERVED)
def test_everything_leaves_as_what_it_is_and_nothing_else(lead, what):
    more = {"captions": kept(files.CAPTIONS)} if what == "film" else {"transcript": "Words"} if what == "sound" else {}
    resource = make_resource(content=SERVED[what], **more)

    response = signed_in(lead).get(f"/catalogue/library/{resource.pk}/file/")

    shown = "inline" if what in ("picture", "film", "sound") else "attachment"
    assert response["Content-Disposition"].split(";")[0] == shown
    assert "html" not in response["Content-Type"]
    assert "svg" not in response["Content-Type"]
    assert (response["X-Content-Type-Options"], response["Content-Security-Policy"], response["X-Frame-Options"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
        "DENY",
    )
