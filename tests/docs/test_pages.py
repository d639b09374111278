"""The pages that say how to add something are followed word for word, and do what they say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from graphq.graph.opening import open_store
from tests.docs.follow import ON_SERVER, PAGES, Project, comparable, steps, text_of
from tests.neo4j.provide import Neo4jAddress
from tests.stores_fixture import options_for


def test_the_page_on_python_can_be_typed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", text_of("python.md"), re.M | re.S)
    assert len(blocks) >= 2
    monkeypatch.chdir(tmp_path)
    known: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, "python.md", "exec"), known)
    assert len(known["answer"].rows) == 17
    assert known["incident"].date
    known["graph"].close()


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_the_page_can_be_followed_word_for_word(page: str, tmp_path: Path) -> None:
    follow(page, Project(tmp_path))


@pytest.mark.slow
@pytest.mark.neo4j
@pytest.mark.parametrize("page", ON_SERVER)
def test_the_page_can_be_followed_with_a_server(
    page: str, tmp_path: Path, neo4j_address: Neo4jAddress
) -> None:
    with open_store(neo4j_address.uri, "write", options_for(neo4j_address)) as store:
        store.write([("MATCH (n) DETACH DELETE n", {})])
    follow(page, Project(tmp_path, neo4j_address))


def follow(page: str, project: Project) -> None:
    followed = list(steps(page))
    assert len(followed) >= 5
    for step in followed:
        printed = comparable(project.follow(step))
        if step.is_example:
            assert printed == step.text, step.command
