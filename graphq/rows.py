"""The rows that each question returns.

Made from the headers in `cypher/` by `make docs`; do not edit.
"""

from __future__ import annotations

from typing import Any, TypedDict

from graphq.parameters import Day


class AffiliationsRow(TypedDict):
    """A row of `affiliations`."""

    relation: str | None
    """How the group stands to the other."""
    otherId: str | None
    """Id of the other group."""
    other: str | None
    """The other group."""
    kind: str | None
    """Relationship type in the graph."""
    validFrom: Day | None
    """When it began, as far as it is known."""
    validTo: Day | None
    """When it ended, if an end is known."""
    held: str | None
    """No end reported (it had begun, and no end is known by that day); certain (it ended on that
    very day); possible (the dates are not wholly known); or ended.
    """
    note: list[dict[str, Any]]
    """What a reader should know, as far as it had been said."""
    disputedBy: list[str]
    """Sources that contradict it."""
    sources: list[str]
    """Sources that state it."""


class AssessmentsRow(TypedDict):
    """A row of `assessments`."""

    targetId: str | None
    """Id of the target."""
    target: str | None
    """What was rated."""
    targetType: str | None
    """Kind of target."""
    assessmentId: str | None
    """Id of the assessment."""
    assessors: list[Any]
    """Who judged."""
    date: Day | None
    """When, as far as it is known."""
    kind: str | None
    """Scores, or ranking where only an order was published."""
    method: str | None
    """How it was judged."""
    scaleLow: int | None
    """The lowest score that could be given."""
    scaleHigh: int | None
    """The highest score that could be given."""
    scale: str | None
    """The lowest and the highest score that could be given; blank of a ranking."""
    criticality: int | None
    """How much depends on it; blank if not scored."""
    accessibility: int | None
    """How easily it can be reached; blank if not scored."""
    recuperability: int | None
    """How long it would take to recover; blank if not scored."""
    vulnerability: int | None
    """How easily an attack would succeed; blank if not scored."""
    effect: int | None
    """How great the harm would be, there and around; blank if not scored."""
    recognizability: int | None
    """How easily it is told from other places; blank if not scored."""
    total: int | None
    """The sum of all six; blank where one is not scored."""
    notScored: list[Any]
    """The criteria without a score; none of a ranking."""
    rank: int | None
    """Its place in a published ranking, 1 the first."""
    ranked: int | None
    """How many facilities that ranking puts in order, asked for or not; blank of scores."""
    note: list[dict[str, Any]]
    """What the assessor says of the rating, as far as it had been said."""
    about: list[dict[str, Any]]
    """What a reader should know of the assessment, as far as it had been said."""
    sources: list[str]
    """Sources of the rating."""


class CasualtiesRow(TypedDict):
    """A row of `casualties`."""

    date: Day | None
    """Date, as far as it is known."""
    incidentId: str | None
    """Id of the incident."""
    incident: str | None
    """Short name of the incident."""
    perpetrators: list[Any]
    """Groups named as perpetrators."""
    harm: str | None
    """What happened to them."""
    ofWhom: str | None
    """Who they were; first and second side are those of a fight as the dataset has them."""
    low: int | None
    """At least so many."""
    best: int | None
    """Official or last figure; blank if there is none."""
    high: int | None
    """At most so many."""
    tellingOf: str | None
    """Id of the event that this and other incidents are known to tell."""
    note: list[dict[str, Any]]
    """What a reader should know of the figure, as far as it had been said."""
    disputedBy: list[str]
    """Sources that contradict the figure."""
    fitting: int | None
    """How many figures fit."""
    leftOut: str | None
    """That some of them are not among the rows, where the limit left them out."""
    sources: list[str]
    """Sources that state the figure."""


class ChangesRow(TypedDict):
    """A row of `changes`."""

    date: Day | None
    """Date of the change, as far as it is known."""
    changeId: str | None
    """Id of the change."""
    change: str | None
    """The change."""
    kind: str | None
    """Merger, absorption, split, rename, founding, alliance or pledge."""
    role: str | None
    """Whether the group entered it, came out of it, or both."""
    entered: list[Any]
    """Who entered it; a part is marked, and so is what is disputed."""
    resulted: list[Any]
    """What came out of it."""
    summary: str | None
    """What happened."""
    note: list[dict[str, Any]]
    """Where the sources disagree, as far as it had been said."""
    disputedBy: list[str]
    """Sources that contradict a party."""
    sources: list[str]
    """Sources that state the change."""


