"""The room for machines, by noun: each puts its endpoints on the room’s own router."""

from academy.improvement.api import measures, packs, plans
from academy.improvement.api.router import router

__all__ = ["measures", "packs", "plans", "router"]
