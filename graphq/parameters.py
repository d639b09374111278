"""What each question takes, as `Graph.ask` takes it.

Made from the headers in `cypher/` by `make docs`; do not edit.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, Required, TypedDict

Day = date | str
"""A day, or text as far as the day is known: `2017`, `2017-03`, `2017-03-02`."""


class AffiliationsParameters(TypedDict, total=False):
    """What `affiliations` takes."""

    group: Required[str]
    """The group."""
    ended: bool | None
    """Also relations that had ended by that day."""
    as_of: Day | None
    """What held on this day."""


class AssessmentsParameters(TypedDict, total=False):
    """What `assessments` takes."""

    targets: list[str] | None
    """Only of these targets."""
    as_of: Day | None
    """Only what had been assessed by this day."""


CasualtiesHarm = Literal[
    "killed",
    "wounded",
    "abducted",
    "freed",
    "missing",
    "captured",
]


CasualtiesOfWhom = Literal[
    "all",
    "civilians",
    "aid-workers",
    "journalists",
    "officials",
    "military",
    "military-peacekeeping",
    "police",
    "militia",
    "armed-group",
    "attackers",
    "first-side",
    "second-side",
    "unknown",
]


CasualtiesAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class CasualtiesParameters(TypedDict, total=False):
    """What `casualties` takes."""

    group: str | None
    """Only incidents this group is said to have done."""
    target: str | None
    """Only incidents that struck this facility."""
    country: str | None
    """Only in this country, by name or two-letter code."""
    from_date: Day | None
    """Only from this date on."""
    to_date: Day | None
    """Only up to this date."""
    harm: list[CasualtiesHarm] | None
    """Only this kind of harm."""
    of_whom: list[CasualtiesOfWhom] | None
    """Only of these people."""
    attribution: list[CasualtiesAttribution] | None
    """Only of incidents attributed in this way."""
    dataset: str | None
    """Only of this dataset, such as dossier:jnim."""
    limit: int | None
    """How many figures at most, the oldest first."""
    as_of: Day | None
    """Only what had happened by this day."""


class ChangesParameters(TypedDict, total=False):
    """What `changes` takes."""

    group: Required[str]
    """The group."""
    as_of: Day | None
    """Only what had happened by this day."""


ClaimListAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class ClaimListParameters(TypedDict, total=False):
    """What `claim-list` takes."""

    group: str | None
    """Only incidents that this group is said to have done, claimed or denied."""
    country: str | None
    """Only in this country, by name or two-letter code."""
    from_date: Day | None
    """Only from this date on."""
    to_date: Day | None
    """Only up to this date."""
    target_type: str | None
    """Only this kind of target and those below it, such as airport or military."""
    attribution: list[ClaimListAttribution] | None
    """Only attributed in this way."""
    dataset: str | None
    """Only of this dataset, such as dossier:jnim."""
    several: bool | None
    """Only what two or more groups claim."""
    denied: bool | None
    """Only what somebody denies."""
    limit: int | None
    """How many incidents at most, the oldest first."""
    as_of: Day | None
    """Only what had happened by this day, and claims and denials that can have been made by then.
    """


ClaimsAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class ClaimsParameters(TypedDict, total=False):
    """What `claims` takes."""

    group: str | None
    """Only incidents that this group is said to have done, claimed or denied."""
    country: str | None
    """Only in this country, by name or two-letter code."""
    from_date: Day | None
    """Only from this date on."""
    to_date: Day | None
    """Only up to this date."""
    target_type: str | None
    """Only this kind of target and those below it, such as airport or military."""
    attribution: list[ClaimsAttribution] | None
    """Only attributed in this way."""
    dataset: str | None
    """Only of this dataset, such as dossier:jnim."""
    cited: int | None
    """How many of the newest incidents behind each number are named, and how many of their sources;
    20 unless it is said, fewer where there are many rows, and none in a table.
    """
    as_of: Day | None
    """Only what had happened by this day, and claims and denials that can have been made by then.
    """


CoLocationUnit = Literal[
    "admin2",
    "admin1",
    "none",
]


CoLocationAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class CoLocationParameters(TypedDict, total=False):
    """What `co-location` takes."""

    group: Required[str]
    """The group."""
    km: float | None
    """How far apart at most."""
    days: int | None
    """How many days apart at most."""
    unit: CoLocationUnit | None
    """Which unit counts as the same place where distance cannot be told."""
    from_date: Day | None
    """Only incidents from this date on."""
    to_date: Day | None
    """Only incidents up to this date."""
    attribution: list[CoLocationAttribution] | None
    """Only incidents attributed in this way, both of a pair."""
    dataset: str | None
    """Only of this dataset, such as dossier:jnim."""
    latest: int | None
    """How many of the incidents of the group at most, the latest of them."""
    as_of: Day | None
    """Only what had happened by this day."""


CountsBy = Literal[
    "total",
    "year",
    "month",
    "day",
    "country",
    "admin1",
    "admin2",
    "tactic",
    "target-type",
    "attribution",
    "group",
    "dataset",
]


CountsAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class CountsParameters(TypedDict, total=False):
    """What `counts` takes."""

    by: CountsBy | None
    """What to count by."""
    group: str | None
    """Only incidents this group is said to have done."""
    with_predecessors: bool | None
    """Also those of its predecessors, until they passed on."""
    parts: bool | None
    """With predecessors: also what those did of which only a part passed on, marked part."""
    claims: bool | None
    """Also incidents that the group only claimed."""
    involved: bool | None
    """Also incidents in which a group was a side of a fight, neither attacker nor victim."""
    country: str | None
    """Only in this country, by name or two-letter code."""
    admin1: str | None
    """Only in this first-order unit."""
    admin2: str | None
    """Only in this second-order unit."""
    from_date: Day | None
    """Only from this date on."""
    to_date: Day | None
    """Only up to this date."""
    tactic: list[str] | None
    """Only with this tactic; given twice, with both."""
    only_tactic: list[str] | None
    """Only with this tactic and no other on record, but for complex, which says how and not with
    what; given twice, with just these two.
    """
    target_type: str | None
    """Only this kind of target and those below it, such as airport or military."""
    attribution: list[CountsAttribution] | None
    """Only attributed in this way."""
    counted_in: str | None
    """Only those that a published count counts, or likely counts, by its id."""
    dataset: str | None
    """Only of this dataset, such as dossier:jnim."""
    cited: int | None
    """How many of the newest incidents behind each number are named, and how many of their sources;
    20 unless it is said, fewer where there are many rows, and none in a table.
    """
    as_of: Day | None
    """Only what had happened by this day."""


ExposureLikeIn = Literal[
    "anywhere",
    "country",
]


ExposureAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class ExposureParameters(TypedDict, total=False):
    """What `exposure` takes."""

    target: Required[str]
    """The target."""
    near_km: float | None
    """How far away is near, in kilometres."""
    like_in: ExposureLikeIn | None
    """Where facilities of its kind count as its like: anywhere, or in its own country."""
    target_type: str | None
    """What counts as its kind, with all below it, such as military; without it the kind that it is
    itself.
    """
    days: int | None
    """How many days back incidents are counted."""
    half_life_days: float | None
    """After how many days an incident weighs half as much in the value."""
    attribution: list[ExposureAttribution] | None
    """Only attributed in this way."""
    dataset: str | None
    """Only of this dataset, such as dossier:jnim."""
    parts: bool | None
    """Count in a lineage also what groups did of which only a part passed into it, marked."""
    limit: int | None
    """How many lineages in each scope at most."""
    as_of: Day | None
    """Only what had happened by this day."""


class FiguresParameters(TypedDict, total=False):
    """What `figures` takes."""

    tally: str | None
    """Only this published count, by its id."""
    group: str | None
    """Only counts about this group, and headcounts of the forces that it fights or that a publisher
    of such a count sets beside it.
    """
    as_of: Day | None
    """Only what had happened by this day."""


HotspotsBy = Literal[
    "place",
    "cell",
    "admin1",
    "admin2",
]


HotspotsAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class HotspotsParameters(TypedDict, total=False):
    """What `hotspots` takes."""

    by: HotspotsBy | None
    """What to concentrate by; a cell is half a degree each way, some 55 km, and told for each
    country it lies in.
    """
    group: str | None
    """Only incidents this group is said to have done."""
    involved: bool | None
    """Also incidents in which a group was a side of a fight, neither attacker nor victim."""
    country: str | None
    """Only in this country, by name or two-letter code."""
    tactic: list[str] | None
    """Only with this tactic; given twice, with both."""
    only_tactic: list[str] | None
    """Only with this tactic and no other on record, but for complex, which says how and not with
    what; given twice, with just these two.
    """
    target_type: str | None
    """Only this kind of target and those below it, such as airport or military."""
    attribution: list[HotspotsAttribution] | None
    """Only attributed in this way."""
    dataset: str | None
    """Only of this dataset, such as dossier:jnim."""
    from_date: Day | None
    """Only from this date on."""
    to_date: Day | None
    """Only up to this date."""
    limit: int | None
    """How many at most."""
    cited: int | None
    """How many of the newest incidents behind each number are named, and how many of their sources;
    20 unless it is said, fewer where there are many rows, and none in a table.
    """
    as_of: Day | None
    """Only what had happened by this day."""


class IdentitiesParameters(TypedDict, total=False):
    """What `identities` takes."""

    entity: str | None
    """Only of this entity."""
    scheme: str | None
    """Only ids of this kind, such as ucdp:actor, un-sc, icao or dossier:lakechad."""
    as_of: Day | None
    """Only what had begun by this day."""


IncidentsAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class IncidentsParameters(TypedDict, total=False):
    """What `incidents` takes."""

    group: str | None
    """Only incidents this group is said to have done."""
    with_predecessors: bool | None
    """Also those of its predecessors, until they passed on."""
    parts: bool | None
    """With predecessors: also what those did of which only a part passed on, marked part."""
    claims: bool | None
    """Also incidents that the group only claimed."""
    involved: bool | None
    """Also incidents in which a group was a side of a fight, neither attacker nor victim."""
    country: str | None
    """Only in this country, by name or two-letter code."""
    admin1: str | None
    """Only in this first-order unit."""
    admin2: str | None
    """Only in this second-order unit."""
    from_date: Day | None
    """Only from this date on."""
    to_date: Day | None
    """Only up to this date."""
    tactic: list[str] | None
    """Only with this tactic; given twice, with both."""
    only_tactic: list[str] | None
    """Only with this tactic and no other on record, but for complex, which says how and not with
    what; given twice, with just these two.
    """
    target_type: str | None
    """Only this kind of target and those below it, such as airport or military."""
    attribution: list[IncidentsAttribution] | None
    """Only attributed in this way."""
    counted_in: str | None
    """Only those that a published count counts, or likely counts, by its id."""
    dataset: str | None
    """Only of this dataset, such as dossier:jnim."""
    limit: int | None
    """How many incidents at most, the oldest first."""
    as_of: Day | None
    """Only what had happened by this day."""


class LeadersParameters(TypedDict, total=False):
    """What `leaders` takes."""

    group: Required[str]
    """The group."""
    ended: bool | None
    """Also roles that had ended by that day."""
    as_of: Day | None
    """Who held a role on this day."""


class LineageParameters(TypedDict, total=False):
    """What `lineage` takes."""

    group: Required[str]
    """The group."""
    as_of: Day | None
    """Only what had happened by this day."""


MatchesAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class MatchesParameters(TypedDict, total=False):
    """What `matches` takes."""

    dataset: str | None
    """The dataset whose incidents are looked at."""
    with_: str | None
    """Only pairs with this dataset, such as ucdp-ged; the same one finds what it may tell twice."""
    group: str | None
    """Only incidents of the first dataset in which this group is named."""
    attribution: list[MatchesAttribution] | None
    """Only incidents of the first dataset that are attributed in this way."""
    days: int | None
    """How many days apart at most."""
    km: float | None
    """How far apart at most, where both coordinates are exact."""
    least: float | None
    """Only pairs with at least this score, besides those certain or judged."""
    limit: int | None
    """How many pairs at most."""
    as_of: Day | None
    """Only what had happened by this day."""


NearRepeatWindow = Literal[
    "townsley-2008",
    "chuang-2019-al-qaeda",
    "chuang-2019-isis",
]


NearRepeatAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class NearRepeatParameters(TypedDict, total=False):
    """What `near-repeat` takes."""

    group: Required[str]
    """Only incidents this group is said to have done."""
    km: list[float] | None
    """How far apart at most, in kilometres; several for several rows (1, 5 and 20 where none is
    given).
    """
    days: list[int] | None
    """How many days apart at most; several for several rows (2, 7 and 28 where none is given)."""
    window: list[NearRepeatWindow] | None
    """Only a published window, instead of kilometres and days."""
    permutations: int | None
    """How often the days are dealt out anew; more often, up to 16,000 times, where it is close."""
    seed: int | None
    """Where the dealing begins; the same number gives the same figures, and the verdict does not
    hang on it.
    """
    country: str | None
    """Only in this country, by name or two-letter code."""
    attribution: list[NearRepeatAttribution] | None
    """Only attributed in this way."""
    dataset: str | None
    """Only of this dataset, such as dossier:jnim."""
    from_date: Day | None
    """Only from this date on."""
    to_date: Day | None
    """Only up to this date."""
    latest: int | None
    """How many incidents at most, the latest of them."""
    as_of: Day | None
    """Only what had happened by this day."""


NearbyAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class NearbyParameters(TypedDict, total=False):
    """What `nearby` takes."""

    target: Required[str]
    """The target."""
    km: float | None
    """How far away at most."""
    target_type: str | None
    """Only neighbours of this kind and those below it, such as airport or military."""
    attribution: list[NearbyAttribution] | None
    """Count only strikes attributed in this way."""
    dataset: str | None
    """Only incidents of this dataset, such as dossier:jnim; of a dossier also without facilities
    and users that only other dossiers tell of.
    """
    as_of: Day | None
    """Who used it on this day and what had struck it by then."""


PredecessorStrikesAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class PredecessorStrikesParameters(TypedDict, total=False):
    """What `predecessor-strikes` takes."""

    group: Required[str]
    """The group."""
    target_type: str | None
    """Only this kind of target and those below it, such as airport or military."""
    target: str | None
    """Only this target."""
    country: str | None
    """Only in this country, by name or two-letter code."""
    attribution: list[PredecessorStrikesAttribution] | None
    """Only strikes attributed to the predecessor in this way."""
    dataset: str | None
    """Only of this dataset, such as dossier:jnim."""
    parts: bool | None
    """Also strikes of predecessors of which only a part passed on, marked part."""
    limit: int | None
    """How many strikes at most, the oldest first."""
    as_of: Day | None
    """Only what had happened by this day."""


class ReconcileParameters(TypedDict, total=False):
    """What `reconcile` takes."""

    tally: str | None
    """Only this published count, by its id."""
    group: str | None
    """Only counts about this group."""
    dataset: str | None
    """Only counts of this dataset, such as ucdp-brd or dossier:jnim."""
    differing: bool | None
    """Only counts that differ from the number published."""
    missing: bool | None
    """Also what is on record here in the years of a yearly table, and is not in the table."""
    as_of: Day | None
    """Only what had happened by this day."""


SameDayAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class SameDayParameters(TypedDict, total=False):
    """What `same-day` takes."""

    group: str | None
    """Only incidents this group is said to have done."""
    country: str | None
    """Only in this country, by name or two-letter code."""
    from_date: Day | None
    """Only from this date on."""
    to_date: Day | None
    """Only up to this date."""
    dataset: str | None
    """Only of this dataset, such as dossier:jnim."""
    attribution: list[SameDayAttribution] | None
    """Only incidents attributed in this way."""
    places: int | None
    """At how many places at least; 1: two or more incidents at one place."""
    counted_in: str | None
    """Only those marked as, or likely, among those of this published count, also those that stand
    here only because it counts them.
    """
    limit: int | None
    """How many days at most, the earliest first."""
    as_of: Day | None
    """Only what had happened by this day."""


SimilarTargetsAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class SimilarTargetsParameters(TypedDict, total=False):
    """What `similar-targets` takes."""

    target: Required[str]
    """The target to find the like of."""
    target_type: str | None
    """What counts as its kind, with all below it, such as military; without it the kind that it is
    itself.
    """
    type_weight: float | None
    """Weight of the kind of target."""
    users_weight: float | None
    """Weight of who uses it."""
    lineage_weight: float | None
    """Weight of the same lineage of groups."""
    place_weight: float | None
    """Weight of the same unit or country."""
    distance_weight: float | None
    """Weight of nearness."""
    scale_km: float | None
    """Distance, in kilometres, at which nearness has fallen to 0.37."""
    near_km: float | None
    """How far around the target groups count as active near it, in kilometres."""
    attribution: list[SimilarTargetsAttribution] | None
    """Only strikes attributed in this way, also where it is told which groups act near the target.
    """
    parts: bool | None
    """Count among a lineage also groups of which only a part is of it."""
    limit: int | None
    """How many targets at most."""
    dataset: str | None
    """Only incidents of this dataset, such as dossier:jnim; of a dossier also without facilities
    and users that only other dossiers tell of.
    """
    as_of: Day | None
    """Only what had happened by this day."""


class SourcesParameters(TypedDict, total=False):
    """What `sources` takes."""

    id: Required[str]
    """An id, or a name."""
    limit: int | None
    """How many facts at most, in the order of their ids."""
    as_of: Day | None
    """Only what had happened and been said by this day; a source published later that states it
    stays, and is marked.
    """


TargetHistoryAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class TargetHistoryParameters(TypedDict, total=False):
    """What `target-history` takes."""

    target: Required[str]
    """The target."""
    attribution: list[TargetHistoryAttribution] | None
    """Only incidents attributed in this way."""
    dataset: str | None
    """Only of this dataset, such as dossier:jnim."""
    as_of: Day | None
    """Only what had happened by this day."""


TempoAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class TempoParameters(TypedDict, total=False):
    """What `tempo` takes."""

    group: str | None
    """Only incidents this group is said to have done."""
    involved: bool | None
    """Also incidents in which a group was a side of a fight, neither attacker nor victim."""
    country: str | None
    """Only in this country, by name or two-letter code."""
    admin1: str | None
    """Only in this first-order unit."""
    tactic: list[str] | None
    """Only with this tactic; given twice, with both."""
    only_tactic: list[str] | None
    """Only with this tactic and no other on record, but for complex, which says how and not with
    what; given twice, with just these two.
    """
    target_type: str | None
    """Only this kind of target and those below it, such as airport or military."""
    attribution: list[TempoAttribution] | None
    """Only attributed in this way."""
    dataset: str | None
    """Only of this dataset, such as dossier:jnim."""
    before: int | None
    """With how many months before a month is compared."""
    from_date: Day | None
    """Only from this date on."""
    to_date: Day | None
    """Only up to this date."""
    cited: int | None
    """How many of the newest incidents behind each number are named, and how many of their sources;
    20 unless it is said, fewer where there are many rows, and none in a table.
    """
    as_of: Day | None
    """Only what had happened by this day."""


TopGroupsAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class TopGroupsParameters(TypedDict, total=False):
    """What `top-groups` takes."""

    involved: bool | None
    """Also incidents in which a group was a side of a fight, neither attacker nor victim."""
    country: str | None
    """Only in this country, by name or two-letter code."""
    admin1: str | None
    """Only in this first-order unit."""
    tactic: list[str] | None
    """Only with this tactic; given twice, with both."""
    only_tactic: list[str] | None
    """Only with this tactic and no other on record, but for complex, which says how and not with
    what; given twice, with just these two.
    """
    target_type: str | None
    """Only this kind of target and those below it, such as airport or military."""
    attribution: list[TopGroupsAttribution] | None
    """Only incidents attributed to the group in this way."""
    dataset: str | None
    """Only of this dataset, such as dossier:jnim."""
    from_date: Day | None
    """Only from this date on."""
    to_date: Day | None
    """Only up to this date."""
    limit: int | None
    """How many groups at most."""
    cited: int | None
    """How many of the newest incidents behind each number are named, and how many of their sources;
    20 unless it is said, fewer where there are many rows, and none in a table.
    """
    as_of: Day | None
    """Only what had happened by this day."""


WarnAttribution = Literal[
    "claimed",
    "assessed",
    "suspected",
    "disputed",
]


class WarnParameters(TypedDict, total=False):
    """What `warn` takes."""

    target: Required[str]
    """The target."""
    km: float | None
    """How far away at most."""
    near_km: float | None
    """How far around the target groups count as active near it, in kilometres."""
    target_type: str | None
    """Only neighbours of this kind and those below it, such as airport or military."""
    attribution: list[WarnAttribution] | None
    """Only precedents attributed in this way, also where it is told which groups act near the
    target.
    """
    parts: bool | None
    """Also precedents by groups of which only a part is of the lineage, marked."""
    precedents: int | None
    """How many precedents of each sort are told at most, the latest first."""
    limit: int | None
    """How many neighbours at most, the nearest first."""
    dataset: str | None
    """Only incidents of this dataset, such as dossier:jnim; of a dossier also without facilities
    and users that only other dossiers tell of.
    """
    as_of: Day | None
    """Only what had happened by this day."""
