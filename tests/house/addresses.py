"""What stands in the hole of each address that is crawled."""

from typing import Any

from django.db import models

from tests.house.crawled_agency import EXAMPLES as OF_AGENCY
from tests.house.crawled_audits import EXAMPLES as OF_AUDITS
from tests.house.crawled_audits import PARTS as PARTS_OF_AUDITS
from tests.house.crawled_capabilities import EXAMPLES as OF_CAPABILITIES
from tests.house.crawled_effects import EXAMPLES as OF_EFFECTS
from tests.house.crawled_exemptions import EXAMPLES as OF_EXEMPTIONS
from tests.house.crawled_guides import EXAMPLES as OF_GUIDES
from tests.house.crawled_guides import PARTS as PARTS_OF_GUIDES
from tests.house.crawled_guides import WORDS as WORDS_OF_GUIDES
from tests.house.crawled_impact import EXAMPLES as OF_IMPACT
from tests.house.crawled_improvement import EXAMPLES as OF_IMPROVEMENT
from tests.house.crawled_measures import EXAMPLES as OF_MEASURES
from tests.house.crawled_needs import EXAMPLES as OF_NEEDS
from tests.house.crawled_packs import EXAMPLES as OF_PACKS
from tests.house.crawled_packs import PARTS as PARTS_OF_PACKS
from tests.house.crawled_places import EXAMPLES as OF_PLACES
from tests.house.crawled_plan import EXAMPLES as OF_PLANS
from tests.house.crawled_programmes import EXAMPLES as OF_PROGRAMMES
from tests.house.crawled_rates import EXAMPLES as OF_RATES
from tests.house.crawled_rates import WORDS as WORDS_OF_RATES
from tests.house.crawled_samples import EXAMPLES as OF_SAMPLES
from tests.house.crawled_timeliness import EXAMPLES as OF_TIMELINESS
from tests.house.crawled_warning import EXAMPLES as OF_WARNING
from tests.house.crawled_warning import WORDS as WORDS_OF_WARNING

# What stands in the hole of an address: by how the address begins, the longest first.
EXAMPLES = {
    "people/": "person",
    "people/posts/": "spell",
    "people/posts/questions/": "question",
    "people/merges/": "merge",
    "people/roles/": "grant",
    "people/groups/": "group",
    "scim/": "scim address",
    "people/organisations/": "organisation",
    "people/agreements/": "agreement",
    "people/restructures/": "restructure",
    "people/imports/": "import",
    "people/connections/": "connection",
    "people/webhooks/": "webhook",
    "people/password/": "password",
    "people/invitation/": "invitation token",
    "people/ask/": "request token",
    "people/stop/": "stop token",
    "people/outbox/": "notice",
    "people/requests/": "request",
    "people/sign-in/": "provider",
    "people/sign-in-providers/": "provider",
    "people/account/passkeys/": "passkey",
    "people/account/sign-ins/": "sign-in code",
    "catalogue/": "item",
    "catalogue/collections/": "collection",
    "catalogue/sources/": "source",
    "catalogue/library/": "resource",
    "catalogue/library/versions/": "resource version",
    "booking/": "booking",
    "booking/sessions/": "session",
    "booking/cannot-come/": "cannot-come",
    "booking/charges/": "charge",
    "booking/charges/rules/": "charging policy",
    "booking/charges/runs/": "invoice run",
    "booking/items/": "item",
    "booking/approvals/": "approval",
    "booking/approve/": "approve link",
    "booking/deputies/": "deputy",
    "booking/take/": "take link",
    "booking/check-in/": "check-in",
    "booking/attendance/": "item",
    "learn/": "lesson",
    "learn/attempts/": "attempt",
    "learn/notes/": "lesson note",
    "learn/files/": "lesson file",
    "learn/write/pages/": "lesson page",
    "learn/write/blocks/": "lesson block",
    "learn/write/questions/": "lesson question",
    "records/people/": "person",
    "records/plan/": "planned",
    "records/plan/add/": "item",
    "records/learned/": "resource",
    "records/completions/": "completion",
    "records/verify/": "certificate code",
    "records/reflections/": "reflection",
    "records/shown/": "reflection",
    "records/elsewhere/": "hand-in",
    "records/countersign/": "hand-in",
    "records/accepted/": "accepted",
    "needs/people/": "person",
    "needs/gaps/organisations/": "organisation",
    "needs/gaps/requirements/": "requirement",
    "needs/requirements/": "requirement",
    "surveys/follow-ups/": "follow-up",
    "surveys/answers/": "answer",
    "f/": "follow-up link",
    "thread/": "booking",
    "workforce/staying/": "year",
    "privacy/files/": "subject file",
    "privacy/look-up/": "look",
    "impact/": "item",
    "api/people/": "person",
    "api/people/imports/": "import",
    "api/people/posts/": "spell",
    "api/people/organisations/": "organisation",
    "api/catalogue/items/": "item",
    "api/booking/bookings/": "booking",
    "api/booking/sessions/": "session",
    "api/surveys/": "follow-up",
}
EXAMPLES |= OF_PACKS
EXAMPLES |= OF_MEASURES
EXAMPLES |= OF_IMPROVEMENT
EXAMPLES |= OF_IMPACT
EXAMPLES |= OF_PLACES
EXAMPLES |= OF_GUIDES
EXAMPLES |= OF_EXEMPTIONS
EXAMPLES |= OF_NEEDS
EXAMPLES |= OF_PLANS
EXAMPLES |= OF_AGENCY
EXAMPLES |= OF_CAPABILITIES
EXAMPLES |= OF_AUDITS
EXAMPLES |= OF_PROGRAMMES
EXAMPLES |= OF_SAMPLES
EXAMPLES |= OF_TIMELINESS
EXAMPLES |= OF_EFFECTS
EXAMPLES |= OF_WARNING
EXAMPLES |= OF_RATES
# Holes that do not hold a record, whatever the address.
WORDS = {"kind": "joiner", "role": "practitioner", "model": "booking.booking", "question": "learned"}
WORDS |= {"other": "booking.booking"}  # of the records on a thread, the one it is of
WORDS |= WORDS_OF_GUIDES
WORDS |= WORDS_OF_WARNING
WORDS |= WORDS_OF_RATES
WORDS |= {"page": "1", "block_kind": "text", "question_kind": "single", "number": "1"}


# A second hole, for something that belongs to what the address is about.
PARTS = {"held_id": "held", "booking_id": "booking", "run_id": "register file"} | PARTS_OF_AUDITS
PARTS |= PARTS_OF_GUIDES
PARTS |= PARTS_OF_PACKS


def example_of(route: str) -> str:
    """The name of the thing an address is about; KeyError when nobody has said: add it to EXAMPLES."""
    before = before_the_hole(route)
    return EXAMPLES[max((start for start in EXAMPLES if before.startswith(start)), key=len)]


def before_the_hole(route: str) -> str:
    return route.replace("{", "<").partition("<")[0]


def values(route: str, holes: tuple[str, ...], things: Any) -> dict[str, Any]:
    """What to put into each hole: the record the address is about, or what the hole is always for."""
    found: dict[str, Any] = {}
    for hole in holes:
        if before_the_hole(route) == "people/password/":
            found[hole] = things[f"password {hole}"]
        elif hole in WORDS:
            found[hole] = WORDS[hole]
        elif hole in PARTS:
            found[hole] = number_of(things[PARTS[hole]])
        else:
            found[hole] = number_of(things[example_of(route)])
    return found


def number_of(thing: Any) -> Any:
    return thing.pk if isinstance(thing, models.Model) else thing
