"""The same dead told twice: in two incidents, in an incident and a count, or in two counts.

What always holds here: it is told of the later row. Two sources that count alike are two, and told
of nothing; so are rows without a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Day
from typing import Final

from graphq.graph.read.names import name_key
from graphq.ingest.files.problems import Problem
from graphq.ingest.places.tree import bare_place, unit_key
from graphq.ingest.sources.dossier.facts import happened
from graphq.ingest.sources.dossier.table import DossierRow, DossierRows

_FEWEST: Final = 2
"""Of one dead in each of two places nothing follows."""
_OF_DEAD: Final = re.compile(r"\b(?:killed|dead|deaths?|fatalities|tués?|morts?)\b", re.IGNORECASE)
_OF_INCIDENTS: Final = re.compile(r"^(?:attacks?|incidents?|events?|attaques?)$", re.IGNORECASE)
_JOINT: Final = re.compile(
    r"\b(?:both|together|altogether|combined|overall|in (?:all|total)|ensemble|au total"
    r"|les deux)\b",
    re.IGNORECASE,
)
"""Words for a figure that several rows share."""
_CLAUSE: Final = re.compile(r"[.,;:]\s")
_WORDS: Final = (
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
_NUMBER: Final = re.compile(rf"\b(?:[0-9]{{1,7}}|{'|'.join(_WORDS)})\b", re.IGNORECASE)
_APART: Final = ("country", "admin1", "admin2", "month", "day")
"""What an incident has only one of, so that a breakdown by it counts it once."""


def counted_twice(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    """What the row counts, and another before it counts too."""
    match row.table.name:
        case "incidents":
            for other in _same_days(row, rows):
                yield from _two_incidents(row, other, rows)
        case "tallies":
            yield from _two_tallies(row, rows)
            yield from _an_incident(row, rows)
            yield from _more_than_counted(row, rows)
        case "counted_in":
            yield from _two_parts(row, rows)


def _same_days(row: DossierRow, rows: DossierRows) -> Iterator[DossierRow]:
    """The incidents on earlier lines that began on the same day, or on one beside it."""
    day = row["date"].span.first.toordinal()
    for near in range(max(day - 1, 1), day + 2):
        for other in rows.where("incidents", _first_day, str(Day.fromordinal(near))):
            exact = {row["date_precision"], other["date_precision"]} == {"day"}
            if exact and other.line < row.line:
                yield other


def _first_day(row: DossierRow) -> str:
    return str(row["date"].span.first)


def _two_incidents(row: DossierRow, other: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    dead, others = row["fatalities_best"] or 0, other["fatalities_best"] or 0
    group = row["perpetrator_group_id"]
    one_group = bool(group) and group == other["perpetrator_group_id"]
    one_source = bool(_tellers(row, rows) & _tellers(other, rows))
    here = _place(row) == _place(other)
    where = f"{other['id']} on line {other.line}"
    if dead == others >= _FEWEST and (here or (one_source and one_group)):
        yield row.problem("fatalities_best", f"{dead} dead on the same days as in {where}")
    elif dead and others and (here or one_source):
        said = _said_of_both(row, other)
        if said:
            reason = f"{dead} dead here and {others} in {where}; '{said}'"
            yield row.problem("fatalities_best", reason)


def _said_of_both(row: DossierRow, other: DossierRow) -> str:
    """What one of the rows says of its own figure as that of both; blank where neither does.

    Words that name both figures, or their sum, say how the two go together.
    """
    dead, others = row["fatalities_best"], other["fatalities_best"]
    own, theirs = list(_joint(row)), list(_joint(other))
    for _, named in (*own, *theirs):
        if named >= {dead, others} or dead + others in named:
            return ""
    said = [words for words, named in own if dead in named]
    said += [words for words, named in theirs if others in named]
    return next(iter(said), "")


def _joint(row: DossierRow) -> Iterator[tuple[str, set[int]]]:
    """The words of the row that tell of several incidents at once, with the numbers in them."""
    for clause in _CLAUSE.split(f"{row['summary']} {row['conflicts_note'] or ''}"):
        if _JOINT.search(clause):
            yield clause.strip(), {_number(found) for found in _NUMBER.findall(clause)}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _WORDS.index(text.lower())


def _tellers(row: DossierRow, rows: DossierRows) -> set[str]:
    """The sources of the row but for gazetteers, which give a coordinate."""
    found = ((key, rows.row("sources", key)) for key in row["sources"])
    return {key for key, source in found if not source or source["kind"] != "gazetteer"}


def _place(row: DossierRow) -> tuple[str, str]:
    facility = row["facility_id"]
    return row["country_iso2"], facility or name_key(bare_place(row["location_name"]))


def _two_tallies(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    for other in rows.where("tallies", _counted, _counted(row)):
        if other.line >= row.line:
            return
        meet = (
            other["date_from"].span.first <= row["date_to"].span.last
            and row["date_from"].span.first <= other["date_to"].span.last
        )
        if meet:
            yield row.problem(
                "count", f"the same source counts it on line {other.line} ({other['id']})"
            )


def _counted(row: DossierRow) -> str:
    """Whose count of what the row is, but for when."""
    cells = row["source"], row["group_id"], row["dimension"], row["unit"].casefold()
    return "\n".join(map(str, (*cells, unit_key(row["value"]))))


def _an_incident(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    count = row["count"]
    if not count or not _OF_DEAD.search(row["unit"]):
        return
    first, last = row["date_from"].span.first, row["date_to"].span.last
    for incident in rows.where("incidents", "fatalities_best", str(count)):
        span = happened(incident)
        within = span.first <= first and last <= span.last
        struck = row["dimension"] == "target" and row["value"] == incident["facility_id"]
        of_it = within or (struck and span.first <= last and first <= span.last)
        if of_it and row["source"] in incident["sources"]:
            reason = f"{count} dead, which {incident['id']} has by the same source"
            yield row.problem("count", reason)


def _more_than_counted(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    """Whether the incidents that are said to be counted are more than the count."""
    if row["count"] is None:
        return
    counted = [
        incident
        for tie in rows.where("counted_in", "tally_id", row["id"])
        if tie["certainty"] == "yes"
        if (incident := rows.row("incidents", tie["incident_id"]))
    ]
    if _OF_DEAD.search(row["unit"]):
        number, of_what = sum(_at_least(incident) for incident in counted), "dead"
    elif _OF_INCIDENTS.search(row["unit"]):
        number, of_what = len(counted), row["unit"]
    else:
        return
    if number > row["count"]:
        yield row.problem(
            "count", f"{row['count']}, and counted_in.csv says yes of {number} {of_what}"
        )


def _at_least(incident: DossierRow) -> int:
    low, best = incident["fatalities_low"], incident["fatalities_best"]
    return int((best if low is None else low) or 0)


def _two_parts(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    """Whether an incident stands in two parts of one breakdown."""
    tally = rows.row("tallies", row["tally_id"])
    if row["certainty"] != "yes" or not tally or tally["dimension"] not in _APART:
        return
    for tie in rows.where("counted_in", "incident_id", row["incident_id"]):
        other = rows.row("tallies", tie["tally_id"])
        if tie.line >= row.line:
            return
        sure = tie["certainty"] == "yes" and other and other["value"] != tally["value"]
        if sure and other and _breakdown(other) == _breakdown(tally):
            yield row.problem(
                "tally_id", f"counted in {other['id']} on line {tie.line} too, by the same source"
            )


def _breakdown(tally: DossierRow) -> tuple[str, ...]:
    """Whose breakdown of what the count is a part of."""
    return tuple(str(tally[name]) for name in ("source", "group_id", "dimension", "unit"))
