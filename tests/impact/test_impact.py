from datetime import date, timedelta

import pytest
from django.utils import timezone

from academy.impact import measures
from academy.people.rules import Role
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


def test_a_page_with_nothing_asked_says_when_people_are():
    page = signed_in(make_account(Role.DIRECTOR)).get("/impact/").content.decode()

    assert "Nobody has been asked yet" in page
