"""What the crawl meets of packs: one that is written, and one that went out."""

from datetime import date
from itertools import count
from typing import Any

from academy.people.models import Organisation
from tests.improvement.packed import make_measure, make_pack, publish, put_forward

EXAMPLES = {
    "improvement/packs/": "pack",
    "improvement/packs/lines/": "pack line",
    "improvement/packs/versions/": "pack version",
    "improvement/packs/files/": "pack file",
    "api/improvement/packs/": "pack",
}
PARTS = {"measure_code": "pack measure code"}
YEARS = count(1990)  # a quarter for each side, long past: a pack is for everybody
NEVER = 987_654_321


def packs_of(things: dict[str, Any], organisation: Organisation) -> None:
    """What has gone out can never be deleted, so the side that is gone has only had one that was put forward."""
    measure = make_measure()
    pack = make_pack(measure, ends_on=date(next(YEARS), 9, 30))
    is_gone = organisation.code == "gone"
    things["measure of a pack"], things["pack measure code"] = measure, measure.code
    things["pack"], things["pack line"] = pack, pack.lines.get()
    if is_gone:
        put_forward(pack)
        things["pack version"] = things["pack file"] = NEVER
    else:
        things["pack version"] = publish(pack)
        things["pack file"] = things["pack version"].files.get(edition="members", kind="csv")
    things["pack approval"] = pack.approvals.first()
    things["commentary"] = things["pack line"].commentary
