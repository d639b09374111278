"""A brief as a DOCX document, with real headings, tables, links to the sources, and the picture.

What always holds here: text from data goes in as text; the file says nothing of who made it or on
which machine, and the same brief gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from cli.document.chart import draw
from cli.document.png import as_png
from cli.document.text import GRADES, heading, numbers_of, runs, shown
from cypher.brief.document import Block, Brief, Paragraph, Picture, Sentence, Source, Table

if TYPE_CHECKING:
    from docx.document import Document as Made
    from docx.text.paragraph import Paragraph as Written

_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>\\]+", re.ASCII | re.IGNORECASE)
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_TEXT_WIDTH: Final = 182
"""Millimetres between the margins."""
_LONGEST: Final = 46
_SHORTEST: Final = 6
_MAKER: Final = "graphq"


def as_docx(brief: Brief) -> bytes:
    """The brief as the bytes of a DOCX file."""
    return _Writer(brief).bytes()


class _Writer:
    def __init__(self, brief: Brief) -> None:
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
            self._doc.add_heading(shown(section.heading), level=1)
            for block in section.blocks:
                self._block(block)
        self._doc.add_heading("Sources", level=1)
        self._doc.add_paragraph(GRADES)
        for source in self._brief.sources:
            self._source(source)
        for note in self._brief.notes:
            self._doc.add_paragraph().add_run(shown(note)).italic = True
        out = io.BytesIO()
        self._doc.save(out)
        return _same_bytes(out.getvalue())

    def _prepare(self) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt, RGBColor

        page = self._doc.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(14)
        page.top_margin = page.bottom_margin = Mm(14)
        for name, size, before in (
            ("Normal", 9, 0), ("Title", 17, 0), ("Heading 1", 11.5, 8), ("List Bullet", 9, 0),
            ("Caption", 8, 4),
        ):  # fmt: skip
            style: Any = self._doc.styles[name]
            style.font.size, style.font.name = Pt(size), "Arial"
            style.font.color.rgb = RGBColor(0x1F, 0x24, 0x30)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(key), None)
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(3)
        made = self._brief.made_on or self._brief.as_of
        told = self._doc.core_properties
        told.title, told.subject = shown(self._brief.title), shown(self._brief.subject)
        told.author = told.last_modified_by = _MAKER
        told.comments, told.language, told.revision = "", "en", 1
        told.created = told.modified = datetime(made.year, made.month, made.day)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._paragraph(block)
            case Table():
                self._table(block)
            case Picture():
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

    def _sentence(self, written: Written, sentence: Sentence) -> None:
        written.add_run(f"{shown(sentence.text)} ")
        self._mark(written, sentence.sources)

    def _table(self, table: Table) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm, Pt

        caption = self._doc.add_paragraph(shown(table.caption), style="Caption")
        caption.paragraph_format.keep_with_next = True
        columns = [*table.columns, None]
        made = self._doc.add_table(rows=1, cols=len(columns), style="Table Grid")
        made.autofit = False
        widths = _widths(table)
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
                    head = "Sources" if column is None else shown(column.title)
                    written.add_run(head).bold = True
                elif column is None:
                    self._mark(written, line.sources)
                else:
                    written.add_run(shown(line.cells[place]))
                for run in written.runs:
                    run.font.size = Pt(7.5)
        if table.after:
            self._paragraph(table.after)
        else:
            self._doc.add_paragraph().paragraph_format.space_after = Pt(0)

    def _picture(self, block: Picture) -> None:
        from docx.shared import Mm

        drawn = self._doc.add_picture(io.BytesIO(as_png(draw(block.drawn))), width=Mm(_TEXT_WIDTH))
        told = drawn._inline.docPr
        told.set("descr", shown(block.alt))
        told.set("title", shown(block.caption))
        caption = self._doc.add_paragraph(f"{shown(block.caption)} ", style="Caption")
        self._mark(caption, block.sources)

    def _mark(self, written: Written, sources: Iterable[str]) -> None:
        """The numbers in brackets, each a link to its source."""
        numbers = numbers_of(sources, self._numbers)
        new = [number for number in numbers if number not in self._cited]
        self._cited.update(new)
        written.add_run("[")
        for place, (first, last) in enumerate(runs(numbers)):
            if place:
                written.add_run(", ")
            self._link(written, str(first), f"source{first}")
            if last != first:
                written.add_run("–")
                self._link(written, str(last), f"source{last}")
        closing = written.add_run("]")
        for number in new:
            self._bookmark(closing._r, f"cited{number}")

    def _source(self, source: Source) -> None:
        from docx.shared import Mm, Pt

        written = self._doc.add_paragraph()
        form = written.paragraph_format
        form.left_indent, form.first_line_indent = Mm(9), Mm(-9)
        form.space_after = Pt(1)
        opening = written.add_run("[")
        self._bookmark(opening._r, f"source{source.number}")
        self._link(written, str(source.number), f"cited{source.number}")
        written.add_run(f"] {source.letter or '–'} {shown(source.text)}")
        if _ADDRESS.fullmatch(source.address):
            written.add_run(", ")
            self._link(written, source.address, address=source.address)
        elif source.address:
            written.add_run(f", {shown(source.address)}")
        for run in written.runs:
            run.font.size = Pt(7.5)

    def _link(self, written: Written, text: str, anchor: str = "", address: str = "") -> None:
        """A link within the document, or to an address."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
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
        run.font.size = written.runs[0].font.size if written.runs else None

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


def _widths(table: Table) -> list[float]:
    """Millimetres of each column, by how much stands in it."""
    needs = []
    for place, column in enumerate(table.columns):
        cells = [len(line.cells[place]) for line in table.lines]
        longest = max([*cells, max(len(word) for word in [*column.title.split(), ""])])
        needs.append(min(max(longest, _SHORTEST), _LONGEST))
    needs.append(11)
    return [_TEXT_WIDTH * need / sum(needs) for need in needs]


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
