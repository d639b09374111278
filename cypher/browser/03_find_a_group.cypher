// 03 Find a group: every group with its id
MATCH (g:Group)
RETURN g.id AS id, g.name AS name, g.fullName AS fullName, g.kind AS kind
ORDER BY name, id
