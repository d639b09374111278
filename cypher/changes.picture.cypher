// Changes, drawn: the mergers, splits, renames and pledges of a group, with every party
// Parameters: $group, $asOf (only what had happened by this day)
MATCH (:Group {id: $group})-[:PREDECESSOR_IN|RESULTED_IN]-(event:ChangeEvent)
WHERE event.firstDay <= $asOf
WITH DISTINCT event
ORDER BY event.firstDay DESC, event.id
LIMIT 12
MATCH path = (event)-[:PREDECESSOR_IN|RESULTED_IN]-(:Group)
RETURN path
