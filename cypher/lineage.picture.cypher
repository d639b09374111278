// Lineage, drawn: which groups merged, split and renamed into this one, and on
// Parameters: $group, $asOf (only what had happened by this day)
MATCH (focus:Group {id: $group})
CALL (focus) {
  MATCH (focus)-[line:DESCENDS_FROM]->(before:Group)-[step:SUCCEEDED_BY]->(after:Group)
  WHERE line.latestFirst <= $asOf AND step.id = head(line.steps)
  RETURN size(line.steps) AS length, step, before, after
  UNION ALL
  MATCH (focus)<-[line:DESCENDS_FROM]-(after:Group)<-[step:SUCCEEDED_BY]-(before:Group)
  WHERE line.latestFirst <= $asOf AND step.id = last(line.steps)
  RETURN size(line.steps) AS length, step, before, after
}
WITH step.via AS via, before.id AS beforeId, after.id AS afterId, min(length) AS depth
ORDER BY depth, via, beforeId, afterId
LIMIT 20
CALL (via, beforeId, afterId) {
  MATCH path = (:Group {id: beforeId})-[:PREDECESSOR_IN]->(:ChangeEvent {id: via})
  RETURN path
  UNION
  MATCH path = (:ChangeEvent {id: via})-[:RESULTED_IN]->(:Group {id: afterId})
  RETURN path
}
RETURN DISTINCT path
