"""A folder is ours or is left alone; one process writes, and whoever has to wait is told for whom.

Two processes are two processes here: the writer that holds the folder is a real one.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphq.graph.errors import StoreBusyError, StoreError
from graphq.graph.opening import open_store
from graphq.graph.store import StoreOptions
from graphq.graph.write.writer import prepare
from tests.graph.process import HOLD, READ, running, said, tell

NOW = StoreOptions(wait_seconds=0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an empty graph in it."""
    place = tmp_path / "graph"
    with open_store(place, "write") as store:
        prepare(store)
    return place


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_folder_with_other_things_in_it_is_refused_and_left_alone(
    tmp_path: Path, mode: str
) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(StoreError, match="holds other things than a graphq graph"):
        open_store(tmp_path, "write" if mode == "write" else "read")
    assert [found.name for found in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_file_is_no_folder(tmp_path: Path, mode: str) -> None:
    (tmp_path / "graph").write_text("mine")
    with pytest.raises(StoreError, match="is a file; a graph is kept in a folder"):
        open_store(tmp_path / "graph", "write" if mode == "write" else "read")
    assert (tmp_path / "graph").read_text() == "mine"


@pytest.mark.parametrize("made", [True, False])
def test_where_there_is_no_graph_yet_a_reader_is_told_how_to_load_one(
    tmp_path: Path, made: bool
) -> None:
    place = tmp_path / "graph"
    if made:
        place.mkdir()
    with pytest.raises(StoreError, match=r"no graph in .* yet\. Load one: graphq load jnim"):
        open_store(place)
    assert place.exists() == made
    assert not made or not list(place.iterdir())


def test_an_empty_folder_takes_a_graph(tmp_path: Path) -> None:
    with open_store(tmp_path, "write") as store:
        prepare(store)
    with open_store(tmp_path) as store:
        assert store.info().place == str(tmp_path)


def test_a_folder_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    place = tmp_path / "a b" / "é" / "أنصار"
    with open_store(place, "write") as store:
        prepare(store)
    with open_store(str(place)) as store:
        assert store.read("MATCH (n:GraphInfo) RETURN count(n) AS n") == [{"n": 1}]


def test_a_mark_that_was_only_begun_is_no_reason_to_refuse_the_folder(tmp_path: Path) -> None:
    (tmp_path / "graphq.json.new").write_text('{"for')
    with pytest.raises(StoreError, match="no graph in"):
        open_store(tmp_path)
    with open_store(tmp_path, "write") as store:
        prepare(store)
    assert not (tmp_path / "graphq.json.new").exists()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"engine": "arcadedb"}', '{"format": "x"}', '{"format": null}']
)
def test_a_mark_that_is_damaged_is_told_and_nothing_is_opened(folder: Path, text: str) -> None:
    (folder / "graphq.json").write_text(text)
    with pytest.raises(StoreError, match=r"graphq\.json cannot be read \(.*it is damaged"):
        open_store(folder)
    assert (folder / "graphq.json").read_text() == text


def test_a_mark_that_is_no_text_at_all_is_told_too(folder: Path) -> None:
    (folder / "graphq.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StoreError, match=r"graphq\.json cannot be read"):
        open_store(folder)


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_folder_of_another_format_is_refused_by_both_numbers(folder: Path, mode: str) -> None:
    mark = folder / "graphq.json"
    mark.write_text(json.dumps(json.loads(mark.read_text()) | {"format": 3}))
    with pytest.raises(StoreError, match=r"written in format 3, and this graphq reads format 2"):
        open_store(folder, "write" if mode == "write" else "read")


def test_a_place_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match=r"file/graph cannot be made: Not a directory"):
        open_store(tmp_path / "file" / "graph", "write")
    with pytest.raises(StoreError, match="There is no graph in"):
        open_store(tmp_path / "file" / "graph")


def test_several_processes_may_read_at_once(folder: Path) -> None:
    with open_store(folder) as store, running(READ, folder) as one, running(READ, folder) as two:
        for reader in (one, two):
            tell(reader)
            assert said(reader) == "1"
        assert store.read("MATCH (n:GraphInfo) RETURN count(n) AS n") == [{"n": 1}]


def test_a_second_writer_is_told_which_command_and_process_holds_the_folder(folder: Path) -> None:
    with running(HOLD, folder) as holder:
        says = rf"being written to by 'graphq load jnim' \(process {holder.pid}, since 20.*--db$"
        with pytest.raises(StoreBusyError, match=says):
            open_store(folder, "write")
        tell(holder)
        assert said(holder) == "done"
        holder.wait()
    with open_store(folder, "write") as store:
        assert store.read("MATCH (n:Person) RETURN n.id AS id") == [{"id": "late"}]


def test_a_second_writer_in_the_same_process_is_refused_too(folder: Path) -> None:
    with open_store(folder, "write"), pytest.raises(StoreBusyError, match="being written to"):
        open_store(folder, "write")