class ClaimListRow(TypedDict):
    """A row of `claim-list`."""

    date: Day | None
    """Date, as far as it is known."""
    incidentId: str | None
    """Id of the incident."""
    incident: str | None
    """Short name of the incident."""
    country: str | None
    """Two-letter code."""
    perpetrators: list[Any]
    """Groups named as perpetrators."""
    attribution: str | None
    """Claimed, assessed, suspected or disputed; not told by then: nothing had been said that it
    rests on.
    """
    whose: str | None
    """With a group: attributed to it, or only claimed by it, or only denied."""
    claims: list[dict[str, Any]]
    """Who claims it, and when, as far as it is known."""
    several: str | None
    """How many groups claim it, where several do, and whether one was a part of another then."""
    denials: list[dict[str, Any]]
    """Who denies it, and when, as far as it is known."""
    days: str | None
    """Days from the attack to the claim, at least and at most; blank if not known."""
    leastDays: int | None
    """Fewest days that it can have been."""
    mostDays: int | None
    """Most days that it can have been."""
    remarks: list[dict[str, Any]]
    """What a reader should know of the claims and denials, such as that only a report is dated."""
    conflicts: str | None
    """Where the sources disagree."""
    fitting: int | None
    """How many incidents fit."""
    leftOut: str | None
    """That some of them are not among the rows, where the limit left them out."""
    sources: list[str]
    """Sources that state the incident."""


class ClaimsRow(TypedDict):
    """A row of `claims`."""

    kind: str | None
    """All; claimed, assessed, suspected, disputed; not told by then (nothing had been said of it
    that the attribution rests on); and besides: denied, several claims.
    """
    incidents: int | None
    """How many incidents."""
    share: float | None
    """Their share of all, 0 to 1."""
    attributedToIt: int | None
    """With a group: of these, the ones that it is said to have done."""
    claimedByIt: int | None
    """With a group: of these, the ones that it is reported to have claimed."""
    claimedByOthers: int | None
    """With a group: of these, the ones that another group is reported to have claimed."""
    claimedByAnybody: int | None
    """Of these, the ones of which any claim is reported."""
    severalClaims: int | None
    """Of these, the ones that two or more groups claim."""
    denied: int | None
    """Of these, the ones that somebody denies."""
    timed: int | None
    """Of these, the ones of whose claim it is known when it was made, if only roughly."""
    medianDays: str | None
    """The middle one of the times from attack to claim, at least and at most."""
    spanDays: str | None
    """The fewest days that it can have been, and the most."""
    small: str | None
    """Few: fewer than five such claims, so that the middle one says little."""
    medianLeast: float | None
    """Median of the fewest days from attack to claim."""
    medianMost: float | None
    """Median of the most days from attack to claim."""
    leastDays: int | None
    """The fewest days from attack to claim."""
    mostDays: int | None
    """The most days from attack to claim."""
    together: str | None
    """Which datasets were counted together, if there are several; what two of them tell is counted
    twice.
    """
    of: int | None
    """How many incidents the row rests on."""
    incidentIds: list[Any]
    """Ids of the newest of these incidents, as many as asked for."""
    sources: list[str]
    """Sources that state these newest ones, as many as asked for."""


class CoLocationRow(TypedDict):
    """A row of `co-location`."""

    groupId: str | None
    """Id of the other group."""
    group: str | None
    """The other group."""
    related: str | None
    """Whether it is a predecessor or a successor, wholly or in part, or a part of the group at any
    time, or another.
    """
    meetings: int | None
    """Pairs of incidents, one of each group, that are close."""
    measured: int | None
    """Pairs of which both places are known well."""
    coarse: int | None
    """Pairs that are close only as far as coarse places can say."""
    sameUnit: int | None
    """Pairs in one administrative unit where distance says nothing."""
    closestKm: float | None
    """Shortest distance between places that are known well."""
    fewestDays: int | None
    """Shortest time that can lie between two of them, in days."""
    possible: int | None
    """Pairs that are only possibly so close in time as a date is not wholly known."""
    first: Day | None
    """Date of the earliest incident of the pairs, as far as it is known."""
    last: Day | None
    """Date of the latest incident of the pairs, as far as it is known."""
    pairs: list[Any]
    """The pairs as ids, closest in time first; the first 20."""
    examples: list[Any]
    """The pairs closest in time."""
    datasets: list[Any]
    """The datasets whose incidents were paired."""
    together: str | None
    """Which datasets have such pairs, if there are several; what two of them tell is counted twice.
    """
    ofThem: int | None
    """How many incidents of the group fit."""
    leftOut: str | None
    """That some of them were not looked at, where there are more than the latest ones asked for."""
    sources: list[str]
    """Sources that state the incidents; the first 200."""


