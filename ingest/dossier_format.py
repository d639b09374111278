"""The dossier format: its tables, their columns, and what may stand in a cell.

What always holds here: this is the one description of the format. The reader checks against it, the
empty dossier that `graphq new-dossier` writes is made from it, and so is `docs/dossier.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal[
    "id", "text", "date", "day", "integer", "latitude", "longitude", "country", "url", "flag",
    "choice", "reference",
]  # fmt: skip

TARGET_TYPES: Final = (
    "airport", "military-base", "embassy", "un-base", "hotel", "restaurant", "police-post",
    "gendarmerie", "checkpoint", "government-building", "market", "village", "school", "mine",
    "gas-plant", "nature-reserve", "refugee-camp",
)  # fmt: skip
INCIDENT_TARGET_TYPES: Final = (
    "military", "military-peacekeeping", "police", "airport", "hotel", "restaurant", "diplomatic",
    "government", "business", "civilians", "ngo-igo", "transport", "armed-group", "unknown",
)  # fmt: skip
TACTICS: Final = (
    "armed-assault", "suicide-vehicle-bomb", "ied", "indirect-fire", "complex", "hostage-taking",
)  # fmt: skip
OTHER_USERS: Final = ("civil", "france", "un", "platform", "algerian-government")
"""Users of a facility that are no group of the dossier."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what may stand in it, and what it means."""

    name: str
    help: str
    kind: Kind = "text"
    required: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    """For a reference: the tables in which the id is looked for."""
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One file of a dossier."""

    name: str
    help: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that together may not stand twice."""

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.csv"

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)


def _id(help_text: str) -> Column:
    return Column("id", help_text, "id", required=True)


def _ref(name: str, help_text: str, *tables: str, required: bool = True) -> Column:
    return Column(name, help_text, "reference", required, tables=tables)


def _choice(name: str, help_text: str, *choices: str, many: bool = False) -> Column:
    return Column(name, help_text, "choice", required=True, many=many, choices=choices)


def _sources(name: str = "sources", required: bool = True) -> Column:
    told = "ids of the sources that state the row"
    if name == "disputed_by":
        told = "ids of the sources that contradict the row"
    return Column(name, told, "reference", required, many=True, tables=("sources",))


_NOTE: Final = Column("note", "what a reader should know about the row")
_SHORT: Final = Column(
    "short_name", "what analysts say; at most 30 characters", required=True, longest=30
)
_VALID: Final = (
    Column("valid_from", "date, as far as it is known", "date"),
    Column("valid_to", "date, as far as it is known; empty while it lasts", "date"),
)
_COORDINATES: Final = (
    Column("lat", "degrees north, WGS 84", "latitude"),
    Column("lon", "degrees east, WGS 84", "longitude"),
)
_COUNTRY: Final = Column("country_iso2", "ISO 3166-1 alpha-2 code", "country", required=True)
_COORDINATE_SOURCE: Final = Column(
    "coord_source", "id of the source of the coordinate, and after a colon its key there"
)

TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        Table(
            "sources",
            "who said it",
            (
                _id("short id, used by all other tables"),
                Column("title", "title of the page or text", required=True),
                Column("publisher", "who published it", required=True),
                Column("published_on", "date, as far as it is known", "date"),
                Column("url", "address", "url"),
                _choice(
                    "kind",
                    "what it is",
                    "news",
                    "think-tank",
                    "un",
                    "dataset",
                    "court",
                    "wiki",
                    "ngo",
                    "gazetteer",
                ),
                _choice("reliability", "Admiralty letter of the publisher", *"ABCDEF"),
                _NOTE,
            ),
            ("id",),
        ),
        Table(
            "groups",
            "groups, their components, alliances, militias, state forces, UN missions",
            (
                _id("short id"),
                Column("name", "full name, with its acronym in parentheses", required=True),
                _SHORT,
                Column("founded", "date, as far as it is known", "date"),
                Column("dissolved", "date, as far as it is known", "date"),
                _choice(
                    "kind",
                    "what it is",
                    "group",
                    "component",
                    "alliance",
                    "state-force",
                    "un-mission",
                    "militia",
                ),
                Column("country_codes", "where it acts, ISO 3166-1 alpha-2", "country", many=True),
                Column("un_list_ref", "permanent reference number of the UN list"),
                Column("ucdp_actor_id", "id in the UCDP Actor list"),
                Column("wikidata_id", "Wikidata item"),
                _NOTE,
                _sources(),
            ),
            ("id",),
        ),
        Table(
            "aliases",
            "other names of groups, people and facilities",
            (
                _ref("entity_id", "who or what is called so", "groups", "people", "facilities"),
                Column("alias", "the name, in any script", required=True),
                Column("lang", "language and script, as in fr/Latn or ar/Arab"),
                _choice(
                    "quality",
                    "how good the name is",
                    "primary",
                    "strong",
                    "weak",
                    "former",
                    "acronym",
                    "misspelling",
                ),
                _ref("source", "who uses the name", "sources"),
            ),
            ("entity_id", "alias"),
        ),
        Table(
            "changes",
            "mergers, splits, renames, pledges: dated events among groups",
            (
                _id("short id"),
                Column("name", "caption, at most 30 characters", required=True, longest=30),
                _choice(
                    "kind",
                    "what happened",
                    "merger",
                    "absorption",
                    "split",
                    "rename",
                    "pledge",
                    "founding",
                    "alliance",
                ),
                Column("date", "date, as far as it is known", "date", required=True),
                _choice("date_precision", "how exact the date is", "day", "month", "year"),
                Column("announced_on", "date, as far as it is known", "date"),
                Column("summary", "one sentence in your own words"),
                _sources(),
                _NOTE,
            ),
            ("id",),
        ),
        Table(
            "change_parties",
            "who took part in a change, on which side",
            (
                _ref("change_id", "the change", "changes"),
                _ref("group_id", "the group", "groups"),
                _choice("role", "before or after the change", "predecessor", "result"),
                _choice("extent", "whether all of it took part", "whole", "part"),
                Column("component", "which part, where only a part did"),
                Column("continues", "whether it went on under its name", "flag", required=True),
                _sources(),
                _sources("disputed_by", required=False),
            ),
            ("change_id", "group_id", "role"),
        ),
        Table(
            "people",
            "leaders, as publicly listed or widely reported",
            (
                _id("short id"),
                Column("name", "full name", required=True),
                _SHORT,
                Column("born", "date, as far as it is known", "date"),
                Column("died", "date, as far as it is known", "date"),
                Column("un_ref", "permanent reference number of the UN list"),
                _NOTE,
                _sources(),
            ),
            ("id",),
        ),
        Table(
            "roles",
            "who led or belonged to which group, and when",
            (
                _ref("person_id", "the person", "people"),
                _ref("group_id", "the group", "groups"),
                _choice("type", "led it, or belonged to it", "led", "member_of"),
                Column("role", "the role in words", required=True),
                *_VALID,
                _sources(),
            ),
            ("person_id", "group_id", "role", "valid_from"),
        ),
        Table(
            "relations",
            "dated relations between two groups",
            (
                _ref("from_id", "the group it goes out from", "groups"),
                _ref("to_id", "the group it goes to", "groups"),
                _choice(
                    "type",
                    "how they stand to each other",
                    "affiliated_with",
                    "allied_with",
                    "rival_of",
                    "pledged_to",
                    "part_of",
                    "enemy_of",
                ),
                *_VALID,
                _sources(),
                _NOTE,
            ),
            ("from_id", "to_id", "type", "valid_from"),
        ),
        Table(
            "facilities",
            "named places that were struck, or are named as possible targets",
            (
                _id("short id"),
                Column("name", "full name", required=True),
                _SHORT,
                Column("alt_names", "other names", many=True),
                _choice("facility_type", "what it is", *TARGET_TYPES),
                Column("icao", "ICAO location indicator"),
                Column("iata", "IATA location code"),
                Column("location_name", "town or place", required=True),
                Column("admin1", "first-order administrative unit", required=True),
                _COUNTRY,
                *_COORDINATES,
                Column("coord_precision_m", "how exact the coordinate is, metres", "integer"),
                Column(
                    "users",
                    "who uses it: ids of groups, or " + ", ".join(OTHER_USERS),
                    "reference",
                    many=True,
                    tables=("groups",),
                    choices=OTHER_USERS,
                ),
                _sources(),
                _COORDINATE_SOURCE,
                _NOTE,
            ),
            ("id",),
        ),
        Table(
            "incidents",
            "violent events, each with its place, its tactic and who is said to have done it",
            (
                _id("inc-, the date, and a word"),
                Column("date", "first day, as far as it is known", "date", required=True),
                Column("end_date", "last day, if it went on longer than one", "day"),
                _choice("date_precision", "how exact the date is", "day", "week", "month", "year"),
                Column("location_name", "the place as the source prints it", required=True),
                Column("admin2", "second-order administrative unit"),
                Column("admin1", "first-order administrative unit"),
                _COUNTRY,
                *_COORDINATES,
                _choice(
                    "geo_precision",
                    "how exactly the place is known",
                    "exact",
                    "near",
                    "admin2",
                    "admin1",
                    "country",
                ),
                _ref("facility_id", "the facility struck", "facilities", required=False),
                Column("target_description", "what was struck, in a few words", required=True),
                _choice("target_type", "kind of target", *INCIDENT_TARGET_TYPES),
                _ref(
                    "perpetrator_group_id", "who is said to have done it", "groups", required=False
                ),
                _choice(
                    "attribution",
                    "on whose word",
                    "claimed",
                    "assessed",
                    "suspected",
                    "disputed",
                ),
                Column(
                    "claimed_by_ids", "who claimed it", "reference", many=True, tables=("groups",)
                ),
                _choice("tactic", "how", *TACTICS, many=True),
                Column("fatalities_low", "without the attackers where they can be told", "integer"),
                Column("fatalities_best", "official or last figure", "integer"),
                Column("fatalities_high", "highest figure reported", "integer"),
                Column("wounded", "number of wounded", "integer"),
                Column("summary", "one sentence in your own words", required=True),
                _sources(),
                Column("conflicts_note", "where the sources disagree"),
                _COORDINATE_SOURCE,
            ),
            ("id",),
        ),
        Table(
            "tallies",
            "published counts, to hold the graph against",
            (
                _id("short id"),
                _ref("source", "who published it", "sources"),
                _ref("group_id", "whom it counts", "groups", required=False),
                Column("date_from", "first date counted", "date", required=True),
                Column("date_to", "last date counted", "date", required=True),
                _choice(
                    "dimension",
                    "what it is a count by",
                    "country",
                    "admin1",
                    "admin2",
                    "month",
                    "day",
                    "tactic",
                    "target",
                    "total",
                ),
                Column("value", "which country, month, tactic, …", required=True),
                Column("count", "the number; empty where none was printed", "integer"),
                Column("unit", "attacks, killed, …", required=True),
                _NOTE,
            ),
            ("id",),
        ),
        Table(
            "counted_in",
            "which incidents a published count counts, or may count",
            (
                _ref("incident_id", "the incident", "incidents"),
                _ref("tally_id", "the published count", "tallies"),
                _choice("certainty", "how sure that is; no says why not", "yes", "likely", "no"),
                _NOTE,
            ),
            ("incident_id", "tally_id"),
        ),
        Table(
            "forces",
            "published headcounts of forces",
            (
                _ref("force_id", "the force", "groups"),
                Column("name", "what is counted", required=True),
                Column("country_or_mission", "whose it is"),
                Column("headcount", "the number", "integer", required=True),
                Column("as_of", "date, as far as it is known", "date", required=True),
                _sources(),
                _NOTE,
            ),
            ("force_id", "name", "as_of", "headcount"),
        ),
    )
}
"""Every table of the format by its name, in the order in which they refer to one another."""
