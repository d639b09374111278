"""The nodes of the graph: labels and properties.

What always holds here: each class is one label, each field one property with its meaning; a
`KIND_LABELS` table gives the second label by which pictures colour a kind.
"""

from __future__ import annotations

from datetime import date as Day
from typing import ClassVar, Self

from pydantic import Field, model_validator

from graphq.graph.model.facts import Node
from graphq.graph.model.geo import cell_quarter, long_cell
from graphq.graph.model.values import Attribution, DatePrecision, GeoPrecision, Reliability


class Placed(Node):
    """What has a place on the map, as far as its source gives one."""

    country: str | None = Field(
        None,
        description="ISO 3166-1 alpha-2 code; of a state that is no more, and whose territory "
        "several hold now, the four letters of ISO 3166-3, such as SUHH for the Soviet Union",
    )
    latitude: float | None = Field(None, description="degrees, WGS 84")
    longitude: float | None = Field(None, description="degrees, WGS 84")
    cell: int | None = Field(None, description="number of its half-degree grid cell")
    coordinate_source: str | None = Field(None, description="source id and its key")


class Group(Node):
    """Any organised actor: armed group, component, alliance, militia, state force, UN mission."""

    LABEL = "Group"
    KIND_LABELS: ClassVar[dict[str, str]] = {
        "group": "ArmedGroup",
        "component": "ArmedGroup",
        "alliance": "ArmedGroup",
        "militia": "ArmedGroup",
        "state-force": "StateForce",
        "un-mission": "StateForce",
    }

    full_name: str
    kind: str = Field(description="group, component, alliance, militia, state-force or un-mission")
    founded: str | None = Field(None, description="date, as far as it is known")
    dissolved: str | None = Field(None, description="date, as far as it is known")
    countries: tuple[str, ...] = Field((), description="ISO 3166-1 alpha-2 codes")
    un_list_ref: str | None = Field(None, description="permanent reference number of the UN list")
    ucdp_actor_id: str | None = None
    wikidata_id: str | None = None


class Person(Node):
    """A leader, as publicly listed or widely reported."""

    LABEL = "Person"

    full_name: str
    born: str | None = Field(None, description="date, as far as it is known")
    died: str | None = Field(None, description="date, as far as it is known")
    died_disputed_by: tuple[str, ...] = Field(
        (), description="ids of the sources that contradict the death, or its date"
    )
    un_list_ref: str | None = Field(None, description="permanent reference number of the UN list")


class Dated(Node):
    """What happened at a time that may be partly known."""

    date: str = Field(description="YYYY, YYYY-MM or YYYY-MM-DD, as far as it is known")
    first_day: Day = Field(description="first day that it can mean, or on which it went on")
    last_day: Day = Field(description="last day that it can mean, or on which it went on")
    date_precision: DatePrecision


class ChangeEvent(Dated):
    """A dated change among groups, with any number of parties."""

    LABEL = "ChangeEvent"
    KIND_LABELS: ClassVar[dict[str, str]] = {
        "merger": "Merger",
        "absorption": "Absorption",
        "split": "Split",
        "rename": "Rename",
        "founding": "Founding",
        "alliance": "Alliance",
        "pledge": "Pledge",
    }

    kind: str = Field(description="merger, absorption, split, rename, founding, alliance, pledge")
    announced_on: str | None = Field(None, description="date, as far as it is known")
    summary: str | None = None
    summary_on_first: Day | None = Field(
        None, description="first day on which it can have been said, where it names a later day"
    )


