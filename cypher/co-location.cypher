// Co-location: who else acted where and when a group did
// answers: >-
//   Other groups that are said to have acted within a distance and a number of days of the group's
//   incidents, or in the same administrative unit where a coordinate is missing or coarse. Being near
//   is no proof of working together.
// parameters:
//   group: {type: group, argument: true, required: true, help: the group}
//   km: {type: number, default: 50, minimum: 0, maximum: 1000, help: how far apart at most}
//   days: {type: integer, default: 90, minimum: 0, help: how many days apart at most}
//   unit: {type: choice, default: admin2, choices: [admin2, admin1, none], help: which unit counts as the same place where distance cannot be told}
//   fromDate: {type: date, option: from, edge: first, help: only incidents from this date on}
//   toDate: {type: date, option: to, edge: last, help: only incidents up to this date}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   groupId: {hidden: true, help: id of the other group}
//   group: {help: the other group}
//   related: {help: 'whether it is a predecessor, a successor or a part of the group at any time, or another'}
//   meetings: {type: integer, title: pairs of incidents, help: 'pairs of incidents, one of each group, that are close'}
//   measured: {type: integer, help: pairs of which both places are known well}
//   coarse: {type: integer, help: pairs that are close only as far as coarse places can say}
//   sameUnit: {type: integer, title: same unit only, help: pairs in one administrative unit where distance says nothing}
//   closestKm: {type: number, title: closest (km), help: shortest distance between places that are known well}
//   fewestDays: {type: integer, title: days at least, help: 'shortest time that can lie between two of them, in days'}
//   possible: {type: integer, title: dates unsure, help: pairs that are only possibly so close in time as a date is not wholly known}
//   first: {type: date, help: 'date of the earliest incident of the pairs, as far as it is known'}
//   last: {type: date, help: 'date of the latest incident of the pairs, as far as it is known'}
//   pairs: {type: list, hidden: true, help: 'the pairs as ids, closest in time first; the first 20'}
//   examples: {type: list, title: for example, help: the pairs closest in time}
//   sources: {type: sources, help: sources that state the incidents}
// examples:
//   - graphq co-location jnim
//   - graphq co-location isgs --km 100 --days 14 --unit none
MATCH (mine:Incident)-[:PERPETRATED_BY]->(:Group {id: $group})
WHERE mine.firstDay <= $asOf AND mine.placeholder IS NULL
  AND ($fromDate IS NULL OR mine.lastDay >= $fromDate)
  AND ($toDate IS NULL OR mine.firstDay <= $toDate)
CALL (mine) {
  WITH mine
  WHERE mine.cell IS NOT NULL
  WITH mine, toInteger(ceil($km / 55.0)) AS rows,
    CASE WHEN abs(mine.latitude) + $km / 110.0 > 89.0 THEN 360
      ELSE toInteger(ceil($km / (55.0 * cos(radians(abs(mine.latitude) + $km / 110.0))))) END
      AS columns
  UNWIND range(-rows, rows) AS dy
  UNWIND range(-columns, columns) AS dx
  WITH mine, mine.cell / 720 + dy AS row, mine.cell % 720 + dx + 720 AS column
  MATCH (other:Incident {cell: row * 720 + column % 720})
  RETURN other
  UNION
  WITH mine
  WHERE $unit <> 'none'
  MATCH (other:Incident {country: mine.country})
  WHERE other.admin1 = mine.admin1 AND ($unit = 'admin1' OR other.admin2 = mine.admin2)
  RETURN other
}
WITH DISTINCT mine, other
WHERE other.id <> mine.id AND other.firstDay <= $asOf AND other.placeholder IS NULL
  AND ($fromDate IS NULL OR other.lastDay >= $fromDate)
  AND ($toDate IS NULL OR other.firstDay <= $toDate)
WITH mine, other,
  CASE WHEN other.firstDay > mine.lastDay
      THEN duration.inDays(mine.lastDay, other.firstDay).days
    WHEN mine.firstDay > other.lastDay
      THEN duration.inDays(other.lastDay, mine.firstDay).days
    ELSE 0 END AS gap,
  CASE WHEN mine.datePrecision = 'day' AND other.datePrecision = 'day' THEN 0
    WHEN abs(duration.inDays(mine.firstDay, other.lastDay).days) <= $days
      AND abs(duration.inDays(mine.lastDay, other.firstDay).days) <= $days THEN 0
    ELSE 1 END AS unsure,
  2 * 6371.0 * asin(sqrt(
    haversin(radians(other.latitude - mine.latitude))
    + cos(radians(mine.latitude)) * cos(radians(other.latitude))
    * haversin(radians(other.longitude - mine.longitude)))) AS km,
  mine.geoPrecision IN ['exact', 'near'] AND other.geoPrecision IN ['exact', 'near'] AS precise
WHERE gap <= $days
WITH mine, other, gap, unsure, km, CASE
    WHEN km IS NOT NULL AND precise THEN CASE WHEN km <= $km THEN 'measured' ELSE 'apart' END
    WHEN km <= $km THEN 'coarse'
    WHEN $unit <> 'none' AND mine.admin1 = other.admin1
      AND ($unit = 'admin1' OR mine.admin2 = other.admin2) THEN 'unit'
    ELSE 'apart' END AS how
WHERE how <> 'apart'
MATCH (other)-[:PERPETRATED_BY]->(them:Group)
WHERE them.id <> $group
WITH them, mine, other, gap, unsure, km, how
ORDER BY gap, coalesce(km, 99999.0), mine.id, other.id
WITH them, count(*) AS meetings,
  sum(CASE how WHEN 'measured' THEN 1 ELSE 0 END) AS measured,
  sum(CASE how WHEN 'coarse' THEN 1 ELSE 0 END) AS coarse,
  sum(CASE how WHEN 'unit' THEN 1 ELSE 0 END) AS sameUnit,
  min(CASE how WHEN 'measured' THEN km END) AS closest, min(gap) AS fewestDays,
  sum(unsure) AS possible, collect(mine) + collect(other) AS both,
  collect([mine.id, other.id]) AS pairs,
  collect(mine.name + ' and ' + other.name) AS examples,
  collect([mine.sources, other.sources]) AS cited
UNWIND both AS one
WITH them, meetings, measured, coarse, sameUnit, closest, fewestDays, possible, pairs, examples,
  cited, one
ORDER BY one.firstDay, one.lastDay, one.id
WITH them, meetings, measured, coarse, sameUnit, closest, fewestDays, possible, pairs, examples,
  cited, collect(one.date) AS dates
WITH them, meetings, measured, coarse, sameUnit, closest, fewestDays, possible, pairs, examples, dates,
  reduce(found = [], pair IN cited | found
    + [source IN pair[0] WHERE NOT source IN found]
    + [source IN pair[1] WHERE NOT source IN found AND NOT source IN pair[0]]) AS sources
RETURN them.id AS groupId, them.name AS group,
  CASE WHEN EXISTS { (them)-[:SUCCEEDED_BY*1..12]->(:Group {id: $group}) } THEN 'predecessor'
    WHEN EXISTS { (them)<-[:SUCCEEDED_BY*1..12]-(:Group {id: $group}) } THEN 'successor'
    WHEN EXISTS { (them)-[:PART_OF]->(:Group {id: $group}) } THEN 'part'
    ELSE 'other' END AS related, meetings, measured, coarse, sameUnit,
  round(closest, 1) AS closestKm, fewestDays, possible,
  dates[0] AS first, dates[size(dates) - 1] AS last,
  pairs[0..20] AS pairs, examples[0..3] AS examples, sources[0..200] AS sources
ORDER BY meetings DESC, groupId