class CountsRow(TypedDict):
    """A row of `counts`."""

    valueId: str | None
    """What tells it from others: id of the country, unit or group, blank where none is known, or
    else the value.
    """
    value: str | None
    """Which month, country, tactic, …."""
    incidents: int | None
    """Incidents that fit, or may fit where a date is not wholly known."""
    certain: int | None
    """Of these, the ones whose date surely fits."""
    suspected: int | None
    """Of these, the ones that are only suspected."""
    disputed: int | None
    """Of these, the ones of which the attribution is disputed."""
    ofAPart: int | None
    """With parts: of these, the ones by a predecessor of which only a part passed on."""
    ofADisputedStep: int | None
    """With predecessors: of these, the ones by a predecessor of which it is disputed that it passed
    on.
    """
    sideOnly: int | None
    """With involved, and a group given or counted by: of these, the ones in which the group was a
    side of a fight and is not said to have done it.
    """
    fatalitiesLow: int | None
    """Sum of the lowest figures of the incidents that have an official or last figure; blank where
    none has one.
    """
    fatalities: int | None
    """Sum of the official or last figures; blank where there is none."""
    fatalitiesHigh: int | None
    """Sum of the highest figures of the incidents that have an official or last figure; blank where
    none has one.
    """
    withoutFigure: int | None
    """Incidents for which no official or last figure is known; the sums leave them out."""
    otherLow: int | None
    """Sum of the lowest figures of the incidents without such a figure; blank where there is none.
    """
    otherHigh: int | None
    """Sum of the highest figures of the incidents without such a figure; blank where there is none.
    """
    besides: str | None
    """How many incidents have no official or last figure, and what is reported of those killed in
    them, which no sum holds.
    """
    furtherTellings: int | None
    """Further tellings of the same events, which are not counted."""
    datasets: list[Any]
    """The datasets that were counted."""
    together: str | None
    """Which datasets were counted together, if there are several; what is not known to be one event
    is counted once for each.
    """
    of: int | None
    """How many incidents the row rests on."""
    incidentIds: list[Any]
    """Ids of the newest of these incidents, as many as asked for."""
    sources: list[str]
    """Sources that state these newest ones, as many as asked for."""


class ExposureRow(TypedDict):
    """A row of `exposure`."""

    scope: str | None
    """Near it; on its like, which are facilities of its kind; or either, in which an incident that
    is both counts once.
    """
    lineageId: str | None
    """Id of the last group of the lineage; blank in the rows of everyone and of nobody named."""
    lineage: str | None
    """Everyone, a lineage by its last group, or nobody named."""
    incidents: int | None
    """Incidents that began in the last days."""
    interval: str | None
    """The rates that could well have given such a number: of 100 such intervals 95 hold the true
    one.
    """
    before: int | None
    """Incidents in as many days a year earlier, or right before these where they are more than a
    year; blank where the record begins later.
    """
    change: str | None
    """More, fewer, or no clear change: what an exact test of the two numbers tells; blank where the
    record does not go back so far.
    """
    small: str | None
    """Few: fewer than five incidents in both times together, so that a change says little."""
    value: float | None
    """The whole record by weight: as many incidents of today would weigh as much."""
    valueInterval: str | None
    """The values that could well have been behind it: of 100 such intervals at least some 95 hold
    the true one.
    """
    valueBefore: float | None
    """The value as of a year earlier; blank where the record begins later."""
    asPart: int | None
    """With parts: of the incidents counted now, those of a group of which only a part passed into
    the lineage.
    """
    low: float | None
    """Lower end of the interval of the number of incidents."""
    high: float | None
    """Upper end of it."""
    chance: float | None
    """How likely chance alone makes the two numbers differ so much; blank where the record does not
    go back so far.
    """
    valueLow: float | None
    """Lower end of the interval of the value."""
    valueHigh: float | None
    """Upper end of it."""
    groups: list[Any]
    """The other groups of the lineage that are said to have done any of it; a part of it: only a
    part of that group passed into the lineage.
    """
    partsLeftOut: str | None
    """What groups did of which only a part passed into it, where anything did."""
    leftOut: list[Any]
    """How many incidents are in no number, and why, such as further tellings of an event that
    counts once; in the first row of a scope.
    """
    together: str | None
    """Which datasets were counted together, if there are several; what two of them tell is counted
    twice; in the rows of everyone.
    """
    incidentIds: list[Any]
    """Ids of the incidents that the value counts, the latest first; the first 200."""
    disputedBy: list[str]
    """Sources that contradict that a group passed into the lineage."""
    disputes: list[Any]
    """Where the sources of the incidents counted now or a year before disagree; in the rows near
    and like.
    """
    sources: list[str]
    """Sources that state these incidents, the latest first; the first 200."""


class FiguresRow(TypedDict):
    """A row of `figures`."""

    tallyId: str | None
    """Id of the published count."""
    kind: str | None
    """Headcount, target, tactic, groups or other."""
    aboutId: str | None
    """Id of the group or force that it is about."""
    about: str | None
    """The group or force that it is about."""
    dimension: str | None
    """By what it is counted, such as total, country or target."""
    what: str | None
    """What is counted."""
    unit: str | None
    """In what it is counted."""
    dateFrom: Day | None
    """First day, month or year that it is of."""
    dateTo: Day | None
    """Last day, month or year that it is of."""
    published: int | None
    """The number published."""
    counted: int | None
    """The same on record here; blank if it cannot be had from it."""
    difference: int | None
    """Counted less published."""
    marked: int | None
    """Of attacks by kind of target: of those counted here, the ones marked as, or likely, among
    those of this very count, or of a total of which it is a part where that can make up what was
    published; otherwise blank.
    """
    onlyThere: int | None
    """Published less in both; blank where that is."""
    standIns: int | None
    """Attacks that stand here only because the publisher counts them, and of which it is not known
    what they struck.
    """
    explanation: str | None
    """What counted is, and what is known of why the two differ."""
    others: list[dict[str, Any]]
    """Of a headcount: the others of the force; of founding groups: the parties on record; of
    attacks: what is said of the incidents counted.
    """
    heldAgainst: str | None
    """The datasets whose incidents or events it can be held against; blank where there are none."""
    note: list[dict[str, Any]]
    """What a reader should know of the published count, as far as it had been said."""
    publishedIn: list[str]
    """Who published the count."""
    sources: list[str]
    """Sources that state the count and what it is held against."""


