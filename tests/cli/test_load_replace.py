"""Loading another dossier under the name of one that is there already."""

from __future__ import annotations

from pathlib import Path

from tests.cli.run import graphq
from tests.ingest import tables
from tests.ingest.tables import good, write_dossier


def test_most_of_a_dataset_is_retired_only_with_replace(tmp_path: Path) -> None:
    db = tmp_path / "graph"
    first = write_dossier(tmp_path / "x" / "facts", good())
    second = write_dossier(tmp_path / "y" / "facts", {"sources": [tables.source("daily")]})
    assert graphq("load", str(first), db=db).code == 0
    refused = graphq("load", str(second), db=db)
    assert refused.code == 2
    assert "nothing was loaded" in refused.err
    assert "--replace" in refused.err
    assert graphq("show", "reds", db=db).code == 0
    assert " retired" in graphq("load", str(second), "--replace", db=db).out
    assert graphq("show", "reds", db=db).code != 0
