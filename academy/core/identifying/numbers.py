"""Numbers and addresses that point at one person, however they are typed."""

import re

from academy.core.identifying.patterns import A_NAME, STARTS

STREET = (
    r"(?i:street|st|road|rd|avenue|ave|close|cl|lane|drive|way|crescent|cres|court|gardens|gdns|terrace|place|grove|"
    r"hill|walk|mews|row|view|heights|rise|green|square|wharf|paddocks|mount|parade)"
)
ID = r"(?i: (?:case|child|file|record|system|person))?(?i: (?:id|no\.?|number|ref(?:erence)?(?: no\.?| number)?|log))"
OF_SYSTEMS = (
    r"(?i:nhs|upn|uln|lcs|ics|care ?first|care ?director|charms|synergy|mosaic|liquid ?logic|eclipse|framework[- ]?i|"
    r"azeus|systmone|rio|ehm|cris|niche|cad|mrn|"
    r"police log|police)"
)
OF_RECORDS = (
    r"(?i:case|client|person|child|file|record|court|crime|incident|urn|hospital|system|home office|arc|passport|"
    r"learner|pupil|unique pupil|unique learner|account|family court case|court case)"
)
A_NUMBER = r"\W{0,3}(?i:is |was |of )?\W{0,2}[A-Za-z]{0,4}[-/]?(?!(?:19|20)\d\d\b)\d[\dA-Za-z/-]{3,}"
COUNTED = r"(?i:people|residents|children|households|families|pounds|words|records|contacts|hours|a year)"
NOT_A_HOUSE = (
    r"(?!(?i:times?|of|days?|weeks?|months?|years?|hours?|schools?|homes?|famil|child|people|out|different|young|other|"
    r"more|in|on|at|to|and|or|pm|am|were|was|agenc|team|visits?|working|the (?:plan|file|form))\b)"
)

