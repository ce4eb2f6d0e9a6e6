"""When a file that a program left for us may be taken, and when it may be saved without a person looking."""

STILL = 60  # seconds in which nobody has touched it
UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download", ".swp", "~")
MOST_BAD = 5  # rows that cannot be read, of a hundred


def is_half_written(name: str, *, touched: float, now: float) -> bool:
    return name.startswith((".", "~")) or name.casefold().endswith(UNFINISHED) or now - touched < STILL


def may_be_saved(*, bad: int, rows: int, doubt: str) -> bool:
    """Only what leaves nothing to ask: few rows left out, few people leaving, and something in it."""
    return rows > 0 and not doubt and bad * 100 <= rows * MOST_BAD