class HotspotsRow(TypedDict):
    """A row of `hotspots`."""

    key: str | None
    """What tells it from others: id and country of the place, number and country of the cell, or id
    of the unit.
    """
    placeId: str | None
    """Id of the place or the unit; blank for a cell."""
    place: str | None
    """The place, the unit, or the middle of the cell."""
    country: str | None
    """Two-letter code."""
    latitude: float | None
    """Middle of the cell, in degrees."""
    longitude: float | None
    """Middle of the cell, in degrees."""
    incidents: int | None
    """Incidents there."""
    low: float | None
    """Lower end of the exact interval of that number."""
    high: float | None
    """Upper end of it."""
    interval: str | None
    """The rates that could well have given such a number: of 100 such intervals 95 hold the true
    one.
    """
    share: float | None
    """Share of all incidents within the filters that have such a place."""
    shareLow: float | None
    """Lower end of the share's interval."""
    shareHigh: float | None
    """Upper end of it."""
    shareInterval: str | None
    """The shares that could well have given such a number: of 100 such intervals 95 hold the true
    one.
    """
    small: str | None
    """Few: fewer than five incidents."""
    sideOnly: int | None
    """With involved: of these, the ones in which the group was a side of a fight and is not said to
    have done it.
    """
    fatalities: int | None
    """Sum of the official or last figures; blank where there is none."""
    withoutFigure: int | None
    """Incidents for which no official or last figure is known; the sum leaves them out."""
    otherLow: int | None
    """Sum of the lowest figures of the incidents without such a figure; blank where there is none.
    """
    otherHigh: int | None
    """Sum of the highest figures of the incidents without such a figure; blank where there is none.
    """
    besides: str | None
    """How many incidents have no official or last figure, and what is reported of those killed in
    them, which no sum holds.
    """
    furtherTellings: int | None
    """Further tellings of the same events, which are not counted."""
    perpetratorIds: list[Any]
    """Ids of these groups."""
    perpetrators: list[Any]
    """Groups named as perpetrators."""
    first: Day | None
    """Date of the first of them, as far as it is known."""
    last: Day | None
    """Date of the last of them, as far as it is known."""
    together: str | None
    """Which datasets were counted together, if there are several; what is not known to be one event
    is counted once for each.
    """
    of: int | None
    """How many incidents the row rests on."""
    incidentIds: list[Any]
    """Ids of the newest of these incidents, as many as asked for."""
    sources: list[str]
    """Sources that state these newest ones, as many as asked for."""


class IdentitiesRow(TypedDict):
    """A row of `identities`."""

    scheme: str | None
    """Whose ids these are."""
    externalId: str | None
    """The id that the publisher uses."""
    recordId: str | None
    """Id of the record."""
    record: str | None
    """What the publisher calls it."""
    entityId: str | None
    """Id of the entity."""
    entity: str | None
    """The entity of the graph."""
    kind: str | None
    """Group, person or target."""
    validFrom: Day | None
    """First day, as far as it is known; blank: always."""
    validTo: Day | None
    """Last day, as far as it is known; blank: no end by that day."""
    loaded: str | None
    """Loaded: the publisher's own data are in the graph; not loaded: only the identity is."""
    statedBy: list[Any]
    """The datasets that say so."""
    note: list[dict[str, Any]]
    """What a reader should know, as far as it had been said."""
    sources: list[str]
    """Sources of the identity."""


class IncidentsRow(TypedDict):
    """A row of `incidents`."""

    date: Day | None
    """Date, as far as it is known."""
    incidentId: str | None
    """Id of the incident."""
    incident: str | None
    """Short name of the incident."""
    within: str | None
    """Certain, or possible where a date may fall outside the filter or after its group passed on.
    """
    place: str | None
    """The place as its source prints it."""
    admin1: str | None
    """First-order unit."""
    admin2: str | None
    """Second-order unit."""
    country: str | None
    """Two-letter code."""
    geoPrecision: str | None
    """How exactly the place is known."""
    perpetrators: list[Any]
    """Groups named as perpetrators."""
    extent: str | None
    """With a group: own, claimed only, side only (of a fight), or by a predecessor that passed on
    whole or in part.
    """
    sides: list[Any]
    """Groups that were sides of a fight, neither attacker nor victim."""
    attribution: str | None
    """Claimed, assessed, suspected or disputed; blank where it rests on claims that had not been
    made by then.
    """
    target: str | None
    """What was struck."""
    targetType: str | None
    """Kind of target."""
    tactics: list[Any]
    """How."""
    fatalities: int | None
    """Official or last figure; blank if there is none."""
    summary: str | None
    """What happened."""
    conflicts: str | None
    """Where the sources disagree."""
    tellingOf: str | None
    """Id of the event that this and other incidents are known to tell; counts take it once."""
    disputedBy: list[str]
    """Sources that contradict that the predecessor passed on."""
    fitting: int | None
    """How many incidents fit."""
    leftOut: str | None
    """That some of them are not among the rows, where the limit left them out."""
    sources: list[str]
    """Sources that state it."""


