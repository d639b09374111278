// Exposure: what happened near a facility and to its like, against the year before
// answers: >-
//   Incidents near a target and on facilities of its kind, for everyone and for each lineage of
//   groups: how many in the last days, the interval of the rates that could well have given that,
//   how many in the same days a year before, and whether that is a change. The value counts the whole
//   record, each incident by a weight: half for every half-life since it began; 1 where the place is
//   exact or a facility is named, 0.8 where it is good to some 25 km, 0.5 where it is coarser; and in
//   the row of a lineage 1 if claimed, 0.9 if assessed, 0.5 if suspected, 0.25 if disputed. A lineage
//   is a group with those that passed into it whole, as far back as is known; what a group did of
//   which only a part passed into it counts where parts are asked for. Precedents, not a forecast.
// parameters:
//   target: {type: target, argument: true, required: true, help: the target}
//   nearKm: {type: number, default: 50, minimum: 0, maximum: 1000, help: 'how far away is near, in kilometres'}
//   likeIn: {type: choice, default: anywhere, choices: [anywhere, country], help: 'where facilities of its kind count as its like: anywhere, or in its own country'}
//   targetType: {type: target-type, help: 'what counts as its kind, with all below it, such as military; without it the kind that it is itself'}
//   days: {type: integer, default: 365, minimum: 1, maximum: 3650, help: how many days back incidents are counted}
//   halfLifeDays: {type: number, default: 365, minimum: 1, maximum: 36500, help: 'after how many days an incident weighs half as much in the value'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only attributed in this way
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   parts: {type: flag, default: false, help: 'count in a lineage also what groups did of which only a part passed into it, marked'}
//   limit: {type: integer, default: 10, minimum: 1, help: how many lineages in each scope at most}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// then: exposure
// until_the_record_ends: true
// reads:
//   groupId: id of a group that is said to have done some of it; blank in the row of what nobody is named for
//   group: the group
//   lineages: 'the last groups that it passed into, and itself if it did not: id, name, how, until when what it did is theirs as well, who disputes it'
//   done: >-
//     the incidents, by what they have in common: the attribution; whether they were near the target
//     or struck it; whether they struck its like (neither: they may have been near, but the place is
//     known too coarsely); whether they struck a facility on record; dataset, datePrecision,
//     geoPrecision; and of each its id, first day, sources, where these disagree, and the event
//     that it tells of, where several do and no dataset is asked for
//   hereKm: how exactly the target's own place is known, in kilometres; blank if it is not
// columns:
//   scope: {help: 'near it; on its like, which are facilities of its kind; or either, in which an incident that is both counts once'}
//   lineageId: {hidden: true, help: id of the last group of the lineage; blank in the rows of everyone and of nobody named}
//   lineage: {title: who, help: 'everyone, a lineage by its last group, or nobody named'}
//   incidents: {type: integer, title: count, help: incidents that began in the last days}
//   interval: {title: 95 %, help: 'the rates that could well have given such a number: of 100 such intervals 95 hold the true one'}
//   before: {type: integer, title: year before, help: 'incidents in as many days a year earlier, or right before these where they are more than a year; blank where the record begins later'}
//   change: {help: 'more, fewer, or no clear change: what an exact test of the two numbers tells; blank where the record does not go back so far'}
//   small: {title: how sure, help: 'few: fewer than five incidents in both times together, so that a change says little'}
//   value: {type: number, help: 'the whole record by weight: as many incidents of today would weigh as much'}
//   valueInterval: {title: 95 % of value, help: 'the values that could well have been behind it: of 100 such intervals at least some 95 hold the true one'}
//   valueBefore: {type: number, title: value a year before, help: the value as of a year earlier; blank where the record begins later}
//   asPart: {type: integer, title: of a part, help: 'with parts: of the incidents counted now, those of a group of which only a part passed into the lineage'}
//   low: {type: number, hidden: true, help: lower end of the interval of the number of incidents}
//   high: {type: number, hidden: true, help: upper end of it}
//   chance: {type: number, hidden: true, help: how likely chance alone makes the two numbers differ so much; blank where the record does not go back so far}
//   valueLow: {type: number, hidden: true, help: lower end of the interval of the value}
//   valueHigh: {type: number, hidden: true, help: upper end of it}
//   groups: {type: list, title: Groups counted with the last of their lineage, hidden: true, below: lineage, help: 'the other groups of the lineage that are said to have done any of it; a part of it: only a part of that group passed into the lineage'}
//   partsLeftOut: {title: Left out of a lineage, hidden: true, below: lineage, help: 'what groups did of which only a part passed into it, where anything did'}
//   leftOut: {type: list, title: Not counted, hidden: true, below: scope, help: 'how many incidents are in no number, and why, such as further tellings of an event that counts once; in the first row of a scope'}
//   together: {title: Counted from several datasets, hidden: true, below: scope, help: 'which datasets were counted together, if there are several; what two of them tell is counted twice; in the rows of everyone'}
//   incidentIds: {type: list, hidden: true, help: 'ids of the incidents that the value counts, the latest first; the first 200'}
//   disputedBy: {type: sources, title: disputed, help: sources that contradict that a group passed into the lineage}
//   disputes: {type: list, title: Where the sources disagree, below: scope, help: 'where the sources of the incidents counted now or a year before disagree; in the rows near and like'}
//   sources: {type: sources, help: 'sources that state these incidents, the latest first; the first 200'}
// notes:
//   - An incident counts in each lineage that its group passed into, so the rows of lineages do not add up to everyone.
//   - The record is not a census, so a change can be one of reporting. It says nothing of how a place is guarded, and is no forecast.
// examples:
//   - graphq exposure "Gao airport"
//   - graphq exposure "Ambodedjo Airport" --near-km 100 --as-of 2019-08-31
MATCH (here:Target {id: $target})
WITH here, toInteger($days + CASE WHEN $days > 365 THEN $days ELSE 365 END) AS days,
  coalesce($targetType, [here.targetType]) AS kinds
