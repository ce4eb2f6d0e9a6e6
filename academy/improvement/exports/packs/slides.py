"""A pack as slides: the three sentences, the measures, and a slide for each, with the same picture and its words."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu, Mm, Pt

from academy.improvement.exports.packs.packing import packed_alike
from academy.improvement.exports.packs.pictures import for_print
from academy.ui.context import current_theme
from academy.ui.typesetting import png

WIDTH, HEIGHT, EDGE = Mm(338.7), Mm(190.5), Mm(16)
TITLE_ONLY = 5
SAID = ("What happened", "Why", "What next")
MOST_ROWS = 9


def pack_slides(said: dict[str, Any], *, on: date) -> bytes:
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    _leave_out_what_came_along(deck)
    _properties(deck, said, on)
    _first(deck, said)
    for start in range(0, len(said["measures"]), MOST_ROWS):
        _measures(deck, said["measures"][start : start + MOST_ROWS])
    for one in said["measures"]:
        _measure(deck, one)
    made = BytesIO()
    deck.save(made)
    return packed_alike(made.getvalue(), at=datetime.combine(on, time(12)))


def _leave_out_what_came_along(deck: Any) -> None:
    """The empty deck that python-pptx begins with holds a thumbnail and somebody's printer."""
    for pointers in (deck.part.rels, deck.part.package._rels):
        for key in [key for key, one in pointers.items() if one.reltype.endswith(("/printerSettings", "/thumbnail"))]:
            pointers.pop(key)


def _properties(deck: Any, said: dict[str, Any], on: date) -> None:
    said_of = deck.core_properties
    said_of.title, said_of.subject, said_of.language = said["title"], said["edition_words"], "en-GB"
    said_of.author = said_of.last_modified_by = "Children’s Workforce Academy"
    said_of.keywords = said_of.comments = said_of.category = ""
    said_of.created = said_of.modified = datetime.combine(on, time(12))
    said_of.revision = 1


def _slide(deck: Any, title: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    for shape in list(slide.placeholders):
        if shape.placeholder_format.type not in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
            shape._element.getparent().remove(shape._element)
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = EDGE, Mm(10), WIDTH - 2 * EDGE, Mm(20)
    _write(head.text_frame, [(title, 30, True)], colour=current_theme().brand)
    return slide


def _first(deck: Any, said: dict[str, Any]) -> None:
    slide = _slide(deck, said["title"])
    published = said["published"]
    caption = f"{said['for_whom']}. Published {published['on_words']}, version {published['version']}."
    _box(slide, EDGE, Mm(30), WIDTH - 2 * EDGE, Mm(10), [(caption, 16, False)])
    each = (WIDTH - 2 * EDGE - 2 * Mm(8)) // 3
    for place, (label, words) in enumerate(said["sentences"]):
        left = EDGE + place * (each + Mm(8))
        _box(slide, left, Mm(52), each, Mm(90), [(f"{label}.", 22, True), (words, 22, False)])
    by = ". ".join(f"{step} {who}" for step, who in published["approved"])
    _box(slide, EDGE, Mm(168), WIDTH - 2 * EDGE, Mm(12), [(f"{by}. Figures read on {said['read_on']}.", 14, False)])


def _measures(deck: Any, measures: list[dict[str, Any]]) -> None:
    slide = _slide(deck, "The measures in a word")
    shape = slide.shapes.add_table(len(measures) + 1, 4, EDGE, Mm(36), WIDTH - 2 * EDGE, Mm(14) * (len(measures) + 1))
    shape.name = "The measures in a word"
    table = shape.table
    for column, width in enumerate((0.5, 0.14, 0.16, 0.2)):
        table.columns[column].width = Emu(int((WIDTH - 2 * EDGE) * width))
    titles = ("Measure", "Now", "When", "In a word")
    rows = [(one["title"], one["now"], one["now_on"], one["status"][0] if one["status"] else "") for one in measures]
    for row, line in enumerate([titles, *rows]):
        for column, words in enumerate(line):
            _write(table.cell(row, column).text_frame, [(words, 16, row == 0 or column == 0)], is_plain=row == 0)


def _measure(deck: Any, one: dict[str, Any]) -> None:
    slide = _slide(deck, one["title"])
    word = one["status"][0] if one["status"] else ""
    now = ". ".join(part for part in (f"{one['now']}, {one['now_on']}".strip(", "), word) if part)
    _box(slide, EDGE, Mm(30), WIDTH - 2 * EDGE, Mm(12), [(now, 22, True)])
    if one["chart"]:
        picture = png(for_print(one["chart"]["wide"]))
        drawn = slide.shapes.add_picture(BytesIO(picture), EDGE, Mm(48), width=Mm(185))
        drawn._element.nvPicPr.cNvPr.set("descr", one["chart"]["says"])
        drawn.name = "Chart"
    left = EDGE + Mm(193) if one["chart"] else EDGE
    written = [(one["sentence"], 16, False)]
    written += [(f"{label}. {words}", 16, False) for label, words in zip(SAID, one["happened"], strict=True) if words]
    _box(slide, left, Mm(46), WIDTH - left - EDGE, Mm(120), written)
    _box(slide, EDGE, Mm(168), WIDTH - 2 * EDGE, Mm(14), [(one["meaning"], 14, False)])
    lines = [
        " ".join(part for part in (f"{row[0]}: {row[1]}", row[2] and f"({row[2]})") if part) for row in one["rows"]
    ]
    slide.notes_slide.notes_text_frame.text = "\n".join([one["definition"], *lines])


def _box(slide: Any, left: int, top: int, width: int, height: int, lines: list[tuple[str, int, bool]]) -> None:
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    _write(frame, lines)


def _write(frame: Any, lines: list[tuple[str, int, bool]], *, colour: str = "#1b2421", is_plain: bool = False) -> None:
    for place, (words, size, is_strong) in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(6)
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = words, Pt(size), is_strong
        run._r.get_or_add_rPr().set("lang", "en-GB")
        if not is_plain:  # a table's own head is light on dark
            run.font.color.rgb = RGBColor.from_string(colour.removeprefix("#").upper())
