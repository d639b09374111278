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
from graphq.ingest.files.input import InputFile
from graphq.ingest.source import Format

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
        lacking = known[name].lacking(file)
        if lacking:
            raise UsageError(
                f"{file.name} cannot be read as {name}: it lacks {_listed(lacking)}. Without --as, "
                "graphq load finds the format from the columns."
            )
        return known[name]
    lacks = {key: form.lacking(file) for key, form in known.items()}
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


def _listed(lacking: list[str]) -> str:
    more = len(lacking) - _SHOWN
    return ", ".join(lacking[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
