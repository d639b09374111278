"""Reads, checks and runs the saved questions.

What always holds here: a question is one file in this folder, named like its command. Its statement
runs unchanged; what a caller gives is checked and resolved to ids first; the answer carries every
source that its rows name. Where an answer needs arithmetic that Cypher has not, the statement reads
the facts and a pure function of `cypher.reckon`, named in the header, makes the rows of them.
Listing the questions reads only each file's first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graphq.cypher.ask.header import CITED
from graphq.cypher.ask.parts import PARTS_LEFT_OUT, left_out, told, unasked
from graphq.cypher.ask.reach import Reached, RecordReader
from graphq.graph.errors import UsageError
from graphq.graph.read.days import is_later
from graphq.graph.read.loads import cut_off_note
from graphq.graph.records import Row
from graphq.graph.store import Store
from graphq.graph.version import check_version

if TYPE_CHECKING:
    from graphq.cypher.ask.behind import StatedBy
    from graphq.cypher.ask.header import Header, ReturnedColumn
    from graphq.cypher.ask.kept import SumsReach
    from graphq.cypher.ask.parameters import Arguments

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
FOLDER: Final = Path(__file__).parents[1]
PICTURE_SUFFIX: Final = ".picture"
KEPT_SUFFIX: Final = ".kept"

RECORD_FROM: Final = "recordFrom"
RECORD_TO: Final = "recordTo"
"""Beside the parameters, what works out rows is told the first and the last day of the record."""

_COUNTED_UNTIL: Final = (
    "Counted until {}, where the record ends; of what came after it this says nothing."
)

_SOURCES: Final = """
UNWIND $ids AS id
MATCH (source:Source {id: id})
RETURN source.id AS id, source.title AS title, source.publisher AS publisher,
  source.publishedOn AS publishedOn, source.url AS url, source.kind AS kind,
  source.reliability AS reliability, source.seenAt AS seenAt, source.original AS original
