// Matches: incidents that may tell one event
// answers: >-
//   Pairs of incidents, of two datasets or of one, that may tell one event, each with what speaks for
//   and against it and a score. Where a place is known only by its name or its unit, these are
//   compared; actors by who they were on that day, by their parts and ancestors, and by their names;
//   days, and figures of those killed, as exactly as they are told. A pair that is certain by its
//   publisher's id, or was judged, says so; the others are proposals: nothing is joined by them.
// parameters:
//   dataset: {type: text, default: 'dossier:jnim', help: the dataset whose incidents are looked at}
//   with: {type: text, help: 'only pairs with this dataset, such as ucdp-ged; the same one finds what it may tell twice'}
//   group: {type: group, argument: true, help: only incidents of the first dataset in which this group is named}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only incidents of the first dataset that are attributed in this way
//   days: {type: integer, default: 2, minimum: 0, maximum: 60, help: how many days apart at most}
//   km: {type: number, default: 30, minimum: 0, maximum: 200, help: 'how far apart at most, where both coordinates are exact'}
//   least: {type: number, default: 0.5, minimum: 0, maximum: 1, help: 'only pairs with at least this score, besides those certain or judged'}
//   limit: {type: integer, default: 100, minimum: 1, help: how many pairs at most}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// then: matches
// reads:
//   one: the incident of the first dataset
//   other: 'the other incident; none where the first is told too vaguely to be compared'
//   days: fewest days between the two
//   km: distance between the two coordinates
//   onePlaces: names of the place of the first, if it is no unit
//   otherPlaces: names of the place of the other, if it is no unit
//   oneActors: 'groups that the first names: id, name, and whether it is of a state'
//   otherActors: the same of the other
//   kin: 'how many ties of a whole and its part, or of an heir and an ancestor, there are between them'
//   namesakes: how many of them have a name in common
//   judgements: 'what was judged of the two: verdict, by whom, on which day, why'
// columns:
//   incidentId: {hidden: true, help: id of the incident of the first dataset}
//   incident: {help: 'the incident of the first dataset; of those not compared, how many'}
//   otherId: {hidden: true, help: id of the other incident}
//   other: {title: may be, help: the other incident}
//   dataset: {help: the dataset of the other incident}
//   standing: {help: 'certain, where both bear one publisher''s id; judged same, judged different or judged both ways; else likely, or possible: below a score of 0.5, or where another pair with one of the two fits as well; not compared'}
//   score: {type: number, help: 'from 0 to 1: how surely the two tell one event, by the reasons alone'}
//   reasons: {type: list, help: 'what speaks for it (+) and against it (−), the weightiest first'}
//   judged: {type: list, below: incidentId, title: Judged, hidden: true, help: 'who judged the two, how and why, and when'}
//   days: {type: integer, title: days apart, help: 'fewest days between the two; 0 when they share one'}
//   km: {type: number, title: km apart, help: 'distance between the two coordinates; blank where one has none'}
//   coarse: {title: place, help: 'coarse: a coordinate stands for a unit only, so the distance says little'}
//   killed: {title: killed, help: figures of the first and of the other}
//   sources: {type: sources, help: sources of both}
// notes:
//   - A proposal is no finding. Read both before taking two incidents for one; graphq matches --judge keeps what you find.
//   - What is dated only to a year, or to more than two months, is not compared.
// examples:
//   - graphq matches
//   - graphq matches jnim --with ucdp-ged --days 1
//   - graphq matches --with dossier:jnim --days 0 --km 5
MATCH (mine:Incident)
WHERE mine.dataset = $dataset AND mine.firstDay <= $asOf AND mine.placeholder IS NULL
  AND (size($attribution) = 0 OR (mine.attribution IN $attribution
    AND coalesce(mine.attributedOnFirst, $asOf) <= $asOf))
  AND ($group IS NULL
    OR EXISTS { (mine)-[:PERPETRATED_BY|INVOLVED]->(:Group {id: $group}) }
    OR EXISTS { MATCH (mine)-[said:CLAIMED_BY]->(:Group {id: $group})
      WHERE coalesce(said.claimedOnFirst, mine.firstDay) <= $asOf })
WITH mine, duration.inDays(mine.firstDay, mine.lastDay).days AS lasts
WITH mine, lasts, lasts <= 62 AND (mine.country IS NOT NULL OR mine.latitude IS NOT NULL)
  AS comparable
