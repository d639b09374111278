"""Published figures, each next to what the graph itself has, with why the two differ.

What always holds here: a figure is of a time that had ended by the day of the brief; one that was
not printed says so; a difference is no error by itself, and is told with what is known of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cypher.brief.document import RECORD, Block, Column, Line, Paragraph, Sentence, Table
from cypher.brief.facts import Facts, Said, of_record
from cypher.brief.words import (
    capital,
    country,
    many,
    number,
    on,
    partial,
    plainly,
    sentence,
    when,
)  # fmt: skip
from graph.records import Row

_COUNTED: Final = re.compile(
    r"(?P<unit>\w+)(?: by (?P<who>.+?))?, "
    r"(?P<dimension>country|admin1|admin2|month|day|tactic|total|target) (?P<value>.+), "
    r"(?P<first>[\d-]+)(?: to (?P<last>[\d-]+))?"
)
"""What reconcile says that a published count of a dossier counts."""

_YEARLY: Final = re.compile(r".*, (?P<first>\d{4})")
_MOST_OTHERS: Final = 2
_LISTED: Final = 200
_NAMED: Final = 4
_SHORT: Final = 30


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure beside what is on record."""

    key: str
    unit: str
    what: str
    first: str
    last: str
    published: int | None
    counted: int | None
    claimed: int | None
    marked: int | None
    why: str
    published_in: tuple[str, ...]
    reasons: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    stand_ins: int = 0
    """Incidents that stand here only because the publisher counts them."""

    @property
    def period(self) -> str:
        """The time that it is of."""
        return _period(self.first, self.last)


def section(facts: Facts) -> Said:
    """A table of the counts, the reasons of their differences, and a table of headcounts."""
    figures, left = _figures(facts)
    heads = _headcounts(facts)
    blocks: list[Block] = []
    if figures:
        blocks.append(_table(facts, figures, left))
        reasons = {
            key: (text, sources) for figure in figures for key, text, sources in figure.reasons
        }
        if reasons:
            blocks.append(
                Paragraph(
                    (
                        of_record("On record here, and not counted there:"),
                        *(Sentence(sentence(text), sources) for text, sources in reasons.values()),
                    ),
                    listed=True,
                )
            )
    blocks += [heads] if heads else []
    unknown = [] if blocks else [of_record(f"No published count about {facts.name} is on record.")]
    unknown += _not_identified(facts, figures)
    return Said(blocks, unknown=unknown)


def _not_identified(facts: Facts, figures: Sequence[Figure]) -> list[Sentence]:
    """How many of the attacks counted by a publisher are not known from anybody else."""
    for figure in figures:
        if _is_total(figure) and figure.stand_ins:
            publisher = facts.known[figure.published_in[0]]["publisher"]
            return [
                Sentence(
                    f"Which attacks {number(figure.stand_ins)} of the {figure.published:,} are "
                    f"that {publisher} counts for {figure.period} is not known from another source.",
                    [*figure.published_in, RECORD],
                )
            ]
    return []


def _is_total(figure: Figure) -> bool:
    return figure.unit == "attacks" and figure.what == "in all" and figure.published is not None


def in_short(facts: Facts) -> list[Sentence]:
    """The first published total, next to what is on record of the same time."""
    for figure in _figures(facts)[0]:
        if _is_total(figure):
            publisher = facts.known[figure.published_in[0]]["publisher"]
            return [
                Sentence(
                    f"For {figure.period} {publisher} published a count of "
                    f"{figure.published:,} attacks; {figure.counted:,} are on record here, "
                    "and why the two differ stands below.",
                    [*figure.published_in, RECORD],
                )
            ]
    return []


def _figures(facts: Facts) -> tuple[list[Figure], int]:
    """The counts that had ended by the day, and how many are left out."""
    counted = [_reconciled(facts, row) for row in facts.rows("reconcile")]
    others = facts.rows("figures")
    told = [_other(facts, row) for row in others if row["kind"] != "headcount"]
    ended = [
        figure for figure in [*counted, *told] if figure is not None and _ended(facts, figure.last)
    ]
    sums = [figure for figure in ended if figure.counted is None]
    # Sums of deaths and shares cannot be held against anything here, so only the latest are shown.
    sums.sort(key=lambda figure: (figure.last, figure.key), reverse=True)
    dropped = {figure.key for figure in sums[_MOST_OTHERS:]}
    kept = [figure for figure in ended if figure.key not in dropped]
    # The publisher of most figures first, and its figures together, as they are numbered.
    size = {figure.published_in: 0 for figure in kept}
    for figure in kept:
        size[figure.published_in] += 1
    order = sorted(size, key=lambda sources: (-size[sources], sources))
    kept.sort(key=lambda figure: (order.index(figure.published_in), figure.key))
    return kept, len(dropped)


