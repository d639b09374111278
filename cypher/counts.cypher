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
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   value: {help: 'which month, country, tactic, …'}
//   incidents: {type: integer, help: 'incidents that fit, or may fit where a date is not wholly known'}
//   certain: {type: integer, help: 'of these, the ones whose date surely fits'}
//   suspected: {type: integer, help: 'of these, the ones that are only suspected'}
//   disputed: {type: integer, help: 'of these, the ones of which the attribution is disputed'}
//   ofAPart: {type: integer, title: of a part, help: 'with predecessors: of these, the ones by a predecessor of which only a part passed on'}
//   ofADisputedStep: {type: integer, title: of a disputed step, help: 'with predecessors: of these, the ones by a predecessor of which it is disputed that it passed on'}
//   sideOnly: {type: integer, title: as a side only, help: 'with involved, and a group given or counted by: of these, the ones in which the group was a side of a fight and is not said to have done it'}
//   fatalitiesLow: {type: integer, title: killed (low), help: sum of the lowest figures of the incidents that have an official or last figure}
//   fatalities: {type: integer, title: killed (best), help: sum of the official or last figures}
//   fatalitiesHigh: {type: integer, title: killed (high), help: sum of the highest figures of the incidents that have an official or last figure}
//   withoutFigure: {type: integer, title: no figure, help: incidents for which no official or last figure is known}
//   otherLow: {type: integer, hidden: true, help: sum of the lowest figures of the incidents without such a figure}
//   otherHigh: {type: integer, hidden: true, help: sum of the highest figures of the incidents without such a figure}
//   datasets: {type: list, hidden: true, help: the datasets that were counted}
//   together: {title: Counted from several datasets, hidden: true, below: value, help: 'which datasets were counted together, if there are several; what two of them tell is counted twice'}
//   incidentIds: {type: list, hidden: true, help: ids of the incidents; the first 200}
//   sources: {type: sources, help: sources that state these incidents; the first 200}
// notes:
//   - Figures of those killed leave out the incidents that have no official or last figure.
//   - What stands here only because a published count counts it is left out, unless --counted-in asks for it.
//   - Counts are of the incidents on record here. The record is not a census; do not compare years.
// examples:
//   - graphq counts jnim --by country --from 2019-01 --to 2019-08
//   - graphq counts --by month --counted-in tal-001
//   - graphq counts "Al-Mourabitoun" --by tactic
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
WITH event, way,
  CASE WHEN ($fromDate IS NULL OR event.firstDay >= $fromDate OR event.datePrecision = 'day')
    AND ($toDate IS NULL OR event.lastDay <= $toDate OR event.datePrecision = 'day')
    AND (event.lastDay <= $asOf OR event.datePrecision = 'day')
    AND coalesce(way.unsure, 0) = 0
    THEN 1 ELSE 0 END AS certain,
  CASE WHEN $by <> 'group' THEN []
    ELSE [(event)-[:PERPETRATED_BY]->(perpetrator:Group) | perpetrator.name] END AS doers,
  CASE WHEN $by <> 'group' OR NOT $involved THEN []
    ELSE [(event)-[:INVOLVED]->(side:Group) | side.name] END AS sides
UNWIND CASE $by
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
    ELSE CASE WHEN size(doers + sides) = 0 THEN ['nobody named']
      ELSE doers + reduce(found = [], side IN sides |
        found + CASE WHEN side IN doers OR side IN found THEN [] ELSE [side] END) END
  END AS value
WITH value, count(event) AS incidents, sum(certain) AS certain,
  sum(CASE WHEN event.attribution = 'suspected' THEN 1 ELSE 0 END) AS suspected,
  sum(CASE WHEN event.attribution = 'disputed' THEN 1 ELSE 0 END) AS disputed,
  sum(CASE WHEN way.extent = 'part' THEN 1 ELSE 0 END) AS parts,
  sum(CASE WHEN size(way.disputedBy) > 0 THEN 1 ELSE 0 END) AS contested,
  sum(CASE WHEN $by = 'group' THEN CASE WHEN value IN sides AND NOT value IN doers THEN 1 ELSE 0 END
    WHEN way.extent = 'side only' THEN 1 ELSE 0 END) AS sided,
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
  collect(DISTINCT event.dataset) AS unsorted, collect(event) AS events
CALL (unsorted) {
  UNWIND unsorted AS name
  WITH name
  ORDER BY name
  RETURN collect(name) AS datasets
}
CALL (events) {
  UNWIND events AS event
  WITH event, toString(event.firstDay) + ' ' + event.id AS moment
  WITH event, moment
  ORDER BY moment
  LIMIT 200
  WITH collect(event.id) AS ids, collect(event.sources) AS cited
  UNWIND CASE WHEN size(cited) = 0 THEN [[]] ELSE cited END AS list
  UNWIND CASE WHEN size(list) = 0 THEN [null] ELSE list END AS source
  RETURN ids, collect(DISTINCT source)[0..200] AS sources
}
WITH value, incidents, certain, suspected, disputed, parts, contested, sided, fatalitiesLow,
  fatalities, fatalitiesHigh, withoutFigure, otherLow, otherHigh, datasets, ids, sources
RETURN value, incidents, certain, suspected, disputed,
  CASE WHEN $withPredecessors THEN parts END AS ofAPart,
  CASE WHEN $withPredecessors THEN contested END AS ofADisputedStep,
  CASE WHEN $involved AND ($by = 'group' OR $group IS NOT NULL) THEN sided END AS sideOnly,
  fatalitiesLow, fatalities, fatalitiesHigh, withoutFigure, otherLow, otherHigh, datasets,
  CASE WHEN size(datasets) > 1 THEN reduce(text = head(datasets), name IN tail(datasets) |
    text + ' and ' + name) + '; what several of them tell is counted once for each' END AS together,
  ids AS incidentIds, sources
ORDER BY CASE WHEN $by IN ['year', 'month', 'day'] THEN 0 ELSE -incidents END, value
