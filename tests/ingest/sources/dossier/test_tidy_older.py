"""Dossiers of an older format: turned into today's form, and what was done is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphq.graph.opening import open_store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.ingest.sources.dossier.tidy.tidy import tidied, tidy
from tests.ingest import tables
from tests.ingest.sources.dossier.test_tidy import facts_in, rows_of
from tests.ingest.tables import Row, Tables, problems_in, write_dossier


def older(kind: str, parties: list[Row], **more: list[Row]) -> Tables:
    return {
        "sources": [tables.source()],
        "groups": [tables.group(key) for key in ("reds", "blues", "greens")],
        "changes": [tables.change(kind=kind)],
        "change_parties": parties,
        **more,
    }


REDS = tables.party("reds", "predecessor")
BLUES, GREENS = tables.party("blues", "result"), tables.party("greens", "result")


@pytest.mark.parametrize(
    ("kind", "parties", "told", "extents"),
    [
        ("split", [REDS, BLUES], "since the change is a split", ["part", "whole"]),
        ("split", [REDS, BLUES, GREENS], "since the change is a split", ["part", "whole", "whole"]),
        ("rename", [REDS, BLUES, GREENS], "passed into several", ["part", "whole", "whole"]),
        (
            "merger",
            [REDS | {"component": "a wing"}, BLUES],
            "where component names one",
            ["part", "whole"],
        ),
        (
            "absorption",
            [REDS, tables.party("blues", "predecessor"), BLUES | {"extent": "part"}],
            "moved to the row of who entered the absorption (blues in chg-merger)",
            ["whole", "part", "whole"],
        ),
    ],
)
def test_who_took_part_in_part_is_told_in_todays_way(
    tmp_path: Path, kind: str, parties: list[Row], told: str, extents: list[str]
) -> None:
    folder = write_dossier(tmp_path / "mine", older(kind, parties))
    assert problems_in(folder), "the rules of today refuse it"
    found = tidy(folder)
    assert any("change_parties.csv, line" in one and told in one for one in found.done), found.done
    assert problems_in(folder) == []
    rows = rows_of(folder / "change_parties.csv")
    by_group = {(row["role"], row["group_id"]): row["extent"] for row in rows}
    assert [by_group["result", "blues"]] == extents[-1:]
    assert sorted(by_group.values()) == sorted(extents)


def test_what_can_be_meant_in_several_ways_is_left_to_a_person(tmp_path: Path) -> None:
    parties = [
        REDS, tables.party("greens", "predecessor"), BLUES | {"extent": "part"},
    ]  # fmt: skip
    folder = write_dossier(tmp_path / "mine", older("merger", parties))
    found = tidy(folder)
    assert ["say of which predecessor" in one for one in found.left] == [True]
    assert sorted(row["extent"] for row in rows_of(folder / "change_parties.csv")) == [
        "part", "whole", "whole",
    ]  # fmt: skip


def test_right_changes_stay_as_they_are(tmp_path: Path) -> None:
    for kind, parties in (
        ("split", [REDS | {"extent": "part"}, BLUES]),
        ("split", [REDS, BLUES | {"extent": "part"}]),
        ("merger", [REDS | {"extent": "part", "component": "a wing"}, BLUES]),
        ("rename", [REDS, BLUES]),
    ):
        folder = write_dossier(tmp_path / "mine", older(kind, parties))
        assert problems_in(folder) == []
        tidy(folder)
        assert sorted(row["extent"] for row in rows_of(folder / "change_parties.csv")) == sorted(
            row["extent"] for row in parties
        )


def test_one_record_has_one_name_and_the_other_stays_a_name_of_what_it_is(tmp_path: Path) -> None:
    identities = [
        tables.identity("reds", name="Old Reds", valid_to="2016"),
        tables.identity("blues", name="New Reds", valid_from="2017"),
    ]
    folder = write_dossier(
        tmp_path / "mine", {**older("rename", [REDS, BLUES]), "identities": identities}
    )
    assert problems_in(folder)
    found = tidy(folder)
    assert (
        "identities.csv, line 2: one name for ucdp:actor:202, that of its last row: New Reds "
        "(it was 'Old Reds')."
    ) in found.done
    assert problems_in(folder) == []
    (alias,) = rows_of(folder / "aliases.csv")
    assert (alias["entity_id"], alias["alias"], alias["source"]) == ("reds", "Old Reds", "press")


def test_users_and_other_names_of_facilities_move_to_their_tables(tmp_path: Path) -> None:
    facility = tables.facility(users="blues;un", alt_names="Fort; The Old Camp; FORT")
    rows = older(
        "rename", [REDS, BLUES], facilities=[facility],
        users=[{"facility_id": "fac-camp", "user": "un", "valid_to": "2023", "sources": "press"}],
        aliases=[tables.alias("fac-camp", "the old camp")],
    )  # fmt: skip
    folder = write_dossier(tmp_path / "mine", rows)
    before = facts_in(folder)
    found = tidy(folder)
    header = (folder / "facilities.csv").read_text().splitlines()[0].split(",")
    assert {"users", "alt_names"}.isdisjoint(header)
    uses = [(row["user"], row["valid_to"]) for row in rows_of(folder / "users.csv")]
    assert uses == [("blues", ""), ("un", "2023")]
    names = [(row["alias"], row["source"]) for row in rows_of(folder / "aliases.csv")]
    assert names == [("Fort", ""), ("the old camp", "press")]
    told = "\n".join(found.done)
    assert "users moved to users.csv, without dates (blues of fac-camp)" in told
    assert "users that users.csv names with their dates left out here (un of fac-camp)" in told
    assert "other names moved to aliases.csv" in told
    after = facts_in(folder)
    assert before.relationships.keys() == after.relationships.keys()
    assert before.nodes.keys() == after.nodes.keys()


def test_nothing_moves_where_a_file_that_it_would_go_to_cannot_be_read(tmp_path: Path) -> None:
    rows = older("rename", [REDS, BLUES], facilities=[tables.facility(users="un")])
    folder = write_dossier(tmp_path / "mine", rows)
    (folder / "users.csv").write_text("facility_id,user,sources\nfac-camp,france\n")
    found = tidy(folder)
    assert [row["users"] for row in rows_of(folder / "facilities.csv")] == ["un"]
    assert ["users.csv, line 2" in one for one in found.left] == [True]


def test_a_killed_run_that_moved_and_did_not_leave_out_is_finished_by_the_next(
    tmp_path: Path,
) -> None:
    rows = older("rename", [REDS, BLUES], facilities=[tables.facility(users="un", alt_names="F")])
    folder = write_dossier(tmp_path / "mine", rows)
    plan = tidied(folder)
    order = list(plan.files)
    assert max(order.index("users.csv"), order.index("aliases.csv")) < order.index("facilities.csv")
    (folder / "users.csv").write_bytes(plan.files["users.csv"])
    tidy(folder)
    assert len(rows_of(folder / "users.csv")) == 1
    assert {name: (folder / name).read_bytes() for name in plan.files} == plan.files


def test_an_older_dossier_loads_and_the_load_says_what_stands_elsewhere_now(tmp_path: Path) -> None:
    facilities = [tables.facility(users="un", alt_names="Fort")]
    folder = write_dossier(tmp_path / "mine", older("rename", [REDS, BLUES], facilities=facilities))
    with open_store(tmp_path / "graph", "write") as store:
        told = load(Dossier(folder), store, "test").told
        assert told == (
            "1 row fills in alt_names of facilities.csv, which stands in aliases.csv now. It was "
            "read; graphq tidy moves it there.",
            "1 row fills in users of facilities.csv, which stands in users.csv now. It was read; "
            "graphq tidy moves it there.",
        )
        tidy(folder)
        again = load(Dossier(folder), store, "test")
    assert again.told == ()
    assert not again.counts.changed
