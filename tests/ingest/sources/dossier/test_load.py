"""Dossiers into a graph and out of it again, on both engines."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from graphq.cypher.ask.entity import describe
from graphq.graph.errors import StatementError, StoreError, UsageError
from graphq.graph.model.declared import NODES
from graphq.graph.read.loads import cut_off, last_loads
from graphq.graph.read.names import resolve
from graphq.graph.store import Step, Store
from graphq.ingest.files.problems import SourceRefusedError
from graphq.ingest.pipeline import load
from graphq.ingest.runs import Summary
from graphq.ingest.sources.dossier.dossier import Dossier, write_empty
from graphq.ingest.sources.dossier.tables import TABLES
from tests.ingest import tables
from tests.ingest.event_files import load_file, write_rows
from tests.ingest.sources.dossier.test_rules import in_order
from tests.ingest.tables import good, write_dossier
from tests.ingest.ucdp_rows import row


def load_folder(folder: Path, store: Store, replace: bool = False) -> Summary:
    return load(Dossier(folder), store, "test", replace=replace)


def contents(store: Store) -> tuple[list[str], list[str]]:
    """Everything in the graph but the records of loads, as sorted text."""
    nodes = store.read(
        "MATCH (n) WHERE NOT 'IngestRun' IN labels(n) RETURN labels(n) AS labels, "
        "properties(n) AS properties"
    )
    links = store.read(
        "MATCH (a)-[r]->(b) RETURN a.id AS start, type(r) AS type, b.id AS end, "
        "properties(r) AS properties"
    )
    return (
        sorted(f"{sorted(row['labels'])} {sorted(row['properties'].items())}" for row in nodes),
        sorted(
            f"{row['start']} {row['type']} {row['end']} {sorted(row['properties'].items())}"
            for row in links
        ),
    )


def one(store: Store, statement: str, **parameters: Any) -> Any:
    rows = store.read(statement, parameters)
    assert len(rows) == 1
    return rows[0]["found"]


def test_a_dossier_with_one_wrong_cell_changes_nothing(empty_store: Store, tmp_path: Path) -> None:
    load_folder(write_dossier(tmp_path / "mine", good()), empty_store)
    before = contents(empty_store)
    changed = good()
    changed["groups"].append(tables.group("greens"))
    changed["incidents"][0] = tables.incident(date="2019-02-30")
    write_dossier(tmp_path / "mine", changed)
    with pytest.raises(SourceRefusedError) as refused:
        load_folder(tmp_path / "mine", empty_store)
    assert [str(problem) for problem in refused.value.problems] == [
        "incidents.csv:2: date: '2019-02-30' is not a day that exists in the calendar"
    ]
    assert contents(empty_store) == before
    assert one(empty_store, "MATCH (run:IngestRun) RETURN count(run) AS found") == 1


def test_loading_again_changes_nothing_and_says_so(empty_store: Store, tmp_path: Path) -> None:
    folder = write_dossier(tmp_path / "mine", good())
    first = load_folder(folder, empty_store)
    before = contents(empty_store)
    again = load_folder(folder, empty_store)
    assert first.counts.created == first.facts > 30
    assert (first.counts.updated, first.counts.unchanged, first.counts.retired) == (0, 0, 0)
    assert again.counts.unchanged == again.facts == first.facts
    assert not again.counts.changed
    # A succession, the descent that follows from it, and what ties a judgement to its incident.
    assert first.derived.created == 3
    assert not again.derived.changed
    assert contents(empty_store) == before


def test_a_changed_row_is_updated_and_a_removed_one_retired(
    empty_store: Store, tmp_path: Path
) -> None:
    load_folder(write_dossier(tmp_path / "mine", good()), empty_store)
    changed = good()
    changed["groups"][0] = tables.group("reds", name="The Red group", kind="state-force")
    changed["people"], changed["roles"] = [], []
    changed["relations"] = []
    summary = load_folder(write_dossier(tmp_path / "mine", changed), empty_store)
    group = one(empty_store, "MATCH (g:Group {id: 'mine/reds'}) RETURN g AS found")
    assert (group.labels, group.properties["fullName"]) == (
        ("Group", "StateForce"),
        "The Red group",
    )
    assert one(empty_store, "MATCH (p:Person) RETURN count(p) AS found") == 0
    assert one(empty_store, "MATCH ()-[r:LED|ALLIED_WITH]->() RETURN count(r) AS found") == 0
    assert (
        one(empty_store, "MATCH (:Incident)-[:PERPETRATED_BY]->(g:Group) RETURN g.id AS found")
        == "mine/reds"
    )
    assert summary.counts.updated == 1
    # The person with two names, tied to them and to a source, the role, the relation, and an old
    # name of the group's.
    assert summary.counts.retired == 10
    # The state of the graph is as if only the second version had ever been loaded.
    after = contents(empty_store)
    empty_store.write([("MATCH (n) WHERE NOT n:GraphInfo DETACH DELETE n", {})])
    load_folder(tmp_path / "mine", empty_store)
    assert contents(empty_store) == after


def test_an_analysts_dossier_may_build_on_the_graph(empty_store: Store, tmp_path: Path) -> None:
    load(Dossier.find("jnim"), empty_store, "test")
    mine = {
        "aliases": [tables.alias("jnim", "The Sahel Front", source="un-qde-159")],
        "incidents": [
            tables.incident(
                "inc-2020-01-01-gao",
                date="2020-01-01",
                facility_id="fac-apt-gao",
                perpetrator_group_id="jnim",
                attribution="claimed",
                claimed_by_ids="jnim;ansar-dine",
                sources="reuters-2016-11-gao",
            )
        ],
        "claims": [
            tables.claim(
                "csp-dpa",
                incident_id="inc-2021-06-05-solhan",
                sources="wiki-solhan",
                no_later_than="2021-07",
            ),
            tables.claim(
                "jnim",
                incident_id="inc-2020-01-01-gao",
                date="2020-01-02",
                sources="reuters-2016-11-gao",
            ),
        ],
        "counted_in": [
            {"incident_id": "inc-2020-01-01-gao", "tally_id": "tal-001", "certainty": "no"}
        ],
    }
    before = contents(empty_store)
    folder = write_dossier(tmp_path / "mine", mine)
    summary = load_folder(folder, empty_store)
    assert summary.counts.created > 8
    assert resolve(empty_store, "the sahel front", "Group").id == "jnim"
    rows = empty_store.read(
        "MATCH (i:Incident {id: 'mine/inc-2020-01-01-gao'})-[r]->(n) "
        "RETURN type(r) AS type, n.id AS id ORDER BY type, id"
    )
    assert [(row["type"], row["id"]) for row in rows] == [
        ("CLAIMED_BY", "ansar-dine"),
        ("CLAIMED_BY", "jnim"),
        ("COUNTED_IN", "tal-001"),
        ("OCCURRED_AT", "loc-ml-gao"),
        ("PERPETRATED_BY", "jnim"),
        ("REPORTED_BY", "reuters-2016-11-gao"),
        ("STRUCK", "fac-apt-gao"),
    ]
    claims = empty_store.read(
        "MATCH (i:Incident)-[r:CLAIMED_BY]->(g:Group) WHERE i.id IN $ids "
        "AND r.claimedOnLast > $day RETURN i.id AS id, g.id AS by, r.claimedOn AS on ORDER BY id",
        {
            "ids": ["inc-2021-06-05-solhan", "mine/inc-2020-01-01-gao"],
            "day": date(2019, 1, 1),
        },
    )
    assert [(row["id"], row["by"], str(row["on"])) for row in claims] == [
        ("inc-2021-06-05-solhan", "csp-dpa", "by 2021-07"),
        ("mine/inc-2020-01-01-gao", "jnim", "2020-01-02"),
    ]
    # Taken back, it leaves the other dossier as it was.
    load_folder(write_dossier(folder, {key: [] for key in mine}), empty_store, replace=True)
    assert contents(empty_store) == before


def test_a_reference_that_neither_the_dossier_nor_the_graph_knows_is_refused(
    empty_store: Store, tmp_path: Path
) -> None:
    alone = {"aliases": [tables.alias("jnim", "The Sahel Front", source="un-qde-159")]}
    with pytest.raises(SourceRefusedError) as refused:
        load_folder(write_dossier(tmp_path / "mine", alone), empty_store)
    assert [(problem.line, problem.column) for problem in refused.value.problems] == [
        (2, "entity_id"),
        (2, "source"),
    ]


def test_a_dossier_cannot_lean_on_a_row_that_it_has_just_dropped(
    empty_store: Store, tmp_path: Path
) -> None:
    load_folder(write_dossier(tmp_path / "mine", good()), empty_store)
    changed = good()
    changed["people"] = []
    with pytest.raises(SourceRefusedError) as refused:
        load_folder(write_dossier(tmp_path / "mine", changed), empty_store)
    assert [(problem.file, problem.column) for problem in refused.value.problems] == [
        ("roles.csv", "person_id")
    ]


def test_an_empty_dossier_explains_every_column_and_loads(
    empty_store: Store, tmp_path: Path
) -> None:
    written = write_empty(tmp_path / "mine")
    files = [table.file for table in TABLES.values()]
    assert [file.name for file in written] == [*files, ".gitattributes"]
    for file in written[:-1]:
        table = TABLES[file.stem]
        columns = [column for column in table.columns if not column.moved]
        lines = file.read_text(encoding="utf-8").splitlines()
        assert lines[0] == f"# {table.file}: {table.help}"
        explained = [line.split(": ", 1) for line in lines[2 : 2 + len(columns)]]
        assert [name for name, _ in explained] == [f"# {found.name}" for found in columns]
        for column, (_, told) in zip(columns, explained, strict=True):
            assert column.help
            assert told.startswith(column.help)
            assert told.endswith("required" if column.required else "may be empty")
            assert ("; several are separated by semicolons;" in told) == column.many
            assert ";;" not in told
        rules = lines[2 + len(columns) : -1]
        told_rules = [f"# - {rule.sentence}" for rule in table.own_rules]
        remarks = [line for remark in table.remarks for line in ("#", f"# {remark}")]
        assert rules[2:] == [*told_rules, *remarks]
        assert lines[-1] == ",".join(column.name for column in columns)
    summary = load_folder(tmp_path / "mine", empty_store)
    assert (summary.facts, summary.counts.changed) == (0, False)


def another_dossier() -> tables.Tables:
    """As many facts as the good dossier, and none of the same."""
    rows = {"sources": [tables.source("daily")]}
    rows["groups"] = [tables.group(f"g{number}", sources="daily") for number in range(9)]
    return rows


def test_a_second_folder_of_the_same_name_does_not_retire_the_first_unasked(
    empty_store: Store, tmp_path: Path
) -> None:
    first = load_folder(write_dossier(tmp_path / "x" / "facts", good()), empty_store)
    before = contents(empty_store)
    folder = write_dossier(tmp_path / "y" / "facts", another_dossier())
    with pytest.raises(UsageError) as refused:
        load_folder(folder, empty_store)
    assert str(refused.value) == (
        f"Loading facts would retire {first.facts} of the {first.facts} facts that dossier:facts "
        "stated before, so it looks like another source under the same name; nothing was loaded. "
        "Rename the folder, or give --replace if this is meant."
    )
    assert contents(empty_store) == before
    assert one(empty_store, "MATCH (run:IngestRun) RETURN count(run) AS found") == 1
    summary = load_folder(folder, empty_store, replace=True)
    assert summary.counts.retired == first.facts


def test_half_of_a_dossier_may_be_retired_and_so_may_the_whole_of_a_small_one(
    empty_store: Store, tmp_path: Path
) -> None:
    rows = another_dossier()
    load_folder(write_dossier(tmp_path / "mine", rows), empty_store)
    rows["groups"] = rows["groups"][:5]
    assert load_folder(write_dossier(tmp_path / "mine", rows), empty_store).counts.retired > 20
    rows["groups"] = rows["groups"][:2]
    load_folder(write_dossier(tmp_path / "mine", rows), empty_store, replace=True)
    rows["groups"] = []
    assert 0 < load_folder(write_dossier(tmp_path / "mine", rows), empty_store).counts.retired < 20


class FailingStore:
    """A store that stops at the first incident, with the words of an engine."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def write(self, steps: Iterable[Step]) -> None:
        kept = list(steps)
        for statement, _ in kept:
            if "Incident" in statement:
                raise StatementError(f"The statement failed: number too large.\n{statement}")
        self._store.write(kept)


