// Similar targets: what is like a facility and has been struck
// answers: >-
//   Other targets that have been struck, most like the given one first: a precedent, not a forecast.
//   Likeness is a weighted mean, from 0 to 1, over what is known on both sides: the kind of target;
//   who uses it (shared users among all users of the two); the same lineage of groups (how many of
//   its strikes were by a group that acted near the given target, or by a predecessor or successor of
//   one); the same unit (1) or country (0.5); and nearness (1 at no distance, falling to 0.37 at the
//   scale). What is not known is left out of the mean and named; known says how much of the weight
//   stood on something.
// parameters:
//   target: {type: target, argument: true, required: true, help: the target to find the like of}
//   typeWeight: {type: number, default: 0.4, minimum: 0, help: weight of the kind of target}
//   usersWeight: {type: number, default: 0.2, minimum: 0, help: weight of who uses it}
//   lineageWeight: {type: number, default: 0.2, minimum: 0, help: weight of the same lineage of groups}
//   placeWeight: {type: number, default: 0.1, minimum: 0, help: weight of the same unit or country}
//   distanceWeight: {type: number, default: 0.1, minimum: 0, help: weight of nearness}
//   scaleKm: {type: number, default: 200, minimum: 1, help: 'distance, in kilometres, at which nearness has fallen to 0.37'}
//   nearKm: {type: number, default: 100, minimum: 0, maximum: 1000, help: 'how far around the target groups count as active near it, in kilometres'}
//   limit: {type: integer, default: 10, minimum: 1, help: how many targets at most}
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
//   sharedUsers: {type: list, hidden: true, help: users of both}
//   known: {type: number, help: share of the weight that stood on something known}
//   unknown: {type: list, title: not known, help: parts that could not be compared}
//   strikes: {type: integer, hidden: true, help: how many incidents struck it}
//   precedents: {type: facts, help: 'the incidents that make it a precedent: date, who, on whose word, how'}
//   disputes: {type: list, title: Where the sources disagree, below: target, help: where the sources of the incidents disagree}
//   sources: {type: sources, help: sources that state the facility and the strikes}
// notes:
//   - A precedent shows what was struck before. It says nothing of how a place is guarded, and it is no forecast.
//   - The dates of who used a facility are not stated, so users may be of another time than the strikes.
// examples:
//   - graphq similar-targets "Ambodedjo Airport"
//   - graphq similar-targets "Ambodedjo Airport" --as-of 2019-08-31
MATCH (here:Target {id: $target})
OPTIONAL MATCH (close:Incident)-[:PERPETRATED_BY]->(active:Group)
WHERE close.firstDay <= $asOf
  AND (EXISTS { (close)-[:STRUCK]->(here) }
    OR 2 * 6371.0 * asin(sqrt(haversin(radians(close.latitude - here.latitude))
      + cos(radians(here.latitude)) * cos(radians(close.latitude))
      * haversin(radians(close.longitude - here.longitude)))) <= $nearKm)
WITH here, collect(DISTINCT active) AS actives
CALL (actives) {
  UNWIND actives AS active
  OPTIONAL MATCH before = (ancestor:Group)-[:SUCCEEDED_BY*1..12]->(active)
  WHERE all(step IN relationships(before) WHERE step.sinceFirst <= $asOf)
    AND all(i IN range(0, size(relationships(before)) - 2)
      WHERE relationships(before)[i].sinceFirst <= relationships(before)[i + 1].sinceLast)
  OPTIONAL MATCH after = (active)-[:SUCCEEDED_BY*1..12]->(heir:Group)
  WHERE all(step IN relationships(after) WHERE step.sinceFirst <= $asOf)
    AND all(i IN range(0, size(relationships(after)) - 2)
      WHERE relationships(after)[i].sinceFirst <= relationships(after)[i + 1].sinceLast)
  RETURN collect(DISTINCT active.id) + collect(DISTINCT ancestor.id) + collect(DISTINCT heir.id)
    AS lineage
}
MATCH (event:Incident)-[:STRUCK]->(there:Target)
WHERE there.id <> here.id AND event.firstDay <= $asOf
OPTIONAL MATCH (event)-[done:PERPETRATED_BY]->(perpetrator:Group)
WITH here, lineage, there, event, perpetrator, done
ORDER BY event.firstDay, event.id, perpetrator.name
WITH here, lineage, there, event, collect(perpetrator.id) AS byIds,
  collect(perpetrator.name) AS byNames
