// 04 Find a target: every facility with its id
MATCH (t:Target)
RETURN t.id AS id, t.name AS name, t.targetType AS targetType, t.country AS country
ORDER BY name, id
