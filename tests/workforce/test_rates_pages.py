"""The pages of rates: what each reader sees, what opens to what, and what is kept from whom."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.core import clock
from academy.people.models import Team
from academy.people.rules import Role
from academy.workforce import imports
from academy.workforce.models import CompleteFrom, Establishment, Release, TeamMonth
from tests.builders import make_account, signed_in
from tests.workforce.staffed import ON, budget, months, staffed_team, weyshire
from tests.workforce.test_published import file

pytestmark = pytest.mark.django_db
NUMBERS_ONLY = [Role.DIRECTOR, Role.MEMBER]


def page(client, address: str = "/workforce/rates/", **query: str) -> str:
    return client.get(address, {"on": "2025-09-30"} | query).content.decode()


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def council():
    council = weyshire()
    for name in ("North", "South"):
        team = staffed_team(council, name)
        budget(team)
        months(team)
    return council


@pytest.fixture
def academy(council):
    return signed_in(make_account(Role.ACADEMY, organisation=council))


def test_the_academy_reads_every_rate_beside_england_and_opens_each(academy):
    imports.take_in_published(file(), "a.csv", by=None)

    html = page(academy)

    assert "Turnover was 20.5%" in text(html)
    assert "England, 2024" in html
    assert 'href="/workforce/rates/vacancy/?on=2025-09-30"' in html
    assert "12.0%" in text(html)


def test_a_rate_opens_to_the_people_of_both_its_parts(academy):
    left = page(academy, "/workforce/rates/turnover/")
    here = page(academy, "/workforce/rates/turnover/", part="denominator")

    assert ("Left0 North" in left, "In0 North" in left) == (True, False)
    assert ("Left0 North" in here, "In0 North" in here) == (False, True)


@pytest.mark.parametrize(
    ("rate", "says"),
    [
        ("vacancy", "Establishment and vacancies"),
        ("caseload", "What teams said of their months"),
        ("absence", "What teams said of their months"),
        ("agency", "Agency0 North"),
        ("agency-cover", "Agency cover, FTE"),
        ("stability", "Who was in post a year before"),
        ("exits", "Left0 North"),
    ],
)
def test_every_rate_opens_to_its_records(academy, rate, says):
    assert says in page(academy, f"/workforce/rates/{rate}/")


@pytest.mark.parametrize("role", NUMBERS_ONLY)
def test_who_sees_numbers_only_sees_no_person(council, role):
    client = signed_in(make_account(role, organisation=council))

    html = page(client, "/workforce/rates/turnover/")

    assert "20.5%" in html
    assert "Left0" not in html
    assert "What it is made of" not in html
    assert client.get("/workforce/rates/turnover/", {"format": "csv"}).headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("role", NUMBERS_ONLY)
def test_who_sees_numbers_only_cannot_ask_for_one_team(council, role):
    client = signed_in(make_account(role, organisation=council))
    team = str(Team.objects.first().pk)

    assert client.get("/workforce/rates/", {"team": team}).status_code == 404
    assert client.get("/workforce/rates/vacancy/", {"team": team}).status_code == 404


def test_small_teams_are_hidden_from_who_sees_numbers_only_and_never_one_alone(council):
    small = staffed_team(council, "Tiny", in_post=3)
    client = signed_in(make_account(Role.MEMBER, organisation=council))

    html = text(page(client, "/workforce/rates/teams/"))

    assert small.name in html
    assert "Tiny c c c c c c" in html
    assert html.count(" c c c c c c") >= 2


def test_the_academy_sees_small_teams_whole(academy, council):
    """The control: the number that is hidden from others is there."""
    staffed_team(council, "Tiny", in_post=3)

    assert "Tiny 2.5 4 " in text(page(academy, "/workforce/rates/teams/"))


@pytest.mark.parametrize("role", NUMBERS_ONLY)
def test_a_workforce_so_small_that_a_rate_would_tell_of_somebody_is_withheld(role):
    council = weyshire()
    staffed_team(council, in_post=4)
    client = signed_in(make_account(role, organisation=council))

    assert "could point at somebody" in page(client)
    assert "%" not in text(page(client, "/workforce/rates/turnover/"))


def test_one_team_is_looked_at_by_itself(academy):
    team = Team.objects.get(name="North")

    html = page(academy, team=str(team.pk))

    assert "North" in html
    assert "Rates by team" not in html
    assert f"team={team.pk}" in html


def test_nothing_chosen_is_the_end_of_the_last_month_and_nonsense_is_nothing_chosen(academy):
    plain = academy.get("/workforce/rates/").content.decode()

    assert academy.get("/workforce/rates/", {"on": "soon", "team": "99999"}).status_code == 200
    assert "Workforce rates" in plain
    assert academy.get("/workforce/rates/luck/").status_code == 404


def test_without_posts_the_page_says_so():
    client = signed_in(make_account(Role.ACADEMY, organisation=weyshire()))

    assert "No rates for that day" in page(client)
    assert "Not known yet" in page(client, "/workforce/rates/turnover/")


def test_three_teams_take_as_many_queries_as_one(council):
    client = signed_in(make_account(Role.ACADEMY, organisation=council))
    counts = []
    for name in ("", "East", "West"):
        if name:
            months(staffed_team(council, name))
        with CaptureQueriesContext(connection) as asked:
            page(client)
            page(client, "/workforce/rates/turnover/")
            page(client, "/workforce/rates/teams/")
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2]


def test_the_table_by_team_is_a_file_too(academy):
    answer = academy.get("/workforce/rates/teams/", {"on": "2025-09-30", "format": "csv"})

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0].startswith('\ufeff"Team","In post, FTE","Left in the year"')
    assert len(lines) == 3


def test_a_months_file_is_checked_saved_and_undone_on_its_page(academy):
    example = b"".join(academy.get("/workforce/rates/months/example/").streaming_content).decode()
    assert "North" in example

    sent = SimpleUploadedFile(
        "august.csv", b"Team,Month,Cases held,Case holders FTE\nNorth,2026-08,9,3\nX,2026-08,9,3\n"
    )
    checked = academy.post("/workforce/rates/months/", {"file": sent}, follow=True)
    address = checked.redirect_chain[-1][0]
    before = TeamMonth.objects.count()
    saved = academy.post(address, {"save": "yes"}, follow=True).content.decode()
    between = TeamMonth.objects.count()
    academy.post(address, {"undo": "yes"}, follow=True)

    assert "Nothing has been saved yet" in checked.content.decode()
    assert "Left out" in checked.content.decode()
    assert "The figures are saved" in saved
    assert (between, TeamMonth.objects.count()) == (before + 1, before)
    assert "august.csv" in academy.get("/workforce/rates/months/").content.decode()


def test_an_establishment_is_set_on_its_page_and_refused_in_words(academy):
    team = Team.objects.get(name="North")
    said = {"team": team.pk, "fte": "31.5", "starts_on": "1 October 2026"}

    academy.post("/workforce/rates/establishment/", said)
    refused = academy.post("/workforce/rates/establishment/", said | {"fte": "5000"}).content.decode()

    assert Establishment.objects.get(team=team, starts_on=date(2026, 10, 1)).fte == Decimal("31.5")
    assert "A team has from 0 to 1,000" in refused
    assert "31.5" in academy.get("/workforce/rates/establishment/").content.decode()


def test_a_published_file_is_kept_shown_and_taken_away(academy):
    sent = SimpleUploadedFile("a.csv", file())

    shown_after = academy.post("/workforce/rates/published/", {"file": sent}, follow=True).content.decode()
    release = Release.objects.get()
    eastshire = page(academy, release.get_absolute_url(), area="Eastshire")

    assert "England: 0 of 2 printed rates" in text(shown_after)
    assert "1 of 2 authorities with every part give 20.00" in text(shown_after)
    assert "Eastshire: 3 of 3" in text(eastshire)
    assert "Take it away" in academy.get(f"{release.get_absolute_url()}take-away/").content.decode()
    academy.post(f"{release.get_absolute_url()}take-away/")
    assert Release.objects.count() == 0


def test_a_published_file_with_rows_that_cannot_be_read_says_which(academy):
    sent = SimpleUploadedFile(
        "a.csv", file("2024,National,England,,,,,,300,30,12,30,10", "2024,Parish,X,,,,,,1,1,1,1,1")
    )

    said = academy.post("/workforce/rates/published/", {"file": sent}).content.decode()

    assert "Row 3: “Parish” is not England" in said


def test_another_file_is_refused_on_the_page(academy):
    sent = SimpleUploadedFile("a.csv", b"colour\nred\n")

    assert "no column called" in academy.post("/workforce/rates/published/", {"file": sent}).content.decode()


def test_a_symbol_stays_a_symbol_and_its_meaning_stands_under_the_table(academy):
    imports.take_in_published(file("2024,National,England,,,,,,300,30,u,30,10"), "a.csv", by=None)

    html = text(page(academy, "/workforce/rates/turnover/"))

    assert "“u”: thought unreliable, so not published" in html


@pytest.mark.parametrize("role", NUMBERS_ONLY)
def test_only_the_academy_brings_files_in(council, role):
    client = signed_in(make_account(role, organisation=council))
    imports.take_in_published(file(), "a.csv", by=None)

    listed = client.get("/workforce/rates/published/").content.decode()
    client.post("/workforce/rates/published/", {"file": SimpleUploadedFile("b.csv", file() + b"\n")})

    assert "Bring in a published file" not in listed
    assert Release.objects.count() == 1
    for address in ("months/", "months/example/", "establishment/", f"published/{Release.objects.get().pk}/take-away/"):
        assert client.get(f"/workforce/rates/{address}").status_code == 404


def test_a_machine_has_every_rate_with_both_its_parts(academy):
    found = json.loads(academy.get("/api/workforce/rates", {"on": ON.isoformat()}).content)

    turnover = next(rate for rate in found["rates"] if rate["rate"] == "turnover")
    assert (found["on"], found["since"], len(found["rates"])) == ("2025-09-30", "2024-09-30", 11)
    assert (turnover["numerator"], turnover["denominator"]) == (8, 39)
    assert academy.get("/api/workforce/rates", {"team": 987654}).status_code == 404


def test_a_chart_tells_its_first_and_last_month(academy):
    html = text(page(academy, "/workforce/rates/caseload/"))

    assert "Caseload: 16.0 at the end of September 2025" in html


@pytest.mark.parametrize("role", NUMBERS_ONLY)
def test_few_leavers_of_a_large_workforce_are_withheld_too(role):
    council = weyshire()
    staffed_team(council, in_post=40)
    html = page(signed_in(make_account(role, organisation=council)), "/workforce/rates/turnover/")
    control = page(signed_in(make_account(Role.ACADEMY, organisation=council)), "/workforce/rates/turnover/")

    assert "10.1%" not in html
    assert "10.1%" in control


def test_a_year_whose_leavers_may_be_missing_is_left_out(academy):
    CompleteFrom.objects.create(on=date(2025, 1, 1), why="first import", said_at=clock.now())

    turnover, caseload = (text(page(academy, f"/workforce/rates/{rate}/")) for rate in ("turnover", "caseload"))

    assert "2025 20.5%" not in turnover
    assert "2025 16.0" in caseload
