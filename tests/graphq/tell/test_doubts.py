"""What looks wrong in a dossier is told at a load, by kind, file and line, and in JSON."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

from graphq.graph.stores.nothing import NoGraph
from graphq.ingest.load import find
from graphq.ingest.runs import Summary
from graphq.tell.doubts import doubts_told
from graphq.tell.load import as_json, told
from tests.ingest import tables
from tests.ingest.tables import good, write_dossier


def dry_run(folder: Path, unused: int) -> tuple[Summary, str, dict[str, Any]]:
    rows = good() | {
        "groups": [tables.group("reds", dissolved="2018"), tables.group("blues")],
        "sources": [tables.source(), *(tables.source(f"daily-{n}") for n in range(unused))],
    }
    with closing(find(str(write_dossier(folder, rows)), dry_run=True)) as found:
        summary = found.into(NoGraph(), "test")
        return summary, "\n".join(told(found, summary)), json.loads(as_json(found, summary))


def test_a_dry_run_tells_every_one_by_kind_and_line(tmp_path: Path) -> None:
    summary, text, _ = dry_run(tmp_path / "mine", 7)
    assert len(summary.doubts) == 8
    lines = text.splitlines()
    assert lines[:6] == [
        "8 things look wrong in mine, and nothing is refused for it. Mend it, or say in",
        "meant.csv that it is right:",
        "outside-life: 1",
        "  incidents.csv:2 inc-2019-07-22-gao",
        "    perpetrator_group_id: 2019-07-22 is after 'reds' was dissolved (2018)",
        "unused-source: 7",
    ]
    assert lines[6:8] == [
        "  sources.csv:3 daily-0",
        "    id: nothing in the dossier cites this source",
    ]
    assert text.count("nothing in the dossier cites") == 7
    assert all(len(line) <= 80 for line in lines[:-1])
    assert lines[-1].startswith("mine: ")


def test_a_load_tells_the_first_of_each_kind_and_how_many_more(tmp_path: Path) -> None:
    summary, _, _ = dry_run(tmp_path / "mine", 7)
    text = "\n".join(doubts_told(summary.doubts, "mine", every=False))
    assert text.count("nothing in the dossier cites") == 5
    assert text.endswith("2 more of these; --dry-run tells all of them.")


def test_of_a_dossier_in_order_nothing_is_told(tmp_path: Path) -> None:
    with closing(find(str(write_dossier(tmp_path / "mine", good())), dry_run=True)) as found:
        summary = found.into(NoGraph(), "test")
        assert summary.doubts == ()
        assert len(list(told(found, summary))) == 1


def test_json_has_the_figures_and_every_doubt(tmp_path: Path) -> None:
    _, _, found = dry_run(tmp_path / "mine", 1)
    assert (found["dataset"], found["dryRun"]) == ("dossier:mine", True)
    assert found["new"] == found["read"] > 0
    assert found["doubts"][0] == {
        "doubt": "outside-life",
        "file": "incidents.csv",
        "line": 2,
        "row": "inc-2019-07-22-gao",
        "column": "perpetrator_group_id",
        "reason": "2019-07-22 is after 'reds' was dissolved (2018)",
    }
    (sentence,) = found["told"]
    assert sentence.startswith("mine: ")
