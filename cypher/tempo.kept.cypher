// Tempo: the same from the sums that are kept
MATCH (kept:MonthSum)
WHERE kept.datePrecision <> 'year' AND ($toDate IS NULL OR kept.firstDay <= $toDate)
  AND ($country IS NULL OR kept.country = $country)
  AND (size($attribution) = 0 OR kept.attribution IN $attribution)
  AND ($dataset IS NULL OR kept.dataset = $dataset)
WITH kept.firstDay AS day, kept.dataset AS dataset, sum(kept.incidents) AS here,
  sum(kept.fatalitiesBest) AS best, collect(DISTINCT head(kept.sources)) AS ones,
  collect(CASE WHEN size(kept.sources) > 1 THEN kept.sources END) AS lists
WITH left(toString(day), 7) AS month, sum(here) AS incidents, sum(best) AS fatalities,
  collect(DISTINCT dataset) AS datasets, collect(lists + [ones]) AS cited
CALL (cited) {
  UNWIND cited AS lists
  UNWIND lists AS list
  UNWIND list AS source
  RETURN collect(DISTINCT source)[0..20] AS sources
}
RETURN month, incidents, null AS sideOnly, fatalities, datasets, sources
ORDER BY month
