"""The published figures about a group, read from the answers of `reconcile` and `figures`.

What always holds here: a figure is of a time that had ended by the day of the brief; what is known
of a difference says which incidents are counted on one side only, and rests on marks of that very
count: what was published is what is in both and what is only there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graphq.brief.counting import incidents
from graphq.brief.facts import BriefFacts
from graphq.brief.words import country, number, plainly
from graphq.document.dates import on, partial, when
from graphq.graph.records import Row

_DYAD: Final = "dyad:"
"""What a dossier writes before the id of the other side of a dyad."""
_TOLLS: Final = ("killed", "wounded")
"""Units of which an incident may have no figure, so that nothing can be summed."""
_MOST_OTHERS: Final = 2
_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A published figure beside what is on record."""

    key: str
    unit: str
    what: str
    first: str
    last: str
    published: int | None
    counted: int | None
    claimed: int | None
    both: int | None
    """How many of those counted here are known, or likely, to be among those of this very count."""
    why: str
    published_in: tuple[str, ...]
    note: str
    """What is said of the published count itself."""
    reasons: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    stand_ins: int = 0
    """Incidents that stand here only because the publisher counts them."""

    @property
    def period(self) -> str:
        """The time that it is of."""
        return _period(self.first, self.last)


def figures_of(facts: BriefFacts) -> tuple[list[PublishedFigure], int]:
    """The counts that had ended by the day, and how many are left out."""
    reconciled = facts.rows("reconcile")
    others = [row for row in facts.rows("figures") if row["kind"] != "headcount"]
    # Names are read for all of them together.
    facts.nodes("Target", (row["value"] for row in reconciled if row["dimension"] == "target"))
    dyads = [str(row["what"]) for row in others if str(row["what"]).startswith(_DYAD)]
    facts.nodes("Group", (dyad.removeprefix(_DYAD) for dyad in dyads))
    counted = [_reconciled(facts, row) for row in reconciled]
    told = [_other(facts, row) for row in others]
    ended = [
        figure
        for figure in [*counted, *told]
        if figure is not None and has_ended(facts, figure.last)
    ]
    sums = [figure for figure in ended if figure.counted is None and figure.unit not in _TOLLS]
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


def has_ended(facts: BriefFacts, last: str) -> bool:
    """Whether a time that ended then had ended by the day of the brief."""
    known = partial(last)
    return known is not None and known.span.last <= facts.day


def _reconciled(facts: BriefFacts, row: Row) -> PublishedFigure | None:
    """A row of reconcile in words; none where it is of nothing published."""
    if row["tallyId"] is None:
        return None
    attacks = row["unit"] == "attacks"
    reasons = [(fact["id"], fact["text"], tuple(fact["sources"])) for fact in row["reasons"]]
    return PublishedFigure(
        row["tallyId"],
        row["unit"],
        _of(facts, row),
        str(row["dateFrom"]),
        str(row["dateTo"]),
        row["published"],
        row["counted"],
        row["claimed"] if attacks else None,
        row["marked"],
        _why(facts, row),
        tuple(row["publishedIn"]),
        facts.told(row["note"]),
        tuple(reasons) if attacks else (),
        row["standIns"] or 0,
    )


def _other(facts: BriefFacts, row: Row) -> PublishedFigure:
    """A row of figures in words."""
    what = str(row["what"])
    if row["kind"] == "target":
        what = f"on {plainly(what)}"
    elif row["kind"] == "tactic":
        what = f"by tactic {plainly(what)}"
    elif what.startswith(_DYAD):
        what = f"against {facts.name_of('Group', what.removeprefix(_DYAD))}"
    elif row["dimension"] == "country":
        what = f"in {country(what)}"
    why = [str(row["explanation"])] if row["explanation"] else []
    return PublishedFigure(
        row["tallyId"],
        str(row["unit"]),
        what,
        str(row["dateFrom"]),
        str(row["dateTo"] or row["dateFrom"]),
        row["published"],
        row["counted"],
        None,
        row["marked"],
        "; ".join(why),
        tuple(row["publishedIn"]),
        facts.told(row["note"]),
    )


def _of(facts: BriefFacts, row: Row) -> str:
    """What a count counts."""
    value = row["value"]
    match row["dimension"]:
        case dimension if row["violence"]:
            return f"{row['violence']}, {dimension} {value}"
        case "total":
            return "in all" if value == "all" else f"in all, {value}"
        case "country":
            return f"in {country(value)}"
        case "month" | "day":
            return on(value)
        case "tactic":
            return "by " + " with ".join(map(plainly, value.split(";")))
        case "target":
            return f"at {facts.name_of('Target', value)}"
        case _:
            return f"in {value}"


def _why(facts: BriefFacts, row: Row) -> str:
    """What is known of a difference: who is counted on one side only, and the publisher's words."""
    told: list[str] = []
    if row["unit"] == "attacks":
        told += _sides(facts, row)
    told += [str(row["explanation"])] if row["explanation"] else []
    return "; ".join(told)


def _sides(facts: BriefFacts, row: Row) -> list[str]:
    """Which incidents are counted on one side only, as far as they are marked for this count."""
    told = []
    if row["marked"] is not None:
        also = _also_here(facts, row)
        shown = also if len(also) <= _NAMED + 1 else also[:_NAMED]
        more = f" and {number(len(also) - len(shown))} more" if len(shown) < len(also) else ""
        told += [f"only here: {', '.join(shown)}{more}"] if shown else []
        if only_there := row["onlyThere"]:
            unknown = row["standIns"]
            of_them = "" if unknown == only_there else f", {number(unknown)} of them"
            said = f"{of_them} not told by any other source" if unknown else ""
            told.append(f"only there: {number(only_there)}{said}")
    if row["dimension"] == "tactic" and row["difference"]:
        told.append("one incident can have several tactics")
    if not told and row["difference"]:
        told.append(
            "fewer are on record here, which is no census" if row["difference"] < 0
            else "more are on record here than were published"
        )  # fmt: skip
    return told


def _also_here(facts: BriefFacts, row: Row) -> list[str]:
    """Names of the incidents counted here that this count is not known to have."""
    if not row["onlyHere"]:
        return []
    names = {one["incidentId"]: str(one["incident"]) for one in incidents(facts)}
    return [names[key] for key in row["onlyHere"] if key in names]


def voices_of(facts: BriefFacts) -> set[str]:
    """The publishers of counts about the group."""
    rows = facts.rows("reconcile")
    return {source for row in rows if row["tallyId"] for source in row["publishedIn"]}


def _period(first: str, last: str) -> str:
    """The time from one date to another, with a year once where it is the same."""
    if first == last:
        return when(first)
    if first[:4] == last[:4] and len(first) == len(last) == len("2019-01"):
        return f"{when(first).split(' ')[0]} to {when(last)}"
    return f"{when(first)} to {when(last)}"
