// Tempo: the same from the sums that are kept
MATCH (kept:MonthSum)
WHERE size(kept.date) >= 7 AND ($toDate IS NULL OR kept.firstDay <= $toDate)
  AND ($country IS NULL OR kept.country = $country)
  AND (size($attribution) = 0 OR kept.attribution IN $attribution)
  AND ($dataset IS NULL OR kept.dataset = $dataset)
WITH kept.date AS month, CASE WHEN $dataset IS NULL THEN kept.tellingOf END AS telling,
  CASE WHEN $dataset IS NULL AND kept.tellingOf IS NOT NULL
    THEN CASE WHEN kept.dataset STARTS WITH 'dossier:' THEN '0 ' ELSE '1 ' END
      + kept.dataset + ' ' + kept.incidentId END AS place,
  kept.dataset AS dataset, sum(kept.incidents) AS here,
  kept.known AS known, sum(kept.fatalitiesBest) AS best,
  count(kept.fatalitiesLow) AS lows, sum(kept.fatalitiesLow) AS low,
  count(kept.fatalitiesHigh) AS highs, sum(kept.fatalitiesHigh) AS high,
  collect(DISTINCT head(kept.sources)) AS ones,
  collect(CASE WHEN size(kept.sources) > 1 THEN kept.sources END) AS lists
WITH month, telling, min(place) AS first, count(place) AS tellings, collect({
    place: place, dataset: dataset, here: here, best: best, known: known, lows: lows,
    low: low, highs: highs, high: high, ones: ones, lists: lists
  }) AS parts
UNWIND [part IN parts WHERE telling IS NULL OR part.place = first] AS part
WITH month, sum(part.here) AS incidents,
  sum(part.best) AS best, sum(CASE WHEN part.known THEN part.here ELSE 0 END) AS figures,
  sum(CASE WHEN part.known THEN 0 ELSE part.lows END) AS lows,
  sum(CASE WHEN part.known THEN 0 ELSE part.low END) AS low,
  sum(CASE WHEN part.known THEN 0 ELSE part.highs END) AS highs,
  sum(CASE WHEN part.known THEN 0 ELSE part.high END) AS high,
  sum(CASE WHEN telling IS NULL THEN 0 ELSE tellings - 1 END) AS furtherTellings,
  collect(DISTINCT part.dataset) AS datasets, collect(part.lists + [part.ones]) AS cited
CALL (cited) {
  UNWIND cited AS lists
  UNWIND lists AS list
  UNWIND list AS source
  RETURN collect(DISTINCT source)[0..20] AS sources
}
RETURN month, incidents, null AS sideOnly,
  CASE WHEN figures > 0 THEN best END AS fatalities, incidents - figures AS withoutFigure,
  CASE WHEN lows > 0 THEN low END AS otherLow, CASE WHEN highs > 0 THEN high END AS otherHigh,
  furtherTellings, datasets,
  sources
ORDER BY month
