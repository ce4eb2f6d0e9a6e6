"""What is asked of whom, the gaps of a day, and the evidence of need."""

from academy.needs.models.requirements import (
    GapSnapshot,
    Requirement,
    SnapshotDay,
)

__all__ = [
    "GapSnapshot",
    "Requirement",
    "SnapshotDay",
]
