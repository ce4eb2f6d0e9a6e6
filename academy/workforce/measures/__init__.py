"""Figures this room can supply to pages, measures and packs."""

from academy.workforce.measures.retention import LABEL, figure_of, stayed_two_years_beyond

__all__ = ["LABEL", "figure_of", "stayed_two_years_beyond"]
