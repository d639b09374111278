// Leaders, drawn: who led a group, or spoke for it
// Parameters: $group, $asOf (what held on this day), $ended (true: also who was before)
MATCH path = (mine:Group {id: $group})<-[link:LED|MEMBER_OF]-(person:Person)
WHERE (link.validFromFirst IS NULL OR link.validFromFirst <= $asOf)
  AND (link.seenOnFirst IS NULL OR link.seenOnFirst <= $asOf)
  AND (mine.founded IS NULL OR mine.founded <= left(toString($asOf), size(mine.founded)))
  AND ($ended OR ((link.validToLast IS NULL OR link.validToLast >= $asOf)
    AND (person.died IS NULL OR size(coalesce(person.diedDisputedBy, [])) > 0
      OR person.died >= left(toString($asOf), size(person.died)))
    AND (mine.dissolved IS NULL
      OR mine.dissolved >= left(toString($asOf), size(mine.dissolved)))))
RETURN path
ORDER BY type(link), person.id, link.id
LIMIT 30
