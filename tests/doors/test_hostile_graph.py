"""A graph whose every free text acts where it is let: asked, shown and exported, nothing acts."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphq.brief.compose import brief_of
from graphq.browser.link import USUAL_PLACE, question_link
from graphq.browser.statements import pasted
from graphq.cypher.ask.catalog import Question, QuestionAnswer, questions
from graphq.cypher.ask.entity import describe
from graphq.document.docx import as_docx
from graphq.document.forms import drawing_of, show
from graphq.document.html import as_html, as_part
from graphq.document.printed.json import as_json
from graphq.document.printed.md import as_markdown
from graphq.graph.errors import UsageError
from graphq.graph.export.form import forms, write
from graphq.graph.letters import clean
from graphq.graph.opening import open_store
from graphq.graph.outputs import LIST_FILE
from graphq.graph.read.part import Whole
from graphq.graph.store import Store
from graphq.mcp.tools import as_structure, as_text, capped
from graphq.page.compose import page_of_all, page_of_answer
from graphq.page.file import as_script, page_text
from graphq.tell.answer import document_of
from graphq.tell.entity import document_of as entity_document
from graphq.tell.rows import document_of as rows_document
from graphq.tell.status import document_of as status_document
from tests.doors import hostile_graph
from tests.doors.nasty import (
    all_texts,
    elements,
    formulas,
    live_html,
    live_markdown,
    raw,
)
from tests.figures import tried

GIVEN = {"group": "jnim", "target": "fac-apt-gao", "entity": "chg-jnim-2017"}
SHOWN = ("jnim", "fac-apt-gao", "chg-jnim-2017", "inc-2019-07-22-gao-a", "iyad-ag-ghaly")
TODAY = date(2026, 1, 1)
EMPTY = {"head": {"title": ""}}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(hostile_graph.make(tmp_path_factory.mktemp("hostile"))) as opened:
        yield opened


def asked(question: Question) -> dict[str, Any]:
    parameters = question.header.parameters
    return {name: GIVEN[p.type] for name, p in parameters.items() if p.required}


def in_every_form(document: Any, capsys: pytest.CaptureFixture[str]) -> int:
    """See that nothing acts in any form; returns how many there were."""
    for form in ("table", "csv", "json", "md"):
        capsys.readouterr()
        show(document, form)
        out = capsys.readouterr().out
        assert raw(out) == set(), form
        if form == "csv":
            assert formulas(out) == []
        elif form == "md":
            assert live_markdown(out) == []
        elif form == "json":
            assert json.loads(out)
    for page in (as_html(document), as_part(document)):
        assert live_html(page) == []
        assert raw(page) == set()
    return 6


def answered(store: Store) -> Iterator[tuple[Question, QuestionAnswer]]:
    for question in questions().values():
        yield question, question.ask(store, asked(question))


def test_no_answer_acts_in_any_form(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    tries = rows = 0
    for question, answer in answered(store):
        rows += len(answer.rows)
        tries += in_every_form(document_of(answer), capsys)
        kept, left_off = capped(question, answer, 20)
        assert live_markdown(as_text(kept)) == []
        assert raw(as_text(kept)) == set()
        assert all(clean(text) == text for text in all_texts(as_structure(kept, left_off)))
        resolved = question.resolve(store, asked(question), TODAY)
        assert raw(pasted(question, resolved.values)) == set()
        tries += 3
    assert rows > 500
    tried("a hostile graph: answers", tries, tries)


def test_nothing_else_that_is_printed_acts(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    tries = in_every_form(status_document(store), capsys)
    for key in SHOWN:
        tries += in_every_form(entity_document(describe(store, key)), capsys)
    rows = store.read(
        "MATCH (n)-[r]->(m) RETURN n, r, m.name AS `=a|b\u202e`, m.note AS x LIMIT 50"
    )
    tries += in_every_form(rows_document(rows), capsys)
    tried("a hostile graph: entities, rows and its state", tries, tries)


def test_no_link_to_neo4j_browser_holds_more_than_its_statement(store: Store) -> None:
    made = 0
    for question in questions().values():
        try:
            link, notes = question_link(store, question, asked(question), USUAL_PLACE, True)
        except UsageError:
            continue  # A question without a picture, whose statement is too long.
        made += 1
        assert link.isascii()
        assert not {" ", "'", '"', "<", "`"} & set(link)
        assert raw("\n".join(notes)) == set()
    assert made > 10


@pytest.mark.parametrize("key", ["jnim", "fac-apt-gao"])
def test_no_brief_acts(store: Store, key: str) -> None:
    brief = brief_of(store, key, TODAY, TODAY, made_on=TODAY)
    for text in (as_markdown(brief), as_markdown(brief, "jnim.svg")):
        assert live_markdown(text, ("jnim.svg",)) == []
        assert raw(text) == set()
    assert live_html(as_html(brief)) == []
    drawing = drawing_of(brief)
    if drawing:
        tags = {element.tag.rsplit("}")[-1] for element in elements(drawing.encode())}
        assert tags <= {"svg", "rect", "line", "text"}
    with zipfile.ZipFile(io.BytesIO(as_docx(brief))) as archive:
        assert b'TargetMode="External"' not in archive.read("word/_rels/document.xml.rels")
        list(elements(archive.read("word/document.xml")))


def test_no_page_acts(store: Store) -> None:
    pages = [page_of_all(store, None), page_of_all(store, TODAY)]
    pages += [page_of_answer(store, one, asked(one)) for one in questions().values()]
    for content in pages:
        data = as_script(content)
        assert raw(data) == set()
        assert not {"<", ">", "&"} & set(data)
        assert json.loads(data) == json.loads(json.dumps(content))
        page = page_text(content)
        assert page.count("<script") == page_text(EMPTY).count("<script")
        assert live_html(page[: page.index("<style")]) == []
        assert not [one for one in content["sources"] if one.get("address")]
        assert not [text for text in all_texts(content) if raw(text)]


@pytest.mark.parametrize("name", sorted(set(forms()) - {"cypher"}))
def test_no_export_acts(store: Store, name: str, tmp_path: Path) -> None:
    form = forms()[name]
    place = tmp_path / f"all{form.suffix}"
    write(form, Whole(store, own=form.own), place)
    files = [place] if place.is_file() else sorted(place.iterdir())
    for file in files:
        content = file.read_bytes()
        text = content.decode("utf-8-sig")
        assert raw(text, but="\n\r\t") == set(), file.name
        if file.suffix == ".csv":
            assert formulas(text) == []
        elif file.suffix in (".graphml", ".gexf", ".kml"):
            told = list(elements(content))
            if name == "kml":
                assert not [one.text for one in told if one.text and {"<", ">"} & set(one.text)]
        elif name in ("geojson", "stix") or file.name == LIST_FILE:
            json.loads(text)
        elif file.suffix in (".jsonl", ".json"):
            [json.loads(line) for line in text.splitlines()]


def test_json_says_the_same_as_the_graph(store: Store) -> None:
    rows = store.read("MATCH (s:Source) RETURN s.title AS title, s.url AS url ORDER BY s.id")
    assert json.loads(as_json(rows)) == rows
