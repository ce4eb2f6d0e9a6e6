"""Invented content for the gallery: the same people, places and numbers as in the design."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from academy.core.exports import Status
from academy.core.figures import Figure

from . import charts
from .year import year


class Item(NamedTuple):
    heading: str
    why: str
    action_words: str = ""
    action_url: str = ""
    action_about: str = ""
    url: str = ""
    tag: Status | None = None
    is_main: bool = False
    on: date | None = None


class Knot(NamedTuple):
    kind: str
    when: str
    heading: str
    words: str
    number: str
    number_words: str
    url: str = "#thread"
    why: str = "led to"
    is_here: bool = False
    is_end: bool = False


def practice_chart() -> charts.Chart:
    points = [(-4, 1, -6, 8), (-3, -2, -9, 5), (-2, 2, -5, 8), (-1, 0, None, None), (0, 3, -4, 10), (1, 6, -1, 13)]
    points += [(2, 9, 2, 16), (3, 10, 3, 18), (4, 11, 3, 19), (5, 9, 0, 18)]
    return charts.estimates_chart(
        [charts.Estimate(str(at).replace("-", "−"), value, low, high, 96, at >= 0) for at, value, low, high in points],
        title="Audits improved from the second quarter after training. Nothing moved before it",
        note="Percentage points more audits graded good or outstanding than in teams not yet trained. Dot: estimate. "
        "Bar: 95% interval. The quarter before training is zero.",
        axis="Quarters from the date the team trained",
        before="Before training",
        after="After the team trained",
        says="Difference in audits graded good or outstanding. Near zero in the four quarters before training; 9 "
        "points "
        "higher two quarters after, between 2 and 16.",
        how_to_read="Left of the line, teams that were going to train and teams that were not were moving alike. "
        "That is "
        "what makes the right side worth believing.",
        does_not_show="Why it takes two quarters. Or whether it lasts past 18 months: only five teams have been "
        "trained "
        "that long.",
    )


def staying_chart() -> charts.Chart:
    trained = [100, 99, 97, 96, 93, 91, 89, 87, 85.5, 82, 81, 80, 78]
    others = [100, 98, 96, 93, 90, 87, 84, 81, 79, 75, 73, 72, 70]
    return charts.survival_chart(
        [
            charts.Line("Trained", _steps(trained, 0.6), at_risk=(121, 112, 94, 71, 48)),
            charts.Line("Not yet trained", _steps(others, 0.65), style=2, at_risk=(98, 88, 73, 52, 33)),
        ],
        title="78 in 100 of the trained were still here after two years, and 70 of the others",
        note="Share still in post. Shading: 95% interval, 70 to 85 for the trained and 61 to 77 for the others. They "
        "overlap: this may be chance.",
        ticks=(0, 6, 12, 18, 24),
        axis="Months since training",
        how_to_read="Each line falls when somebody leaves. The wider the shading, the less we know.",
        who_is_compared="People of the same role, service and length of stay, both still in post in the month the "
        "first "
        "trained. Otherwise staying would cause training, and not the other way.",
    )


def _steps(shares: Sequence[float], spread: float) -> list[charts.Step]:
    return [
        (2 * at, share / 100, max(0, share - spread * at - 0.4) / 100, min(100, share + spread * at) / 100)
        for at, share in enumerate(shares)
    ]


def share_chart() -> charts.Chart:
    return charts.share_bars(
        [
            charts.Share("Social workers", 64, 55, 72, 118),
            charts.Share("Family support workers", 58, 42, 72, 41),
            charts.Share("Health visitors", 50, 32, 68, 28),
            charts.Share("School safeguarding leads", None),
        ],
        title="Social workers and family support workers used it alike",
        note="Share who used it more than once, three months on. Bar: 95% interval.",
        how_to_read="Where bars overlap, the groups may not differ at all.",
    )


def audits_chart() -> charts.Chart:
    values = [48, 51, 46, 53, 50, 47, 52, 49, 54, 50, 48, 51, 47, 55, 57, 60, 58, 62, 59, 64, 61, 63, 60, 61]
    months = ["Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"] * 2
    readings = [
        charts.Reading(months[at], value, {2: "2025", 14: "2026"}.get(at, ""), 38, at > 12)
        for at, value in enumerate(values)
    ]
    return charts.readings_chart(
        readings,
        title="Audited cases graded good or outstanding",
        note="Each month, November 2024 to October 2026",
        levels=[charts.Level(0, 12, 50, 41.5, 58.3), charts.Level(13, 23, 60, 51.7, 68.5)],
        target=75,
        event="Training began",
        says="Audits graded good or outstanding, each month for two years. About 50% until November 2025; about 60% "
        "since. Target 75%.",
        how_to_read="All 11 months since December are above the old average of 50%. That is a real change, not chance.",
        does_not_show="That 75% will be reached by March. At the present level it will not.",
    )


def saving_chart() -> charts.Chart:
    return charts.ranges_chart(
        [
            charts.Swing("Share who would stay", -72_000, 192_000, "2 in 100", "8 in 100"),
            charts.Swing("Months of cover for each", 3_000, 129_000, "4 months", "8 months"),
            charts.Swing("What the programme costs", 83_000, 37_000, "£157,000", "£203,000"),
            charts.Swing("Recruiting somebody new", 31_000, 89_000, "£4,100", "£7,900"),
            charts.Swing("What agency costs more", 41_000, 79_000, "£17,400", "£22,600"),
        ],
        middle=60_000,
        title="The share who would stay matters most: it alone decides whether anything is saved",
        note="Net saving in a year, with one input at its low or its high end and all others in the middle.",
        how_to_read="Hollow: the input is low. Filled: it is high. A bar across £0 can turn a saving into a loss.",
        does_not_show="That retention rises. This is what it would come to if it did.",
    )


THINGS_TO_DO = [
    Item(
        "How did you use motivational interviewing?",
        "Two taps. You did the programme on 6 August, three months ago.",
        "Answer",
        "#list",
        "about motivational interviewing",
        is_main=True,
    ),
    Item(
        "Safeguarding level 3 refresher",
        "Ran out on 2 October. Social workers renew it every three years. Next dates: 17 November and 3 December.",
        "Choose a date",
        "#list",
        tag=Status("Overdue", "late"),
    ),
    Item(
        "Your second piece of CPD",
        "Social Work England asks for two, one discussed with a peer. Your notes from 6 August are ready to use.",
        "Write it",
        "#list",
        tag=Status("Due 30 November", "due"),
    ),
]
SESSIONS = [
    Item(
        "Assessing and managing risk with families",
        "9:30am to 4:30pm, Wey Valley Centre, Guildbourne. You have a place.",
        "Change or cancel",
        "#dates",
        url="#dates",
        on=date(2026, 11, 17),
    ),
    Item(
        "A day with health visiting: Tannery Lane",
        "Work shadowing. You are 2nd on the waiting list; we will tell you by 19 November.",
        "Leave the list",
        "#dates",
        url="#dates",
        on=date(2026, 11, 26),
        tag=Status("Full", "due"),
    ),
]
STATUSES = [
    Status("Up to date", "good"),
    Status("Due 30 November", "due"),
    Status("Overdue 39 days", "late"),
    Status("New starter", "note"),
    Status("No real change", "calm"),
]
PLACES = {
    "taken": 15,
    "held": 6,
    "yours": 3,
    "yours_words": "for council staff",
    "held_words": "4 for health and 2 for schools. From 13 November anyone may have them",
    "says": "24 places: 15 taken, 6 held for partners, 3 free for you",
}
STEPS = [
    {"title": "You have a place straight away", "words": "Ruth Adeyemi, your manager, is told.", "is_done": True},
    {"title": "Reminders come 14, 7 and 2 days before", "words": "Each has one link, “I can’t come”."},
    {"title": "Three months later we ask two things", "words": "Did you use it? Did it help? Two taps."},
]
YEAR = year(
    date(2025, 12, 1),
    on=date(2026, 11, 10),
    done=[
        date(2025, 12, 19),
        date(2026, 2, 12),
        date(2026, 3, 5),
        date(2026, 5, 23),
        date(2026, 8, 6),
        date(2026, 10, 7),
    ],
    booked=[date(2026, 11, 17)],
    says="Your year, December to November: six things learned, one booked, 20 days to go.",
)
FIGURES = [
    Figure(
        "Reached",
        64.375,
        count=412,
        n=640,
        who="people who need it",
        target=80,
        target_words="plan 80%",
        sentence="Nearly two in three of those who need it have completed it. Health visitors are furthest behind, "
        "at 31%.",
        words="Everyone with the requirement on 31 October 2026.",
        opens_to="#figure",
        opens_words="Who has, who has not",
    ),
    Figure(
        "Applied it, three months on",
        61,
        54,
        68,
        n=187,
        asked=268,
        evidence="weak",
        why="people’s own account",
        sentence="Six in ten who answered used it more than once. If everyone who stayed silent had not, it would be "
        "43%.",
        words="70% answered. Asked three months after completion.",
        opens_to="#figure",
        opens_words="See the 187 answers",
    ),
    Figure(
        "Practice",
        9,
        2,
        16,
        n=1148,
        who="audits, 14 teams",
        unit="points",
        scale=(-10, 30),
        evidence="moderate",
        why="teams trained at different times",
        sentence="Audits of direct work graded good or outstanding rose by about nine in 100 after a team trained, "
        "compared "
        "with teams that had not yet.",
        words="Auditors who grade hard are allowed for. No drift before training.",
        opens_to="#figure",
        opens_words="How we worked it out",
    ),
    Figure(
        "Staying",
        8,
        -3,
        19,
        n=219,
        who="people",
        unit="points",
        scale=(-10, 30),
        evidence="none",
        sentence="Those who trained may stay longer, but the difference could be chance. We will know more in about "
        "a year.",
        words="Two years after training, against people alike who had not trained and were still in post that month.",
        opens_to="#figure",
        opens_words="Who is compared",
    ),
    Figure(
        "Used what they learned",
        88.9,
        n=9,
        asked=11,
        sentence="Your team uses what it learns. Two people have not answered.",
        words="Too few to compare with other teams, so we do not.",
        opens_to="#figure",
        opens_words="See the nine answers",
    ),
    Figure("Sickness in the duty team", 12, n=4, sentence="Two of four.").withheld(),
]
KNOTS = [
    Knot(
        "Finding",
        "January 2026",
        "Risk is described, but not weighed",
        "14 of 40 assessments.",
        "35%",
        "22% to 50%",
        is_here=True,
    ),
    Knot(
        "Signal",
        "4 February",
        "Analysis of risk, assessment teams",
        "Raised by Helen Marsh. Risk: high.",
        "182",
        "workers",
    ),
    Knot("Course", "8 May", "Assessing and managing risk with families", "One day.", "1", "course"),
    Knot(
        "Re-audit", "September 2026", "Risk is described, but not weighed", "5 of 38.", "13%", "6% to 27%", is_end=True
    ),
]
COUNTS = [
    {"number": 14, "words": "joiners"},
    {"number": 9, "words": "movers"},
    {"number": 6, "words": "leavers"},
    {"number": 1871, "words": "the same as before"},
    {"number": 5, "words": "rows we cannot read", "is_bad": True, "url": "#counts"},
]
SUMMARY = [
    {"key": "When", "value": "9:30am to 4:30pm, with lunch", "change_url": "#summary"},
    {"key": "Where", "value": "Wey Valley Centre, Guildbourne. Step-free, hearing loop", "change_url": "#summary"},
]
ANSWERS = [
    {"value": "often", "words": "Yes, more than once"},
    {"value": "once", "words": "Yes, once"},
    {"value": "not-yet", "words": "Not yet"},
    {"value": "no", "words": "No, it does not fit my work"},
]
PEOPLE = [
    {"name": name, "url": "#table", "role": role, "started_on": started_on, "hours": hours, "standing": standing}
    for name, role, started_on, hours, standing in (
        ("Amara Okafor", "Social worker", date(2023, 9, 4), 31.5, Status("Overdue 39 days", "late")),
        ("Tom Beckett", "Family support worker", date(2020, 6, 1), 12.0, Status("Up to date", "good")),
        ("Leila Haddad", "Newly qualified social worker", date(2026, 11, 2), 0, Status("New starter", "note")),
        ("Joseph Mensah", "Advanced practitioner", date(2017, 3, 13), 1040.25, Status("Due 14 January", "due")),
    )
]
