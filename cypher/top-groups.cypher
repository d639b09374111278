// Top groups: who is said to have done most
// answers: >-
//   The groups to which most incidents are attributed within the filters, with how many of them a
//   group claimed itself. An incident that two groups are named for counts for both.
// parameters:
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   admin1: {type: location, levels: [admin1], help: only in this first-order unit}
//   tactic: {type: tactic, many: true, default: [], help: 'only with this tactic; given twice, with both'}
//   targetType: {type: target-type, help: 'only this kind of target, such as airport'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only attributed in this way
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   fromDate: {type: date, option: from, edge: first, help: only from this date on}
//   toDate: {type: date, option: to, edge: last, help: only up to this date}
//   limit: {type: integer, default: 10, minimum: 1, help: how many groups at most}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   groupId: {hidden: true, help: id of the group}
//   group: {help: the group}
//   incidents: {type: integer, help: incidents attributed to it}
//   claimed: {type: integer, help: 'of these, the ones that it is reported to have claimed'}
//   disputed: {type: integer, help: 'of these, the ones that are disputed'}
//   fatalities: {type: integer, title: killed (best), help: sum of the official or last figures}
//   withoutFigure: {type: integer, title: no figure, help: incidents for which no official or last figure is known}
//   first: {type: date, help: 'date of the first of them, as far as it is known'}
//   last: {type: date, help: 'date of the last of them, as far as it is known'}
//   incidentIds: {type: list, hidden: true, help: ids of the incidents; the first 200}
//   sources: {type: sources, help: sources that state the incidents; the first 200}
// notes:
//   - Counts are of the incidents on record here. The record is not a census; do not compare years.
// examples:
//   - graphq top-groups --country mali --from 2019
//   - graphq top-groups --target-type airport
MATCH (event:Incident)-[done:PERPETRATED_BY]->(g:Group)
WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
  AND ($fromDate IS NULL OR event.lastDay >= $fromDate)
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND ($country IS NULL OR event.country = $country)
  AND all(wanted IN $tactic WHERE wanted IN event.tactics)
  AND (size($attribution) = 0 OR done.attribution IN $attribution)
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($targetType IS NULL OR event.targetType = $targetType
    OR EXISTS { (event)-[:STRUCK]->(:Target {targetType: $targetType}) })
  AND ($admin1 IS NULL
    OR EXISTS { (event)-[:OCCURRED_AT]->(:Location)-[:LOCATED_IN*0..4]->(:Location {id: $admin1}) })
OPTIONAL MATCH (event)-[claim:CLAIMED_BY]->(g)
WITH g, event, done, count(claim) > 0 AS claimed
ORDER BY event.firstDay, event.id
WITH g, count(event) AS incidents, sum(CASE WHEN claimed THEN 1 ELSE 0 END) AS claimed,
  sum(CASE WHEN done.attribution = 'disputed' THEN 1 ELSE 0 END) AS disputed,
  sum(coalesce(event.fatalitiesBest, 0)) AS fatalities,
  sum(CASE WHEN event.fatalitiesBest IS NULL THEN 1 ELSE 0 END) AS withoutFigure,
  collect(event.date) AS dates, collect(event.id) AS ids,
  reduce(found = [], list IN collect(event.sources) |
    found + [source IN list WHERE NOT source IN found]) AS sources
RETURN g.id AS groupId, g.name AS group, incidents, claimed, disputed, fatalities, withoutFigure,
  dates[0] AS first, dates[size(dates) - 1] AS last, ids[0..200] AS incidentIds,
  sources[0..200] AS sources
ORDER BY incidents DESC, groupId
LIMIT toInteger($limit)
