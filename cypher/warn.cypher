// Warn: the neighbours of a facility to tell, and the precedents they share
// answers: >-
//   Every other facility on record within a distance of a target, and those of the same town or
//   unit whose place is not known, nearest first: who uses it, which users it shares with the target,
//   and its precedents: what struck it, and what struck its kind by groups of a lineage that acted
//   near the target. Where only a part of a group is of the lineage, that is said, and what the group
//   did after that part had left it is no precedent. A neighbour without a precedent is one to tell as
//   well. Nothing is ranked by how easily it could be struck, and nothing of that is known here.
// parameters:
//   target: {type: target, argument: true, required: true, help: the target}
//   km: {type: number, default: 50, minimum: 0, maximum: 1000, help: how far away at most}
//   nearKm: {type: number, default: 100, minimum: 0, maximum: 1000, help: 'how far around the target groups count as active near it, in kilometres'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: 'only precedents attributed in this way, also where it is told which groups act near the target'
//   precedents: {type: integer, default: 3, minimum: 0, maximum: 50, help: 'how many precedents of each sort are told at most, the latest first'}
//   limit: {type: integer, default: 100, minimum: 1, help: 'how many neighbours at most, the nearest first'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   target: {title: neighbour, help: the neighbour}
//   targetType: {title: type, help: kind of target}
//   km: {type: number, help: 'distance in kilometres; blank where the place of one is not known'}
//   exactKm: {type: number, title: give or take, help: 'by how much the distance may be wrong, in kilometres, as far as the coordinates say'}
//   how: {title: why here, help: 'within the distance; possibly within it, as the coordinates are coarse; or same town or same unit, where a coordinate is missing'}
//   targetId: {hidden: true, help: id of the neighbour}
//   users: {type: list, title: used by, help: who uses it; when is not stated}
//   sharedUsers: {type: list, title: shared users, help: users of both}
//   struck: {type: facts, title: struck itself, help: 'incidents that struck it, the latest first: date, who, on whose word, how'}
//   strikes: {type: integer, hidden: true, help: how many incidents struck it}
//   onKind: {type: facts, title: its kind struck, help: 'incidents that struck others of its kind, by a group of a lineage that acted near the target, the latest first; only by a part: only a part of that group is of the lineage'}
//   kindStrikes: {type: integer, hidden: true, help: how many incidents struck others of its kind in this way}
//   precedent: {help: 'what there is: how many of each, or no precedent on record; where the place of the target is not known, who acted near it is not either'}
//   fitting: {type: integer, hidden: true, help: how many neighbours there are}
//   leftOut: {title: How many neighbours there are, hidden: true, below: fitting, help: 'that some of them are not among the rows, where the limit left them out'}
//   disputes: {type: list, title: Where the sources disagree, below: target, help: where the sources of the incidents told disagree}
//   disputedBy: {type: sources, title: lineage disputed, help: sources that contradict that a group of what is told of its kind is of such a lineage}
//   sources: {type: sources, help: sources that state the facility and the incidents told}
// notes:
//   - The list is of those on record; it is no list of all there are. Order is by distance alone.
//   - A precedent shows what was struck before. It says nothing of how a place is guarded, and it is no forecast.
// examples:
//   - graphq warn "Gao airport"
//   - graphq warn "Ambodedjo Airport" --km 25 --as-of 2019-08-31
MATCH (here:Target {id: $target})
CALL (here) {
  WITH here, $km + 10 + coalesce(here.coordinatePrecisionM, 0) / 1000.0 AS reach
  WHERE here.cell IS NOT NULL
  WITH here, toInteger(ceil(reach / 55.0)) AS rows,
    CASE WHEN abs(here.latitude) + reach / 110.0 > 89.0 THEN 360
      ELSE toInteger(ceil(reach / (55.0 * cos(radians(abs(here.latitude) + reach / 110.0))))) END
      AS columns
  UNWIND range(-rows, rows) AS dy
  UNWIND range(-columns, columns) AS dx
  WITH DISTINCT (here.cell / 720 + dy) * 720 + (here.cell % 720 + dx + 720) % 720 AS cell
  MATCH (there:Target {cell: cell})
  RETURN there, 0 AS town, 0 AS unit
  UNION ALL
  MATCH (there:Target)
  WHERE there.coordinatePrecisionM > 10000
  RETURN there, 0 AS town, 0 AS unit
  UNION ALL
  MATCH (here)-[:LOCATED_IN]->(:Location {level: 'place'})<-[:LOCATED_IN]-(there:Target)
  RETURN there, 1 AS town, 0 AS unit
  UNION ALL
  UNWIND CASE WHEN here.admin1 IS NULL THEN [] ELSE [here.admin1] END AS admin1
  MATCH (there:Target)
  WHERE there.admin1 = admin1 AND there.country = here.country
    AND (there.cell IS NULL OR here.cell IS NULL)
  RETURN there, 0 AS town, 1 AS unit
}
WITH here, there, max(town) AS town, max(unit) AS unit
WHERE there.id <> here.id
WITH here, there, town, unit,
  (coalesce(here.coordinatePrecisionM, 0) + coalesce(there.coordinatePrecisionM, 0)) / 1000.0
    AS exactKm, 2 * 6371.0 * asin(sqrt(
    haversin(radians(there.latitude - here.latitude))
    + cos(radians(here.latitude)) * cos(radians(there.latitude))
    * haversin(radians(there.longitude - here.longitude)))) AS km
