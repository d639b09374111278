"""Many rows at once give the same graph as row by row, and a load that is cut off leaves it whole.

On both engines the bulk path is held against the ordinary one. What happens to a folder when the
process is killed, and to a server's load when the connection breaks, is in files of their own.
"""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphq.graph.errors import GraphqError, ReadOnlyError, StatementError, StoreError
from graphq.graph.model import schema
from graphq.graph.opening import open_store
from graphq.graph.records import Row
from graphq.graph.store import Bulk, Store
from graphq.graph.stores.arcadedb import bulk as bulk_embedded
from graphq.graph.stores.background import WAITING, Background
from tests.graph.make import everything
from tests.stores_fixture import ENGINES, open_empty

DAYS = [date(2012, 1, 1), date(2017, 3, 2), date(2020, 2, 29)]
CELL = 76_322


def node(key: str, **more: Any) -> Row:
    """A node's row."""
    return {"id": key, "properties": {"id": key, "name": key.upper(), **more}}


def tie(key: str, start: str, end: str, **more: Any) -> Row:
    """A relationship's row."""
    return {"id": key, "start": start, "end": end, "properties": {"id": key, **more}}


INCIDENTS = [
    node(
        f"i{number}",
        date=DAYS[number % 3].isoformat(),
        firstDay=DAYS[number % 3],
        lastDay=DAYS[number % 3],
        cell=CELL + number % 2,
        country="ML",
        latitude=14.0,
        longitude=-3.25 - number,
        fatalitiesBest=number,
        wounded=2**40 + number,
        activeYear=number % 2 == 0,
        tactics=["armed assault", "عبوة ناسفة"],
        sources=[],
        summary='Villagers said: "no one"\n— l\'école était fermée.',
    )
    for number in range(60)
]
NODES: list[tuple[tuple[str, ...], list[Row]]] = [
    (("Group", "ArmedGroup"), [node("jnim", kind="group"), node("ançar", kind="group")]),
    (("Group", "StateForce"), [node("fama", kind="state-force", note=None)]),
    (("Group",), [node("unknown", kind="other")]),
    (("Location",), [node("mopti", level="admin1"), node("mali", level="country")]),
    (("Incident",), INCIDENTS),
]
TIES: list[tuple[str, str, str, list[Row]]] = [
    ("LOCATED_IN", "Location", "Location", [tie("l", "mopti", "mali"), tie("m", "mali", "mali")]),
    (
        "INVOLVED",
        "Incident",
        "Group",
        [tie(f"v{n}", f"i{n}", ["jnim", "fama"][n % 2], since=DAYS[n % 3]) for n in range(60)]
        + [tie(f"w{n}", f"i{n}", "jnim", disputedBy=["a", "b"], share=1.0) for n in range(60)],
    ),
    ("OCCURRED_AT", "Incident", "Location", [tie(f"o{n}", f"i{n}", "mopti") for n in range(60)]),
    ("ALLIED_WITH", "Group", "Group", [tie("a", "jnim", "ançar", validFromFirst=DAYS[1])]),
]


def row_by_row(store: Store) -> None:
    """Write the rows the ordinary way."""
    store.write([(schema.upsert_nodes(labels), {"rows": rows}) for labels, rows in NODES])
    store.write(
        [
            (schema.upsert_relationships(kind, start, end), {"rows": rows})
            for kind, start, end, rows in TIES
        ]
    )


def load(
    store: Store,
    nodes: Sequence[tuple[tuple[str, ...], list[Row]]],
    ties: Sequence[tuple[str, str, str, list[Row]]],
    cut: type[BaseException] | None = None,
) -> None:
    """Load in bulk, and raise an exception at the end of the block if one is given."""
    with store.bulk() as bulk:
        for labels, rows in nodes:
            bulk.nodes(labels, rows)
        for kind, start, end, rows in ties:
            bulk.relationships(kind, start, end, rows)
        if cut:
            raise cut


