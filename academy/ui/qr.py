"""An address as a square that a phone's camera reads: SVG drawn on the server, for pages and for paper.

Black on white whatever the theme, with the quiet margin that readers ask for, and a fault of one part in seven mended.
"""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MARGIN = 4  # modules: what the standard asks for
Matrix = list[list[bool]]


def qr(address: str, *, says: str, width: int = 240) -> SafeString:
    """`says` is for those who do not see it: where it leads, with the address beside it as a plain link."""
    matrix = modules(address)
    size = len(matrix) + 2 * MARGIN
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="app-qr" role="img" aria-label="{escape(says)}"'
        f' viewBox="0 0 {size} {size}" width="{width}" height="{width}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{_path(matrix)}"/></svg>'
    )


def modules(address: str) -> Matrix:
    """Rows of dark and light, without the margin."""
    import qrcode  # 30 ms, and only few pages draw one

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(address)
    code.make(fit=True)
    return [[bool(dark) for dark in row] for row in code.get_matrix()]


def _path(matrix: Matrix) -> str:
    """Each run of dark modules as one bar, so that no hairline shows between two."""
    return "".join(
        f"M{start + MARGIN} {y + MARGIN}h{length}v1h-{length}z"
        for y, row in enumerate(matrix)
        for start, length in _runs(row)
    )


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for x, is_dark in enumerate(row):
        if is_dark and found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif is_dark:
            found.append((x, 1))
    return found