class LeadersRow(TypedDict):
    """A row of `leaders`."""

    personId: str | None
    """Id of the person."""
    person: str | None
    """The person."""
    led: bool | None
    """Whether the person led the group or a part of it."""
    role: str | None
    """The role."""
    validFrom: Day | None
    """When it began, as far as it is known."""
    validTo: Day | None
    """When it ended, if an end is known."""
    died: Day | None
    """When the person died, as far as it is known."""
    diedDisputedBy: list[str]
    """Sources that contradict the death, or its date; then it ends no role for sure."""
    seenOn: Day | None
    """A day on which it was held, where neither its beginning nor its end is known."""
    held: str | None
    """No end reported (it had begun, and no end is known by that day); certain (it ended, or was
    seen, on that very day); possible (the dates are not wholly known); or ended.
    """
    lastReported: Day | None
    """When the newest of its sources was published that were by that day; blank if none of them has
    a date.
    """
    note: list[dict[str, Any]]
    """What a reader should know of the person, as far as it had been said."""
    disputedBy: list[str]
    """Sources that contradict it."""
    sources: list[str]
    """Sources that state the role."""


LineageRow = TypedDict(
    "LineageRow",
    {
        # predecessor or successor of the group
        "direction": str | None,
        # how many changes away, by the shortest way
        "depth": int | None,
        # id of the group that passed on
        "fromId": str | None,
        # the group that passed on
        "from": str | None,
        # id of the group it passed into
        "toId": str | None,
        # the group it passed into
        "to": str | None,
        # date of the change, as far as it is known
        "date": Day | None,
        # first day that the date can mean
        "firstDay": Day | None,
        # last day that the date can mean
        "lastDay": Day | None,
        # merger, absorption, split, rename or founding
        "kind": str | None,
        # whether the whole group or a part of it passed on
        "extent": str | None,
        # the part that passed on
        "component": str | None,
        # the change
        "change": str | None,
        # id of the change
        "changeId": str | None,
        # where the sources of the change disagree, as far as it had been said
        "note": list[dict[str, Any]],
        # sources that contradict the step
        "disputedBy": list[str],
        # sources that state the step
        "sources": list[str],
    },
)
"""A row of `lineage`."""


class MatchesRow(TypedDict):
    """A row of `matches`."""

    incidentId: str | None
    """Id of the incident of the first dataset."""
    incident: str | None
    """The incident of the first dataset; of those not compared, how many."""
    otherId: str | None
    """Id of the other incident."""
    other: str | None
    """The other incident."""
    dataset: str | None
    """The dataset of the other incident."""
    standing: str | None
    """Certain, where both bear one publisher's id; judged same, judged different or judged both
    ways; else likely, or possible: below a score of 0.5, or where another pair with one of the
    two fits as well; not compared.
    """
    score: float | None
    """From 0 to 1: how surely the two tell one event, by the reasons alone."""
    reasons: list[Any]
    """What speaks for it (+) and against it (−), the weightiest first."""
    judged: list[Any]
    """Who judged the two, how and why, and when."""
    days: int | None
    """Fewest days between the two; 0 when they share one."""
    km: float | None
    """Distance between the two coordinates; blank where one has none."""
    coarse: str | None
    """Coarse: a coordinate stands for a unit only, so the distance says little."""
    killed: str | None
    """Figures of the first and of the other."""
    sources: list[str]
    """Sources of both."""


class NearRepeatRow(TypedDict):
    """A row of `near-repeat`."""

    dataset: str | None
    """The dataset whose incidents are compared."""
    among: str | None
    """The dataset, where rows of several follow one another."""
    window: str | None
    """The published window, or none."""
    km: float | None
    """How far apart at most."""
    days: int | None
    """How many days apart at most."""
    pairs: int | None
    """Pairs of incidents so close in place and time."""
    expected: float | None
    """How many such pairs there are on average when the days are dealt out anew."""
    ratio: float | None
    """How many times as many pairs there are as by chance."""
    p: float | None
    """In what share of the dealings there were at least as many pairs, the true one among them."""
    verdict: str | None
    """Clearly, where so many pairs come about by chance in fewer than 5 of 100 dealings; not
    clearly; too close to say, where even the most dealings leave it open; or too few, where
    fewer than 20 incidents can be compared.
    """
    dealings: int | None
    """How often the days were dealt out anew for this row."""
    followed: int | None
    """Incidents that another followed on a later day within the window."""
    followedExpected: float | None
    """How many would be followed by chance."""
    compared: int | None
    """How many incidents are compared."""
    leftOut: list[Any]
    """How many incidents are not compared, and why."""
    closest: list[Any]
    """The pairs as ids, closest in time first; the first 20."""
    incidentIds: list[Any]
    """Ids of the incidents of such pairs, the latest first; the first 200."""
    sources: list[str]
    """Sources that state the incidents of such pairs, or all that were compared where there is
    none; the first 200.
    """


