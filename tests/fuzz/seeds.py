"""Small good files of every format that can be loaded, from which the fuzz begins.

What always holds here: nothing is copied from a publisher but the excerpts that tests/data names;
every other row, name and number is made up.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from graphq.graph.model.ratings import CRITERIA
from tests.ingest import tables
from tests.ingest.made_up import acled_attack, acled_deletion, acled_old_row, acled_row, gtd_row
from tests.ingest.sources.ucdp.test_yearly import BRD, BRD_CONFLICT, NON_STATE, ONE_SIDED
from tests.ingest.ucdp_rows import row as ged_row

DATA: Final = Path(__file__).parents[1] / "data"
_ROWS: Final = 6

Row = dict[str, str]
Table = list[list[str]]
"""A header and rows under it."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A good file: a table, XML, or the tables of a dossier."""

    form: str
    """The word for `--as`; `dossier` for the folder that has none."""
    table: Table | None = None
    xml: bytes = b""
    dossier: tables.Tables | None = None


def _table(rows: list[Row]) -> Table:
    columns = list(rows[0])
    return [columns, *([row.get(column, "") for column in columns] for row in rows)]


def _excerpt(file: str, encoding: str = "utf-8") -> Table:
    with (DATA / file).open(encoding=encoding, newline="") as opened:
        return list(csv.reader(opened))[: _ROWS + 1]


def _numbered(column: str, first: int, row: Row, **more: list[str]) -> list[Row]:
    """Copies of a row under ids that count up, each with its share of the cells given."""
    return [
        {
            **row,
            column: str(first + at),
            **{name: cells[at % len(cells)] for name, cells in more.items()},
        }
        for at in range(_ROWS)
    ]


def _acled(row: Row, attack: Row) -> list[Row]:
    made = [row, attack, {**row, "event_type": "Riots", "sub_event_type": "Mob violence"}]
    made += [{**row, "event_type": "Protests", "sub_event_type": "Peaceful protest"}, row, attack]
    return [{**one, "event_id_cnty": f"MLI{900001 + at}"} for at, one in enumerate(made)]


def _sample() -> Row:
    return {
        "id": "1", "country": "Mali", "adm_1": "Gao", "where": "Gao", "side_a": "Blues",
        "side_b": "Reds", "d0": "2020-03-04", "d1": "2020-03-05", "da": "1", "db": "0", "dc": "0",
        "du": "0", "low": "1", "high": "3", "best": "2", "src": "GED", "source_date": "2020-03-06",
    }  # fmt: skip


def _scores() -> list[Row]:
    blank = dict.fromkeys(CRITERIA, "")
    row = {
        "assessor": "Jane Doe", "date": "2024-05-01", "scale_low": "1", "scale_high": "5",
        "target": "The camp", **blank, "criticality": "3", "note": "A busy place.",
    }  # fmt: skip
    return [{**row, "assessor": f"Jane Doe{'e' * at}"} for at in range(_ROWS)]


@cache
def seeds() -> tuple[Seed, ...]:
    """Every format, some of them in two layouts."""
    years = {"year": ["2018", "2019", "2020"], "version": ["24.1"]}
    of_tables = {
        "acled": _acled(acled_row(), acled_attack()),
        "acled ": _acled(acled_old_row(), acled_old_row(actor2="Civilians (Mali)", inter2="7")),
        "acled-deletions": _numbered("event_id_cnty", 900001, acled_deletion()),
        "gtd": _numbered(
            "eventid", 201403140001, gtd_row(),
            country_txt=["Mali", "Yugoslavia", "East Germany (GDR)", "International"],
            city=["Veldi Nor", "Unknown"], specificity=["1", "2", "3", "4", "5"],
        ),
        "ucdp-ged": _numbered("id", 900001, ged_row(), type_of_violence=["1", "2", "3"]),
        "ucdp-ged-sample": _numbered("id", 1, _sample(), side_b=["Reds", "Civilians"]),
        "ucdp-brd": _numbered("dyad_id", 12, BRD, **years),
        "ucdp-brd-conflict": _numbered("conflict_id", 11, BRD_CONFLICT, **years),
        "ucdp-nonstate": _numbered("dyad_id", 32, NON_STATE, **years),
        "ucdp-onesided": _numbered("actor_id", 202, ONE_SIDED, **years),
        "carver": _scores(),
    }  # fmt: skip
    return (
        *(Seed(name.strip(), _table(rows)) for name, rows in of_tables.items()),
        Seed("ucdp-ged", _excerpt("ucdp/ged191_excerpt.csv")),
        Seed("ucdp-actor", _excerpt("ucdp-actor/ucdp-actor-221-excerpt.csv", "utf-8-sig")),
        Seed("un-sc", xml=(DATA / "un" / "made-up-list.xml").read_bytes()),
        Seed("dossier", dossier=tables.good()),
    )