CALL (here) {
  WITH here, $nearKm / 110.0 AS up,
    CASE WHEN abs(here.latitude) + $nearKm / 110.0 > 89.0 THEN 180.0
      ELSE $nearKm / (110.0 * cos(radians(abs(here.latitude) + $nearKm / 110.0))) END AS aside
  WHERE here.cell IS NOT NULL
  // The grid cells within reach; a degree of latitude is more than 110 km.
  UNWIND range(toInteger((here.latitude - up + 90) * 2), toInteger((here.latitude + up + 90) * 2))
    AS row
  UNWIND range(toInteger((here.longitude - aside + 540) * 2),
    toInteger((here.longitude + aside + 540) * 2)) AS column
  RETURN collect(DISTINCT row * 720 + column % 720) AS cells
}
CALL (here, cells, days, kinds) {
  UNWIND cells AS cell
  MATCH (event:Incident {cell: cell})
  WHERE event.geoPrecision IN ['exact', 'near'] AND 2 * 6371.0 * asin(sqrt(
    haversin(radians(event.latitude - here.latitude))
    + cos(radians(here.latitude)) * cos(radians(event.latitude))
    * haversin(radians(event.longitude - here.longitude)))) <= $nearKm
  RETURN event, true AS near, false AS like, EXISTS { (event)-[:STRUCK]->(:Target) } AS named
  UNION ALL
  UNWIND cells AS cell
  MATCH (there:Target {cell: cell})<-[:STRUCK]-(event:Incident)
  WHERE coalesce(there.coordinatePrecisionM, 0) <= 10000 AND 2 * 6371.0 * asin(sqrt(
    haversin(radians(there.latitude - here.latitude))
    + cos(radians(here.latitude)) * cos(radians(there.latitude))
    * haversin(radians(there.longitude - here.longitude)))) <= $nearKm
  RETURN event, true AS near, false AS like, true AS named
  UNION ALL
  MATCH (here)<-[:STRUCK]-(event:Incident)
  RETURN event, true AS near, false AS like, true AS named
  UNION ALL
  UNWIND kinds AS kind
  MATCH (there:Target {targetType: kind})<-[:STRUCK]-(event:Incident)
  WHERE there.id <> here.id AND ($likeIn = 'anywhere' OR there.country = here.country)
  RETURN event, false AS near, true AS like, true AS named
  UNION ALL
  UNWIND kinds AS kind
  MATCH (event:Incident {targetType: kind})
  WHERE ($likeIn = 'anywhere' OR event.country = here.country)
    AND NOT EXISTS { (event)-[:STRUCK]->(:Target) }
  RETURN event, false AS near, true AS like, false AS named
  UNION ALL
  // Few days are looked up one by one; of many years the country's incidents are fewer.
  CALL (here, days) {
    UNWIND CASE WHEN days > 730 OR here.country IS NULL THEN [] ELSE range(0, days - 1) END AS back
    WITH here, $asOf - duration({days: back}) AS day
    MATCH (event:Incident {firstDay: day})
    WHERE event.country = here.country
    RETURN event
    UNION ALL
    UNWIND CASE WHEN days > 730 AND here.country IS NOT NULL THEN [here.country] ELSE [] END AS code
    MATCH (event:Incident {country: code})
    WHERE event.firstDay > $asOf - duration({days: days})
    RETURN event
  }
  WITH here, event
  WHERE (event.cell IS NULL OR NOT event.geoPrecision IN ['exact', 'near'] OR here.cell IS NULL)
    AND (event.admin1Id IS NULL OR here.admin1Id IS NULL OR event.admin1Id = here.admin1Id)
    AND NOT EXISTS { (event)-[:STRUCK]->(struck:Target) WHERE struck.cell IS NOT NULL
      AND coalesce(struck.coordinatePrecisionM, 0) <= 10000 AND here.cell IS NOT NULL }
  RETURN event, false AS near, false AS like, false AS named
}
WITH here, event, near, like, named
WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
  AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  AND ($dataset IS NULL OR event.dataset = $dataset)
