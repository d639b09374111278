"""A table shaped like the UCDP Georeferenced Event Dataset 25.1, of invented events, of any size.

What always holds here: one seed gives one file, byte for byte. Actors, places and events are
invented; only the countries are real. More rows are more events among the same actors and places.

    python -m benchmarks.ged_like FILE [--rows N] [--seed N]
"""

from __future__ import annotations

import argparse
import csv
import random
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Final

ROWS: Final = 385_918
"""Rows of UCDP GED 25.1."""
SEED: Final = 251
LARGEST_GROUP: Final = 47_637
NEXT_GROUP: Final = 23_719
"""Events in which the two groups with the most take part, at 1x."""
ACTORS: Final = 1_900
PLACES: Final = 40_000
COLUMNS: Final = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
    "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
CHANGED: Final = 0.01
"""Which share of the rows a release changes."""
_WHERE: Final = (
    "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude",
    "longitude", "geom_wkt", "priogrid_gid",
)  # fmt: skip
_SIDES: Final = (
    "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id",
    "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id",
    "side_b_new_id", "side_b",
)  # fmt: skip
_REPORTS: Final = ("source_office", "source_date", "source_headline")
COUNTRIES: Final = {
    "Africa": (
        "Algeria|Angola|Benin|Botswana|Burkina Faso|Burundi|Cameroon|Central African Republic|Chad|"
        "Comoros|Congo|DR Congo (Zaire)|Djibouti|Equatorial Guinea|Eritrea|Ethiopia|Gabon|Gambia|"
        "Ghana|Guinea|Guinea-Bissau|Ivory Coast|Kenya|Kingdom of eSwatini (Swaziland)|Lesotho|"
        "Liberia|Libya|Madagascar (Malagasy)|Malawi|Mali|Mauritania|Morocco|Mozambique|Namibia|"
        "Niger|Nigeria|Rwanda|Senegal|Sierra Leone|Somalia|South Africa|South Sudan|Sudan|"
        "Tanzania|Togo|Tunisia|Uganda|Zambia|Zimbabwe (Rhodesia)"
    ),
    "Americas": (
        "Argentina|Bolivia|Brazil|Canada|Chile|Colombia|Costa Rica|Cuba|Dominican Republic|Ecuador|"
        "El Salvador|Guatemala|Guyana|Haiti|Honduras|Jamaica|Mexico|Nicaragua|Panama|Paraguay|Peru|"
        "Suriname|Trinidad and Tobago|United States of America|Venezuela"
    ),
    "Asia": (
        "Afghanistan|Bangladesh|Bhutan|Cambodia (Kampuchea)|China|East Timor|India|Indonesia|"
        "Kazakhstan|Kyrgyzstan|Laos|Malaysia|Myanmar (Burma)|Nepal|Pakistan|Papua New Guinea|"
        "Philippines|Solomon Islands|South Korea|Sri Lanka|Tajikistan|Thailand|Turkmenistan|"
        "Uzbekistan|Vietnam (North Vietnam)"
    ),
    "Europe": (
        "Albania|Armenia|Austria|Azerbaijan|Belgium|Bosnia-Herzegovina|Croatia|France|Georgia|"
        "Germany|Greece|Italy|Moldova|Netherlands|North Macedonia|Romania|Russia (Soviet Union)|"
        "Serbia (Yugoslavia)|Spain|Sweden|Ukraine|United Kingdom"
    ),
    "Middle East": (
        "Bahrain|Egypt|Iran|Iraq|Israel|Jordan|Kuwait|Lebanon|Qatar|Saudi Arabia|Syria|Turkey|"
        "United Arab Emirates|Yemen (North Yemen)"
    ),
}
"""Names as UCDP prints them, by UCDP's region."""
_WORDS: Final = (
    "clash", "attack", "ambush", "killed", "wounded", "reported", "troops", "rebels", "village",
    "convoy", "market", "police", "army", "fighters", "civilians", "several", "near", "road",
    "checkpoint", "raid", "shelling", "bomb", "soldiers", "militants", "district", "officials",
    "witnesses", "said", "Monday", "Friday", "morning", "night", "heavy", "weapons", "base", "town",
    "border",
)  # fmt: skip
_CIVILIANS: Final = 9999
_ONE_SIDED: Final = 0.3
_LONG: Final = 0.2
_SHARED_REPORT: Final = 0.3
_KEPT_REPORTS: Final = 50
_SOURCED_FROM: Final = 2013
"""The year before which UCDP counts no sources and prints no headline."""


@dataclass(frozen=True, slots=True)
class _Country:
    id: int
    name: str
    region: str
    south: float
    west: float


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    admin1: str
    admin2: str
    latitude: float
    longitude: float
    country: _Country

    @property
    def cell(self) -> int:
        """The PRIO-GRID cell: half a degree wide, counted from the south-west."""
        return int((self.latitude + 90) * 2) * 720 + int((self.longitude + 180) * 2) + 1


