"""The pages, by noun."""

from academy.workforce.views.retention import intake, retention

__all__ = ["intake", "retention"]
