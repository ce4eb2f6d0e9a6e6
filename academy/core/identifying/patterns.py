"""What is looked for: each pattern finds something that points at one person, with the words for it."""

import re

A_NAME = r"[A-ZÀ-ÞĀ-Ž](?:[’'][A-ZÀ-Þ])?[a-zà-ÿā-ž]+(?:[A-Z][a-z]+)?(?:[-’'][A-ZÀ-Þ]?[a-zà-ÿā-ž]+)?"
STARTS = r"(?<![\w])"
SOMEBODY = (
    r"(?:mum|mummy|mam|mother|dad|daddy|father|nan|nanna|grandmother|grandma|gran|grandad|grandfather|granddad|aunt|"
    r"auntie|uncle|cousin|step-?(?:mum|mother|dad|father)|child|boy|girl|baby|toddler|infant|teenager|son|daughter|"
    r"sibling|brother|sister|twins?|pupil|student|parents?|foster (?:carer|mother|father|mum|dad)s?|carers?|partner|"
    r"(?:young|little) (?:person|man|woman|lad|boy|girl|one))"
)
KIN = rf"(?i:{SOMEBODY})"
DAY = (
    r"(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}-\d{2}-\d{2}|(?i:\d{1,2}(?:st|nd|rd|th)?(?: of)? "
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?(?: \d{2,4})?))"
)
BORN = r"(?i:d\.?\s?o\.?\s?b\.?|date of birth|born(?: on)?(?: the)?|birthday(?: on)?(?: the)?)(?i: is| was)?"
SYSTEM = (
    r"(?i:nhs|upn|lcs|mosaic|liquidlogic|eclipse|systmone|rio|case|client|person|child|file|record|court|crime|urn|"
    r"hospital|police|cris|niche)(?i: (?:case|child|file|record|system|person|crime))?"
)
NUMBER = r"(?i: (?:id|ref(?:erence)?|ident(?:ity|ifier)))?(?i: (?:id|no\.?|number|ref(?:erence)?|ident(?:ity|ifier)))"
STREET = (
    r"(?i:street|road|avenue|close|lane|drive|way|crescent|court|gardens|terrace|place|grove|hill|walk|mews|rd|ave|st)"
)
CALLED = r"(?:,? (?i:called|named|known as|by the name of)| (?i:of|to)|,|:|\s?\()? ?[“\"']?"
OLD = r"(?i:(?:[ -]years?)?[ -]old|\)|,? (?:was|is|has|had|lives|lived)\b)"
HOUSEHOLD = r"(?i:family|children|siblings|twins|boys|girls|brothers|sisters|household|parents)"
DEALT_WITH = r"(?i:visit(?:ed|ing)?|saw|met|meeting|asked|told|supporting|supported|with|for|about|placed|removed|of)"

