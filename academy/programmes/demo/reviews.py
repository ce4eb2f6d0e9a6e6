"""Three reviews, made up: by kind, title, days ago, what was learned, and what each asks for.

An action has its words, the days from today by which it is due, what there is to show for it, and the learning it is.
"""

Action = tuple[str, int, str, str]
Asked = tuple[str, str, list[Action]]

REVIEWS: list[tuple[str, str, int, str, list[Asked]]] = [
    (
        "practice",
        "Neglect in a large family, seen by five agencies",
        260,
        "Each agency knew part of it. Risk was described many times and weighed by nobody, and what the children said "
        "was written down without changing the plan.",
        [
            (
                "Everybody who assesses weighs risk and strengths together, and says how each changes the other.",
                "analysis",
                [
                    (
                        "Teach weighing risk on a day that every assessing worker comes to",
                        -60,
                        "131 people came. In September 5 of 38 assessments did not weigh it; in January 14 of 40.",
                        "Assessing and managing risk with families",
                    ),
                    ("Put two worked examples beside the assessment form", -20, "Both are in the library.", ""),
                ],
            ),
            (
                "What a child says changes what is done, and the plan says how.",
                "communication",
                [("Ask it at every review, and record the answer", 25, "", "")],
            ),
        ],
    ),
    (
        "rapid",
        "A baby hurt at six weeks",
        120,
        "The threshold was known and applied differently by two agencies in one week.",
        [
            (
                "Agencies agree in words what happens at each level of need, and test themselves on it.",
                "",
                [
                    ("Publish the thresholds guide and ask everybody to read it", -10, "", ""),
                    ("Talk through three cases in each area meeting", 45, "", ""),
                ],
            )
        ],
    ),
    (
        "learning",
        "What went well: a sibling group back home",
        30,
        "The plan was the family’s own, and partners said when they were worried instead of waiting for the meeting.",
        [("Show this work to every new starter.", "", [("Record a short film with the team", 60, "", "")])],
    ),
]
