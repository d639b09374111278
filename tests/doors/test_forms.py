"""Every form of a document, with nasty texts wherever a document can hold a text."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
import zipfile
from datetime import date

import pytest
from docx import Document as Opened
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphq.document.cells import jsonable
from graphq.document.document import (
    Branch,
    Cell,
    Cells,
    CitedSource,
    Column,
    Document,
    DrawnPicture,
    Line,
    Paragraph,
    Phrase,
    Section,
    Sentence,
    Table,
    Tone,
    WrittenBrief,
)
from graphq.document.docx import as_docx
from graphq.document.drawing import Joint, Lane, Lineage, Tie
from graphq.document.forms import drawing_of, file_forms, forms, show
from graphq.document.html import as_html, as_part
from graphq.document.printed.md import as_markdown
from graphq.graph.letters import clean
from graphq.graph.model.values import PartialDate
from tests.doors.nasty import (
    NASTY,
    elements,
    formulas,
    live_html,
    live_markdown,
    nasty_text,
    raw,
)
from tests.figures import tried

DAY = date(2020, 1, 2)
KNOWN_FORMS = {"table", "csv", "json", "md", "html", "docx"}


def source(text: str) -> dict[str, str]:
    return {
        "title": text, "publisher": text, "publishedOn": text, "url": text, "reliability": text,
        "kind": text,
    }  # fmt: skip


def document(text: str, cross: bool = False) -> Document:
    """A document that has the text everywhere."""
    phrases = tuple(
        Phrase(text, (text,), tone, about=text, deeper=tone is Tone.QUIET) for tone in Tone
    )
    columns = tuple(
        Column(text, under=(text,), sources=(text,), group=text, kind=kind)
        for kind in ("text", "facts", "number")
    )
    rows = tuple(
        Cells(Cell(phrases, listed=listed, short=short, meaning=text) for _ in columns)
        for listed, short in ((False, ""), (True, ""), (False, text))
    )
    table = Table(
        columns, rows, text, Paragraph(phrases), text or "none", alt=text, cards=True, cross=cross
    )
    tree = Branch(phrases, (Branch(phrases, ()),))
    return Document(
        compose=lambda: [
            Section(
                text,
                (
                    Paragraph(phrases),
                    Paragraph(phrases, listed=True),
                    Paragraph(phrases, aligned=True),
                    table,
                    Table(columns, rows[:1], trees=(tree,)),
                    Table(columns, (), nothing=text or "none"),
                    Table(columns, (Line([text] * 3, [text or "s"]),), counted=True),
                    DrawnPicture(lineage(text), text, text, [text or "s"]),
                ),
            )
        ],
        lines=lambda: [[text, text], [text, [text, text]], [{text: text}, [{text: text}]]],
        data=lambda: {text: [text, {text: text}]},
        title=text,
        about=(text, text),
        sources=(text,),
        notes=(text, text),
        known={text: source(text)},
    )


def lineage(text: str) -> Lineage:
    lanes = tuple(Lane(key, text, DAY, None, key == "a", False) for key in ("a", "b"))
    joint = Joint(
        text, text, "2020", PartialDate.parse("2020").span, (Tie("a", True, text, True),),
        (Tie("b", False, text, False),), 3,
    )  # fmt: skip
    return Lineage(lanes, (joint,), DAY)


def brief(text: str) -> WrittenBrief:
    """A brief that has the text everywhere, its title among them."""
    said = text if text.strip() else "x"
    sentences = (Sentence(said, ["s"]), Sentence(said, ["s"]))
    columns = (Column(text), Column(text, number=True))
    return WrittenBrief(
        title=text,
        subject=text,
        as_of=DAY,
        sections=(
            Section(
                text,
                (
                    Paragraph(sentences),
                    Paragraph(sentences, listed=True),
                    Table(columns, (Line([text, text], ["s"]),), text, Paragraph(sentences)),
                    DrawnPicture(lineage(text), text, text, ["s"]),
                ),
            ),
        ),
        sources=(CitedSource("s", 1, text, text, text),),
        notes=(text,),
    )


def test_every_form_is_looked_at_here() -> None:
    assert set(forms()) == KNOWN_FORMS
    assert {form.endings[0] for form in file_forms(for_briefs=True)} == {".html", ".docx", ".md"}


EVERY = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def check(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Write the text in every form but the slow one, and see that nothing of it acts."""
    for made in (document(text), document(text, cross=True)):
        capsys.readouterr()
        for form in ("table", "csv", "json", "md"):
            show(made, form)
            out = capsys.readouterr().out
            assert raw(out) == set(), form
            if form == "csv":
                assert formulas(out) == []
            elif form == "json":
                assert json.loads(out) == json.loads(json.dumps(jsonable(made.data())))
            elif form == "md":
                assert live_markdown(out) == []
        for page in (as_html(made), as_part(made)):
            assert live_html(page) == []
            assert raw(page) == set()
    written = brief(text)
    for told in (as_markdown(written), as_markdown(written, "picture.svg")):
        assert live_markdown(told, ("picture.svg",)) == []
        assert raw(told) == set()
    page = as_html(written)
    assert live_html(page) == []
    assert raw(page) == set()
    drawing = drawing_of(written)
    assert drawing is not None
    tags = {element.tag.rsplit("}")[-1] for element in elements(drawing.encode())}
    assert tags <= {"svg", "rect", "line", "text"}


