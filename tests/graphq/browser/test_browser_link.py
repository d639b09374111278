"""A link to Neo4j Browser carries the whole statement, or is refused in a sentence."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from graphq.browser.link import LONGEST, browser_link
from graphq.browser.statements import with_values
from graphq.cypher.ask.catalog import questions
from graphq.graph.errors import UsageError
from graphq.graph.opening import open_store
from tests.graphq.browser.test_favourites import SET, TODAY


def carried(link: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(link).query))


def test_a_statement_arrives_as_it_was() -> None:
    statement = "MATCH (n {name: 'a + 50% é \"x\"?'})\n  RETURN n // =;/"
    link = browser_link(statement)
    assert link.startswith("http://localhost:7474/browser/?cmd=edit&arg=")
    assert carried(link) == {"cmd": "edit", "arg": statement}


def test_only_a_server_without_passwords_is_connected_to_by_the_link_itself() -> None:
    assert "preselectAuthMethod" not in browser_link("RETURN 1")
    assert carried(browser_link("RETURN 1", no_log_in=True))["preselectAuthMethod"] == "NO_AUTH"


@pytest.mark.parametrize("sign", ["&", "#"])
def test_what_browser_would_cut_is_refused(sign: str) -> None:
    with pytest.raises(UsageError, match=rf"at '{sign}'.*'dos{sign}sier'.*--show-cypher"):
        browser_link(f"RETURN 'dos{sign}sier'")


def test_what_the_server_would_not_take_is_refused() -> None:
    browser_link("RETURN '" + "a" * (LONGEST - 100) + "'")
    with pytest.raises(UsageError, match=r"characters long.*--show-cypher"):
        browser_link("RETURN '" + "a" * LONGEST + "'")


@pytest.mark.parametrize(
    ("place", "begins"),
    [
        ("http://localhost:7474", "http://localhost:7474/browser/?"),
        ("http://localhost:7474/", "http://localhost:7474/browser/?"),
        ("https://graph.example/neo4j/browser", "https://graph.example/neo4j/browser/?"),
    ],
)
def test_the_path_of_browser_is_filled_in(place: str, begins: str) -> None:
    assert browser_link("RETURN 1", place).startswith(begins)


@pytest.mark.parametrize(
    "place",
    ["", "localhost:7474", "ftp://x/", "http://", "http://x/?a=b", "http://x/#a", "http://["],
)
def test_a_place_that_is_none_is_told(place: str) -> None:
    with pytest.raises(UsageError, match=r"--at: .*looks like"):
        browser_link("RETURN 1", place)


@pytest.mark.parametrize("drawn", [True, False])
def test_every_picture_makes_a_link_and_so_do_tables_but_the_longest(
    jnim_folder: Path, drawn: bool
) -> None:
    refused = []
    with open_store(jnim_folder) as store:
        for name, question in questions().items():
            given = {n: SET[n] for n, p in question.header.parameters.items() if p.required}
            values = question.resolve(store, given, TODAY).values
            statement = with_values(question.picture if drawn else question.statement, values)
            try:
                assert carried(browser_link(statement)).get("arg", "") == statement
            except UsageError:
                refused.append(name)
    assert refused == ([] if drawn else ["figures", "reconcile", "similar-targets", "warn"])
