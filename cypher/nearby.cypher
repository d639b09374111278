// Nearby: other facilities close to a target, the neighbours to warn
// answers: >-
//   The other targets on record within a distance, and all of the same town, nearest first, with who
//   uses them and what has struck them. Where coordinates only give the town, the distance says so,
//   and a target that may lie within it is told.
// parameters:
//   target: {type: target, argument: true, required: true, help: the target}
//   km: {type: number, default: 25, minimum: 0, maximum: 1000, help: how far away at most}
//   targetType: {type: target-type, help: 'only neighbours of this kind and those below it, such as airport or military'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: count only strikes attributed in this way
//   dataset: {type: text, help: 'only incidents of this dataset, such as dossier:jnim; of a dossier also without facilities and users that only other dossiers tell of'}
//   asOf: {type: date, default: today, help: who used it on this day and what had struck it by then}
// columns:
//   km: {type: number, help: distance in kilometres; blank if a coordinate is not known}
//   certainty: {title: how sure, help: 'measured, coarse (the coordinates may be off by as much), or same town'}
//   targetId: {hidden: true, help: id of the other target}
//   target: {help: the other target}
//   targetType: {title: type, help: kind of target}
//   users: {type: list, title: used by, help: 'who uses it on the day, as far as is known: who had left by then is not among them, and one of whom no date is stated is'}
//   strikes: {type: integer, help: 'incidents on record that struck it, each event once however many tell it'}
//   lastStrike: {type: date, title: last, help: 'date of the last of them, as far as it is known'}
//   sources: {type: sources, help: sources that state the facility and the strikes; the first 200}
// examples:
//   - graphq nearby "Ambodedjo Airport"
//   - graphq nearby "Gao airport" --km 10
MATCH (here:Target {id: $target})
CALL (here) {
  WITH here
  WHERE here.cell IS NOT NULL
  WITH here, $km + 20 AS reach
  WITH here, toInteger(ceil(reach / 55.0)) AS rows,
    CASE WHEN abs(here.latitude) + reach / 110.0 > 89.0 THEN 360
      ELSE toInteger(ceil(reach / (55.0 * cos(radians(abs(here.latitude) + reach / 110.0))))) END
      AS columns
  UNWIND range(-rows, rows) AS dy
  UNWIND range(-columns, columns) AS dx
  WITH here, here.cell / 720 + dy AS row, here.cell % 720 + dx + 720 AS column
  MATCH (there:Target {cell: row * 720 + column % 720})
  RETURN there, 0 AS together
  UNION ALL
  MATCH (here)-[:LOCATED_IN]->(:Location {level: 'place'})<-[:LOCATED_IN]-(there:Target)
  RETURN there, 1 AS together
}
WITH here, there, max(together) AS together
WHERE there.id <> here.id AND ($targetType IS NULL OR there.targetType IN $targetType)
  AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN there.statedBy
  OR there.id CONTAINS ':')
WITH here, there, together,
  (coalesce(here.coordinatePrecisionM, 0) + coalesce(there.coordinatePrecisionM, 0)) / 1000.0
    AS slack, 2 * 6371.0 * asin(sqrt(
    haversin(radians(there.latitude - here.latitude))
    + cos(radians(here.latitude)) * cos(radians(there.latitude))
    * haversin(radians(there.longitude - here.longitude)))) AS km
WHERE together = 1 OR km - slack <= $km
OPTIONAL MATCH (there)-[use:USED_BY]->(user)
WHERE (use.validFromFirst IS NULL OR use.validFromFirst <= $asOf)
  AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN use.statedBy)
  AND (use.validToLast IS NULL OR use.validToLast >= $asOf)
  AND (user.dissolved IS NULL OR user.dissolved >= left(toString($asOf), size(user.dissolved)))
WITH DISTINCT here, there, slack, km, user.id AS userId, user.name AS userName
ORDER BY userName
WITH here, there, slack, km, collect(userName) AS userNames
OPTIONAL MATCH (there)<-[:STRUCK]-(event:Incident)
WHERE event.firstDay <= $asOf AND ($dataset IS NULL OR event.dataset = $dataset)
  AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
WITH here, there, slack, km, userNames, event
ORDER BY event.firstDay DESC, event.id
WITH here, there, slack, km, userNames, collect(event.date) AS dates,
  count(DISTINCT coalesce(event.tellingOf, event.id)) AS strikes, collect(event.sources) AS cited
UNWIND [[there.sources], cited] AS lists
UNWIND lists AS list
UNWIND CASE WHEN size(list) = 0 THEN [null] ELSE list END AS source
WITH there, slack, km, userNames, dates, strikes, collect(DISTINCT source) AS sources
RETURN round(km, 1) AS km,
  CASE WHEN km IS NULL THEN 'same town'
    WHEN slack > 2 THEN 'coarse'
    ELSE 'measured' END AS certainty,
  there.id AS targetId, there.name AS target, there.targetType AS targetType,
  userNames AS users,
  strikes, head(dates) AS lastStrike,
  sources[0..200] AS sources
ORDER BY coalesce(km, -1.0), targetId
