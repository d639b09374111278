// Hotspots: where incidents concentrate
// answers: >-
//   The places, or the half-degree cells of the map, with most incidents within the filters, and what
//   share of all of them that is, each with the interval of the rates that could well have given it.
//   Incidents known only by their unit are in no place and no cell.
// parameters:
//   by: {type: choice, default: place, choices: [place, cell, admin1, admin2], help: 'what to concentrate by; a cell is half a degree each way, some 55 km, and told for each country it lies in'}
//   group: {type: group, argument: true, help: only incidents this group is said to have done}
//   involved: {type: flag, default: false, help: 'also incidents in which a group was a side of a fight, neither attacker nor victim'}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
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
//   limit: {type: integer, default: 10, minimum: 1, help: how many at most}
//   cited: {type: integer, minimum: 0, maximum: 200, option: sources, help: 'how many of the newest incidents behind each number are named, and how many of their sources; 20 unless it is said, fewer where there are many rows, and none in a table'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// then: hotspots
// counted: key
// kept:
//   takes: [by, country, attribution, dataset, limit, cited, asOf]
//   choices: {by: [place]}
// reads:
//   key: 'what tells it from others: id and country of the place, number and country of the cell, or country and names of the unit'
//   place: 'the place, the unit, or the middle of the cell'
//   country: two-letter code
//   latitude: 'middle of the cell, in degrees'
//   longitude: 'middle of the cell, in degrees'
//   incidents: incidents there
//   total: all incidents within the filters that have such a place
//   sideOnly: 'with involved: of these, the ones in which the group was a side of a fight and is not said to have done it'
//   fatalities: sum of the official or last figures
//   perpetrators: groups named as perpetrators
//   first: 'date of the first of them, as far as it is known'
//   last: 'date of the last of them, as far as it is known'
//   datasets: the datasets that tell the incidents
//   incidentIds: 'ids of the newest of them, as many as asked for'
// columns:
//   key: {hidden: true, help: 'what tells it from others: id and country of the place, number and country of the cell, or country and names of the unit'}
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
//   fatalities: {type: integer, title: killed (best), help: sum of the official or last figures}
//   perpetrators: {type: list, title: attributed to, help: groups named as perpetrators}
//   first: {type: date, help: 'date of the first of them, as far as it is known'}
//   last: {type: date, help: 'date of the last of them, as far as it is known'}
//   together: {title: Counted from several datasets, hidden: true, below: place, help: 'which datasets were counted together, if there are several; what two of them tell is counted twice'}
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
  AND (size($attribution) = 0 OR event.attribution IN $attribution)
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($targetType IS NULL OR event.targetType = $targetType
    OR EXISTS { (event)-[:STRUCK]->(:Target {targetType: $targetType}) })
WITH event, min(side) AS side
OPTIONAL MATCH (event)-[:OCCURRED_AT]->(location:Location)
WHERE $by = 'place' AND location.level = 'place'
WITH event, side, location, CASE $by
    WHEN 'place' THEN location.id + ' ' + coalesce(event.country, '')
    WHEN 'cell' THEN CASE WHEN event.geoPrecision IN ['exact', 'near']
      THEN toString(event.cell) + ' ' + coalesce(event.country, '') END
    WHEN 'admin1' THEN event.country + ' ' + event.admin1
    ELSE event.country + ' ' + coalesce(event.admin1, '') + ' ' + event.admin2 END AS key
WHERE key IS NOT NULL
WITH key, location.name AS name, event.country AS country, count(event) AS incidents,
  sum(side) AS sideOnly, sum(event.fatalitiesBest) AS fatalities, min(event.cell) AS cell,
  collect(DISTINCT event.dataset) AS datasets, collect(event) AS events
WITH sum(incidents) AS total, collect({
    key: key, name: name, country: country, incidents: incidents, sideOnly: sideOnly,
    fatalities: fatalities, cell: cell, datasets: datasets, events: events
  }) AS spots
UNWIND spots AS spot
WITH total, spot, spot.incidents AS incidents, spot.fatalities AS fatalities, spot.key AS key
ORDER BY incidents DESC, fatalities DESC, key
LIMIT toInteger($limit)
WITH total, spot, incidents, fatalities, key, spot.events AS events, spot.cell AS cell
CALL (events) {
  UNWIND CASE $cited WHEN 0 THEN [] ELSE events END AS event
  // Summed up, so that a row to be sorted holds no list.
  WITH event.id AS id, max(event.firstDay) AS day
  WITH id, day
  ORDER BY day DESC, id DESC
  LIMIT toInteger(coalesce($cited, 20))
  RETURN collect(id) AS incidentIds
}
CALL (events) {
  UNWIND events AS event
  WITH toString(event.firstDay) + ' ' + event.id AS moment
  WITH min(moment) AS oldest, max(moment) AS newest
  MATCH (one:Incident {id: substring(oldest, 11)})
  MATCH (other:Incident {id: substring(newest, 11)})
  RETURN one AS opening, other AS closing
}
CALL (events) {
  UNWIND events AS event
  MATCH (event)-[:PERPETRATED_BY]->(perpetrator:Group)
  WITH DISTINCT perpetrator.name AS name
  ORDER BY name
  RETURN collect(name) AS perpetrators
}
WITH key, spot, cell, incidents, total, fatalities, perpetrators, opening, closing, incidentIds,
  CASE $by WHEN 'place' THEN spot.name WHEN 'admin1' THEN opening.admin1
    WHEN 'admin2' THEN opening.admin2
    ELSE toString(cell / 720 / 2.0 - 89.75) + ', ' + toString(cell % 720 / 2.0 - 179.75) END AS place
RETURN key, place, spot.country AS country,
  CASE WHEN $by = 'cell' THEN cell / 720 / 2.0 - 89.75 END AS latitude,
  CASE WHEN $by = 'cell' THEN cell % 720 / 2.0 - 179.75 END AS longitude,
  incidents, total, CASE WHEN $involved AND $group IS NOT NULL THEN spot.sideOnly END AS sideOnly,
  fatalities, perpetrators, opening.date AS first, closing.date AS last, spot.datasets AS datasets,
  incidentIds
ORDER BY incidents DESC, fatalities DESC, key