class Incident(Dated, Placed):
    """One violent event: a span of days, a place, a tactic, who is said to have done it."""

    LABEL = "Incident"

    dataset: str = Field(description="which dataset tells it")
    cell_quarter: int | None = Field(
        None, description="grid cell and quarter of the year in which it began, to be found by"
    )
    long_cell: int | None = Field(
        None, description="grid cell of what lasted more than 100 days, to be found by"
    )
    place_text: str = Field(description="the place as the source prints it")
    admin1: str | None = Field(None, description="first-order unit, by its own name")
    admin2: str | None = Field(None, description="second-order unit, by its own name")
    admin1_id: str | None = Field(
        None, description="id of the Location that is the first-order unit, as far as it is known"
    )
    admin2_id: str | None = Field(
        None, description="id of the Location that is the second-order unit"
    )
    geo_precision: GeoPrecision
    target_type: str
    target_description: str | None = None
    tactics: tuple[str, ...] = ()
    attribution: Attribution
    attributed_on_first: Day | None = Field(
        None,
        description="first day on which the attribution can have been told, where it rests on "
        "claims that all came after the first day",
    )
    fatalities_low: int | None = None
    fatalities_best: int | None = None
    fatalities_high: int | None = None
    fatalities_side_a: int | None = Field(None, description="of the first side, where sides fought")
    fatalities_side_b: int | None = Field(None, description="of the second side")
    fatalities_civilians: int | None = Field(None, description="civilians among those killed")
    fatalities_unknown: int | None = Field(None, description="of whom the side is not known")
    wounded: int | None = None
    violence: str | None = Field(
        None, description="state-based, non-state or one-sided, where the dataset sorts by it"
    )
    event_type: str | None = Field(None, description="what the dataset calls this kind of event")
    conflict: str | None = Field(None, description="the dataset's id of the conflict")
    dyad: str | None = Field(None, description="the dataset's id of the pair of sides")
    active_year: bool | None = Field(
        None, description="whether the dyad or actor reached UCDP's 25 deaths in that year"
    )
    summary: str | None = None
    conflicts: str | None = Field(None, description="where the sources disagree")
    publisher_ids: tuple[str, ...] = Field(
        (),
        description="in a dossier: ids under which publishers list the event, such as "
        "ucdp:event:123; an event of a publisher's own dataset has such an id already",
    )
    note: str | None = Field(
        None, description="how to read the row of a published dataset; said on no day of its own"
    )
    summary_on_first: Day | None = Field(
        None, description="first day on which it can have been said, where it names a later day"
    )
    conflicts_on_first: Day | None = Field(None, description="the same of conflicts")
    note_on_first: Day | None = Field(None, description="the same of note")
    placeholder: bool | None = Field(
        None, description="true when it stands here only because a published count counts it"
    )
    telling_of: str | None = Field(
        None,
        description="one text for all tellings of one event, where several incidents tell it by "
        "their publisher's id or by a judgement; none where it is told once",
    )

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        """Fill in what it is found by, which follows from where and when it was."""
        if self.cell is not None:
            found = {
                "cell_quarter": cell_quarter(self.cell, self.first_day),
                "long_cell": long_cell(self.cell, self.first_day, self.last_day),
            }
            for name, value in found.items():
                object.__setattr__(self, name, value)
        return self


class Target(Placed):
    """A named facility or kind of place that is struck or used."""

    LABEL = "Target"

    full_name: str
    target_type: str
    icao: str | None = Field(None, description="ICAO location indicator")
    iata: str | None = Field(None, description="IATA location code")
    admin1: str | None = Field(None, description="first-order unit, by its own name")
    admin1_id: str | None = Field(
        None, description="id of the Location that is the first-order unit, as far as it is known"
    )
    admin2: str | None = Field(None, description="second-order unit, by its own name")
    admin2_id: str | None = Field(
        None, description="id of the Location that is the second-order unit, as far as it is known"
    )
    coordinate_precision_m: int | None = Field(None, description="metres")


class User(Node):
    """Who uses a facility and is no group of the graph, by a plain word: civil, france, un."""

    LABEL = "User"


class Location(Placed):
    """A place or an administrative unit, in a tree of containment."""

    LABEL = "Location"

    full_name: str
    level: str = Field(description="place, admin2, admin1 or country")
    note: str | None = Field(
        None, description="how to read the gazetteer's entry; said on no day of its own"
    )
    geonames_id: int | None = Field(None, description="id of the place in GeoNames")


