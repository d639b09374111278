"""graphq for notebooks and programs: open a graph, ask it the saved questions, take answers along.

    import graphq

    with graphq.open("my-graph") as graph:
        answer = graph.ask("lineage", group="JNIM", as_of="2019-08-31")
        answer.rows, answer.sources, answer.to_pandas(), answer.to_networkx()

What always holds here: asking cannot write. An answer carries its sources, its date and what is
disputed, in every form it is given in.
"""

from __future__ import annotations

from graphq import model
from graphq.answer import Answer, Picture
from graphq.asking import QUESTIONS, QuestionName
from graphq.graph.errors import (
    GraphqError,
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
