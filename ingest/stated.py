"""Sources that state all their facts at once: dossiers, gazetteers, lists, assessments.

What always holds here: a source is read and checked whole before anything is written. What it
stated before is known from the register; what it no longer states is retired, unless it may be
among what could not be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final, Protocol

from graphq.graph.errors import UsageError
from graphq.graph.model.coverage import Coverage
from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.store import Store
from graphq.graph.write import identities, register, stand_ins
from graphq.graph.write.counts import LoadCounts
from graphq.graph.write.derived import attach_anew
from graphq.graph.write.gears import Gear
from graphq.graph.write.pointing import pointing
from graphq.graph.write.upsert import DERIVED
from graphq.graph.write.writer import Writer
from graphq.ingest.attach import attach
from graphq.ingest.facts import Facts
from graphq.ingest.runs import UNREADABLE, Summary
from graphq.ingest.source import Asked, OneDataset, Reading

_RETIRED_UNASKED: Final = 20
"""As many facts, and more than half of a dataset, are retired only where it is asked for."""


class Stating(Protocol):
    """What states all its facts at once."""

    WHY_KEPT: ClassVar[str]

    @property
    def dataset(self) -> str:
        """The name under which its facts are kept."""
        ...

    @property
    def origin(self) -> str:
        """The file or folder."""
        ...

    @property
    def is_complete(self) -> bool:
        """Whether its facts, once asked for, are all that it states; else some are unreadable."""
        ...

    def facts(self, store: Store) -> Facts:
        """Every fact. Raises SourceRefusedError with all problems when some row is wrong."""
        ...

    def told(self, summary: Summary) -> Summary:
        """The summary with what it has to tell besides."""
        ...


class StatedSource(OneDataset):
    """A source that says its facts, and leaves to this how they come into the graph."""

    __slots__ = ()
    WHY_KEPT: ClassVar[str] = UNREADABLE
    """Why what it stated before is kept where it is not complete: the end of a sentence."""

    def told(self, summary: Summary) -> Summary:
        """The summary; there is nothing else to tell."""
        return summary

    def begin(self: Stating, store: Store, asked: Asked) -> Reading:
        """Read everything. Raises what `facts` raises.

        Raises UsageError where it looks like another source under the name of an earlier one.
        """
        facts = self.facts(store)
        alone = attach(facts, identities.applied(store))
        if not asked.replace:
            _refuse_another_source(store, self, facts)
        writer = Writer(store, self.dataset, dry_run=asked.dry_run, registered=True)
        return _Facts(self, facts, alone, writer, asked)


@dataclass(slots=True)
class _Facts:
    """The facts of a source, on their way into a graph."""

    source: Stating
    facts: Facts
    alone: set[str]
    """Records that nobody has identified, and that facts are about."""
    writer: Writer
    asked: Asked
    in_bulk: bool = field(default=False, init=False)
    _kept: int = field(default=0, init=False)

    @property
    def loads(self) -> str:
        """The dataset."""
        return self.source.dataset

    @property
    def counts(self) -> LoadCounts:
        """What was done so far, in facts."""
        return self.writer.counts

    @property
    def is_whole(self) -> bool:
        """Whether nothing was kept that it does not state now."""
        return not self._kept

    def write(self, gear: Gear) -> None:
        """Put on record what is about to be stated, and write it."""
        nodes, relationships = self.facts.nodes.values(), self.facts.relationships.values()
        writer = self.writer
        writer.gear = gear
        writer.intend([*nodes, *relationships])
        advance = self.asked.stage(f"Loading {self.source.dataset}", len(self.facts), False)
        writer.progress = lambda done: advance(done, done)
        writer.write(nodes)
        if self.alone and not self.asked.dry_run:
            of_records = stand_ins.of_records(writer.store, sorted(self.alone))
            Writer(writer.store, DERIVED).write(of_records)
        writer.write(relationships)

    def settle(self, store: Store, *, cut_off: bool) -> None:
        """Retire what it states no longer; keep it where that may be among what is unreadable."""
        writer, dry_run = self.writer, self.asked.dry_run
        if self.source.is_complete or self.asked.replace:
            dataset, gone = self.source.dataset, writer.alone_no_longer_stated()
            found = pointing(store, dataset, gone, self.facts.nodes.values())
            self.facts.told += [one.sentence(dataset) for one in found]
            writer.retire(tuple(RELATIONSHIPS.values()))
            if not dry_run:
                # What came through a record has to leave the node first.
                attach_anew(store, writer.leaving())
            writer.retire(tuple(NODES.values()))
        else:
            self._kept = writer.keep()
        if not dry_run:
            writer.settle()

    def covers(self, store: Store) -> Sequence[Coverage]:
        """What it says that it covers."""
        return self.facts.covers

    def told(self, summary: Summary) -> Summary:
        """How many facts there are, and how many were kept."""
        found = replace(
            summary,
            facts=len(self.facts),
            kept=self._kept,
            why_kept=self.source.WHY_KEPT,
            told=tuple(self.facts.told),
            foreseen=tuple(self.writer.foreseen),
            doubts=tuple(self.facts.doubts),
        )
        return self.source.told(found)


def _refuse_another_source(store: Store, source: Stating, facts: Facts) -> None:
    """Raise UsageError when this looks like another source under the name of an earlier one."""
    ids = facts.nodes.keys() | facts.relationships.keys()
    left_out, stated = register.left_out(store, source.dataset, ids)
    if left_out >= _RETIRED_UNASKED and left_out > stated / 2:
        raise UsageError(
            f"Loading {source.origin} would retire {left_out:,} of the {stated:,} facts that "
            f"{source.dataset} stated before, so it looks like another source under the same "
            "name; nothing was loaded. Rename the folder, or give --replace if this is meant."
        )
