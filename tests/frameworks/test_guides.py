from datetime import date

import pytest
from django.db import IntegrityError, transaction

from academy.core import trail
from academy.frameworks.actions import guides as actions
from academy.frameworks.models import GuideVersion, Principle, Scenario, Term
from academy.frameworks.queries import guides as queries
from academy.frameworks.rules import AlreadyThere
from academy.frameworks.rules.practice import GuideKind, NotADraft, NothingToPublish, PartKind
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, make_person, make_spell, make_viewer, signed_in
from tests.frameworks.writing import make_guide, publish_again

pytestmark = pytest.mark.django_db


@pytest.fixture
def academy():
    return make_account(Role.ACADEMY, person=make_person("Dan"))


def test_a_new_version_begins_with_a_copy_and_the_old_one_stays_as_people_read_it():
    guide = make_guide()
    old = guide.versions.get()

    draft = actions.begin_draft(guide, by=None)
    actions.change_part(queries.parts(draft, PartKind.PRINCIPLE).get(), by=None, words="Help begins at once.")
    actions.describe_version(draft, by=None, what_changed="Sooner.")
    new = actions.publish_version(draft, by=None, on=date(2026, 11, 1))

    old.refresh_from_db()
    assert (old.is_current, old.replaced_by, new.is_current, new.number) == (False, new, True, 2)
    assert queries.parts(old, PartKind.PRINCIPLE).get().words == "Help begins in days."
    assert queries.parts(new, PartKind.PRINCIPLE).get().words == "Help begins at once."
    assert [entry.verb for entry in trail.entries_about(new)] == ["began", "described", "published"]


def test_what_was_published_is_never_changed():
    guide = make_guide()
    version = guide.versions.get()
    part = queries.parts(version, PartKind.PRINCIPLE).get()

    for change in (
        lambda: actions.change_part(part, by=None, words="Other"),
        lambda: actions.take_out_part(part, by=None),
        lambda: actions.add_part(version, PartKind.PRINCIPLE, by=None, name="More", words="More"),
        lambda: actions.describe_version(version, by=None, introduction="Other"),
        lambda: actions.publish_version(version, by=None),
    ):
        with pytest.raises(NotADraft):
            change()

    assert queries.parts(version, PartKind.PRINCIPLE).get().words == "Help begins in days."


def test_a_version_with_nothing_in_it_or_nothing_said_of_it_is_not_published():
    guide = make_guide(published_on=None)
    draft = guide.versions.get()
    part = queries.parts(draft, PartKind.PRINCIPLE).get()
    actions.take_out_part(part, by=None)

    with pytest.raises(NothingToPublish) as refused:
        actions.publish_version(draft, by=None)
    assert refused.value.words == "This version has no principle yet. Add one first."

    again = actions.begin_draft(make_guide(title="Other"), by=None)
    with pytest.raises(NothingToPublish) as refused:
        actions.publish_version(again, by=None)
    assert refused.value.field == "what_changed"


def test_there_is_one_guide_to_thresholds_and_one_draft_and_the_database_says_so_too():
    guide = make_guide(GuideKind.THRESHOLDS, "Thresholds guide")

    with pytest.raises(AlreadyThere):
        actions.add_guide("Another", code="another", kind=GuideKind.THRESHOLDS, by=None)
    assert actions.begin_draft(guide, by=None) == actions.begin_draft(guide, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        GuideVersion.objects.create(guide=guide, number=9)


def test_the_same_word_twice_in_a_version_is_refused():
    draft = make_guide(GuideKind.WORDS, "Our words", published_on=None).versions.get()

    with pytest.raises(AlreadyThere):
        actions.add_part(draft, PartKind.TERM, by=None, code="threshold", name="Threshold", meaning="Other")

    assert Term.objects.filter(version=draft).count() == 2


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.MANAGER, Role.TRAINING_LEAD, Role.DIRECTOR, Role.MEMBER])
def test_everybody_reads_what_is_published_and_only_the_academy_sees_a_draft(role, academy):
    guide = make_guide(title="Strengths")
    draft = actions.begin_draft(guide, by=None)
    hidden = make_guide(title="Half written", published_on=None)
    client = signed_in(make_account(role))

    front = client.get("/how-we-practise/").content.decode()
    assert "Strengths" in front
    assert "Half written" not in front
    assert "Help begins in days." in client.get(guide.get_absolute_url()).content.decode()
    for address in (
        f"/how-we-practise/versions/{draft.pk}/",
        f"/how-we-practise/versions/{draft.pk}/write/",
        hidden.get_absolute_url(),
        f"/how-we-practise/guides/{guide.pk}/draft/",
        "/how-we-practise/guides/new/",
    ):
        assert client.get(address).status_code == 404
    assert "Half written" in signed_in(academy).get("/how-we-practise/").content.decode()
    assert signed_in(academy).get(f"/how-we-practise/versions/{draft.pk}/").status_code == 200


