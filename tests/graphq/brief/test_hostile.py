"""Names that would do harm stay text: in HTML, Markdown, SVG and DOCX."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from docx import Document
from markdown_it import MarkdownIt

from graphq.document.document import WrittenBrief
from graphq.document.docx import as_docx
from graphq.document.forms import drawing_of
from graphq.document.html import as_html
from graphq.document.printed.md import as_markdown, escaped
from graphq.graph.letters import clean
from tests.cypher.build import Build
from tests.graphq.brief.by_hand import HOSTILE, hostile

ALLOWED = frozenset([
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "section", "ul",
    "li", "ol", "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "span", "a",
    "b", "footer", "svg", "rect", "line", "text",
])  # fmt: skip


class Reader(HTMLParser):
    """The elements, attributes and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def briefs(build: Build) -> tuple[WrittenBrief, WrittenBrief]:
    return hostile(build)


def test_a_page_has_no_element_but_its_own(briefs: tuple[WrittenBrief, WrittenBrief]) -> None:
    for brief in briefs:
        read = Reader()
        read.feed(as_html(brief))
        assert read.tags <= ALLOWED
        assert not {name for name in read.attributes if name.startswith("on")} | (
            read.attributes & {"style", "src"}
        )
        assert all(link.startswith("#") for link in read.links)
    for name in HOSTILE:
        assert clean(name) in read.text


def test_the_policy_of_a_page_lets_it_reach_nothing(
    briefs: tuple[WrittenBrief, WrittenBrief],
) -> None:
    page = as_html(briefs[0])
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_control_characters_are_shown_as_such_and_not_dropped() -> None:
    assert clean("a\x0bb\x1b[31mc\u202ed\ud800e\nf\x00") == "a b�[31mc�d�e f�"
    assert clean("می\u200cخواهم") == "می\u200cخواهم", "Persian spelling needs its joiner"


def test_markdown_has_no_markup_but_its_own(briefs: tuple[WrittenBrief, WrittenBrief]) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    for brief in briefs:
        text = as_markdown(brief, "picture.svg")
        tokens = parser.parse(text)
        inner = [child for token in tokens for child in token.children or []]
        assert not [t for t in (*tokens, *inner) if t.type in ("html_block", "html_inline")]
        headings = [t for t in tokens if t.type == "heading_open"]
        assert len(headings) == len(brief.sections) + 2, "the title, the sections, the sources"
        images = [t for t in inner if t.type == "image"]
        assert all(t.attrs["src"] == "picture.svg" for t in images)
        assert not [t for t in inner if t.type == "link_open"], "these sources have no address"
        wanted = [len(line.cells) + 1 for s in brief.sections for b in s.blocks
                  for line in getattr(b, "lines", ())]  # fmt: skip
        found = [t for t in tokens if t.type == "td_open"]
        assert len(found) == sum(wanted)


def test_an_address_with_brackets_is_a_link_in_markdown(build: Build) -> None:
    address = "https://press.example/wiki/Raid_(2019)"
    brief = hostile(build)[0]
    first = replace(brief.sources[0], address=address)
    text = as_markdown(replace(brief, sources=(first, *brief.sources[1:])))
    assert f"<{address}>" in text
    (_, inline, _) = MarkdownIt("commonmark").parse(f"<{address}>")
    links = [child for child in inline.children or [] if child.type == "link_open"]
    assert [link.attrs["href"] for link in links] == [address]


@pytest.mark.parametrize("name", HOSTILE)
def test_escaped_markdown_reads_as_the_text(name: str) -> None:
    for text in (name, f"1. {name}", f"- {name}", f"2.5 {name}"):
        (_, inline, _) = MarkdownIt("commonmark").parse(escaped(text))
        assert "".join(child.content for child in inline.children or []) == clean(text)


def test_the_picture_is_sound_xml_and_text_is_text(
    briefs: tuple[WrittenBrief, WrittenBrief],
) -> None:
    drawing = drawing_of(briefs[0])
    assert drawing is not None
    root = ET.fromstring(drawing)
    tags = {element.tag.rsplit("}", 1)[-1] for element in root.iter()}
    assert tags == {"svg", "rect", "line", "text"}
    texts = [element.text for element in root.iter() if element.tag.endswith("text")]
    for name in HOSTILE:
        assert clean(name) in texts


def test_a_document_opens_and_has_the_names_as_text(
    briefs: tuple[WrittenBrief, WrittenBrief],
) -> None:
    for brief in briefs:
        written = as_docx(brief)
        with zipfile.ZipFile(io.BytesIO(written)) as archive:
            body = archive.read("word/document.xml").decode()
            ET.fromstring(body)
            links = archive.read("word/_rels/document.xml.rels").decode()
            assert "evil.example" not in links
            assert "javascript" not in links
        texts = [p.text for p in Document(io.BytesIO(written)).paragraphs]
        for table in Document(io.BytesIO(written)).tables:
            texts += [cell.text for row in table.rows for cell in row.cells]
        told = "\n".join(texts)
        for name in HOSTILE[: 1 if brief is briefs[1] else None]:
            assert clean(name) in told
