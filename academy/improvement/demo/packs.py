"""Two packs that Weyshire's Members have read, and a correction that waits for the director."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from academy.core.demo import World
from academy.improvement.actions import packs as actions
from academy.improvement.exports import packs as exports
from academy.improvement.models import Measure, Pack
from academy.improvement.queries import packs as queries
from academy.improvement.queries.packs import Line
from academy.improvement.rules.packs import quarter_end
from academy.improvement.rules.sentences import spoken
from academy.people.models import Account
from academy.people.rules import Role

FOR_WHOM = "For Members of the Children and Families Select Committee"
ASK = "Miriam Cole, Director of Quality Assurance"
DAYS_TO_PUBLISH = 34  # after the quarter has ended
WRITER, DIRECTOR = Role.ACADEMY, Role.DIRECTOR
LEAD = "audits_good_or_better"
# Why it is so, and what next; what happened is read from the readings.
WRITTEN = {
    LEAD: (
        "Teams that trained in weighing risk now show how they reached their decision.",
        "The last two teams train in January, and the same cases are looked at again in spring.",
    ),
    "vacancy_rate": (
        "We fill posts about as fast as people leave them.",
        "A fast track brings newly qualified social workers into the hardest-pressed teams from January.",
    ),
    "turnover_rate": (
        "More of those who began two years ago have stayed than in the years before.",
        "Everybody who leaves is asked why, and the answers come to the board in March.",
    ),
    "agency_rate": (
        "Agency workers cover posts that we have not filled.",
        "Each team with more than three agency workers has a plan to fill its posts by summer.",
    ),
    "retention_asye_plus_24m": (
        "Newly qualified workers have smaller caseloads in their first year than they had.",
        "We follow each year’s newcomers for two years before we say more.",
    ),
    "impact_applied_rate": (
        "Managers now ask about new learning in supervision.",
        "Follow-ups go to line managers too from December.",
    ),
    "supervision_in_time": (
        "We do not know yet why some teams manage it and others do not.",
        "The Principal Social Worker visits three teams before the next pack.",
    ),
}
FOR_THE_BOARD = ("supervision_in_time",)
NOT_BETTER = "Too many social work posts are still vacant, and agency workers cover too many of them."
DOING = "From January a fast track brings newly qualified social workers into the hardest-pressed teams."
CORRECTED = "Two agency workers who left in September were counted as still here."


def build(world: World) -> None:
    measures = {one.code: one for one in Measure.objects.filter(code__in=WRITTEN)}
    chosen = {measures[code]: code not in FOR_THE_BOARD for code in WRITTEN if code in measures}
    if len(chosen) < 3:
        world.say("no packs: there are too few measures")
        return
    newest = quarter_end(world.on)
    while newest + timedelta(days=DAYS_TO_PUBLISH) > world.on:
        newest = quarter_end(newest - timedelta(days=1))
    packs = [_published(ends_on, chosen) for ends_on in (quarter_end(newest - timedelta(days=1)), newest)]
    _put_forward_again(packs[-1], world.on)
    world.say("two packs for Members, and a correction that waits for the director")


def _published(ends_on: date, chosen: dict[Measure, bool]) -> Pack:
    now = _noon(ends_on + timedelta(days=DAYS_TO_PUBLISH))
    pack = actions.begin_pack(ends_on, for_whom=FOR_WHOM, ask_words=ASK, by=_account(WRITER))
    actions.choose_measures(pack, chosen, lead=next(one for one in chosen), by=_account(WRITER))
    lines = queries.lines_of(pack, until=now.date())
    for line in lines:
        why, what_next = WRITTEN[line.series.measure.code]
        actions.write_commentary(
            line.line, what_happened=_happened(line), why=why, what_next=what_next, by=_account(WRITER)
        )
    actions.change_pack(pack, better=_better(lines), not_better=NOT_BETTER, doing=DOING, by=_account(WRITER))
    pack = _put_forward(pack, now)
    director = _account(DIRECTOR)
    who = exports.who(director, on=now.date())
    frozen = exports.freeze(pack, second=who, on=now.date())
    return actions.publish_pack(pack, frozen=frozen, by=director, by_words=who, now=now).pack


def _put_forward(pack: Pack, now: datetime) -> Pack:
    pack = Pack.objects.select_related("lead").get(pk=pack.pk)
    writer, proof = _account(WRITER), exports.both(pack, on=now.date())
    who = exports.who(writer, on=now.date())
    return actions.put_forward(
        pack, proof=proof, digest=exports.digest_of(proof), by=writer, by_words=who, now=now - timedelta(days=2)
    )


def _put_forward_again(pack: Pack, on: date) -> None:
    actions.begin_correction(pack, why=CORRECTED, by=_account(WRITER))
    _put_forward(pack, _noon(on))


def _happened(line: Line) -> str:
    """The year in one sentence, as the readings have it."""
    known = line.public.drawn
    if not known:
        return "There are too few to say."
    newest, before = known[-1], known[max(0, len(known) - 13)]
    now, then = (_said(line, float(one.value or 0)) for one in (newest, before))
    return f"It stands at {now}; a year ago it was {then}." if now != then else f"It stands at {now}, as a year ago."


def _better(lines: list[Line]) -> str:
    """Without a number: on page one, one of a withheld reading could be meant."""
    known = [float(one.value or 0) for one in _of(lines, LEAD).public.drawn]
    is_more = len(known) > 1 and known[-1] > known[max(0, len(known) - 13)]
    audited = (
        "More audited cases are good or outstanding than a year ago" if is_more else "Audits are done when planned"
    )
    return f"{audited}, and the training was used."


def _of(lines: list[Line], code: str) -> Line:
    return next((line for line in lines if line.series.measure.code == code), lines[0])


def _said(line: Line, value: float) -> str:
    return spoken(value, line.series.measure.sign, 0)


def _account(role: Role) -> Account:
    """Whom the demonstration knows by name in that role."""
    return Account.objects.filter(grants__role=role, is_demonstration=True).select_related("person").order_by("pk")[0]


def _noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))
