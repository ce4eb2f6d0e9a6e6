"""How we practise: each guide with the version that stands, what is in it, and who has understood it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Max, Prefetch, Q, QuerySet

from academy.core.statements import Statement
from academy.frameworks.models import PARTS, Acknowledgement, Guide, GuideVersion, Term, Threshold
from academy.frameworks.rules.practice import PARTS_OF, GuideKind, PartKind
from academy.people.scope import Viewer, visible

MOST_WORDS = 8
SEARCHED = {
    PartKind.TERM: ("name", "also_called", "meaning", "instead_of"),
    PartKind.DUTY: ("situation", "who", "does"),
}

# Whether there is anything at all that everybody is asked to understand and one person has not said they do.
NOT_UNDERSTOOD = Statement(
    """
    SELECT 1 FROM frameworks_guideversion current
    JOIN frameworks_guide guide ON guide.id = current.guide_id AND guide.is_asked
    WHERE current.is_current AND NOT EXISTS (
      SELECT 1 FROM frameworks_acknowledgement said
      JOIN frameworks_guideversion understood ON understood.id = said.version_id
      WHERE said.person_id = %s AND understood.guide_id = guide.id AND understood.number >= COALESCE((
        SELECT max(asked.number) FROM frameworks_guideversion asked
        WHERE asked.guide_id = guide.id AND asked.published_on IS NOT NULL AND asked.is_asked_again), 1))
    """
)


def guides(viewer: Viewer, *, kind: GuideKind | None = None) -> QuerySet[Guide]:
    """Each with the version that stands as `current`; whoever writes them sees those that have none yet."""
    standing = GuideVersion.objects.filter(is_current=True)
    rows = visible(viewer, Guide).prefetch_related(Prefetch("versions", queryset=standing, to_attr="current"))
    if not viewer.may("keep how we practise"):
        rows = rows.filter(versions__is_current=True)
    return rows.filter(kind=kind) if kind else rows


def versions(viewer: Viewer) -> QuerySet[GuideVersion]:
    """Every version that was published, and drafts for those who write them."""
    return visible(viewer, GuideVersion).select_related("guide", "replaced_by")


def standing(viewer: Viewer, kind: GuideKind) -> GuideVersion | None:
    """The current version of the one guide to thresholds, to terms or to who does what."""
    return versions(viewer).filter(guide__kind=kind, is_current=True).first()


def versions_of(viewer: Viewer, guide: Guide) -> QuerySet[GuideVersion]:
    """Those that were published, the newest first."""
    return visible(viewer, GuideVersion).filter(guide=guide, published_on__isnull=False)


def draft_of(viewer: Viewer, guide: Guide) -> GuideVersion | None:
    return visible(viewer, GuideVersion).filter(guide=guide, published_on=None).first()


def parts(version: GuideVersion, kind: PartKind, *, search: str = "") -> QuerySet[Any]:
    """In their order; of terms and duties those that have every word that is looked for."""
    rows: QuerySet[Any] = PARTS[kind]._default_manager.filter(version=version)
    for word in search.replace("\0", " ").split()[:MOST_WORDS]:
        found = Q(pk__in=[])
        for name in SEARCHED.get(kind, ()):
            found |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(found)
    return rows


def number_of_parts(version: GuideVersion) -> int:
    return sum(parts(version, kind).count() for kind in PARTS_OF[GuideKind(version.guide.kind)])


def level_names(version: GuideVersion) -> dict[int, str]:
    return dict(Threshold.objects.filter(version=version).values_list("level", "name"))


def earlier_meanings(viewer: Viewer, term: Term) -> list[Term]:
    """What the word meant in each version before this one, where it was something else."""
    rows = visible(viewer, Term).filter(code=term.code, version__guide=term.version.guide_id)
    rows = rows.filter(version__number__lt=term.version.number, version__published_on__isnull=False)
    found, said = [], term.meaning
    for row in rows.select_related("version__replaced_by").order_by("-version__number"):
        if row.meaning != said:
            found.append(row)
            said = row.meaning
    return found


def counts_from(guides: QuerySet[Guide] | list[int]) -> dict[int, int]:
    """Of each guide, the first version whose understanding still counts: the last that asked everybody again."""
    asked = GuideVersion.objects.filter(guide__in=guides, published_on__isnull=False, is_asked_again=True)
    return dict(asked.order_by().values_list("guide").annotate(first=Max("number")))


def to_understand(viewer: Viewer) -> list[GuideVersion]:
    """What everybody is asked to understand, and this person has not said they do; in one query where nothing is."""
    if viewer.person is None:
        return []
    asked = versions(viewer).filter(is_current=True, guide__is_asked=True).order_by("guide__position", "pk")
    current = list(asked)
    if not current:
        return []
    said, first = understood_by(viewer), counts_from([one.guide_id for one in current])
    return [one for one in current if said.get(one.guide_id, (0, None))[0] < first.get(one.guide_id, 1)]


def understood_by(viewer: Viewer) -> Mapping[int, tuple[int, Any]]:
    """Of each guide: the last version that this person understood, and when they said so."""
    if viewer.person is None:
        return {}
    said = Acknowledgement.objects.filter(person=viewer.person).order_by("version__number")
    rows = said.values_list(F("version__guide"), F("version__number"), "said_at")
    return {guide: (number, at) for guide, number, at in rows}
