// Warn, drawn: the nearest neighbours of a facility, who uses them, and what struck them last
// Parameters: $target, $km (how far away at most), $attribution ([]: any), $targetType, $dataset (null: any), $asOf (only what had happened by this day)
MATCH (here:Target {id: $target})
WITH here, toInteger(ceil($km / 55.0)) AS rows,
  CASE WHEN abs(here.latitude) + $km / 110.0 > 89.0 THEN 360
    ELSE toInteger(ceil($km / (55.0 * cos(radians(abs(here.latitude) + $km / 110.0))))) END
    AS columns
CALL (here, rows, columns) {
  UNWIND CASE WHEN here.cell IS NULL THEN [] ELSE range(-rows, rows) END AS dy
  UNWIND range(-columns, columns) AS dx
  WITH DISTINCT here, (here.cell / 720 + dy) * 720 + (here.cell % 720 + dx + 720) % 720 AS cell
  MATCH (there:Target {cell: cell})
  WHERE there.id <> here.id AND ($targetType IS NULL OR there.targetType IN $targetType)
    AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN there.statedBy
    OR there.id CONTAINS ':')
  WITH there, 2 * 6371.0 * asin(sqrt(haversin(radians(there.latitude - here.latitude))
    + cos(radians(here.latitude)) * cos(radians(there.latitude))
    * haversin(radians(there.longitude - here.longitude)))) AS km
  WHERE km <= $km
  WITH there, km, there.id AS key
  ORDER BY km, key
  LIMIT 6
  RETURN there
  UNION
  MATCH (there:Target {id: here.id})
  RETURN there
}
CALL (there) {
  MATCH path = (there)-[use:USED_BY]->(user:Group)
  WHERE (use.validFromFirst IS NULL OR use.validFromFirst <= $asOf)
    AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN use.statedBy)
    AND (use.validToLast IS NULL OR use.validToLast >= $asOf)
    AND (user.dissolved IS NULL OR user.dissolved >= left(toString($asOf), size(user.dissolved)))
  RETURN path
  UNION
  MATCH (there)<-[:STRUCK]-(event:Incident)
  WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
    AND ($dataset IS NULL OR event.dataset = $dataset)
    AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  WITH there, event, toString(event.firstDay) + ' ' + event.id AS moment
  ORDER BY moment DESC
  LIMIT 1
  MATCH path = (there)<-[:STRUCK]-(event)
  RETURN path
  UNION
  MATCH (there)<-[:STRUCK]-(event:Incident)
  WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
    AND ($dataset IS NULL OR event.dataset = $dataset)
    AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  WITH event, toString(event.firstDay) + ' ' + event.id AS moment
  ORDER BY moment DESC
  LIMIT 1
  MATCH path = (event)-[:PERPETRATED_BY]->(:Group)
  RETURN path
  UNION
  MATCH path = (there)-[:LOCATED_IN]->(:Location)
  RETURN path
}
RETURN DISTINCT path
