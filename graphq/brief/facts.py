"""What a brief is written from: answers of saved questions, each asked once.

What always holds here: only saved questions and what `graphq show` shows are read, all as of one
day. A text from the record that tells of a later day is left out, and is kept to be counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from graphq.brief.words import listed, tells_later
from graphq.cypher.ask.catalog import Answer, question
from graphq.cypher.ask.entity import Entity, describe, described
from graphq.document.document import RECORD, Block, Sentence
from graphq.graph.read.loads import loaded
from graphq.graph.records import Row
from graphq.graph.store import Store

KINDS: Final = {"Group": "group", "Target": "target"}
"""The labels of what a brief can be about, and the parameter of questions about it."""

CLAIMED_LATER: Final = "claimed later"
"""What `claims` calls an incident of which every claim was made after the day."""

_RATINGS: Final = "carver:"


@dataclass(slots=True)
class Facts:
    """Everything that a brief's sections ask, as of its day."""

    store: Store
    entity: Entity
    day: date
    today: date
    later_texts: set[str] = field(default_factory=set)
    """Remarks that are left out since they tell of a day after the brief's."""
    known: dict[str, Row] = field(default_factory=dict)
    _answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    _entities: dict[str, Entity] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The subject's id."""
        return self.entity.id

    @property
    def name(self) -> str:
        """The subject's short name."""
        return str(self.entity.properties["name"])

    @property
    def is_group(self) -> bool:
        """Whether the brief is about a group; otherwise it is about a target."""
        return "Group" in self.entity.labels

    def answer(self, name: str, **given: Any) -> Answer:
        """The answer to a saved question about the subject, as of the day.

        The group or target is given already; any other parameter by its name in the question's
        header. None for `group` or `target` leaves the subject out.
        """
        key = (name, repr(sorted(given.items())))
        if key not in self._answers:
            asked = question(name)
            subject = KINDS["Group" if self.is_group else "Target"]
            about = {subject: self.id} if subject in asked.header.parameters else {}
            answer = asked.ask(self.store, {**about, "asOf": self.day, **given}, self.today)
            self.known.update(answer.sources)
            self._answers[key] = answer
        return self._answers[key]

    def rows(self, name: str, **given: Any) -> list[Row]:
        """The rows of that answer."""
        return self.answer(name, **given).rows

    def of(self, label: str, key: str) -> Entity:
        """What the graph says of another entity, of that label. Raises UnknownNameError."""
        if key not in self._entities:
            self._entities[key] = described(self.store, label, key) or describe(self.store, key)
            self.known.update(self._entities[key].sources)
        return self._entities[key]

    def attribution(self, incident: str, word: str | None) -> str:
        """On whose word an incident is somebody's: its word, unless each claim came after the day.

        The record has one word for an incident, of whatever day; only claims are dated.
        """
        rows = self.rows("claims", group=None, attribution=["claimed"])
        later = {key for row in rows if row["kind"] == CLAIMED_LATER for key in row["incidentIds"]}
        return CLAIMED_LATER if incident in later else str(word)

    def told(self, text: Any) -> str:
        """A text from the record, or nothing where it tells of a day after the brief's."""
        if not text:
            return ""
        if tells_later(str(text), self.day):
            self.later_texts.add(str(text))
            return ""
        return str(text)

    def record(self) -> str:
        """What the record itself is called as a source."""
        every = loaded(self.store)
        loads = [name for name in every if not name.startswith(_RATINGS)]
        loads += ["CARVER ratings entered by hand"] if len(loads) < len(every) else []
        held = listed(loads) if loads else "what is on record"
        return (
            f"The record itself: {held}, as loaded here. Each fact counted has sources of its own, "
            "which the command named beside it lists"
        )


@dataclass(frozen=True, slots=True)
class Said:
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


def sources_of(rows: Iterable[Row], *columns: str) -> list[str]:
    """The ids in those columns of the rows, each once."""
    found: dict[str, None] = {}
    for row in rows:
        for column in columns or ("sources",):
            found.update(dict.fromkeys(row.get(column) or ()))
    return list(found)