def test_a_guide_is_written_and_published_on_pages(academy):
    client = signed_in(academy)

    added = client.post("/how-we-practise/guides/new/", {"title": "Motivational interviewing", "kind": "practice"})
    version = GuideVersion.objects.get()
    refused = client.post(added.url, {"publish": "yes"})
    part = {"name": "Partnership", "words": "Two people think together.", "looks_like": "We listen\nWe ask"}
    client.post(f"/how-we-practise/versions/{version.pk}/principle/new/", part)
    client.post(f"/how-we-practise/versions/{version.pk}/about/", {"introduction": "Talk less.", "minutes": "3"})
    write = client.get(added.url).content.decode()
    published = client.post(added.url, {"publish": "yes"})
    page = client.get(published.url).content.decode()

    assert (refused.status_code, "This version has no principle yet" in refused.content.decode()) == (409, True)
    assert "Principles: one" in write
    assert "Talk less." in page
    assert "<li>We listen</li><li>We ask</li>" in page


def test_a_part_is_changed_and_taken_out_on_its_page(academy):
    guide = make_guide(GuideKind.WORDS, "Our words")
    client = signed_in(academy)

    page = client.get(guide.get_absolute_url()).content.decode()
    begun = client.post(f"/how-we-practise/guides/{guide.pk}/draft/")
    draft = guide.versions.get(published_on=None)
    term = Term.objects.get(version=draft, code="threshold")
    address = f"/how-we-practise/parts/term/{term.pk}/"
    client.post(address, {"name": "Threshold", "meaning": "The level at which we act."})
    other = Term.objects.get(version=draft, code="safety-plan")
    client.post(f"/how-we-practise/parts/term/{other.pk}/", {"take_out": "yes"})

    assert f'href="/how-we-practise/guides/{guide.pk}/draft/"' in page
    assert begun.url == f"/how-we-practise/versions/{draft.pk}/write/"
    assert client.get(f"/how-we-practise/guides/{guide.pk}/draft/").url == begun.url
    assert list(Term.objects.filter(version=draft).values_list("meaning", flat=True)) == ["The level at which we act."]
    published = Term.objects.get(code="threshold", version__is_current=True)
    assert client.get(f"/how-we-practise/parts/term/{published.pk}/").status_code == 404
    assert client.get("/how-we-practise/parts/nothing/1/").status_code == 404
    assert client.get(f"/how-we-practise/versions/{draft.pk}/duty/new/").status_code == 404


def test_a_guide_is_renamed_and_asked_of_everybody_without_a_new_version(academy):
    guide = make_guide()

    signed_in(academy).post(
        f"/how-we-practise/guides/{guide.pk}/change/",
        {"title": "Resilience", "what_it_says": "We build.", "is_asked": "on"},
    )

    guide.refresh_from_db()
    assert (guide.title, guide.what_it_says, guide.is_asked, guide.versions.count()) == (
        "Resilience",
        "We build.",
        True,
        1,
    )


def test_everybody_is_shown_what_a_way_of_working_means_for_their_own_agency():
    guide = make_guide(published_on=None)
    draft = guide.versions.get()
    for audience in ("school", "police"):
        actions.add_part(draft, PartKind.PRINCIPLE, by=None, name=f"In {audience}", words="Look.", audience=audience)
    actions.publish_version(draft, by=None)
    teacher = make_person("Tess")
    make_spell(teacher, organisation=make_organisation("Hill School", kind="school"), job_role="teacher")
    client = signed_in(make_account(Role.PRACTITIONER, person=teacher))

    own = client.get(guide.get_absolute_url()).content.decode()
    other = client.get(f"{guide.get_absolute_url()}?audience=police").content.decode()
    none = client.get(f"{guide.get_absolute_url()}?audience=").content.decode()

    assert ("For you: School" in own, "In school" in own, "In police" in own) == (True, True, False)
    assert ("In school" in other, "In police" in other) == (False, True)
    assert "What it means for each agency" in none


def test_an_old_version_says_so_and_leads_to_the_one_that_stands():
    guide = make_guide()
    old = guide.versions.get()
    publish_again(guide, on=date(2026, 11, 1), what_changed="All of it.")

    client = signed_in(make_account(Role.PRACTITIONER))
    page = client.get(old.get_absolute_url()).content.decode()

    assert "Version 2 replaced it on 1 November 2026." in page
    assert "I have understood this" not in page
    assert "All of it." in client.get(guide.get_absolute_url()).content.decode()


