// Co-location, drawn: incidents of other groups in the same districts, close in time
// Parameters: $group, $days (how many days apart at most), $attribution ([]: any), $asOf
MATCH (:Group {id: $group})<-[:PERPETRATED_BY]-(mine:Incident)
WHERE mine.firstDay <= $asOf AND mine.placeholder IS NULL AND mine.admin2Id IS NOT NULL
  AND (size($attribution) = 0 OR (mine.attribution IN $attribution
    AND coalesce(mine.attributedOnFirst, $asOf) <= $asOf))
WITH DISTINCT mine
ORDER BY mine.firstDay DESC, mine.id
LIMIT 300
MATCH (other:Incident {admin2Id: mine.admin2Id})-[:PERPETRATED_BY]->(them:Group)
WHERE them.id <> $group
  AND other.dataset = mine.dataset AND other.placeholder IS NULL AND other.firstDay <= $asOf
  AND (size($attribution) = 0 OR (other.attribution IN $attribution
    AND coalesce(other.attributedOnFirst, $asOf) <= $asOf))
  AND other.firstDay <= mine.lastDay + duration({days: $days})
  AND other.lastDay >= mine.firstDay - duration({days: $days})
  AND NOT EXISTS { (other)-[:PERPETRATED_BY]->(:Group {id: $group}) }
WITH DISTINCT mine, other
ORDER BY mine.firstDay DESC, mine.id, other.id
LIMIT 5
UNWIND [mine, other] AS event
WITH DISTINCT event
CALL (event) {
  MATCH path = (event)-[:PERPETRATED_BY]->(:Group)
  RETURN path
  UNION
  MATCH (event)-[:OCCURRED_AT]->(place:Location)-[:LOCATED_IN*0..1]->(:Location {level: 'admin2'})
  MATCH path = (event)-[:OCCURRED_AT]->(place)
  RETURN path
  UNION
  MATCH (event)-[:OCCURRED_AT]->(place:Location)
  MATCH path = (place)-[:LOCATED_IN]->(:Location {level: 'admin2'})
  RETURN path
}
RETURN DISTINCT path