def test_a_load_that_the_engine_stops_says_so_without_cypher(
    empty_store: Store, tmp_path: Path
) -> None:
    folder = write_dossier(tmp_path / "mine", good())
    with pytest.raises(StoreError) as stopped:
        load_folder(folder, cast(Store, FailingStore(empty_store)))
    kept = "the graph is as it was" if empty_store.is_whole else "what was committed is intact"
    assert str(stopped.value) == (
        f"The load of mine stopped: The statement failed: number too large; {kept}, load again "
        "once it is mended."
    )
    assert load_folder(folder, empty_store).resumed == 1


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "[red]bold[/red]",
    "x'}) DETACH DELETE n //",
    'a "quoted" \\ name',
    "=SUM(A1)",
    "جماعة\u202e نصرة",
]


def test_whose_a_force_is_and_who_uses_a_spelling_are_shown(
    empty_store: Store, tmp_path: Path
) -> None:
    rows = good()
    rows["sources"].append(tables.source("daily"))
    rows["forces"][0]["country_or_mission"] = "Blueland"
    rows["aliases"].append(tables.alias("reds", "THE SCARLETS", source="daily"))
    load_folder(write_dossier(tmp_path / "mine", rows), empty_store)
    force = describe(empty_store, "force:mine/blues:2019:blues:100")
    assert force.properties["countryOrMission"] == "Blueland"
    spelling = describe(empty_store, "name:mine/reds:thescarlets")
    assert spelling.properties["sources"] == ["mine/press", "mine/daily"]
    assert set(spelling.sources) == {"mine/press", "mine/daily"}