class Source(Node):
    """Who reported something, with the Admiralty letter of what was seen of it."""

    LABEL = "Source"

    title: str
    publisher: str
    published_on: str | None = Field(None, description="date, as far as it is known")
    url: str | None = Field(None, description="address at which it was seen")
    seen_at: str | None = Field(
        None, description="where it was seen, if that is a copy: the letter is the copy's"
    )
    original: str | None = Field(
        None, description="of a copy, where the original is: its address or title"
    )
    kind: str = Field(
        description="news, think-tank, un, dataset, gazetteer, court, wiki, ngo or assessment"
    )
    reliability: Reliability
    event_scheme: str | None = Field(
        None, description="of a dataset of events: whose ids they bear, such as ucdp:event"
    )


class Name(Node):
    """One spelling of an entity."""

    LABEL = "Name"

    text: str
    key: str = Field(description="the text folded for look-up: case, accents, Arabic letter forms")
    language: str | None = Field(None, description="ISO 639 code")
    script: str | None = Field(None, description="ISO 15924 code")
    quality: str = Field(
        description="own, primary, strong, weak, former, acronym, misspelling or code"
    )


class Record(Placed):
    """An entity as one publisher lists it under an id of its own, or a dossier that declares it to
    be another's.

    Which entity of the graph it is, and when, says `IDENTIFIED_AS`; where nobody says so, the
    record stands in for the entity itself.
    """

    LABEL = "Record"

    scheme: str = Field(
        description="whose ids these are, such as ucdp:actor, un-sc, icao or dossier:lakechad"
    )
    external_id: str = Field(description="the id there, as its publisher prints it")
    entity_label: str = Field(description="Group, Person or Target: what it is a record of")
    full_name: str
    kind: str | None = Field(None, description="kind of group")
    countries: tuple[str, ...] = Field((), description="ISO 3166-1 alpha-2 codes")
    founded: str | None = Field(None, description="date, as far as it is known")
    dissolved: str | None = Field(None, description="date, as far as it is known")
    born: str | None = Field(None, description="date, as far as it is known")
    died: str | None = Field(None, description="date, as far as it is known")
    died_disputed_by: tuple[str, ...] = Field(
        (), description="ids of the sources that contradict the death, or its date"
    )
    un_list_ref: str | None = Field(None, description="permanent reference number of the UN list")
    ucdp_actor_id: str | None = None
    wikidata_id: str | None = None
    listed_on: str | None = Field(None, description="when its publisher listed it")
    target_type: str | None = None
    icao: str | None = Field(None, description="ICAO location indicator")
    iata: str | None = Field(None, description="IATA location code")
    admin1: str | None = Field(None, description="first-order unit, by its own name")
    admin1_id: str | None = Field(
        None, description="id of the Location that is the first-order unit, as far as it is known"
    )
    coordinate_precision_m: int | None = Field(None, description="metres")


class Declaration(Node):
    """A dossier's word that one of its own is a thing of another dossier or publisher, or is not.

    It stands also while the other is not in the graph, and waits for it. From one that says that
    the two are the same an `IDENTIFIED_AS` follows.
    """

    LABEL = "Declaration"

    relation: str = Field(description="same or different")
    mine: str = Field(description="id of the dossier's own")
    theirs: str = Field(
        description="id of the other dossier's, or the publisher's id, such as un-sc:QDe.115"
    )
    valid_from: str | None = Field(None, description="date, as far as it is known")
    valid_from_first: Day | None = Field(None, description="first day it can have begun")
    valid_from_last: Day | None = Field(None, description="last day it can have begun")
    valid_to: str | None = Field(None, description="date, as far as it is known")
    valid_to_first: Day | None = Field(None, description="first day it can have ended")
    valid_to_last: Day | None = Field(None, description="last day it can have ended")


