"""What a brief is written from: answers of saved questions, each asked once.

What always holds here: only saved questions and what `graphq show` shows are read, all as of one
day, and of one dataset where several tell of the subject. A text from the record that tells of a
later day is left out, and is kept to be counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from graphq.brief.words import listed, number, sentence
from graphq.cypher.ask.catalog import Inquiry, Question, QuestionAnswer, questions
from graphq.cypher.ask.entity import nodes, parties, users
from graphq.cypher.ask.header import CITED
from graphq.cypher.ask.parts import PARTS
from graphq.cypher.ask.reach import Reached
from graphq.document.dates import later, partial, tells_later, when
from graphq.document.document import RECORD, Block, Paragraph, Sentence
from graphq.graph.read.loads import loaded
from graphq.graph.read.names import Resolved
from graphq.graph.records import NodeRecord, Row

KINDS: Final = {"Group": "group", "Target": "target"}
"""The labels of what a brief can be about, and the parameter of questions about it."""

NOT_TOLD: Final = "not told by then"
"""What `claims` calls an incident of which every claim was made after the day."""

_RATINGS: Final = "carver:"
LATER: Final = "later"
_OF_COUNTS: Final = ("figures", "reconcile", "matches")
"""Questions to which a dataset is whose published counts, or whose incidents, are held against
others."""

_OF_FACILITIES: Final = ("nearby", "warn", "similar-targets")
"""Questions on other facilities: of whom to warn nothing is left out that nobody asked to."""


@dataclass
class BriefFacts:
    """Everything that a brief's sections ask, as of its day."""

    inquiry: Inquiry
    node: NodeRecord
    """The group or target that the brief is about."""
    day: date
    dataset: str | None = None
    """The one dataset whose incidents are counted; none where no other tells of the subject."""
    others: tuple[str, ...] = ()
    """The other datasets that tell of it. What two of them tell is never added up."""
    is_chosen: bool = False
    """Whether nobody asked for the one dataset, which was chosen since several tell of it."""
    parts: bool = False
    """Whether what a whole did of which only a part passed on is told too, marked as of a part."""
    later_texts: set[str] = field(default_factory=set)
    """Remarks that are left out since they tell of a day after the brief's."""
    _nodes: dict[tuple[str, str], NodeRecord] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The subject's id."""
        return self.node.id

    @property
    def name(self) -> str:
        """The subject's short name."""
        return str(self.node.properties["name"])

    @property
    def is_group(self) -> bool:
        """Whether the brief is about a group; otherwise it is about a target."""
        return "Group" in self.node.labels

    def rows(self, name: str, **given: Any) -> list[Row]:
        """The rows that a saved question has about the subject, as of the day.

        The group or target is given already; any other parameter by its name in the question's
        header. None for `group` or `target` leaves the subject out.
        """
        return self.inquiry.rows(self._questions[name], self._given(name, given))

    def answer(self, name: str, **given: Any) -> QuestionAnswer:
        """The whole answer, likewise."""
        return self.inquiry.ask(self._questions[name], self._given(name, given))

    def parts_left_out(self, name: str) -> list[str]:
        """The groups of which only a part passed on, where the question leaves out their deeds."""
        return self.inquiry.parts_left_out(self._questions[name], self._given(name, {}))

    @cached_property
    def reach(self) -> Reached:
        """How far the record of the subject reaches, as far as that is known on the day."""
        header = self._questions["incidents" if self.is_group else "exposure"].header
        subject = KINDS["Group" if self.is_group else "Target"]
        given = {subject: self.id, "dataset": self.dataset, "asOf": self.day}
        return self.inquiry.record.reached(header, given)

    @property
    def until(self) -> date:
        """The last day that is counted: the brief's, or the one on which the record ends before."""
        return self.reach.last or self.day

    @property
    def by_then(self) -> str:
        """Until when nothing is on record, where nothing is."""
        ends = ", where the record ends" if self.until < self.day else ""
        return f"by {when(self.until)}{ends}"

    def each_dataset(self) -> list[BriefFacts]:
        """The same for each dataset that tells of the subject, the one that is counted first."""
        return [self, *(replace(self, dataset=name, others=()) for name in self.others)]

    def reported(self, sources: Iterable[str]) -> str:
        """When the newest of the sources was published that had been by the day: of what lasts.

        What began and of which no end is reported is known to have held until then, no longer.
        Blank where none of them has a date; `later` where all of them came after the day.
        """
        told = [
            (known.span.first, str(text))
            for source in self.inquiry.sources(sources).values()
            if (text := source["publishedOn"]) and (known := partial(text))
        ]
        by_then = [one for one in told if one[0] <= self.day]
        if by_then:
            return max(by_then)[1]
        return LATER if told else ""

    def published(self, sources: Iterable[str]) -> list[str]:
        """Those of the sources that had been published by the day; all, where none had."""
        known = self.inquiry.sources(sources)
        by_then = [key for key, one in known.items() if not later(one["publishedOn"], self.day)]
        return by_then or list(known)

    def last_reported(self, sources: Iterable[str]) -> str:
        """The same in words, to stand in brackets."""
        told = self.reported(sources)
        if told == LATER:
            return "reported later"
        return f"last reported {when(told)}" if told else "last report not dated"

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return questions()

    def _given(self, name: str, given: dict[str, Any]) -> dict[str, Any]:
        subject = KINDS["Group" if self.is_group else "Target"]
        parameters = self._questions[name].header.parameters
        about: dict[str, Any] = (
            {subject: Resolved(self.id, self.name)} if subject in parameters else {}
        )
        if CITED in parameters:
            # What is said of a number rests on its incidents one by one.
            about[CITED] = parameters[CITED].maximum
        if self._takes_dataset(name):
            about["dataset"] = self.dataset
        if PARTS in parameters:
            about[PARTS] = self.parts
        return {**about, "asOf": self.day, **given}

    def command(self, name: str, more: str = "") -> str:
        """The command that lists what is counted or left out."""
        more = more and f" {more}"
        if self._takes_dataset(name):
            more += f" --dataset {self.dataset}"
        if self.parts and PARTS in self._questions[name].header.parameters:
            more += f" --{PARTS}"
        return f"graphq {name} {self.id}{more} --as-of {self.day}"

    def _takes_dataset(self, name: str) -> bool:
        """Whether the question is to be asked of the one dataset that is counted."""
        taken = "dataset" in self._questions[name].header.parameters
        return taken and bool(self.dataset) and name not in self._of_all

    @property
    def _of_all(self) -> tuple[str, ...]:
        """Questions that are asked of all datasets."""
        return (*_OF_COUNTS, *_OF_FACILITIES) if self.is_chosen else _OF_COUNTS

    def nodes(self, label: str, ids: Iterable[str]) -> dict[str, NodeRecord]:
        """What is stored of those entities of the label, by their ids, as far as there are any."""
        wanted = list(dict.fromkeys(ids))
        unread = [key for key in wanted if (label, key) not in self._nodes]
        self._nodes |= {(label, n.id): n for n in nodes(self.inquiry.store, label, unread)}
        return {key: self._nodes[label, key] for key in wanted if (label, key) in self._nodes}

    def name_of(self, label: str, key: str) -> str:
        """The short name of another entity; its id where the graph does not hold it."""
        found = self.nodes(label, [key]).get(key)
        return str(found.properties["name"]) if found else key

    def publisher(self, source: str) -> str:
        """Who published the source."""
        return str(self.inquiry.sources([source])[source]["publisher"])

    @cached_property
    def users(self) -> list[Row]:
        """Who used the target by the day, and who of them had surely left."""
        return users(self.inquiry.store, self.id, self.day)

    @cached_property
    def parties(self) -> dict[str, int]:
        """How many groups entered each change of the lineage."""
        return parties(self.inquiry.store, (row["changeId"] for row in self.rows("lineage")))

    def attribution(self, word: str | None) -> str:
        """On whose word an incident is somebody's; it is blank where each claim came later."""
        return str(word) if word else NOT_TOLD

    def told(self, text: Any) -> str:
        """A text from the record, or nothing where it tells of a day after the brief's.

        Of several remarks, those that tell of none, one after the other.
        """
        if isinstance(text, list):
            return " ".join(filter(None, (self.told(one["text"]) for one in text)))
        if not text:
            return ""
        if tells_later(str(text), self.day):
            self.later_texts.add(str(text))
            return ""
        return str(text)

    def remarks(
        self, rows: Iterable[Row], column: str, about: Callable[[Row], str]
    ) -> list[Sentence]:
        """What the record remarks on the rows in that column, each with what it is about."""
        return [
            Sentence(
                sentence(f"{about(row)}: {text}"),
                one["sources"] or sources_of([row], "sources", "disputedBy"),
            )
            for row in rows
            for one in _remarks(row[column])
            if (text := self.told(one["text"]))
        ]

    def record(self) -> str:
        """What the record itself is called as a source."""
        every = loaded(self.inquiry.store)
        loads = [name for name in every if not name.startswith(_RATINGS)]
        loads += ["CARVER ratings entered by hand"] if len(loads) < len(every) else []
        held = listed(loads) if loads else "what is on record"
        return (
            f"The record itself: {held}, as loaded here. Each fact counted has sources of its own, "
            "which the command named beside it lists"
        )


