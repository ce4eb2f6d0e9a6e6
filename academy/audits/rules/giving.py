"""Refusals when samples are drawn and cases are given out."""

from academy.core.refusals import Refused


class NotInUse(Refused):
    """Only a version in use, of a tool that is not retired, is drawn for."""


class NoCases(Refused):
    """A list from which nothing can be drawn."""


class TooNear(Refused):
    """Nobody audits the work of their own line or team."""


class NotToGive(Refused):
    """A case that was dropped, or whose audit has begun."""


class RoundThere(Refused):
    """A second round of a name."""
