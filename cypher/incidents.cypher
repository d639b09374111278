// Incidents: what happened, filtered by group, place, time, tactic and target
// answers: >-
//   The incidents that fit every filter, oldest first. With a group and its predecessors, what a
//   predecessor did counts until it passed into its successor; where only a part of it passed on,
//   that is marked.
// parameters:
//   group: {type: group, argument: true, help: only incidents this group is said to have done}
//   withPredecessors: {type: flag, default: false, help: 'also those of its predecessors, until they passed on'}
//   claims: {type: flag, default: false, help: also incidents that the group only claimed}
//   involved: {type: flag, default: false, help: 'also incidents in which a group was a side of a fight, neither attacker nor victim'}
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
//   limit: {type: integer, default: 500, minimum: 1, help: 'how many incidents at most, the oldest first'}
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
//   extent: {title: whose, usual: own, help: 'with a group: own, claimed only, side only (of a fight), or by a predecessor that passed on whole or in part'}
//   sides: {type: list, title: fought by, help: 'groups that were sides of a fight, neither attacker nor victim'}
//   attribution: {help: 'claimed, assessed, suspected or disputed'}
//   target: {help: what was struck}
//   targetType: {title: type, help: kind of target}
//   tactics: {type: list, help: how}
//   fatalities: {type: integer, title: killed, help: official or last figure; blank if there is none}
//   summary: {hidden: true, help: what happened}
//   conflicts: {title: Where the sources disagree, below: incident, help: where the sources disagree}
//   disputedBy: {type: sources, title: succession disputed, help: sources that contradict that the predecessor passed on}
//   fitting: {type: integer, hidden: true, help: how many incidents fit}
//   leftOut: {title: How many incidents fit, hidden: true, below: fitting, help: 'that some of them are not among the rows, where the limit left them out'}
//   sources: {type: sources, help: sources that state it}
// notes:
//   - What stands here only because a published count counts it is left out, unless --counted-in asks for it.
// examples:
//   - graphq incidents jnim --country ML --from 2019-01 --to 2019-08
//   - graphq incidents jnim --with-predecessors --target-type airport
//   - graphq incidents --counted-in tal-001
OPTIONAL MATCH (focus:Group {id: $group})
OPTIONAL MATCH (focus)-[line:DESCENDS_FROM]->(ancestor:Group)-[step:SUCCEEDED_BY]->(:Group)
WHERE $withPredecessors AND line.latestFirst <= $asOf AND step.id = head(line.steps)
WITH focus, collect({
    id: ancestor.id, line: toString(step.sinceFirst) + line.id,
    changed: step.sinceFirst, until: step.sinceLast,
    extent: CASE line.extent WHEN 'whole' THEN 'whole' ELSE 'part' END,
    disputedBy: coalesce(line.disputedBy, [])
  }) AS ancestors
WITH CASE WHEN $group IS NULL THEN [] ELSE
    [{id: focus.id, until: $asOf, extent: 'own', disputedBy: []}] + ancestors END AS members,
  CASE WHEN $group IS NOT NULL THEN 'group' WHEN $countedIn IS NOT NULL THEN 'tally'
    WHEN $admin2 IS NOT NULL THEN 'admin2' WHEN $admin1 IS NOT NULL THEN 'admin1'
    WHEN $country IS NOT NULL THEN 'country' ELSE 'all' END AS start
