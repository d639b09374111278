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
//   targetType: {type: target-type, help: 'only this kind of target, such as airport'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only attributed in this way
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   asOf: {type: date, default: today, help: 'only what had happened by this day, and claims and denials that can have been made by then'}
// columns:
//   kind: {title: attribution, help: 'all; claimed, assessed, suspected, disputed; claimed later (the attribution rests on a claim that came after the day asked for); and besides: denied, several claims'}
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
//   incidentIds: {type: list, hidden: true, help: ids of the incidents; the first 200}
//   sources: {type: sources, help: 'sources that state these incidents, claims and denials; the first 200'}
// notes:
//   - A claim says who wants to have done it. The attribution is of today's record, whatever day is asked for.
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
  AND (size($attribution) = 0 OR event.attribution IN $attribution)
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($targetType IS NULL OR event.targetType = $targetType
    OR EXISTS { (event)-[:STRUCK]->(:Target {targetType: $targetType}) })
WITH event, min(role) AS role
WITH event, role, [(event)-[said:CLAIMED_BY]->(by:Group) | {
    id: said.id, by: by.id, name: by.name, on: said.claimedOn, first: said.claimedOnFirst,
    last: said.claimedOnLast, note: said.note, sources: coalesce(said.sources, [])
  }] AS everClaimed, [(event)-[said:DENIED_BY]->(by:Group)
    WHERE coalesce(said.deniedOnFirst, event.firstDay) <= $asOf | {
    id: said.id, by: by.id, name: by.name, denies: said.denies, on: said.deniedOn,
    last: said.deniedOnLast, note: said.note, sources: coalesce(said.sources, [])
  }] AS denials
WITH event, role, everClaimed, denials,
  [claim IN everClaimed WHERE coalesce(claim.first, event.firstDay) <= $asOf] AS claims,
  [(event)-[:PERPETRATED_BY]->(doer:Group) | doer.id] AS doerIds
WITH event, role, claims, denials, CASE WHEN any(claim IN everClaimed WHERE claim.by IN doerIds)
    THEN [claim IN everClaimed WHERE claim.by IN doerIds] ELSE everClaimed END AS restsOn
WITH event, role, claims, denials,
  CASE WHEN event.attribution = 'claimed' AND size(restsOn) > 0
    AND all(claim IN restsOn WHERE coalesce(claim.first, event.firstDay) > $asOf)
    THEN 'claimed later' ELSE event.attribution END AS attribution,
  [claim IN claims
    WHERE ($group IS NULL OR claim.by = $group) AND claim.last >= event.firstDay | [
    CASE WHEN event.datePrecision = 'day' AND claim.first > event.firstDay
        THEN duration.inDays(event.firstDay, claim.first).days
      WHEN event.datePrecision <> 'day' AND claim.first > event.lastDay
        THEN duration.inDays(event.lastDay, claim.first).days
      ELSE 0 END,
    duration.inDays(event.firstDay, claim.last).days]] AS waits
WITH event, role, claims, denials, attribution,
  reduce(least = null, wait IN waits |
    CASE WHEN least IS NULL OR wait[0] < least THEN wait[0] ELSE least END) AS leastDays,
  reduce(least = null, wait IN waits |
    CASE WHEN least IS NULL OR wait[1] < least THEN wait[1] ELSE least END) AS mostDays
WITH event, role, leastDays, mostDays, size(claims) AS claimants, size(denials) AS deniers,
  size([claim IN claims WHERE claim.by = $group]) AS ownClaims,
  ['all', attribution] + CASE WHEN size(denials) > 0 THEN ['denied'] ELSE [] END
    + CASE WHEN size(claims) > 1 THEN ['several claims'] ELSE [] END AS kinds
UNWIND kinds AS kind
WITH kind, count(event) AS incidents, sum(CASE role WHEN 0 THEN 1 ELSE 0 END) AS attributed,
  sum(ownClaims) AS own, sum(CASE WHEN claimants > ownClaims THEN 1 ELSE 0 END) AS others,
  sum(CASE WHEN claimants > 0 THEN 1 ELSE 0 END) AS claimed,
  sum(CASE WHEN claimants > 1 THEN 1 ELSE 0 END) AS several,
  sum(CASE WHEN deniers > 0 THEN 1 ELSE 0 END) AS denied,
  count(mostDays) AS timed, percentileCont(leastDays, 0.5) AS medianLeast,
  percentileCont(mostDays, 0.5) AS medianMost, min(leastDays) AS leastDays,
  max(mostDays) AS mostDays, collect(DISTINCT event.dataset) AS unsorted,
  collect(toString(event.firstDay) + ' ' + event.id) AS moments
CALL (unsorted) {
  UNWIND unsorted AS name
  WITH name
  ORDER BY name
  RETURN collect(name) AS datasets
}
CALL (moments) {
  UNWIND moments AS moment
  WITH moment
  ORDER BY moment
  LIMIT 200
  MATCH (event:Incident {id: substring(moment, 11)})
  WITH event, moment, [(event)-[said:CLAIMED_BY]->(:Group)
      WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf | coalesce(said.sources, [])]
    + [(event)-[said:DENIED_BY]->(:Group)
      WHERE coalesce(said.deniedOnFirst, event.firstDay) <= $asOf | coalesce(said.sources, [])]
    AS said
  ORDER BY moment
  WITH collect(event.id) AS ids, collect([[null], coalesce(event.sources, [])] + said) AS cited
  UNWIND cited AS lists
  UNWIND lists AS list
  UNWIND list AS source
  RETURN ids, collect(DISTINCT source)[0..200] AS sources
}
WITH kind, incidents, attributed, own, others, claimed, several, denied, timed, medianLeast,
  medianMost, leastDays, mostDays, datasets, ids, sources,
  CASE kind WHEN 'all' THEN 0 WHEN 'claimed' THEN 1 WHEN 'claimed later' THEN 2
    WHEN 'assessed' THEN 3 WHEN 'suspected' THEN 4 WHEN 'disputed' THEN 5 WHEN 'denied' THEN 6
    ELSE 7 END AS place
WITH collect({
    kind: kind, incidents: incidents, attributed: attributed, own: own, others: others,
    claimed: claimed, several: several, denied: denied, timed: timed, medianLeast: medianLeast,
    medianMost: medianMost, leastDays: leastDays, mostDays: mostDays, datasets: datasets,
    ids: ids, sources: sources, place: place
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
  row.ids AS incidentIds, row.sources AS sources
ORDER BY place
