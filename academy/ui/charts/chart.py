"""What every chart is: a finding, a picture in two widths, how to read it, and its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from academy.core.exports import Table
from academy.ui.tables import ShownTable, whole


@dataclass(frozen=True)
class Chart:
    """The title is the finding, not the subject: "78 in 100 were still here after two years"."""

    title: str
    note: str
    wide: SafeString
    narrow: SafeString
    table: Table
    how_to_read: str = ""
    does_not_show: str = ""
    who_is_compared: str = ""

    @property
    def readings(self) -> Sequence[tuple[str, str]]:
        """The side note: only the parts that were written."""
        parts = (
            ("How to read this", self.how_to_read),
            ("What it does not show", self.does_not_show),
            ("Who is compared", self.who_is_compared),
        )
        return [(heading, words) for heading, words in parts if words]

    @property
    def numbers(self) -> ShownTable:
        return whole(self.table)
