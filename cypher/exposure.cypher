// Exposure: what happened near a facility and to its like, against the year before
// answers: >-
//   Incidents near a target and on facilities of its kind, for everyone and for each lineage of
//   groups: how many in the last days, the interval of the rates that could well have given that,
//   how many in the same days a year before, and whether that is a change. The value counts the whole
//   record, each incident by a weight: half for every half-life since it began; 1 where the place is
//   exact or a facility is named, 0.8 where it is good to some 25 km, 0.5 where it is coarser; and in
//   the row of a lineage 1 if claimed, 0.9 if assessed, 0.5 if suspected, 0.25 if disputed. A lineage
//   is a group with those that passed into it, as far back as is known. Precedents, not a forecast.
// parameters:
//   target: {type: target, argument: true, required: true, help: the target}
//   nearKm: {type: number, default: 50, minimum: 0, maximum: 1000, help: 'how far away is near, in kilometres'}
//   likeIn: {type: choice, default: anywhere, choices: [anywhere, country], help: 'where facilities of its kind count as its like: anywhere, or in its own country'}
//   days: {type: integer, default: 365, minimum: 1, maximum: 3650, help: how many days back incidents are counted}
//   halfLifeDays: {type: number, default: 365, minimum: 1, maximum: 36500, help: 'after how many days an incident weighs half as much in the value'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only attributed in this way
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   limit: {type: integer, default: 10, minimum: 1, help: how many lineages in each scope at most}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// then: exposure
// reads:
//   incidentId: id of the incident
//   date: 'date, as far as it is known'
//   firstDay: the first day that the date can mean
//   datePrecision: how exactly the day is known
//   near: whether it was near the target, or struck it
//   like: whether it struck something of the target's kind
//   unplaced: 'whether it may have been near, but its place is known too coarsely to say'
//   geoPrecision: how exactly the place is known
//   named: whether it struck a facility on record
//   dataset: which dataset tells it
//   doers: 'who is said to have done it: id, name, attribution'
//   lineages: 'in one of the rows: for each group of the doers, by its id, the last groups that it passed into, how, and until when what it did is theirs as well'
//   hereKm: how exactly the target's own place is known, in kilometres; blank if it is not
//   conflicts: where the sources disagree
//   sources: sources that state it
// columns:
//   scope: {help: 'near it; on its like, which are facilities of its kind; or either, in which an incident that is both counts once'}
//   lineageId: {hidden: true, help: id of the last group of the lineage; blank in the rows of everyone and of nobody named}
//   lineage: {title: who, help: 'everyone, a lineage by its last group, or nobody named'}
//   incidents: {type: integer, title: count, help: incidents that began in the last days}
//   interval: {title: 95 %, help: 'the rates that could well have given such a number: of 100 such intervals 95 hold the true one'}
//   before: {type: integer, title: year before, help: 'incidents in as many days a year earlier, or right before these where they are more than a year'}
//   change: {help: 'more, fewer, or no clear change: what an exact test of the two numbers tells'}
//   small: {title: how sure, help: 'few: fewer than five incidents in both times together, so that a change says little'}
//   value: {type: number, help: 'the whole record by weight: as many incidents of today would weigh as much'}
//   valueInterval: {title: 95 % of value, help: 'the values that could well have been behind it: of 100 such intervals at least some 95 hold the true one'}
//   valueBefore: {type: number, title: value a year before, help: the value as of a year earlier}
//   asPart: {type: integer, title: of a part, help: 'of the incidents counted now, those of a group of which only a part passed into the lineage'}
//   low: {type: number, hidden: true, help: lower end of the interval of the number of incidents}
//   high: {type: number, hidden: true, help: upper end of it}
//   chance: {type: number, hidden: true, help: how likely chance alone makes the two numbers differ so much}
//   valueLow: {type: number, hidden: true, help: lower end of the interval of the value}
//   valueHigh: {type: number, hidden: true, help: upper end of it}
//   groups: {type: list, title: Groups counted with the last of their lineage, hidden: true, below: lineage, help: 'the other groups of the lineage that are said to have done any of it; a part of it: only a part of that group passed into the lineage'}
//   leftOut: {type: list, title: Not counted, hidden: true, below: scope, help: 'how many incidents are in no number, and why; in the first row of a scope'}
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
  toInteger(ceil($nearKm / 55.0)) AS rows,
  CASE WHEN abs(here.latitude) + $nearKm / 110.0 > 89.0 THEN 360
    ELSE toInteger(ceil($nearKm / (55.0 * cos(radians(abs(here.latitude) + $nearKm / 110.0)))))
    END AS columns
