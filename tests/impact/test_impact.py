from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from academy.catalogue.models import Collection
from academy.core.figures import Figure
from academy.impact import measures
from academy.impact.measures import items
from academy.impact.rules import claims
from academy.impact.rules.claims import About
from academy.people.rules import Role
from academy.surveys.models import FollowUp
from tests.builders import (
    make_account,
    make_agreement,
    make_completion,
    make_follow_up,
    make_item,
    make_organisation,
    make_person,
    make_spell,
    make_viewer,
    signed_in,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 10)


def asked(number: int, *, used: str = "", item=None, kind: str = "health") -> None:
    item = item or make_item()
    organisation = make_organisation(kind=kind)
    make_agreement(organisation)
    for _ in range(number):
        person = make_person()
        make_spell(person, organisation=organisation, job_role="health_visitor")
        make_follow_up(
            make_completion(person, item, completed_on=TODAY - timedelta(days=120)),
            due_on=timezone.localdate() - timedelta(days=28),
            used=used,
            answered_at=timezone.now() if used else None,
        )


def test_the_share_who_applied_it_has_its_interval_its_n_and_what_the_silent_could_change():
    asked(60, used="often")
    asked(40, used="not_yet")
    asked(50)

    figure = measures.applied_after_three_months(make_viewer(Role.ACADEMY))

    assert (figure.value, figure.n, figure.asked) == (60, 100, 150)
    assert (round(figure.low, 2), round(figure.high, 2)) == (50.2, 69.06)  # Wilson, 60 of 100
    assert "it would be 40%" in figure.sentence
    assert figure.evidence_words == "Evidence: weak: people’s own account"


def test_too_few_answers_are_not_a_percentage():
    asked(5, used="often")

    figure = measures.applied_after_three_months(make_viewer(Role.ACADEMY))

    assert figure.value is None
    assert figure.evidence_words == "Not enough evidence yet"


def test_when_most_are_silent_no_estimate_is_given():
    asked(32, used="often")
    asked(100)

    assert measures.applied_after_three_months(make_viewer(Role.ACADEMY)).value is None


def test_a_training_lead_counts_their_own_agency_only():
    asked(30, used="often")
    own = make_organisation("Own")
    make_follow_up(due_on=TODAY)

    figure = measures.applied_after_three_months(make_viewer(Role.TRAINING_LEAD, organisation=own))

    assert (figure.asked, figure.n) == (0, 0)


def test_the_academy_opens_the_figure_to_the_answers_and_a_member_to_grouped_counts():
    item = make_item("Motivational interviewing")
    asked(40, used="often", item=item)

    of_academy = measures.applied_after_three_months(make_viewer(Role.ACADEMY), item=item.pk).opens_to
    of_member = measures.applied_after_three_months(make_viewer(Role.MEMBER), item=item.pk).opens_to

    assert of_academy == f"/surveys/answers/?item={item.pk}"
    assert of_member == f"/impact/{item.pk}/#counts"


def test_a_member_reads_grouped_counts_with_small_groups_withheld_and_no_name():
    item = make_item("Motivational interviewing")
    asked(40, used="often", item=item, kind="health")
    asked(2, used="no", item=item, kind="police")

    member = make_account(Role.MEMBER, person=make_person("Jean", "Holloway"))

    page = signed_in(member).get(f"/impact/{item.pk}/").content.decode()

    assert "Police" in page
    assert ">c<" in page
    assert "Amara" not in page


def test_a_member_may_not_open_the_answers_themselves():
    assert signed_in(make_account(Role.MEMBER)).get("/surveys/answers/").status_code == 404


def feel(number: int, *, worth: str = "yes", before: int = 2, now: int = 4, item=None) -> None:
    asked(number, used="often", item=item)
    newest = FollowUp.objects.order_by("-pk").values("pk")[:number]
    FollowUp.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).update(
        worth=worth, sure_before=before, sure_now=now
    )


