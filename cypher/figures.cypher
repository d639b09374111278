// Figures: published numbers that are not counts of single incidents here
// answers: >-
//   The published counts that reconcile leaves out, each next to what the graph has of the same:
//   headcounts of forces beside the other headcounts published of them; attacks by kind of target or
//   by a tactic that no incident has; how many groups founded another, beside the parties on record;
//   shares and sums of deaths of which the events are not here. A number that cannot be had from what
//   is on record is left blank, and it is told why.
// parameters:
//   tally: {type: tally, argument: true, help: 'only this published count, by its id'}
//   group: {type: group, help: 'only counts about this group, and headcounts of the forces that it fights or that a publisher of such a count sets beside it'}
//   asOf: {type: date, default: today, help: only what had happened by this day}
// columns:
//   tallyId: {title: id, help: id of the published count}
//   kind: {hidden: true, help: 'headcount, target, tactic, groups or other'}
//   aboutId: {hidden: true, help: id of the group or force that it is about}
//   about: {help: the group or force that it is about}
//   dimension: {hidden: true, help: 'by what it is counted, such as total, country or target'}
//   what: {help: what is counted}
//   unit: {help: in what it is counted}
//   dateFrom: {title: from, type: date, help: 'first day, month or year that it is of'}
//   dateTo: {title: to, type: date, help: 'last day, month or year that it is of'}
//   published: {type: integer, help: the number published}
//   counted: {type: integer, help: 'the same on record here; blank if it cannot be had from it'}
//   difference: {type: integer, help: counted less published}
//   marked: {type: integer, title: in both, help: 'of attacks by kind of target: of those counted here, the ones marked as, or likely, among those of this very count, or of a total of which it is a part where that can make up what was published; otherwise blank'}
//   onlyThere: {type: integer, title: only there, help: 'published less in both; blank where that is'}
//   standIns: {type: integer, hidden: true, help: 'attacks that stand here only because the publisher counts them, and of which it is not known what they struck'}
//   explanation: {help: 'what counted is, and what is known of why the two differ'}
//   others: {type: facts, title: beside it, help: 'of a headcount: the others of the force; of founding groups: the parties on record; of attacks: what is said of the incidents counted'}
//   heldAgainst: {title: held against, help: 'the datasets whose incidents or events it can be held against; blank where there are none'}
//   note: {type: facts, title: What is said of the published counts, below: tallyId, help: 'what a reader should know of the published count, as far as it had been said'}
//   publishedIn: {type: sources, title: published in, help: who published the count}
//   sources: {type: sources, help: sources that state the count and what it is held against}
// notes:
//   - An attack on a security base is held against incidents on security forces (military, police, peacekeepers, posts of theirs) that struck a facility on record; one on peacekeepers on foot against those on peacekeepers that struck none.
//   - Headcounts are as published. No strength of an armed group is reckoned from anything.
// examples:
//   - graphq figures
//   - graphq figures --group jnim --as-of 2019-08-31
CALL () {
  OPTIONAL MATCH (:Group {id: $group})-[fight:ENEMY_OF]-(force:Group)
  WHERE fight.validFromFirst IS NULL OR fight.validFromFirst <= $asOf
  RETURN collect(DISTINCT force.id) AS foes
}
CALL () {
  OPTIONAL MATCH (:Group {id: $group})<-[:COUNTS]-(own:Tally)
  WHERE own.datasetCounted IS NULL AND coalesce(own.saidOnFirst, $asOf) <= $asOf
  RETURN reduce(all = [], list IN collect(own.sources) |
    all + [one IN list WHERE NOT one IN all]) AS voices
}
CALL () {
  MATCH (tally:Tally)
  WHERE tally.datasetCounted IS NULL
  RETURN reduce(all = [], list IN collect(tally.statedBy) |
    all + [one IN list WHERE NOT one IN all]) AS datasets
}
CALL (datasets) {
  OPTIONAL MATCH (known:Incident)
  WHERE known.dataset IN datasets AND known.firstDay <= $asOf
  UNWIND CASE WHEN size(coalesce(known.tactics, [])) = 0 THEN [''] ELSE known.tactics END AS tactic
  WITH DISTINCT known.dataset AS dataset, tactic
  RETURN collect([dataset, tactic]) AS tactics
}
MATCH (tally:Tally)
WHERE tally.datasetCounted IS NULL AND ($tally IS NULL OR tally.id = $tally)
  AND left(tally.dateFrom, 10) <= left(toString($asOf), size(tally.dateFrom))
  AND coalesce(tally.saidOnFirst, $asOf) <= $asOf
  AND (NOT tally.unit IN ['attacks', 'killed', 'wounded']
    OR (tally.dimension = 'tactic' AND NOT any(known IN tactics
      WHERE known[0] IN tally.statedBy AND known[1] = split(tally.value, ';')[0]))
    OR (tally.dimension = 'total' AND NOT tally.value IN ['all', 'claimed attacks'])
    OR (tally.dimension = 'target' AND NOT EXISTS { MATCH (:Target {id: tally.value}) })
    OR NOT tally.dimension IN ['tactic', 'total', 'target', 'country', 'admin1', 'admin2', 'month', 'day'])
