// Tempo: how many incidents a month, against the months before
// answers: >-
//   The incidents that fit every filter, month by month without a gap, with the interval of the rates
//   that could well have given such a number, the mean of the months before, how the month differs
//   from it, and whether that is more than chance gives. A month counts where its incidents began.
// parameters:
//   group: {type: group, argument: true, help: only incidents this group is said to have done}
//   involved: {type: flag, default: false, help: 'also incidents in which a group was a side of a fight, neither attacker nor victim'}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   admin1: {type: location, levels: [admin1], help: only in this first-order unit}
//   tactic: {type: tactic, many: true, default: [], help: 'only with this tactic; given twice, with both'}
//   targetType: {type: target-type, help: 'only this kind of target, such as airport'}
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
//   fatalities: sum of the official or last figures
//   datasets: the datasets that tell the incidents
//   incidentIds: 'ids of the newest of them, as many as asked for'
// columns:
//   month: {help: the month}
//   incidents: {type: integer, help: incidents that began in it}
//   low: {type: number, title: from, help: 'lower end of the exact interval of the rates that could well have given such a number; of 100 such intervals 95 hold the true one'}
//   high: {type: number, title: to, help: upper end of it}
//   sideOnly: {type: integer, title: as a side only, help: 'with involved: of these, the ones in which the group was a side of a fight and is not said to have done it'}
//   fatalities: {type: integer, title: killed (best), help: sum of the official or last figures}
//   notOver: {title: Months that are not over, hidden: true, below: month, help: 'how many of its days are counted, where the days asked for end within the month; the mean before and the change are of whole months, what is said against chance is not'}
//   meanBefore: {type: number, title: mean before, help: 'mean of the months before; blank where the record does not go back so far'}
//   change: {type: number, help: 'how many more, or fewer, than that mean'}
//   verdict: {title: against chance, help: 'more or fewer than chance gives against the months before, as an exact test of the two numbers tells, or within what it gives; blank where the record does not go back so far'}
//   small: {title: how sure, help: 'few: fewer than five incidents in the month and the months before, so that a change says little'}
//   together: {title: Counted from several datasets, hidden: true, below: month, help: 'which datasets were counted together, if there are several; what two of them tell is counted twice'}
//   of: {type: integer, hidden: true, help: how many incidents the row rests on}
//   incidentIds: {type: list, hidden: true, help: 'ids of the newest of these incidents, as many as asked for'}
//   sources: {type: sources, help: 'sources that state these newest ones, as many as asked for'}
// notes:
//   - Incidents of which only the year is known are in no month.
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
  MATCH (:Location {id: key})<-[:LOCATED_IN*0..4]-(:Location)<-[:OCCURRED_AT]-(event:Incident)
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
WHERE event.datePrecision <> 'year' AND event.firstDay <= $asOf AND event.placeholder IS NULL
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND ($country IS NULL OR event.country = $country)
  AND all(wanted IN $tactic WHERE wanted IN event.tactics)
  AND (size($attribution) = 0 OR event.attribution IN $attribution)
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($targetType IS NULL OR event.targetType = $targetType
    OR EXISTS { (event)-[:STRUCK]->(:Target {targetType: $targetType}) })
  AND ($admin1 IS NULL OR $group IS NULL
    OR EXISTS { (event)-[:OCCURRED_AT]->(:Location)-[:LOCATED_IN*0..4]->(:Location {id: $admin1}) })
WITH event, min(side) AS side
WITH event, side, left(toString(event.firstDay), 7) AS month
WITH month, side, event.dataset AS dataset, count(event) AS here, sum(event.fatalitiesBest) AS best,
  collect(CASE $cited WHEN 0 THEN null ELSE event END) AS events
WITH month, sum(here) AS incidents, sum(side * here) AS sideOnly, sum(best) AS fatalities,
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
RETURN month, incidents, CASE WHEN $involved AND $group IS NOT NULL THEN sideOnly END AS sideOnly,
  fatalities, datasets, incidentIds
ORDER BY month
