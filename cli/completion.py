"""What the shell offers for an argument or an option that is being typed.

What always holds here: offers come from the graph that `--db` names earlier on the line, otherwise
from GRAPHQ_DB or the user's own; where none can be read, nothing is offered and nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import typer

from graphq.cli.opening import open_graph
from graphq.graph.errors import GraphqError
from graphq.tell.offers import can_be_offered, offers, paths

if TYPE_CHECKING:
    from graphq.cypher.ask.header import Parameter

Completion = Callable[[typer.Context, str], list[Any]]


class _Offer(str):
    """A text that is offered although it does not begin like what was typed.

    Typer asks each offer whether it starts with what was typed, and drops those that do not; what
    fits is decided elsewhere.
    """

    __slots__ = ()

    def startswith(self, *typed: object) -> bool:
        """Whether the text is an offer, which it is."""
        return True


def completion(parameter: Parameter) -> Completion | None:
    """What the shell offers for the parameter of a question, where something can be offered."""
    if parameter.choices:
        choices = parameter.choices
        return lambda ctx, incomplete: _beginning(incomplete, choices)
    if not can_be_offered(parameter.type):
        return None
    kind, levels = parameter.type, parameter.levels
    return lambda ctx, incomplete: _from_graph(ctx, kind, levels, incomplete)


def targets(ctx: typer.Context, incomplete: str) -> list[Any]:
    """The facilities of the graph."""
    return _from_graph(ctx, "target", (), incomplete)


def loadable(ctx: typer.Context, incomplete: str) -> list[Any]:
    """What comes with graphq, and the files and folders that begin like what is typed."""
    from graphq.ingest.load import GAZETTEERS
    from graphq.ingest.sources.dossier.dossier import bundled

    known = _beginning(incomplete, (*bundled(), *GAZETTEERS))
    return [_Offer(text) for text in [*known, *paths(incomplete)]]


def formats(ctx: typer.Context, incomplete: str) -> list[Any]:
    """The formats that a file can be read as."""
    from graphq.ingest.recognise import known_formats

    return _beginning(incomplete, known_formats())


def _beginning(typed: str, words: Iterable[str]) -> list[str]:
    return [word for word in words if word.startswith(typed)]


def _from_graph(ctx: typer.Context, kind: str, levels: Sequence[str], incomplete: str) -> list[Any]:
    place = ctx.params.get("db")
    try:
        with open_graph(str(place) if place else None, say=lambda message: None) as store:
            return [_Offer(text) for text in offers(store, kind, levels, incomplete)]
    except GraphqError:
        return []
