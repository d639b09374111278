// Same day: attacks on one day at different places
// answers: >-
//   Days on which incidents are on record at two or more different places, with what happened at each.
//   Only incidents whose day is known are looked at; places are told apart by town or by facility.
//   Incidents of two datasets are not put together, since they may tell the same.
// parameters:
//   group: {type: group, argument: true, help: only incidents this group is said to have done}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   fromDate: {type: date, option: from, edge: first, help: only from this date on}
//   toDate: {type: date, option: to, edge: last, help: only up to this date}
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only incidents attributed in this way
//   places: {type: integer, default: 2, minimum: 2, help: at how many places at least}
//   limit: {type: integer, default: 1000, minimum: 1, help: 'how many days at most, the earliest first'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   date: {type: date, help: the day}
//   places: {type: list, help: where}
//   incidents: {type: integer, help: how many incidents}
//   perpetrators: {type: list, title: attributed to, help: groups named as perpetrators}
//   targets: {type: list, help: what was struck}
//   dataset: {help: the dataset whose incidents these are}
//   attributions: {type: list, hidden: true, help: on whose word}
//   incidentIds: {type: list, hidden: true, help: ids of the incidents}
//   fitting: {type: integer, hidden: true, help: 'how many such days there are, those of each dataset by themselves'}
//   leftOut: {title: How many such days there are, hidden: true, below: fitting, help: 'that some of them are not among the rows, where the limit left them out'}
//   sources: {type: sources, help: sources that state the incidents; the first 200}
// examples:
//   - graphq same-day
//   - graphq same-day jnim --country ML
WITH CASE WHEN $group IS NOT NULL THEN 'group' WHEN $country IS NOT NULL THEN 'country'
    WHEN duration.inDays($fromDate, $toDate).days <= 400 THEN 'days' ELSE 'all' END AS start
CALL (start) {
  UNWIND CASE WHEN start = 'group' THEN [$group] ELSE [] END AS key
  MATCH (:Group {id: key})<-[:PERPETRATED_BY]-(event:Incident)
  RETURN event
  UNION ALL
  UNWIND CASE WHEN start = 'country' THEN [$country] ELSE [] END AS code
  MATCH (event:Incident {country: code})
  RETURN event
  UNION ALL
  UNWIND CASE WHEN start = 'days' THEN range(0, duration.inDays($fromDate, $toDate).days)
    ELSE [] END AS later
  WITH $fromDate + duration({days: later}) AS day
  MATCH (event:Incident {firstDay: day})
  RETURN event
  UNION ALL
  UNWIND CASE WHEN start = 'all' THEN [1] ELSE [] END AS scan
  MATCH (event:Incident)
  RETURN event
}
WITH DISTINCT event
WHERE event.datePrecision = 'day' AND event.firstDay <= $asOf AND event.placeholder IS NULL
  AND ($country IS NULL OR event.country = $country)
  AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($fromDate IS NULL OR event.firstDay >= $fromDate)
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
WITH event.firstDay AS day, event.dataset AS dataset, collect(event) AS events
CALL (events) {
  UNWIND events AS event
  MATCH (event)-[:OCCURRED_AT]->(location:Location)
  OPTIONAL MATCH (event)-[:STRUCK]->(struck:Target)
  RETURN count(DISTINCT location.name + ' (' + event.country + ')') AS different,
    count(DISTINCT struck.id) AS facilities
}
WITH day, dataset, events
WHERE different >= $places OR facilities >= $places
WITH day, dataset, events, toString(day) + ' ' + dataset AS moment
ORDER BY moment
WITH collect({day: day, dataset: dataset, events: events}) AS found
UNWIND found[0..toInteger($limit)] AS one
WITH size(found) AS fitting, collect(one) AS page
UNWIND page AS one
WITH fitting, one.day AS day, one.dataset AS dataset, one.events AS events
CALL (events) {
  UNWIND events AS event
  MATCH (event)-[:OCCURRED_AT]->(location:Location)
  OPTIONAL MATCH (event)-[:PERPETRATED_BY]->(perpetrator:Group)
  OPTIONAL MATCH (event)-[:STRUCK]->(struck:Target)
  WITH event, location, perpetrator, struck
  ORDER BY event.id, location.name, perpetrator.name, struck.name
  WITH collect(DISTINCT location.name + ' (' + event.country + ')') AS places,
    collect(DISTINCT event.id) AS incidentIds,
    collect(DISTINCT coalesce(perpetrator.name, 'nobody named')) AS perpetrators,
    collect(DISTINCT coalesce(struck.name, event.targetDescription)) AS targets,
    collect(DISTINCT CASE WHEN event.attributedOnFirst > $asOf THEN null
      ELSE event.attribution END) AS attributions,
    collect(DISTINCT event.sources) AS cited
  UNWIND cited AS list
  UNWIND CASE WHEN size(list) = 0 THEN [null] ELSE list END AS source
  RETURN places, incidentIds, perpetrators, targets, attributions,
    collect(DISTINCT source)[0..200] AS sources
}
RETURN day AS date, places, size(incidentIds) AS incidents, perpetrators, targets, dataset,
  attributions, incidentIds, fitting, CASE WHEN fitting > $limit
    THEN 'only the earliest ' + toString(toInteger($limit))
    + ' are among the rows; ask about a shorter time or for more with --limit' END AS leftOut,
  sources
ORDER BY date, dataset