@pytest.mark.parametrize("width", ["40", "200"])
def test_no_text_acts_in_any_form(
    width: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    held = 0
    try:
        for text in NASTY:
            check(text, capsys)
            held += 1
    finally:
        tried("forms of documents with nasty texts", len(NASTY), held)


def test_no_text_at_all_acts_in_any_form(capsys: pytest.CaptureFixture[str]) -> None:
    @EVERY
    @given(nasty_text)
    def written(text: str) -> None:
        check(text, capsys)

    written()


@pytest.mark.parametrize("text", NASTY[::6])
def test_a_document_of_a_word_processor_links_to_nothing(text: str) -> None:
    made = as_docx(brief(text))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                list(elements(archive.read(name)))
        links = ET.fromstring(archive.read("word/_rels/document.xml.rels"))
    outside = [link.get("Target") for link in links if link.get("TargetMode") == "External"]
    assert outside == []
    assert clean(text) in "\n".join(one.text for one in Opened(io.BytesIO(made)).paragraphs)


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://press.example/a?b=1&c=(2)#d", True),
        ("http://press.example:8080/ü", True),
        ("HTTPS://press.example", True),
        *((text, False) for text in NASTY if not text.startswith("http://evil.example/x")),
        ("mailto:someone@press.example", False),
        ("https://", False),
        ("https:///path", False),
        ("//press.example/a", False),
        ("ftp://press.example/a", False),
        ("\thttps://press.example", False),
        ("https://press.example\n", False),
        ("https://press.example/\u200b", False),
        ("vbscript:x", False),
    ],
)
def test_one_question_decides_what_becomes_a_link(address: str, is_link: bool) -> None:
    written = brief("x")
    written = WrittenBrief(
        written.title, written.subject, written.as_of, written.sections,
        (CitedSource("s", 1, "A", "told", address),), (),
    )  # fmt: skip
    assert (f"<{address}>" in as_markdown(written)) == is_link
    assert ("noopener" in as_html(written)) == is_link
    with zipfile.ZipFile(io.BytesIO(as_docx(written))) as archive:
        assert (b'TargetMode="External"' in archive.read("word/_rels/document.xml.rels")) == is_link


@given(st.recursive(nasty_text, lambda inner: st.lists(inner) | st.dictionaries(nasty_text, inner)))
@settings(max_examples=60, deadline=None)
def test_json_has_equal_values_and_no_letter_that_a_terminal_obeys(value: object) -> None:
    from graphq.document.printed.json import as_json

    written = as_json(value)
    assert raw(written) == set()
    assert json.loads(written) == json.loads(json.dumps(value))
