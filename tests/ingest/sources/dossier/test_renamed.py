"""An id that was renamed: what still points to the old one is told, and no ghost of it is left."""

from __future__ import annotations

from pathlib import Path

from graphq.cypher.ask.catalog import questions
from graphq.graph.store import Store
from graphq.ingest.pipeline import load
from graphq.ingest.runs import Summary
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.ingest import tables
from tests.ingest.tables import Tables, write_dossier

INCIDENT = "inc-2019-07-22-gao"


def mine(facility: str = "fac-camp", group: str = "reds", incident: str = INCIDENT) -> Tables:
    """Two facilities in one town, one of them struck; the ids are those given."""
    return {
        "sources": [tables.source()],
        "groups": [tables.group(group, name="The Reds", founded="2012")],
        "facilities": [
            tables.facility(facility, name="The old camp"), tables.facility("fac-market"),
        ],
        "incidents": [
            tables.incident(incident, facility_id=facility, perpetrator_group_id=group)
        ],
    }  # fmt: skip


def other() -> Tables:
    """What another dossier says of these, in every table that can name them."""
    rows: Tables = {
        "sources": [tables.source("daily")],
        "groups": [tables.group("crew")],
        "same_as": [tables.same_as("crew", "mine/reds", "different")],
        "identities": [tables.identity("mine/reds")],
        "aliases": [tables.alias("mine/reds", "The Crimson")],
        "users": [{"facility_id": "mine/fac-camp", "user": "crew", "sources": "press"}],
        "assessments": [tables.assessment()],
        "ratings": [tables.rating(target_id="mine/fac-camp")],
        "remarks": [tables.remark("mine/fac-camp")],
        "matches": [tables.match(other_id=f"mine/{INCIDENT}")],
        "claims": [tables.claim("crew", incident_id=f"mine/{INCIDENT}", kind="denied")],
    }
    return {
        name: [
            {key: "daily" if cell == "press" else cell for key, cell in row.items()}
            for row in found
        ]
        for name, found in rows.items()
    }


def loaded(store: Store, folder: Path, rows: Tables, *, dry_run: bool = False) -> Summary:
    source = Dossier(write_dossier(folder, rows))
    return load(source, store, "test", replace=True, dry_run=dry_run)


def near_the_market(store: Store) -> list[str]:
    answer = questions()["nearby"].ask(store, {"target": "mine/fac-market", "km": 10.0})
    return [str(row["targetId"]) for row in answer.rows]


def test_what_points_to_an_old_id_is_told_by_whom_and_what(
    empty_store: Store, tmp_path: Path
) -> None:
    loaded(empty_store, tmp_path / "mine", mine())
    loaded(empty_store, tmp_path / "other", other())
    renamed = mine("fac-old-camp", "crimson", "inc-gao")
    dry = loaded(empty_store, tmp_path / "mine", renamed, dry_run=True)
    done = loaded(empty_store, tmp_path / "mine", renamed)
    assert done.told == dry.told
    told = {sentence.partition(" is stated no longer")[0]: sentence for sentence in done.told}
    assert set(told) == {"mine/fac-camp", "mine/reds", f"mine/{INCIDENT}"}
    facility, group, incident = told["mine/fac-camp"], told["mine/reds"], told[f"mine/{INCIDENT}"]
    assert "3 facts of dossier:other" in facility
    for kind in ("rates:", "used-by:mine/fac-camp>other/crew", "remark:mine/fac-camp"):
        assert kind in facility
    for kind in ("declaration:other/crew", "identified-as:ucdp:actor:202>mine/reds", "names:"):
        assert kind in group
    for kind in ("judgement:", "denied-by:"):
        assert kind in incident
    assert all(one.endswith("write that there and load it again.") for one in told.values())


def test_a_rating_of_a_renamed_facility_leaves_no_ghost_beside_it(
    empty_store: Store, tmp_path: Path
) -> None:
    loaded(empty_store, tmp_path / "mine", mine())
    loaded(empty_store, tmp_path / "other", other())
    assert near_the_market(empty_store) == ["mine/fac-camp"]
    loaded(empty_store, tmp_path / "mine", mine("fac-old-camp"))
    assert near_the_market(empty_store) == ["mine/fac-old-camp"]
    (ghost,) = empty_store.read("MATCH (t:Target {id: 'mine/fac-camp'}) RETURN properties(t) AS p")
    assert ghost["p"]["fullName"] == "The old camp"
    assert {"admin1", "admin1Id", "country", "latitude"}.isdisjoint(ghost["p"])
    assert ghost["p"]["sources"] == []
    # Once nothing points to it, it goes; and where the id comes back, it says what it said.
    rows = other()
    for name in ("users", "ratings", "remarks"):
        rows[name] = [
            {key: cell.replace("fac-camp", "fac-old-camp") for key, cell in row.items()}
            for row in rows[name]
        ]
    loaded(empty_store, tmp_path / "other", rows)
    again = loaded(empty_store, tmp_path / "mine", mine("fac-old-camp"))
    assert again.told == ()
    assert not empty_store.read("MATCH (t:Target {id: 'mine/fac-camp'}) RETURN t.id AS id")


def test_a_renamed_incident_that_another_dossier_names_is_counted_once(
    empty_store: Store, tmp_path: Path
) -> None:
    def counted() -> list[object]:
        answer = questions()["counts"].ask(empty_store, {"by": "total"})
        return [row["incidents"] for row in answer.rows]

    loaded(empty_store, tmp_path / "mine", mine())
    loaded(empty_store, tmp_path / "other", other())
    before = counted()
    assert before == [1]
    loaded(empty_store, tmp_path / "mine", mine(incident="inc-gao"))
    assert counted() == before
    told = questions()["incidents"].ask(empty_store, {}).rows
    assert [row["incidentId"] for row in told] == ["mine/inc-gao"]
    # A date that is a text stays one.
    assert questions()["tempo"].ask(empty_store, {}).rows


def test_an_id_that_comes_back_says_again_what_it_said(empty_store: Store, tmp_path: Path) -> None:
    find = "MATCH (t:Target {id: 'mine/fac-camp'}) RETURN properties(t) AS p"
    loaded(empty_store, tmp_path / "mine", mine())
    loaded(empty_store, tmp_path / "other", other())
    before = empty_store.read(find)
    loaded(empty_store, tmp_path / "mine", mine("fac-old-camp"))
    assert empty_store.read(find) != before
    assert loaded(empty_store, tmp_path / "mine", mine()).told == ()
    assert empty_store.read(find) == before


def test_a_judgement_of_its_own_that_names_an_old_id_is_told(
    empty_store: Store, tmp_path: Path
) -> None:
    rows = mine() | {"matches": [tables.match(other_id=INCIDENT)]}
    loaded(empty_store, tmp_path / "mine", rows)
    assert loaded(empty_store, tmp_path / "mine", rows).told == ()
    rows["incidents"] = mine(incident="inc-gao")["incidents"]
    (told,) = loaded(empty_store, tmp_path / "mine", rows).told
    assert told.startswith(
        f"mine/{INCIDENT} is stated no longer, and 1 fact of this dossier (judgement"
    )
    assert " still names it: " in told


def test_what_goes_and_nobody_names_is_not_told(empty_store: Store, tmp_path: Path) -> None:
    loaded(empty_store, tmp_path / "mine", mine())
    rows = mine("fac-tower", "greens", "inc-tower") | {"sources": [tables.source("daily")]}
    loaded(empty_store, tmp_path / "third", {name: rows[name] for name in ("sources",)})
    assert loaded(empty_store, tmp_path / "mine", mine("fac-old-camp", "crimson")).told == ()
