"""As of a day is as if nothing had been said, or had happened, since.

What always holds: an answer as of a day is the answer of a world from which everything said after
that day was taken out. Sources published later that state earlier facts are in both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graphq.cypher.ask.catalog import question
from graphq.graph.model.values import PartialDate
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.ingest import tables
from tests.ingest.tables import Row, write_dossier

World = dict[str, list[Row]]
FIRST, LATER, LAST = "inc-2019-03-10-gao", "inc-2019-06-01-gao", "inc-2020-02-01-gao"
CLAIMED_LATER: Final = "suspected"
"""In the world of a day the attribution of what nobody had claimed by then, and of nothing else."""
UNTOLD: Final = "Untold."
"""In the world of a day the summary of what was summed up later, since a row has to have one."""
TODAY: Final = date(2024, 1, 1)

WORLD: Final[World] = {
    "sources": [
        tables.source("press", published_on="2019-01-05"),
        tables.source("daily", published_on="2019-06-20"),
        tables.source("review", published_on="2020-03"),
        tables.source("yearbook", published_on="2021"),
        tables.source("wiki"),
    ],
    "groups": [
        tables.group("reds", founded="2015", dissolved="2020-05"),
        tables.group("blues"),
        tables.group("greens", founded="2019-05"),
    ],
    "people": [tables.person("boss", died="2019-09-12"), tables.person("heir")],
    "roles": [
        tables.role("boss", "reds", valid_from="2016", valid_to="2019-09-12", sources="daily"),
        tables.role("heir", "reds", valid_from="2019-10", sources="review"),
        tables.role("heir", "blues", type="member_of", role="deputy", valid_to="2019-07"),
    ],
    "relations": [
        tables.relation("reds", "blues", valid_from="2017", valid_to="2019-06-30"),
        tables.relation("reds", "greens", type="rival_of", valid_from="2019-08"),
    ],
    "changes": [
        tables.change("chg-old", date="2017-03-02", announced_on="2019-02",
                      summary="Told to be undone in July 2019."),
        tables.change("chg-new", name="Split", kind="split", date="2019-05-20"),
    ],
    "change_parties": [
        tables.party("reds", "predecessor", "chg-old"), tables.party("blues", "result", "chg-old"),
        tables.party("blues", "predecessor", "chg-new", extent="part"),
        tables.party("greens", "result", "chg-new"),
    ],
    "identities": [tables.identity("reds", valid_from="2017", valid_to="2019-12")],
    "facilities": [tables.facility(), tables.facility("fac-post", short_name="Post")],
    "reach": [{"from": "2015", "to": "2023"}],
    "incidents": [
        tables.incident(FIRST, date="2019-03-10", attribution="claimed",
                        claimed_by_ids="reds;blues", sources="press;review",
                        conflicts_note="Put to three by a text of 12 April 2019.",
                        summary="A camp was attacked, as claimed on 14 March.",
                        facility_id="fac-camp"),
        tables.incident(LATER, date="2019-06-01", sources="daily", facility_id="fac-post",
                        conflicts_note="Two or three."),
        tables.incident(LAST, date="2020-02-01", perpetrator_group_id="blues"),
    ],
    "claims": [
        tables.claim("reds", incident_id=FIRST, date="2019-03-14", sources="daily"),
        tables.claim("blues", incident_id=FIRST, date="2019-04", no_later_than="2019-04-20"),
        tables.claim("reds", incident_id=LATER, kind="denied", date="2019-06-05",
                     denies_group_id="blues"),
    ],
    "tallies": [
        tables.tally("tal-early", source="daily", group_id="reds", date_from="2019-01",
                     date_to="2019-06", count="2"),
        tables.tally("tal-late", source="review", group_id="reds", date_from="2019",
                     date_to="2019", count="5"),
    ],
    "counted_in": [
        {"incident_id": FIRST, "tally_id": "tal-early", "certainty": "yes"},
        {"incident_id": LATER, "tally_id": "tal-late", "certainty": "no",
         "note": "Not theirs.", "note_on": "2020-04-02"},
    ],
    "forces": [
        {"force_id": "blues", "name": "Blues", "headcount": "100", "as_of": "2018",
         "sources": "press"},
        {"force_id": "blues", "name": "Blues", "headcount": "90", "as_of": "2019-02",
         "sources": "review"},
    ],
    "remarks": [
        tables.remark(about, "Told once.", said_on="2019-03-20")
        for about in ("boss", "reds", "chg-old", FIRST, "tal-early")
    ] + [
        tables.remark(about, "Told again, of 7 August 2019.", said_on="")
        for about in ("boss", "blues", "chg-old", "tal-late", "predecessor-in:reds>chg-old",
                      f"claimed-by:{FIRST}>reds", "led:boss>reds:emir:2016",
                      "allied-with:reds>blues:2017")
    ],
}  # fmt: skip
"""Small, with something of every kind that can be said later than what it is about."""

ASKED: Final[list[tuple[str, dict[str, Any]]]] = [
    *((name, {"group": key, **more})
      for key in ("reds", "blues")
      for name, more in (("affiliations", {"ended": True}), ("leaders", {"ended": True}),
                         ("changes", {}), ("lineage", {}), ("claims", {}), ("claim-list", {}))),
    ("affiliations", {"group": "reds"}), ("leaders", {"group": "reds"}),
    ("claims", {}), ("claim-list", {}), ("incidents", {}),
    ("incidents", {"countedIn": "tal-early"}),
    ("incidents", {"attribution": ["claimed"]}), ("claim-list", {"attribution": ["claimed"]}),
    ("claims", {"attribution": ["claimed"]}), ("counts", {"attribution": ["claimed"]}),
    ("counts", {"by": "attribution"}), ("identities", {}), ("figures", {}), ("reconcile", {}),
    ("same-day", {}), ("tempo", {}), ("hotspots", {}), ("top-groups", {}),
    ("near-repeat", {"group": "reds"}),
    ("predecessor-strikes", {"group": "greens"}), ("predecessor-strikes", {"group": "blues"}),
    ("co-location", {"group": "blues"}),
    *((name, {"target": key})
      for key in ("fac-camp", "fac-post")
      for name in ("target-history", "exposure", "similar-targets", "warn", "nearby")),
    *(("sources", {"id": key}) for key in ("boss", "reds", "daily", "chg-old",
                                                             FIRST)),
]  # fmt: skip


def is_later(text: str, day: date) -> bool:
    """Whether a date can only be after the day; none is not."""
    return bool(text) and PartialDate.parse(text).span.first > day


def world_of(day: date) -> World:
    """The world without what can only have happened or been said after the day."""
    world = {name: [dict(row) for row in rows] for name, rows in WORLD.items()}
    published = {row["id"]: row.get("published_on", "") for row in world["sources"]}

    def keep(name: str, stays: Callable[[Row], bool]) -> None:
        world[name] = [row for row in world[name] if stays(row)]

    for name, columns in (
        ("groups", ("dissolved",)), ("people", ("died",)), ("roles", ("valid_to",)),
        ("relations", ("valid_to",)), ("identities", ("valid_to",)), ("changes", ("announced_on",)),
    ):  # fmt: skip
        for row in world[name]:
            row |= {column: "" for column in columns if is_later(row.get(column, ""), day)}
    for name in ("roles", "relations"):
        keep(name, lambda row: not is_later(row.get("valid_from", ""), day))
    for name in ("incidents", "changes"):
        keep(name, lambda row: not is_later(row["date"], day))
    there = {row["id"] for name in ("incidents", "changes") for row in world[name]}
    keep("change_parties", lambda row: row["change_id"] in there)
    gone = {
        (row["incident_id"], row["group_id"])
        for row in world["claims"]
        if row["kind"] == "claimed" and is_later(row["date"], day)
    }
    keep("claims", lambda row: row["incident_id"] in there and not is_later(row["date"], day))
    for row in world["claims"]:
        if is_later(row.get("no_later_than", ""), day):
            row["no_later_than"] = ""
    for row in world["incidents"]:
        claimants = [one for one in row.get("claimed_by_ids", "").split(";") if one]
        left = [one for one in claimants if (row["id"], one) not in gone]
        own = [one for one in claimants if one == row["perpetrator_group_id"]] or claimants
        if claimants and not set(own) & set(left):
            row["attribution"] = CLAIMED_LATER
        row["claimed_by_ids"] = ";".join(left)
        if "12 April 2019" in row.get("conflicts_note", "") and day < date(2020, 3, 1):
            # The newest of its sources is of March 2020.
            row |= {"conflicts_note": "", "summary": UNTOLD}
    for row in world["changes"]:
        if "July 2019" in row.get("summary", "") and day < date(2019, 7, 1):
            row["summary"] = ""
    keep("tallies", lambda row: not is_later(published[row["source"]], day)
         and not is_later(row["date_to"], day))  # fmt: skip
    keep("forces", lambda row: not is_later(published[row["sources"]], day))
    counts = {row["id"] for row in world["tallies"]}
    keep("counted_in", lambda row: row["tally_id"] in counts and row["incident_id"] in there)
    for row in world["counted_in"]:
        if is_later(row.get("note_on", ""), day):
            row |= {"note": "", "note_on": ""}
    stated = {row["id"] for rows in world.values() for row in rows if "id" in row}
    links = [f"claimed-by:{row['incident_id']}>{row['group_id']}" for row in world["claims"]]
    links += [f"predecessor-in:{row['group_id']}>{row['change_id']}"
              for row in world["change_parties"]]  # fmt: skip
    links += [
        row["about"] for row in world["remarks"] if row["about"].startswith(("led", "allied"))
    ]
    keep("remarks", lambda row: row["about"] in {*stated, *links}
         and not is_later(row["said_on"] or "2019-08-07", day))  # fmt: skip
    return world


def put(world: Mapping[str, Any], folder: Path) -> Path:
    """The graph of a world, in a folder."""
    with open_store(folder / "graph", "write") as store:
        load(Dossier(write_dossier(folder / "mine", world)), store, "test")
    return folder / "graph"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(put(WORLD, tmp_path_factory.mktemp("whole"))) as store:
        yield store


def rows_of(store: Store, name: str, asked: dict[str, Any], day: date) -> list[dict[str, Any]]:
    """The rows, in which what is not attributed by the day has one word in both worlds."""
    answer = question(name).ask(store, {**asked, "asOf": day}, TODAY)
    told = [
        {key: _same_word(value) for key, value in row.items() if key != CLAIMED_LATER}
        for row in answer.rows
    ]  # fmt: skip
    # The word decides where a row of a count stands.
    return sorted(told, key=repr) if name in ("claims", "counts") else told


def _same_word(value: Any) -> Any:
    if isinstance(value, list):
        return [_same_word(one) for one in value]
    if isinstance(value, dict):
        return {key: _same_word(one) for key, one in value.items()}
    if isinstance(value, str):
        value = value.replace(f" ({CLAIMED_LATER})", "")
    return None if value in ("not told by then", CLAIMED_LATER, UNTOLD) else value


_DATES: Final = (
    "date", "died", "founded", "dissolved", "published_on", "announced_on", "note_on", "said_on",
    "valid_from", "valid_to", "date_to",
)  # fmt: skip
BORDERS: Final = sorted(
    {
        PartialDate.parse(text).span.first
        for rows in WORLD.values()
        for row in rows
        for key, text in row.items()
        if text
        and (key in ("date", "died", "founded", "dissolved") or key.endswith(("_on", "_to")))
    }
    | {date(2019, 8, 7), date(2019, 4, 12), date(2019, 7, 1)}
)
DAYS: Final = st.builds(
    lambda border, days: border + timedelta(days=days),
    st.sampled_from(BORDERS),
    st.integers(min_value=-1, max_value=1),
)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(day=date(2019, 3, 13))
@example(day=date(2019, 4, 10))
@example(day=date(2019, 8, 6))
@given(day=DAYS)
def test_an_answer_as_of_a_day_is_that_of_a_world_without_what_was_said_since(
    whole: Store, day: date
) -> None:
    with TemporaryDirectory() as place:
        graph = put(world_of(day), Path(place))
        with open_store(graph) as then:
            for name, asked in ASKED:
                if asked.get("id", FIRST) == FIRST and day < date(2019, 3, 10):
                    # Who does not know of it cannot ask about it.
                    asked = {key: value for key, value in asked.items() if key != "id"}
                    if name == "sources":
                        continue
                if asked.get("id") == "chg-old" and day < date(2017, 3, 2):
                    continue
                if "countedIn" in asked and day < date(2019, 6, 20):
                    continue
                assert rows_of(whole, name, asked, day) == rows_of(then, name, asked, day), name


def test_the_worlds_differ(whole: Store) -> None:
    """What is compared is no empty world: each kind of later word is taken out of one of them."""
    before, after = world_of(date(2019, 3, 11)), world_of(date(2023, 1, 1))
    assert after == {name: [dict(row) for row in rows] for name, rows in WORLD.items()} | {
        "incidents": after["incidents"]
    }
    for name in ("incidents", "claims", "tallies", "remarks", "roles", "changes", "forces"):
        assert len(before[name]) < len(WORLD[name]), name
    assert before["incidents"][0]["attribution"] == CLAIMED_LATER
