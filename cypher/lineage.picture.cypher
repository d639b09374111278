// Lineage, drawn: which groups merged, split and renamed into this one, and on
// Parameters: $group, $asOf (only what had happened by this day)
MATCH (focus:Group {id: $group})
CALL (focus) {
  MATCH path = (focus)<-[:SUCCEEDED_BY*1..12]-(:Group)
  WITH reverse(relationships(path)) AS steps, reverse(nodes(path)) AS groups
  WHERE all(step IN steps WHERE step.sinceFirst <= $asOf)
    AND all(i IN range(0, size(steps) - 2) WHERE steps[i].sinceFirst <= steps[i + 1].sinceLast)
  RETURN size(steps) AS length, steps[0] AS step, groups[0].id AS beforeId, groups[1].id AS afterId
  UNION ALL
  MATCH path = (focus)-[:SUCCEEDED_BY*1..12]->(:Group)
  WITH relationships(path) AS steps, nodes(path) AS groups
  WHERE all(step IN steps WHERE step.sinceFirst <= $asOf)
    AND all(i IN range(0, size(steps) - 2) WHERE steps[i].sinceFirst <= steps[i + 1].sinceLast)
  RETURN size(steps) AS length, steps[size(steps) - 1] AS step,
    groups[size(groups) - 2].id AS beforeId, groups[size(groups) - 1].id AS afterId
}
WITH step.via AS via, beforeId, afterId, min(length) AS depth
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
