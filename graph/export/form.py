"""What every export has in common: how a form declares itself, and how its file is written whole.

What always holds here: a module of this folder that has a `FORM` is a form, found without being
listed anywhere. A file stands under its name only when it is whole; a full disk or an interrupt
leaves nothing. Nothing is overwritten unasked, and of a folder only what an export wrote.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from graphq.graph.errors import UsageError
from graphq.graph.outputs import (
    check_no_link,
    give_name,
    is_empty,
    not_ours,
    replace_folder,
    unfinished,
)
from graphq.graph.read.part import Part
from graphq.graph.records import NodeRecord, RelationshipRecord
from graphq.graph.refused import refused

_TOLD_EVERY: Final = 500
"""Nodes or relationships after which the progress is told."""

_LIMITED: Final = {"acled": "ACLED", "gtd": "GTD"}
"""Datasets whose licences limit what may be passed on, by their name here and the people's."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how much, in how many files, and what the form could not carry."""

    nodes: int
    relationships: int
    files: int = 1
    told: tuple[str, ...] = ()


class Export(Protocol):
    """Writes a part to a place where nothing is yet."""

    def __call__(self, part: Part, place: Path, /) -> Exported:
        """Write it. Raises OSError as the file system does; what is half written stays."""
        ...


@dataclass(frozen=True, slots=True)
class ExportForm:
    """A form of export, as a module declares it in `FORM`."""

    name: str
    suffix: str
    """How its file is to end, with the dot; nothing if it is a folder."""
    help: str
    """What it is, in one sentence."""
    opened: str
    """What to do with it, in one sentence; FILE stands for what was written."""
    export: Export
    own: bool = False
    """Whether of the whole graph it also takes what the writer keeps for itself."""

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder of files rather than one file."""
        return not self.suffix


@cache
def forms() -> dict[str, ExportForm]:
    """Every form by its name, in alphabetical order."""
    import graphq.graph.export as folder

    found = [
        form
        for module in pkgutil.iter_modules(folder.__path__, f"{folder.__name__}.")
        if isinstance(
            form := getattr(importlib.import_module(module.name), "FORM", None), ExportForm
        )
    ]
    return {form.name: form for form in sorted(found, key=lambda form: form.name)}


def form(name: str) -> ExportForm:
    """The form of that name. Raises UsageError that lists them."""
    if name not in forms():
        raise UsageError(
            f"There is no form '{name}' to export to. There are: {', '.join(forms())}."
        )
    return forms()[name]


Begin = Callable[[str], Callable[[int], None]]
"""Begins a stage of the work, and gives what is called with how many more facts are done."""


def _untold(stage: str) -> Callable[[int], None]:
    return lambda done: None


def write(
    form: ExportForm, part: Part, place: Path, overwrite: bool = False, begin: Begin = _untold
) -> Exported:
    """Write the part to the place, whole or not at all.

    Raises UsageError when something is there that may not be overwritten, when the place cannot be
    written to, or when the form has a place for nothing of it; StoreError when the disk is full.
    """
    _check(form, place, overwrite)
    watched = _Watched(part, begin)
    try:
        with unfinished(place.parent) as folder:
            made = folder / place.name
            written = form.export(watched, made)
            if not written.nodes:
                raise UsageError(
                    f"Nothing of it can be written as {form.name}, so nothing was exported. "
                    f"{' '.join(written.told)}".strip()
                )
            # Another export may have been quicker to write there.
            _check(form, place, overwrite)
            if not form.is_folder:
                give_name(made, place, overwrite)
            elif place.exists():
                replace_folder(made, place)
            else:
                made.rename(place)
    except OSError as error:
        raise refused(place, error, left=NOTHING_LEFT) from error
    return replace(written, told=(*written.told, *watched.limits()))


def _check(form: ExportForm, place: Path, overwrite: bool) -> None:
    """Raise UsageError when the place is taken by what may not be overwritten."""
    try:
        check_no_link(place)
        if not os.path.lexists(place):
            return
        if form.is_folder and place.is_dir():
            _check_folder(place, overwrite)
        elif form.is_folder or not place.is_file():
            what = "a folder" if form.is_folder else "an ordinary file"
            raise UsageError(f"{place} is there and is not {what}. Name another place.")
        elif not overwrite:
            raise UsageError(f"{place} is there already ({_FORCE}). Name another file.")
    except OSError as error:
        raise refused(place, error) from error


def _check_folder(place: Path, overwrite: bool) -> None:
    if is_empty(place):
        return
    if not overwrite:
        raise UsageError(f"{place} is not empty ({_FORCE}). Name a new folder.")
    reason = not_ours(place)
    if reason is not None:
        raise UsageError(
            f"{place} is left as it is, since --force overwrites only what an export wrote, and "
            f"{reason}. Move what is yours away, or name a new folder."
        )


_FORCE: Final = "--force overwrites it"
NOTHING_LEFT: Final = ", so nothing was exported; what was written so far was removed"


class _Watched:
    """A part that tells how far it has been gone through, and whose data are in it."""

    def __init__(self, part: Part, begin: Begin) -> None:
        self._part, self._begin = part, begin
        self._datasets: set[str] = set()

    def nodes(self) -> Iterator[NodeRecord]:
        """Every node, once."""
        advance = self._begin("nodes")
        done = 0
        for done, node in enumerate(self._part.nodes(), 1):
            if done % _TOLD_EVERY == 0:
                advance(_TOLD_EVERY)
            stated = node.properties.get("dataset") or node.properties.get("scheme")
            if stated is not None:
                self._datasets.add(str(stated).partition(":")[0])
            yield node
        advance(done % _TOLD_EVERY)

    def relationships(self) -> Iterator[RelationshipRecord]:
        """Every relationship, once."""
        advance = self._begin("relationships")
        done = 0
        for done, link in enumerate(self._part.relationships(), 1):
            if done % _TOLD_EVERY == 0:
                advance(_TOLD_EVERY)
            yield link
        advance(done % _TOLD_EVERY)

    def limits(self) -> list[str]:
        """Whose licences limit what may be done with the file, in a sentence or none."""
        names = [name for key, name in _LIMITED.items() if key in self._datasets]
        if not names:
            return []
        return [
            f"It holds data of {' and '.join(names)}, whose licence does not let you pass them on: "
            "keep the file to yourself, or ask them."
        ]
