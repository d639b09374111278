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
//   asOf: {type: date, default: today, help: only what had happened by this day}
// then: tempo
// reads:
//   month: the month
//   incidents: incidents that began in it
//   sideOnly: 'with involved: of these, the ones in which the group was a side of a fight and is not said to have done it'
//   fatalities: sum of the official or last figures
//   earlier: incidents of the months before it is compared with
//   past: how many months lie between the first on record and it
//   datasets: the datasets that tell the incidents
//   incidentIds: ids of the incidents; the first 200
//   sources: sources that state these incidents; the first 200
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
//   incidentIds: {type: list, hidden: true, help: ids of the incidents; the first 200}
//   sources: {type: sources, help: sources that state these incidents; the first 200}
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
WITH event, side, event.firstDay.year * 12 + event.firstDay.month - 1 AS month
WITH month, count(event) AS incidents, sum(side) AS sideOnly,
  sum(coalesce(event.fatalitiesBest, 0)) AS fatalities,
  collect(DISTINCT event.dataset) AS datasets, collect(event) AS events
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
WITH month, incidents, sideOnly, fatalities, datasets, ids, sources
WITH collect({
    month: month, incidents: incidents, sideOnly: sideOnly, fatalities: fatalities,
    datasets: datasets, ids: ids, sources: sources
  }) AS found, min(month) AS oldest, max(month) AS last
WITH found, oldest, coalesce($fromDate.year * 12 + $fromDate.month - 1, oldest) AS first,
  CASE WHEN $toDate IS NULL THEN last
    WHEN $toDate < $asOf THEN $toDate.year * 12 + $toDate.month - 1
    ELSE $asOf.year * 12 + $asOf.month - 1 END AS last
WHERE size(found) > 0
WITH found, oldest, first, last, [at IN range(0, size(found) - 1) |
    {at: at, month: found[at].month, incidents: found[at].incidents}] AS counted
CALL (counted, first, last) {
  CALL (counted, first, last) {
    UNWIND range(first, last) AS month
    RETURN month, null AS at, 0 AS before
    UNION ALL
    UNWIND counted AS one
    WITH one, one.month AS month
    WHERE month >= first AND month <= last
    RETURN month, one.at AS at, 0 AS before
    UNION ALL
    UNWIND counted AS one
    UNWIND range(1, $before) AS later
    WITH one, one.month + later AS month
    WHERE month >= first AND month <= last
    RETURN month, null AS at, one.incidents AS before
  }
  WITH month, max(at) AS at, sum(before) AS earlier
  RETURN collect({month: month, at: at, earlier: earlier}) AS months
}
UNWIND months AS one
WITH one.month AS month, one.earlier AS earlier, one.month - oldest AS past,
  CASE WHEN one.at IS NOT NULL THEN found[one.at] END AS here
WITH month, past, here, earlier, coalesce(here.incidents, 0) AS incidents
RETURN toString(month / 12) + '-' + right('0' + toString(month % 12 + 1), 2) AS month,
  incidents, CASE WHEN $involved AND $group IS NOT NULL THEN coalesce(here.sideOnly, 0) END
    AS sideOnly,
  coalesce(here.fatalities, 0) AS fatalities, earlier, past,
  coalesce(here.datasets, []) AS datasets,
  coalesce(here.ids, []) AS incidentIds, coalesce(here.sources, []) AS sources
ORDER BY month
