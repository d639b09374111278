"""What the shell offers for an argument or an option that is being typed.

What always holds here: offers come from the graph that `--db` names earlier on the line, otherwise
from GRAPHQ_DB or the user's own; where none can be read, nothing is offered and nothing is said. A
name is offered for any of its words, in any case and without its accents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from graphq.cli.options import open_graph
from graphq.cypher.ask.parameters import LABELS, words_in_use
from graphq.graph.errors import GraphqError
from graphq.graph.read.names import entities, name_key

if TYPE_CHECKING:
    from graphq.cypher.ask.header import Parameter
    from graphq.graph.store import Store

Completion = Callable[[typer.Context, str], list[Any]]

_MOST: Final = 40
_WORD: Final = re.compile(r"[^\W_]+")

Offered = Callable[["Store"], Iterable[tuple[str, str]]]
"""Reads what can be offered: names with their ids, or words with none."""


class _Offer(str):
    """A text that is offered although it does not begin like what was typed.

    Typer asks each offer whether it starts with what was typed, and drops those that do not; what
    fits is decided here.
    """

    __slots__ = ()

    def startswith(self, *typed: object) -> bool:
        """Whether the text is an offer, which it is."""
        return True


def completion(parameter: Parameter) -> Completion | None:
    """What the shell offers for the parameter of a question, where something can be offered."""
    if parameter.choices:
        choices = parameter.choices
        return lambda ctx, incomplete: [word for word in choices if word.startswith(incomplete)]
    match parameter.type:
        case "group" | "person" | "target" | "location" as kind:
            offered = _named(LABELS[kind], parameter.levels)
        case "country":
            offered = _named("Location", ("country",))
        case "target-type" | "tactic" as kind:
            offered = _words(kind)
        case _:
            return None
    return lambda ctx, incomplete: _from_graph(ctx, offered, incomplete)


def _named(label: str, levels: Sequence[str] = ()) -> Offered:
    return lambda store: ((row["name"], row["id"]) for row in entities(store, label, levels))


def _words(kind: str) -> Offered:
    return lambda store: ((word, "") for word in words_in_use(store, kind))


def targets(ctx: typer.Context, incomplete: str) -> list[Any]:
    """The facilities of the graph."""
    return _from_graph(ctx, _named(LABELS["target"]), incomplete)


def loadable(ctx: typer.Context, incomplete: str) -> list[Any]:
    """What comes with graphq, and the files and folders that begin like what is typed."""
    from graphq.ingest.load import GAZETTEERS
    from graphq.ingest.sources.dossier.dossier import bundled

    known = [name for name in (*bundled(), *GAZETTEERS) if name.startswith(incomplete)]
    return [_Offer(text) for text in [*known, *_paths(incomplete)]]


def formats(ctx: typer.Context, incomplete: str) -> list[Any]:
    """The formats that a file can be read as."""
    from graphq.ingest.recognise import known_formats

    return [name for name in known_formats() if name.startswith(incomplete)]


def fits(name: str, typed: str) -> bool:
    """Whether the name, or the name from one of its words on, begins like what is typed.

    >>> fits("Mopti-Ambodédjo airport", "ambodedjo air")
    True
    """
    key = name_key(typed)
    begins = [found.start() for found in _WORD.finditer(name)]
    return not key or any(name_key(name[begin:]).startswith(key) for begin in begins)


def _from_graph(ctx: typer.Context, offered: Offered, incomplete: str) -> list[Any]:
    place = ctx.params.get("db")
    try:
        with open_graph(str(place) if place else None, say=lambda message: None) as store:
            fitting = _fitting(offered(store), incomplete)
    except GraphqError:
        return []
    return [_Offer(text) for text in fitting][:_MOST]


def _fitting(offered: Iterable[tuple[str, str]], incomplete: str) -> Iterable[str]:
    """Each name that fits; where only the id does, the id."""
    typed = incomplete.casefold()
    offers: dict[str, None] = {}
    for name, key in offered:
        if name and fits(name, incomplete):
            offers[name] = None
        elif key and key.startswith(typed):
            offers[key] = None
    return offers


def _paths(incomplete: str) -> list[str]:
    """The files and folders below the one typed so far, written as it is written."""
    written, _, begun = incomplete.rpartition("/")
    parent = f"{written}/" if "/" in incomplete else ""
    try:
        found = sorted(
            entry.name + ("/" if entry.is_dir() else "")
            for entry in Path(parent or ".").expanduser().iterdir()
        )
    except (OSError, RuntimeError):
        return []
    return [
        f"{parent}{name}"
        for name in found
        if name.startswith(begun) and (begun or not name.startswith("."))
    ]
