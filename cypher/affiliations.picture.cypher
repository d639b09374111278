// Affiliations, drawn: who a group belongs to, works with, and fights
// Parameters: $group, $asOf (what held on this day), $ended (true: also what had ended)
MATCH path = (mine:Group {id: $group})
  -[link:PART_OF|AFFILIATED_WITH|ALLIED_WITH|PLEDGED_TO|RIVAL_OF|ENEMY_OF]-(them:Group)
WHERE all(g IN [mine, them] WHERE g.founded IS NULL
    OR g.founded <= left(toString($asOf), size(g.founded)))
  AND (link.validFromFirst IS NULL OR link.validFromFirst <= $asOf)
  AND ($ended OR ((link.validToLast IS NULL OR link.validToLast >= $asOf)
    AND NOT any(g IN [mine, them] WHERE g.dissolved IS NOT NULL
      AND g.dissolved < left(toString($asOf), size(g.dissolved)))))
RETURN path
ORDER BY type(link), them.id
LIMIT 30
