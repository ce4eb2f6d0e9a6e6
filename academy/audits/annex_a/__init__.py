"""Reads the lists that inspectors ask for (Annex A), in memory and for a moment: they are about children."""

from academy.audits.annex_a.cells import answer, bare
from academy.audits.annex_a.columns import AnnexList, Column, lists
from academy.audits.annex_a.reading import Row, Workbook, read

__all__ = ["AnnexList", "Column", "Row", "Workbook", "answer", "bare", "lists", "read"]
