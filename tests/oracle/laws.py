"""Parameters for any question, and what is said later, for the laws of all questions."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from graphq.cypher.ask.catalog import Question, questions
from graphq.cypher.ask.header import Parameter
from tests.ingest import tables
from tests.oracle.world import COUNTRIES, DAYS, GROUPS, World

NAMES = {
    "group": ["one-reds", "one-blues"],
    "target": ["one-camp", "one-port"],
    "entity": ["one-reds", "one-chg", "one-boss", "one-camp", "one-inc-0"],
    "tally": ["one-tally"],
    "country": sorted(COUNTRIES),
    "attribution": ["claimed", "assessed"],
    "dataset": ["dossier:one"],
}
"""What a parameter can be given, by its type or its name."""


def told(world: World) -> World:
    """The world with a row or two more of the tables that have none yet, in the first dossier."""
    one = deepcopy(world.dossiers["one"])
    one["changes"] = [tables.change("one-chg", date="2019-01-15", name="Merger one")]
    one["change_parties"] = [
        tables.party("one-reds", "predecessor", "one-chg"),
        tables.party("one-blues", "result", "one-chg"),
    ]
    one["people"] = [tables.person("one-boss")]
    one["roles"] = [tables.role("one-boss", "one-reds", valid_from="2018-12-05")]
    one["relations"] = [tables.relation("one-reds", "one-blues", valid_from="2018-12-20")]
    # How far it reaches is the dossier's own statement, and so the same whatever comes later.
    one["reach"] = [{"from": "2018", "to": "2021"}]
    one["tallies"] = [tables.tally("one-tally", group_id="one-reds")]
    one["facilities"] = [
        *one["facilities"],
        tables.facility(
            "one-port", short_name="Port", facility_type="airport", lat="14.2", lon="-4.0",
            coord_precision_m="500", coord_source="press:1",
        ),
    ]  # fmt: skip
    return World({**world.dossiers, "one": one}, world.ged, world.entities)


def later(world: World, day: date) -> World:
    """The world with what happened, began, ended or was said after the day, in every table."""
    after, end = f"{day + timedelta(days=1)}", f"{day + timedelta(days=40)}"
    one = deepcopy(world.dossiers["one"])
    one["sources"].append(tables.source("one-later", published_on=after, title="A later report"))
    told_later = {"sources": "one-later"}
    one["groups"].append(tables.group("one-heirs", short_name="Heirs", **told_later))
    first = one["incidents"][0]
    by = first["claimed_by_ids"].split(";") if first["claimed_by_ids"] else []
    for claimant in GROUPS["one"]:
        if claimant != first["perpetrator_group_id"] and claimant not in by:
            by.append(claimant)
            first["claimed_by_ids"] = ";".join(by)
            one["claims"].append(
                tables.claim(claimant, incident_id=first["id"], date="2020-06-01", **told_later)
            )
    one["incidents"].append(
        tables.incident(
            "one-inc-later", date=end, perpetrator_group_id="one-reds", facility_id="one-camp",
            location_name="Newtown", fatalities_best="7", **told_later,
        )
    )  # fmt: skip
    one["changes"].append(tables.change("one-chg-later", date=end, name="Later", **told_later))
    one["change_parties"] += [
        tables.party("one-blues", "predecessor", "one-chg-later", **told_later),
        tables.party("one-heirs", "result", "one-chg-later", **told_later),
    ]
    one["roles"][0]["valid_to"] = end
    one["people"][0]["died"] = end
    one["relations"][0]["valid_to"] = end
    one["relations"].append(
        tables.relation("one-blues", "one-reds", type="enemy_of", valid_from=after, **told_later)
    )
    one["remarks"] = [
        tables.remark(about, "Said of it since.", said_on=after, sources="one-later")
        for about in ("one-reds", "one-boss", "one-chg", "one-tally", "one-camp", first["id"])
    ]
    one["tallies"].append(
        tables.tally("one-tally-later", source="one-later", group_id="one-reds", count="9")
    )
    return World({**world.dossiers, "one": one}, world.ged, world.entities)


@st.composite
def asking(draw: st.DrawFn, day: date | None = None) -> list[tuple[Question, dict[str, Any]]]:
    """Every question, each with parameters; as of the day, where it takes one."""
    return [(question, dict(_given(draw, question, day))) for question in questions().values()]


def _given(draw: st.DrawFn, question: Question, day: date | None) -> Iterator[tuple[str, Any]]:
    first, last = sorted(draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))))
    for name, parameter in question.header.parameters.items():
        if name == "asOf":
            yield name, day or draw(st.sampled_from([*DAYS, date(2021, 1, 1)]))
        elif name in ("fromDate", "toDate"):
            if draw(st.integers(0, 3)) == 0:
                yield name, first if name == "fromDate" else last
        elif parameter.required or draw(st.integers(0, 2)) == 0:
            found = _value(draw, name, parameter)
            if found is not None:
                yield name, found


def _value(draw: st.DrawFn, name: str, parameter: Parameter) -> Any:
    if name in ("scheme", "with"):
        return None
    choices: list[Any] = list(
        NAMES.get(name) or NAMES.get(parameter.type) or parameter.choices or ()
    )
    if parameter.type == "flag":
        choices = [True]
    if not choices:
        return None
    found = draw(st.sampled_from(choices))
    return [found] if parameter.many else found
