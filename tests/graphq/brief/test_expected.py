"""The briefs of the report's day, letter by letter, and the same from both engines."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from graphq.document.document import DrawnPicture, Table, WrittenBrief
from graphq.document.docx import as_docx
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from tests.graphq.brief.write_expected import FOLDER, SUBJECTS, forms, made


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_brief_is_as_expected_on_either_engine(jnim_store: Store, name: str) -> None:
    written = forms(made(jnim_store, SUBJECTS[name]), name)
    for file, text in written.items():
        assert text == (FOLDER / file).read_text(encoding="utf-8"), file
    expected = {file.name for file in FOLDER.iterdir() if file.name.startswith(f"{name}.")}
    assert set(written) == expected


@pytest.fixture(scope="module")
def briefs(jnim_folder: Path) -> Iterator[dict[str, WrittenBrief]]:
    with open_store(jnim_folder) as store:
        yield {name: made(store, subject) for name, subject in SUBJECTS.items()}


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_document_says_all_that_the_brief_says(
    briefs: dict[str, WrittenBrief], name: str
) -> None:
    brief = briefs[name]
    made_bytes = as_docx(brief)
    assert made_bytes == as_docx(brief), "the same brief gives the same bytes"
    document = Document(io.BytesIO(made_bytes))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == [*(section.heading for section in brief.sections), "Sources"]
    texts = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for sentence in brief.sentences():
        assert sentence.text in texts
    _has_its_tables(document, brief)
    pictures = document.inline_shapes
    drawn = [b for s in brief.sections for b in s.blocks if isinstance(b, DrawnPicture)]
    assert len(pictures) == len(drawn)
    for picture, block in zip(pictures, drawn, strict=True):
        assert picture._inline.docPr.get("descr") == block.alt


def _has_its_tables(document: object, brief: WrittenBrief) -> None:
    tables = [b for s in brief.sections for b in s.blocks if isinstance(b, Table)]
    found = document.tables  # type: ignore[attr-defined]
    assert len(found) == len(tables)
    for written, table in zip(found, tables, strict=True):
        assert [cell.text for cell in written.rows[0].cells][:-1] == [
            column.title for column in table.columns
        ]
        for row, line in zip(written.rows[1:], table.lines, strict=True):
            *cells, cited = [cell.text for cell in row.cells]
            assert tuple(cells) == line.cells
            assert cited.startswith("[")


def test_each_number_of_a_document_leads_to_its_source_and_back(
    briefs: dict[str, WrittenBrief],
) -> None:
    document = Document(io.BytesIO(as_docx(briefs["jnim"])))
    body = document.element.body
    places = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    assert links <= places
    numbers = range(1, len(briefs["jnim"].sources) + 1)
    assert {f"source{n}" for n in numbers} | {f"cited{n}" for n in numbers} == places


def test_a_document_tells_nothing_of_the_machine(briefs: dict[str, WrittenBrief]) -> None:
    written = as_docx(briefs["ambodedjo"])
    document = Document(io.BytesIO(written))
    told = document.core_properties
    assert told.author == told.last_modified_by == "graphq"
    assert str(told.created)[:10] == str(told.modified)[:10] == "2019-08-31"
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_example_on_the_page_is_of_the_brief() -> None:
    page = (FOLDER.parents[3] / "docs" / "brief.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```markdown\n(.*?)^```$", page, re.M | re.S)
    brief = (FOLDER / "jnim.md").read_text(encoding="utf-8").splitlines()
    assert len(example.splitlines()) >= 5
    assert not set(example.splitlines()) - set(brief)
