// Sources: what a fact rests on
// answers: >-
//   For an entity, an incident, a change or a relationship by its id (or an entity by any of its
//   names): the sources that state it and each of its relationships, and those that contradict one.
//   For a source: the facts that it states.
// parameters:
//   id: {type: entity, argument: true, required: true, help: 'an id, or a name'}
//   limit: {type: integer, default: 200, minimum: 1, help: 'how many facts at most, in the order of their ids'}
//   asOf: {type: date, default: today, help: 'only what had happened and been said by this day; a source published later that states it stays, and is marked'}
// columns:
//   factId: {title: id, help: id of the fact}
//   fact: {help: what is stated}
//   inferred: {type: flag, hidden: true, help: whether it follows from other facts}
//   note: {type: facts, title: What is said of it, below: fact, help: 'what a reader should know, as far as it had been said'}
//   disputedBy: {type: sources, title: disputed by, help: 'sources that contradict it; of a person, the death or its date'}
//   fitting: {type: integer, hidden: true, help: how many such facts there are}
//   leftOut: {title: How many facts there are, hidden: true, below: fitting, help: 'that some of them are not among the rows, where the limit left them out'}
//   sources: {type: sources, help: sources that state it}
// examples:
//   - graphq sources chg-jnim-2017
//   - graphq sources inc-2019-07-22-gao-a
CALL () {
  MATCH (n:Group {id: $id})
  RETURN n
  UNION ALL
  MATCH (n:Person {id: $id})
  RETURN n
  UNION ALL
  MATCH (n:ChangeEvent {id: $id})
  RETURN n
  UNION ALL
  MATCH (n:Incident {id: $id})
  RETURN n
  UNION ALL
  MATCH (n:Target {id: $id})
  RETURN n
  UNION ALL
  MATCH (n:Location {id: $id})
  RETURN n
  UNION ALL
  MATCH (n:Tally {id: $id})
  RETURN n
  UNION ALL
  MATCH (n:Assessment {id: $id})
  RETURN n
  UNION ALL
  MATCH (n:Name {id: $id})
  RETURN n
}
WITH collect(n) AS entities
// Each fact with its place in the order, which begins with its kind: 0 the entity, 1 its
// relationships, 2 what a source states.
CALL (entities) {
  UNWIND entities AS n
  WITH n
  WHERE coalesce(n.firstDay, n.saidOnFirst, $asOf) <= $asOf
  RETURN '0 ' + n.id AS place, n AS node, null AS link
  UNION ALL
  UNWIND entities AS n
  WITH n, coalesce(n.firstDay, n.saidOnFirst) AS day
  WHERE NOT n:Name
  MATCH (n)-[r]-(other)
  WHERE type(r) <> 'DESCENDS_FROM' AND size(coalesce(r.sources, [])) > 0
    AND coalesce(r.validFromFirst, r.seenOnFirst, r.sinceFirst, r.claimedOnFirst, r.deniedOnFirst,
      $asOf) <= $asOf
    AND coalesce(day, $asOf) <= $asOf
    AND coalesce(other.firstDay, other.saidOnFirst, $asOf) <= $asOf
  RETURN '1 ' + r.id AS place, null AS node, r AS link
  UNION ALL
  // The id of a relationship tells where it begins: its type, a colon, and the id of its start.
  WITH substring($id, size(head(split($id, ':'))) + 1) AS after
  WITH after, head(split(after, '>')) AS start
  UNWIND CASE WHEN after = '' THEN [] WHEN start = after THEN [after]
    ELSE [start, 'record:' + start] END AS key
  CALL (key) {
    MATCH (n:Group {id: key})
    RETURN n
    UNION ALL
    MATCH (n:Person {id: key})
    RETURN n
    UNION ALL
    MATCH (n:ChangeEvent {id: key})
    RETURN n
    UNION ALL
    MATCH (n:Incident {id: key})
    RETURN n
    UNION ALL
    MATCH (n:Target {id: key})
    RETURN n
    UNION ALL
    MATCH (n:Location {id: key})
    RETURN n
    UNION ALL
    MATCH (n:Tally {id: key})
    RETURN n
    UNION ALL
    MATCH (n:Assessment {id: key})
    RETURN n
    UNION ALL
    MATCH (n:Name {id: key})
    RETURN n
    UNION ALL
    MATCH (n:Record {id: key})
    RETURN n
  }
  MATCH (n)-[r]->(other)
  WHERE r.id = $id
    AND coalesce(r.validFromFirst, r.seenOnFirst, r.sinceFirst, r.latestFirst, r.claimedOnFirst,
      r.deniedOnFirst, $asOf) <= $asOf
    AND coalesce(n.firstDay, n.saidOnFirst, $asOf) <= $asOf
    AND coalesce(other.firstDay, other.saidOnFirst, $asOf) <= $asOf
  RETURN '1 ' + r.id AS place, null AS node, r AS link
  UNION ALL
  MATCH (:Source {id: $id})<-[:REPORTED_BY]-(n)
  WHERE coalesce(n.firstDay, n.saidOnFirst, $asOf) <= $asOf AND coalesce(n.dataset, '') <> $id
  RETURN '2 ' + n.id AS place, n AS node, null AS link
  UNION ALL
  // That a dataset tells of an incident, the incident itself says.
  MATCH (source:Source {id: $id})
  WHERE source.kind = 'dataset'
  MATCH (n:Incident)
  WHERE n.dataset = source.id AND n.firstDay <= $asOf
  RETURN '2 ' + n.id AS place, n AS node, null AS link
}
// By the beginning of their places, so that only the first are sorted; what is summed up lets go of
// the rest.
WITH left(place, 22) AS beginning, collect([place, node, link]) AS ones
ORDER BY beginning
WITH sum(size(ones)) AS fitting, reduce(first = [], ones IN collect(ones) |
  CASE WHEN size(first) < $limit THEN first + ones ELSE first END) AS enough
