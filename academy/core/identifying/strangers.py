"""A word that is on no list, where nobody but a person stands: “Rozerin wants to go home”, “Child J”, “S. Jenkins”.

Such a name cannot be known beforehand, so it is told by its place in the sentence and by not being a word of ours.
"""

import re
from collections.abc import Iterator

from academy.core.identifying.given_names import (
    also_words,
    family_names,
    is_given,
    names_and_words,
    no_names,
    of_the_work,
    plain,
)
from academy.core.identifying.patterns import A_NAME, KIN, STARTS, is_author
from academy.core.identifying.wording import A_THING, WHO

LONG_ENOUGH = 4
ENDINGS = re.compile(  # words of the language, made from others
    r"\w+(?:ing|[^e]ed|ly|[st]ions?|ments?|ness|ity|ies|ances?|ences?|ships?|ive|ous|ers?|ors?|ful|less|ists?)"
)
ALONE = rf"(?P<name>{A_NAME})(?![-’'&\w]*\w)(?!(?:[’']s?)? [A-Z&\d]| {A_THING}| (?:and|or) [A-Z]{{2}})"
BEGINS = r"(?:^|[.!?:;•\n(“\"–-])\s*"
IN_THE_MIDDLE = re.compile(rf"(?<=[a-z,)’'”] ){ALONE}")
PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|into|from|to|at|near|the|a|an|this|that|each|every|our|its|across|outside|around|via|on|under|using|"
    r"per|no|as|is|was|are|be|were|graded|grade|between|through|called|by)|[A-Z][\w’'-]*,?|[A-Z]\w+ (?:and|or|&)|\d) $"
)
BY_A_PERSON = (
    r"(?:told|said|says|wants|wanted|feels|felt|asked|asks|thinks|thought|believes|lives|lived|likes|loves|enjoys|misses|"
    r"disclosed|hates|trusts|wishes|cried|hopes|knows|ran away|attends|"
    r"has (?:settled|asked|told|said|lived|friends|autism|adhd)|"
    r"was (?:refused|told|asked|bullied|arrested|upset|scared|frightened|anxious|hungry|homesick|adopted|trafficked|"
    r"excluded|sad)|"
    r"is (?:not )?(?:scared|happy|unhappy|worried|pregnant|lonely|thriving|autistic|registered with|aged|loved|keen|"
    r"doing well)|"
    r"needs an? (?:\w+ ){0,3}interpreter|"
    r"and (?:his|her|their) (?:mum|dad|mother|father|brothers?|sisters?|siblings?|carers?|baby|children|kids|twins|"
    r"family))"
)
OF_A_PERSON = (
    rf"(?:(?:wishes|views?|voice|feelings|plans?|needs|placement|school|review|visits?|file|case|behaviour|health|identity|"
    rf"story|bedroom|education|lived|life|worker|safety)\b|{KIN}\b)"
)
ASKED = (
    r"(?:(?:Why|How|When|Where|What|Who) (?:was|is|did|does|has|had|can|will|do)|Asked|Told|Saw|Met|Helped|Visited|"
    r"With|For|About|Does|Did|Has|Is|Was|Can|Could|If|When|Although|Because|While|Since|That|And|But|As|After|Before)"
)
AT_THE_BEGINNING = [
    re.compile(rf"{BEGINS}(?P<name>{A_NAME}) {BY_A_PERSON}\b"),
    re.compile(rf"{BEGINS}(?P<name>{A_NAME})(?:(?<=[’']s)|(?<=s)[’']) (?:own )?{OF_A_PERSON}"),
    re.compile(rf"{BEGINS}{ASKED} {ALONE}"),
    re.compile(rf"{STARTS}(?P<name>[A-Z][a-z]+-[A-Z][a-z]+)(?![\w-])"),
]
TWO = re.compile(rf"{STARTS}(?P<first>{A_NAME}) (?P<name>{A_NAME})(?! (?:[A-Z]|{A_THING}))")
INITIAL_AND_NAME = re.compile(rf"{STARTS}[A-Z]\. ?(?P<dotted>{A_NAME})|(?<=[a-z] )[B-HJ-Z] (?P<bare>{A_NAME})")
DOCTOR = re.compile(rf"{STARTS}Dr\.? (?:[A-Z]\.? ?)?(?P<name>{A_NAME})(?!(?: \w+)? [A-Z(])")
INITIAL = [  # “Child A”, B and C are labels that anybody has: we ask for them
    re.compile(
        rf"{STARTS}(?:{KIN}|{WHO}|(?i:cyp|client|subject))(?: of)? "
        r"[D-HJ-Z](?:[’']s)?(?![\w.&/+’'-])"
    ),
    re.compile(
        r"(?:^|(?<=[.;:] )|(?<=[a-z,] )(?:that|with|for|saw|why|how|whether|when|if|about|and) )[D-HJ-Z]"
        r"(?:[’']s [a-z]| (?:was|is|has|had|said|says|told|wants|lives|does|did|feels|asked|and (?:her|his|their))\b)"
    ),
]
BOOKISH = re.compile(
    r"(?:[’']s?)? (?:\w+ )?(?i:research|book|books|paper|study|studies|webinar|lecture|writing|theory|model)\b"
)


def strangers(text: str) -> Iterator[tuple[str, str]]:
    for match in IN_THE_MIDDLE.finditer(text):
        if not PLACE_BEFORE.search(text[max(match.start() - 30, 0) : match.start()]):
            yield from _if_strange(match, text)
    for pattern in AT_THE_BEGINNING:
        for match in pattern.finditer(text):
            yield from _if_strange(match, text)
    yield from _in_full(text)
    for match in DOCTOR.finditer(text):
        if plain(match["name"]) not in no_names() and not _is_cited(text, match.end()):
            yield "somebody’s title and name", match.group()
    for pattern in INITIAL:
        yield from (("initials", match.group()) for match in pattern.finditer(text))


def _if_strange(match: re.Match[str], text: str) -> Iterator[tuple[str, str]]:
    if _is_strange(match["name"]) and not _is_cited(text, match.end("name")):
        yield "a name", match["name"]


def _in_full(text: str) -> Iterator[tuple[str, str]]:
    """A given name, though it be a word as well, and a family’s name; an initial and a word on no list."""
    for match in TWO.finditer(text):
        is_first = is_given(match["first"]) or plain(match["first"]) in names_and_words()
        if is_first and plain(match["name"]) in family_names() and _is_strange(match["name"]):
            yield "a name", match.group()
    for match in INITIAL_AND_NAME.finditer(text):
        word = match["dotted"] or match["bare"]
        is_long_enough = len(plain(word)) >= LONG_ENOUGH or plain(word) in family_names()
        if is_long_enough and _is_strange(word) and not _is_cited(text, match.end()):
            yield "a name", match.group()


def _is_strange(word: str) -> bool:
    name = plain(word)
    ours = (no_names(), also_words(), of_the_work())
    parts = (name, name.removesuffix("s"), *name.split("-"))
    if len(name) < 3 or any(part in listed for part in parts for listed in ours):
        return False
    return name in family_names() or not ENDINGS.fullmatch(name)


def _is_cited(text: str, end: int) -> bool:
    return is_author(text, end) or bool(BOOKISH.match(text, end))