class _World:
    """What stays the same whatever the number of rows."""

    def __init__(self, rng: random.Random) -> None:
        names = [(name, region) for region, held in COUNTRIES.items() for name in held.split("|")]
        self.countries = [
            _Country(100 + number, name, region, rng.uniform(-30, 50), rng.uniform(-110, 130))
            for number, (name, region) in enumerate(names)
        ]
        shares = _zipf(len(self.countries), 1.0)
        order = rng.sample(self.countries, len(self.countries))
        self.places: dict[int, list[_Place]] = {country.id: [] for country in order}
        for number, country in enumerate(
            [*order, *rng.choices(order, shares, k=PLACES - len(order))], start=1
        ):
            self.places[country.id].append(_place(rng, number, country))
        self.shares = {key: _cumulated(_zipf(len(held))) for key, held in self.places.items()}
        # The largest groups are each in a country of their own, with many places.
        self.home = [
            order[group if group < 20 else min(int(rng.expovariate(1 / 40)), len(order) - 1)]
            for group in range(ACTORS)
        ]
        rest = ROWS - LARGEST_GROUP - NEXT_GROUP
        sizes = _zipf(ACTORS - 2, 0.9)
        whole = sum(sizes)
        held = [LARGEST_GROUP, NEXT_GROUP, *(size * rest / whole for size in sizes)]
        self.actors = _cumulated(held)
        # The two largest have their size from being drawn, and are nobody's foe besides.
        self.foes = [
            [rng.randrange(2, ACTORS) for _ in range(1 + int(rng.expovariate(1)))]
            for _ in range(ACTORS)
        ]


def _zipf(count: int, power: float = 0.8) -> list[float]:
    return [(rank + 3) ** -power for rank in range(count)]


def _cumulated(weights: Sequence[float]) -> list[float]:
    return list(accumulate(weights))


def _drawn(rng: random.Random, cumulated: Sequence[float]) -> int:
    return bisect_left(cumulated, rng.random() * cumulated[-1])


def _place(rng: random.Random, number: int, country: _Country) -> _Place:
    admin1 = rng.randrange(12)
    return _Place(
        f"Place {number:05d}",
        f"Unit {country.id}-{admin1:02d} province",
        f"Unit {country.id}-{admin1:02d}-{rng.randrange(8)} district" if rng.random() < 0.8 else "",
        round(country.south + rng.random() * 8, 6),
        round(country.west + rng.random() * 8, 6),
        country,
    )


@dataclass(frozen=True, slots=True)
class _Report:
    publisher: str
    day: str
    headline: str


