// Predecessor strikes: what the groups before it had struck
// answers: >-
//   Which predecessors of a group struck a kind of target before they passed into their successor.
//   Where only a part of a predecessor passed on, its strikes are not the group's past: they are left
//   out, or marked part where parts are asked for.
// parameters:
//   group: {type: group, argument: true, required: true, help: the group}
//   targetType: {type: target-type, help: 'only this kind of target and those below it, such as airport or military'}
//   target: {type: target, help: only this target}
//   country: {type: country, help: 'only in this country, by name or two-letter code'}
//   attribution:
//     type: choice
//     many: true
//     default: []
//     choices: [claimed, assessed, suspected, disputed]
//     help: only strikes attributed to the predecessor in this way
//   dataset: {type: text, help: 'only of this dataset, such as dossier:jnim'}
//   parts: {type: flag, default: false, help: 'also strikes of predecessors of which only a part passed on, marked part'}
//   limit: {type: integer, default: 500, minimum: 1, help: 'how many strikes at most, the oldest first'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   date: {type: date, help: 'date of the strike, as far as it is known'}
//   predecessorId: {hidden: true, help: id of the predecessor}
//   predecessor: {help: the predecessor that is said to have done it}
//   extent: {help: whether the whole predecessor passed on or a part of it}
//   component: {title: which part, hidden: true, help: the part that passed on}
//   before: {help: certain if the strike is surely earlier than the change; possible if dates overlap}
//   change: {help: the change by which the predecessor passed on}
//   changeDate: {type: date, hidden: true, help: date of that change}
//   incidentId: {hidden: true, help: id of the incident}
//   incident: {hidden: true, help: short name of the incident}
//   tellingOf: {hidden: true, help: 'the event that several incidents tell of, where this is one of them'}
//   targetId: {hidden: true, help: id of the target}
//   target: {help: what was struck}
//   targetType: {title: type, hidden: true, help: kind of the target}
//   country: {hidden: true, help: two-letter code}
//   attribution: {help: 'claimed, assessed, suspected or disputed'}
//   tactics: {type: list, help: how}
//   fatalities: {type: integer, title: killed, help: official or last figure; blank if there is none}
//   conflicts: {title: Where the sources disagree, below: incident, help: where the sources disagree}
//   disputedBy: {type: sources, title: disputed, help: sources that contradict the succession}
//   fitting: {type: integer, hidden: true, help: how many such strikes there are}
//   leftOut: {title: How many strikes there are, hidden: true, below: fitting, help: 'that some of them are not among the rows, where the limit left them out'}
//   partsLeftOut: {title: Left out, hidden: true, below: fitting, help: 'strikes of predecessors of which only a part passed on, where there are any'}
//   sources: {type: sources, help: sources that state the strike}
// examples:
//   - graphq predecessor-strikes jnim --target-type airport
//   - graphq predecessor-strikes jnim --country "Burkina Faso" --as-of 2019-08-31
MATCH (:Group {id: $group})-[line:DESCENDS_FROM]->(ancestor:Group)-[step:SUCCEEDED_BY]->(:Group)
WHERE line.latestFirst <= $asOf AND step.id = head(line.steps) AND ancestor.id <> $group
WITH ancestor, step, line.id AS lineId, coalesce(line.disputedBy, []) AS disputedBy,
  CASE line.extent WHEN 'whole' THEN 'whole' ELSE 'part' END AS extent
MATCH (merged:ChangeEvent {id: step.via})
WITH ancestor, step, merged, lineId, disputedBy, extent
ORDER BY size(disputedBy), extent DESC, step.sinceFirst DESC, step.via, lineId
WITH ancestor, max(step.sinceLast) AS until, collect({
    from: step.sinceFirst, until: step.sinceLast, since: step.since, component: step.component,
    change: merged.name, extent: extent, kept: $parts OR extent = 'whole', disputedBy: disputedBy
  }) AS ways
MATCH (ancestor)<-[done:PERPETRATED_BY]-(event:Incident)
WHERE event.firstDay <= $asOf AND event.firstDay <= until
  AND ($country IS NULL OR event.country = $country)
  AND ($dataset IS NULL OR event.dataset = $dataset)
  AND (size($attribution) = 0 OR (done.attribution IN $attribution
    AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
OPTIONAL MATCH (event)-[:STRUCK]->(struck:Target)
WITH ancestor, ways, event, done, struck
WHERE ($target IS NULL OR struck.id = $target)
  AND ($targetType IS NULL OR event.targetType IN $targetType
    OR struck.targetType IN $targetType)
WITH ancestor, ways, event, done, struck, event.firstDay AS day, event.id AS incidentId,
  ancestor.id AS predecessorId, struck.id AS targetId
ORDER BY day, incidentId, predecessorId, targetId
WITH collect({ancestor: ancestor, event: event, done: done, struck: struck,
    ways: [way IN ways WHERE way.kept AND event.firstDay <= way.until]
  }) AS found
WITH [one IN found WHERE size(one.ways) > 0] AS kept,
  [one IN found WHERE size(one.ways) = 0 | one.ancestor.name] AS parted
WITH size(kept) AS fitting, kept[0..toInteger($limit)] AS shown, size(parted) AS ofParts,
  reduce(names = [], name IN parted | names + CASE WHEN name IN names THEN [] ELSE [name] END)
    AS partedNames
UNWIND shown AS one
WITH fitting, ofParts, partedNames, one.ancestor AS ancestor, one.event AS event, one.done AS done,
  one.struck AS struck, one.ways AS ways
WITH fitting, ofParts, partedNames, ancestor, event, done, struck,
  coalesce(head([way IN ways WHERE event.lastDay < way.from]), head(ways)) AS way
RETURN event.date AS date, ancestor.id AS predecessorId, ancestor.name AS predecessor,
  way.extent AS extent, way.component AS component,
  CASE WHEN event.lastDay < way.from THEN 'certain' ELSE 'possible' END AS before,
  way.change AS change, way.since AS changeDate,
  event.id AS incidentId, event.name AS incident,
  event.tellingOf AS tellingOf, struck.id AS targetId, coalesce(struck.name, event.targetDescription) AS target,
  coalesce(struck.targetType, event.targetType) AS targetType, event.country AS country,
  CASE WHEN event.attributedOnFirst > $asOf THEN null ELSE done.attribution END AS attribution,
  event.tactics AS tactics,
  event.fatalitiesBest AS fatalities,
  CASE WHEN event.conflictsOnFirst > $asOf THEN null ELSE event.conflicts END AS conflicts,
  way.disputedBy AS disputedBy, fitting,
  CASE WHEN fitting > $limit THEN 'only the oldest ' + toString(toInteger($limit))
    + ' are among the rows; ask about a narrower time or place or for more with --limit' END
    AS leftOut,
  CASE WHEN ofParts > 0 THEN toString(ofParts) + ' by ' + reduce(text = head(partedNames),
      name IN tail(partedNames) | text + ' and ' + name)
    + ' (only a part passed on); --parts brings them in marked part' END AS partsLeftOut,
  event.sources AS sources
ORDER BY event.firstDay, incidentId, predecessorId, targetId
