// Tempo: how many incidents a month, against the months before
// answers: >-
//   The incidents that fit every filter, month by month without a gap, with the interval of the rates
//   that could well have given such a number, the mean of the months before, how the month differs
//   from it, and whether that is more than chance gives. A month is the one in which an incident
//   began, as far as its date tells. An event that several incidents are known to tell is counted
//   once in each month, as the dossier has it, unless a dataset is named.
// parameters:
//   group: {type: group, argument: true, help: only incidents this group is said to have done}
//   involved: {type: flag, default: false, help: 'also incidents in which a group was a side of a fight, neither attacker nor victim'}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   admin1: {type: location, levels: [admin1], help: only in this first-order unit}
//   tactic: {type: tactic, many: true, default: [], help: 'only with this tactic; given twice, with both'}
//   onlyTactic: {type: tactic, many: true, default: [], help: 'only with this tactic and no other on record, but for complex, which says how and not with what; given twice, with just these two'}
//   targetType: {type: target-type, help: 'only this kind of target and those below it, such as airport or military'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only attributed in this way
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   before: {type: integer, default: 3, minimum: 1, maximum: 60, help: with how many months before a month is compared}
//   fromDate: {type: date, option: from, edge: first, help: only from this date on}
//   toDate: {type: date, option: to, edge: last, help: only up to this date}
//   cited: {type: integer, minimum: 0, maximum: 200, option: sources, help: 'how many of the newest incidents behind each number are named, and how many of their sources; 20 unless it is said, fewer where there are many rows, and none in a table'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// then: tempo
// counted: month
// kept:
//   takes: [country, attribution, dataset, before, fromDate, toDate, cited, asOf]
//   whole_months: true
// reads:
//   month: a month in which incidents began
//   incidents: incidents that began in it
//   sideOnly: 'with involved: of these, the ones in which the group was a side of a fight and is not said to have done it'
//   fatalities: sum of the official or last figures; blank where there is none
//   withoutFigure: incidents for which no official or last figure is known
//   otherLow: sum of the lowest figures of the incidents without such a figure; blank where there is none
//   otherHigh: sum of the highest figures of the incidents without such a figure; blank where there is none
//   furtherTellings: further tellings of the same events, which are not counted
//   datasets: the datasets that tell the incidents
//   incidentIds: 'ids of the newest of them, as many as asked for'
// columns:
//   month: {help: the month}
//   incidents: {type: integer, help: incidents that began in it}
//   low: {type: number, title: from, help: 'lower end of the exact interval of the rates that could well have given such a number; of 100 such intervals 95 hold the true one'}
//   high: {type: number, title: to, help: upper end of it}
//   sideOnly: {type: integer, title: as a side only, help: 'with involved: of these, the ones in which the group was a side of a fight and is not said to have done it'}
//   fatalities: {type: integer, title: killed (best), help: sum of the official or last figures; blank where there is none}
//   withoutFigure: {type: integer, hidden: true, help: incidents for which no official or last figure is known; the sum leaves them out}
//   otherLow: {type: integer, hidden: true, help: sum of the lowest figures of the incidents without such a figure; blank where there is none}
//   otherHigh: {type: integer, hidden: true, help: sum of the highest figures of the incidents without such a figure; blank where there is none}
//   besides: {title: without a figure, help: 'how many incidents have no official or last figure, and what is reported of those killed in them, which no sum holds'}
//   furtherTellings: {type: integer, title: further tellings, usual: '0', help: 'further tellings of the same events, which are not counted'}
//   notOver: {title: Months that are not over, hidden: true, below: month, help: 'how many of its days are counted, where the days asked for end within the month; the mean before and the change are of whole months, what is said against chance is not'}
//   meanBefore: {type: number, title: mean before, help: 'mean of the months before; blank where the record does not go back so far'}
//   change: {type: number, help: 'how many more, or fewer, than that mean'}
//   verdict: {title: against chance, help: 'more or fewer than chance gives against the months before, as an exact test of the two numbers tells, or within what it gives; blank where the record does not go back so far'}
//   small: {title: how sure, help: 'few: fewer than five incidents in the month and the months before, so that a change says little'}
//   together: {title: Counted from several datasets, hidden: true, below: month, help: 'which datasets were counted together, if there are several; what is not known to be one event is counted once for each'}
//   of: {type: integer, hidden: true, help: how many incidents the row rests on}
//   incidentIds: {type: list, hidden: true, help: 'ids of the newest of these incidents, as many as asked for'}
//   sources: {type: sources, help: 'sources that state these newest ones, as many as asked for'}
// notes:
//   - Incidents of which the date does not tell the month are in none.
//   - The record is not a census, so a change can be one of reporting. Of twenty months one looks beyond chance by chance.
// examples:
//   - graphq tempo jnim --from 2018-06 --to 2019-08
//   - graphq tempo --country "Burkina Faso" --before 6
CALL () {
  UNWIND CASE WHEN $group IS NULL THEN [] ELSE [$group] END AS key
  MATCH (:Group {id: key})<-[:PERPETRATED_BY]-(event:Incident)
  RETURN event, 0 AS side
  UNION ALL
  UNWIND CASE WHEN $involved AND $group IS NOT NULL THEN [$group] ELSE [] END AS key
  MATCH (:Group {id: key})<-[:INVOLVED]-(event:Incident)
  RETURN event, 1 AS side
  UNION ALL
  UNWIND CASE WHEN $group IS NULL AND $admin1 IS NOT NULL THEN [$admin1] ELSE [] END AS key
  MATCH (event:Incident {admin1Id: key})
  RETURN event, 0 AS side
  UNION ALL
  UNWIND CASE WHEN $group IS NULL AND $admin1 IS NULL AND $country IS NOT NULL THEN [$country] ELSE [] END AS code
  MATCH (event:Incident {country: code})
  RETURN event, 0 AS side
  UNION ALL
  UNWIND CASE WHEN $group IS NULL AND $admin1 IS NULL AND $country IS NULL THEN [1] ELSE [] END AS scan
  MATCH (event:Incident)
  RETURN event, 0 AS side
}
WITH event, side
WHERE size(event.date) >= 7 AND event.firstDay <= $asOf AND event.placeholder IS NULL
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND ($country IS NULL OR event.country = $country)
  AND all(wanted IN $tactic WHERE wanted IN event.tactics)
  AND (size($onlyTactic) = 0 OR (all(wanted IN $onlyTactic WHERE wanted IN event.tactics)
    AND all(one IN event.tactics WHERE one IN $onlyTactic OR one = 'complex')))
  AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($targetType IS NULL OR event.targetType IN $targetType
    OR EXISTS { MATCH (event)-[:STRUCK]->(struck:Target) WHERE struck.targetType IN $targetType })
  AND ($admin1 IS NULL OR event.admin1Id = $admin1)
