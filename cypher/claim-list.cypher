// Claim list: who claims and who denies each incident, and how soon after it
// answers: >-
//   The incidents that a group is said to have done, claimed or denied, oldest first, each with its
//   attribution, every claim and every denial with its date and its own sources, and how many days
//   after the attack the group claimed it; without a group, the first claim of anybody. A time not
//   wholly known is a span: at least, and at most.
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
//   several: {type: flag, default: false, help: only what two or more groups claim}
//   denied: {type: flag, default: false, help: only what somebody denies}
//   limit: {type: integer, default: 500, minimum: 1, help: 'how many incidents at most, the oldest first'}
//   asOf: {type: date, default: today, help: 'only what had happened by this day, and claims and denials that can have been made by then'}
// columns:
//   date: {type: date, help: 'date, as far as it is known'}
//   incidentId: {hidden: true, help: id of the incident}
//   incident: {help: short name of the incident}
//   country: {hidden: true, help: two-letter code}
//   perpetrators: {type: list, title: attributed to, help: groups named as perpetrators}
//   attribution: {help: 'claimed, assessed, suspected or disputed; not told by then: nothing had been said that it rests on'}
//   whose: {usual: attributed, help: 'with a group: attributed to it, or only claimed by it, or only denied'}
//   claims: {type: facts, title: claimed by, help: 'who claims it, and when, as far as it is known'}
//   several: {title: Claimed by several, hidden: true, below: incident, help: 'how many groups claim it, where several do, and whether one was a part of another then'}
//   denials: {type: facts, title: denied by, help: 'who denies it, and when, as far as it is known'}
//   days: {title: days to claim, help: 'days from the attack to the claim, at least and at most; blank if not known'}
//   leastDays: {type: integer, hidden: true, help: 'fewest days that it can have been'}
//   mostDays: {type: integer, hidden: true, help: 'most days that it can have been'}
//   remarks: {type: facts, title: What is said of the claims and denials, below: incident, help: 'what a reader should know of the claims and denials, such as that only a report is dated'}
//   conflicts: {title: Where the sources disagree, below: incident, help: where the sources disagree}
//   fitting: {type: integer, hidden: true, help: how many incidents fit}
//   leftOut: {title: How many incidents fit, hidden: true, below: fitting, help: 'that some of them are not among the rows, where the limit left them out'}
//   sources: {type: sources, help: sources that state the incident}
// notes:
//   - A claim says who wants to have done it. An attribution that rests on claims is told from the first of them on.
//   - What stands here only because a published count counts it is left out.
// examples:
//   - graphq claim-list jnim --from 2019-01 --to 2019-08
//   - graphq claim-list --several
//   - graphq claim-list jnim --denied
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
WHERE (NOT $several OR size([(event)-[said:CLAIMED_BY]->(by:Group)
      WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf | by.id]) > 1)
  AND (NOT $denied OR size([(event)-[said:DENIED_BY]->(by:Group)
      WHERE coalesce(said.deniedOnFirst, event.firstDay) <= $asOf | by.id]) > 0)
// Month by month, so that only those of the first months are sorted; what is summed up lets go of
// the rest.
WITH left(toString(event.firstDay), 7) AS month,
  collect([toString(event.firstDay) + ' ' + event.id, role]) AS ones
ORDER BY month
WITH sum(size(ones)) AS fitting, reduce(first = [], ones IN collect(ones) |
  CASE WHEN size(first) < $limit THEN first + ones ELSE first END) AS enough
UNWIND enough AS one
WITH fitting, collect(one) AS first
CALL (first) {
  UNWIND first AS one
  WITH one[0] AS moment, min(one[1]) AS role
  WITH moment, role
  ORDER BY moment
  LIMIT toInteger($limit)
  RETURN moment, role
}
WITH fitting, moment, role
MATCH (event:Incident {id: substring(moment, 11)})
// What is known of a time only by a later day is not told by then.
WITH fitting, moment, event, role, [(event)-[said:CLAIMED_BY]->(by:Group)
    WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf | {
    id: said.id, by: by.id, name: by.name, first: said.claimedOnFirst, last: said.claimedOnLast,
    on: CASE WHEN said.claimedOnLast > $asOf AND said.claimedOn STARTS WITH 'by ' THEN null
      WHEN said.claimedOnLast > $asOf THEN split(said.claimedOn, ' to ')[0]
      ELSE said.claimedOn END, sources: coalesce(said.sources, [])
  }] AS claims, [(event)-[said:DENIED_BY]->(by:Group)
    WHERE coalesce(said.deniedOnFirst, event.firstDay) <= $asOf | {
    id: said.id, by: by.id, name: by.name, denies: said.denies, last: said.deniedOnLast,
    on: CASE WHEN said.deniedOnLast > $asOf AND said.deniedOn STARTS WITH 'by ' THEN null
      WHEN said.deniedOnLast > $asOf THEN split(said.deniedOn, ' to ')[0]
      ELSE said.deniedOn END, sources: coalesce(said.sources, [])
  }] AS denials
