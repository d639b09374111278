"""A graph on a Neo4j server, reached over Bolt: one machine, a cluster or Aura, by its URL.

What always holds here: reading goes in sessions of read access mode, which the server enforces;
writing goes in managed transactions, which the driver retries when the server asks for it. A store
opened for writing waits for a server that goes away in mid-load.
"""

from __future__ import annotations

import contextlib
import itertools
import re
import time as clock
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, Self, TypeVar

import neo4j
from neo4j import exceptions, graph, time

from graphq.graph.errors import ReadOnlyError, StatementError, StoreError, UsageError
from graphq.graph.limits import Memory, took_too_long
from graphq.graph.records import (
    NodeRecord,
    Parameters,
    PathRecord,
    RelationshipRecord,
    Row,
    normalised,
)
from graphq.graph.store import ListedRows, Mode, Step, StoreInfo, StoreOptions
from graphq.graph.stores.neo4j.bulk import (
    LOST_SECONDS,
    PAUSE,
    BoltBulk,
    gone,
    may_pass,
    onto_server,
)
from graphq.graph.stores.neo4j.encryption import warn_if_plain
from graphq.graph.stores.reading import SCANNED_AT_ONCE, refuse_files, scanning

OLDEST_SERVER: Final = 5
"""The oldest major version of Neo4j that knows the Cypher which the questions are written in."""

_SERVED: Final = re.compile(r"\((ArcadeDB)[ /]([\w.]+)\)")
"""How the embedded engine names itself where a folder is served: as compatible with Neo4j."""

_RETRIED: Final = 30.0
"""Seconds for which the driver tries a transaction again; in vain once the server is gone."""

_T = TypeVar("_T")


