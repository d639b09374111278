"""An answer in a program or a notebook: rows with their sources, and forms to go on with.

What always holds here: every form carries the sources. Text from data is never markup. The picture
and the networkx graph hold what the rows are about, and nothing that happened or began after the
day asked for; what ended later has its end among the properties, and not in the picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from graphq.cypher.ask import catalog
from graphq.document.cells import jsonable
from graphq.document.html import as_part
from graphq.document.markup import framed
from graphq.document.printed.md import as_markdown
from graphq.graph.errors import UsageError
from graphq.graph.read.part import Gathered
from graphq.graph.records import Row
from graphq.graph.store import Store
from graphq.paths import write_file
from graphq.tell.answer import as_object, document_of, heading
from graphq.tell.reach import reach_object

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

RowT = TypeVar("RowT")


class Answer(Generic[RowT]):
    """What a question found, with all that a reader needs to stand by it."""

    def __init__(
        self, store: Store, question: catalog.Question, found: catalog.QuestionAnswer
    ) -> None:
        """Wrap what the catalog found; use `Graph.ask` instead."""
        self._store, self._question, self._found = store, question, found

    @property
    def question(self) -> str:
        """The question's name."""
        return self._found.question

    @property
    def heading(self) -> str:
        """What was asked, in one line, with the day that it is of."""
        return heading(self._found)

    @property
    def parameters(self) -> dict[str, Any]:
        """Every parameter with the value that was asked with: ids, days, defaults."""
        return self._found.parameters

    @property
    def columns(self) -> dict[str, str]:
        """What each column means, by its name."""
        return {name: column.help for name, column in self._found.columns.items()}

    @property
    def rows(self) -> list[RowT]:
        """The rows; what is not known is None, a date not wholly known stays text."""
        return cast("list[RowT]", self._found.rows)

    @property
    def sources(self) -> dict[str, Row]:
        """Every source that a row names, by its id: title, publisher, publishedOn, url, …"""
        return self._found.sources

    @property
    def reach(self) -> dict[str, Any]:
        """How far the record of what was asked reaches: it says nothing of what came after.

        `told` says it in words; `notCovered` what of the time asked for is not covered, None where
        all is; `datasets` has a map for each dataset, with the days `from` and `to`, and `by` what
        that is known.
        """
        return reach_object(self._found)

    @property
    def notes(self) -> list[str]:
        """Sentences to read with the answer."""
        return self._found.notes

    @property
    def statement(self) -> str:
        """The Cypher that was run."""
        return self._found.statement

    def to_dict(self) -> dict[str, Any]:
        """The answer as one object, as `--format json` prints it (docs/output.md): days as text."""
        found: dict[str, Any] = jsonable(as_object(self._found))
        return found

    def to_markdown(self) -> str:
        """The answer as a Markdown table with footnotes."""
        return as_markdown(document_of(self._found))

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a DataFrame.

        `attrs` has the `heading`, `reach`, `parameters`, `sources` and `notes`.

        Raises UsageError when pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise UsageError(
                "to_pandas needs pandas, which is not installed here: pip install pandas"
            ) from error
        frame = pd.DataFrame(self._found.rows, columns=list(self._found.columns))
        frame.attrs |= {
            "heading": self.heading,
            "reach": self.reach,
            "parameters": self.parameters,
            "sources": self.sources,
            "notes": self.notes,
        }
        return frame

    @cached_property
    def part(self) -> Gathered:
        """The nodes and relationships that the answer is about. Raises StoreError if closed."""
        from graphq.cypher.ask.part import part_of

        return part_of(self._store, self._question, self._found)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """What the answer is about, for networkx; nodes by their ids, with all properties."""
        from graphq.graph.export.as_networkx import to_networkx

        return to_networkx(self.part)

    def picture(self) -> Picture:
        """The answer as a page: graph, map and time line; it shows itself in Jupyter."""
        from graphq.page.compose import page_of
        from graphq.page.file import page_text

        page = page_of(self._store, self._found, self.part)
        return Picture(page_text(page), self.heading)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._found.rows)

    def __iter__(self) -> Iterator[RowT]:
        """Go through the rows."""
        return iter(self.rows)

    def __getitem__(self, index: int) -> RowT:
        """One row."""
        return self.rows[index]

    def __repr__(self) -> str:
        """What was asked, and how much was found."""
        number = len(self)
        return f"<{self.heading}: {number} row{'' if number == 1 else 's'}>"

    def _repr_html_(self) -> str:
        """The rows as a table with footnotes, for Jupyter."""
        return as_part(document_of(self._found, elsewhere="to_dict() has them all"))


class Picture:
    """A page of its own: no server and no network; in Jupyter it shows itself in a frame."""

    def __init__(self, page: str, title: str) -> None:
        """Keep the page's HTML."""
        self.html, self.title = page, title

    def save(self, file: str | Path) -> Path:
        """Write the page to a file, in place of what stands there.

        Raises UsageError when it is a link or the file system refuses, StoreError when a disk is
        full.
        """
        path = Path(file)
        write_file(path, self.html.encode(), force=True)
        return path

    def __repr__(self) -> str:
        """What it shows."""
        return f"<picture of {self.title}>"

    def _repr_html_(self) -> str:
        """A frame with the page; its own policy lets it reach nothing."""
        return framed(
            self.html, self.title, "allow-scripts allow-popups allow-popups-to-escape-sandbox"
        )