CALL (members, start) {
  UNWIND members AS member
  MATCH (:Group {id: member.id})<-[:PERPETRATED_BY]-(event:Incident)
  RETURN event, member, member.extent AS extent
  UNION ALL
  UNWIND CASE WHEN $claims THEN members ELSE [] END AS member
  MATCH (:Group {id: member.id})<-[said:CLAIMED_BY]-(event:Incident)
  WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf
  RETURN event, member, 'claimed only' AS extent
  UNION ALL
  UNWIND CASE WHEN $involved THEN members ELSE [] END AS member
  MATCH (:Group {id: member.id})<-[:INVOLVED]-(event:Incident)
  RETURN event, member, 'side only' AS extent
  UNION ALL
  UNWIND CASE WHEN start = 'tally' THEN [$countedIn] ELSE [] END AS key
  MATCH (:Tally {id: key})<-[:COUNTED_IN]-(event:Incident)
  RETURN event, null AS member, null AS extent
  UNION ALL
  UNWIND CASE start WHEN 'admin2' THEN [$admin2] WHEN 'admin1' THEN [$admin1] ELSE [] END AS key
  MATCH (:Location {id: key})<-[:LOCATED_IN*0..4]-(:Location)<-[:OCCURRED_AT]-(event:Incident)
  RETURN event, null AS member, null AS extent
  UNION ALL
  UNWIND CASE WHEN start = 'country' THEN [$country] ELSE [] END AS code
  MATCH (event:Incident {country: code})
  RETURN event, null AS member, null AS extent
  UNION ALL
  UNWIND CASE WHEN start = 'all' THEN [1] ELSE [] END AS scan
  MATCH (event:Incident)
  RETURN event, null AS member, null AS extent
}
WITH start, event, member, extent
WHERE event.firstDay <= $asOf
  AND (member IS NULL OR event.firstDay <= member.until)
  AND ($countedIn IS NOT NULL OR event.placeholder IS NULL)
  AND ($country IS NULL OR start = 'country' OR event.country = $country)
  AND ($fromDate IS NULL OR event.lastDay >= $fromDate)
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND all(wanted IN $tactic WHERE wanted IN event.tactics)
  AND (size($attribution) = 0 OR event.attribution IN $attribution)
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($targetType IS NULL OR event.targetType = $targetType
    OR EXISTS { (event)-[:STRUCK]->(:Target {targetType: $targetType}) })
  AND ($admin1 IS NULL OR start = 'admin1'
    OR EXISTS { (event)-[:OCCURRED_AT]->(:Location)-[:LOCATED_IN*0..4]->(:Location {id: $admin1}) })
  AND ($admin2 IS NULL OR start = 'admin2'
    OR EXISTS { (event)-[:OCCURRED_AT]->(:Location)-[:LOCATED_IN*0..4]->(:Location {id: $admin2}) })
  AND ($countedIn IS NULL OR EXISTS {
    MATCH (event)-[mark:COUNTED_IN]->(:Tally {id: $countedIn}) WHERE mark.certainty <> 'no'
  })
WITH event, collect(CASE WHEN member IS NOT NULL THEN {
    extent: extent, disputedBy: member.disputedBy, line: member.line,
    unsure: CASE WHEN member.changed IS NULL OR event.lastDay < member.changed THEN 0 ELSE 1 END,
    rank: CASE extent WHEN 'own' THEN 0 WHEN 'claimed only' THEN 2 WHEN 'side only' THEN 3 ELSE 1 END
      * 10000
      + CASE WHEN member.changed IS NULL OR event.lastDay < member.changed THEN 0 ELSE 5000 END
      + 2 * size(member.disputedBy) + CASE member.extent WHEN 'part' THEN 1 ELSE 0 END
  } END) AS ways
WITH event, reduce(best = head(ways), way IN tail(ways) |
    CASE WHEN way.rank < best.rank OR (way.rank = best.rank AND way.line < best.line)
      THEN way ELSE best END) AS way
WITH event, way, toString(event.firstDay) + ' ' + event.id AS moment
ORDER BY moment
WITH collect({event: event, way: way, moment: moment}) AS found
UNWIND found[0..toInteger($limit)] AS one
WITH size(found) AS fitting, collect(one) AS page
UNWIND page AS one
WITH fitting, one.event AS event, one.way AS way, one.moment AS moment
WITH fitting, event, way, moment,
  [(event)-[:PERPETRATED_BY]->(perpetrator:Group) | perpetrator.name] AS doers,
  [(event)-[:INVOLVED]->(side:Group) | side.name] AS fighters,
  [(event)-[:STRUCK]->(struck:Target) | struck.name] AS hit
CALL (doers) {
  UNWIND doers AS name
  WITH name
  ORDER BY name
  RETURN collect(name) AS perpetrators
}
CALL (fighters) {
  UNWIND fighters AS name
  WITH DISTINCT name
  ORDER BY name
  RETURN collect(name) AS sides
}
CALL (hit) {
  UNWIND hit AS name
  WITH name
  ORDER BY name
  RETURN collect(name) AS targets
}
RETURN event.date AS date, event.id AS incidentId, event.name AS incident,
  CASE WHEN ($fromDate IS NULL OR event.firstDay >= $fromDate OR event.datePrecision = 'day')
    AND ($toDate IS NULL OR event.lastDay <= $toDate OR event.datePrecision = 'day')
    AND (event.lastDay <= $asOf OR event.datePrecision = 'day')
    AND coalesce(way.unsure, 0) = 0
    THEN 'certain' ELSE 'possible' END AS within,
  event.placeText AS place, event.admin1 AS admin1, event.admin2 AS admin2,
  event.country AS country, event.geoPrecision AS geoPrecision,
  perpetrators, way.extent AS extent, sides, event.attribution AS attribution,
  coalesce(head(targets), event.targetDescription) AS target, event.targetType AS targetType,
  event.tactics AS tactics, event.fatalitiesBest AS fatalities,
  event.summary AS summary, event.conflicts AS conflicts,
  coalesce(way.disputedBy, []) AS disputedBy, fitting, CASE WHEN fitting > $limit THEN 'only the oldest ' + toString(toInteger($limit))
    + ' are among the rows; ask about a narrower time or place or for more with --limit' END
    AS leftOut,
  event.sources AS sources
ORDER BY moment
