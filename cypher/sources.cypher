// Sources: what a fact rests on
// answers: >-
//   For an entity, an incident, a change or a relationship by its id (or an entity by any of its
//   names): the sources that state it and each of its relationships, and those that contradict one.
//   For a source: the facts that it states.
// parameters:
//   id: {type: entity, argument: true, required: true, help: 'an id, or a name'}
//   asOf: {type: date, default: today, help: 'only what had happened by this day, and sources published by then or without a date'}
// columns:
//   factId: {title: id, help: id of the fact}
//   fact: {help: what is stated}
//   inferred: {type: flag, hidden: true, help: whether it follows from other facts}
//   note: {title: What is said of it, below: fact, help: what a reader should know}
//   disputedBy: {type: sources, title: disputed by, help: sources that contradict it}
//   sources: {type: sources, help: sources that state it}
// examples:
//   - graphq sources chg-jnim-2017
//   - graphq sources inc-2019-07-22-gao-a
CALL () {
  MATCH (n:Group|Person|ChangeEvent|Incident|Target|Location|Tally|Name {id: $id})
  WHERE n.firstDay IS NULL OR n.firstDay <= $asOf
  RETURN 0 AS rank, n.id AS factId, n.name AS fact, false AS inferred,
    CASE WHEN n:Location AND size(coalesce(n.sources, [])) = 0
      THEN 'a gazetteer value, with no source of its own' ELSE n.note END AS note,
    n.sources AS states, [] AS disputes
  UNION ALL
  MATCH (n:Group|Person|ChangeEvent|Incident|Target|Location|Tally {id: $id})-[r]-()
  WHERE size(coalesce(r.sources, [])) > 0
    AND coalesce(r.validFromFirst, r.sinceFirst, startNode(r).firstDay, endNode(r).firstDay,
      $asOf) <= $asOf
  RETURN 1 AS rank, r.id AS factId,
    startNode(r).name + ' – ' + toLower(replace(type(r), '_', ' ')) + ' – ' + endNode(r).name AS fact,
    coalesce(r.inferred, false) AS inferred, r.note AS note,
    r.sources AS states, coalesce(r.disputedBy, []) AS disputes
  UNION ALL
  MATCH (a)-[r {id: $id}]->(b)
  RETURN 1 AS rank, r.id AS factId,
    a.name + ' – ' + toLower(replace(type(r), '_', ' ')) + ' – ' + b.name AS fact,
    coalesce(r.inferred, false) AS inferred, r.note AS note,
    r.sources AS states, coalesce(r.disputedBy, []) AS disputes
  UNION ALL
  MATCH (n)-[:REPORTED_BY]->(source:Source {id: $id})
  WHERE n.firstDay IS NULL OR n.firstDay <= $asOf
  RETURN 2 AS rank, n.id AS factId, n.name AS fact, false AS inferred, n.note AS note,
    [source.id] AS states, [] AS disputes
}
WITH rank, factId, fact, inferred, note, coalesce(states, []) AS states, disputes
UNWIND CASE WHEN size(states + disputes) = 0 THEN [null] ELSE states + disputes END AS id
OPTIONAL MATCH (source:Source {id: id})
WHERE source.publishedOn IS NULL
  OR source.publishedOn <= left(toString($asOf), size(source.publishedOn))
WITH rank, factId, fact, inferred, note, states, disputes, collect(source.id) AS published
WHERE size(states + disputes) = 0 OR size(published) > 0
RETURN factId, fact, inferred, note, [id IN disputes WHERE id IN published] AS disputedBy,
  [id IN states WHERE id IN published] AS sources
ORDER BY rank, factId

