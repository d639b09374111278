// Incidents, drawn: the latest of a group, what they struck and where
// Parameters: $group, $attribution ([]: any), $asOf (only what had happened by this day)
MATCH (:Group {id: $group})<-[:PERPETRATED_BY]-(event:Incident)
WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
  AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
WITH DISTINCT event
ORDER BY event.firstDay DESC, event.id
LIMIT 10
CALL (event) {
  MATCH path = (event)-[:PERPETRATED_BY]->(:Group)
  RETURN path
  UNION
  MATCH path = (event)-[:STRUCK]->(:Target)
  RETURN path
  UNION
  MATCH path = (event)-[:OCCURRED_AT]->(:Location)
  RETURN path
}
RETURN DISTINCT path
