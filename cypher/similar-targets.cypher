// Similar targets: what is like a facility and has been struck
// answers: >-
//   Other targets that have been struck, most like the given one first: a precedent, not a forecast.
//   Likeness is a weighted mean, from 0 to 1, over what is known on both sides: the kind of target;
//   who uses it (shared users among all users of the two); the same lineage of groups (how many of
//   its strikes were by a group that acted near the given target, or by a predecessor or successor of
//   one, whole in whole unless parts are asked for); the same unit (1) or country (0.5); and nearness (1 at no distance, falling to 0.37 at the
//   scale). What is not known is left out of the mean and named; known says how much of the weight
//   stood on something.
// parameters:
//   target: {type: target, argument: true, required: true, help: the target to find the like of}
//   targetType: {type: target-type, help: 'what counts as its kind, with all below it, such as military; without it the kind that it is itself'}
//   typeWeight: {type: number, default: 0.4, minimum: 0, help: weight of the kind of target}
//   usersWeight: {type: number, default: 0.2, minimum: 0, help: weight of who uses it}
//   lineageWeight: {type: number, default: 0.2, minimum: 0, help: weight of the same lineage of groups}
//   placeWeight: {type: number, default: 0.1, minimum: 0, help: weight of the same unit or country}
//   distanceWeight: {type: number, default: 0.1, minimum: 0, help: weight of nearness}
//   scaleKm: {type: number, default: 200, minimum: 1, help: 'distance, in kilometres, at which nearness has fallen to 0.37'}
//   nearKm: {type: number, default: 100, minimum: 0, maximum: 1000, help: 'how far around the target groups count as active near it, in kilometres'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: 'only strikes attributed in this way, also where it is told which groups act near the target'
//   parts: {type: flag, default: false, help: 'count among a lineage also groups of which only a part is of it'}
//   limit: {type: integer, default: 10, minimum: 1, help: how many targets at most}
//   dataset: {type: text, help: 'only incidents of this dataset, such as dossier:jnim; of a dossier also without facilities and users that only other dossiers tell of'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// one_above_zero: [typeWeight, usersWeight, lineageWeight, placeWeight, distanceWeight]
// columns:
//   targetId: {hidden: true, help: id of the other target}
//   target: {help: the other target}
//   targetType: {title: type, help: kind of target}
//   likeness: {type: number, help: 'weighted mean of the known parts, 0 to 1'}
//   type: {type: number, title: kind, help: 'part: the same kind of target'}
//   users: {type: number, help: 'part: shared users among all users of the two'}
//   lineage: {type: number, help: 'part: strikes by the lineage active near the target, among attributed ones'}
//   place: {type: number, help: 'part: the same unit 1, the same country 0.5'}
//   distance: {type: number, title: nearness, help: 'part: nearness'}
//   km: {type: number, hidden: true, help: distance in kilometres}
//   sharedUsers: {type: list, hidden: true, help: ids of the users of both on the day}
//   known: {type: number, help: share of the weight that stood on something known}
//   unknown: {type: list, title: not known, help: parts that could not be compared}
//   strikes: {type: integer, hidden: true, help: how many incidents struck it}
//   precedents: {type: facts, help: 'the incidents that make it a precedent: date, who, on whose word, how'}
//   partsLeftOut: {title: Left out of the lineage, hidden: true, below: target, help: 'how many strikes were by groups of which only a part is of such a lineage, where any were'}
//   disputes: {type: list, title: Where the sources disagree, below: target, help: where the sources of the incidents disagree}
//   sources: {type: sources, help: sources that state the facility and the strikes; the first 200}
// notes:
//   - A precedent shows what was struck before. It says nothing of how a place is guarded, and it is no forecast.
//   - Users are those of the day asked for, as far as is known, so they may be of another time than the strikes.
//   - How far likeness has gone together with what was struck next is measured by graphq evaluate similar-targets.
// examples:
//   - graphq similar-targets "Ambodedjo Airport"
//   - graphq similar-targets "Ambodedjo Airport" --as-of 2019-08-31
MATCH (here:Target {id: $target})
OPTIONAL MATCH (here)-[use:USED_BY]->(user)
WHERE (use.validFromFirst IS NULL OR use.validFromFirst <= $asOf)
  AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN use.statedBy)
  AND (use.validToLast IS NULL OR use.validToLast >= $asOf)
  AND (user.dissolved IS NULL OR user.dissolved >= left(toString($asOf), size(user.dissolved)))