def test_a_reader_of_a_first_load_waits_as_long_as_asked_says_so_once_and_gives_up(
    tmp_path: Path,
) -> None:
    told: list[str] = []
    options = StoreOptions(wait_seconds=0.7, on_wait=told.append)
    with running(HOLD, tmp_path) as holder:
        with pytest.raises(StoreBusyError, match=r"was not free within 0\.7 seconds") as raised:
            open_store(tmp_path, options=options)
        assert f"process {holder.pid}" in str(raised.value)
        assert len(told) == 1
        assert told[0].startswith(f"Waiting for 'graphq load jnim' (process {holder.pid}, since")


def test_a_reader_of_a_first_load_gets_in_when_it_is_done(tmp_path: Path) -> None:
    with running(HOLD, tmp_path) as holder:
        # The writer is told to finish only once the reader has said that it waits.
        options = StoreOptions(wait_seconds=60, on_wait=lambda message: tell(holder))
        with open_store(tmp_path, options=options) as store:
            assert store.read("MATCH (n:Person) RETURN n.id AS id") == [{"id": "late"}]


def test_a_reader_is_answered_at_once_from_the_graph_before_a_writer_is_done(folder: Path) -> None:
    asked = "MATCH (n:Person) RETURN n.id AS id"
    with running(HOLD, folder) as holder, open_store(folder, options=NOW) as reading:
        assert reading.read(asked) == []
        tell(holder)
        assert said(holder) == "done"
        holder.wait()
        # Who has it open keeps the graph that was there.
        assert reading.read(asked) == []
    with open_store(folder) as store:
        assert store.read(asked) == [{"id": "late"}]


def test_a_reader_of_a_folder_whose_writer_was_killed_reads_what_was_there(folder: Path) -> None:
    with running(HOLD, folder) as holder:
        holder.kill()
        holder.wait()
    told: list[str] = []
    with open_store(folder, options=StoreOptions(on_wait=told.append)) as store:
        assert store.read("MATCH (n:GraphInfo) RETURN count(n) AS n") == [{"n": 1}]
    assert told == []
    with open_store(folder, "write") as store:
        prepare(store)


def test_several_readers_at_once_read_what_was_there_before_a_killed_writer(folder: Path) -> None:
    with running(HOLD, folder) as holder:
        holder.kill()
        holder.wait()
    with running(READ, folder) as one, running(READ, folder) as two, running(READ, folder) as three:
        readers = (one, two, three)
        for reader in readers:
            tell(reader)
        assert [said(reader) for reader in readers] == ["1", "1", "1"]


def test_a_name_of_the_holder_that_cannot_be_read_is_another_process(folder: Path) -> None:
    with running(HOLD, folder):
        (folder / "writer.json").write_text("{")
        with pytest.raises(StoreBusyError, match="being written to by another process; try again"):
            open_store(folder, "write")


def test_a_writer_that_is_refused_leaves_the_folder_free(folder: Path) -> None:
    for file in (folder / "db").iterdir():
        file.write_bytes(b"not a database")
    for _ in range(2):
        with pytest.raises(StoreError, match=r"graphq-files\.json, .* is damaged"):
            open_store(folder, "write")


def test_a_folder_may_be_opened_for_reading_any_number_of_times_in_one_process(
    folder: Path,
) -> None:
    first, second = open_store(folder), open_store(folder)
    first.close()
    first.close()
    assert second.read("RETURN 1 AS one") == [{"one": 1}]
    with pytest.raises(StoreError, match="was closed; open it again"):
        first.read("RETURN 1 AS one")
    second.close()
    with open_store(folder, "write") as store:
        store.write([("CREATE (:Group {id: 'new'})", {})])
    with open_store(folder) as third:
        assert third.read("MATCH (g:Group) RETURN g.id AS id") == [{"id": "new"}]


def test_a_process_that_reads_a_folder_may_write_to_it_as_well(folder: Path) -> None:
    with open_store(folder) as reading:
        with open_store(folder, "write", NOW) as writing:
            writing.write([("CREATE (:Group {id: 'new'})", {})])
        assert reading.read("MATCH (g:Group) RETURN g.id AS id") == []


def test_what_was_written_is_not_kept_when_the_block_ends_in_an_exception(folder: Path) -> None:
    def write_and_fail() -> None:
        with open_store(folder, "write") as store:
            store.write([("CREATE (:Group {id: 'new'})", {})])
            assert store.read("MATCH (g:Group) RETURN g.id AS id") == [{"id": "new"}]
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        write_and_fail()
    with open_store(folder) as store:
        assert store.read("MATCH (g:Group) RETURN g.id AS id") == []


def test_a_folder_is_found_again_from_another_working_directory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(folder):
        pass  # the engine has been started here
    monkeypatch.chdir(folder.parent)
    with open_store(folder.name, "write") as store:
        store.write([("CREATE (:Group {id: 'new'})", {})])
    monkeypatch.chdir(folder)
    with open_store(f"../{folder.name}") as store:
        assert store.read("MATCH (g:Group) RETURN g.id AS id") == [{"id": "new"}]
