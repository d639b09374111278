"""What is worked out from what a question's Cypher reads: one module for each, found by its name.

What always holds here: a module has a pure function `rows(read, parameters)`, which takes the rows
of the statement and the resolved parameters, and gives the rows of the answer, each with the
header's columns in their order. The same rows in any order, and the same parameters, give the same
answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast

from graphq.graph.records import Row

Reckoner = Callable[[Sequence[Row], Mapping[str, Any]], list[Row]]
"""Rows as read and resolved parameters to the rows of the answer."""


def module_of(name: str) -> str:
    """The module in which what a header's `then` names is looked for."""
    return f"{__name__}.{name.replace('-', '_')}"


def reckoner(name: str) -> Reckoner | None:
    """The function of that name, or None if there is no module with one."""
    module = module_of(name)
    if find_spec(module) is None:
        return None
    return cast("Reckoner | None", getattr(import_module(module), "rows", None))
