"""The whole graph as tables for Neo4j's own offline importer, `neo4j-admin database import full`.

What always holds here: every node and relationship is written with every property, or the export
fails and removes its files; nothing is left out in silence. There is one table for each combination
of labels, and for each relationship type between two labels, with its typed header in a file of its
own. A value that is missing is an empty field and empty text is `""`; the items of a list are kept
apart by a control character that none of them may hold. `import.sh` gets its name last, so a folder
that has it is whole. Only a few thousand rows are in memory at a time.

What the importer cannot take: an empty list, which the model never writes.
"""

from __future__ import annotations

import csv
import io
import shlex
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TextIO

from graphq.graph.errors import StoreError, how_to_load
from graphq.graph.export.form import NOTHING_LEFT, Exported
from graphq.graph.export.neo4j_texts import (
    COMMAND,
    COMMAND_FILE,
    INDEX_FILE,
    README,
    README_FILE,
    indexes,
)
from graphq.graph.model.declared import BOOKKEEPING, NODES, RELATIONSHIPS
from graphq.graph.model.facts import property_types
from graphq.graph.model.own import GRAPH_INFO, MODEL_VERSION, OWN_NODES
from graphq.graph.outputs import filling, give_names
from graphq.graph.read.holdings import Size, size
from graphq.graph.refused import refused
from graphq.graph.store import Store
from graphq.graph.version import check_version

_BETWEEN: Final = "\x1f"
"""Keeps the items of a list apart: the control character made for it, which no keyboard has."""

_TYPES: Final[Mapping[str, str]] = {
    "text": "string",
    "integer": "long",
    "number": "double",
    "true or false": "boolean",
    "date": "date",
    "list of text": "string[]",
}

_AT_ONCE: Final = 2
"""Tables written at the same time: while one waits for the engine, the other is being written."""

Rows = list[list[Any]]


@dataclass(frozen=True, slots=True)
class _Plan:
    """One reading of the store: what is matched, and the columns that every table of it has.

    `ends` are the labels of both ends of relationships; for nodes the second is empty.
    """

    matching: str
    variable: str
    label: str
    ends: tuple[str, str]
    properties: Mapping[str, str]

    @property
    def values(self) -> list[str]:
        """What is asked of each: its columns, how many properties it has, its labels if a node."""
        name = self.variable
        ends = [] if name == "n" else ["a.id", "b.id"]
        return [
            *ends,
            *(f"{name}.`{key}`" for key in self.properties),
            f"size(keys({name}))",
            *(["labels(n)"] if name == "n" else []),
        ]

    @property
    def header(self) -> list[str]:
        """The columns with their types, as the importer reads them."""
        start, end = self.ends
        if self.variable == "n":
            keys = [f"id:ID({start})"]
        else:
            keys = [f":START_ID({start})", f":END_ID({end})", "id:string"]
        rest = (key for key in self.properties if key != "id")
        return [*keys, *(f"{key}:{_TYPES[self.properties[key]]}" for key in rest)]


@dataclass(slots=True)
class _Table:
    """One file of rows, with what the importer has to be told of it."""

    plan: _Plan
    labels: tuple[str, ...]
    name: str
    file: TextIO = field(repr=False)
    rows: int = 0
    lines: int = 0

    @property
    def header_name(self) -> str:
        """The file with the one line of column names."""
        return self.name.replace(".csv", ".header.csv")

    @property
    def argument(self) -> str:
        """How the importer is given the table."""
        kind = "nodes" if self.plan.variable == "n" else "relationships"
        return f"--{kind}={':'.join(self.labels)}={self.header_name},{self.name}"


def export(
    store: Store,
    folder: Path,
    begin: Callable[[int], Callable[[int], None]] = lambda total: lambda done: None,
) -> Exported:
    """Write the graph into the folder, which must be new or empty.

    `begin` is told how many nodes and relationships there are, and gives what is called with how
    many more are written; the calls come one at a time, from several threads.

    Raises UsageError when the folder is not empty or cannot be written to, StoreError when there is
    no graph, when the disk is full, or when the graph holds what the model does not know.
    """
    nodes, relationships = _totals(store)
    advice = "An export overwrites nothing: name a new folder."
    try:
        with filling(folder, advice) as work:
            done = _Export(store, work, begin(nodes + relationships)).run()
            written = Exported(
                sum(table.rows for table in done if table.plan.variable == "n"),
                sum(table.rows for table in done if table.plan.variable == "r"),
                len(done),
            )
            _check_totals(store, written, nodes, relationships)
            _write_texts(work, done)
            last = work / COMMAND_FILE
            give_names([*(made for made in work.iterdir() if made != last), last], folder)
    except OSError as error:
        raise refused(folder, error, left=NOTHING_LEFT) from error
    return written


