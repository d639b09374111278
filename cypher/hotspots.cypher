// Hotspots: where incidents concentrate
// answers: >-
//   The places, or the half-degree cells of the map, with most incidents within the filters, and what
//   share of all of them that is, each with the interval of the rates that could well have given it.
//   Incidents known only by their unit are in no place and no cell. An event that several incidents
//   are known to tell is counted once in each row, as the dossier has it, unless a dataset is named.
// parameters:
//   by: {type: choice, default: place, choices: [place, cell, admin1, admin2], help: 'what to concentrate by; a cell is half a degree each way, some 55 km, and told for each country it lies in'}
//   group: {type: group, argument: true, help: only incidents this group is said to have done}
//   involved: {type: flag, default: false, help: 'also incidents in which a group was a side of a fight, neither attacker nor victim'}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   tactic: {type: tactic, many: true, default: [], help: 'only with this tactic; given twice, with both'}
//   onlyTactic: {type: tactic, many: true, default: [], help: 'only with this tactic and no other on record, but for complex, which says how and not with what; given twice, with just these two'}
//   targetType: {type: target-type, help: 'only this kind of target and those below it, such as airport or military'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only attributed in this way
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   fromDate: {type: date, option: from, edge: first, help: only from this date on}
//   toDate: {type: date, option: to, edge: last, help: only up to this date}
//   limit: {type: integer, default: 10, minimum: 1, help: how many at most}
//   cited: {type: integer, minimum: 0, maximum: 200, option: sources, help: 'how many of the newest incidents behind each number are named, and how many of their sources; 20 unless it is said, fewer where there are many rows, and none in a table'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// then: hotspots
// counted: key
// kept:
//   takes: [by, country, attribution, dataset, limit, cited, asOf]
//   choices: {by: [place]}
// reads:
//   key: 'what tells it from others: id and country of the place, number and country of the cell, or id of the unit'
//   placeId: 'id of the place or the unit; blank for a cell'
//   place: 'the place, the unit, or the middle of the cell'
//   beside: 'what tells it apart from another that is called so, the shortest first'
//   country: two-letter code
//   latitude: 'middle of the cell, in degrees'
//   longitude: 'middle of the cell, in degrees'
//   incidents: incidents there
//   total: all incidents within the filters that have such a place
//   sideOnly: 'with involved: of these, the ones in which the group was a side of a fight and is not said to have done it'
//   fatalities: sum of the official or last figures; blank where there is none
//   withoutFigure: incidents for which no official or last figure is known
//   otherLow: sum of the lowest figures of the incidents without such a figure; blank where there is none
//   otherHigh: sum of the highest figures of the incidents without such a figure; blank where there is none
//   furtherTellings: further tellings of the same events, which are not counted
//   perpetrators: 'groups named as perpetrators: of each its id, name and full name'
//   first: 'date of the first of them, as far as it is known'
//   last: 'date of the last of them, as far as it is known'
//   datasets: the datasets that tell the incidents
//   incidentIds: 'ids of the newest of them, as many as asked for'
// columns:
//   key: {hidden: true, help: 'what tells it from others: id and country of the place, number and country of the cell, or id of the unit'}
//   placeId: {hidden: true, help: 'id of the place or the unit; blank for a cell'}
//   place: {help: 'the place, the unit, or the middle of the cell'}
//   country: {help: two-letter code}
//   latitude: {type: number, hidden: true, help: 'middle of the cell, in degrees'}
//   longitude: {type: number, hidden: true, help: 'middle of the cell, in degrees'}
//   incidents: {type: integer, help: incidents there}
//   low: {type: number, hidden: true, help: lower end of the exact interval of that number}
//   high: {type: number, hidden: true, help: upper end of it}
//   interval: {title: 95 %, help: 'the rates that could well have given such a number: of 100 such intervals 95 hold the true one'}
//   share: {type: number, help: share of all incidents within the filters that have such a place}
//   shareLow: {type: number, hidden: true, help: "lower end of the share's interval"}
//   shareHigh: {type: number, hidden: true, help: upper end of it}
//   shareInterval: {hidden: true, title: 95 % of share, help: 'the shares that could well have given such a number: of 100 such intervals 95 hold the true one'}
//   small: {title: how sure, help: 'few: fewer than five incidents'}
//   sideOnly: {type: integer, title: as a side only, help: 'with involved: of these, the ones in which the group was a side of a fight and is not said to have done it'}
//   fatalities: {type: integer, title: killed (best), help: sum of the official or last figures; blank where there is none}
//   withoutFigure: {type: integer, hidden: true, help: incidents for which no official or last figure is known; the sum leaves them out}
//   otherLow: {type: integer, hidden: true, help: sum of the lowest figures of the incidents without such a figure; blank where there is none}
//   otherHigh: {type: integer, hidden: true, help: sum of the highest figures of the incidents without such a figure; blank where there is none}
//   besides: {title: without a figure, help: 'how many incidents have no official or last figure, and what is reported of those killed in them, which no sum holds'}
//   furtherTellings: {type: integer, title: further tellings, usual: '0', help: 'further tellings of the same events, which are not counted'}
//   perpetratorIds: {type: list, hidden: true, help: ids of these groups}
//   perpetrators: {type: list, title: attributed to, help: groups named as perpetrators}
//   first: {type: date, help: 'date of the first of them, as far as it is known'}
//   last: {type: date, help: 'date of the last of them, as far as it is known'}
//   together: {title: Counted from several datasets, hidden: true, below: place, help: 'which datasets were counted together, if there are several; what is not known to be one event is counted once for each'}
//   of: {type: integer, hidden: true, help: how many incidents the row rests on}
//   incidentIds: {type: list, hidden: true, help: 'ids of the newest of these incidents, as many as asked for'}
//   sources: {type: sources, help: 'sources that state these newest ones, as many as asked for'}
// notes:
//   - Where reporting is good, more is on record. The record is not a census.
// examples:
//   - graphq hotspots jnim --from 2018
//   - graphq hotspots --by cell --country mali
CALL () {
  UNWIND CASE WHEN $group IS NULL THEN [] ELSE [$group] END AS key
  MATCH (:Group {id: key})<-[:PERPETRATED_BY]-(event:Incident)
  RETURN event, 0 AS side
  UNION ALL
  UNWIND CASE WHEN $involved AND $group IS NOT NULL THEN [$group] ELSE [] END AS key
  MATCH (:Group {id: key})<-[:INVOLVED]-(event:Incident)
  RETURN event, 1 AS side
  UNION ALL
  UNWIND CASE WHEN $group IS NULL AND $country IS NOT NULL THEN [$country] ELSE [] END AS code
  MATCH (event:Incident {country: code})
  RETURN event, 0 AS side
  UNION ALL
  UNWIND CASE WHEN $group IS NULL AND $country IS NULL THEN [1] ELSE [] END AS scan
  MATCH (event:Incident)
  RETURN event, 0 AS side
}
WITH event, side
WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
  AND ($fromDate IS NULL OR event.lastDay >= $fromDate)
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND ($country IS NULL OR event.country = $country)
  AND all(wanted IN $tactic WHERE wanted IN event.tactics)
  AND (size($onlyTactic) = 0 OR (all(wanted IN $onlyTactic WHERE wanted IN event.tactics)
    AND all(one IN event.tactics WHERE one IN $onlyTactic OR one = 'complex')))
  AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($targetType IS NULL OR event.targetType IN $targetType
    OR EXISTS { MATCH (event)-[:STRUCK]->(struck:Target) WHERE struck.targetType IN $targetType })
