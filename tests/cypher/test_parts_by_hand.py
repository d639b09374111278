"""Nothing of what a whole did comes down by a change in which only a part passed on, unless asked.

The world of the first tests: JAS was renamed ISWAP, all of it; ISWAP gave a wing to IS Sahel, which
is otherwise what ISGS became.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphq.cypher.ask.catalog import question
from graphq.graph.model.values import Extent
from graphq.graph.store import Store
from tests.cypher.build import Build

CHIBOK = (10.9, 12.8)
MENAKA = (15.9, 2.4)
BY_GROUP = ("incidents", "counts", "predecessor-strikes")
DAYS = ("2009-04", "2011-08-05", "2013", "2016-02", "2021-07")
"""When things happen in the worlds of the property: before, between and after their changes."""


def sahel(build: Build) -> None:
    """The changes and what the groups did before and after them."""
    build.change("renamed", "rename", "2015-03", ["JAS"], ["ISWAP"])
    build.change("sahel", "rename", "2022-03", ["ISGS", "ISWAP"], ["IS Sahel"], part=["ISWAP"])
    build.target("school", "school", at=CHIBOK)
    build.target("camp", "military-base", at=MENAKA)
    build.incident("chibok", "2014-04-14", "JAS", "school", at=CHIBOK)
    build.incident("metele", "2018-11-18", "ISWAP", at=CHIBOK)
    build.incident("inates", "2019-12-10", "ISGS", "camp", at=MENAKA)
    build.incident("own", "2022-05-22", "IS Sahel", "camp", at=MENAKA)


def told(build: Build, group: str, parts: bool = False) -> dict[str, set[str]]:
    """By question, the incidents that are told of the group and its predecessors."""
    given = {"group": group, "asOf": "2024", "parts": parts}
    build.write()
    answers = {
        name: question(name)
        .ask(build.store, given | ({"withPredecessors": True} if name != BY_GROUP[2] else {}))
        .rows
        for name in BY_GROUP
    }
    return {
        "incidents": {row["incidentId"] for row in answers["incidents"]},
        "counts": {key for row in answers["counts"] for key in row["incidentIds"]},
        "predecessor-strikes": {row["incidentId"] for row in answers["predecessor-strikes"]},
        "of whom": {row["incidentId"] + row["predecessor"] for row in answers[BY_GROUP[2]]},
    }


def said(build: Build, name: str, **given: Any) -> list[str]:
    """Every sentence of an answer on what was left out since only a part passed on."""
    build.write()
    answer = question(name).ask(build.store, {"asOf": "2024", **given})
    notes = [note for note in answer.notes if "--parts" in note]
    return notes + [row["partsLeftOut"] for row in answer.rows if row.get("partsLeftOut")]


def test_an_heir_of_a_part_has_nothing_of_what_the_whole_did(build: Build) -> None:
    sahel(build)
    found = told(build, "IS Sahel")
    assert found["incidents"] == found["counts"] == {"inates", "own"}
    assert found["predecessor-strikes"] == {"inates"}
    every, found = {"chibok", "metele", "inates"}, told(build, "IS Sahel", parts=True)
    assert found["incidents"] == found["counts"] == {*every, "own"}
    assert found["predecessor-strikes"] == every
    # What was renamed whole is the past of the whole.
    assert told(build, "ISWAP")["predecessor-strikes"] == {"chibok"}


def test_what_is_brought_in_is_marked(build: Build) -> None:
    sahel(build)
    rows = build.ask("incidents", group="IS Sahel", withPredecessors=True, parts=True)
    assert {row["incidentId"]: row["extent"] for row in rows} == {
        "chibok": "part", "metele": "part", "inates": "whole", "own": "own",
    }  # fmt: skip
    rows = build.ask("predecessor-strikes", group="IS Sahel", parts=True)
    assert {row["incidentId"]: row["extent"] for row in rows} == {
        "chibok": "part", "metele": "part", "inates": "whole",
    }  # fmt: skip


def test_lineage_shows_every_step_all_the_same(build: Build) -> None:
    sahel(build)
    rows = build.ask("lineage", group="IS Sahel")
    assert [(row["from"], row["to"], row["extent"]) for row in rows] == [
        ("ISGS", "IS Sahel", "whole"),
        ("ISWAP", "IS Sahel", "part"),
        ("JAS", "ISWAP", "whole"),
    ]


def test_the_sentence_names_whose_deeds_are_left_out_and_how_to_have_them(build: Build) -> None:
    sahel(build)
    both = (
        "Of ISWAP and JAS only a part passed on, so what the whole did is left out; --parts brings "
        "it in, marked part."
    )
    for name in ("incidents", "counts"):
        assert said(build, name, group="IS Sahel", withPredecessors=True) == [both]
        assert said(build, name, group="IS Sahel", withPredecessors=True, parts=True) == []
        assert said(build, name, group="ISWAP", withPredecessors=True) == []
        assert said(build, name, group="IS Sahel") == []
    assert said(build, "predecessor-strikes", group="IS Sahel") == [
        "2 by JAS and ISWAP (only a part passed on); --parts brings them in marked part"
    ]
    # Without a row nothing but a note can say so.
    (note,) = said(build, "predecessor-strikes", group="IS Sahel", targetType="school")
    assert note.startswith("Of JAS only a part passed on")
    assert said(build, "predecessor-strikes", group="IS Sahel", parts=True) == []


def test_parts_without_predecessors_are_told_to_be_nothing(build: Build) -> None:
    sahel(build)
    (note,) = said(build, "incidents", group="IS Sahel", parts=True)
    assert note.startswith("--parts goes with --with-predecessors")


def test_a_splinter_is_not_exposed_by_its_ancestors(build: Build) -> None:
    sahel(build)
    build.target("near-chibok", "hotel", at=CHIBOK)
    build.incident("raid", "2022-08-01", "IS Sahel", at=CHIBOK)
    given = {"target": "near-chibok", "asOf": "2023", "days": 3650}
    rows = {row["lineage"]: row for row in build.ask("exposure", **given) if row["scope"] == "near"}
    assert {name: row["incidents"] for name, row in rows.items()} == {
        "everyone": 3, "ISWAP": 2, "IS Sahel": 1,
    }  # fmt: skip
    assert rows["IS Sahel"]["partsLeftOut"] == (
        "2 incidents by ISWAP and JAS, of which only a part passed into it; --parts counts them"
    )
    rows = {
        row["lineage"]: row
        for row in build.ask("exposure", **given, parts=True)
        if row["scope"] == "near"
    }
    assert (rows["IS Sahel"]["incidents"], rows["IS Sahel"]["asPart"]) == (3, 2)


def test_a_strike_by_who_is_of_the_lineage_only_in_part_is_no_likeness(build: Build) -> None:
    sahel(build)
    build.target("here", "hotel", at=MENAKA)
    by_target = {row["target"]: row for row in build.ask("similar-targets", target="here")}
    assert {name: row["lineage"] for name, row in by_target.items()} == {"camp": 1.0, "school": 0.0}
    assert by_target["camp"]["partsLeftOut"] is None
    assert by_target["school"]["partsLeftOut"] == (
        "1 of 1 by groups of which only a part is of such a lineage; --parts counts them"
    )
    rows = build.ask("similar-targets", target="here", parts=True)
    assert [(row["lineage"], row["partsLeftOut"]) for row in rows] == [(1.0, None)] * 2


def test_one_nearby_is_told_as_of_the_lineage_in_part(build: Build) -> None:
    sahel(build)
    for group in ("JAS", "ISWAP", "ISGS", "IS Sahel"):
        build.incident(f"by-{group}", "2022-06-01", group, at=MENAKA)
    related = {row["group"]: row["related"] for row in build.ask("co-location", group="IS Sahel")}
    assert related == {
        "ISGS": "predecessor", "ISWAP": "predecessor in part", "JAS": "predecessor in part",
    }  # fmt: skip
    related = {row["group"]: row["related"] for row in build.ask("co-location", group="JAS")}
    assert related["IS Sahel"] == "successor in part"


def test_who_returns_to_an_old_name_is_not_what_it_had_become(build: Build) -> None:
    """A was renamed B, and a part of B went back to the name of A: what A does then is A's."""
    build.change("renamed", "rename", "2015-03", ["A"], ["B"])
    build.change("back", "split", "2016-08", ["B"], ["A"], part=["B"])
    build.target("here", "hotel", at=CHIBOK)
    build.target("inn", "hotel", at=(10.9, 12.9))
    build.target("far", "hotel", at=MENAKA)
    build.incident("first", "2014-01-01", "A", "far", at=MENAKA)
    build.incident("as-b", "2015-06-01", "B", at=CHIBOK)
    build.incident("again", "2018-01-01", "A", "far", at=MENAKA)
    given = {"target": "here", "asOf": "2020", "days": 3650}
    rows = {row["lineage"]: row for row in build.ask("exposure", **given)}
    assert {name: row["incidents"] for name, row in rows.items() if row["scope"] == "either"} == {
        "everyone": 3, "A": 2, "B": 2,
    }  # fmt: skip
    (inn,) = build.ask("warn", target="here", asOf="2020")
    assert [fact["id"] for fact in inn["onKind"]] == ["first"]
    # Before it was back, what it did under the old name was all the same B's.
    (inn,) = build.ask("warn", target="here", asOf="2016-07")
    assert [fact["id"] for fact in inn["onKind"]] == ["first"]


