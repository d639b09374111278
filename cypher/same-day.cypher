// Same day: attacks on one day at different places
// answers: >-
//   Days on which incidents are on record at two or more different places, with what happened at each.
//   Only incidents whose day is known are looked at; places are told apart by town or by facility.
// parameters:
//   group: {type: group, argument: true, help: only incidents this group is said to have done}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   fromDate: {type: date, option: from, edge: first, help: only from this date on}
//   toDate: {type: date, option: to, edge: last, help: only up to this date}
//   places: {type: integer, default: 2, minimum: 2, help: at how many places at least}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   date: {type: date, help: the day}
//   places: {type: list, help: where}
//   incidents: {type: integer, help: how many incidents}
//   perpetrators: {type: list, title: attributed to, help: groups named as perpetrators}
//   targets: {type: list, help: what was struck}
//   attributions: {type: list, hidden: true, help: on whose word}
//   incidentIds: {type: list, hidden: true, help: ids of the incidents}
//   sources: {type: sources, help: sources that state the incidents}
// examples:
//   - graphq same-day
//   - graphq same-day jnim --country ML
MATCH (event:Incident)
WHERE event.datePrecision = 'day' AND event.firstDay <= $asOf AND event.placeholder IS NULL
  AND ($country IS NULL OR event.country = $country)
  AND ($fromDate IS NULL OR event.firstDay >= $fromDate)
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND ($group IS NULL OR EXISTS { (event)-[:PERPETRATED_BY]->(:Group {id: $group}) })
MATCH (event)-[:OCCURRED_AT]->(location:Location)
OPTIONAL MATCH (event)-[:PERPETRATED_BY]->(perpetrator:Group)
OPTIONAL MATCH (event)-[:STRUCK]->(struck:Target)
WITH event, location, perpetrator, struck
ORDER BY event.id, location.name, perpetrator.name, struck.name
WITH event.firstDay AS day, collect(DISTINCT location.name + ' (' + event.country + ')') AS places,
  collect(DISTINCT event.id) AS incidentIds, count(DISTINCT struck.id) AS facilities,
  collect(DISTINCT coalesce(perpetrator.name, 'nobody named')) AS perpetrators,
  collect(DISTINCT coalesce(struck.name, event.targetDescription)) AS targets,
  collect(DISTINCT event.attribution) AS attributions,
  reduce(found = [], list IN collect(DISTINCT event.sources) |
    found + [source IN list WHERE NOT source IN found]) AS sources
WHERE size(places) >= $places OR facilities >= $places
RETURN day AS date, places, size(incidentIds) AS incidents, perpetrators, targets, attributions,
  incidentIds, sources
ORDER BY date
