"""Ways in which people speak of somebody: by initials, by a nickname, by what a child is called at home.

Each finds a word; whether it may be a name is asked of the lists. `any` takes what is no common word at all.
"""

import re

from academy.core.identifying.given_names import lines
from academy.core.identifying.patterns import A_NAME, KIN, STARTS

A_WORD = r"[A-Za-zÀ-ž][a-zà-ž]+(?:[-’'][A-Za-zà-ž]+)*"
WHO = (
    r"(?i:mum|mummy|mam|mother|dad|daddy|father|nan|nana|nanna|gran|nanny|grandma|grandmother|grandad|granddad|grandfather|"
    r"mgm|mgf|pgm|pgf|aunt|aunty|auntie|uncle|step-?(?:mum|mother|dad|father)|brother|sister|child|boy|girl|baby|"
    r"yp|young person|carers?|partner|boyfriend|girlfriend|host|neighbour|friend|cousin|eldest|youngest|middle|"
    r"oldest|parents|siblings?|half-brother|half-sister|unborn(?: baby)?|wee|little|lil[’']?|poor|our)"
)
INITIALS = re.compile(rf"{STARTS}(?:[A-Z]\.){{2,3}}(?:[’']s)?(?!\w)|{STARTS}[A-Z]\. ?[A-Z]\.(?!\w)")
LOWER_INITIALS = re.compile(r"(?<![\w.])[a-z]\.[a-z]\.(?!\w)")
CALLED_BY_TWO = re.compile(rf"{STARTS}(?:[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-xz]|[AEO][jz])(?:[’']s)?(?![\w.])")
TWO_LETTERS = re.compile(rf"{STARTS}(?<!\d )[A-Z]{{2}}(?:[’']s)?(?![\w-])")
SHORT_FORMS, DOTTED, DOTTED_LOWER, TITLES = (frozenset(line.split()) for line in lines("short_forms.txt"))


