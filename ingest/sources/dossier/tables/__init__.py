"""The tables of a dossier, a file each, found by looking: a new table is one new file.

What always holds here: a file declares one `TABLE`, which holds all that is known of the table: its
columns, its rules, and the facts that its rows state. The reader checks against it, and the empty
dossier of `graphq new-dossier` and `docs/dossier.md` are made from it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Final

from graphq.ingest.sources.dossier.table import Table


def _found() -> dict[str, Table]:
    modules = (importlib.import_module(f"{__name__}.{one.name}") for one in _files())
    tables: list[Table] = [module.TABLE for module in modules]
    ordered = {table.name: table for table in _behind("", tables)}
    lost = {table.name: table.after for table in tables if table.name not in ordered}
    if lost:
        raise ValueError(f"These tables stand behind one that is not there: {lost}")
    return ordered


def _files() -> Iterator[pkgutil.ModuleInfo]:
    return pkgutil.iter_modules(__path__)


def _behind(name: str, tables: list[Table]) -> Iterator[Table]:
    """The tables that stand behind the one of that name, each with those behind it."""
    for table in tables:
        if table.after == name:
            yield table
            yield from _behind(table.name, tables)


TABLES: Final[Mapping[str, Table]] = _found()
"""Every table by its name, in the order in which they are told."""
