// Incidents: what happened, filtered by group, place, time, tactic and target
// answers: >-
//   The incidents that fit every filter, oldest first. With a group and its predecessors, what a
//   predecessor did counts until it passed into its successor; where only a part of it passed on,
//   that is marked.
// parameters:
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
//   date: {type: date, help: 'date, as far as it is known'}
//   incidentId: {hidden: true, help: id of the incident}
//   incident: {hidden: true, help: short name of the incident}
//   within: {title: fits, usual: certain, help: 'certain, or possible where a date may fall outside the filter or after its group passed on'}
//   place: {help: the place as its source prints it}
//   admin1: {hidden: true, help: first-order unit}
//   admin2: {hidden: true, help: second-order unit}
//   country: {help: two-letter code}
//   geoPrecision: {hidden: true, help: how exactly the place is known}
//   perpetrators: {type: list, title: attributed to, help: groups named as perpetrators}
//   extent: {title: whose, usual: own, help: 'with a group: own, claimed only, or by a predecessor that passed on whole or in part'}
//   attribution: {help: 'claimed, assessed, suspected or disputed'}
//   target: {help: what was struck}
//   targetType: {title: type, help: kind of target}
//   tactics: {type: list, help: how}
//   fatalities: {type: integer, title: killed, help: official or last figure; blank if there is none}
//   summary: {hidden: true, help: what happened}
//   conflicts: {title: Where the sources disagree, below: incident, help: where the sources disagree}
//   disputedBy: {type: sources, title: succession disputed, help: sources that contradict that the predecessor passed on}
//   sources: {type: sources, help: sources that state it}
// notes:
//   - What stands here only because a published count counts it is left out, unless --counted-in asks for it.
// examples:
//   - graphq incidents jnim --country ML --from 2019-01 --to 2019-08
//   - graphq incidents jnim --with-predecessors --target-type airport
//   - graphq incidents --counted-in tal-001
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
OPTIONAL MATCH (event)-[:STRUCK]->(struck:Target)
WITH event, perpetrators, way, struck
ORDER BY struck.name
WITH event, perpetrators, way, collect(struck.name) AS targets
RETURN event.date AS date, event.id AS incidentId, event.name AS incident,
  CASE WHEN ($fromDate IS NULL OR event.firstDay >= $fromDate OR event.datePrecision = 'day')
    AND ($toDate IS NULL OR event.lastDay <= $toDate OR event.datePrecision = 'day')
    AND (event.lastDay <= $asOf OR event.datePrecision = 'day')
    AND coalesce(way.unsure, 0) = 0
    THEN 'certain' ELSE 'possible' END AS within,
  event.placeText AS place, event.admin1 AS admin1, event.admin2 AS admin2,
  event.country AS country, event.geoPrecision AS geoPrecision,
  perpetrators, way.extent AS extent, event.attribution AS attribution,
  coalesce(head(targets), event.targetDescription) AS target, event.targetType AS targetType,
  event.tactics AS tactics, event.fatalitiesBest AS fatalities,
  event.summary AS summary, event.conflicts AS conflicts,
  coalesce(way.disputedBy, []) AS disputedBy, event.sources AS sources
ORDER BY event.firstDay, incidentId
