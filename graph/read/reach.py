"""What is on record: how far each dataset reaches that tells of incidents, and what was cut off.

What always holds here: it is one read, of a few nodes that are looked up; no incident is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from graphq.graph.model.coverage import Coverage
from graphq.graph.read.loads import UNFINISHED, CutOff
from graphq.graph.store import Store

_REACHES: Final = """
MATCH (of:Dataset)
RETURN {dataset: of.dataset, first: of.reachFrom, last: of.reachTo, by: of.reachBy,
  covers: of.covers, countries: of.countries, lastIncident: of.lastIncident} AS reach, null AS load,
  null AS place, null AS told
"""
_ON_RECORD: Final = f"""{_REACHES}UNION ALL
MATCH (run:IngestRun)
WHERE run.state IN $states
RETURN null AS reach, {{dataset: run.dataset, file: run.file}} AS load, null AS place, null AS told
UNION ALL
UNWIND $places AS id
MATCH (place:Target {{id: id}})
RETURN null AS reach, null AS load, {{id: place.id, country: place.country}} AS place, null AS told
UNION ALL
UNWIND $places AS id
MATCH (place:Location {{id: id}})
RETURN null AS reach, null AS load, {{id: place.id, country: place.country}} AS place, null AS told
UNION ALL
UNWIND $groups AS id
MATCH (sum:IncidentSum {{groupId: id}})
RETURN null AS reach, null AS load, null AS place, {{id: id, dataset: sum.dataset,
  first: left(sum.earliest, 10)}} AS told
"""


class DatasetReach(NamedTuple):
    """How far the record of a dataset reaches."""

    dataset: str
    first: date | None
    last: date
    by: str
    """By what that is known: `its own statement`, or `its last incident`."""
    covers: tuple[Coverage, ...] = ()
    """What the dataset itself says that it covers."""
    countries: tuple[str, ...] = ()
    """Codes of the countries that it has incidents of, or says that it covers."""
    last_incident: date | None = None
    """The last day of its last incident; None where it has none, or that is not known."""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What is on record, and what of it can tell of some places and groups."""

    reaches: list[DatasetReach]
    """How far each dataset reaches, by name."""
    cut_off: list[CutOff]
    """The loads that have not ended."""
    countries: Mapping[str, str]
    """The country of each of the places, by its id, as far as it is known."""
    telling: Mapping[str, Mapping[str, date]]
    """The datasets that have incidents of each of the groups, as far as sums are kept, each with
    the day on which the first of them began."""


def reaches(store: Store) -> list[DatasetReach]:
    """How far each dataset reaches, by name. Raises StoreError."""
    return sorted(_reach(row["reach"]) for row in store.read(_REACHES))


def on_record(store: Store, places: Iterable[str] = (), groups: Iterable[str] = ()) -> OnRecord:
    """What is on record. The ids are of targets or locations, and of groups. Raises StoreError."""
    given = {"states": list(UNFINISHED), "places": list(places), "groups": list(groups)}
    found, loads = list[DatasetReach](), set[CutOff]()
    countries, telling = dict[str, str](), dict[str, dict[str, date]]()
    for row in store.read(_ON_RECORD, given):
        if one := row["reach"]:
            found.append(_reach(one))
        elif one := row["load"]:
            loads.add(CutOff(str(one["dataset"]), str(one["file"] or one["dataset"])))
        elif (one := row["place"]) and one["country"]:
            countries[one["id"]] = one["country"]
        elif one := row["told"]:
            # An engine may give a text that reads as a day as that day.
            first, tellers = (
                date.fromisoformat(str(one["first"])),
                telling.setdefault(one["id"], {}),
            )
            tellers[one["dataset"]] = min(first, tellers.get(one["dataset"], first))
    return OnRecord(sorted(found), sorted(loads), countries, telling)


def _reach(told: Mapping[str, Any]) -> DatasetReach:
    return DatasetReach(
        str(told["dataset"]),
        told["first"],
        told["last"],
        str(told["by"]),
        tuple(map(Coverage.of_text, told["covers"] or ())),
        tuple(told["countries"] or ()),
        told["lastIncident"],
    )
