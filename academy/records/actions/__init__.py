"""Everything that changes a record: who did what, in one transaction."""

from academy.records.actions.completions import (
    NewCompletion,
    change_hours,
    issue_certificate,
    new_code,
    record_completion,
    record_completions,
    withdraw_completion,
)
from academy.records.actions.erasing import erase_person
from academy.records.actions.hand_ins import (
    accept_issuer,
    countersign,
    hand_in,
    refuse_hand_in,
    refuse_if_countersigned,
    remind_signers,
    set_countersigning,
    stop_accepting,
    take_back,
)
from academy.records.actions.moving import move_person
from academy.records.actions.reflections import (
    answer_question,
    begin_own,
    begin_reflection,
    change_about,
    finish_reflection,
    keep_reflections,
    share_reflection,
    stop_sharing,
    throw_away,
    tie_to,
)

__all__ = [
    "NewCompletion",
    "accept_issuer",
    "answer_question",
    "begin_own",
    "begin_reflection",
    "change_about",
    "change_hours",
    "countersign",
    "erase_person",
    "finish_reflection",
    "hand_in",
    "issue_certificate",
    "keep_reflections",
    "move_person",
    "new_code",
    "record_completion",
    "record_completions",
    "refuse_hand_in",
    "refuse_if_countersigned",
    "remind_signers",
    "set_countersigning",
    "share_reflection",
    "stop_accepting",
    "stop_sharing",
    "take_back",
    "throw_away",
    "tie_to",
    "withdraw_completion",
]
