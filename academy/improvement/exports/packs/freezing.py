"""From what was put forward to the files of a version, each made once and kept byte for byte."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from academy.improvement.actions.packs import Frozen, Made
from academy.improvement.exports.packs import document, numbers, slides
from academy.improvement.exports.packs.facts import canonical, digest_of
from academy.improvement.models.packs import Pack
from academy.improvement.queries import packs as queries
from academy.improvement.rules.packs import Edition, FileKind, Step
from academy.people.models import Account
from academy.people.scope import current_spells
from academy.ui.dates import date_words


def freeze(pack: Pack, *, second: str, on: date) -> Frozen:
    """Both editions, with who let them go, on which day, and what a correction puts right."""
    number = queries.next_number(pack)
    first = [approval.by_words for approval in queries.standing_approvals(pack, number)]
    approved = [[Step.FIRST.label, words] for words in first] + [[Step.SECOND.label, second]]
    proof = pack.proof or {}
    files: list[Made] = []
    for edition in Edition:
        said = deepcopy(proof.get(edition.value, {}))
        said["published"] = {
            "on": on.isoformat(),
            "on_words": date_words(on),
            "version": number,
            "approved": approved,
            "reason": pack.correcting_why,
        }
        files += made(said, edition, on=on)
    return Frozen(of=digest_of(proof), files=files)


def made(said: dict[str, Any], edition: Edition, *, on: date) -> Sequence[Made]:
    contents = {
        FileKind.FACTS: canonical(said),
        FileKind.PDF: document.pack_pdf(said, on=on),
        FileKind.CSV: numbers.pack_csv(said),
        FileKind.XLSX: numbers.pack_xlsx(said, on=on),
        FileKind.SLIDES: slides.pack_slides(said, on=on),
    }
    return [Made(edition, kind, content) for kind, content in contents.items()]


def who(account: Account | None, *, on: date) -> str:
    """Name and post, as they will stand in the pack."""
    person = account.person if account else None
    if person is None:
        return str(account or "The Academy")
    spell = current_spells(on).filter(person=person).select_related("post").order_by("pk").first()
    return f"{person.name}, {spell.post.title}" if spell and spell.post.title else person.name
