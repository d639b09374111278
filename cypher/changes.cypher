// Changes: mergers, splits, renames and pledges that a group took part in
// answers: >-
//   Every dated change with the group among its parties, with all other parties: who entered it and
//   what came out, whole or in part, and which of it is disputed.
// parameters:
//   group: {type: group, argument: true, required: true, help: the group}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   date: {type: date, help: 'date of the change, as far as it is known'}
//   changeId: {hidden: true, help: id of the change}
//   change: {help: the change}
//   kind: {help: 'merger, absorption, split, rename, founding, alliance or pledge'}
//   role: {help: 'whether the group entered it, came out of it, or both'}
//   entered: {type: list, help: 'who entered it; a part is marked, and so is what is disputed'}
//   resulted: {type: list, title: came out, help: what came out of it}
//   summary: {help: what happened}
//   note: {type: facts, title: Where the sources disagree, below: change, help: 'where the sources disagree, as far as it had been said'}
//   disputedBy: {type: sources, title: disputed by, help: sources that contradict a party}
//   sources: {type: sources, help: sources that state the change}
// examples:
//   - graphq changes jnim
//   - graphq changes AQIM --as-of 2013
MATCH (:Group {id: $group})-[:PREDECESSOR_IN|RESULTED_IN]-(event:ChangeEvent)
WHERE event.firstDay <= $asOf
WITH DISTINCT event
OPTIONAL MATCH (before:Group)-[entered:PREDECESSOR_IN]->(event)
WITH event, before, entered
ORDER BY before.name
WITH event, collect(before.id) AS beforeIds,
  collect(before.name + CASE
    WHEN entered.extent = 'part' THEN ' (part: ' + coalesce(entered.component, 'not named') + ')'
    ELSE '' END + CASE WHEN size(coalesce(entered.disputedBy, [])) > 0 THEN ' (disputed)'
    ELSE '' END) AS enteredNames,
  reduce(found = [], list IN collect(coalesce(entered.disputedBy, [])) |
    found + [source IN list WHERE NOT source IN found]) AS disputed
OPTIONAL MATCH (event)-[resulted:RESULTED_IN]->(after:Group)
WITH event, beforeIds, enteredNames, disputed, after, resulted
ORDER BY after.name
WITH event, beforeIds, enteredNames, disputed, collect(after.id) AS afterIds,
  collect(after.name + CASE
    WHEN resulted.extent = 'part' THEN ' (part: ' + coalesce(resulted.component, 'not named') + ')'
    ELSE '' END + CASE WHEN size(coalesce(resulted.disputedBy, [])) > 0 THEN ' (disputed)'
    ELSE '' END) AS resultNames,
  reduce(found = [], list IN collect(coalesce(resulted.disputedBy, [])) |
    found + [source IN list WHERE NOT source IN found]) AS disputedResults
CALL (event) {
  MATCH (remark:Remark {about: event.id})
  WHERE coalesce(remark.saidOnFirst, $asOf) <= $asOf
  WITH remark
  ORDER BY coalesce(toString(remark.saidOnFirst), ''), remark.id
  RETURN collect({id: remark.id, text: remark.text, sources: coalesce(remark.sources, [])}) AS note
}
RETURN event.date AS date, event.id AS changeId, event.name AS change, event.kind AS kind,
  CASE WHEN $group IN beforeIds AND $group IN afterIds THEN 'both'
    WHEN $group IN beforeIds THEN 'entered' ELSE 'came out' END AS role,
  enteredNames AS entered, resultNames AS resulted,
  CASE WHEN event.summaryOnFirst > $asOf THEN null ELSE event.summary END AS summary, note,
  disputed + [source IN disputedResults WHERE NOT source IN disputed] AS disputedBy,
  event.sources AS sources
ORDER BY event.firstDay, changeId
