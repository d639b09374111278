// Top groups: who is said to have done most
// answers: >-
//   The groups to which most incidents are attributed within the filters, with how many of them a
//   group claimed itself. An incident that two groups are named for counts for both. An event that
//   several incidents are known to tell is counted once for each group, as the dossier has it, unless
//   a dataset is named.
// parameters:
//   involved: {type: flag, default: false, help: 'also incidents in which a group was a side of a fight, neither attacker nor victim'}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   admin1: {type: location, levels: [admin1], help: only in this first-order unit}
//   tactic: {type: tactic, many: true, default: [], help: 'only with this tactic; given twice, with both'}
//   onlyTactic: {type: tactic, many: true, default: [], help: 'only with this tactic and no other on record, but for complex, which says how and not with what; given twice, with just these two'}
//   targetType: {type: target-type, help: 'only this kind of target and those below it, such as airport or military'}
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
// then: top-groups
// counted: groupId
// kept:
//   takes: [involved, country, attribution, dataset, limit, cited, asOf]
//   claims: true
// reads:
//   groupId: id of the group
//   group: the group
//   fullName: 'its full name, which tells it apart from another that is called so'
//   incidents: incidents attributed to it
//   claimed: 'of these, the ones that it is reported to have claimed'
//   disputed: 'of these, the ones that are disputed'
//   sideOnly: 'with involved: of these, the ones in which the group was a side of a fight and is not said to have done it'
//   fatalities: sum of the official or last figures; blank where there is none
//   withoutFigure: incidents for which no official or last figure is known
//   otherLow: sum of the lowest figures of the incidents without such a figure; blank where there is none
//   otherHigh: sum of the highest figures of the incidents without such a figure; blank where there is none
//   furtherTellings: further tellings of the same events, which are not counted
//   first: 'date of the first of them, as far as it is known'
//   last: 'date of the last of them, as far as it is known'
//   datasets: the datasets of what was counted
//   incidentIds: 'ids of the newest of them, as many as asked for'
// columns:
//   groupId: {hidden: true, help: id of the group}
//   group: {help: the group}
//   incidents: {type: integer, help: incidents attributed to it}
//   claimed: {type: integer, help: 'of these, the ones that it is reported to have claimed'}
//   disputed: {type: integer, help: 'of these, the ones that are disputed'}
//   sideOnly: {type: integer, title: as a side only, help: 'with involved: of these, the ones in which the group was a side of a fight and is not said to have done it'}
//   fatalities: {type: integer, title: killed (best), help: sum of the official or last figures; blank where there is none}
//   withoutFigure: {type: integer, hidden: true, help: incidents for which no official or last figure is known; the sum leaves them out}
//   otherLow: {type: integer, hidden: true, help: sum of the lowest figures of the incidents without such a figure; blank where there is none}
//   otherHigh: {type: integer, hidden: true, help: sum of the highest figures of the incidents without such a figure; blank where there is none}
//   besides: {title: without a figure, help: 'how many incidents have no official or last figure, and what is reported of those killed in them, which no sum holds'}
//   furtherTellings: {type: integer, title: further tellings, usual: '0', help: 'further tellings of the same events, which are not counted'}
//   first: {type: date, help: 'date of the first of them, as far as it is known'}
//   last: {type: date, help: 'date of the last of them, as far as it is known'}
//   together: {title: Counted from several datasets, hidden: true, below: group, help: 'which datasets were counted together, if there are several; what is not known to be one event is counted once for each'}
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
  MATCH (event:Incident {admin1Id: key})
  RETURN event
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
  AND (size($onlyTactic) = 0 OR (all(wanted IN $onlyTactic WHERE wanted IN event.tactics)
    AND all(one IN event.tactics WHERE one IN $onlyTactic OR one = 'complex')))
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($targetType IS NULL OR event.targetType IN $targetType
    OR EXISTS { MATCH (event)-[:STRUCK]->(struck:Target) WHERE struck.targetType IN $targetType })