MORE: list[tuple[str, re.Pattern[str]]] = [
    ("an NHS, pupil or case number", re.compile(rf"{STARTS}{OF_SYSTEMS}(?:{ID})?{A_NUMBER}")),
    (
        "an NHS number",
        re.compile(rf"{STARTS}(?i:nhs)\W{{0,3}}(?:(?i:number|no)\W{{1,3}})?\d{{3}}[ -]?\d{{3}}[ -]?\d{{4}}\b"),
    ),
    ("a case or record number", re.compile(rf"{STARTS}{OF_RECORDS}{ID}{A_NUMBER}")),
    ("a pupil number (UPN)", re.compile(rf"{STARTS}[A-HJ-NP-RT-Za-hj-np-rt-z](?:[ -]?\d){{11}}[ -]?[\dA-Za-z]\b")),
    ("a National Insurance number", re.compile(rf"{STARTS}[A-Z]{{2}}[ -]?(?:\d\d[ -]?){{3}}[A-D]\b")),
    ("a National Insurance number", re.compile(rf"{STARTS}[a-z]{{2}}(?:\d\d ?){{3}}[a-d]\b")),
    ("a court or record number", re.compile(rf"{STARTS}(?i:[a-z]{{2}}\d\d[a-z]\d{{5}})\b")),
    (
        "a National Insurance number",
        re.compile(
            rf"{STARTS}(?i:(?:ni|nino|national insurance)(?: no\.?| number)?\W{{0,3}}(?:is )?"
            rf"[a-z]{{2}}[ -]?(?:\d\d[ -]?){{3}}[a-d])\b"
        ),
    ),
    ("a driving licence", re.compile(rf"{STARTS}[A-Z9]{{5}}\d{{6}}[A-Z9]{{2}}\d[A-Z]{{2}}\b")),
    ("a car’s number", re.compile(rf"{STARTS}[A-Z]{{2}}\d\d ?[A-Z]{{3}}\b")),
    ("an account", re.compile(rf"{STARTS}(?i:sort code|account(?: number| no\.?)?) \d{{2}}[-\d ]{{4,}}")),
    ("an address on the internet", re.compile(rf"{STARTS}\d{{1,3}}\.\d{{1,3}}\.\d{{1,3}}\.\d{{1,3}}\b")),
    ("a name on the internet", re.compile(r"(?<![\w.])@[\w.]{3,}")),
    (
        "a name on the internet",
        re.compile(
            r"\b(?i:snap(?:chat)?|insta(?:gram)?|tik ?tok|gamer ?tag|facebook|handle|username|x?box|discord)\b"
            r"[^.\d]{0,20}?[“\"\s:@](?:[A-Za-z]+[._\d][\w.]+|[a-z]{2}[A-Z]\w+)"
        ),
    ),
    ("a name on the internet", re.compile(r"\b(?i:facebook|instagram|snapchat) (?i:profile|name|account) [“\"]")),
    (
        "a phone number",
        re.compile(r"\(0\d{2,4}\) ?\d{3,4}[ -]?\d{3,4}|(?<![\d£.])0\d{2,4}[ .-]\d{3,4}[ .-]?\d{3,4}(?!\d)"),
    ),
    ("a phone number", re.compile(r"(?<![\w£])(?:\(?\+44\)?|0044)(?:[ ().-]{0,2}\d){9,11}(?!\d)")),
    ("a number of ten digits", re.compile(r"(?<![\d£,.+-])\d{3}(?P<between>[ -])\d{3}(?P=between)\d{4}(?!\d)")),
    ("a case or record number", re.compile(rf"{STARTS}[A-Za-z]{{1,4}}[-/]?(?!(?:19|20)\d\d[-/])\d{{6,}}[A-Za-z]?\b")),
    ("a case or record number", re.compile(r"(?<![\w/-])(?:19|20)\d\d[-/](?!(?:19|20)\d\d\b)\d{4,}\b")),
    # as long as a record’s number and neither money, nor a day without dashes, nor so many of something
    (
        "a case or record number",
        re.compile(
            rf"(?<![\w£$€.,/+-])(?<!£ )(?!(?:19|20)\d\d[01]\d[0-3]\d\b)\d{{6,}}(?![\w.,/%-]*\d)(?! {COUNTED})\b"
        ),
    ),
    (
        "a case or record number",
        re.compile(
            rf"{STARTS}(?i:id|ref|reference|urn|number|no\.?)\W{{1,3}}[A-Za-z]{{0,3}}"
            rf"(?!(?:19|20)\d\d\b)\d{{4,}}\b(?! {COUNTED})"
        ),
    ),
    (
        "an address",
        re.compile(
            rf"{STARTS}\d{{1,4}}[a-z]?,? (?i:the )?(?!(?i:path|rail|half|any|run|gate|mid)way)[A-Za-z]{{3,}}way\b"
        ),
    ),
    ("a postcode", re.compile(rf"{STARTS}[a-z]{{1,2}}\d[a-z\d]? ?\d(?!(?:nd|st|rd|th)\b)[abd-hjlnp-uw-z]{{2}}\b")),
    ("an address", re.compile(rf"{STARTS}\d{{1,4}}[a-z]?,? (?:(?i:the) )?(?:{A_NAME} ){{0,3}}{A_NAME} {STREET}\b")),
    ("an address", re.compile(rf"{STARTS}\d{{1,4}}[a-z]?,? (?:[A-Z]\w+ ){{1,3}}{STREET}\b")),
    ("an address", re.compile(rf"{STARTS}(?:{A_NAME} ){{1,3}}{STREET},? (?i:number|no\.?) ?\d")),
    ("an address", re.compile(rf"{STARTS}(?i:flat|apartment|plot|pitch) \d{{1,3}}[a-z]?\b")),
    ("an address", re.compile(rf"{STARTS}(?i:room) \d{{1,3}} (?i:at|in) (?i:the )?{A_NAME}")),
    (
        "an address",
        re.compile(
            rf"{STARTS}(?i:live[sd]? at|living at|address(?: on file)?(?: is)?:?|visit(?:ed)?(?: to)?|"
            rf"moved (?:to|from)|answer at|reply at|home is) (?i:no\.? ?|number )?\d{{1,4}}[a-z]? "
            rf"{NOT_A_HOUSE}[A-Za-z]{{3,}}"
        ),
    ),
    (
        "an address",
        re.compile(
            rf"{STARTS}(?:{A_NAME} ){{1,2}}(?:Cottage|Vicarage|Lodge|Farm|Villa|House|Court|Tower)s?, "
            rf"(?:{A_NAME} ){{1,2}}{STREET}\b"
        ),
    ),
    ("an address", re.compile(rf"{STARTS}(?i:narrowboat|houseboat|caravan) {A_NAME}")),
]