class NearbyRow(TypedDict):
    """A row of `nearby`."""

    km: float | None
    """Distance in kilometres; blank if a coordinate is not known."""
    certainty: str | None
    """Measured, coarse (the coordinates may be off by as much), or same town."""
    targetId: str | None
    """Id of the other target."""
    target: str | None
    """The other target."""
    targetType: str | None
    """Kind of target."""
    users: list[Any]
    """Who uses it on the day, as far as is known: who had left by then is not among them, and one
    of whom no date is stated is.
    """
    strikes: int | None
    """Incidents on record that struck it, each event once however many tell it."""
    lastStrike: Day | None
    """Date of the last of them, as far as it is known."""
    sources: list[str]
    """Sources that state the facility and the strikes; the first 200."""


class PredecessorStrikesRow(TypedDict):
    """A row of `predecessor-strikes`."""

    date: Day | None
    """Date of the strike, as far as it is known."""
    predecessorId: str | None
    """Id of the predecessor."""
    predecessor: str | None
    """The predecessor that is said to have done it."""
    extent: str | None
    """Whether the whole predecessor passed on or a part of it."""
    component: str | None
    """The part that passed on."""
    before: str | None
    """Certain if the strike is surely earlier than the change; possible if dates overlap."""
    change: str | None
    """The change by which the predecessor passed on."""
    changeDate: Day | None
    """Date of that change."""
    incidentId: str | None
    """Id of the incident."""
    incident: str | None
    """Short name of the incident."""
    tellingOf: str | None
    """The event that several incidents tell of, where this is one of them."""
    targetId: str | None
    """Id of the target."""
    target: str | None
    """What was struck."""
    targetType: str | None
    """Kind of the target."""
    country: str | None
    """Two-letter code."""
    attribution: str | None
    """Claimed, assessed, suspected or disputed."""
    tactics: list[Any]
    """How."""
    fatalities: int | None
    """Official or last figure; blank if there is none."""
    conflicts: str | None
    """Where the sources disagree."""
    disputedBy: list[str]
    """Sources that contradict the succession."""
    fitting: int | None
    """How many such strikes there are."""
    leftOut: str | None
    """That some of them are not among the rows, where the limit left them out."""
    partsLeftOut: str | None
    """Strikes of predecessors of which only a part passed on, where there are any."""
    sources: list[str]
    """Sources that state the strike."""


class ReconcileRow(TypedDict):
    """A row of `reconcile`."""

    tallyId: str | None
    """Id of the published count; blank where a table has no row."""
    counts: str | None
    """What is counted."""
    unit: str | None
    """In what it is counted: attacks, killed, wounded or deaths."""
    violence: str | None
    """Of a yearly table: state-based, non-state or one-sided."""
    dimension: str | None
    """By what it is counted, such as country, tactic or dyad-year."""
    value: str | None
    """Which country, tactic, target, dyad, …."""
    dateFrom: Day | None
    """First day, month or year that it is of."""
    dateTo: Day | None
    """Last day, month or year that it is of."""
    published: int | None
    """The number published; blank where none was printed."""
    low: int | None
    """The low estimate published, in a yearly table."""
    high: int | None
    """The high estimate published, in a yearly table."""
    counted: int | None
    """The same filters on the incidents here; blank where none of them has a figure of those killed
    or wounded, and where the record of its dataset does not reach so far.
    """
    difference: int | None
    """Counted less published."""
    explanation: str | None
    """What is known of why the numbers differ, or why nothing was counted."""
    claimed: int | None
    """Of the incidents counted for a dossier, the ones attributed by a claim."""
    marked: int | None
    """Of the incidents counted here, the ones marked as, or likely, among those of this very count,
    or of a total of which it is a part where that makes up what was published; otherwise blank.
    """
    onlyThere: int | None
    """Published less in both; blank where that is."""
    standIns: int | None
    """Of those only there, the ones that stand in the graph only because this count has them."""
    onlyHere: list[Any]
    """Ids of the incidents counted here that are not marked as counted there, the first 200; none
    where in both is blank.
    """
    reasons: list[dict[str, Any]]
    """Incidents that the publisher did not count, and why."""
    acrossYears: list[dict[str, Any]]
    """Events that begin in one year and end in another, and in which year they are counted here."""
    heldAgainst: str | None
    """The datasets whose incidents it is held against; blank where there are none."""
    note: list[dict[str, Any]]
    """What a reader should know of the published count, as far as it had been said."""
    incidentIds: list[Any]
    """Ids of the incidents counted, the first 200; of a yearly table where one count or a group is
    asked for.
    """
    publishedIn: list[str]
    """Who published the count."""
    sources: list[str]
    """Sources that state the count and the incidents, the first 200; of a yearly table the table
    and the dataset.
    """


