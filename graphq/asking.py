"""The questions with what they take and return, for an editor.

Made from the headers in `cypher/` by `make docs`; do not edit.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, Final, Literal, Unpack, overload

from graphq.answer import Answer
from graphq.parameters import (
    AffiliationsParameters,
    AssessmentsParameters,
    CasualtiesParameters,
    ChangesParameters,
    ClaimListParameters,
    ClaimsParameters,
    CoLocationParameters,
    CountsParameters,
    ExposureParameters,
    FiguresParameters,
    HotspotsParameters,
    IdentitiesParameters,
    IncidentsParameters,
    LeadersParameters,
    LineageParameters,
    MatchesParameters,
    NearbyParameters,
    NearRepeatParameters,
    PredecessorStrikesParameters,
    ReconcileParameters,
    SameDayParameters,
    SimilarTargetsParameters,
    SourcesParameters,
    TargetHistoryParameters,
    TempoParameters,
    TopGroupsParameters,
    WarnParameters,
)
from graphq.rows import (
    AffiliationsRow,
    AssessmentsRow,
    CasualtiesRow,
    ChangesRow,
    ClaimListRow,
    ClaimsRow,
    CoLocationRow,
    CountsRow,
    ExposureRow,
    FiguresRow,
    HotspotsRow,
    IdentitiesRow,
    IncidentsRow,
    LeadersRow,
    LineageRow,
    MatchesRow,
    NearbyRow,
    NearRepeatRow,
    PredecessorStrikesRow,
    ReconcileRow,
    SameDayRow,
    SimilarTargetsRow,
    SourcesRow,
    TargetHistoryRow,
    TempoRow,
    TopGroupsRow,
    WarnRow,
)

QuestionName = Literal[
    "affiliations",
    "assessments",
    "casualties",
    "changes",
    "claim-list",
    "claims",
    "co-location",
    "counts",
    "exposure",
    "figures",
    "hotspots",
    "identities",
    "incidents",
    "leaders",
    "lineage",
    "matches",
    "near-repeat",
    "nearby",
    "predecessor-strikes",
    "reconcile",
    "same-day",
    "similar-targets",
    "sources",
    "target-history",
    "tempo",
    "top-groups",
    "warn",
]
"""The name of a saved question."""

QUESTIONS: Final[dict[QuestionName, str]] = {
    "affiliations": "Affiliations: who a group belongs to, works with, and fights",
    "assessments": "Assessments: who rated which facility by CARVER, and what was published of it",
    "casualties": "Casualties: who was killed, wounded, abducted or freed, as far as it is told",
    "changes": "Changes: mergers, splits, renames and pledges that a group took part in",
    "claim-list": "Claim list: who claims and who denies each incident, and how soon after it",
    "claims": "Claims: on whose word incidents are a group's, who else claims them, and how soon",
    "co-location": "Co-location: who else acted where and when a group did",
    "counts": "Counts: how many incidents, by month, place, tactic, target, attribution or group",
    "exposure": "Exposure: what happened near a facility and to its like, against the year before",
    "figures": "Figures: published numbers that are not counts of single incidents here",
    "hotspots": "Hotspots: where incidents concentrate",
    "identities": "Identities: which record of a publisher is which group, person or facility, and on whose word",  # noqa: E501
    "incidents": "Incidents: what happened, filtered by group, place, time, tactic and target",
    "leaders": "Leaders: who led a group, or spoke for it",
    "lineage": "Lineage: who a group came from, and what became of it",
    "matches": "Matches: incidents that may tell one event",
    "near-repeat": "Near repeat: how often an attack was followed by another close by and soon after",  # noqa: E501
    "nearby": "Nearby: other facilities close to a target, the neighbours to warn",
    "predecessor-strikes": "Predecessor strikes: what the groups before it had struck",
    "reconcile": "Reconcile: published counts against what is on record here",
    "same-day": "Same day: attacks on one day, at different places or at one",
    "similar-targets": "Similar targets: what is like a facility and has been struck",
    "sources": "Sources: what a fact rests on",
    "target-history": "Target history: what struck a facility, and who is said to have done it",
    "tempo": "Tempo: how many incidents a month, against the months before",
    "top-groups": "Top groups: who is said to have done most",
    "warn": "Warn: the neighbours of a facility to tell, and the precedents they share",
}
"""Every saved question with its title."""


class Asking(ABC):
    """What can be asked: each question by its name, with its own parameters."""

    @abstractmethod
    def _ask(self, name: str, given: Mapping[str, Any]) -> Answer[Any]: ...

    @overload
    def ask(
        self,
        question: Literal["affiliations"],
        **given: Unpack[AffiliationsParameters],
    ) -> Answer[AffiliationsRow]:
        """Who a group belongs to, works with, and fights.

        The dated relations between the group and others that held on a day: part of, affiliated,
        allied, pledged, rival, enemy. A relation ends with either group at the latest.
        """

    @overload
    def ask(
        self,
        question: Literal["assessments"],
        **given: Unpack[AssessmentsParameters],
    ) -> Answer[AssessmentsRow]:
        """Who rated which facility by CARVER, and what was published of it.

        Every rating on record of the targets, or of all: the six scores that a named person gave,
        on which scale and day, and published rankings. Nothing is scored from what the graph holds.
        A blank was not scored, and there is a total only where all six criteria are. It is for
        those who protect a place; graphq matrix lays the scores out.
        """

    @overload
    def ask(
        self,
        question: Literal["casualties"],
        **given: Unpack[CasualtiesParameters],
    ) -> Answer[CasualtiesRow]:
        """Who was killed, wounded, abducted or freed, as far as it is told.

        For each incident that fits, how many people of which kind were harmed in which way, each
        figure with its own sources, oldest first. Of published events also how many of those killed
        were civilians, and how many of each side of a fight.
        """

    @overload
    def ask(
        self,
        question: Literal["changes"],
        **given: Unpack[ChangesParameters],
    ) -> Answer[ChangesRow]:
        """Mergers, splits, renames and pledges that a group took part in.

        Every dated change with the group among its parties, with all other parties: who entered it
        and what came out, whole or in part, and which of it is disputed.
        """

    @overload
    def ask(
        self,
        question: Literal["claim-list"],
        **given: Unpack[ClaimListParameters],
    ) -> Answer[ClaimListRow]:
        """Who claims and who denies each incident, and how soon after it.

        The incidents that a group is said to have done, claimed or denied, oldest first, each with
        its attribution, every claim and every denial with its date and its own sources, and how
        many days after the attack the group claimed it; without a group, the first claim of
        anybody. A time not wholly known is a span: at least, and at most.
        """

    @overload
    def ask(
        self,
        question: Literal["claims"],
        **given: Unpack[ClaimsParameters],
    ) -> Answer[ClaimsRow]:
        """On whose word incidents are a group's, who else claims them, and how soon.

        The incidents that a group is said to have done, claimed or denied, by attribution: claimed,
        assessed, suspected or disputed, which together are all of them. Counted besides: those that
        somebody denies, and those that two or more groups claim. With each, how many days after the
        attack the group claimed it, for those claims of which the time is known; without a group,
        the first such claim of anybody. A time not wholly known is a span: at least, and at most.
        """

    @overload
    def ask(
        self,
        question: Literal["co-location"],
        **given: Unpack[CoLocationParameters],
    ) -> Answer[CoLocationRow]:
        """Who else acted where and when a group did.

        Other groups that are said to have acted within a distance and a number of days of the
        group's incidents, or in the same administrative unit where a coordinate is missing or
        coarse. Being near is no proof of working together. Incidents of two datasets are not
        paired, since they may tell the same.
        """

    @overload
    def ask(
        self,
        question: Literal["counts"],
        **given: Unpack[CountsParameters],
    ) -> Answer[CountsRow]:
        """How many incidents, by month, place, tactic, target, attribution or group.

        The incidents that fit every filter, counted by one thing. An incident with two tactics, or
        with two groups named, is counted under each, so such rows can add up to more than the
        total. What a predecessor did counts until it passed into its successor; of one of which
        only a part passed on nothing counts, unless parts are asked for: of a part says how many
        these are. A month is the one in which an incident began, as far as its date tells. An event
        that several incidents are known to tell is counted once in each row, as the dossier has it,
        unless a dataset is named.
        """

    @overload
    def ask(
        self,
        question: Literal["exposure"],
        **given: Unpack[ExposureParameters],
    ) -> Answer[ExposureRow]:
        """What happened near a facility and to its like, against the year before.

        Incidents near a target and on facilities of its kind, for everyone and for each lineage of
        groups: how many in the last days, the interval of the rates that could well have given
        that, how many in the same days a year before, and whether that is a change. The value
        counts the whole record, each incident by a weight: half for every half-life since it began;
        1 where the place is exact or a facility is named, 0.8 where it is good to some 25 km, 0.5
        where it is coarser; and in the row of a lineage 1 if claimed, 0.9 if assessed, 0.5 if
        suspected, 0.25 if disputed. A lineage is a group with those that passed into it whole, as
        far back as is known; what a group did of which only a part passed into it counts where
        parts are asked for. Precedents, not a forecast.
        """

    @overload
    def ask(
        self,
        question: Literal["figures"],
        **given: Unpack[FiguresParameters],
    ) -> Answer[FiguresRow]:
        """Published numbers that are not counts of single incidents here.

        The published counts that reconcile leaves out, each next to what the graph has of the same:
        headcounts of forces beside the other headcounts published of them; attacks by kind of
        target or by a tactic that no incident has; how many groups founded another, beside the
        parties on record; shares and sums of deaths of which the events are not here. A number that
        cannot be had from what is on record is left blank, and it is told why.
        """

    @overload
    def ask(
        self,
        question: Literal["hotspots"],
        **given: Unpack[HotspotsParameters],
    ) -> Answer[HotspotsRow]:
        """Where incidents concentrate.

        The places, or the half-degree cells of the map, with most incidents within the filters, and
        what share of all of them that is, each with the interval of the rates that could well have
        given it. Incidents known only by their unit are in no place and no cell. An event that
        several incidents are known to tell is counted once in each row, as the dossier has it,
        unless a dataset is named.
        """

    @overload
    def ask(
        self,
        question: Literal["identities"],
        **given: Unpack[IdentitiesParameters],
    ) -> Answer[IdentitiesRow]:
        """Which record of a publisher is which group, person or facility, and on whose word.

        The records of datasets and lists that are identified with an entity of the graph, and what
        one dossier declares to be a thing of another, with the time in which they are. What a
        publisher tells of the record is told of the entity for that time. Nothing is joined by
        name.
        """

    @overload
    def ask(
        self,
        question: Literal["incidents"],
        **given: Unpack[IncidentsParameters],
    ) -> Answer[IncidentsRow]:
        """What happened, filtered by group, place, time, tactic and target.

        The incidents that fit every filter, oldest first. With a group and its predecessors, what a
        predecessor did counts until it passed into its successor; of one of which only a part
        passed on nothing counts, unless parts are asked for, which are marked.
        """

    @overload
    def ask(
        self,
        question: Literal["leaders"],
        **given: Unpack[LeadersParameters],
    ) -> Answer[LeadersRow]:
        """Who led a group, or spoke for it.

        The people who led the group or held a role in it on a day, as publicly listed or widely
        reported, with the dates of the role and of their death as far as they had come by that day.
        A role ends with the group at the latest.
        """

    @overload
    def ask(
        self,
        question: Literal["lineage"],
        **given: Unpack[LineageParameters],
    ) -> Answer[LineageRow]:
        """Who a group came from, and what became of it.

        The predecessors and successors of a group through dated changes, each step with its kind,
        its date, whether the whole group or a part took it, and who disputes it. Pledges and
        alliances change nobody's identity and are left out; see changes.
        """

    @overload
    def ask(
        self,
        question: Literal["matches"],
        **given: Unpack[MatchesParameters],
    ) -> Answer[MatchesRow]:
        """Incidents that may tell one event.

        Pairs of incidents, of two datasets or of one, that may tell one event, each with what
        speaks for and against it and a score. Where a place is known only by its name or its unit,
        these are compared; actors by who they were on that day, by their parts and ancestors, and
        by their names; days, and figures of those killed, as exactly as they are told. A pair that
        is certain by its publisher's id, or was judged, says so; the others are proposals: nothing
        is joined by them.
        """

    @overload
    def ask(
        self,
        question: Literal["near-repeat"],
        **given: Unpack[NearRepeatParameters],
    ) -> Answer[NearRepeatRow]:
        """How often an attack was followed by another close by and soon after.

        Pairs of a group's incidents within some kilometres and days of one another, against what
        chance gives when the same days are dealt out anew among the same places (E. G. Knox, “The
        detection of space-time interactions”, Applied Statistics 13, 1964), and how many incidents
        were followed by another. Only incidents of which the day and the place are known well are
        compared. Incidents of two datasets are not paired, since they may tell the same; each
        dataset has rows of its own. A window is one that a paper found: townsley-2008, 1 km and 2
        days, for bombs in Iraq in 2004 (M. Townsley, S. D. Johnson and J. H. Ratcliffe, “Space time
        dynamics of insurgent activity in Iraq”, Security Journal 21, 2008); chuang-2019-al-qaeda,
        20 km and 4 weeks, and chuang-2019-isis, 20 km and 10 weeks (Y.-L. Chuang, N. Ben-Asher and
        M. R. D'Orsogna, “Local alliances and rivalries shape near-repeat terror activity of
        al-Qaeda, ISIS, and insurgents”, PNAS, 2019).
        """

    @overload
    def ask(
        self,
        question: Literal["nearby"],
        **given: Unpack[NearbyParameters],
    ) -> Answer[NearbyRow]:
        """Other facilities close to a target, the neighbours to warn.

        The other targets on record within a distance, and all of the same town, nearest first, with
        who uses them and what has struck them. Where coordinates only give the town, the distance
        says so, and a target that may lie within it is told.
        """

    @overload
    def ask(
        self,
        question: Literal["predecessor-strikes"],
        **given: Unpack[PredecessorStrikesParameters],
    ) -> Answer[PredecessorStrikesRow]:
        """What the groups before it had struck.

        Which predecessors of a group struck a kind of target before they passed into their
        successor. Where only a part of a predecessor passed on, its strikes are not the group's
        past: they are left out, or marked part where parts are asked for.
        """

    @overload
    def ask(
        self,
        question: Literal["reconcile"],
        **given: Unpack[ReconcileParameters],
    ) -> Answer[ReconcileRow]:
        """Published counts against what is on record here.

        Every published count in the graph that can be asked of the incidents, next to what the same
        filters count here. A count of a dossier is held against the incidents of that dossier: all
        that are attributed to the group, those of them that were claimed, and those marked as among
        the ones the publisher counted. The deaths of UCDP's yearly tables are held against the
        events of UCDP GED of the same dyad, conflict or actor and year, without those of a dyad or
        actor under 25 deaths; an event is of the year in which it begins. A difference is no error
        by itself; where it is known what lies behind it, that is told.
        """

    @overload
    def ask(
        self,
        question: Literal["same-day"],
        **given: Unpack[SameDayParameters],
    ) -> Answer[SameDayRow]:
        """Attacks on one day, at different places or at one.

        Days on which incidents are on record at two or more different places, with what happened at
        each; for one place, days and places at which two or more are on record. Only incidents
        whose day is known are looked at; places are told apart by town or by facility, and one
        place is one town. Incidents of two datasets are not put together, since they may tell the
        same.
        """

    @overload
    def ask(
        self,
        question: Literal["similar-targets"],
        **given: Unpack[SimilarTargetsParameters],
    ) -> Answer[SimilarTargetsRow]:
        """What is like a facility and has been struck.

        Other targets that have been struck, most like the given one first: a precedent, not a
        forecast. Likeness is a weighted mean, from 0 to 1, over what is known on both sides: the
        kind of target; who uses it (shared users among all users of the two); the same lineage of
        groups (how many of its strikes were by a group that acted near the given target, or by a
        predecessor or successor of one, whole in whole unless parts are asked for); the same unit
        (1) or country (0.5); and nearness (1 at no distance, falling to 0.37 at the scale). What is
        not known is left out of the mean and named; known says how much of the weight stood on
        something.
        """

    @overload
    def ask(
        self,
        question: Literal["sources"],
        **given: Unpack[SourcesParameters],
    ) -> Answer[SourcesRow]:
        """What a fact rests on.

        For an entity, an incident, a change or a relationship by its id (or an entity by any of its
        names): the sources that state it and each of its relationships, and those that contradict
        one. For a source: the facts that it states.
        """

    @overload
    def ask(
        self,
        question: Literal["target-history"],
        **given: Unpack[TargetHistoryParameters],
    ) -> Answer[TargetHistoryRow]:
        """What struck a facility, and who is said to have done it.

        Every incident on record that struck the target, oldest first, with who is said to have done
        it, on whose word, how, the toll, and where the sources disagree. An event that several
        incidents are known to tell is one row, as the dossier has it, with what the others say.
        """

    @overload
    def ask(
        self,
        question: Literal["tempo"],
        **given: Unpack[TempoParameters],
    ) -> Answer[TempoRow]:
        """How many incidents a month, against the months before.

        The incidents that fit every filter, month by month without a gap, with the interval of the
        rates that could well have given such a number, the mean of the months before, how the month
        differs from it, and whether that is more than chance gives. A month is the one in which an
        incident began, as far as its date tells. An event that several incidents are known to tell
        is counted once in each month, as the dossier has it, unless a dataset is named.
        """

    @overload
    def ask(
        self,
        question: Literal["top-groups"],
        **given: Unpack[TopGroupsParameters],
    ) -> Answer[TopGroupsRow]:
        """Who is said to have done most.

        The groups to which most incidents are attributed within the filters, with how many of them
        a group claimed itself. An incident that two groups are named for counts for both. An event
        that several incidents are known to tell is counted once for each group, as the dossier has
        it, unless a dataset is named.
        """

    @overload
    def ask(
        self,
        question: Literal["warn"],
        **given: Unpack[WarnParameters],
    ) -> Answer[WarnRow]:
        """The neighbours of a facility to tell, and the precedents they share.

        Every other facility on record within a distance of a target, and those of the same town or
        unit whose place is not known, nearest first: who uses it, which users it shares with the
        target, and its precedents: what struck it, and what struck its kind by groups of a lineage
        that acted near the target. What a group did of which only a part is of the lineage is no
        precedent; where parts are asked for, it is told until that part had left it, and marked. A
        neighbour without a precedent is one to tell as well. Nothing is ranked by how easily it
        could be struck, and nothing of that is known here.
        """

    def ask(self, question: str, **given: Any) -> Answer[Any]:
        """Ask a saved question by its name, with its parameters by Python's names.

        A group, person, target or location is given by its id or any of its names.
        Raises UsageError, UnknownNameError (with `candidates`), StoreError.
        """
        return self._ask(question, given)