class Tally(Node):
    """A published count, to hold the graph against.

    As of a day before it was published it is not there.
    """

    LABEL = "Tally"

    dimension: str
    value: str
    count: int | None = Field(None, description="none where the publisher printed no number")
    low: int | None = Field(None, description="the publisher's low estimate")
    high: int | None = Field(None, description="the publisher's high estimate")
    unit: str
    date_from: str | None = Field(None, description="date, as far as it is known")
    date_to: str | None = Field(None, description="date, as far as it is known")
    country_or_mission: str | None = Field(
        None, description="whose force it is, where it counts the people of one"
    )
    dataset_counted: str | None = Field(
        None, description="the dataset whose incidents it adds up, where the publisher says so"
    )
    violence: str | None = Field(None, description="state-based, non-state or one-sided")
    conflict: str | None = Field(None, description="that dataset's id of the conflict counted")
    dyad: str | None = Field(None, description="that dataset's id of the pair of sides counted")
    record: str | None = Field(
        None, description="the actor counted, by scheme and id, such as ucdp:actor:539"
    )
    countries: tuple[str, ...] = Field(
        (), description="ISO 3166-1 alpha-2 codes of where it happened, as the publisher says"
    )
    kinds: tuple[str, ...] = Field(
        (), description="the kinds of target counted, each with those below it, if it goes by kind"
    )
    unit_key: str | None = Field(
        None, description="the unit that it is a count by, by its folded name as in ids of units"
    )
    said_on_first: Day | None = Field(
        None,
        description="first day on which it can have been published: its source's, and never before "
        "the time that it counts can have ended",
    )


class Casualties(Node):
    """How many people of one kind an incident harmed in one way, as somebody counts them."""

    LABEL = "Casualties"

    harm: str = Field(description="killed, wounded, abducted, freed, missing or captured")
    of_whom: str = Field(description="all together, or one kind of people, such as civilians")
    low: int | None = Field(None, description="at least so many")
    best: int | None = Field(None, description="official or last figure")
    high: int | None = Field(None, description="at most so many")
    disputed_by: tuple[str, ...] = Field((), description="ids of the sources that contradict it")


class Remark(Node):
    """What somebody says of something in the graph, for a reader to know, and when it was said.

    As of a day before it was said it is not there.
    """

    LABEL = "Remark"

    text: str
    about: str = Field(description="id of the node or the relationship that it is about")
    said_on: str | None = Field(None, description="date, as far as it is known")
    said_on_first: Day | None = Field(
        None, description="first day on which it can have been said; none: it is not known when"
    )
    said_on_last: Day | None = Field(None, description="last day on which it can have been said")


class Assessment(Dated):
    """A named person's rating of facilities by CARVER, or a published ranking of them.

    It is a judgement that somebody made and signed, so that what needs protection first is seen;
    nothing in it follows from what else the graph holds.
    """

    LABEL = "Assessment"

    method: str = Field(description="carver")
    kind: str = Field(description="scores, or ranking where only an order was published")
    assessors: tuple[str, ...] = Field(min_length=1, description="who judged, by name")
    scale_low: int | None = Field(None, description="the lowest score that could be given")
    scale_high: int | None = Field(None, description="the highest score that could be given")


class Judgement(Node):
    """A named person's judgement whether two incidents tell one event or two.

    It stands also while one of them, or both, are not in the graph, and waits for them.
    """

    LABEL = "Judgement"

    verdict: str = Field(description="same or different")
    pair: tuple[str, ...] = Field(description="ids of the two incidents")
    judged_by: str = Field(description="who judged, by name")
    judged_on: Day = Field(description="on which day it was made")
    why: str = Field(description="for what reason")


class IngestRun(Node):
    """One load: what was read, by which importer, and how it ended."""

    LABEL = "IngestRun"

    dataset: str
    file: str
    file_hash: str
    importer: str
    importer_version: str
    started_at: str = Field(description="UTC, ISO 8601")
    finished_at: str | None = Field(None, description="UTC, ISO 8601")
    state: str = Field(
        description="running, finished, interrupted, or resumed: made good by a later load"
    )
    replaces: bool = Field(False, description="whether it was to retire all that its file lacks")
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: int = 0
    rows: int | None = Field(
        None,
        description="rows of a table of events, where each of them is in the graph and the graph "
        "has nothing else of its dataset",
    )


class Dataset(Node):
    """How far the record of a dataset reaches that tells of incidents; each load says it anew.

    Of what came after that day it says nothing. What a dataset does not say of itself is known by
    its incidents: to reach as far as the last of them.
    """

    LABEL = "Dataset"

    dataset: str = Field(description="its name, which its incidents have too")
    reach_from: Day | None = Field(None, description="the first day that it covers")
    reach_to: Day = Field(description="the last day that it covers")
    reach_by: str = Field(
        description="by what it is known how far it reaches: its own statement, or its last "
        "incident"
    )
    last_incident: Day | None = Field(
        None, description="the last day of its last incident, however far it says that it reaches"
    )
    covers: tuple[str, ...] = Field(
        (),
        description="what it states itself, a text for each time: first and last day, and after "
        "them the countries, if it is not said of all: 2012-01-01/2024-09-30 ML NE",
    )
    countries: tuple[str, ...] = Field(
        (), description="codes of the countries that it has incidents of, or says that it covers"
    )


