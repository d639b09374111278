"""Whatever stands in a cell, a format makes an event of the row or says which column is wrong."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.ingest.events.event import Event, EventFormat, RowLeftOutError
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.sources.acled.events import FORMAT as ACLED
from graphq.ingest.sources.gtd.events import FORMAT as GTD
from graphq.ingest.sources.ucdp.ged import FORMAT as GED
from graphq.ingest.sources.ucdp.reduced import FORMAT as REDUCED
from tests.ingest.files.test_cells import ODD
from tests.ingest.made_up import acled_row, gtd_row
from tests.ingest.ucdp_rows import row as ged_row

ROWS: Final = {
    "acled": (ACLED, acled_row()),
    "gtd": (GTD, gtd_row()),
    "ucdp-ged": (GED, ged_row()),
    "ucdp-ged-sample": (
        REDUCED,
        {
            "id": "1", "country": "Mali", "adm_1": "Gao", "where": "Gao", "side_a": "A",
            "side_b": "B", "d0": "2020-03-04", "d1": "2020-03-04", "da": "1", "db": "0", "dc": "0",
            "du": "0", "low": "1", "high": "1", "best": "1", "src": "",
        },
    ),
}  # fmt: skip


def event_or_refusal(form: EventFormat, cells: dict[str, str]) -> None:
    """Any other error than these two, ValueError and OverflowError among them, fails the test."""
    refused, event = "", None
    try:
        event = form.event(cells)
    except RowRefusedError as error:
        refused = error.column
    except RowLeftOutError as error:
        refused = str(error)
    assert isinstance(event, Event) or refused


@pytest.mark.parametrize("name", ROWS)
def test_an_odd_cell_costs_no_more_than_its_row(name: str) -> None:
    form, row = ROWS[name]
    for column in row:
        for written in ODD:
            event_or_refusal(form, {**row, column: written})


@given(st.sampled_from(list(ROWS)), st.data())
def test_any_cells_make_an_event_or_name_the_column(name: str, data: st.DataObject) -> None:
    form, row = ROWS[name]
    spoilt = st.dictionaries(st.sampled_from(list(row)), st.text(max_size=20), max_size=3)
    event_or_refusal(form, {**row, **data.draw(spoilt)})
