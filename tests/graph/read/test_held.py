"""What had happened and held on a day, gone through without keeping it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from graphq.cypher.ask.part import held_on
from graphq.graph.opening import open_store
from graphq.graph.read.held import HeldOn, held, told_by
from graphq.graph.read.part import Gathered, Whole
from graphq.graph.records import NodeRecord, RelationshipRecord

DAY = date(2018, 6, 30)


def test_a_streamed_part_as_of_a_day_is_the_same_as_one_in_memory(jnim_folder: Path) -> None:
    with open_store(jnim_folder) as store:
        whole = Whole(store)
        gathered = Gathered(
            {node.id: node for node in whole.nodes()},
            {str(link.properties["id"]): link for link in whole.relationships()},
        )
        kept = held_on(gathered, DAY)
        streamed = HeldOn(whole, DAY)
        # Relationships first: which nodes are left out is found then.
        links = {str(link.properties["id"]) for link in streamed.relationships()}
        nodes = {node.id for node in streamed.nodes()}
    assert nodes == set(kept.by_id)
    assert links == set(kept.links)
    assert 0 < len(nodes) < len(gathered.by_id)
    later = [n.properties["firstDay"] for n in kept.by_id.values() if "firstDay" in n.properties]
    assert max(later) <= DAY


def test_a_claim_or_a_denial_is_there_from_the_first_day_on_which_it_can_have_been_made(
    jnim_folder: Path,
) -> None:
    guire, boulkessi = "claimed-by:inc-2019-04-21-guire>jnim", "inc-2017-03-05-boulikessi"
    with open_store(jnim_folder) as store:
        whole = Whole(store)
        links = {str(link.properties["id"]): link for link in whole.relationships()}
    assert not held(links[guire], date(2019, 4, 22))
    assert held(links[guire], date(2019, 4, 23))
    claim = links[f"claimed-by:{boulkessi}>jnim"]
    assert [held(claim, date(2017, 3, day)) for day in (8, 9)] == [False, True]
    # Where only a last day is known, it can have been said from the incident on.
    assert held(links["denied-by:inc-2021-06-05-solhan>jnim"], date(2021, 6, 5))
    denial = links["denied-by:inc-2021-06-05-solhan>jnim"]
    dated = {**denial.properties, "deniedOnFirst": date(2021, 6, 8)}
    later = RelationshipRecord(denial.type, dated, denial.start, denial.end)
    assert [held(later, date(2021, 6, day)) for day in (7, 8)] == [False, True]


def test_what_came_to_be_known_later_is_left_out_and_the_rest_is_as_it_was() -> None:
    said = {
        "id": "x", "died": "2018-07", "dissolved": "2018", "founded": "2011", "validTo": "2019",
        "validToFirst": date(2019, 1, 1), "validToLast": date(2019, 12, 31), "summary": "Later.",
        "summaryOnFirst": date(2018, 7, 1), "conflicts": "Before.",
        "conflictsOnFirst": date(2018, 6, 30), "claimedOn": "2018-06-29 to 2018-07-02",
        "claimedOnLast": date(2018, 7, 2),
    }  # fmt: skip
    assert told_by(said, DAY) == {
        "id": "x", "dissolved": "2018", "founded": "2011", "conflicts": "Before.",
        "conflictsOnFirst": date(2018, 6, 30), "claimedOn": "2018-06-29",
    }  # fmt: skip
    assert told_by({"claimedOn": "by 2018-07-02", "claimedOnLast": date(2018, 7, 2)}, DAY) == {}
    month = {"claimedOn": "2018-06", "claimedOnLast": date(2018, 6, 30)}
    assert told_by(month, date(2018, 6, 5)) == month
    assert told_by(said, date(2020, 1, 1)) == said


def test_what_went_on_beyond_the_day_was_going_on() -> None:
    siege = {"date": "2018-06-29", "datePrecision": "day", "lastDay": date(2018, 7, 3)}
    assert told_by(siege, DAY)["lastDay"] == DAY
    # Of a month the span is the date's own.
    month = {"date": "2018-06", "datePrecision": "month", "lastDay": date(2018, 6, 30)}
    assert told_by(month, date(2018, 6, 5)) == month


def test_an_attribution_that_rests_on_later_claims_is_of_nobodys_word() -> None:
    part = Gathered()
    claimed = {"attribution": "claimed", "firstDay": date(2018, 6, 1)}
    part.add(
        [
            NodeRecord(
                ("Incident",), {"id": "i", **claimed, "attributedOnFirst": date(2018, 7, 1)}
            ),
            NodeRecord(("Incident",), {"id": "j", **claimed}),
            NodeRecord(("Group",), {"id": "g"}),
        ]
    )
    for key in ("i", "j"):
        done = {"id": f"by:{key}", "attribution": "claimed"}
        part.links[key] = RelationshipRecord("PERPETRATED_BY", done, key, "g")
    kept = HeldOn(part, DAY)
    words = {node.id: node.properties.get("attribution") for node in kept.nodes()}
    assert words == {"i": None, "j": "claimed", "g": None}
    assert [link.properties.get("attribution") for link in kept.relationships()] == [
        None, "claimed",
    ]  # fmt: skip


def test_what_can_only_have_been_said_later_is_not_there_nor_what_ties_it() -> None:
    part = Gathered()
    for key, label, day in (("now", "Remark", DAY), ("then", "Remark", date(2018, 7, 1)),
                            ("count", "Tally", date(2018, 7, 1))):  # fmt: skip
        part.add(NodeRecord((label,), {"id": key, "saidOnFirst": day}))
        part.links[key] = RelationshipRecord("ABOUT", {"id": f"about:{key}"}, key, "g")
    part.add([NodeRecord(("Remark",), {"id": "undated"}), NodeRecord(("Group",), {"id": "g"})])
    kept = HeldOn(part, DAY)
    assert [node.id for node in kept.nodes()] == ["now", "undated", "g"]
    assert [link.start for link in kept.relationships()] == ["now"]