def in_bulk(store: Store) -> None:
    """Write the rows by the bulk path."""
    load(store, NODES, TIES)


QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("MATCH (n) RETURN labels(n)[0] AS label, count(n) AS n ORDER BY label", {}),
    ("MATCH (a)-[r]->(b) RETURN r.id AS id, a.id AS a, b.id AS b ORDER BY id", {}),
    ("MATCH (b:Group)<-[r:INVOLVED]-(a) RETURN r.id AS id, a.id AS a, b.id AS b ORDER BY id", {}),
    ("MATCH (a:ArmedGroup)-[r]-(b) RETURN r, a.id AS a, b.id AS b ORDER BY r.id, a", {}),
    ("MATCH (n:Incident {id: 'i7'}) RETURN n", {}),
    ("MATCH (n:ArmedGroup {id: 'ançar'}) RETURN n, n.note IS NULL AS blank", {}),
    ("MATCH (n:Incident {cell: $cell}) RETURN n.id AS id ORDER BY id", {"cell": CELL}),
    (
        "MATCH (n:Incident) WHERE n.firstDay >= $from AND n.firstDay < $to "
        "RETURN n.id AS id, n.firstDay AS day, n.firstDay.year AS year ORDER BY id",
        {"from": DAYS[1], "to": DAYS[2]},
    ),
    ("MATCH (n:Incident) WHERE n.lastDay = $day RETURN n.id AS id ORDER BY id", {"day": DAYS[2]}),
    ("MATCH ()-[r:INVOLVED]->() WHERE r.since > $day RETURN count(r) AS n", {"day": DAYS[0]}),
    (
        "MATCH (n:Incident {id: 'i1'}) RETURN n.latitude + 1 AS x, n.wounded AS y, "
        "n.activeYear AS z, n.tactics[1] AS t, size(n.sources) AS s, n.summary AS u",
        {},
    ),
    (
        "MATCH p = (g:Group)<-[:INVOLVED]-(:Incident {id: 'i3'}) RETURN p ORDER BY g.id",
        {},
    ),
]


@pytest.mark.parametrize("kind", ENGINES)
def test_rows_loaded_in_bulk_are_the_same_graph_as_rows_written_one_by_one(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    answers: list[list[Any]] = []
    for way in (row_by_row, in_bulk):
        with open_empty(kind, tmp_path / way.__name__, request) as store:
            way(store)
            found: list[Any] = [store.read(text, given) for text, given in QUESTIONS]
            answers.append([everything(store), *found])
    for one, other, what in zip(*answers, ["everything", *QUESTIONS], strict=True):
        assert one == other, what
        assert one, what
    # Whichever way it was written, a text that is one day is read as that day.
    assert answers[1][0][0]["i7"][1] == INCIDENTS[7]["properties"] | {"date": DAYS[1]}


def test_after_a_bulk_load_the_store_writes_and_its_constraints_hold(empty_store: Store) -> None:
    in_bulk(empty_store)
    before = everything(empty_store)
    for label in ("Incident {id: 'i3'}", "Group {id: 'jnim'}", "Group:ArmedGroup {id: 'fama'}"):
        with pytest.raises(StatementError):
            empty_store.write([(f"CREATE (:{label})", {})])
    row_by_row(empty_store)
    assert everything(empty_store) == before
    empty_store.write([("MATCH (n:Incident {id: 'i3'}) SET n.firstDay = $d", {"d": DAYS[1]})])
    empty_store.write([("MATCH (n:Incident {id: 'i4'}) DETACH DELETE n", {})])
    nodes, ties = everything(empty_store)
    assert nodes["i3"][1]["firstDay"] == DAYS[1]
    assert "i4" not in nodes
    assert {"v4", "w4", "o4"} == set(before[1]) - set(ties)


def test_relationships_may_start_and_end_at_nodes_that_were_there_before(
    empty_store: Store,
) -> None:
    in_bulk(empty_store)
    with empty_store.bulk() as bulk:
        bulk.nodes(("Incident",), [node("late")])
        bulk.relationships("INVOLVED", "Incident", "Group", [tie("x", "late", "jnim")])
        bulk.relationships("INVOLVED", "Incident", "ArmedGroup", [tie("y", "i5", "ançar")])
        bulk.relationships("STRUCK", "Incident", "Target", [])
    _, ties = everything(empty_store)
    assert ties["x"][:3] == ("INVOLVED", "late", "jnim")
    assert ties["y"][:3] == ("INVOLVED", "i5", "ançar")
    found = empty_store.read("MATCH (g:Group {id: 'jnim'})<-[r]-(i) WHERE r.id = 'x' RETURN i.id")
    assert found == [{"i.id": "late"}]


def test_where_older_nodes_are_is_asked_for_when_it_is_no_longer_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_embedded, "_REMEMBERED", 10)
    with open_store(tmp_path / "graph", "write") as store:
        store.define(schema.definitions())
        with store.bulk() as bulk:
            for one in INCIDENTS:
                bulk.nodes(("Incident",), [one])
            bulk.nodes(("Group",), [node("jnim")])
            rows = [tie(f"v{n}", f"i{n}", "jnim") for n in range(60)]
            bulk.relationships("INVOLVED", "Incident", "Group", rows)
        _, ties = everything(store)
    assert {key: ties[key][:3] for key in ties} == {
        f"v{n}": ("INVOLVED", f"i{n}", "jnim") for n in range(60)
    }


