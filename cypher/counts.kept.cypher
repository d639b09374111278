// Counts: the same from the sums that are kept
CALL () {
  UNWIND CASE WHEN $by IN ['total', 'country', 'attribution', 'dataset'] AND $fromDate IS NULL
    AND $toDate IS NULL THEN [1] ELSE [] END AS one
  MATCH (kept:KindSum)
  RETURN kept, CASE $by WHEN 'total' THEN 'all' WHEN 'country' THEN kept.country
    WHEN 'attribution' THEN kept.attribution ELSE kept.dataset END AS value, 0 AS side
  UNION ALL
  UNWIND CASE WHEN $by IN ['year', 'month'] OR ($by IN ['total', 'country', 'attribution', 'dataset']
    AND NOT ($fromDate IS NULL AND $toDate IS NULL)) THEN [1] ELSE [] END AS one
  MATCH (kept:MonthSum)
  WHERE ($fromDate IS NULL OR kept.lastDay >= $fromDate)
    AND ($toDate IS NULL OR kept.firstDay <= $toDate)
  RETURN kept, CASE $by WHEN 'total' THEN 'all' WHEN 'year' THEN left(kept.date, 4)
    WHEN 'month' THEN kept.date WHEN 'country' THEN kept.country
    WHEN 'attribution' THEN kept.attribution ELSE kept.dataset END AS value, 0 AS side
  UNION ALL
  UNWIND CASE WHEN $by IN ['admin1', 'admin2'] THEN [1] ELSE [] END AS one
  MATCH (kept:UnitSum)
  RETURN kept, CASE $by WHEN 'admin1' THEN kept.admin1 ELSE kept.admin2 END AS value, 0 AS side
  UNION ALL
  UNWIND CASE WHEN $by IN ['tactic', 'target-type'] THEN [1] ELSE [] END AS one
  MATCH (kept:KindSum)
  UNWIND CASE $by WHEN 'tactic' THEN coalesce(kept.tactics, ['not known'])
    ELSE [kept.targetType] END AS value
  RETURN kept, value, 0 AS side
  UNION ALL
  UNWIND CASE WHEN $by = 'group' THEN [1] ELSE [] END AS one
  MATCH (kept:GroupSum)
  WHERE ($involved AND kept.sideOnly = 1)
    OR (kept.sideOnly = 0 AND (NOT $involved OR kept.groupId IS NOT NULL))
  RETURN kept, kept.groupId AS value, kept.sideOnly AS side
}
WITH kept, value, side
WHERE ($country IS NULL OR kept.country = $country)
  AND (size($attribution) = 0 OR kept.attribution IN $attribution)
  AND ($dataset IS NULL OR kept.dataset = $dataset)
WITH value, kept.attribution AS attribution, kept.dataset AS dataset, kept.known AS known, side,
  ($fromDate IS NULL AND $toDate IS NULL) OR kept.precise OR (($fromDate IS NULL OR kept.firstDay >= $fromDate)
    AND ($toDate IS NULL OR kept.lastDay <= $toDate)) AS sure,
  sum(kept.incidents) AS here, sum(kept.fatalitiesLow) AS low, sum(kept.fatalitiesBest) AS best,
  sum(kept.fatalitiesHigh) AS high, collect(DISTINCT head(kept.sources)) AS ones,
  collect(CASE WHEN size(kept.sources) > 1 THEN kept.sources END) AS lists
OPTIONAL MATCH (g:Group {id: value})
WHERE $by = 'group'
WITH CASE WHEN $by = 'group' THEN coalesce(g.name, 'nobody named')
    WHEN $by = 'month' AND size(value) < 7 THEN value + ', month not known'
    WHEN $by IN ['country', 'admin1', 'admin2'] THEN coalesce(value, 'not known')
    ELSE value END AS value,
  sum(here) AS incidents, sum(CASE WHEN sure THEN here ELSE 0 END) AS certain,
  sum(CASE attribution WHEN 'suspected' THEN here ELSE 0 END) AS suspected,
  sum(CASE attribution WHEN 'disputed' THEN here ELSE 0 END) AS disputed,
  sum(side * here) AS sided,
  sum(CASE WHEN known THEN low ELSE 0 END) AS fatalitiesLow, sum(best) AS fatalities,
  sum(CASE WHEN known THEN high ELSE 0 END) AS fatalitiesHigh,
  sum(CASE WHEN known THEN 0 ELSE here END) AS withoutFigure,
  sum(CASE WHEN known THEN 0 ELSE low END) AS otherLow,
  sum(CASE WHEN known THEN 0 ELSE high END) AS otherHigh,
  collect(DISTINCT dataset) AS unsorted, collect(lists + [ones]) AS cited
CALL (unsorted) {
  UNWIND unsorted AS name
  WITH name
  ORDER BY name
  RETURN collect(name) AS datasets
}
CALL (cited) {
  UNWIND cited AS lists
  UNWIND lists AS list
  UNWIND list AS source
  RETURN collect(DISTINCT source)[0..20] AS sources
}
RETURN value, incidents, certain, suspected, disputed, null AS ofAPart, null AS ofADisputedStep,
  CASE WHEN $involved AND $by = 'group' THEN sided END AS sideOnly,
  fatalitiesLow, fatalities, fatalitiesHigh, withoutFigure, otherLow, otherHigh, datasets,
  CASE WHEN size(datasets) > 1 THEN reduce(text = head(datasets), name IN tail(datasets) |
    text + ' and ' + name) + '; what several of them tell is counted once for each' END AS together,
  sources
ORDER BY CASE WHEN $by IN ['year', 'month'] THEN 0 ELSE -incidents END, value