def test_two_renames_forth_and_back_leave_the_first_as_the_last(build: Build) -> None:
    build.change("forth", "rename", "2012-01-01", ["A"], ["B"])
    build.change("back", "rename", "2015-01-01", ["B"], ["A"])
    build.target("here", "hotel", at=CHIBOK)
    build.incident("as-a", "2011-01-01", "A", at=CHIBOK)
    build.incident("as-b", "2013-01-01", "B", at=CHIBOK)
    rows = build.ask("exposure", target="here", asOf="2019", days=3650)
    assert {row["lineage"] for row in rows if row["scope"] == "near"} == {"everyone", "A"}
    assert {row["incidents"] for row in rows if row["scope"] == "near"} == {2}
    rows = build.ask("exposure", target="here", asOf="2014", days=3650)
    assert {row["lineage"] for row in rows if row["scope"] == "near"} == {"everyone", "B"}


def split(build: Build, way: str) -> None:
    """A splits, whole into parts, as a part into wholes, or both, and goes on."""
    entered, left = {
        "part of the group": (Extent.PART, Extent.WHOLE),
        "parts came out": (Extent.WHOLE, Extent.PART),
        "both": (Extent.PART, Extent.PART),
    }[way]
    build.change("split", "split", "2012", ["A"], ["B", "C"], part=["A"])
    for key, link in list(build.links.items()):
        if link.TYPE in ("PREDECESSOR_IN", "RESULTED_IN"):
            extent = entered if link.TYPE == "PREDECESSOR_IN" else left
            component = "a wing" if extent == Extent.PART else None
            build.links[key] = link.model_copy(update={"extent": extent, "component": component})
    build.incident("by-a", "2010-01-01", "A", at=CHIBOK)
    build.incident("by-b", "2013-01-01", "B", at=CHIBOK)