"""


@dataclass(frozen=True)
class QuestionAnswer:
    """What a question found, with all that a reader needs to stand by it."""

    question: str
    title: str
    parameters: dict[str, Any]
    columns: Mapping[str, ReturnedColumn]
    rows: list[Row]
    sources: dict[str, Row]
    notes: list[str] = field(default_factory=list)
    statement: str = ""
    shape: str = "table"
    names: dict[str, str] = field(default_factory=dict)
    """Names of the entities that the parameters were resolved to, by parameter."""
    asked: dict[str, Any] = field(default_factory=dict)
    """The resolved values that differ from their defaults."""
    reach: Reached = field(default_factory=Reached)
    """How far the record of what was asked reaches, as far as it is known on the day."""


@dataclass(frozen=True)
class Question:
    """A saved question: a file."""

    file: Path

    @property
    def name(self) -> str:
        """The question's name, which is its command's name."""
        return self.file.stem

    @cached_property
    def _parts(self) -> tuple[str, str, str]:
        from graphq.cypher.ask.header import split

        return split(self.file.read_text(encoding="utf-8"))

    @cached_property
    def title(self) -> str:
        """The first line, which Neo4j Browser shows as a favourite's name."""
        with self.file.open(encoding="utf-8") as opened:
            return opened.readline().removeprefix("//").strip()

    @cached_property
    def header(self) -> Header:
        """What the question says of itself. Raises QuestionError."""
        from graphq.cypher.ask.headers import header_of

        return header_of(self.file, self.written_header)

    @property
    def written_header(self) -> str:
        """The header as it is written: YAML."""
        return self._parts[1]

    @property
    def statement(self) -> str:
        """The Cypher."""
        return self._parts[2]

    @cached_property
    def picture(self) -> str:
        """The statement that draws the answer: paths, few enough to look at; or nothing.

        It takes the question's parameters. Its file can be pasted into Neo4j Browser as it is.
        """
        return self._picture_parts[2]

    @property
    def picture_title(self) -> str:
        """What the picture shows, as the first line of its file says; or nothing."""
        return self._picture_parts[0]

    @cached_property
    def kept(self) -> str:
        """The statement that gives the same from the sums that are kept; or nothing."""
        from graphq.cypher.ask.header import split

        file = self.file.with_suffix(f"{KEPT_SUFFIX}{self.file.suffix}")
        return split(file.read_text(encoding="utf-8"))[2] if file.is_file() else ""

    @cached_property
    def _picture_parts(self) -> tuple[str, str, str]:
        from graphq.cypher.ask.header import split

        file = self.file.with_suffix(f"{PICTURE_SUFFIX}{self.file.suffix}")
        return split(file.read_text(encoding="utf-8")) if file.is_file() else ("", "", "")

    def worked_out(self, read: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
        """The rows of the answer from the rows that the statement returned.

        They are the same unless the header names what works them out. Raises QuestionError.
        """
        name = self.header.then
        if not name:
            return read
        from graphq.cypher.ask.header import QuestionError
        from graphq.cypher.reckon import module_of, reckoner

        reckon = reckoner(name)
        if reckon is None:
            raise QuestionError(
                f"{self.file.name}: its header says then: {name}, and {module_of(name)} has no "
                "function rows; write it, or name another."
            )
        return reckon(read, parameters)

    def resolve(self, store: Store, given: Mapping[str, Any], today: date) -> Arguments:
        """What the statement takes for what is given.

        `given` maps parameter names to text as typed, or to values of their type; what is left out
        or None takes its default. Raises UsageError, UnknownNameError, StoreError, QuestionError.
        """
        from graphq.cypher.ask.parameters import resolve_all

        return resolve_all(store, self.name, self.header, given, today)

    def ask(
        self, store: Store, given: Mapping[str, Any], today: date | None = None
    ) -> QuestionAnswer:
        """Resolve what is given, run the statement and gather the sources. Raises as `resolve`."""
        return Inquiry(store, today).ask(self, given)


class Inquiry:
    """Several questions put to one graph as it stands; what they share is read once for all.

    The same question with the same values is run once. Sources are read when they are asked for,
    those that are not known yet together.
    """

    def __init__(self, store: Store, today: date | None = None) -> None:
        """Raises StoreError when the graph is of another version of the model."""
        check_version(store)
        self.store, self.today = store, today or date.today()
        self._run: dict[tuple[str, str], list[Row]] = {}
        self._sources: dict[str, Row] = {}
        self.record = RecordReader(store)
        """How far it reaches, and what was cut off."""

    @cached_property
    def unfinished(self) -> list[str]:
        """What is to be said of the loads that were cut off."""
        return [cut_off_note(load) for load in self.record.cut_off]

    def ask(self, question: Question, given: Mapping[str, Any]) -> QuestionAnswer:
        """The answer with its sources. Raises as `Question.resolve`."""
        resolved = self._resolved(question, given)
        rows = self._rows(question, resolved)
        header = question.header
        # Before anything else of the record, which is read with it.
        reach = self.record.reached(header, resolved.values)
        return QuestionAnswer(
            question=question.name,
            title=question.title,
            parameters=resolved.values,
            columns=header.columns,
            rows=rows,
            sources=marked_later(
                self.sources(cited(header.columns, rows)), resolved.values.get("asOf")
            ),
            notes=[
                *self.unfinished,
                *resolved.notes,
                *header.notes,
                *_uncited(resolved.values),
                *self._parts(header, resolved.values, rows),
            ],
            statement=question.statement,
            shape=header.shape,
            names=resolved.names,
            asked={
                name: value
                for name, value in resolved.values.items()
                if value != header.parameters[name].default and name != CITED
            },
            reach=reach,
        )

    def rows(self, question: Question, given: Mapping[str, Any]) -> list[Row]:
        """The rows of the answer alone. Raises as `Question.resolve`."""
        return self._rows(question, self._resolved(question, given))

    def _resolved(self, question: Question, given: Mapping[str, Any]) -> Arguments:
        """The values; of a question that holds one time against another until the record ends."""
        resolved = question.resolve(self.store, given, self.today)
        if question.header.until_the_record_ends:
            last = self.record.reached(question.header, resolved.values).last
            if last and last < resolved.values["asOf"]:
                resolved.values["asOf"] = last
                resolved.notes.append(_COUNTED_UNTIL.format(last))
        return resolved

    def _rows(self, question: Question, resolved: Arguments) -> list[Row]:
        key = (question.name, repr(resolved.values))
        if key not in self._run:
            self._run[key] = self._answered(question, resolved.values)
        return self._run[key]

    def parts_left_out(self, question: Question, given: Mapping[str, Any]) -> list[str]:
        """The groups of which only a part passed on, where the answer leaves out what they did.

        Raises as `Question.resolve`.
        """
        return left_out(self.store, self._resolved(question, given).values)

    def _parts(
        self, header: Header, values: Mapping[str, Any], rows: Sequence[Row]
    ) -> Iterator[str]:
        """What is to be said of predecessors of which only a part passed on, unless rows say it."""
        if not (rows and PARTS_LEFT_OUT in header.columns):
            names = left_out(self.store, values)
            yield from [told(names)] if names else []
        if unasked(values):
            yield "--parts goes with --with-predecessors, without which nothing of theirs is told."

    @cached_property
    def _stated_by(self) -> StatedBy:
        """The sources of incidents that numbers rest on."""
        from graphq.cypher.ask.behind import StatedBy

        return StatedBy(self.store)

    @cached_property
    def _reach(self) -> SumsReach | None:
        """What the kept sums hold, where there are so many incidents that they are asked."""
        from graphq.cypher.ask.kept import MANY, reach_of

        found = reach_of(self.store)
        return found if found and found.incidents >= MANY else None

    def _is_kept(self, header: Header, values: dict[str, Any]) -> bool:
        """Whether the sums that are kept say what is asked."""
        from graphq.cypher.ask.kept import asks_by_keys, reaches

        if header.kept is None or not asks_by_keys(header, values) or self._reach is None:
            return False
        return reaches(self.store, header.kept, self._reach, values)

    def _answered(self, question: Question, values: dict[str, Any]) -> list[Row]:
        header = question.header
        if not header.counted:
            return self._worked_out(question, self.store.read(question.statement, values), values)
        from graphq.cypher.ask.behind import with_incidents, with_sources

        if self._is_kept(header, values):
            read = self.store.read(question.kept, values)
            return with_sources(header.counted, read, self._worked_out(question, read, values))
        read = self.store.read(question.statement, values)
        rows = self._worked_out(question, read, values)
        return with_incidents(self._stated_by, header.counted, values, read, rows)

    def _worked_out(self, question: Question, read: list[Row], values: dict[str, Any]) -> list[Row]:
        """The rows of the answer; what works them out is told from when to when the record is."""
        if not question.header.then:
            return read
        reach = self.record.reached(question.header, values)
        return question.worked_out(
            read, {**values, RECORD_FROM: reach.first, RECORD_TO: reach.last}
        )

    def sources(self, ids: Iterable[str]) -> dict[str, Row]:
        """The sources of those ids that the graph knows, in the order given."""
        wanted = list(dict.fromkeys(ids))
        unread = [key for key in wanted if key not in self._sources]
        self._sources |= read_sources(self.store, unread)
        return {key: self._sources[key] for key in wanted if key in self._sources}


def _uncited(values: Mapping[str, Any]) -> Iterator[str]:
    """How the sources of numbers are asked for, where none are named."""
    if values.get(CITED) == 0:
        yield "--sources 20 names the newest incidents of each row, with their sources."


def questions(folder: Path = FOLDER) -> dict[str, Question]:
    """Every saved question by its name, in alphabetical order."""
    files = sorted(folder.glob("*.cypher"))
    beside = (PICTURE_SUFFIX, KEPT_SUFFIX)
    return {file.stem: Question(file) for file in files if not file.stem.endswith(beside)}


def question(name: str) -> Question:
    """The question of that name. Raises UsageError that lists them."""
    found = questions()
    if name not in found:
        raise UsageError(f"There is no question '{name}'. There are: {', '.join(found)}.")
    return found[name]


def read_sources(store: Store, ids: Iterable[str]) -> dict[str, Row]:
    """The sources of those ids that the graph knows, in the order given."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    found = {row["id"]: row for row in store.read(_SOURCES, {"ids": wanted})}
    return {key: found[key] for key in wanted if key in found}


def marked_later(sources: Mapping[str, Row], day: date | None) -> dict[str, Row]:
    """The sources, each with `publishedLater`: whether it was published after the day asked for.

    It states what had happened by then all the same. One without a date is of the latest year that
    its title names, at the earliest.
    """
    return {
        key: {**source, "publishedLater": day is not None and _came_later(source, day)}
        for key, source in sources.items()
    }


def _came_later(source: Row, day: date) -> bool:
    years = _YEAR.findall(str(source["title"]))
    return is_later(source["publishedOn"] or max(years, default=None), day)


def cited(columns: Mapping[str, ReturnedColumn], rows: Iterable[Row]) -> Iterator[str]:
    """The ids of every source that the rows name, in whichever declared column."""
    for row in rows:
        for name, column in columns.items():
            found = row.get(name) or []
            if column.type == "sources":
                yield from found
            elif column.type == "facts":
                for fact in found:
                    yield from fact["sources"]