WHERE town = 1 OR unit = 1 OR km - exactKm <= $km
WITH here, there, town, exactKm, km, coalesce(km, 100000.0) + (1 - town) AS place, there.id AS key
ORDER BY place, key
WITH here, collect({there: there, town: town, exactKm: exactKm, km: km, place: place}) AS found
WITH here, size(found) AS fitting, found[0..toInteger($limit)] AS neighbours
CALL (here) {
  WITH here, toInteger(ceil($nearKm / 55.0)) AS rows,
    CASE WHEN abs(here.latitude) + $nearKm / 110.0 > 89.0 THEN 360
      ELSE toInteger(ceil($nearKm / (55.0 * cos(radians(abs(here.latitude) + $nearKm / 110.0)))))
      END AS columns
  UNWIND CASE WHEN here.cell IS NULL THEN [] ELSE range(-rows, rows) END AS dy
  UNWIND range(-columns, columns) AS dx
  WITH DISTINCT here, (here.cell / 720 + dy) * 720 + (here.cell % 720 + dx + 720) % 720 AS near
  MATCH (close:Incident {cell: near})-[:PERPETRATED_BY]->(active:Group)
  WHERE close.firstDay <= $asOf AND close.placeholder IS NULL
    AND close.geoPrecision IN ['exact', 'near']
    AND (size($attribution) = 0 OR close.attribution IN $attribution)
    AND 2 * 6371.0 * asin(sqrt(haversin(radians(close.latitude - here.latitude))
      + cos(radians(here.latitude)) * cos(radians(close.latitude))
      * haversin(radians(close.longitude - here.longitude)))) <= $nearKm
  RETURN DISTINCT active
  UNION
  MATCH (here)<-[:STRUCK]-(close:Incident)-[:PERPETRATED_BY]->(active:Group)
  WHERE close.firstDay <= $asOf AND close.placeholder IS NULL
    AND (size($attribution) = 0 OR close.attribution IN $attribution)
  RETURN active
  UNION
  RETURN null AS active
}
WITH neighbours, here, fitting, collect(active) AS actives
CALL (actives) {
  UNWIND actives AS active
  RETURN active.id AS id, 'whole' AS extent, null AS until, [] AS disputedBy
  UNION
  UNWIND actives AS active
  MATCH (active)-[line:DESCENDS_FROM]->(ancestor:Group)
  WHERE line.latestFirst <= $asOf
  RETURN ancestor.id AS id, CASE line.extent WHEN 'whole' THEN 'whole' ELSE 'part' END AS extent,
    line.partUntil AS until, coalesce(line.disputedBy, []) AS disputedBy
  UNION
  UNWIND actives AS active
  MATCH (active)<-[line:DESCENDS_FROM]-(heir:Group)
  WHERE line.latestFirst <= $asOf
  RETURN heir.id AS id, CASE line.extent WHEN 'whole' THEN 'whole' ELSE 'part' END AS extent,
    null AS until, coalesce(line.disputedBy, []) AS disputedBy
  UNION
  RETURN null AS id, null AS extent, null AS until, [] AS disputedBy
}
WITH here, neighbours, fitting, [way IN collect({id: id, extent: extent, until: until,
  disputedBy: disputedBy}) WHERE way.id IS NOT NULL] AS lineage
