// Counts: how many incidents, by month, place, tactic, target, attribution or group
// answers: >-
//   The incidents that fit every filter, counted by one thing. An incident with two tactics, or with
//   two groups named, is counted under each, so such rows can add up to more than the total. What a
//   predecessor did counts until it passed into its successor; of a part says for how many of them
//   only a part of it passed on.
// parameters:
//   by:
//     type: choice
//     default: country
//     choices: [total, year, month, day, country, admin1, admin2, tactic, target-type, attribution, group, dataset]
//     help: what to count by
//   group: {type: group, argument: true, help: only incidents this group is said to have done}
//   withPredecessors: {type: flag, default: false, help: 'also those of its predecessors, until they passed on'}
//   claims: {type: flag, default: false, help: also incidents that the group only claimed}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   admin1: {type: location, levels: [admin1], help: only in this first-order unit}
//   admin2: {type: location, levels: [admin2], help: only in this second-order unit}
//   fromDate: {type: date, option: from, edge: first, help: only from this date on}
//   toDate: {type: date, option: to, edge: last, help: only up to this date}
//   tactic: {type: tactic, many: true, default: [], help: 'only with this tactic; given twice, with both'}
//   targetType: {type: target-type, help: 'only this kind of target, such as airport'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only attributed in this way
//   countedIn: {type: tally, help: 'only those that a published count counts, or likely counts, by its id'}
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   value: {help: 'which month, country, tactic, …'}
//   incidents: {type: integer, help: 'incidents that fit, or may fit where a date is not wholly known'}
//   certain: {type: integer, help: 'of these, the ones whose date surely fits'}
//   ofAPart: {type: integer, title: of a part, help: 'of these, the ones by a predecessor of which only a part passed on'}
//   fatalitiesLow: {type: integer, title: killed (low), help: 'sum of the lowest figures, the best where there is no other'}
//   fatalities: {type: integer, title: killed (best), help: sum of the official or last figures}
//   fatalitiesHigh: {type: integer, title: killed (high), help: 'sum of the highest figures, the best or lowest where there is no other'}
//   withoutFigure: {type: integer, title: no figure, help: incidents for which no official or last figure is known}
//   datasets: {type: list, hidden: true, help: the datasets that were counted}
//   incidentIds: {type: list, hidden: true, help: ids of the incidents; the first 200}
//   sources: {type: sources, help: sources that state the incidents; the first 200}
// notes:
//   - A sum of figures leaves out the incidents that have none, so best can stand below low.
//   - Counts are of the incidents on record here. The record is not a census; do not compare years.
// examples:
//   - graphq counts jnim --by country --from 2019-01 --to 2019-08
//   - graphq counts --by month --counted-in tal-001
//   - graphq counts "Al-Mourabitoun" --by tactic
OPTIONAL MATCH (focus:Group {id: $group})
OPTIONAL MATCH path = (ancestor:Group)-[:SUCCEEDED_BY*1..12]->(focus)
WHERE $withPredecessors
  AND all(step IN relationships(path) WHERE step.sinceFirst <= $asOf)
  AND all(i IN range(0, size(relationships(path)) - 2)
    WHERE relationships(path)[i].sinceFirst <= relationships(path)[i + 1].sinceLast)
WITH focus, collect({
    id: ancestor.id, until: head(relationships(path)).sinceLast,
    extent: CASE WHEN any(step IN relationships(path) WHERE step.extent = 'part')
      THEN 'part' ELSE 'whole' END
  }) AS ancestors
WITH [{id: focus.id, until: $asOf, extent: 'own'}] + ancestors AS members
MATCH (event:Incident)
WHERE event.firstDay <= $asOf
  AND ($country IS NULL OR event.country = $country)
  AND ($fromDate IS NULL OR event.lastDay >= $fromDate)
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND all(wanted IN $tactic WHERE wanted IN event.tactics)
  AND (size($attribution) = 0 OR event.attribution IN $attribution)
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($targetType IS NULL OR event.targetType = $targetType
    OR EXISTS { (event)-[:STRUCK]->(:Target {targetType: $targetType}) })
  AND ($admin1 IS NULL
    OR EXISTS { (event)-[:OCCURRED_AT]->(:Location)-[:LOCATED_IN*0..4]->(:Location {id: $admin1}) })
  AND ($admin2 IS NULL
    OR EXISTS { (event)-[:OCCURRED_AT]->(:Location)-[:LOCATED_IN*0..4]->(:Location {id: $admin2}) })
  AND ($countedIn IS NULL OR EXISTS {
    MATCH (event)-[mark:COUNTED_IN]->(:Tally {id: $countedIn}) WHERE mark.certainty <> 'no'
  })