WITH DISTINCT here, user.id AS userId
ORDER BY userId
WITH here, collect(userId) AS ours
CALL (here) {
  WITH here, $nearKm / 110.0 AS up,
    CASE WHEN abs(here.latitude) + $nearKm / 110.0 > 89.0 THEN 180.0
      ELSE $nearKm / (110.0 * cos(radians(abs(here.latitude) + $nearKm / 110.0))) END AS aside
  WHERE here.cell IS NOT NULL
  // The grid cells within reach; a degree of latitude is more than 110 km.
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
    AND close.firstDay <= $asOf AND ($dataset IS NULL OR close.dataset = $dataset)
    AND (size($attribution) = 0 OR (close.attribution IN $attribution
    AND coalesce(close.attributedOnFirst, $asOf) <= $asOf))
  MATCH (close)-[:PERPETRATED_BY]->(active:Group)
  RETURN DISTINCT active
  UNION
  MATCH (here)<-[:STRUCK]-(close:Incident)-[:PERPETRATED_BY]->(active:Group)
  WHERE close.firstDay <= $asOf AND ($dataset IS NULL OR close.dataset = $dataset)
    AND (size($attribution) = 0 OR (close.attribution IN $attribution
    AND coalesce(close.attributedOnFirst, $asOf) <= $asOf))
  RETURN active
  UNION
  RETURN null AS active
}
WITH here, ours, collect(active) AS actives
CALL (actives) {
  UNWIND actives AS active
  RETURN active AS related, 1 AS wholly
  UNION
  UNWIND actives AS active
  MATCH (active)-[line:DESCENDS_FROM]-(related:Group)
  WHERE line.latestFirst <= $asOf
  RETURN related, CASE WHEN $parts OR line.extent = 'whole' THEN 1 ELSE 0 END AS wholly
  UNION
  RETURN null AS related, 1 AS wholly
}
WITH here, ours, collect(CASE wholly WHEN 1 THEN related END) AS lineage,
  collect(CASE wholly WHEN 0 THEN related END) AS parted
CALL (here, ours, lineage, parted) {
  UNWIND coalesce($targetType, [here.targetType]) AS like
  MATCH (there:Target {targetType: like})<-[:STRUCK]-(event:Incident)
  WHERE there.id <> here.id AND event.firstDay <= $asOf
    AND ($dataset IS NULL OR event.dataset = $dataset)
    AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN there.statedBy
      OR there.id CONTAINS ':')
    AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  WITH here, ours, lineage, parted, there, coalesce(event.tellingOf, event.id) AS told,
    [(event)-[:PERPETRATED_BY]->(doer:Group) | doer] AS doers
  WITH here, ours, there, told,
    max(CASE WHEN size(doers) > 0 AND size(lineage) > 0 THEN 1.0 ELSE 0.0 END) AS byAny,
    max(CASE WHEN any(doer IN doers WHERE doer IN lineage) THEN 1.0 ELSE 0.0 END) AS byKin,
    max(CASE WHEN any(doer IN doers WHERE doer IN parted) THEN 1 ELSE 0 END) AS byPart
  WITH here, ours, there, count(told) AS strikes, sum(byAny) AS attributed, sum(byKin) AS related,
    sum(CASE WHEN byKin > 0 THEN 0 ELSE byPart END) AS ofAPart
  OPTIONAL MATCH (there)-[use:USED_BY]->(user)
  WHERE (use.validFromFirst IS NULL OR use.validFromFirst <= $asOf)
    AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN use.statedBy)
    AND (use.validToLast IS NULL OR use.validToLast >= $asOf)
    AND (user.dissolved IS NULL OR user.dissolved >= left(toString($asOf), size(user.dissolved)))
  WITH here, ours, there, strikes, attributed, related, ofAPart, collect(DISTINCT user.id) AS theirs
  WITH there, strikes, ofAPart, theirs, 1.0 AS kind, CASE WHEN attributed > 0 THEN related / attributed END AS kin,
    CASE WHEN size(ours) > 0 AND size(theirs) > 0
      THEN toFloat(size([user IN ours WHERE user IN theirs]))
        / (size(ours) + size([user IN theirs WHERE NOT user IN ours])) END AS users,
    CASE WHEN here.admin1Id = there.admin1Id THEN 1.0
      WHEN here.country = there.country THEN 0.5
      WHEN here.country <> there.country THEN 0.0 END AS place,
    2 * 6371.0 * asin(sqrt(haversin(radians(there.latitude - here.latitude))
      + cos(radians(here.latitude)) * cos(radians(there.latitude))
      * haversin(radians(there.longitude - here.longitude)))) AS km
  WITH there, strikes, ofAPart, theirs, km, [kind, users, kin, place, exp(-km / $scaleKm)] AS parts,
    $typeWeight + CASE WHEN users IS NULL THEN 0.0 ELSE $usersWeight END
      + CASE WHEN kin IS NULL THEN 0.0 ELSE $lineageWeight END
      + CASE WHEN place IS NULL THEN 0.0 ELSE $placeWeight END
      + CASE WHEN km IS NULL THEN 0.0 ELSE $distanceWeight END AS weight,
    kind * $typeWeight + coalesce(users, 0.0) * $usersWeight + coalesce(kin, 0.0) * $lineageWeight
      + coalesce(place, 0.0) * $placeWeight + coalesce(exp(-km / $scaleKm), 0.0) * $distanceWeight
      AS score
  WITH there, strikes, ofAPart, theirs, km, parts, there.id AS targetId,
    round(CASE WHEN weight > 0 THEN score / weight ELSE 0.0 END, 3) AS likeness,
    round(weight / ($typeWeight + $usersWeight + $lineageWeight + $placeWeight + $distanceWeight), 2)
      AS known
  ORDER BY likeness DESC, known DESC, strikes DESC, targetId
  LIMIT toInteger($limit)
  RETURN collect({there: there, strikes: strikes, ofAPart: ofAPart, theirs: theirs, km: km,
    parts: parts, likeness: likeness, known: known}) AS ofItsKind
}
// One of another kind can be no more alike than all the other weights together.
WITH here, ours, lineage, parted, ofItsKind, CASE
    WHEN size(ofItsKind) >= $limit AND $typeWeight > 0 AND last(ofItsKind).likeness
      > 1.0005 - $typeWeight / ($typeWeight + $usersWeight + $lineageWeight + $placeWeight
        + $distanceWeight)
    THEN [] ELSE [1] END AS more
