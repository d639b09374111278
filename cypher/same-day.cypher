// Same day: attacks on one day, at different places or at one
// answers: >-
//   Days on which incidents are on record at two or more different places, with what happened at each;
//   for one place, days and places at which two or more are on record. Only incidents whose day is
//   known are looked at; places are told apart by town or by facility, and one place is one town.
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
//   places: {type: integer, default: 2, minimum: 1, help: 'at how many places at least; 1: two or more incidents at one place'}
//   countedIn: {type: tally, help: 'only those marked as, or likely, among those of this published count, also those that stand here only because it counts them'}
//   limit: {type: integer, default: 1000, minimum: 1, help: 'how many days at most, the earliest first'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   date: {type: date, help: the day}
//   places: {type: list, help: where}
//   incidents: {type: integer, help: how many incidents}
//   perpetrators: {type: list, title: attributed to, help: groups named as perpetrators}
//   targets: {type: list, help: what was struck}
//   dataset: {help: the dataset whose incidents these are}
//   sure: {title: how sure, usual: certain, help: 'possible where they are said to be at one place, and of one only the unit of that name is known'}
//   attributions: {type: list, hidden: true, help: on whose word}
//   incidentIds: {type: list, hidden: true, help: ids of the incidents}
//   fitting: {type: integer, hidden: true, help: 'how many such days there are, those of each dataset by themselves'}
//   leftOut: {title: How many such days there are, hidden: true, below: fitting, help: 'that some of them are not among the rows, where the limit left them out'}
//   sources: {type: sources, help: sources that state the incidents; the first 200}
// examples:
//   - graphq same-day
//   - graphq same-day jnim --country ML
WITH CASE WHEN $countedIn IS NOT NULL THEN 'count' WHEN $group IS NOT NULL THEN 'group' WHEN $country IS NOT NULL THEN 'country'
    WHEN duration.inDays($fromDate, $toDate).days <= 400 THEN 'days' ELSE 'all' END AS start
CALL (start) {
  UNWIND CASE WHEN start = 'group' THEN [$group] ELSE [] END AS key
  MATCH (:Group {id: key})<-[:PERPETRATED_BY]-(event:Incident)
  RETURN event
  UNION ALL
  UNWIND CASE WHEN start = 'count' THEN [$countedIn] ELSE [] END AS key
  MATCH (tally:Tally {id: key})<-[mark:COUNTED_IN]-(event:Incident)
  WHERE mark.certainty <> 'no' AND coalesce(tally.saidOnFirst, $asOf) <= $asOf
    AND ($group IS NULL OR EXISTS { (event)-[:PERPETRATED_BY]->(:Group {id: $group}) })
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
WHERE event.datePrecision = 'day' AND event.firstDay <= $asOf
  AND ($countedIn IS NOT NULL OR event.placeholder IS NULL)
  AND ($country IS NULL OR event.country = $country)
  AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($fromDate IS NULL OR event.firstDay >= $fromDate)
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
WITH event.firstDay AS day, event.dataset AS dataset, collect(event) AS events
CALL (events) {
  UNWIND CASE WHEN $places > 1 THEN events ELSE [] END AS event
  MATCH (event)-[:OCCURRED_AT]->(location:Location)
  OPTIONAL MATCH (event)-[:STRUCK]->(struck:Target)
  WITH count(DISTINCT location.name + ' (' + event.country + ')') AS different,
    count(DISTINCT struck.id) AS facilities
  WHERE different >= $places OR facilities >= $places
  RETURN null AS together, '' AS at, 0 AS vague
  UNION ALL
  UNWIND CASE WHEN $places = 1 AND size(events) > 1 THEN events ELSE [] END AS event
  MATCH (event)-[:OCCURRED_AT]->(location:Location)
  WHERE location.level IN ['place', 'admin2']
  WITH location.name + ' (' + event.country + ')' AS at, collect(event) AS together,
    count(DISTINCT coalesce(event.tellingOf, event.id)) AS different,
    sum(CASE location.level WHEN 'place' THEN 0 ELSE 1 END) AS vague
  WHERE different > 1 AND size(together) > vague
  RETURN together, at, vague
}
WITH day, dataset, vague, coalesce(together, events) AS events,
  toString(day) + ' ' + dataset + ' ' + at AS moment
ORDER BY moment
WITH collect({day: day, dataset: dataset, vague: vague, events: events}) AS found
UNWIND found[0..toInteger($limit)] AS one
WITH size(found) AS fitting, collect(one) AS page
UNWIND page AS one
WITH fitting, one.day AS day, one.dataset AS dataset, one.vague AS vague, one.events AS events
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
  CASE vague WHEN 0 THEN 'certain' ELSE 'possible' END AS sure, attributions, incidentIds, fitting, CASE WHEN fitting > $limit
    THEN 'only the earliest ' + toString(toInteger($limit))
    + ' are among the rows; ask about a shorter time or for more with --limit' END AS leftOut,
  sources
ORDER BY date, dataset, head(places)
