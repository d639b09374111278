// Hotspots: the same from the sums that are kept
MATCH (kept:PlaceSum)
WHERE ($country IS NULL OR kept.country = $country)
  AND (size($attribution) = 0 OR kept.attribution IN $attribution)
  AND ($dataset IS NULL OR kept.dataset = $dataset)
WITH kept.placeId AS spot, kept.country AS country,
  CASE WHEN $dataset IS NULL THEN kept.tellingOf END AS telling,
  CASE WHEN $dataset IS NULL AND kept.tellingOf IS NOT NULL
    THEN CASE WHEN kept.dataset STARTS WITH 'dossier:' THEN '0 ' ELSE '1 ' END
      + kept.dataset + ' ' + kept.incidentId END AS place,
  sum(kept.incidents) AS here,
  kept.known AS known, sum(kept.fatalitiesBest) AS best,
  count(kept.fatalitiesLow) AS lows, sum(kept.fatalitiesLow) AS low,
  count(kept.fatalitiesHigh) AS highs, sum(kept.fatalitiesHigh) AS high,
  collect(kept) AS sums
WITH spot, country, telling, min(place) AS first, count(place) AS tellings, collect({
    place: place, here: here, best: best, known: known, lows: lows,
    low: low, highs: highs, high: high, sums: sums
  }) AS parts
UNWIND [part IN parts WHERE telling IS NULL OR part.place = first] AS part
WITH spot, country, sum(part.here) AS incidents,
  sum(part.best) AS best, sum(CASE WHEN part.known THEN part.here ELSE 0 END) AS figures,
  sum(CASE WHEN part.known THEN 0 ELSE part.lows END) AS lows,
  sum(CASE WHEN part.known THEN 0 ELSE part.low END) AS low,
  sum(CASE WHEN part.known THEN 0 ELSE part.highs END) AS highs,
  sum(CASE WHEN part.known THEN 0 ELSE part.high END) AS high,
  sum(CASE WHEN telling IS NULL THEN 0 ELSE tellings - 1 END) AS furtherTellings,
  collect(part.sums) AS lists
WITH sum(incidents) AS total, collect({
    spot: spot, key: spot + ' ' + coalesce(country, ''), country: country, incidents: incidents,
    fatalities: CASE WHEN figures > 0 THEN best END, withoutFigure: incidents - figures,
    otherLow: CASE WHEN lows > 0 THEN low END, otherHigh: CASE WHEN highs > 0 THEN high END,
    furtherTellings: furtherTellings, lists: lists
  }) AS spots
UNWIND spots AS one
WITH total, one, one.incidents AS incidents, coalesce(one.fatalities, -1) AS killed, one.key AS key
ORDER BY incidents DESC, killed DESC, key
LIMIT toInteger($limit)
WITH total, one, incidents, killed, key, one.spot AS spot, one.lists AS lists
CALL (lists) {
  UNWIND lists AS sums
  UNWIND sums AS kept
  WITH min(kept.earliest) AS oldest, max(kept.latest) AS newest,
    collect(DISTINCT kept.dataset) AS datasets
  MATCH (opening:Incident {id: substring(oldest, 11)})
  MATCH (closing:Incident {id: substring(newest, 11)})
  RETURN opening.date AS first, closing.date AS last, datasets
}
CALL (lists) {
  UNWIND lists AS sums
  UNWIND sums AS kept
  UNWIND kept.groups AS id
  WITH DISTINCT id
  MATCH (perpetrator:Group {id: id})
  WITH perpetrator.name AS name, id, perpetrator.fullName AS fullName
  ORDER BY name, id
  RETURN collect([id, name, fullName]) AS perpetrators
}
CALL (lists) {
  UNWIND lists AS sums
  UNWIND sums AS kept
  UNWIND kept.sources AS source
  RETURN collect(DISTINCT source)[0..20] AS sources
}
MATCH (known:Location {id: spot})
OPTIONAL MATCH (known)-[:LOCATED_IN]->(above:Location)
WHERE above.level <> 'country'
WITH key, one, incidents, total, killed, perpetrators, first, last, datasets, sources, known,
  min(above.name) AS above
RETURN key, known.id AS placeId, known.name AS place,
  [known.country, above + ', ' + known.country] AS beside, one.country AS country,
  null AS latitude, null AS longitude, incidents, total, null AS sideOnly,
  one.fatalities AS fatalities, one.withoutFigure AS withoutFigure, one.otherLow AS otherLow,
  one.otherHigh AS otherHigh, one.furtherTellings AS furtherTellings, perpetrators, first, last,
  datasets, sources
ORDER BY incidents DESC, killed DESC, key
