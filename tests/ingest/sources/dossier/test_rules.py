"""Every rule of every table rejects its own counter-example, and nothing of a dossier in order.

What always holds: a table that is added brings its counter-examples along. A test module beside
this one may state `COUNTER_EXAMPLES`, and in `ROWS` right rows of tables that `good` has none of.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.ingest.sources.dossier.read import read_dossier
from graphq.ingest.sources.dossier.rules import EVERY_TABLE
from graphq.ingest.sources.dossier.table import DossierRows, DossierTable, Rule
from graphq.ingest.sources.dossier.tables import TABLES
from tests.ingest import tables
from tests.ingest.sources import dossier
from tests.ingest.tables import Row, Tables, good, write_dossier

Change = Mapping[str, Row | list[Row]]
"""What differs from the dossier in order: cells of the last row of a table, or all its rows."""

NO_SECURITY: Final = {"note": "Behind the fence"}
SCORED: Final = {"criticality": ""}
MIRROR: Final = {"seen_at": "A mirror", "url": "https://mirror.example/a"}
COUNTER_EXAMPLES: Final[Mapping[str, Mapping[str, Sequence[Change]]]] = {
    "sources": {
        "An original is for": [{"sources": {"original": "https://press.example/a"}}],
        "What was seen at its publisher's": [
            {"sources": {"seen_at": "the press"}},
            {"sources": {**MIRROR, "original": "https://mirror.example/a"}},
            {"sources": {**MIRROR, "original": "A mirror"}},
        ],
    },
    "groups": {
        "dissolved is not before founded": [
            {"groups": {"founded": "2017", "dissolved": "2016-12-31"}}
        ]
    },
    "aliases": {
        "Of the names of a facility": [
            {"aliases": {"entity_id": "fac-camp", "alias": "Camp behind the fence"}}
        ],
        "alias has a letter": [{"aliases": {"alias": "…"}}],
        "Spellings that only case": [
            {
                "aliases": [
                    tables.alias("reds", "The Scarlets"),
                    tables.alias("reds", "THE SCARLETS.", quality="weak"),
                ]
            }
        ],
    },
    "changes": {
        "date_precision says": [{"changes": {"date": "2017-03"}}],
        "A change has a row in change_parties": [
            {"change_parties": [tables.party("reds", "predecessor")]},
            {"change_parties": [tables.party("blues", "result")]},
        ],
        "In a split somebody took part in part": [
            {"changes": {"kind": "split"}},
            {
                "changes": {"kind": "split"},
                "change_parties": [
                    tables.party("reds", "predecessor"),
                    tables.party("reds", "result"),
                    tables.party("blues", "result"),
                ],
            },
        ],
    },
    "change_parties": {
        "component names a part": [{"change_parties": {"component": "a wing"}}],
        "In a merger or an absorption": [
            {"change_parties": {"extent": "part"}},
            {"changes": {"kind": "absorption"}, "change_parties": {"extent": "part"}},
        ],
        "A predecessor that took part whole": [
            {
                "groups": [tables.group(key) for key in ("reds", "blues", "greens")],
                "changes": {"kind": kind},
                "change_parties": [
                    tables.party("reds", "predecessor"),
                    tables.party("blues", "result"),
                    tables.party("greens", "result"),
                ],
            }
            for kind in ("split", "rename", "founding", "merger", "absorption")
        ],
    },
    "people": {
        "died is not before born": [{"people": {"born": "1978-05", "died": "1978-04"}}],
        "died_disputed_by stands": [{"people": {"died_disputed_by": "press"}}],
    },
    "roles": {
        "valid_to is not": [{"roles": {"valid_from": "2019", "valid_to": "2018"}}],
        "What has a seen_on": [
            {"roles": {"valid_from": "2019", "seen_on": "2019"}},
            {"roles": {"valid_to": "2019", "seen_on": "2019"}},
        ],
    },
    "relations": {"valid_to is not": [{"relations": {"valid_from": "2019", "valid_to": "2018"}}]},
    "same_as": {
        "mine is a row": [{"same_as": [tables.same_as("fac-else", "jnim/jnim")]}],
        "theirs is of another": [
            {"same_as": [tables.same_as("reds", theirs)]}
            for theirs in ("jnim", "QDe.159", "blues", "jnim/", "/jnim", "Jnim/JNIM", "un-sc:")
        ],
        "What is the same is of one kind": [{"same_as": [tables.same_as("boss", "jnim/jnim")]}],
        "No two rows contradict": [
            {"same_as": [tables.same_as(*one), tables.same_as(*other)]}
            for one, other in (
                (("reds", "jnim/jnim"), ("reds", "jnim/jnim", "different")),
                (("reds", "jnim/jnim"), ("reds", "jnim/aqim")),
                (("reds", "jnim/jnim"), ("blues", "jnim/jnim")),
                (("reds", "un-sc:QDe.159"), ("blues", "un-sc:QDe.159")),
            )
        ],
        "valid_to is not": [{"same_as": {"valid_from": "2019", "valid_to": "2018"}}],
    },
    "identities": {
        "valid_to is not": [{"identities": {"valid_from": "2017", "valid_to": "2016"}}],
        "The rows of one record": [
            {"identities": [tables.identity("reds"), tables.identity("blues", name="Blues")]},
            {"identities": [tables.identity("reds"), tables.identity("boss")]},
            {
                "identities": [
                    tables.identity("reds"),
                    tables.identity("reds", scheme="ucdp", external_id="actor:202"),
                ]
            },
        ],
    },
    "facilities": {
        "lat, lon and coord_source": [
            {"facilities": {"lat": "16.2", "coord_source": "press"}},
            {"facilities": {"lat": "16.2", "lon": "0"}},
            {"facilities": {"coord_source": "press"}},
        ],
        "A coordinate needs its coord_precision_m": [
            {"facilities": {"lat": "16.2", "lon": "0", "coord_source": "press"}},
            {"facilities": {"coord_precision_m": "500"}},
        ],
        "icao is four capital": [{"facilities": {"icao": "GAO"}}, {"facilities": {"iata": "GA"}}],
        "A word in users": [
            {
                "groups": [tables.group("reds"), tables.group("blues"), tables.group("france")],
                "facilities": {"users": "france"},
            }
        ],
        "No text": [{"facilities": NO_SECURITY}],
    },
    "reach": {"to is not before": [{"reach": {"to": "2011"}}]},
    "users": {
        "valid_to is not before": [{"users": {"valid_from": "2020", "valid_to": "2019"}}],
        "A word in user that": [
            {
                "groups": [tables.group("reds"), tables.group("blues"), tables.group("france")],
                "users": {"user": "france"},
            }
        ],
        "No text": [{"users": NO_SECURITY}],
    },
    "incidents": {
        "date_precision says": [{"incidents": {"date_precision": "month"}}],
        "end_date is a whole day": [{"incidents": {"end_date": "2019-07-21"}}],
        "lat, lon and coord_source": [{"incidents": {"lat": "16.2"}}],
        "geo_precision says exact": [{"incidents": {"geo_precision": "near"}}],
        "country_iso2 is the country": [
            {"incidents": {"facility_id": "fac-camp", "country_iso2": "BF"}}
        ],
        "An attribution of claimed": [{"incidents": {"attribution": "claimed"}}],
        "An attribution is disputed": [{"claims": {"group_id": "reds"}}],
        "fatalities_low": [{"incidents": {"fatalities_low": "3", "fatalities_high": "2"}}],
        "publisher_ids are written": [
            {"incidents": {"publisher_ids": "123"}},
            {"incidents": {"publisher_ids": "ucdp:123"}},
        ],
        "What a publisher lists": [
            {
                "incidents": [
                    tables.incident(publisher_ids="gtd:201901010001"),
                    tables.incident("inc-again", publisher_ids="acled:MLI1;gtd:201901010001"),
                ]
            }
        ],
        "summary has at most": [{"incidents": {"summary": "word " * 21}}],
        "No text": [{"incidents": {"summary": "A car hit the outer wall."}}],
    },
    "claims": {
        "A claim is of a group": [{"claims": {"kind": "claimed"}}],
        "Nothing is claimed": [
            {"claims": {"date": "2019-07-21"}},
            {"claims": {"no_later_than": "2019-06"}},
        ],
        "no_later_than is not": [{"claims": {"date": "2020", "no_later_than": "2019"}}],
        "denies_group_id is for": [
            {"claims": {"denies_group_id": "blues"}},
            {"claims": {"kind": "claimed", "denies_group_id": "reds"}},
        ],
    },
    "tallies": {"date_to is not": [{"tallies": {"date_from": "2019-02", "date_to": "2019-01"}}]},
    "assessments": {
        "assessors are names": [
            {"assessments": {"assessors": "n/a"}},
            {"assessments": {"assessors": "J" * 101}},
        ],
        "scores need": [
            {"assessments": {"scale_low": ""}},
            {"assessments": {"scale_low": "5"}},
            {"assessments": {"scale_high": "1001"}},
            {"assessments": {"kind": "ranking"}},
        ],
        "No text": [{"assessments": NO_SECURITY}],
    },
    "ratings": {
        "A row of scores": [
            {"ratings": SCORED},
            {"ratings": {"criticality": "6"}},
            {"ratings": {"rank": "1"}},
        ],
        "A row of a ranking": [
            {"assessments": [tables.ranking()], "ratings": SCORED},
            {"assessments": [tables.ranking()], "ratings": SCORED | {"rank": "0"}},
            {"assessments": [tables.ranking()], "ratings": {"rank": "1"}},
        ],
        "No text": [{"ratings": {"note": "A patrol is seldom seen."}}],
    },
    "remarks": {
        "about is the id of a row": [{"remarks": {"about": "nobody"}}],
        "text names no day after": [
            {"remarks": {"text": "Seen in October 2019.", "said_on": "2019-08"}},
            {"remarks": {"text": "Seen on 2 September 2019.", "said_on": "2019-09-01"}},
            {"remarks": {"text": "Vu le 3 août 2020.", "said_on": "2020-08-02"}},
        ],
        "No text": [{"remarks": {"text": "The gates are manned."}}],
    },
}
OF_ANOTHER: Final = "The assessment stands in assessments.csv of the same dossier."
"""The one rule that looks into the graph; its counter-example has a test of its own."""


def modules() -> Iterator[object]:
    for found in pkgutil.iter_modules(dossier.__path__):
        yield importlib.import_module(f"{dossier.__name__}.{found.name}")


def in_order() -> Tables:
    rows = good()
    for module in modules():
        rows |= getattr(module, "ROWS", {})
    return rows


def counter_examples() -> dict[tuple[str, str], list[Change]]:
    found: dict[tuple[str, str], list[Change]] = {}
    for module in modules():
        for name, rules in getattr(module, "COUNTER_EXAMPLES", {}).items():
            for begins, changes in rules.items():
                (rule,) = [rule for rule in TABLES[name].rules if rule.sentence.startswith(begins)]
                found[name, rule.sentence] = list(changes)
    return found


def changed(change: Change) -> Tables:
    rows = in_order()
    for name, cells in change.items():
        if isinstance(cells, list):
            rows[name] = cells
        else:
            rows[name] = [*rows[name][:-1], {**rows[name][-1], **cells}]
    return rows


def rejected(rule: Rule, table: DossierTable, folder: Path, rows: Tables) -> bool:
    """Whether the rule itself, and not another one, rejects something."""
    read, _ = read_dossier(write_dossier(folder, rows))
    every = DossierRows(read, {"groups": {"jnim"}}, labels=LABELS)
    return any(True for row in read[table.name] for _ in rule.check(row, every))


LABELS: Final = {name: table.node.LABEL for name, table in TABLES.items() if table.node}
RULES: Final = [(table, rule) for table in TABLES.values() for rule in table.rules]


@pytest.mark.parametrize(
    ("table", "rule"), RULES, ids=[f"{table.name}: {rule.sentence[:40]}" for table, rule in RULES]
)
def test_a_rule_rejects_its_counter_examples_and_nothing_in_order(
    table: DossierTable, rule: Rule, tmp_path: Path
) -> None:
    assert not rejected(rule, table, tmp_path / "right", in_order())
    if rule.sentence == OF_ANOTHER:
        return
    for number, change in enumerate(counter_examples()[table.name, rule.sentence]):
        assert rejected(rule, table, tmp_path / str(number), changed(change)), change


def test_ratings_of_an_assessment_that_another_dossier_states_are_refused(tmp_path: Path) -> None:
    rows = in_order() | {"assessments": []}
    _, problems = Dossier(write_dossier(tmp_path, rows)).check({"assessments": {"asm-1"}})
    assert [(problem.file, problem.column) for problem in problems] == [
        ("ratings.csv", "assessment_id")
    ]
    assert "'asm-1' is of another dossier" in problems[0].reason


def test_the_bundled_dossier_passes_every_rule() -> None:
    _, problems = Dossier.find("jnim").check({})
    assert problems == []


REFERENCES: Final = [
    (table.name, column.name)
    for table in TABLES.values()
    for column in table.columns
    if column.kind in ("reference", "keyed")
]


@pytest.mark.parametrize(("name", "column"), REFERENCES)
def test_every_reference_is_looked_for(name: str, column: str, tmp_path: Path) -> None:
    rows = changed({name: {column: "nobody"}})
    assert rejected(EVERY_TABLE[0], TABLES[name], tmp_path, rows)


NOTED: Final = [name for name, table in TABLES.items() if "note" in {c.name for c in table.columns}]


@pytest.mark.parametrize("name", NOTED)
def test_a_note_is_of_no_earlier_day_than_it_names(name: str, tmp_path: Path) -> None:
    right = {"note": "Told in May 2019.", "note_on": "2019-05", "note_sources": "press"}
    assert not rejected(EVERY_TABLE[2], TABLES[name], tmp_path / "right", changed({name: right}))
    for number, wrong in enumerate(
        (
            {"note": "Told on 5 May 2019.", "note_on": "2019-05-04"},
            {"note": "", "note_on": "2019"},
            {"note": "", "note_sources": "press"},
        )
    ):
        rows = changed({name: wrong})
        assert rejected(EVERY_TABLE[2], TABLES[name], tmp_path / str(number), rows), wrong


IDS: Final = [name for name, table in TABLES.items() if table.key == ("id",)]


@pytest.mark.parametrize("name", IDS)
def test_an_id_is_of_one_thing_whichever_tables_it_stands_in(name: str, tmp_path: Path) -> None:
    rows = in_order()
    rows[name] = [*rows[name], rows[name][-1]]
    assert rejected(EVERY_TABLE[1], TABLES[name], tmp_path / "twice", rows)
    for other in IDS:
        if other != name:
            rows = in_order()
            rows[name] = [*rows[name], {**rows[name][-1], "id": rows[other][0]["id"]}]
            _, problems = Dossier(write_dossier(tmp_path / other, rows)).check({})
            told = [problem.reason for problem in problems if problem.column == "id"]
            assert any(reason.endswith(f"in {other}.csv") for reason in told) or any(
                reason.endswith(f"in {name}.csv") for reason in told
            ), told
    place = changed({name: {"id": "loc-ml"}})
    assert rejected(EVERY_TABLE[1], TABLES[name], tmp_path / "place", place)
    town = changed({name: {"id": "loc-gao"}})
    assert not rejected(EVERY_TABLE[1], TABLES[name], tmp_path / "town", town)


def test_a_tally_with_the_id_of_a_group_is_told(tmp_path: Path) -> None:
    rows = changed({"tallies": {"id": "reds"}, "counted_in": []})
    _, problems = Dossier(write_dossier(tmp_path, rows)).check({})
    assert [str(problem) for problem in problems] == [
        "tallies.csv:2: id: 'reds' is already the id of a row in groups.csv"
    ]


KEYED: Final = [name for name, table in TABLES.items() if table.key != ("id",)]


@pytest.mark.parametrize("name", KEYED)
def test_a_row_without_an_id_does_not_stand_twice(name: str, tmp_path: Path) -> None:
    rule = TABLES[name].own_rules[-1]
    assert rule.sentence.startswith("No two rows have the same ")
    rows = in_order()
    assert not rejected(rule, TABLES[name], tmp_path / "once", rows)
    rows[name] = [*rows[name], rows[name][-1]]
    assert rejected(rule, TABLES[name], tmp_path / "twice", rows)


WRITTEN: Final = "Emir of the east"
OTHERWISE: Final = (
    "EMIR OF THE EAST",
    "Emir of the east.",
    "Emir of  the east",
    "Émir of the east",
)
WORDS: Final = [
    (name, column.name)
    for name in KEYED
    for column in TABLES[name].columns
    if column.kind == "text" and column.name in TABLES[name].key and name != "meant"
]
"""Of what is meant nothing comes into the graph."""


@pytest.mark.parametrize("otherwise", OTHERWISE)
@pytest.mark.parametrize(("name", "column"), WORDS)
def test_a_row_that_only_signs_tell_apart_is_refused_or_kept(
    name: str, column: str, otherwise: str, tmp_path: Path
) -> None:
    rows = changed({name: {column: WRITTEN}})
    rows["sources"] = [*rows["sources"], tables.source("daily")]
    before, problems = Dossier(write_dossier(tmp_path / "before" / "mine", rows)).check({})
    assert problems == []
    cited = "source" if "source" in rows[name][-1] else "sources"
    rows[name] = [*rows[name], {**rows[name][-1], column: otherwise, cited: "daily"}]
    after, problems = Dossier(write_dossier(tmp_path / "after" / "mine", rows)).check({})
    if problems:
        assert {(problem.file, problem.line) for problem in problems} == {(f"{name}.csv", 3)}
        return
    # Nothing that was stated before is gone, and what the new row cites is there.
    for fact in (*before.nodes.values(), *before.relationships.values()):
        kept = after.nodes.get(fact.id) or after.relationships[fact.id]
        assert set(kept.sources) >= set(fact.sources), fact.id
    stated = [*after.nodes.values(), *after.relationships.values()]
    assert any("mine/daily" in fact.sources for fact in stated)


def test_two_roles_that_a_full_stop_tells_apart_are_told(tmp_path: Path) -> None:
    rows = in_order()
    rows["roles"] = [tables.role("boss", "reds"), tables.role("boss", "reds", role="Emir.")]
    _, problems = Dossier(write_dossier(tmp_path, rows)).check({})
    assert [str(problem) for problem in problems] == [
        "roles.csv:3: person_id: 'boss reds Emir.' stands already on line 2, but for case, "
        "accents, spaces and signs, which tell no rows apart"
    ]


ENDS: Final = {
    "to": "from",
    "dissolved": "founded",
    "died": "born",
    "end_date": "date",
    "no_later_than": "date",
}
SPANS: Final = [
    (table.name, start, column.name)
    for table in TABLES.values()
    for column in table.columns
    for start in [ENDS.get(column.name) or column.name.replace("_to", "_from")]
    if start != column.name and column.kind in ("date", "day")
]


def test_every_span_of_every_table_is_known_to_the_tests() -> None:
    assert len(SPANS) >= 8
    starts = {(name, start) for name, start, _ in SPANS}
    alone = {
        "published_on",
        "announced_on",
        "as_of",
        "date",
        "judged_on",
        "note_on",
        "said_on",
        "seen_on",
    }
    for name, table in TABLES.items():
        dates = {column.name for column in table.columns if column.kind in ("date", "day")}
        ends = {end for one, _, end in SPANS if one == name}
        assert {date for date in dates - ends if (name, date) not in starts} <= alone, name


@pytest.mark.parametrize(("name", "start", "end"), SPANS)
def test_a_span_that_certainly_ends_before_it_begins_is_refused(
    name: str, start: str, end: str, tmp_path: Path
) -> None:
    day = TABLES[name].column(end).kind == "day"
    refused = [("2019-08-02", "2019-08-01"), ("2019-08", "2019-07-31"), ("2019", "2018-12-31")]
    possible = [("2019-08-02", "2019-08-02"), ("2019-08", "2019-08-01"), ("2019", "2019-01-01")]
    if not day:
        refused += [("2019-08-02", "2019-07"), ("2019-08", "2018"), ("2019", "2018")]
        possible += [("2019-08-02", "2019-08"), ("2019-08-02", "2019"), ("2019-12", "2019")]
    for number, (first, last) in enumerate((*refused, *possible)):
        rows = changed({name: {start: first, end: last}})
        _, problems = Dossier(write_dossier(tmp_path / str(number), rows)).check({})
        told = [problem for problem in problems if f"is before {start}" in problem.reason]
        assert [(problem.file, problem.column) for problem in told] == (
            [(f"{name}.csv", end)] if (first, last) in refused else []
        ), (first, last)
