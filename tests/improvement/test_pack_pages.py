"""What the Academy, a director, a Member and anybody else read of packs."""

import json
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse

from academy.improvement.actions import packs as actions
from academy.improvement.models import Commentary, Pack, PackFile, PackVersion
from academy.improvement.rules.packs import PackState
from academy.people.rules import Role
from tests.builders import make_account, make_person, signed_in
from tests.improvement.packed import (
    SENTENCES,
    WORDS,
    director,
    make_comparator,
    make_measure,
    make_pack,
    make_target,
    officer,
    publish,
    put_forward,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def academy():
    return signed_in(officer("Dan"))


@pytest.fixture
def member():
    return signed_in(make_account(Role.MEMBER, person=make_person("Jean", "Holloway")))


@pytest.fixture
def leads():
    return signed_in(director())


def text(response) -> str:
    return " ".join(response.content.decode().split())


def rich_pack(**fields):
    measures = [make_measure(title=title) for title in ("Audited cases good or outstanding", "Posts vacant")]
    make_comparator(measures[0])
    make_target(measures[0], date(2026, 9, 30), 60)
    return make_pack(*measures, **fields)


def test_a_member_reads_page_one_and_each_measure(member):
    version = publish(rich_pack())

    page = text(member.get(version.pack.get_absolute_url()))

    for words in (
        *SENTENCES.values(),
        "For Members of the Children and Families Select Committee. Published",
        "Two measures",
        "England",
        "By Sep 2026",
        "60.4%",
        "Put forward by Farida Begum.",
        "Approved by Miriam Cole.",
        "Reading age",
        "(grade",
    ):
        assert words in page
    assert "Read the board pack" not in page
    code = version.pack.lines.first().measure.code
    measure = text(member.get(reverse("pack-version-measure", args=[version.pk, code])))
    for words in (*WORDS.values(), "The numbers: Audited cases good or outstanding", "about 185", "England: 55.5%"):
        assert words in measure
    assert "113 of 187" not in measure


def test_the_board_reads_how_many_of_how_many_and_a_member_never_does(leads, member):
    version = publish(rich_pack())
    code = version.pack.lines.first().measure.code
    address = reverse("pack-version-measure", args=[version.pk, code]) + "?edition=board"

    assert "113 of 187" in text(leads.get(address))
    assert "113 of 187" not in text(member.get(address))


def test_a_member_takes_the_members_files_and_none_of_the_boards(member, leads):
    publish(rich_pack())
    answers = {(one.edition, one.kind): member.get(one.get_absolute_url()) for one in PackFile.objects.all()}

    for (edition, _), answer in answers.items():
        assert answer.status_code == (200 if edition == "members" else 404)
    for one in PackFile.objects.all():
        answer = leads.get(one.get_absolute_url())
        assert answer.content == bytes(one.content)
        assert answer["Content-Disposition"].endswith(f'-{one.edition}.{one.kind}"')


def test_before_it_is_published_a_member_cannot_tell_that_it_is_there(member, leads):
    pack = make_pack()

    for name in ("pack", "pack-draft", "pack-proof", "put-forward-pack", "publish-pack", "correct-pack"):
        assert member.get(reverse(name, args=[pack.pk])).status_code == 404
    assert str(pack) not in text(member.get("/improvement/packs/"))
    assert "No pack yet" in text(member.get("/improvement/packs/"))
    assert str(pack) in text(leads.get("/improvement/packs/"))


def test_it_is_written_put_forward_read_and_published_on_screen(academy, leads, member):
    academy.post("/improvement/packs/new/", {"period_ends_on": "30 September 2026", "for_whom": "For Members"})
    pack, measure = Pack.objects.get(), make_measure(title="Posts vacant")
    draft = reverse("pack-draft", args=[pack.pk])
    assert "No measure stands in it yet." in text(academy.get(draft))

    academy.post(reverse("pack-measures", args=[pack.pk]), {measure.code: "members", "lead": measure.code})
    line = pack.lines.get()
    assert "Posts vacant</a>: Nothing is written about it yet." in text(academy.get(draft))
    academy.post(line.get_absolute_url(), WORDS)
    academy.post(
        reverse("change-pack", args=[pack.pk]),
        {"title": pack.title, "for_whom": "For Members", "ask_words": "", **SENTENCES},
    )
    assert "Nothing is missing." in text(academy.get(draft))
    assert SENTENCES["better"] in text(academy.get(reverse("pack-proof", args=[pack.pk])))

    forward = reverse("put-forward-pack", args=[pack.pk])
    seen = academy.get(forward).context["seen"]
    academy.post(forward, {"seen": seen})
    pack.refresh_from_db()
    assert pack.state == PackState.PUT_FORWARD
    assert "Nothing in it changes while it waits." in text(leads.get(draft))
    assert f"{pack}: it waits for you" in text(leads.get("/"))

    answer = leads.post(reverse("publish-pack", args=[pack.pk]), {"seen": pack.proof_digest})
    assert answer["Location"] == pack.get_absolute_url()
    assert "Read the pack" in text(member.get("/"))
    assert SENTENCES["doing"] in text(member.get(pack.get_absolute_url()))


def test_figures_that_changed_since_it_was_read_are_read_again(academy):
    pack = make_pack()

    page = text(academy.post(reverse("put-forward-pack", args=[pack.pk]), {"seen": "of something else"}))

    assert "has changed since you opened it" in page
    assert Pack.objects.get().state == PackState.WRITING


def test_a_sentence_that_must_be_put_right_is_not_saved(academy):
    pack = make_pack()
    Commentary.objects.all().delete()

    page = text(academy.post(pack.lines.get().get_absolute_url(), {**WORDS, "why": "Practice requires improvement."}))

    assert "the words are “Requires improvement to be good”" in page
    assert not Commentary.objects.exists()


def test_thirteen_measures_do_not_fit_on_one_page(academy):
    measures = [make_measure(shares=[(50, 100)]) for _ in range(13)]
    pack = make_pack(measures[0])

    page = text(
        academy.post(reverse("pack-measures", args=[pack.pk]), {measure.code: "members" for measure in measures})
    )

    assert "12 measures at most. You chose 13." in page
    assert pack.lines.count() == 1


def test_a_director_sends_it_back_and_the_writer_reads_why(leads, academy):
    pack = put_forward(make_pack())

    leads.post(reverse("send-back-pack", args=[pack.pk]), {"why": "Say what families noticed."})

    assert "Say what families noticed." in text(academy.get(reverse("pack-draft", args=[pack.pk])))
    assert "Sent back: Say what families noticed." in text(academy.get("/"))


def test_whoever_put_it_forward_cannot_publish_it_on_screen_either():
    both = make_account(Role.ACADEMY, Role.DIRECTOR)
    pack = put_forward(make_pack(), both)

    page = text(signed_in(both).post(reverse("publish-pack", args=[pack.pk]), {"seen": pack.proof_digest}))

    assert "Somebody else has to approve it." in page
    assert not PackVersion.objects.exists()


def test_an_older_version_says_that_there_is_a_newer_one(academy, member):
    first = publish(make_pack())
    academy.post(reverse("correct-pack", args=[first.pack_id]), {"why": "Three audits were counted twice."})
    second = publish(Pack.objects.get())

    assert "There is a newer version." in text(member.get(first.get_absolute_url()))
    newest = text(member.get(second.get_absolute_url()))
    assert "This version puts something right.</b> Three audits were counted twice." in newest
    assert "Version 1," in newest


def test_a_page_asks_as_much_for_three_measures_as_for_one(leads, django_assert_num_queries):
    one = publish(make_pack(make_measure(), ends_on=date(2026, 6, 30)))
    three = publish(make_pack(*(make_measure() for _ in range(3)), ends_on=date(2026, 9, 30)))
    for version in (one, three):
        leads.get(version.get_absolute_url())
    counted = [_queries(leads, address) for address in (one.get_absolute_url(), three.get_absolute_url())]
    actions.begin_correction(one.pack, why="Something.", by=None)
    actions.begin_correction(three.pack, why="Something.", by=None)
    drafts = [_queries(leads, reverse("pack-draft", args=[version.pack_id])) for version in (one, three)]

    assert counted[0] == counted[1]
    assert drafts[0] == drafts[1]


def _queries(client, address) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_api_gives_what_was_frozen(member):
    version = publish(rich_pack())

    listed = member.get("/api/improvement/packs").json()
    told = member.get(f"/api/improvement/packs/{version.pack_id}").json()

    assert [(one["id"], one["version"], one["sha256"]) for one in listed] == [(version.pack_id, 1, version.digest)]
    assert told["says"]["measures"][0]["happened"] == list(WORDS.values())
    assert "svg" not in json.dumps(told)
    assert member.get("/api/improvement/packs/987654321").status_code == 404


def pages_of(file: PackFile) -> list[str]:
    document = pypdfium2.PdfDocument(BytesIO(bytes(file.content)))
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_on_paper_it_is_one_page_and_one_for_each_measure_in_the_order_of_reading():
    version = publish(rich_pack())

    for edition in ("members", "board"):
        pages = pages_of(version.files.get(edition=edition, kind="pdf"))
        assert len(pages) == 3
        order = ["How are we doing for children?", "What is better.", "What is not.", "What we are doing.",
                 "Two measures", "What the chart says", "Where these come from", "Reading age"]  # fmt: skip
        places = [pages[0].find(words) for words in order]
        assert places == sorted(places), pages[0]
        assert -1 not in places
        assert pages[1].find("What happened.") < pages[1].find("The numbers") < pages[1].find("What is counted")


def test_the_longest_words_still_fit_on_one_page_each():
    """As long as the fields take, twelve measures, with everything that a measure may have."""
    long = ("Children and their families told us that they knew who to ask and what would happen next. " * 6).strip()
    measures = [
        make_measure(
            title=f"{long[:110]} {n}", plain_meaning=long[:300], definition=long[:400], numerator_words=long[:200],
            denominator_words=long[:200], owner_words=long[:120], source_words=long[:200], clock_words=long[:200],
        )
        for n in range(12)
    ]  # fmt: skip
    for measure in measures:
        for who in ("England", "South East", "Statistical neighbours", "Best quarter"):
            make_comparator(measure, who)
        for year in range(2024, 2027):
            make_target(measure, date(year, 9, 30), 60)
    pack = make_pack(*measures)
    words = long[:200].rsplit(" ", 1)[0]
    Commentary.objects.update(what_happened=words, why=words, what_next=words)
    actions.change_pack(pack, better=long[:120], not_better=long[:120], doing=long[:120], ask_words=long[:150], by=None)
    from academy.core import clock
    from academy.improvement.exports import packs as exports
    from academy.improvement.exports.packs.document import pack_pdf

    for said in exports.both(Pack.objects.get(), on=clock.today()).values():
        said["published"] = {
            "on_words": "22 November 2026",
            "version": 1,
            "approved": [["Put forward by", long[:150]], ["Approved by", long[:150]]],
            "reason": "",
        }
        assert len(pypdfium2.PdfDocument(BytesIO(pack_pdf(said, on=clock.today())))) == 1 + 12
