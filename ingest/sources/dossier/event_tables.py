"""The tables of what happened where: facilities, incidents, and the figures published of them.

What always holds here: what a cell may hold is stated here; a row is as exact as its source.
"""

from __future__ import annotations

from typing import Final

from graphq.ingest.sources.dossier.columns import (
    COORDINATE_RULE,
    COORDINATE_SOURCE,
    COORDINATES,
    COUNTRY,
    DATE_RULE,
    NOTE,
    SECURITY_RULE,
    SHORT_NAME,
    SUMMARY_WORDS,
    Column,
    Table,
    choice,
    id_column,
    not_before,
    reference,
    sources_column,
)
from graphq.ingest.vocabulary import FACILITY_TYPES, TACTICS, TARGET_TYPES

OTHER_USERS: Final = ("civil", "france", "un", "platform", "algerian-government")
"""Users of a facility that are no group of the dossier."""

EVENT_TABLES: Final = (
    Table(
        "facilities",
        "named places that were struck, or are named as possible targets",
        (
            id_column("short id"),
            Column("name", "full name", required=True),
            SHORT_NAME,
            Column("alt_names", "other names", many=True),
            choice("facility_type", "what it is", *FACILITY_TYPES),
            Column("icao", "ICAO location indicator"),
            Column("iata", "IATA location code"),
            Column("location_name", "town or place", required=True),
            Column("admin1", "first-order administrative unit", required=True),
            COUNTRY,
            *COORDINATES,
            Column("coord_precision_m", "how exact the coordinate is, metres", "integer"),
            Column(
                "users",
                "who uses it: ids of groups, or " + ", ".join(OTHER_USERS),
                "reference",
                many=True,
                tables=("groups",),
                choices=OTHER_USERS,
            ),
            sources_column(),
            COORDINATE_SOURCE,
            NOTE,
        ),
        ("id",),
        (
            COORDINATE_RULE,
            "A coordinate needs its coord_precision_m, and the other way round.",
            "icao is four capital letters or digits; iata is three capital letters.",
            SECURITY_RULE,
        ),
    ),
    Table(
        "incidents",
        "violent events, each with its place, its tactic and who is said to have done it",
        (
            id_column("inc-, the date, and a word"),
            Column("date", "first day, as far as it is known", "date", required=True),
            Column("end_date", "last day, if it went on longer than one", "day"),
            choice("date_precision", "how exact the date is", "day", "week", "month", "year"),
            Column("location_name", "the place as the source prints it", required=True),
            Column("admin2", "second-order administrative unit"),
            Column("admin1", "first-order administrative unit"),
            COUNTRY,
            *COORDINATES,
            choice(
                "geo_precision",
                "how exactly the place is known",
                "exact",
                "near",
                "admin2",
                "admin1",
                "country",
            ),
            reference("facility_id", "the facility struck", "facilities", required=False),
            Column("target_description", "what was struck, in a few words", required=True),
            choice("target_type", "kind of target", *TARGET_TYPES),
            reference(
                "perpetrator_group_id", "who is said to have done it", "groups", required=False
            ),
            choice(
                "attribution",
                "on whose word",
                "claimed",
                "assessed",
                "suspected",
                "disputed",
            ),
            Column("claimed_by_ids", "who claimed it", "reference", many=True, tables=("groups",)),
            choice("tactic", "how", *TACTICS, many=True),
            Column("fatalities_low", "without the attackers where they can be told", "integer"),
            Column("fatalities_best", "official or last figure", "integer"),
            Column("fatalities_high", "highest figure reported", "integer"),
            Column("wounded", "number of wounded", "integer"),
            Column("summary", "one sentence in your own words", required=True),
            sources_column(),
            Column("conflicts_note", "where the sources disagree"),
            COORDINATE_SOURCE,
            choice(
                "standing",
                "placeholder where it stands here only because a published count counts it, and is "
                "not an independent incident; empty means reported",
                "reported",
                "placeholder",
                required=False,
            ),
        ),
        ("id",),
        (
            DATE_RULE.format(week=", or week where the day is known only to within three days"),
            "end_date is a whole day, YYYY-MM-DD, and not before date.",
            COORDINATE_RULE,
            "geo_precision says exact or near only where there is a coordinate.",
            "country_iso2 is the country of the facility.",
            "An attribution of claimed needs claimed_by_ids.",
            "An attribution is disputed where claims.csv says that the perpetrator denies it.",
            "fatalities_low is at most fatalities_best, and that at most fatalities_high, as far "
            "as they are given.",
            f"summary has at most {SUMMARY_WORDS} words.",
            SECURITY_RULE,
        ),
    ),
    Table(
        "claims",
        "what is known of a claim beside who made it, and denials; each with its own sources",
        (
            reference("incident_id", "the incident", "incidents"),
            reference("group_id", "who claims or denies it", "groups"),
            choice("kind", "whether it is claimed or denied", "claimed", "denied"),
            reference(
                "denies_group_id",
                "for a denial: whose part in it is denied; empty means its own",
                "groups",
                required=False,
            ),
            Column(
                "date",
                "when it was claimed or denied, as far as it is known; never a guess",
                "date",
            ),
            Column(
                "no_later_than",
                "with a date: the last day on which it can have been said, as in 9 or 10 March; "
                "without one: when it was reported, so that it had been said by then",
                "date",
            ),
            sources_column(),
            NOTE,
        ),
        ("incident_id", "group_id", "kind", "denies_group_id"),
        (
            "A claim is of a group that stands in claimed_by_ids of its incident, if that is a row "
            "of incidents.csv; a claim of which nothing more is known stands there alone.",
            "Nothing is claimed or denied before its incident.",
            not_before("no_later_than", "date"),
            "denies_group_id is for a denial, and another group than the one that denies.",
        ),
    ),
    Table(
        "tallies",
        "published counts, to hold the graph against",
        (
            id_column("short id"),
            reference("source", "who published it", "sources"),
            reference("group_id", "whom it counts", "groups", required=False),
            Column("date_from", "first date counted", "date", required=True),
            Column("date_to", "last date counted", "date", required=True),
            choice(
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
            NOTE,
        ),
        ("id",),
        (not_before("date_to", "date_from"),),
    ),
    Table(
        "counted_in",
        "which incidents a published count counts, or may count",
        (
            reference("incident_id", "the incident", "incidents"),
            reference("tally_id", "the published count", "tallies"),
            choice("certainty", "how sure that is; no says why not", "yes", "likely", "no"),
            NOTE,
        ),
        ("incident_id", "tally_id"),
    ),
    Table(
        "forces",
        "published headcounts of forces",
        (
            reference("force_id", "the force", "groups"),
            Column("name", "what is counted", required=True),
            Column("country_or_mission", "whose it is"),
            Column("headcount", "the number", "integer", required=True),
            Column("as_of", "date, as far as it is known", "date", required=True),
            sources_column(),
            NOTE,
        ),
        ("force_id", "name", "as_of", "headcount"),
    ),
)
