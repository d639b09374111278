"""The jnim dossier as facts: complete, cited, and captioned so that a picture shows them whole."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from graphq.graph.model.declared import NODES
from graphq.graph.model.facts import NAME_LENGTH, Node
from graphq.graph.model.geo import cell
from graphq.graph.model.nodes import Incident, Location, Name, Source, Tally, Target
from graphq.graph.model.relationships import (
    ClaimedBy,
    LocatedIn,
    Names,
    OccurredAt,
    PerpetratedBy,
    PredecessorIn,
    ReportedBy,
    UsedBy,
)
from graphq.ingest.facts import Facts
from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.ingest.sources.dossier.tables import TABLES
from tests.ingest import tables
from tests.ingest.tables import facts_of, good, of_type

JNIM = Dossier.find("jnim")
# Names and containment come from the rows themselves or from gazetteers; what a count counts is
# the compiler's own judgement, told in its note.
UNCITED_NODES = {"Source", "Location", "Name", "User", "IngestRun", "Remark"}
UNCITED_TYPES = {"REPORTED_BY", "NAMES", "ABOUT", "COUNTED_IN"}


@pytest.fixture(scope="module")
def jnim() -> Facts:
    facts, problems = JNIM.check({})
    assert problems == []
    return facts


def table(name: str) -> list[dict[str, str]]:
    with (JNIM.folder / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def labelled(facts: Facts, label: str) -> list[Node]:
    return [node for node in facts.nodes.values() if label == node.LABEL]


def test_every_row_of_every_table_of_things_is_a_node(jnim: Facts) -> None:
    for name, label in {
        "sources": "Source", "groups": "Group", "people": "Person", "changes": "ChangeEvent",
        "facilities": "Target", "incidents": "Incident", "assessments": "Assessment",
    }.items():  # fmt: skip
        assert {node.id for node in labelled(jnim, label)} == {row["id"] for row in table(name)}
    published = len(table("tallies")) + len(table("forces"))
    assert len(labelled(jnim, "Tally")) == published


def test_every_row_of_every_table_of_links_is_a_relationship(jnim: Facts) -> None:
    types = [link.TYPE for link in jnim.relationships.values()]
    assert sum(types.count(kind) for kind in ("LED", "MEMBER_OF")) == len(table("roles"))
    assert sum(types.count(kind) for kind in ("PREDECESSOR_IN", "RESULTED_IN")) == len(
        table("change_parties")
    )
    assert sum(
        types.count(kind)
        for kind in (
            "PART_OF", "AFFILIATED_WITH", "ALLIED_WITH", "PLEDGED_TO", "RIVAL_OF", "ENEMY_OF",
        )
    ) == len(table("relations"))  # fmt: skip
    assert types.count("COUNTED_IN") == len(table("counted_in"))
    assert types.count("OCCURRED_AT") == len(table("incidents"))
    assert types.count("RATES") == len(table("ratings"))


def test_every_caption_fits_a_picture(jnim: Facts) -> None:
    assert {
        node.id: node.name
        for node in jnim.nodes.values()
        if not 1 <= len(node.name) <= NAME_LENGTH or node.name != node.name.strip()
    } == {}


def test_both_ends_of_every_relationship_are_there(jnim: Facts) -> None:
    for link in jnim.relationships.values():
        assert link.start_label == jnim.nodes[link.start].LABEL, link.id
        assert link.end_label == jnim.nodes[link.end].LABEL, link.id


def test_every_fact_has_sources_and_they_exist(jnim: Facts) -> None:
    sources = {node.id for node in labelled(jnim, "Source")}
    bare = [node.id for node in jnim.nodes.values() if not node.sources]
    assert {jnim.nodes[key].LABEL for key in bare} <= UNCITED_NODES
    bare_links = [link for link in jnim.relationships.values() if not link.sources]
    assert {
        link.TYPE
        for link in bare_links
        if not (isinstance(link, LocatedIn) and link.start_label == "Location")
    } <= UNCITED_TYPES
    for fact in [*jnim.nodes.values(), *jnim.relationships.values()]:
        assert set(fact.sources) <= sources, fact.id
        assert set(getattr(fact, "disputed_by", ())) <= sources, fact.id


def test_every_cited_node_is_tied_to_each_of_its_sources(jnim: Facts) -> None:
    tied: dict[str, set[str]] = {}
    for link in of_type(jnim, ReportedBy):
        tied.setdefault(link.start, set()).add(link.end)
    assert tied == {
        node.id: set(node.sources)
        for node in jnim.nodes.values()
        if node.sources and node.LABEL in ReportedBy.START
    }


def test_a_gazetteer_is_not_cited_for_who_did_it(jnim: Facts) -> None:
    gazetteers = {
        node.id for node in labelled(jnim, "Source") if cast(Source, node).kind == "gazetteer"
    }
    assert gazetteers
    # Some rows do name one among their sources: it gave them their coordinate.
    assert any(gazetteers & set(row["sources"].split(";")) for row in table("incidents"))
    told = [
        fact
        for fact in [*labelled(jnim, "Incident"), *of_type(jnim, PerpetratedBy),
                     *of_type(jnim, ClaimedBy), *of_type(jnim, OccurredAt)]
        if gazetteers & set(fact.sources)
    ]  # fmt: skip
    assert told == []
    placed = [cast(Incident, node) for node in labelled(jnim, "Incident")]
    assert any((i.coordinate_source or "").split(":")[0] in gazetteers for i in placed)


def test_a_coordinate_comes_with_its_cell_and_its_source(jnim: Facts) -> None:
    for label in ("Incident", "Target"):
        for node in labelled(jnim, label):
            found = cast("Incident | Target", node)
            known = found.latitude is not None
            assert (found.longitude is not None, found.coordinate_source is not None) == (
                known, known,
            )  # fmt: skip
            if found.latitude is not None and found.longitude is not None:
                assert found.cell == cell(found.latitude, found.longitude)
            else:
                assert found.cell is None


def test_places_form_a_tree_under_their_country(jnim: Facts) -> None:
    links = [link for link in of_type(jnim, LocatedIn) if link.start_label == "Location"]
    above = {link.start: link.end for link in links}
    assert len(above) == len(links)
    for node in labelled(jnim, "Location"):
        location = cast(Location, node)
        top, steps = location.id, 0
        while top in above and steps < 5:
            top, steps = above[top], steps + 1
        assert cast(Location, jnim.nodes[top]).level == "country"
        assert cast(Location, jnim.nodes[top]).country == location.country


def test_every_group_person_and_target_has_its_own_name(jnim: Facts) -> None:
    named: dict[str, set[str]] = {}
    for link in of_type(jnim, Names):
        name = cast(Name, jnim.nodes[link.start])
        named.setdefault(link.end, set()).add(name.quality)
    for label in ("Group", "Person", "Target", "Location"):
        for node in labelled(jnim, label):
            assert "own" in named[node.id], node.id


def test_the_same_dossier_gives_the_same_facts(jnim: Facts) -> None:
    again, _ = JNIM.check({})
    assert again.nodes == jnim.nodes
    assert again.relationships == jnim.relationships
    assert set(NODES) >= {node.LABEL for node in again.nodes.values()}


SPANS = [
    ({"date": "2019-07-22"}, date(2019, 7, 22), date(2019, 7, 22)),
    ({"date": "2019-07-22", "end_date": "2019-07-24"}, date(2019, 7, 22), date(2019, 7, 24)),
    ({"date": "2020-02", "date_precision": "month"}, date(2020, 2, 1), date(2020, 2, 29)),
    ({"date": "2019", "date_precision": "year"}, date(2019, 1, 1), date(2019, 12, 31)),
    # A week is known to three days either side of the day deduced.
    ({"date": "2017-05-08", "date_precision": "week"}, date(2017, 5, 5), date(2017, 5, 11)),
]


@pytest.mark.parametrize(("cells", "first", "last"), SPANS)
def test_a_date_spans_every_day_that_it_can_mean(
    tmp_path: Path, cells: dict[str, str], first: date, last: date
) -> None:
    rows = good()
    rows["incidents"] = [tables.incident(**cells)]
    found = cast(Incident, facts_of(tmp_path, rows).nodes["inc-2019-07-22-gao"])
    assert (found.first_day, found.last_day) == (first, last)
    assert (found.date, found.date_precision) == (
        cells["date"],
        cells.get("date_precision", "day"),
    )


def test_a_long_place_is_cut_in_the_caption_and_whole_in_the_text(tmp_path: Path) -> None:
    rows = good()
    place = "Forward operating base of the northern sector"
    rows["incidents"] = [tables.incident(location_name=place)]
    found = cast(Incident, facts_of(tmp_path, rows).nodes["inc-2019-07-22-gao"])
    assert found.name == "Forward operating… 2019-07-22"
    assert found.place_text == place


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"location_name": "Gao", "geo_precision": "admin1"}, "loc-ml-gao"),
        ({"location_name": "Tarkint", "geo_precision": "admin1"}, "loc-ml-gao-place-tarkint"),
        ({"location_name": "north", "geo_precision": "country", "admin1": ""}, "loc-ml"),
        (
            {"location_name": "Soum province", "geo_precision": "admin2", "admin2": "Soum"},
            "loc-ml-gao-unit-soum",
        ),
    ],
)
def test_an_incident_lies_no_deeper_than_its_place_is_known(
    tmp_path: Path, cells: dict[str, str], place: str
) -> None:
    rows = good()
    rows["incidents"] = [tables.incident(**cells)]
    facts = facts_of(tmp_path, rows)
    (where,) = of_type(facts, OccurredAt)
    assert where.end == place
    assert where.precision == cells["geo_precision"]


def test_units_are_told_by_id_whatever_their_spelling_and_by_the_place_where_no_row_names_them(
    tmp_path: Path,
) -> None:
    rows = good()
    spelled = [("Centre-Nord", "Sanmatenga"), ("Centre Nord", ""), ("Centre-Nord Region", "")]
    keys = ["inc-2019-07-22-gao", "inc-1", "inc-2"]
    rows["incidents"] = [
        tables.incident(id=key, admin1=unit, admin2=district, location_name="Barsalogho")
        for key, (unit, district) in zip(keys, spelled, strict=True)
    ]
    facts = facts_of(tmp_path, rows)
    found = [cast(Incident, facts.nodes[key]) for key in keys]
    assert {one.admin1_id for one in found} == {"loc-ml-centrenord"}
    assert {one.admin2_id for one in found} == {"loc-ml-centrenord-unit-sanmatenga"}
    assert [one.admin1 for one in found] == [unit for unit, _ in spelled]
    assert facts.nodes["loc-ml-centrenord"].LABEL == "Location"


def test_users_without_dates_are_groups_and_words(tmp_path: Path) -> None:
    rows = good()
    rows["facilities"], rows["users"] = [tables.facility(users="reds;civil")], []
    facts = facts_of(tmp_path, rows)
    uses = of_type(facts, UsedBy)
    assert {(use.end, use.valid_from, use.valid_to) for use in uses} == {
        ("reds", None, None), ("user:civil", None, None),
    }  # fmt: skip
    assert facts.nodes["user:civil"].name == "civil"


def test_a_dated_use_goes_before_the_same_without_dates(tmp_path: Path) -> None:
    rows = good()
    rows["facilities"] = [tables.facility(users="reds;civil")]
    rows["users"] = [
        {"facility_id": "fac-camp", "user": "reds", "valid_to": "2019", "sources": "press"},
        {"facility_id": "fac-camp", "user": "un", "valid_from": "2020-03", "sources": "press"},
    ]
    uses = {use.end: use for use in of_type(facts_of(tmp_path, rows), UsedBy)}
    assert uses.keys() == {"reds", "user:civil", "user:un"}
    assert uses["reds"].valid_to_last == date(2019, 12, 31)
    assert uses["user:un"].valid_from_first == date(2020, 3, 1)
    assert all(use.sources == ("press",) for use in uses.values())


def test_what_a_dossier_covers_is_told_and_is_no_fact(tmp_path: Path) -> None:
    rows = good()
    rows["reach"] = [
        {"from": "2012", "to": "2024-09", "countries": "ML;NE"},
        {"to": "2023", "countries": ""},
    ]
    without = len(facts_of(tmp_path / "without", good()))
    facts = facts_of(tmp_path / "with", rows)
    assert len(facts) == without
    assert [one.text for one in facts.covers] == [
        "2012-01-01/2024-09-30 ML NE", "/2023-12-31",
    ]  # fmt: skip


def names_of(facts: Facts, entity: str) -> dict[str, str]:
    return {
        cast(Name, facts.nodes[link.start]).text: cast(Name, facts.nodes[link.start]).quality
        for link in of_type(facts, Names)
        if link.end == entity
    }


def test_parentheses_give_a_group_other_names_but_not_those_of_places(tmp_path: Path) -> None:
    rows = good()
    told = {
        "reds": "Red State (RS, RSIL)",
        "blues": "Operation Blue (France)",
        "greens": "Greens (Ivory Coast / Gao; Green Front)",
        "greys": "Greys (unit named by Mali)",
    }
    rows["groups"] = [tables.group(key, name=name) for key, name in told.items()]
    rows["aliases"] = [tables.alias("blues", "Les Bleus (Mali, LB)", quality="former")]
    rows["people"] = [tables.person("boss", name="Mister Boss (Abu Boss)", short_name="Abu Boss")]
    facts = facts_of(tmp_path, rows)
    assert names_of(facts, "reds") == {
        "Reds": "own", "Red State (RS, RSIL)": "own", "Red State": "own",
        "RS": "strong", "RSIL": "strong",
    }  # fmt: skip
    assert names_of(facts, "blues") == {
        "Blues": "own", "Operation Blue (France)": "own", "Operation Blue": "own",
        "Les Bleus (Mali, LB)": "former", "Les Bleus": "former", "LB": "former",
    }  # fmt: skip
    assert names_of(facts, "greens") == {
        "Greens": "own", "Greens (Ivory Coast / Gao; Green Front)": "own", "Green Front": "strong",
    }  # fmt: skip
    assert set(names_of(facts, "greys")) == {"Greys", "Greys (unit named by Mali)"}
    assert names_of(facts, "boss")["Abu Boss"] == "own"


def test_a_spelling_rests_on_the_sources_of_all_rows_that_write_it(tmp_path: Path) -> None:
    rows = good()
    rows["sources"] += [tables.source("daily"), tables.source("radio")]
    rows["aliases"] = [
        tables.alias("reds", "The Scarlets"),
        tables.alias("reds", "THE SCARLETS", source="daily", lang="fr/Latn"),
        tables.alias("reds", "the scarlets.", source="press"),
        tables.alias("reds", "Reds", source="radio", quality="weak"),
    ]
    facts = facts_of(tmp_path, rows)
    scarlets = cast(Name, facts.nodes["name:reds:thescarlets"])
    assert (scarlets.text, scarlets.sources) == ("The Scarlets", ("press", "daily"))
    tied = {link.end for link in of_type(facts, ReportedBy) if link.start == scarlets.id}
    assert tied == {"press", "daily"}
    own = cast(Name, facts.nodes["name:reds:reds"])
    assert (own.quality, own.sources) == ("own", ("radio",))


def test_a_record_rests_on_the_sources_of_all_rows_that_tell_of_it(tmp_path: Path) -> None:
    rows = good()
    rows["sources"].append(tables.source("daily"))
    rows["identities"] = [
        tables.identity("reds", valid_to="2016", sources="daily"),
        tables.identity("blues", valid_from="2017"),
    ]
    facts = facts_of(tmp_path, rows)
    assert facts.nodes["record:ucdp:actor:202"].sources == ("daily", "press")


def test_a_headcount_says_whose_force_it_is(tmp_path: Path) -> None:
    rows = good()
    rows["forces"][0]["country_or_mission"] = "Blueland"
    facts = facts_of(tmp_path, rows)
    (counted,) = [
        cast(Tally, node) for key, node in facts.nodes.items() if key.startswith("force:")
    ]
    assert counted.country_or_mission == "Blueland"


def test_parentheses_give_a_facility_no_name(tmp_path: Path) -> None:
    rows = good()
    rows["facilities"] = [
        tables.facility(name="Army post (Sanmatenga)", alt_names="Camp 101 (Airport)")
    ]
    rows["aliases"] = [tables.alias("fac-camp", "The fort (Fada)")]
    assert names_of(facts_of(tmp_path, rows), "fac-camp") == {
        "Camp": "own", "Army post (Sanmatenga)": "own", "Army post": "own",
        "Camp 101 (Airport)": "strong", "Camp 101": "strong",
        "The fort (Fada)": "strong", "The fort": "strong",
    }  # fmt: skip


def test_no_group_person_or_facility_answers_to_the_name_of_a_country(jnim: Facts) -> None:
    places = {
        cast(Name, jnim.nodes[link.start]).key
        for link in of_type(jnim, Names)
        if link.end_label == "Location" and cast(Location, jnim.nodes[link.end]).level == "country"
    }
    others = {
        cast(Name, jnim.nodes[link.start]).key
        for link in of_type(jnim, Names)
        if link.end_label != "Location"
    }
    assert places & others == set()


def test_a_country_is_also_known_by_the_other_name_that_it_is_called_by(jnim: Facts) -> None:
    assert names_of(jnim, "loc-ci")["Ivory Coast"] == "strong"
    assert names_of(jnim, "loc-bf")["Burkina"] == "strong"


def test_names_that_titles_of_sources_use_are_aliases(jnim: Facts) -> None:
    assert names_of(jnim, "al-qaeda")["Al Qaeda"] == "strong"
    assert names_of(jnim, "aqim")["Al-Qaeda in North Africa"] == "weak"


def test_what_only_a_published_count_knows_of_is_a_placeholder(jnim: Facts) -> None:
    marked = {node.id for node in labelled(jnim, "Incident") if cast(Incident, node).placeholder}
    assert marked == {"inc-2019-01-soum-2", "inc-2019-07-22-gao-b"}
    rest = {cast(Incident, node).placeholder for node in labelled(jnim, "Incident")} - {True}
    assert rest == {None}


def test_the_readme_names_every_table_with_its_number_of_rows() -> None:
    told = (JNIM.folder / "README.md").read_text(encoding="utf-8")
    found: dict[str, int] = {}
    for line in told.splitlines():
        if line.startswith("| ") and ".csv" in line:
            files, numbers = (cell.split(",") for cell in line.strip("|").split("|")[:2])
            found |= {
                file.strip(): int(number) for file, number in zip(files, numbers, strict=True)
            }
    names = [name for name, table_ in TABLES.items() if (JNIM.folder / table_.file).exists()]
    assert found == {TABLES[name].file: len(table(name)) for name in names}
    assert len(names) == len(list(JNIM.folder.glob("*.csv")))


@pytest.mark.parametrize(
    ("component", "own", "known", "told"),
    [
        ("a wing", False, set(), ("a wing", None)),
        ("wing", True, set(), ("Wing", "mine/wing")),
        ("wing", False, {"wing"}, ("wing", "wing")),
        ("wing", False, set(), ("wing", None)),
    ],
)
def test_a_component_is_a_group_where_it_is_the_id_of_one(
    component: str, own: bool, known: set[str], told: tuple[str, str | None], tmp_path: Path
) -> None:
    rows = good()
    rows["groups"] += [tables.group("wing")] if own else []
    rows["change_parties"][0] |= {"extent": "part", "component": component}
    facts, problems = Dossier(tables.write_dossier(tmp_path / "mine", rows)).check(
        {"groups": known}
    )
    assert problems == []
    (party,) = of_type(facts, PredecessorIn)
    assert (party.component, party.component_id) == told
