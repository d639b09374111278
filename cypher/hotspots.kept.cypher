// Hotspots: the same from the sums that are kept
CALL () {
  MATCH (kept:PlaceSum)
  WHERE ($country IS NULL OR kept.country = $country)
    AND (size($attribution) = 0 OR kept.attribution IN $attribution)
    AND (CASE WHEN $dataset IS NULL THEN kept.tellingOf IS NULL ELSE kept.dataset = $dataset END)
  RETURN kept, 0 AS further
  UNION ALL
  MATCH (kept:PlaceSum)
  WHERE kept.tellingOf IS NOT NULL AND $dataset IS NULL
    AND ($country IS NULL OR kept.country = $country)
    AND (size($attribution) = 0 OR kept.attribution IN $attribution)
  WITH kept
  ORDER BY CASE WHEN kept.dataset STARTS WITH 'dossier:' THEN 0 ELSE 1 END, kept.dataset,
    kept.incidentId
  WITH kept.placeId AS spot, kept.country AS country,
    kept.tellingOf AS telling, collect(kept) AS tellings
  RETURN head(tellings) AS kept, size(tellings) - 1 AS further
}
WITH kept.placeId AS spot, kept.country AS country, sum(kept.incidents) AS incidents,
  sum(CASE WHEN kept.known THEN kept.incidents ELSE 0 END) AS figures,
  sum(kept.fatalitiesBest) AS best, sum(further) AS furtherTellings, collect(kept) AS sums
WITH sum(incidents) AS total,
  collect([spot, country, incidents, figures, best, furtherTellings, sums]) AS spots
UNWIND spots AS spot
WITH total, spot, spot[2] AS incidents, CASE WHEN spot[3] > 0 THEN spot[4] ELSE -1 END AS killed,
  spot[0] + ' ' + coalesce(spot[1], '') AS key
ORDER BY incidents DESC, killed DESC, key
LIMIT toInteger($limit)
WITH total, incidents, killed, key, spot[0] AS placeId, spot[1] AS country, spot[3] AS figures,
  spot[5] AS furtherTellings, spot[6] AS sums
CALL (sums) {
  UNWIND sums AS kept
  WITH kept.earliest AS earliest, kept.latest AS latest, kept.dataset AS dataset,
    CASE WHEN kept.known THEN null ELSE kept.fatalitiesLow END AS low,
    CASE WHEN kept.known THEN null ELSE kept.fatalitiesHigh END AS high
  WITH min(earliest) AS oldest, max(latest) AS newest, collect(DISTINCT dataset) AS datasets,
    CASE WHEN count(low) > 0 THEN sum(low) END AS otherLow,
    CASE WHEN count(high) > 0 THEN sum(high) END AS otherHigh
  MATCH (opening:Incident {id: substring(oldest, 11)})
  MATCH (closing:Incident {id: substring(newest, 11)})
  RETURN opening.date AS first, closing.date AS last, datasets, otherLow, otherHigh
}
CALL (sums) {
  UNWIND sums AS kept
  UNWIND kept.groups AS id
  WITH DISTINCT id
  MATCH (perpetrator:Group {id: id})
  WITH perpetrator.name AS name, id, perpetrator.fullName AS fullName
  ORDER BY name, id
  RETURN collect([id, name, fullName]) AS perpetrators
}
CALL (sums) {
  UNWIND sums AS kept
  UNWIND kept.sources AS source
  RETURN collect(DISTINCT source)[0..20] AS sources
}
MATCH (known:Location {id: placeId})
OPTIONAL MATCH (known)-[:LOCATED_IN]->(above:Location)
WHERE above.level <> 'country'
WITH key, placeId, country, incidents, total, killed, figures, otherLow, otherHigh, furtherTellings,
  perpetrators, first, last, datasets, sources, known, min(above.name) AS above
RETURN key, placeId, known.name AS place,
  [known.country, above + ', ' + known.country] AS beside, country,
  null AS latitude, null AS longitude, incidents, total, null AS sideOnly,
  CASE WHEN killed >= 0 THEN killed END AS fatalities, incidents - figures AS withoutFigure,
  otherLow, otherHigh, furtherTellings, perpetrators, first, last, datasets, sources
ORDER BY incidents DESC, killed DESC, key
