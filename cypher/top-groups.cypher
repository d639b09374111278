// Top groups: who is said to have done most
// answers: >-
//   The groups to which most incidents are attributed within the filters, with how many of them a
//   group claimed itself. An incident that two groups are named for counts for both.
// parameters:
//   involved: {type: flag, default: false, help: 'also incidents in which a group was a side of a fight, neither attacker nor victim'}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   admin1: {type: location, levels: [admin1], help: only in this first-order unit}
//   tactic: {type: tactic, many: true, default: [], help: 'only with this tactic; given twice, with both'}
//   targetType: {type: target-type, help: 'only this kind of target, such as airport'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only incidents attributed to the group in this way
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   fromDate: {type: date, option: from, edge: first, help: only from this date on}
//   toDate: {type: date, option: to, edge: last, help: only up to this date}
//   limit: {type: integer, default: 10, minimum: 1, help: how many groups at most}
//   cited: {type: integer, minimum: 0, maximum: 200, option: sources, help: 'how many of the newest incidents behind each number are named, and how many of their sources; 20 unless it is said, fewer where there are many rows, and none in a table'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// counted: groupId
// kept:
//   takes: [involved, country, attribution, dataset, limit, cited, asOf]
//   claims: true
// columns:
//   groupId: {hidden: true, help: id of the group}
//   group: {help: the group}
//   incidents: {type: integer, help: incidents attributed to it}
//   claimed: {type: integer, help: 'of these, the ones that it is reported to have claimed'}
//   disputed: {type: integer, help: 'of these, the ones that are disputed'}
//   sideOnly: {type: integer, title: as a side only, help: 'with involved: of these, the ones in which the group was a side of a fight and is not said to have done it'}
//   fatalities: {type: integer, title: killed (best), help: sum of the official or last figures}
//   withoutFigure: {type: integer, title: no figure, help: incidents for which no official or last figure is known}
//   first: {type: date, help: 'date of the first of them, as far as it is known'}
//   last: {type: date, help: 'date of the last of them, as far as it is known'}
//   together: {title: Counted from several datasets, hidden: true, below: group, help: 'which datasets were counted together, if there are several; what two of them tell is counted twice'}
//   of: {type: integer, hidden: true, help: how many incidents the row rests on}
//   incidentIds: {type: list, hidden: true, help: 'ids of the newest of these incidents, as many as asked for'}
//   sources: {type: sources, help: 'sources that state these newest ones, as many as asked for'}
// notes:
//   - Counts are of the incidents on record here. The record is not a census; do not compare years.
// examples:
//   - graphq top-groups --country mali --from 2019
//   - graphq top-groups --target-type airport
CALL () {
  UNWIND CASE WHEN $admin1 IS NULL THEN [] ELSE [$admin1] END AS key
  MATCH (:Location {id: key})<-[:LOCATED_IN*0..4]-(:Location)<-[:OCCURRED_AT]-(event:Incident)
  RETURN DISTINCT event
  UNION ALL
  UNWIND CASE WHEN $admin1 IS NULL AND $country IS NOT NULL THEN [$country] ELSE [] END AS code
  MATCH (event:Incident {country: code})
  RETURN event
  UNION ALL
  UNWIND CASE WHEN $admin1 IS NULL AND $country IS NULL THEN [1] ELSE [] END AS scan
  MATCH (event:Incident)
  RETURN event
}
WITH event
WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
  AND ($fromDate IS NULL OR event.lastDay >= $fromDate)
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND ($country IS NULL OR event.country = $country)
  AND all(wanted IN $tactic WHERE wanted IN event.tactics)
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($targetType IS NULL OR event.targetType = $targetType
    OR EXISTS { (event)-[:STRUCK]->(:Target {targetType: $targetType}) })
MATCH (event)-[done:PERPETRATED_BY|INVOLVED]->(g:Group)
WHERE ($involved OR type(done) = 'PERPETRATED_BY')
  AND (size($attribution) = 0 OR coalesce(done.attribution, event.attribution) IN $attribution)
WITH g, g.id AS groupId, event, min(CASE type(done) WHEN 'INVOLVED' THEN 1 ELSE 0 END) AS side,
  max(CASE done.attribution WHEN 'disputed' THEN 1 ELSE 0 END) AS disputed
WITH g, groupId, count(event) AS incidents, sum(side) AS sideOnly, sum(disputed) AS disputed,
  sum(event.fatalitiesBest) AS fatalities, count(event.fatalitiesBest) AS figures,
  collect(DISTINCT event.dataset) AS unsorted, collect(event) AS events
ORDER BY incidents DESC, groupId
LIMIT toInteger($limit)
CALL (events) {
  UNWIND CASE $cited WHEN 0 THEN [] ELSE events END AS event
  // Summed up, so that a row to be sorted holds no list.
  WITH event.id AS id, max(event.firstDay) AS day
  WITH id, day
  ORDER BY day DESC, id DESC
  LIMIT toInteger(coalesce($cited, 20))
  RETURN collect(id) AS incidentIds
}
CALL (unsorted) {
  UNWIND unsorted AS name
  WITH name
  ORDER BY name
  RETURN collect(name) AS datasets
}
CALL (events) {
  UNWIND events AS event
  WITH toString(event.firstDay) + ' ' + event.id AS moment
  WITH min(moment) AS oldest, max(moment) AS newest
  MATCH (one:Incident {id: substring(oldest, 11)})
  MATCH (other:Incident {id: substring(newest, 11)})
  RETURN one.date AS first, other.date AS last
}
CALL (g, events) {
  UNWIND events AS event
  MATCH (event)-[said:CLAIMED_BY]->(g)
  WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf
  RETURN count(DISTINCT event) AS claimed
}
RETURN groupId, g.name AS group, incidents, claimed, disputed,
  CASE WHEN $involved THEN sideOnly END AS sideOnly, fatalities,
  incidents - figures AS withoutFigure, first, last,
  CASE WHEN size(datasets) > 1 THEN reduce(text = head(datasets), name IN tail(datasets) |
    text + ' and ' + name) + '; what several of them tell is counted once for each' END AS together,
  incidentIds
ORDER BY incidents DESC, groupId