OPTIONAL MATCH (tally)-[:COUNTS]->(about:Group)
WITH foes, voices, tally, about,
  [name IN tally.statedBy WHERE any(known IN tactics WHERE known[0] = name)] AS own,
  CASE WHEN tally.unit = 'personnel' THEN 'headcount'
    WHEN tally.unit = 'groups' THEN 'groups'
    WHEN tally.unit = 'attacks' AND tally.dimension IN ['tactic', 'target'] THEN tally.dimension
    ELSE 'other' END AS kind
WHERE $group IS NULL OR about.id = $group OR (kind = 'headcount'
  AND (about.id IN foes OR any(one IN tally.sources WHERE one IN voices)))
CALL (tally, about, kind) {
  OPTIONAL MATCH (force:Group {id: CASE WHEN kind = 'headcount' THEN about.id ELSE '' END})
    <-[:COUNTS]-(other:Tally {unit: 'personnel'})
  WHERE other.id <> tally.id
    AND left(other.dateFrom, 10) <= left(toString($asOf), size(other.dateFrom))
    AND coalesce(other.saidOnFirst, $asOf) <= $asOf
  WITH other
  ORDER BY other.dateFrom DESC, other.count DESC, other.id
  RETURN [one IN collect(CASE WHEN other IS NOT NULL THEN {id: other.id, number: other.count,
      of: other.value, date: other.dateFrom, sources: other.sources,
      text: toString(other.count) + ' (' + other.value + ', ' + toString(other.dateFrom) + ')'} END)
    WHERE one IS NOT NULL] AS headcounts
}
CALL (about, kind) {
  OPTIONAL MATCH (:Group {id: CASE WHEN kind = 'groups' THEN about.id ELSE '' END})
    <-[:RESULTED_IN]-(change:ChangeEvent)<-[party:PREDECESSOR_IN]-(parent:Group)
  WHERE change.firstDay <= $asOf
  WITH party, parent
  ORDER BY parent.name, party.id
  RETURN [one IN collect(CASE WHEN parent IS NOT NULL THEN {id: parent.id, name: parent.name,
      part: party.component, disputed: size(coalesce(party.disputedBy, [])) > 0,
      sources: party.sources + coalesce(party.disputedBy, []),
      text: parent.name + CASE WHEN party.extent = 'part'
        THEN ' (part' + coalesce(': ' + party.component, '') + ')' ELSE '' END
        + CASE WHEN size(coalesce(party.disputedBy, [])) > 0 THEN ' (disputed)' ELSE '' END} END)
    WHERE one IS NOT NULL] AS parties
}
CALL (tally, about, kind) {
  OPTIONAL MATCH (:Group {id: CASE WHEN kind IN ['target', 'tactic'] THEN about.id ELSE '' END})
    <-[:PERPETRATED_BY]-(event:Incident)
  WHERE event.dataset IN tally.statedBy AND event.firstDay <= $asOf
    AND left(toString(event.firstDay), size(tally.dateFrom)) >= tally.dateFrom
    AND left(toString(event.firstDay), size(tally.dateTo)) <= tally.dateTo
  OPTIONAL MATCH (event)-[:STRUCK]->(facility:Target)
  WITH tally, about, kind, event, count(facility) AS facilities,
    // An airport that forces use is a base of theirs.
    count(CASE WHEN facility.targetType = 'airport'
      AND EXISTS { (facility)-[:USED_BY]->(:StateForce) } THEN 1 END) AS shared,
    [event.targetType] + collect(facility.targetType) AS types
  OPTIONAL MATCH (event)-[own:COUNTED_IN]->(tally)
  OPTIONAL MATCH (event)-[wide:COUNTED_IN]->(total:Tally {dimension: 'total', value: 'all'})
  WHERE total.sources = tally.sources AND total.unit = tally.unit
    AND total.dateFrom <= tally.dateFrom
    AND left(tally.dateTo, size(total.dateTo)) <= total.dateTo
    AND (NOT EXISTS { (total)-[:COUNTS]->(:Group) } OR EXISTS { (total)-[:COUNTS]->(about) })
  WITH tally, about, kind, event, facilities, shared, types, own, head(collect(wide)) AS wide
  WITH tally, kind, event, facilities, shared, types, coalesce(own, wide) AS mark,
    event.placeholder AND coalesce(own, wide).certainty <> 'no' AS standsIn
  WITH event, facilities, shared, mark, standsIn, kind = 'tactic' AND tally.value = 'not-stated'
      AND size(coalesce(event.tactics, [])) = 0 AS untold,
    kind = 'target' AND (any(type IN types WHERE type IN tally.kinds)
      OR (tally.value = 'security-base' AND shared > 0))
      AND (tally.value <> 'security-base' OR facilities > 0)
      AND (tally.value <> 'un-peacekeepers-on-foot' OR facilities = 0) AS ofKind,
    kind = 'target' AND tally.value IN ['security-base', 'un-peacekeepers-on-foot'] AS held
  WITH event, mark, standsIn, held, coalesce(untold, false) OR coalesce(ofKind, false) AS fits
  ORDER BY event.firstDay, event.id
  RETURN sum(CASE WHEN fits AND event.placeholder IS NULL THEN 1 ELSE 0 END) AS found,
    CASE WHEN count(mark) > 0 THEN sum(CASE WHEN fits AND event.placeholder IS NULL
      AND mark.certainty <> 'no' THEN 1 ELSE 0 END) END AS marked,
    sum(CASE WHEN standsIn THEN 1 ELSE 0 END) AS standIns,
    max(CASE WHEN held THEN 1 ELSE 0 END) AS held,
    [one IN collect(CASE WHEN fits AND event.placeholder IS NULL AND mark IS NOT NULL
      THEN {id: event.id, about: mark.id, name: event.name, sources: event.sources} END)
      WHERE one IS NOT NULL] AS marks,
    reduce(all = [], list IN collect(CASE WHEN fits THEN event.sources END) |
      all + [one IN list WHERE NOT one IN all])[0..200] AS cited
}
CALL (marks) {
  UNWIND marks AS one
  MATCH (remark:Remark {about: one.about})
  WHERE coalesce(remark.saidOnFirst, $asOf) <= $asOf
  RETURN collect({id: one.id, text: one.name + ': ' + remark.text,
    sources: one.sources + coalesce(remark.sources, [])}) AS told
}
CALL (tally) {
  MATCH (remark:Remark {about: tally.id})
  WHERE coalesce(remark.saidOnFirst, $asOf) <= $asOf
  WITH remark
  ORDER BY coalesce(toString(remark.saidOnFirst), ''), remark.id
  RETURN collect({id: remark.id, text: remark.text, sources: coalesce(remark.sources, [])}) AS note
}
CALL (tally, about, kind) {
  // Of sums of deaths: what other datasets have on record of the same.
  OPTIONAL MATCH (:Group {id: CASE WHEN kind = 'other' AND tally.unit CONTAINS 'death'
    THEN about.id ELSE '' END})<-[:PERPETRATED_BY|INVOLVED]-(event:Incident)
  WHERE NOT event.dataset IN tally.statedBy AND event.firstDay <= $asOf
    AND event.placeholder IS NULL
    AND left(toString(event.firstDay), size(tally.dateFrom)) >= tally.dateFrom
    AND left(toString(event.firstDay), size(coalesce(tally.dateTo, tally.dateFrom)))
      <= coalesce(tally.dateTo, tally.dateFrom)
    AND (tally.dimension <> 'country' OR event.country = tally.value)
    AND (NOT tally.value STARTS WITH 'dyad:' OR EXISTS {
      (event)-[:PERPETRATED_BY|INVOLVED]->(:Group {id: substring(tally.value, 5)}) })
  WITH DISTINCT event
  WITH event.dataset AS name, count(event) AS events, count(event.fatalitiesBest) AS known,
    sum(event.fatalitiesBest) AS deaths
  WHERE name IS NOT NULL
  WITH name, events, known, deaths
  ORDER BY name
  // By dataset, since two of them may tell of the same events.
  RETURN collect(name) AS tellers, collect(name + ' ' + toString(events)
    + CASE WHEN events = 1 THEN ' event' ELSE ' events' END + CASE WHEN known = 0
      THEN ' without a figure' ELSE ' with ' + toString(deaths) + ' deaths' END) AS others
}
WITH tally, about, kind, own, headcounts, parties, note, told, cited, held, marked, standIns, tellers,
  others,
  CASE WHEN kind = 'groups' AND size(parties) > 0 THEN size(parties)
    WHEN kind = 'target' AND (held = 1 OR found > 0) THEN found
    WHEN kind = 'tactic' AND tally.value = 'not-stated' AND size(own) > 0 THEN found END AS counted