def figures(role: Role = Role.ACADEMY, items=None) -> dict:
    found = measures.impact_of(make_viewer(role), items).figures
    return {figure.label: figure for figure in found}


def test_the_page_has_each_figure_with_how_it_was_come_by_and_a_sentence():
    feel(20, before=2, now=4)
    feel(20, worth="partly", before=3, now=3)

    found = figures()

    assert (found["Worth their time"].value, found["Worth their time"].n) == (50, 40)
    assert found["Worth their time"].sentence == "About half say it was worth their time."
    assert (found["How sure people feel"].value, found["How sure people feel"].shown) == (1, "+1.0 points")
    assert found["How sure people feel"].sentence.startswith("People feel surer")
    assert found["Reached"].value_words == "40"
    assert (found["Practice"].value, found["Staying"].value) == (None, None)
    assert found["Practice"].sentence.startswith("Not measured yet")


@pytest.mark.parametrize("number", [0, 1, 29])
def test_under_thirty_who_say_how_they_feel_nothing_is_said(number):
    feel(number)

    found = figures()

    assert (found["Worth their time"].value, found["How sure people feel"].value) == (None, None)
    assert found["Worth their time"].sentence == f"Not enough answers yet: {number}, and it needs 30."


def test_the_share_of_everybody_stands_beside_that_of_those_who_answered():
    """Council staff with a line manager answer and use it; the rest answer seldom, and seldom use it."""
    item = make_item()
    asked(60, used="often", item=item)
    FollowUp.objects.update(manager=make_person())
    asked(10, used="often", item=item)
    asked(10, used="no", item=item)
    asked(40, item=item)

    ways = measures.impact_of(make_viewer(Role.ACADEMY), [item.pk]).ways
    rows = measures.ways_rows(ways)

    assert (ways.n, ways.replied, round(ways.unweighted, 3)) == (120, 80, 0.875)
    assert ways.reason  # they differ by more than ten points: only the range may be given
    assert rows[0]["share"] == "88%"
    assert "no weighting can be trusted" in rows[1]["share"]
    assert rows[2]["share"] == "58% to 92%"


def test_a_pathway_and_a_collection_count_with_all_that_they_lead_through():
    first, second = make_item("First"), make_item("Second")
    pathway = make_item("The way", kind="pathway")
    pathway.steps.create(item=first, position=1)
    pathway.steps.create(item=second, position=2)
    collection = Collection.objects.create(
        title="Together", intro="Why", organisation=pathway.organisation, added_on=TODAY
    )
    collection.entries.create(item=first, position=1)
    asked(30, used="often", item=first)
    asked(30, used="no", item=second)
    client = signed_in(make_account(Role.DIRECTOR))

    whole = client.get(f"/impact/{pathway.pk}/").content.decode()
    part = client.get(f"/impact/collections/{collection.pk}/").content.decode()

    assert "all 2 items that this pathway leads through" in whole
    assert "50%" in whole
    assert "100%" in part


def test_what_was_worked_out_of_an_item_is_joined_with_the_sentence_its_interval_carries():
    figure = Figure("Practice", 9.0, 2.0, 16.0, n=1_148, unit="points", evidence="moderate", sentence="Nine more.")

    said = items.compared(figure, About.PRACTICE, is_by_lot=False)
    unsure = items.compared(replace(figure, low=-3.0), About.PRACTICE, is_by_lot=False)

    assert claims.sentence(said) == "Audits got better after teams learned it, compared with teams that had not yet."
    assert "could be chance" in claims.sentence(unsure)


def test_a_member_is_given_no_figure_of_a_handful():
    asked(9, used="often")

    assert figures(Role.MEMBER)["Reached"].value_words == "Too few to show"


def test_a_page_with_nothing_asked_says_when_people_are():
    page = signed_in(make_account(Role.DIRECTOR)).get("/impact/").content.decode()

    assert "Nobody has been asked yet" in page