# of these only what the lists know as a name
LISTED: list[tuple[str, re.Pattern[str]]] = [
    (
        "a name",
        re.compile(rf"{STARTS}{WHO}(?: (?:is|was|were))?(?:,| called| named| of| =| -|:)? [“(]?(?P<name>{A_WORD})"),
    ),
    ("a name", re.compile(rf"{STARTS}(?P<name>{A_WORD})[’']?s (?:\w+ )?{KIN}\b")),
    ("a name", re.compile(rf"{STARTS}(?P<name>{A_WORD}) and (?i:his|her|their) (?i:foster )?{KIN}\b")),
    ("a name", re.compile(rf"{STARTS}(?i:mrs?|ms|miss) (?P<name>{A_WORD})")),
    ("a name", re.compile(rf"{STARTS}(?i:re:?|file:?|name:?|case of) (?P<name>{A_WORD})")),
    ("somebody’s title and name", re.compile(rf"{STARTS}(?i:mrs?|ms) (?P<family>{A_WORD})")),
    (
        "a family’s name",
        re.compile(
            rf"{STARTS}(?i:the )?(?P<family>{A_WORD}) (?i:family|siblings|children|twins|boys|girls)\b(?![’']s? home)"
        ),
    ),
    ("a family’s name", re.compile(rf"{STARTS}(?i:the )(?P<family>{A_WORD}s)\b(?= (?i:moved|live|have|are|were))")),
]
# of these whatever is no common word
ANY: list[tuple[str, re.Pattern[str]]] = [
    (
        "a name",
        re.compile(
            rf"{STARTS}(?i:nicknamed?|known (?:to \w+ )?as(?: the)?|goes by(?: the name of)?|"
            rf"prefers to be called|(?:first |family |full |birth )?name is|uses the name|surname(?: is)?|"
            rf"(?:child|mum|mother|boy|girl|his|her|family) ?(?:[’']s)? name)(?: is| -|:|,)? [“\"]?(?P<name>{A_WORD})"
        ),
    ),
    ("a name", re.compile(rf"{STARTS}{KIN} (?i:is |was )?(?i:called|named) [“\"]?(?P<name>{A_WORD})")),
    (
        "somebody’s title and name",
        re.compile(
            rf"{STARTS}(?:Sister|Brother|Father|Imam|Pastor|Rabbi|Reverend|Rev|Coach|Nana|Nan|Gran|Grandad|Uncle|Auntie|"
            rf"Aunty|Aunt|Mrs|Mr|Ms|Miss|PC|DC|Sgt)\.? (?P<name>{A_NAME})"
        ),
    ),
    ("somebody’s title and name", re.compile(rf"{STARTS}(?:Mr|Mrs|Ms|Miss|Mx)\.? [A-Z](?![\w])\.?")),
    (
        "a family’s name",
        re.compile(
            rf"{STARTS}(?:van der|van|von|de|al|el|bin|ibn|Mc|Mac|O[’'])[- ]?(?P<name>[A-Z]\w+) "
            rf"(?i:family|siblings|children|boys|girls|twins)"
        ),
    ),
    (
        "a name",
        re.compile(
            rf"{STARTS}(?i:parents|twins|siblings|children|brothers|sisters)(?: are|:|,)? "
            rf"(?:called )?(?P<name>{A_NAME})(?:,| and) {A_NAME}"
        ),
    ),
    ("a name", re.compile(rf"{STARTS}{A_NAME},? (?:\()?\d{{1,2}} ?(?:m|mths|months|yrs|years|y)\b")),
    ("a family’s name", re.compile(rf"{STARTS}(?i:unborn) (?P<name>{A_NAME})")),
    (
        "a club by name",
        re.compile(rf"{STARTS}(?i:plays|swims|dances|boxes|trains) (?i:for|with|at) (?:the )?(?P<name>{A_NAME})"),
    ),
]
DOES = re.compile(
    r" (?:(?:wants?|wanted|missed|told|said|says|asked|lives?|loves?|likes|went|came|ran|had|carries|turned) |"
    r"was (?:not )?(?:listened to|heard|believed|named|seen|found|told|asked|placed|moved|missing|"
    r"excluded|taken|stabbed|given)\b|"
    r"is (?:\d|aged|missing|pregnant|autistic|non-binary|in (?:secure|care|custody|year|the wrong|foster|hospital)))"
)
A_THING = (
    r"(?i:teams?|placements?|policy|protocols?|tools?|model|notices|workflow|forms?|reports?|files?|data|law|courts?|"
    r"hospital|centre|services?|leaflets|interpreter|appointments|boroughs|holidays?|panel|project|police|council|"
    r"schools?|system|assessment|course|approach|therapy|training|methods?|framework|programme|strategy|standards?|"
    r"cards?|scale|scores?|questionnaire|days?|week|visits?)"
)
ABOUT = re.compile(  # a word that comes before somebody, in the middle of a sentence; and no thing that is called so
    rf"(?<=[a-z]) (?:ask(?:s|ed)?|tells?|told|saw|sees?|met|meets?|with|about|that|when|where|why|does|did|if|because|"
    rf"says?|hugged|loves?|misses|missed|thanked|trusts?|reminded|for|it was|let|helped|of|by|than|without) "
    rf"(?P<name>{A_NAME})(?![-’'\w]| [A-Z&]| (?:and|or) [A-Z]{{2}}| {A_THING})"
)
A_DEED = re.compile(r"(?:ing|[st]ion|ment|ness)s?$")
A_DETERMINER = re.compile(r"\b(?:the|an?|this|each|every|some|her|his|their|our|my|your|its) $", re.IGNORECASE)
AN_ARTICLE = re.compile(r"\b(?:the|a|an|this|each|every) $", re.IGNORECASE)
IN_A_TITLE = re.compile(  # “Outcome Star”, “Child’s Journey”, “Built on Love”; but “Uncle Mark”
    rf"{STARTS}(?!{WHO} )(?!{KIN} )[A-Z][a-z]+(?:[’']s)? (?:(?:on|of|in|to|for) )?$"
)
WHERE = re.compile(r"\b(?:in|from|to|at|near|of|across|around|outside|north|south|east|west) $", re.IGNORECASE)
ALL_CAPITALS = re.compile(rf"(?<![\w-])[A-Z]{{4,}}(?:[’']S)?(?![\w-]| {A_THING})")
IN_CAPITALS = re.compile(rf"{STARTS}(?P<one>[A-Z]{{3,}}),? (?P<two>[A-Z]{{3,}}|{A_NAME})(?!\w)")
LOWER = re.compile(r"(?<![\w@.’'/-])[a-zà-ž]{3,}(?:-[a-z]+)?(?:[’']?s)?(?![\w@/])")
