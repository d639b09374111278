"""How far the record reaches, in words: beside what was asked, and of the time asked for.

What always holds here: silence after the end of a record, or before its beginning, is never told as
though nothing had happened then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from graphq.cypher.ask.reach import GOES_ON, Reached
from graphq.document.dates import when
from graphq.graph.read.reach import DatasetReach

if TYPE_CHECKING:
    from graphq.cypher.ask.catalog import QuestionAnswer

_MOST: Final = 4
"""Datasets that a heading names; of more their number is told."""
_FEW_MONTHS: Final = 2
"""Fewer are told in days."""
_NOTHING: Final = "Nothing on record fits"


def reach_told(reach: Reached, day: date | None = None) -> str:
    """How far the record reaches, dataset by dataset: `record to 17 September 2024 (…)`.

    `day` is the day that was asked for, which is told as that day.
    """
    if not reach.datasets:
        return (
            _none(reach)
            if reach.is_told
            else f"how far the record reaches is not known: {_none(reach)}"
        )
    ordered = sorted(reach.datasets, key=lambda one: (-one.last.toordinal(), one.dataset))
    shown, left = ordered[:_MOST], len(ordered) - _MOST
    if all(one.by == GOES_ON for one in shown):
        told = [f"to that day and beyond ({', '.join(one.dataset for one in shown)})"]
    else:
        told = [f"to {_end(one, day)}" for one in shown]
    told += [f"and of {left} more dataset{'' if left == 1 else 's'}"] if left > 0 else []
    return f"record {', '.join(told)}"


def _end(one: DatasetReach, day: date | None) -> str:
    if one.by != GOES_ON:
        return f"{when(one.last)} ({one.dataset}, by {one.by})"
    return f"{'that day' if one.last == day else when(one.last)} and beyond ({one.dataset})"


def _none(reach: Reached) -> str:
    """Why no dataset says how far the record reaches."""
    if not reach.is_told:
        return "no dataset with incidents is on record"
    if reach.named:
        return f"no incident of {_listed(reach.named)} is on record"
    if reach.countries:
        return f"no dataset has an incident in {_listed(map(_country, reach.countries))}"
    return "the record begins after that day"


def of_time_asked(answer: QuestionAnswer) -> str:
    """What the answer cannot tell of the time asked for, as the record does not cover it; or none.

    A sentence or several.
    """
    reach = answer.reach
    begin, end, day = (_date(answer.parameters.get(key)) for key in ("fromDate", "toDate", "asOf"))
    ends = [one for one in (end, day) if one]
    if not (begin or end) or not ends:
        return ""
    return silence(reach, begin, min(ends))


def silence(reach: Reached, begin: date | None, end: date) -> str:
    """What is not covered of the time from one day to another, in sentences; blank if all is."""
    first, last = reach.first, reach.last
    if last is None:
        return f"{_capital(_none(reach))}, so this does not say that nothing happened."
    if begin and begin > last:
        return (
            f"The record reaches to {when(last)}; nothing after that is on record, so this says "
            f"nothing about {_time(begin, end)}."
        )
    if first and end < first:
        return (
            f"The record begins on {when(first)}; nothing before that is on record, so this says "
            f"nothing about {_time(begin, end)}."
        )
    said = []
    if first and begin and begin < first:
        said.append(f"The record begins on {when(first)}, and says nothing of the time before.")
    if end > last:
        said.append(
            f"The record reaches to {when(last)}; of what came after, until {when(end)}, this says "
            "nothing."
        )
    since = max(filter(None, (begin, first)), default=None)
    gaps = reach.gaps(since, min(end, last)) if since else []
    said += [f"No dataset covers the time from {when(a)} to {when(b)}." for a, b in gaps]
    shorter = [one for one in reach.datasets if one.last < min(end, last)]
    if shorter:
        told = _listed(f"{one.dataset} reaches to {when(one.last)}" for one in shorter)
        said.append(f"Not every dataset reaches so far: {told}.")
    return " ".join(said)


def nothing_told(answer: QuestionAnswer) -> str:
    """What is said in place of rows: whether the record covers what was asked."""
    if said := of_time_asked(answer):
        return said if _is_silent(answer) else f"{_NOTHING}. {said}"
    last, day = answer.reach.last, _date(answer.parameters.get("asOf"))
    if last is None:
        return f"{_NOTHING}; {_none(answer.reach)}, which does not say that nothing happened."
    if (day and day <= last) or ((end := _date(answer.parameters.get("toDate"))) and end <= last):
        return f"{_NOTHING}; the record reaches over the time asked for."
    return f"{_NOTHING}; the record reaches to {when(last)}."


def reach_object(answer: QuestionAnswer) -> dict[str, Any]:
    """How far the record reaches, as part of the answer's one object."""
    return {
        "told": reach_told(answer.reach, _date(answer.parameters.get("asOf"))),
        "notCovered": of_time_asked(answer) or None,
        "datasets": [
            {"dataset": one.dataset, "from": one.first, "to": one.last, "by": one.by}
            for one in answer.reach.datasets
        ],
    }


def age_told(one: DatasetReach, today: date) -> str:
    """How far a dataset reaches, and how long ago that is: `reaches to …, 26 months ago`."""
    return f"reaches to {when(one.last)}, {_ago(one.last, today)}"


def _ago(day: date, today: date) -> str:
    months = 12 * (today.year - day.year) + today.month - day.month - (today.day < day.day)
    days = (today - day).days
    if days < 1:
        return "which is today" if days == 0 else "which is yet to come"
    count, unit = (months, "month") if months >= _FEW_MONTHS else (days, "day")
    return f"{count} {unit}{'' if count == 1 else 's'} ago"


def _is_silent(answer: QuestionAnswer) -> bool:
    """Whether the record covers nothing of the time asked for."""
    begin, end, day = (_date(answer.parameters.get(key)) for key in ("fromDate", "toDate", "asOf"))
    first, last = answer.reach.first, answer.reach.last
    until = min(one for one in (end, day) if one)
    return last is None or bool(begin and begin > last) or bool(first and until < first)


def _time(begin: date | None, end: date) -> str:
    """The time in words: a year or a month if it is just that."""
    if begin is None:
        return f"the time until {when(end)}"
    after = end + timedelta(days=1)
    if (begin.month, begin.day, after.month, after.day) == (1, 1, 1, 1):
        return str(begin.year) if begin.year == end.year else f"{begin.year} to {end.year}"
    if begin.day == after.day == 1 and (begin.year, begin.month) == (end.year, end.month):
        return when(f"{begin:%Y-%m}")
    return f"the time from {when(begin)} to {when(end)}" if begin != end else when(begin)


def _date(value: Any) -> date | None:
    return value if isinstance(value, date) else None


def _listed(items: Iterable[str]) -> str:
    found: Sequence[str] = list(items)
    return f"{', '.join(found[:-1])} and {found[-1]}" if len(found) > 1 else "".join(found)


def _country(code: str) -> str:
    from graphq.graph.read.countries import country_names

    return country_names(code).get("en", code)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
