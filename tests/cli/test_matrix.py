"""The matrix as it is printed: as written down, cut off nowhere, and hostile text stays text."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from graphq.document.document import Cells, Column, Table
from graphq.document.layout import pieces_of
from tests.cli.assessed import FORMS, GOLDEN, JANE, SCORED, Scored, fill, printed
from tests.cli.run import graphq

BAD = "=1+1 <b>x</b>"
HOSTILE_NOTE = (
    "[red]r[/red] \x1b[31mred\x1b[0m <script>alert(1)</script> \u202egnp.exe @SUM(A1) |*_`"
)


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("assessed"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows: list[Scored] = [
        (f"{BAD}; \u202eevil", "2024", "1-5", "Alpha airport", 5, 1, 1, 1, 1, 1, HOSTILE_NOTE)
    ]
    return fill(tmp_path_factory.mktemp("hostile"), rows)


@pytest.mark.parametrize("form", FORMS)
def test_the_matrix_is_as_written_down(form: str, assessed: Path, tmp_path: Path) -> None:
    expected = (GOLDEN / f"matrix.{form}").read_text(encoding="utf-8")
    assert printed(form, assessed, tmp_path) == expected


def test_a_file_holds_what_is_printed(assessed: Path, tmp_path: Path) -> None:
    for form in ("md", "csv", "json"):
        file = tmp_path / f"m.{form}"
        ran = graphq("matrix", "--as-of", "2024-12-31", "-o", str(file), db=assessed)
        assert (ran.code, ran.err) == (0, "")
        assert "3 facilities scored, 1 published ranking" in ran.out
        assert file.read_text(encoding="utf-8") == printed(form, assessed, tmp_path)


@pytest.mark.parametrize("width", ["40", "72", "112", "240"])
def test_nothing_is_cut_off_whatever_the_width(assessed: Path, width: str) -> None:
    out = graphq("matrix", db=assessed, COLUMNS=width).out
    cells = re.findall(r"\d+ (?:low|middle|high)|not scored", out)
    given = [cell for row in SCORED for cell in row[4:10]]
    assert len(cells) >= len(given)
    assert out.count("not scored") >= given.count("")
    shown = "".join(out.split())
    for text in ("24high(of6–30)", "—,4of6scored", "—,3of6scored", "2024-05-01,scale1–5"):
        assert text in shown or width == "40", text


def test_the_assessors_of_a_facility_stand_side_by_side_where_they_fit(
    assessed: Path, tmp_path: Path
) -> None:
    names = ("Alpha airport", "Bravo base", "Charlie hotel")
    out = graphq("matrix", db=assessed, COLUMNS="100").out
    blocks = [[line.count(name) for name in names] for line in out.splitlines()]
    assert [block for block in blocks if sum(block) > 2] == [[3, 0, 0], [0, 2, 1]]
    tables = printed("html", assessed, tmp_path).split("<table>")[1:]
    assert [[table.count(f"<bdi>{name}</bdi>") for name in names] for table in tables] == [
        [3, 0, 0],
        [0, 2, 1],
    ]


def test_the_columns_of_many_assessors_are_all_there() -> None:
    columns = [Column("criterion"), *(Column("head", group=key) for key in "aaaaabbcdddde")]
    table = Table(tuple(columns), (Cells([""] * len(columns)),), cross=True)
    for fitting in range(1, 15):
        blocks = list(pieces_of(table, fitting))
        assert [place for block in blocks for place in block] == list(range(1, len(columns)))
        assert all(0 < len(block) <= fitting for block in blocks)


def test_only_the_facilities_asked_for_by_any_name(assessed: Path) -> None:
    ran = graphq("matrix", "bravo base", "fac-3", "-f", "json", db=assessed)
    found = json.loads(ran.out)
    assert {column["targetId"] for column in found["columns"]} == {"facilities/fac-1"}
    assert [place["targetId"] for place in found["rankings"][0]["places"]] == [
        "facilities/fac-3",
        "facilities/fac-1",
    ]
    assert "Rated by nobody" not in ran.out
    assert (
        "Rated by nobody: facilities/fac-2."
        in graphq("matrix", "fac-2", "--as-of", "2020", db=assessed).out
    )
    unknown = graphq("matrix", "Bravo bass", db=assessed)
    assert unknown.code == 3
    assert "facilities/fac-1  Bravo base" in unknown.err


def test_where_nobody_scored_it_says_so(jnim_folder: Path) -> None:
    ran = graphq("matrix", "--as-of", "2019-12", db=jnim_folder)
    assert ran.code == 0
    assert "Nobody has scored any of it." in ran.out
    lines = [line.strip() for line in ran.out.splitlines()]
    at = lines.index("Published ranking: The Counterterrorism Group (CTG), 2019-08")
    assert lines[at + 1 : at + 5] == [
        "1. Mopti-Ambodédjo airport [1]",
        "2. MINUSMA base, Bamako [1]",
        "3. French embassy in Bamako [1]",
        "An order of 3, without scores.",
    ]
    assert "criticality" not in ran.out


def test_a_ranking_of_which_only_some_places_are_shown_says_so(jnim_folder: Path) -> None:
    ran = graphq("matrix", "Ambodedjo Airport", db=jnim_folder)
    assert "1. Mopti-Ambodédjo airport [1]" in ran.out
    assert "An order of 3, without scores. 2 of them are not shown here." in ran.out


def test_a_file_is_not_overwritten_unasked(assessed: Path, tmp_path: Path) -> None:
    file = tmp_path / "m.html"
    assert graphq("matrix", "-o", str(file), db=assessed).code == 0
    again = graphq("matrix", "-o", str(file), db=assessed)
    assert again.code == 2
    assert "is there already. Add --force" in again.err
    assert graphq("matrix", "-o", str(file), "--force", db=assessed).code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "matrix.pdf"], "says nothing of its form"),
        (["-o", "matrix.html", "-f", "md"], "are two different forms"),
        (["--force"], "go with a file"),
        (["-o", "."], "says nothing of its form"),
        (["--as-of", "yesterday"], "is not a date"),
    ],
)
def test_wrong_use_is_told(arguments: list[str], said: str, assessed: Path, tmp_path: Path) -> None:
    ran = graphq("matrix", *arguments, db=assessed, cwd=tmp_path)
    assert ran.code == 2
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


def test_hostile_text_is_no_markup_and_no_control_in_a_table(hostile: Path) -> None:
    out = graphq("matrix", db=hostile).out
    assert BAD in out
    assert "[red]r[/red] �[31mred�[0m <script>alert(1)</script> �gnp.exe" in " ".join(out.split())
    assert not {"\x1b", "\u202e"} & set(out)


def test_hostile_text_is_no_formula_in_csv(hostile: Path) -> None:
    rows = list(csv.reader(io.StringIO(graphq("matrix", "-f", "csv", db=hostile).out)))
    assert rows[1] == ["assessed by", f"'{BAD}; �evil"]
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t")]


def test_hostile_text_is_no_markup_in_markdown(hostile: Path) -> None:
    out = graphq("matrix", "-f", "md", db=hostile).out
    assert r"=1+1 \<b\>x\</b\>; �evil" in out
    assert not {"\x1b", "\u202e"} & set(out)
    assert not re.search(r"(?<!\\)<(?!br>|https?:)", out)
    table = [line for line in out.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {3}


def test_hostile_text_is_no_markup_on_a_page(hostile: Path, tmp_path: Path) -> None:
    text = printed("html", hostile, tmp_path)
    assert "=1+1 &lt;b&gt;x&lt;/b&gt;; �evil" in text
    assert "<script" not in text
    assert not {"\x1b", "\u202e"} & set(text)
    assert "default-src 'none'" in text


def test_hostile_text_is_exact_in_json(hostile: Path) -> None:
    (column,) = json.loads(graphq("matrix", "-f", "json", db=hostile).out)["columns"]
    assert column["assessors"] == [BAD, "\u202eevil"]
    assert column["note"] == HOSTILE_NOTE


def test_the_help_says_what_it_is_for(tmp_path: Path) -> None:
    for command in ("matrix", "assess", "assessments"):
        said = " ".join(graphq(command, "--help", db=tmp_path).out.split())
        assert re.search("needs protection first|protect a place", said), command
    assert "graphq scores nothing" in " ".join(graphq("matrix", "--help").out.split())
    said = " ".join(graphq("assess", "--help").out.split())
    assert "Say nothing of how a place is laid out or guarded" in said
    assert JANE[0] in said
