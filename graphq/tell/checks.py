"""Checks of the installation and of the graph, each with what to do.

What always holds here: a check says what it looked at; a failed one says what to do next.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator
from datetime import date

from graphq.graph.errors import GraphqError
from graphq.graph.opening import check_url, embedded_engine, examined, is_server
from graphq.graph.read.holdings import numbers
from graphq.graph.read.reach import reaches
from graphq.graph.read.sums import sums_are_kept
from graphq.graph.store import Store
from graphq.graph.version import check_version
from graphq.surroundings import environment, named_place
from graphq.tell.reach import age_told
from graphq.tell.status import cut_off_sentences
from graphq.version import graphq_version

Check = tuple[bool, str]


def examine(db: str | None, opened: Callable[[], Store], *, deep: bool = False) -> Iterator[Check]:
    """Run every check: whether all is well with it, and its sentence.

    `db` is the graph's place, if one is given, and `opened` opens it; `deep` reads all its files.
    """
    checks: list[Callable[[], Iterator[Check]]] = [
        _python,
        _engine,
        _questions,
        lambda: _graph(db, opened),
    ]
    if deep:
        checks.append(lambda: examined(named_place(db, environment())))
    said = set()
    for check in checks:
        for fine, sentence in _safely(check):
            # What keeps the graph from being opened is found once more where its files are read.
            if sentence not in said:
                yield fine, sentence
            said.add(sentence)


def _safely(check: Callable[[], Iterator[Check]]) -> Iterator[Check]:
    try:
        yield from check()
    except GraphqError as error:
        yield False, str(error)


def _python() -> Iterator[Check]:
    version = platform.python_version()
    yield (
        (3, 11) <= sys.version_info[:2] <= (3, 13),
        f"graphq {graphq_version()} on Python {version} (made for 3.11 to 3.13)",
    )


def _engine() -> Iterator[Check]:
    yield True, f"Embedded engine {embedded_engine()}"


def _questions() -> Iterator[Check]:
    from graphq.cypher.ask.catalog import questions

    found = questions()
    for question in found.values():
        _ = question.header
    yield bool(found), f"{len(found)} saved questions, every header read"


def _graph(db: str | None, opened: Callable[[], Store]) -> Iterator[Check]:
    surroundings = environment()
    url = named_place(db, surroundings)
    check_url(url)
    chosen = "--db" if db else "GRAPHQ_DB" if surroundings.get("GRAPHQ_DB") else "the default"
    yield True, f"The graph is in {url} ({chosen})"
    if is_server(url):
        known = "set" if surroundings.get("NEO4J_PASSWORD") else "not set"
        yield known == "set", f"NEO4J_PASSWORD is {known}"
    with opened() as store:
        info = store.info()
        check_version(store)
        groups = numbers(store, ["Group"])["Group"]
        unfinished = cut_off_sentences(store)
        reach = reaches(store)
        summed = sums_are_kept(store) or not numbers(store, ["Incident"])["Incident"]
    yield True, f"{info.engine} {info.version} answers; it holds {groups} groups"
    for one in reach:
        yield True, f"The record of {one.dataset} {age_told(one, date.today())}"
    for sentence in unfinished:
        yield False, sentence
    if not summed:
        yield False, "Its sums of incidents are not as they should be; graphq derive makes them"