def test_names_that_are_markup_or_cypher_stay_text(empty_store: Store, tmp_path: Path) -> None:
    groups = [
        tables.group(f"g{number}", name=text, short_name=text, note=text)
        for number, text in enumerate(HOSTILE)
    ]
    folder = write_dossier(tmp_path / "mine", {"sources": [tables.source()], "groups": groups})
    load_folder(folder, empty_store)
    for number, text in enumerate(HOSTILE):
        found = one(empty_store, f"MATCH (g:Group {{id: 'mine/g{number}'}}) RETURN g AS found")
        assert [found.properties[key] for key in ("name", "fullName")] == [text] * 2
        about = f"MATCH (r:Remark {{about: 'mine/g{number}'}}) RETURN r AS found"
        assert one(empty_store, about).properties["text"] == text
        assert resolve(empty_store, text, "Group").id == f"mine/g{number}"
    assert not load_folder(folder, empty_store).counts.changed


def test_each_load_leaves_a_record_of_itself(empty_store: Store, tmp_path: Path) -> None:
    folder = write_dossier(tmp_path / "mine", good())
    first = load_folder(folder, empty_store)
    load_folder(folder, empty_store)
    runs = [
        row["found"].properties
        for row in empty_store.read("MATCH (run:IngestRun) RETURN run AS found")
    ]
    assert len({run["id"] for run in runs}) == 2
    by_created = sorted(runs, key=lambda run: -run["created"])
    assert [
        (run["created"], run["updated"], run["unchanged"], run["retired"]) for run in by_created
    ] == [(first.facts, 0, 0, 0), (0, 0, first.facts, 0)]
    for run in runs:
        assert (run["dataset"], run["file"], run["state"]) == ("dossier:mine", "mine", "finished")
        assert (run["importer"], run["importerVersion"]) == ("dossier", "test")
        assert run["fileHash"] == Dossier(folder).fingerprint()
        assert run["startedAt"] <= run["finishedAt"]
        assert str(tmp_path) not in str(run)


