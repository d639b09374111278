// Affiliations: who a group belongs to, works with, and fights
// answers: >-
//   The dated relations between the group and others that held on a day: part of, affiliated,
//   allied, pledged, rival, enemy. A relation ends with either group at the latest.
// parameters:
//   group: {type: group, argument: true, required: true, help: the group}
//   ended: {type: flag, default: false, help: also relations that had ended by that day}
//   asOf: {type: date, default: today, help: what held on this day}
// columns:
//   relation: {help: how the group stands to the other}
//   otherId: {hidden: true, help: id of the other group}
//   other: {help: the other group}
//   kind: {hidden: true, help: relationship type in the graph}
//   validFrom: {type: date, title: since, help: 'when it began, as far as it is known'}
//   validTo: {type: date, title: until, help: 'when it ended, if an end is known'}
//   held: {help: 'no end reported (it had begun, and no end is known by that day); certain (it ended on that very day); possible (the dates are not wholly known); or ended'}
//   note: {type: facts, help: 'what a reader should know, as far as it had been said'}
//   disputedBy: {type: sources, title: disputed by, help: sources that contradict it}
//   sources: {type: sources, help: sources that state it}
// examples:
//   - graphq affiliations jnim
//   - graphq affiliations "Ansar Dine" --as-of 2013 --ended
MATCH (mine:Group {id: $group})
MATCH (mine)-[link:PART_OF|AFFILIATED_WITH|ALLIED_WITH|PLEDGED_TO|RIVAL_OF|ENEMY_OF]-(them:Group)
WITH link, them, type(link) AS kind, startNode(link).id = $group AS outgoing,
  any(g IN [mine, them] WHERE g.dissolved IS NOT NULL
    AND g.dissolved < left(toString($asOf), size(g.dissolved))) AS gone,
  all(g IN [mine, them] WHERE g.founded IS NULL
    OR g.founded <= left(toString($asOf), size(g.founded))) AS founded
WHERE founded AND (link.validFromFirst IS NULL OR link.validFromFirst <= $asOf)
  AND ($ended OR (NOT gone AND (link.validToLast IS NULL OR link.validToLast >= $asOf)))
CALL (link) {
  MATCH (remark:Remark {about: link.id})
  WHERE coalesce(remark.saidOnFirst, $asOf) <= $asOf
  WITH remark
  ORDER BY coalesce(toString(remark.saidOnFirst), ''), remark.id
  RETURN collect({id: remark.id, text: remark.text, sources: coalesce(remark.sources, [])}) AS note
}
RETURN CASE kind
    WHEN 'PART_OF' THEN CASE WHEN outgoing THEN 'part of' ELSE 'has as a part' END
    WHEN 'PLEDGED_TO' THEN CASE WHEN outgoing THEN 'pledged to' ELSE 'has the pledge of' END
    WHEN 'AFFILIATED_WITH' THEN 'affiliated with'
    WHEN 'ALLIED_WITH' THEN 'allied with'
    WHEN 'RIVAL_OF' THEN 'rival of'
    ELSE 'enemy of' END AS relation,
  them.id AS otherId, them.name AS other, kind, link.validFrom AS validFrom,
  CASE WHEN link.validToFirst <= $asOf THEN link.validTo END AS validTo,
  CASE
    WHEN gone OR link.validToLast < $asOf THEN 'ended'
    WHEN link.validFromLast <= $asOf AND link.validToFirst = $asOf THEN 'certain'
    WHEN link.validFromLast <= $asOf
      AND coalesce(link.validToFirst, date('9999-12-31')) > $asOf THEN 'no end reported'
    ELSE 'possible' END AS held,
  note, coalesce(link.disputedBy, []) AS disputedBy, link.sources AS sources
ORDER BY relation, coalesce(link.validFromFirst, date('0001-01-01')), otherId, validFrom