CALL (here, ours, lineage, parted, more) {
  UNWIND more AS one
  MATCH (there:Target)<-[:STRUCK]-(event:Incident)
  WHERE there.id <> here.id AND NOT there.targetType IN coalesce($targetType, [here.targetType])
    AND event.firstDay <= $asOf
    AND ($dataset IS NULL OR event.dataset = $dataset)
    AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN there.statedBy
      OR there.id CONTAINS ':')
    AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  WITH here, ours, lineage, parted, there, coalesce(event.tellingOf, event.id) AS told,
    [(event)-[:PERPETRATED_BY]->(doer:Group) | doer] AS doers
  WITH here, ours, there, told,
    max(CASE WHEN size(doers) > 0 AND size(lineage) > 0 THEN 1.0 ELSE 0.0 END) AS byAny,
    max(CASE WHEN any(doer IN doers WHERE doer IN lineage) THEN 1.0 ELSE 0.0 END) AS byKin,
    max(CASE WHEN any(doer IN doers WHERE doer IN parted) THEN 1 ELSE 0 END) AS byPart
  WITH here, ours, there, count(told) AS strikes, sum(byAny) AS attributed, sum(byKin) AS related,
    sum(CASE WHEN byKin > 0 THEN 0 ELSE byPart END) AS ofAPart
  OPTIONAL MATCH (there)-[use:USED_BY]->(user)
  WHERE (use.validFromFirst IS NULL OR use.validFromFirst <= $asOf)
    AND ($dataset IS NULL OR NOT $dataset STARTS WITH 'dossier:' OR $dataset IN use.statedBy)
    AND (use.validToLast IS NULL OR use.validToLast >= $asOf)
    AND (user.dissolved IS NULL OR user.dissolved >= left(toString($asOf), size(user.dissolved)))
  WITH here, ours, there, strikes, attributed, related, ofAPart, collect(DISTINCT user.id) AS theirs
  WITH there, strikes, ofAPart, theirs, 0.0 AS kind, CASE WHEN attributed > 0 THEN related / attributed END AS kin,
    CASE WHEN size(ours) > 0 AND size(theirs) > 0
      THEN toFloat(size([user IN ours WHERE user IN theirs]))
        / (size(ours) + size([user IN theirs WHERE NOT user IN ours])) END AS users,
    CASE WHEN here.admin1Id = there.admin1Id THEN 1.0
      WHEN here.country = there.country THEN 0.5
      WHEN here.country <> there.country THEN 0.0 END AS place,
    2 * 6371.0 * asin(sqrt(haversin(radians(there.latitude - here.latitude))
      + cos(radians(here.latitude)) * cos(radians(there.latitude))
      * haversin(radians(there.longitude - here.longitude)))) AS km
  WITH there, strikes, ofAPart, theirs, km, [kind, users, kin, place, exp(-km / $scaleKm)] AS parts,
    $typeWeight + CASE WHEN users IS NULL THEN 0.0 ELSE $usersWeight END
      + CASE WHEN kin IS NULL THEN 0.0 ELSE $lineageWeight END
      + CASE WHEN place IS NULL THEN 0.0 ELSE $placeWeight END
      + CASE WHEN km IS NULL THEN 0.0 ELSE $distanceWeight END AS weight,
    kind * $typeWeight + coalesce(users, 0.0) * $usersWeight + coalesce(kin, 0.0) * $lineageWeight
      + coalesce(place, 0.0) * $placeWeight + coalesce(exp(-km / $scaleKm), 0.0) * $distanceWeight
      AS score
  WITH there, strikes, ofAPart, theirs, km, parts, there.id AS targetId,
    round(CASE WHEN weight > 0 THEN score / weight ELSE 0.0 END, 3) AS likeness,
    round(weight / ($typeWeight + $usersWeight + $lineageWeight + $placeWeight + $distanceWeight), 2)
      AS known
  ORDER BY likeness DESC, known DESC, strikes DESC, targetId
  LIMIT toInteger($limit)
  RETURN collect({there: there, strikes: strikes, ofAPart: ofAPart, theirs: theirs, km: km,
    parts: parts, likeness: likeness, known: known}) AS ofOthers
}
WITH ours, ofItsKind + ofOthers AS found
UNWIND found AS one
WITH one.there AS there, one.there.id AS targetId, one.strikes AS strikes,
  one.ofAPart AS ofAPart, one.km AS km,
  [user IN ours WHERE user IN one.theirs] AS shared, one.parts AS parts,
  one.likeness AS likeness, one.known AS known
