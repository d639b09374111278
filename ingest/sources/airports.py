"""The world's airports, from the package airportsdata (MIT): a record each, under its ICAO code.

What always holds here: every airport of the package becomes one Record. One whose key is no ICAO
location indicator (four letters) but a national identifier, as of small fields in the United
States, or a mark of the package, is a record under the package's own scheme. No Target is made
here: the pipeline makes a stand-in, or joins the record to the facility that bears the same ICAO
code.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Final

import airportsdata

from graphq.graph.errors import UsageError
from graphq.graph.model.geo import cell
from graphq.graph.model.nodes import Record, Source
from graphq.graph.model.relationships import LocatedIn
from graphq.graph.model.values import PartialDate, Reliability
from graphq.graph.read.countries import checked_country
from graphq.graph.read.names import spellings
from graphq.graph.store import Store
from graphq.ingest.facts import Facts
from graphq.ingest.places.tree import PlaceTree, shortened
from graphq.ingest.stated import StatedSource

SOURCE: Final = "airportsdata"
"""The id of the source, by which the bundled dossier names it too."""

_INDICATOR: Final = re.compile(r"[A-Z]{4}")


@dataclass(frozen=True, slots=True)
class Airports(StatedSource):
    """The airports of one country, by its ISO 3166-1 alpha-2 code, or of the world.

    Raises UsageError for a code of no country.
    """

    country: str | None = None
    importer: str = "airports"

    def __post_init__(self) -> None:
        """Check the code, and keep it in capitals."""
        if self.country is not None:
            object.__setattr__(self, "country", checked_country(self.country))

    @property
    def dataset(self) -> str:
        """`airports`, or `airports:ML`: a country does not take the place of the world."""
        return f"airports:{self.country}" if self.country else "airports"

    @property
    def origin(self) -> str:
        """The package with its version."""
        return f"airportsdata {airportsdata.__version__}"

    @property
    def is_complete(self) -> bool:
        """Always: the package holds nothing that cannot be read."""
        return True

    def fingerprint(self) -> str:
        """A hash of the package's entries."""
        text = json.dumps([self.origin, self._entries()], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def facts(self, store: Store) -> Facts:
        """Every airport with its names and where it lies; the store is not asked.

        Raises UsageError when the package has no airport in the country.
        """
        entries = self._entries()
        if not entries:
            raise UsageError(
                f"{self.origin} has no airport in {self.country}, so nothing was loaded; see "
                "whether another code was meant."
            )
        facts, places = Facts(), PlaceTree()
        source = _source()
        facts.add(source)
        facts.add_remark(source, _LICENCE, None)
        for entry in entries:
            _add(facts, places, entry)
        for location in places.locations.values():
            facts.add_location(location)
        for containment in places.containment():
            facts.add(containment)
        facts.add_reports()
        return facts

    def _entries(self) -> list[airportsdata.Airport]:
        found = airportsdata.load("ICAO")
        return [
            found[code]
            for code in sorted(found)
            if self.country is None or found[code]["country"] == self.country
        ]


_LICENCE: Final = "MIT; used for ICAO, IATA and aerodrome reference points"


def _source() -> Source:
    version = airportsdata.__version__
    return Source(
        id=SOURCE,
        name=SOURCE,
        title=f"airportsdata {version}",
        publisher="M. Borsetti / contributors",
        published_on=_released(version),
        url=airportsdata.__url__,
        kind="gazetteer",
        reliability=Reliability.B,
    )


def _released(version: str) -> str | None:
    """The day of the release, which the package writes into its version; none if it is none."""
    try:
        return str(PartialDate.parse(f"{version[:4]}-{version[4:6]}-{version[6:8]}"))
    except ValueError:
        return None


def _add(facts: Facts, places: PlaceTree, entry: airportsdata.Airport) -> None:
    code, country, unit = entry["icao"], entry["country"], entry["subd"].strip()
    indicator = code if _INDICATOR.fullmatch(code) else None
    scheme = "icao" if indicator else SOURCE
    record = f"{scheme}:{code}"
    name = " ".join(entry["name"].split())
    facts.add(
        Record(
            id=f"record:{record}",
            name=shortened(name),
            full_name=name,
            scheme=scheme,
            external_id=code,
            entity_label="Target",
            target_type="airport",
            icao=indicator,
            iata=entry["iata"] or None,
            admin1=unit or None,
            admin1_id=places.admin1(country, unit) if unit else None,
            country=country,
            latitude=entry["lat"],
            longitude=entry["lon"],
            cell=cell(entry["lat"], entry["lon"]),
            coordinate_source=f"{SOURCE}:{code}",
            sources=(SOURCE,),
        )
    )
    for text in spellings(name):
        facts.add_name(record, "Target", text, "own", record=True)
    # A key that begins with an underscore is the package's own, made up where there is no code.
    for text in ("" if code.startswith("_") else code, entry["iata"]):
        facts.add_name(record, "Target", text, "code", record=True)
    place = places.unit(country, unit, "")
    facts.add(
        LocatedIn(
            id=f"located-in:{record}>{place}",
            start=record,
            start_label="Target",
            start_record=record,
            end=place,
            sources=(SOURCE,),
        )
    )