CALL (mine, lasts, comparable) {
  // What began within the days asked for, or a week before, or is known to the month only.
  WITH mine, CASE WHEN comparable THEN [offset IN range(-7 - $days, lasts + $days) |
      mine.firstDay + duration({days: offset})] + CASE WHEN mine.firstDay.day > 8 + $days
      THEN [mine.firstDay - duration({days: mine.firstDay.day - 1})] ELSE [] END
    ELSE [] END AS begins
  UNWIND begins AS day
  MATCH (near:Incident {firstDay: day})
  WHERE near.placeholder IS NULL AND near.firstDay <= $asOf
    AND ($with IS NULL OR near.dataset = $with)
    AND (near.dataset <> mine.dataset OR ($with = mine.dataset AND mine.id < near.id))
  WITH mine, near,
    CASE WHEN near.firstDay > mine.lastDay
        THEN duration.inDays(mine.lastDay, near.firstDay).days
      WHEN mine.firstDay > near.lastDay
        THEN duration.inDays(near.lastDay, mine.firstDay).days
      ELSE 0 END AS apart,
    2 * 6371.0 * asin(sqrt(haversin(radians(near.latitude - mine.latitude))
      + cos(radians(mine.latitude)) * cos(radians(near.latitude))
      * haversin(radians(near.longitude - mine.longitude)))) AS away,
    mine.geoPrecision IN ['exact', 'near'] AND near.geoPrecision IN ['exact', 'near'] AS precise
  WHERE apart <= $days AND duration.inDays(near.firstDay, near.lastDay).days <= 62
    AND (away <= $km OR (mine.country = near.country AND (away IS NULL OR NOT precise)))
  RETURN near AS other
  UNION
  WITH mine
  MATCH (of:DatasetSum)
  WHERE mine.tellingOf IS NOT NULL
  WITH mine, of.dataset + ':' + last(split(mine.tellingOf, ':')) AS key
  MATCH (listed:Incident {id: key})
  WHERE listed.tellingOf = mine.tellingOf AND listed.firstDay <= $asOf
    AND (listed.dataset <> mine.dataset OR mine.id < listed.id)
    AND ($with IS NULL OR listed.dataset = $with)
  RETURN listed AS other
  UNION
  WITH mine
  MATCH (mine)<-[:JUDGES]-(:Judgement)-[:JUDGES]->(judged:Incident)
  WHERE judged.firstDay <= $asOf AND (judged.dataset <> mine.dataset OR mine.id < judged.id)
    AND ($with IS NULL OR judged.dataset = $with)
  RETURN judged AS other
  UNION
  WITH comparable
  WHERE NOT comparable
  RETURN null AS other
}
OPTIONAL MATCH (mine)-[tie:PERPETRATED_BY|CLAIMED_BY|INVOLVED]->(here:Group)
WHERE coalesce(tie.claimedOnFirst, mine.firstDay) <= $asOf
WITH mine, other, collect(DISTINCT here) AS mineBy
OPTIONAL MATCH (other)-[tie:PERPETRATED_BY|CLAIMED_BY|INVOLVED]->(there:Group)
WHERE coalesce(tie.claimedOnFirst, other.firstDay) <= $asOf
WITH mine, other, mineBy, collect(DISTINCT there) AS otherBy
CALL (mine, mineBy, otherBy) {
  UNWIND mineBy AS here
  MATCH (here)-[tie:DESCENDS_FROM|PART_OF]-(there:Group)
  WHERE there IN otherBy AND coalesce(tie.latestFirst, tie.validFromFirst, mine.lastDay) <= mine.lastDay
    AND coalesce(tie.validToLast, mine.firstDay) >= mine.firstDay
  RETURN count(*) AS kin
}
CALL (mineBy, otherBy) {
  UNWIND mineBy AS here
  MATCH (here)<-[:NAMES]-(name:Name)
  WITH otherBy, collect(DISTINCT name.key) AS keys
  UNWIND otherBy AS there
  MATCH (there)<-[:NAMES]-(name:Name)
  WHERE name.key IN keys
  RETURN count(*) AS namesakes
}
OPTIONAL MATCH (mine)<-[:JUDGES]-(judgement:Judgement)-[:JUDGES]->(other)
WITH mine, other, mineBy, otherBy, kin, namesakes, judgement
ORDER BY judgement.judgedOn, judgement.id
WITH mine, other, mineBy, otherBy, kin, namesakes,
  collect(CASE WHEN judgement IS NOT NULL THEN {verdict: judgement.verdict, by: judgement.judgedBy,
    on: CASE WHEN judgement.judgedOn <= $asOf THEN toString(judgement.judgedOn) END,
    why: CASE WHEN judgement.judgedOn > $asOf THEN null ELSE judgement.why END} END) AS judgements
OPTIONAL MATCH (mine)-[:OCCURRED_AT]->(at:Location {level: 'place'})
WITH mine, other, mineBy, otherBy, kin, namesakes, judgements, collect(at.fullName) AS onePlaces
OPTIONAL MATCH (other)-[:OCCURRED_AT]->(at:Location {level: 'place'})
WITH mine, other, mineBy, otherBy, kin, namesakes, judgements, onePlaces,
  collect(at.fullName) AS otherPlaces
RETURN mine AS one, other,
  CASE WHEN other IS NULL THEN null
    WHEN other.firstDay > mine.lastDay THEN duration.inDays(mine.lastDay, other.firstDay).days
    WHEN mine.firstDay > other.lastDay THEN duration.inDays(other.lastDay, mine.firstDay).days
    ELSE 0 END AS days,
  2 * 6371.0 * asin(sqrt(haversin(radians(other.latitude - mine.latitude))
    + cos(radians(mine.latitude)) * cos(radians(other.latitude))
    * haversin(radians(other.longitude - mine.longitude)))) AS km,
  onePlaces, otherPlaces,
  [group IN mineBy | {id: group.id, name: group.name, state: group.kind IN ['state-force', 'un-mission']}]
    AS oneActors,
  [group IN otherBy | {id: group.id, name: group.name, state: group.kind IN ['state-force', 'un-mission']}]
    AS otherActors,
  kin, namesakes, judgements
