"""What the clock starts, by noun."""

from academy.improvement.jobs.measures import raise_signals_of_measures, take_readings
from academy.improvement.jobs.packs import begin_the_quarters_pack
from academy.improvement.jobs.plans import remind_of_recommendations, tell_owners_what_is_late

__all__ = [
    "begin_the_quarters_pack",
    "raise_signals_of_measures",
    "remind_of_recommendations",
    "take_readings",
    "tell_owners_what_is_late",
]
