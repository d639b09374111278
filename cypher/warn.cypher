// Warn: the neighbours of a facility to tell, and the precedents they share
// answers: >-
//   Every other facility on record within a distance of a target, and those of the same town or
//   unit whose place is not known, nearest first: who uses it, which users it shares with the target,
//   and its precedents: what struck it, and what struck its kind by groups of a lineage that acted
//   near the target. What a group did of which only a part is of the lineage is no precedent; where
//   parts are asked for, it is told until that part had left it, and marked. A neighbour without a precedent is one to tell as
//   well. Nothing is ranked by how easily it could be struck, and nothing of that is known here.
// parameters:
//   target: {type: target, argument: true, required: true, help: the target}
//   km: {type: number, default: 50, minimum: 0, maximum: 1000, help: how far away at most}
//   nearKm: {type: number, default: 100, minimum: 0, maximum: 1000, help: 'how far around the target groups count as active near it, in kilometres'}
//   targetType: {type: target-type, help: 'only neighbours of this kind and those below it, such as airport or military'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: 'only precedents attributed in this way, also where it is told which groups act near the target'
//   parts: {type: flag, default: false, help: 'also precedents by groups of which only a part is of the lineage, marked'}
//   precedents: {type: integer, default: 3, minimum: 0, maximum: 50, help: 'how many precedents of each sort are told at most, the latest first'}
//   limit: {type: integer, default: 100, minimum: 1, help: 'how many neighbours at most, the nearest first'}
//   dataset: {type: text, help: 'only incidents of this dataset, such as dossier:jnim; of a dossier also without facilities and users that only other dossiers tell of'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   target: {title: neighbour, help: the neighbour}
//   targetType: {title: type, help: kind of target}
//   km: {type: number, help: 'distance in kilometres; blank where the place of one is not known'}
//   exactKm: {type: number, title: give or take, help: 'by how much the distance may be wrong, in kilometres, as far as the coordinates say'}
//   how: {title: why here, help: 'within the distance; possibly within it, as the coordinates are coarse; or same town or same unit, where a coordinate is missing'}
//   targetId: {hidden: true, help: id of the neighbour}
//   users: {type: list, title: used by, help: 'who uses it on the day, as far as is known: who had left by then is not among them, and one of whom no date is stated is'}
//   sharedUsers: {type: list, title: shared users, help: users of both}
//   struck: {type: facts, title: struck itself, help: 'incidents that struck it, the latest first: date, who, on whose word, how'}
//   strikes: {type: integer, hidden: true, help: how many incidents struck it}
//   onKind: {type: facts, title: its kind struck, help: 'incidents that struck others of its kind, by a group of a lineage that acted near the target, the latest first; only by a part: only a part of that group is of the lineage'}
//   kindStrikes: {type: integer, hidden: true, help: how many incidents struck others of its kind in this way}
//   precedent: {help: 'what there is: how many of each, or no precedent on record; where the place of the target is not known, who acted near it is not either'}
//   partsLeftOut: {title: Left out of its kind, hidden: true, below: target, help: 'how many incidents were by groups of which only a part is of such a lineage, where any were'}
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
  WITH here, reach / 110.0 AS up,
    CASE WHEN abs(here.latitude) + reach / 110.0 > 89.0 THEN 180.0
      ELSE reach / (110.0 * cos(radians(abs(here.latitude) + reach / 110.0))) END AS aside
  // The grid cells within reach; a degree of latitude is more than 110 km.
  UNWIND range(toInteger((here.latitude - up + 90) * 2), toInteger((here.latitude + up + 90) * 2))
    AS row
  UNWIND range(toInteger((here.longitude - aside + 540) * 2),
    toInteger((here.longitude + aside + 540) * 2)) AS column
  WITH DISTINCT row * 720 + column % 720 AS cell
  MATCH (there:Target {cell: cell})
  RETURN there, 0 AS town
  UNION ALL
  // No cell finds what is placed very coarsely, and what is of its unit without a place.
  MATCH (there:Target)
  WHERE there.coordinatePrecisionM > 10000 OR (there.admin1Id = here.admin1Id
    AND (there.cell IS NULL OR here.cell IS NULL))
  RETURN there, 0 AS town
  UNION ALL
  MATCH (here)-[:LOCATED_IN]->(:Location {level: 'place'})<-[:LOCATED_IN]-(there:Target)
  RETURN there, 1 AS town
}
WITH here, there, town,
  (coalesce(here.coordinatePrecisionM, 0) + coalesce(there.coordinatePrecisionM, 0)) / 1000.0
    AS exactKm, 2 * 6371.0 * asin(sqrt(
    haversin(radians(there.latitude - here.latitude))
    + cos(radians(here.latitude)) * cos(radians(there.latitude))
    * haversin(radians(there.longitude - here.longitude)))) AS km
