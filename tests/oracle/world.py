"""Small worlds for the oracle: two dossiers and a file of UCDP GED, with what is easily mistaken.

Groups of one caption, units of one name in three countries and one unit in two spellings, dates as
far as they are known, figures that nobody gives, claims that came late, and placeholders.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from graphq.graph.store import Store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.ingest.event_files import load_file, write_rows
from tests.ingest.tables import (
    Tables,
    claim,
    facility,
    group,
    identity,
    match,
    source,
    write_dossier,
)
from tests.ingest.tables import incident as incident_row
from tests.ingest.ucdp_rows import row as ged_row
from tests.oracle.oracle import Oracle, Telling, of_dossier, of_ged

GROUPS = {
    "one": {"one-reds": "Reds", "one-blues": "Blues"},
    "two": {"two-reds": "Reds", "two-greens": "Greens"},
}
ACTORS = {"202": "Reds", "303": "Browns"}
COUNTRIES = {"ML": "Mali", "LK": "Sri Lanka", "SL": "Sierra Leone"}
MIDDLE = {"ML": (14.0, -4.0), "LK": (7.5, 80.5), "SL": (8.5, -11.5)}
UNITS = ["", "Northern", "northern", "Northern province", "North-Eastern", "North Eastern"]
DAYS = [date(2018, 12, 1) + timedelta(days=days) for days in range(120)]


@dataclass
class World:
    """The tables and rows, and the graph and the oracle made of them."""

    dossiers: dict[str, Tables]
    ged: list[dict[str, str]] = field(default_factory=list)
    entities: dict[str, str] = field(default_factory=dict)

    def into(self, store: Store, folder: Path) -> None:
        """Load all of it."""
        for name, tables in self.dossiers.items():
            load(Dossier(write_dossier(folder / name, tables)), store, "test")
        if self.ged:
            load_file(write_rows(folder / "ged.csv", self.ged), store)

    def oracle(self) -> Oracle:
        """The plain reading of it."""
        names = {key: text for groups in GROUPS.values() for key, text in groups.items()}
        names |= {f"ucdp:actor:{key}": text for key, text in ACTORS.items()}
        return Oracle(list(self._tellings()), names)

    def _tellings(self) -> Iterator[Telling]:
        for name, tables in self.dossiers.items():
            yield from of_dossier(name, tables)
        yield from of_ged(self.ged, self.entities)


def _figures(draw: st.DrawFn) -> dict[str, str]:
    low, more, most = (draw(st.integers(0, 9)) for _ in range(3))
    rising = {"low": low, "best": low + more, "high": low + more + most}
    return {name: str(value) if draw(st.booleans()) else "" for name, value in rising.items()}


@st.composite
def incidents(draw: st.DrawFn, dossier: str, number: int) -> tuple[dict[str, str], list[Any]]:
    """A row of incidents.csv, and its rows of claims.csv."""
    key, day = f"{dossier}-inc-{number}", draw(st.sampled_from(DAYS))
    precision = draw(st.sampled_from(["day", "day", "day", "week", "month", "year"]))
    known = {"day": 10, "week": 10, "month": 7, "year": 4}[precision]
    ends = precision == "day" and draw(st.integers(0, 4)) == 0
    doer = draw(st.sampled_from(["", *GROUPS[dossier]]))
    attribution = draw(st.sampled_from(["claimed", "assessed", "suspected"]))
    claimants = draw(st.sets(st.sampled_from(sorted(GROUPS[dossier])), max_size=2))
    if attribution == "claimed" and not claimants:
        claimants = {doer or next(iter(GROUPS[dossier]))}
    claims = []
    for claimant in sorted(claimants):
        later = day + timedelta(days=draw(st.integers(0, 40)))
        said = draw(st.sampled_from([None, {"date": f"{later}"}, {"no_later_than": f"{later}"}]))
        if said and precision == "day":
            claims.append(claim(claimant, incident_id=key, **said))
    country = draw(st.sampled_from(sorted(COUNTRIES)))
    units = {"admin1": draw(st.sampled_from(UNITS))}
    exact = draw(st.booleans())
    north, east = MIDDLE[country]
    struck = country == "ML" and draw(st.booleans())
    figures = {f"fatalities_{name}": text for name, text in _figures(draw).items()}
    row = incident_row(
        key, date=f"{day}"[:known], date_precision=precision,
        end_date=f"{day + timedelta(days=draw(st.integers(1, 50)))}" if ends else "",
        location_name=draw(st.sampled_from(["Newtown", "Oldtown"])), country_iso2=country,
        geo_precision="exact" if exact else "admin1" if units["admin1"] else "country", **units,
        lat=f"{north + draw(st.integers(0, 3)) / 10}" if exact else "",
        lon=f"{east}" if exact else "",
        coord_source="press:1" if exact else "",
        perpetrator_group_id=doer, attribution=attribution,
        claimed_by_ids=";".join(sorted(claimants)), facility_id=f"{dossier}-camp" if struck else "",
        tactic=draw(st.sampled_from(["ied", "ied;armed-assault", "armed-assault"])),
        target_type=draw(st.sampled_from(["military", "police"])), **figures,
        standing=draw(st.sampled_from(["", "", "", "placeholder"])),
    )  # fmt: skip
    return row, claims


@st.composite
def ged_rows(draw: st.DrawFn, number: int) -> dict[str, str]:
    """A row of UCDP GED."""
    first = draw(st.sampled_from(DAYS))
    last = first + timedelta(days=draw(st.sampled_from([0, 0, 3, 20, 45])))
    one_sided = draw(st.booleans())
    doer, other = draw(st.permutations(sorted(ACTORS)))
    return ged_row(
        id=str(900_000 + number), date_start=f"{first}", date_end=f"{last}",
        date_prec="1" if first == last else draw(st.sampled_from(["2", "4", "5"])),
        type_of_violence="3" if one_sided else "2", side_a_new_id=doer, side_a=ACTORS[doer],
        side_b_new_id="1" if one_sided else other,
        side_b="Civilians" if one_sided else ACTORS[other],
        gwnoa="", country=COUNTRIES[draw(st.sampled_from(sorted(COUNTRIES)))],
        adm_1=draw(st.sampled_from(UNITS)), adm_2="", where_coordinates="Newtown",
        **_figures(draw), deaths_a="", deaths_b="", deaths_civilians="", deaths_unknown="",
        where_prec="1",
    )  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Two dossiers and a file of GED; an actor of GED may be a group of the first dossier."""
    dossiers: dict[str, Tables] = {}
    known = draw(st.booleans())
    for name, groups in GROUPS.items():
        rows = [draw(incidents(name, number)) for number in range(draw(st.integers(1, 5)))]
        dossiers[name] = {
            "sources": [source("press", published_on="2018-12-01")],
            "groups": [
                group(key, short_name=text, name=f"{text} of dossier {name}")
                for key, text in groups.items()
            ],
            "facilities": [
                facility(
                    f"{name}-camp",
                    short_name=f"Camp {name}",
                    lat="14.1",
                    lon="-4.0",
                    coord_precision_m="500",
                    coord_source="press:1",
                )
            ],
            "incidents": [row for row, _ in rows],
            "claims": [one for _, claims in rows for one in claims],
            "identities": [identity("one-reds")] if known and name == "one" else [],
        }
    ged = [draw(ged_rows(number)) for number in range(draw(st.integers(0, 4)))]
    told_again = draw(st.sampled_from(["", "by id", "judged"]))
    if told_again == "by id":
        dossiers["one"]["incidents"][0]["publisher_ids"] = "ucdp:event:900000"
    elif told_again == "judged":
        # Each of the two dossiers holds the judgement.
        pair = match(incident_id="one-inc-0", other_id="two-inc-0", verdict="same")
        for tables in dossiers.values():
            tables["matches"] = [pair]
    return World(dossiers, ged, {"202": "one-reds"} if known else {})