@pytest.mark.parametrize("name", ["lineage", "predecessor-strikes", "incidents", "counts"])
@pytest.mark.parametrize("parts", [False, True])
def test_a_split_gives_the_same_answers_whichever_side_says_part(
    build: Build, name: str, parts: bool
) -> None:
    given = {"group": "B", "parts": parts, "withPredecessors": True}
    declared = question(name).header.parameters
    given = {key: value for key, value in given.items() if key in declared}
    found = []
    for way in ("part of the group", "parts came out", "both"):
        build.nodes.clear()
        build.links.clear()
        build.store.write([("MATCH ()-[r]->() DELETE r", {}), ("MATCH (n) DELETE n", {})])
        build.__post_init__()
        split(build, way)
        found.append(build.ask(name, **given))
    assert found[0] == found[1] == found[2]
    if name != "lineage":
        assert ("by-a" in str(found[0])) == parts


def test_a_part_that_is_a_group_of_its_own_brings_down_what_it_did(build: Build) -> None:
    build.groups("Wing")
    build.change("split", "split", "2012", ["A"], ["B"], part=["A"])
    for key, link in list(build.links.items()):
        if link.TYPE == "PREDECESSOR_IN":
            build.links[key] = link.model_copy(update={"component_id": "Wing"})
    build.incident("by-the-whole", "2010-01-01", "A")
    build.incident("by-the-wing", "2010-01-02", "Wing")
    assert told(build, "B")["incidents"] == {"by-the-wing"}
    rows = build.ask("lineage", group="B")
    assert {row["from"]: row["extent"] for row in rows} == {"A": "part", "Wing": "whole"}


CHANGES = st.lists(
    st.tuples(
        st.sampled_from("abcde"),
        st.sampled_from("abcde"),
        st.sampled_from(["2010", "2012-05", "2014-01-01", "2020"]),
        st.booleans(),
    ).filter(lambda one: one[0] != one[1]),
    min_size=1,
    max_size=5,
)
DEEDS = st.lists(
    st.tuples(
        st.lists(st.sampled_from("abcde"), min_size=1, max_size=2, unique=True),
        st.sampled_from(DAYS),
    ),
    max_size=8,
)


def reached_whole(changes: list[Any], group: str) -> set[str]:
    """Who can have come down to the group by changes of which each was of a whole, in any order."""
    found, new = {group}, [group]
    while new:
        at = new.pop()
        for before, after, _, part in changes:
            if after == at and not part and before not in found:
                found.add(before)
                new.append(before)
    return found


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=CHANGES, deeds=DEEDS)
def test_nothing_passes_along_a_chain_with_a_part_in_it(
    empty_store: Store, changes: list[Any], deeds: list[Any]
) -> None:
    """And the sentence is there exactly where parts would bring in more."""
    empty_store.write([("MATCH ()-[r]->() DELETE r", {}), ("MATCH (n) DELETE n", {})])
    build = Build(empty_store)
    build.groups(*"abcde")
    for number, (before, after, when, part) in enumerate(changes):
        build.change(f"c{number}", "merger", when, [before], [after], [before] if part else [])
    for number, (doers, when) in enumerate(deeds):
        build.incident(f"i{number}", when, doers)
    build.write()
    for group in "abcde":
        whole = reached_whole(changes, group)
        plain, parts = told(build, group), told(build, group, parts=True)
        for name in BY_GROUP:
            by = [deeds[int(key[1:])][0] for key in plain[name]]
            assert all(whole & set(doers) for doers in by), (name, group)
            assert plain[name] <= parts[name]
            # Each predecessor's strikes are told apart, also where two did it together.
            apart = "of whom" if name == "predecessor-strikes" else name
            given = {} if name == "predecessor-strikes" else {"withPredecessors": True}
            assert bool(said(build, name, group=group, **given)) == (plain[apart] != parts[apart])
