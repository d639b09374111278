"""graphq for notebooks and programs: open a graph, ask it the saved questions, take answers along.

    import graphq

    with graphq.open("my-graph") as graph:
        answer = graph.ask("lineage", group="JNIM", as_of="2019-08-31")
        answer.rows, answer.sources, answer.to_pandas(), answer.to_networkx()

What always holds here: asking cannot write. An answer carries its sources, its date and what is
disputed, in every form it is given in. A name is imported when it is first used: the command, which
is a part of this package, starts without them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from graphq import model
    from graphq.answer import Answer, Picture
    from graphq.asking import QUESTIONS, QuestionName
    from graphq.graph.errors import (
        GraphqError,
        GraphqWarning,
        ReadOnlyError,
        StatementError,
        StoreBusyError,
        StoreError,
        UnknownNameError,
        UsageError,
    )
    from graphq.graph.records import NodeRecord, PathRecord, RelationshipRecord
    from graphq.opened import Graph, from_py2neo, load, open

__all__ = [
    "QUESTIONS",
    "Answer",
    "Graph",
    "GraphqError",
    "GraphqWarning",
    "NodeRecord",
    "PathRecord",
    "Picture",
    "QuestionName",
    "ReadOnlyError",
    "RelationshipRecord",
    "StatementError",
    "StoreBusyError",
    "StoreError",
    "UnknownNameError",
    "UsageError",
    "from_py2neo",
    "load",
    "model",
    "open",
]

_WHERE: Final = {
    "graphq.answer": ("Answer", "Picture"),
    "graphq.asking": ("QUESTIONS", "QuestionName"),
    "graphq.graph.records": ("NodeRecord", "PathRecord", "RelationshipRecord"),
    "graphq.opened": ("Graph", "from_py2neo", "load", "open"),
}
"""The modules of the names above; what is not here is an error, or the module `model`."""


def __getattr__(name: str) -> Any:
    """Import what is asked for. Raises AttributeError for what graphq does not have."""
    if name not in __all__:
        raise AttributeError(f"module 'graphq' has no attribute '{name}'")
    if name == "model":
        return import_module("graphq.model")
    module = next((one for one, names in _WHERE.items() if name in names), "graphq.graph.errors")
    found = getattr(import_module(module), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """What graphq has, for an editor or a notebook that completes names."""
    return sorted(__all__)
