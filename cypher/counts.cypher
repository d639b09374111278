// Counts: how many incidents, by month, place, tactic, target, attribution or group
// answers: >-
//   The incidents that fit every filter, counted by one thing. An incident with two tactics, or with
//   two groups named, is counted under each, so such rows can add up to more than the total. What a
//   predecessor did counts until it passed into its successor; of one of which only a part passed on
//   nothing counts, unless parts are asked for: of a part says how many these are. A month is the one in which an incident began, as far as its date
//   tells. An event that several incidents are known to tell is counted once in each row, as the
//   dossier has it, unless a dataset is named.
// parameters:
//   by:
//     type: choice
//     default: country
//     choices: [total, year, month, day, country, admin1, admin2, tactic, target-type, attribution, group, dataset]
//     help: what to count by
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
//   cited: {type: integer, minimum: 0, maximum: 200, option: sources, help: 'how many of the newest incidents behind each number are named, and how many of their sources; 20 unless it is said, fewer where there are many rows, and none in a table'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// then: counts
// counted: valueId
// kept:
//   takes: [by, involved, country, fromDate, toDate, attribution, dataset, cited, asOf]
//   choices: {by: [total, year, month, country, attribution, dataset, group, admin1, admin2, tactic, target-type]}
//   whole_months: true
//   dated: {by: [total, year, month, country, attribution, dataset]}
// reads:
//   valueId: 'id of the country, unit or group, blank where none is known, or else the value'
//   value: 'which month, country, tactic, …, as it is called'
//   beside: 'what tells it apart from another that is called so, the shortest first'
//   incidents: 'incidents that fit, or may fit where a date is not wholly known'
//   certain: 'of these, the ones whose date surely fits'
//   suspected: 'of these, the ones that are only suspected'
//   disputed: 'of these, the ones of which the attribution is disputed'
//   ofAPart: 'with parts: of these, the ones by a predecessor of which only a part passed on'
//   ofADisputedStep: 'with predecessors: of these, the ones by a predecessor of which it is disputed that it passed on'
//   sideOnly: 'with involved, and a group given or counted by: of these, the ones in which the group was a side of a fight and is not said to have done it'
//   fatalitiesLow: sum of the lowest figures of the incidents that have an official or last figure
//   fatalities: sum of the official or last figures
//   fatalitiesHigh: sum of the highest figures of the incidents that have an official or last figure
//   withoutFigure: incidents for which no official or last figure is known
//   otherLow: sum of the lowest figures of the incidents without such a figure
//   otherHigh: sum of the highest figures of the incidents without such a figure
//   furtherTellings: further tellings of the same events, which are not counted
//   datasets: the datasets of what was counted
//   incidentIds: 'ids of the newest of them, as many as asked for'
// columns:
//   valueId: {hidden: true, help: 'what tells it from others: id of the country, unit or group, blank where none is known, or else the value'}
//   value: {help: 'which month, country, tactic, …'}
//   incidents: {type: integer, help: 'incidents that fit, or may fit where a date is not wholly known'}
//   certain: {type: integer, help: 'of these, the ones whose date surely fits'}
//   suspected: {type: integer, help: 'of these, the ones that are only suspected'}
//   disputed: {type: integer, help: 'of these, the ones of which the attribution is disputed'}
//   ofAPart: {type: integer, title: of a part, help: 'with parts: of these, the ones by a predecessor of which only a part passed on'}
//   ofADisputedStep: {type: integer, title: of a disputed step, help: 'with predecessors: of these, the ones by a predecessor of which it is disputed that it passed on'}
//   sideOnly: {type: integer, title: as a side only, help: 'with involved, and a group given or counted by: of these, the ones in which the group was a side of a fight and is not said to have done it'}
//   fatalitiesLow: {type: integer, title: killed (low), help: sum of the lowest figures of the incidents that have an official or last figure; blank where none has one}
//   fatalities: {type: integer, title: killed (best), help: sum of the official or last figures; blank where there is none}
//   fatalitiesHigh: {type: integer, title: killed (high), help: sum of the highest figures of the incidents that have an official or last figure; blank where none has one}
//   withoutFigure: {type: integer, hidden: true, help: incidents for which no official or last figure is known; the sums leave them out}
//   otherLow: {type: integer, hidden: true, help: sum of the lowest figures of the incidents without such a figure; blank where there is none}
//   otherHigh: {type: integer, hidden: true, help: sum of the highest figures of the incidents without such a figure; blank where there is none}
//   besides: {title: without a figure, help: 'how many incidents have no official or last figure, and what is reported of those killed in them, which no sum holds'}
//   furtherTellings: {type: integer, title: further tellings, usual: '0', help: 'further tellings of the same events, which are not counted'}
//   datasets: {type: list, hidden: true, help: the datasets that were counted}
//   together: {title: Counted from several datasets, hidden: true, below: value, help: 'which datasets were counted together, if there are several; what is not known to be one event is counted once for each'}
//   of: {type: integer, hidden: true, help: how many incidents the row rests on}
//   incidentIds: {type: list, hidden: true, help: 'ids of the newest of these incidents, as many as asked for'}
//   sources: {type: sources, help: 'sources that state these newest ones, as many as asked for'}
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
WITH event, way
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
WITH event, way,
  CASE WHEN $by <> 'group' THEN []
    ELSE [(event)-[:PERPETRATED_BY]->(perpetrator:Group) | perpetrator.id] END AS doers,
  CASE WHEN $by <> 'group' OR NOT $involved THEN []
    ELSE [(event)-[:INVOLVED]->(side:Group) | side.id] END AS sides
