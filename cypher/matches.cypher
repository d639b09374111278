// Matches: incidents that two datasets may both tell
// answers: >-
//   Pairs of incidents of two datasets that lie close in time and place, with what speaks for and
//   against their being one. They are proposals: nothing is joined, and each is counted by itself.
// parameters:
//   dataset: {type: text, default: 'dossier:jnim', help: the dataset whose incidents are looked at}
//   with: {type: text, help: 'only pairs with this dataset, such as ucdp-ged; the same one finds what it may tell twice'}
//   group: {type: group, argument: true, help: only incidents of the first dataset in which this group is named}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only incidents of the first dataset that are attributed in this way
//   days: {type: integer, default: 2, minimum: 0, maximum: 60, help: how many days apart at most}
//   km: {type: number, default: 30, minimum: 0, maximum: 200, help: how far apart at most}
//   limit: {type: integer, default: 100, minimum: 1, help: how many pairs at most}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   incidentId: {hidden: true, help: id of the incident of the first dataset}
//   incident: {help: the incident of the first dataset}
//   otherId: {hidden: true, help: id of the other incident}
//   other: {title: may be, help: the incident of the other dataset}
//   dataset: {help: the other dataset}
//   speaksFor: {type: integer, title: for, help: 'how many of these agree: day, place, group, figure of those killed'}
//   days: {type: integer, title: days apart, help: 'fewest days between the two; 0 when they share one'}
//   km: {type: number, title: km apart, help: distance between the two places as given}
//   coarse: {title: place, help: 'coarse: one of the places is only a unit, so the distance says little'}
//   groups: {title: group, help: 'same, other, or not told where one names nobody'}
//   killed: {title: killed, help: figure of the first and of the other}
//   sources: {type: sources, help: sources of both}
// notes:
//   - A proposal is no finding. Read both before taking two incidents for one.
// examples:
//   - graphq matches
//   - graphq matches jnim --with ucdp-ged --days 1
//   - graphq matches --with dossier:jnim --days 0 --km 5
MATCH (mine:Incident)
WHERE mine.dataset = $dataset AND mine.firstDay <= $asOf AND mine.placeholder IS NULL
  AND mine.cell IS NOT NULL
  AND (size($attribution) = 0 OR (mine.attribution IN $attribution
    AND coalesce(mine.attributedOnFirst, $asOf) <= $asOf))
  AND ($group IS NULL
    OR EXISTS { (mine)-[:PERPETRATED_BY|CLAIMED_BY|INVOLVED]->(:Group {id: $group}) })
WITH mine, toInteger(ceil($km / 55.0)) AS rows,
  toInteger(ceil($km / (55.0 * cos(radians(abs(mine.latitude) + $km / 110.0))))) AS columns
UNWIND range(-rows, rows) AS dy
UNWIND range(-columns, columns) AS dx
WITH mine, mine.cell / 720 + dy AS row, mine.cell % 720 + dx + 720 AS column
MATCH (other:Incident {cell: row * 720 + column % 720})
WHERE other.firstDay <= $asOf AND other.placeholder IS NULL
  AND ($with IS NULL OR other.dataset = $with)
  AND (other.dataset <> mine.dataset OR ($with = mine.dataset AND mine.id < other.id))
WITH mine, other,
  CASE WHEN other.firstDay > mine.lastDay
      THEN duration.inDays(mine.lastDay, other.firstDay).days
    WHEN mine.firstDay > other.lastDay
      THEN duration.inDays(other.lastDay, mine.firstDay).days
    ELSE 0 END AS days
WHERE days <= $days
WITH mine, other, days,
  2 * 6371.0 * asin(sqrt(haversin(radians(other.latitude - mine.latitude))
    + cos(radians(mine.latitude)) * cos(radians(other.latitude))
    * haversin(radians(other.longitude - mine.longitude)))) AS km
WHERE km <= $km
OPTIONAL MATCH (mine)-[:PERPETRATED_BY|CLAIMED_BY|INVOLVED]->(here:Group)
WITH mine, other, days, km, collect(DISTINCT here.id) AS mineBy
OPTIONAL MATCH (other)-[:PERPETRATED_BY|CLAIMED_BY|INVOLVED]->(there:Group)
WITH mine, other, days, km, mineBy, collect(DISTINCT there.id) AS otherBy
WITH mine, other, days, km,
  mine.geoPrecision IN ['exact', 'near'] AND other.geoPrecision IN ['exact', 'near'] AS precise,
  CASE WHEN size(mineBy) = 0 OR size(otherBy) = 0 THEN 'not told'
    WHEN any(id IN mineBy WHERE id IN otherBy) THEN 'same' ELSE 'other' END AS groups,
  coalesce(toString(mine.fatalitiesBest), '?') + ' and '
    + coalesce(toString(other.fatalitiesBest), '?') AS killed,
  CASE WHEN mine.fatalitiesBest IS NULL OR other.fatalitiesBest IS NULL THEN 0
    WHEN abs(mine.fatalitiesBest - other.fatalitiesBest) <= 1
      OR (coalesce(mine.fatalitiesLow, mine.fatalitiesBest)
          <= coalesce(other.fatalitiesHigh, other.fatalitiesBest)
        AND coalesce(other.fatalitiesLow, other.fatalitiesBest)
          <= coalesce(mine.fatalitiesHigh, mine.fatalitiesBest)) THEN 1 ELSE 0 END AS figures
RETURN mine.id AS incidentId, mine.name AS incident, other.id AS otherId, other.name AS other,
  other.dataset AS dataset,
  CASE WHEN days = 0 THEN 1 ELSE 0 END + CASE WHEN precise AND km <= 5 THEN 1 ELSE 0 END
    + CASE WHEN groups = 'same' THEN 1 ELSE 0 END + figures AS speaksFor,
  days, round(km, 1) AS km, CASE WHEN precise THEN '' ELSE 'coarse' END AS coarse, groups, killed,
  mine.sources + [source IN other.sources WHERE NOT source IN mine.sources] AS sources
ORDER BY speaksFor DESC, days, km, incidentId, otherId
LIMIT toInteger($limit)