@pytest.mark.parametrize(
    ("start", "end", "named"), [("i1", "nobody", "Group 'nobody'"), ("i99", "x", "Incident 'i99'")]
)
def test_a_relationship_without_an_end_is_told_by_the_end_it_lacks(
    empty_store: Store, start: str, end: str, named: str
) -> None:
    in_bulk(empty_store)
    before = everything(empty_store)
    good = [tie(f"good{number}", "i1", "jnim") for number in range(20)]
    rows = ("INVOLVED", "Incident", "Group", [*good, tie("wrong", start, end)])
    with pytest.raises(StoreError, match=f"wrong: {named} is not in the graph"):
        load(empty_store, [], [rows])
    check_as_it_was(empty_store, before)


@pytest.mark.parametrize("twice", [["i3"], ["new", "new"]])
def test_a_node_that_is_there_already_is_told_and_not_made_again(
    empty_store: Store, twice: list[str]
) -> None:
    in_bulk(empty_store)
    before = everything(empty_store)
    with (
        pytest.raises(StoreError, match=rf"already, or twice .*{twice[0]}"),
        empty_store.bulk() as bulk,
    ):
        bulk.nodes(("Incident",), [node(key) for key in twice])
    check_as_it_was(empty_store, before)


def check_as_it_was(store: Store, before: object) -> None:
    """A server has what it had; the store of a folder has come to nothing, all of it."""
    if not store.is_whole:
        assert everything(store) == before
        return
    with pytest.raises(StoreError, match=r"came to nothing, and the graph in .* is as"):
        everything(store)


@contextmanager
def loaded(path: Path) -> Iterator[Store]:
    """A folder with the rows in it, open for writing."""
    with open_store(path, "write") as store:
        store.define(schema.definitions())
        in_bulk(store)
        yield store


def of_the_database(path: Path) -> set[str]:
    """The names in the folder that belong to the database."""
    return {found.name for found in path.iterdir() if found.name.startswith("db")}


@pytest.mark.parametrize("cut", [KeyboardInterrupt, ValueError, SystemExit])
def test_a_load_that_ends_in_an_exception_leaves_the_folder_as_it_was(
    tmp_path: Path, cut: type[BaseException]
) -> None:
    with loaded(tmp_path) as store:
        before = everything(store)
    nodes = (("Incident",), [node(f"n{number}") for number in range(12_000)])
    ties = ("INVOLVED", "Incident", "Group", [tie("x", "n0", "jnim")] * 30_000)

    def write_and_load() -> None:
        with open_store(tmp_path, "write") as store:
            store.write([("MATCH (n:Incident {id: 'i3'}) SET n.name = 'other'", {})])
            load(store, [nodes], [ties], cut)

    with pytest.raises(cut):
        write_and_load()
    assert of_the_database(tmp_path) == {"db"}
    with open_store(tmp_path, "write") as store:
        assert everything(store) == before
        row_by_row(store)