UNWIND CASE $by
    WHEN 'total' THEN ['all']
    WHEN 'year' THEN [left(event.date, 4)]
    WHEN 'month' THEN
      [CASE WHEN size(event.date) < 7 THEN event.date + ', month not known' ELSE left(event.date, 7) END]
    WHEN 'day' THEN
      [CASE event.datePrecision WHEN 'day' THEN event.date
        WHEN 'week' THEN event.date + ', or near it' ELSE event.date + ', day not known' END]
    WHEN 'country' THEN [coalesce(event.country, '')]
    WHEN 'admin1' THEN [coalesce(event.admin1Id, '')]
    WHEN 'admin2' THEN [coalesce(event.admin2Id, '')]
    WHEN 'tactic' THEN coalesce(event.tactics, ['not known'])
    WHEN 'target-type' THEN [event.targetType]
    WHEN 'attribution' THEN [CASE WHEN event.attributedOnFirst > $asOf THEN 'not told by then'
      ELSE event.attribution END]
    WHEN 'dataset' THEN [event.dataset]
    ELSE CASE WHEN size(doers + sides) = 0 THEN ['']
      ELSE reduce(found = [], one IN doers + sides |
        found + CASE WHEN one IN found THEN [] ELSE [one] END) END
  END AS key
WITH key, CASE WHEN $dataset IS NULL THEN event.tellingOf END AS telling,
  CASE WHEN $dataset IS NULL AND event.tellingOf IS NOT NULL
    THEN CASE WHEN event.dataset STARTS WITH 'dossier:' THEN '0 ' ELSE '1 ' END
      + event.dataset + ' ' + event.id END AS place,
  event.attribution AS attribution, event.dataset AS dataset,
  event.fatalitiesBest IS NOT NULL AS known, way / 1000000000 AS kind,
  way % 500000000 / 100000 AS weight,
  CASE WHEN $by = 'group' THEN key IN sides AND NOT key IN doers ELSE way >= 3000000000 END AS sided,
  ($fromDate IS NULL OR event.firstDay >= $fromDate OR event.datePrecision = 'day')
    AND ($toDate IS NULL OR event.lastDay <= $toDate OR event.datePrecision = 'day')
    AND (event.lastDay <= $asOf OR event.datePrecision = 'day')
    AND (way IS NULL OR way % 1000000000 < 500000000) AS sure,
  count(event) AS here, collect(CASE $cited WHEN 0 THEN null ELSE event END) AS events,
  sum(coalesce(event.fatalitiesLow, event.fatalitiesBest)) AS low, sum(event.fatalitiesBest) AS best,
  sum(coalesce(event.fatalitiesHigh, event.fatalitiesBest, event.fatalitiesLow)) AS high,
  count(event.fatalitiesLow) AS lows, count(event.fatalitiesHigh) AS highs
