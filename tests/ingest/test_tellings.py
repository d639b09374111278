"""Incidents that tell one event say so after every load, whatever was loaded first."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graphq.graph.store import Store
from graphq.graph.write.derived import derive, derive_anew
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.graph.make import everything
from tests.ingest.event_files import cleared, load_file, write_rows
from tests.ingest.tables import Row, good, incident, match, write_dossier
from tests.ingest.ucdp_rows import row

GAO = "mine/inc-2019-07-22-gao"
SAMPLE = (
    "id", "country", "adm_1", "where", "side_a", "side_b", "d0", "d1", "da", "db", "dc", "du",
    "low", "high", "best", "src", "source_date",
)  # fmt: skip


def judgement(one: str, other: str, verdict: str = "same") -> Row:
    return match(incident_id=one, other_id=other, verdict=verdict)


def sample(file: Path, *keys: str) -> Path:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(SAMPLE)
        for key in keys:
            day = "2019-07-22"
            cells = (key, "Mali", "Gao region", "Gao town", "Reds", "Civilians", day, day)
            writer.writerow((*cells, 0, 0, 2, 0, 2, 2, 2, "GED", ""))
    return file


def dossier(folder: Path, *judgements: Row, publisher_ids: str = "") -> Dossier:
    tables = good()
    tables["incidents"] = [incident(publisher_ids=publisher_ids), incident("inc-other")]
    tables["matches"] = list(judgements)
    return Dossier(write_dossier(folder / "mine", tables))


def tellings(store: Store) -> dict[str, str]:
    rows = store.read(
        "MATCH (i:Incident) WHERE i.tellingOf IS NOT NULL RETURN i.id AS id, i.tellingOf AS of"
    )
    return {str(row["id"]): str(row["of"]) for row in rows}


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 1, 0)])
def test_the_order_of_loading_makes_no_difference(
    empty_store: Store, tmp_path: Path, order: tuple[int, ...]
) -> None:
    mine = dossier(tmp_path, judgement("inc-other", "ucdp-ged:2"), publisher_ids="ucdp:event:1")
    released = write_rows(tmp_path / "ged.csv", [row(id="1"), row(id="2"), row(id="3")])
    gathered = sample(tmp_path / "sample.csv", "1", "4")
    loads = [
        lambda: load(mine, empty_store, "test"),
        lambda: load_file(released, empty_store),
        lambda: load_file(gathered, empty_store),
    ]
    for place in order:
        loads[place]()
    assert tellings(empty_store) == {
        GAO: "ucdp:event:1",
        "ucdp-ged:1": "ucdp:event:1",
        "ucdp-ged-sample:1": "ucdp:event:1",
        "mine/inc-other": "ucdp:event:2",
        "ucdp-ged:2": "ucdp:event:2",
    }
    before = everything(empty_store)
    derive(empty_store)
    assert derive_anew(empty_store) == 0
    assert everything(empty_store) == before


def test_what_is_loaded_again_changed_withdrawn_and_taken_back_says_what_holds_now(
    empty_store: Store, tmp_path: Path
) -> None:
    released = write_rows(tmp_path / "ged.csv", [row(id="1"), row(id="2")])
    load_file(released, empty_store)
    load_file(sample(tmp_path / "sample.csv", "1", "2"), empty_store)
    wanted = {
        f"{dataset}:{key}": f"ucdp:event:{key}"
        for dataset in ("ucdp-ged", "ucdp-ged-sample")
        for key in "12"
    }
    assert tellings(empty_store) == wanted
    # A row that is written anew keeps what it tells.
    load_file(write_rows(released, [row(id="1", best="4"), row(id="2")]), empty_store)
    assert tellings(empty_store) == wanted
    load(dossier(tmp_path, judgement(GAO, "ucdp-ged:1")), empty_store, "test")
    assert tellings(empty_store) == {**wanted, GAO: "ucdp:event:1"}
    load(dossier(tmp_path), empty_store, "test")
    assert tellings(empty_store) == wanted
    load_file(sample(tmp_path / "sample.csv", "2"), empty_store, replace=True)
    assert tellings(empty_store) == {key: of for key, of in wanted.items() if key.endswith("2")}


def test_a_judgement_waits_for_its_incident_and_outlives_it(
    empty_store: Store, tmp_path: Path
) -> None:
    load(dossier(tmp_path, judgement(GAO, "ucdp-ged:1")), empty_store, "test")
    assert tellings(empty_store) == {}
    both = write_rows(tmp_path / "ged.csv", [row(id="1"), row(id="2")])
    load_file(both, empty_store)
    assert set(tellings(empty_store)) == {GAO, "ucdp-ged:1"}
    judged = "MATCH (:Judgement)-[:JUDGES]->(i:Incident) RETURN i.id AS id ORDER BY id"
    assert empty_store.read(judged) == [{"id": GAO}, {"id": "ucdp-ged:1"}]
    fewer = write_rows(tmp_path / "fewer.csv", [row(id="2")])
    load_file(fewer, empty_store, replace=True)
    assert tellings(empty_store) == {}
    assert empty_store.read("MATCH (j:Judgement) RETURN j.verdict AS verdict") == [
        {"verdict": "same"}
    ]
    load_file(both, empty_store)
    assert set(tellings(empty_store)) == {GAO, "ucdp-ged:1"}


def test_what_two_dossiers_judge_otherwise_is_not_joined(
    empty_store: Store, tmp_path: Path
) -> None:
    load_file(write_rows(tmp_path / "ged.csv", [row(id="1")]), empty_store)
    load(dossier(tmp_path, judgement(GAO, "ucdp-ged:1")), empty_store, "test")
    other = write_dossier(
        tmp_path / "other", {"matches": [judgement("ucdp-ged:1", GAO, "different")]}
    )
    load(Dossier(other), empty_store, "test")
    assert tellings(empty_store) == {}


def test_what_only_a_published_count_counts_tells_no_event(
    empty_store: Store, tmp_path: Path
) -> None:
    tables = good()
    tables["incidents"] = [incident(standing="placeholder", publisher_ids="ucdp:event:1")]
    load_file(write_rows(tmp_path / "ged.csv", [row(id="1")]), empty_store)
    load(Dossier(write_dossier(tmp_path / "mine", tables)), empty_store, "test")
    assert tellings(empty_store) == {}


def test_what_is_told_once_is_looked_at_in_a_few_reads(
    empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared(empty_store)
    load_file(write_rows(tmp_path / "ged.csv", [row(id="1"), row(id="2")]), empty_store)
    load(dossier(tmp_path), empty_store, "test")
    from graphq.graph.write import tellings as module

    asked: list[str] = []
    read = type(empty_store).read

    def noted(self: Store, statement: str, parameters: object = None) -> object:
        asked.append(statement)
        return read(self, statement, parameters)  # type: ignore[arg-type]

    monkeypatch.setattr(type(empty_store), "read", noted)
    assert module.settle(empty_store, "dossier:mine") == 0
    assert len(asked) == 4