WHERE there.id <> here.id AND ($targetType IS NULL OR there.targetType IN $targetType)
  AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN there.statedBy
  OR there.id CONTAINS ':')
  AND (town = 1 OR km - exactKm <= $km
  OR (km IS NULL AND there.admin1Id = here.admin1Id))
WITH here, there, exactKm, km, max(town) AS town
WITH here, there, town, exactKm, km, coalesce(km, 100000.0) + (1 - town) AS place, there.id AS key
ORDER BY place, key
WITH here, collect({there: there, town: town, exactKm: exactKm, km: km, place: place}) AS found
WITH here, size(found) AS fitting, found[0..toInteger($limit)] AS neighbours
CALL (here) {
  WITH here, $nearKm / 110.0 AS up,
    CASE WHEN abs(here.latitude) + $nearKm / 110.0 > 89.0 THEN 180.0
      ELSE $nearKm / (110.0 * cos(radians(abs(here.latitude) + $nearKm / 110.0))) END AS aside
  WHERE here.cell IS NOT NULL
  UNWIND range(toInteger((here.latitude - up + 90) * 2), toInteger((here.latitude + up + 90) * 2))
    AS row
  UNWIND range(toInteger((here.longitude - aside + 540) * 2),
    toInteger((here.longitude + aside + 540) * 2)) AS column
  WITH DISTINCT here.latitude AS latitude, here.longitude AS longitude,
    row * 720 + column % 720 AS near
  MATCH (close:Incident {cell: near})
  WHERE 2 * 6371.0 * asin(sqrt(haversin(radians(close.latitude - latitude))
      + cos(radians(latitude)) * cos(radians(close.latitude))
      * haversin(radians(close.longitude - longitude)))) <= $nearKm
    AND close.geoPrecision IN ['exact', 'near']
    AND close.firstDay <= $asOf AND close.placeholder IS NULL
    AND ($dataset IS NULL OR close.dataset = $dataset)
    AND (size($attribution) = 0 OR (close.attribution IN $attribution
    AND coalesce(close.attributedOnFirst, $asOf) <= $asOf))
  MATCH (close)-[:PERPETRATED_BY]->(active:Group)
  RETURN DISTINCT active
  UNION
  MATCH (here)<-[:STRUCK]-(close:Incident)-[:PERPETRATED_BY]->(active:Group)
  WHERE close.firstDay <= $asOf AND close.placeholder IS NULL
    AND ($dataset IS NULL OR close.dataset = $dataset)
    AND (size($attribution) = 0 OR (close.attribution IN $attribution
    AND coalesce(close.attributedOnFirst, $asOf) <= $asOf))
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
    // What a group does once it is back is no longer of what it had passed into.
    CASE WHEN line.backFirst <= $asOf THEN line.backUntil ELSE line.partUntil END AS until,
    coalesce(line.disputedBy, []) AS disputedBy
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
  kept: $parts OR extent = 'whole', disputedBy: disputedBy}) WHERE way.id IS NOT NULL] AS lineage
