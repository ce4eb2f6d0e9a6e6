"""Who looks at the plan, and what its needs ask."""

from decimal import Decimal

import pytest

from academy.frameworks.models import Capability
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, signed_in
from tests.plan.planned import make_budget, make_commission, make_cost, make_plan_item, make_session_of, spend


@pytest.fixture
def capability() -> Capability:
    return Capability.objects.order_by("pk")[0]


@pytest.fixture
def academy():
    return signed_in(make_account(Role.ACADEMY))


@pytest.fixture
def director():
    return signed_in(make_account(Role.DIRECTOR, organisation=make_organisation()))


@pytest.fixture
def lead():
    return signed_in(make_account(Role.TRAINING_LEAD))


@pytest.fixture
def over():
    """A plan item that costs more than was planned, with a session to come."""
    item = make_plan_item("Weigh risk in every assessment", owner_words="Head of the Academy")
    cost = make_cost(item, make_budget(pounds=8_500), 8_000)
    spend(cost, Decimal(9_200), reference="INV-7")
    make_session_of(make_commission(item, provider="Northmoor Training"))
    return item
