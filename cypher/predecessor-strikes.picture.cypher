// Predecessor strikes, drawn: what the groups before it had struck, and how they passed into it
// Parameters: $group, $asOf, $parts, $targetType, $target, $country, $dataset (null: any), $attribution ([]: any)
MATCH (:Group {id: $group})-[line:DESCENDS_FROM]->(ancestor:Group)-[step:SUCCEEDED_BY]->(heir:Group)
WHERE line.latestFirst <= $asOf AND step.id = head(line.steps) AND ancestor.id <> $group
  AND ($parts OR line.extent = 'whole')
WITH ancestor, step, heir.id AS heirId, size(line.steps) AS length
ORDER BY length, step.via
MATCH (ancestor)<-[done:PERPETRATED_BY]-(event:Incident)
WHERE event.firstDay <= $asOf AND event.firstDay <= step.sinceLast
  AND ($country IS NULL OR event.country = $country)
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND (size($attribution) = 0 OR (done.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
OPTIONAL MATCH (event)-[:STRUCK]->(struck:Target)
WITH ancestor, step, heirId, length, event, struck
WHERE ($target IS NULL OR struck.id = $target)
  AND ($targetType IS NULL OR event.targetType IN $targetType
    OR struck.targetType IN $targetType)
WITH DISTINCT ancestor.id AS ancestorId, event, heirId, step.via AS via, length
ORDER BY event.firstDay DESC, event.id, length, via
WITH ancestorId, event, head(collect({heirId: heirId, via: via})) AS way
ORDER BY event.firstDay DESC, event.id, ancestorId
LIMIT 10
CALL (ancestorId, event, way) {
  MATCH drawn = (:Group {id: ancestorId})-[:PREDECESSOR_IN]->(:ChangeEvent {id: way.via})
  RETURN drawn
  UNION
  MATCH drawn = (:ChangeEvent {id: way.via})-[:RESULTED_IN]->(:Group {id: way.heirId})
  RETURN drawn
  UNION
  MATCH drawn = (event)-[:PERPETRATED_BY]->(:Group {id: ancestorId})
  RETURN drawn
  UNION
  MATCH drawn = (event)-[:STRUCK]->(:Target)
  RETURN drawn
}
RETURN DISTINCT drawn AS path