OPTIONAL MATCH (event)-[done:PERPETRATED_BY]->(doer:Group)
WITH here, doer, near, like, named, event.dataset AS dataset,
  CASE WHEN event.attributedOnFirst > $asOf THEN null ELSE done.attribution END AS attribution,
  event.datePrecision AS datePrecision, event.geoPrecision AS geoPrecision,
  collect([event.id, event.firstDay, event.sources, CASE WHEN event.conflictsOnFirst > $asOf
    THEN null ELSE event.date + ': ' + event.conflicts END,
    CASE WHEN $dataset IS NULL THEN event.tellingOf END]) AS incidents
WITH here, doer, collect({attribution: attribution, near: near, like: like, named: named,
  dataset: dataset, datePrecision: datePrecision, geoPrecision: geoPrecision, incidents: incidents}) AS done
CALL (doer) {
  WITH doer
  WHERE doer IS NOT NULL
  CALL (doer) {
    RETURN doer AS last, 'whole' AS extent, null AS until, [] AS disputedBy
    UNION ALL
    MATCH (doer)<-[line:DESCENDS_FROM]-(last:Group)
    WHERE line.latestFirst <= $asOf
    RETURN last, CASE line.extent WHEN 'whole' THEN 'whole' ELSE 'part' END AS extent,
      // What a group does once it is back is no longer of what it had passed into.
      CASE WHEN line.backFirst <= $asOf THEN line.backUntil ELSE line.partUntil END AS until,
      coalesce(line.disputedBy, []) AS disputedBy
  }
  WITH last, extent, until, disputedBy
  WHERE NOT EXISTS { MATCH (last)-[on:SUCCEEDED_BY]->(:Group)
    WHERE on.extent = 'whole' AND on.sinceFirst <= $asOf
      AND (on.backFirst IS NULL OR on.backFirst > $asOf) }
  RETURN collect({id: last.id, name: last.name, extent: extent, until: until,
    disputedBy: disputedBy}) AS lineages
}
RETURN doer.id AS groupId, doer.name AS group, lineages, done,
  CASE WHEN here.cell IS NOT NULL THEN coalesce(here.coordinatePrecisionM, 0) / 1000.0 END AS hereKm