class _Press:
    """Reports, some of which tell of several events."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._recent: dict[tuple[int, int], list[_Report]] = defaultdict(list)

    def reports(self, day: date) -> list[_Report]:
        """The reports of an event of the day, one to six."""
        rng = self._rng
        count = min(1 + int(rng.expovariate(1.2)), 6)
        found = [self._report(day) for _ in range(count)]
        return list(dict.fromkeys(found))

    def _report(self, day: date) -> _Report:
        rng = self._rng
        recent = self._recent[day.year, day.month]
        if recent and rng.random() < _SHARED_REPORT:
            chosen = rng.choice(recent)
            if chosen.day >= day.isoformat():  # no report tells of what is still to come
                return chosen
        made = _Report(
            f"Agency {int(rng.expovariate(1 / 40)):03d}",
            (day + timedelta(days=rng.randrange(4))).isoformat(),
            " ".join(rng.choices(_WORDS, k=rng.randint(5, 12))).capitalize(),
        )
        if len(recent) < _KEPT_REPORTS:
            recent.append(made)
        else:
            recent[rng.randrange(_KEPT_REPORTS)] = made
        return made


def _deaths(rng: random.Random, violence: int) -> list[int]:
    """Of side a, of side b, of civilians, and of nobody knows whom."""
    counts = [int(rng.expovariate(0.5)) for _ in range(4)]
    if violence == 3:
        return [0, 0, counts[2] + 1, counts[3] if rng.random() < 0.1 else 0]
    return [
        counts[0],
        counts[1],
        counts[2] if rng.random() < 0.2 else 0,
        counts[3] if rng.random() < 0.2 else 0,
    ]


def events(count: int = ROWS, seed: int = SEED) -> Iterator[list[object]]:
    """So many events, in the order of `COLUMNS`. Raises ValueError for less than none."""
    if count < 0:
        raise ValueError("a table cannot have less than no rows")
    rng = random.Random(seed)
    world = _World(rng)
    press = _Press(rng)
    first = date(1989, 1, 1)
    days = (date(2024, 12, 31) - first).days + 1
    for number in range(1, count + 1):
        # The later years hold more, as more is reported.
        began = first + timedelta(days=int(days * rng.random() ** 0.7))
        yield _row(rng, world, press, number, began)


def _row(
    rng: random.Random, world: _World, press: _Press, number: int, began: date
) -> list[object]:
    group = _drawn(rng, world.actors)
    country = world.home[group]
    one_sided = rng.random() < _ONE_SIDED
    foe = rng.choice(world.foes[group])
    violence = 3 if one_sided else 2 if foe % 3 == 0 and foe != group else 1
    group_id, group_name = 1001 + group, f"Group {group + 1:04d}"
    state = (country.id, f"Government of {country.name}")
    side_a = (group_id, group_name) if violence > 1 else state
    side_b = {
        1: (group_id, group_name),
        2: (1001 + foe, f"Group {foe + 1:04d}"),
        3: (_CIVILIANS, "Civilians"),
    }[violence]
    dyad = violence * 10_000_000 + group * 4_000 + (foe if violence == 2 else 0)
    conflict = dyad if violence > 1 else 10_000 + country.id
    names = f"{side_a[1]} - {side_b[1]}"
    place = world.places[country.id][_drawn(rng, world.shares[country.id])]
    where = rng.choices(range(1, 8), (45, 18, 16, 10, 6, 4, 1))[0]
    ended, date_precision = began, 1
    if rng.random() < _LONG:
        date_precision = rng.choices((2, 3, 4, 5), (50, 20, 25, 5))[0]
        longest = {2: 5, 3: 6, 4: 29, 5: 364}[date_precision]
        ended = began + timedelta(days=rng.randint(1, longest))
    ended = min(ended, date(began.year, 12, 31))
    deaths = _deaths(rng, violence)
    best = sum(deaths)
    low = max(0, best - int(rng.expovariate(1))) if rng.random() < 0.2 else best
    high = best + int(rng.expovariate(0.3)) if rng.random() < 0.3 else best
    if rng.random() < 0.001:  # as real files have them
        low, high = high + 1, low
    told = press.reports(began) if began.year >= _SOURCED_FROM else []
    if told:
        article = ";".join(f'"{told.publisher},{told.day},{told.headline}"' for told in told)
        of_source = [";".join(part) for part in zip(*map(_parts, told), strict=True)]
    else:
        article = f"Agency {rng.randrange(200):03d} {began.isoformat()}"
        of_source = ["", "", ""]
    return [
        number,
        f"{country.name[:3].upper()}-{began.year}-{violence}-{dyad}-{number}",
        began.year,
        int(rng.random() < 0.9),
        "Clear",
        violence,
        conflict,
        conflict,
        f"{country.name}: Government" if violence == 1 else names,
        dyad,
        dyad,
        names,
        side_a[0],
        *side_a,
        side_b[0],
        *side_b,
        len(told) or -1,
        article,
        *of_source,
        rng.choice(("", "police", "army spokesperson", "witnesses", "local officials")),
        where,
        place.name if where < 3 else f"{place.admin2 or place.admin1 or country.name}",
        f"{place.name}, {place.admin1}" + ("\n(by road)" if rng.random() < 0.01 else ""),
        place.admin1 if where < 6 else "",
        place.admin2 if where < 4 else "",
        place.latitude,
        place.longitude,
        f"POINT ({place.longitude} {place.latitude})",
        place.cell,
        country.name,
        country.id,
        country.region,
        1 if rng.random() < 0.85 else 2,
        date_precision,
        f"{began.isoformat()} 00:00:00.000",
        f"{ended.isoformat()} 00:00:00.000",
        *deaths,
        best,
        high,
        max(low, 0),
        country.id if violence == 1 else "",
        "",
    ]


def _parts(report: _Report) -> tuple[str, str, str]:
    return report.publisher, report.day, report.headline


def write(path: Path, rows: int = ROWS, seed: int = SEED) -> None:
    """Write so many events to the file, as CSV in UTF-8. Raises OSError and ValueError."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerows(events(rows, seed))


def release(file: Path, to: Path, share: float = CHANGED, seed: int = SEED) -> int:
    """Write the file's next release, in which that share of the rows differ; returns how many.

    Each of them has other figures; of every four one has another report, one lies elsewhere in its
    country, and one is of other sides. Raises OSError.
    """
    rng = random.Random(seed)
    places: dict[str, dict[str, str]] = {}
    others: dict[str, str] = {}
    changed = 0
    with (
        file.open(encoding="utf-8", newline="") as read,
        to.open("w", encoding="utf-8", newline="") as written,
    ):
        table = csv.DictWriter(written, COLUMNS)
        table.writeheader()
        for row in csv.DictReader(read):
            if rng.random() < share:
                killed = rng.randrange(1, 4)
                row |= {key: str(int(row[key]) + killed) for key in ("deaths_b", "best", "high")}
                where, sides = ({key: row[key] for key in keys} for keys in (_WHERE, _SIDES))
                match changed % 4:
                    case 1:
                        row |= {"source_article": f"Agency {rng.randrange(200):03d} corrected"}
                        row |= dict.fromkeys(_REPORTS, "")
                    case 2:
                        row |= places.get(row["country_id"], {})
                    case 3:
                        row |= others
                places[row["country_id"]], others = where, sides
                changed += 1
            table.writerow(row)
    return changed


def main() -> None:
    """Write the file that the command line names."""
    parser = argparse.ArgumentParser(description="Write invented events in the shape of UCDP GED.")
    parser.add_argument("file", type=Path, help="the CSV to write")
    parser.add_argument("--rows", type=int, default=ROWS, help="how many events (default: as 25.1)")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, another table")
    given = parser.parse_args()
    write(given.file, given.rows, given.seed)


if __name__ == "__main__":
    main()
