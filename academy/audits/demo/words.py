"""What made-up auditors write. Nobody is named, because there is nobody."""

from academy.audits.rules import Grade
from academy.audits.rules.auditing import Answer, Whose

WEIGHED = {
    Answer.YES: "The conclusion says which risk matters most, and how the grandmother’s help changes it.",
    Answer.PARTLY: "Four risks and three strengths are listed, and neither is set against the other.",
    Answer.NO: "Risk is described event by event; nothing says how likely harm is, or how bad.",
}
SEEN = {
    Answer.YES: [
        "Plain in the visit notes and in the plan.",
        "The last three visits show it.",
        "A stranger could follow it from the first page.",
    ],
    Answer.PARTLY: [
        "It is there in the first assessment and not carried into the plan.",
        "Seen once, four months ago, and not since.",
        "The social worker knows it and told me; the record does not say so.",
        "Half of the actions have a date, and none says what happens if it is missed.",
    ],
    Answer.NO: [
        "Nothing on the record since the spring.",
        "The plan repeats the last one word for word.",
        "No partner was asked, though two know the family well.",
        "The family would not know from this what to do tonight.",
    ],
}
WHOLE = {
    Grade.OUTSTANDING: [
        "Life is better for this child, and the record shows why: careful, curious and shared work.",
        "Everything that good practice asks, and the family helped to write it.",
    ],
    Grade.GOOD: [
        "The child is seen and heard, risk is understood, and the plan moves. Small gaps in recording.",
        "Steady work that the family trusts. Contingency could be plainer.",
        "Good analysis and clear next steps; partners’ views come late.",
    ],
    Grade.REQUIRES_IMPROVEMENT: [
        "Caring work, and much is known; what it means for the child is not weighed.",
        "The plan lists tasks and not change. Nobody would know when it has worked.",
        "Visits happen and are written up; oversight does not ask what is different.",
    ],
    Grade.INADEQUATE: [
        "A serious risk is known to two partners and missing from the analysis.",
        "The child has not been seen alone for three months, and nobody has asked why.",
    ],
}
VIEWS = {
    Whose.WORKER: [
        "Proud of the time spent with the children; would weigh risk with a colleague next time.",
        "Felt hurried by the deadline, and would like to have asked the school sooner.",
        "Agrees with what was seen. Supervision helped to think it through.",
    ],
    Whose.FAMILY: [
        "The parents felt listened to, and would like to have the plan in fewer words.",
        "The young person said that someone had asked what they wanted, and then did it.",
        "The family did not know what would happen if things got worse.",
    ],
}
WENT_WELL = [
    "You know these children well, and it shows on every page. The direct work is careful and kind.",
    "You kept everybody in the room and the plan on the child. The visits are purposeful.",
    "Your chronology makes sense of years of worry in two pages.",
]
TO_WORK_ON = [
    "Set strengths beside risks, and say how each changes the other. We will look at the next assessment together.",
    "Write what happens if the plan does not work, and who does what tonight.",
    "Ask the health visitor before the core group, not after it.",
    "",
]
WORKER_SAID = [
    "Fair, and useful. A worked example would help.",
    "I had not seen it like that. I would like to go to the course.",
    "",
]

# what is said of the weakest question of a sample, by its theme
FOUND = {
    "pre_proceedings": "Letters before court do not say what must change",
    "safety_planning": "Safety plans do not say what to do tonight",
    "plan_quality": "Plans list tasks, and not what is to change",
    "plan_progression": "Reviews repeat the plan, and it does not move",
    "partnership_working": "Partners hold a part each, and nobody the whole",
    "management_oversight": "Managers sign, and do not ask what is different",
    "supervision": "Supervision keeps no reason for its decisions",
    "out_of_area_children": "Children placed far away are seen less often",
    "child_voice": "What the child says is written down, and not used",
    "direct_work": "Children take part in ways that suit adults",
    "care_leaver_accommodation": "Moves of care leavers are not planned with them",
    "care_leaver_eet": "Pathway plans name no next step to learning or work",
    "strategy_meetings": "Strategy discussions miss somebody who knows the child",
    "missing_and_exploitation": "Nobody asks why the child went missing",
    "recording": "The reason for a decision is not on the record",
    "health_assessment": "Health assessments come late, and change nothing",
    "family_history_chronology": "History is listed, and does not inform",
    "placement_matching": "Matching is not written down",
    "permanence": "Permanence is not planned from the start",
    "mental_health": "The wait for mental health help is not bridged",
    "identity": "Who the child is stands in a box, and not in the plan",
    "life_story_work": "Life-story work is promised, and not begun",
}
