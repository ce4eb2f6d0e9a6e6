"""Pictures for the lessons, drawn by our own hand in Typst and kept as PNG like anybody’s upload."""

import io
from importlib.util import find_spec
from pathlib import Path

import typst

from academy.core.uploads import Judged, Kind

FOLDER = Path(__file__).parent / "pictures"
POINTS = 165  # to the inch: sharp on a page of 44rem, and its letters still large on a phone


def drawn(name: str) -> Judged:
    package = find_spec("font_source_sans_pro")
    folders = [str(Path(package.origin).parent / "files")] if package and package.origin else []
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
    compiler = typst.Compiler(str(FOLDER / f"{name}.typ"), root=str(FOLDER), font_paths=fonts)
    made = compiler.compile(format="png", ppi=POINTS)
    if not isinstance(made, bytes):
        raise TypeError("A drawing is one page.")
    return Judged(Kind.PNG, io.BytesIO(made), len(made), *_size(made))


def _size(png: bytes) -> tuple[int, int]:
    """Width and height stand in the first part of every PNG."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
