"""The national definitions of the workforce’s rates, in the words that stand beside each."""

from dataclasses import dataclass

from academy.workforce.rules.published import WORKING_DAYS


@dataclass(frozen=True)
class Definition:
    """What a rate means, of what it is made, and which published rate it may stand beside."""

    slug: str
    label: str
    meaning: str
    numerator_words: str
    denominator_words: str
    unit: str = "%"
    published: str = ""  # the cell of the published file
    is_of_people: bool = True  # whether its records are people
    places: int = 1
    better: str = "lower"


DEFINITIONS = {
    found.slug: found
    for found in (
        Definition(
            "turnover",
            "Turnover",
            "Social workers who left in the year, for every 100 in post when it ended. The national definition "
            "divides by those in post at the end, not by the average of the year.",
            "full-time equivalents who left in the year",
            "full-time equivalents in post at its end",
            published="turnover_rate_fte",
        ),
        Definition(
            "turnover-people",
            "Turnover, by people",
            "The same as turnover, counted in people: somebody who works half the week counts as one.",
            "people who left in the year",
            "people in post at its end",
            published="turnover_rate_headcount",
        ),
        Definition(
            "vacancy",
            "Vacancies",
            "Budgeted posts that no employed social worker fills, of all posts filled or vacant. A vacancy counts "
            "although it is not advertised, and although an agency worker covers it.",
            "full-time equivalents vacant",
            "full-time equivalents vacant or in post",
            published="vacancy_rate_fte",
        ),
        Definition(
            "agency",
            "Agency workers",
            "Agency social workers, of all social workers: those in post and agency workers together.",
            "full-time equivalent agency workers",
            "full-time equivalents in post or agency workers",
            published="agency_rate_fte",
        ),
        Definition(
            "agency-people",
            "Agency workers, by people",
            "The same as agency workers, counted in people.",
            "agency workers",
            "people in post or agency workers",
            published="agency_rate_headcount",
        ),
        Definition(
            "agency-cover",
            "Agency workers who cover vacancies",
            "Of the agency workers, how many stand in for a vacancy and not for somebody absent or for extra work.",
            "full-time equivalent agency workers who cover vacancies",
            "full-time equivalent agency workers",
            published="agency_cover_rate_fte",
            is_of_people=False,
            better="",
        ),
        Definition(
            "vacancies-covered",
            "Vacancies covered by agency workers",
            "Of the vacancies, how many an agency worker stands in for.",
            "full-time equivalent agency workers who cover vacancies",
            "full-time equivalents vacant",
            published="vacancy_agency_cover_rate_fte",
            is_of_people=False,
            better="",
        ),
        Definition(
            "caseload",
            "Caseload",
            "Cases held, for each full-time equivalent social worker who holds at least one, agency workers "
            "included. How hard a case is does not come into it.",
            "cases held on the day",
            "full-time equivalents of those who hold cases",
            unit="cases",
            published="caseload_fte",
            is_of_people=False,
        ),
        Definition(
            "absence",
            "Days lost to sickness",
            f"Working days lost to sickness in the year, of the {WORKING_DAYS} that each full-time equivalent in "
            "post at its end would have worked.",
            "working days lost in the year",
            f"working days: {WORKING_DAYS} for each full-time equivalent in post",
            published="absence_rate_fte",
            is_of_people=False,
        ),
        Definition(
            "stability",
            "Still here after a year",
            "Of the social workers in post a year before, the share still in post now. Not a national rate.",
            "people in post then and now",
            "people in post a year before",
            better="higher",
        ),
        Definition(
            "exits",
            "Leavers for 100 years worked",
            "Leavers for every 100 years that people together were in post. It can be compared between teams of "
            "any size and growth. Not a national rate.",
            "people who left in the year",
            "years worked by all of them together",
            unit="in 100 years",
        ),
    )
}
