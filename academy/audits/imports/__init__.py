"""Files that come in. What is about children is read in memory, for a moment, and never kept."""

from academy.audits.imports.case_lists import read_cases

__all__ = ["read_cases"]