def _remarks(told: Any) -> list[Row]:
    """The remarks of a column; a text is one that has no sources of its own."""
    return told if isinstance(told, list) else [{"text": told, "sources": []}]


@dataclass(frozen=True, slots=True)
class Passage:
    """What a section says, and what it has for the sections on disputes and on what is not known.

    Without blocks the section is left out; then `unknown` says that the record has nothing.
    """

    blocks: Sequence[Block] = ()
    disputed: Sequence[Sentence] = ()
    unknown: Sequence[Sentence] = ()
    remarks: Sequence[Sentence] = ()
    """Where the sources disagree on what matters less; told after what is disputed."""


def of_record(text: str) -> Sentence:
    """A sentence about the record itself."""
    return Sentence(text, [RECORD])


def of_records(*texts: str) -> Paragraph:
    """A paragraph about the record itself."""
    return Paragraph(tuple(map(of_record, texts)))


def nothing(text: str) -> Passage:
    """A section that is left out, and what it says is not on record."""
    return Passage(unknown=[of_record(text)])


def left_out(count: int, what: str, command: str) -> Paragraph | None:
    """How many more there are than are shown, and the command that lists them; none if none."""
    return of_records(f"And {number(count)} {what}: {command}.") if count > 0 else None


def parts_left_out(rows: Iterable[Row], command: str) -> list[Paragraph]:
    """That something is left out of the rows since only a part passed on, and how it is had."""
    if not any(row["partsLeftOut"] for row in rows):
        return []
    said = "What groups did of which only a part is of such a lineage is left out of these numbers"
    return [of_records(f"{said}: {command}.")]


def sources_of(rows: Iterable[Row], *columns: str) -> list[str]:
    """The ids in those columns of the rows, each once."""
    found: dict[str, None] = {}
    for row in rows:
        for column in columns or ("sources",):
            found.update(dict.fromkeys(row.get(column) or ()))
    return list(found)
