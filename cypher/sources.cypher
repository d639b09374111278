// Sources: what a fact rests on
// answers: >-
//   For an entity, an incident, a change or a relationship by its id (or an entity by any of its
//   names): the sources that state it and each of its relationships, and those that contradict one.
//   For a source: the facts that it states.
// parameters:
//   id: {type: entity, argument: true, required: true, help: 'an id, or a name'}
//   limit: {type: integer, default: 200, minimum: 1, help: 'how many facts at most, in the order of their ids'}
//   asOf: {type: date, default: today, help: 'only what had happened by this day, and sources published by then or without a date'}
// columns:
//   factId: {title: id, help: id of the fact}
//   fact: {help: what is stated}
//   inferred: {type: flag, hidden: true, help: whether it follows from other facts}
//   note: {title: What is said of it, below: fact, help: what a reader should know}
//   disputedBy: {type: sources, title: disputed by, help: sources that contradict it}
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
  WHERE n.firstDay IS NULL OR n.firstDay <= $asOf
  RETURN '0 ' + n.id AS place, n AS node, null AS link
  UNION ALL
  UNWIND entities AS n
  WITH n, n.firstDay AS day
  WHERE NOT n:Name
  MATCH (n)-[r]-(other)
  WHERE type(r) <> 'DESCENDS_FROM' AND size(coalesce(r.sources, [])) > 0
    AND coalesce(r.validFromFirst, r.sinceFirst, r.claimedOnFirst, r.deniedOnFirst, day,
      other.firstDay, $asOf) <= $asOf
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
  MATCH (n)-[r]->()
  WHERE r.id = $id
  RETURN '1 ' + r.id AS place, null AS node, r AS link
  UNION ALL
  MATCH (:Source {id: $id})<-[:REPORTED_BY]-(n)
  WHERE (n.firstDay IS NULL OR n.firstDay <= $asOf) AND coalesce(n.dataset, '') <> $id
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
WITH sum(size(ones)) AS all, collect(ones) AS lists
UNWIND CASE WHEN $asOf < date() THEN lists ELSE [reduce(first = [], ones IN lists |
  CASE WHEN size(first) < $limit THEN first + ones ELSE first END)] END AS ones
UNWIND ones AS fact
WITH all, collect(fact) AS found
CALL (all, found) {
  WITH all, found
  WHERE $asOf >= date()
  RETURN found AS facts, all AS fitting
  UNION ALL
  // Nothing has been published after today, so this has to be looked at for a day before only.
  UNWIND CASE WHEN $asOf < date() THEN found ELSE [] END AS fact
  WITH fact, CASE WHEN fact[0] STARTS WITH '2' THEN [$id]
    ELSE coalesce(fact[1].sources, fact[2].sources, []) + coalesce(fact[2].disputedBy, []) END AS said
  UNWIND CASE WHEN size(said) = 0 THEN [null] ELSE said END AS id
  OPTIONAL MATCH (source:Source {id: id})
  WHERE source.publishedOn IS NULL
    OR source.publishedOn <= left(toString($asOf), size(source.publishedOn))
  WITH fact, said, count(source) AS published
  WHERE published > 0 OR size(said) = 0
  WITH collect(fact) AS facts
  WHERE $asOf < date()
  RETURN facts, size(facts) AS fitting
}
CALL (facts) {
  UNWIND facts AS fact
  WITH fact[0] AS place, fact[1] AS n, fact[2] AS r
  WITH place, n, r
  ORDER BY place
  LIMIT toInteger($limit)
  RETURN place, n, r, coalesce(r.disputedBy, []) AS disputes,
    CASE WHEN place STARTS WITH '2' THEN [$id] ELSE coalesce(n.sources, r.sources, []) END AS states
}
WITH fitting, place, n, r, states, disputes
UNWIND CASE WHEN size(states + disputes) = 0 THEN [null] ELSE states + disputes END AS id
OPTIONAL MATCH (source:Source {id: id})
WHERE source.publishedOn IS NULL
  OR source.publishedOn <= left(toString($asOf), size(source.publishedOn))
WITH fitting, place, n, r, states, disputes, collect(source.id) AS published
WHERE size(states + disputes) = 0 OR size(published) > 0
WITH fitting, substring(place, 2) AS factId, place, states, disputes, published, n, r,
  CASE WHEN n:Location AND size(coalesce(n.sources, [])) = 0
    THEN 'a gazetteer value, with no source of its own' ELSE n.note END AS note
RETURN factId, CASE WHEN r IS NULL THEN n.name ELSE
    startNode(r).name + ' – ' + toLower(replace(type(r), '_', ' ')) + ' – ' + endNode(r).name
    END AS fact,
  coalesce(r.inferred, false) AS inferred, coalesce(r.note, note) AS note,
  [id IN disputes WHERE id IN published] AS disputedBy, fitting,
  CASE WHEN fitting > $limit THEN 'only ' + toString(toInteger($limit))
    + ' are among the rows; ask for more with --limit or about one of the incidents' END
    AS leftOut,
  [id IN states WHERE id IN published] AS sources
ORDER BY place
