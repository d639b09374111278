// Target history, drawn: what struck a facility, who is said to have done it, and who uses it
// Parameters: $target, $dataset (null: any), $attribution ([]: any), $asOf (only what had happened by this day)
MATCH (here:Target {id: $target})
CALL (here) {
  MATCH (here)<-[:STRUCK]-(event:Incident)
  WHERE event.firstDay <= $asOf AND ($dataset IS NULL OR event.dataset = $dataset)
    AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  WITH here, event
  ORDER BY event.firstDay DESC, event.id
  LIMIT 15
  MATCH path = (here)<-[:STRUCK]-(event)
  RETURN path
  UNION
  MATCH (here)<-[:STRUCK]-(event:Incident)
  WHERE event.firstDay <= $asOf AND ($dataset IS NULL OR event.dataset = $dataset)
    AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  WITH event
  ORDER BY event.firstDay DESC, event.id
  LIMIT 15
  MATCH path = (event)-[:PERPETRATED_BY]->(:Group)
  RETURN path
  UNION
  MATCH path = (here)-[use:USED_BY]->(user:Group)
  WHERE (use.validFromFirst IS NULL OR use.validFromFirst <= $asOf)
    AND (use.validToLast IS NULL OR use.validToLast >= $asOf)
    AND (user.dissolved IS NULL OR user.dissolved >= left(toString($asOf), size(user.dissolved)))
  RETURN path
}
RETURN DISTINCT path
