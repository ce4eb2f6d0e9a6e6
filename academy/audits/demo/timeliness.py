"""Twelve months of practice timeliness: counts as lists would have given them, made up, and never all good."""

from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from academy.audits.actions.timeliness import keep_timeliness
from academy.audits.models import TimelinessReading
from academy.audits.timeliness import AGENCIES, MEASURES, Counted, FromAgency, Measure, Timeliness
from academy.core.clock import months_after
from academy.core.demo import World
from academy.people.models import Account
from academy.people.rules import Role

LONDON = ZoneInfo("Europe/London")
MONTHS = 12
HALF_A_YEAR = {"List 1": 9_400, "List 2": 1_150, "List 3": 4_300, "List 4": 3_900, "List 5": 1_050}
OPEN = {"List 6": 5_200, "List 7": 1_010, "List 8": 980, "List 9": 610, "List 10": 84, "List 11": 61}
AMONG = {"Front door": 4_100, "Children in need": 2_900, "Child protection": 760, "Children in care": 940}
# of every 100: a year ago, and now
SHARES = {
    "referral_nfa_rate": (9, 6),
    "rereferral_rate_12m": (23, 20),
    "assessment_within_45wd": (78, 88),
    "assessment_open_late": (17, 9),
    "assessment_cancelled_rate": (31, 19),
    "s47_to_icpc_within_15wd": (74, 86),
    "repeat_cpp_ever": (28, 24),
    "cpp_over_2_years": (4, 3),
    "cpp_ended_over_2_years": (5, 4),
    "cp_visit_in_time": (81, 92),
    "cp_review_in_time": (94, 97),
    "seen_alone_rate": (63, 76),
    "unallocated_cases_cp": (0, 0),
    "cin_visit_in_time": (70, 79),
    "cin_open_without_need": (8, 4),
    "unallocated_cases_cin": (5, 2),
    "cla_visit_in_time": (85, 91),
    "cla_review_in_time": (92, 94),
    "placement_3plus_moves": (12, 10),
    "placed_out_of_area": (44, 43),
    "out_of_area_rha_in_time": (79, 84),
    "out_of_area_rhi_offered": (68, 81),
    "iha_within_20wd": (48, 63),
    "rha_up_to_date": (86, 91),
    "dental_up_to_date": (72, 80),
    "unallocated_cases_cla": (0, 0),
    "care_leaver_eet_17_18": (61, 65),
    "care_leaver_neet_17_18": (33, 29),
    "care_leaver_suitable_accommodation_17_18": (93, 96),
    "care_leaver_eet_19_21": (53, 56),
    "care_leaver_neet_19_21": (41, 38),
    "care_leaver_suitable_accommodation_19_21": (88, 90),
    "pathway_review_in_time": (76, 83),
    "care_leaver_in_touch": (88, 93),
    "caseload_over_ceiling": (21, 13),
}
NOT_IN_THE_LISTS = {
    "contact_decision_within_1wd": "List 1 has no column “Date of manager decision”.",
    "referral_decision_within_1wd": "List 3 has no column “Date of referral decision”.",
    "cla_3plus_social_workers": "List 8 has no column “Number of social workers in the last 12 months”.",
}
SENT = {"1": 14, "2": 23, "3": 17, "4": 3, "5": 10, "6": 26, "7": 3, "8": 2, "9": 1, "10": 1}  # of every 100
SMALLER = {"out_of_area_rhi_offered": 96, "iha_within_20wd": 118, "assessment_open_late": 940}


def build(world: World) -> None:
    chance = world.chance("timeliness")
    by = Account.objects.filter(grants__role=Role.ACADEMY).order_by("pk").first()
    for ago in range(MONTHS - 1, -1, -1):
        on = months_after(world.on.replace(day=1), -ago) - timedelta(days=1)
        found = Timeliness(on, _rows(chance), [], [], _measures(chance, 1 - ago / (MONTHS - 1)), _sources(chance, ago))
        reading = keep_timeliness(found, file_name=f"annex-a-{on:%Y-%m}.xlsx", by=by)
        taken_at = datetime.combine(on + timedelta(days=2), time(9, 20), tzinfo=LONDON)
        TimelinessReading.objects.filter(pk=reading.pk).update(taken_at=taken_at)


def _rows(chance: Random) -> dict[str, int]:
    return {name: round(rows * chance.uniform(0.96, 1.04)) for name, rows in (HALF_A_YEAR | OPEN).items()}


def _measures(chance: Random, along: float) -> list[Counted]:
    return [_counted(one, chance, along) for one in MEASURES]


def _counted(one: Measure, chance: Random, along: float) -> Counted:
    if one.code in NOT_IN_THE_LISTS:
        return Counted(one, None, None, NOT_IN_THE_LISTS[one.code])
    among = SMALLER.get(one.code) or AMONG.get(one.area) or (230 if one.area == "Care leavers" else 410)
    of = round(among * chance.uniform(0.95, 1.05))
    if one.unit == "average":
        return Counted(one, round(of * (17.1 - 1.4 * along + chance.uniform(-0.2, 0.2))), of)
    before, now = SHARES[one.code]
    share = before + (now - before) * along + chance.uniform(-1.2, 1.2) * (before > 0)
    return Counted(one, round(of * max(share, 0) / 100), of)


def _sources(chance: Random, ago: int) -> list[FromAgency]:
    """Q6: schools send less that leads to nothing, month by month, since thresholds were taught."""
    found = []
    for code, name in AGENCIES.items():
        contacts = round(9_400 * SENT[code] / 100 * chance.uniform(0.94, 1.06))
        referrals = round(contacts * 0.44)
        low = round(contacts * (0.5 + (0.012 * ago if code == "2" else 0)))
        found.append(FromAgency(name, contacts, low, referrals, round(referrals * chance.uniform(0.05, 0.09))))
    return found
