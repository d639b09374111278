// Claims: the same from the sums that are kept, and from the incidents of which somebody says so
CALL () {
  CALL () {
    UNWIND CASE WHEN $fromDate IS NULL AND $toDate IS NULL THEN [1] ELSE [] END AS one
    MATCH (kept:KindSum)
    RETURN kept
    UNION ALL
    UNWIND CASE WHEN $fromDate IS NULL AND $toDate IS NULL THEN [] ELSE [1] END AS one
    MATCH (kept:MonthSum)
    WHERE ($fromDate IS NULL OR kept.lastDay >= $fromDate)
      AND ($toDate IS NULL OR kept.firstDay <= $toDate)
    RETURN kept
  }
  WITH kept
  WHERE ($country IS NULL OR kept.country = $country)
    AND (size($attribution) = 0 OR kept.attribution IN $attribution)
    AND ($dataset IS NULL OR kept.dataset = $dataset)
  WITH kept.attribution AS attribution, kept.dataset AS dataset, sum(kept.incidents) AS here,
    collect(DISTINCT head(kept.sources)) AS ones,
    collect(CASE WHEN size(kept.sources) > 1 THEN kept.sources END) AS more
  WITH attribution, dataset, here, more + [ones] AS lists
  UNWIND ['all', attribution] AS kind
  RETURN kind, dataset, here, lists, 0 AS claimants, 0 AS deniers, [] AS waits
  UNION ALL
  MATCH (:Group)<-[:CLAIMED_BY|DENIED_BY]-(event:Incident)
  WITH DISTINCT event
  WHERE event.placeholder IS NULL AND ($country IS NULL OR event.country = $country)
    AND ($fromDate IS NULL OR event.lastDay >= $fromDate)
    AND ($toDate IS NULL OR event.firstDay <= $toDate)
    AND (size($attribution) = 0 OR event.attribution IN $attribution)
    AND ($dataset IS NULL OR event.dataset = $dataset)
  WITH event, [(event)-[said:CLAIMED_BY]->(by:Group)
      WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf | {
      by: by.id, first: said.claimedOnFirst, last: said.claimedOnLast}] AS claims,
    size([(event)-[said:DENIED_BY]->(by:Group)
      WHERE coalesce(said.deniedOnFirst, event.firstDay) <= $asOf | by.id]) AS deniers,
    CASE WHEN event.attributedOnFirst > $asOf THEN 'not told by then' ELSE event.attribution END
      AS attribution
  // Each of these is in the sums already, by the word of the record: out of those, and in anew,
  // unless it does not fit by the day.
  WITH event, claims, deniers, attribution,
    CASE WHEN size($attribution) = 0 OR attribution IN $attribution THEN [1] ELSE [] END AS fits
  UNWIND [{kind: 'all', here: -1}, {kind: event.attribution, here: -1}]
    + [one IN fits | {kind: 'all', here: 1}] + [one IN fits | {kind: attribution, here: 1}]
    + [one IN fits WHERE deniers > 0 | {kind: 'denied', here: 1}]
    + [one IN fits WHERE size(claims) > 1 | {kind: 'several claims', here: 1}] AS part
  RETURN part.kind AS kind, event.dataset AS dataset, part.here AS here, [event.sources] AS lists,
    CASE part.here WHEN 1 THEN size(claims) ELSE 0 END AS claimants,
    CASE part.here WHEN 1 THEN deniers ELSE 0 END AS deniers,
    CASE part.here WHEN 1 THEN [claim IN claims
      WHERE claim.last >= event.firstDay AND claim.last <= $asOf | [
      CASE WHEN event.datePrecision = 'day' AND claim.first > event.firstDay
          THEN duration.inDays(event.firstDay, claim.first).days
        WHEN event.datePrecision <> 'day' AND claim.first > event.lastDay
          THEN duration.inDays(event.lastDay, claim.first).days
        ELSE 0 END,
      duration.inDays(event.firstDay, claim.last).days]] ELSE [] END AS waits
}
WITH kind, dataset, here, lists, claimants, deniers,
  reduce(least = null, wait IN waits |
    CASE WHEN least IS NULL OR wait[0] < least THEN wait[0] ELSE least END) AS leastDays,
  reduce(least = null, wait IN waits |
    CASE WHEN least IS NULL OR wait[1] < least THEN wait[1] ELSE least END) AS mostDays
WITH kind, sum(here) AS incidents, sum(CASE WHEN claimants > 0 THEN 1 ELSE 0 END) AS claimed,
  sum(CASE WHEN claimants > 1 THEN 1 ELSE 0 END) AS several,
  sum(CASE WHEN deniers > 0 THEN 1 ELSE 0 END) AS denied, count(mostDays) AS timed,
  percentileCont(leastDays, 0.5) AS medianLeast, percentileCont(mostDays, 0.5) AS medianMost,
  min(leastDays) AS leastDays, max(mostDays) AS mostDays,
  collect(DISTINCT CASE WHEN here > 0 THEN dataset END) AS unsorted, collect(lists) AS cited
WHERE incidents > 0
CALL (unsorted) {
  UNWIND unsorted AS name
  WITH name
  ORDER BY name
  RETURN collect(name) AS datasets
}
CALL (cited) {
  UNWIND cited AS lists
  UNWIND lists AS list
  UNWIND list AS source
  RETURN collect(DISTINCT source)[0..20] AS sources
}
WITH collect({
    kind: kind, incidents: incidents, claimed: claimed, several: several, denied: denied,
    timed: timed, medianLeast: medianLeast, medianMost: medianMost, leastDays: leastDays,
    mostDays: mostDays, datasets: datasets, sources: sources,
    place: CASE kind WHEN 'all' THEN 0 WHEN 'claimed' THEN 1 WHEN 'not told by then' THEN 2
      WHEN 'assessed' THEN 3 WHEN 'suspected' THEN 4 WHEN 'disputed' THEN 5 WHEN 'denied' THEN 6
      ELSE 7 END
  }) AS rows, max(incidents) AS whole
UNWIND rows AS row
WITH whole, row, row.place AS place, row.medianLeast AS medianLeast, row.medianMost AS medianMost,
  row.leastDays AS leastDays, row.mostDays AS mostDays, row.datasets AS datasets
RETURN row.kind AS kind, row.incidents AS incidents,
  round(toFloat(row.incidents) / whole, 2) AS share, null AS attributedToIt, null AS claimedByIt,
  null AS claimedByOthers,
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
  row.sources AS sources
ORDER BY place