def test_a_word_says_what_it_meant_before_and_an_old_one_what_it_means_today():
    guide = make_guide(GuideKind.WORDS, "Our words")
    old = Term.objects.get(code="safety-plan")
    draft = actions.begin_draft(guide, by=None)
    actions.change_part(Term.objects.get(version=draft, code="safety-plan"), by=None, meaning="One page.")
    actions.take_out_part(Term.objects.get(version=draft, code="threshold"), by=None)
    actions.describe_version(draft, by=None, what_changed="Shorter.")
    new = actions.publish_version(draft, by=None)
    client = signed_in(make_account(Role.PRACTITIONER))

    today = client.get(Term.objects.get(version=new, code="safety-plan").get_absolute_url()).content.decode()
    before = client.get(old.get_absolute_url()).content.decode()
    gone = client.get(Term.objects.get(code="threshold").get_absolute_url()).content.decode()

    assert "What a family does tonight." in today
    assert "What Safety plan means today" in before
    assert "We no longer use this word." in gone


def test_words_and_duties_are_found_and_taken_away_as_a_file():
    make_guide(GuideKind.WORDS, "Our words")
    make_guide(GuideKind.DUTIES, "Who does what")
    client = signed_in(make_account(Role.PRACTITIONER))

    assert "Safety plan" not in client.get("/how-we-practise/words/?q=LEVEL+need").content.decode()
    assert "No word fits that" in client.get("/how-we-practise/words/?q=zebra").content.decode()
    everything = client.get("/how-we-practise/who-does-what/").content.decode()
    found = client.get("/how-we-practise/who-does-what/?q=missing&agency=school").content.decode()
    one = client.get("/how-we-practise/who-does-what/?situation=A+baby+is+bruised").content.decode()
    assert "Rings home." not in everything
    assert ("Rings home." in found, "Looks." in found) == (True, False)
    assert ("Examines." in one, "Looks." in one) == (True, False)
    assert "Nothing fits that" in client.get("/how-we-practise/who-does-what/?q=zebra").content.decode()
    file = b"".join(client.get("/how-we-practise/who-does-what/?format=csv")).decode("utf-8-sig")
    assert '"A child goes missing","Police","Control room","Looks."' in file


@pytest.mark.parametrize(
    "address", ["/how-we-practise/thresholds/", "/how-we-practise/words/", "/how-we-practise/who-does-what/"]
)
def test_what_is_not_written_yet_says_so(address, academy):
    assert (
        "The Academy team will publish it here." in signed_in(make_account(Role.MEMBER)).get(address).content.decode()
    )
    assert "Write it as a draft." in signed_in(academy).get(address).content.decode()


def test_other_guides_than_ways_of_working_have_one_address_each():
    guide = make_guide(GuideKind.WORDS, "Our words")

    answer = signed_in(make_account(Role.PRACTITIONER)).get(f"/how-we-practise/guides/{guide.pk}/")

    assert answer.url == guide.get_absolute_url() == "/how-we-practise/words/"


def test_a_term_with_a_word_that_no_database_takes_finds_nothing():
    version = make_guide(GuideKind.WORDS, "Our words").versions.get()

    assert list(queries.parts(version, PartKind.TERM, search="\0zebra")) == []
    assert queries.parts(version, PartKind.TERM, search="plan").count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_the_same_queries_however_much_there_is(number, django_assert_max_num_queries, academy):
    for one in range(number):
        make_guide(title=f"Way {one}", is_asked=True)
    guide = make_guide(GuideKind.DUTIES, "Who does what", published_on=None)
    draft = guide.versions.get()
    for one in range(number):
        actions.add_part(draft, PartKind.DUTY, by=None, situation=f"S{one}", agency="health", who="GP", does="Writes")
    actions.publish_version(draft, by=None)
    client = signed_in(make_account(Role.PRACTITIONER))
    client.get("/how-we-practise/")

    for address, most in [("/how-we-practise/", 10), ("/how-we-practise/who-does-what/", 14)]:
        with django_assert_max_num_queries(most):
            client.get(address)


def test_a_part_of_no_level_is_refused_by_the_database():
    draft = make_guide(GuideKind.THRESHOLDS, "Thresholds", published_on=None).versions.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Scenario.objects.create(version=draft, words="A", level=7, why="B")


def test_principles_are_read_in_the_order_in_which_they_were_written():
    draft = make_guide(published_on=None).versions.get()
    for name in ("B", "A"):
        actions.add_part(draft, PartKind.PRINCIPLE, by=None, name=name, words="w")

    assert [row.name for row in Principle.objects.filter(version=draft)] == ["Early", "B", "A"]
    assert queries.guides(make_viewer(Role.PRACTITIONER)).count() == 0


def test_the_thread_leads_from_a_version_to_its_guide():
    guide = make_guide(title="Strengths")
    version = guide.versions.get()

    page = signed_in(make_account(Role.PRACTITIONER)).get(f"/thread/frameworks.guideversion/{version.pk}/")

    assert f'href="{guide.get_absolute_url()}"' in page.content.decode()
