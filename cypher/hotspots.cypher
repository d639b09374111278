// Hotspots: where incidents concentrate
// answers: >-
//   The places, or the half-degree cells of the map, with most incidents within the filters, and what
//   share of all of them that is. Incidents known only by their unit are in no place and no cell.
// parameters:
//   by: {type: choice, default: place, choices: [place, cell, admin1, admin2], help: 'what to concentrate by; a cell is half a degree each way, some 55 km, and told for each country it lies in'}
//   group: {type: group, argument: true, help: only incidents this group is said to have done}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   tactic: {type: tactic, many: true, default: [], help: 'only with this tactic; given twice, with both'}
//   targetType: {type: target-type, help: 'only this kind of target, such as airport'}
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   fromDate: {type: date, option: from, edge: first, help: only from this date on}
//   toDate: {type: date, option: to, edge: last, help: only up to this date}
//   limit: {type: integer, default: 10, minimum: 1, help: how many at most}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   place: {help: 'the place, the unit, or the middle of the cell'}
//   country: {help: two-letter code}
//   latitude: {type: number, hidden: true, help: 'middle of the cell, in degrees'}
//   longitude: {type: number, hidden: true, help: 'middle of the cell, in degrees'}
//   incidents: {type: integer, help: incidents there}
//   share: {type: number, help: share of all incidents within the filters that have such a place}
//   small: {title: how sure, help: 'few: fewer than five incidents'}
//   fatalities: {type: integer, title: killed (best), help: sum of the official or last figures}
//   perpetrators: {type: list, title: attributed to, help: groups named as perpetrators}
//   first: {type: date, help: 'date of the first of them, as far as it is known'}
//   last: {type: date, help: 'date of the last of them, as far as it is known'}
//   incidentIds: {type: list, hidden: true, help: ids of the incidents; the first 200}
//   sources: {type: sources, help: sources that state the incidents; the first 200}
// notes:
//   - Where reporting is good, more is on record. The record is not a census.
// examples:
//   - graphq hotspots jnim --from 2018
//   - graphq hotspots --by cell --country mali
MATCH (event:Incident)
WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
  AND ($fromDate IS NULL OR event.lastDay >= $fromDate)
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND ($country IS NULL OR event.country = $country)
  AND all(wanted IN $tactic WHERE wanted IN event.tactics)
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($group IS NULL OR EXISTS { (event)-[:PERPETRATED_BY]->(:Group {id: $group}) })
  AND ($targetType IS NULL OR event.targetType = $targetType
    OR EXISTS { (event)-[:STRUCK]->(:Target {targetType: $targetType}) })
OPTIONAL MATCH (event)-[:OCCURRED_AT]->(location:Location {level: 'place'})
OPTIONAL MATCH (event)-[:PERPETRATED_BY]->(perpetrator:Group)
WITH event, head(collect(DISTINCT location)) AS location,
  collect(DISTINCT perpetrator.name) AS names
WITH event, names, CASE $by
    WHEN 'place' THEN CASE WHEN location IS NOT NULL THEN location.id END
    WHEN 'cell' THEN CASE WHEN event.geoPrecision IN ['exact', 'near'] THEN toString(event.cell) END
    WHEN 'admin1' THEN event.country + ' ' + event.admin1
    ELSE event.country + ' ' + coalesce(event.admin1, '') + ' ' + event.admin2 END AS key,
  CASE $by
    WHEN 'place' THEN location.name
    WHEN 'cell' THEN toString(event.cell / 720 / 2.0 - 89.75) + ', '
      + toString(event.cell % 720 / 2.0 - 179.75)
    WHEN 'admin1' THEN event.admin1 ELSE event.admin2 END AS place
WHERE key IS NOT NULL
ORDER BY event.firstDay, event.id
WITH key, place, event.country AS country, count(event) AS incidents,
  min(event.cell) AS cell, sum(coalesce(event.fatalitiesBest, 0)) AS fatalities,
  collect(event.date) AS dates, collect(event.id) AS ids, collect(names) AS named,
  reduce(found = [], list IN collect(event.sources) |
    found + [source IN list WHERE NOT source IN found]) AS sources
WITH collect({
    key: key, place: place, country: country, incidents: incidents, cell: cell,
    fatalities: fatalities, dates: dates, ids: ids, named: named, sources: sources
  }) AS spots, sum(incidents) AS total
UNWIND spots AS spot
UNWIND CASE WHEN size(spot.named) = 0 THEN [[]] ELSE spot.named END AS list
UNWIND CASE WHEN size(list) = 0 THEN [null] ELSE list END AS name
WITH spot, total, name
ORDER BY name
WITH spot, total, collect(DISTINCT name) AS perpetrators
RETURN spot.place AS place, spot.country AS country,
  CASE WHEN $by = 'cell' THEN spot.cell / 720 / 2.0 - 89.75 END AS latitude,
  CASE WHEN $by = 'cell' THEN spot.cell % 720 / 2.0 - 179.75 END AS longitude,
  spot.incidents AS incidents, round(toFloat(spot.incidents) / total, 3) AS share,
  CASE WHEN spot.incidents < 5 THEN 'few' ELSE '' END AS small, spot.fatalities AS fatalities,
  perpetrators, spot.dates[0] AS first, spot.dates[size(spot.dates) - 1] AS last,
  spot.ids[0..200] AS incidentIds, spot.sources[0..200] AS sources
ORDER BY incidents DESC, fatalities DESC, spot.key
LIMIT toInteger($limit)
