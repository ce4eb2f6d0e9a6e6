"""What may not be said twice."""

from academy.core.refusals import Refused


class AlreadyThere(Refused):
    """The same code in the same place would make two things of one name."""


class EndsBeforeItStarts(Refused):
    """A framework is in force for at least a day."""
