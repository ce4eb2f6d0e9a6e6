"""Partnership working: who is asked, what is kept without a name, what is shown, and what audits say."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.audits.models import Audit, Judgement, PracticeTheme, SampledCase
from academy.core import clock, links
from academy.core.models import Entry, Notice
from academy.impact import actions, jobs, measures, queries
from academy.impact.models import PartnerAnswer, PartnerAsked, PartnerRound
from academy.impact.rules.partner_scale import STATEMENTS, Answered
from academy.people.actions import begin_merge
from academy.people.models import JobRole
from academy.people.rules import Role
from academy.people.scope import TheAuthority
from tests.audits.audited import make_auditor
from tests.builders import LONG_AGO, make_account, make_organisation, make_person, make_spell, signed_in
from tests.builders_practice import make_audit_tool, make_sample

pytestmark = pytest.mark.django_db
SAID = dict.fromkeys(STATEMENTS, 4)


@pytest.fixture
def nurse() -> JobRole:
    return JobRole.objects.get(code="nurse")


def partner(organisation=None, **fields):
    person = make_person(**fields)
    make_spell(person, organisation=organisation or make_organisation("Trust", kind="health"), job_role="nurse")
    return person


def ask(nurse, title: str = "Working together", *, days: int = 20) -> PartnerRound:
    on = clock.today()
    return actions.ask_partners(title, job_roles=[nurse], opens_on=on, closes_on=on + timedelta(days=days), by=None)


def over(
    *sizes: tuple[str, int, int],
    title: str = "Working together",
    on: date | None = None,
    said: int = 4,
    silent: int = 0,
) -> PartnerRound:
    """A round that is over: of each kind so many people in so many organisations, all of whom said the same."""
    closes_on = on or clock.today() - timedelta(days=1)
    round_ = PartnerRound.objects.create(
        title=title, opens_on=closes_on - timedelta(days=20), closes_on=closes_on, opened_at=clock.now()
    )
    for kind, people, places in sizes:
        organisations = [make_organisation(f"{kind} {n}", kind=kind) for n in range(places)]
        for number in range(people + silent):
            organisation = organisations[number % places]
            has_answered = number < people
            PartnerAsked.objects.create(
                round=round_, person=make_person(), organisation=organisation, sector=kind, has_answered=has_answered
            )
            if has_answered:
                scores = {name: min(5, max(1, said + (number + place) % 2)) for place, name in enumerate(STATEMENTS)}
                PartnerAnswer.objects.create(round=round_, sector=kind, organisation=organisation, **scores)
    return round_


def test_everybody_in_those_posts_of_other_agencies_is_named_once_and_told_once(nurse):
    trust = make_organisation("Trust", kind="health")
    named = partner(trust, email="named@trust.example")
    make_spell(named, organisation=make_organisation("Other trust", kind="health"), job_role="nurse")
    ours = make_person()
    make_spell(ours, organisation=make_organisation("Council", kind="council"), job_role="nurse")
    gone = partner(trust)
    gone.spells.update(ended_on=clock.today() - timedelta(days=1))

    ask(nurse)

    assert [asked.person for asked in PartnerAsked.objects.all()] == [named]
    assert [(one.to, one.kind) for one in Notice.objects.all()] == [("named@trust.example", "follow-up")]


def test_an_answer_holds_no_person_no_moment_and_no_small_organisation(nurse):
    person = partner()
    round_ = ask(nurse)

    actions.answer_as_partner(round_.asked.get(), SAID)

    answer = PartnerAnswer.objects.get()
    assert {field.name for field in PartnerAnswer._meta.get_fields()} == {
        "id",
        "round",
        "sector",
        "organisation",
        *STATEMENTS,
    }
    assert (answer.sector, answer.organisation) == ("", None)  # only one was asked there, and of that kind
    assert PartnerAsked.objects.get().has_answered
    assert not Entry.objects.filter(verb="was answered in", by_id__isnull=False).exists()
    assert not Entry.objects.filter(about__subject_type="people.person", about__subject_id=person.pk).exists()


def test_where_five_are_asked_the_organisation_stands_with_the_answer(nurse):
    trust = make_organisation("Trust", kind="health")
    for _ in range(5):
        partner(trust)
    round_ = ask(nurse)

    actions.answer_as_partner(round_.asked.first(), SAID)

    answer = PartnerAnswer.objects.get()
    assert (answer.sector, answer.organisation) == ("health", trust)


def test_the_order_of_answers_is_not_the_order_of_their_numbers(nurse):
    for _ in range(12):
        partner()
    round_ = ask(nurse)
    for number, asked in enumerate(round_.asked.order_by("pk")):
        actions.answer_as_partner(asked, {**SAID, "purpose": 1 + number % 5})

    said = list(PartnerAnswer.objects.order_by("pk").values_list("purpose", flat=True))
    assert said != [1 + number % 5 for number in range(12)]  # one chance in billions that it is


@pytest.mark.parametrize("days", [-1, 21])
def test_outside_its_days_nothing_is_kept(nurse, days):
    partner()
    round_ = ask(nurse)
    on = clock.today()
    PartnerRound.objects.update(opens_on=on - timedelta(days=days + 20), closes_on=on - timedelta(days=days))
    if days < 0:
        PartnerRound.objects.update(opens_on=on + timedelta(days=1), closes_on=on + timedelta(days=9))

    with pytest.raises(Answered, match="no longer asked"):
        actions.answer_as_partner(round_.asked.get(), SAID)


def test_nobody_answers_twice(nurse):
    partner()
    asked = ask(nurse).asked.get()
    actions.answer_as_partner(asked, SAID)

    with pytest.raises(Answered, match="already"):
        actions.answer_as_partner(asked, SAID)
    assert PartnerAnswer.objects.count() == 1


def test_a_reminder_is_sent_once_after_two_weeks_to_those_who_have_not_answered(nurse):
    partner(email="silent@trust.example")
    partner(email="done@trust.example")
    leaver = partner(email="left@trust.example")
    round_ = ask(nurse)
    actions.answer_as_partner(round_.asked.get(person__email="done@trust.example"), SAID)
    leaver.spells.update(ended_on=clock.today() - timedelta(days=1))
    assert jobs.remind_partners() == "0 partners reminded"
    PartnerRound.objects.update(opens_on=clock.today() - timedelta(days=14))

    assert jobs.remind_partners() == "1 partner reminded"
    assert jobs.remind_partners() == "0 partners reminded"
    assert Notice.objects.filter(key__startswith="partner-scale:reminder").get().to == "silent@trust.example"


def test_a_partner_answers_by_the_link_without_signing_in(client, nurse):
    partner()
    asked = ask(nurse).asked.get()
    link = f"/impact/partnership/answer/{links.token(actions.PARTNER, asked.pk)}/"

    opened = client.get(link).content.decode()
    halfway = client.post(link, {"purpose": 4}).content.decode()
    done = client.post(link, SAID, follow=True).content.decode()

    assert "How far do you agree?" in opened
    assert "Choose how far you agree" in halfway
    assert "Saved. That is all we need" in done
    assert client.get("/impact/partnership/answer/1-aaaaaaaaaaaa/").status_code == 404


def test_the_link_of_somebody_who_has_left_is_closed_and_a_late_one_says_so(client, nurse):
    person = partner()
    asked = ask(nurse).asked.get()
    link = f"/impact/partnership/answer/{links.token(actions.PARTNER, asked.pk)}/"
    PartnerRound.objects.update(opens_on=LONG_AGO, closes_on=LONG_AGO + timedelta(days=20))
    assert "This is not asked today" in client.get(link).content.decode()

    person.spells.update(ended_on=clock.today() - timedelta(days=1))
    assert client.get(link).status_code == 404


def test_it_stands_at_home_and_leads_to_ones_own_questions_only(nurse):
    person = partner()
    asked = ask(nurse).asked.get()
    own, other = make_account(Role.PRACTITIONER, person=person), make_account(Role.PRACTITIONER)

    assert "How well do agencies work together?" in signed_in(own).get("/").content.decode()
    assert signed_in(own).get(f"/impact/partnership/own/{asked.pk}/").status_code == 302
    assert signed_in(other).get(f"/impact/partnership/own/{asked.pk}/").status_code == 404


def test_the_academy_asks_on_a_page(nurse):
    partner()
    client = signed_in(make_account(Role.ACADEMY))
    closes = clock.today() + timedelta(days=20)
    said = {"title": "Working together 2026", "job_roles": [nurse.pk], "closes_on_0": closes.day}
    said |= {"closes_on": closes.isoformat(), "closes_on_1": closes.month, "closes_on_2": closes.year}

    wrong = client.post("/impact/partnership/ask/", {"title": ""}).content.decode()
    page = client.post("/impact/partnership/ask/", said, follow=True).content.decode()
    again = client.post("/impact/partnership/ask/", said).content.decode()

    assert "Choose the posts whose holders you ask" in wrong
    assert "Working together 2026" in page
    assert "asked already" in again
    assert PartnerAsked.objects.count() == 1


def test_a_round_is_shown_when_it_is_over_and_small_kinds_are_hidden_with_another():
    over(("health", 40, 4), ("school", 30, 6), ("police", 6, 2), silent=4)
    viewer = TheAuthority()

    of = measures.of_round(on=viewer.on)
    figure = measures.partnership_by_partners(viewer, on=viewer.on)
    shown = {one.kind: one.mean for one in of.sectors}

    assert (figure.value_words, figure.n, figure.asked) == ("4.5", 75, 90)  # 76 of 88, to the nearest five
    assert figure.low == pytest.approx(4.5)  # everybody said the same
    assert (shown["Police"], shown["School"]) == (None, None)
    assert shown["Health"] == pytest.approx(4.5)


def test_while_a_round_is_open_nothing_of_it_is_shown():
    over(("health", 40, 4), on=clock.today() + timedelta(days=3))

    figure = measures.partnership_by_partners(TheAuthority(), on=clock.today())

    assert figure.value is None
    assert "No round of the partner survey is over yet" in figure.sentence


@pytest.mark.parametrize("size", [("health", 9, 4), ("health", 40, 2)])
def test_too_few_people_or_organisations_give_no_number(size):
    over(size)

    figure = measures.partnership_by_partners(TheAuthority(), on=clock.today())

    assert (figure.value, figure.low, figure.high, figure.n) == (None, None, None, None)
    assert figure.sentence.startswith("Too few answered to be shown")


def test_two_rounds_are_compared_when_half_were_there_both_times():
    last_year = clock.today() - timedelta(days=365)
    before = over(("health", 40, 8), title="2025", on=last_year, said=2)
    now = over(("health", 40, 8), title="2026", said=4)
    assert "also there last time" in measures.of_round(on=clock.today()).change

    asked = list(now.asked.order_by("pk"))
    for one, person in zip(asked, before.asked.order_by("pk").values_list("person", flat=True), strict=True):
        PartnerAsked.objects.filter(pk=one.pk).update(person=person)

    assert measures.of_round(on=clock.today()).change.startswith("Better than last time, by between")


def test_who_answered_both_times_goes_with_a_merged_record(nurse):
    kept, merged = partner(), partner()
    round_ = ask(nurse)

    actions.move_person(begin_merge(kept, merged, why="the same", by=None))

    assert sorted(round_.asked.values_list("person", flat=True)) == sorted([kept.pk, merged.pk])  # both were asked


def graded(number: int, *, good: int, weights: float = 1.0, theme: bool = True) -> None:
    held, _ = PracticeTheme.objects.get_or_create(code="partnership_working", defaults={"name": "Partnership working"})
    tool = make_audit_tool(sections=1, theme=held if theme else None)
    sample, auditor = make_sample(tool), make_auditor().person
    section = sample.tool_version.sections.get()
    for place in range(number):
        case = SampledCase.objects.create(
            sample=sample, position=place, pseudonym=f"P{sample.pk}-{place}", auditor=auditor, weight=weights
        )
        audit = Audit.objects.create(
            sampled_case=case, auditor=auditor, opened_at=clock.now(), saved_at=clock.now(), finished_at=clock.now(),
            grade="good", final_grade="good",
        )  # fmt: skip
        grade = "good" if place < good else "inadequate"
        Judgement.objects.create(audit=audit, section=section, grade=grade, changed_at=clock.now())


def test_audits_are_weighted_by_the_cases_they_stand_for_and_others_are_left_out():
    graded(20, good=20, weights=1)
    graded(20, good=0, weights=3)
    graded(50, good=50, theme=False)

    figure = measures.partnership_in_audits(TheAuthority(), on=clock.today())

    assert (figure.value, figure.n) == (25, 40)
    assert figure.evidence_words == "Evidence: weak: one auditor’s view of each case"


def test_too_few_audits_are_no_share():
    graded(9, good=4)

    figure = measures.partnership_in_audits(TheAuthority(), on=clock.today())

    assert figure.value is None
    assert figure.sentence == "Too few audits ask about partners: 9 in the last year, and a share needs 10."


def test_a_member_reads_two_lines_and_never_one_number_of_both():
    graded(30, good=18)
    over(("health", 40, 4), ("school", 30, 6))
    page = signed_in(make_account(Role.MEMBER)).get("/impact/partnership/").content.decode()

    assert "60%" in page
    assert "4.5" in page
    assert "What partners are asked, and what is kept" in page
    assert "Ask partners again" not in page
    assert len(page) < 30 * 1024


def test_before_anything_is_known_the_page_says_what_will_stand_there():
    page = signed_in(make_account(Role.ACADEMY)).get("/impact/partnership/").content.decode()

    assert "Partners have not been asked yet" in page
    assert "No audit of the last three years" in page
    assert "Ask partners again" in page


def test_more_answers_cost_no_more_questions():
    client = signed_in(make_account(Role.MEMBER))
    counted = []
    for number in (12, 36):
        PartnerRound.objects.all().delete()
        over(("health", number, 3))
        client.get("/impact/partnership/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/impact/partnership/")
        counted.append(len(asked))

    assert counted[0] == counted[1]


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.INFORMATION])
def test_others_find_no_such_page(role):
    client = signed_in(make_account(role))

    assert client.get("/impact/partnership/").status_code == 404
    assert client.get("/impact/partnership/ask/").status_code == 404


def test_the_same_people_named_by_the_query(nurse):
    trust = make_organisation("Trust", kind="health")
    person = partner(trust)

    assert queries.partners_named([nurse], on=clock.today()) == [(person.pk, trust.pk, "health")]
