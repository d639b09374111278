// Hotspots: the same from the sums that are kept
MATCH (kept:PlaceSum)
WHERE ($country IS NULL OR kept.country = $country)
  AND (size($attribution) = 0 OR kept.attribution IN $attribution)
  AND ($dataset IS NULL OR kept.dataset = $dataset)
WITH kept.placeId AS place, kept.country AS country, sum(kept.incidents) AS incidents,
  sum(kept.fatalitiesBest) AS fatalities, collect(kept) AS parts
WITH sum(incidents) AS total, collect([place, country, incidents, fatalities, parts]) AS spots
UNWIND spots AS spot
WITH total, spot, spot[2] AS incidents, spot[3] AS fatalities,
  spot[0] + ' ' + coalesce(spot[1], '') AS key
ORDER BY incidents DESC, fatalities DESC, key
LIMIT toInteger($limit)
WITH total, spot, incidents, fatalities, key, spot[4] AS parts
CALL (parts) {
  UNWIND parts AS kept
  WITH min(kept.earliest) AS oldest, max(kept.latest) AS newest,
    collect(DISTINCT kept.dataset) AS datasets
  MATCH (one:Incident {id: substring(oldest, 11)})
  MATCH (other:Incident {id: substring(newest, 11)})
  RETURN one.date AS first, other.date AS last, datasets
}
CALL (parts) {
  UNWIND parts AS kept
  UNWIND kept.groups AS id
  WITH DISTINCT id
  MATCH (perpetrator:Group {id: id})
  WITH DISTINCT perpetrator.name AS name
  ORDER BY name
  RETURN collect(name) AS perpetrators
}
CALL (parts) {
  UNWIND parts AS kept
  UNWIND kept.sources AS source
  RETURN collect(DISTINCT source)[0..20] AS sources
}
MATCH (location:Location {id: spot[0]})
RETURN key, location.name AS place, spot[1] AS country, null AS latitude, null AS longitude,
  incidents, total, null AS sideOnly, fatalities, perpetrators, first, last, datasets, sources
ORDER BY incidents DESC, fatalities DESC, key
