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
//   suspected: {type: integer, help: 'of these, the ones that are only suspected'}
//   disputed: {type: integer, help: 'of these, the ones of which the attribution is disputed'}
//   ofAPart: {type: integer, title: of a part, help: 'with predecessors: of these, the ones by a predecessor of which only a part passed on'}
//   ofADisputedStep: {type: integer, title: of a disputed step, help: 'with predecessors: of these, the ones by a predecessor of which it is disputed that it passed on'}
//   fatalitiesLow: {type: integer, title: killed (low), help: sum of the lowest figures of the incidents that have an official or last figure}
//   fatalities: {type: integer, title: killed (best), help: sum of the official or last figures}
//   fatalitiesHigh: {type: integer, title: killed (high), help: sum of the highest figures of the incidents that have an official or last figure}
//   withoutFigure: {type: integer, title: no figure, help: incidents for which no official or last figure is known}
//   otherLow: {type: integer, hidden: true, help: sum of the lowest figures of the incidents without such a figure}
//   otherHigh: {type: integer, hidden: true, help: sum of the highest figures of the incidents without such a figure}
//   datasets: {type: list, hidden: true, help: the datasets that were counted}
//   incidentIds: {type: list, hidden: true, help: ids of the incidents; the first 200}
//   sources: {type: sources, help: sources that state the incidents; the first 200}
// notes:
//   - Figures of those killed leave out the incidents that have no official or last figure.
//   - What stands here only because a published count counts it is left out, unless --counted-in asks for it.
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
    id: ancestor.id, changed: head(relationships(path)).sinceFirst,
    until: head(relationships(path)).sinceLast,
    extent: CASE WHEN any(step IN relationships(path) WHERE step.extent = 'part')
      THEN 'part' ELSE 'whole' END,
    disputedBy: reduce(found = [], step IN relationships(path) | found
      + [source IN coalesce(step.disputedBy, []) WHERE NOT source IN found])
  }) AS ancestors
WITH [{id: focus.id, until: $asOf, extent: 'own', disputedBy: []}] + ancestors AS members
MATCH (event:Incident)
WHERE event.firstDay <= $asOf
  AND ($countedIn IS NOT NULL OR event.placeholder IS NULL)
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
    AND event.firstDay <= member.until | {
      extent: CASE WHEN member.id IN doneBy THEN member.extent ELSE 'claimed only' END,
      unsure: CASE WHEN member.changed IS NULL OR event.lastDay < member.changed THEN 0 ELSE 1 END,
      disputedBy: member.disputedBy
    }] AS ways
WHERE $group IS NULL OR size(ways) > 0
UNWIND CASE WHEN size(ways) = 0 THEN [null] ELSE ways END AS way
WITH event, perpetrators, way
ORDER BY CASE way.extent WHEN 'own' THEN 0 WHEN 'claimed only' THEN 2 ELSE 1 END,
  way.unsure, size(way.disputedBy), way.extent DESC
WITH event, perpetrators, head(collect(way)) AS way
WITH event, perpetrators, way,
  CASE WHEN ($fromDate IS NULL OR event.firstDay >= $fromDate OR event.datePrecision = 'day')
    AND ($toDate IS NULL OR event.lastDay <= $toDate OR event.datePrecision = 'day')
    AND (event.lastDay <= $asOf OR event.datePrecision = 'day')
    AND coalesce(way.unsure, 0) = 0
    THEN 1 ELSE 0 END AS certain
WITH event, way, certain, CASE $by
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
WITH value, event, way, certain
ORDER BY event.firstDay, event.id
WITH value, count(event) AS incidents, sum(certain) AS certain,
  sum(CASE WHEN event.attribution = 'suspected' THEN 1 ELSE 0 END) AS suspected,
  sum(CASE WHEN event.attribution = 'disputed' THEN 1 ELSE 0 END) AS disputed,
  sum(CASE WHEN way.extent = 'part' THEN 1 ELSE 0 END) AS parts,
  sum(CASE WHEN size(way.disputedBy) > 0 THEN 1 ELSE 0 END) AS contested,
  sum(CASE WHEN event.fatalitiesBest IS NULL THEN 0
    ELSE coalesce(event.fatalitiesLow, event.fatalitiesBest) END) AS fatalitiesLow,
  sum(coalesce(event.fatalitiesBest, 0)) AS fatalities,
  sum(CASE WHEN event.fatalitiesBest IS NULL THEN 0
    ELSE coalesce(event.fatalitiesHigh, event.fatalitiesBest) END) AS fatalitiesHigh,
  sum(CASE WHEN event.fatalitiesBest IS NULL THEN coalesce(event.fatalitiesLow, 0) ELSE 0 END)
    AS otherLow,
  sum(CASE WHEN event.fatalitiesBest IS NULL
    THEN coalesce(event.fatalitiesHigh, event.fatalitiesLow, 0) ELSE 0 END) AS otherHigh,
  sum(CASE WHEN event.fatalitiesBest IS NULL THEN 1 ELSE 0 END) AS withoutFigure,
  collect(DISTINCT event.dataset) AS datasets, collect(event.id) AS ids,
  collect(event.sources) AS cited
UNWIND CASE WHEN size(cited) = 0 THEN [[]] ELSE cited END AS list
UNWIND CASE WHEN size(list) = 0 THEN [null] ELSE list END AS source
WITH value, incidents, certain, suspected, disputed, parts, contested, fatalitiesLow, fatalities,
  fatalitiesHigh, withoutFigure, otherLow, otherHigh, datasets, ids,
  collect(DISTINCT source) AS sources
RETURN value, incidents, certain, suspected, disputed,
  CASE WHEN $withPredecessors THEN parts END AS ofAPart,
  CASE WHEN $withPredecessors THEN contested END AS ofADisputedStep,
  fatalitiesLow, fatalities, fatalitiesHigh, withoutFigure, otherLow, otherHigh,
  datasets, ids[0..200] AS incidentIds, sources[0..200] AS sources
ORDER BY CASE WHEN $by IN ['year', 'month', 'day'] THEN 0 ELSE -incidents END, value
