"""What is printed of one entity, of the graph as a whole, and of a statement."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from graphq.cypher.ask.catalog import questions
from graphq.cypher.ask.header import ReturnedColumn
from graphq.document.footnotes import Footnotes
from graphq.document.layout import cell_text
from graphq.graph.opening import open_store
from graphq.tell.answer import cell_of
from tests.cli.run import graphq

STATES = ["running", "interrupted"]


def record_load(folder: Path, dataset: str, state: str, began: str) -> None:
    """Put a load on record as if it had been made."""
    with open_store(folder, "write") as store:
        store.write(
            [
                (
                    "CREATE (:IngestRun {id: $id, dataset: $dataset, state: $state, "
                    "startedAt: $began})",
                    {"id": f"run:{began}", "dataset": dataset, "state": state, "began": began},
                )
            ]
        )


def test_an_entity_is_markdown_with_footnotes(jnim_folder: Path) -> None:
    ran = graphq("show", "Gao airport", "-f", "md", db=jnim_folder)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith("**Gao airport** Target fac-apt-gao[^1]")
    assert "- iata: GAQ" in lines
    head = lines.index("| relationship | other | what is stated | sources |")
    assert lines[head + 1] == "|---|---|---|---|"
    cited = set(re.findall(r"\[\^(\d+)\](?!:)", ran.out))
    told = set(re.findall(r"^\[\^(\d+)\]: [A-F] · ", ran.out, flags=re.M))
    assert cited == told


def test_the_status_is_markdown(jnim_folder: Path) -> None:
    ran = graphq("status", "-f", "md", db=jnim_folder)
    assert ran.out.startswith(f"**{str(jnim_folder).replace('_', chr(92) + '_')}** ArcadeDB")
    assert "| dataset | begun (UTC) | ended (UTC) | state | new | changed |" in ran.out
    assert re.search(r"^\| dossier:jnim \| \d{4}-\d\d-\d\d \d\d:\d\d \| ", ran.out, flags=re.M)


def test_the_status_tells_moments_in_words_and_whole(jnim_folder: Path) -> None:
    narrow = graphq("status", db=jnim_folder, COLUMNS="80").out
    assert re.search(r"^dossier:j\w* +\d{4}-\d\d-\d\d \d\d:\d\d +finished ", narrow, flags=re.M)
    table = graphq("status", db=jnim_folder).out
    assert "begun (UTC)" in table
    assert "startedAt" not in table
    assert re.search(r"dossier:jnim +\d{4}-\d\d-\d\d \d\d:\d\d +\d{4}", table)
    assert "cut off" not in table


@pytest.mark.parametrize("state", STATES)
def test_a_load_that_was_cut_off_is_told_until_it_is_loaded_again(
    state: str, tmp_path: Path
) -> None:
    folder = tmp_path / "graph"
    graphq("load", "jnim", db=folder)
    record_load(folder, "dossier:jnim", state, "2999-01-01T00:00:00+00:00")
    said = "The load of dossier:jnim was cut off; load it again."
    for form in ("table", "md"):
        assert said in graphq("status", "-f", form, db=folder).out
    found = json.loads(graphq("status", "-f", "json", db=folder).out)
    assert found["cutOff"] == [{"dataset": "dossier:jnim", "file": "dossier:jnim"}]
    examined = graphq("doctor", db=folder)
    assert examined.code == 1
    assert f"WRONG {said}" in examined.out
    assert "this one finished its work" in graphq("load", "jnim", db=folder).out
    assert "cut off" not in graphq("status", db=folder).out
    assert graphq("doctor", db=folder).code == 0


def test_a_statement_is_an_object_where_json_is_asked_for(jnim_folder: Path) -> None:
    given = ["--as-of", "2015", "--show-cypher", "-f", "json"]
    found = json.loads(graphq("lineage", "AQMI", *given, db=jnim_folder).out)
    assert list(found) == ["statement", "parameters"]
    assert found["statement"] == questions()["lineage"].statement
    assert found["parameters"]["group"] == "aqim"
    assert date.fromisoformat(found["parameters"]["asOf"]) == date(2015, 12, 31)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("role", "co-founder", "co-founder"),
        ("personId", "per-ag-ghali", "per-ag-ghali"),
        ("place", "tin-zaouaten", "tin-zaouaten"),
        ("tactics", ["suicide-vehicle-bomb", "ambush"], "suicide vehicle bomb, ambush"),
        ("targetType", "military-base", "military base"),
    ],
)
def test_only_words_of_a_vocabulary_lose_their_hyphens(
    name: str, value: object, shown: str
) -> None:
    assert (
        cell_text(cell_of(name, value, ReturnedColumn(help="a column")), Footnotes({})).plain
        == shown
    )
