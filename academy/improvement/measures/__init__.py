"""Figures this room can supply to pages, measures and packs."""
