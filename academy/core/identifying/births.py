"""When somebody was born, however it is said: a day by itself is a visit or a meeting, a day beside a birth is not."""

import re

from academy.core.identifying.patterns import DAY, KIN, STARTS

MONTH = r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DATE = rf"(?:{DAY}|\d{{1,2}}[-/. ](?i:[a-z]{{3,9}})[-/. ]\d{{2,4}}|\d{{1,2}}[/.]\d{{1,2}}\b|\d{{6,8}}\b)"
A_DAY = (
    rf"(?:{DAY}|\d{{4}}[/.]\d{{1,2}}[/.]\d{{1,2}}|\d{{1,2}} ?{MONTH} ?\d{{2,4}}|\d{{1,2}} \d{{1,2}} \d{{2,4}}|"
    rf"{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{2,4}}|{MONTH} \d{{4}})"
)
BIRTH = r"(?i:born|date of (?:birth|delivery)|birth ?date|birth (?:was|is) on|edd|d[. ]?o[. ]?b\.?|birthday)"
NEAR = (  # some words between, of which none begins another matter
    r"(?:(?!\b(?:and|but|so|when|then|while|visit\w*|review\w*|meeting|conference|held|assess\w*|plan\w*|seen|order)\b)"
    r"[^.;\n]){0,45}?"
)
NO_AGE = "".join(
    rf"(?<!(?i:{word}) )" for word in ("page", "question", "section", "day", "grade", "stage", "visit", "visits", "and")
)
AGE = r"(?:[1-9]|1\d|2[0-5]|(?i:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen))"

BIRTHS: list[tuple[str, re.Pattern[str]]] = [
    ("a date of birth", re.compile(rf"(?<![\w-]){BIRTH}(?!\w)(?:’?s)?{NEAR}(?<!\d){A_DAY}")),
    ("a date of birth", re.compile(rf"{A_DAY}[^.;\d]{{0,25}}(?i:date of birth|birth ?date|\bd\.?o\.?b\b|birthday)")),
    ("a date of birth", re.compile(rf"(?<![\w/.]){NO_AGE}{AGE}(?: years old)? on (?:the )?{DAY}")),
    ("a date of birth", re.compile(rf"{STARTS}(?i:d\W{{0,2}}o\W{{0,2}}b)(?:’?s)?\b[^.\d]{{0,30}}{DATE}")),
    ("a date of birth", re.compile(rf"{STARTS}(?i:date|year|month) of birth\b[^.\d]{{0,30}}\d")),
    (
        "a date of birth",
        re.compile(rf"{STARTS}(?i:born)(?: (?i:on|in))?(?: (?i:the))? ?(?:{DATE}|[A-Z][a-z]+ \d{{4}})"),
    ),
    ("a date of birth", re.compile(rf"{STARTS}b[.:]? ?{DAY}")),
    ("a birthday", re.compile(rf"(?i:birthday)\b[^.\d]{{0,12}}{DATE}")),
    (
        "a date of birth",
        re.compile(rf"{STARTS}(?i:EDD|baby (?:is )?due|unborn,? (?:is )?due)\W{{0,3}}(?i:on |is )?{DAY}"),
    ),
    ("a date of birth", re.compile(rf"(?i:due (?:date )?(?:is |on )?){DAY}(?=[^.]*(?i:unborn|baby))")),
    (
        "a date of birth",
        re.compile(rf"{STARTS}(?:{KIN}|(?i:fe)?(?i:male))(?:,? (?i:aged? )?\d{{1,2}})?[ ,(]{{1,3}}{DAY}"),
    ),
    # a day straight after an age, or an age after a day
    ("a date of birth", re.compile(rf"(?i:\baged? )\d{{1,2}}\W{{1,3}}{DAY}")),
]
