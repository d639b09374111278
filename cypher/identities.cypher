// Identities: which record of a publisher is which group, person or facility, and on whose word
// answers: >-
//   The records of datasets and lists that are identified with an entity of the graph, and what one
//   dossier declares to be a thing of another, with the time in which they are. What a publisher tells of the record is told of the entity for that time.
//   Nothing is joined by name.
// parameters:
//   entity: {type: entity, argument: true, help: only of this entity}
//   scheme: {type: text, help: 'only ids of this kind, such as ucdp:actor, un-sc, icao or dossier:lakechad'}
//   asOf: {type: date, default: today, help: only what had begun by this day}
// columns:
//   scheme: {help: whose ids these are}
//   externalId: {title: id there, help: the id that the publisher uses}
//   recordId: {hidden: true, help: id of the record}
//   record: {title: called there, help: what the publisher calls it}
//   entityId: {hidden: true, help: id of the entity}
//   entity: {title: is, help: the entity of the graph}
//   kind: {help: 'group, person or target'}
//   validFrom: {type: date, title: from, help: 'first day, as far as it is known; blank: always'}
//   validTo: {type: date, title: until, help: 'last day, as far as it is known; blank: no end by that day'}
//   loaded: {title: data, help: 'loaded: the publisher''s own data are in the graph; not loaded: only the identity is'}
//   statedBy: {type: list, title: on the word of, help: the datasets that say so}
//   note: {type: facts, title: Note, below: externalId, help: 'what a reader should know, as far as it had been said'}
//   sources: {type: sources, help: sources of the identity}
// examples:
//   - graphq identities
//   - graphq identities aqim
//   - graphq identities --scheme icao
MATCH (record:Record)-[is:IDENTIFIED_AS]->(entity)
WHERE ($entity IS NULL OR entity.id = $entity)
  AND ($scheme IS NULL OR record.scheme = $scheme)
  AND (is.validFromFirst IS NULL OR is.validFromFirst <= $asOf)
CALL (is) {
  MATCH (remark:Remark {about: coalesce(is.via, is.id)})
  WHERE coalesce(remark.saidOnFirst, $asOf) <= $asOf
  WITH remark
  ORDER BY coalesce(toString(remark.saidOnFirst), ''), remark.id
  RETURN collect({id: remark.id, text: remark.text, sources: coalesce(remark.sources, [])}) AS note
}
OPTIONAL MATCH (declared:Declaration {id: coalesce(is.via, '')})
RETURN record.scheme AS scheme, record.externalId AS externalId, record.id AS recordId,
  record.fullName AS record, entity.id AS entityId, entity.name AS entity,
  CASE WHEN 'Group' IN labels(entity) THEN 'group'
    WHEN 'Person' IN labels(entity) THEN 'person' ELSE 'target' END AS kind,
  is.validFrom AS validFrom,
  CASE WHEN is.validToFirst <= $asOf THEN is.validTo END AS validTo,
  CASE WHEN any(name IN record.statedBy WHERE NOT name STARTS WITH 'dossier:'
    OR name = record.scheme)
    THEN 'loaded' ELSE 'not loaded' END AS loaded,
  coalesce(declared.statedBy, is.statedBy) AS statedBy, note, is.sources AS sources
ORDER BY scheme, entity, externalId, validFrom