CALL (here, rows, columns) {
  UNWIND CASE WHEN here.cell IS NULL THEN [] ELSE range(-rows, rows) END AS dy
  UNWIND range(-columns, columns) AS dx
  RETURN collect(DISTINCT (here.cell / 720 + dy) * 720 + (here.cell % 720 + dx + 720) % 720) AS cells
}
CALL (here, cells, days) {
  UNWIND cells AS cell
  MATCH (event:Incident {cell: cell})
  WHERE event.geoPrecision IN ['exact', 'near']
  RETURN event, 1 AS near, 0 AS like, 0 AS unplaced, 0 AS named, 2 * 6371.0 * asin(sqrt(
    haversin(radians(event.latitude - here.latitude))
    + cos(radians(here.latitude)) * cos(radians(event.latitude))
    * haversin(radians(event.longitude - here.longitude)))) AS km
  UNION ALL
  UNWIND cells AS cell
  MATCH (there:Target {cell: cell})<-[:STRUCK]-(event:Incident)
  WHERE coalesce(there.coordinatePrecisionM, 0) <= 10000
  RETURN event, 1 AS near, 0 AS like, 0 AS unplaced, 1 AS named, 2 * 6371.0 * asin(sqrt(
    haversin(radians(there.latitude - here.latitude))
    + cos(radians(here.latitude)) * cos(radians(there.latitude))
    * haversin(radians(there.longitude - here.longitude)))) AS km
  UNION ALL
  MATCH (here)<-[:STRUCK]-(event:Incident)
  RETURN event, 1 AS near, 0 AS like, 0 AS unplaced, 1 AS named, 0.0 AS km
  UNION ALL
  MATCH (there:Target {targetType: here.targetType})<-[:STRUCK]-(event:Incident)
  WHERE there.id <> here.id AND ($likeIn = 'anywhere' OR there.country = here.country)
  RETURN event, 0 AS near, 1 AS like, 0 AS unplaced, 1 AS named, null AS km
  UNION ALL
  MATCH (event:Incident {targetType: here.targetType})
  WHERE ($likeIn = 'anywhere' OR event.country = here.country)
    AND NOT EXISTS { (event)-[:STRUCK]->(:Target) }
  RETURN event, 0 AS near, 1 AS like, 0 AS unplaced, 0 AS named, null AS km
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
    AND (event.admin1 IS NULL OR here.admin1 IS NULL OR event.admin1 = here.admin1)
    AND NOT EXISTS { (event)-[:STRUCK]->(struck:Target) WHERE struck.cell IS NOT NULL
      AND coalesce(struck.coordinatePrecisionM, 0) <= 10000 AND here.cell IS NOT NULL }
  RETURN event, 0 AS near, 0 AS like, 1 AS unplaced, 0 AS named, null AS km
}
WITH here, event, near, like, unplaced, named, km
WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
  AND (size($attribution) = 0 OR event.attribution IN $attribution)
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND (near = 0 OR km <= $nearKm)
WITH here, event, max(near) AS near, max(like) AS like, max(unplaced) AS unplaced,
  max(named) AS named
OPTIONAL MATCH (event)-[done:PERPETRATED_BY]->(doer:Group)
WITH here, event, near, like, unplaced, named, collect(CASE WHEN doer IS NOT NULL THEN
  {id: doer.id, name: doer.name, attribution: done.attribution} END) AS doers
WITH here, collect({event: event, near: near, like: like, unplaced: unplaced, named: named,
  doers: doers}) AS found
CALL (found) {
  UNWIND found AS one
  UNWIND one.doers AS doer
  WITH DISTINCT doer.id AS key
  CALL (key) {
    MATCH (doer:Group {id: key})
    RETURN doer AS head, 'whole' AS extent, null AS until, [] AS disputedBy
    UNION ALL
    MATCH (:Group {id: key})<-[line:DESCENDS_FROM]-(head:Group)
    WHERE line.latestFirst <= $asOf
    RETURN head, CASE line.extent WHEN 'whole' THEN 'whole' ELSE 'part' END AS extent,
      line.partUntil AS until, coalesce(line.disputedBy, []) AS disputedBy
  }
  WITH key, head, extent, until, disputedBy
  WHERE size([(head)-[on:SUCCEEDED_BY]->(:Group)
    WHERE on.extent = 'whole' AND on.sinceFirst <= $asOf | 1]) = 0
  WITH DISTINCT key, head.id AS headId, head.name AS head, extent, until, disputedBy
  RETURN collect({group: key, id: headId, name: head, extent: extent, until: until,
    disputedBy: disputedBy}) AS lineages
}
UNWIND range(0, size(found) - 1) AS number
WITH here, found[number] AS one, CASE number WHEN 0 THEN lineages END AS lineages
WITH here, one, one.event AS event, lineages
RETURN event.id AS incidentId, event.date AS date,
  event.firstDay AS firstDay, event.datePrecision AS datePrecision, one.near = 1 AS near,
  one.like = 1 AS like, one.near = 0 AND one.unplaced = 1 AS unplaced,
  event.geoPrecision AS geoPrecision,
  CASE one.named WHEN 1 THEN true ELSE EXISTS { (event)-[:STRUCK]->(:Target) } END AS named,
  event.dataset AS dataset,
  one.doers AS doers, lineages,
  CASE WHEN here.cell IS NOT NULL THEN coalesce(here.coordinatePrecisionM, 0) / 1000.0 END AS hereKm,
  event.conflicts AS conflicts, event.sources AS sources
