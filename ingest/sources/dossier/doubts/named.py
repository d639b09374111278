"""Ids that carry a date which is not that of their row.

What always holds here: an id may say less than the row, and then it is right if the row can be of
it. A number that is no year of a calendar, or one to come, is a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Day
from typing import Final

from graphq.graph.model.values import PartialDate, Span
from graphq.ingest.files.problems import Problem
from graphq.ingest.sources.dossier.facts import happened
from graphq.ingest.sources.dossier.table import DossierRow, DossierRows

_DATE: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)"
    r"(?:-?(?P<month>0[1-9]|1[0-2])(?:-?(?P<day>0[1-9]|[12]\d|3[01]))?)?(?!\d)"
)


def dates_in(key: str) -> Iterator[PartialDate]:
    """The dates that the id carries.

    >>> [str(date) for date in dates_in("inc-2019-07-22-gao")]
    ['2019-07-22']
    """
    for found in _DATE.finditer(key):
        year, month, day = (int(part) if part else None for part in found.groups())
        if year is None or year > Day.today().year:
            continue
        try:
            yield PartialDate(year, month, day)
        except ValueError:
            yield PartialDate(year, month)


def another_date(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    """Whether none of the dates in the id of an incident or a change can be that of the row."""
    if row.table.name == "incidents":
        spans = [happened(row)]
    elif row.table.name == "changes":
        spans = [date.span for date in (row["date"], row["announced_on"]) if date]
    else:
        return
    carried = list(dates_in(row["id"]))
    if carried and not any(_meet(date.span, span) for date in carried for span in spans):
        told = " and ".join(map(str, carried))
        yield row.problem("id", f"'{row['id']}' carries {told}, and date is {row['date']}")


def _meet(one: Span, other: Span) -> bool:
    return one.first <= other.last and other.first <= one.last
