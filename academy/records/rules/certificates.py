"""How a certificate's code is read, however it was typed."""

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 5 bits each; no I, L, O or U, so that none is read as another
CODE_LENGTH = 16  # 80 bits: nobody finds one by trying
READ_AS = str.maketrans("ILO", "110")


def code_in(typed: str) -> str:
    """The code as it is kept, however it was typed: in small letters, with or without hyphens, O for 0. Else empty."""
    code = re.sub(r"[\s\-–]", "", typed).upper().translate(READ_AS)
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def code_shown(code: str) -> str:
    """In fours, as people read and type it."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
