// Leaders: who led a group, or spoke for it
// answers: >-
//   The people who led the group or held a role in it on a day, as publicly listed or widely
//   reported, with the dates of the role and of their death as far as they had come by that day. A
//   role ends with the group at the latest.
// parameters:
//   group: {type: group, argument: true, required: true, help: the group}
//   ended: {type: flag, default: false, help: also roles that had ended by that day}
//   asOf: {type: date, default: today, help: who held a role on this day}
// columns:
//   personId: {hidden: true, help: id of the person}
//   person: {help: the person}
//   led: {type: flag, hidden: true, help: whether the person led the group or a part of it}
//   role: {help: the role}
//   validFrom: {type: date, title: since, help: 'when it began, as far as it is known'}
//   validTo: {type: date, title: until, help: 'when it ended, if an end is known'}
//   died: {type: date, help: 'when the person died, as far as it is known'}
//   diedDisputedBy: {type: sources, title: death disputed, help: 'sources that contradict the death, or its date; then it ends no role for sure'}
//   seenOn: {type: date, title: seen on, help: 'a day on which it was held, where neither its beginning nor its end is known'}
//   held: {help: 'no end reported (it had begun, and no end is known by that day); certain (it ended, or was seen, on that very day); possible (the dates are not wholly known); or ended'}
//   lastReported: {type: date, title: as last reported, help: 'when the newest of its sources was published that were by that day; blank if none of them has a date'}
//   note: {type: facts, title: What is said of them, below: person, help: 'what a reader should know of the person, as far as it had been said'}
//   disputedBy: {type: sources, title: disputed by, help: sources that contradict it}
//   sources: {type: sources, help: sources that state the role}
// examples:
//   - graphq leaders jnim --as-of 2019-08-31
//   - graphq leaders AQIM --ended
MATCH (g:Group {id: $group})<-[link:LED|MEMBER_OF]-(person:Person)
WITH person, link, g, type(link) = 'LED' AS led,
  person.died IS NOT NULL AND size(coalesce(person.diedDisputedBy, [])) = 0
    AND person.died < left(toString($asOf), size(person.died)) AS dead,
  person.died IS NULL OR person.died > left(toString($asOf), size(person.died)) AS alive,
  g.dissolved IS NOT NULL AND g.dissolved < left(toString($asOf), size(g.dissolved)) AS gone
WHERE (link.validFromFirst IS NULL OR link.validFromFirst <= $asOf)
  AND (link.seenOnFirst IS NULL OR link.seenOnFirst <= $asOf)
  AND (g.founded IS NULL OR g.founded <= left(toString($asOf), size(g.founded)))
  AND ($ended OR (NOT dead AND NOT gone
    AND (link.validToLast IS NULL OR link.validToLast >= $asOf)))
CALL (person) {
  MATCH (remark:Remark {about: person.id})
  WHERE coalesce(remark.saidOnFirst, $asOf) <= $asOf
  WITH remark
  ORDER BY coalesce(toString(remark.saidOnFirst), ''), remark.id
  RETURN collect({id: remark.id, text: remark.text, sources: coalesce(remark.sources, [])}) AS note
}
CALL (link) {
  UNWIND coalesce(link.sources, []) AS id
  MATCH (source:Source {id: id})
  WHERE source.publishedOn <= left(toString($asOf), size(source.publishedOn))
  RETURN max(source.publishedOn) AS lastReported
}
RETURN person.id AS personId, person.name AS person, led, link.role AS role,
  link.validFrom AS validFrom,
  CASE WHEN link.validToFirst <= $asOf THEN link.validTo END AS validTo,
  CASE WHEN person.died <= left(toString($asOf), size(person.died)) THEN person.died END AS died,
  CASE WHEN person.died <= left(toString($asOf), size(person.died))
    THEN coalesce(person.diedDisputedBy, []) ELSE [] END AS diedDisputedBy,
  link.seenOn AS seenOn,
  CASE
    WHEN dead OR gone OR link.validToLast < $asOf THEN 'ended'
    WHEN link.seenOnFirst = $asOf AND link.seenOnLast = $asOf AND alive THEN 'certain'
    WHEN link.validFromLast <= $asOf AND link.validToFirst = $asOf AND alive THEN 'certain'
    WHEN link.validFromLast <= $asOf AND coalesce(link.validToFirst, date('9999-12-31')) > $asOf
      AND alive THEN 'no end reported'
    ELSE 'possible' END AS held,
  lastReported, note, coalesce(link.disputedBy, []) AS disputedBy, link.sources AS sources
ORDER BY led DESC, coalesce(link.validFromFirst, date('0001-01-01')),
  personId, role, coalesce(link.seenOnFirst, date('0001-01-01'))