WITH event, min(side) AS side
OPTIONAL MATCH (event)-[:OCCURRED_AT]->(location:Location)
WHERE $by = 'place' AND location.level = 'place'
WITH event, side, CASE $by WHEN 'place' THEN location.id WHEN 'admin1' THEN event.admin1Id
    WHEN 'admin2' THEN event.admin2Id
    WHEN 'cell' THEN CASE WHEN event.geoPrecision IN ['exact', 'near'] THEN toString(event.cell) END
  END AS spot
WHERE spot IS NOT NULL
WITH spot, CASE WHEN $by IN ['place', 'cell'] THEN event.country END AS country,
  CASE WHEN $dataset IS NULL THEN event.tellingOf END AS telling,
  CASE WHEN $dataset IS NULL AND event.tellingOf IS NOT NULL
    THEN CASE WHEN event.dataset STARTS WITH 'dossier:' THEN '0 ' ELSE '1 ' END
      + event.dataset + ' ' + event.id END AS place,
  count(event) AS here, sum(side) AS side,
  event.fatalitiesBest IS NOT NULL AS known, sum(event.fatalitiesBest) AS best,
  count(event.fatalitiesLow) AS lows, sum(event.fatalitiesLow) AS low,
  count(coalesce(event.fatalitiesHigh, event.fatalitiesLow)) AS highs,
  sum(coalesce(event.fatalitiesHigh, event.fatalitiesLow)) AS high,
  collect(DISTINCT event.dataset) AS datasets, collect(event) AS events
