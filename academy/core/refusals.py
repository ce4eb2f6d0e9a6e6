"""A refusal is an answer, with words fit to show."""


class Refused(Exception):
    """The Academy says no, and why. A form shows it, the API returns it, an import row keeps it."""

    def __init__(self, words: str, *, field: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.field = field