ORDER BY likeness DESC, known DESC, strikes DESC, targetId
LIMIT toInteger($limit)
CALL (there) {
  MATCH (there)<-[:STRUCK]-(event:Incident)
  WHERE event.firstDay <= $asOf AND ($dataset IS NULL OR event.dataset = $dataset)
    AND (size($attribution) = 0 OR (event.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
  OPTIONAL MATCH (event)-[:PERPETRATED_BY]->(perpetrator:Group)
  WITH event, perpetrator
  ORDER BY event.firstDay, event.id, perpetrator.name
  WITH event, collect(perpetrator.name) AS byNames, coalesce(event.tellingOf, event.id) AS told,
    CASE WHEN event.dataset STARTS WITH 'dossier:' THEN '0 ' ELSE '1 ' END + event.dataset AS place
  ORDER BY place, event.id
  // Of several tellings of a strike, the dossier's.
  WITH told, head(collect({event: event, byNames: byNames})) AS one
  WITH one.event AS event, one.byNames AS byNames
  ORDER BY event.firstDay, event.id
  RETURN collect({
      id: event.id,
      text: event.date + ' ' + CASE WHEN size(byNames) = 0 THEN 'nobody named'
        ELSE reduce(text = head(byNames), name IN tail(byNames) | text + ', ' + name) END
        + CASE WHEN event.attributedOnFirst > $asOf THEN '' ELSE ' (' + event.attribution + ')' END + ', '
        + reduce(text = coalesce(head(coalesce(event.tactics, [])), 'tactic not known'),
          word IN tail(coalesce(event.tactics, [])) | text + ' + ' + word),
      date: event.date, groups: byNames, attribution: CASE WHEN event.attributedOnFirst > $asOf THEN null ELSE event.attribution END, tactics: event.tactics,
      sources: event.sources,
      conflicts: CASE WHEN event.conflictsOnFirst > $asOf THEN null ELSE event.conflicts END
    }) AS precedents
}
CALL (there, precedents) {
  UNWIND [[there.sources], [strike IN precedents | strike.sources]] AS lists
  UNWIND lists AS list
  UNWIND CASE WHEN size(list) = 0 THEN [null] ELSE list END AS source
  RETURN collect(DISTINCT source)[0..200] AS sources
}
RETURN targetId, there.name AS target, there.targetType AS targetType, likeness,
  parts[0] AS type, round(parts[1], 2) AS users,
  round(parts[2], 2) AS lineage, parts[3] AS place, round(parts[4], 2) AS distance,
  round(km, 1) AS km, coalesce(shared, []) AS sharedUsers, known,
  [i IN range(0, 4) WHERE parts[i] IS NULL | ['kind', 'users', 'lineage', 'place', 'nearness'][i]]
    AS unknown, strikes,
  [strike IN precedents | {
    id: strike.id, text: strike.text, date: strike.date, groups: strike.groups,
    attribution: strike.attribution, tactics: strike.tactics, sources: strike.sources
  }] AS precedents,
  CASE WHEN ofAPart > 0 THEN toString(ofAPart) + ' of ' + toString(strikes)
    + ' by groups of which only a part is of such a lineage; --parts counts them' END
    AS partsLeftOut,
  [strike IN precedents WHERE strike.conflicts IS NOT NULL |
    strike.date + ': ' + strike.conflicts] AS disputes,
  sources
ORDER BY likeness DESC, known DESC, strikes DESC, targetId
