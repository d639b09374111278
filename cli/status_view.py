"""What a graph holds and what was loaded into it, printed in each form."""

from __future__ import annotations

from typing import Final

from rich.text import Text

from cli.cells import plain
from cli.layout import plain_table
from cli.options import Format
from cli.render import console, print_csv, print_json
from graph.store import Store
from graph.version import check_version

_COUNTED: Final = (
    "Group", "Person", "ChangeEvent", "Incident", "Target", "Location", "Tally", "Source",
)  # fmt: skip
_RUNS: Final = """
MATCH (run:IngestRun)
RETURN run.dataset AS dataset, run.startedAt AS startedAt, run.finishedAt AS finishedAt,
  run.state AS state, run.created AS created, run.updated AS changed,
  run.unchanged AS unchanged, run.retired AS retired, run.importerVersion AS version
ORDER BY startedAt DESC, dataset
LIMIT 20
"""
_RUN_COLUMNS: Final = (
    "dataset", "startedAt", "finishedAt", "state", "created", "changed", "unchanged", "retired",
    "version",
)  # fmt: skip


def print_status(store: Store, output: Format) -> None:
    """Print where the graph is, how much is in it, and the last loads."""
    check_version(store)
    info = store.info()
    counts = {
        label: store.read(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"] for label in _COUNTED
    }
    spans = store.read("MATCH (i:Incident) RETURN min(i.firstDay) AS first, max(i.lastDay) AS last")
    runs = store.read(_RUNS)
    if output is Format.JSON:
        place = {"place": info.place, "engine": info.engine, "version": info.version}
        print_json({**place, "counts": counts, "incidents": spans[0], "loads": runs})
        return
    if output is Format.CSV:
        print_csv(list(_RUN_COLUMNS), runs)
        return
    out = console()
    out.print(Text.assemble((info.place, "bold"), f"  {info.engine} {info.version}"))
    out.print(Text(", ".join(f"{label} {count:,}" for label, count in counts.items())))
    if spans[0]["first"]:
        out.print(Text(f"Incidents from {spans[0]['first']} to {spans[0]['last']}"))
    table = plain_table()
    for name in _RUN_COLUMNS[:-1]:
        table.add_column(name, overflow="fold")
    for run in runs:
        table.add_row(*(Text(plain(run[name])) for name in _RUN_COLUMNS[:-1]))
    if runs:
        out.print(table)
    else:
        out.print("Nothing was loaded yet: graphq load jnim")