MATCH (event)-[done:PERPETRATED_BY|INVOLVED]->(g:Group)
WHERE ($involved OR type(done) = 'PERPETRATED_BY')
  AND (size($attribution) = 0 OR (coalesce(done.attribution, event.attribution) IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
WITH g.id AS groupId, event, min(CASE type(done) WHEN 'INVOLVED' THEN 1 ELSE 0 END) AS side,
  max(CASE done.attribution WHEN 'disputed' THEN 1 ELSE 0 END) AS disputed
WITH groupId, CASE WHEN $dataset IS NULL THEN event.tellingOf END AS telling,
  CASE WHEN $dataset IS NULL AND event.tellingOf IS NOT NULL
    THEN CASE WHEN event.dataset STARTS WITH 'dossier:' THEN '0 ' ELSE '1 ' END
      + event.dataset + ' ' + event.id END AS place,
  event.dataset AS dataset, count(event) AS here, sum(side) AS side, sum(disputed) AS disputed,
  event.fatalitiesBest IS NOT NULL AS known, sum(event.fatalitiesBest) AS best,
  count(event.fatalitiesLow) AS lows, sum(event.fatalitiesLow) AS low,
  count(coalesce(event.fatalitiesHigh, event.fatalitiesLow)) AS highs,
  sum(coalesce(event.fatalitiesHigh, event.fatalitiesLow)) AS high,
  collect(event) AS events
// Of what several incidents tell, one is counted in each row: the dossier's, if it tells it.
WITH groupId, telling, min(place) AS first, count(place) AS tellings, collect({
    place: place, side: side, dataset: dataset, here: here, disputed: disputed,
    best: best, known: known, lows: lows, low: low, highs: highs, high: high,
    events: events
  }) AS parts
UNWIND [part IN parts WHERE telling IS NULL OR part.place = first] AS part
WITH groupId, sum(part.here) AS incidents, sum(part.side) AS sideOnly,
  sum(part.disputed) AS disputed,
  sum(part.best) AS best, sum(CASE WHEN part.known THEN part.here ELSE 0 END) AS figures,
  sum(CASE WHEN part.known THEN 0 ELSE part.lows END) AS lows,
  sum(CASE WHEN part.known THEN 0 ELSE part.low END) AS low,
  sum(CASE WHEN part.known THEN 0 ELSE part.highs END) AS highs,
  sum(CASE WHEN part.known THEN 0 ELSE part.high END) AS high,
  sum(CASE WHEN telling IS NULL THEN 0 ELSE tellings - 1 END) AS furtherTellings,
  collect(DISTINCT part.dataset) AS datasets, collect(part.events) AS lists
ORDER BY incidents DESC, groupId
LIMIT toInteger($limit)
MATCH (g:Group {id: groupId})
CALL (lists) {
  UNWIND CASE $cited WHEN 0 THEN [] ELSE lists END AS events
  UNWIND events AS event
  // Summed up, so that a row to be sorted holds no list.
  WITH event.id AS id, max(event.firstDay) AS day
  WITH id, day
  ORDER BY day DESC, id DESC
  LIMIT toInteger(coalesce($cited, 20))
  RETURN collect(id) AS incidentIds
}
CALL (lists) {
  UNWIND lists AS events
  UNWIND events AS event
  WITH toString(event.firstDay) + ' ' + event.id AS moment
  WITH min(moment) AS oldest, max(moment) AS newest
  MATCH (one:Incident {id: substring(oldest, 11)})
  MATCH (other:Incident {id: substring(newest, 11)})
  RETURN one.date AS first, other.date AS last
}
CALL (g, lists) {
  UNWIND lists AS events
  UNWIND events AS event
  MATCH (event)-[said:CLAIMED_BY]->(g)
  WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf
  RETURN count(DISTINCT event) AS claimed
}
RETURN groupId, g.name AS group, g.fullName AS fullName, incidents, claimed, disputed,
  CASE WHEN $involved THEN sideOnly END AS sideOnly,
  CASE WHEN figures > 0 THEN best END AS fatalities, incidents - figures AS withoutFigure,
  CASE WHEN lows > 0 THEN low END AS otherLow, CASE WHEN highs > 0 THEN high END AS otherHigh,
  furtherTellings, first, last, datasets,
  incidentIds
ORDER BY incidents DESC, groupId
