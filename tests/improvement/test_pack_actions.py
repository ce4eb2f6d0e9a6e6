"""From a draft to what went out: two people, frozen, corrected by a second version."""

from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from academy.core import clock
from academy.core.models import Entry, Notice
from academy.improvement.actions import packs as actions
from academy.improvement.exports import packs as exports
from academy.improvement.jobs.packs import begin_the_quarters_pack
from academy.improvement.models import (
    Commentary,
    Measure,
    Pack,
    PackApproval,
    PackFile,
    PackMeasure,
    PackVersion,
    Reading,
)
from academy.improvement.queries import packs as queries
from academy.improvement.rules.packs import Edition, FileKind, PackRefused, PackState
from academy.people.rules import Role
from tests.builders import make_account, make_person
from tests.improvement.packed import (
    SENTENCES,
    WORDS,
    director,
    make_measure,
    make_pack,
    officer,
    publish,
    put_forward,
)

pytestmark = pytest.mark.django_db


def bytes_of(version: PackVersion) -> dict[tuple[str, str], bytes]:
    return {(one.edition, one.kind): bytes(one.content) for one in version.files.all()}


def test_two_people_let_it_go_and_both_are_named():
    first, second = officer(), director()
    member = make_account(Role.MEMBER, person=make_person("Jean", "Holloway"))

    version = publish(make_pack(), first, second)

    assert (version.number, version.pack.state) == (1, PackState.PUBLISHED)
    said = queries.facts_of(version, Edition.MEMBERS)
    assert said["published"]["approved"] == [["Put forward by", "Farida Begum"], ["Approved by", "Miriam Cole"]]
    assert [(one.step, one.by) for one in PackApproval.objects.all()] == [("first", first), ("second", second)]
    assert set(PackApproval.objects.values_list("digest", flat=True)) == {PackApproval.objects.first().digest}
    assert list(Notice.objects.filter(kind="pack").order_by("pk").values_list("to", "subject")) == [
        (second.email, f"{version.pack}: it waits for your approval"),
        (member.email, str(version.pack)),
    ]
    assert [entry.verb for entry in Entry.objects.filter(subject_type="improvement.packversion")] == ["published"]


def test_the_second_person_is_not_the_first():
    both = make_account(Role.ACADEMY, Role.DIRECTOR)
    pack = put_forward(make_pack(), both)
    frozen = exports.freeze(pack, second="Amara Okafor", on=clock.today())

    with pytest.raises(PackRefused, match="Somebody else has to approve it"):
        actions.publish_pack(pack, frozen=frozen, by=both, by_words="Amara Okafor")

    assert not PackVersion.objects.exists()


def test_the_database_refuses_the_same_person_twice_as_well():
    pack = put_forward(make_pack(), by := officer())
    said = {"pack": pack, "number": 1, "by": by, "digest": "x", "at": clock.now()}

    with pytest.raises(IntegrityError), transaction.atomic():
        PackApproval.objects.create(step="second", by_words="Again", **said)

    PackApproval.objects.create(step="second", by_words="Another", **{**said, "by": director()})


def test_what_was_put_forward_stands_still():
    pack = put_forward(make_pack())

    for refused in (
        lambda: actions.change_pack(pack, better="Otherwise.", by=None),
        lambda: actions.choose_measures(pack, {}, lead=None, by=None),
        lambda: actions.write_commentary(pack.lines.get(), **WORDS, by=None),
        lambda: put_forward(pack),
    ):
        with pytest.raises(PackRefused, match="is not being written"):
            refused()


def test_what_was_approved_is_what_goes_out_whatever_the_figures_say_by_then():
    measure = make_measure()
    pack = put_forward(make_pack(measure))
    before = pack.proof["members"]["measures"][0]["now"]
    Reading.objects.filter(measure=measure).update(value=1)

    second = director()
    frozen = exports.freeze(pack, second="Miriam Cole", on=clock.today())
    version = actions.publish_pack(pack, frozen=frozen, by=second, by_words="Miriam Cole")

    assert queries.facts_of(version, Edition.MEMBERS)["measures"][0]["now"] == before


def test_files_of_another_proof_are_refused():
    pack = put_forward(make_pack())
    frozen = exports.freeze(pack, second="Miriam Cole", on=clock.today())
    actions.send_back(pack, why="The second sentence is not plain.", by=None)
    actions.change_pack(pack, better="Otherwise.", by=None)
    put_forward(Pack.objects.get(), officer("Nell"))

    with pytest.raises(PackRefused, match="has changed since you opened it"):
        actions.publish_pack(pack, frozen=frozen, by=director(), by_words="Miriam Cole")


def test_sent_back_it_is_written_again_and_the_first_approval_lapses():
    pack = put_forward(make_pack(), first := officer())

    pack = actions.send_back(pack, why="Say it more plainly.", by=None)

    assert (pack.state, pack.proof, pack.sent_back_why) == (PackState.WRITING, None, "Say it more plainly.")
    assert PackApproval.objects.get().lapsed_at is not None
    assert put_forward(pack, first).state == PackState.PUT_FORWARD


def test_a_published_pack_keeps_its_bytes_whatever_happens_afterwards():
    measure = make_measure()
    version = publish(make_pack(measure))
    kept, digest = bytes_of(version), version.digest

    Reading.objects.filter(measure=measure).update(value=Decimal(1))
    Measure.objects.update(title="Renamed", definition="Otherwise")
    Commentary.objects.update(what_happened="Rewritten.")
    Pack.objects.update(title="Retitled", better="Rewritten.")

    version = PackVersion.objects.get()
    assert bytes_of(version) == kept
    assert version.digest == digest
    assert {one.digest for one in version.files.all()} == {sha256(content).hexdigest() for content in kept.values()}
    assert sha256("".join(one.digest for one in version.files.all()).encode()).hexdigest() == digest
    assert len(kept) == len(Edition) * len(FileKind)


