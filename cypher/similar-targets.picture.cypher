// Similar targets, drawn: facilities of its kind that were struck, by whom, and who uses both
// Parameters: $target, $targetType (null: its own kind), $attribution ([]: any), $dataset (null: any), $asOf (only what had happened by this day)
MATCH (here:Target {id: $target})
UNWIND coalesce($targetType, [here.targetType]) AS kind
MATCH (there:Target {targetType: kind})<-[:STRUCK]-(event:Incident)
WHERE there.id <> here.id AND event.firstDay <= $asOf
  AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN there.statedBy
    OR there.id CONTAINS ':')
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
WITH here, there, event
ORDER BY event.firstDay DESC, event.id
LIMIT 8
CALL (here, there, event) {
  MATCH path = (there)<-[:STRUCK]-(event)
  RETURN path
  UNION
  MATCH path = (event)-[:PERPETRATED_BY]->(:Group)
  RETURN path
  UNION
  MATCH (here)-[use:USED_BY]->(shared:Group)<-[other:USED_BY]-(there)
  WHERE (use.validFromFirst IS NULL OR use.validFromFirst <= $asOf)
    AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN use.statedBy)
    AND (use.validToLast IS NULL OR use.validToLast >= $asOf)
    AND (other.validFromFirst IS NULL OR other.validFromFirst <= $asOf)
    AND (other.validToLast IS NULL OR other.validToLast >= $asOf)
    AND (shared.dissolved IS NULL
      OR shared.dissolved >= left(toString($asOf), size(shared.dissolved)))
  MATCH path = (here)-[:USED_BY]->(shared)
  RETURN path
  UNION
  MATCH (here)-[use:USED_BY]->(shared:Group)<-[other:USED_BY]-(there)
  WHERE (use.validFromFirst IS NULL OR use.validFromFirst <= $asOf)
    AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN use.statedBy)
    AND (use.validToLast IS NULL OR use.validToLast >= $asOf)
    AND (other.validFromFirst IS NULL OR other.validFromFirst <= $asOf)
    AND (other.validToLast IS NULL OR other.validToLast >= $asOf)
    AND (shared.dissolved IS NULL
      OR shared.dissolved >= left(toString($asOf), size(shared.dissolved)))
  MATCH path = (there)-[:USED_BY]->(shared)
  RETURN path
  UNION
  MATCH path = (here)-[:LOCATED_IN]->(:Location {level: 'place'})
  RETURN path
}
RETURN DISTINCT path