def _ended(facts: Facts, last: str) -> bool:
    known = partial(last)
    return known is not None and known.span.last <= facts.day


def _reconciled(facts: Facts, row: Row) -> Figure | None:
    """A row of reconcile in words; none where it is of nothing published."""
    if row["tallyId"] is None:
        return None
    found = _COUNTED.fullmatch(row["counts"])
    if found is None:
        year = _YEARLY.fullmatch(row["counts"])
        first = last = year["first"] if year else ""
        unit, what = "deaths", row["counts"].removeprefix("deaths, ").rsplit(", ", 1)[0]
    else:
        first, last = found["first"], found["last"] or found["first"]
        unit, what = found["unit"], _of(facts, found["dimension"], found["value"])
    return Figure(
        row["tallyId"],
        unit,
        what,
        first,
        last,
        row["published"],
        row["counted"],
        row["claimed"] if unit == "attacks" else None,
        row["marked"] if unit == "attacks" else None,
        _why(facts, row, found),
        tuple(row["publishedIn"]),
        tuple((fact["id"], fact["text"], tuple(fact["sources"])) for fact in row["reasons"])
        if found is not None and found["unit"] == "attacks"
        else (),
        len(row["incidentIds"]) - row["counted"] if found and found["unit"] == "attacks" else 0,
    )


def _other(facts: Facts, row: Row) -> Figure:
    """A row of figures in words."""
    what = str(row["what"])
    if row["kind"] == "target":
        what = f"on {plainly(what)}"
    elif row["kind"] == "tactic":
        what = f"by tactic {plainly(what)}"
    elif what.startswith("dyad:"):
        what = f"against {facts.of(what.removeprefix('dyad:')).properties['name']}"
    elif re.fullmatch(r"[A-Z]{2}", what):
        what = f"in {country(what)}"
    why = [str(row["explanation"])] if row["explanation"] else []
    why += [note] if (note := facts.told(row["note"])) else []
    return Figure(
        row["tallyId"],
        str(row["unit"]),
        what,
        str(row["dateFrom"]),
        str(row["dateTo"] or row["dateFrom"]),
        row["published"],
        row["counted"],
        None,
        row["marked"],
        "; ".join(why) or "the same",
        tuple(row["publishedIn"]),
    )


def _of(facts: Facts, dimension: str, value: str) -> str:
    """What a count of a dossier counts."""
    match dimension:
        case "total":
            return "in all" if value == "all" else f"in all, {value}"
        case "country":
            return f"in {country(value)}"
        case "month" | "day":
            return on(value)
        case "tactic":
            return "by " + " with ".join(map(plainly, value.split(";")))
        case "target":
            return f"at {facts.of(value).properties['name']}"
        case _:
            return f"in {value}"


def _why(facts: Facts, row: Row, found: re.Match[str] | None) -> str:
    """What is known of a difference: who is counted on one side only, and the publisher's words."""
    told: list[str] = []
    if found is not None and found["unit"] == "attacks":
        told += _sides(facts, row, found["dimension"])
    told += [str(row["explanation"])] if row["explanation"] else []
    told += [note] if (note := facts.told(row["note"])) else []
    if not told:
        if row["published"] is None:
            return ""
        told = ["the same" if not row["difference"] else "the record is not a census"]
    return "; ".join(told)


def _sides(facts: Facts, row: Row, dimension: str) -> list[str]:
    """Which incidents are counted on one side only."""
    ids: Sequence[str] = row["incidentIds"]
    told = []
    if len(ids) < _LISTED:
        also = _also_here(facts, row)
        shown = also if len(also) <= _NAMED + 1 else also[:_NAMED]
        more = f" and {number(len(also) - len(shown))} more" if len(shown) < len(also) else ""
        told += [f"also here: {', '.join(shown)}{more}"] if shown else []
        stand_ins = len(ids) - int(row["counted"])
        if stand_ins > 0:
            told.append(f"not here: {number(stand_ins)} known only from that count")
    if dimension == "tactic" and row["difference"]:
        told.append("one incident can have several tactics")
    if not told and row["difference"]:
        told.append(
            "fewer are on record here, which is no census" if row["difference"] < 0
            else "more are on record here than were published"
        )  # fmt: skip
    return told


