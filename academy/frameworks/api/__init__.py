"""The shared language for machines."""

from academy.frameworks.api.capabilities import router

__all__ = ["router"]
