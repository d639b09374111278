"""ACLED's list of deleted events: which events it has withdrawn since they were loaded.

What always holds here: an event is named by its `event_id_cnty`, the key under which the format
`acled` keeps it; a row names the one event and says nothing else of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graphq.ingest.events.withdrawals import WithdrawalFormat, WithdrawalTable
from graphq.ingest.files.cells import RowRefusedError, text


class AcledDeletions(WithdrawalTable):
    """The table of ACLED's deleted endpoint: `event_id_cnty` (once `data_id`) and a timestamp."""

    name: str = "acled-deletions"
    title: str = "ACLED deleted events"
    dataset: str = "acled"
    """The format whose events the keys are of."""

    def missing(self, columns: Sequence[str]) -> list[str]:
        """The columns that the list needs and that are not there.

        A list with `data_id` alone is known for what it is, so that its rows can say what is wrong.
        """
        there = set(columns)
        needed = [] if there & {"event_id_cnty", "data_id"} else ["event_id_cnty"]
        if "deleted_timestamp" not in there:
            needed.append("deleted_timestamp")
        return needed

    def deleted(self, cells: Mapping[str, str]) -> str:
        """The key of the event that was withdrawn. Raises RowRefusedError."""
        key = text(cells, "event_id_cnty")
        if key:
            return key
        if number := text(cells, "data_id"):
            raise RowRefusedError(
                "data_id",
                f"{number} does not say which event was deleted: ACLED gave an event another "
                "data_id with each update. Download the list again, it now names event_id_cnty.",
            )
        raise RowRefusedError("event_id_cnty", "It is blank: no event is named.")


FORMAT: Final[WithdrawalFormat] = AcledDeletions()
