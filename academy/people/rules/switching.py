"""What is left of a role when its holder looks at one of their organisations only."""

from academy.people.rules.accounts import FOR_THE_WHOLE_AUTHORITY, OF_THE_PERSON


def seen_from(chosen: str, *, role: str, granted_in: str) -> str | None:
    """The branch that the role still reaches, and None for a role that rests. Paths, as everywhere.

    What is the person's own stays theirs. A role above what was chosen reaches down to it; a role beside it rests, and
    so does one for the whole authority: it is back with "All my organisations".
    """
    if role in OF_THE_PERSON:
        return granted_in
    if role in FOR_THE_WHOLE_AUTHORITY:
        return None
    if granted_in.startswith(chosen):
        return granted_in
    return chosen if chosen.startswith(granted_in) else None
