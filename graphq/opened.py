"""A graph that a program or a notebook has open.

What always holds here: it is open for reading only; facts enter it with `load`, which lets go of it
when it is done.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from graphq.answer import Answer
from graphq.asking import Asking
from graphq.cypher.ask import catalog
from graphq.cypher.ask.entity import Entity, describe
from graphq.cypher.ask.parameters import python_name
from graphq.given import day_of, parameter_value, plain_value
from graphq.graph.errors import UsageError
from graphq.graph.opening import open_store, store_of_py2neo
from graphq.graph.read.objects import FactT, facts_of
from graphq.graph.read.part import Part, Whole
from graphq.graph.records import Row
from graphq.graph.store import Mode, Store, StoreInfo, StoreOptions
from graphq.graph.version import check_version
from graphq.surroundings import Surroundings, database_url, environment
from graphq.version import graphq_version

if TYPE_CHECKING:
    import networkx as nx
    import py2neo

    from graphq.brief.brief import Brief
    from graphq.graph.export.copy import Copied
    from graphq.ingest.runs import Summary


class Graph(Asking):
    """A graph, open for reading; close it, or use it in a `with` block."""

    def __init__(self, store: Store) -> None:
        """Take over an open store; use `graphq.open` instead."""
        check_version(store)
        self._store = store

    def _ask(self, name: str, given: Mapping[str, Any]) -> Answer[Any]:
        question = catalog.question(name)
        return Answer(self._store, question, question.ask(self._store, named(question, given)))

    def cypher(self, statement: str, /, **parameters: Any) -> list[Row]:
        """Rows of any Cypher statement that only reads.

        A day is a `datetime.date`; nodes, relationships and paths are `NodeRecord`,
        `RelationshipRecord` and `PathRecord`. Raises ReadOnlyError, StatementError, UsageError.
        """
        given = {name: parameter_value(name, value) for name, value in parameters.items()}
        return self._store.read(statement, given)

    def show(self, what: str) -> Entity:
        """Everything the graph says of one entity, by its id or a name. Raises UnknownNameError."""
        return describe(self._store, what)

    def brief(
        self,
        what: str,
        *,
        as_of: str | date | None = None,
        dataset: str | None = None,
        parts: bool = False,
    ) -> Brief:
        """A written brief of a group or a target, by its id or a name.

        `as_of` is a day, a month or a year; without it the brief is of today. `dataset` is the one
        whose incidents are counted; where several tell of it and none is given, a dossier goes
        before a published table. `parts` brings in what groups did of which only a part passed on,
        marked as of a part. Raises UsageError, UnknownNameError.
        """
        from graphq.brief.brief import Brief
        from graphq.brief.compose import brief_of

        today = date.today()
        day = today if as_of is None else day_of("as_of", as_of)
        made = brief_of(self._store, what, day, today, made_on=today, dataset=dataset, parts=parts)
        return Brief(made)

    def everything(self) -> Part:
        """All nodes and relationships, read anew each time they are gone through."""
        return Whole(self._store)

    def facts(self, kind: type[FactT]) -> Iterator[FactT]:
        """Every fact of a class of `graphq.model`, as an object: `graph.facts(model.Incident)`."""
        return facts_of(self._store, kind)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """The whole graph for networkx; nodes by their ids, with properties and `labels`."""
        from graphq.graph.export.as_networkx import to_networkx

        return to_networkx(self.everything())

    @property
    def info(self) -> StoreInfo:
        """Engine, version and place."""
        return self._store.info()

    def close(self) -> None:
        """Let go of the graph."""
        self._store.close()

    def __enter__(self) -> Self:
        """Use the graph in a `with` block."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Close it at the end of the block."""
        self.close()

    def __repr__(self) -> str:
        """Where it is, and how to go on."""
        found = self.info
        return f"<graphq.Graph in {found.place} ({found.engine} {found.version})>"


def open(url: str | Path | None = None, *, wait_seconds: float = 10.0) -> Graph:
    """Open a graph: a folder, or a Neo4j server such as `neo4j://localhost:7687`.

    Without a place it is GRAPHQ_DB's, otherwise your own folder, as at the command line. A server's
    user and password come from NEO4J_USER and NEO4J_PASSWORD, in the environment or a `.env` file;
    a server that GRAPHQ_DB names has to come from the same one of the two. Raises StoreError,
    UsageError; warns (`GraphqWarning`) of a `.env` that is not read, and of a server on another
    machine that is reached unencrypted.
    """
    surroundings = environment()
    return Graph(
        open_store(_place(url, surroundings), "read", _options(surroundings, wait_seconds))
    )


def load(
    what: str | Path,
    into: str | Path | None = None,
    *,
    form: str | None = None,
    country: str | None = None,
    rejects: str | Path | None = None,
    replace: bool = False,
) -> Summary:
    """Load a dossier (`jnim`, or a folder), a publisher's file or a gazetteer into a graph.

    It is `graphq load`, with its options: `form` is its `--as`. Loading again brings the graph up
    to date. Returns what was read, new, changed, unchanged, retired and rejected. Raises
    UsageError, SourceRefusedError, StoreError.
    """
    from graphq.ingest.load import find

    surroundings = environment()
    listed = None if rejects is None else Path(rejects)
    opened = find(str(what), form=form, country=country, rejects=listed, replace=replace)
    with contextlib.closing(opened) as found:
        place, options = _place(into, surroundings), _options(surroundings, 10.0)
        return found.into_place(
            place, options, graphq_version(), lambda name, total, of_file: _unseen
        )


def copy(to: str | Path, of: str | Path | None = None) -> Copied:
    """Copy a whole graph from a folder onto a server, back, or into another folder.

    It is `graphq copy`: `of` is the graph that is copied, by default the one that `open` opens;
    `to` must be empty. Returns how many nodes and relationships the copy holds, by label and type.
    Raises UsageError, StoreError.
    """
    from graphq.graph.export.copy import copy as copied

    surroundings = environment()

    def opened(place: str, mode: Mode) -> Store:
        return open_store(place, mode, _options(surroundings, 10.0))

    return copied(_place(of, surroundings), str(to), opened)


def from_py2neo(graph: py2neo.Graph) -> Graph:
    """The graph of a `py2neo.Graph` that you already have, for reading.

    Needs the package `py2neo==2021.2.4`. py2neo is no longer maintained: docs/py2neo.md says how to
    move to the official driver. Raises UsageError when it is no `py2neo.Graph`.
    """
    return Graph(store_of_py2neo(graph))


def _unseen(done: int, facts: int) -> None:
    """A program that loads is shown no bar."""


def _place(url: str | Path | None, surroundings: Surroundings) -> str:
    return database_url(None if url is None else str(url), surroundings)


def _options(surroundings: Mapping[str, str], wait_seconds: float) -> StoreOptions:
    return StoreOptions(command="graphq", wait_seconds=wait_seconds, credentials=surroundings)


def named(question: catalog.Question, given: Mapping[str, Any]) -> dict[str, Any]:
    """What is given by Python's names (`as_of`), by the question's (`asOf`). Raises UsageError."""
    known = {python_name(name): name for name in question.header.parameters}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise UsageError(
            f"{question.name} has no parameter {', '.join(unknown)}; it has {', '.join(known)}."
        )
    return {known[name]: plain_value(value) for name, value in given.items()}