CERTAIN: list[tuple[str, re.Pattern[str]]] = [
    ("a date of birth", re.compile(rf"{STARTS}{BORN}\W{{0,4}}{DAY}")),
    ("a pupil number (UPN)", re.compile(rf"{STARTS}[A-HJ-NP-RT-Z]\d{{11}}[\dA-Z]\b")),
    (
        "a National Insurance number",
        re.compile(rf"{STARTS}[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b"),
    ),
    (
        "a case or record number",
        re.compile(rf"{STARTS}{SYSTEM}{NUMBER}\W{{0,3}}(?i:is |was |of )?\W{{0,2}}[A-Z]{{0,4}}[/-]?\d[\dA-Z/-]{{3,}}"),
    ),
    ("a postcode", re.compile(rf"{STARTS}[A-Z]{{1,2}}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{{2}}\b")),
    ("an address", re.compile(rf"{STARTS}\d{{1,4}}[a-z]?,? (?:{A_NAME} ){{1,3}}{STREET}\b")),
    ("a phone number", re.compile(rf"{STARTS}(?:\+44 ?|0)(?:\d[ -]?){{9,10}}\b")),
    ("an e-mail address", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]+")),
    (
        "somebody’s title and name",
        re.compile(rf"{STARTS}(?:Mr|Mrs|Miss|Ms|Mx|Master)\.? (?:[A-Z]\.? )?(?P<name>{A_NAME})"),
    ),
]
# these find a word that may be a name; whether it is one is asked of the lists
PERHAPS: list[tuple[str, re.Pattern[str]]] = [
    ("a name", re.compile(rf"{STARTS}{KIN}(?: (?:is|was|were))?{CALLED}(?P<name>{A_NAME})")),
    ("a name", re.compile(rf"{STARTS}(?P<name>{A_NAME})[’']s? (?:\w+ )?{KIN}\b")),
    (
        "a name",
        re.compile(rf"{STARTS}(?P<name>{A_NAME}),? (?:who is |who was |is |was |\()?(?i:aged? )?\d{{1,2}}{OLD}"),
    ),
    ("a name", re.compile(rf"\d{{1,2}}[ -](?i:years?|months?|weeks?)[ -](?i:old),? (?P<name>{A_NAME})")),
    ("a name", re.compile(rf"{STARTS}(?i:called|named|named as|nicknamed) [“\"']?(?P<name>{A_NAME})")),
    ("a family’s name", re.compile(rf"{STARTS}(?i:the) (?P<name>{A_NAME}) {HOUSEHOLD}\b(?![’']s home)")),
    (
        "a family’s name",
        re.compile(rf"{STARTS}(?i:family|child|baby|surname(?: is| was)?)[: ] ?[“\"']?(?P<name>{A_NAME})"),
    ),
    (
        "a name",
        re.compile(
            rf"{STARTS}{DEALT_WITH} (?P<name>{A_NAME})"
            rf"(?= (?i:and (?:her|his|their) {SOMEBODY}|at (?:home|school|placement)))"
        ),
    ),
]
SCHOOL = re.compile(
    rf"{STARTS}(?:St\.? )?(?:(?:{A_NAME}|of|the|and) ){{0,4}}{A_NAME} "
    r"(?:Catholic |C of E |Church of England |Special )?"
    r"(?:Primary|Infants?|Juniors?|Nursery|High|Secondary|Grammar|Special|Academy|College)(?: (?:School|Academy))?"
)
A_CHILD = re.compile(
    rf"\b(?:{SOMEBODY}|year[ -]old|aged \d|children|girls|boys|siblings|twins|(?<!who )s?he|attends?|goes to|on roll|"
    r"excluded from)\b",
    re.IGNORECASE,
)
NHS = re.compile(r"(?<![\w+])(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\w)")
WORD = re.compile(rf"{STARTS}{A_NAME}")
SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:;•\n\r“\"(–-])[\s“\"']*$")
LEARNED_TITLE = re.compile(
    r"(?:\b(?:Dr|Prof|Professor|Cllr|Councillor|Judge|Sir|Dame|Lord|Lady|Baroness|Saint|St)\.? ?(?:[A-Z]\w+ )?)$"
)
CITED = re.compile(r"(?: [A-Z]\w+)?,?(?: et al\.?| and [A-Z]\w+| & [A-Z]\w+)?,? ?\((?:19|20)\d\d")
THEORY = (
    r"(?i:stages|model|theory|theories|cycle|wheel|hierarchy|ladder|framework|law|protocol|scale|judgment|competence|"
    r"guidelines|directions|approach|method|toolkit|tool|matrix|questionnaire|centre|institute|foundation|inquiry)\b"
)
OF_A_THEORY = re.compile(  # “Anna Freud Centre”, “Gibbs’ cycle”; but “Jayden’s review” is a child’s
    rf"(?:[’']s?)?(?: [A-Z][\w’-]+){{0,2}} {THEORY}|(?: traffic light) {THEORY}"
)
OF_A_REVIEW = re.compile(r"(?<![’']s) (?i:review|report|rule|test)\b")
WHOSE_WORK = re.compile(rf"{STARTS}{A_NAME} {A_NAME}[’']s (?:work|research|book|ideas|writing) (?:on|about|around)\b")


def is_author(text: str, end: int) -> bool:
    """Smith (2019), Smith et al., Smith’s theory: somebody who is cited."""
    return bool(CITED.match(text, end) or OF_A_THEORY.match(text, end) or OF_A_REVIEW.match(text, end))