class BoltStore:
    """A server opened for reading or for writing."""

    is_whole = False

    def __init__(
        self,
        url: str,
        driver: neo4j.Driver,
        database: str | None,
        agent: str,
        options: StoreOptions | None = None,
        *,
        patient: bool = False,
    ) -> None:
        """Take over a driver that has connected; use `open` instead."""
        self._url, self._driver, self._database, self._agent = url, driver, database, agent
        self._options, self._is_patient = options or StoreOptions(), patient

    @classmethod
    def open(cls, url: str, mode: Mode, options: StoreOptions) -> Self:
        """Connect, with NEO4J_USER, NEO4J_PASSWORD and NEO4J_DATABASE from the credentials."""
        given = options.credentials
        user, password = given.get("NEO4J_USER") or "neo4j", given.get("NEO4J_PASSWORD")
        if not password:
            raise UsageError(
                f"No password for {url}: set NEO4J_PASSWORD (and NEO4J_USER, if it is not "
                "'neo4j') in the environment or in a .env file in this folder."
            )
        warn_if_plain(url)
        with _told(url):
            driver = neo4j.GraphDatabase.driver(
                url,
                auth=(user, password),
                connection_timeout=options.wait_seconds,
                # Who writes is told of the waiting, so it is done here and not in the driver.
                max_transaction_retry_time=(
                    0 if mode == "write" else max(options.wait_seconds, _RETRIED)
                ),
                notifications_min_severity="OFF",
                user_agent="graphq",
            )
        try:
            with _told(url):
                agent = str(driver.get_server_info().agent)
            _check_version(url, agent)
            if mode == "write":
                _check_writable(url, agent)
        except BaseException:
            driver.close()
            raise
        database = given.get("NEO4J_DATABASE") or None
        return cls(url, driver, database, agent, options, patient=mode == "write")

    def read(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """Rows of a statement that only reads; the server refuses any other."""
        refuse_files(statement)

        memory = Memory(self._options.statement_memory)

        @neo4j.unit_of_work(timeout=self._options.statement_seconds or None)
        def work(transaction: neo4j.ManagedTransaction) -> list[Row]:
            found = transaction.run(statement, dict(parameters or {}))
            keys, rows = found.keys(), []
            for number, record in enumerate(found):
                rows.append({key: normalised(record[key], _special) for key in keys})
                if number % SCANNED_AT_ONCE == 0:
                    memory.check()
            return rows

        def once() -> list[Row]:
            with (
                _told(self._url, statement, self._options),
                self._driver.session(
                    database=self._database, default_access_mode=neo4j.READ_ACCESS
                ) as session,
            ):
                return session.execute_read(work)

        return self._patiently(once)

    def scan(self, matching: str, values: Sequence[str]) -> Iterator[ListedRows]:
        """Go through all that is matched, some rows at a time; see `graphq.graph.store.Store`."""
        statement = scanning(matching, values)
        refuse_files(statement)
        # Not in a managed transaction: what was handed on cannot be taken back and tried again.
        with self._driver.session(
            database=self._database,
            default_access_mode=neo4j.READ_ACCESS,
            fetch_size=SCANNED_AT_ONCE,
        ) as session:
            with _told(self._url, statement):
                found = session.run(statement)
            while True:
                with _told(self._url, statement):
                    rows = [
                        [_listed(value) for value in record[0]]
                        for record in itertools.islice(found, SCANNED_AT_ONCE)
                    ]
                if not rows:
                    return
                yield rows

    def write(self, steps: Iterable[Step]) -> None:
        """Run the steps in one transaction.

        Where only the answer to its commit is lost they are run once more, so they are to be steps
        that change nothing the second time.
        """
        steps = list(steps)

        def work(transaction: neo4j.ManagedTransaction) -> None:
            for statement, parameters in steps:
                transaction.run(statement, dict(parameters)).consume()

        def once() -> None:
            with _told(self._url), self._driver.session(database=self._database) as session:
                session.execute_write(work)

        self._patiently(once)

    def _patiently(self, once: Callable[[], _T]) -> _T:
        """Do it; if the server goes away in mid-load, wait for it, say so, and do it again."""
        deadline = 0.0
        while True:
            try:
                return once()
            except StoreError as error:
                if not self._is_patient or not may_pass(error.__cause__):
                    raise
                if not deadline:
                    deadline = clock.monotonic() + LOST_SECONDS
                    if gone(error.__cause__):
                        self._options.on_wait(f"Waiting for {self._url} to come back …")
                if clock.monotonic() >= deadline:
                    raise StoreError(
                        f"{self._url} went away while it was being written to, and did not come "
                        f"back within {LOST_SECONDS:g} seconds. What was committed is kept: start "
                        "the server, and load again."
                    ) from error
            clock.sleep(PAUSE)

    def define(self, statements: Iterable[str]) -> None:
        """Run constraint and index statements, and wait until the indexes answer."""
        with _told(self._url), self._driver.session(database=self._database) as session:
            for statement in statements:
                session.run(statement).consume()
            session.run("CALL db.awaitIndexes(300)").consume()

    @contextlib.contextmanager
    def bulk(self) -> Iterator[BoltBulk]:
        """Write many new facts fast, batch by batch; see `graphq.graph.store.Bulk`."""

        def told(statement: str) -> contextlib.AbstractContextManager[None]:
            return _told(self._url, statement)

        with (
            self._driver.session(database=self._database) as session,
            onto_server(self, session, told, self._options.on_wait) as bulk,
        ):
            yield bulk

    def info(self) -> StoreInfo:
        """Engine, version and address."""
        served = _SERVED.search(self._agent)
        engine, _, version = ("/".join(served.groups()) if served else self._agent).partition("/")
        return StoreInfo(engine, version, self._url)

    def close(self) -> None:
        """Close the connections."""
        self._driver.close()

    def __enter__(self) -> Self:
        """Use the store in a `with` block."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Close it."""
        self.close()


def _check_writable(url: str, agent: str) -> None:
    if _SERVED.search(agent):
        raise ReadOnlyError(
            f"{url} is a folder that graphq serve has opened, for reading only. Facts enter the "
            "folder itself, also while it is served: graphq load … --db FOLDER."
        )


def _check_version(url: str, agent: str) -> None:
    name, _, version = agent.partition("/")
    major = version.split(".", 1)[0]
    # Neo4j counts 5.26, then by year: 2025.01.
    if name == "Neo4j" and major.isdigit() and int(major) < OLDEST_SERVER:
        raise StoreError(
            f"{url} is Neo4j {version}; graphq needs version {OLDEST_SERVER} or later. "
            "Upgrade the server, or use a folder."
        )


def _special(value: Any) -> Any:
    match value:
        case graph.Node():
            return NodeRecord(tuple(sorted(value.labels)), _properties(value))
        case graph.Path():
            return PathRecord(
                tuple(_special(node) for node in value.nodes),
                tuple(
                    RelationshipRecord(
                        step.type,
                        _properties(step),
                        *(str(node.get("id", "")) if node else None for node in step.nodes),
                    )
                    for step in value.relationships
                ),
            )
        case graph.Relationship():
            return RelationshipRecord(value.type, _properties(value))
        case time.Date():
            return value.to_native()
        case date() | dict():
            return value
        case time.DateTime() | time.Time() | time.Duration():
            return value.iso_format()
        case _:
            return str(value)


def _listed(value: Any) -> Any:
    """A value of a scan; a day becomes text, as it is in the embedded engine."""
    return value.iso_format() if type(value) is time.Date else value


def _properties(entity: graph.Entity) -> Row:
    return {key: normalised(item, _special) for key, item in sorted(entity.items())}


@contextlib.contextmanager
def _told(url: str, statement: str = "", options: StoreOptions | None = None) -> Iterator[None]:
    """Turn what the driver raises into a sentence that says what to do."""
    try:
        yield
    except exceptions.AuthError as error:
        raise StoreError(
            f"{url} refused the user or the password. Check NEO4J_USER and NEO4J_PASSWORD in the "
            "environment or in .env; after several wrong tries Neo4j makes one wait."
        ) from error
    except (exceptions.ServiceUnavailable, exceptions.SessionExpired) as error:
        raise StoreError(
            f"No Neo4j answers at {url}. Start it (docker compose up -d), or check the address; "
            "without --db and GRAPHQ_DB a folder is used, with nothing to start."
        ) from error
    except exceptions.ConfigurationError as error:
        raise UsageError(f"{url} cannot be used: {error}") from error
    except exceptions.ClientError as error:
        if options and "TransactionTimedOut" in str(error.code):
            raise took_too_long(options) from error
        raise _client_error(error, url, statement) from error
    except exceptions.TransientError as error:
        if "OutOfMemory" not in str(error.code):
            raise StoreError(f"{url} could not do it: {error}") from error
        raise StoreError(
            f"{url} has not enough memory for this. Ask for less at a time, or allow it more by "
            "its settings server.memory.heap.max_size and dbms.memory.transaction.total.max."
        ) from error
    except (exceptions.Neo4jError, exceptions.DriverError, OSError, ValueError) as error:
        raise StoreError(f"{url} could not do it: {error}") from error


def _client_error(error: exceptions.ClientError, url: str, statement: str) -> Exception:
    code, message = str(error.code), str(error.message)
    if code.endswith("AccessMode"):
        return ReadOnlyError(
            "This statement would write, and here only reading is allowed. Facts enter the graph "
            "with graphq load."
        )
    if code.endswith("Security.Forbidden") and message.startswith("Access to database"):
        return StoreError(f"{url} has no such database: {message}. See NEO4J_DATABASE.")
    if code.endswith("Security.Forbidden"):
        return ReadOnlyError(
            f"{url} does not allow this to its user: {message}. A folder that graphq serve has "
            "opened is for reading only; facts enter it with graphq load."
        )
    if code.endswith("AuthenticationRateLimit"):
        return StoreError(f"{url} makes one wait: {message} Try again in a few seconds.")
    if code.endswith("ParameterMissing"):
        return StatementError(f"{message}. Give it with --param NAME=VALUE.")
    if code.endswith("SyntaxError"):
        return StatementError(f"The Cypher cannot be read: {message}")
    if code.endswith("DatabaseNotFound"):
        return StoreError(f"{url} has no database of that name: {message} See NEO4J_DATABASE.")
    return StatementError(f"The statement failed: {message}\n{statement.strip()[:300]}".strip())