WITH here, lineage, there, collect({
    id: event.id,
    text: event.date + ' ' + CASE WHEN size(byNames) = 0 THEN 'nobody named'
      ELSE reduce(text = head(byNames), name IN tail(byNames) | text + ', ' + name) END
      + ' (' + event.attribution + '), '
      + reduce(text = head(event.tactics), word IN tail(event.tactics) | text + ' + ' + word),
    date: event.date, groups: byNames, attribution: event.attribution, tactics: event.tactics,
    sources: event.sources, conflicts: event.conflicts
  }) AS strikes,
  sum(CASE WHEN size(byIds) > 0 THEN 1.0 ELSE 0.0 END) AS attributed,
  sum(CASE WHEN any(id IN byIds WHERE id IN lineage) THEN 1.0 ELSE 0.0 END) AS related,
  collect(event.sources) AS cited
WITH here, there, strikes, cited,
  coalesce(here.users, []) AS mine, coalesce(there.users, []) AS theirs,
  CASE WHEN size(lineage) > 0 AND attributed > 0 THEN related / attributed END AS lineagePart,
  CASE WHEN here.admin1 = there.admin1 AND here.country = there.country THEN 1.0
    WHEN here.country = there.country THEN 0.5
    WHEN here.country <> there.country THEN 0.0 END AS placePart,
  2 * 6371.0 * asin(sqrt(haversin(radians(there.latitude - here.latitude))
    + cos(radians(here.latitude)) * cos(radians(there.latitude))
    * haversin(radians(there.longitude - here.longitude)))) AS km
WITH here, there, strikes, cited, km, lineagePart, placePart,
  [user IN mine WHERE user IN theirs] AS shared,
  size(mine) + size([user IN theirs WHERE NOT user IN mine]) AS everyone,
  size(mine) > 0 AND size(theirs) > 0 AS usersKnown
WITH here, there, strikes, cited, km, shared, [
    ['kind', CASE WHEN here.targetType = there.targetType THEN 1.0 ELSE 0.0 END, $typeWeight],
    ['users', CASE WHEN usersKnown THEN toFloat(size(shared)) / everyone END, $usersWeight],
    ['lineage', lineagePart, $lineageWeight],
    ['place', placePart, $placeWeight],
    ['nearness', exp(-km / $scaleKm), $distanceWeight]
  ] AS parts
WITH there, strikes, cited, km, shared, parts,
  reduce(sum = 0.0, part IN parts | sum + part[2]) AS weights,
  reduce(sum = 0.0, part IN parts |
    sum + CASE WHEN part[1] IS NULL THEN 0.0 ELSE part[2] END) AS knownWeights,
  reduce(sum = 0.0, part IN parts | sum + coalesce(part[1], 0.0) * part[2]) AS score
WITH there, strikes, cited, km, shared, parts, weights, knownWeights,
  CASE WHEN knownWeights > 0 THEN score / knownWeights ELSE 0.0 END AS likeness
RETURN there.id AS targetId, there.name AS target, there.targetType AS targetType,
  round(likeness, 3) AS likeness, parts[0][1] AS type, round(parts[1][1], 2) AS users,
  round(parts[2][1], 2) AS lineage, parts[3][1] AS place, round(parts[4][1], 2) AS distance,
  round(km, 1) AS km, shared AS sharedUsers,
  CASE WHEN weights > 0 THEN round(knownWeights / weights, 2) ELSE 0.0 END AS known,
  [part IN parts WHERE part[1] IS NULL | part[0]] AS unknown,
  size(strikes) AS strikes,
  [strike IN strikes | {
    id: strike.id, text: strike.text, date: strike.date, groups: strike.groups,
    attribution: strike.attribution, tactics: strike.tactics, sources: strike.sources
  }] AS precedents,
  [strike IN strikes WHERE strike.conflicts IS NOT NULL |
    strike.date + ': ' + strike.conflicts] AS disputes,
  reduce(found = there.sources, list IN cited |
    found + [source IN list WHERE NOT source IN found]) AS sources
ORDER BY likeness DESC, known DESC, strikes DESC, targetId
LIMIT toInteger($limit)
