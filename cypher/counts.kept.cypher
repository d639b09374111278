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
    WHEN 'month' THEN CASE WHEN size(kept.date) < 7 THEN kept.date + ', month not known'
      ELSE kept.date END
    WHEN 'country' THEN kept.country
    WHEN 'attribution' THEN kept.attribution ELSE kept.dataset END AS value, 0 AS side
  UNION ALL
  UNWIND CASE WHEN $by IN ['admin1', 'admin2'] THEN [1] ELSE [] END AS one
  MATCH (kept:UnitSum)
  RETURN kept, CASE $by WHEN 'admin1' THEN kept.admin1Id ELSE kept.admin2Id END AS value, 0 AS side
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
WITH kept, coalesce(value, '') AS key, side
WHERE ($country IS NULL OR kept.country = $country)
  AND (size($attribution) = 0 OR kept.attribution IN $attribution)
  AND ($dataset IS NULL OR kept.dataset = $dataset)
WITH key, CASE WHEN $dataset IS NULL THEN kept.tellingOf END AS telling,
  CASE WHEN $dataset IS NULL AND kept.tellingOf IS NOT NULL
    THEN CASE WHEN kept.dataset STARTS WITH 'dossier:' THEN '0 ' ELSE '1 ' END
      + kept.dataset + ' ' + kept.incidentId END AS place,
  kept.attribution AS attribution, kept.dataset AS dataset, kept.known AS known, side,
  ($fromDate IS NULL AND $toDate IS NULL) OR kept.precise OR (($fromDate IS NULL OR kept.firstDay >= $fromDate)
    AND ($toDate IS NULL OR kept.lastDay <= $toDate)) AS sure,
  sum(kept.incidents) AS here,
  sum(kept.fatalitiesLow) AS low, sum(kept.fatalitiesBest) AS best, sum(kept.fatalitiesHigh) AS high,
  count(kept.fatalitiesLow) AS lows, count(kept.fatalitiesHigh) AS highs,
  collect(DISTINCT head(kept.sources)) AS ones,
  collect(CASE WHEN size(kept.sources) > 1 THEN kept.sources END) AS lists
WITH key, telling, min(place) AS first, count(place) AS tellings, collect({
    place: place, attribution: attribution, dataset: dataset, known: known, side: side, sure: sure,
    here: here, low: low, best: best, high: high, lows: lows,
    highs: highs, ones: ones, lists: lists
  }) AS parts
UNWIND [part IN parts WHERE telling IS NULL OR part.place = first] AS part
WITH key, CASE WHEN telling IS NULL THEN 0 ELSE tellings - 1 END AS further, part.here AS here,
  part.attribution AS attribution, part.dataset AS dataset, part.known AS known, part.side AS side,
  part.sure AS sure, part.low AS low, part.best AS best, part.high AS high, part.lows AS givenLow,
  part.highs AS givenHigh, part.ones AS ones,
  part.lists AS lists
WITH key, sum(here) AS incidents, sum(CASE WHEN sure THEN here ELSE 0 END) AS certain,
  sum(CASE attribution WHEN 'suspected' THEN here ELSE 0 END) AS suspected,
  sum(CASE attribution WHEN 'disputed' THEN here ELSE 0 END) AS disputed,
  sum(side * here) AS sided,
  sum(CASE WHEN known THEN here ELSE 0 END) AS figures,
  sum(CASE WHEN known THEN low ELSE 0 END) AS lows, sum(best) AS bests,
  sum(CASE WHEN known THEN high ELSE 0 END) AS highs,
  sum(CASE WHEN known THEN 0 ELSE givenLow END) AS otherLows,
  sum(CASE WHEN known THEN 0 ELSE low END) AS otherLow,
  sum(CASE WHEN known THEN 0 ELSE givenLow + givenHigh END) AS otherHighs,
  sum(CASE WHEN known THEN 0 ELSE high END) AS otherHigh,
  sum(further) AS furtherTellings,
  collect(DISTINCT dataset) AS datasets, collect(lists + [ones]) AS cited
CALL (cited) {
  UNWIND cited AS lists
  UNWIND lists AS list
  UNWIND list AS source
  RETURN collect(DISTINCT source)[0..20] AS sources
}
OPTIONAL MATCH (named:Group {id: key})
WHERE $by = 'group'
OPTIONAL MATCH (unit:Location {id: key})
WHERE $by IN ['admin1', 'admin2']
RETURN CASE WHEN key = '' THEN null WHEN $by = 'country' THEN 'loc-' + toLower(key)
    ELSE key END AS valueId,
  CASE WHEN $by = 'group' THEN coalesce(named.name, 'nobody named') WHEN key = '' THEN 'not known'
    ELSE coalesce(unit.fullName, key) END AS value,
  CASE $by WHEN 'group' THEN [named.fullName] WHEN 'admin1' THEN [unit.country]
    WHEN 'admin2' THEN [unit.country] + [(unit)-[:LOCATED_IN]->(above:Location {level: 'admin1'}) |
      above.name + ', ' + unit.country] ELSE [] END AS beside,
  incidents, certain, suspected, disputed,
  null AS ofAPart, null AS ofADisputedStep,
  CASE WHEN $involved AND $by = 'group' THEN sided END AS sideOnly,
  CASE WHEN figures > 0 THEN lows END AS fatalitiesLow,
  CASE WHEN figures > 0 THEN bests END AS fatalities,
  CASE WHEN figures > 0 THEN highs END AS fatalitiesHigh,
  incidents - figures AS withoutFigure,
  CASE WHEN otherLows > 0 THEN otherLow END AS otherLow,
  CASE WHEN otherHighs > 0 THEN otherHigh END AS otherHigh, furtherTellings, datasets, sources
ORDER BY CASE WHEN $by IN ['year', 'month'] THEN 0 ELSE -incidents END, value, valueId
