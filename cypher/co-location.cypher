// Co-location: who else acted where and when a group did
// answers: >-
//   Other groups that are said to have acted within a distance and a number of days of the group's
//   incidents, or in the same administrative unit where a coordinate is missing or coarse. Being near
//   is no proof of working together. Incidents of two datasets are not paired, since they may tell
//   the same.
// parameters:
//   group: {type: group, argument: true, required: true, help: the group}
//   km: {type: number, default: 50, minimum: 0, maximum: 1000, help: how far apart at most}
//   days: {type: integer, default: 90, minimum: 0, maximum: 36525, help: how many days apart at most}
//   unit: {type: choice, default: admin2, choices: [admin2, admin1, none], help: which unit counts as the same place where distance cannot be told}
//   fromDate: {type: date, option: from, edge: first, help: only incidents from this date on}
//   toDate: {type: date, option: to, edge: last, help: only incidents up to this date}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: 'only incidents attributed in this way, both of a pair'
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   latest: {type: integer, default: 300, minimum: 1, help: 'how many of the incidents of the group at most, the latest of them'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   groupId: {hidden: true, help: id of the other group}
//   group: {help: the other group}
//   related: {help: 'whether it is a predecessor or a successor, wholly or in part, or a part of the group at any time, or another'}
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
//   datasets: {type: list, hidden: true, help: the datasets whose incidents were paired}
//   together: {title: Paired in several datasets, hidden: true, below: group, help: 'which datasets have such pairs, if there are several; what two of them tell is counted twice'}
//   ofThem: {type: integer, hidden: true, help: how many incidents of the group fit}
//   leftOut: {title: How many incidents of the group fit, hidden: true, below: ofThem, help: 'that some of them were not looked at, where there are more than the latest ones asked for'}
//   sources: {type: sources, help: sources that state the incidents; the first 200}
// examples:
//   - graphq co-location jnim
//   - graphq co-location isgs --km 100 --days 14 --unit none
MATCH (:Group {id: $group})<-[:PERPETRATED_BY]-(mine:Incident)
WHERE mine.firstDay <= $asOf AND mine.placeholder IS NULL
  AND (size($attribution) = 0 OR (mine.attribution IN $attribution
    AND coalesce(mine.attributedOnFirst, $asOf) <= $asOf))
  AND ($dataset IS NULL OR mine.dataset = $dataset)
  AND ($fromDate IS NULL OR mine.lastDay >= $fromDate)
  AND ($toDate IS NULL OR mine.firstDay <= $toDate)
WITH DISTINCT mine, toString(mine.firstDay) + ' ' + mine.id AS moment
ORDER BY moment DESC
WITH collect(mine) AS fitting
UNWIND fitting[0..toInteger($latest)] AS mine
WITH size(fitting) AS ofThem, collect(mine) AS mines
CALL (mines) {
  UNWIND mines AS mine
  WITH mine
  WHERE mine.cell IS NOT NULL
  WITH mine.cell AS cell, mine.firstDay.year * 4 + (mine.firstDay.month - 1) / 3 AS begun,
    collect(mine) AS found, max(abs(mine.latitude)) AS latitude,
    min(mine.firstDay) - duration({days: $days}) AS oldest,
    max(mine.lastDay) + duration({days: $days}) AS newest,
    min(mine.firstDay) - duration({days: $days + 100}) AS soonest
  WITH cell, found, oldest, newest, toInteger(ceil($km / 55.0)) AS rows,
    soonest.year * 4 + (soonest.month - 1) / 3 AS first,
    newest.year * 4 + (newest.month - 1) / 3 AS last,
    CASE WHEN latitude + $km / 110.0 > 89.0 THEN 360
      ELSE toInteger(ceil($km / (55.0 * cos(radians(latitude + $km / 110.0))))) END AS columns
  UNWIND range(-rows, rows) AS dy
  UNWIND range(-columns, columns) AS dx
  RETURN collect({
    cell: (cell / 720 + dy) * 720 + (cell % 720 + dx + 720) % 720, found: found,
    oldest: oldest, newest: newest, first: first, last: last
  }) AS spots
}
CALL (mines, spots) {
  UNWIND spots AS spot
  UNWIND CASE WHEN spot.last - spot.first > 24 THEN [] ELSE range(spot.first, spot.last) END
    AS quarter
  MATCH (other:Incident {cellQuarter: spot.cell * 1000 + quarter % 1000})
  WHERE other.lastDay >= spot.oldest AND other.firstDay <= spot.newest
  RETURN spot.found AS found, other, true AS near
  UNION ALL
  UNWIND spots AS spot
  MATCH (other:Incident {longCell: spot.cell})
  WHERE spot.last - spot.first <= 24
    AND other.lastDay >= spot.oldest AND other.firstDay <= spot.newest
  RETURN spot.found AS found, other, true AS near
  UNION ALL
  UNWIND spots AS spot
  UNWIND CASE WHEN spot.last - spot.first > 24 THEN [spot.cell] ELSE [] END AS whole
  MATCH (other:Incident {cell: whole})
  WHERE other.lastDay >= spot.oldest AND other.firstDay <= spot.newest
  RETURN spot.found AS found, other, true AS near
  UNION ALL
  UNWIND CASE WHEN $unit = 'admin2' THEN mines ELSE [] END AS mine
  WITH mine
  WHERE mine.admin2Id IS NOT NULL
  WITH mine.admin2Id AS unit, collect(mine) AS found, min(mine.firstDay) - duration({days: $days}) AS oldest,
    max(mine.lastDay) + duration({days: $days}) AS newest
  MATCH (other:Incident {admin2Id: unit})
  WHERE other.lastDay >= oldest AND other.firstDay <= newest
  RETURN found, other, false AS near
  UNION ALL
  UNWIND CASE WHEN $unit = 'admin1' THEN mines ELSE [] END AS mine
  WITH mine
  WHERE mine.admin1Id IS NOT NULL
  WITH mine.admin1Id AS unit, collect(mine) AS found,
    min(mine.firstDay) - duration({days: $days}) AS oldest,
    max(mine.lastDay) + duration({days: $days}) AS newest
  MATCH (other:Incident {admin1Id: unit})
  WHERE other.lastDay >= oldest AND other.firstDay <= newest
  RETURN found, other, false AS near
}
WITH ofThem, found, other, near
WHERE EXISTS { MATCH (other)-[:PERPETRATED_BY]->(them:Group) WHERE them.id <> $group }
UNWIND found AS mine
WITH ofThem, mine, other, near
WHERE near OR mine.latitude IS NULL OR other.latitude IS NULL
  OR NOT mine.geoPrecision IN ['exact', 'near'] OR NOT other.geoPrecision IN ['exact', 'near']
WITH ofThem, mine, other, CASE WHEN other.firstDay > mine.lastDay
      THEN duration.inDays(mine.lastDay, other.firstDay).days
    WHEN mine.firstDay > other.lastDay
      THEN duration.inDays(other.lastDay, mine.firstDay).days
    ELSE 0 END AS gap
WHERE gap <= $days AND other.id <> mine.id AND other.dataset = mine.dataset
WITH DISTINCT ofThem, mine, other, gap
WHERE other.firstDay <= $asOf AND other.placeholder IS NULL
  AND (size($attribution) = 0 OR (other.attribution IN $attribution
    AND coalesce(other.attributedOnFirst, $asOf) <= $asOf))
  AND ($fromDate IS NULL OR other.lastDay >= $fromDate)
  AND ($toDate IS NULL OR other.firstDay <= $toDate)
WITH ofThem, mine, other, gap,
  CASE WHEN mine.datePrecision = 'day' AND other.datePrecision = 'day' THEN 0
    WHEN abs(duration.inDays(mine.firstDay, other.lastDay).days) <= $days
      AND abs(duration.inDays(mine.lastDay, other.firstDay).days) <= $days THEN 0
    ELSE 1 END AS unsure,
  2 * 6371.0 * asin(sqrt(
    haversin(radians(other.latitude - mine.latitude))
    + cos(radians(mine.latitude)) * cos(radians(other.latitude))
    * haversin(radians(other.longitude - mine.longitude)))) AS km,
  mine.geoPrecision IN ['exact', 'near'] AND other.geoPrecision IN ['exact', 'near'] AS precise
WITH ofThem, mine, other, gap, unsure, km, CASE
    WHEN km IS NOT NULL AND precise THEN CASE WHEN km <= $km THEN 'measured' ELSE 'apart' END
    WHEN km <= $km THEN 'coarse'
    WHEN ($unit = 'admin1' AND mine.admin1Id = other.admin1Id)
      OR ($unit = 'admin2' AND mine.admin2Id = other.admin2Id) THEN 'unit'
    ELSE 'apart' END AS how
WHERE how <> 'apart'
MATCH (other)-[:PERPETRATED_BY]->(them:Group)
WHERE them.id <> $group
WITH ofThem, them, how, km, gap, unsure, mine.dataset AS dataset, mine.id AS mineId, other.id AS otherId,
  toString(mine.firstDay) + toString(mine.lastDay) + ' ' + mine.id AS mineDays,
  toString(other.firstDay) + toString(other.lastDay) + ' ' + other.id AS otherDays
WITH ofThem, them, count(*) AS meetings,
  sum(CASE how WHEN 'measured' THEN 1 ELSE 0 END) AS measured,
  sum(CASE how WHEN 'coarse' THEN 1 ELSE 0 END) AS coarse,
  sum(CASE how WHEN 'unit' THEN 1 ELSE 0 END) AS sameUnit,
  min(CASE how WHEN 'measured' THEN km END) AS closest, min(gap) AS fewestDays,
  sum(unsure) AS possible,
  min(CASE WHEN mineDays < otherDays THEN mineDays ELSE otherDays END) AS earliest,
  max(CASE WHEN mineDays > otherDays THEN mineDays ELSE otherDays END) AS newest,
  collect(DISTINCT dataset) AS unsorted,
  collect([gap, coalesce(km, 99999.0), mineId, otherId]) AS found
CALL (unsorted) {
  UNWIND unsorted AS name
  WITH name
  ORDER BY name
  RETURN collect(name) AS datasets
}
CALL (found) {
  UNWIND found AS pair
  WITH pair[0] AS gap, pair[1] AS km, pair[2] AS mineId, pair[3] AS otherId
  WITH gap, km, mineId, otherId
  ORDER BY gap, km, mineId, otherId
  LIMIT 300
  MATCH (mine:Incident {id: mineId})
  MATCH (other:Incident {id: otherId})
  WITH gap, km, mineId, otherId, mine, other
  ORDER BY gap, km, mineId, otherId
  WITH collect([mineId, otherId]) AS pairs, collect(mine.name + ' and ' + other.name) AS examples,
    collect(mine.sources + other.sources) AS cited
  UNWIND cited AS list
  UNWIND CASE WHEN size(list) = 0 THEN [null] ELSE list END AS source
  RETURN pairs[0..20] AS pairs, examples[0..3] AS examples,
    collect(DISTINCT source)[0..200] AS sources
}
MATCH (begun:Incident {id: substring(earliest, 21)})
MATCH (ended:Incident {id: substring(newest, 21)})
RETURN them.id AS groupId, them.name AS group,
  CASE WHEN EXISTS { (them)<-[:DESCENDS_FROM {extent: 'whole'}]-(:Group {id: $group}) }
      THEN 'predecessor'
    WHEN EXISTS { (them)-[:DESCENDS_FROM {extent: 'whole'}]->(:Group {id: $group}) }
      THEN 'successor'
    WHEN EXISTS { (them)<-[:DESCENDS_FROM]-(:Group {id: $group}) } THEN 'predecessor in part'
    WHEN EXISTS { (them)-[:DESCENDS_FROM]->(:Group {id: $group}) } THEN 'successor in part'
    WHEN EXISTS { (them)-[:PART_OF]->(:Group {id: $group}) } THEN 'part'
    ELSE 'other' END AS related, meetings, measured, coarse, sameUnit,
  round(closest, 1) AS closestKm, fewestDays, possible,
  begun.date AS first, ended.date AS last, pairs, examples, datasets,
  CASE WHEN size(datasets) > 1 THEN reduce(text = head(datasets), name IN tail(datasets) |
    text + ' and ' + name) + '; what several of them tell is counted once for each' END AS together,
  ofThem,
  CASE WHEN ofThem > $latest THEN 'only the latest ' + toString(toInteger($latest))
    + ' were looked at; ask about a time with --from and --to or for more with --latest' END
    AS leftOut, sources
ORDER BY meetings DESC, groupId
