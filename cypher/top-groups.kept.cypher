// Top groups: the same from the sums that are kept
CALL () {
  MATCH (kept:GroupSum)
  WHERE kept.groupId IS NOT NULL AND ($involved OR kept.sideOnly = 0)
    AND ($country IS NULL OR kept.country = $country)
    AND (size($attribution) = 0 OR kept.groupAttribution IN $attribution)
    AND (CASE WHEN $dataset IS NULL THEN kept.tellingOf IS NULL ELSE kept.dataset = $dataset END)
  RETURN kept, 0 AS further
  UNION ALL
  // Of what several incidents tell, one is counted for each group: the dossier's, if it tells it.
  MATCH (kept:GroupSum)
  WHERE $dataset IS NULL AND kept.tellingOf IS NOT NULL
    AND kept.groupId IS NOT NULL AND ($involved OR kept.sideOnly = 0)
    AND ($country IS NULL OR kept.country = $country)
    AND (size($attribution) = 0 OR kept.groupAttribution IN $attribution)
  WITH kept
  ORDER BY CASE WHEN kept.dataset STARTS WITH 'dossier:' THEN 0 ELSE 1 END, kept.dataset,
    kept.incidentId
  WITH kept.groupId AS groupId, kept.tellingOf AS telling, collect(kept) AS tellings
  RETURN head(tellings) AS kept, size(tellings) - 1 AS further
}
WITH kept.groupId AS groupId, sum(kept.incidents) AS incidents, sum(further) AS furtherTellings,
  collect(kept) AS sums
ORDER BY incidents DESC, groupId
LIMIT toInteger($limit)
CALL (sums) {
  UNWIND sums AS kept
  WITH kept, CASE WHEN kept.known THEN null ELSE kept.fatalitiesLow END AS low,
    CASE WHEN kept.known THEN null ELSE kept.fatalitiesHigh END AS high
  WITH sum(kept.claimed) AS claimed, sum(kept.disputed) AS disputed,
    sum(kept.sideOnly * kept.incidents) AS sided, sum(kept.fatalitiesBest) AS best,
    sum(CASE WHEN kept.known THEN kept.incidents ELSE 0 END) AS figures,
    CASE WHEN count(low) > 0 THEN sum(low) END AS otherLow,
    CASE WHEN count(high) > 0 THEN sum(high) END AS otherHigh,
    min(kept.earliest) AS oldest, max(kept.latest) AS newest,
    collect(DISTINCT kept.dataset) AS datasets
  MATCH (opening:Incident {id: substring(oldest, 11)})
  MATCH (closing:Incident {id: substring(newest, 11)})
  RETURN claimed, disputed, sided, best, figures, otherLow, otherHigh, datasets,
    opening.date AS first, closing.date AS last
}
CALL (sums) {
  UNWIND sums AS kept
  UNWIND kept.sources AS source
  RETURN collect(DISTINCT source)[0..20] AS sources
}
MATCH (g:Group {id: groupId})
RETURN groupId, g.name AS group, g.fullName AS fullName, incidents, claimed, disputed,
  CASE WHEN $involved THEN sided END AS sideOnly,
  CASE WHEN figures > 0 THEN best END AS fatalities, incidents - figures AS withoutFigure,
  otherLow, otherHigh, furtherTellings, first, last, datasets, sources
ORDER BY incidents DESC, groupId
