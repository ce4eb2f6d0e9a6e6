"""What the crawl meets of requirements: an exemption that waits, a setting, what counts instead, and a file."""

from typing import Any

from academy.catalogue.models import Item
from academy.core import clock
from academy.core import imports as machine
from academy.needs import imports
from academy.needs.models import Equivalent, Profession, ProfessionRole, Setting, SettingLine
from academy.people.models import JobRole, Organisation, Person
from tests.builders import make_exemption, make_item

EXAMPLES = {
    "needs/exemptions/": "exemption",
    "needs/equivalents/": "equivalent",
    "needs/settings/": "setting",
    "needs/settings/lines/": "setting line",
    "needs/demand/items/": "item",
    "needs/requirements/files/": "requirement file",
    "api/needs/requirements/": "requirement",
}


def exemptions_of(things: dict[str, Any], organisation: Organisation, person: Person, mark: str) -> None:
    requirement, today = things["requirement"], clock.today()
    things["exemption"] = make_exemption(
        person,
        requirement=requirement,
        organisation=organisation,
        why=f"{mark} is away",
        made_by=things["account"],
    )
    other: Item = make_item("What counts instead")
    things["equivalent"] = Equivalent.objects.create(item=requirement.item, counts=other, starts_on=today)
    things["setting"] = Setting.objects.create(code=f"setting-{person.pk}", name=f"Setting {person.pk}")
    role = JobRole.objects.create(code=f"in-setting-{person.pk}", name=f"Role in setting {person.pk}")
    things["setting line"] = SettingLine.objects.create(setting=things["setting"], job_role=role, starts_on=today)
    things["profession"] = Profession.objects.create(code=f"profession-{person.pk}", name="A profession")
    things["role of a profession"] = ProfessionRole.objects.create(profession=things["profession"], job_role=role)
    asked = b"What,Within days\nSomething,28\n"
    things["requirement file"] = machine.take_in(imports.SPEC, asked, "list.csv", by=things["account"])
