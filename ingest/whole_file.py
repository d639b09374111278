"""A file of a format that is read whole, as a source of the pipeline.

What always holds here: an entry that cannot be read goes to the rejects file, and the others are
loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from graphq.graph.store import Store
from graphq.ingest.facts import Facts
from graphq.ingest.files.input import InputFile, TableRow
from graphq.ingest.files.rejects import Rejects
from graphq.ingest.runs import Summary
from graphq.ingest.whole import Read, WholeFormat


@dataclass(slots=True)
class WholeFile:
    """The file, its format, and what became of its entries once they are read."""

    form: WholeFormat
    file: InputFile
    rejects: Rejects
    read: Read = field(default_factory=Read)

    @property
    def dataset(self) -> str:
        """The format's dataset."""
        return self.form.name

    @property
    def origin(self) -> str:
        """The file's name."""
        return self.file.name

    @property
    def importer(self) -> str:
        """The format, with the version of its reading."""
        return f"{self.form.name} {self.form.version}"

    @property
    def is_complete(self) -> bool:
        """Whether every entry was read."""
        return not any(reject.is_entry for reject in self.read.rejects)

    def fingerprint(self) -> str:
        """A hash of the file."""
        return self.file.fingerprint()

    def told(self, summary: Summary) -> Summary:
        """The summary with what became of the entries."""
        return replace(summary, rejected=len(self.read.rejects), left_out=dict(self.read.left_out))

    def facts(self, store: Store) -> Facts:
        """Every fact. Raises FileRefusedError when the file cannot be read at all."""
        self.read = self.form.read(self.file)
        for reject in self.read.rejects:
            row = TableRow(reject.line, {"entry": reject.cells})
            self.rejects.add(row, reject.column, reject.reason)
        return self.read.facts
