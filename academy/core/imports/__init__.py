"""Every file that comes in goes through the same machine: read, mapped, judged row by row, shown, saved, undone."""

from academy.core.imports.ledger import CannotBeUndone, Ledger
from academy.core.imports.mapping import NotMatched
from academy.core.imports.progress import progress
from academy.core.imports.runs import (
    NotNow,
    applied,
    cancel,
    check,
    faults_of,
    forget_old,
    overtaken_by,
    save,
    start,
    undo,
)
from academy.core.imports.sheets import PACKED, Sheet, Unreadable, read
from academy.core.imports.spec import (
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
    "NotMatched",
    "NotNow",
    "Row",
    "Say",
    "Sheet",
    "Unreadable",
    "Words",
    "Wrong",
    "agree",
    "applied",
    "cancel",
    "check",
    "faults_of",
    "forget_old",
    "overtaken_by",
    "progress",
    "read",
    "reconsider",
    "save",
    "start",
    "teach",
    "undo",
]