WITH event, min(side) AS side
WITH left(event.date, 7) AS month, CASE WHEN $dataset IS NULL THEN event.tellingOf END AS telling,
  CASE WHEN $dataset IS NULL AND event.tellingOf IS NOT NULL
    THEN CASE WHEN event.dataset STARTS WITH 'dossier:' THEN '0 ' ELSE '1 ' END
      + event.dataset + ' ' + event.id END AS place,
  side, event.dataset AS dataset, count(event) AS here,
  event.fatalitiesBest IS NOT NULL AS known, sum(event.fatalitiesBest) AS best,
  count(event.fatalitiesLow) AS lows, sum(event.fatalitiesLow) AS low,
  count(coalesce(event.fatalitiesHigh, event.fatalitiesLow)) AS highs,
  sum(coalesce(event.fatalitiesHigh, event.fatalitiesLow)) AS high,
  collect(CASE $cited WHEN 0 THEN null ELSE event END) AS events
// Of what several incidents tell, one is counted in each row: the dossier's, if it tells it.
WITH month, telling, min(place) AS first, count(place) AS tellings, collect({
    place: place, side: side, dataset: dataset, here: here, best: best, known: known,
    lows: lows, low: low, highs: highs, high: high, events: events
  }) AS parts
UNWIND [part IN parts WHERE telling IS NULL OR part.place = first] AS part
WITH month, sum(part.here) AS incidents, sum(part.side * part.here) AS sideOnly,
  sum(part.best) AS best, sum(CASE WHEN part.known THEN part.here ELSE 0 END) AS figures,
  sum(CASE WHEN part.known THEN 0 ELSE part.lows END) AS lows,
  sum(CASE WHEN part.known THEN 0 ELSE part.low END) AS low,
  sum(CASE WHEN part.known THEN 0 ELSE part.highs END) AS highs,
  sum(CASE WHEN part.known THEN 0 ELSE part.high END) AS high,
  sum(CASE WHEN telling IS NULL THEN 0 ELSE tellings - 1 END) AS furtherTellings,
  collect(DISTINCT part.dataset) AS datasets, collect(part.events) AS lists
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
RETURN month, incidents, CASE WHEN $involved AND $group IS NOT NULL THEN sideOnly END AS sideOnly,
  CASE WHEN figures > 0 THEN best END AS fatalities, incidents - figures AS withoutFigure,
  CASE WHEN lows > 0 THEN low END AS otherLow, CASE WHEN highs > 0 THEN high END AS otherHigh,
  furtherTellings, datasets,
  incidentIds
ORDER BY month