WITH tally, about, kind, note, told, cited, counted,
  CASE WHEN kind IN ['target', 'tactic'] THEN own WHEN kind = 'other' THEN tellers ELSE [] END
    AS against,
  // Of those that stand in it is not known whether they are of the kind: they make up the rest.
  CASE WHEN kind = 'target' AND counted IS NOT NULL AND (tally.count IS NULL
    OR (marked <= tally.count AND tally.count <= marked + standIns)) THEN marked END AS marked,
  CASE WHEN kind = 'target' AND counted IS NOT NULL THEN standIns END AS standIns,
  CASE kind WHEN 'headcount' THEN headcounts WHEN 'groups' THEN parties ELSE told END AS others,
  CASE
    WHEN kind = 'headcount' AND size(headcounts) = 0
      THEN 'no other headcount of this force is on record by then'
    WHEN kind = 'headcount' THEN 'a headcount is not counted here; the others published of this force stand beside it'
    WHEN kind = 'groups' AND counted IS NULL THEN 'no change that founded the group is on record'
    WHEN kind = 'groups' THEN toString(counted) + ' parties are on record, '
      + toString(size([one IN parties WHERE one.disputed])) + ' of them disputed and '
      + toString(size([one IN parties WHERE one.part IS NOT NULL])) + ' only as a part'
    WHEN kind = 'tactic' AND counted IS NULL THEN 'no incident here has a tactic of this name'
    WHEN kind = 'tactic' THEN 'here: incidents without a tactic'
    WHEN kind = 'target' AND counted IS NULL THEN 'no kind of target here has this name'
    WHEN kind = 'target' AND standIns > 0 THEN 'of ' + toString(standIns)
      + ' known only from that count it is not told what they struck'
    WHEN tally.unit = 'percent' THEN 'a share is not counted here'
    WHEN tally.unit CONTAINS 'death' AND about IS NULL
      THEN 'it is not told here which events make it up'
    WHEN tally.unit CONTAINS 'death' AND size(others) = 0
      THEN 'no event of that time' + CASE WHEN tally.dimension = 'country'
        THEN ' in ' + tally.value ELSE '' END + ' that other datasets tell is tied to '
        + about.name + ' here'
    WHEN tally.unit CONTAINS 'death' THEN 'of that time, and tied to ' + about.name + ', other datasets have '
      + reduce(all = head(others), text IN tail(others) | all + '; ' + text)
      + '; which of them make it up is not told'
    ELSE 'this cannot be had from what is on record here' END AS explanation
RETURN tally.id AS tallyId, kind, about.id AS aboutId, about.name AS about,
  tally.dimension AS dimension, tally.value AS what, tally.unit AS unit,
  tally.dateFrom AS dateFrom, tally.dateTo AS dateTo, tally.count AS published, counted,
  counted - tally.count AS difference, marked, tally.count - marked AS onlyThere, standIns,
  explanation, others, CASE WHEN size(against) > 0 THEN reduce(all = head(against),
    name IN tail(against) | all + ', ' + name) END AS heldAgainst, note,
  tally.sources AS publishedIn, reduce(all = tally.sources, list IN [one IN others | one.sources]
    + [cited] | all + [source IN list WHERE NOT source IN all])[0..200] AS sources
ORDER BY kind, tally.dateFrom DESC, about, tally.id