class SameDayRow(TypedDict):
    """A row of `same-day`."""

    date: Day | None
    """The day."""
    places: list[Any]
    """Where."""
    incidents: int | None
    """How many incidents."""
    perpetrators: list[Any]
    """Groups named as perpetrators."""
    targets: list[Any]
    """What was struck."""
    dataset: str | None
    """The dataset whose incidents these are."""
    sure: str | None
    """Possible where they are said to be at one place, and of one only the unit of that name is
    known.
    """
    attributions: list[Any]
    """On whose word."""
    incidentIds: list[Any]
    """Ids of the incidents."""
    fitting: int | None
    """How many such days there are, those of each dataset by themselves."""
    leftOut: str | None
    """That some of them are not among the rows, where the limit left them out."""
    sources: list[str]
    """Sources that state the incidents; the first 200."""


class SimilarTargetsRow(TypedDict):
    """A row of `similar-targets`."""

    targetId: str | None
    """Id of the other target."""
    target: str | None
    """The other target."""
    targetType: str | None
    """Kind of target."""
    likeness: float | None
    """Weighted mean of the known parts, 0 to 1."""
    type: float | None
    """Part: the same kind of target."""
    users: float | None
    """Part: shared users among all users of the two."""
    lineage: float | None
    """Part: strikes by the lineage active near the target, among attributed ones."""
    place: float | None
    """Part: the same unit 1, the same country 0.5."""
    distance: float | None
    """Part: nearness."""
    km: float | None
    """Distance in kilometres."""
    sharedUsers: list[Any]
    """Ids of the users of both on the day."""
    known: float | None
    """Share of the weight that stood on something known."""
    unknown: list[Any]
    """Parts that could not be compared."""
    strikes: int | None
    """How many incidents struck it."""
    precedents: list[dict[str, Any]]
    """The incidents that make it a precedent: date, who, on whose word, how."""
    partsLeftOut: str | None
    """How many strikes were by groups of which only a part is of such a lineage, where any were."""
    disputes: list[Any]
    """Where the sources of the incidents disagree."""
    sources: list[str]
    """Sources that state the facility and the strikes; the first 200."""


class SourcesRow(TypedDict):
    """A row of `sources`."""

    factId: str | None
    """Id of the fact."""
    fact: str | None
    """What is stated."""
    inferred: bool | None
    """Whether it follows from other facts."""
    note: list[dict[str, Any]]
    """What a reader should know, as far as it had been said."""
    disputedBy: list[str]
    """Sources that contradict it; of a person, the death or its date."""
    fitting: int | None
    """How many such facts there are."""
    leftOut: str | None
    """That some of them are not among the rows, where the limit left them out."""
    sources: list[str]
    """Sources that state it."""


class TargetHistoryRow(TypedDict):
    """A row of `target-history`."""

    date: Day | None
    """Date, as far as it is known."""
    incidentId: str | None
    """Id of the incident."""
    incident: str | None
    """Short name of the incident."""
    perpetratorIds: list[Any]
    """Ids of the groups named as perpetrators."""
    perpetrators: list[Any]
    """Groups named as perpetrators."""
    attribution: str | None
    """Claimed, assessed, suspected or disputed."""
    claimedBy: list[Any]
    """Groups of which a claim is reported that can have been made by the day asked for."""
    deniedBy: list[Any]
    """Groups that deny it, and of whom, if not of themselves."""
    tactics: list[Any]
    """How."""
    fatalitiesLow: int | None
    """Lowest figure."""
    fatalities: int | None
    """Official or last figure; blank if there is none."""
    fatalitiesHigh: int | None
    """Highest figure."""
    wounded: int | None
    """Number of wounded; blank if there is none."""
    casualties: list[dict[str, Any]]
    """How many of whom it harmed, as far as that is told."""
    alsoTold: list[dict[str, Any]]
    """Further tellings of the same event: by which dataset, when, who is said to have done it, and
    how many were killed.
    """
    summary: str | None
    """What happened."""
    conflicts: str | None
    """Where the sources disagree."""
    sources: list[str]
    """Sources that state it."""


