// Incidents: what happened, filtered by group, place, time, tactic and target
// answers: >-
//   The incidents that fit every filter, oldest first. With a group and its predecessors, what a
//   predecessor did counts until it passed into its successor; of one of which only a part passed on
//   nothing counts, unless parts are asked for, which are marked.
// parameters:
//   group: {type: group, argument: true, help: only incidents this group is said to have done}
//   withPredecessors: {type: flag, default: false, help: 'also those of its predecessors, until they passed on'}
//   parts: {type: flag, default: false, help: 'with predecessors: also what those did of which only a part passed on, marked part'}
//   claims: {type: flag, default: false, help: also incidents that the group only claimed}
//   involved: {type: flag, default: false, help: 'also incidents in which a group was a side of a fight, neither attacker nor victim'}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   admin1: {type: location, levels: [admin1], help: only in this first-order unit}
//   admin2: {type: location, levels: [admin2], help: only in this second-order unit}
//   fromDate: {type: date, option: from, edge: first, help: only from this date on}
//   toDate: {type: date, option: to, edge: last, help: only up to this date}
//   tactic: {type: tactic, many: true, default: [], help: 'only with this tactic; given twice, with both'}
//   onlyTactic: {type: tactic, many: true, default: [], help: 'only with this tactic and no other on record, but for complex, which says how and not with what; given twice, with just these two'}
//   targetType: {type: target-type, help: 'only this kind of target and those below it, such as airport or military'}
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
//   attribution: {help: 'claimed, assessed, suspected or disputed; blank where it rests on claims that had not been made by then'}
//   target: {help: what was struck}
//   targetType: {title: type, help: kind of target}
//   tactics: {type: list, help: how}
//   fatalities: {type: integer, title: killed, help: official or last figure; blank if there is none}
//   summary: {hidden: true, help: what happened}
//   conflicts: {title: Where the sources disagree, below: incident, help: where the sources disagree}
//   tellingOf: {title: Told by several incidents (those with the same id tell one event), below: incident, help: 'id of the event that this and other incidents are known to tell; counts take it once'}
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
  AND ($parts OR line.extent = 'whole')
WITH focus, ancestor, line, step, toString(step.sinceFirst) + line.id AS place
ORDER BY place
WITH focus, collect({
    id: ancestor.id, changed: step.sinceFirst, until: step.sinceLast,
    extent: CASE line.extent WHEN 'whole' THEN 'whole' ELSE 'part' END,
    disputedBy: coalesce(line.disputedBy, []),
    weight: 2 * size(coalesce(line.disputedBy, [])) + CASE line.extent WHEN 'whole' THEN 0 ELSE 1 END
  }) AS ancestors
WITH CASE WHEN $group IS NULL THEN [] ELSE
    [{id: focus.id, until: $asOf, extent: 'own', disputedBy: [], weight: 0}] + ancestors END AS members
// The way in which an incident counts is one number, and the least is told: its thousand millions
// are 0 where it is the group's own, 1 a predecessor's, 2 claimed only, 3 as a side only; half of one
// is added where it may be later than the change; the weight of disputes and parts follows; and at
// the end which of the members it is.
CALL (members) {
  CALL (members) {
    UNWIND range(0, size(members) - 1) AS at
    WITH at, members[at] AS member
    MATCH (:Group {id: member.id})<-[:PERPETRATED_BY]-(event:Incident)
    WHERE event.firstDay <= member.until
    RETURN event, CASE at WHEN 0 THEN 0 ELSE 1000000000 END + member.weight * 100000 + at
      + CASE WHEN event.lastDay >= member.changed THEN 500000000 ELSE 0 END AS way
    UNION ALL
    UNWIND CASE WHEN $claims THEN range(0, size(members) - 1) ELSE [] END AS at
    WITH at, members[at] AS member
    MATCH (:Group {id: member.id})<-[said:CLAIMED_BY]-(event:Incident)
    WHERE event.firstDay <= member.until AND coalesce(said.claimedOnFirst, event.firstDay) <= $asOf
    RETURN event, 2000000000 + member.weight * 100000 + at
      + CASE WHEN event.lastDay >= member.changed THEN 500000000 ELSE 0 END AS way
    UNION ALL
    UNWIND CASE WHEN $involved THEN range(0, size(members) - 1) ELSE [] END AS at
    WITH at, members[at] AS member
    MATCH (:Group {id: member.id})<-[:INVOLVED]-(event:Incident)
    WHERE event.firstDay <= member.until
    RETURN event, 3000000000 + member.weight * 100000 + at
      + CASE WHEN event.lastDay >= member.changed THEN 500000000 ELSE 0 END AS way
  }
  RETURN event, min(way) AS way
  UNION ALL
  UNWIND CASE WHEN $group IS NULL AND $countedIn IS NOT NULL THEN [$countedIn] ELSE [] END AS key
  MATCH (:Tally {id: key})<-[:COUNTED_IN]-(event:Incident)
  RETURN DISTINCT event, null AS way
  UNION ALL
  UNWIND CASE WHEN coalesce($group, $countedIn) IS NULL AND $admin2 IS NOT NULL
    THEN [$admin2] ELSE [] END AS key
  MATCH (event:Incident {admin2Id: key})
  RETURN event, null AS way
  UNION ALL
  UNWIND CASE WHEN coalesce($group, $countedIn, $admin2) IS NULL AND $admin1 IS NOT NULL
    THEN [$admin1] ELSE [] END AS key
  MATCH (event:Incident {admin1Id: key})
  RETURN event, null AS way
  UNION ALL
  UNWIND CASE WHEN coalesce($group, $countedIn, $admin2, $admin1) IS NULL AND $country IS NOT NULL
    THEN [$country] ELSE [] END AS code
  MATCH (event:Incident {country: code})
  RETURN event, null AS way
  UNION ALL
  UNWIND CASE WHEN coalesce($group, $countedIn, $admin2, $admin1, $country) IS NULL THEN [1]
    ELSE [] END AS scan
  MATCH (event:Incident)
  RETURN event, null AS way
}
WITH members, event, way
WHERE event.firstDay <= $asOf
  AND ($countedIn IS NOT NULL OR event.placeholder IS NULL)
  AND ($country IS NULL OR event.country = $country)
  AND ($fromDate IS NULL OR event.lastDay >= $fromDate)
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND all(wanted IN $tactic WHERE wanted IN event.tactics)
  AND (size($onlyTactic) = 0 OR (all(wanted IN $onlyTactic WHERE wanted IN event.tactics)
    AND all(one IN event.tactics WHERE one IN $onlyTactic OR one = 'complex')))
  AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($targetType IS NULL OR event.targetType IN $targetType
    OR EXISTS { MATCH (event)-[:STRUCK]->(struck:Target) WHERE struck.targetType IN $targetType })
  AND ($admin1 IS NULL OR event.admin1Id = $admin1)
  AND ($admin2 IS NULL OR event.admin2Id = $admin2)
  AND ($countedIn IS NULL OR EXISTS {
    MATCH (event)-[mark:COUNTED_IN]->(tally:Tally {id: $countedIn})
    WHERE coalesce(tally.saidOnFirst, $asOf) <= $asOf AND mark.certainty <> 'no'
  })
