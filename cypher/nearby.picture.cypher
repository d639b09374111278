// Nearby, drawn: the facilities in the same town, who uses them, and what struck them
// Parameters: $target, $targetType, $attribution ([]: any), $dataset (null: any), $asOf (only what had happened by this day)
MATCH (here:Target {id: $target})-[:LOCATED_IN]->(town:Location {level: 'place'})
  <-[:LOCATED_IN]-(there:Target)
WHERE ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN there.statedBy
  OR there.id CONTAINS ':')
  AND ($targetType IS NULL OR there.targetType IN $targetType)
WITH DISTINCT here, town, there
ORDER BY there.id
LIMIT 8
CALL (here, town, there) {
  MATCH path = (here)-[:LOCATED_IN]->(town)
  RETURN path
  UNION
  MATCH path = (there)-[:LOCATED_IN]->(town)
  RETURN path
  UNION
  MATCH path = (there)-[use:USED_BY]->(user:Group)
  WHERE (use.validFromFirst IS NULL OR use.validFromFirst <= $asOf)
    AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN use.statedBy)
    AND (use.validToLast IS NULL OR use.validToLast >= $asOf)
    AND (user.dissolved IS NULL OR user.dissolved >= left(toString($asOf), size(user.dissolved)))
  RETURN path
  UNION
  MATCH (there)<-[:STRUCK]-(event:Incident)
  WHERE event.firstDay <= $asOf
    AND ($dataset IS NULL OR event.dataset = $dataset)
    AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  WITH there, event
  ORDER BY event.firstDay DESC, event.id
  LIMIT 2
  MATCH path = (there)<-[:STRUCK]-(event)
  RETURN path
}
RETURN DISTINCT path
