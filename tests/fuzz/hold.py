"""What has to hold of every file, whatever is in it.

What always holds here: a load ends in a summary or in one of the errors that are documented, with a
sentence; of the rows read each was loaded, listed as a reject, or left out; the list of rejects has
each of these as it stands in the file; and what was made of the rest can be written.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final

from graphq.graph.errors import GraphqError
from graphq.graph.model.facts import NAME_LENGTH
from graphq.graph.model.kinds import Kind
from graphq.graph.records import Parameters, Row
from graphq.graph.store import Step, Store
from graphq.graph.stores.nothing import NoGraph
from graphq.graph.write.counts import LoadCounts
from graphq.graph.write.upsert import Owned, OwnedTie, Stated
from graphq.ingest.events.table import EventFile
from graphq.ingest.events.withdrawals import WithdrawalFile
from graphq.ingest.files.input import InputFile, TableRow
from graphq.ingest.files.tables import table_of
from graphq.ingest.load import Load, find
from graphq.ingest.runs import Summary
from graphq.ingest.source import Asked
from graphq.ingest.sources.carver.load import ScoresFile
from graphq.ingest.whole import WholeFile
from tests.fuzz.case import Case

LONGEST_SENTENCE: Final = 4_000
_INT64: Final = range(-(2**63), 2**63)


class _Sink(NoGraph):
    """A graph that is empty but for one facility, and takes what is written."""

    def read(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """The one facility; of everything else nought."""
        if "count(" in statement:
            return [{"n": 0}]
        asked = (parameters or {}).get("text")
        if ":Target" in statement and (asked is None or asked == "The camp"):
            camp = {"id": "fac-camp", "name": "Camp", "label": "Target", "text": "The camp"}
            return [camp | {"exact": True, "number": ""}]
        return []

    def write(self, steps: Iterable[Step]) -> None:
        """Take it."""


class _Gear:
    """A gear of the writer that looks at what it is given, and keeps nothing."""

    restated: Set[str] = frozenset()

    def write(self, dataset: str, kind: Kind, batch: Sequence[Stated]) -> LoadCounts:
        """See that it can be written."""
        for fact in batch:
            _see(fact.id, fact.properties(), named=not kind.type)
        return LoadCounts(created=len(batch))

    def own(self, dataset: str, owned: Owned, there: Sequence[str]) -> list[OwnedTie]:
        """See that it can be written."""
        for row in owned.nodes:
            _see(row["id"], row["properties"], named=True)
        for rows in owned.relationships.values():
            for row in rows:
                assert row["start"], row
                assert row["end"], row
                _see(row["id"], row["properties"], named=False)
        return []

    def settle(self) -> Store:
        """Nothing waits."""
        raise AssertionError("a load that is only looked at is not settled")


def _see(key: str, properties: Mapping[str, Any], *, named: bool) -> None:
    assert key, properties
    if named:
        assert 0 < len(properties["name"]) <= NAME_LENGTH, properties
    for name, value in properties.items():
        for one in value if isinstance(value, list) else [value]:
            _see_value(name, one)


def _see_value(name: str, value: object) -> None:
    match value:
        case bool() | date():
            pass
        case str():
            assert value, f"{name} is blank"
            assert "\0" not in value, f"{name} holds a NUL"
            value.encode()
        case int():
            assert value in _INT64, f"{name} is too large: {value}"
        case float():
            assert math.isfinite(value), f"{name} is {value}"
        case _:
            raise AssertionError(f"{name} is {value!r}, which no engine takes")


def outcome(case: Case, store: Store | None = None) -> Summary | str:
    """What the load came to, or the sentence with which it was refused; raises where it is wrong.

    Without a store all is read and made into facts, and these are looked at.
    """
    rejects = case.path.parent / "rejects.csv"
    try:
        found = find(str(case.path), form=case.form, rejects=None if _is_folder(case) else rejects)
        with closing(found):
            summary = found.into(store, "fuzz") if store else _looked_at(found)
            told = found.file.encoding if found.file else ""
            assert told in ("", "utf-8", "utf-16", "utf-32", "cp1252")
    except GraphqError as error:
        sentence = str(error)
        _see_sentence(sentence)
        for problem in getattr(error, "problems", ()):
            _see_sentence(f"{problem}.")
        return sentence
    if found.file:
        _see_rows(case, found, summary, rejects, counted=store is None)
    return summary


def _is_folder(case: Case) -> bool:
    return case.seed.dossier is not None


def _see_sentence(told: str) -> None:
    assert told.endswith((".", ":")) or "These were tried" in told or "graphq load" in told, told
    assert "\0" not in told, repr(told)
    assert len(told) < LONGEST_SENTENCE, f"{len(told)} letters: {told[:300]}"
    told.encode()


def _looked_at(found: Load) -> Summary:
    """Read all of it, make its facts, and look at these."""
    sink: Any = _Sink()
    done = Summary(found.source.dataset)
    for part in found.source.parts(sink):
        reading = part.begin(sink, Asked())
        part.fingerprint()
        reading.write(_Gear())
        done += reading.told(Summary(part.dataset, counts=reading.counts))
    rejected = found.rejects.count if found.rejects else 0
    return done + Summary(done.dataset, rejected=rejected)


def _see_rows(case: Case, found: Load, summary: Summary, listed: Path, *, counted: bool) -> None:
    """See that each row went somewhere, and that those that were refused are listed as they are."""
    assert found.rejects
    rows, header = _rows_in(case, found) if _is_table(found) else ([], None)
    if case.rows is not None and _is_table(found) and header is None:
        assert case.rows == len(rows), f"{case.rows} rows were written, and {len(rows)} read"
    rejected = _rejects_in(listed)
    assert len(rejected) == summary.rejected, "the list of rejects is not whole"
    match found.source:
        case EventFile():
            loaded = summary.counts.created + summary.counts.updated + summary.counts.unchanged
            assert summary.rows == len(rows)
            assert not counted or summary.rows == (
                loaded + summary.rejected + sum(summary.left_out.values())
            ), summary
            once = True
        case WithdrawalFile():
            assert summary.rows == len(rows)
            once = True
        case ScoresFile():
            once = True
        case WholeFile() as whole:
            entries = sum(one.is_entry for one in whole.read.rejects)
            kind = "Tally" if hasattr(whole.form, "layout") else "Record"
            nodes = whole.read.facts.nodes.values()
            made = sum(kind == node.LABEL for node in nodes)
            if found.file and not found.file.is_xml():
                assert whole.read.read == len(rows)
            assert whole.read.read == entries + made, (whole.read.read, entries, made)
            once = entries == len(whole.read.rejects)
        case other:
            raise AssertionError(f"nobody looks at {other}")
    lines = [int(row["rejected_line"]) for row in rejected]
    assert not once or len(set(lines)) == len(lines), "a row is listed twice"
    if _is_table(found):
        _see_cells(rejected, {row.line: row for row in rows})


def _see_cells(rejected: Iterable[Mapping[str, str]], rows: Mapping[int, TableRow]) -> None:
    for one in rejected:
        cells = rows[int(one["rejected_line"])].cells
        kept = {name: cell for name, cell in one.items() if not name.startswith("rejected_")}
        wanted = {name: cells.get(name, "") for name in cells if not name.startswith("rejected_")}
        assert {name: kept.get(name) for name in wanted} == wanted, "a reject is not as it was"


def _is_table(found: Load) -> bool:
    return found.file is not None and found.file.is_table()


def _rows_in(case: Case, found: Load) -> tuple[list[TableRow], list[str] | None]:
    """The rows of the file, read once more; and its columns, where it has no header of its own."""
    with InputFile.open(str(case.path)) as file:
        form: Any = getattr(found.source, "form")  # noqa: B009
        if not hasattr(form, "missing"):
            return list(file.rows()), None
        header = getattr(form, "header", lambda row: None)(file.first_row())
        return list(table_of(form, file, header).rows), header


def _rejects_in(listed: Path) -> list[dict[str, str]]:
    """What the list holds: each with a line, a reason, and as many cells as there are columns."""
    if not listed.exists():
        return []
    csv.field_size_limit(1 << 30)
    try:
        with listed.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened, strict=True))
    finally:
        csv.field_size_limit(1 << 17)
    for row in rows:
        assert int(row["rejected_line"]) > 0
        assert row["rejected_reason"].strip(), row
        assert None not in row, "a row has more cells than there are columns"
        assert None not in row.values(), "a row has fewer cells than there are columns"
    return rows