class _Export:
    """The writing of all tables, several at a time."""

    def __init__(self, store: Store, folder: Path, advance: Callable[[int], None]) -> None:
        self._store, self._folder, self._advance = store, folder, advance
        self._told = threading.Lock()
        self._stop = threading.Event()

    def run(self) -> list[_Table]:
        """Write every table; those of nodes come first in the list."""
        plans = list(_plans())
        with ThreadPoolExecutor(_AT_ONCE, "graphq export") as pool:
            try:
                futures = [pool.submit(self._write, plan) for plan in plans]
                wait(futures, return_when=FIRST_EXCEPTION)
            finally:
                # After an error, or when the user interrupts, nothing more is begun.
                self._stop.set()
                pool.shutdown(wait=True, cancel_futures=True)
        failed = [
            error for future in futures if not future.cancelled() and (error := future.exception())
        ]
        if failed:
            raise failed[0]
        return sorted(
            (table for future in futures for table in future.result()),
            key=lambda table: (table.plan.variable, table.name),
        )

    def _write(self, plan: _Plan) -> list[_Table]:
        """Write the tables of one reading: one for each combination of labels that occurs."""
        tables: dict[tuple[str, ...], _Table] = {}
        try:
            for rows in self._store.scan(plan.matching, plan.values):
                if self._stop.is_set():
                    break
                for labels, part in _by_labels(plan, rows).items():
                    if labels not in tables:
                        tables[labels] = self._open(plan, labels)
                    _append(tables[labels], part)
                with self._told:
                    self._advance(len(rows))
        finally:
            for table in tables.values():
                table.file.close()
        return list(tables.values())

    def _open(self, plan: _Plan, labels: tuple[str, ...]) -> _Table:
        name = (
            f"nodes-{'.'.join(labels)}.csv"
            if plan.variable == "n"
            else f"relationships-{'-'.join((*labels, *plan.ends))}.csv"
        )
        file = (self._folder / name).open("x", encoding="utf-8", newline="")
        table = _Table(plan, labels, name, file)
        (self._folder / table.header_name).write_text(
            ",".join(plan.header) + "\n", encoding="utf-8", newline=""
        )
        return table


def _plans() -> Iterator[_Plan]:
    """Every reading that the model leads to, the largest first, so that none is left to the end."""
    yield _nodes("Incident", property_types(NODES["Incident"]))
    for kind, declared in RELATIONSHIPS.items():
        properties = {**property_types(declared), **BOOKKEEPING}
        for start in declared.START:
            for end in declared.END:
                yield _Plan(
                    f"MATCH (a:{start})-[r:{kind}]->(b:{end})", "r", kind, (start, end), properties
                )
    for label, node in NODES.items():
        if label != "Incident":
            yield _nodes(label, property_types(node))
    for label, own in OWN_NODES.items():
        yield _Plan(f"MATCH (n:{label})", "n", label, (label, ""), own)


def _nodes(label: str, properties: Mapping[str, str]) -> _Plan:
    return _Plan(f"MATCH (n:{label})", "n", label, (label, ""), {**properties, **BOOKKEEPING})


def _by_labels(plan: _Plan, rows: Rows) -> dict[tuple[str, ...], Rows]:
    """The rows by their labels, the declared one first; these are taken off a node's row."""
    if plan.variable == "r":
        return {(plan.label,): rows}
    parts: dict[tuple[str, ...], Rows] = {}
    for row in rows:
        found = row.pop()
        labels = (plan.label,)
        if len(found) > 1:
            labels += tuple(sorted(set(found) - {plan.label}))
        if labels not in parts:
            parts[labels] = []
        parts[labels].append(row)
    return parts