// Of what several incidents tell, one is counted in each row: the dossier's, if it tells it.
WITH spot, country, telling, min(place) AS first, count(place) AS tellings, collect({
    place: place, side: side, here: here, best: best, known: known, lows: lows,
    low: low, highs: highs, high: high, datasets: datasets, events: events
  }) AS parts
UNWIND [part IN parts WHERE telling IS NULL OR part.place = first] AS part
WITH spot, country, sum(part.here) AS incidents, sum(part.side) AS sideOnly,
  sum(part.best) AS best, sum(CASE WHEN part.known THEN part.here ELSE 0 END) AS figures,
  sum(CASE WHEN part.known THEN 0 ELSE part.lows END) AS lows,
  sum(CASE WHEN part.known THEN 0 ELSE part.low END) AS low,
  sum(CASE WHEN part.known THEN 0 ELSE part.highs END) AS highs,
  sum(CASE WHEN part.known THEN 0 ELSE part.high END) AS high,
  sum(CASE WHEN telling IS NULL THEN 0 ELSE tellings - 1 END) AS furtherTellings,
  collect(part.datasets) AS datasets, collect(part.events) AS lists
WITH sum(incidents) AS total, collect({
    spot: spot, key: CASE WHEN $by IN ['place', 'cell'] THEN spot + ' ' + coalesce(country, '')
      ELSE spot END, country: country, incidents: incidents, sideOnly: sideOnly,
    fatalities: CASE WHEN figures > 0 THEN best END, withoutFigure: incidents - figures,
    otherLow: CASE WHEN lows > 0 THEN low END, otherHigh: CASE WHEN highs > 0 THEN high END,
    furtherTellings: furtherTellings, datasets: datasets, lists: lists
  }) AS spots
UNWIND spots AS one
WITH total, one, one.incidents AS incidents, coalesce(one.fatalities, -1) AS killed, one.key AS key
ORDER BY incidents DESC, killed DESC, key
LIMIT toInteger($limit)
WITH total, one, incidents, killed, key, one.spot AS spot, one.lists AS lists, one.datasets AS sets
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
  MATCH (opening:Incident {id: substring(oldest, 11)})
  MATCH (closing:Incident {id: substring(newest, 11)})
  RETURN opening.date AS first, closing.date AS last
}
CALL (lists) {
  UNWIND lists AS events
  UNWIND events AS event
  MATCH (event)-[:PERPETRATED_BY]->(perpetrator:Group)
  WITH DISTINCT perpetrator
  WITH perpetrator.name AS name, perpetrator.id AS id, perpetrator.fullName AS fullName
  ORDER BY name, id
  RETURN collect([id, name, fullName]) AS perpetrators
}
CALL (sets) {
  UNWIND sets AS some
  UNWIND some AS name
  RETURN collect(DISTINCT name) AS datasets
}
OPTIONAL MATCH (known:Location {id: spot})
WHERE $by <> 'cell'
OPTIONAL MATCH (known)-[:LOCATED_IN]->(above:Location)
WHERE above.level <> 'country'
WITH key, one, spot, incidents, total, killed, perpetrators, first, last, incidentIds, datasets,
  known, min(above.name) AS above, CASE WHEN $by = 'cell' THEN toInteger(spot) END AS cell
WITH *, CASE $by WHEN 'place' THEN known.name
    WHEN 'cell' THEN toString(cell / 720 / 2.0 - 89.75) + ', ' + toString(cell % 720 / 2.0 - 179.75)
    ELSE known.fullName END AS place
RETURN key, known.id AS placeId, place, [known.country, above + ', ' + known.country] AS beside,
  CASE WHEN $by IN ['place', 'cell'] THEN one.country ELSE known.country END AS country,
  cell / 720 / 2.0 - 89.75 AS latitude, cell % 720 / 2.0 - 179.75 AS longitude,
  incidents, total, CASE WHEN $involved AND $group IS NOT NULL THEN one.sideOnly END AS sideOnly,
  one.fatalities AS fatalities, one.withoutFigure AS withoutFigure, one.otherLow AS otherLow,
  one.otherHigh AS otherHigh, one.furtherTellings AS furtherTellings, perpetrators, first, last,
  datasets, incidentIds
ORDER BY incidents DESC, killed DESC, key