CALL (neighbours, lineage) {
  UNWIND neighbours AS one
  WITH DISTINCT one.there.targetType AS kind, lineage
  CALL (kind, lineage) {
    MATCH (other:Target {targetType: kind})<-[:STRUCK]-(event:Incident)-[:PERPETRATED_BY]->(doer:Group)
    WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
      AND (size($attribution) = 0 OR event.attribution IN $attribution)
    WITH event, other, [way IN lineage WHERE way.id = doer.id
      AND (way.until IS NULL OR event.firstDay <= way.until)] AS ways
    WHERE size(ways) > 0
    WITH event, collect(DISTINCT other.id) AS struckIds, collect(DISTINCT other.name) AS struckNames,
      max(CASE WHEN any(way IN ways WHERE way.extent = 'whole') THEN 1 ELSE 0 END) AS wholly,
      max(CASE WHEN any(way IN ways WHERE size(way.disputedBy) = 0) THEN 1 ELSE 0 END) AS agreed,
      collect(reduce(found = [], way IN ways | found
        + [source IN way.disputedBy WHERE NOT source IN found])) AS disputes
    WITH event, struckIds, struckNames, wholly, CASE WHEN agreed = 1 THEN [] ELSE
      reduce(found = [], list IN disputes | found
        + [source IN list WHERE NOT source IN found]) END AS disputedBy,
      toString(event.firstDay) + ' ' + event.id AS moment
    ORDER BY moment DESC
    RETURN collect({event: event, struckIds: struckIds, struckNames: struckNames,
      wholly: wholly, disputedBy: disputedBy}) AS events
  }
  RETURN collect({kind: kind, events: events}) AS kinds
}
UNWIND neighbours AS one
WITH here, fitting, one, one.there AS there,
  [kind IN kinds WHERE kind.kind = one.there.targetType | [strike IN kind.events
    WHERE NOT one.there.id IN strike.struckIds | strike]] AS ofKind
