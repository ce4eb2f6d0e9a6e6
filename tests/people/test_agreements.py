"""What a partner shows the hub: from a day to a day, as both signed it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from academy.core import clock
from academy.core.models import Entry, Notice
from academy.core.refusals import Refused
from academy.people import actions, queries, rules, sharing
from academy.people.models import Agreement, Person
from academy.people.rules import Role
from academy.people.scope import TheAuthority
from tests.builders import LONG_AGO, TODAY, make_account, make_agreement, make_organisation, make_person, make_spell
from tests.people.reading import days, queries_of, read, typed

pytestmark = pytest.mark.django_db
SIGNED = {"signed_for_organisation": "Una Hart", "signed_for_hub": "Miriam Cole", "signed_on": LONG_AGO}
YESTERDAY = TODAY - timedelta(days=1)


def agree(organisation, **said):
    said = {"shares": ["records"], "starts_on": days(0), **SIGNED, **said}
    return actions.add_agreement(organisation, by=None, **said)


def test_an_agreement_is_written_down_with_who_signed_it(trust):
    agreement = agree(trust, shares=["follow_ups", "records", "secrets"], ends_on=days(30), review_on=days(20))

    assert agreement.shares == ["records", "follow_ups"]
    assert (agreement.starts_on, agreement.last_on, agreement.review_on) == (days(0), days(30), days(20))
    assert [agreement.is_current(day) for day in (days(-1), days(0), days(30), days(31))] == [False, True, True, False]
    assert Entry.objects.get().details == {"organisation": "trust", "shares": ["records", "follow_ups"]}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"shares": []}, "shares"),
        ({"shares": ["secrets"]}, "shares"),
        ({"signed_on": days(1)}, "signed_on"),
        ({"starts_on": days(800)}, "starts_on"),
        ({"ends_on": days(-1)}, "ends_on"),
        ({"review_on": days(-1)}, "review_on"),
    ],
)
def test_what_cannot_be_agreed_is_refused_beside_its_field(trust, said, field):
    with pytest.raises(Refused) as refused:
        agree(trust, **said)

    assert refused.value.field == field
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("held", "new", "is_refused"),
    [
        ((0, None), (5, None), True),
        ((0, 10), (5, 20), True),
        ((0, 10), (10, None), True),
        ((0, 10), (11, None), False),
        ((20, None), (0, 19), False),
        ((20, None), (0, 20), True),
        ((20, None), (0, None), True),
    ],
)
def test_one_agreement_runs_at_a_time(trust, held, new, is_refused):
    def dates(first, last):
        return {"starts_on": days(first), "ends_on": None if last is None else days(last)}

    agree(trust, **dates(*held))

    if is_refused:
        with pytest.raises(rules.AgreementRunning):
            agree(trust, **dates(*new))
    else:
        agree(trust, **dates(*new))
    assert Agreement.objects.count() == (1 if is_refused else 2)


def test_the_database_keeps_an_agreement_from_ending_before_it_starts(trust):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_agreement(trust, ends_on=LONG_AGO - timedelta(days=1))


def test_an_agreement_ends_early_once_and_makes_room_for_the_next(trust):
    agreement = agree(trust, ends_on=days(30))

    ended = actions.end_agreement(agreement, on=days(3), by=None)

    assert (ended.last_on, ended.ends_on) == (days(3), days(30))
    agree(trust, starts_on=days(4))
    with pytest.raises(rules.EndsBeforeItStarts, match="anyway"):
        actions.end_agreement(ended, on=days(3), by=None)
    with pytest.raises(rules.EndsBeforeItStarts, match="what was shared until now was shared"):
        actions.end_agreement(ended, on=days(-1), by=None)


def test_what_is_over_is_not_ended_again(trust):
    over = make_agreement(trust, ends_on=days(-1))

    with pytest.raises(rules.AlreadyEnded, match="What was is not changed"):
        actions.end_agreement(over, on=days(0), by=None)


def test_one_that_has_not_begun_can_be_taken_back(trust):
    coming = agree(trust, starts_on=days(10))

    actions.end_agreement(coming, on=days(0), by=None)

    assert not queries.current_agreements(days(10)).exists()
    agree(trust, starts_on=days(5))


def test_partners_without_an_agreement_are_named_and_a_part_is_covered_by_the_whole():
    top = make_organisation("Weyshire")
    trust = make_organisation("Trust", parent=top, kind="health")
    make_organisation("North", parent=trust, kind="health")
    ended = make_organisation("Ended", parent=top, kind="school")
    make_organisation("Never", parent=top, kind="school")
    make_organisation("Gone", parent=top, kind="school", closed_on=YESTERDAY)
    make_agreement(trust)
    make_agreement(ended, ends_on=YESTERDAY)

    assert [row.name for row in queries.without_agreement(TheAuthority(TODAY))] == ["Ended", "Never"]
    assert [row.name for row in queries.without_agreement(TheAuthority(YESTERDAY))] == ["Gone", "Never"]


def test_the_hub_and_the_partner_are_told_once_a_month_before():
    hub = make_account(Role.ACADEMY, organisation=make_organisation())
    agreement = make_agreement(review_on=TODAY + timedelta(days=30), ends_on=TODAY + timedelta(days=60))
    lead = make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=agreement.organisation)

    counted = [actions.tell_of_agreements(on=TODAY + timedelta(days=day)) for day in (-1, 0, 1, 31, 61)]

    assert counted == [0, 1, 1, 1, 0]
    told = sorted(Notice.objects.values_list("to", flat=True))
    assert told == sorted([hub.email, lead.email] * 2)
    subjects = {notice.subject for notice in Notice.objects.all()}
    assert subjects == {
        "Sharing with Weyshire: to be reviewed on 10 December 2026",
        "Sharing with Weyshire: the agreement ends on 9 January 2027",
    }


# What it keeps from the hub: `scope.visible` asks this


def kept_back(what="see records", on=TODAY, **of) -> set[Person]:
    posts = sharing.kept_back(what, on, **of)
    return set() if posts is None else {spell.person for spell in posts}


def test_people_of_a_partner_without_an_agreement_are_kept_back_and_the_councils_own_are_not():
    make_spell(organisation=make_organisation(kind="council"))
    trust, school = make_organisation(kind="health"), make_organisation(kind="school")
    make_spell(organisation=trust)
    there = make_spell(organisation=school).person
    make_agreement(trust)

    assert kept_back() == {there}
    assert kept_back("see bookings") == set()
    assert kept_back(of=there) == set()


def test_only_what_is_shared_is_shown():
    trust = make_organisation(kind="health")
    person = make_spell(organisation=trust).person
    make_agreement(trust, shares=["follow_ups"])

    assert [kept_back(what) for what in ("see records", "see follow-ups", "read answers")] == [{person}, set(), set()]


def test_an_agreement_holds_from_its_first_day_to_its_last():
    trust = make_organisation(kind="health")
    person = make_spell(organisation=trust).person
    make_agreement(trust, starts_on=TODAY, ends_on=TODAY)

    seen = [kept_back(on=TODAY + timedelta(days=day)) for day in (-1, 0, 1)]

    assert seen == [{person}, set(), {person}]


def test_somebody_with_two_employers_is_seen_when_one_of_them_shares():
    council, trust, school = (make_organisation(kind=kind) for kind in ("council", "health", "school"))
    both = make_spell(make_spell(organisation=council).person, organisation=trust).person
    neither = make_spell(make_spell(organisation=school).person, organisation=trust).person
    left_council = make_spell(make_spell(organisation=council, ended_on=YESTERDAY).person, organisation=trust).person

    assert kept_back() == {neither, left_council}
    assert both not in kept_back()


def test_a_record_does_not_come_into_sight_because_its_person_has_gone():
    trust = make_organisation(kind="health")
    gone = make_spell(organisation=trust, ended_on=YESTERDAY).person
    moved = make_spell(
        make_spell(organisation=trust, ended_on=YESTERDAY).person, organisation=make_organisation(kind="council")
    ).person

    assert kept_back() == {gone}
    assert moved not in kept_back()


def test_a_part_is_covered_by_the_agreement_of_the_whole():
    trust = make_organisation(kind="health")
    make_spell(organisation=make_organisation(parent=trust, kind="health"))
    make_agreement(trust)

    assert kept_back() == set()


# Pages


def test_an_agreement_is_written_down_seen_and_ended_on_pages(dan, trust):
    address = f"/people/organisations/{trust.pk}/agreements/"
    sent = {
        "shares": ["records"], "signed_for_organisation": "Una Hart", "signed_for_hub": "Miriam Cole",
        "signed_on": typed(days(-1)), "starts_on": typed(days(0)),
    }  # fmt: skip

    assert "No agreements yet" in read(dan, address)
    assert "What is shared with the Academy team" in dan.post(f"{address}new/", {**sent, "shares": []}).content.decode()
    written = dan.post(f"{address}new/", sent)
    again = dan.post(f"{address}new/", sent).content.decode()
    agreement = Agreement.objects.get()
    page = read(dan, agreement.get_absolute_url())
    shown = read(dan, trust.get_absolute_url())
    dan.post(f"/people/agreements/{agreement.pk}/end/", {"on": typed(days(0))})

    assert written["Location"] == agreement.get_absolute_url()
    assert "has an agreement for some of these days" in again
    for words in ("Holds today", "Learning records", "Not shared", "Answers to follow-ups", "Una Hart", "Until it is"):
        assert words in page
    assert "Shares learning records, since" in shown
    assert "ended early" in read(dan, agreement.get_absolute_url())


def test_every_agreement_there_was_is_listed(dan, trust):
    make_agreement(trust, ends_on=days(-400))
    make_agreement(trust, starts_on=days(-300), signed_for_organisation="Ada Now")
    make_agreement(trust, starts_on=days(300), signed_for_organisation="Bo Later")

    page = read(dan, f"/people/organisations/{trust.pk}/agreements/")

    assert page.index("Today</h2>") < page.index("Ada Now") < page.index("To come</h2>") < page.index("Bo Later")
    assert page.index("Earlier</h2>") < page.index("Una Hart")


def test_a_training_lead_reads_their_own_and_changes_none(grace, trust):
    mine, theirs = make_agreement(trust), make_agreement()

    assert "Una Hart" in read(grace, mine.get_absolute_url())
    assert "Write down" not in read(grace, f"/people/organisations/{trust.pk}/agreements/")
    refused = [
        grace.get(theirs.get_absolute_url()),
        grace.get(f"/people/organisations/{theirs.organisation_id}/agreements/"),
        grace.post(f"/people/agreements/{mine.pk}/end/", {"on": typed(clock.today())}),
        grace.post(f"/people/organisations/{trust.pk}/agreements/new/", {}),
    ]
    assert [answer.status_code for answer in refused] == [404] * 4


def test_organisations_without_an_agreement_are_shown_in_a_table(dan, trust):
    covered = make_agreement(make_organisation("Covered", kind="school")).organisation

    page = read(dan, "/people/organisations/", show="no-agreement")

    assert f">{trust.name}</a>" in page
    assert f">{covered.name}</a>" not in page
    assert "has no sharing agreement" in read(dan, "/people/organisations/")


def test_the_list_of_agreements_takes_the_same_queries_with_one_and_with_three(dan, trust):
    make_agreement(trust, ends_on=days(-900))
    one = queries_of(dan, f"/people/organisations/{trust.pk}/agreements/")
    make_agreement(trust, starts_on=days(-800), ends_on=days(-700))
    make_agreement(trust, starts_on=days(-600), ends_on=days(-500))

    assert queries_of(dan, f"/people/organisations/{trust.pk}/agreements/") == one
