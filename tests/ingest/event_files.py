"""Files of events for the tests, and loading them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from graph.store import NoGraph, Store
from ingest.event import EventFormat
from ingest.event_load import EventLoad
from ingest.files import InputFile
from ingest.recognise import recognise
from ingest.rejects import Rejects
from ingest.runs import Summary


def write_rows(file: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """Write rows as a CSV with a header, and give the file back."""
    rows = list(rows)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return file


def load_file(
    file: Path, store: Store | NoGraph, *, replace: bool = False, dry_run: bool = False
) -> Summary:
    """Load a file of events; its rejects go beside it."""
    with InputFile.open(str(file)) as opened:
        form = recognise(opened)
        assert isinstance(form, EventFormat)
        rejects = Rejects(file.with_suffix(".rejects.csv"))
        try:
            return EventLoad(
                form,
                opened,
                rejects,
                lambda name, total: lambda done, rows: None,
                "test",
                replace=replace,
                dry_run=dry_run,
            ).into(store)
        finally:
            rejects.close()
