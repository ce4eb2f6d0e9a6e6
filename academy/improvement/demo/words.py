"""What Weyshire promised, and who answers for it. All of it is invented."""

from typing import Any

TITLE = "Weighed, not only described: improvement plan"
INTENT = (
    "Inspectors and our own audits found that risk is described but not weighed, that agencies mean different things "
    "by a threshold, and that plans drift. This plan says what we change, who sees to it, and by when."
)
BOARD = "Improvement Board"

PRIORITIES = {  # number: title, why, what our own audits found of it
    1: (
        "Risk is weighed with the family",
        "Assessments list what could harm a child. Few say which matters most, or what would change it.",
        ("Risk is described, but not weighed",),
    ),
    2: (
        "Every agency means the same by a threshold",
        "Too many contacts come to nothing, and some children come back because the first answer was wrong.",
        (),
    ),
    3: (
        "Plans move, and do not drift",
        "Some children have had a plan for more than two years without anybody saying what is still to change.",
        (),
    ),
    4: (
        "People stay, and are well led",
        "Workers leave after two years and take with them what they know of children.",
        (),
    ),
    5: ("Children are seen, heard and known", "A child with three social workers in a year is known by none.", ()),
}
OUTCOMES = {  # number: priority, what is noticed, how we shall know
    1: (
        1,
        "My social worker can tell me what they are worried about, and what would make it better",
        "Audits, and what families say",
    ),
    2: (5, "I know who my social worker is, and they know me", "Children with three social workers or more in a year"),
    3: (2, "When my school was worried, somebody helped before it got worse", "Children referred again within a year"),
    4: (3, "I know what will happen next, and when", "Plans of more than two years"),
    5: (3, "Somebody speaks up for me", "Children with an advocate"),
    6: (4, "My social worker has time for me", "Workers with more cases than the limit"),
    7: (4, "I do not have to tell it all again to somebody new", "Social workers who left in the year"),
}
OWNERS = {  # whom the demonstration knows by name, and their job; the rest are people in senior posts
    "academy": ("academy@weyshire.example", "Head of the Academy"),
    "auditor": ("auditor@weyshire.example", "Principal social worker"),
    "manager": ("manager@weyshire.example", "Team manager, assessment"),
    "director": ("director@weyshire.example", "Director of children’s services"),
}
JOBS = {
    "risk": "Head of family safeguarding",
    "threshold": "Head of the front door",
    "staying": "Head of workforce",
    "practice": "Head of children’s participation",
}
FOUND_IN_INSPECTIONS = {  # words in what inspectors said, and the priority that it is a reason for
    1: ("risk", "assessment"),
    2: ("threshold", "referral", "contact"),
    3: ("plan", "drift", "review"),
    4: ("staff", "turnover", "caseload", "supervision", "social worker", "worker"),
    5: ("child", "voice", "seen"),
}
# of an action: what, by which day from today, and on which it was reached
MILESTONES: dict[str, list[tuple[str, int, int | None]]] = {
    "Agree one threshold document with schools and health": [
        ("A draft that all agencies have read", -150, -146),
        ("Health has agreed", -45, -40),
        ("The partnership board has agreed", -8, None),
    ],
    "Train every assessment team": [("Three of six teams trained", -120, -116), ("All six teams trained", -50, -44)],
    "Learn about thresholds together": [("Two localities have met", -20, -18), ("All four have met", 70, None)],
    "Bring caseloads under the limit in every team": [("Four teams of six under the limit", -30, None)],
    "Fill the posts that agency workers hold": [("Ten posts filled", -10, -12), ("Twenty-five filled", 90, None)],
}
BLOCKERS: dict[str, tuple[str, int, int | None, str]] = {
    "Offer a path for those with two years behind them": (
        "The pay point waits for the committee that meets in December.",
        -20,
        None,
        "",
    ),
    "Tell referrers what became of it within five days": (
        "The case system cannot send the letter by itself.",
        -40,
        -9,
        "The front door sends it by hand until it can.",
    ),
    "Bring caseloads under the limit in every team": ("Two teams have three vacant posts each.", -15, None, ""),
}
LASTED = {  # what was seen, weeks after, that shows it has lasted
    "Agree what “weighed” means": "The examples are named in 31 of 40 supervision records looked at.",
    "Commission “Assessing and managing risk with families”": "September’s audit: risk is weighed more often.",
    "Ask “so what?” before an assessment is signed": "Team managers asked it in 26 of 30 assessments looked at.",
    "Set an expected day for every step of a child’s plan": "38 of 40 plans looked at gave a day for every step.",
    "Give newly qualified workers protected time": "All nineteen had their day in each of the last six fortnights.",
}
COMMITTEE = "Children and Families Select Committee"
# what, made, answer by, owner, answer, words, answered, done, what was done, moved, the actions that follow
RECOMMENDATIONS: list[tuple[Any, ...]] = [
    (
        "That the Committee receives the measures every quarter, with due dates and interim targets, in words that "
        "a resident would understand.",
        -230, -170, "academy", "accepted",
        "The Members’ pack comes every quarter from now on. Every measure in it has a target with a day.",
        -182, -120, "The first pack came in the summer, and the second in the autumn.", (), (),
    ),
    (
        "That the same words are used for inspectors’ judgements inside and outside the council.",
        -230, -170, "auditor", "accepted", "Ofsted’s own four words are used everywhere, and the packs refuse others.",
        -176, -150, "Every report since has used them.", (), (),
    ),
    (
        "That the cost of agency workers, and what better retention would save, is reported with the budget.",
        -140, -84, "staying", "partly",
        "The premium is reported with the budget. What retention would save is given as a range: it is not certain.",
        -70, None, "", (), ("Fill the posts that agency workers hold",),
    ),
    (
        "That schools are told what became of a referral within five working days.",
        -140, -84, "threshold", "accepted", "It is in the improvement plan, with a day.", -88, None, "", (),
        ("Tell referrers what became of it within five days", "Offer a consultation line to schools"),
    ),
    (
        "That the council considers a bonus for social workers who stay for three years.",
        -140, -84, "staying", "not_accepted",
        "What is known of such payments does not show that they keep people. A path with a pay point is offered.",
        -90, None, "", (), ("Offer a path for those with two years behind them",),
    ),
    (
        "That children and young people meet the Committee once a year.",
        -75, -12, "practice", "", "", None, None, "",
        (("The children’s council chooses its day in October", 21, -30),), (),
    ),
    (
        "That the Committee sees how partners contribute to plans for children.",
        -33, 23, "auditor", "", "", None, None, "", (), (),
    ),
]  # fmt: skip