WITH here, fitting, one, there, coalesce(head(ofKind), []) AS ofKind
CALL (there) {
  OPTIONAL MATCH (there)-[:USED_BY]->(user:Group)
  WITH user.id AS id, user.name AS name
  ORDER BY name
  RETURN collect(id) AS userIds, collect(name) AS userNames
}
CALL (there) {
  OPTIONAL MATCH (there)<-[:STRUCK]-(event:Incident)
  WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
    AND (size($attribution) = 0 OR event.attribution IN $attribution)
  WITH event, toString(event.firstDay) + ' ' + event.id AS moment
  ORDER BY moment DESC
  RETURN collect(event) AS onIt
}
CALL (onIt, ofKind) {
  UNWIND [strike IN onIt[0..toInteger($precedents)] | {event: strike, what: '', mine: 1, wholly: 1,
      disputedBy: []}]
    + [strike IN ofKind[0..toInteger($precedents)] | {event: strike.event, what: ': '
      + reduce(text = head(strike.struckNames), name IN tail(strike.struckNames) | text + ', ' + name)
      + CASE WHEN strike.wholly = 1 THEN '' ELSE ' (of such a lineage only by a part)' END,
      mine: 0, wholly: strike.wholly, disputedBy: strike.disputedBy}] AS told
  WITH told, told.event AS event
  OPTIONAL MATCH (event)-[done:PERPETRATED_BY]->(doer:Group)
  WITH told, event, doer.name AS name
  ORDER BY name
  WITH told, event, collect(name) AS names
  WITH told, event, names, toString(event.firstDay) + ' ' + event.id AS moment
  ORDER BY moment DESC
  RETURN collect({mine: told.mine, conflicts: event.conflicts, disputedBy: told.disputedBy, fact: {
      id: event.id,
      text: event.date + ' ' + CASE WHEN size(names) = 0 THEN 'nobody named'
        ELSE reduce(text = head(names), name IN tail(names) | text + ', ' + name) END
        + ' (' + event.attribution + '), '
        + reduce(text = coalesce(head(coalesce(event.tactics, [])), 'tactic not known'),
          word IN tail(coalesce(event.tactics, [])) | text + ' + ' + word) + told.what,
      date: event.date, groups: names, attribution: event.attribution, tactics: event.tactics,
      extent: CASE WHEN told.wholly = 1 THEN 'whole' ELSE 'part' END, sources: event.sources
    }}) AS told
}
CALL (there, told) {
  UNWIND [[there.sources], [strike IN told | strike.fact.sources]] AS lists
  UNWIND lists AS list
  UNWIND CASE WHEN size(list) = 0 THEN [null] ELSE list END AS source
  RETURN collect(DISTINCT source)[0..200] AS sources
}
CALL (told) {
  UNWIND told AS strike
  UNWIND strike.disputedBy AS source
  WITH DISTINCT source
  ORDER BY source
  RETURN collect(source) AS disputedBy
}
RETURN there.name AS target, there.targetType AS targetType, round(one.km, 1) AS km,
  CASE WHEN one.km IS NOT NULL THEN one.exactKm END AS exactKm,
  CASE WHEN one.km IS NULL AND one.town = 1 THEN 'same town'
    WHEN one.km IS NULL THEN 'same unit'
    WHEN one.km + one.exactKm <= $km THEN 'within'
    WHEN one.km - one.exactKm <= $km THEN 'possibly within'
    ELSE 'same town' END AS how,
  there.id AS targetId,
  userNames + [word IN coalesce(there.users, []) WHERE NOT word IN userIds] AS users,
  [i IN range(0, size(userIds) - 1) WHERE userIds[i] IN coalesce(here.users, []) | userNames[i]]
    + [word IN coalesce(there.users, []) WHERE word IN coalesce(here.users, [])
      AND NOT word IN userIds] AS sharedUsers,
  [strike IN told WHERE strike.mine = 1 | strike.fact] AS struck, size(onIt) AS strikes,
  [strike IN told WHERE strike.mine = 0 | strike.fact] AS onKind, size(ofKind) AS kindStrikes,
  CASE WHEN size(onIt) + size(ofKind) = 0 THEN CASE WHEN here.cell IS NULL
      THEN 'none on it on record; who acted near the target is not known'
      ELSE 'no precedent on record' END
    ELSE toString(size(onIt)) + ' on it and ' + toString(size(ofKind)) + ' on its kind' END
    AS precedent,
  fitting, CASE WHEN fitting > $limit THEN 'only the nearest ' + toString(toInteger($limit))
    + ' are among the rows; ask for more with --limit' END AS leftOut,
  [strike IN told WHERE strike.conflicts IS NOT NULL |
    strike.fact.date + ': ' + strike.conflicts] AS disputes,
  disputedBy, sources
ORDER BY one.place, targetId
