"""ACLED's list of deleted events: a row names the key of one event."""

from __future__ import annotations

import pytest

from ingest.event import RowRefusedError
from ingest.formats.acled import FORMAT
from ingest.formats.acled_deletions import FORMAT as DELETIONS
from tests.ingest.made_up import (
    acled_deletion,
    acled_row,
)


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
