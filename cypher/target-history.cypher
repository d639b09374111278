// Target history: what struck a facility, and who is said to have done it
// answers: >-
//   Every incident on record that struck the target, oldest first, with who is said to have done it,
//   on whose word, how, the toll, and where the sources disagree. An event that several incidents are
//   known to tell is one row, as the dossier has it, with what the others say.
// parameters:
//   target: {type: target, argument: true, required: true, help: the target}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only incidents attributed in this way
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// then: target-history
// reads:
//   date: 'date, as far as it is known'
//   incidentId: id of the incident
//   incident: short name of the incident
//   tellingOf: 'of which event it is one of several tellings'
//   dataset: the dataset that tells it
//   perpetrators: 'groups named as perpetrators: of each its id, name and full name'
//   attribution: 'claimed, assessed, suspected or disputed'
//   claimedBy: 'groups of which a claim is reported that can have been made by the day asked for: of each its id, name and full name'
//   deniedBy: 'groups that deny it, and of whom, if not of themselves'
//   tactics: how
//   fatalitiesLow: lowest figure
//   fatalities: official or last figure; blank if there is none
//   fatalitiesHigh: highest figure
//   wounded: number of wounded; blank if there is none
//   casualties: 'how many of whom it harmed, as far as that is told'
//   summary: what happened
//   conflicts: where the sources disagree
//   sources: sources that state it
// columns:
//   date: {type: date, help: 'date, as far as it is known'}
//   incidentId: {hidden: true, help: id of the incident}
//   incident: {hidden: true, help: short name of the incident}
//   perpetratorIds: {type: list, hidden: true, help: ids of the groups named as perpetrators}
//   perpetrators: {type: list, title: attributed to, help: groups named as perpetrators}
//   attribution: {help: 'claimed, assessed, suspected or disputed'}
//   claimedBy: {type: list, title: claimed by, help: groups of which a claim is reported that can have been made by the day asked for}
//   deniedBy: {type: list, title: denied by, help: 'groups that deny it, and of whom, if not of themselves'}
//   tactics: {type: list, help: how}
//   fatalitiesLow: {type: integer, hidden: true, help: lowest figure}
//   fatalities: {type: integer, title: killed, help: official or last figure; blank if there is none}
//   fatalitiesHigh: {type: integer, hidden: true, help: highest figure}
//   wounded: {type: integer, help: number of wounded; blank if there is none}
//   casualties: {type: facts, title: of whom, help: 'how many of whom it harmed, as far as that is told'}
//   alsoTold: {type: facts, title: also told, help: 'further tellings of the same event: by which dataset, when, who is said to have done it, and how many were killed'}
//   summary: {help: what happened}
//   conflicts: {title: Where the sources disagree, below: incident, help: where the sources disagree}
//   sources: {type: sources, help: sources that state it}
// examples:
//   - graphq target-history "Gao airport"
//   - graphq target-history GATB --as-of 2019
MATCH (:Target {id: $target})<-[:STRUCK]-(event:Incident)
WHERE event.firstDay <= $asOf AND ($dataset IS NULL OR event.dataset = $dataset)
  AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
OPTIONAL MATCH (event)-[:PERPETRATED_BY]->(perpetrator:Group)
WITH event, perpetrator
ORDER BY perpetrator.name, perpetrator.id
WITH event, collect(DISTINCT perpetrator) AS found
WITH event, [one IN found | [one.id, one.name, one.fullName]] AS perpetrators
OPTIONAL MATCH (event)-[said:CLAIMED_BY]->(claimant:Group)
WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf
WITH event, perpetrators, claimant
ORDER BY claimant.name, claimant.id
WITH event, perpetrators, collect(DISTINCT claimant) AS found
WITH event, perpetrators, [one IN found | [one.id, one.name, one.fullName]] AS claimedBy
OPTIONAL MATCH (event)-[unsaid:DENIED_BY]->(denier:Group)
WHERE coalesce(unsaid.deniedOnFirst, event.firstDay) <= $asOf
WITH event, perpetrators, claimedBy, denier.name + CASE WHEN unsaid.denies = denier.id THEN ''
  ELSE ' (of ' + unsaid.denies + ')' END AS denial
ORDER BY denial
WITH event, perpetrators, claimedBy, collect(denial) AS deniedBy
CALL (event) {
  MATCH (event)<-[:CASUALTIES_OF]-(told:Casualties)
  WITH told, told.harm + ' ' + told.ofWhom AS place
  ORDER BY place
  RETURN collect({id: told.id, sources: told.sources, text: told.harm + ' ' + told.ofWhom + ': '
    + CASE WHEN told.low IS NULL AND told.high IS NULL THEN toString(told.best)
      WHEN told.best IS NULL AND told.high IS NULL THEN 'at least ' + toString(told.low)
      WHEN told.best IS NULL AND told.low IS NULL THEN 'at most ' + toString(told.high)
      WHEN told.best IS NULL THEN toString(told.low) + ' to ' + toString(told.high)
      WHEN told.low IS NULL THEN toString(told.best) + ' (at most ' + toString(told.high) + ')'
      WHEN told.high IS NULL THEN toString(told.best) + ' (at least ' + toString(told.low) + ')'
      ELSE toString(told.best) + ' (' + toString(told.low) + ' to ' + toString(told.high) + ')' END})
    AS casualties
}
RETURN event.date AS date, event.id AS incidentId, event.name AS incident,
  event.tellingOf AS tellingOf, event.dataset AS dataset, perpetrators,
  CASE WHEN event.attributedOnFirst > $asOf THEN null ELSE event.attribution END AS attribution,
  claimedBy, deniedBy, event.tactics AS tactics,
  event.fatalitiesLow AS fatalitiesLow, event.fatalitiesBest AS fatalities,
  event.fatalitiesHigh AS fatalitiesHigh, event.wounded AS wounded, casualties,
  CASE WHEN event.summaryOnFirst > $asOf THEN null ELSE event.summary END AS summary,
  CASE WHEN event.conflictsOnFirst > $asOf THEN null ELSE event.conflicts END AS conflicts,
  event.sources AS sources
ORDER BY event.firstDay, incidentId
