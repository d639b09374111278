"""What can be loaded, and what the one life of a load asks of it.

What always holds here: the life of a load (`pipeline.py`) knows of a source only what stands here;
whatever is loaded is a `Source`, and every file that is recognised has a `Format` that makes one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from graphq.graph.model.coverage import Coverage
from graphq.graph.store import Store
from graphq.graph.write.counts import LoadCounts
from graphq.graph.write.gears import Gear
from graphq.ingest.files.input import InputFile
from graphq.ingest.files.rejects import Rejects
from graphq.ingest.runs import Summary

Stage = Callable[[str, int, bool], Callable[[int, int], None]]
"""Called with what begins, how much there is (0 where nobody knows), and whether that is bytes of a
file; returns what to call with how much more of it is done, and how many rows or facts that was."""


def quiet(name: str, total: int, in_bytes: bool) -> Callable[[int, int], None]:
    """A stage that nobody looks at."""
    return lambda done, counted: None


@dataclass(frozen=True, slots=True)
class Asked:
    """How a load was asked for."""

    replace: bool = False
    """Retire what the source does not state, however much it is."""
    dry_run: bool = False
    """Say what would be done, and write nothing."""
    stage: Stage = quiet


class Reading(Protocol):
    """A source that has been opened against a graph, on its way into it."""

    @property
    def loads(self) -> str:
        """The name under which its loads are on record."""
        ...

    @property
    def counts(self) -> LoadCounts:
        """What was done so far, or would be done."""
        ...

    @property
    def in_bulk(self) -> bool:
        """Whether the graph has nothing of it, so that all can be made in bulk."""
        ...

    @property
    def is_whole(self) -> bool:
        """Whether, once settled, the graph has of its dataset what it states, and nothing else."""
        ...

    def write(self, gear: Gear) -> None:
        """Write what it states; in a dry run the gear writes nothing."""
        ...

    def settle(self, store: Store, *, cut_off: bool) -> None:
        """Retire what is no longer stated, or keep it; `cut_off`: an earlier load did not end."""
        ...

    def covers(self, store: Store) -> Sequence[Coverage]:
        """What time and countries it says itself that it covers; asked for once all is settled."""
        ...

    def told(self, summary: Summary) -> Summary:
        """The summary with what this kind of source has to tell besides."""
        ...


class DatasetPart(Protocol):
    """What is one dataset, and so one load of its own."""

    @property
    def dataset(self) -> str:
        """The name under which its facts are kept."""
        ...

    @property
    def origin(self) -> str:
        """The file or folder, for the record of the load."""
        ...

    @property
    def importer(self) -> str:
        """Which module reads it."""
        ...

    def fingerprint(self) -> str:
        """A hash of what is read."""
        ...

    def begin(self, store: Store, asked: Asked) -> Reading:
        """Open it, and refuse what is not to be written; nothing has been written yet.

        Raises SourceRefusedError with all problems, UsageError, StoreError.
        """
        ...


class Source(Protocol):
    """Something that can be loaded."""

    @property
    def dataset(self) -> str:
        """The name under which its facts are kept, or what its datasets have in common."""
        ...

    @property
    def origin(self) -> str:
        """The file or folder."""
        ...

    def parts(self, store: Store) -> Sequence[DatasetPart]:
        """The datasets that it consists of; mostly it is one. Raises UsageError, StoreError."""
        ...


class OneDataset:
    """What is true of every source that is one dataset."""

    __slots__ = ()

    def parts(self, store: Store) -> Sequence[Self]:
        """Itself."""
        return (self,)


class OneFile(OneDataset):
    """What is true of every source that is one file of a format."""

    __slots__ = ()
    file: InputFile

    @property
    def origin(self) -> str:
        """The file's name."""
        return self.file.name

    def fingerprint(self) -> str:
        """A hash of the file."""
        return self.file.fingerprint()


class Format(Protocol):
    """A kind of file that is recognised."""

    @property
    def name(self) -> str:
        """The word for `--as`."""
        ...

    @property
    def title(self) -> str:
        """What people call it: `UCDP Actor Dataset`."""
        ...

    def lacking(self, file: InputFile) -> list[str]:
        """What the file lacks to be of this kind, by name; empty if it is of this kind."""
        ...

    def source(self, file: InputFile, rejects: Rejects) -> Source:
        """The file as a source; what cannot be read of it is listed in the rejects."""
        ...
