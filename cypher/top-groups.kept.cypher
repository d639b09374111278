// Top groups: the same from the sums that are kept
MATCH (kept:GroupSum)
WHERE kept.groupId IS NOT NULL AND ($involved OR kept.sideOnly = 0)
  AND ($country IS NULL OR kept.country = $country)
  AND (size($attribution) = 0 OR kept.groupAttribution IN $attribution)
  AND ($dataset IS NULL OR kept.dataset = $dataset)
WITH kept.groupId AS groupId, sum(kept.incidents) AS incidents, sum(kept.claimed) AS claimed,
  sum(kept.disputed) AS disputed, sum(kept.sideOnly * kept.incidents) AS sided,
  sum(kept.fatalitiesBest) AS fatalities,
  sum(CASE WHEN kept.known THEN 0 ELSE kept.incidents END) AS withoutFigure,
  min(kept.earliest) AS oldest, max(kept.latest) AS newest,
  collect(DISTINCT kept.dataset) AS unsorted, collect(DISTINCT kept.sources) AS lists
ORDER BY incidents DESC, groupId
LIMIT toInteger($limit)
MATCH (g:Group {id: groupId})
MATCH (one:Incident {id: substring(oldest, 11)})
MATCH (other:Incident {id: substring(newest, 11)})
CALL (unsorted) {
  UNWIND unsorted AS name
  WITH name
  ORDER BY name
  RETURN collect(name) AS datasets
}
CALL (lists) {
  UNWIND lists AS list
  UNWIND list AS source
  RETURN collect(DISTINCT source)[0..20] AS sources
}
RETURN groupId, g.name AS group, incidents, claimed, disputed,
  CASE WHEN $involved THEN sided END AS sideOnly, fatalities, withoutFigure, one.date AS first,
  other.date AS last,
  CASE WHEN size(datasets) > 1 THEN reduce(text = head(datasets), name IN tail(datasets) |
    text + ' and ' + name) + '; what several of them tell is counted once for each' END AS together,
  sources
ORDER BY incidents DESC, groupId
