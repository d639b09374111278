"""The tables of a dossier, a file each, found by looking: a new table is one new file.

What always holds here: a file declares one `TABLE`, which holds all that is known of the table: its
columns, its rules, and the facts that its rows state. The reader checks against it, and the empty
dossier of `graphq new-dossier` and `docs/dossier.md` are made from it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graphq.ingest.sources.dossier.table import DossierTable


def _found() -> list[DossierTable]:
    files = pkgutil.iter_modules(__path__)
    return [importlib.import_module(f"{__name__}.{file.name}").TABLE for file in files]


def in_order(tables: Sequence[DossierTable]) -> dict[str, DossierTable]:
    """Each behind the one that it names. Raises ValueError where that is not there."""
    ordered = {table.name: table for table in _behind("", tables)}
    lost = {table.name: table.after for table in tables if table.name not in ordered}
    if lost:
        raise ValueError(f"These tables stand behind one that is not there: {lost}")
    return ordered


def _behind(name: str, tables: Sequence[DossierTable]) -> Iterator[DossierTable]:
    """The tables that stand behind the one of that name, each with those behind it."""
    for table in tables:
        if table.after == name:
            yield table
            yield from _behind(table.name, tables)


TABLES: Final[Mapping[str, DossierTable]] = in_order(_found())
"""Every table by its name, in the order in which they are told."""
