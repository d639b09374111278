"""What a program or a notebook gives for parameters, in the plain values that a store takes.

What always holds here: a value that no store could compare with what is in a graph is refused in a
sentence, since a statement would find nothing with it and not say why.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from graphq.graph.errors import UsageError
from graphq.graph.model.values import PartialDate


def plain_value(value: Any) -> Any:
    """Collections as lists, and what numpy and pandas have for numbers and lists as Python's own.

    Whatever else there is stays as it is.
    """
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    if callable(as_list := getattr(value, "tolist", None)):
        return as_list()
    return value


def parameter_value(name: str, value: Any) -> Any:
    """The value of a statement's parameter. Raises UsageError where there is no such value."""
    found = plain_value(value)
    if isinstance(found, list):
        return [parameter_value(name, item) for item in found]
    if isinstance(found, Mapping):
        return {str(key): parameter_value(name, item) for key, item in found.items()}
    if isinstance(found, datetime):
        raise UsageError(
            f"{name} is a moment, and a graph has days: give {name}=….date(), which is the day."
        )
    if found is None or isinstance(found, str | bool | int | float | date):
        return found
    raise UsageError(
        f"{name} is a {type(found).__name__}, which no statement can take. Give text, a number, "
        "True or False, a datetime.date, or a list or dict of those."
    )


def day_of(name: str, value: Any) -> date:
    """The last day that a date means, of text as typed or of a date. Raises UsageError."""
    found = plain_value(value)
    if isinstance(found, datetime):
        return found.date()
    if isinstance(found, date):
        return found
    try:
        return PartialDate.parse(str(found)).span.last
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from error
