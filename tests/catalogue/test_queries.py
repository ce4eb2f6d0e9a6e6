from decimal import Decimal

import pytest

from academy.catalogue import queries
from academy.catalogue.models import Theme
from academy.frameworks.models import Capability
from academy.people.rules import Role
from academy.people.scope import Viewer
from tests.builders import make_item, make_organisation, make_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer():
    return make_viewer(Role.PRACTITIONER)


def titles(found):
    return [item.title for item in found]


def test_courses_stand_first_and_each_kind_by_title(viewer):
    for title, kind in [("B", "course"), ("A", "resource"), ("C", "workshop"), ("A course", "course")]:
        make_item(title, kind=kind)

    assert titles(queries.items(viewer)) == ["A course", "B", "C", "A"]


def test_what_is_withdrawn_is_listed_only_when_asked_for(viewer):
    make_item("On offer")
    make_item("Gone", is_published=False)

    assert titles(queries.items(viewer)) == ["On offer"]
    assert titles(queries.items(viewer, is_published=False)) == ["Gone"]
    assert sorted(titles(queries.every_item(viewer))) == ["Gone", "On offer"]


def test_words_in_the_title_count_most():
    viewer = make_viewer(Role.PRACTITIONER)
    make_item("Plans that move", summary="Assess risk with the family.")
    make_item("Family history", summary="How risk builds up.")
    make_item("Weighing risk with families", summary="A day.")
    make_item("Neglect", summary="Name it.", description="Risk, and what a family may do about it.")
    make_item("Something else", summary="Family.")

    found = titles(queries.items(viewer, search="RISK families"))

    assert found == ["Weighing risk with families", "Family history", "Plans that move", "Neglect"]


@pytest.mark.parametrize("typed", ["100%", "a_b", "it's", '"quoted"', "\\", "%", "é", "\x00", "' OR 1=1 --"])
def test_anything_may_be_typed(viewer, typed):
    make_item("Plain", summary="Nothing of the kind.")

    assert len(queries.items(viewer, search=typed)) <= 1


def test_filters_and_words_work_together(viewer):
    early = Theme.objects.create(code="early", name="Early help")
    make_item("Risk online", mode="online", kind="webinar", level="universal", theme=early)
    make_item("Risk in person", summary="Elsewhere.")
    make_item("Money online", summary="Debt.", mode="online", kind="webinar", level="universal", theme=early)

    chosen = {"theme": "early", "kind": "webinar", "mode": "online", "level": "universal"}
    assert titles(queries.items(viewer, **chosen)) == ["Money online", "Risk online"]
    assert titles(queries.items(viewer, search="risk", **chosen)) == ["Risk online"]
    for name, value in chosen.items():
        assert titles(queries.items(viewer, search="risk", **{name: value})) == ["Risk online"]


def test_items_are_found_by_the_capability_they_build(viewer):
    one, other = Capability.objects.all()[:2]
    make_item("Both").capabilities.set([one, other])
    make_item("Other").capabilities.set([other])

    assert titles(queries.items(viewer, capability=one.pk)) == ["Both"]
    assert titles(queries.items(viewer, capability=0)) == ["Both", "Other"]
    assert titles(queries.items(viewer, capability=10**6)) == []


def test_nobody_sees_nothing():
    make_item()

    assert titles(queries.items(Viewer(None))) == []


def test_training_leads_look_after_the_items_of_their_own_branch_and_the_academy_after_all():
    top = make_organisation("Top")
    health = make_organisation("Health", parent=top)
    ward = make_organisation("Ward", parent=health)
    for organisation in (top, health, ward):
        make_item(f"Of {organisation}", organisation=organisation, hours=Decimal("1"))

    own = {
        role: sorted(titles(queries.own_items(make_viewer(role, organisation=health))))
        for role in (Role.TRAINING_LEAD, Role.ACADEMY, Role.PRACTITIONER, Role.DIRECTOR)
    }

    assert own == {
        Role.TRAINING_LEAD: ["Of Health", "Of Ward"],
        Role.ACADEMY: ["Of Health", "Of Top", "Of Ward"],
        Role.PRACTITIONER: [],
        Role.DIRECTOR: [],
    }