// Month by month, so that only those of the first months are sorted; what is summed up lets go of
// the rest.
WITH members, left(toString(event.firstDay), 7) AS month,
  collect([toString(event.firstDay) + ' ' + event.id, way]) AS ones
ORDER BY month
WITH members, sum(size(ones)) AS fitting, reduce(first = [], ones IN collect(ones) |
  CASE WHEN size(first) < $limit THEN first + ones ELSE first END) AS enough
UNWIND enough AS one
WITH members, fitting, collect(one) AS first
CALL (first) {
  UNWIND first AS one
  WITH one[0] AS moment, min(one[1]) AS way
  WITH moment, way
  ORDER BY moment
  LIMIT toInteger($limit)
  RETURN moment, way
}
WITH members, fitting, moment, way
MATCH (event:Incident {id: substring(moment, 11)})
OPTIONAL MATCH (event)-[tie:PERPETRATED_BY|INVOLVED|STRUCK]->(other)
WITH members, fitting, event, way, moment, type(tie) AS kind, other.name AS name
ORDER BY moment, name
WITH members[way % 100000] AS member, fitting, event, way, moment,
  collect(CASE kind WHEN 'PERPETRATED_BY' THEN name END) AS perpetrators,
  collect(DISTINCT CASE kind WHEN 'INVOLVED' THEN name END) AS sides,
  min(CASE kind WHEN 'STRUCK' THEN name END) AS struck
RETURN event.date AS date, event.id AS incidentId, event.name AS incident,
  CASE WHEN ($fromDate IS NULL OR event.firstDay >= $fromDate OR event.datePrecision = 'day')
    AND ($toDate IS NULL OR event.lastDay <= $toDate OR event.datePrecision = 'day')
    AND (event.lastDay <= $asOf OR event.datePrecision = 'day')
    AND (way IS NULL OR way % 1000000000 < 500000000)
    THEN 'certain' ELSE 'possible' END AS within,
  event.placeText AS place, event.admin1 AS admin1, event.admin2 AS admin2,
  event.country AS country, event.geoPrecision AS geoPrecision, perpetrators,
  CASE way / 1000000000 WHEN 3 THEN 'side only' WHEN 2 THEN 'claimed only'
    ELSE member.extent END AS extent,
  sides, CASE WHEN event.attributedOnFirst > $asOf THEN null ELSE event.attribution END AS attribution,
  coalesce(struck, event.targetDescription) AS target, event.targetType AS targetType,
  event.tactics AS tactics, event.fatalitiesBest AS fatalities,
  CASE WHEN event.summaryOnFirst > $asOf THEN null ELSE event.summary END AS summary,
  CASE WHEN event.conflictsOnFirst > $asOf THEN null ELSE event.conflicts END AS conflicts, event.tellingOf AS tellingOf,
  coalesce(member.disputedBy, []) AS disputedBy, fitting,
  CASE WHEN fitting > $limit THEN 'only the oldest ' + toString(toInteger($limit))
    + ' are among the rows; ask about a narrower time or place or for more with --limit' END
    AS leftOut,
  event.sources AS sources
ORDER BY moment
