"""Every form of output says all of a document, and text from data is never markup in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphq.document.document import (
    Cell,
    Cells,
    Column,
    Document,
    Paragraph,
    Phrase,
    Section,
    Table,
    Tone,
    cell_of,
)
from graphq.document.forms import USUAL, file_form, forms, printed_names, show, write_document
from graphq.document.html import as_html, as_part
from graphq.graph.errors import UsageError

HOSTILE = "<b>x</b> \x1b[31m|"
SOURCES = {
    "un": {
        "publisher": "P", "title": "T", "publishedOn": "2019", "url": None, "reliability": "B"
    }
}  # fmt: skip


def document(cross: bool = False) -> Document:
    """A document with everything that one can hold."""
    cited = Cell((Phrase("told", ("un",)), Phrase("also told", ("lost",))), listed=True)
    table = Table(
        (Column("group"), Column("killed", number=True, group="a"), Column("facts", group="a")),
        (
            Cells((HOSTILE, cell_of("12", tone=Tone.DOUBTFUL), cited)),
            Cells(("all", Cell((Phrase("12"),), Tone.MISSING), ""), is_total=True),
        ),
        cross=cross,
    )
    below = Paragraph((Phrase("1. disputed", ("lost",), about="whom"),), listed=True)
    return Document(
        title="Title",
        about=("about",),
        sources=("un",),
        compose=lambda: [Section("", (table,)), Section("Below", (below,))],
        notes=("A note",),
        known=SOURCES,
        lines=lambda: [["=head"], ["=cell"]],
        data=lambda: {"cell": float("nan")},
    )


def printed(form: str, capsys: pytest.CaptureFixture[str], cross: bool = False) -> str:
    show(document(cross), form)
    return capsys.readouterr().out


def test_the_forms_are_found_in_their_order() -> None:
    own = ["table", "json", "csv", "html", "docx", "md"]
    assert [name for name in forms() if name in own] == own
    assert {"csv", "json", "md"} <= set(printed_names()) <= forms().keys()
    assert printed_names()[0] == USUAL == "table"


@pytest.mark.parametrize("cross", [False, True])
@pytest.mark.parametrize("form", ["table", "md"])
def test_what_is_printed_says_all(
    form: str, cross: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(form, capsys, cross)
    for said in ("Title", "about", "12", "also told", "Below", "whom", "A note", "P, “T”, 2019"):
        assert said in text
    assert "lost (a source that this graph does not hold)" in text
    assert "\x1b" not in text


def test_a_table_of_markdown_has_no_markup_of_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed("md", capsys)
    assert "| \\<b\\>x\\</b\\> �\\[31m\\| | 12 | told[^1]; also told[^2] |" in text
    assert "| **all** | 12 |  |" in text
    assert "- whom: 1. disputed[^2]" in text


@pytest.mark.parametrize("cross", [False, True])
@pytest.mark.parametrize("made", [as_html, as_part])
def test_html_says_all_and_nothing_of_it_is_markup(made: object, cross: bool) -> None:
    assert callable(made)
    text = made(document(cross))
    for said in (
        "Title",
        "&lt;b&gt;x&lt;/b&gt;",
        "12",
        "also told",
        "Below",
        "Note: A note",
        "P, “T”",
    ):
        assert said in text
    assert "<b>x" not in text


def test_what_a_spreadsheet_would_run_is_quoted_in_the_head_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert printed("csv", capsys) == "'=head\n'=cell\n"


def test_json_is_the_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(printed("json", capsys)) == {"cell": None}


def test_a_file_is_of_the_form_that_its_ending_names(tmp_path: Path) -> None:
    place = tmp_path / "made.MD"
    write_document(document(), file_form(place, "made"), place)
    assert place.read_text(encoding="utf-8").startswith("**Title** about[^1]\n\n| group |")
    with pytest.raises(UsageError, match="File exists"):
        write_document(document(), file_form(place, "made"), place)
    for name in ("made.docx", "made.pdf", "made"):
        with pytest.raises(UsageError, match=r"made.html, or a file that ends with .json or"):
            file_form(tmp_path / name, "made")


def test_a_table_is_as_its_columns_say() -> None:
    with pytest.raises(ValueError, match="needs a cell for each column"):
        Table((Column("a"),), (Cells(("a", "b")),))
    with pytest.raises(ValueError, match="needs a row"):
        Table((Column("a"),), ())
