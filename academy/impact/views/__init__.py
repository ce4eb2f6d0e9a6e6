"""The pages, by noun."""

from academy.impact.views.use import impact, impact_item

__all__ = ["impact", "impact_item"]
