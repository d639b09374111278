// Claim list, drawn: incidents that several groups claim, or that somebody denies
// Parameters: $group, $country, $targetType, $dataset, $fromDate, $toDate (null: any), $attribution ([]: any), $several, $denied, $asOf
CALL () {
  UNWIND CASE WHEN $group IS NULL THEN [] ELSE [$group] END AS key
  MATCH (:Group {id: key})<-[:PERPETRATED_BY]-(event:Incident)
  RETURN event
  UNION
  UNWIND CASE WHEN $group IS NULL THEN [] ELSE [$group] END AS key
  MATCH (:Group {id: key})<-[said:CLAIMED_BY]-(event:Incident)
  WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf
  RETURN event
  UNION
  UNWIND CASE WHEN $group IS NULL THEN [] ELSE [$group] END AS key
  MATCH (:Group {id: key})<-[said:DENIED_BY]-(event:Incident)
  WHERE coalesce(said.deniedOnFirst, event.firstDay) <= $asOf
  RETURN event
  UNION
  UNWIND CASE WHEN $group IS NULL THEN [1] ELSE [] END AS scan
  MATCH (event:Incident)
  RETURN event
}
WITH event
WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
  AND ($country IS NULL OR event.country = $country)
  AND ($fromDate IS NULL OR event.lastDay >= $fromDate)
  AND ($toDate IS NULL OR event.firstDay <= $toDate)
  AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND ($targetType IS NULL OR event.targetType IN $targetType
    OR EXISTS { MATCH (event)-[:STRUCK]->(struck:Target) WHERE struck.targetType IN $targetType })
WITH event, [(event)-[said:CLAIMED_BY]->(by:Group)
    WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf | by.id] AS claims,
  [(event)-[said:DENIED_BY]->(by:Group)
    WHERE coalesce(said.deniedOnFirst, event.firstDay) <= $asOf | by.id] AS denials
WHERE (size(claims) > 1 OR size(denials) > 0)
  AND (NOT $several OR size(claims) > 1) AND (NOT $denied OR size(denials) > 0)
WITH event
ORDER BY event.firstDay DESC, event.id
LIMIT 10
CALL (event) {
  MATCH path = (event)-[:PERPETRATED_BY]->(:Group)
  RETURN path
  UNION
  MATCH path = (event)-[said:CLAIMED_BY]->(:Group)
  WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf
  RETURN path
  UNION
  MATCH path = (event)-[said:DENIED_BY]->(:Group)
  WHERE coalesce(said.deniedOnFirst, event.firstDay) <= $asOf
  RETURN path
}
RETURN DISTINCT path
