"""Which format a file has, from its columns.

What always holds here: a file is taken for a format only when it lacks nothing that the format
needs; a file that none fits is told which formats were tried and what was missing.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Final

from graphq.graph.errors import UsageError
from graphq.ingest import sources
from graphq.ingest.events.event import EventFormat
from graphq.ingest.events.withdrawals import WithdrawalFormat
from graphq.ingest.files.input import InputFile
from graphq.ingest.files.tables import in_small_letters
from graphq.ingest.sources.carver.row import CarverFormat
from graphq.ingest.whole import WholeFormat

Format = EventFormat | WholeFormat | WithdrawalFormat | CarverFormat

_SHOWN: Final = 4
"""Missing columns named of a format that does not fit."""


@cache
def known_formats() -> dict[str, Format]:
    """Every format by its name."""
    walked = pkgutil.walk_packages(sources.__path__, f"{sources.__name__}.")
    loaded = (importlib.import_module(found.name) for found in walked)
    found: list[Format] = []
    for module in loaded:
        found += getattr(module, "FORMATS", [])
        found += [module.FORMAT] if hasattr(module, "FORMAT") else []
    return {form.name: form for form in sorted(found, key=lambda form: form.name)}


def recognise(file: InputFile, name: str | None = None) -> Format:
    """The format of the file, or the one that is named.

    Raises UsageError when none fits, when several do, or when the named one lacks something.
    """
    known = known_formats()
    if name is not None:
        if name not in known:
            raise UsageError(f"There is no format {name}. There are: {', '.join(known)}.")
        lacking = _lacking(known[name], file)
        if lacking:
            raise UsageError(
                f"{file.name} cannot be read as {name}: it lacks {_listed(lacking)}. Without --as, "
                "graphq load finds the format from the columns."
            )
        return known[name]
    lacks = {key: _lacking(form, file) for key, form in known.items()}
    fitting = [key for key, lacking in lacks.items() if not lacking]
    if len(fitting) == 1:
        return known[fitting[0]]
    if fitting:
        raise UsageError(
            f"{file.name} can be read as {' or as '.join(fitting)}. Say which with --as."
        )
    nearest = sorted(lacks, key=lambda key: len(lacks[key]))
    tried = "\n".join(
        f"  {key} ({known[key].title}): lacks {_listed(lacks[key])}" for key in nearest
    )
    raise UsageError(f"{file.name} has no format that graphq knows. These were tried:\n{tried}")


def _lacking(form: Format, file: InputFile) -> list[str]:
    """What the file lacks to be of the format, in words."""
    if isinstance(form, WholeFormat):
        return [_named(lacking) for lacking in form.missing(file)]
    if not file.is_table():
        return ["a table"]
    columns = file.first_row()
    if isinstance(form, EventFormat):
        columns = form.header(columns) or columns
    return form.missing(columns) and form.missing(in_small_letters(columns))


def _named(lacking: str) -> str:
    """What is lacking by its name: `it has no column Org` is told as `Org`."""
    if lacking == "it is no table":
        return "a table"
    return lacking.removeprefix("it has no column ").removeprefix("it is no ")


def _listed(lacking: list[str]) -> str:
    more = len(lacking) - _SHOWN
    return ", ".join(lacking[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