def test_a_load_that_was_cut_off_is_told_by_the_next(empty_store: Store, tmp_path: Path) -> None:
    folder = write_dossier(tmp_path / "mine", good())
    load_folder(folder, empty_store)
    empty_store.write([("MATCH (run:IngestRun) SET run.state = 'running'", {})])
    assert load_folder(folder, empty_store).resumed == 1
    states = empty_store.read("MATCH (r:IngestRun) RETURN r.state AS state ORDER BY state")
    assert [row["state"] for row in states] == ["finished", "resumed"]


def test_a_clock_that_goes_back_is_no_hindrance(
    empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    years = iter(range(2030, 2000, -1))
    monkeypatch.setattr("graphq.ingest.runs._now", lambda: f"{next(years)}-01-01T00:00:00+00:00")
    folder = write_dossier(tmp_path / "mine", good())
    first = load_folder(folder, empty_store)
    empty_store.write([("MATCH (run:IngestRun) SET run.state = 'running'", {})])
    again = load_folder(folder, empty_store)
    assert (again.resumed, again.counts.unchanged) == (1, first.facts)
    assert cut_off(empty_store) == []
    assert {run["state"] for run in last_loads(empty_store)} == {"finished", "resumed"}


def test_emptied_tables_retire_what_a_dry_run_says(empty_store: Store, tmp_path: Path) -> None:
    """Also a group to which events of a dataset are drawn through its record."""
    folder = shutil.copytree(Dossier.find("jnim").folder, tmp_path / "mine")
    load_folder(folder, empty_store)
    load_file(write_rows(tmp_path / "ged.csv", [row(id="1", side_b_new_id="6716")]), empty_store)
    for table in folder.glob("*.csv"):
        table.write_text(table.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    source = Dossier(folder)
    dry = load(source, empty_store, "test", replace=True, dry_run=True)
    assert dry.counts == load(source, empty_store, "test", replace=True).counts


def test_the_fingerprint_is_of_the_tables_and_nothing_else(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path / "mine", good())
    before = Dossier(folder).fingerprint()
    (folder / "README.md").write_text("what this is", encoding="utf-8")
    moved = shutil.copytree(folder, tmp_path / "elsewhere")
    assert Dossier(folder).fingerprint() == Dossier(moved).fingerprint() == before
    rows = [tables.group("reds"), tables.group("blues", note="x")]
    write_dossier(folder, {"groups": rows})
    assert Dossier(folder).fingerprint() != before


def test_every_kind_of_node_that_a_dossier_can_state_is_made(
    empty_store: Store, tmp_path: Path
) -> None:
    load_folder(write_dossier(tmp_path / "mine", in_order()), empty_store)
    made = {
        label for label in NODES if empty_store.read(f"MATCH (n:{label}) RETURN n.id AS id LIMIT 1")
    }
    assert made == set(NODES)
