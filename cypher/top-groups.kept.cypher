// Top groups: the same from the sums that are kept
MATCH (kept:GroupSum)
WHERE kept.groupId IS NOT NULL AND ($involved OR kept.sideOnly = 0)
  AND ($country IS NULL OR kept.country = $country)
  AND (size($attribution) = 0 OR kept.groupAttribution IN $attribution)
  AND ($dataset IS NULL OR kept.dataset = $dataset)
WITH kept.groupId AS groupId, CASE WHEN $dataset IS NULL THEN kept.tellingOf END AS telling,
  CASE WHEN $dataset IS NULL AND kept.tellingOf IS NOT NULL
    THEN CASE WHEN kept.dataset STARTS WITH 'dossier:' THEN '0 ' ELSE '1 ' END
      + kept.dataset + ' ' + kept.incidentId END AS place,
  kept.dataset AS dataset, sum(kept.incidents) AS here, sum(kept.claimed) AS claimed,
  sum(kept.disputed) AS disputed, sum(kept.sideOnly * kept.incidents) AS side,
  kept.known AS known, sum(kept.fatalitiesBest) AS best,
  count(kept.fatalitiesLow) AS lows, sum(kept.fatalitiesLow) AS low,
  count(kept.fatalitiesHigh) AS highs, sum(kept.fatalitiesHigh) AS high,
  min(kept.earliest) AS oldest, max(kept.latest) AS newest,
  collect(DISTINCT kept.sources) AS lists
WITH groupId, telling, min(place) AS first, count(place) AS tellings, collect({
    place: place, side: side, dataset: dataset, here: here, claimed: claimed, disputed: disputed,
    best: best, known: known, lows: lows, low: low, highs: highs, high: high,
    oldest: oldest, newest: newest, lists: lists
  }) AS parts
UNWIND [part IN parts WHERE telling IS NULL OR part.place = first] AS part
WITH groupId, sum(part.here) AS incidents, sum(part.claimed) AS claimed,
  sum(part.disputed) AS disputed, sum(part.side) AS sided,
  sum(part.best) AS best, sum(CASE WHEN part.known THEN part.here ELSE 0 END) AS figures,
  sum(CASE WHEN part.known THEN 0 ELSE part.lows END) AS lows,
  sum(CASE WHEN part.known THEN 0 ELSE part.low END) AS low,
  sum(CASE WHEN part.known THEN 0 ELSE part.highs END) AS highs,
  sum(CASE WHEN part.known THEN 0 ELSE part.high END) AS high,
  sum(CASE WHEN telling IS NULL THEN 0 ELSE tellings - 1 END) AS furtherTellings,
  min(part.oldest) AS oldest, max(part.newest) AS newest,
  collect(DISTINCT part.dataset) AS unsorted, collect(part.lists) AS cited
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
CALL (cited) {
  UNWIND cited AS lists
  UNWIND lists AS list
  UNWIND list AS source
  RETURN collect(DISTINCT source)[0..20] AS sources
}
RETURN groupId, g.name AS group, g.fullName AS fullName, incidents, claimed, disputed,
  CASE WHEN $involved THEN sided END AS sideOnly,
  CASE WHEN figures > 0 THEN best END AS fatalities, incidents - figures AS withoutFigure,
  CASE WHEN lows > 0 THEN low END AS otherLow, CASE WHEN highs > 0 THEN high END AS otherHigh,
  furtherTellings,
  one.date AS first, other.date AS last, datasets, sources
ORDER BY incidents DESC, groupId
