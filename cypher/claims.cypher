// Claims: on whose word incidents are a group's, who else claims them, and how soon
// answers: >-
//   The incidents that a group is said to have done, claimed or denied, by attribution: claimed,
//   assessed, suspected or disputed, which together are all of them. Counted besides: those that
//   somebody denies, and those that two or more groups claim. With each, how many days after the
//   attack the group claimed it, for those claims of which the time is known; without a group, the
//   first such claim of anybody. A time not wholly known is a span: at least, and at most.
// parameters:
//   group: {type: group, argument: true, help: 'only incidents that this group is said to have done, claimed or denied'}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   fromDate: {type: date, option: from, edge: first, help: only from this date on}
//   toDate: {type: date, option: to, edge: last, help: only up to this date}
//   targetType: {type: target-type, help: 'only this kind of target and those below it, such as airport or military'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only attributed in this way
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   cited: {type: integer, minimum: 0, maximum: 200, option: sources, help: 'how many of the newest incidents behind each number are named, and how many of their sources; 20 unless it is said, fewer where there are many rows, and none in a table'}
//   asOf: {type: date, default: today, help: 'only what had happened by this day, and claims and denials that can have been made by then'}
// counted: kind
// kept:
//   takes: [country, fromDate, toDate, attribution, dataset, cited, asOf]
//   whole_months: true
// columns:
//   kind: {title: attribution, help: 'all; claimed, assessed, suspected, disputed; not told by then (nothing had been said of it that the attribution rests on); and besides: denied, several claims'}
//   incidents: {type: integer, help: how many incidents}
//   share: {type: number, help: 'their share of all, 0 to 1'}
//   attributedToIt: {type: integer, title: attributed to it, help: 'with a group: of these, the ones that it is said to have done'}
//   claimedByIt: {type: integer, title: claimed by it, help: 'with a group: of these, the ones that it is reported to have claimed'}
//   claimedByOthers: {type: integer, title: by others, help: 'with a group: of these, the ones that another group is reported to have claimed'}
//   claimedByAnybody: {type: integer, title: by anybody, help: 'of these, the ones of which any claim is reported'}
//   severalClaims: {hidden: true, type: integer, title: several claims, help: 'of these, the ones that two or more groups claim'}
//   denied: {hidden: true, type: integer, help: 'of these, the ones that somebody denies'}
//   timed: {type: integer, title: time known, help: 'of these, the ones of whose claim it is known when it was made, if only roughly'}
//   medianDays: {title: median days to claim, help: 'the middle one of the times from attack to claim, at least and at most'}
//   spanDays: {title: fewest and most, help: 'the fewest days that it can have been, and the most'}
//   small: {title: how sure, help: 'few: fewer than five such claims, so that the middle one says little'}
//   medianLeast: {type: number, hidden: true, help: 'median of the fewest days from attack to claim'}
//   medianMost: {type: number, hidden: true, help: 'median of the most days from attack to claim'}
//   leastDays: {type: integer, hidden: true, help: 'the fewest days from attack to claim'}
//   mostDays: {type: integer, hidden: true, help: 'the most days from attack to claim'}
//   together: {title: Counted from several datasets, hidden: true, below: kind, help: 'which datasets were counted together, if there are several; what two of them tell is counted twice'}
//   of: {type: integer, hidden: true, help: how many incidents the row rests on}
//   incidentIds: {type: list, hidden: true, help: 'ids of the newest of these incidents, as many as asked for'}
//   sources: {type: sources, help: 'sources that state these newest ones, as many as asked for'}
// notes:
//   - A claim says who wants to have done it. An attribution that rests on claims is told from the first of them on.
//   - What stands here only because a published count counts it is left out.
// examples:
//   - graphq claims jnim
//   - graphq claims jnim --from 2019-01 --to 2019-08
//   - graphq claims --country "Burkina Faso" --as-of 2019-08-31
CALL () {
  UNWIND CASE WHEN $group IS NULL THEN [] ELSE [$group] END AS key
  MATCH (:Group {id: key})<-[:PERPETRATED_BY]-(event:Incident)
  RETURN event, 0 AS role
  UNION ALL
  UNWIND CASE WHEN $group IS NULL THEN [] ELSE [$group] END AS key
  MATCH (:Group {id: key})<-[said:CLAIMED_BY]-(event:Incident)
  WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf
  RETURN event, 1 AS role
  UNION ALL
  UNWIND CASE WHEN $group IS NULL THEN [] ELSE [$group] END AS key
  MATCH (:Group {id: key})<-[said:DENIED_BY]-(event:Incident)
  WHERE coalesce(said.deniedOnFirst, event.firstDay) <= $asOf
  RETURN event, 2 AS role
  UNION ALL
  UNWIND CASE WHEN $group IS NULL AND $country IS NOT NULL THEN [$country] ELSE [] END AS code
  MATCH (event:Incident {country: code})
  RETURN event, 0 AS role
  UNION ALL
  UNWIND CASE WHEN $group IS NULL AND $country IS NULL THEN [1] ELSE [] END AS scan
  MATCH (event:Incident)
  RETURN event, 0 AS role
}
WITH event, role
WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
  AND ($country IS NULL OR event.country = $country)
  AND ($fromDate IS NULL OR event.lastDay >= $fromDate)
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($targetType IS NULL OR event.targetType IN $targetType
    OR EXISTS { MATCH (event)-[:STRUCK]->(struck:Target) WHERE struck.targetType IN $targetType })
