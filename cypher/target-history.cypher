// Target history: what struck a facility, and who is said to have done it
// answers: >-
//   Every incident on record that struck the target, oldest first, with who is said to have done it,
//   on whose word, how, the toll, and where the sources disagree.
// parameters:
//   target: {type: target, argument: true, required: true, help: the target}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only incidents attributed in this way
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   date: {type: date, help: 'date, as far as it is known'}
//   incidentId: {hidden: true, help: id of the incident}
//   incident: {hidden: true, help: short name of the incident}
//   perpetrators: {type: list, title: attributed to, help: groups named as perpetrators}
//   attribution: {help: 'claimed, assessed, suspected or disputed'}
//   claimedBy: {type: list, title: claimed by, help: groups of which a claim is reported that can have been made by the day asked for}
//   deniedBy: {type: list, title: denied by, help: 'groups that deny it, and of whom, if not of themselves'}
//   tactics: {type: list, help: how}
//   fatalitiesLow: {type: integer, hidden: true, help: lowest figure}
//   fatalities: {type: integer, title: killed, help: official or last figure; blank if there is none}
//   fatalitiesHigh: {type: integer, hidden: true, help: highest figure}
//   wounded: {type: integer, help: number of wounded; blank if there is none}
//   summary: {help: what happened}
//   conflicts: {title: Where the sources disagree, below: incident, help: where the sources disagree}
//   sources: {type: sources, help: sources that state it}
// examples:
//   - graphq target-history "Gao airport"
//   - graphq target-history GATB --as-of 2019
MATCH (:Target {id: $target})<-[:STRUCK]-(event:Incident)
WHERE event.firstDay <= $asOf
  AND (size($attribution) = 0 OR event.attribution IN $attribution)
OPTIONAL MATCH (event)-[:PERPETRATED_BY]->(perpetrator:Group)
WITH event, perpetrator
ORDER BY perpetrator.name
WITH event, collect(perpetrator.name) AS perpetrators
OPTIONAL MATCH (event)-[said:CLAIMED_BY]->(claimant:Group)
WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf
WITH event, perpetrators, claimant
ORDER BY claimant.name
WITH event, perpetrators, collect(claimant.name) AS claimedBy
OPTIONAL MATCH (event)-[unsaid:DENIED_BY]->(denier:Group)
WHERE coalesce(unsaid.deniedOnFirst, event.firstDay) <= $asOf
WITH event, perpetrators, claimedBy, denier.name + CASE WHEN unsaid.denies = denier.id THEN ''
  ELSE ' (of ' + unsaid.denies + ')' END AS denial
ORDER BY denial
WITH event, perpetrators, claimedBy, collect(denial) AS deniedBy
RETURN event.date AS date, event.id AS incidentId, event.name AS incident,
  perpetrators, event.attribution AS attribution, claimedBy, deniedBy, event.tactics AS tactics,
  event.fatalitiesLow AS fatalitiesLow, event.fatalitiesBest AS fatalities,
  event.fatalitiesHigh AS fatalitiesHigh, event.wounded AS wounded,
  event.summary AS summary, event.conflicts AS conflicts, event.sources AS sources
ORDER BY event.firstDay, incidentId