WITH fitting, moment, event, role, claims, denials,
  CASE WHEN event.attributedOnFirst > $asOf THEN 'not told by then' ELSE event.attribution END
    AS attribution,
  [claim IN claims
    WHERE ($group IS NULL OR claim.by = $group) AND claim.last >= event.firstDay
      AND claim.last <= $asOf | [
    CASE WHEN event.datePrecision = 'day' AND claim.first > event.firstDay
        THEN duration.inDays(event.firstDay, claim.first).days
      WHEN event.datePrecision <> 'day' AND claim.first > event.lastDay
        THEN duration.inDays(event.lastDay, claim.first).days
      ELSE 0 END,
    duration.inDays(event.firstDay, claim.last).days]] AS waits
WITH fitting, moment, event, role, claims, denials, attribution,
  reduce(least = null, wait IN waits |
    CASE WHEN least IS NULL OR wait[0] < least THEN wait[0] ELSE least END) AS leastDays,
  reduce(least = null, wait IN waits |
    CASE WHEN least IS NULL OR wait[1] < least THEN wait[1] ELSE least END) AS mostDays
WITH fitting, moment, event, role, claims, denials, attribution, leastDays, mostDays,
  [(event)-[:PERPETRATED_BY]->(perpetrator:Group) | perpetrator.name] AS doers
CALL (doers) {
  UNWIND doers AS name
  WITH name
  ORDER BY name
  RETURN collect(name) AS perpetrators
}
CALL (claims) {
  UNWIND claims AS claim
  WITH claim, coalesce(toString(claim.last), '9999') + ' ' + claim.name AS place
  ORDER BY place
  RETURN collect({id: claim.id, sources: claim.sources, text: claim.name
      + coalesce(' ' + claim.on, ' (date not known)')
      + CASE WHEN claim.last > $asOf THEN ', perhaps after the day asked for' ELSE '' END}) AS said
}
CALL (event, claims) {
  UNWIND CASE WHEN size(claims) > 1 THEN claims ELSE [] END AS claim
  MATCH (:Group {id: claim.by})-[tie:PART_OF]->(whole:Group)
  WHERE any(rival IN claims WHERE rival.by = whole.id)
    AND coalesce(tie.validFromFirst, event.lastDay) <= event.lastDay
    AND coalesce(tie.validToLast, event.firstDay) >= event.firstDay
  RETURN count(tie) AS ties
}
CALL (denials) {
  UNWIND denials AS denial
  WITH denial, denial.name + ' ' + denial.denies AS place
  ORDER BY place
  OPTIONAL MATCH (other:Group {id: denial.denies})
  WHERE denial.denies <> denial.by
  WITH denial, other, place
  ORDER BY place
  RETURN collect({id: denial.id, sources: denial.sources, text: denial.name
      + coalesce(' ' + denial.on, ' (date not known)')
      + CASE WHEN denial.last > $asOf THEN ', perhaps after the day asked for' ELSE '' END
      + CASE WHEN other IS NULL THEN '' ELSE ': that ' + other.name + ' had a part in it' END
    }) AS unsaid
}
CALL (claims, denials) {
  UNWIND [claim IN claims | {id: claim.id, name: claim.name,
      place: '0 ' + coalesce(toString(claim.last), '9999') + ' ' + claim.name}]
    + [denial IN denials | {id: denial.id, name: denial.name + ' denies it',
      place: '1 ' + denial.name + ' ' + denial.denies}] AS one
  MATCH (remark:Remark {about: one.id})
  WHERE coalesce(remark.saidOnFirst, $asOf) <= $asOf
  WITH one, remark, one.place + ' ' + coalesce(toString(remark.saidOnFirst), '') AS place
  ORDER BY place, remark.id
  RETURN collect({id: remark.id, text: one.name + ': ' + remark.text,
    sources: coalesce(remark.sources, [])}) AS remarks
}
RETURN event.date AS date, event.id AS incidentId, event.name AS incident, event.country AS country,
  perpetrators, attribution,
  CASE WHEN $group IS NULL THEN null WHEN role = 0 THEN 'attributed'
    WHEN role = 1 THEN 'claimed only' ELSE 'denied only' END AS whose,
  said AS claims, CASE WHEN size(said) > 1 THEN toString(size(said)) + ' groups'
    + CASE WHEN ties > 0 THEN ' (one of them then a part of another)' ELSE '' END END AS several,
  unsaid AS denials,
  CASE WHEN leastDays = mostDays THEN toString(leastDays)
    ELSE toString(leastDays) + ' to ' + toString(mostDays) END AS days,
  leastDays, mostDays,
  remarks, CASE WHEN event.conflictsOnFirst > $asOf THEN null ELSE event.conflicts END AS conflicts,
  fitting,
  CASE WHEN fitting > $limit THEN 'only the oldest ' + toString(toInteger($limit))
    + ' are among the rows; ask about a narrower time or place or for more with --limit' END
    AS leftOut,
  event.sources AS sources
ORDER BY moment
