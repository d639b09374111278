"""What is said of a row, and when: its note, and the table of remarks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from graphq.graph.model.nodes import Incident, Tally
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.ingest import tables
from tests.ingest.said import remarks_on, said_of
from tests.ingest.tables import facts_of, good, problems_in, write_dossier

DATED = [
    tables.source("press", published_on="2019-02"),
    tables.source("daily", published_on="2019-11-05"),
    tables.source("wiki"),
    tables.source("yearbook", published_on="2021"),
]


def test_a_note_is_of_its_day_and_its_sources_or_of_those_of_the_row(tmp_path: Path) -> None:
    rows = good() | {
        "sources": DATED,
        "remarks": [],
        "groups": [
            tables.group("reds", sources="press;daily", note="By the row."),
            tables.group("blues", note="By another.", note_on="2019-03", note_sources="daily"),
            tables.group("greens", sources="wiki", note="By nobody of a date."),
            tables.group("greys", note="Ended on 1 June 2020."),
        ],
    }
    facts = facts_of(tmp_path, rows)
    told = {
        key: [(one.said_on, one.said_on_first, one.sources) for one in remarks_on(facts, key)][-1]
        for key in ("reds", "blues", "greens", "greys")
    }
    assert told == {
        "reds": ("2019-11-05", date(2019, 11, 5), ("press", "daily")),
        "blues": ("2019-03", date(2019, 3, 1), ("daily",)),
        "greens": ("2021", date(2021, 1, 1), ("wiki",)),
        "greys": ("2020-06-01", date(2020, 6, 1), ("press",)),
    }


def test_the_note_of_a_source_is_its_own_word(tmp_path: Path) -> None:
    rows = good() | {"sources": [tables.source("press", published_on="2019-02", note="Copied.")]}
    (found,) = remarks_on(facts_of(tmp_path, rows), "press")
    assert (found.said_on, found.sources) == ("2019-02", ("press",))


def test_several_remarks_are_of_one_row_or_of_a_relationship(tmp_path: Path) -> None:
    rows = good()
    led = "led:boss>reds:emir"
    rows["remarks"] = [
        tables.remark("reds", "First.", said_on="2019-01"),
        tables.remark("reds", "Then.", said_on="2019-04"),
        tables.remark(led, "In name only.", said_on="2019-05"),
    ]
    facts = facts_of(tmp_path, rows)
    assert said_of(facts, "reds") == "First. Then."
    assert said_of(facts, led) == "In name only."
    assert [link.end for link in facts.relationships.values() if link.TYPE == "ABOUT"] == [
        "reds"
    ] * 2


def test_a_remark_about_a_relationship_that_is_not_stated_is_refused(tmp_path: Path) -> None:
    rows = good() | {"remarks": [tables.remark("led:boss>blues:emir")]}
    (problem,) = problems_in(write_dossier(tmp_path, rows))
    assert (problem.file, problem.line, problem.column) == ("remarks.csv", 2, "about")
    assert "graphq sources prints the ids of facts" in problem.reason


def test_a_remark_may_be_about_what_another_dossier_states(tmp_path: Path) -> None:
    rows = {"sources": [tables.source()], "remarks": [tables.remark("reds")]}
    facts, problems = Dossier(write_dossier(tmp_path, rows)).check({"groups": {"reds"}})
    assert problems == []
    assert [link.end_label for link in facts.relationships.values() if link.TYPE == "ABOUT"] == [
        "Group"
    ]


def test_a_dossier_of_the_older_columns_loads_as_it_is(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path / "jnim", good())
    (folder / "groups.csv").write_text(
        "id,name,short_name,kind,note,sources\n"
        "reds,The reds,Reds,group,Seen.,press\nblues,The blues,Blues,group,,press\n",
        encoding="utf-8",
    )
    facts, problems = Dossier(folder).check({})
    assert problems == []
    assert "Seen." in said_of(facts, "reds")


def test_a_count_is_there_from_the_day_on_which_its_source_was_published(tmp_path: Path) -> None:
    rows = good() | {"sources": DATED, "tallies": [tables.tally(date_from="2018", date_to="2018")]}
    (found,) = (
        node
        for node in facts_of(tmp_path, rows).nodes.values()
        if isinstance(node, Tally) and node.id == "tal-1"
    )
    assert found.said_on_first == date(2019, 2, 1)


def test_what_the_sources_disagree_on_is_dated_where_it_names_a_later_day(tmp_path: Path) -> None:
    told = "Three by a text of 5 August 2019."
    rows = good() | {"incidents": [tables.incident(conflicts_note=told, summary="A camp.")]}
    (found,) = (
        node for node in facts_of(tmp_path, rows).nodes.values() if isinstance(node, Incident)
    )
    assert (found.conflicts_on_first, found.summary_on_first) == (date(2019, 8, 5), None)
