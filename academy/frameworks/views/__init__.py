"""The shared language and its sources, on pages."""

from academy.frameworks.views.capabilities import capabilities
from academy.frameworks.views.sources import add_source, change_source, record_version, reviews, source, sources

__all__ = ["add_source", "capabilities", "change_source", "record_version", "reviews", "source", "sources"]
