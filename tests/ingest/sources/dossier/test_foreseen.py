"""A dry run says which facts would change, and loading then changes just these."""

from __future__ import annotations

from pathlib import Path

from graphq.graph.store import Store
from graphq.graph.write.foreseen import Foreseen
from graphq.ingest.pipeline import load
from graphq.ingest.runs import Summary
from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.tell.foreseen import told
from tests.ingest import tables
from tests.ingest.tables import Tables, write_dossier


def dry_then_loaded(store: Store, folder: Path, rows: Tables) -> Summary:
    source = Dossier(write_dossier(folder, rows))
    dry = load(source, store, "test", dry_run=True)
    done = load(source, store, "test")
    assert dry.counts == done.counts
    by = [one.change for one in dry.foreseen]
    assert (by.count("new"), by.count("changed"), by.count("gone")) == (
        done.counts.created, done.counts.updated, done.counts.retired,
    )  # fmt: skip
    assert done.foreseen == ()
    return dry


def of(dry: Summary, kind: str) -> list[Foreseen]:
    return [one for one in dry.foreseen if one.kind == kind]


def test_what_would_be_new_changed_and_gone_is_named_with_its_values(
    empty_store: Store, tmp_path: Path
) -> None:
    folder, rows = tmp_path / "mine", tables.good()
    first = dry_then_loaded(empty_store, folder, rows)
    assert {one.change for one in first.foreseen} == {"new"}
    assert dry_then_loaded(empty_store, folder, rows).foreseen == ()
    key = "inc-2019-07-22-gao"
    rows["incidents"] = [
        tables.incident(wounded="3", tactic="arson-or-sabotage", lat="16.2484", lon="-0.0055",
            coord_source="press", geo_precision="exact"),
        tables.incident("inc-new"),
    ]  # fmt: skip
    rows["relations"] = []
    dry = dry_then_loaded(empty_store, folder, rows)
    changed, new = sorted(of(dry, "Incident"), key=lambda one: one.change)
    assert (new.id, new.change) == ("mine/inc-new", "new")
    assert (changed.id, changed.change) == (f"mine/{key}", "changed")
    assert changed.values["wounded"] == (None, 3)
    assert changed.values["tactics"] == (["ied"], ["arson-or-sabotage"])
    assert changed.values["latitude"] == (None, 16.2484)
    assert {"contentHash", "statedBy", "tellingOf", "id"}.isdisjoint(changed.values)
    (gone,) = of(dry, "ALLIED_WITH")
    assert (gone.id, gone.change) == ("allied-with:mine/reds>mine/blues", "gone")


def test_a_fact_that_others_state_as_well_is_not_told_to_be_gone_from_all(
    empty_store: Store, tmp_path: Path
) -> None:
    for name in ("one", "other"):
        rows = tables.good() | {"matches": [], "remarks": []}
        dry_then_loaded(empty_store, tmp_path / name, rows)
    rows["facilities"], rows["users"], rows["ratings"] = [], [], []
    rows["incidents"] = [tables.incident(location_name="Bamako", admin1="Bamako")]
    dry = dry_then_loaded(empty_store, tmp_path / "other", rows)
    (place,) = [one for one in of(dry, "Location") if one.id == "loc-ml-gao-place-gao"]
    assert (place.change, place.others) == ("gone", ("dossier:one",))
    assert "dossier:one still states it" in " ".join(told([place]))


def test_the_few_that_matter_are_told_first_in_80_letters() -> None:
    many = [Foreseen("new", "Name", f"name:{n}") for n in range(30)]
    many += [
        Foreseen("changed", "Incident", "mine/inc-1", "Gao 2019",
            {"wounded": (None, 3), "sources": (["a"], ["a", "b" * 30, "c" * 30])}),
        Foreseen("gone", "STRUCK", "struck:mine/inc-1>mine/fac"),
        Foreseen("new", "REPORTED_BY", "reported-by:x>y"),
    ]  # fmt: skip
    lines = list(told(many))
    assert lines[:4] == [
        "changed Incident mine/inc-1 (Gao 2019): wounded (none) → 3; sources a → a,",
        "        bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccccccccccc",
        "gone    STRUCK struck:mine/inc-1>mine/fac",
        "new     Name name:0",
    ]
    assert lines[-1] == "13 more; --all lists them."
    assert max(map(len, lines)) <= 80
    assert len(list(told(many, everything=True))) == 34
