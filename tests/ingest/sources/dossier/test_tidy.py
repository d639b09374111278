"""Tidying a dossier: one form of its files, nothing lost, and the same when it is done again."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphq.graph.errors import UsageError
from graphq.ingest.facts import Facts
from graphq.ingest.sources.dossier.dossier import Dossier, write_empty
from graphq.ingest.sources.dossier.tables import TABLES
from graphq.ingest.sources.dossier.tidy.tidy import ATTRIBUTES, tidied, tidy
from graphq.ingest.sources.dossier.tidy.values import formed
from tests.ingest import tables
from tests.ingest.tables import Tables, write_dossier

SOURCES = "id,title,publisher,kind,reliability"


def facts_in(folder: Path) -> Facts:
    facts, problems = Dossier(folder).check({})
    assert problems == []
    return facts


def write(folder: Path, name: str, content: bytes | str) -> Path:
    folder.mkdir(exist_ok=True)
    data = content if isinstance(content, bytes) else content.encode()
    (folder / name).write_bytes(data)
    return folder / name


def rows_of(file: Path) -> list[dict[str, str]]:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return list(csv.DictReader(io.StringIO("\n".join(lines))))


# What is tidied says what it said


def mixed_up(rows: Tables) -> Tables:
    return {name: found[::-1] for name, found in rows.items()}


def test_a_dossier_states_the_same_once_it_is_tidy_and_stays_as_it_is_from_then_on(
    tmp_path: Path,
) -> None:
    rows = tables.good()
    # Which spelling of a place, and of a name, is met first is not to hang on the rows' order.
    rows["incidents"] += [
        tables.incident("inc-b", location_name="MENAKA", date="2019-01-02"),
        tables.incident("inc-a", location_name="Ménaka", date="2019-01-03"),
    ]
    rows["aliases"] += [tables.alias("reds", "Zed"), tables.alias("reds", "ZED.")]
    rows["facilities"][0] |= {"alt_names": "The fort; Old camp", "users": "blues; un"}
    folder = write_dossier(tmp_path / "mine", mixed_up(rows))
    before = facts_in(folder)
    tidy(folder)
    after = facts_in(folder)
    assert before.nodes == after.nodes
    assert before.relationships == after.relationships
    again = tidied(folder)
    assert (again.files, again.done, again.left) == ({}, [], [])


def test_rows_stand_in_one_order_however_they_were_mixed(tmp_path: Path) -> None:
    rows = tables.good()
    rows["incidents"] += [tables.incident("inc-a"), tables.incident("inc-0", date="2018")]
    one = write_dossier(tmp_path / "one", rows)
    other = write_dossier(tmp_path / "other", mixed_up(rows))
    tidy(one)
    tidy(other)
    for table in (TABLES[name] for name in rows):
        assert (one / table.file).read_bytes() == (other / table.file).read_bytes()
    ids = [row["id"] for row in rows_of(one / "incidents.csv")]
    assert ids == ["inc-0", "inc-2019-07-22-gao", "inc-a"]


def lf(cell: str) -> str:
    return cell.strip().replace("\r\n", "\n")


TEXT = st.text(
    st.characters(exclude_characters="\0\r\n", exclude_categories=["Cs"]), min_size=0, max_size=8
) | st.sampled_from(["#no comment", "a;b; a", ' "q" ', "x,y", "two\r\nlines", "2019/7/2", "TRUE"])
COLUMNS = [*(column.name for column in TABLES["incidents"].columns), "mine", "Mine too"]


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[dict[str, str]], list[str]]:
    """A file of incidents as somebody may write it: its text, its rows and its comments."""
    columns = draw(st.permutations(COLUMNS))[: draw(st.integers(1, len(COLUMNS)))]
    rows = draw(st.lists(st.fixed_dictionaries(dict.fromkeys(columns, TEXT)), max_size=6))
    comments = draw(st.lists(st.sampled_from(["# one", "# two, three", "#"]), max_size=3))
    mark, end = draw(st.sampled_from([",", ";", "\t"])), draw(st.sampled_from(["\n", "\r\n"]))
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=mark, lineterminator=end, quoting=csv.QUOTE_ALL)
    pieces = [comment + end for comment in comments[:1]]
    writer.writerow(columns)
    for row in rows:
        writer.writerow(row[column] for column in columns)
    pieces += [made.getvalue(), *(comment + end for comment in comments[1:])]
    return "".join(pieces), rows, comments


@settings(max_examples=40, deadline=None)
@given(files())
def test_nothing_that_a_file_says_is_lost_and_doing_it_again_changes_nothing(
    file: tuple[str, list[dict[str, str]], list[str]],
) -> None:
    text, rows, comments = file
    columns = {column.name: column for column in TABLES["incidents"].columns}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "mine"
        written = write(folder, "incidents.csv", text)
        found = tidy(folder)
        content = written.read_bytes().decode()
        if any("left as it is" in sentence for sentence in found.left):
            assert content == text
            return
        assert not tidied(folder).files
        lines = io.StringIO(content, newline="").readlines()
        assert Counter(line.strip() for line in lines if line.startswith("#")) == Counter(comments)
        header, *cells = csv.reader(line for line in lines if not line.startswith("#"))
        expected = {
            frozenset(
                (name, value)
                for name, cell in row.items()
                if (value := formed(columns[name], cell)[0] if name in columns else lf(cell))
            )
            for row in rows
            if any(cell.strip() for cell in row.values())
        }
        said = [
            frozenset((name, cell) for name, cell in zip(header, row, strict=True) if cell)
            for row in cells
        ]
        assert set(said) == expected
        assert len(said) == len(expected)


# One form of a file


ROW = f"{SOURCES}\na,B\u00e9,C,news,A\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xef\xbb\xbf" + ROW.encode(), "the mark that stands before UTF-8"),
        (ROW.encode("utf-16"), "it was in UTF-16"),
        (ROW.encode("cp1252"), "(cp1252), so see whether names are right"),
        (ROW.replace("\n", "\r\n"), "lines end with a line feed alone"),
        (ROW.rstrip(), "the last line ends as the others do"),
        (ROW.replace(",", ";"), "they were by semicolons"),
        (ROW.replace(",", "\t"), "they were by tabs"),
        (ROW.replace("a,B", " a , B"), "line 2: spaces around what stands in a cell"),
        (ROW.replace("news,A", "News,a"), "('News' as 'news')"),
        (ROW.replace("title", "Title "), "'Title ' as title"),
        ("publisher,title,id,kind,reliability\nC,Bé,a,news,A\n", "columns in the order"),
        (ROW.replace("\n", ",,\n"), "columns that it lacked added"),
        (ROW.replace("a,B\u00e9", '"a","B\u00e9"') + "\n,,,,\n", "columns that it lacked added"),
    ],
)
def test_a_file_is_written_in_one_form(tmp_path: Path, content: bytes | str, told: str) -> None:
    file = write(tmp_path / "mine", "sources.csv", content)
    found = tidy(tmp_path / "mine")
    assert (
        file.read_bytes()
        == (
            "id,title,publisher,published_on,url,seen_at,original,kind,reliability,note,note_on,"
            "note_sources\na,Bé,C,,,,,news,A,,,\n"
        ).encode()
    )
    assert any(told in sentence for sentence in found.done), found.done
    assert found.left == []


@pytest.mark.parametrize(
    ("column", "text", "became"),
    [
        ("date", "2019/7/2", "2019-07-02"),
        ("date", "2019.07", "2019-07"),
        ("date", "2 July 2019", "2019-07-02"),
        ("date", "2019-07-02 00:00:00", "2019-07-02"),
        # In more than one way, or in none.
        ("date", "2/7/2019", "2/7/2019"),
        ("date", "2019-02-30", "2019-02-30"),
        ("date", "2019-7-2-1", "2019-7-2-1"),
        ("claimed_by_ids", " reds ;blues; reds;", "reds;blues"),
        ("tactic", "IED; Armed assault", "ied;armed-assault"),
        ("tactic", "a bomb", "a bomb"),
        ("country_iso2", "ml", "ML"),
        ("country_iso2", "Mali", "Mali"),
        ("wounded", "12.0", "12"),
        ("wounded", "about 12", "about 12"),
        ("lat", "16,2484", "16.2484"),
        ("lat", "16.24840", "16.24840"),
        ("summary", "A; b, c", "A; b, c"),
        ("location_name", "gao\r\ntown", "gao\ntown"),
    ],
)
def test_a_value_is_written_in_one_form_where_it_can_be_read_in_one_way(
    column: str, text: str, became: str
) -> None:
    found = TABLES["incidents"].column(column)
    assert formed(found, text)[0] == became
    assert formed(found, became) == (became, "")


def test_a_sentence_names_the_file_the_rows_and_an_example(tmp_path: Path) -> None:
    rows = [f"s{n},T,P,2019/{n}/1,,,,news,A,,," for n in range(1, 8)]
    header = ",".join(column.name for column in TABLES["sources"].columns)
    write(tmp_path / "mine", "sources.csv", "\n".join([header, *rows, ""]))
    assert tidied(tmp_path / "mine").done == [
        "sources.csv, lines 2, 3, 4, 5 and 3 more: dates written as YYYY-MM-DD, as far as they are "
        "known ('2019/1/1' as '2019-01-01').",
        ".gitattributes: the line *.csv merge=union added, so that Git merges rows.",
    ]


# What is left to a person


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("a,T,P,news\n", "line 2: has 4 cells where the header has 5"),
        ("a,T,P,news,A,more\n", "line 2: has 6 cells where the header has 5"),
        ('a,T,P,news,A\n"b,T,P,news,A\n', "line 3: cannot be read as CSV"),
        ("<<<<<<< HEAD\na,T,P,news,A\n=======\n", "line 2: has the mark <<<<<<< of an unfinished"),
        ("a,T\0,P,news,A\n", "line 2: has a byte 0 in it"),
    ],
)
def test_a_file_of_which_it_is_not_sure_what_stands_where_is_left_alone(
    tmp_path: Path, rows: str, told: str
) -> None:
    file = write(tmp_path / "mine", "sources.csv", f"{SOURCES}\n{rows}")
    before = file.read_bytes()
    found = tidy(tmp_path / "mine")
    assert file.read_bytes() == before
    assert [told in one and "left as it is" in one for one in found.left] == [True], found.left


def test_an_id_told_twice_keeps_both_rows_and_says_where_they_stand_now(tmp_path: Path) -> None:
    text = f"{SOURCES}\nz,T,P,news,A\na,T,P,news,A\nz,T,P,news,B\na,T,P,news,A\n"
    file = write(tmp_path / "mine", "sources.csv", text)
    found = tidy(tmp_path / "mine")
    assert [row["id"] for row in rows_of(file)] == ["a", "z", "z"]
    assert "sources.csv, line 5: rows that say the same" in "\n".join(found.done)
    assert found.left == [
        "sources.csv, line 4: 'z' is told twice, also on line 3; the two differ in reliability: "
        "'A' and 'B'; keep one."
    ]


def test_columns_and_files_that_the_format_does_not_know_are_kept_and_told(tmp_path: Path) -> None:
    write(tmp_path / "mine", "sources.csv", f"mine,{SOURCES}\nyes,a,T,P,news,A\n")
    write(tmp_path / "mine", "weather.csv", "day;rain\n1;2\n")
    write(tmp_path / "mine", "README.md", "Notes.\r\n")
    found = tidy(tmp_path / "mine")
    (row,) = rows_of(tmp_path / "mine" / "sources.csv")
    assert list(row)[-1] == "mine"
    assert row["mine"] == "yes"
    assert (tmp_path / "mine" / "weather.csv").read_text() == "day;rain\n1;2\n"
    assert (tmp_path / "mine" / "README.md").read_bytes() == b"Notes.\r\n"
    assert ["mine" in found.left[0], "weather.csv" in found.left[1]] == [True, True]


def test_comments_stay_above_what_they_stand_above(tmp_path: Path) -> None:
    text = f"# head\n{SOURCES}\n# on z\nz,T,P,news,A\n#a,none\na,T,P,news,A\n# end\n"
    file = write(tmp_path / "mine", "sources.csv", text)
    tidy(tmp_path / "mine")
    lines = [line.split(",")[0] for line in file.read_text().splitlines()]
    assert lines == ["# head", "id", "#a", "a", "# on z", "z", "# end"]


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    file = write(tmp_path / "mine", "groups.csv", "name,id\n")
    (tmp_path / "mine" / "sources.csv").symlink_to(file)
    before = file.read_bytes()
    with pytest.raises(UsageError, match="is a link"):
        tidy(tmp_path / "mine")
    assert file.read_bytes() == before


def test_git_attributes_get_their_line_once_and_keep_what_they_say(tmp_path: Path) -> None:
    write_empty(tmp_path / "new")
    assert (tmp_path / "new" / ATTRIBUTES).read_text() == "*.csv merge=union\n"
    assert not tidied(tmp_path / "new").files
    folder = write_dossier(tmp_path / "mine", {})
    write(folder, "sources.csv", SOURCES + "\n")
    write(folder, ATTRIBUTES, "*.md text")
    tidy(folder)
    assert (folder / ATTRIBUTES).read_text() == "*.md text\n*.csv merge=union\n"
    own = "*.csv merge=theirs\n"
    write(folder, ATTRIBUTES, own)
    tidy(folder)
    assert (folder / ATTRIBUTES).read_text() == own
