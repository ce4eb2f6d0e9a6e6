import re
from xml.etree import ElementTree

import qrcode

from academy.ui.qr import MARGIN, modules, qr

ADDRESS = "https://academy.weyshire.example/records/verify/K7QM-2XWD-9HTR-4BNC/"
SVG = "{http://www.w3.org/2000/svg}"


def drawn(picture):
    """The dark modules, read back from the bars of the picture."""
    path = ElementTree.fromstring(picture).findall(f"{SVG}path")[1].attrib["d"]
    bars = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path)
    return {(int(x) + step, int(y)) for x, y, length in bars for step in range(int(length))}


def test_every_dark_module_is_drawn_and_nothing_else():
    dark = {
        (x + MARGIN, y + MARGIN) for y, row in enumerate(modules(ADDRESS)) for x, is_dark in enumerate(row) if is_dark
    }

    assert drawn(qr(ADDRESS, says="Check this certificate")) == dark


def test_the_modules_are_those_of_the_standard():
    plain = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    plain.add_data(ADDRESS)
    plain.make(fit=True)

    matrix = modules(ADDRESS)

    assert len(matrix) == len(plain.get_matrix())
    finder = [True, False, True, True, True, False, True]
    assert (matrix[2][:7], matrix[2][-7:], matrix[-3][:7]) == (finder, finder, finder)


def test_the_margin_that_readers_ask_for_is_white():
    size = len(modules(ADDRESS)) + 2 * MARGIN

    assert {x for x, _ in drawn(qr(ADDRESS, says="x"))} <= set(range(MARGIN, size - MARGIN))
    assert f'viewBox="0 0 {size} {size}"' in qr(ADDRESS, says="x")


def test_words_for_those_who_do_not_see_it_are_only_words():
    assert 'aria-label="Check &lt;b&gt; &quot;it&quot;"' in qr(ADDRESS, says='Check <b> "it"')
