"""ACLED's list of deleted events: a row names the key of one event."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphq.graph.read.loads import cut_off
from graphq.graph.store import Store
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.runs import Summary
from graphq.ingest.sources.acled.deletions import FORMAT as DELETIONS
from graphq.ingest.sources.acled.events import FORMAT
from tests.ingest.event_files import load_file, write_rows
from tests.ingest.made_up import acled_deletion, acled_row


def test_a_deletion_names_the_key_of_the_event() -> None:
    row = acled_deletion()
    assert DELETIONS.missing(list(row)) == []
    assert DELETIONS.deleted(row) == FORMAT.event(acled_row()).key


def test_a_deletion_by_data_id_is_refused_with_what_to_do() -> None:
    row = {"data_id": "7654321", "deleted_timestamp": "1712000000"}
    assert DELETIONS.missing(list(row)) == []
    with pytest.raises(RowRefusedError, match="Download the list again") as caught:
        DELETIONS.deleted(row)
    assert caught.value.column == "data_id"


def test_a_deletion_of_nothing_is_refused() -> None:
    with pytest.raises(RowRefusedError, match="no event is named"):
        DELETIONS.deleted(acled_deletion(event_id_cnty=""))


def deleted(store: Store, folder: Path, *keys: str) -> Summary:
    rows = [acled_deletion(event_id_cnty=key) for key in keys]
    return load_file(write_rows(folder / f"{keys[0]}.csv", rows), store)


def test_a_list_that_was_cut_off_is_finished_by_that_list_and_by_no_other(
    empty_store: Store, tmp_path: Path
) -> None:
    rows = [acled_row(event_id_cnty=f"MLI{at}") for at in range(5)]
    load_file(write_rows(tmp_path / "acled.csv", rows), empty_store)
    assert deleted(empty_store, tmp_path, "MLI0", "MLI1").counts.retired == 2
    dataset = DELETIONS.name
    empty_store.write(
        [("MATCH (r:IngestRun {dataset: $name}) SET r.state = 'running'", {"name": dataset})]
    )
    assert deleted(empty_store, tmp_path, "MLI2").resumed == 0
    assert [load.file for load in cut_off(empty_store)] == ["MLI0.csv"]
    assert deleted(empty_store, tmp_path, "MLI0", "MLI1").resumed == 1
    assert cut_off(empty_store) == []
