"""The room’s records, by noun."""

from academy.workforce.models.agency import AgencyException, Assignment, EmployedCost, PriceCap
from academy.workforce.models.business_cases import BusinessCase, CaseInput, CaseVersion
from academy.workforce.models.caseloads import TeamMonth
from academy.workforce.models.establishment import Establishment
from academy.workforce.models.published import Neighbour, PublishedRow, Release
from academy.workforce.models.retention import CompleteFrom
from academy.workforce.models.warning import TeamChange, TeamReading

__all__ = [
    "AgencyException",
    "Assignment",
    "BusinessCase",
    "CaseInput",
    "CaseVersion",
    "CompleteFrom",
    "EmployedCost",
    "Establishment",
    "Neighbour",
    "PriceCap",
    "PublishedRow",
    "Release",
    "TeamChange",
    "TeamMonth",
    "TeamReading",
]