class TempoRow(TypedDict):
    """A row of `tempo`."""

    month: str | None
    """The month."""
    incidents: int | None
    """Incidents that began in it."""
    low: float | None
    """Lower end of the exact interval of the rates that could well have given such a number; of 100
    such intervals 95 hold the true one.
    """
    high: float | None
    """Upper end of it."""
    sideOnly: int | None
    """With involved: of these, the ones in which the group was a side of a fight and is not said to
    have done it.
    """
    fatalities: int | None
    """Sum of the official or last figures; blank where there is none."""
    withoutFigure: int | None
    """Incidents for which no official or last figure is known; the sum leaves them out."""
    otherLow: int | None
    """Sum of the lowest figures of the incidents without such a figure; blank where there is none.
    """
    otherHigh: int | None
    """Sum of the highest figures of the incidents without such a figure; blank where there is none.
    """
    besides: str | None
    """How many incidents have no official or last figure, and what is reported of those killed in
    them, which no sum holds.
    """
    furtherTellings: int | None
    """Further tellings of the same events, which are not counted."""
    notOver: str | None
    """How many of its days are counted, where the days asked for end within the month; the mean
    before and the change are of whole months, what is said against chance is not.
    """
    meanBefore: float | None
    """Mean of the months before; blank where the record does not go back so far."""
    change: float | None
    """How many more, or fewer, than that mean."""
    verdict: str | None
    """More or fewer than chance gives against the months before, as an exact test of the two
    numbers tells, or within what it gives; blank where the record does not go back so far.
    """
    small: str | None
    """Few: fewer than five incidents in the month and the months before, so that a change says
    little.
    """
    together: str | None
    """Which datasets were counted together, if there are several; what is not known to be one event
    is counted once for each.
    """
    of: int | None
    """How many incidents the row rests on."""
    incidentIds: list[Any]
    """Ids of the newest of these incidents, as many as asked for."""
    sources: list[str]
    """Sources that state these newest ones, as many as asked for."""


class TopGroupsRow(TypedDict):
    """A row of `top-groups`."""

    groupId: str | None
    """Id of the group."""
    group: str | None
    """The group."""
    incidents: int | None
    """Incidents attributed to it."""
    claimed: int | None
    """Of these, the ones that it is reported to have claimed."""
    disputed: int | None
    """Of these, the ones that are disputed."""
    sideOnly: int | None
    """With involved: of these, the ones in which the group was a side of a fight and is not said to
    have done it.
    """
    fatalities: int | None
    """Sum of the official or last figures; blank where there is none."""
    withoutFigure: int | None
    """Incidents for which no official or last figure is known; the sum leaves them out."""
    otherLow: int | None
    """Sum of the lowest figures of the incidents without such a figure; blank where there is none.
    """
    otherHigh: int | None
    """Sum of the highest figures of the incidents without such a figure; blank where there is none.
    """
    besides: str | None
    """How many incidents have no official or last figure, and what is reported of those killed in
    them, which no sum holds.
    """
    furtherTellings: int | None
    """Further tellings of the same events, which are not counted."""
    first: Day | None
    """Date of the first of them, as far as it is known."""
    last: Day | None
    """Date of the last of them, as far as it is known."""
    together: str | None
    """Which datasets were counted together, if there are several; what is not known to be one event
    is counted once for each.
    """
    of: int | None
    """How many incidents the row rests on."""
    incidentIds: list[Any]
    """Ids of the newest of these incidents, as many as asked for."""
    sources: list[str]
    """Sources that state these newest ones, as many as asked for."""


class WarnRow(TypedDict):
    """A row of `warn`."""

    target: str | None
    """The neighbour."""
    targetType: str | None
    """Kind of target."""
    km: float | None
    """Distance in kilometres; blank where the place of one is not known."""
    exactKm: float | None
    """By how much the distance may be wrong, in kilometres, as far as the coordinates say."""
    how: str | None
    """Within the distance; possibly within it, as the coordinates are coarse; or same town or same
    unit, where a coordinate is missing.
    """
    targetId: str | None
    """Id of the neighbour."""
    users: list[Any]
    """Who uses it on the day, as far as is known: who had left by then is not among them, and one
    of whom no date is stated is.
    """
    sharedUsers: list[Any]
    """Users of both."""
    struck: list[dict[str, Any]]
    """Incidents that struck it, the latest first: date, who, on whose word, how."""
    strikes: int | None
    """How many incidents struck it."""
    onKind: list[dict[str, Any]]
    """Incidents that struck others of its kind, by a group of a lineage that acted near the target,
    the latest first; only by a part: only a part of that group is of the lineage.
    """
    kindStrikes: int | None
    """How many incidents struck others of its kind in this way."""
    precedent: str | None
    """What there is: how many of each, or no precedent on record; where the place of the target is
    not known, who acted near it is not either.
    """
    partsLeftOut: str | None
    """How many incidents were by groups of which only a part is of such a lineage, where any were.
    """
    fitting: int | None
    """How many neighbours there are."""
    leftOut: str | None
    """That some of them are not among the rows, where the limit left them out."""
    disputes: list[Any]
    """Where the sources of the incidents told disagree."""
    disputedBy: list[str]
    """Sources that contradict that a group of what is told of its kind is of such a lineage."""
    sources: list[str]
    """Sources that state the facility and the incidents told."""