def _also_here(facts: Facts, row: Row) -> list[str]:
    """Names of the incidents counted here that the publisher is not known to have counted."""
    found = []
    for key in row["incidentIds"]:
        event = facts.of(key)
        marks = [
            link["properties"].get("certainty")
            for link in event.links
            if link["relationship"] == "COUNTED_IN"
            and set(facts.of(link["otherId"]).properties["sources"]) == set(row["publishedIn"])
        ]
        if not event.properties.get("placeholder") and (not marks or marks[0] == "no"):
            found.append(str(event.properties["name"]))
    return found


def _table(facts: Facts, figures: Sequence[Figure], left: int) -> Table:
    lines = []
    head: tuple[Any, ...] = ()
    note = ""
    for figure in figures:
        # A figure of the same kind, time and publisher as the one above it need not repeat them.
        own = figure.what.endswith(figure.period)
        same = head[:2] == (figure.published_in, figure.unit) and (own or head[2] == figure.period)
        text = figure.what if same or own else f"{figure.unit}, {figure.period}: {figure.what}"
        lines.append(
            Line(
                (
                    f"… {text}" if same else capital(f"{figure.unit} {text}" if own else text),
                    "not printed" if figure.published is None else f"{figure.published:,}",
                    *(
                        "–" if value is None else f"{value:,}"
                        for value in (figure.counted, figure.claimed, figure.marked)
                    ),
                    "as above" if figure.why == note and len(note) > _SHORT else figure.why,
                ),
                [*figure.published_in, RECORD],
            )
        )
        note = figure.why
        if not same:
            head = (figure.published_in, figure.unit, figure.period)
    asked = f"graphq reconcile --group {facts.id} and graphq figures --group {facts.id}"
    after = (
        f"And {many(left, 'sum')} more that cannot be held against what is here: {asked}."
        if left
        else f"All of them, with every source: {asked}."
    )
    return Table(
        (Column("Figure"), Column("Published", True), Column("Here", True),
         Column("Claimed", True), Column("Marked", True),
         Column("Why they differ, and what is said of them")),
        tuple(lines),
        "Published counts next to what is on record here; of these the ones claimed, and the ones "
        "marked as, or likely, among those that the publisher counted",
        Paragraph((of_record(after),)),
    )  # fmt: skip


def _headcounts(facts: Facts) -> Table | None:
    """A row for each force: what is published of it, the publisher of the counts above first."""
    rows = [
        row
        for row in facts.rows("figures")
        if row["kind"] == "headcount" and _ended(facts, str(row["dateTo"] or row["dateFrom"]))
    ]
    voices = {
        source for row in facts.rows("reconcile") if row["tallyId"] for source in row["publishedIn"]
    }
    lines = []
    for force in sorted({row["about"] for row in rows}):
        of_force = [row for row in rows if row["about"] == force]
        of_force.sort(key=lambda row: (str(row["dateFrom"]), row["published"] or 0), reverse=True)
        of_force.sort(key=lambda row: not voices & set(row["publishedIn"]))
        first, *others = of_force
        lines.append(
            Line(
                (
                    ", ".join(
                        filter(None, [force, _counted_of(force, first), when(first["dateFrom"])])
                    ),
                    f"{first['published']:,}",
                    "; ".join(_headcount(facts, row) for row in others)
                    or "no other headcount of it on record by that day",
                    facts.told(first["note"]),
                ),
                _all(row["publishedIn"] for row in of_force),
            )
        )
    if not lines:
        return None
    return Table(
        (Column("Force"), Column("Published", True), Column("Other headcounts published of it"),
         Column("What is said of it")),
        tuple(lines),
        "Published headcounts of forces; graphq counts none itself",
    )  # fmt: skip


def _counted_of(force: str, row: Row) -> str:
    """Which of a force's people are counted; blank where it is the force itself."""
    return str(row["what"]).removeprefix(force).lstrip(", ")


def _headcount(facts: Facts, row: Row) -> str:
    note = facts.told(row["note"])
    said = f", {note}" if note else ""
    counted = _counted_of(row["about"], row)
    what = f"{counted}, " if counted else ""
    return f"{row['published']:,} ({what}{when(row['dateFrom'])}{said})"


def _all(lists: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(source for sources in lists for source in sources))


def _period(first: str, last: str) -> str:
    """The time from one date to another, with a year once where it is the same."""
    if first == last:
        return when(first)
    if first[:4] == last[:4] and len(first) == len(last) == len("2019-01"):
        return f"{when(first).split(' ')[0]} to {when(last)}"
    return f"{when(first)} to {when(last)}"
