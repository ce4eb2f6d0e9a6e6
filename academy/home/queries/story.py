"""What did we do about something: everything the rooms hold on it, in the order of the golden thread, within reach."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import and_, or_

from django.db.models import Model, Q, QuerySet

from academy.audits.models import Finding, ReAudit
from academy.booking.models import Session
from academy.catalogue.models import Item
from academy.core import thread
from academy.core.figures import Figure
from academy.core.thread import Knot
from academy.frameworks.models import Guide
from academy.home.queries.threads import Shown, shown_record
from academy.home.queries.told import actions_in_a_word, measures_in_a_word
from academy.impact import measures as impact
from academy.impact import queries as uses
from academy.improvement.models import InspectionFinding, Measure, PlanAction, Priority
from academy.improvement.models import Recommendation as CommitteeRecommendation
from academy.needs.models import Need, Signal
from academy.people.scope import Viewer, visible
from academy.plan.models import Commission, PlanItem
from academy.programmes.models import Recommendation
from academy.ui.dates import date_words
from academy.ui.templatetags.academy import in_words

Kind = type[Model]
STAGES: dict[str, tuple[Kind, ...]] = {
    "What was found": (Finding, InspectionFinding, Recommendation, CommitteeRecommendation),
    "What it means here": (Guide,),
    "What people needed": (Signal, Need),
    "What we promised": (Priority, PlanAction, PlanItem),
    "What was taught": (Item, Session),
    "What we saw afterwards": (ReAudit, Measure),
}
BETWEEN = (Commission,)  # joins two stages and is not shown itself
WALKED = frozenset([*(kind for kinds in STAGES.values() for kind in kinds), *BETWEEN])
SAID: dict[Kind, tuple[str, ...]] = {
    Finding: ("said", "theme__name", "capability__name"),
    InspectionFinding: ("said", "promised", "done"),
    Recommendation: ("words", "capability__name"),
    CommitteeRecommendation: ("said", "answer_words"),
    Guide: ("title", "what_it_says"),
    Signal: ("said", "capability__name"),
    Need: ("title", "capability__name"),
    Priority: ("title", "why"),
    PlanAction: ("title", "words"),
    PlanItem: ("title",),
    Item: ("title", "summary"),
    Measure: ("title",),
}
NAMED_BY: dict[Kind, tuple[str, ...]] = {Session: ("item",)}  # what a record's name is read from beside itself
EACH = 5  # of one kind are named; the rest are counted
FURTHEST = 8  # steps from a record that says the words: from a finding to its dates are five
LEAST_LETTERS = 3


@dataclass(frozen=True)
class Stage:
    name: str
    kinds: list["KindShown"]
    total: int


@dataclass(frozen=True)
class KindShown:
    name: str
    total: int
    records: list[Shown]

    @property
    def more(self) -> int:
        return self.total - len(self.records)


@dataclass(frozen=True)
class Story:
    about: str
    stages: list[Stage] = field(default_factory=list)
    hidden: int = 0
    used: Figure | None = None

    @property
    def lede(self) -> str:
        """“One finding, two needs and three courses.”"""
        parts = [f"{in_words(kind.total)} {kind.name}" for stage in self.stages for kind in stage.kinds]
        listed = " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
        return listed[:1].upper() + listed[1:] + "."


def story_of(viewer: Viewer, about: str) -> Story:
    """Everything that says the words, what that was because of, and what it led to. As many queries for 3 as for 1."""
    words = [stem for word in about.split() if len(stem := _stem(word)) >= LEAST_LETTERS]
    if not words:
        return Story(about)
    found = _walked(_said(viewer, words))
    stages, hidden, items = [], 0, set()
    for name, kinds in STAGES.items():
        shown = []
        for kind in kinds:
            if ids := found.get(kind):
                seen = visible(viewer, kind).filter(pk__in=ids)
                total = seen.count()
                hidden += len(ids) - total
                if total:
                    shown.append(_kind_shown(viewer, kind, seen, total))
                if kind is Item:
                    items = set(seen.values_list("pk", flat=True))
        if shown:
            stages.append(Stage(name, shown, sum(one.total for one in shown)))
    return Story(about, stages, hidden, _used(viewer, items))


def _said(viewer: Viewer, words: list[str]) -> dict[Kind, set[int]]:
    """Whatever says all the words and is the viewer’s: a count must not tell what a hidden one says."""
    found = {}
    for kind, fields in SAID.items():
        says = (reduce(or_, (Q(**{f"{name}__icontains": word}) for name in fields)) for word in words)
        if ids := set(visible(viewer, kind).filter(reduce(and_, says)).values_list("pk", flat=True)):
            found[kind] = ids
    return found


def _walked(seeds: dict[Kind, set[int]]) -> dict[Kind, set[int]]:
    found = {kind: set(ids) for kind, ids in seeds.items()}
    for step in (thread.causes, thread.effects):
        for kind, ids in _one_way(seeds, step).items():
            found.setdefault(kind, set()).update(ids)
    return found


def _one_way(seeds: dict[Kind, set[int]], step: Callable[..., list[Knot]]) -> dict[Kind, set[int]]:
    passed: dict[Kind, set[int]] = {}
    edge = seeds
    for _ in range(FURTHEST):
        onward: dict[Kind, set[int]] = {}
        for kind, ids in edge.items():
            for knot in step(Knot(kind, frozenset(ids)), among=WALKED):
                new = set(knot.ids) - passed.get(knot.model, set()) - seeds.get(knot.model, set())
                if new:
                    onward.setdefault(knot.model, set()).update(new)
        for kind, ids in onward.items():
            passed.setdefault(kind, set()).update(ids)
        edge = onward
    return passed


def _kind_shown(viewer: Viewer, kind: Kind, seen: QuerySet[Model], total: int) -> KindShown:
    meta = kind._meta
    name = str(meta.verbose_name if total == 1 else meta.verbose_name_plural)
    records = seen.select_related(*NAMED_BY[kind]) if kind in NAMED_BY else seen
    newest = list(records.order_by("-pk")[:EACH])
    told = IN_A_WORD[kind](viewer, [record.pk for record in newest]) if kind in IN_A_WORD else {}
    return KindShown(name, total, [_shown(viewer, record, told.get(record.pk)) for record in newest])


def _shown(viewer: Viewer, record: Model, told: str | None) -> Shown:
    """With when it was, unless something better can be told or its name says it already."""
    shown = shown_record(viewer, record)
    when = shown.when if told is None else told
    return replace(shown, when="" if when in shown.heading else when)


def _items_in_a_word(viewer: Viewer, ids: list[int]) -> dict[int, str]:
    rows = visible(viewer, Item).filter(pk__in=ids).values_list("pk", "added_on")
    return {pk: f"in the catalogue since {date_words(added_on)}" for pk, added_on in rows}


IN_A_WORD: dict[Kind, Callable[[Viewer, list[int]], dict[int, str]]] = {
    PlanAction: actions_in_a_word,
    Measure: measures_in_a_word,
    Item: _items_in_a_word,
}


def _used(viewer: Viewer, items: set[int]) -> Figure | None:
    """Whether people used what was taught about it, for those who may know."""
    if not items or not viewer.may("see impact"):
        return None
    asked = uses.follow_ups(viewer).filter(completion__item__in=items)
    return impact.figure_of(asked, viewer=viewer) if asked.exists() else None


def _stem(word: str) -> str:
    """“Thresholds” also finds a threshold."""
    word = word.strip("?.,;:“”\"'").replace("\x00", "")
    return word[:-1] if len(word) > LEAST_LETTERS and word.lower().endswith("s") else word
