"""What two dossiers share: by declaration alone, for its time, whichever is loaded first."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphq.cypher.ask.catalog import questions
from graphq.cypher.ask.parameters import find_entity
from graphq.graph.errors import UnknownNameError
from graphq.graph.read.names import resolve
from graphq.graph.store import Store
from graphq.ingest.pipeline import load
from graphq.ingest.runs import Summary
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.ingest import tables
from tests.ingest.event_files import load_file, write_rows
from tests.ingest.sources.dossier.test_load import contents
from tests.ingest.tables import Row, Tables, good, write_dossier
from tests.ingest.ucdp_rows import row

EARLY, LATE = "inc-2010-01-01-gao", "inc-2019-07-22-gao"


def dossier(*declared: Row, number: str = "") -> Tables:
    """Two incidents of the reds, of whom is declared what is given."""
    rows = good() | {"same_as": list(declared)}
    rows["groups"] = [tables.group("reds", un_list_ref=number, founded="1999"), *rows["groups"][1:]]
    rows["incidents"] = [tables.incident(EARLY, date="2010-01-01"), tables.incident(LATE)]
    return rows


def loaded(store: Store, folder: Path, rows: Tables) -> Summary:
    return load(Dossier(write_dossier(folder, rows)), store, "test", replace=True)


def theirs(key: str = "crimson", **cells: str) -> Tables:
    """Another dossier, which knows the same group under another id."""
    return {"sources": [tables.source()], "groups": [tables.group(key, **cells)]}


def doers(store: Store, dossier: str = "mine") -> dict[str, str]:
    """Who did each incident of the dossier, by its id there."""
    rows = store.read(
        "MATCH (i:Incident)-[:PERPETRATED_BY]->(g:Group) WHERE i.dataset = $dataset "
        "RETURN i.id AS incident, g.id AS doer",
        {"dataset": f"dossier:{dossier}"},
    )
    return {str(row["incident"]).rpartition("/")[2]: str(row["doer"]) for row in rows}


def told_about(store: Store) -> list[str]:
    """What the remarks are about."""
    rows = store.read("MATCH (r:Remark)-[:ABOUT]->(n) WHERE n.id = r.about RETURN n.id AS id")
    return [str(row["id"]) for row in rows]


SAME = tables.same_as("reds", "theirs/crimson", valid_from="2015")


def test_what_is_declared_is_drawn_to_theirs_for_its_time_in_any_order(
    empty_store: Store, tmp_path: Path
) -> None:
    mine = dossier(SAME)
    loaded(empty_store, tmp_path / "mine", mine)
    assert doers(empty_store) == {EARLY: "mine/reds", LATE: "mine/reds"}
    alone = empty_store.read("MATCH (g:Group {id: 'mine/reds'}) RETURN g.founded AS founded")
    assert [str(row["founded"]) for row in alone] == ["1999"]
    loaded(empty_store, tmp_path / "theirs", theirs())
    assert doers(empty_store) == {EARLY: "mine/reds", LATE: "theirs/crimson"}
    in_one_order = contents(empty_store)
    empty_store.write([("MATCH (n) WHERE NOT n:GraphInfo DETACH DELETE n", {})])
    empty_store.write([("MATCH (n:GraphInfo) SET n.identities = null", {})])
    loaded(empty_store, tmp_path / "theirs", theirs())
    loaded(empty_store, tmp_path / "mine", mine)
    assert contents(empty_store) == in_one_order
    # What is no longer there, or no longer declared, is mine again.
    loaded(empty_store, tmp_path / "theirs", {"groups": []})
    assert doers(empty_store) == {EARLY: "mine/reds", LATE: "mine/reds"}
    assert not empty_store.read("MATCH (g:Group {id: 'theirs/crimson'}) RETURN g.id AS id")
    loaded(empty_store, tmp_path / "theirs", theirs())
    loaded(empty_store, tmp_path / "mine", dossier())
    assert doers(empty_store) == {EARLY: "mine/reds", LATE: "mine/reds"}
    assert not empty_store.read("MATCH (n:Declaration) RETURN n.id AS id")
    assert told_about(empty_store) == ["mine/reds"]
    assert not empty_store.read("MATCH (:Record)-[r:IDENTIFIED_AS {inferred: true}]->() RETURN r")


def test_nothing_is_left_of_what_is_wholly_theirs_but_its_record(
    empty_store: Store, tmp_path: Path
) -> None:
    loaded(empty_store, tmp_path / "theirs", theirs())
    loaded(empty_store, tmp_path / "mine", dossier(tables.same_as("reds", "theirs/crimson")))
    assert doers(empty_store) == {EARLY: "theirs/crimson", LATE: "theirs/crimson"}
    assert not empty_store.read("MATCH (g:Group {id: 'mine/reds'}) RETURN g.id AS id")
    assert told_about(empty_store) == ["theirs/crimson"]
    for written in ("reds", "mine/reds", "The reds group", "crimson"):
        assert resolve(empty_store, written, "Group").id == "theirs/crimson"
    (told,) = (
        questions()["identities"]
        .ask(empty_store, {"entity": "crimson", "scheme": "dossier:mine"})
        .rows
    )
    assert (told["externalId"], told["loaded"]) == ("reds", "loaded")
    assert (told["statedBy"], told["sources"]) == (["dossier:mine"], ["mine/press"])


@pytest.mark.parametrize("mine_first", [True, False])
def test_a_number_is_whoever_another_dossier_says_and_mine_where_none_does(
    empty_store: Store, tmp_path: Path, mine_first: bool
) -> None:
    mine = dossier(tables.same_as("reds", "ucdp:actor:6716"))
    mine["identities"] = []
    other = theirs() | {"identities": [tables.identity("crimson", external_id="6716")]}
    events = write_rows(
        tmp_path / "ged.csv", [row(id="1", type_of_violence="3", side_a_new_id="6716")]
    )

    def of_ucdp() -> list[str]:
        rows = empty_store.read(
            "MATCH (i:Incident)-[:PERPETRATED_BY]->(g:Group) WHERE i.dataset <> 'dossier:mine' "
            "RETURN g.id AS id"
        )
        return [str(one["id"]) for one in rows]

    if mine_first:
        loaded(empty_store, tmp_path / "mine", mine)
        load_file(events, empty_store)
    else:
        load_file(events, empty_store)
        loaded(empty_store, tmp_path / "mine", mine)
    assert of_ucdp() == ["mine/reds"]
    assert set(doers(empty_store).values()) == {"mine/reds"}
    loaded(empty_store, tmp_path / "other", other)
    assert of_ucdp() == ["other/crimson"]
    assert set(doers(empty_store).values()) == {"other/crimson"}


def test_a_number_on_two_things_is_that_of_the_dossier_heard_first(
    empty_store: Store, tmp_path: Path
) -> None:
    events = write_rows(
        tmp_path / "ged.csv", [row(id="1", type_of_violence="3", side_a_new_id="6716")]
    )
    load_file(events, empty_store)
    for name in ("zeta", "beta"):
        other = theirs() | {"identities": [tables.identity("crimson", external_id="6716")]}
        loaded(empty_store, tmp_path / name, other)
    rows = empty_store.read("MATCH (:Incident)-[:PERPETRATED_BY]->(g:Group) RETURN g.id AS id")
    assert [one["id"] for one in rows] == ["beta/crimson"]


def test_a_reference_means_ones_own_then_the_bundled_then_the_only_other(
    empty_store: Store, tmp_path: Path
) -> None:
    load(Dossier.find("jnim"), empty_store, "test")
    loaded(empty_store, tmp_path / "theirs", theirs())
    rows = dossier()
    rows["groups"].append(tables.group("jnim"))
    rows["incidents"] = [
        tables.incident(f"inc-{number}", perpetrator_group_id=group)
        for number, group in enumerate(
            ("jnim", "aqim", "crimson", "jnim/jnim", "theirs/crimson", "mine/jnim")
        )
    ]
    for table in ("claims", "counted_in", "matches"):
        rows[table] = []
    loaded(empty_store, tmp_path / "mine", rows)
    assert list(dict(sorted(doers(empty_store).items())).values()) == [
        "mine/jnim", "aqim", "theirs/crimson", "jnim", "theirs/crimson", "mine/jnim",
    ]  # fmt: skip
    loaded(empty_store, tmp_path / "third", theirs())
    _, problems = Dossier(tmp_path / "mine").check(
        {"groups": {"jnim", "aqim", "theirs/crimson", "third/crimson"}}
    )
    assert [str(problem) for problem in problems] == [
        "incidents.csv:4: perpetrator_group_id: 'crimson' can be theirs/crimson or third/crimson: "
        "write the one that is meant"
    ]


def test_what_may_be_of_several_dossiers_is_refused_wherever_it_is_written(tmp_path: Path) -> None:
    rows = good() | {"remarks": [tables.remark("else")], "incidents": []}
    rows["matches"] = [tables.match(other_id="else")]
    rows["facilities"] = [
        tables.facility(lat="1", lon="1", coord_precision_m="5", coord_source="else:GAO")
    ]
    for table in ("claims", "counted_in"):
        rows[table] = []
    both = {"a/else", "b/else"}
    _, problems = Dossier(write_dossier(tmp_path, rows)).check(
        {"incidents": both, "sources": both, "groups": both}
    )
    assert [problem.reason for problem in problems] == [
        "'else' can be a/else or b/else: write the one that is meant"
    ] * 3


def test_an_id_typed_is_the_graphs_then_that_of_the_only_dossier(
    empty_store: Store, tmp_path: Path
) -> None:
    load(Dossier.find("jnim"), empty_store, "test")
    for name in ("one", "two"):
        loaded(empty_store, tmp_path / name, theirs() if name == "one" else theirs("jnim"))
    assert find_entity(empty_store, "crimson").id == "one/crimson"
    assert find_entity(empty_store, "jnim/jnim") == ("Group", "jnim", None)
    found = find_entity(empty_store, "jnim")
    assert (found.id, found.note) == (
        "jnim",
        "'jnim' is taken as JNIM; it is also the id of two/jnim.",
    )
    loaded(empty_store, tmp_path / "two", theirs("crimson"))
    with pytest.raises(UnknownNameError) as refused:
        find_entity(empty_store, "crimson")
    assert [one[0] for one in refused.value.candidates] == ["one/crimson", "two/crimson"]


def test_a_remark_a_pair_and_a_coordinate_name_ones_own(empty_store: Store, tmp_path: Path) -> None:
    rows = good()
    led = "led:boss>reds:emir"
    rows["remarks"] = [tables.remark("reds"), tables.remark(led, "In name only.")]
    rows["facilities"] = [
        tables.facility(lat="1", lon="1", coord_precision_m="5", coord_source="press:GAO")
    ]
    loaded(empty_store, tmp_path / "mine", rows)
    about = empty_store.read("MATCH (r:Remark) RETURN r.about AS about ORDER BY about")
    assert [one["about"] for one in about] == ["led:mine/boss>mine/reds:emir", "mine/reds"]
    (pair,) = empty_store.read("MATCH (j:Judgement) RETURN j.pair AS pair")
    assert pair["pair"] == ["mine/inc-2019-07-22-gao", "ucdp-ged:1"]
    (target,) = empty_store.read("MATCH (t:Target) RETURN t.coordinateSource AS source")
    assert target["source"] == "mine/press:GAO"


def test_a_load_tells_what_it_shares_undeclared(empty_store: Store, tmp_path: Path) -> None:
    load(Dossier.find("jnim"), empty_store, "test")
    rows = dossier(number="QDe.159") | {"identities": []}
    rows["groups"].append(tables.group("aqim"))
    told = loaded(empty_store, tmp_path / "mine", rows).told
    assert told == (
        "1 of its ids carries the numbers of 1 thing in dossier jnim (reds: un-sc:QDe.159), and 1 "
        "of its ids is in dossier jnim too, of groups, people or facilities (aqim): declare them "
        "the same, or different, in same_as.csv.",
    )
    rows["same_as"] = [
        tables.same_as("reds", "un-sc:QDe.159"), tables.same_as("aqim", "jnim/aqim", "different"),
    ]  # fmt: skip
    assert loaded(empty_store, tmp_path / "mine", rows).told == ()
    assert set(doers(empty_store).values()) == {"jnim"}


def test_a_folders_name_may_be_any(empty_store: Store, tmp_path: Path) -> None:
    folder = write_dossier(tmp_path / "Lake; Chad: 2009 é", good())
    load(Dossier(folder), empty_store, "test")
    assert not load(Dossier(folder), empty_store, "test").counts.changed
    assert resolve(empty_store, "reds", "Group").id == "Lake%3B Chad%3A 2009 é/reds"


def test_whom_a_denial_means_and_which_group_a_part_is_follow_what_is_declared(
    empty_store: Store, tmp_path: Path
) -> None:
    def meant() -> tuple[list[str], list[str]]:
        said = empty_store.read("MATCH ()-[d:DENIED_BY]->() RETURN d.denies AS id")
        parts = empty_store.read(
            "MATCH (:Group)-[s:SUCCEEDED_BY]->(:Group) WHERE s.componentId IS NOT NULL "
            "RETURN s.componentId AS id"
        )
        return [str(row["id"]) for row in said], [str(row["id"]) for row in parts]

    mine = dossier(tables.same_as("reds", "theirs/crimson"))
    mine["groups"] += [tables.group("front"), tables.group("heirs")]
    mine["claims"] = [
        tables.claim("blues", incident_id=LATE, kind="denied", denies_group_id="reds")
    ]
    mine["changes"] += [tables.change("split", kind="split", date="2018-01-01")]
    mine["change_parties"] += [
        tables.party("front", "predecessor", "split", extent="part", component="reds"),
        tables.party("heirs", "result", "split"),
    ]
    loaded(empty_store, tmp_path / "mine", mine)
    assert meant() == (["mine/reds"], ["mine/reds"])
    loaded(empty_store, tmp_path / "theirs", theirs())
    assert meant() == (["theirs/crimson"], ["theirs/crimson"])
    assert not loaded(empty_store, tmp_path / "mine", mine).counts.changed
    loaded(empty_store, tmp_path / "theirs", {"groups": []})
    assert meant() == (["mine/reds"], ["mine/reds"])