def test_while_a_bulk_load_goes_on_its_store_answers_nothing_else(tmp_path: Path) -> None:
    with loaded(tmp_path) as store:
        with store.bulk() as bulk:
            bulk.nodes(("Incident",), [node("late")])
            for ask in (
                lambda: store.read("RETURN 1 AS x"),
                lambda: store.write([("CREATE (:Person {id: 'x'})", {})]),
                lambda: store.bulk().__enter__(),
            ):
                with pytest.raises(StoreError, match="taken up by a bulk load"):
                    ask()
        assert store.read("MATCH (n {id: 'late'}) RETURN n.name AS name") == [{"name": "LATE"}]


def test_who_opened_a_folder_for_reading_cannot_load_into_it(tmp_path: Path) -> None:
    with loaded(tmp_path):
        pass
    with open_store(tmp_path) as store, pytest.raises(ReadOnlyError, match="opened for reading"):
        store.bulk()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_what_the_disk_refuses_is_told_and_the_graph_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*given: object, **more: object) -> None:
        raise OSError(number, "refused", "db.new")

    with loaded(tmp_path) as store:
        before = everything(store)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", refuse)
        says = "disk is full" if number == errno.ENOSPC else r"db\.new cannot be written to"
        with pytest.raises(StoreError, match=says):
            open_store(tmp_path, "write")
    assert of_the_database(tmp_path) == {"db"}
    with open_store(tmp_path) as store:
        assert everything(store) == before


def test_an_error_of_the_background_is_raised_at_a_later_call_and_ends_the_work() -> None:
    done: list[int] = []

    def fail() -> None:
        raise StoreError("no")

    background = Background("test")
    background.give(fail)

    def give_many() -> None:
        for number in range(1_000_000):
            background.give(lambda number=number: done.append(number))  # type: ignore[misc]

    with pytest.raises(StoreError, match="no"):
        give_many()
    with pytest.raises(StoreError, match="no"):
        background.finish()
    assert done == []


def test_the_background_works_in_order_and_holds_only_a_few_jobs() -> None:
    background, gate, done, given = Background("test"), threading.Event(), [], []

    def wait() -> None:
        assert gate.wait(30)

    background.give(wait)

    def hand_over() -> None:
        for number in range(50):
            background.give(lambda number=number: done.append(number))  # type: ignore[misc]
            given.append(number)

    giver = threading.Thread(target=hand_over)
    giver.start()
    giver.join(0.5)
    assert giver.is_alive()
    # Besides those that wait, one is in hand.
    assert len(given) <= WAITING + 1
    gate.set()
    giver.join()
    background.finish()
    assert done == list(range(50))
    with pytest.raises(RuntimeError, match="has ended"):
        background.give(lambda: None)


def test_a_stopped_background_has_finished_the_job_in_hand_and_dropped_the_rest() -> None:
    background, begun, done = Background("test"), threading.Event(), []

    def slow() -> None:
        begun.set()
        background.wait(30)
        done.append("slow")

    background.give(slow)
    background.give(lambda: done.append("dropped"))
    assert begun.wait(30)
    background.stop()
    assert done == ["slow"]


def test_a_bulk_is_what_the_protocol_says(tmp_path: Path) -> None:
    with loaded(tmp_path) as store, store.bulk() as bulk:
        checked: Bulk = bulk
        checked.nodes(("Person",), [node("someone")])
    with pytest.raises((RuntimeError, GraphqError)):
        checked.nodes(("Person",), [node("later")])
