"""Every file that comes in goes through the same machine: read, mapped, judged row by row, shown, saved, undone."""

from academy.core.imports.confirming import NeedsReason, confirm
from academy.core.imports.forgetting import forget_person, forget_rows, forget_sender
from academy.core.imports.layout import Sheet, Unreadable
from academy.core.imports.ledger import CannotBeUndone, Ledger
from academy.core.imports.mapping import NotMatched
from academy.core.imports.progress import progress
from academy.core.imports.runs import (
    NotNow,
    advice_of,
    applied,
    cancel,
    check,
    faults_of,
    forget_old,
    overtaken_by,
    save,
    start,
    take_in,
    undo,
    why_of,
)
from academy.core.imports.sheets import PACKED, read
from academy.core.imports.spec import (
    BLANKS,
    CHANGES,
    Asked,
    Change,
    Column,
    Fault,
    ImportSpec,
    Judged,
    Kind,
    Row,
    Say,
    Words,
    Wrong,
)
from academy.core.imports.teaching import agree, reconsider, teach

__all__ = [
    "BLANKS",
    "CHANGES",
    "PACKED",
    "Asked",
    "CannotBeUndone",
    "Change",
    "Column",
    "Fault",
    "ImportSpec",
    "Judged",
    "Kind",
    "Ledger",
    "NeedsReason",
    "NotMatched",
    "NotNow",
    "Row",
    "Say",
    "Sheet",
    "Unreadable",
    "Words",
    "Wrong",
    "advice_of",
    "agree",
    "applied",
    "cancel",
    "check",
    "confirm",
    "faults_of",
    "forget_old",
    "forget_person",
    "forget_rows",
    "forget_sender",
    "overtaken_by",
    "progress",
    "read",
    "reconsider",
    "save",
    "start",
    "take_in",
    "teach",
    "undo",
    "why_of",
]