UNWIND enough AS fact
WITH fitting, collect(fact) AS facts
CALL (facts) {
  UNWIND facts AS fact
  WITH fact[0] AS place, fact[1] AS n, fact[2] AS r
  WITH place, n, r
  ORDER BY place
  LIMIT toInteger($limit)
  RETURN place, n, r
}
WITH fitting, place, n, r,
  CASE WHEN place STARTS WITH '2' THEN [$id] ELSE coalesce(n.sources, r.sources, []) END AS states,
  coalesce(n.id, r.id) AS key
CALL (key) {
  MATCH (remark:Remark {about: key})
  WHERE coalesce(remark.saidOnFirst, $asOf) <= $asOf
  WITH remark
  ORDER BY coalesce(toString(remark.saidOnFirst), ''), remark.id
  RETURN collect({id: remark.id, text: remark.text, sources: coalesce(remark.sources, [])})
    AS remarks
}
RETURN key AS factId, CASE WHEN r IS NULL THEN n.name ELSE
    startNode(r).name + ' – ' + toLower(replace(type(r), '_', ' ')) + ' – ' + endNode(r).name
    END AS fact,
  coalesce(r.inferred, false) AS inferred,
  CASE WHEN n:Location AND size(coalesce(n.sources, [])) = 0
      THEN [{id: n.id, text: 'a gazetteer value, with no source of its own', sources: []}]
    WHEN n.note IS NULL OR coalesce(n.noteOnFirst, $asOf) > $asOf THEN []
    ELSE [{id: n.id, text: n.note, sources: states}] END + remarks AS note,
  coalesce(r.disputedBy, CASE WHEN n.died <= left(toString($asOf), size(n.died))
    THEN n.diedDisputedBy END, []) AS disputedBy, fitting,
  CASE WHEN fitting > $limit THEN 'only ' + toString(toInteger($limit))
    + ' are among the rows; ask for more with --limit or about one of the incidents' END
    AS leftOut,
  states AS sources
ORDER BY place