class IncidentSum(Node):
    """Derived: how many incidents are alike in some things, and how many were killed in them.

    A question about all incidents reads these instead of every one. There are six families of them,
    each a whole count by itself. All but `dataset` go by dataset, country, attribution and whether
    a best figure is known, and besides: `month` by when it was; `group` by who is said to have done
    it (`sideOnly` 0) or was only a side in it (`sideOnly` 1), once for each, and by nobody where it
    names nobody; `unit` by administrative unit; `place` by the place, of those that have one;
    `kind` by target and tactics. An incident that is one of several tellings of an event has sums
    of its own in these, so that the event can be counted once. What stands in the graph only
    because a published count counts it is in none. A key that the incidents have no value for is
    left out.
    """

    LABEL = "IncidentSum"
    KIND = "family"
    KIND_LABELS: ClassVar[dict[str, str]] = {
        "month": "MonthSum",
        "group": "GroupSum",
        "unit": "UnitSum",
        "place": "PlaceSum",
        "kind": "KindSum",
        "dataset": "DatasetSum",
    }

    family: str = Field(description="month, group, unit, place, kind or dataset")
    dataset: str = Field(description="which dataset tells them")
    country: str | None = Field(None, description="key: as the incidents have it")
    attribution: Attribution | None = Field(None, description="key: as the incidents have it")
    known: bool | None = Field(None, description="key: whether fatalitiesBest is known")
    telling_of: str | None = Field(
        None, description="key: of which event it is a telling, where several incidents tell it"
    )
    incident_id: str | None = Field(None, description="key: the incident that is such a telling")
    date: str | None = Field(None, description="key of month: YYYY-MM, or YYYY")
    date_precision: DatePrecision | None = Field(None, description="key of month: month or year")
    precise: bool | None = Field(
        None, description="key of month: whether the day is known, or the one month at least"
    )
    group_id: str | None = Field(None, description="key of group: none where nobody is named")
    side_only: int | None = Field(
        None, description="key of group: 0 said to have done it, 1 only a side in it"
    )
    group_attribution: Attribution | None = Field(
        None, description="key of group: on whose word it is said of the group"
    )
    admin1_id: str | None = Field(None, description="key of unit: id of the Location")
    admin2_id: str | None = Field(None, description="key of unit: id of the Location")
    place_id: str | None = Field(None, description="key of place: id of the Location")
    target_type: str | None = Field(None, description="key of kind: as the incidents have it")
    tactics: tuple[str, ...] = Field((), description="key of kind: as the incidents have it")
    incidents: int = Field(description="how many incidents")
    fatalities_low: int | None = Field(
        None, description="sum of the low figures, of the best one where there is no low one"
    )
    fatalities_best: int | None = Field(None, description="sum of the best figures")
    fatalities_high: int | None = Field(
        None, description="sum of the high figures, of the best or low one where there is none"
    )
    first_day: Day | None = Field(
        None, description="key of month: the first day of its month; of dataset the least firstDay"
    )
    last_day: Day | None = Field(
        None, description="key of month: the last day of its month; of dataset the greatest lastDay"
    )
    earliest: str | None = Field(
        None, description="of group and place: first day and id of the incident that began first"
    )
    latest: str | None = Field(
        None, description="of group and place: first day and id of the incident that began last"
    )
    claimed: int | None = Field(None, description="of group: incidents that it claims")
    claimed_last: Day | None = Field(
        None, description="of group: the latest first day on which one of them was claimed"
    )
    disputed: int | None = Field(
        None, description="of group: incidents of which it is disputed that it did them"
    )
    groups: tuple[str, ...] = Field(
        (), description="of place: ids of the groups that are said to have done them"
    )