CALL (neighbours, lineage) {
  UNWIND neighbours AS one
  WITH lineage, one.there AS there
  CALL (there, lineage) {
    MATCH (there)<-[:STRUCK]-(event:Incident)
    WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
      AND ($dataset IS NULL OR event.dataset = $dataset)
      AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
    WITH lineage, event, [(event)-[:PERPETRATED_BY]->(doer:Group) | doer.id] AS doerIds
    WITH event, [way IN lineage WHERE way.id IN doerIds
      AND (way.until IS NULL OR event.firstDay <= way.until) | way.kept] AS ways,
      CASE WHEN event.dataset STARTS WITH 'dossier:' THEN '0 ' ELSE '1 ' END + event.dataset AS place
    ORDER BY place, event.id
    // Of several tellings of a strike, the dossier's.
    WITH coalesce(event.tellingOf, event.id) AS one, head(collect(event)) AS event,
      max(CASE WHEN true IN ways THEN 2 WHEN false IN ways THEN 1 ELSE 0 END) AS byLineage
    WITH event, byLineage, toString(event.firstDay) + ' ' + event.id AS moment
    ORDER BY moment DESC
    RETURN collect(event) AS strikes, sum(CASE byLineage WHEN 2 THEN 1 ELSE 0 END) AS byLineage,
      sum(CASE byLineage WHEN 1 THEN 1 ELSE 0 END) AS ofAPart
  }
  RETURN collect({target: there.id, kind: null, total: size(strikes), byLineage: byLineage,
    ofAPart: ofAPart, latest: strikes[0..toInteger($precedents)]}) AS onThem
}
CALL (neighbours, onThem, lineage) {
  UNWIND neighbours AS one
  WITH lineage, collect(DISTINCT one.there.targetType) AS kinds, toInteger($precedents)
    + reduce(most = 0, on IN onThem | CASE WHEN on.byLineage > most THEN on.byLineage ELSE most END)
    AS enough
  UNWIND lineage AS way
  WITH kinds, enough, way.id AS id, collect(way) AS ways
  MATCH (:Group {id: id})<-[:PERPETRATED_BY]-(event:Incident)-[:STRUCK]->(other:Target)
  WHERE event.firstDay <= $asOf AND event.placeholder IS NULL
    AND ($dataset IS NULL OR event.dataset = $dataset)
    AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
    AND any(way IN ways WHERE way.until IS NULL OR event.firstDay <= way.until)
    AND other.targetType IN kinds
    AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN other.statedBy
      OR other.id CONTAINS ':')
  WITH enough, other.targetType AS kind, event,
    max(CASE WHEN any(way IN ways WHERE way.kept AND (way.until IS NULL
      OR event.firstDay <= way.until)) THEN 1 ELSE 0 END) AS kept,
    CASE WHEN event.dataset STARTS WITH 'dossier:' THEN '0 ' ELSE '1 ' END + event.dataset AS place
  ORDER BY place, event.id
  WITH enough, kind, coalesce(event.tellingOf, event.id) AS one, head(collect(event)) AS event,
    max(kept) AS kept
  WITH enough, kind, collect(CASE kept WHEN 1 THEN event END) AS strikes,
    sum(1 - kept) AS ofAPart
  CALL (strikes) {
    UNWIND strikes AS event
    WITH event, event.firstDay AS day, event.id AS id
    ORDER BY day DESC, id DESC
    RETURN collect(event) AS ordered
  }
  RETURN collect({target: null, kind: kind, total: size(strikes), byLineage: 0,
    ofAPart: ofAPart, latest: ordered[0..enough]}) AS onKinds
}
UNWIND onThem + onKinds AS on
CALL (on, lineage) {
  UNWIND on.latest AS event
  CALL (event) {
    MATCH (event)-[:PERPETRATED_BY]->(doer:Group)
    WITH doer.name AS name, doer.id AS id
    ORDER BY name
    RETURN collect(name) AS names, collect(id) AS doerIds
  }
  CALL (event, on) {
    MATCH (event)-[:STRUCK]->(other:Target {targetType: on.kind})
    WITH other.name AS name, other.id AS id
    ORDER BY name
    RETURN collect(DISTINCT name) AS struckNames, collect(id) AS struckIds
  }
  WITH event, names, struckNames, struckIds, on.kind IS NULL AS itself, [way IN lineage
    WHERE way.kept AND way.id IN doerIds
      AND (way.until IS NULL OR event.firstDay <= way.until)] AS ways
  WITH event, names, struckNames, struckIds, ways,
    itself OR any(way IN ways WHERE way.extent = 'whole') AS wholly,
    itself OR any(way IN ways WHERE size(way.disputedBy) = 0) AS agreed
  WITH event, struckIds, {
      id: event.id,
      text: event.date + ' ' + CASE WHEN size(names) = 0 THEN 'nobody named'
        ELSE reduce(text = head(names), name IN tail(names) | text + ', ' + name) END
        + CASE WHEN event.attributedOnFirst > $asOf THEN '' ELSE ' (' + event.attribution + ')' END + ', '
        + reduce(text = coalesce(head(coalesce(event.tactics, [])), 'tactic not known'),
          word IN tail(coalesce(event.tactics, [])) | text + ' + ' + word)
        + CASE WHEN size(struckNames) = 0 THEN '' ELSE ': '
          + reduce(text = head(struckNames), name IN tail(struckNames) | text + ', ' + name) END
        + CASE WHEN wholly THEN '' ELSE ' (of such a lineage only by a part)' END,
      date: event.date, groups: names, attribution: CASE WHEN event.attributedOnFirst > $asOf THEN null ELSE event.attribution END, tactics: event.tactics,
      extent: CASE WHEN wholly THEN 'whole' ELSE 'part' END, sources: event.sources
    } AS fact,
    CASE WHEN agreed THEN [] ELSE reduce(found = [], way IN ways | found + way.disputedBy) END
      AS disputedBy, toString(event.firstDay) + ' ' + event.id AS moment
  ORDER BY moment DESC
  RETURN collect({moment: moment, struckIds: struckIds, disputedBy: disputedBy, fact: fact,
    conflicts: CASE WHEN event.conflictsOnFirst > $asOf THEN null ELSE event.conflicts END}) AS told
}
WITH here, fitting, neighbours, collect({target: on.target, kind: on.kind, total: on.total,
  byLineage: on.byLineage, ofAPart: on.ofAPart, told: told}) AS found
