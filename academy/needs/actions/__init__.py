"""What this room changes."""

from academy.needs.actions.analysis import (
    counted_on,
    take_analysis,
)
from academy.needs.actions.equivalents import (
    add_equivalent,
    end_equivalent,
)
from academy.needs.actions.exemptions import (
    ask_for_exemption,
    end_exemption,
    refuse_exemption,
    sign_exemption,
    take_back_exemption,
)
from academy.needs.actions.pulling import (
    signal_what_changed,
    signal_what_is_lacking,
)
from academy.needs.actions.requirement_files import (
    apply_requirements,
    undo_requirements,
)
from academy.needs.actions.requirements import (
    Asking,
    add_requirement,
    change_requirement,
    end_requirement,
    remind,
)
from academy.needs.actions.signals import (
    raise_signal,
)
from academy.needs.actions.snapshots import (
    PEOPLE_AT_A_TIME,
    erase_person,
    keep_month_end,
    move_person,
    take_snapshot,
)
from academy.needs.actions.weighing import (
    leave_signal,
    meet_need,
    plan_need,
    set_need_aside,
    unplan_need,
    weigh_into,
    weigh_signals,
)
from academy.needs.actions.whom import (
    add_setting,
    add_to_setting,
    take_out_of_setting,
)

__all__ = [
    "PEOPLE_AT_A_TIME",
    "Asking",
    "add_equivalent",
    "add_requirement",
    "add_setting",
    "add_to_setting",
    "apply_requirements",
    "ask_for_exemption",
    "change_requirement",
    "counted_on",
    "end_equivalent",
    "end_exemption",
    "end_requirement",
    "erase_person",
    "keep_month_end",
    "leave_signal",
    "meet_need",
    "move_person",
    "plan_need",
    "raise_signal",
    "refuse_exemption",
    "remind",
    "set_need_aside",
    "sign_exemption",
    "signal_what_changed",
    "signal_what_is_lacking",
    "take_analysis",
    "take_back_exemption",
    "take_out_of_setting",
    "take_snapshot",
    "undo_requirements",
    "unplan_need",
    "weigh_into",
    "weigh_signals",
]
