"""What a page is given: every fact with its sources, dates as far as they are known, no sums."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphq.cypher.ask.catalog import question, read_sources
from graphq.cypher.ask.part import part_of
from graphq.graph.opening import open_store
from graphq.graph.read.part import Gathered
from graphq.graph.store import Store
from graphq.page.compose import page_of_all, page_of_answer
from graphq.page.data import of_answer, of_whole
from graphq.page.file import as_script
from graphq.page.part import cited
from tests.cli.run import graphq
from tests.graphq.page.made_up import SOURCES, hostile, incident, link, node

Contents = Callable[..., dict[str, Any]]


def only(part: Gathered) -> dict[str, Any]:
    """The page of a part."""
    return of_whole(part, SOURCES, None, "made now", [])


def by_id(content: dict[str, Any], kind: str = "nodes") -> dict[str, dict[str, Any]]:
    """The nodes, or the links, of a page by their ids."""
    return {found["id"]: found for found in content[kind]}


def test_a_source_has_the_number_that_the_terminal_gives_it(
    contents: Contents, jnim_folder: Path
) -> None:
    for asked in (["lineage", "jnim"], ["affiliations", "jnim"], ["target-history", "Gao airport"]):
        name = "target" if asked[0] == "target-history" else "group"
        printed = graphq(*asked, db=jnim_folder, COLUMNS="4000").out
        told = {
            int(number): text
            for number, text in re.findall(r"^ *\[(\d+)\] \w (.*)$", printed, re.M)
        }
        page = contents(asked[0], **{name: asked[1]})
        first = [source for source in page["sources"] if source["number"] in told]
        assert len(first) == len(told) > 2
        for source in first:
            assert told[source["number"]].startswith(source["text"])


def test_every_source_that_is_cited_has_its_footnote(contents: Contents) -> None:
    for page in (contents(), contents("incidents", group="jnim")):
        numbers = [source["number"] for source in page["sources"]]
        assert numbers == list(range(1, len(numbers) + 1))
        named = {
            number
            for fact in (*page["nodes"], *page["links"])
            for key in ("sources", "disputedBy")
            for number in fact.get(key, [])
        }
        assert named <= set(numbers)
        facts = [fact for fact in page["nodes"] if fact["label"] in ("Incident", "ChangeEvent")]
        assert all(fact["sources"] for fact in facts)


def test_a_denial_is_drawn_as_a_denial(contents: Contents) -> None:
    page = contents("claim-list", denied=True)
    links = by_id(page, "links")
    denial = links["denied-by:inc-2024-07-27-tinzaouaten>csp-dpa:jnim"]
    assert (denial["type"], denial["caption"]) == ("DENIED_BY", "denied by")
    assert ["denies", "jnim"] in [list(fact) for fact in denial["facts"]]
    claim = links["claimed-by:inc-2024-07-27-tinzaouaten>jnim"]
    assert [list(fact) for fact in claim["facts"]] == [["claimed on", "by 2024-07-30"]]
    assert "perpetrated-by:inc-2024-07-27-tinzaouaten>csp-dpa" not in links


def test_a_day_that_is_not_known_is_a_span_and_no_day() -> None:
    part = Gathered()
    part.add(incident("i", "Some day in May", date(2019, 5, 1), date(2019, 5, 31)))
    part.add(incident("j", "A day", date(2019, 5, 7)))
    made = by_id(only(part))
    assert made["i"]["time"] == {
        "text": "2019-05-01",
        "within": True,
        "from": ["2019-05-01", "2019-05-31"],
        "to": ["2019-05-01", "2019-05-31"],
    }
    assert made["j"]["time"]["within"] is False
    assert made["j"]["time"]["from"] == ["2019-05-07", "2019-05-07"]


def test_an_end_that_is_not_reported_stays_open() -> None:
    part = Gathered()
    part.add([node("Person", "p", "P"), node("Group", "g", "G")])
    since = {"validFrom": "2012", "validFromFirst": date(2012, 1, 1)}
    part.add(link("LED", "p", "g", role="emir", validFromLast=date(2012, 12, 31), **since))
    part.add(link("MEMBER_OF", "p", "g", role="member"))
    made = by_id(only(part), "links")
    assert made["LED:p>g"]["time"]["from"] == ["2012-01-01", "2012-12-31"]
    assert made["LED:p>g"]["time"]["to"] is None
    assert made["LED:p>g"]["time"]["text"] == "2012 – no end reported"
    assert "time" not in made["MEMBER_OF:p>g"]


def test_an_end_that_came_after_the_day_is_not_told_and_looks_as_if_none_had_come() -> None:
    part = Gathered()
    part.add(node("Person", "p", "P", born="1970", died="2020-06-03"))
    part.add(node("Group", "g", "G", founded="2007", dissolved="2016-05"))
    part.add(
        link(
            "LED", "p", "g", role="emir", validFrom="2007", validFromFirst=date(2007, 1, 1),
            validFromLast=date(2007, 12, 31), validTo="2020-06-03", validToFirst=date(2020, 6, 3),
            validToLast=date(2020, 6, 3),
        )
    )  # fmt: skip
    page = of_whole(part, SOURCES, date(2016, 5, 10), "made now", [])
    facts = {key: dict(found.get("facts", [])) for key, found in by_id(page).items()}
    assert facts["p"] == {"born": "1970"}
    assert facts["g"]["dissolved"] == "2016-05", "it may have been dissolved by the day"
    led = page["links"][0]
    assert "valid to" not in dict(led["facts"])
    assert led["time"] == {
        "text": "2007 – no end reported",
        "within": False,
        "from": ["2007-01-01", "2007-12-31"],
        "to": None,
    }


def test_a_page_tells_no_end_that_the_rows_do_not_tell(jnim_folder: Path) -> None:
    with open_store(jnim_folder) as store:
        for day, told in (("2016", False), ("2021", True)):
            given = {"group": "aqim", "asOf": day, "ended": True}
            page = page_of_answer(store, question("leaders"), given)
            droukdel = by_id(page)["p-droukdel"]
            assert ("died" in dict(droukdel["facts"])) is told
            led = next(link for link in page["links"] if link["start"] == "p-droukdel")
            assert ("to" in led["time"] and led["time"]["to"] is not None) is told
            row = next(
                row for row in page["table"]["rows"] if "Abdelmalek Droukdel" in row["cells"]
            )
            assert ("2020-06-03" in row["cells"]) is told
        whole = page_of_all(store, date(2016, 12, 31))
    ends = [
        fact["time"]["to"][0]
        for fact in (*whole["nodes"], *whole["links"])
        if (fact.get("time") or {}).get("to")
    ]
    assert max(ends) <= "2016-12-31"


def test_all_that_the_sources_tell_differently_is_on_the_page(contents: Contents) -> None:
    page = contents("incidents", group="jnim", asOf="2019-08-31")
    [below] = page["table"]["below"]
    assert below["title"] == "Where the sources disagree"
    told = {text for _, text in below["entries"]}
    assert told == {found["conflicts"] for found in page["nodes"] if "conflicts" in found}
    assert len(told) > 20


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("lineage", {"group": "jnim"}),
        ("leaders", {"group": "aqim", "asOf": "2016", "ended": True}),
        ("incidents", {"countedIn": "tal-001"}),
        ("similar-targets", {"target": "Gao airport"}),
        ("hotspots", {"by": "cell"}),
        ("", {}),
    ],
)
def test_either_engine_gives_the_same_page(
    jnim_store: Store, contents: Contents, name: str, given: dict[str, Any]
) -> None:
    page = (
        page_of_answer(jnim_store, question(name), given) if name else page_of_all(jnim_store, None)
    )
    folder = contents(name, **given)
    assert page["head"] | {"made": ""} == folder["head"] | {"made": ""}
    for key in ("nodes", "links", "table", "sources"):
        assert page[key] == folder[key], key


def test_what_is_disputed_inferred_or_a_part_says_so() -> None:
    part = Gathered()
    part.add([node("Group", "g", "G"), node("ChangeEvent", "c", "C")])
    part.add(link("PREDECESSOR_IN", "g", "c", extent="part", disputedBy=["s-2"], inferred=True))
    made = only(part)["links"][0]
    assert (made["part"], made["disputed"], made["inferred"]) == (True, True, True)
    assert made["disputedBy"] == [2]
    assert made["caption"] == "joined (part)"


def test_a_coarse_place_says_so_and_without_coordinates_there_is_none() -> None:
    part = Gathered()
    place: dict[str, Any] = {"latitude": 14.0, "longitude": -2.0}
    part.add(incident("exact", "A", date(2019, 5, 1), geoPrecision="near", **place))
    part.add(incident("coarse", "B", date(2019, 5, 1), geoPrecision="admin1", **place))
    part.add(incident("none", "C", date(2019, 5, 1), geoPrecision="admin1"))
    made = by_id(only(part))
    assert made["exact"]["place"] == {"at": [-2.0, 14.0], "coarse": False}
    assert made["coarse"]["place"]["coarse"] is True
    assert "place" not in made["none"]


def test_rows_with_coordinates_of_their_own_have_a_place(contents: Contents) -> None:
    rows = contents("hotspots", by="cell")["table"]["rows"]
    assert rows
    assert all(len(row["at"]) == 2 for row in rows)


def test_a_row_names_what_it_is_about(contents: Contents) -> None:
    page = contents("affiliations", group="jnim")
    drawn = {*by_id(page), *by_id(page, "links")}
    for row in page["table"]["rows"]:
        assert len(row["about"]) > 1, row
        assert set(row["about"]) <= drawn
        assert sum(key in by_id(page, "links") for key in row["about"]) == 1
    rows = contents("lineage", group="jnim")["table"]["rows"]
    assert all(any(key.startswith("chg-") for key in row["about"]) for row in rows)


def test_the_overview_leaves_out_what_is_only_book_keeping(contents: Contents) -> None:
    page = contents()
    labels = {node["label"] for node in page["nodes"]}
    assert labels == {
        "Group", "Person", "ChangeEvent", "Incident", "Target", "Location", "User",
    }  # fmt: skip
    types = {link["type"] for link in page["links"]}
    assert not types & {"REPORTED_BY", "NAMES", "SUCCEEDED_BY"}
    assert "PREDECESSOR_IN" in types


def test_nothing_on_a_page_is_a_sum_that_no_source_and_no_answer_states(
    jnim_folder: Path,
) -> None:
    asked = question("hotspots")
    with open_store(jnim_folder) as store:
        answer = asked.ask(store, {})
        part = part_of(store, asked, answer)
        page = of_answer(answer, part, read_sources(store, cited(part)), "made now")
    numeric = [
        index
        for index, column in enumerate(page["table"]["columns"])
        if column["type"] == "integer"
    ]
    stated = {str(value) for row in answer.rows for value in row.values()}
    shown = {row["cells"][index] for row in page["table"]["rows"] for index in numeric}
    assert shown - {""} <= stated


def test_the_order_in_which_a_store_gives_facts_back_does_not_matter() -> None:
    facts = [node("Group", f"g{number}", f"G {number}") for number in range(5)]
    ties = [link("ENEMY_OF", f"g{number}", f"g{number + 1}") for number in range(4)]
    pages = []
    for turned in (facts + ties, facts[::-1] + ties[::-1]):
        part = Gathered()
        part.add(turned)
        pages.append(only(part))
    assert pages[0] == pages[1]


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    sources = {source["number"]: source for source in hostile()["sources"]}
    assert "address" not in sources[1]
    assert "javascript:alert(1)" in sources[1]["text"]
    assert sources[2]["address"] == "https://example.org/a?b=1&c=2"


def test_the_content_cannot_end_the_script_that_holds_it() -> None:
    text = as_script(hostile())
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text)["nodes"][0]["name"] == "<img src=x onerror=alert(1)>"
    assert as_script({"broken": "\ud800"}) == r'{"broken":"\ud800"}'