CALL (here) {
  OPTIONAL MATCH (here)-[use:USED_BY]->(user)
  WHERE (use.validFromFirst IS NULL OR use.validFromFirst <= $asOf)
    AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN use.statedBy)
    AND (use.validToLast IS NULL OR use.validToLast >= $asOf)
    AND (user.dissolved IS NULL OR user.dissolved >= left(toString($asOf), size(user.dissolved)))
  RETURN collect(user.id) AS ours
}
UNWIND neighbours AS one
WITH here, ours, fitting, one, one.there AS there,
  head([on IN found WHERE on.target = one.there.id]) AS onIt,
  head([on IN found WHERE on.kind = one.there.targetType]) AS ofKind
WITH here, ours, fitting, one, there, onIt.total AS strikes,
  coalesce(ofKind.total, 0) - onIt.byLineage AS kindStrikes,
  coalesce(ofKind.ofAPart, 0) - onIt.ofAPart AS ofAPart, onIt.told AS struck,
  [strike IN coalesce(ofKind.told, []) WHERE NOT there.id IN strike.struckIds]
    [0..toInteger($precedents)] AS onKind
CALL (there) {
  OPTIONAL MATCH (there)-[use:USED_BY]->(user)
  WHERE (use.validFromFirst IS NULL OR use.validFromFirst <= $asOf)
    AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN use.statedBy)
    AND (use.validToLast IS NULL OR use.validToLast >= $asOf)
    AND (user.dissolved IS NULL OR user.dissolved >= left(toString($asOf), size(user.dissolved)))
  WITH DISTINCT user.id AS id, user.name AS name
  ORDER BY name
  RETURN collect(id) AS userIds, collect(name) AS userNames
}
CALL (struck, onKind) {
  UNWIND struck + onKind AS strike
  WITH strike, strike.moment AS moment
  ORDER BY moment DESC
  RETURN collect(strike) AS told
}
CALL (there, told) {
  UNWIND [there.sources] + [strike IN told | strike.fact.sources] AS list
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
  userNames AS users,
  [i IN range(0, size(userIds) - 1) WHERE userIds[i] IN ours | userNames[i]] AS sharedUsers,
  [strike IN struck | strike.fact] AS struck, strikes,
  [strike IN onKind | strike.fact] AS onKind, kindStrikes,
  CASE WHEN strikes + kindStrikes = 0 THEN CASE WHEN here.cell IS NULL
      THEN 'none on it on record; who acted near the target is not known'
      ELSE 'no precedent on record' END
    ELSE toString(strikes) + ' on it and ' + toString(kindStrikes) + ' on its kind' END
    AS precedent,
  CASE WHEN ofAPart > 0 THEN toString(ofAPart) + ' on its kind by groups of which only a part is '
    + 'of such a lineage; --parts tells them' END AS partsLeftOut,
  fitting, CASE WHEN fitting > $limit THEN 'only the nearest ' + toString(toInteger($limit))
    + ' are among the rows; ask for more with --limit' END AS leftOut,
  [strike IN told WHERE strike.conflicts IS NOT NULL |
    strike.fact.date + ': ' + strike.conflicts] AS disputes,
  disputedBy, sources
ORDER BY one.place, targetId
