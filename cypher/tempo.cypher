// Tempo: how many incidents a month, against the months before
// answers: >-
//   The incidents that fit every filter, month by month without a gap, with the mean of the months
//   before and how the month differs from it. A month counts where its incidents began.
// parameters:
//   group: {type: group, argument: true, help: only incidents this group is said to have done}
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
// columns:
//   month: {help: the month}
//   incidents: {type: integer, help: incidents that began in it}
//   fatalities: {type: integer, title: killed (best), help: sum of the official or last figures}
//   meanBefore: {type: number, title: mean before, help: 'mean of the months before; blank where the record does not go back so far'}
//   change: {type: number, help: 'how many more, or fewer, than that mean'}
//   small: {title: how sure, help: 'few: fewer than five incidents in the month and the months before, so that a change says little'}
//   incidentIds: {type: list, hidden: true, help: ids of the incidents; the first 200}
//   sources: {type: sources, help: sources that state the incidents; the first 200}
// notes:
//   - Incidents of which only the year is known are in no month.
//   - The record is not a census, so a change can be one of reporting.
// examples:
//   - graphq tempo jnim --from 2018-06 --to 2019-08
//   - graphq tempo --country "Burkina Faso" --before 6
MATCH (event:Incident)
WHERE event.datePrecision <> 'year' AND event.firstDay <= $asOf AND event.placeholder IS NULL
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND ($country IS NULL OR event.country = $country)
  AND all(wanted IN $tactic WHERE wanted IN event.tactics)
  AND (size($attribution) = 0 OR event.attribution IN $attribution)
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($group IS NULL OR EXISTS { (event)-[:PERPETRATED_BY]->(:Group {id: $group}) })
  AND ($targetType IS NULL OR event.targetType = $targetType
    OR EXISTS { (event)-[:STRUCK]->(:Target {targetType: $targetType}) })
  AND ($admin1 IS NULL
    OR EXISTS { (event)-[:OCCURRED_AT]->(:Location)-[:LOCATED_IN*0..4]->(:Location {id: $admin1}) })
WITH event, event.firstDay.year * 12 + event.firstDay.month - 1 AS month
ORDER BY event.firstDay, event.id
WITH month, count(event) AS incidents, sum(coalesce(event.fatalitiesBest, 0)) AS fatalities,
  collect(event.id) AS ids,
  reduce(found = [], list IN collect(event.sources) |
    found + [source IN list WHERE NOT source IN found]) AS sources
WITH collect({
    month: month, incidents: incidents, fatalities: fatalities, ids: ids, sources: sources
  }) AS found, min(month) AS oldest, max(month) AS last
WITH found, oldest, coalesce($fromDate.year * 12 + $fromDate.month - 1, oldest) AS first,
  CASE WHEN $toDate IS NULL THEN last
    WHEN $toDate < $asOf THEN $toDate.year * 12 + $toDate.month - 1
    ELSE $asOf.year * 12 + $asOf.month - 1 END AS last
WHERE size(found) > 0
UNWIND range(first, last) AS month
WITH month, month - oldest AS past, [one IN found WHERE one.month = month] AS here,
  reduce(sum = 0, one IN found |
    sum + CASE WHEN one.month < month AND one.month >= month - $before THEN one.incidents ELSE 0 END)
    AS earlier
WITH month, past, earlier, coalesce(head(here).incidents, 0) AS incidents,
  coalesce(head(here).fatalities, 0) AS fatalities, coalesce(head(here).ids, []) AS ids,
  coalesce(head(here).sources, []) AS sources
RETURN toString(month / 12) + '-' + right('0' + toString(month % 12 + 1), 2) AS month,
  incidents, fatalities,
  CASE WHEN past >= $before THEN round(toFloat(earlier) / $before, 2) END AS meanBefore,
  CASE WHEN past >= $before THEN round(incidents - toFloat(earlier) / $before, 2) END AS change,
  CASE WHEN incidents + earlier < 5 THEN 'few' ELSE '' END AS small,
  ids[0..200] AS incidentIds, sources[0..200] AS sources
ORDER BY month
