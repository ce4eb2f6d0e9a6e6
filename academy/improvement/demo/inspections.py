"""What inspectors found in Weyshire over the years, and how a made-up set of authorities is judged."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from academy.core.clock import months_after
from academy.core.demo import World
from academy.improvement.actions.inspections import add_inspection, add_inspection_finding
from academy.improvement.models import Inspection, InspectionFinding, OutcomesRelease, Priority, PublishedOutcome
from academy.improvement.rules.inspections import Grade, InspectionKind, JudgementArea, Said

LONDON = ZoneInfo("Europe/London")
NATIONAL = {Grade.OUTSTANDING: 36, Grade.GOOD: 67, Grade.IMPROVE: 31, Grade.INADEQUATE: 19}
SOURCE = "Shaped like Ofsted’s list of 31 March 2025: the counts are as published, the authorities are invented"
ALL_IMPROVE = {area.value: Grade.IMPROVE.value for area in JudgementArea}
PLACES = (
    "Ashby", "Bourne", "Calder", "Dunmore", "Elmstead", "Farley", "Greyfield", "Hartwell", "Ingleby", "Kesteven Vale",
    "Langmoor", "Marlow End", "Northmoor", "Oakham Vale", "Penrose", "Quarley", "Rushmere", "Southmere", "Thornley",
    "Upwell", "Vexford", "Westmarch", "Yarrow",
)  # fmt: skip
REGIONS = ("North East", "North West", "East Midlands", "West Midlands", "East of England", "London", "South East")
HELP, LEADERS = JudgementArea.HELP_PROTECTION, JudgementArea.LEADERS
CARE, LEAVERS = JudgementArea.IN_CARE, JudgementArea.CARE_LEAVERS

# how many months ago, what kind, title, what it was about, in two sentences
EVENTS: tuple[tuple[int, str, str, str, str, dict[str, str]], ...] = (
    (
        94, InspectionKind.EARLIER, "The inspection that began it", "",
        "Services for children were Inadequate. Too many children waited for help, and too many saw one worker after "
        "another.", {"overall": Grade.INADEQUATE.value, "leaders": Grade.INADEQUATE.value},
    ),
    (
        79, InspectionKind.MONITORING, "Third monitoring visit", "Front door",
        "Contacts are decided sooner. Managers do not yet write down why.", {},
    ),
    (
        50, InspectionKind.STANDARD, "The inspection of four years ago", "",
        "Services improved from Inadequate. They are not yet good: plans drift, and staff leave too often.",
        ALL_IMPROVE,
    ),
    (
        22, InspectionKind.FOCUSED, "Focused visit to children in need", "Children in need/subject to a plan",
        "Visits happen and children are seen. Risk is described, but not always weighed.", {},
    ),
    (
        10, InspectionKind.STANDARD, "The inspection of January", "",
        "Leaders know their services well. Risk is described, but not weighed, and safety plans leave out what to do "
        "tonight.", ALL_IMPROVE | {"leaders": Grade.GOOD.value, "care_leavers": Grade.GOOD.value},
    ),
)  # fmt: skip
# of which event, as what, what was said, of which area, what was promised, what was done, and how many months ago
FINDINGS = (
    (4, Said.IMPROVE, "Risk is described, but not weighed, in assessments of children and families.", HELP,
     "Every social worker learns to weigh risk with the family by the end of the year.", "", 0),
    (4, Said.IMPROVE, "Safety plans do not say what to do now, or whom to ring if risk rises.", HELP,
     "A plan of one page that says what to do tonight.", "The page is used by all teams; audits look for it.", 2),
    (4, Said.IMPROVE, "Children placed outside the county: their health and what follows when they go missing.", CARE,
     "Health reviews and return interviews out of the area are counted every month.",
     "Counted since spring, and read by the board.", 5),
    (4, Said.STRENGTH, "Leaders know their services well and are honest about what is not good enough.", LEADERS,
     "", "", 0),
    (3, Said.IMPROVE, "The quality and impact of supervision, so that decisions are timely and plans progress.",
     LEADERS, "Supervision every four weeks, written down by both.", "In time for more than eight in ten.", 4),
    (2, Said.IMPROVE, "The proportion of permanent staff, to reduce turnover.", LEADERS,
     "Fewer agency workers each year, and help for those in their first three years.", "", 0),
    (2, Said.IMPROVE, "The proportion of care leavers in education, employment or training.", LEAVERS,
     "Each young person has somebody who helps them find work.", "Two advisers began in the spring of that year.", 31),
    (2, Said.IMPROVE, "Help for children’s mental health together with partners.", HELP,
     "One way in for children who need help with how they feel.", "Opened with health and schools.", 24),
    (0, Said.RECOMMENDATION, "Leaders should urgently ensure that every child has a social worker of their own.",
     LEADERS, "No child without a named worker.", "No child in care or with a protection plan is without one.", 20),
)  # fmt: skip


def build(world: World) -> None:
    made = [_inspection(world.on, *event) for event in EVENTS]
    for event, kind, said, area, promised, done, ago in FINDINGS:
        add_inspection_finding(
            made[event],
            said,
            by=None,
            kind=kind,
            area=area.value,
            promised=promised,
            done=done,
            done_on=months_after(world.on, -ago) if done else None,
        )
    _outcomes(world)
    world.say(f"{len(made)} inspections and visits with {len(FINDINGS)} findings")


def _inspection(
    today: date, ago: int, kind: str, title: str, theme: str, summary: str, judged: dict[str, str]
) -> Inspection:
    on = months_after(today, -ago).replace(day=12)
    return add_inspection(
        kind, on, title, by=None, judgements=judged, theme=theme, summary=summary,
        published_on=on + timedelta(days=42),
    )  # fmt: skip


def link() -> None:
    """A priority of the plan that says the same is because of the finding."""
    by_word = {"risk": "Risk is described", "supervis": "supervision", "staff": "permanent staff"}
    for priority in Priority.objects.order_by("pk"):
        for word, said in by_word.items():
            if word in priority.title.lower():
                priority.inspection_findings.add(*InspectionFinding.objects.filter(said__contains=said))


def _outcomes(world: World) -> None:
    """As many of each judgement as were published for that day."""
    as_at = date(2025, 3, 31)
    if as_at > world.on:
        return
    release = OutcomesRelease.objects.create(
        as_at=as_at, source_words=SOURCE, read_at=datetime.combine(world.on, time(9), LONDON)
    )
    grades = [grade for grade, count in NATIONAL.items() for _ in range(count)]
    chance = world.chance("inspections")
    chance.shuffle(grades)
    kinds = ("shire", " Borough", " City", " and Hale", " Downs", " Forest", " Bay")
    names = [f"{place}{kind}" for kind in kinds for place in PLACES][: len(grades)]
    steps = list(Grade)
    rows = []
    for place, (name, overall) in enumerate(zip(names, grades, strict=True)):
        near = [steps[max(0, min(3, steps.index(overall) + chance.choice((-1, 0, 0, 0, 1))))] for _ in range(4)]
        inspected = as_at - timedelta(days=chance.randint(60, 1_500))
        rows.append(
            PublishedOutcome(
                release=release,
                authority=name,
                region=REGIONS[place % len(REGIONS)],
                inspected_on=inspected,
                published_on=inspected + timedelta(days=45),
                overall=overall,
                leaders=near[0],
                help_protection=near[1],
                in_care=near[2],
                care_leavers=near[3] if inspected >= date(2023, 1, 1) else "",
            )
        )
    PublishedOutcome.objects.bulk_create(rows)
