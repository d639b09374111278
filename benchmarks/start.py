"""How long the command takes to start and to answer: `python -m benchmarks.start [FOLDER]`.

The yardstick is a bare Python that imports the engine, opens the same folder and asks the same
statement. The folder is that of a large graph that holds the dossier too.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import compare, graphq, python
from graphq.cypher.ask.catalog import question
from graphq.graph.opening import open_store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier

_BARE = """
import arcadedb, datetime
database = arcadedb.open_database({path!r}, read_only=True)
rows = database.query("opencypher", {statement!r},
    {{"group": "jnim", "asOf": datetime.date(2026, 1, 1)}}).to_list()
assert rows
"""


def main() -> None:
    """Load the dossier into a folder of its own, and time commands on it and the large graph."""
    large = sys.argv[1:2]
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "graph"
        with open_store(folder, "write") as store:
            load(Dossier.find("jnim"), store, "benchmark")
        os.environ["ARCADEDB_LOG_CONSOLE"] = "0"
        # The engine writes some of its files anew, also where it only reads.
        alone = shutil.copytree(folder / "db", Path(parent) / "alone")
        bare = _BARE.format(path=str(alone), statement=question("lineage").statement)
        target = ("--db", str(folder))
        commands = {
            "bare Python, same statement": python(bare),
            "graphq lineage jnim, dossier": graphq("lineage", "jnim", *target),
            "graphq similar-targets": graphq("similar-targets", "Ambodedjo Airport", *target),
            "graphq brief jnim, dossier": graphq("brief", "jnim", *target),
            "graphq --help": graphq("--help"),
            "python -c pass": python("pass"),
        }
        for other in large:
            for words in ("lineage jnim", "brief jnim"):
                told = f"graphq {words}, large graph"
                commands[told] = graphq(*words.split(), "--db", other)
        compare(commands)


if __name__ == "__main__":
    main()
