"""Files of events for the tests, and loading them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from graphq.graph.store import Store
from graphq.graph.stores.nothing import NoGraph
from graphq.graph.write.writer import prepare
from graphq.ingest.load import find
from graphq.ingest.runs import Summary
from tests.ingest.ucdp_rows import row

GSPC_OR_AQIM, MALI, JNIM = "539", "72", "6716"


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
    """Load a file; its rejects go beside it."""
    rejects = file.with_suffix(".rejects.csv")
    found = find(str(file), rejects=rejects, replace=replace, dry_run=dry_run)
    with closing(found):
        return found.into(store, "test")


def cleared(store: Store) -> Store:
    """The store with nothing in it."""
    store.write([("MATCH (n) DETACH DELETE n", {})])
    prepare(store)
    return store


def sahel() -> list[dict[str, str]]:
    """Made-up events whose sides bear ids that the jnim dossier identifies."""

    def event(key: str, day: str, side_b: str, name: str, **more: str) -> dict[str, str]:
        cells = {
            "id": key, "date_start": day, "date_end": day, "side_a_new_id": MALI,
            "side_a": "Government of Mali", "side_b_new_id": side_b, "side_b": name,
        }  # fmt: skip
        return row(**{**cells, **more})

    return [
        event("1", "1999-05-01", GSPC_OR_AQIM, "AQIM"),
        event("2", "2007-01-23", GSPC_OR_AQIM, "AQIM"),
        event("3", "2007-01-24", GSPC_OR_AQIM, "AQIM", adm_1="Kidal region"),
        event("4", "2018-02-03", JNIM, "JNIM", where_coordinates="Kidal town"),
        event("5", "2018-02-04", "99999", "Nobody's Band", where_prec="4"),
        row(
            id="6", type_of_violence="3", side_a="JNIM", side_a_new_id=JNIM, side_b="Civilians",
            side_b_new_id="9999", gwnoa="", where_prec="6", source_article="",
            source_office="", source_date="", source_headline="", number_of_sources="-1",
        ),
    ]  # fmt: skip
