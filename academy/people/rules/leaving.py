"""When a file would end so many posts that it may be a slip."""

MOST = 10  # of a hundred


def too_many_leave(leaving: int, *, of: int) -> bool:
    """More than one in ten of an organisation’s people. One person alone is no slip of a file: it is seen."""
    return leaving > 1 and leaving * 100 > of * MOST
