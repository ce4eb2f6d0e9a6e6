"""Weyshire's thresholds guide: four levels of need, and made-up families to try oneself on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    level: int
    name: str
    words: str
    signs: tuple[str, ...]
    what_to_do: str


@dataclass(frozen=True)
class Family:
    words: str
    level: int
    why: str


LEVELS = (
    Level(
        1,
        "What every family has",
        "Children do well with what is there for everybody: home, school, the surgery, the library, the park.",
        ("The child is well, learns and has friends", "Parents ask for advice and use it"),
        "Whoever knows the family best goes on as before. Nothing is sent to children’s services.",
    ),
    Level(
        2,
        "Something extra, early",
        "A child or a family needs more than everybody has, for a while, and one or two agencies can give it.",
        (
            "Often late or tired, or absent on the same day each week",
            "A parent is low, has money worries, or has just parted",
            "Caring for a brother or sister more than a child should",
        ),
        "Talk with the family and agree what helps. Whoever they trust most leads the team around the family, mostly"
        " the school, the nursery or the health visitor. You do not need a referral for this.",
    ),
    Level(
        3,
        "Help from several, together",
        "Needs are many or have lasted, and without help the child’s health or growing up would suffer.",
        (
            "Help at level 2 was given in earnest, and did not change the child’s day",
            "Several things at once: drinking, debts, quarrels, a child out of school",
            "A disability that needs help from more than one agency",
        ),
        "With the family’s consent, ask for support through the front door. A family worker or a social worker leads,"
        " and every agency that knows the family joins one plan.",
    ),
    Level(
        4,
        "Protection from harm",
        "A child is being harmed, or is likely to be harmed, in a way that matters.",
        (
            "An injury that is not explained, or a child who says what happened",
            "Violence, neglect or sexual harm, at home, online or outside",
            "A baby, or a child who cannot speak for themselves, with any of these",
        ),
        "Ring the front door now, and 999 if it cannot wait. Write afterwards. Tell the parents unless that makes it"
        " more dangerous. Consent is not needed to keep a child safe.",
    ),
)
FAMILIES = (
    Family(
        "A boy of eight has been late four times this month. His mother says mornings are chaos since the new baby. He"
        " is cheerful and his work is good.",
        1,
        "A busy time that many families have. A friendly word and the breakfast club are enough, and you look again"
        " next month.",
    ),
    Family(
        "A girl of twelve does the shopping and gives her mother medicine for her nerves. She has stopped going to"
        " dance, and is tired. Her mother would like help.",
        2,
        "She carries too much, and her mother says yes to help. The school leads a team around the family and brings in"
        " young carers. A referral would only make them wait.",
    ),
    Family(
        "The health visitor and the nursery have worked with a family for five months. Two children are still often"
        " hungry, the flat is cold, and the father’s drinking has become worse. Nobody has been hurt.",
        3,
        "Help was given in earnest and their days did not change. Several needs have lasted. With consent, this is for"
        " the front door and one plan.",
    ),
    Family(
        "A baby of three months has a bruise on the cheek. The parents are friendly and say the cot did it.",
        4,
        "A baby who cannot roll does not bruise easily. However friendly the parents are, ring the front door now: a"
        " doctor and a social worker look together.",
    ),
    Family(
        "A boy of fifteen has a new phone, two sets of clothes that nobody bought him, and was away from home until"
        " morning twice in a week.",
        4,
        "These are signs that somebody is exploiting him. Harm outside the home is harm. Ring, and tell the police what"
        " you know of where he was.",
    ),
)
CHANGES = (
    "Level 2 says that a referral is not needed.",
    "Harm outside the home stands in level 4.",
    "Names of teams were brought up to date.",
    "Signs were added for children with disabilities.",
    "What to do when parents say no is new.",
    "Levels 2 and 3 changed: who leads the team around the family, and when help at level 2 was enough.",
)