// Of what several incidents tell, one is counted in each row: the dossier's, if it tells it.
WITH key, telling, min(place) AS first, count(place) AS tellings, collect({
    place: place, attribution: attribution, dataset: dataset, known: known, kind: kind,
    weight: weight, sided: sided, sure: sure, here: here, events: events, low: low, best: best,
    high: high, lows: lows, highs: highs
  }) AS parts
UNWIND [part IN parts WHERE telling IS NULL OR part.place = first] AS part
WITH key, CASE WHEN telling IS NULL THEN 0 ELSE tellings - 1 END AS further, part.here AS here,
  part.attribution AS attribution, part.dataset AS dataset, part.known AS known, part.kind AS kind,
  part.weight AS weight, part.sided AS sided, part.sure AS sure, part.events AS events,
  part.low AS low, part.best AS best, part.high AS high, part.lows AS givenLow,
  part.highs AS givenHigh
WITH key, sum(here) AS incidents, sum(CASE WHEN sure THEN here ELSE 0 END) AS certain,
  sum(CASE attribution WHEN 'suspected' THEN here ELSE 0 END) AS suspected,
  sum(CASE attribution WHEN 'disputed' THEN here ELSE 0 END) AS disputed,
  sum(CASE WHEN kind = 1 AND weight % 2 = 1 THEN here ELSE 0 END) AS parts,
  sum(CASE WHEN weight > 1 THEN here ELSE 0 END) AS contested,
  sum(CASE WHEN sided THEN here ELSE 0 END) AS sided,
  sum(CASE WHEN known THEN here ELSE 0 END) AS figures,
  sum(CASE WHEN known THEN low ELSE 0 END) AS lows, sum(best) AS bests,
  sum(CASE WHEN known THEN high ELSE 0 END) AS highs,
  sum(CASE WHEN known THEN 0 ELSE givenLow END) AS otherLows,
  sum(CASE WHEN known THEN 0 ELSE low END) AS otherLow,
  sum(CASE WHEN known THEN 0 ELSE givenLow + givenHigh END) AS otherHighs,
  sum(CASE WHEN known THEN 0 ELSE high END) AS otherHigh,
  sum(further) AS furtherTellings,
  collect(DISTINCT dataset) AS datasets, collect(events) AS lists
CALL (lists) {
  UNWIND lists AS events
  UNWIND events AS event
  // Summed up, so that a row to be sorted holds no list.
  WITH event.id AS id, max(event.firstDay) AS day
  WITH id, day
  ORDER BY day DESC, id DESC
  LIMIT toInteger(coalesce($cited, 20))
  RETURN collect(id) AS incidentIds
}
OPTIONAL MATCH (named:Group {id: key})
WHERE $by = 'group'
OPTIONAL MATCH (unit:Location {id: key})
WHERE $by IN ['admin1', 'admin2']
RETURN CASE WHEN key = '' THEN null WHEN $by = 'country' THEN 'loc-' + toLower(key)
    ELSE key END AS valueId,
  CASE WHEN $by = 'group' THEN coalesce(named.name, 'nobody named') WHEN key = '' THEN 'not known'
    ELSE coalesce(unit.fullName, key) END AS value,
  CASE $by WHEN 'group' THEN [named.fullName] WHEN 'admin1' THEN [unit.country]
    WHEN 'admin2' THEN [unit.country] + [(unit)-[:LOCATED_IN]->(above:Location {level: 'admin1'}) |
      above.name + ', ' + unit.country] ELSE [] END AS beside,
  incidents, certain, suspected, disputed,
  CASE WHEN $withPredecessors AND $parts THEN parts END AS ofAPart,
  CASE WHEN $withPredecessors THEN contested END AS ofADisputedStep,
  CASE WHEN $involved AND ($by = 'group' OR $group IS NOT NULL) THEN sided END AS sideOnly,
  CASE WHEN figures > 0 THEN lows END AS fatalitiesLow,
  CASE WHEN figures > 0 THEN bests END AS fatalities,
  CASE WHEN figures > 0 THEN highs END AS fatalitiesHigh,
  incidents - figures AS withoutFigure,
  CASE WHEN otherLows > 0 THEN otherLow END AS otherLow,
  CASE WHEN otherHighs > 0 THEN otherHigh END AS otherHigh, furtherTellings, datasets, incidentIds
ORDER BY CASE WHEN $by IN ['year', 'month', 'day'] THEN 0 ELSE -incidents END, value, valueId
