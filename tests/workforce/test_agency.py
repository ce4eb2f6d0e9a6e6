"""Agency workers written down: on what terms, what was decided, who sees it, and what they come to."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from academy.core import clock
from academy.core.models import Entry
from academy.people.rules import Contract, Reason, Role
from academy.people.scope import TheAuthority
from academy.workforce import measures
from academy.workforce.actions import agency as actions
from academy.workforce.models import AgencyException, Assignment
from academy.workforce.queries import agency as queries
from academy.workforce.queries.agency_return import return_rows
from academy.workforce.rules.agency import AgencyRefused, Quarter, Rule, Standing
from tests.booking.cast import queries_of, text_of
from tests.builders import make_account, make_organisation, make_person, make_spell, signed_in
from tests.workforce.hired import BEGAN, D, council_team, make_assignment, make_cap, make_employed_cost

pytestmark = pytest.mark.django_db
SIGNED = {"ground": "signed", "signed_by": "Director", "also_signed_by": "Chief executive", "by": None}


@pytest.fixture
def academy():
    return signed_in(make_account(Role.ACADEMY))


@pytest.fixture
def director():
    return signed_in(make_account(Role.DIRECTOR, organisation=make_organisation()))


@pytest.fixture
def member():
    return signed_in(make_account(Role.MEMBER, organisation=make_organisation()))


def check(one: Assignment, on: date | None = None) -> queries.Checked:
    [found] = queries.checked([one], on=on or clock.today())
    return found


def standing(one: Assignment, rule: Rule) -> Standing:
    return next(found.standing for found in check(one).findings if found.rule == rule)


# What people do


def test_an_assignment_is_written_down_with_its_line_in_the_trail():
    one = make_assignment()

    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.subject_id) == ("wrote down", str(one.pk))
    assert entry.about.filter(subject_type="people.person", subject_id=one.person_id).exists()


@pytest.mark.parametrize(
    ("began", "ended", "is_refused"),
    [
        (BEGAN, None, True),
        (BEGAN - timedelta(days=60), BEGAN - timedelta(days=1), False),
        (BEGAN - timedelta(days=60), BEGAN, True),
        (BEGAN + timedelta(days=300), None, True),
    ],
)
def test_nobody_is_in_one_team_twice_at_once(began, ended, is_refused):
    one = make_assignment()
    elsewhere = make_assignment(one.person)

    if is_refused:
        with pytest.raises(AgencyRefused, match="at work in this team already"):
            make_assignment(one.person, one.team, started_on=began, ended_on=ended)
    else:
        make_assignment(one.person, one.team, started_on=began, ended_on=ended)
    assert elsewhere.team != one.team


@pytest.mark.parametrize(
    ("differs", "field"),
    [
        ({"ended_on": BEGAN - timedelta(days=1)}, "ended_on"),
        ({"margin": D(38)}, "margin"),
    ],
)
def test_what_cannot_be_is_refused_and_the_database_refuses_it_too(differs, field):
    with pytest.raises(AgencyRefused) as refused:
        make_assignment(**differs)
    assert refused.value.field == field

    one = make_assignment()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=one.pk).update(**differs)


def test_new_terms_end_the_old_ones_and_keep_what_they_were():
    make_cap()
    one = make_assignment(charge=D(44), months_employed=20)
    actions.except_from_rule(one, rule="cap", up_to=D(41), decided_on=BEGAN, **SIGNED)
    actions.except_from_rule(one, rule="experience", ground="exceptional", signed_by="Head", decided_on=BEGAN, by=None)

    later = actions.change_terms(one, from_on=date(2026, 1, 5), charge=D(46), margin=D(3), hours_a_week=D(30), by=None)

    one.refresh_from_db()
    assert (one.charge, one.ended_on) == (D(44), date(2026, 1, 4))
    assert (later.charge, later.began_on, later.carries_on, later.months_employed) == (D(46), BEGAN, one, 20)
    assert [found.rule for found in later.exceptions.all()] == ["experience"]  # a higher charge is signed anew
    assert standing(later, Rule.CAP) == Standing.BROKEN
    with pytest.raises(AgencyRefused, match="still lasts"):
        actions.change_terms(one, from_on=date(2026, 2, 2), charge=D(47), by=None)


@pytest.mark.parametrize(
    ("differs", "words"),
    [
        ({"also_signed_by": ""}, "both sign"),
        ({"also_signed_by": " director "}, "Two different people"),
        ({"up_to": None}, "up to what charge"),
        ({"decided_on": date(2100, 1, 1)}, "today or before"),
    ],
)
def test_above_the_cap_two_people_sign_up_to_a_charge(differs, words):
    make_cap()
    one = make_assignment(charge=D(44))
    said = {"rule": "cap", "up_to": D(41), "decided_on": BEGAN, **SIGNED}

    with pytest.raises(AgencyRefused, match=words):
        actions.except_from_rule(one, **{**said, **differs})
    actions.except_from_rule(one, **said)

    assert standing(one, Rule.CAP) == Standing.EXCEPTED
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyException.objects.update(also_signed_by="")


def test_a_cap_holds_from_its_day_until_the_next():
    make_cap(pounds="36", starts_on=date(2024, 10, 31))
    make_cap(pounds="37.50", starts_on=date(2025, 10, 1))
    one = make_assignment(charge=D("39.90"))

    assert (check(one, date(2025, 9, 30)).cap, check(one, date(2025, 10, 1)).cap) == (D(36), D("37.50"))
    with pytest.raises(AgencyRefused, match="from that day already"):
        make_cap(starts_on=date(2025, 10, 1))


@pytest.mark.parametrize(
    ("left_on", "contract", "reason", "expected"),
    [
        (BEGAN - timedelta(days=40), Contract.PERMANENT, Reason.RESIGNED, Standing.BROKEN),
        (BEGAN - timedelta(days=40), Contract.PERMANENT, Reason.COMPULSORY_REDUNDANCY, Standing.KEPT),
        (BEGAN - timedelta(days=40), Contract.AGENCY, Reason.OTHER, Standing.KEPT),
        (BEGAN - timedelta(days=140), Contract.PERMANENT, Reason.RESIGNED, Standing.KEPT),
    ],
)
def test_whoever_left_a_post_here_shortly_before_is_known_from_the_records(left_on, contract, reason, expected):
    team = council_team()
    person = make_person("Robin", swe_number="SW1")
    make_spell(person, team=team, contract=contract, ended_on=left_on, reason_for_leaving=reason)

    assert standing(make_assignment(person, team), Rule.COOL_OFF) == expected


# What it comes to


def test_the_figures_count_what_is_at_work_and_what_it_costs():
    make_cap()
    make_employed_cost()
    make_assignment(charge=D("40.00"))  # 66,000 a year: 16,000 more
    make_assignment(charge=D("44.00"), margin=D("3.00"))  # 22,600 more, and above the cap
    make_assignment(ended_on=date(2025, 6, 1), reference_given_on=date(2025, 6, 1))
    on = date(2026, 3, 2)
    now = queries.checked(queries.at_work(queries.assignments(TheAuthority(on)), on), on=on)

    workers, above = measures.workers_at_work(now, on=on), measures.above_the_cap(now, on=on)
    premium, spent = measures.agency_premium(on=on), measures.agency_spend(on=on)

    assert (workers.value, above.count, above.n) == (2, 1, 2)
    assert above.sentence == "0 of the 1 were signed by the director and the chief executive."
    assert (premium.value, premium.n) == (19_300, 2)
    year = (D(40) + D(44)) * 37 * 365 / 7 + D(38) * 37 * 91 / 7
    assert spent.value == round(year, -3)


def test_without_what_the_council_pays_no_premium_is_guessed():
    make_assignment()

    figure = measures.agency_premium(on=clock.today())

    assert (figure.value, figure.evidence) == (None, "none")
    assert "what the council itself pays" in figure.sentence


def test_how_many_there_are_changes_no_number_of_queries():
    make_cap()
    make_assignment()
    viewer = TheAuthority()

    def count() -> int:
        return queries_of(lambda: queries.checked(queries.assignments(viewer), on=clock.today()))

    one = count()
    for _ in range(3):
        make_assignment()

    assert count() == one == 4


# Pages


def test_the_academy_sees_who_it_is_the_director_what_it_is_and_members_how_many(academy, director, member):
    make_cap()
    team = council_team("Duty and Assessment")
    for number in range(6):
        make_assignment(make_person("Zinnia", f"Quill{number}", swe_number=f"SWQ{number}"), team, charge=D("44"))

    pages = [text_of(client.get(reverse("agency"))) for client in (academy, director, member)]

    assert ["Zinnia Quill" in page for page in pages] == [True, False, False]
    assert ["Duty and Assessment" in page for page in pages] == [True, True, False]
    assert all("Six agency workers are at work" in page for page in pages[:2])
    assert "6 people" in pages[2]


def test_to_members_a_group_that_is_small_is_hidden(member):
    make_cap()
    make_employed_cost()
    for charge in ("44", "38", "38"):
        make_assignment(charge=D(charge))

    page = text_of(member.get(reverse("agency")))

    assert page.count("Too few to show") == 4
    assert "Social worker c" in page
    assert "£" not in page.split("Dearer than somebody employed")[1].split("A county council")[0]


def test_nobody_else_opens_any_of_it(member):
    one = make_assignment()
    manager = signed_in(make_account(Role.MANAGER))

    closed = [manager.get(reverse(name)).status_code for name in ("agency", "agency-return", "business-case")]

    assert closed == [404] * 3
    assert member.get(one.get_absolute_url()).status_code == 404


def test_the_page_of_an_assignment_says_each_rule_and_what_to_do(academy, director):
    make_cap()
    one = make_assignment(charge=D("44"), notice_weeks=1)

    page = text_of(academy.get(one.get_absolute_url()))
    theirs = text_of(director.get(one.get_absolute_url()))

    assert "Two things to put right" in page
    assert "£41.00 an hour, which is £3.50 an hour above the cap of £37.50 an hour" in page
    assert "Agree 4 weeks with the supplier." in page
    assert one.person.name in page
    assert one.person.name not in theirs


def test_an_assignment_is_written_down_changed_ended_and_excepted_on_its_pages(academy):
    make_cap()
    team = council_team()
    person = make_person("Robin", "Hired", swe_number="SW77")
    said = {
        "worker": "sw77", "team": team.pk, "job_type": "social_worker", "covers": "vacancy", "supplier": "Wey Staffing",
        "supply": "individual", "is_cost_apart": "on",
        "charge": "£44.00", "hours_a_week": "37", "started_on": "3 March 2025",
    }  # fmt: skip

    there = academy.post(reverse("add-assignment"), said)
    one = Assignment.objects.get()
    del said["worker"]
    academy.post(reverse("change-assignment", args=[one.pk]), said | {"margin": "3", "notice_weeks": "4"})
    academy.post(
        reverse("except-assignment", args=[one.pk]),
        {"rule": "cap", "ground": "signed", "up_to": "41", "signed_by": "A",
         "also_signed_by": "B", "decided_on": "3/3/2025"},
    )  # fmt: skip
    academy.post(reverse("new-terms", args=[one.pk]), {"from_on": "5/1/2026", "charge": "43", "hours_a_week": "30"})
    later = Assignment.objects.get(carries_on=one)
    academy.post(reverse("end-assignment", args=[later.pk]), {"ended_on": "30/1/2026"})

    one.refresh_from_db()
    later.refresh_from_db()
    assert (there.url, one.person, one.margin, one.notice_weeks) == (one.get_absolute_url(), person, D(3), 4)
    assert one.exceptions.get().up_to == D(41)
    assert (later.hours_a_week, later.ended_on) == (D(30), date(2026, 1, 30))
    page = text_of(academy.get(later.get_absolute_url()))
    assert "on other terms since 3 March 2025" in page


def test_whoever_works_here_and_is_not_written_down_is_listed(academy):
    team = council_team("Care Leavers")
    missing = make_spell(make_person("Robin", "Unwritten"), team=team, contract=Contract.AGENCY)
    written = make_spell(make_person("Robin", "Written"), team=team, contract=Contract.AGENCY)
    make_assignment(written.person, team)

    page = academy.get(reverse("agency"))

    assert "Unwritten" in text_of(page)
    assert f"{reverse('add-assignment')}?person={missing.person_id}" in page.content.decode()
    assert f"?person={written.person_id}" not in page.content.decode()
    form = text_of(academy.get(reverse("add-assignment"), {"person": missing.person_id}))
    assert "Robin Unwritten is here already" in form


def test_caps_and_costs_are_written_down_and_shown_to_all_who_may_see(academy, member):
    before = text_of(member.get(reverse("price-caps"))) + text_of(member.get(reverse("employed-costs")))
    academy.post(
        reverse("add-price-cap"),
        {"job_type": "team_manager", "pounds_an_hour": "47", "starts_on": "1/10/2025", "region": "Wessex",
         "source_words": "Letter of 2 September"},
    )  # fmt: skip
    academy.post(
        reverse("add-employed-cost"),
        {"job_type": "team_manager", "salary": "£55,200", "national_insurance": "7530", "pension": "9380",
         "agency_hours": "1650", "full_week": "37", "starts_on": "1/4/2025", "source_words": "Pay scale"},
    )  # fmt: skip

    caps, paid = (text_of(member.get(reverse(name))) for name in ("price-caps", "employed-costs"))

    assert "No price cap yet" in before
    assert "Nothing is written down yet" in before
    assert "Team manager £47.00" in caps
    assert "Letter of 2 September" in caps
    assert "£72,110" in paid


# The return


def test_the_return_has_each_assignment_of_the_quarter_without_a_name(academy, director):
    make_cap()
    one = make_assignment(make_person("Zinnia", "Quill", swe_number="SWQ1"), charge=D("44"))
    actions.except_from_rule(one, rule="cap", up_to=D(41), decided_on=BEGAN, **SIGNED)
    make_assignment(started_on=date(2025, 1, 6), ended_on=date(2025, 3, 31), margin=None, months_employed=None)

    first, second = (return_rows(TheAuthority(), Quarter(2025, number)) for number in (1, 2))
    rows = return_rows(TheAuthority(), Quarter(2025, 3))

    assert ([len(found) for found in (first, second, rows)], rows[0].is_signed) == ([2, 1, 1], True)
    assert (rows[0].starts_on, rows[0].ends_on) == (date(2025, 7, 1), date(2025, 9, 30))
    assert rows[0].pounds == D(44) * 37 * 92 / 7
    assert first[0].missing == ["the supplier’s margin", "the months employed since qualifying"]
    code = f"{clock.today().year - 1}-3"
    assert director.get(reverse("agency-return"), {"quarter": code, "format": "csv"})["Content-Type"] != "text/csv"
    answer = academy.get(reverse("agency-return"), {"quarter": code, "format": "csv"})
    if code == "2025-3":
        content = b"".join(answer.streaming_content).decode()
        [line] = list(csv.DictReader(StringIO(content.lstrip("\ufeff"))))
        assert "Quill" not in content
        assert (line["Social Work England number"], line["Signed"], line["Above the cap"]) == ("SWQ1", "Yes", "Yes")


def test_the_check_says_what_is_missing_before_it_is_sent(academy, member):
    last = clock.months_after(clock.today(), -5)
    make_assignment(started_on=last, margin=None)

    page, theirs = (text_of(client.get(reverse("agency-return"))) for client in (academy, member))

    assert "Check before you send it" in page
    assert "the supplier’s margin, the price cap" in page
    assert "for the Academy team and the director" in theirs
    assert "Download" not in theirs