@pytest.mark.parametrize("model", [PackVersion, PackFile])
def test_the_database_refuses_to_change_or_delete_what_went_out(model):
    publish(make_pack())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(digest="0" * 64)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_the_same_facts_make_the_same_bytes_again():
    """They are kept, so they need not be made again. That they can be shows that nothing else is in them."""
    pack = put_forward(make_pack())

    once, again = (exports.freeze(pack, second="Miriam Cole", on=date(2026, 11, 3)) for _ in range(2))

    assert [made.digest for made in once.files] == [made.digest for made in again.files]


def test_a_correction_is_version_two_and_says_what_it_puts_right():
    measure = make_measure(title="Audited cases good or outstanding")
    first = publish(make_pack(measure))
    kept = bytes_of(first)
    latest = measure.readings.order_by("-on").first()
    Reading.objects.filter(pk=latest.pk).update(value=Decimal("58.8235"), numerator=110)

    actions.begin_correction(first.pack, why="Three audits were counted twice.", by=None)
    second = publish(Pack.objects.get())

    assert (second.number, second.reason) == (2, "Three audits were counted twice.")
    said = queries.facts_of(second, Edition.MEMBERS)
    month = f"{latest.on:%B %Y}"
    assert f"Audited cases good or outstanding: 58.8% ({month}) instead of 60.4% ({month})." in said["changed"]
    assert said["published"]["reason"] == "Three audits were counted twice."
    assert bytes_of(first) == kept
    assert queries.latest_version(Pack.objects.get()) == second


def test_a_correction_without_a_reason_is_refused_by_the_database():
    version = publish(make_pack())

    with pytest.raises(IntegrityError), transaction.atomic():
        PackVersion.objects.create(
            pack=version.pack, number=2, reason="", digest="x", published_on=clock.today(), published_at=clock.now()
        )


def test_it_is_compared_with_the_last_one():
    measure = make_measure(title="Audited cases good or outstanding")
    publish(make_pack(measure, ends_on=date(2026, 6, 30)))
    latest = measure.readings.order_by("-on").first()
    Reading.objects.filter(pk=latest.pk).update(value=Decimal("79.6791"), numerator=149)

    pack = make_pack(measure, make_measure(title="Posts vacant"), ends_on=date(2026, 9, 30))
    said = exports.both(pack, on=clock.today())["members"]

    month = f"{latest.on:%B %Y}"
    assert said["measures"][0]["last"] == (
        f"Last time: 60.4% in {month}, Behind, improving. That reading has been corrected since, to 79.7%."
    )
    assert said["since"] == [
        "How are we doing for children? Summer 2026",
        "Audited cases good or outstanding: Target met, was Behind, improving.",
        "Posts vacant: new in this pack.",
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"better": ""}, "What is better: This is still to be written."),
        ({"doing": "Practice requires improvement."}, "the words are “Requires improvement to be good”"),
    ],
)
def test_what_is_not_ready_is_not_put_forward(change, words):
    pack = make_pack()
    actions.change_pack(pack, by=None, **change)

    with pytest.raises(PackRefused, match=words[:40]):
        put_forward(Pack.objects.get())


def test_a_measure_without_words_keeps_it_back():
    pack = make_pack(make_measure(title="Posts vacant"))
    Commentary.objects.all().delete()

    with pytest.raises(PackRefused, match="Posts vacant: Nothing is written about it yet"):
        put_forward(pack)


def test_a_new_pack_takes_over_the_measures_of_the_last():
    first, second = make_measure(), make_measure()
    make_pack(first, second, ends_on=date(2026, 6, 30), board_only=[second])

    pack = actions.begin_pack(date(2026, 9, 30), for_whom="For Members", by=None)

    assert [(line.measure, line.is_for_members) for line in pack.lines.all()] == [(first, True), (second, False)]
    assert pack.title == "How are we doing for children? Autumn 2026"
    assert pack.lead == first
    with pytest.raises(PackRefused, match="There is a pack for these months already"):
        actions.begin_pack(date(2026, 9, 30), for_whom="For Members", by=None)


def test_choosing_again_keeps_the_words_of_what_stays():
    kept, left, new = make_measure(), make_measure(), make_measure()
    pack = make_pack(kept, left)

    actions.choose_measures(pack, {new: True, kept: False}, lead=new, by=None)

    rows = list(PackMeasure.objects.order_by("place"))
    assert [(row.measure, row.is_for_members) for row in rows] == [(new, True), (kept, False)]
    assert Commentary.objects.get().line == rows[1]


def test_the_quarter_begins_its_pack_once(monkeypatch):
    make_pack(ends_on=date(2026, 6, 30))
    days = iter([date(2026, 10, 13), date(2026, 10, 14), date(2026, 10, 15)])
    monkeypatch.setattr(clock, "today", lambda: next(days, date(2026, 10, 15)))

    said = [begin_the_quarters_pack() for _ in range(3)]

    assert said == [
        "No pack is due to be begun",
        "Begun: How are we doing for children? Autumn 2026",
        "No pack is due to be begun",
    ]


def test_without_a_pack_ever_begun_by_somebody_the_clock_begins_none():
    assert begin_the_quarters_pack() == "No pack is due to be begun"


def test_the_words_in_the_builder_are_fit_to_go_out():
    pack = make_pack()

    assert queries.faults(pack, queries.lines_of(pack)) == []
    assert set(SENTENCES) == set(queries.PACK_LABELS)