def _append(table: _Table, rows: Rows) -> None:
    """Write the rows. Raises StoreError for what the importer, or the model, has no place for."""
    plan = table.plan
    ends = 0 if plan.variable == "n" else 2
    words = list(plan.properties.values())
    lists = [at for at, word in enumerate(words, ends) if word == "list of text"]
    booleans = [at for at, word in enumerate(words, ends) if word == "true or false"]
    width = ends + len(words)
    text = io.StringIO()
    some_empty = False
    for row in rows:
        known = row.pop()
        if width - row.count(None) - ends != known:
            raise _unknown_property(plan, row[ends])
        for at in lists:
            if (items := row[at]) is not None:
                row[at] = _joined(items, plan, row[ends])
        for at in booleans:
            if (value := row[at]) is not None:
                row[at] = "true" if value else "false"
        some_empty = some_empty or "" in row
    if some_empty:
        text.writelines(",".join(map(_quoted, row)) + "\r\n" for row in rows)
    else:
        # This writer leaves empty text without quotes, which would make it missing.
        # The line end is of two characters so that a field with either of them gets quotes.
        csv.writer(text, lineterminator="\r\n").writerows(rows)
    written = text.getvalue()
    table.file.write(written)
    table.rows += len(rows)
    table.lines += max(written.count("\n"), written.count("\r"))


def _joined(items: Sequence[str], plan: _Plan, key: str) -> str:
    """A list as one field. Raises StoreError for one that the importer would not read back."""
    joined = _BETWEEN.join(items)
    if joined.count(_BETWEEN) != len(items) - 1 or "" in items:
        what = (
            "an empty list"
            if not items
            else "an empty text in a list"
            if "" in items
            else "the control character U+001F in a list"
        )
        raise StoreError(
            f"{plan.label} '{key}' has {what}, which Neo4j's importer cannot take, so nothing was "
            "exported. Mend it where it comes from, load it again, and export again."
        )
    return joined


def _quoted(value: Any) -> str:
    """A field in quotes if it is text, also if that is empty; nothing if there is no value."""
    if value is None:
        return ""
    return '"' + str(value).replace('"', '""') + '"'


def _totals(store: Store) -> Size:
    """How many nodes and relationships there are. Raises StoreError when it is no graph of ours."""
    check_version(store)
    if not store.read(f"MATCH (info:{GRAPH_INFO}) RETURN info.id AS id"):
        place = store.info().place
        raise StoreError(
            f"There is no graph of graphq in {place}. Load one ({how_to_load(place)}), or name "
            "another place with --db."
        )
    return size(store)


def _check_totals(store: Store, written: Exported, nodes: int, relationships: int) -> None:
    """Raise StoreError unless everything was written that was there at the beginning."""
    if (written.nodes, written.relationships) != (nodes, relationships):
        raise StoreError(
            f"The graph in {store.info().place} holds {nodes:,} nodes and {relationships:,} "
            f"relationships, and {written.nodes:,} and {written.relationships:,} could be written, "
            "so nothing was exported. Either it was written to in the meantime, or it holds nodes "
            f"or relationships that version {MODEL_VERSION} of the model does not know. Try "
            "again when nobody writes; then look for what graphq did not load."
        )


def _unknown_property(plan: _Plan, key: str) -> StoreError:
    return StoreError(
        f"{plan.label} '{key}' has properties that version {MODEL_VERSION} of the model does not "
        "know, so nothing was exported. Remove what graphq did not load, and export again."
    )


def _write_texts(folder: Path, tables: Sequence[_Table]) -> None:
    """Write what belongs to the tables."""
    (folder / INDEX_FILE).write_text(indexes(), encoding="utf-8", newline="")
    options = ["--array-delimiter=U+001F", "--bad-tolerance=0"]
    if any(table.lines > table.rows for table in tables):
        # Lines are read by one thread then, which takes longer, so it is asked for only if needed.
        options.append("--multiline-fields=true")
    options += [table.argument for table in tables]
    (folder / README_FILE).write_text(README, encoding="utf-8", newline="")
    lines = " \\\n  ".join(shlex.quote(option) for option in options)
    command = folder / COMMAND_FILE
    command.write_text(COMMAND.replace("OPTIONS", lines), encoding="utf-8", newline="")
    command.chmod(0o755)
