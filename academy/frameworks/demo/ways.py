"""Weyshire's four ways of working, in its own words: what each asks, what good looks like, and for whom."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Says:
    """A principle; `audience` is empty where it is for everybody."""

    name: str
    words: str
    looks_like: tuple[str, ...] = ()
    audience: str = ""


@dataclass(frozen=True)
class Way:
    code: str
    title: str
    what_it_says: str
    introduction: str
    changes: tuple[str, ...]  # of each version after the first
    says: tuple[Says, ...]


FAMILY_RESILIENCE = Way(
    "family-resilience",
    "Family resilience",
    "We build on what holds a family together, early, so that children are safe and well at home.",
    "Most families come through hard times with help from people they know and trust. Our work is to find that help, to"
    " add what is missing, and to leave the family stronger than we found it.",
    ("What it means for schools and for early years is new.",),
    (
        Says(
            "Early, and once",
            "A family tells its story once, to somebody who stays. Help begins in days and does not wait for a crisis.",
            (
                "One named worker, whom every member of the family can name too",
                "The first visit within five working days of the family saying yes",
                "What other agencies know is asked for with consent, and is not asked of the family again",
            ),
        ),
        Says(
            "The whole family",
            "Fathers, grandparents, brothers and sisters count, wherever they live. Children are seen alone too.",
            (
                "Everybody who matters to the child stands on the family map",
                "Fathers who live elsewhere are met, not only mentioned",
                "Each child’s own words stand in the plan",
            ),
        ),
        Says(
            "Networks that stay",
            "A plan rests on people who will still be there when we have gone.",
            (
                "A family network meeting before the second review",
                "Each step has a name from the network beside a professional’s",
                "The family keeps its own copy of the plan, and can say what is in it",
            ),
        ),
        Says(
            "What a school brings",
            "You see children five days in seven. What you notice on a Tuesday may be the first thing anybody notices.",
            (
                "Small worries are written down and looked at together",
                "You can call a team around the family yourselves",
            ),
            "school",
        ),
        Says(
            "What a nursery brings",
            "Parents talk to you at the door. Use that minute: it is where trust begins.",
            ("The key person asks how home is, and knows what to do with the answer",),
            "early_years",
        ),
        Says(
            "What health brings",
            "Midwives and health visitors meet every family before anything is wrong.",
            ("Worries in pregnancy are shared before the birth", "You join the plan rather than write another"),
            "health",
        ),
        Says(
            "What managers hold",
            "Workers can only stay with a family if their work lets them.",
            (
                "Nobody’s work is passed on without a visit made together",
                "You ask what the network does, not only what we do",
            ),
            "managers",
        ),
    ),
)
STRENGTHS = Way(
    "strengths-based",
    "Strengths-based practice",
    "We hold what is strong and what is dangerous side by side, and say both plainly.",
    "Seeing strengths is not the same as being kind. A strength counts when it keeps this child safer from this danger,"
    " and when somebody has seen it do so.",
    ("Risk is weighed, not only described: the last principle is new.", "Plainer words throughout."),
    (
        Says(
            "Ask before telling",
            "People know their own lives. We ask what has worked before we say what should.",
            ("The record shows the family’s ideas first", "Scaling questions are asked, and the answers used"),
        ),
        Says(
            "Strengths that protect",
            "Being a loving parent is a strength. Calling Nan when he has been drinking is protection.",
            (
                "Each strength in an assessment says what it protects from",
                "Protection has been seen to happen, with the day on which it did",
            ),
        ),
        Says(
            "Plain words about danger",
            "We say what we are worried about so that a parent could repeat it.",
            (
                "The worry is one sentence, without professional words",
                "It says what may happen to whom if nothing changes",
                "The family has heard it from us before it stands in a report",
            ),
        ),
        Says(
            "Weigh, then decide",
            "Listing risks is not weighing them. We say which matter most, what holds them back, and what we do.",
            (
                "Every assessment ends with a judgement and its reasons",
                "What would change our mind is written down",
                "Somebody who did not write it can follow how it was reached",
            ),
        ),
        Says(
            "In the police",
            "Officers often see a home at its worst. Say what you saw and heard, and also who helped.",
            ("The notification names the adult who kept the children safe that night",),
            "police",
        ),
        Says(
            "In supervision",
            "Ask how risk was weighed before you ask whether the form is done.",
            (
                "One decision in each supervision is taken apart and put together again",
                "Good reasoning is named as such",
            ),
            "managers",
        ),
    ),
)
SAFEGUARDING = Way(
    "family-safeguarding",
    "Family safeguarding",
    "Workers for children and for adults sit in one team, because one family is behind each child.",
    "Domestic abuse, drugs and alcohol, and mental ill-health stand behind most of our work to protect children. People"
    " who treat adults work beside those who work with children, on one plan and one record.",
    ("Who joins group supervision was made plainer.",),
    (
        Says(
            "One team",
            "Social workers, adult workers and a psychologist share the work and the worry.",
            (
                "The family meets the worker for adults within ten working days",
                "There is one plan, and every worker writes in it",
            ),
        ),
        Says(
            "Group supervision",
            "A family is thought about by everybody who knows it, once a month, with time.",
            (
                "Everybody who visits the family is there, or has sent what they know",
                "It ends with what changes, who does it and when",
                "Somebody is asked to think as the child would",
            ),
        ),
        Says(
            "Change that is measured",
            "We agree with parents what change looks like and count whether it comes.",
            (
                "Drinking, moods or arguments are scored together over time",
                "Parents see their own line going up or down",
            ),
        ),
        Says(
            "Working with who harms",
            "Those who abuse are kept in view and worked with. The whole burden is never on whom they hurt.",
            (
                "The plan asks something of the person who abuses",
                "No mother is told to keep children safe from a man whom nobody has met",
            ),
        ),
        Says(
            "For adult services in health",
            "Your patient is somebody’s mother or father. Ask who is at home.",
            (
                "Children are asked about at the first appointment",
                "Missed appointments are told to the team the same day",
            ),
            "health",
        ),
        Says(
            "For the voluntary sector",
            "People tell you what they do not tell us. We agree with you beforehand what must be shared.",
            ("Your worker is invited to group supervision", "Families know what you will pass on, and when"),
            "voluntary",
        ),
    ),
)
MOTIVATIONAL = Way(
    "motivational-interviewing",
    "Motivational interviewing",
    "A way of talking in which people find their own reasons to change.",
    "Telling people to change mostly makes them argue for staying as they are. We listen for what they want, and"
    " help them hear themselves say it.",
    (),
    (
        Says(
            "Partnership",
            "Two people think together. We know about children’s needs; they know about their lives.",
            ("We talk less than half of the time", "We ask for leave before giving advice"),
        ),
        Says(
            "Listening that shows",
            "Open questions, saying back what we heard, naming what is good, and gathering it up.",
            (
                "Two reflections for each question",
                "What the person said is summed up in their words before any plan is made",
            ),
        ),
        Says(
            "Listening for change",
            "“I want to”, “I could”, “I have to for the kids”: we notice such words, and ask for more of them.",
            (
                "The record has the parent’s own reasons to change",
                "Arguing is a sign to us to change what we are doing",
            ),
        ),
        Says(
            "Honest about limits",
            "It is a way of talking, not a way round protecting a child. When a child is not safe, we say so and act.",
            ("The bottom line is said early, calmly and once", "Choices that are real are offered within it"),
        ),
        Says(
            "For housing officers",
            "Arrears and damage are also conversations. How they begin decides what happens next.",
            ("You ask what has made it hard before you say what is owed",),
            "housing",
        ),
        Says(
            "Keeping it alive",
            "People keep the skill when somebody listens to them using it.",
            ("Each worker is observed twice a year and hears what was good", "Coaching circles meet every six weeks"),
            "managers",
        ),
    ),
)
WAYS = (FAMILY_RESILIENCE, STRENGTHS, SAFEGUARDING, MOTIVATIONAL)
