"""The programme that set Weyshire's Academy up. All of it is invented."""

PHASES = [  # title, words, starts, ends, ended, owner, milestones (what, by, reached, is the launch, moved by)
    (
        "Design", "What the workforce needs, what it has, and what it costs.", -620, -440, -446, "academy",
        [
            ("The needs of every profession written down", -540, -548, False, 0),
            ("The business case agreed by the cabinet", -450, -446, False, 0),
        ],
    ),
    (
        "Build", "The team, the catalogue, and the first agreements with partners.", -440, -255, -240, "academy",
        [
            ("Head of the Academy in post", -400, -396, False, 0),
            ("Sharing agreements with health and the police", -300, -262, False, 35),
            ("The first hundred items on offer", -260, -241, False, 14),
        ],
    ),
    (
        "Launch", "Doors open for the council’s own people, then for partners.", -240, -120, -112, "director",
        [
            ("The Academy opens", -210, -210, True, 0),
            ("Five partners book for their own people", -130, -113, False, 14),
        ],
    ),
    (
        "Grow", "Every agency in, and the first answers to whether it made a difference.", -120, 120, None, "academy",
        [
            ("The first follow-ups three months on", -60, -58, False, 0),
            ("Voluntary organisations have joined", -15, None, False, 28),
            ("The first Members’ pack with impact in it", 38, None, False, 0),
            ("Ten thousand hours of learning together", 110, None, False, 0),
        ],
    ),
    (
        "Lasting", "The Academy is part of how the county works, and is paid for.", 121, 420, None, "director",
        [
            ("Money agreed for three years", 200, None, False, 0),
            ("The programme ends, and the Academy goes on", 410, None, False, 0),
        ],
    ),
]  # fmt: skip
BENEFITS = [  # title, words, before, expected, by, owner, measure, seen on, what was seen
    (
        "Fewer social workers leave", "Children keep the worker they know, and the county spends less on agencies.",
        "17 in 100 left in a year", "Under 12 in 100", 300, "staying", "turnover_rate", None, "",
    ),
    (
        "Newly qualified workers stay", "Those whom we train do not take it elsewhere after two years.",
        "58 in 100 here two years on", "75 in 100", 420, "academy", "retention_asye_plus_24m", None, "",
    ),
    (
        "Practice is good more often", "More children have work done with them that a second person calls good.",
        "Four in ten audited cases", "Six in ten", 120, "auditor", "audits_good_or_better", None, "",
    ),
    (
        "People use what they learn", "Learning changes what is done with families three months later.",
        "Not known", "Six in ten of those who answer", -30, "academy", "impact_applied_rate", -25,
        "Looked at after two quarters. It is said beside the measure, with how sure it is.",
    ),
    (
        "Agencies learn together", "A threshold means the same to a teacher, a nurse and a social worker.",
        "One session in ten had two agencies in it", "Four in ten", 60, "threshold", "", None, "",
    ),
]  # fmt: skip
RISKS = [  # of the plan?, title, words, against, likelihood, harm, owner, review, its reviews, why it closed
    (
        True, "Too few people can be released to learn", "Teams that are short cannot train together.",
        "Half days, cover paid from the learning budget, and dates agreed a quarter ahead.", 4, 4, "staying", 24,
        [(-150, 3, 4, "As it was written down."), (-60, 4, 4, "Two teams cancelled in one month.")], "",
    ),
    (
        True, "Partners do not agree on the threshold", "Schools and health go on with their own words.",
        "A person from each agency writes it, and the partnership board owns it.", 3, 4, "threshold", -3,
        [(-180, 4, 4, "As it was written down."), (-45, 3, 4, "Health has agreed the draft.")], "",
    ),
    (
        True, "What is complete does not last", "Actions are ticked, and practice goes back.",
        "Nothing is called embedded without evidence twelve weeks later and a second person.", 3, 5, "auditor", 52,
        [(-180, 3, 5, "As it was written down.")], "",
    ),
    (
        False, "Money ends after two years", "The Academy stops as people begin to rely on it.",
        "A business case with ranges, and partners who pay a share.", 3, 4, "director", 40,
        [(-400, 4, 4, "As it was written down."), (-90, 3, 4, "Two partners pay from April.")], "",
    ),
    (
        False, "Only the council’s people come", "Learning together does not happen.",
        "Places held for each agency, and given back ten days before if nobody takes them.", 2, 3, "academy", 75,
        [(-300, 4, 3, "As it was written down."), (-100, 2, 3, "Four in ten places are now taken by partners.")], "",
    ),
    (
        False, "The system is not ready at the launch", "People book on paper.",
        "A date for every step, and a month to spare.", 2, 3, "academy", -200,
        [(-420, 3, 4, "As it was written down."), (-240, 2, 3, "All of it was tried.")],
        "The Academy opened on its day.",
    ),
]  # fmt: skip
