"""The rows of a table of events, read as far as the graph does not have them as they stand.

What always holds here: of rows with one id the first is kept; one that cannot be read goes to the
rejects file, and what the graph has of it is spared.
"""

from __future__ import annotations

import contextlib
import hashlib
from array import array
from collections import Counter
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import orjson

from graphq.graph.write.numbers import Numbers
from graphq.ingest.events.checked import checked
from graphq.ingest.events.event import Event, EventFormat, RowLeftOutError
from graphq.ingest.events.facts import Told
from graphq.ingest.events.known_rows import KnownRows
from graphq.ingest.events.missing import Reach
from graphq.ingest.events.remarks import told as told_of
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.files.input import InputFile, TableRow
from graphq.ingest.files.rejects import Rejects
from graphq.ingest.files.tables import columns_of, table_of

_OF_THE_ROW: Final = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError)
"""What a format raises where a cell is not as it takes for granted, in whatever way it reads it.
Anything else says nothing of a row, and ends the load: it is a mistake of the program."""

Advance = Callable[[int, int], None]
"""Told how many bytes and how many rows more are done."""


class ReadRow(NamedTuple):
    """A row that has been read."""

    told: Told
    row: TableRow
    number: int
    """The how-manieth of the file it is, from 1."""


@dataclass(slots=True)
class EventRows:
    """The rows of one file, and what was met in them."""

    form: EventFormat
    file: InputFile
    rejects: Rejects
    read: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    """Rows in order that are nothing for the graph, by the reason."""
    noted: Counter[str] = field(default_factory=Counter)
    """Events of which a reader should know something, by what it is."""
    refused: set[str] = field(default_factory=set)
    """The publisher's ids of events whose rows cannot be read."""
    put_aside: Numbers = field(default_factory=Numbers)
    """Hashes, good in this process alone, of the publisher's ids in rows that were left out."""
    unreadable: bool = False
    """Whether there are rows of which nobody can tell whose they are, or where they end."""
    _not_known: tuple[array[int], array[int]] = field(
        default_factory=lambda: (array("Q"), array("I"))
    )
    """Of the rows that the graph did not have as they stand: hashes, and how-manieth each is."""
    reach: Reach = field(init=False)
    """Where and when the events are that were read."""

    def __post_init__(self) -> None:
        """Nothing has been read yet."""
        self.reach = Reach(self.form.whole_months)

    def check(self) -> None:
        """See that the file can be read to its end, and its columns told apart. Raises UsageError.

        So nothing is on record of a file of which nothing can be loaded.
        """
        self.file.check()
        if not self.form.header(self.file.first_row()):
            columns_of(self.file)

    def not_known(self, known: KnownRows, advance: Advance) -> Iterator[ReadRow]:
        """The events of the rows that the graph does not have as they stand here, each id once."""
        seen = Numbers()
        done = counted = 0
        hashes, places = self._not_known
        for row, row_hash in self._hashed():
            self.read += 1
            if self.read % 1_000 == 0:
                place = self.file.position()
                advance(place - done, self.read - counted)
                done, counted = place, self.read
            if row.problem:
                self.unreadable = True
                self._refuse(row, "", row.problem)
                continue
            number = int.from_bytes(row_hash)
            standing = known.take(number, self.read)
            if standing != "new":
                if standing == "repeated":
                    self.rejects.add(row, "", "This row stands in the file twice.")
                continue
            try:
                event, event_hash = self._read(row)
            except RowLeftOutError as why:
                self.left_out[str(why)] += 1
                if len(known):
                    self._put_aside(row)
                continue
            except RowRefusedError as refused:
                self._refuse(row, refused.column, refused.reason)
                continue
            if not seen.add(hash(event.key)):
                self.refuse_repeated(row, event)
                continue
            self.reach.add(event.country_code, event.first_day.isoformat())
            self.noted.update(told_of(event))
            if len(known):
                hashes.append(number)
                places.append(self.read)
            yield ReadRow(Told(event, row_hash.hex(), event_hash), row, self.read)
        advance(max(0, self.file.size() - done), self.read - counted)

    def places(self, known: KnownRows) -> Callable[[int], int]:
        """Tells of the hash of a row the how-manieth of the file it is; 0 of one it lacks."""
        others = dict(zip(*self._not_known, strict=True))
        return lambda row_hash: known.met_at(row_hash) or others.get(row_hash, 0)

    def readable(self, among: Container[int] | None = None) -> Iterator[Told]:
        """The event of every row that can be read, each id once; what cannot is not told here.

        `among` asks for the rows of these numbers alone, counted from 1.
        """
        seen = Numbers()
        for number, row in enumerate(self._table(), 1):
            if row.problem or (among is not None and number not in among):
                continue
            with contextlib.suppress(RowLeftOutError, RowRefusedError):
                event, event_hash = self._read(row)
                if seen.add(hash(event.key)):
                    yield Told(event, "", event_hash)

    def refuse_after_others(self, numbers: Container[int]) -> None:
        """List the rows of these numbers, counted from 1, whose ids earlier rows have."""
        for number, row in enumerate(self._table(), 1):
            if number in numbers:
                self.refuse_repeated(row, self._read(row)[0])

    def refuse_repeated(self, row: TableRow, event: Event) -> None:
        """List a row whose id another row has."""
        told = f"The id {event.key} stands in the file twice; the first row was kept."
        self.rejects.add(row, "", told)

    def _read(self, row: TableRow) -> tuple[Event, str]:
        """The event of a row, checked, and its hash, the same however the row is written.

        Raises RowRefusedError or RowLeftOutError.
        """
        try:
            cells = row.cells
            event = checked(self.form.event(cells), cells)
            text = orjson.dumps((self.form.version, event))
            return event, hashlib.blake2b(text, digest_size=8).hexdigest()
        except (RowRefusedError, RowLeftOutError):
            raise
        except (ValueError, ArithmeticError) as error:
            told = f"The row holds what cannot be read: {error}."
            raise RowRefusedError("", told) from error
        except _OF_THE_ROW as error:
            kind = type(error).__name__
            told = f"The row holds what {self.form.name} does not expect ({kind}: {error})."
            raise RowRefusedError("", told) from error

    def _key(self, row: TableRow) -> str:
        """The publisher's id of a row; none where it cannot be told."""
        try:
            return self.form.key(row.cells)
        except _OF_THE_ROW:  # which has been told of the row, or will be when it is read
            return ""

    def _hashed(self) -> Iterator[tuple[TableRow, bytes]]:
        """Each row with the hash of its cells, and of how they are read."""
        empty: Any = None
        for row in self._table():
            if row.problem:
                yield row, b""
                continue
            if empty is None:
                read_as = (str(self.form.version), *row.columns)
                empty = hashlib.blake2b("\x1f".join(read_as).encode(), digest_size=8)
            digest = empty.copy()
            digest.update("\x1f".join(row.texts).encode())
            yield row, digest.digest()

    def _put_aside(self, row: TableRow) -> None:
        """Remember whose the row is; what the graph has of it is no longer told by anyone."""
        if key := self._key(row):
            self.put_aside.add(hash(key))

    def _refuse(self, row: TableRow, column: str, reason: str) -> None:
        """List a row that cannot be read, and remember whose it is."""
        self.rejects.add(row, column, reason)
        if key := self._key(row):
            self.refused.add(key)
        else:
            self.unreadable = True

    def _table(self) -> Iterator[TableRow]:
        table = table_of(self.form, self.file, self.form.header(self.file.first_row()))
        self.rejects.columns = table.columns
        return table.rows
