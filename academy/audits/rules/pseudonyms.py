"""The name that a case goes by here. Only who holds the authority's secret can lead it back to a child.

Numbers of children are easily guessed, so a plain hash would hide nothing: the secret is part of it (HMAC), and is
kept outside the database.
"""

import hmac
from hashlib import sha256

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another
HALF = 5


def pseudonym(secret: str, case: str) -> str:
    """Ten letters of five bits, in two groups that can be read out: `7K3MP-9QXWD`. The same for the same case."""
    digest = hmac.new(secret.encode(), f"case {case}".encode(), sha256).digest()
    number = int.from_bytes(digest[:8], "big")
    letters = "".join(LETTERS[(number >> (5 * place)) & 31] for place in range(2 * HALF))
    return f"{letters[:HALF]}-{letters[HALF:]}"
