// Lineage: who a group came from, and what became of it
// answers: >-
//   The predecessors and successors of a group through dated changes, each step with its kind, its
//   date, whether the whole group or a part took it, and who disputes it. Pledges and alliances
//   change nobody's identity and are left out; see changes.
// parameters:
//   group: {type: group, argument: true, required: true, help: the group}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   direction: {help: predecessor or successor of the group}
//   depth: {type: integer, help: 'how many changes away, by the shortest way'}
//   fromId: {hidden: true, help: id of the group that passed on}
//   from: {help: the group that passed on}
//   toId: {hidden: true, help: id of the group it passed into}
//   to: {help: the group it passed into}
//   date: {type: date, help: 'date of the change, as far as it is known'}
//   firstDay: {type: date, hidden: true, help: first day that the date can mean}
//   lastDay: {type: date, hidden: true, help: last day that the date can mean}
//   kind: {help: 'merger, absorption, split, rename or founding'}
//   extent: {help: whether the whole group or a part of it passed on}
//   component: {title: which part, help: the part that passed on}
//   change: {help: the change}
//   changeId: {hidden: true, help: id of the change}
//   note: {type: facts, title: What is said of the changes, below: change, help: 'where the sources of the change disagree, as far as it had been said'}
//   disputedBy: {type: sources, title: disputed by, help: sources that contradict the step}
//   sources: {type: sources, help: sources that state the step}
// shape: tree
// examples:
//   - graphq lineage jnim
//   - graphq lineage "Al-Mourabitoun" --as-of 2015
MATCH (focus:Group {id: $group})
CALL (focus) {
  MATCH (focus)-[line:DESCENDS_FROM]->(before:Group)-[step:SUCCEEDED_BY]->(after:Group)
  WHERE line.latestFirst <= $asOf AND step.id = head(line.steps)
  RETURN 'predecessor' AS direction, size(line.steps) AS length, step, before, after
  UNION ALL
  MATCH (focus)<-[line:DESCENDS_FROM]-(after:Group)<-[step:SUCCEEDED_BY]-(before:Group)
  WHERE line.latestFirst <= $asOf AND step.id = last(line.steps)
  RETURN 'successor' AS direction, size(line.steps) AS length, step, before, after
}
WITH direction, step, before, after, min(length) AS depth
MATCH (change:ChangeEvent {id: step.via})
CALL (change) {
  MATCH (remark:Remark {about: change.id})
  WHERE coalesce(remark.saidOnFirst, $asOf) <= $asOf
  WITH remark
  ORDER BY coalesce(toString(remark.saidOnFirst), ''), remark.id
  RETURN collect({id: remark.id, text: remark.text, sources: coalesce(remark.sources, [])}) AS note
}
RETURN direction, depth,
  before.id AS fromId, before.name AS from, after.id AS toId, after.name AS to,
  step.since AS date, step.sinceFirst AS firstDay, step.sinceLast AS lastDay,
  step.kind AS kind, step.extent AS extent, step.component AS component,
  change.name AS change, change.id AS changeId, note,
  coalesce(step.disputedBy, []) AS disputedBy, step.sources AS sources
ORDER BY direction, depth, firstDay DESC, fromId, toId, changeId
