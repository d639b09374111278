"""A brief as a DOCX document, with real headings, tables, links to the sources, and the picture.

What always holds here: text from data goes in as text; the file says nothing of who made it or on
which machine, and the same brief gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from graphq.document.document import (
    Block,
    CitedSource,
    Document,
    DrawnPicture,
    Paragraph,
    Phrase,
    Table,
    WrittenBrief,
)
from graphq.document.footnotes import stretches
from graphq.document.form import Form
from graphq.document.text import GRADES, heading, numbers_of
from graphq.graph.addresses import is_address
from graphq.graph.letters import clean

if TYPE_CHECKING:
    from docx.document import Document as Made
    from docx.text.paragraph import Paragraph as Written

_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_MARGIN: Final = 12
_EDGE: Final = 9
_TEXT_WIDTH: Final = 210 - 2 * _MARGIN
"""Millimetres between the margins."""
_LONGEST: Final = 60
_LONGEST_PROPERTY: Final = 255
_PICTURE_WIDTH: Final = 140
_SOURCE_COLUMNS: Final = 3
_SMALL: Final = 7.0
_SMALLEST: Final = 6.5
_LETTER: Final = 1.3
"""Millimetres of a letter in a table, on average."""
_PADDING: Final = 3.4
_MAKER: Final = "graphq"


def as_docx(brief: Document | WrittenBrief) -> bytes:
    """The brief as the bytes of a DOCX file."""
    assert isinstance(brief, WrittenBrief)
    return _Writer(brief).bytes()


class _Writer:
    def __init__(self, brief: WrittenBrief) -> None:
        from docx import Document

        self._brief, self._numbers = brief, brief.numbers
        self._doc: Made = Document()
        self._bookmarks = 0
        self._cited: set[int] = set()

    def bytes(self) -> bytes:
        """All of the document."""
        self._prepare()
        title, below = heading(self._brief)
        self._doc.add_heading(title, level=0)
        self._doc.add_paragraph(below)
        for section in self._brief.sections:
            self._doc.add_heading(clean(section.heading), level=1)
            for block in section.blocks:
                self._block(block)
        self._doc.add_heading("Sources", level=1)
        self._doc.add_paragraph(GRADES, style="Caption")
        self._in_columns(_SOURCE_COLUMNS)
        for source in self._brief.sources:
            self._source(source)
        self._in_columns(1)
        for note in self._brief.notes:
            self._doc.add_paragraph(clean(note), style="Caption")
        out = io.BytesIO()
        self._doc.save(out)
        return _same_bytes(out.getvalue())

    def _prepare(self) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt, RGBColor

        page = self._doc.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(_MARGIN)
        page.top_margin = page.bottom_margin = Mm(_EDGE)
        for name, size, before in (
            ("Normal", 8, 0), ("Title", 15, 0), ("Heading 1", 10, 5), ("List Bullet", 8, 0),
            ("Caption", 7.5, 2),
        ):  # fmt: skip
            style: Any = self._doc.styles[name]
            style.font.size, style.font.name = Pt(size), "Arial"
            style.font.color.rgb = RGBColor(0x1F, 0x24, 0x30)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(key), None)
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(2)
            style.paragraph_format.line_spacing = 1.0
            style.font.bold = name in ("Title", "Heading 1")
        made = self._brief.made_on or self._brief.as_of
        told = self._doc.core_properties
        told.title = _property(self._brief.title)
        told.subject = _property(self._brief.subject)
        told.author = told.last_modified_by = _MAKER
        told.comments, told.language, told.revision = "", "en", 1
        told.created = told.modified = datetime(made.year, made.month, made.day)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._paragraph(block)
            case Table():
                self._table(block)
            case DrawnPicture():
                self._picture(block)

    def _paragraph(self, block: Paragraph) -> None:
        if block.listed:
            for sentence in block.sentences:
                self._sentence(self._doc.add_paragraph(style="List Bullet"), sentence)
            return
        written = self._doc.add_paragraph()
        for sentence in block.sentences:
            self._sentence(written, sentence)
            written.add_run(" ")

    def _sentence(self, written: Written, sentence: Phrase) -> None:
        written.add_run(f"{clean(sentence.text)} ")
        self._mark(written, sentence.sources)

    def _table(self, table: Table) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm, Pt

        caption = self._doc.add_paragraph(clean(table.caption), style="Caption")
        caption.paragraph_format.keep_with_next = True
        columns = [*table.columns, None]
        made = self._doc.add_table(rows=1, cols=len(columns), style="Table Grid")
        made.autofit = False
        _ruled(made)
        widths = _widths(table)
        for place, width in enumerate(widths):
            made.columns[place].width = Mm(width)
        lines: list[Any] = [None, *table.lines]
        for number, line in enumerate(lines):
            row = made.rows[0] if number == 0 else made.add_row()
            _kept_whole(row, is_head=number == 0)
            for place, column in enumerate(columns):
                cell = row.cells[place]
                cell.width = Mm(widths[place])
                written = cell.paragraphs[0]
                written.paragraph_format.space_after = Pt(0)
                if column is not None and column.number:
                    written.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if line is None:
                    head = "Sources" if column is None else clean(column.title)
                    written.add_run(head).bold = True
                elif column is None:
                    self._mark(written, line.sources, _SMALL)
                else:
                    written.add_run(clean(line.cells[place]))
                for run in written.runs:
                    run.font.size = Pt(_SMALL)
        if table.after:
            self._paragraph(table.after)

    def _picture(self, block: DrawnPicture) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm

        from graphq.document.chart import draw
        from graphq.document.png import as_png

        png = io.BytesIO(as_png(draw(block.drawn)))
        drawn = self._doc.add_picture(png, width=Mm(_PICTURE_WIDTH))
        self._doc.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
        told = drawn._inline.docPr
        told.set("descr", clean(block.alt))
        told.set("title", clean(block.caption))
        caption = self._doc.add_paragraph(f"{clean(block.caption)} ", style="Caption")
        self._mark(caption, block.sources)

    def _mark(self, written: Written, sources: Iterable[str], size: float = _SMALL) -> None:
        """The numbers in brackets, each a link to its source."""
        from docx.shared import Pt

        numbers = numbers_of(sources, self._numbers)
        new = [number for number in numbers if number not in self._cited]
        self._cited.update(new)
        before = len(written.runs)
        written.add_run("[")
        for place, (first, last) in enumerate(stretches(numbers)):
            if place:
                written.add_run(", ")
            self._link(written, str(first), size, f"source{first}")
            if last != first:
                written.add_run("–")
                self._link(written, str(last), size, f"source{last}")
        closing = written.add_run("]")
        for run in written.runs[before:]:
            run.font.size = Pt(size)
        for number in new:
            self._bookmark(closing._r, f"cited{number}")

    def _source(self, source: CitedSource) -> None:
        from docx.shared import Mm, Pt

        written = self._doc.add_paragraph()
        form = written.paragraph_format
        form.left_indent, form.first_line_indent = Mm(5), Mm(-5)
        form.space_after = Pt(0)
        opening = written.add_run("[")
        self._bookmark(opening._r, f"source{source.number}")
        self._link(written, str(source.number), _SMALLEST, f"cited{source.number}")
        written.add_run(f"] {clean(source.letter) or '–'} ")
        text = clean(source.text)
        if is_address(source.address):
            self._link(written, text, _SMALLEST, address=source.address)
        else:
            written.add_run(text + (f", {clean(source.address)}" if source.address else ""))
        for run in written.runs:
            run.font.size = Pt(_SMALLEST)

    def _link(
        self, written: Written, text: str, size: float, anchor: str = "", address: str = ""
    ) -> None:
        """A link within the document, or to an address."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Pt
        from docx.text.run import Run

        link = OxmlElement("w:hyperlink")
        if anchor:
            link.set(qn("w:anchor"), anchor)
        else:
            key = written.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link.set(qn("r:id"), key)
        inner = OxmlElement("w:r")
        link.append(inner)
        written._p.append(link)
        run = Run(inner, written)
        run.text = text
        run.font.size = Pt(size)

    def _in_columns(self, number: int) -> None:
        """Go on in so many columns."""
        from docx.enum.section import WD_SECTION
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        told = self._doc.add_section(WD_SECTION.CONTINUOUS)._sectPr
        for old in told.findall(qn("w:cols")):
            told.remove(old)
        columns = OxmlElement("w:cols")
        columns.set(qn("w:num"), str(number))
        columns.set(qn("w:space"), "280")
        told.append(columns)

    def _bookmark(self, run: Any, name: str) -> None:
        """A place that links lead to, around a run."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._bookmarks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self._bookmarks))
        start.set(qn("w:name"), name)
        run.addprevious(start)
        run.addnext(end)


def _property(text: str) -> str:
    """The text as far as a property of a document can hold it."""
    said = clean(text)
    return said if len(said) <= _LONGEST_PROPERTY else f"{said[: _LONGEST_PROPERTY - 1]}…"


def _widths(table: Table) -> list[float]:
    """Millimetres of each column: no word is broken, and the rest goes to where most is said."""
    columns: list[tuple[list[str], bool]] = [
        ([column.title, *(line.cells[place] for line in table.lines)], column.short)
        for place, column in enumerate(table.columns)
    ]
    columns.append((["Sources", "[00, 00–00]"], True))
    least, wanted = [], []
    for texts, whole in columns:
        longest = max(len(text) for text in texts)
        words = [len(word) for text in texts for word in text.split()]
        word = longest if whole else max(words, default=0)
        least.append(min(word, _LONGEST) * _LETTER + _PADDING)
        wanted.append(min(longest, _LONGEST * 2) * _LETTER + _PADDING)
    left = _TEXT_WIDTH - sum(least)
    more = [want - need for want, need in zip(wanted, least, strict=True)]
    if left <= 0:
        return [_TEXT_WIDTH * need / sum(least) for need in least]
    share = left / (sum(more) or 1)
    return [need + extra * share for need, extra in zip(least, more, strict=True)]


def _ruled(made: Any) -> None:
    """Thin lines between the rows alone, and little room at the sides of a cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "nil" if side in ("left", "right", "insideV") else "single")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), "BBBFC8")
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        room = OxmlElement(f"w:{side}")
        room.set(qn("w:w"), "45")
        room.set(qn("w:type"), "dxa")
        margins.append(room)
    told = made._tbl.tblPr
    layout = told.find(qn("w:tblLayout"))
    layout.addprevious(borders)
    layout.addnext(margins)


def _kept_whole(row: Any, is_head: bool) -> None:
    """Keep a row on one page, and the heading on top of each."""
    from docx.oxml import OxmlElement

    told = row._tr.get_or_add_trPr()
    told.append(OxmlElement("w:cantSplit"))
    if is_head:
        told.append(OxmlElement("w:tblHeader"))


def _same_bytes(made: bytes) -> bytes:
    """The archive without the time at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            told = zipfile.ZipInfo(name, _ZIP_TIME)
            told.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(told, old.read(name))
    return out.getvalue()


FORM: Final = Form("a document", as_docx, 5, (".docx",), takes_documents=False)