WITH event, min(role) AS role
WITH event, role, EXISTS { (event)-[:CLAIMED_BY|DENIED_BY]->(:Group) } AS told
WITH event, role, CASE WHEN NOT told THEN [] ELSE [(event)-[said:CLAIMED_BY]->(by:Group)
    WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf | {
    by: by.id, first: said.claimedOnFirst, last: said.claimedOnLast}] END AS claims,
  CASE WHEN NOT told THEN 0 ELSE size([(event)-[said:DENIED_BY]->(by:Group)
    WHERE coalesce(said.deniedOnFirst, event.firstDay) <= $asOf | by.id]) END AS deniers,
  CASE WHEN event.attributedOnFirst > $asOf THEN 'not told by then' ELSE event.attribution END
    AS attribution
UNWIND ['all', attribution] + CASE WHEN deniers > 0 THEN ['denied'] ELSE [] END
  + CASE WHEN size(claims) > 1 THEN ['several claims'] ELSE [] END AS kind
WITH kind, event, role, deniers, claims, [claim IN claims
    WHERE ($group IS NULL OR claim.by = $group) AND claim.last >= event.firstDay
      AND claim.last <= $asOf | [
    CASE WHEN event.datePrecision = 'day' AND claim.first > event.firstDay
        THEN duration.inDays(event.firstDay, claim.first).days
      WHEN event.datePrecision <> 'day' AND claim.first > event.lastDay
        THEN duration.inDays(event.lastDay, claim.first).days
      ELSE 0 END,
    duration.inDays(event.firstDay, claim.last).days]] AS waits
WITH kind, event.dataset AS dataset, role, deniers, size(claims) AS claimants,
  size([claim IN claims WHERE claim.by = $group]) AS ownClaims,
  reduce(least = null, wait IN waits |
    CASE WHEN least IS NULL OR wait[0] < least THEN wait[0] ELSE least END) AS leastDays,
  reduce(least = null, wait IN waits |
    CASE WHEN least IS NULL OR wait[1] < least THEN wait[1] ELSE least END) AS mostDays,
  event
WITH kind, count(event) AS incidents, sum(CASE role WHEN 0 THEN 1 ELSE 0 END) AS attributed,
  sum(ownClaims) AS own, sum(CASE WHEN claimants > ownClaims THEN 1 ELSE 0 END) AS others,
  sum(CASE WHEN claimants > 0 THEN 1 ELSE 0 END) AS claimed,
  sum(CASE WHEN claimants > 1 THEN 1 ELSE 0 END) AS several,
  sum(CASE WHEN deniers > 0 THEN 1 ELSE 0 END) AS denied,
  count(mostDays) AS timed, percentileCont(leastDays, 0.5) AS medianLeast,
  percentileCont(mostDays, 0.5) AS medianMost, min(leastDays) AS leastDays,
  max(mostDays) AS mostDays, collect(DISTINCT dataset) AS unsorted,
  collect(CASE $cited WHEN 0 THEN null ELSE event END) AS events
CALL (events) {
  UNWIND events AS event
  // Summed up, so that a row to be sorted holds no list.
  WITH event.id AS id, max(event.firstDay) AS day
  WITH id, day
  ORDER BY day DESC, id DESC
  LIMIT toInteger(coalesce($cited, 20))
  RETURN collect(id) AS incidentIds
}
CALL (unsorted) {
  UNWIND unsorted AS name
  WITH name
  ORDER BY name
  RETURN collect(name) AS datasets
}
WITH kind, incidents, attributed, own, others, claimed, several, denied, timed, medianLeast,
  medianMost, leastDays, mostDays, datasets, incidentIds,
  CASE kind WHEN 'all' THEN 0 WHEN 'claimed' THEN 1 WHEN 'not told by then' THEN 2
    WHEN 'assessed' THEN 3 WHEN 'suspected' THEN 4 WHEN 'disputed' THEN 5 WHEN 'denied' THEN 6
    ELSE 7 END AS place
WITH collect({
    kind: kind, incidents: incidents, attributed: attributed, own: own, others: others,
    claimed: claimed, several: several, denied: denied, timed: timed, medianLeast: medianLeast,
    medianMost: medianMost, leastDays: leastDays, mostDays: mostDays, datasets: datasets,
    incidentIds: incidentIds, place: place
  }) AS rows, max(incidents) AS whole
UNWIND rows AS row
WITH whole, row, row.place AS place, row.medianLeast AS medianLeast, row.medianMost AS medianMost,
  row.leastDays AS leastDays, row.mostDays AS mostDays, row.datasets AS datasets
RETURN row.kind AS kind, row.incidents AS incidents,
  round(toFloat(row.incidents) / whole, 2) AS share,
  CASE WHEN $group IS NOT NULL THEN row.attributed END AS attributedToIt,
  CASE WHEN $group IS NOT NULL THEN row.own END AS claimedByIt,
  CASE WHEN $group IS NOT NULL THEN row.others END AS claimedByOthers,
  row.claimed AS claimedByAnybody, row.several AS severalClaims, row.denied AS denied,
  row.timed AS timed,
  CASE WHEN medianLeast = medianMost THEN replace(toString(medianLeast), '.0', '')
    ELSE replace(toString(medianLeast) + ' to ' + toString(medianMost), '.0', '') END AS medianDays,
  CASE WHEN leastDays = mostDays THEN toString(leastDays)
    ELSE toString(leastDays) + ' to ' + toString(mostDays) END AS spanDays,
  CASE WHEN row.timed > 0 AND row.timed < 5 THEN 'few' ELSE '' END AS small,
  medianLeast, medianMost, leastDays, mostDays,
  CASE WHEN size(datasets) > 1 THEN reduce(text = head(datasets), name IN tail(datasets) |
    text + ' and ' + name) + '; what several of them tell is counted once for each' END AS together,
  row.incidentIds AS incidentIds
ORDER BY place
