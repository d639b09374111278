"""What an analyst meets at the terminal: answers, exit codes, sentences and no tracebacks."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from graphq.cypher.ask.catalog import questions
from graphq.graph.opening import open_store
from graphq.tell.catalog import WORKED_OUT, question_page
from tests.cli.run import graphq

ARGUMENTS = {
    "group": "jnim",
    "target": "Gao airport",
    "entity": "chg-jnim-2017",
}


def asked(name: str) -> list[str]:
    """The question with its required argument."""
    needed = [p for p in questions()[name].header.parameters.values() if p.required]
    return [name, *(ARGUMENTS[parameter.type] for parameter in needed)]


def object_of(text: str) -> Any:
    return json.loads(text)


@pytest.mark.parametrize("name", questions())
def test_every_question_is_a_command_that_answers_in_every_form(
    name: str, jnim_folder: Path
) -> None:
    table = graphq(*asked(name), db=jnim_folder)
    assert (table.code, table.err) == (0, "")
    assert table.out.strip()
    found = object_of(graphq(*asked(name), "--format", "json", db=jnim_folder).out)
    assert list(found) == ["question", "parameters", "columns", "rows", "sources", "reach", "notes"]
    assert found["question"] == name
    cited = {source for row in found["rows"] for source in row["sources"]}
    assert cited <= set(found["sources"])
    for row in found["rows"]:
        assert list(row) == found["columns"]
    rows = list(csv.reader(io.StringIO(graphq(*asked(name), "-f", "csv", db=jnim_folder).out)))
    assert rows[0] == found["columns"]
    assert len(rows) == len(found["rows"]) + 1
    assert graphq(*asked(name), "-f", "md", db=jnim_folder).out.startswith("**")


@pytest.mark.parametrize("name", questions())
def test_every_question_explains_itself(name: str, tmp_path: Path) -> None:
    ran = graphq(name, "--help", db=tmp_path)
    assert ran.code == 0
    assert "Examples:" in ran.out
    assert f"graphq {name}" in ran.out
    assert "graphq graphq" not in ran.out
    assert "--db" in ran.out


def test_the_missions_own_example_works_as_it_stands(jnim_folder: Path) -> None:
    ran = graphq("similar-targets", "Ambodedjo Airport", "--as-of", "2019-08-31", db=jnim_folder)
    assert ran.code == 0
    assert ran.out.index("Gao airport") < ran.out.index("Timbuktu airport")
    assert "2019-07-22 JNIM (claimed)" in ran.out
    assert "2023" not in ran.out.split("Sources (")[0]


def test_an_answer_without_rows_is_an_answer(jnim_folder: Path) -> None:
    ran = graphq("target-history", "Kidal airport", db=jnim_folder)
    assert (ran.code, ran.err) == (0, "")
    assert "Nothing on record fits; the record reaches to 17 September 2024." in ran.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["lineage", "Ansar Dinne"], 3, "Did you mean"),
        (["lineage", ""], 3, "No group is called"),
        (["lineage", "<img src=x onerror=alert(1)>"], 3, "No group is called"),
        (["incidents", "--target-type", "spaceport"], 3, "These are in use"),
        (["incidents", "--counted-in", "tal-999"], 3, "No tally"),
        (["show", "nobody-at-all-xyzzy"], 3, "Nothing has the id or the name"),
        (["lineage"], 2, "GROUP"),
        (["lineage", "jnim", "--as-of", "2019-13"], 2, "--as-of"),
        (["lineage", "jnim", "--as-of", "yesterday"], 2, "YYYY-MM-DD"),
        (["co-location", "jnim", "--km", "far"], 2, "--km"),
        (["co-location", "jnim", "--km", "nan"], 2, "--km"),
        (["co-location", "jnim", "--km", "-1"], 2, "--km"),
        (["counts", "--by", "colour"], 2, "--by"),
        (["counts", "--attribution", "rumoured"], 2, "--attribution"),
        (["lineage", "jnim", "--format", "xml"], 2, "format"),
        (["no-such-command"], 2, "no-such-command"),
        (["queries", "no-such-question"], 2, "There are:"),
        (["cypher", "CREATE (n:Group {id: 'x'})"], 2, "only reading is allowed"),
        (["cypher", "MATCH (n:Group RETURN n"], 2, "cannot be read"),
        (["cypher", "MATCH (n {id: $id}) RETURN n"], 2, "--param"),
        (["cypher", "RETURN 1", "--param", "nothing"], 2, "NAME=VALUE"),
        (["cypher", "  "], 2, "empty"),
        (["load", "no-such-folder"], 2, "There is no file or folder"),
    ],
)
def test_what_goes_wrong_is_a_sentence_with_the_documented_exit_code(
    arguments: list[str], code: int, said: str, jnim_folder: Path
) -> None:
    ran = graphq(*arguments, db=jnim_folder)
    assert ran.code == code, ran.err
    assert said in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("db", "code", "said"),
    [
        ("http://localhost", 2, "not a kind of database"),
        ("neo4j://me:secret@localhost", 2, "NEO4J_PASSWORD"),
        ("bolt://localhost:1", 2, "No password"),
    ],
)
def test_a_wrong_place_is_a_sentence(db: str, code: int, said: str) -> None:
    ran = graphq("lineage", "jnim", db=db)
    assert ran.code == code
    assert said in ran.err
    assert "secret" not in ran.err


def test_a_server_that_is_down_is_a_sentence() -> None:
    ran = graphq("lineage", "jnim", db="bolt://127.0.0.1:1", NEO4J_PASSWORD="not-a-secret")
    assert ran.code == 1
    assert "No Neo4j answers" in ran.err
    assert "not-a-secret" not in ran.err


def test_asking_before_loading_says_what_to_do(tmp_path: Path) -> None:
    ran = graphq("lineage", "jnim", db=tmp_path / "graph")
    assert ran.code == 1
    assert "graphq load jnim" in ran.err


def test_names_are_taken_in_any_spelling(jnim_folder: Path) -> None:
    for name in (
        "JNIM",
        "gsim",
        "Jamaat Nusrat al Islam wal-Muslimin",
        "جماعة نصرة الاسلام والمسلمين",
    ):
        found = object_of(graphq("leaders", name, "-f", "json", db=jnim_folder).out)
        assert found["parameters"]["group"] == "jnim"


def test_a_name_that_is_also_anothers_alias_is_taken_with_a_note(jnim_folder: Path) -> None:
    found = object_of(graphq("changes", "GSPC", "-f", "json", db=jnim_folder).out)
    assert found["parameters"]["group"] == "gspc"
    assert "AQIM" in found["notes"][0]


def test_an_ambiguous_place_lists_what_it_can_mean(jnim_folder: Path) -> None:
    ran = graphq("show", "Gao", db=jnim_folder)
    assert ran.code == 3
    assert "loc-ml-gao" in ran.err
    assert "loc-ml-gao-place-gao" in ran.err


def test_show_cypher_says_where_the_statement_reads_the_facts_only(jnim_folder: Path) -> None:
    ran = graphq("tempo", "AQMI", "--show-cypher", db=jnim_folder)
    assert "// This reads the facts; graphq tempo works its answer out of them" in ran.out
    assert questions()["tempo"].statement in ran.out


def test_the_page_of_a_question_tells_what_its_statement_returns_where_it_is_not_the_answer() -> (
    None
):
    page = question_page("hotspots")
    told = page[page.index(WORKED_OUT) :]
    assert "- `total`: all incidents within the filters" in told
    assert WORKED_OUT not in question_page("lineage")


def test_show_cypher_prints_what_browser_can_run(jnim_folder: Path) -> None:
    ran = graphq("lineage", "AQMI", "--as-of", "2015", "--show-cypher", db=jnim_folder)
    assert ran.out.startswith(":param group => 'aqim'\n:param asOf => date('2015-12-31')\n")
    assert questions()["lineage"].statement in ran.out


def test_cypher_takes_parameters_of_every_kind_and_standard_input(jnim_folder: Path) -> None:
    statement = "RETURN $a AS a, $b AS b, $c AS c, $d AS d, $e AS e"
    given = ["-p", "a=1", "-p", "b=two", "-p", "c=[1, 2]", "-p", "d=2019-07-22", "-p", "e=null"]
    found = object_of(
        graphq("cypher", "-", *given, "-f", "json", db=jnim_folder, stdin=statement).out
    )
    assert found["rows"] == [{"a": 1, "b": "two", "c": [1, 2], "d": "2019-07-22", "e": None}]


def test_cypher_prints_nodes_and_paths(jnim_folder: Path) -> None:
    statement = "MATCH path = (p:Person)-[:LED]->(g:Group {id: 'jnim'}) RETURN path, g"
    shown = graphq("cypher", statement, db=jnim_folder).out
    assert "(:ArmedGroup:Group {id: 'jnim', name: 'JNIM'})" in " ".join(shown.split())
    row = object_of(graphq("cypher", statement, "-f", "json", db=jnim_folder).out)["rows"][0]
    assert row["path"]["relationships"][0]["end"] == "jnim"


def test_status_and_show_and_queries_answer(jnim_folder: Path) -> None:
    assert (
        object_of(graphq("status", "-f", "json", db=jnim_folder).out)["counts"]["Incident"] == 121
    )
    shown = object_of(graphq("show", "Gao airport", "-f", "json", db=jnim_folder).out)
    assert shown["id"] == "fac-apt-gao"
    assert "statements" not in shown["properties"]
    assert {row["name"] for row in object_of(graphq("queries", "-f", "json").out)} == set(
        questions()
    )
    assert "```cypher" in graphq("queries", "lineage").out


def test_derive_makes_again_what_is_not_as_the_facts_say(jnim_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(jnim_folder, tmp_path / "graph")
    with open_store(folder, "write") as store:
        store.write([("MATCH (s:KindSum) SET s.incidents = 0", {})])
        store.write([("MATCH (s:PlaceSum) DELETE s", {})])
        wanted = store.read("MATCH (s:IncidentSum) RETURN count(s) AS n")[0]["n"]
        owed = "MATCH (info:GraphInfo) SET info.sums = null"
        store.write([(owed, {})])
    assert "graphq derive" in graphq("doctor", db=folder).out
    assert not graphq("derive", db=folder).out.startswith("0 of")
    assert "graphq derive" not in graphq("doctor", db=folder).out
    assert graphq("derive", db=folder).out.startswith("0 of what was derived")
    with open_store(folder) as store:
        assert store.read("MATCH (s:IncidentSum) RETURN count(s) AS n")[0]["n"] > wanted
        assert store.read("MATCH (s:KindSum {incidents: 0}) RETURN s.id AS id") == []


def test_doctor_is_content_with_a_loaded_graph_and_not_with_none(
    jnim_folder: Path, tmp_path: Path
) -> None:
    assert graphq("doctor", db=jnim_folder).code == 0
    ran = graphq("doctor", db=tmp_path / "nothing")
    assert ran.code == 1
    assert "WRONG" in ran.out


def test_a_dotenv_file_names_the_graph_and_the_environment_goes_before_it(
    jnim_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"GRAPHQ_DB={jnim_folder}\n", encoding="utf-8")
    assert graphq("leaders", "jnim", cwd=tmp_path).code == 0
    assert graphq("leaders", "jnim", cwd=tmp_path, db=tmp_path / "other").code == 1


def test_a_wait_that_is_no_number_is_wrong_use(jnim_folder: Path) -> None:
    assert graphq("leaders", "jnim", db=jnim_folder, GRAPHQ_WAIT="long").code == 2