OPTIONAL MATCH (event)-[:PERPETRATED_BY]->(perpetrator:Group)
WITH members, event, perpetrator
ORDER BY perpetrator.name
WITH members, event, collect(perpetrator.id) AS doneBy, collect(perpetrator.name) AS perpetrators
OPTIONAL MATCH (event)-[:CLAIMED_BY]->(claimant:Group)
WITH members, event, doneBy, perpetrators, collect(claimant.id) AS claimedBy
WITH event, perpetrators, [member IN members
  WHERE (member.id IN doneBy OR ($claims AND member.id IN claimedBy))
    AND event.firstDay <= member.until | member.extent] AS extents
WHERE $group IS NULL OR size(extents) > 0
WITH event, perpetrators, CASE WHEN $group IS NULL THEN null WHEN 'own' IN extents THEN 'own'
  WHEN 'whole' IN extents THEN 'whole' ELSE 'part' END AS extent
WITH event, perpetrators, extent,
  CASE WHEN ($fromDate IS NULL OR event.firstDay >= $fromDate OR event.datePrecision = 'day')
    AND ($toDate IS NULL OR event.lastDay <= $toDate OR event.datePrecision = 'day')
    AND (event.lastDay <= $asOf OR event.datePrecision = 'day')
    THEN 1 ELSE 0 END AS certain
WITH event, extent, certain, CASE $by
    WHEN 'total' THEN ['all']
    WHEN 'year' THEN [left(event.date, 4)]
    WHEN 'month' THEN
      [CASE WHEN size(event.date) < 7 THEN event.date + ', month not known' ELSE left(event.date, 7) END]
    WHEN 'day' THEN
      [CASE event.datePrecision WHEN 'day' THEN event.date
        WHEN 'week' THEN event.date + ', or near it' ELSE event.date + ', day not known' END]
    WHEN 'country' THEN [coalesce(event.country, 'not known')]
    WHEN 'admin1' THEN [coalesce(event.admin1, 'not known')]
    WHEN 'admin2' THEN [coalesce(event.admin2, 'not known')]
    WHEN 'tactic' THEN coalesce(event.tactics, ['not known'])
    WHEN 'target-type' THEN [event.targetType]
    WHEN 'attribution' THEN [event.attribution]
    WHEN 'dataset' THEN [event.dataset]
    ELSE CASE WHEN size(perpetrators) = 0 THEN ['nobody named'] ELSE perpetrators END
  END AS values
UNWIND values AS value
WITH value, event, extent, certain
ORDER BY event.firstDay, event.id
WITH value, count(event) AS incidents, sum(certain) AS certain,
  sum(CASE WHEN extent = 'part' THEN 1 ELSE 0 END) AS ofAPart,
  sum(coalesce(event.fatalitiesLow, event.fatalitiesBest, 0)) AS fatalitiesLow,
  sum(coalesce(event.fatalitiesBest, 0)) AS fatalities,
  sum(coalesce(event.fatalitiesHigh, event.fatalitiesBest, event.fatalitiesLow, 0))
    AS fatalitiesHigh,
  sum(CASE WHEN event.fatalitiesBest IS NULL THEN 1 ELSE 0 END) AS withoutFigure,
  collect(DISTINCT event.dataset) AS datasets, collect(event.id) AS ids,
  collect(event.sources) AS cited
UNWIND CASE WHEN size(cited) = 0 THEN [[]] ELSE cited END AS list
UNWIND CASE WHEN size(list) = 0 THEN [null] ELSE list END AS source
WITH value, incidents, certain, ofAPart, fatalitiesLow, fatalities, fatalitiesHigh, withoutFigure,
  datasets, ids, collect(DISTINCT source) AS sources
RETURN value, incidents, certain, ofAPart, fatalitiesLow, fatalities, fatalitiesHigh, withoutFigure,
  datasets, ids[0..200] AS incidentIds, sources[0..200] AS sources
ORDER BY CASE WHEN $by IN ['year', 'month', 'day'] THEN 0 ELSE -incidents END, value
